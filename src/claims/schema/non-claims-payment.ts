import { z } from 'zod';
import { code, date, flag, id, integer, money, optional, quantity, text } from './cells.js';

const shape = /* @__PURE__ */ (() => ({
  data_source: text(),
  file_name: optional(text()),
  file_date: optional(date()),
  row_number: optional(integer(1)),
  payment_id: id(),
  employer_id: id(),
  payer: optional(text()),
  payee_npi: optional(code(/^\d{10}$/)),
  payee_tin: optional(text()),
  category: z.enum([
    'capitation',
    'admin_fee',
    'pbm_fee',
    'network_access_fee',
    'care_management',
    'incentive',
    'shared_savings',
    'recovery',
    'subrogation',
    'rx_rebate',
    'stop_loss_premium',
    'stop_loss_reimbursement',
    'bundle_settlement',
    'other',
  ]),
  basis: optional(z.enum(['pepm', 'pmpm', 'per_claim', 'percent_of_savings', 'flat'])),
  rate: optional(quantity()),
  units: optional(quantity()),
  amount: money(),
  service_period_start: date(),
  service_period_end: date(),
  paid_date: optional(date()),
  person_id: optional(id()),
  plan_id: optional(id()),
  ndc_code: optional(code(/^\d{11}$/)),
  allocation_rule: optional(text()),
  estimated_flag: optional(flag()),
}))();

/**
 * The contract of money that does not ride on a claim: canonical text only, with every key present in the output. Normalisers come before it.
 *
 * It equals the interface {@link NonClaimsPayment} by a type test and the compiled checker by a property test.
 */
export const nonClaimsPaymentSchema: z.ZodObject<typeof shape> = /* @__PURE__ */ z.object(shape);
