import { line } from '../tails.js';
import { minimise } from './minimise.js';
import { centredYear, YEAR } from './simple-models.js';

/** Smoothing weights of Holt-Winters. Unit: share, 0 to 1. */
export interface HoltWintersWeights {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/** A multiplicative Holt-Winters fit. */
export interface HoltWintersFit extends HoltWintersWeights {
  readonly start: { readonly level: number; readonly trend: number; readonly season: readonly number[] };
  /** Of one-step errors from the thirteenth month on. Unit: of the values, squared. */
  readonly sse: number;
  readonly level: number;
  readonly trend: number;
  /** In order of the months that follow. */
  readonly season: readonly number[];
  readonly forecasts: readonly number[];
}

/**
 * Starting values by classical decomposition of the first two years: trend values regressed on 1 to 12, season normalised to mean 1.
 */
function startOf(y: readonly number[]): HoltWintersFit['start'] {
  const first = y.slice(0, 2 * YEAR);
  const centred = centredYear(first);
  const { intercept, slope } = line(centred.flatMap((value, i) => (value === null ? [] : [[i - YEAR / 2 + 1, value] as const])));
  const raw = Array.from({ length: YEAR }, (_, m) => {
    const at = centred[m] === null || centred[m] === undefined ? m + YEAR : m;
    return (first[at] ?? 0) / (centred[at] ?? 1);
  });
  const mean = raw.reduce((sum, value) => sum + value, 0) / YEAR;
  return { level: intercept, trend: slope, season: raw.map((value) => value / mean) };
}

/**
 * Fits multiplicative Holt-Winters with given or optimised weights.
 *
 * Limits: needs two years and positive values; the first fitted month is the thirteenth.
 *
 * @formula level = a x / s + (1 - a)(l + b); trend = beta (l' - l) + (1 - beta) b; season = g x / l' + (1 - g) s
 * @unit as the values
 * @source Winters 1960
 * @testedBy trend/forecast.test.ts: AirPassengers with fixed weights
 * @param y - Values by month.
 * @param o - `horizon`; `weights`, default those of least squared one-step error.
 * @returns The fit with its forecasts, or null when it can't be fitted.
 * @example
 * holtWinters(Array.from({ length: 36 }, (_, i) => 100 + (i % 12)), { horizon: 1, weights: { alpha: 0.3, beta: 0.1, gamma: 0.2 } })?.forecasts[0]?.toFixed(3); // => '100.000'
 */
export function holtWinters(y: readonly number[], o: { readonly horizon: number; readonly weights?: HoltWintersWeights }): HoltWintersFit | null {
  if (y.length < 2 * YEAR + 1 || y.some((value) => !(value > 0))) return null;
  const start = startOf(y);
  const run = (weights: HoltWintersWeights): HoltWintersFit => runWith(y, start, weights, o.horizon);
  if (o.weights !== undefined) return run(o.weights);
  const best = minimise(([alpha = 0, beta = 0, gamma = 0]) => run({ alpha, beta, gamma }).sse, {
    start: [0.3, 0.1, 0.2],
    low: [0, 0, 0],
    high: [1, 1, 1],
    evaluations: 300,
  });
  const [alpha = 0, beta = 0, gamma = 0] = best.x;
  return run({ alpha, beta, gamma });
}

function runWith(y: readonly number[], start: HoltWintersFit['start'], weights: HoltWintersWeights, horizon: number): HoltWintersFit {
  const { alpha, beta, gamma } = weights;
  let { level, trend } = start;
  const season = [...start.season];
  let sse = 0;
  for (let i = YEAR; i < y.length; i += 1) {
    const [x, m] = [y[i] ?? 0, i % YEAR];
    const s = season[m] ?? 1;
    sse += (x - (level + trend) * s) ** 2;
    const next = (alpha * x) / s + (1 - alpha) * (level + trend);
    trend = beta * (next - level) + (1 - beta) * trend;
    season[m] = (gamma * x) / next + (1 - gamma) * s;
    level = next;
  }
  const n = y.length;
  const ahead = Array.from({ length: YEAR }, (_, h) => season[(n + h) % YEAR] ?? 1);
  return {
    ...weights,
    start,
    sse,
    level,
    trend,
    season: ahead,
    forecasts: Array.from({ length: horizon }, (_, h) => (level + (h + 1) * trend) * (ahead[h % YEAR] ?? 1)),
  };
}
