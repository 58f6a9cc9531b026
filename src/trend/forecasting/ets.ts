import { line } from '../tails.js';
import { minimise } from './minimise.js';
import { centredYear, type Forecasts, YEAR } from './simple-models.js';

/** Bounds of the damped additive model: beta at most alpha, gamma at most 1 - alpha. */
const LOW = [0.0001, 0.0001, 0.0001, 0.8];
const HIGH = [0.9999, 0.9999, 0.9999, 0.98];

/** What fitting {@link etsAadA} found. */
export interface EtsFit {
  /** Weights alpha, beta, gamma and damping phi, then level and trend before the first month. */
  readonly parameters: readonly number[];
  /** Season before the first month, by its place in the year of the series. Unit: logarithm. */
  readonly season: readonly number[];
  /** Sum of squared one-step errors, which the likelihood falls with. Unit: logarithm squared. */
  readonly sse: number;
}

/**
 * Fits exponential smoothing with additive error, damped additive trend and additive season by maximum likelihood from several starts.
 *
 * @param logs - Logarithms by month, gaps filled.
 * @param missing - Whether a month was filled: its filling only counts for where the states start.
 * @returns The fit, or null with fewer than 25 months.
 */
export function etsFit(logs: readonly number[], missing: readonly boolean[] = []): EtsFit | null {
  if (logs.length < 2 * YEAR + 1) return null;
  const season = seasonOf(logs);
  const { intercept, slope } = line(logs.slice(0, 2 * YEAR).map((value, i) => [i + 1, value - (season[i % YEAR] ?? 0)] as const));
  const objective = (x: readonly number[]): number => {
    const [alpha = 0, beta = 0, gamma = 0] = x;
    if (beta > alpha || gamma > 1 - alpha) return Number.POSITIVE_INFINITY;
    return runWith(logs, missing, season, x).sse;
  };
  const box = { low: [...LOW, intercept - 1, -0.1], high: [...HIGH, intercept + 1, 0.1] };
  let best: { readonly x: readonly number[]; readonly value: number } | null = null;
  for (const [alpha, beta, gamma, phi] of [
    [0.2, 0.01, 0.1, 0.95],
    [0.5, 0.05, 0.3, 0.9],
    [0.05, 0.002, 0.02, 0.98],
  ] as const) {
    const found = minimise(objective, { ...box, start: [alpha, beta, gamma, phi, intercept, slope], evaluations: 260 });
    if (best === null || found.value < best.value) best = found;
  }
  // A simplex that has fallen flat along a bound starts afresh from where it came.
  for (let turn = 0; turn < 2 && best !== null; turn += 1) {
    const found = minimise(objective, { ...box, start: best.x, evaluations: 260 });
    if (found.value < best.value) best = found;
  }
  return best === null || !(best.value < Number.MAX_VALUE) ? null : { parameters: best.x, season, sse: best.value };
}

/**
 * Exponential smoothing with additive error, damped additive trend and additive season (AAdA), on logarithms, by maximum
 * likelihood from several starts. A missing month skips its update.
 *
 * @param logs - Logarithms by month, gaps filled.
 * @param horizon - How many months.
 * @param missing - Whether a month was filled.
 * @returns Forecasts on the logarithm, or null with fewer than 25 months.
 */
export function etsAadA(logs: readonly number[], horizon: number, missing: readonly boolean[] = []): Forecasts {
  const fit = etsFit(logs, missing);
  if (fit === null) return null;
  const end = runWith(logs, missing, fit.season, fit.parameters);
  const phi = fit.parameters[3] ?? 0.95;
  let carried = 0;
  return Array.from({ length: horizon }, (_, h) => {
    carried += phi ** (h + 1);
    return end.level + carried * end.trend + (end.season[(logs.length + h) % YEAR] ?? 0);
  });
}

interface Run {
  readonly sse: number;
  readonly level: number;
  readonly trend: number;
  readonly season: Float64Array;
}

function runWith(logs: readonly number[], missing: readonly boolean[], start: readonly number[], x: readonly number[]): Run {
  const [alpha = 0, beta = 0, gamma = 0, phi = 1] = x;
  let [level, trend, sse] = [x[4] ?? 0, x[5] ?? 0, 0];
  const season = Float64Array.from(start);
  for (let i = 0; i < logs.length; i += 1) {
    const m = i % YEAR;
    const expected = level + phi * trend;
    const error = missing[i] === true ? 0 : (logs[i] ?? 0) - expected - (season[m] ?? 0);
    sse += error * error;
    level = expected + alpha * error;
    trend = phi * trend + beta * error;
    season[m] = (season[m] ?? 0) + gamma * error;
  }
  return { sse, level, trend, season };
}

/** Mean distance of each calendar month from the centred year, summing to zero. */
export function seasonOf(logs: readonly number[]): readonly number[] {
  const centred = centredYear(logs);
  const sums = Array.from({ length: YEAR }, () => ({ sum: 0, count: 0 }));
  logs.forEach((value, i) => {
    const c = centred[i] ?? null;
    const entry = sums[i % YEAR];
    if (c === null || entry === undefined) return;
    entry.sum += value - c;
    entry.count += 1;
  });
  const raw = sums.map(({ sum, count }) => (count === 0 ? 0 : sum / count));
  const mean = raw.reduce((sum, value) => sum + value, 0) / YEAR;
  return raw.map((value) => value - mean);
}
