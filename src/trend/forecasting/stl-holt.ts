import { minimise } from './minimise.js';
import { type Forecasts, YEAR } from './simple-models.js';
import { stl } from './stl.js';

/** Holt's line with a damped trend, weights of least squared one-step error. */
export function dampedHolt(y: readonly number[], horizon: number): Forecasts {
  const n = y.length;
  if (n < 4) return null;
  const first = y[0] ?? 0;
  const slope = ((y[Math.min(n - 1, YEAR)] ?? 0) - first) / Math.min(n - 1, YEAR);
  const run = (x: readonly number[]): { readonly sse: number; readonly level: number; readonly trend: number } => {
    const [alpha = 0, beta = 0, phi = 1] = x;
    let [level, trend, sse] = [x[3] ?? 0, x[4] ?? 0, 0];
    for (const value of y) {
      const expected = level + phi * trend;
      const error = value - expected;
      sse += error * error;
      level = expected + alpha * error;
      trend = phi * trend + beta * error;
    }
    return { sse, level, trend };
  };
  const objective = (x: readonly number[]): number => ((x[1] ?? 0) > (x[0] ?? 0) ? Number.POSITIVE_INFINITY : run(x).sse);
  const best = minimise(objective, {
    start: [0.3, 0.02, 0.92, first, slope],
    low: [0.0001, 0.0001, 0.8, first - 1, -0.2],
    high: [0.9999, 0.9999, 0.98, first + 1, 0.2],
    evaluations: 400,
  });
  const { level, trend } = run(best.x);
  const phi = best.x[2] ?? 0.92;
  let carried = 0;
  return Array.from({ length: horizon }, (_, h) => {
    carried += phi ** (h + 1);
    return level + carried * trend;
  });
}

/** Season by STL, the rest by damped Holt, on logarithms; the last year's season is carried on. */
export function stlHolt(logs: readonly number[], horizon: number): Forecasts {
  const parts = stl(logs, { window: 11 });
  if (parts === null) return null;
  const n = logs.length;
  const rest = dampedHolt(
    logs.map((value, i) => value - (parts.season[i] ?? 0)),
    horizon,
  );
  return rest?.map((value, h) => value + (parts.season[n - YEAR + (h % YEAR)] ?? 0)) ?? null;
}
