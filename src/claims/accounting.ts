import type { Cents } from '../money/cents.js';

/** Rows and money in one pile of an accounting. */
export interface Pile {
  /** Unit: rows. */
  readonly rows: number;
  /** Unit: US cents. */
  readonly cents: Cents;
  /** Rows whose money could not be read. Unit: rows. */
  readonly centsUnknown: number;
}

/** Nothing is lost: accepted + quarantined + rejected equals the input, in rows and in cents. */
export interface Accounting {
  readonly input: Pile;
  readonly accepted: Pile;
  readonly quarantined: Pile;
  readonly rejected: Pile;
}
