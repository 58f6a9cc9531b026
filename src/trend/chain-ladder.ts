import { insufficient } from './completion.js';
import type { TriangleGrid } from './triangle-grid.js';
import { invalidInput } from './triangle-spec.js';

/** A chain ladder as plain doubles. */
export interface ChainLadderFigures {
  /** Volume factors by lag, 1 beyond the oldest age. Unit: none. */
  readonly factor: Float64Array;
  /** By incurred period. Unit: cell units. */
  readonly ultimate: Float64Array;
  /** Sum of ultimates less latest amounts. Unit: cell units. */
  readonly ibnr: number;
}

/**
 * Develops the plain numbers of a triangle by volume averages over all periods: the fast path for simulations, without errors or explanation.
 *
 * Limits: no tail, no exclusions; use `completion` and `ibnr` for an answer that someone reads.
 *
 * @formula f[k] = sum C[i,k+1] / sum C[i,k]; U = C[i,age] x product of f from the age on
 * @unit cell units (US cents, counts, or hundredths of a published unit)
 * @testedBy trend/mack.test.ts: the published triangles
 * @param grid - The `grid` of a triangle.
 * @returns Factors, ultimates, IBNR.
 * @throws {@link CoalitionError} `trend/insufficient-development` where a volume is zero or less, `trend/invalid-input` beyond what a number
 *   holds.
 * @example
 * const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'cents', cumulative: [['100', '150'], ['110']] });
 * chainLadder(triangle.grid).ibnr; // => 5500
 */
export function chainLadder({ rows, columns, cumulative, known, age }: TriangleGrid): ChainLadderFigures {
  const last = columns - 1;
  const [from, to] = [new Float64Array(columns), new Float64Array(columns)];
  for (let i = 0; i < rows; i += 1) {
    const end = age[i] ?? -1;
    let at = i * columns;
    for (let k = 0; k < end; k += 1, at += 1) {
      // An unknown cell is not zero: only periods known at both ages make a factor.
      if (known[at] !== 1 || known[at + 1] !== 1) continue;
      from[k] = (from[k] ?? 0) + (cumulative[at] ?? 0);
      to[k] = (to[k] ?? 0) + (cumulative[at + 1] ?? 0);
    }
  }
  let oldest = 0;
  for (let i = 0; i < rows; i += 1) oldest = Math.max(oldest, age[i] ?? 0);
  const factor = new Float64Array(Math.max(0, last));
  const remaining = new Float64Array(columns);
  remaining[last] = 1;
  for (let k = last - 1; k >= 0; k -= 1) {
    const volume = from[k] ?? 0;
    if (k < oldest && !(volume > 0)) throw insufficient(k, 0);
    const f = k < oldest ? (to[k] ?? 0) / volume : 1;
    factor[k] = f;
    remaining[k] = (remaining[k + 1] ?? 1) * f;
  }
  const ultimate = new Float64Array(rows);
  let ibnr = 0;
  for (let i = 0; i < rows; i += 1) {
    const at = age[i] ?? -1;
    if (at < 0) continue;
    const latest = cumulative[i * columns + at] ?? 0;
    const u = latest * (remaining[at] ?? 1);
    ultimate[i] = u;
    ibnr += u - latest;
  }
  if (!Number.isFinite(ibnr)) throw invalidInput('grid', ibnr, 'The factors multiply beyond what a number holds; leave out the cells that do it.');
  return { factor, ultimate, ibnr };
}
