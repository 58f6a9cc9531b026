import { estimatedUsd } from '../money/estimated-usd.js';
import type { Usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { ols, quadratic } from '../stats/regression.js';
import type { Month } from '../time/month.js';
import { insufficient } from './completion.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import type { OdpAmounts } from './odp.js';
import { trendWarning } from './trend-warning.js';
import type { Triangle } from './triangle.js';
import { incrementalAt } from './triangle-grid.js';
import { cellScale, invalidInput, periodMonth } from './triangle-spec.js';

/** How {@link barnettZehnwirth} is asked: which parameters months share. */
export interface ProbabilisticTrends {
  /** First incurred period of each level, from 0 on. Default: one level, `[0]`. Unit: periods. */
  readonly levels?: readonly number[];
  /** Lags between which the trend by lag is one straight line of logarithms; none beyond the last. Default: none. Unit: periods. */
  readonly lags?: readonly number[];
  /**
   * Paid periods between which the trend of payments (inflation) is one straight line of logarithms; none beyond the last, so a last
   * one beyond the triangle carries it on. Default: none. Unit: periods.
   */
  readonly paid?: readonly number[];
}

/** A reserve by a model of the logarithms of payments. */
export interface ProbabilisticTrendReserve extends Explanation {
  readonly disclosure: TrendDisclosure;
  /** Logarithm of the first payment, by level. Unit: logarithm of the amount's unit. */
  readonly levels: readonly number[];
  /** Trend by lag, by stretch. Unit: logarithm a period. */
  readonly lagTrends: readonly number[];
  /** Trend of payments, by stretch. Unit: logarithm a period. */
  readonly paidTrends: readonly number[];
  /** Variance of a logarithm around the model. Unit: squared logarithm; null when nothing could be fitted. */
  readonly variance: number | null;
  readonly rows: readonly (OdpAmounts & { /** First month of the incurred period. */ readonly period: Month })[];
  readonly total: OdpAmounts | null;
}

/**
 * Tells what is incurred and not paid yet by a model of trends in three directions: level by incurred period, trend by lag, and trend by
 * paid period, which chain ladder has no place for.
 *
 * Limits: every payment must be above zero, and payments must be near lognormal. Which parameters are shared is the caller's choice.
 *
 * @formula ln y = level + sum of lag trends + sum of paid trends + e, e normal; mean exp(m + (s2 + s2 h) / 2), h = x (X'X)^-1 x';
 *   cov(a, b) = mean(a) mean(b) (exp(s2 x_a (X'X)^-1 x_b + s2 [a = b]) - 1)
 * @unit US dollars where cells are cents, else the triangle's unit
 * @source Barnett and Zehnwirth 2000, Best Estimates for Reserves, PCAS 87
 * @testedBy trend/deep-methods.test.ts: ABC against chainladder-python (coefficients, variance) and numpy (reserve, errors)
 * @param triangle - The triangle, known from lag 0 to each age.
 * @param o - Levels and stretches.
 * @returns By period and in total; empty with `trend/odp-negative-column` when a payment is zero or less.
 * @throws {@link CoalitionError} `trend/invalid-input`, `trend/insufficient-development`, `stats/rank-deficient`.
 * @example
 * const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', incremental: [['100', '50', '25'], ['100', '50'], ['100']] });
 * barnettZehnwirth(triangle, { lags: [0, 2] }).total?.ibnr.toFixed(2); // => '100.00'
 */
export function barnettZehnwirth(triangle: Triangle, o: ProbabilisticTrends): ProbabilisticTrendReserve {
  const { grid, spec } = triangle;
  const levels = bounds('levels', o.levels ?? [0]);
  const [lags, paid] = [bounds('lags', o.lags ?? []), bounds('paid', o.paid ?? [])];
  if (levels[0] !== 0) throw invalidInput('levels[0]', levels[0], 'The first level begins at period 0.');
  const width = levels.length + Math.max(0, lags.length - 1) + Math.max(0, paid.length - 1);
  const stretch = (ends: readonly number[], at: number): readonly number[] =>
    ends.slice(1).map((end, s) => Math.min(end, Math.max(ends[s] ?? 0, at)) - (ends[s] ?? 0));
  const line = (i: number, k: number): readonly number[] => [
    ...levels.map((start, l) => (start <= i && i < (levels[l + 1] ?? Number.POSITIVE_INFINITY) ? 1 : 0)),
    ...stretch(lags, k),
    ...stretch(paid, i + k),
  ];
  const scale = cellScale(spec);
  const x: (readonly number[])[] = [];
  const y: number[] = [];
  const future: { readonly row: number; readonly x: readonly number[] }[] = [];
  let positive = true;
  for (let i = 0; i < grid.rows; i += 1) {
    for (let k = 0; k < grid.columns; k += 1) {
      if (k > (grid.age[i] ?? -1)) {
        future.push({ row: i, x: line(i, k) });
        continue;
      }
      const amount = incrementalAt(grid, i, k);
      if (amount === null || amount <= 0) positive = false;
      else {
        x.push(line(i, k));
        y.push(Math.log(amount / scale));
      }
    }
  }
  if (!positive) return unfitted(triangle);
  if (y.length <= width) throw insufficient(0, y.length);
  const { coefficients, sigma, inverseGram } = ols(x, y);
  const variance = (sigma ?? 0) ** 2;
  const means = future.map((cell) => {
    const log = cell.x.reduce((sum, each, p) => sum + each * (coefficients[p] ?? 0), 0);
    return Math.exp(log + (variance * (1 + quadratic(cell.x, inverseGram))) / 2);
  });
  const reach = future.map((cell) => inverseGram.map((row) => variance * row.reduce((sum, each, p) => sum + each * (cell.x[p] ?? 0), 0)));
  const covariance = (a: number, b: number): number => {
    const shared = (reach[a] ?? []).reduce((sum, each, p) => sum + each * (future[b]?.x[p] ?? 0), 0);
    return (means[a] ?? 0) * (means[b] ?? 0) * Math.expm1(shared + (a === b ? variance : 0));
  };
  const sums = Array.from({ length: grid.rows }, () => ({ mean: 0, variance: 0 }));
  let all = 0;
  for (let a = 0; a < future.length; a += 1) {
    const own = sums[future[a]?.row ?? 0];
    if (own !== undefined) own.mean += means[a] ?? 0;
    for (let b = 0; b < future.length; b += 1) {
      const both = covariance(a, b);
      all += both;
      if (own !== undefined && future[a]?.row === future[b]?.row) own.variance += both;
    }
  }
  const amounts = (mean: number, square: number): OdpAmounts => ({ ibnr: finiteUsd(mean), standardError: finiteUsd(Math.sqrt(square)) });
  return {
    levels: coefficients.slice(0, levels.length),
    lagTrends: coefficients.slice(levels.length, levels.length + Math.max(0, lags.length - 1)),
    paidTrends: paid.length > 1 ? coefficients.slice(1 - paid.length) : [],
    variance,
    rows: sums.map((own, i) => ({ period: periodMonth(spec, i), ...amounts(own.mean, own.variance) })),
    total: amounts(
      means.reduce((sum, mean) => sum + mean, 0),
      all,
    ),
    disclosure: disclose(triangle, { methods: ['trends in three directions'], exclusions: [] }),
    steps: [{ id: 'variance', label: `Variance of a logarithm, ${y.length} payments and ${width} parameters`, value: String(variance) }],
    assumptions: [
      {
        id: 'parameters',
        value: `levels ${levels.join(' ')}; lags ${lags.join(' ')}; paid ${paid.join(' ')}`,
        evidence: 'assumed',
        source: 'caller',
      },
    ],
    warnings: [],
    tables: [],
  };
}

function finiteUsd(value: number): Usd {
  if (!Number.isFinite(value))
    throw invalidInput('triangle', value, 'The logarithms vary so much that the mean has no finite size; share more parameters.');
  return estimatedUsd(value);
}

function bounds(field: string, given: readonly number[]): readonly number[] {
  given.forEach((each, s) => {
    if (!Number.isSafeInteger(each) || each < 0 || (s > 0 && each <= (given[s - 1] ?? 0)))
      throw invalidInput(`${field}[${s}]`, each, 'Give whole periods from 0 on, each above the one before.');
  });
  return given;
}

function unfitted(triangle: Triangle): ProbabilisticTrendReserve {
  return {
    levels: [],
    lagTrends: [],
    paidTrends: [],
    variance: null,
    rows: [],
    total: null,
    disclosure: disclose(triangle, { methods: ['trends in three directions'], exclusions: [] }),
    steps: [],
    assumptions: [],
    warnings: [trendWarning('trend/odp-negative-column', 'The model has no fit: a payment is zero or less or unknown, so it has no logarithm.')],
    tables: [],
  };
}
