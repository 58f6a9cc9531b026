import { line } from '../tails.js';

/** The seasons of a year of months. */
export const YEAR = 12;

/** Forecasts as plain doubles; null when a model can't be fitted. */
export type Forecasts = readonly number[] | null;

/** The last value, carried on. */
export function naive(y: readonly number[], horizon: number): Forecasts {
  const last = y.at(-1);
  return last === undefined ? null : new Array<number>(horizon).fill(last);
}

/** The value of the same month a year before. */
export function seasonalNaive(y: readonly number[], horizon: number): Forecasts {
  const n = y.length;
  return n < YEAR ? null : Array.from({ length: horizon }, (_, h) => y[n - YEAR + (h % YEAR)] ?? 0);
}

/** The line from the first value to the last, carried on. */
export function drift(y: readonly number[], horizon: number): Forecasts {
  const [first, last] = [y[0], y.at(-1)];
  if (first === undefined || last === undefined || y.length < 2) return null;
  const slope = (last - first) / (y.length - 1);
  return Array.from({ length: horizon }, (_, h) => last + slope * (h + 1));
}

/** The same month a year before, grown by the damped growth of the last twelve months over the twelve before. */
export function rolling12(y: readonly number[], horizon: number, damping: number): Forecasts {
  const n = y.length;
  if (n < 2 * YEAR) return null;
  const sum = (from: number): number => y.slice(from, from + YEAR).reduce((total, value) => total + value, 0);
  const [now, before] = [sum(n - YEAR), sum(n - 2 * YEAR)];
  if (!(now > 0 && before > 0)) return null;
  const growth = Math.log(now / before);
  return Array.from({ length: horizon }, (_, h) => {
    const years = Math.floor(h / YEAR) + 1;
    let carried = 0;
    for (let year = 1; year <= years; year += 1) carried += damping ** year;
    return (y[n - YEAR + (h % YEAR)] ?? 0) * Math.exp(growth * carried);
  });
}

/** A straight line with a level for each calendar month, through the logarithms. */
export function logLinear(logs: readonly number[], horizon: number): Forecasts {
  const n = logs.length;
  if (n < 2 * YEAR) return null;
  // Months centred within their calendar month: the slope of the dummy regression, by Frisch, Waugh and Lovell.
  const mean = (of: (i: number) => number, m: number): number => {
    let [sum, count] = [0, 0];
    for (let i = m; i < n; i += YEAR) {
      sum += of(i);
      count += 1;
    }
    return sum / count;
  };
  const [x, y] = [Array.from({ length: YEAR }, (_, m) => mean((i) => i, m)), Array.from({ length: YEAR }, (_, m) => mean((i) => logs[i] ?? 0, m))];
  const { slope } = line(logs.map((value, i) => [i - (x[i % YEAR] ?? 0), value - (y[i % YEAR] ?? 0)] as const));
  return Array.from({ length: horizon }, (_, h) => {
    const i = n + h;
    return (y[i % YEAR] ?? 0) + slope * (i - (x[i % YEAR] ?? 0));
  });
}

/** The centred moving average of a year: half weight at both ends; null at the first and last six months. */
export function centredYear(y: readonly number[]): readonly (number | null)[] {
  const half = YEAR / 2;
  return y.map((_, i) => {
    if (i < half || i + half >= y.length) return null;
    let sum = ((y[i - half] ?? 0) + (y[i + half] ?? 0)) / 2;
    for (let j = i - half + 1; j < i + half; j += 1) sum += y[j] ?? 0;
    return sum / YEAR;
  });
}
