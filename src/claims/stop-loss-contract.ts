/** A person who is treated apart: a deductible of their own, or excluded. */
export interface Laser {
  readonly person_id: string;
  /** Unit: US dollars, exact decimal text; `null` when excluded. */
  readonly deductible: string | null;
  readonly excluded: boolean;
}

/** Which claims count: incurred and paid windows, both ends included. A 12/15 contract is data here, not a name. */
export interface StopLossBasis {
  readonly incurred_from: string;
  readonly incurred_to: string;
  readonly paid_from: string;
  readonly paid_to: string;
}

/** Aggregate cover over all claims of the group. */
export interface AggregateCover {
  /** Expected cost by tier. Unit: US dollars a contract a month, exact decimal text. */
  readonly attachment_factors: readonly { readonly tier: string; readonly factor: string }[];
  /** Share above the expected cost at which cover starts, such as 1.25. Decimal text. */
  readonly corridor: string;
  /** Unit: US dollars, exact decimal text. */
  readonly minimum_attachment: string | null;
  /** Unit: US dollars, exact decimal text. */
  readonly maximum: string | null;
}

/**
 * A stop-loss contract.
 *
 * Structure unverified: no open schema exists; the parts follow common contract wording.
 */
export interface StopLossContract {
  readonly employer_id: string;
  readonly carrier: string;
  readonly effective_date: string;
  readonly expiry_date: string;
  readonly contract_basis: StopLossBasis;
  /** Unit: US dollars a person, exact decimal text. */
  readonly specific_deductible: string;
  /** Borne by the group before specific cover pays. Unit: US dollars, exact decimal text. */
  readonly aggregating_specific: string | null;
  readonly lasers: readonly Laser[];
  readonly benefits_covered: readonly ('medical' | 'pharmacy' | 'dental' | 'vision')[];
  /** Unit: US dollars a person, exact decimal text. */
  readonly specific_maximum: string | null;
  readonly aggregate: AggregateCover | null;
}
