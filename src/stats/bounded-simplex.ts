/** A linear program with bounds: minimise or maximise `objective` subject to `rows`. */
export interface LinearProgram {
  /** Coefficient of each variable. */
  readonly objective: readonly number[];
  readonly sense: 'minimise' | 'maximise';
  /** Equations: the sum of coefficient times variable equals `equals`. */
  readonly rows: readonly LinearRow[];
  /** Least value of each variable; finite. */
  readonly lower: readonly number[];
  /** Greatest value of each variable; Infinity for none. */
  readonly upper: readonly number[];
  /** Pivots after which the search stops with `limit`. Default 50 x (rows + variables) + 1,000. Unit: pivots. */
  readonly maxPivots?: number;
}

/** One equation of a linear program. */
export interface LinearRow {
  readonly terms: readonly (readonly [variable: number, coefficient: number])[];
  readonly equals: number;
}

/** How a linear program ended. */
export type LinearSolution =
  | { readonly status: 'optimal'; readonly value: number; readonly x: readonly number[] }
  | { readonly status: 'infeasible' }
  | { readonly status: 'unbounded' }
  | { readonly status: 'limit' };

const EPSILON = 1e-9;
/** Pivots without progress after which Bland's rule takes over; it can't cycle. */
const STALLED = 40;

interface Tableau {
  readonly rows: Float64Array[];
  /** Variable that is basic in each row; `n + i` is the artificial variable of row `i`. */
  readonly basis: Int32Array;
  readonly atUpper: Uint8Array;
  readonly isBasic: Uint8Array;
  readonly value: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly reduced: Float64Array;
  readonly n: number;
}

/**
 * Solves a small linear program with bounded variables: how high or low can a withheld figure be?
 *
 * Limits: IEEE doubles with a tolerance of 1e-9; on tables whose relations form a network every pivot is plus or minus
 * one, so whole numbers up to 2^53 stay exact. Dense: meant for up to some thousand variables.
 *
 * @source Dantzig, Linear Programming and Extensions (1963), ch. 18: upper bounds; Bland 1977: rule against cycling
 * @testedBy deidentify/flow-and-simplex.test.ts: equal to maximum flow on random two-way tables, textbook programs
 * @param o - Objective, equations and bounds.
 * @returns The optimum with one point that reaches it, or why there is none.
 * @example
 * boundedSimplex({ objective: [1, 0], sense: 'maximise', rows: [{ terms: [[0, 1], [1, 1]], equals: 10 }], lower: [0, 4], upper: [Infinity, Infinity] }); // => { status: 'optimal', value: 6, x: [6, 4] }
 */
export function boundedSimplex(o: LinearProgram): LinearSolution {
  const n = o.objective.length;
  const sign = o.sense === 'maximise' ? -1 : 1;
  if (o.lower.some((low, j) => low > (o.upper[j] ?? 0))) return { status: 'infeasible' };
  const t = start(o);
  let left = o.maxPivots ?? 50 * (o.rows.length + n) + 1000;

  // Phase one: drive the artificial variables to zero.
  const artificial = (j: number): number => (j >= n ? 1 : 0);
  price(t, artificial);
  const first = run(t, left);
  if (first.ended !== 'optimal') return { status: 'limit' };
  left -= first.pivots;
  let infeasibility = 0;
  let scale = 1;
  for (const basic of t.basis) if (basic >= n) infeasibility += t.value[basic] ?? 0;
  for (const row of o.rows) scale = Math.max(scale, Math.abs(row.equals));
  if (infeasibility > EPSILON * scale) return { status: 'infeasible' };
  for (let i = 0; i < o.rows.length; i += 1) {
    t.upper[n + i] = 0;
    t.value[n + i] = 0;
  }

  // Phase two: the caller's objective.
  price(t, (j) => (j < n ? sign * (o.objective[j] ?? 0) : 0));
  const second = run(t, left);
  if (second.ended !== 'optimal') return { status: second.ended };
  const x = Array.from(t.value.subarray(0, n), (v) => (v === 0 ? 0 : v));
  return { status: 'optimal', value: x.reduce((sum, v, j) => sum + v * (o.objective[j] ?? 0), 0), x };
}

function start(o: LinearProgram): Tableau {
  const n = o.objective.length;
  const m = o.rows.length;
  const value = new Float64Array(n + m);
  const lower = new Float64Array(n + m);
  const upper = new Float64Array(n + m).fill(Number.POSITIVE_INFINITY);
  const isBasic = new Uint8Array(n + m);
  o.lower.forEach((low, j) => {
    lower[j] = low;
    value[j] = low;
    upper[j] = o.upper[j] ?? Number.POSITIVE_INFINITY;
  });
  const rows: Float64Array[] = [];
  const basis = new Int32Array(m);
  o.rows.forEach((row, i) => {
    const dense = new Float64Array(n);
    let rest = row.equals;
    for (const [j, coefficient] of row.terms) {
      dense[j] = (dense[j] ?? 0) + coefficient;
      rest -= coefficient * (value[j] ?? 0);
    }
    if (rest < 0) {
      rest = -rest;
      for (let j = 0; j < n; j += 1) dense[j] = -(dense[j] ?? 0);
    }
    rows.push(dense);
    basis[i] = n + i;
    isBasic[n + i] = 1;
    value[n + i] = rest;
  });
  return { rows, basis, atUpper: new Uint8Array(n + m), isBasic, value, lower, upper, reduced: new Float64Array(n), n };
}

