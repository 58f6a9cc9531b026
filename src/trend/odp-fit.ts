import type { TriangleGrid } from './triangle-grid.js';

/** The over-dispersed Poisson fit of a triangle through its chain-ladder identity, as plain numbers in cell units. */
export interface OdpFit {
  /** Observed cells in row-major order: incurred period and lag. */
  readonly row: Int32Array;
  readonly lag: Int32Array;
  /** Observed and fitted increments. Unit: cell units. */
  readonly observed: Float64Array;
  readonly fitted: Float64Array;
  /** Pearson residuals, `(x - m) / sqrt(|m|)`. Unit: square root of cell units. */
  readonly residual: Float64Array;
  /** Volume factors. Unit: none. */
  readonly factor: Float64Array;
  /** Unit: cell units; null without degrees of freedom. */
  readonly phi: number | null;
  /** Parameters: rows + columns - 1. */
  readonly parameters: number;
  /** Fitted future increments by row, from age + 1 on. Unit: cell units. */
  readonly future: readonly Float64Array[];
}

/**
 * Fits the over-dispersed Poisson model by its chain-ladder identity: fitted increments run backwards from the ultimates.
 *
 * @returns The fit, or null when a row isn't known from lag 0 to its age, or a fitted row or column total is zero or less.
 */
export function odpFit(grid: TriangleGrid): OdpFit | null {
  const { rows, columns, cumulative, known, age } = grid;
  const [row, lag]: [number[], number[]] = [[], []];
  for (let i = 0; i < rows; i += 1) {
    for (let k = 0; k <= (age[i] ?? -1); k += 1) {
      if (known[i * columns + k] !== 1) return null;
      row.push(i);
      lag.push(k);
    }
  }
  const factor = volumeFactors(grid);
  if (factor === null) return null;
  const n = row.length;
  const [observed, fitted, residual] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const future: Float64Array[] = [];
  let at = 0;
  let square = 0;
  for (let i = 0; i < rows; i += 1) {
    const a = age[i] ?? -1;
    const line = new Float64Array(columns);
    if (a >= 0) line[a] = cumulative[i * columns + a] ?? 0;
    for (let k = a - 1; k >= 0; k -= 1) line[k] = (line[k + 1] ?? 0) / (factor[k] ?? 1);
    for (let k = Math.max(a, 0); k + 1 < columns; k += 1) line[k + 1] = (line[k] ?? 0) * (factor[k] ?? 1);
    for (let k = 0; k <= a; k += 1) {
      const x = (cumulative[i * columns + k] ?? 0) - (k === 0 ? 0 : (cumulative[i * columns + k - 1] ?? 0));
      const m = (line[k] ?? 0) - (k === 0 ? 0 : (line[k - 1] ?? 0));
      if (!(m > 0)) return null;
      const r = (x - m) / Math.sqrt(m);
      observed[at] = x;
      fitted[at] = m;
      residual[at] = r;
      square += r * r;
      at += 1;
    }
    future.push(Float64Array.from({ length: a < 0 ? 0 : columns - 1 - a }, (_, j) => (line[a + 1 + j] ?? 0) - (line[a + j] ?? 0)));
  }
  const lags = new Set(lag).size;
  const parameters = new Set(row).size + lags - 1;
  return {
    row: Int32Array.from(row),
    lag: Int32Array.from(lag),
    observed,
    fitted,
    residual,
    factor,
    phi: n > parameters ? square / (n - parameters) : null,
    parameters,
    future,
  };
}

/** Volume factors over all periods, 1 beyond the oldest age; null when a denominator is zero or less. */
export function volumeFactors({ rows, columns, cumulative, age }: TriangleGrid): Float64Array | null {
  const factor = new Float64Array(Math.max(0, columns - 1)).fill(1);
  for (let k = 0; k + 1 < columns; k += 1) {
    let [from, to, n] = [0, 0, 0];
    for (let i = 0; i < rows; i += 1) {
      if ((age[i] ?? -1) <= k) continue;
      from += cumulative[i * columns + k] ?? 0;
      to += cumulative[i * columns + k + 1] ?? 0;
      n += 1;
    }
    if (n === 0) continue;
    if (!(from > 0)) return null;
    factor[k] = to / from;
  }
  return factor;
}
