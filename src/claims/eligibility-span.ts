/**
 * Coverage of one person under one benefit from one day to another.
 *
 * Rows are snake_case with the field's standard column names; a missing value is `null`, never 0 or empty text.
 * Money is exact decimal text.
 */
export interface EligibilitySpan {
  /** The source system or sender. Every row names it. */
  readonly data_source: string;
  /** Name of the delivered file. */
  readonly file_name: string | null;
  /** Date of the delivered file. */
  readonly file_date: string | null;
  /** Data row in the file, 1-based. Unit: rows. */
  readonly row_number: number | null;
  /** The person, stable across plans. Distinct counts use it. */
  readonly person_id: string;
  /** The person within one plan. */
  readonly member_id: string;
  /** The contract holder's id, on every dependant's row too. Needed for PEPM. */
  readonly subscriber_id: string | null;
  /** Relation to the contract holder. Needed for PEPM. */
  readonly subscriber_relation: 'self' | 'spouse' | 'domestic_partner' | 'child' | 'other_dependant' | 'unknown' | null;
  /** The coalition member. */
  readonly employer_id: string;
  /** The payer's group number. */
  readonly group_id: string | null;
  /** The payer's name of the group. */
  readonly group_name: string | null;
  /** Division within the employer. */
  readonly division_id: string | null;
  /** Who administers the plan. */
  readonly payer: string;
  /** The plan. */
  readonly plan: string;
  /** Kind of payer, as the source says it. */
  readonly payer_type: string | null;
  /** What is covered: one span for each benefit. */
  readonly benefit_type: 'medical' | 'pharmacy' | 'dental' | 'vision' | 'behavioral' | 'other';
  /** Who is covered with whom, by the label of the source. Constant within a contract-month. */
  readonly coverage_tier:
    | 'EMP'
    | 'ESP'
    | 'ECH'
    | 'FAM'
    | 'IND'
    | 'SPO'
    | 'CHD'
    | 'DEP'
    | 'TWO'
    | 'SPC'
    | 'E1D'
    | 'E2D'
    | 'E3D'
    | 'E5D'
    | 'E6D'
    | 'E7D'
    | 'E8D'
    | 'E9D'
    | 'other'
    | null;
  /** Who bears the risk. */
  readonly funding_type: 'self_insured' | 'fully_insured' | 'level_funded' | 'unknown';
  /** First covered day. */
  readonly enrollment_start_date: string;
  /** Last covered day, included; `null` while coverage goes on. */
  readonly enrollment_end_date: string | null;
  /** Whether this coverage pays first. */
  readonly is_primary: boolean | null;
  /** Standing with the employer. */
  readonly employment_status: 'active' | 'cobra' | 'retiree_pre65' | 'retiree_65plus' | 'ltd' | 'leave' | 'surviving' | 'unknown' | null;
  /** Whether Medicare pays first. */
  readonly medicare_primary_flag: boolean | null;
  /** Whether the plan is a high-deductible health plan. */
  readonly hdhp_flag: boolean | null;
  /** Account beside the plan. */
  readonly account_type: 'hsa' | 'hra' | 'none' | null;
  /** Date of birth. One of birth date, year or age band is needed. */
  readonly birth_date: string | null;
  /** Year of birth. Unit: calendar year. */
  readonly birth_year: number | null;
  /** Band of ages, in de-identified feeds. */
  readonly age_band: string | null;
  /** Sex as the source has it; constant for a person. */
  readonly gender: 'male' | 'female' | 'unknown';
  /** State of residence, two letters. */
  readonly state: string | null;
  /** ZIP code of residence, five digits. */
  readonly zip_code: string | null;
  /** First three digits of the ZIP code, in de-identified feeds. */
  readonly zip3: string | null;
  /** Metropolitan area of residence. */
  readonly cbsa: string | null;
  /** First three digits of the worksite's ZIP code. */
  readonly worksite_zip3: string | null;
  /** Off by default: load it only for a stated purpose. */
  readonly race: string | null;
  /** Off by default: load it only for a stated purpose. */
  readonly ethnicity: string | null;
  /** Off by default: load it only for a stated purpose. */
  readonly wage_band: string | null;
  /** Whether the employee is in a union. */
  readonly union_flag: boolean | null;
  /** Date of death; not before birth. */
  readonly death_date: string | null;
}
