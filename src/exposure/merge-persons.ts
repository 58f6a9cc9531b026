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
    const own = inOrder(o.store, rows, first, end);
    const named = nameCoverages(o, own, coverages);
    coverages += named;
    if (named === own.length) continue;
    if (o.store.spec.bridgeDays > 0) bridged += bridge(o, own);
    tellStarts(o, own);
    mergeEqual(o, own, merged);
  }
  return { bridged, merged };
}

/** Puts a person's rows in order, in place. */
function inOrder(store: SpanStore, rows: Int32Array, first: number, end: number): Int32Array {
  const own = rows.subarray(first, end);
  for (let at = 1; at < own.length; at += 1) {
    if (store.compare(own[at - 1] ?? 0, own[at] ?? 0) > 0) return own.sort((a, b) => store.compare(a, b));
  }
  return own;
}

/** So many rows are compared one by one; more are found by a map, so that a person of thousands of rows stays linear. */
const FEW = 8;

/** For each row, the place of the last one before it that says the same in some columns; -1 for none. */
function sameBefore(o: Merging, rows: Int32Array, columns: readonly number[]): (place: number) => number {
  const { texts } = o.store;
  if (rows.length <= FEW) {
    return (place) => {
      for (let before = place - 1; before >= 0; before -= 1) {
        const [left, right] = [rows[before] ?? 0, rows[place] ?? 0];
        let same = true;
        for (const at of columns) if (texts[at]?.values[left] !== texts[at]?.values[right]) same = false;
        if (same) return before;
      }
      return -1;
    };
  }
  const last = new Map<string, number>();
  return (place) => {
    const key = columns.map((at) => texts[at]?.at(rows[place] ?? 0)).join();
    const before = last.get(key) ?? -1;
    last.set(key, place);
    return before;
  };
}

const COVERAGE: readonly number[] = [AT.employer, AT.subscriber, AT.payer, AT.plan];

/** Numbers a person's coverages from `before + 1`; gives how many there are. */
function nameCoverages(o: Merging, rows: Int32Array, before: number): number {
  const same = sameBefore(o, rows, COVERAGE);
  let count = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const known = same(place);
    if (known < 0) count += 1;
    o.coverageOf[rows[place] ?? 0] = known < 0 ? before + count : (o.coverageOf[rows[known] ?? 0] ?? 0);
  }
  return count;
}

/** Extends a row to the day before the next one of the same coverage, where the gap is small enough. */
function bridge(o: Merging, rows: Int32Array): number {
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

function tellStarts(o: Merging, rows: Int32Array): void {
  const same = sameBefore(o, rows, COVERAGE);
  const until = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    const before = same(place);
    const to = o.to[row] ?? 0;
    // An open end is the largest day, so nothing may be added to it.
    const joins = before >= 0 && (o.from[row] ?? 0) - 1 <= (until[before] ?? 0);
    if (joins) o.since[row] = o.since[rows[before] ?? 0] ?? 0;
    until[place] = joins ? Math.max(until[before] ?? 0, to) : to;
  }
}

function mergeEqual(o: Merging, rows: Int32Array, merged: number[]): void {
  const same = sameBefore(
    o,
    rows,
    o.store.texts.map((_, at) => at),
  );
  /** The row that each row is part of now. */
  const kept = Int32Array.from(rows);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    const before = same(place);
    const into = kept[before] ?? 0;
    if (before < 0 || (o.from[row] ?? 0) - 1 > (o.to[into] ?? 0)) continue;
    if ((o.to[row] ?? 0) > (o.to[into] ?? 0)) o.to[into] = o.to[row] ?? 0;
    kept[place] = into;
    merged.push(row);
  }
}
