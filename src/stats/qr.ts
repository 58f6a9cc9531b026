import { CoalitionError } from '../errors/coalition-error.js';
import { badArgument } from './check.js';

/** Rows of a design, all of the same length. */
export type Matrix = readonly (readonly number[])[];

/** The smallest share of a column that may be left after the columns before it are taken out. */
export const RANK_TOLERANCE = 1e-10;

/** The product of two doubles as a sum of two: what rounding took away is the second part. */
function twoProduct(a: number, b: number): readonly [number, number] {
  const product = a * b;
  const split = (x: number): readonly [number, number] => {
    const c = 134_217_729 * x;
    const head = c - (c - x);
    return [head, x - head];
  };
  const [ah, al] = split(a);
  const [bh, bl] = split(b);
  return [product, al * bl - (product - ah * bh - al * bh - ah * bl)];
}

/** y - x . b in about twice the precision of a double. */
export function exactResidual(y: number, x: readonly number[], b: readonly number[], bTail?: readonly number[]): number {
  let sum = y;
  let lost = 0;
  const add = (value: number): void => {
    const next = sum + value;
    const part = next - sum;
    lost += sum - (next - part) + (value - part);
    sum = next;
  };
  for (let k = 0; k < b.length; k += 1) {
    const [product, tail] = twoProduct(-(x[k] ?? 0), b[k] ?? 0);
    add(product);
    lost += tail - (x[k] ?? 0) * (bTail?.[k] ?? 0);
  }
  return sum + lost;
}

/**
 * Householder's orthogonal factorisation with columns scaled to length one, and least squares by it, refined with residuals
 * in double-double precision.
 *
 * @source Householder 1958; Bjorck, Numerical Methods for Least Squares Problems, 1996 (refinement)
 */
export class HouseholderQr {
  readonly #columns: readonly Float64Array[];
  readonly #reflectors: readonly Float64Array[];
  readonly #r: readonly Float64Array[];
  readonly #scale: readonly number[];
  readonly #n: number;

  /**
   * @param columns - Columns of equal length, at least as long as there are columns.
   * @throws CoalitionError `stats/rank-deficient`.
   */
  constructor(columns: readonly Float64Array[], tolerance: number = RANK_TOLERANCE) {
    const n = columns[0]?.length ?? 0;
    const scale = columns.map((column) => norm(column, 0));
    const work = columns.map((column, k) => {
      const length = scale[k] ?? 0;
      if (length === 0) throw deficient(k, columns.length);
      return column.map((value) => value / length);
    });
    const reflectors: Float64Array[] = [];
    const r: Float64Array[] = columns.map(() => new Float64Array(columns.length));
    work.forEach((column, k) => {
      const length = norm(column, k);
      if (length < tolerance) throw deficient(k, columns.length);
      const head = column[k] ?? 0;
      const alpha = head > 0 ? -length : length;
      const v = column.slice();
      v.fill(0, 0, k);
      v[k] = head - alpha;
      const size = norm(v, k);
      for (let i = k; i < n; i += 1) v[i] = (v[i] ?? 0) / size;
      reflectors.push(v);
      for (let j = k; j < work.length; j += 1) reflect(work[j] ?? v, v, k);
      for (let j = k; j < work.length; j += 1) (r[k] ?? v)[j] = work[j]?.[k] ?? 0;
    });
    this.#columns = columns;
    this.#reflectors = reflectors;
    this.#r = r;
    this.#scale = scale;
    this.#n = n;
  }

