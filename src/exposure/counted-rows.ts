import type { ExposureSpec } from './exposure-options.js';
import { mergePersons } from './merge-persons.js';
import type { MonthWindow } from './month-window.js';
import { PairPool, type RowGroups, rowsByGroup } from './span-columns.js';
import { AT, type SpanStore } from './span-store.js';

/** Rows of a store made ready for counting: grouped by person and by contract, gaps bridged where asked, repeated rows merged. */
export interface CountedRows {
  readonly store: SpanStore;
  readonly spec: ExposureSpec;
  readonly window: MonthWindow;
  /** Days by row. Unit: days since 1970-01-01. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** First day of the unbroken coverage under one plan and contract that a row belongs to. Unit: days since 1970-01-01. */
  readonly since: Int32Array;
  /** Rows of one person under the same plan and contract have the same number; 0 for persons with one row. */
  readonly coverageOf: Int32Array;
  /** Number of the contract of each row; -1 where it has no subscriber, and for rows that were merged into another. */
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
  const [employers, subscribers] = [store.texts[AT.employer]?.values ?? EMPTY, store.texts[AT.subscriber]?.values ?? EMPTY];
  for (let row = 0; row < length; row += 1) {
    const subscriber = subscribers[row] ?? 0;
    contractOf[row] = subscriber === 0 ? -1 : contractPairs.idOf(employers[row] ?? 0, subscriber);
  }
  const groupOf = new Int32Array(length);
  let groups = 1;
  for (const column of store.texts.slice(AT.dims)) {
    const pairs = new PairPool();
    for (let row = 0; row < length; row += 1) groupOf[row] = pairs.idOf(groupOf[row] ?? 0, column.values[row] ?? 0);
    groups = Math.max(1, pairs.count);
  }
  const persons = (store.texts[AT.person]?.values ?? EMPTY).subarray(0, length);
  const from = store.from.values.slice(0, length);
  const to = store.to.values.slice(0, length);
  const since = from.slice();
  const coverageOf = new Int32Array(length);
  const all = rowsByGroup(persons, store.pool.size);
  const { bridged, merged } = mergePersons({ store, groups: all, from, to, since, coverageOf });
  const left = persons.slice();
  for (const row of merged) {
    contractOf[row] = -1;
    left[row] = -1;
  }
  const byPerson = merged.length === 0 ? all : rowsByGroup(left, store.pool.size, all.rows);
  const byContract = rowsByGroup(contractOf, contractPairs.count, byPerson.rows);
  return {
    store,
    spec,
    window,
    from,
    to,
    since,
    coverageOf,
    contractOf,
    contracts: contractPairs.count,
    groupOf,
    groups,
    byPerson,
    byContract,
    bridged,
  };
}

const EMPTY = /* @__PURE__ */ new Int32Array(0);

/** Orders rows by the start of their coverage, then by what they say, so that choices depend neither on order nor on how coverage was cut. */
export function compareRows(counted: CountedRows, left: number, right: number): number {
  return (
    (counted.since[left] ?? 0) - (counted.since[right] ?? 0) ||
    counted.store.compareTexts(left, right) ||
    (counted.from[left] ?? 0) - (counted.from[right] ?? 0)
  );
}
