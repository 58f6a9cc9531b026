import { allocateMonth, type CoverageMonth, coveragesOf, rowsTouching } from './allocate-month.js';
import type { CountedRows } from './counted-rows.js';
import { coverUnion } from './month-window.js';
import { AT } from './span-store.js';
import { ACTIVE, activeBit } from './tier.js';

/** Which persons count on another contract: by contract-month (contract x months + month), the numbers of their ids. */
export type Elsewhere = ReadonlyMap<number, readonly number[]>;

/**
 * Places each person of several contracts on one of them, month by month, so that no contract counts because of somebody who counts on
 * another: an employee of two contracts stays on the one that the month goes to, a dependant elsewhere counts there no more.
 *
 * @param counted - The rows.
 * @returns Who counts elsewhere; nobody where each coverage counts.
 */
export function placePersons(counted: CountedRows): Elsewhere {
  const elsewhere = new Map<number, number[]>();
  if (counted.spec.dedupe !== 'person') return elsewhere;
  const { rows, starts } = counted.byPerson;
  for (let person = 1; person + 1 < starts.length; person += 1) {
    const [first, end] = [starts[person] ?? 0, starts[person + 1] ?? 0];
    if (end - first < 2 || sameContract(counted, rows, first, end)) continue;
    const own = rows.subarray(first, end);
    for (let month = 0; month < counted.window.months; month += 1) placeMonth(counted, month, own, person, elsewhere);
  }
  return elsewhere;
}

function sameContract(counted: CountedRows, rows: Int32Array, first: number, end: number): boolean {
  const contract = counted.contractOf[rows[first] ?? 0];
  for (let at = first + 1; at < end; at += 1) if (counted.contractOf[rows[at] ?? 0] !== contract) return false;
  return true;
}

function placeMonth(counted: CountedRows, month: number, own: Int32Array, person: number, elsewhere: Map<number, number[]>): void {
  const touching = rowsTouching(counted, month, own);
  if (touching.length < 2) return;
  const { window } = counted;
  const contracts = new Map<number, CoverageMonth[]>();
  for (const coverage of coveragesOf(counted, month, touching)) {
    const contract = counted.contractOf[coverage.rows[0] ?? 0] ?? -1;
    if (contract < 0) continue;
    const list = contracts.get(contract);
    if (list === undefined) contracts.set(contract, [coverage]);
    else list.push(coverage);
  }
  const counting = [...contracts].filter(([, coverages]) => {
    const rows = coverages.flatMap((coverage) => coverage.rows).sort((a, b) => (counted.from[a] ?? 0) - (counted.from[b] ?? 0));
    return window.units(month, coverUnion({ of: counted, month, rows })) > 0;
  });
  if (counting.length < 2) return;
  const held = counting.filter(([, coverages]) => coverages.some((coverage) => coverage.rows.some((row) => isSelf(counted, row))));
  const kept = allocateMonth(
    counted,
    month,
    (held.length > 0 ? held : counting).flatMap(([, coverages]) => coverages),
  );
  for (const [contract] of counting) {
    if (contract === counted.contractOf[kept]) continue;
    const at = contract * window.months + month;
    const list = elsewhere.get(at);
    if (list === undefined) elsewhere.set(at, [person]);
    else list.push(person);
  }
}

function isSelf(counted: CountedRows, row: number): boolean {
  const { store } = counted;
  return activeBit(store.pool.textOf(store.texts[AT.relation]?.at(row) ?? 0)) === ACTIVE.self;
}
