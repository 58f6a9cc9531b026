import type { Explanation } from '../reference/explanation.js';
import { normal } from '../stats/normal.js';
import type { Month } from '../time/month.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import { mackNumbers } from './mack-figures.js';
import { trendWarning } from './trend-warning.js';
import type { Triangle } from './triangle.js';
import { gridRatioRows } from './triangle-grid.js';
import { periodMonth } from './triangle-spec.js';

/** A test of an assumption: the statistic and the range in which it raises no doubt. */
export interface DiagnosticTest {
  readonly statistic: number;
  readonly expected: number;
  readonly variance: number;
  readonly low: number;
  readonly high: number;
  /** Unit: probability of the range. */
  readonly confidence: number;
  /** Whether the statistic lies outside. */
  readonly doubtful: boolean;
}

/** A mean of scaled residuals. */
export interface ResidualMean {
  /** Lag as text, or the first month of the period. */
  readonly of: string;
  readonly mean: number;
  /** Unit: residuals. */
  readonly count: number;
}

/** Whether a triangle behaves as chain ladder assumes. */
export interface TriangleDiagnostics extends Explanation {
  readonly disclosure: TrendDisclosure;
  /** Mack's test for effects of paid periods; null with too few ratios. */
  readonly calendarYear: DiagnosticTest | null;
  /** Mack's test for correlation of neighbouring ratios; null with fewer than four lags. */
  readonly correlation: DiagnosticTest | null;
  readonly residuals: {
    readonly byLag: readonly ResidualMean[];
    readonly byPeriod: readonly ResidualMean[];
    readonly byPaidPeriod: readonly ResidualMean[];
  };
  /** Paid in the latest three paid periods over what the twelve before lead to expect, all at the same lags; above 1 is faster. Unit: none. */
  readonly speedIndex: number | null;
  /** Unit: share of known cells. */
  readonly negativeShare: number;
}

/**
 * Tells whether a triangle behaves as chain ladder assumes: no effects of paid months, no correlation from lag to lag.
 *
 * @formula calendar: Z = sum of min(small, large ratios) over diagonals, against its exact mean and variance; correlation: Spearman between
 *   neighbouring columns, weighted by length
 * @unit none
 * @source Mack 1994, appendices G and H
 * @testedBy trend/tails.test.ts: RAA
 * @param triangle - The triangle.
 * @returns Both tests, residual means, speed, negative share.
 * @example
 * const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150', '180'], ['110', '176'], ['120']] });
 * diagnostics(triangle).negativeShare; // => 0
 */
export function diagnostics(triangle: Triangle): TriangleDiagnostics {
  const calendarYear = calendarTest(triangle);
  const correlation = correlationTest(triangle);
  const warnings = [
    ...(calendarYear?.doubtful === true
      ? [trendWarning('trend/calendar-effect', 'Ratios of some paid periods are high or low together; chain ladder assumes that they are not.')]
      : []),
    ...(correlation?.doubtful === true
      ? [trendWarning('trend/development-correlation', 'A high ratio tends to follow a high or a low one; chain ladder assumes independence.')]
      : []),
  ];
  return {
    calendarYear,
    correlation,
    residuals: residualMeans(triangle),
    speedIndex: speed(triangle),
    negativeShare: negative(triangle),
    disclosure: disclose(triangle, { methods: ['diagnostics'], exclusions: [] }),
    steps: [
      {
        id: 'calendar',
        label: 'Paid-period test',
        value:
          calendarYear === null ? 'too few ratios' : `${calendarYear.statistic} in ${calendarYear.low.toFixed(2)} to ${calendarYear.high.toFixed(2)}`,
      },
      {
        id: 'correlation',
        label: 'Development-correlation test',
        value: correlation === null ? 'too few lags' : `${correlation.statistic.toFixed(4)} within +-${correlation.high.toFixed(4)}`,
      },
    ],
    assumptions: [],
    warnings,
    tables: [],
  };
}

interface Ratio {
  readonly i: number;
  readonly k: number;
  readonly d: number;
}

