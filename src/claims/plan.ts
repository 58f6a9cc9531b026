/** A plan of one employer. */
export interface Plan {
  readonly plan_id: string;
  readonly employer_id: string;
  readonly plan_type: 'HMO' | 'PPO' | 'POS' | 'EPO' | 'HDHP' | 'indemnity' | 'other';
  readonly funding_type: 'self_insured' | 'fully_insured' | 'level_funded' | 'unknown';
  readonly effective_date: string;
  /** Last day, included; `null` while it is offered. */
  readonly end_date: string | null;
  /** Unit: US dollars a year, exact decimal text. */
  readonly individual_deductible: string | null;
  /** Unit: US dollars a year, exact decimal text. */
  readonly family_deductible: string | null;
  /** Unit: US dollars a year, exact decimal text. */
  readonly individual_out_of_pocket_maximum: string | null;
  /** Unit: US dollars a year, exact decimal text. */
  readonly family_out_of_pocket_maximum: string | null;
  /** The member's share after the deductible. Unit: share, decimal text from 0 to 1. */
  readonly coinsurance: string | null;
  /** Services that another plan covers. */
  readonly carve_outs: readonly string[];
  /** Whether drugs count toward the same deductible and maximum. */
  readonly shared_with_pharmacy: boolean | null;
  /** Unit: share, decimal text from 0 to 1. */
  readonly actuarial_value: string | null;
}
