import { boundedSimplex, type LinearRow } from '../../stats/bounded-simplex.js';
import type { Unknowns } from './unknowns.js';

/** Most linear programs that the search for a whole-number table solves before it gives up. Unit: programs. */
const BRANCH_CAP = 400;

interface Node {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/**
 * Moves one unknown as far as it goes in whole numbers, where the equations are no network: linear programs with
 * branching. Bounds of linear programs alone are wider than the truth for counts; only whole tables prove anything.
 *
 * @returns The best whole table found (at worst the true one) and how far the unknown moved in it.
 */
export function farthestBySimplex(
  u: Unknowns,
  o: { readonly unknown: number; readonly direction: 1 | -1; readonly lower: readonly number[]; readonly enough: number },
): { readonly values: readonly number[]; readonly moved: number } {
  const truth = u.unknowns.map((each) => each.truth);
  const at = truth[o.unknown] ?? 0;
  const lower = [...o.lower];
  const upper = truth.map(() => Number.POSITIVE_INFINITY);
  if (o.direction > 0) upper[o.unknown] = at + o.enough;
  else lower[o.unknown] = Math.max(lower[o.unknown] ?? 0, at - o.enough);
  const rows: LinearRow[] = u.ties.map((tie) => ({ terms: tie.terms, equals: tie.equals }));
  const objective = truth.map((_, i) => (i === o.unknown ? 1 : 0));
  let best: { values: readonly number[]; moved: number } = { values: truth, moved: 0 };
  const open: Node[] = [{ lower, upper }];
  for (let solved = 0; solved < BRANCH_CAP; solved += 1) {
    const node = open.pop();
    if (node === undefined) break;
    const solution = boundedSimplex({ objective, sense: o.direction > 0 ? 'maximise' : 'minimise', rows, ...node });
    if (solution.status === 'unbounded') return { values: truth, moved: Number.POSITIVE_INFINITY };
    if (solution.status !== 'optimal') continue;
    const reach = o.direction * ((solution.x[o.unknown] ?? 0) - at);
    if (Math.floor(reach + 1e-6) <= best.moved) continue;
    const whole = solution.x.map(Math.round);
    const fractional = solution.x.findIndex((value, i) => Math.abs(value - (whole[i] ?? 0)) > 1e-6);
    if (fractional === -1) {
      if (holds(u, { values: whole, lower: o.lower })) best = { values: whole, moved: o.direction * ((whole[o.unknown] ?? 0) - at) };
      if (best.moved >= o.enough) break;
      continue;
    }
    const value = solution.x[fractional] ?? 0;
    const below: Node = { lower: node.lower, upper: node.upper.map((each, i) => (i === fractional ? Math.floor(value) : each)) };
    const above: Node = { upper: node.upper, lower: node.lower.map((each, i) => (i === fractional ? Math.ceil(value) : each)) };
    open.push(...(value - Math.floor(value) < 0.5 ? [above, below] : [below, above]));
  }
  return best;
}

/** Checks a whole table against every tie and bound, by addition. */
function holds(u: Unknowns, o: { readonly values: readonly number[]; readonly lower: readonly number[] }): boolean {
  return (
    o.values.every((value, i) => Number.isSafeInteger(value) && value >= (o.lower[i] ?? 0)) &&
    u.ties.every((tie) => tie.terms.reduce((sum, [i, sign]) => sum + sign * (o.values[i] ?? 0), 0) === tie.equals)
  );
}