function ratiosOf({ grid }: Triangle): readonly (readonly Ratio[])[] {
  return Array.from({ length: Math.max(0, grid.columns - 1) }, (_, k) =>
    gridRatioRows(grid, k).flatMap((i) => {
      const from = grid.cumulative[i * grid.columns + k] ?? 0;
      return from > 0 ? [{ i, k, d: (grid.cumulative[i * grid.columns + k + 1] ?? 0) / from }] : [];
    }),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

function calendarTest(triangle: Triangle): DiagnosticTest | null {
  const marks = new Map<number, { small: number; large: number }>();
  for (const column of ratiosOf(triangle)) {
    const middle = median(column.map(({ d }) => d));
    for (const { i, k, d } of column) {
      const mark = marks.get(i + k) ?? { small: 0, large: 0 };
      marks.set(i + k, mark);
      if (d < middle) mark.small += 1;
      if (d > middle) mark.large += 1;
    }
  }
  let [z, mean, variance, diagonals] = [0, 0, 0, 0];
  for (const [diagonal, { small, large }] of marks) {
    const n = small + large;
    if (diagonal < 1 || n === 0) continue;
    diagonals += 1;
    const m = Math.floor((n - 1) / 2);
    const ways = choose(n - 1, m) * 0.5;
    const e = n / 2 - ways * n;
    z += Math.min(small, large);
    mean += e;
    variance += (n * (n - 1)) / 4 - ways * n * (n - 1) + e - e * e;
  }
  return diagonals < 2 ? null : testOf({ statistic: z, expected: mean, variance, confidence: 0.95 });
}

/** The binomial probability C(n, m) / 2^n, multiplied and halved in turn so that long diagonals don't overflow. */
function choose(n: number, m: number): number {
  let [ways, halves] = [1, n];
  for (let j = 1; j <= m; j += 1) {
    ways = (ways * (n - m + j)) / j;
    for (; ways > 1e300 && halves > 0; halves -= 500) ways /= 2 ** Math.min(500, halves);
  }
  return ways / 2 ** Math.max(0, halves);
}

function testOf(o: {
  readonly statistic: number;
  readonly expected: number;
  readonly variance: number;
  readonly confidence: number;
}): DiagnosticTest {
  const half = normal.quantile((1 + o.confidence) / 2) * Math.sqrt(Math.max(0, o.variance));
  const [low, high] = [o.expected - half, o.expected + half];
  return { ...o, low, high, doubtful: o.statistic < low || o.statistic > high };
}

function correlationTest(triangle: Triangle): DiagnosticTest | null {
  const columns = ratiosOf(triangle).filter((column) => column.length > 0);
  const n = columns.length + 1;
  if (n < 4) return null;
  let [sum, weights] = [0, 0];
  for (let k = 1; k <= n - 3; k += 1) {
    const [before, after] = [columns[k - 1] ?? [], columns[k] ?? []];
    const pairs = after.flatMap(({ i, d }) => {
      const earlier = before.find((each) => each.i === i);
      return earlier === undefined ? [] : [[earlier.d, d] as const];
    });
    if (pairs.length < 2) continue;
    const weight = pairs.length - 1;
    sum += weight * spearman(pairs);
    weights += weight;
  }
  return weights === 0 ? null : testOf({ statistic: sum / weights, expected: 0, variance: 1 / weights, confidence: 0.5 });
}

function spearman(pairs: readonly (readonly [number, number])[]): number {
  const rank = (values: readonly number[]): readonly number[] =>
    values.map((value) => {
      const [below, same] = [values.filter((other) => other < value).length, values.filter((other) => other === value).length];
      return below + (same + 1) / 2;
    });
  const [a, b] = [rank(pairs.map(([x]) => x)), rank(pairs.map(([, y]) => y))];
  const n = pairs.length;
  return 1 - (6 * a.reduce((sum, each, j) => sum + (each - (b[j] ?? 0)) ** 2, 0)) / (n * n * n - n);
}

function residualMeans(triangle: Triangle): TriangleDiagnostics['residuals'] {
  const figures = mackNumbers(triangle.grid, { alpha: 1, sigma: 'mack' });
  const sums: Record<'byLag' | 'byPeriod' | 'byPaidPeriod', Map<string, { sum: number; count: number }>> = {
    byLag: new Map(),
    byPeriod: new Map(),
    byPaidPeriod: new Map(),
  };
  const name = (i: number): Month => periodMonth(triangle.spec, i);
  for (const column of ratiosOf(triangle)) {
    for (const { i, k, d } of column) {
      const [sigma, f] = [figures.sigma[k] ?? 0, figures.factor[k] ?? Number.NaN];
      if (!(sigma > 0) || !Number.isFinite(f)) continue;
      const r = (Math.sqrt(triangle.grid.cumulative[i * triangle.grid.columns + k] ?? 0) * (d - f)) / sigma;
      for (const [map, key] of [
        [sums.byLag, String(k)],
        [sums.byPeriod, name(i)],
        [sums.byPaidPeriod, name(i + k + 1)],
      ] as const) {
        const entry = map.get(key) ?? { sum: 0, count: 0 };
        map.set(key, { sum: entry.sum + r, count: entry.count + 1 });
      }
    }
  }
  const list = (map: Map<string, { sum: number; count: number }>): readonly ResidualMean[] =>
    Array.from(map, ([of, { sum, count }]) => ({ of, mean: sum / count, count }));
  return { byLag: list(sums.byLag), byPeriod: list(sums.byPeriod), byPaidPeriod: list(sums.byPaidPeriod) };
}

/** Paid over expected at equal lags: the latest three diagonals against factors of the twelve before. */
function speed(triangle: Triangle): number | null {
  const last = triangle.lastPaid;
  let [actual, expected] = [0, 0];
  for (const column of ratiosOf(triangle)) {
    const prior = column.filter(({ i, k }) => i + k + 1 <= last - 3 && i + k + 1 > last - 15);
    const recent = column.filter(({ i, k }) => i + k + 1 > last - 3);
    if (prior.length < 3 || recent.length === 0) continue;
    const base = ({ i, k }: Ratio): number => triangle.grid.cumulative[i * triangle.grid.columns + k] ?? 0;
    const weight = prior.reduce((sum, each) => sum + base(each), 0);
    const f = prior.reduce((sum, each) => sum + each.d * base(each), 0) / weight;
    for (const each of recent) {
      actual += each.d * base(each);
      expected += f * base(each);
    }
  }
  return expected > 0 ? actual / expected : null;
}

function negative(triangle: Triangle): number {
  const rows = triangle.toRows();
  return rows.length === 0 ? 0 : rows.filter(({ incremental }) => (incremental ?? 0) < 0).length / rows.length;
}
