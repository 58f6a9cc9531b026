/** One month of one person under one benefit, derived by a named rule or supplied by the source. */
export interface MemberMonth {
  /** The person, stable across plans. */
  readonly person_id: string;
  /** The contract holder's id. */
  readonly subscriber_id: string | null;
  /** The coalition member. */
  readonly employer_id: string;
  /** The plan. */
  readonly plan: string;
  /** What is covered. */
  readonly benefit_type: 'medical' | 'pharmacy' | 'dental' | 'vision' | 'behavioral' | 'other';
  /** The month, `YYYY-MM`. */
  readonly year_month: string;
  /** What the month counts for the person. Unit: member months, decimal text from 0 to 1. */
  readonly member_months: string;
  /** What the month counts for the contract. Unit: employee months, decimal text from 0 to 1. */
  readonly employee_months: string;
  /** Unit: days. */
  readonly covered_days: number;
  /** Unit: days. */
  readonly days_in_month: number;
  /** By which rule it was counted: any_day, first_day, last_day, day_of_month_15, majority, fractional or supplied. Never implicit. */
  readonly counting_rule: string;
  /** Coverage tier. */
  readonly tier: string | null;
  /** Completed years. Unit: years. */
  readonly age: number | null;
  /** Sex as the source has it. */
  readonly sex: 'male' | 'female' | 'unknown';
}
