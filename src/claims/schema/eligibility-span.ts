import { z } from 'zod';
import { code, date, flag, id, integer, optional, text } from './cells.js';

const shape = /* @__PURE__ */ (() => ({
  data_source: text(),
  file_name: optional(text()),
  file_date: optional(date()),
  row_number: optional(integer(1)),
  person_id: id(),
  member_id: id(),
  subscriber_id: optional(id()),
  subscriber_relation: optional(z.enum(['self', 'spouse', 'domestic_partner', 'child', 'other_dependant', 'unknown'])),
  employer_id: id(),
  group_id: optional(text()),
  group_name: optional(text()),
  division_id: optional(text()),
  payer: text(),
  plan: text(),
  payer_type: optional(text()),
  benefit_type: z
    .enum(['medical', 'pharmacy', 'dental', 'vision', 'behavioral', 'other'])
    .nullish()
    .transform((given) => given ?? 'medical'),
  coverage_tier: optional(
    z.enum(['EMP', 'ESP', 'ECH', 'FAM', 'IND', 'SPO', 'CHD', 'DEP', 'TWO', 'SPC', 'E1D', 'E2D', 'E3D', 'E5D', 'E6D', 'E7D', 'E8D', 'E9D', 'other']),
  ),
  funding_type: z
    .enum(['self_insured', 'fully_insured', 'level_funded', 'unknown'])
    .nullish()
    .transform((given) => given ?? 'unknown'),
  enrollment_start_date: date(),
  enrollment_end_date: optional(date()),
  is_primary: optional(flag()),
  employment_status: optional(z.enum(['active', 'cobra', 'retiree_pre65', 'retiree_65plus', 'ltd', 'leave', 'surviving', 'unknown'])),
  medicare_primary_flag: optional(flag()),
  hdhp_flag: optional(flag()),
  account_type: optional(z.enum(['hsa', 'hra', 'none'])),
  birth_date: optional(date()),
  birth_year: optional(integer(1850, 2200)),
  age_band: optional(text()),
  gender: z.enum(['male', 'female', 'unknown']),
  state: optional(code(/^[A-Z]{2}$/)),
  zip_code: optional(code(/^\d{5}$/)),
  zip3: optional(code(/^\d{3}$/)),
  cbsa: optional(code(/^\d{5}$/)),
  worksite_zip3: optional(code(/^\d{3}$/)),
  race: optional(text()),
  ethnicity: optional(text()),
  wage_band: optional(text()),
  union_flag: optional(flag()),
  death_date: optional(date()),
}))();

/**
 * The contract of coverage of one person from one day to another: canonical text only, with every key present in the output. Normalisers come before it.
 *
 * It equals the interface {@link EligibilitySpan} by a type test and the compiled checker by a property test.
 */
export const eligibilitySpanSchema: z.ZodObject<typeof shape> = /* @__PURE__ */ z.object(shape);
