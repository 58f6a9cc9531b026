import { z } from 'zod';
import { code, date, flag, id, integer, money, optional, quantity, text } from './cells.js';

const shape = /* @__PURE__ */ (() => ({
  data_source: text(),
  file_name: optional(text()),
  file_date: optional(date()),
  row_number: optional(integer(1)),
  claim_id: id(),
  claim_line_number: integer(1),
  claim_version: integer(0)
    .nullish()
    .transform((given) => given ?? 0),
  claim_record_type: z.enum(['original', 'adjustment', 'reversal']),
  claim_status: z
    .enum(['paid', 'denied', 'partially_paid', 'capitated_encounter', 'pending'])
    .nullish()
    .transform((given) => given ?? 'paid'),
  original_claim_id: optional(id()),
  replaces_claim_id: optional(id()),
  is_final_action: optional(flag()),
  person_id: id(),
  member_id: id(),
  subscriber_id: optional(id()),
  employer_id: optional(id()),
  payer: text(),
  plan: text(),
  dispensing_date: date(),
  adjudication_date: optional(date()),
  paid_date: optional(date()),
  ndc_code: code(/^\d{11}$/),
  quantity: optional(quantity()),
  unit_of_measure: optional(z.enum(['EA', 'ML', 'GM'])),
  days_supply: optional(integer(-365, 365)),
  fill_number: optional(integer(0, 999)),
  refills: optional(integer(0, 999)),
  prescription_number: optional(id()),
  daw_code: optional(code(/^\d$/)),
  brand_generic_code: optional(z.enum(['brand', 'generic', 'unknown'])),
  compound_flag: optional(flag()),
  formulary_tier: optional(text()),
  channel: optional(z.enum(['retail', 'mail', 'specialty', 'other'])),
  specialty_flag: optional(flag()),
  pharmacy_ncpdp_id: optional(code(/^\d{7}$/)),
  dispensing_provider_npi: optional(code(/^\d{10}$/)),
  prescribing_provider_npi: optional(code(/^\d{10}$/)),
  prior_auth_flag: optional(flag()),
  is_340b_flag: optional(flag()),
  ingredient_cost_amount: optional(money()),
  dispensing_fee_amount: optional(money()),
  sales_tax_amount: optional(money()),
  admin_fee_amount: optional(money()),
  usual_and_customary_amount: optional(money()),
  awp_unit_price: optional(quantity()),
  charge_amount: optional(money()),
  allowed_amount: optional(money()),
  deductible_amount: optional(money()),
  coinsurance_amount: optional(money()),
  copayment_amount: optional(money()),
  copay_assistance_amount: optional(money()),
  cob_paid_amount: optional(money()),
  paid_amount: money(),
  pharmacy_paid_amount: optional(money()),
  point_of_sale_rebate_amount: optional(money()),
  rebate_eligible_flag: optional(flag()),
}))();

/**
 * The contract of one pharmacy claim: canonical text only, with every key present in the output. Normalisers come before it.
 *
 * It equals the interface {@link PharmacyClaim} by a type test and the compiled checker by a property test.
 */
export const pharmacyClaimSchema: z.ZodObject<typeof shape> = /* @__PURE__ */ z.object(shape);
