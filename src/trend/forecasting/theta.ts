import { line } from '../tails.js';
import { minimise } from './minimise.js';
import { centredYear, type Forecasts, YEAR } from './simple-models.js';

/** Whether a year's season shows in the autocorrelations, at the 10 % level. */
export function isSeasonal(y: readonly number[]): boolean {
  const n = y.length;
  if (n < 2 * YEAR + 1) return false;
  const mean = y.reduce((sum, value) => sum + value, 0) / n;
  const spread = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (spread === 0) return false;
  const r = (lag: number): number => {
    let sum = 0;
    for (let t = lag; t < n; t += 1) sum += ((y[t] ?? 0) - mean) * ((y[t - lag] ?? 0) - mean);
    return sum / spread;
  };
  let squares = 0;
  for (let lag = 1; lag < YEAR; lag += 1) squares += r(lag) ** 2;
  return Math.abs(r(YEAR)) > 1.6448536269514722 * Math.sqrt((1 + 2 * squares) / n);
}

/** Classical multiplicative season, mean 1, by calendar position. */
function seasonFactors(y: readonly number[]): readonly number[] {
  const centred = centredYear(y);
  const raw = Array.from({ length: YEAR }, (_, m) => {
    const ratios = y.flatMap((value, i) => {
      const c = centred[i] ?? null;
      return i % YEAR === m && c !== null && c !== 0 ? [value / c] : [];
    });
    return ratios.length === 0 ? 1 : ratios.reduce((sum, each) => sum + each, 0) / ratios.length;
  });
  const mean = raw.reduce((sum, each) => sum + each, 0) / YEAR;
  return raw.map((each) => each / mean);
}

/**
 * The Theta method: season taken out where it shows, simple exponential smoothing with half the linear slope as drift.
 *
 * @param y - Positive values by month.
 * @param horizon - How many months.
 * @returns Forecasts, or null with fewer than 4 months.
 */
export function theta(y: readonly number[], horizon: number): Forecasts {
  const n = y.length;
  if (n < 4 || y.some((value) => !(value > 0))) return null;
  const season = isSeasonal(y) ? seasonFactors(y) : null;
  if (season?.some((each) => !(each > 0)) === true) return null;
  const adjusted = season === null ? y : y.map((value, i) => value / (season[i % YEAR] ?? 1));
  const { slope } = line(adjusted.map((value, i) => [i, value] as const));
  const run = (alpha: number, level: number): { readonly sse: number; readonly level: number } => {
    let [l, sse] = [level, 0];
    for (const value of adjusted) {
      sse += (value - l) ** 2;
      l += alpha * (value - l);
    }
    return { sse, level: l };
  };
  const first = adjusted[0] ?? 0;
  const span = Math.max(...adjusted) - Math.min(...adjusted) + 1e-9;
  const best = minimise(([alpha = 0, level = 0]) => run(alpha, level).sse, {
    start: [0.4, first],
    low: [0.0001, first - span],
    high: [0.9999, first + span],
    evaluations: 200,
  });
  const [alpha = 0.5, level = first] = best.x;
  const end = run(alpha, level).level;
  return Array.from({ length: horizon }, (_, h) => {
    const drift = (slope / 2) * (h + (1 - (1 - alpha) ** n) / alpha);
    return (end + drift) * (season?.[(n + h) % YEAR] ?? 1);
  });
}
