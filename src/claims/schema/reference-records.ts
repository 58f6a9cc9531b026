import { z } from 'zod';
import { code, date, flag, id, integer, listOf, money, optional, quantity, text } from './cells.js';

const month = (): z.ZodString => z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);
const share = (): z.ZodString => z.string().regex(/^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/);
const funding = ['self_insured', 'fully_insured', 'level_funded', 'unknown'] as const;

const memberMonth = /* @__PURE__ */ (() => ({
  person_id: id(),
  subscriber_id: optional(id()),
  employer_id: id(),
  plan: text(),
  benefit_type: z.enum(['medical', 'pharmacy', 'dental', 'vision', 'behavioral', 'other']),
  year_month: month(),
  member_months: share(),
  employee_months: share(),
  covered_days: integer(0, 31),
  days_in_month: integer(28, 31),
  counting_rule: z.string().regex(/^(?:any_day|first_day|last_day|day_of_month_(?:[1-9]|[12]\d|3[01])|majority|fractional|supplied)$/),
  tier: optional(text()),
  age: optional(integer(0, 130)),
  sex: z.enum(['male', 'female', 'unknown']),
}))();

/** The contract of one member month. */
export const memberMonthSchema: z.ZodObject<typeof memberMonth> = /* @__PURE__ */ z.object(memberMonth);

const provider = /* @__PURE__ */ (() => ({
  npi: code(/^\d{10}$/),
  entity_type: z.enum(['individual', 'organization', 'unknown']),
  name: optional(text()),
  taxonomy: listOf(text()),
  tin: optional(text()),
  ccn: optional(text()),
  parent_organization_id: optional(id()),
  health_system: optional(text()),
  zip: optional(code(/^\d{5}$/)),
  cbsa: optional(code(/^\d{5}$/)),
  network_tier: optional(text()),
  coe_designations: z.array(z.object({ procedure_family: text(), program: text(), start: date(), end: optional(date()) }).readonly()).readonly(),
}))();

/** The contract of one provider. */
export const providerSchema: z.ZodObject<typeof provider> = /* @__PURE__ */ z.object(provider);

const employees = () => z.array(z.object({ month: month(), employees: integer(0) }).readonly()).readonly();

const employer = /* @__PURE__ */ (() => ({
  employer_id: id(),
  size_band: optional(text()),
  naics: optional(text()),
  region: optional(text()),
  plan_year_start_month: integer(1, 12),
  join_date: optional(date()),
  leave_date: optional(date()),
  eligible_employees_by_month: employees(),
  billed_employees_by_month: employees(),
  minimum_cell_size: optional(integer(1)),
}))();

/** The contract of one member of the coalition. */
export const employerSchema: z.ZodObject<typeof employer> = /* @__PURE__ */ z.object(employer);

const plan = /* @__PURE__ */ (() => ({
  plan_id: id(),
  employer_id: id(),
  plan_type: z.enum(['HMO', 'PPO', 'POS', 'EPO', 'HDHP', 'indemnity', 'other']),
  funding_type: z.enum(funding),
  effective_date: date(),
  end_date: optional(date()),
  individual_deductible: optional(money()),
  family_deductible: optional(money()),
  individual_out_of_pocket_maximum: optional(money()),
  family_out_of_pocket_maximum: optional(money()),
  coinsurance: optional(share()),
  carve_outs: z.array(text()).readonly(),
  shared_with_pharmacy: optional(flag()),
  actuarial_value: optional(share()),
}))();

/** The contract of one plan. */
export const planSchema: z.ZodObject<typeof plan> = /* @__PURE__ */ z.object(plan);

const stopLoss = /* @__PURE__ */ (() => ({
  employer_id: id(),
  carrier: text(),
  effective_date: date(),
  expiry_date: date(),
  contract_basis: z.object({ incurred_from: date(), incurred_to: date(), paid_from: date(), paid_to: date() }).readonly(),
  specific_deductible: money(),
  aggregating_specific: optional(money()),
  lasers: z.array(z.object({ person_id: id(), deductible: optional(money()), excluded: flag() }).readonly()).readonly(),
  benefits_covered: z.array(z.enum(['medical', 'pharmacy', 'dental', 'vision'])).readonly(),
  specific_maximum: optional(money()),
  aggregate: optional(
    z
      .object({
        attachment_factors: z.array(z.object({ tier: text(), factor: money() }).readonly()).readonly(),
        corridor: quantity(),
        minimum_attachment: optional(money()),
        maximum: optional(money()),
      })
      .readonly(),
  ),
}))();

/** The contract of one stop-loss contract. Structure unverified: no open schema exists. */
export const stopLossContractSchema: z.ZodObject<typeof stopLoss> = /* @__PURE__ */ z.object(stopLoss);

const attribution = /* @__PURE__ */ (() => ({
  person_id: id(),
  member_id: id(),
  year_month: month(),
  payer: text(),
  plan: text(),
  payer_attributed_provider: optional(text()),
  payer_attributed_practice: optional(text()),
  payer_attributed_organization: optional(text()),
  payer_attributed_lob: optional(text()),
  custom_attributed_provider: optional(text()),
  custom_attributed_practice: optional(text()),
  custom_attributed_organization: optional(text()),
  custom_attributed_lob: optional(text()),
}))();

/** The contract of one attribution. */
export const providerAttributionSchema: z.ZodObject<typeof attribution> = /* @__PURE__ */ z.object(attribution);
