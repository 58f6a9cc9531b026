import { boundedSimplex, type LinearRow } from '../../stats/bounded-simplex.js';
import type { Need } from './requirements.js';
import { ownPart } from './requirements.js';
import type { TableSystem } from './table-system.js';

/** What the choice of further cells to withhold depends on. */
export interface ComplementChoice {
  readonly withheld: ReadonlySet<number>;
  /** Price of each system cell; withheld in the previous release first, then by size. */
  readonly price: readonly number[];
}

/** Whether a cell may be withheld as a complement: published, and not empty (emptiness is often known). */
export function candidate(system: TableSystem, o: { readonly cell: number; readonly withheld: ReadonlySet<number> }): boolean {
  const cell = system.cells[o.cell];
  return cell !== undefined && !o.withheld.has(o.cell) && cell.values.some((value) => value !== 0);
}

/** The cheapest of some cells that may be withheld, by price, then place; `null` when none may. */
export function cheapest(system: TableSystem, o: ComplementChoice & { readonly among: readonly number[] }): number | null {
  let best: number | null = null;
  for (const cell of o.among) {
    if (!candidate(system, { cell, withheld: o.withheld })) continue;
    const [price, least] = [o.price[cell] ?? 0, best === null ? Number.POSITIVE_INFINITY : (o.price[best] ?? 0)];
    if (best === null || price < least || (price === least && cell < best)) best = cell;
  }
  return best;
}

/**
 * Finds the cheapest published cells whose withholding gives an unmet need the room it lacks: the least-cost way to
 * shift the table so that every relation still holds and the cell moves as far as it must.
 *
 * @returns Cells to withhold, or none when no shift of this size exists.
 */
export function shiftCells(system: TableSystem, o: ComplementChoice & { readonly need: Need }): number[] {
  const { need } = o;
  const persons = system.measures[need.measure]?.kind === 'persons';
  const floor = persons ? 0 : system.lowerBound;
  const n = system.cells.length;
  // Variables: what each cell goes up, then what each goes down.
  const lower = new Array<number>(2 * n).fill(0);
  const upper: number[] = system.cells.map((cell) =>
    candidate(system, { cell: cell.index, withheld: o.withheld }) || o.withheld.has(cell.index) ? Number.POSITIVE_INFINITY : 0,
  );
  const objective: number[] = system.cells.map((cell) => (o.withheld.has(cell.index) ? 1e-6 : 1 + (o.price[cell.index] ?? 0)));
  for (const cell of system.cells) {
    const room = (cell.values[need.measure] ?? 0) - ownPart(cell, { measure: need.measure, attacker: need.attacker, persons }) - floor;
    upper.push(upper[cell.index] === 0 ? 0 : Math.max(0, room));
    objective.push(objective[cell.index] ?? 0);
  }
  const rows: LinearRow[] = [];
  for (const relation of system.relations) {
    if (persons && !relation.partition) continue;
    const terms: [number, number][] = [
      [relation.parent, -1],
      [relation.parent + n, 1],
    ];
    for (const child of relation.children) terms.push([child, 1], [child + n, -1]);
    rows.push({ terms, equals: 0 });
  }
  const up = Math.max((need.highAtLeast ?? need.remainder) - need.remainder, need.widthAtLeast, 1);
  const down = Math.max(
    need.remainder - (need.lowAtMost ?? need.remainder),
    need.highAtLeast === null ? Math.min(need.widthAtLeast, need.remainder) : 0,
  );
  const found = new Set<number>();
  for (const [variable, by] of [
    [need.cell, up],
    [need.cell + n, need.lowAtMost === null ? 0 : down],
  ] as const) {
    if (by <= 0) continue;
    const fixed = [...lower];
    fixed[variable] = by;
    const top = [...upper];
    top[variable] = Math.max(top[variable] ?? 0, by);
    // The same cell must not go the other way at once.
    top[variable < n ? variable + n : variable - n] = 0;
    const solution = boundedSimplex({ objective, sense: 'minimise', rows, lower: fixed, upper: top });
    if (solution.status !== 'optimal') continue;
    solution.x.forEach((amount, i) => {
      const cell = i % n;
      if (amount > 1e-7 && candidate(system, { cell, withheld: o.withheld })) found.add(cell);
    });
  }
  return [...found].sort((a, b) => a - b);
}
