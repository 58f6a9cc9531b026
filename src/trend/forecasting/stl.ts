import { loess, loessAt } from './loess.js';
import { YEAR } from './simple-models.js';

/** A series as season + trend + remainder. */
export interface StlParts {
  readonly season: readonly number[];
  readonly trend: readonly number[];
  readonly remainder: readonly number[];
}

const odd = (x: number): number => {
  const up = Math.ceil(x);
  return up % 2 === 0 ? up + 1 : up;
};

/**
 * Splits a series of months into season, trend and remainder by local regression (STL).
 *
 * Limits: needs two years. Parts add up to the series exactly.
 *
 * @formula inner loop: cycle-subseries smoothed, low-pass removed, trend smoothed; robust: bisquare weights in 15 outer loops
 * @unit as the values
 * @source Cleveland, Cleveland, McRae and Terpenning 1990
 * @testedBy trend/forecast.test.ts: parts add up, statsmodels
 * @param y - Values by month.
 * @param o - `window`: of the season, `periodic` (default) or an odd number of years; `robust`.
 * @returns The parts, or null with fewer than 24 months.
 * @example
 * const parts = stl(Array.from({ length: 36 }, (_, i) => i + (i % 12 === 0 ? 6 : 0)));
 * parts?.season.length; // => 36
 */
export function stl(y: readonly number[], o: { readonly window?: number | 'periodic'; readonly robust?: boolean } = {}): StlParts | null {
  const n = y.length;
  if (n < 2 * YEAR) return null;
  const window = o.window ?? 'periodic';
  const periodic = window === 'periodic';
  const seasonWindow = periodic ? 10 * n + 1 : odd(window);
  const trendWindow = odd((1.5 * YEAR) / (1 - 1.5 / seasonWindow));
  const lowPass = odd(YEAR);
  let trend: readonly number[] = new Array<number>(n).fill(0);
  let season: readonly number[] = trend;
  let weights: readonly number[] | null = null;
  const [inner, outer] = o.robust === true ? [1, 15] : [2, 0];
  for (let loop = 0; loop <= outer; loop += 1) {
    for (let step = 0; step < inner; step += 1) {
      const detrended = y.map((value, i) => value - (trend[i] ?? 0));
      const cycle = smoothCycles(detrended, seasonWindow, weights);
      const low = loess(averages(cycle), { window: lowPass, degree: 1, jump: Math.ceil(lowPass / 10) });
      season = y.map((_, i) => (cycle[i + YEAR] ?? 0) - (low[i] ?? 0));
      trend = loess(
        y.map((value, i) => value - (season[i] ?? 0)),
        { window: trendWindow, degree: 1, jump: Math.ceil(trendWindow / 10), weights },
      );
    }
    if (outer > 0 && loop < outer) weights = robustWeights(y.map((value, i) => value - (season[i] ?? 0) - (trend[i] ?? 0)));
  }
  if (periodic) {
    const means = Array.from({ length: YEAR }, (_, m) => {
      const own = season.filter((_value, i) => i % YEAR === m);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    });
    season = y.map((_, i) => means[i % YEAR] ?? 0);
  }
  return { season, trend, remainder: y.map((value, i) => value - (season[i] ?? 0) - (trend[i] ?? 0)) };
}

/** Each calendar month smoothed over the years, one year longer at both ends. */
function smoothCycles(y: readonly number[], window: number, weights: readonly number[] | null): readonly number[] {
  const out = new Array<number>(y.length + 2 * YEAR).fill(0);
  const jump = Math.ceil(window / 10);
  for (let m = 0; m < YEAR; m += 1) {
    const own = y.filter((_, i) => i % YEAR === m);
    const rho = weights === null ? null : weights.filter((_, i) => i % YEAR === m);
    const smooth = loess(own, { window, degree: 0, jump, weights: rho });
    const k = own.length;
    out[m] = loessAt(own, 0, { window, degree: 0, weights: rho }) ?? smooth[0] ?? 0;
    for (let j = 0; j < k; j += 1) out[(j + 1) * YEAR + m] = smooth[j] ?? 0;
    out[(k + 1) * YEAR + m] = loessAt(own, k + 1, { window, degree: 0, weights: rho }) ?? smooth[k - 1] ?? 0;
  }
  return out;
}

/** Moving averages of 12, 12 and 3. */
function averages(values: readonly number[]): readonly number[] {
  const moving = (list: readonly number[], length: number): readonly number[] => {
    let sum = list.slice(0, length).reduce((total, value) => total + value, 0);
    const out = [sum / length];
    for (let i = length; i < list.length; i += 1) {
      sum += (list[i] ?? 0) - (list[i - length] ?? 0);
      out.push(sum / length);
    }
    return out;
  };
  return moving(moving(moving(values, YEAR), YEAR), 3);
}

function robustWeights(remainder: readonly number[]): readonly number[] {
  const sizes = remainder.map(Math.abs);
  const sorted = [...sizes].sort((a, b) => a - b);
  const n = sorted.length;
  const limit = 3 * ((sorted[Math.floor(n / 2)] ?? 0) + (sorted[n - Math.floor(n / 2) - 1] ?? 0));
  return sizes.map((size) => (size <= 0.001 * limit ? 1 : size > 0.999 * limit ? 0 : (1 - (size / limit) ** 2) ** 2));
}
