import type { Explanation } from '../reference/explanation.js';
import { ols } from '../stats/regression.js';
import { type Month, monthFromIndex } from '../time/month.js';
import { NOT_AN_OPINION } from './disclosure.js';
import { seriesTooShort } from './measured-prior.js';
import { type SeriesPoint, seriesOf } from './series.js';
import { trendWarning } from './trend-warning.js';
import { invalidInput } from './triangle-spec.js';

/** Whether a series left its line. */
export interface BreakFlag extends Explanation {
  readonly note: string;
  /** Largest sum of residuals over sigma x sqrt(months). Unit: none. */
  readonly statistic: number;
  /** At 5 %. Unit: none. */
  readonly critical: number;
  readonly broken: boolean;
  /** The month at which the sum is largest; null for a perfect line. */
  readonly around: Month | null;
}

/**
 * Flags a series whose level or trend changed along the way, by the cumulative sum of residuals around one line.
 *
 * Limits: a flag, not a cause. Mask or name the change (`interventions`) and measure again.
 *
 * @formula max over t of |sum of residuals up to t| / (sigma sqrt(n)), against 1.36
 * @unit none
 * @source Ploberger and Kraemer 1992, The CUSUM test with OLS residuals
 * @testedBy trend/triangle-tools.test.ts
 * @param series - Completed cost by month, 24 months or more.
 * @param o - `mask`: months that are left out.
 * @returns The statistic, whether it is beyond its limit, and where.
 * @throws {@link CoalitionError} `trend/series-too-short`, `trend/invalid-input`.
 * @example
 * const value = (i: number) => String(i < 18 ? 400 + (i % 2) : 460 + (i % 2));
 * findBreak(Array.from({ length: 36 }, (_, i) => ({ month: `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`, value: value(i) }))).broken; // => true
 */
export function findBreak(series: readonly SeriesPoint[], o: { readonly mask?: readonly Month[] } = {}): BreakFlag {
  const mask = new Set(o.mask ?? []);
  const { first, values } = seriesOf(series);
  const used = values.flatMap((value, i) => (value === null || mask.has(monthFromIndex(first + i)) ? [] : [{ i, value }]));
  if (used.length < 24) throw seriesTooShort('A test for breaks', used.length, 24);
  for (const { i, value } of used)
    if (!(value > 0)) throw invalidInput(`value of ${monthFromIndex(first + i)}`, value, 'Give amounts above 0 or mask the month.');
  const fit = ols(
    used.map(({ i }) => [1, i]),
    used.map(({ value }) => Math.log(value)),
  );
  const sigma = fit.sigma ?? 0;
  let [sum, largest, at] = [0, 0, -1];
  fit.residuals.forEach((residual, t) => {
    sum += residual;
    if (Math.abs(sum) > largest) [largest, at] = [Math.abs(sum), t];
  });
  const statistic = sigma > 1e-12 ? largest / (sigma * Math.sqrt(used.length)) : 0;
  const critical = 1.36;
  const month = used[at];
  const broken = statistic > critical;
  return {
    statistic,
    critical,
    broken,
    around: statistic === 0 || month === undefined ? null : monthFromIndex(first + month.i),
    note: NOT_AN_OPINION,
    steps: [{ id: 'cusum', label: 'Largest cumulative residual', formula: 'max |sum e| / (sigma sqrt(n))', value: statistic.toFixed(4) }],
    assumptions: [{ id: 'level', value: '5 %, 1.36', evidence: 'published', source: 'Ploberger and Kraemer 1992' }],
    warnings:
      broken && month !== undefined ? [trendWarning('trend/level-break', `The series left one line around ${monthFromIndex(first + month.i)}.`)] : [],
    tables: [],
  };
}
