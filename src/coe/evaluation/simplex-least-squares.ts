import { HouseholderQr } from '../../stats/qr.js';

/** Weights of at least 0 that sum to 1 and bring columns as near to a target as they can. */
export interface SimplexFit {
  readonly weights: readonly number[];
  /** Whether other weights fit equally well; then the smallest ones in square are given. */
  readonly unique: boolean;
}

/** The nearest point of the simplex. */
function onSimplex(v: readonly number[]): number[] {
  const sorted = [...v].sort((a, b) => b - a);
  let [sum, theta] = [0, 0];
  sorted.forEach((value, i) => {
    sum += value;
    if (value - (sum - 1) / (i + 1) > 0) theta = (sum - 1) / (i + 1);
  });
  return v.map((value) => Math.max(0, value - theta));
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

/** Weights on some columns that sum to 1 and fit best, ignoring signs; `null` when they aren't unique. */
function affineFit(columns: readonly (readonly number[])[], target: readonly number[]): readonly number[] | null {
  const [first = [], ...others] = columns;
  if (others.length === 0) return [1];
  if (others.length > target.length) return null;
  try {
    const qr = new HouseholderQr(others.map((column) => Float64Array.from(column, (value, i) => value - (first[i] ?? 0))));
    const rest = qr.solve(Float64Array.from(target, (value, i) => value - (first[i] ?? 0)));
    return [1 - rest.reduce((sum, value) => sum + value, 0), ...rest];
  } catch {
    return null;
  }
}

/** The smallest weights in square that give a fitted point: alternating projections (Dykstra) from zero. */
function leastNorm(columns: readonly (readonly number[])[], fitted: readonly number[]): readonly number[] {
  const rows = [...fitted.map((_, i) => columns.map((column) => column[i] ?? 0)), columns.map(() => 1)];
  const wanted = [...fitted, 1];
  // Orthonormal rows, dependent ones left out, so that projecting is a sum.
  const basis: { readonly row: readonly number[]; readonly value: number }[] = [];
  rows.forEach((row, i) => {
    let [rest, value] = [row, wanted[i] ?? 0];
    for (const each of basis) {
      const part = dot(rest, each.row);
      rest = rest.map((entry, k) => entry - part * (each.row[k] ?? 0));
      value -= part * each.value;
    }
    const norm = Math.sqrt(dot(rest, rest));
    if (norm > 1e-9 * Math.sqrt(dot(row, row))) basis.push({ row: rest.map((entry) => entry / norm), value: value / norm });
  });
  const affine = (start: readonly number[]): readonly number[] =>
    basis.reduce<readonly number[]>((at, { row, value }) => {
      const gap = value - dot(at, row);
      return at.map((entry, k) => entry + gap * (row[k] ?? 0));
    }, start);
  let [w, p]: [readonly number[], readonly number[]] = [columns.map(() => 0), columns.map(() => 0)];
  for (let round = 0; round < 20_000; round += 1) {
    const flat = affine(w);
    const next = flat.map((value, k) => Math.max(0, value + (p[k] ?? 0)));
    p = flat.map((value, k) => value + (p[k] ?? 0) - (next[k] ?? 0));
    const moved = Math.max(...next.map((value, k) => Math.abs(value - (w[k] ?? 0))));
    w = next;
    if (moved < 1e-14) break;
  }
  return w;
}

/**
 * Fits a target by columns with weights of at least 0 that sum to 1.
 *
 * @formula accelerated projected gradient to find the columns that matter, then the exact fit on them; unique when columns that could
 *   enter without loss are affinely independent
 * @source Duchi and others 2008 (projection); Dykstra 1983
 */
export function simplexLeastSquares(columns: readonly (readonly number[])[], target: readonly number[]): SimplexFit {
  const n = columns.length;
  const lipschitz = columns.reduce((sum, column) => sum + dot(column, column), 0) || 1;
  const residual = (w: readonly number[]): readonly number[] =>
    target.map((value, i) => columns.reduce((sum, column, k) => sum + (w[k] ?? 0) * (column[i] ?? 0), 0) - value);
  let [w, y, t]: [readonly number[], readonly number[], number] = [columns.map(() => 1 / n), columns.map(() => 1 / n), 1];
  for (let round = 0; round < 50_000; round += 1) {
    const r = residual(y);
    const next = onSimplex(y.map((value, k) => value - dot(columns[k] ?? [], r) / lipschitz));
    const moved = Math.max(...next.map((value, k) => Math.abs(value - (w[k] ?? 0))));
    const restart = next.reduce((sum, value, k) => sum + ((y[k] ?? 0) - value) * (value - (w[k] ?? 0)), 0) > 0;
    const tNext = restart ? 1 : (1 + Math.sqrt(1 + 4 * t * t)) / 2;
    y = next.map((value, k) => value + ((restart ? 0 : t - 1) / tNext) * (value - (w[k] ?? 0)));
    [w, t] = [next, tNext];
    if (moved < 1e-13) break;
  }
  const scale = Math.sqrt(dot(target, target)) || 1;
  let support = w.flatMap((value, k) => (value > 1e-7 ? [k] : []));
  for (;;) {
    const exact = affineFit(
      support.map((k) => columns[k] ?? []),
      target,
    );
    if (exact === null) break;
    const negative = exact.findIndex((value) => value < -1e-10);
    if (negative < 0) {
      w = columns.map((_, k) => (support.includes(k) ? Math.max(0, exact[support.indexOf(k)] ?? 0) : 0));
      break;
    }
    support = support.filter((_, i) => i !== negative);
  }
  const r = residual(w);
  const gradient = columns.map((column) => dot(column, r));
  const level = dot(gradient, w);
  const could = columns.flatMap((column, k) =>
    (w[k] ?? 0) > 1e-9 || (gradient[k] ?? 0) - level < 1e-9 * scale * (Math.sqrt(dot(column, column)) || 1) ? [k] : [],
  );
  const unique =
    affineFit(
      could.map((k) => columns[k] ?? []),
      target,
    ) !== null;
  if (unique) return { weights: w, unique };
  const fitted = target.map((value, i) => value + (r[i] ?? 0));
  const least = leastNorm(
    could.map((k) => columns[k] ?? []),
    fitted,
  );
  return { weights: columns.map((_, k) => (could.includes(k) ? (least[could.indexOf(k)] ?? 0) : 0)), unique };
}
