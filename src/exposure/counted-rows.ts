import type { ExposureSpec } from './exposure-options.js';
import { type Covered, coverUnion, type MonthWindow } from './month-window.js';
import { PairPool, type RowGroups, rowsByGroup } from './span-columns.js';
import { AT, type SpanStore } from './span-store.js';

/** Rows of a store made ready for counting: grouped by person and by contract, gaps bridged where asked. */
export interface CountedRows {
  readonly store: SpanStore;
  readonly spec: ExposureSpec;
  readonly window: MonthWindow;
  /** Days by row. Unit: days since 1970-01-01. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Number of the contract of each row; -1 where it has no subscriber. */
  readonly contractOf: Int32Array;
  readonly contracts: number;
  /** Number of each row's values of the dimensions, without the tier. */
  readonly groupOf: Int32Array;
  readonly groups: number;
  readonly byPerson: RowGroups;
  /** Within a contract, rows stand person by person, each in order. */
  readonly byContract: RowGroups;
  /** Gaps that were closed. Unit: gaps. */
  readonly bridged: number;
}

/**
 * Groups the rows of a store.
 *
 * @param store - The rows.
 * @param spec - How they count.
 * @param window - The months that count.
 * @returns The rows, by person and by contract.
 */
export function countedRows(store: SpanStore, spec: ExposureSpec, window: MonthWindow): CountedRows {
  const { length } = store;
  const contractPairs = new PairPool();
  const contractOf = new Int32Array(length);
  const groupOf = new Int32Array(length);
  const groupPairs = store.texts.slice(AT.dims).map(() => new PairPool());
  for (let row = 0; row < length; row += 1) {
    const subscriber = store.texts[AT.subscriber]?.at(row) ?? 0;
    contractOf[row] = subscriber === 0 ? -1 : contractPairs.idOf(store.texts[AT.employer]?.at(row) ?? 0, subscriber);
    let group = 0;
    for (let dim = 0; dim < groupPairs.length; dim += 1) group = groupPairs[dim]?.idOf(group, store.texts[AT.dims + dim]?.at(row) ?? 0) ?? 0;
    groupOf[row] = group;
  }
  const persons = store.texts[AT.person]?.values.subarray(0, length) ?? new Int32Array(0);
  const from = store.from.values.slice(0, length);
  const to = store.to.values.slice(0, length);
  const byPerson = rowsByGroup(persons, store.pool.size);
  sortGroups(byPerson, store);
  const bridged = spec.bridgeDays > 0 ? bridge(store, byPerson, to) : 0;
  return {
    store,
    spec,
    window,
    from,
    to,
    contractOf,
    contracts: contractPairs.count,
    groupOf,
    groups: Math.max(1, groupPairs[groupPairs.length - 1]?.count ?? 1),
    byPerson,
    byContract: rowsByGroup(contractOf, contractPairs.count, byPerson.rows),
    bridged,
  };
}

/** Puts the rows of each person in order of start, then of what they say. */
function sortGroups(groups: RowGroups, store: SpanStore): void {
  const { rows, starts } = groups;
  for (let group = 0; group + 1 < starts.length; group += 1) {
    const [first, end] = [starts[group] ?? 0, starts[group + 1] ?? 0];
    if (end - first < 2) continue;
    rows.subarray(first, end).set(Array.from(rows.subarray(first, end)).sort((a, b) => store.compare(a, b)));
  }
}

/** Extends a row to the day before the next one of the same plan, where the gap is small enough. */
function bridge(store: SpanStore, groups: RowGroups, to: Int32Array): number {
  let bridged = 0;
  for (let group = 0; group + 1 < groups.starts.length; group += 1) {
    const furthest = new Map<string, number>();
    for (const row of groups.rows.subarray(groups.starts[group], groups.starts[group + 1])) {
      const key = coverageKey(store, row);
      const last = furthest.get(key);
      const end = last === undefined ? 0 : (to[last] ?? 0);
      const gap = last === undefined ? 0 : store.from.at(row) - end - 1;
      if (last !== undefined && gap > 0 && gap <= store.spec.bridgeDays) {
        to[last] = store.from.at(row) - 1;
        bridged += 1;
      }
      if (last === undefined || (to[row] ?? 0) >= (to[last] ?? 0)) furthest.set(key, row);
    }
  }
  return bridged;
}

