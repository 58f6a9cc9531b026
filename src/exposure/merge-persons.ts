import type { RowGroups } from './span-columns.js';
import { AT, type SpanStore } from './span-store.js';

/** What merging did. */
export interface MergedRows {
  /** Gaps that were closed. Unit: gaps. */
  readonly bridged: number;
  /** Rows that say the same as another that they overlap or touch, and are part of it now. */
  readonly merged: readonly number[];
}

/** The rows of a store by person, and the columns that merging fills; `to`, `since` and `coverageOf` are changed. */
interface Merging {
  readonly store: SpanStore;
  readonly groups: RowGroups;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly since: Int32Array;
  readonly coverageOf: Int32Array;
}

/**
 * Puts the rows of each person in order, closes gaps where asked, tells where each coverage began, and makes one row of rows that say
 * the same and overlap or touch: how coverage was cut into spans can't change a figure then.
 *
 * @param o - The rows.
 * @returns What was merged.
 */
export function mergePersons(o: Merging): MergedRows {
  const { rows, starts } = o.groups;
  const merged: number[] = [];
  let [bridged, coverages] = [0, 0];
  for (let group = 0; group + 1 < starts.length; group += 1) {
    const [first, end] = [starts[group] ?? 0, starts[group + 1] ?? 0];
    if (end - first < 2) continue;
    const own = Array.from(rows.subarray(first, end)).sort((a, b) => o.store.compare(a, b));
    rows.subarray(first, end).set(own);
    coverages += nameCoverages(o, own, coverages);
    if (o.store.spec.bridgeDays > 0) bridged += bridge(o, own);
    tellStarts(o, own);
    mergeEqual(o, own, merged);
  }
  return { bridged, merged };
}

/** Numbers a person's coverages from `before + 1`; gives how many there are. */
function nameCoverages(o: Merging, rows: readonly number[], before: number): number {
  const { texts } = o.store;
  const [employers, subscribers, payers, plans] = [texts[AT.employer], texts[AT.subscriber], texts[AT.payer], texts[AT.plan]];
  const numbers = new Map<string, number>();
  for (const row of rows) {
    const key = `${employers?.at(row)},${subscribers?.at(row)},${payers?.at(row)},${plans?.at(row)}`;
    const number = numbers.get(key) ?? before + numbers.size + 1;
    numbers.set(key, number);
    o.coverageOf[row] = number;
  }
  return numbers.size;
}

/** Extends a row to the day before the next one of the same coverage, where the gap is small enough. */
function bridge(o: Merging, rows: readonly number[]): number {
  const furthest = new Map<number, number>();
  let bridged = 0;
  for (const row of rows) {
    const coverage = o.coverageOf[row] ?? 0;
    const last = furthest.get(coverage);
    const gap = last === undefined ? 0 : (o.from[row] ?? 0) - (o.to[last] ?? 0) - 1;
    if (last !== undefined && gap > 0 && gap <= o.store.spec.bridgeDays) {
      o.to[last] = (o.from[row] ?? 0) - 1;
      bridged += 1;
    }
    if (last === undefined || (o.to[row] ?? 0) >= (o.to[last] ?? 0)) furthest.set(coverage, row);
  }
  return bridged;
}

function tellStarts(o: Merging, rows: readonly number[]): void {
  const stretches = new Map<number, { since: number; to: number }>();
  for (const row of rows) {
    const [coverage, from, to] = [o.coverageOf[row] ?? 0, o.from[row] ?? 0, o.to[row] ?? 0];
    const stretch = stretches.get(coverage);
    if (stretch === undefined || from > stretch.to + 1) {
      stretches.set(coverage, { since: from, to });
      continue;
    }
    o.since[row] = stretch.since;
    if (to > stretch.to) stretch.to = to;
  }
}

function mergeEqual(o: Merging, rows: readonly number[], merged: number[]): void {
  const kept = new Map<string, number>();
  for (const row of rows) {
    const key = o.store.texts.map((column) => column.at(row)).join();
    const before = kept.get(key);
    if (before === undefined || (o.from[row] ?? 0) > (o.to[before] ?? 0) + 1) {
      kept.set(key, row);
      continue;
    }
    if ((o.to[row] ?? 0) > (o.to[before] ?? 0)) o.to[before] = o.to[row] ?? 0;
    merged.push(row);
  }
}