/** Reduced costs of the structural variables for a cost function. */
function price(t: Tableau, cost: (variable: number) => number): void {
  for (let j = 0; j < t.n; j += 1) t.reduced[j] = cost(j);
  t.rows.forEach((row, i) => {
    const c = cost(t.basis[i] ?? 0);
    if (c !== 0) for (let j = 0; j < t.n; j += 1) t.reduced[j] = (t.reduced[j] ?? 0) - c * (row[j] ?? 0);
  });
}

/** The variable whose change improves most, or under Bland's rule the first that improves; -1 when none does. */
function entering(t: Tableau, bland: boolean): number {
  let best = -1;
  let most = EPSILON;
  for (let j = 0; j < t.n; j += 1) {
    if (t.isBasic[j] === 1 || t.lower[j] === t.upper[j]) continue;
    const d = t.reduced[j] ?? 0;
    const gain = t.atUpper[j] === 1 ? d : -d;
    if (gain > most) {
      if (bland) return j;
      most = gain;
      best = j;
    }
  }
  return best;
}

function run(t: Tableau, maxPivots: number): { readonly ended: 'optimal' | 'unbounded' | 'limit'; readonly pivots: number } {
  let stalled = 0;
  for (let pivots = 0; pivots < maxPivots; pivots += 1) {
    const q = entering(t, stalled > STALLED);
    if (q === -1) return { ended: 'optimal', pivots };
    const direction = t.atUpper[q] === 1 ? -1 : 1;
    let step = (t.upper[q] ?? 0) - (t.lower[q] ?? 0);
    let leaves = -1;
    let toUpper = false;
    for (let i = 0; i < t.rows.length; i += 1) {
      const rate = direction * (t.rows[i]?.[q] ?? 0);
      if (Math.abs(rate) <= EPSILON) continue;
      const basic = t.basis[i] ?? 0;
      const room = rate > 0 ? (t.value[basic] ?? 0) - (t.lower[basic] ?? 0) : (t.upper[basic] ?? 0) - (t.value[basic] ?? 0);
      const limit = Math.max(0, room) / Math.abs(rate);
      if (limit < step || (limit === step && leaves >= 0 && basic < (t.basis[leaves] ?? 0))) {
        step = limit;
        leaves = i;
        toUpper = rate < 0;
      }
    }
    if (step === Number.POSITIVE_INFINITY) return { ended: 'unbounded', pivots };
    stalled = step > EPSILON ? 0 : stalled + 1;
    t.rows.forEach((row, i) => {
      const basic = t.basis[i] ?? 0;
      t.value[basic] = (t.value[basic] ?? 0) - direction * step * (row[q] ?? 0);
    });
    t.value[q] = (t.value[q] ?? 0) + direction * step;
    if (leaves === -1) t.atUpper[q] = t.atUpper[q] === 1 ? 0 : 1;
    else pivot(t, { row: leaves, column: q, toUpper });
  }
  return { ended: 'limit', pivots: maxPivots };
}

function pivot(t: Tableau, o: { readonly row: number; readonly column: number; readonly toUpper: boolean }): void {
  const leaving = t.basis[o.row] ?? 0;
  t.isBasic[leaving] = 0;
  t.atUpper[leaving] = o.toUpper ? 1 : 0;
  t.value[leaving] = (o.toUpper ? t.upper[leaving] : t.lower[leaving]) ?? 0;
  t.basis[o.row] = o.column;
  t.isBasic[o.column] = 1;
  const row = t.rows[o.row];
  if (row === undefined) return;
  const by = row[o.column] ?? 1;
  if (by !== 1) for (let j = 0; j < t.n; j += 1) row[j] = (row[j] ?? 0) / by;
  for (let i = 0; i < t.rows.length; i += 1) if (i !== o.row) eliminate(t.rows[i], row, o.column);
  eliminate(t.reduced, row, o.column);
}

function eliminate(target: Float64Array | undefined, row: Float64Array, column: number): void {
  const factor = target?.[column] ?? 0;
  if (target === undefined || factor === 0) return;
  for (let j = 0; j < row.length; j += 1) {
    const r = row[j] ?? 0;
    if (r !== 0) target[j] = (target[j] ?? 0) - factor * r;
  }
  target[column] = 0;
}
