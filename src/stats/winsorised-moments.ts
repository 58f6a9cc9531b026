import { CoalitionError } from '../errors/coalition-error.js';
import { badArgument, finite } from './check.js';
import { type QuantileType, quantile } from './quantile.js';

/** What {@link winsorisedMoments} needs: a share for each tail, or limits of its own. */
export interface WinsorisedMomentsInput {
  /** At least two finite values. */
  readonly values: readonly number[];
  /** Share pulled in at the lower end, 0 to 0.5. Default 0. */
  readonly lowerShare?: number;
  /** Share pulled in at the upper end, 0 to 0.5. Default 0. */
  readonly upperShare?: number;
  /** A fixed upper limit, such as a pooling point; not together with `upperShare`. Unit: the values'. */
  readonly cap?: number;
  /** Which sampling quantile gives the limits. Default 7. */
  readonly type?: QuantileType;
}

/** Moments after values beyond the limits were pulled in to them. Unit: the values' (variance: squared). */
export interface WinsorisedMoments {
  readonly n: number;
  readonly low: number | null;
  readonly high: number | null;
  /** How many values were changed. Unit: values. */
  readonly changed: number;
  readonly mean: number;
  /** With n - 1. */
  readonly variance: number;
  /** Mean of the squares, around zero. */
  readonly meanSquare: number;
  /** Standard deviation over mean; `null` when the mean is 0. */
  readonly cv: number | null;
  readonly values: readonly number[];
}

/**
 * Mean and variance after the extremes were pulled in to a quantile or a cap.
 *
 * @formula x' = min(max(x, low), high); moments of x'
 * @unit the unit of the values
 * @source Dixon and Tukey 1968 (winsorised moments)
 * @testedBy test/stats/moments-and-layers.test.ts
 * @param o - Values and limits.
 * @returns Moments, limits and the pulled-in values in the same order.
 * @throws {@link CoalitionError} `stats/too-few-values`, `stats/bad-argument`.
 * @example
 * winsorisedMoments({ values: [1, 2, 9], cap: 3 }).mean; // => 2
 */
export function winsorisedMoments(o: WinsorisedMomentsInput): WinsorisedMoments {
  const n = o.values.length;
  if (n < 2) throw new CoalitionError('stats/too-few-values', `${n} values have no variance. Give at least 2.`, { values: n, needed: 2 });
  const type = o.type ?? 7;
  const low = limit(o.values, 'lowerShare', o.lowerShare, type, (share) => share);
  const quantileHigh = limit(o.values, 'upperShare', o.upperShare, type, (share) => 1 - share);
  if (o.cap !== undefined && quantileHigh !== null) throw badArgument('cap', o.cap, 'either a cap or an upper share, not both');
  const high = o.cap === undefined ? quantileHigh : finite('cap', o.cap);
  const values = o.values.map((value) => Math.min(Math.max(finite('a value', value), low ?? value), high ?? Number.MAX_VALUE));
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return {
    n,
    low,
    high,
    changed: values.reduce((count, value, i) => count + (value === o.values[i] ? 0 : 1), 0),
    mean: finite('the mean', mean),
    variance: finite('the variance', variance),
    meanSquare: finite('the mean square', values.reduce((sum, value) => sum + value * value, 0) / n),
    cv: mean === 0 ? null : Math.sqrt(variance) / mean,
    values,
  };
}

function limit(values: readonly number[], name: string, share: number | undefined, type: QuantileType, at: (share: number) => number): number | null {
  if (share === undefined || share === 0) return null;
  if (!(share > 0 && share <= 0.5)) throw badArgument(name, share, 'a share from 0 to 0.5');
  return quantile(values, at(share), type);
}
