import { type Attacker, OPEN_END } from './publishable-table.js';
import { type Need, ownPart } from './requirements.js';
import type { TableSystem } from './table-system.js';
import { farthestByFlow, type UnknownNetwork, unknownNetwork } from './unknown-network.js';
import { farthestBySimplex } from './unknown-simplex.js';
import { type Unknowns, unknownsOf } from './unknowns.js';

/** A need with the whole tables that prove it: values by system cell, withheld cells only. `null`: the true table will do. */
export interface Proved {
  readonly need: Need;
  readonly low: ReadonlyMap<number, number> | null;
  readonly high: ReadonlyMap<number, number> | null;
}

/** Answers what attackers can say when a given set of cells is withheld. */
export interface Prover {
  /** Tables that prove the need, or `null` when none was found: then it counts as unsafe. */
  prove(need: Need): Proved | null;
  /** Whole tables with the least and the greatest value of a withheld cell that an outsider can't exclude. */
  ends(o: { readonly cell: number; readonly measure: number }): {
    readonly low: ReadonlyMap<number, number>;
    readonly high: ReadonlyMap<number, number>;
  };
}

/** Makes a prover for one set of withheld cells. */
export function proverOf(system: TableSystem, withheld: ReadonlySet<number>): Prover {
  const models = system.measures.map((_, measure): { u: Unknowns; network: UnknownNetwork | null } => {
    const u = unknownsOf(system, { measure, withheld });
    return { u, network: unknownNetwork(u) };
  });
  const farthest = (o: {
    readonly cell: number;
    readonly measure: number;
    readonly attacker: Attacker;
    readonly direction: 1 | -1;
    readonly enough: number;
  }): { readonly values: readonly number[]; readonly moved: number } => {
    const model = models[o.measure];
    const unknown = model?.u.placeOf.get(o.cell);
    if (model === undefined || unknown === undefined) return { values: [], moved: 0 };
    const persons = system.measures[o.measure]?.kind === 'persons';
    const floor = persons ? 0 : system.lowerBound;
    const lower = model.u.unknowns.map((each) =>
      each.cell === -1 ? 0 : ownPart(system.cells[each.cell], { measure: o.measure, attacker: o.attacker, persons }) + floor,
    );
    const task = { unknown, direction: o.direction, lower, enough: o.enough };
    return model.network === null ? farthestBySimplex(model.u, task) : farthestByFlow(model.u, { ...task, network: model.network });
  };
  const table = (measure: number, values: readonly number[]): ReadonlyMap<number, number> => {
    const map = new Map<number, number>();
    for (const [cell, place] of models[measure]?.u.placeOf ?? []) map.set(cell, values[place] ?? 0);
    return map;
  };

  return {
    prove(need) {
      const at = { cell: need.cell, measure: need.measure, attacker: need.attacker };
      const upBy = Math.max((need.highAtLeast ?? need.remainder) - need.remainder, need.widthAtLeast);
      const up = farthest({ ...at, direction: 1, enough: upBy });
      if (need.highAtLeast !== null && need.remainder + up.moved < need.highAtLeast) return null;
      const downBy = Math.max(need.remainder - (need.lowAtMost ?? need.remainder), need.widthAtLeast - up.moved, 0);
      if (downBy === 0) return { need, low: null, high: table(need.measure, up.values) };
      const down = farthest({ ...at, direction: -1, enough: downBy });
      if (down.moved < downBy) return null;
      return { need, low: table(need.measure, down.values), high: up.moved > 0 ? table(need.measure, up.values) : null };
    },
    ends(o) {
      const truth = system.cells[o.cell]?.values[o.measure] ?? 0;
      const at = { ...o, attacker: [] };
      // No end is proved by a table that reaches OPEN_END: a finite table can be checked by adding.
      const up = farthest({ ...at, direction: 1, enough: Math.max(1, OPEN_END - truth) });
      const down = farthest({ ...at, direction: -1, enough: OPEN_END });
      return { low: table(o.measure, down.values), high: table(o.measure, up.values) };
    },
  };
}
