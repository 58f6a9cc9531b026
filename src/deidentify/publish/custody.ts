import { type Proved, type Prover, proverOf } from './prover.js';
import type { CustodyCell, CustodyRecord, IntervalProof, OutsiderInterval, Proof, Witness } from './publishable-table.js';
import { OPEN_END } from './publishable-table.js';
import type { Suppression } from './suppress.js';
import type { SystemCell, TableSystem } from './table-system.js';

/** The intervals that an outsider can't narrow, with the tables that prove them, by withheld cell and additive measure. */
export function publicIntervals(
  system: TableSystem,
  withheld: ReadonlySet<number>,
): { readonly intervals: OutsiderInterval[]; readonly proofs: IntervalProof[] } {
  const prover: Prover = proverOf(system, withheld);
  const order = inOrder(withheld);
  const intervals: OutsiderInterval[] = [];
  const proofs: IntervalProof[] = [];
  for (const index of order) {
    const cell = system.cells[index];
    if (cell === undefined) continue;
    system.measures.forEach((measure, m) => {
      const ends = prover.ends({ cell: index, measure: m });
      const high = ends.high.get(index) ?? 0;
      const place = placeOf(system, cell);
      intervals.push({ ...place, measure: measure.id, low: ends.low.get(index) ?? 0, high: high >= OPEN_END ? null : high });
      const o = { system, order, measure: m };
      proofs.push({ low: witness(ends.low, o), high: witness(ends.high, o) });
    });
  }
  return { intervals, proofs };
}

/** Writes down what the custodian keeps. */
export function custodyOf(o: {
  readonly system: TableSystem;
  readonly pattern: Suppression;
  readonly hash: string;
  readonly allWithheld: CustodyRecord['allWithheld'];
  readonly intervals: readonly IntervalProof[];
}): CustodyRecord {
  const { system, pattern } = o;
  const order = inOrder(pattern.withheld);
  const cells: CustodyCell[] = [];
  const firstPlace = new Map<number, number>();
  system.layout.forEach((places, part) => {
    for (const place of places) {
      const cell = system.cells[place.cell];
      if (cell === undefined) continue;
      if (!firstPlace.has(place.cell)) firstPlace.set(place.cell, cells.length);
      const values: Record<string, number> = {};
      const contributions: Record<string, Record<string, number>> = {};
      system.measures.forEach((measure, m) => {
        values[measure.id] = cell.values[m] ?? 0;
        contributions[measure.id] = Object.fromEntries(cell.contributions[m] ?? []);
      });
      cells.push({
        part: system.tables[part]?.id ?? '',
        key: place.key,
        status: pattern.status[place.cell] ?? 'published',
        persons: cell.persons,
        sensitive: cell.sensitive,
        values,
        contributions,
      });
    }
  });
  return {
    kind: 'custody',
    version: 1,
    contentHash: o.hash,
    allWithheld: o.allWithheld,
    cells,
    withheld: order.map((index) => firstPlace.get(index) ?? 0),
    proofs: pattern.proofs.map((proved) => proofOf(proved, { system, order })),
    intervals: o.intervals,
  };
}

const inOrder = (withheld: ReadonlySet<number>): number[] => [...withheld].sort((a, b) => a - b);

function placeOf(system: TableSystem, cell: SystemCell): { readonly part: string; readonly key: readonly string[] } {
  const place = cell.places[0];
  return { part: system.tables[place?.part ?? 0]?.id ?? '', key: place?.key ?? [] };
}

function proofOf(proved: Proved, o: { readonly system: TableSystem; readonly order: readonly number[] }): Proof {
  const { need } = proved;
  const cell = o.system.cells[need.cell];
  const at = { system: o.system, order: o.order, measure: need.measure };
  return {
    requirement: {
      ...(cell === undefined ? { part: '', key: [] } : placeOf(o.system, cell)),
      measure: o.system.measures[need.measure]?.id ?? '',
      attacker: need.attacker,
      lowAtMost: need.lowAtMost,
      highAtLeast: need.highAtLeast,
      widthAtLeast: need.widthAtLeast,
    },
    low: proved.low === null ? null : witness(proved.low, at),
    high: proved.high === null ? null : witness(proved.high, at),
  };
}

/** A table as values in the order of the withheld cells; where it is silent, the true value stands. */
function witness(
  table: ReadonlyMap<number, number>,
  o: { readonly system: TableSystem; readonly order: readonly number[]; readonly measure: number },
): Witness {
  return { values: o.order.map((cell) => table.get(cell) ?? o.system.cells[cell]?.values[o.measure] ?? 0) };
}
