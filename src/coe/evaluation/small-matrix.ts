import { CoalitionError } from '../../errors/coalition-error.js';

/** Solves A x = b for a small positive definite matrix by Cholesky; refuses one that isn't. */
export function solveSymmetric(a: readonly (readonly number[])[], b: readonly number[]): readonly number[] {
  const n = b.length;
  const l = a.map((row) => Float64Array.from(row));
  const at = (i: number, k: number): number => l[i]?.[k] ?? 0;
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k <= i; k += 1) {
      let sum = a[i]?.[k] ?? 0;
      for (let m = 0; m < k; m += 1) sum -= at(i, m) * at(k, m);
      const row = l[i];
      if (row === undefined) continue;
      if (i === k) {
        if (!(sum > 1e-13 * Math.abs(a[i]?.[i] ?? 0)))
          throw new CoalitionError('stats/rank-deficient', `Column ${i + 1} is a combination of the others. Leave it out.`, {
            column: i + 1,
            columns: n,
          });
        row[k] = Math.sqrt(sum);
      } else row[k] = sum / at(k, k);
    }
  }
  const x = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let sum = b[i] ?? 0;
    for (let m = 0; m < i; m += 1) sum -= at(i, m) * (x[m] ?? 0);
    x[i] = sum / at(i, i);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? 0;
    for (let m = i + 1; m < n; m += 1) sum -= at(m, i) * (x[m] ?? 0);
    x[i] = sum / at(i, i);
  }
  return [...x];
}

/** The inverse of a small positive definite matrix. */
export function inverseSymmetric(a: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return a.map((_, k) =>
    solveSymmetric(
      a,
      a.map((__, i) => (i === k ? 1 : 0)),
    ),
  );
}

/** b' A^-1 b. */
export function quadraticForm(a: readonly (readonly number[])[], b: readonly number[]): number {
  return solveSymmetric(a, b).reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
