import { CoalitionError } from '../errors/coalition-error.js';
import { badArgument, closedShare, finite, whole } from './check.js';

/** Sampling quantile by Hyndman and Fan's number, as R's `quantile(type = )`. 7 is R's default, 6 Minitab's, 2 SAS's. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

const PLOTTING: { readonly [K in 4 | 5 | 6 | 7 | 8 | 9]: readonly [a: number, b: number] } = {
  4: [0, 1],
  5: [0.5, 0.5],
  6: [0, 0],
  7: [1, 1],
  8: [1 / 3, 1 / 3],
  9: [3 / 8, 3 / 8],
};

/**
 * The quantile of a sample, by any of the nine definitions in use.
 *
 * Limits: the definitions differ in small samples, so the type is always printed with the result.
 *
 * @formula types 1 to 3: steps; types 4 to 9: x[j] + g (x[j+1] - x[j]), j + g = a + p (n + 1 - a - b)
 * @unit the unit of the values
 * @source Hyndman and Fan, Sample Quantiles in Statistical Packages, The American Statistician 50, 1996
 * @testedBy test/stats/quantile.test.ts: R 4.2.2's published behaviour, recomputed independently
 * @param values - At least one finite value, in any order.
 * @param p - The share below, 0 to 1.
 * @param type - Default 7.
 * @returns The quantile.
 * @throws {@link CoalitionError} `stats/bad-argument`, `stats/too-few-values`.
 * @example
 * quantile([10, 20, 30, 40], 0.5); // => 25
 * quantile([10, 20, 30, 40], 0.5, 1); // => 20
 */
export function quantile(values: readonly number[], p: number, type: QuantileType = 7): number {
  if (values.length === 0)
    throw new CoalitionError('stats/too-few-values', 'A quantile of no values was asked. Give at least one.', { values: 0, needed: 1 });
  for (const value of values) finite('a value', value);
  const sorted = Float64Array.from(values).sort();
  return quantileOfSorted(sorted, p, type);
}

/** {@link quantile} of values that are already in ascending order and finite. */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number, type: QuantileType = 7): number {
  closedShare('p', p);
  const n = whole('the number of values', sorted.length, 1);
  // 1-based order statistics, clamped; rounding noise of n p is forgiven by four units in the last place, as R does.
  const x = (j: number): number => sorted[Math.min(Math.max(j, 1), n) - 1] ?? 0;
  const fuzz = 4 * Number.EPSILON;
  if (type === 1 || type === 2 || type === 3) {
    const at = type === 3 ? n * p - 0.5 : n * p;
    const j = Math.floor(at + fuzz);
    const above = at > j + fuzz;
    if (type === 1) return above ? x(j + 1) : x(j);
    if (type === 2) return above ? x(j + 1) : (x(j) + x(j + 1)) / 2;
    return above || j % 2 !== 0 ? x(j + 1) : x(j);
  }
  const plotting = PLOTTING[type];
  if (plotting === undefined) throw badArgument('type', type, 'a whole number from 1 to 9');
  const [a, b] = plotting;
  const at = a + p * (n + 1 - a - b);
  const j = Math.floor(at + fuzz);
  const g = Math.abs(at - j) < fuzz ? 0 : at - j;
  return g === 0 ? x(j) : x(j) + g * (x(j + 1) - x(j));
}