  /** Least squares for one right side. */
  solve(y: Float64Array): readonly number[] {
    const p = this.#columns.length;
    const b = new Array<number>(p).fill(0);
    const tail = new Array<number>(p).fill(0);
    for (let round = 0; round < 3; round += 1) {
      const residual = Float64Array.from({ length: this.#n }, (_, i) => exactResidual(y[i] ?? 0, this.#row(i), b, tail));
      const step = this.#once(residual);
      step.forEach((value, k) => {
        const next = (b[k] ?? 0) + value;
        tail[k] = (tail[k] ?? 0) + (value - (next - (b[k] ?? 0)));
        b[k] = next;
      });
    }
    return b.map((value, k) => value + (tail[k] ?? 0));
  }

  /** (X'X)^-1 from the triangular factor. */
  inverseGram(): Matrix {
    const p = this.#columns.length;
    const inverse = Array.from({ length: p }, () => new Array<number>(p).fill(0));
    for (let j = 0; j < p; j += 1) {
      for (let i = j; i >= 0; i -= 1) {
        let sum = i === j ? 1 : 0;
        for (let k = i + 1; k <= j; k += 1) sum -= this.#at(i, k) * (inverse[k]?.[j] ?? 0);
        (inverse[i] ?? [])[j] = sum / this.#at(i, i);
      }
    }
    return Array.from({ length: p }, (_, a) =>
      Array.from({ length: p }, (_unused, b) => {
        let sum = 0;
        for (let k = Math.max(a, b); k < p; k += 1) sum += (inverse[a]?.[k] ?? 0) * (inverse[b]?.[k] ?? 0);
        return sum / ((this.#scale[a] ?? 1) * (this.#scale[b] ?? 1));
      }),
    );
  }

  /** Entry of the triangular factor of the original columns. */
  rAt(i: number, k: number): number {
    return this.#at(i, k) * (this.#scale[k] ?? 1);
  }

  #at(i: number, k: number): number {
    return this.#r[i]?.[k] ?? 0;
  }

  #row(i: number): readonly number[] {
    return this.#columns.map((column) => column[i] ?? 0);
  }

  #once(y: Float64Array): readonly number[] {
    const turned = y.slice();
    this.#reflectors.forEach((v, k) => {
      reflect(turned, v, k);
    });
    const p = this.#columns.length;
    const b = new Array<number>(p).fill(0);
    for (let i = p - 1; i >= 0; i -= 1) {
      let sum = turned[i] ?? 0;
      for (let k = i + 1; k < p; k += 1) sum -= this.#at(i, k) * (b[k] ?? 0);
      b[i] = sum / this.#at(i, i);
    }
    return b.map((value, k) => value / (this.#scale[k] ?? 1));
  }
}

function norm(column: Float64Array, from: number): number {
  let largest = 0;
  for (let i = from; i < column.length; i += 1) largest = Math.max(largest, Math.abs(column[i] ?? 0));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = from; i < column.length; i += 1) sum += ((column[i] ?? 0) / largest) ** 2;
  return largest * Math.sqrt(sum);
}

function reflect(target: Float64Array, v: Float64Array, from: number): void {
  let dot = 0;
  for (let i = from; i < v.length; i += 1) dot += (v[i] ?? 0) * (target[i] ?? 0);
  for (let i = from; i < v.length; i += 1) target[i] = (target[i] ?? 0) - 2 * dot * (v[i] ?? 0);
}

function deficient(column: number, columns: number): CoalitionError<'stats/rank-deficient'> {
  return new CoalitionError(
    'stats/rank-deficient',
    `Column ${column + 1} of ${columns} is a combination of the columns before it. Leave it out, or one of those.`,
    { column, columns },
  );
}

/** Columns of a design, checked. */
export function columnsOfMatrix(x: Matrix): readonly Float64Array[] {
  const p = x[0]?.length ?? 0;
  if (p === 0) throw badArgument('X', `${x.length} rows without columns`, 'at least one row and one column');
  return Array.from({ length: p }, (_, k) =>
    Float64Array.from(x, (row, i) => {
      const value = row[k];
      if (row.length !== p || value === undefined || !Number.isFinite(value)) {
        throw badArgument(`row ${i + 1} of X`, value === undefined ? `${row.length} columns` : value, `${p} finite numbers`);
      }
      return value;
    }),
  );
}
