import type { Decimal } from './decimal.js';

/** An assumption with its low and high ends; never a confidence interval. */
export interface Range<T = Decimal> {
  readonly low: T;
  /** The value used when one figure is asked for. */
  readonly mid: T;
  readonly high: T;
  /** Who says so. */
  readonly source: string;
}