/** Rows of one person under the same plan and contract have the same key. */
function coverageKey(store: SpanStore, row: number): string {
  return `${store.texts[AT.employer]?.at(row)},${store.texts[AT.subscriber]?.at(row)},${store.texts[AT.payer]?.at(row)},${store.texts[AT.plan]?.at(row)}`;
}

/** No row touches the month. */
export const NO_ROW = -1;
/** Several rows touch the month. */
export const MANY_ROWS = -2;

/** The only row of a list that touches a month, {@link NO_ROW} or {@link MANY_ROWS}. */
export function onlyRow(counted: CountedRows, month: number, rows: readonly number[]): number {
  const start = counted.window.startOf(month);
  const end = start + counted.window.lengthOf(month) - 1;
  let only = NO_ROW;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    if ((counted.from[row] ?? 0) > end || (counted.to[row] ?? 0) < start) continue;
    if (only !== NO_ROW) return MANY_ROWS;
    only = row;
  }
  return only;
}

/** The rows of a list that touch a month, in order. */
export function rowsTouching(counted: CountedRows, month: number, rows: readonly number[]): readonly number[] {
  const start = counted.window.startOf(month);
  const end = start + counted.window.lengthOf(month) - 1;
  return rows.filter((row) => (counted.from[row] ?? 0) <= end && (counted.to[row] ?? 0) >= start);
}

/** What one row counts in a month, and in `covered` the days that it covers. Unit: 1/377,580 month. */
export function unitsOfRow(counted: CountedRows, month: number, row: number, covered: Covered): number {
  covered.days = 0;
  covered.decides = false;
  counted.window.cover(covered, month, counted.from[row] ?? 0, counted.to[row] ?? 0);
  return counted.window.units(month, covered);
}

/** What one coverage of a person comes to in a month. */
export interface CoverageMonth {
  readonly rows: readonly number[];
  readonly covered: Covered;
}

/**
 * Splits a person's rows of one month by plan and contract.
 *
 * @param counted - The rows.
 * @param month - Month of the window.
 * @param rows - The person's rows that touch the month, in order.
 * @returns One entry for each coverage, in order of its first row.
 */
export function coveragesOf(counted: CountedRows, month: number, rows: readonly number[]): readonly CoverageMonth[] {
  const lists = new Map<string, number[]>();
  for (const row of rows) {
    const key = coverageKey(counted.store, row);
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [row]);
    else list.push(row);
  }
  return [...lists.values()].map((list) => ({ rows: list, covered: coverUnion({ ...counted, month, rows: list }) }));
}

/**
 * Chooses the row that a person's month goes to: first the coverage by the policy, then the row within it.
 *
 * @param counted - The rows.
 * @param month - Month of the window.
 * @param coverages - The coverages of the month.
 * @returns A row.
 */
export function allocateMonth(counted: CountedRows, month: number, coverages: readonly CoverageMonth[]): number {
  const best = choose(
    counted,
    coverages.map((each) => ({ row: each.rows[0] ?? 0, weight: weightOf(counted, month, each) })),
  );
  const rows = coverages.find((each) => each.rows[0] === best)?.rows ?? [best];
  if (rows.length === 1) return rows[0] ?? best;
  const parts = rows.map((row) => ({
    row,
    weight: weightOf(counted, month, { rows: [row], covered: coverUnion({ ...counted, month, rows: [row] }) }),
  }));
  return choose(counted, parts);
}

/** Greater is better under the policy. */
function weightOf(counted: CountedRows, month: number, coverage: CoverageMonth): number {
  const { window, spec } = counted;
  const start = window.startOf(month);
  switch (spec.allocate) {
    case 'mostDays':
      return coverage.covered.days;
    case 'first':
      return -Math.max(start, Math.min(...coverage.rows.map((row) => counted.from[row] ?? 0)));
    case 'last':
      return Math.min(start + window.lengthOf(month) - 1, Math.max(...coverage.rows.map((row) => counted.to[row] ?? 0)));
  }
}

function choose(counted: CountedRows, candidates: readonly { readonly row: number; readonly weight: number }[]): number {
  let best = candidates[0];
  for (const each of candidates) {
    if (best === undefined) break;
    if (each.weight > best.weight || (each.weight === best.weight && counted.store.compare(each.row, best.row) < 0)) best = each;
  }
  return best?.row ?? 0;
}
