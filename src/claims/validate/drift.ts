import { type Month, monthFromIndex, monthIndexOfDay } from '../../time/month.js';
import type { TableName } from '../batch.js';
import { isValid } from '../batch.js';
import { daysReader, wordReader } from '../columns.js';
import { fieldsOf } from '../fields/tables.js';
import type { TableData } from '../rules/delivery-data.js';

/** What is remembered of one table of a delivery, to compare the next one with. It holds counts and words of closed lists only. */
export interface TableSnapshot {
  /** Unit: rows. */
  readonly rows: number;
  /** Rows in which each field is empty, by field. Unit: rows. */
  readonly empty: Readonly<Record<string, number>>;
  /** Values of closed lists that occur, by field. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Rows by month of the claim or start. Unit: rows. */
  readonly months: Readonly<Record<Month, number>>;
}

/** What is remembered of a delivery. */
export type DeliverySnapshot = { readonly [T in TableName]?: TableSnapshot };

/** One change against the last delivery. */
export interface Drift {
  readonly kind: 'emptyRate' | 'newValue' | 'rowsPerMonth';
  readonly field: string;
  /** Words that carry no person's value. */
  readonly what: string;
  /** Unit: rows. */
  readonly rows: number;
}

const DATE_OF: Readonly<Record<TableName, string>> = {
  medical: 'claim_start_date',
  pharmacy: 'dispensing_date',
  eligibility: 'enrollment_start_date',
  nonClaims: 'service_period_start',
};

/** Fields whose words may be remembered: closed lists and names of senders, payers and plans. */
function wordsRemembered(table: TableName): readonly string[] {
  return [...fieldsOf(table).flatMap((field) => (field.kind === 'enum' ? [field.name] : [])), 'payer', 'plan'];
}

function emptyRows(data: TableData, name: string): number {
  const { batch, rows } = data;
  const validity = batch.cents[name] ?? batch.days[name] ?? batch.codes[name] ?? batch.lists[name] ?? batch.quantities[name] ?? batch.texts[name];
  if (validity === undefined) {
    const flags = batch.flags[name];
    return flags === undefined ? rows : flags.reduce((sum, flag) => sum + (flag === 2 ? 1 : 0), 0);
  }
  if (validity.validity === undefined) return 0;
  if (validity.validity.length === 0) return rows;
  let empty = 0;
  for (let row = 0; row < rows; row += 1) if (!isValid(validity.validity, row)) empty += 1;
  return empty;
}

/**
 * Remembers what STR-5 needs of a table.
 *
 * @param data - One table.
 * @returns Counts and words of closed lists.
 * @example
 * snapshotOf(tableData(batchOf({ table: 'medical' }, []))).rows; // => 0
 */
export function snapshotOf(data: TableData): TableSnapshot {
  const fields = fieldsOf(data.table).filter(({ role }) => role !== 'lineage');
  const months = new Map<Month, number>();
  const day = daysReader(data.batch, DATE_OF[data.table]);
  for (let row = 0; row < data.rows; row += 1) {
    if (!day.has(row)) continue;
    const month = monthFromIndex(monthIndexOfDay(day.at(row)));
    months.set(month, (months.get(month) ?? 0) + 1);
  }
  return {
    rows: data.rows,
    empty: Object.fromEntries(fields.map(({ name }) => [name, emptyRows(data, name)])),
    values: Object.fromEntries(
      wordsRemembered(data.table).map((name) => {
        const reader = wordReader(data.batch, name);
        const seen = new Set<number>();
        for (let row = 0; row < data.rows; row += 1) if (reader.has(row)) seen.add(reader.id(row));
        return [name, Array.from(seen, (id) => reader.words[id] ?? '').sort()];
      }),
    ),
    months: Object.fromEntries([...months].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/**
 * Adds what is remembered of two parts of a table.
 *
 * @param left - One part.
 * @param right - The other.
 * @returns What is remembered of both together.
 * @example
 * const none = snapshotOf(tableData(batchOf({ table: 'medical' }, [])));
 * addSnapshots({ ...none, rows: 2 }, { ...none, rows: 3 }).rows; // => 5
 */
export function addSnapshots(left: TableSnapshot, right: TableSnapshot): TableSnapshot {
  const names = (of: (part: TableSnapshot) => object): readonly string[] => [...new Set([...Object.keys(of(left)), ...Object.keys(of(right))])];
  return {
    rows: left.rows + right.rows,
    empty: Object.fromEntries(names((part) => part.empty).map((name) => [name, (left.empty[name] ?? 0) + (right.empty[name] ?? 0)])),
    values: Object.fromEntries(
      names((part) => part.values).map((name) => [name, [...new Set([...(left.values[name] ?? []), ...(right.values[name] ?? [])])].sort()]),
    ),
    months: Object.fromEntries(
      [...names((part) => part.months)].sort().map((month) => [month, (left.months[month] ?? 0) + (right.months[month] ?? 0)]),
    ),
  };
}

/**
 * Compares a table with the last delivery (STR-5): rates of empty fields, new values of closed lists, rows per month.
 *
 * Limits: months are compared by the spread of the last delivery's own months, so a history of at least three months is needed.
 *
 * @formula changed when |p − q| > 3 √(q(1 − q)/n) and > 1 point; a month when its rows are over 3 standard deviations from the mean
 * @unit shares and rows
 * @testedBy claims/rules/structure.test.ts
 * @param now - This delivery.
 * @param before - The last one.
 * @returns Changes, in order of kind and field.
 * @example
 * const table = snapshotOf(tableData(batchOf({ table: 'medical' }, [])));
 * driftOf(table, table); // => []
 */
export function driftOf(now: TableSnapshot, before: TableSnapshot): readonly Drift[] {
  const drifts: Drift[] = [];
  if (now.rows > 0 && before.rows > 0) {
    for (const [field, empty] of Object.entries(now.empty)) {
      const [p, q] = [empty / now.rows, (before.empty[field] ?? before.rows) / before.rows];
      const spread = 3 * Math.sqrt((q * (1 - q)) / now.rows);
      if (Math.abs(p - q) > Math.max(spread, 0.01))
        drifts.push({
          kind: 'emptyRate',
          field,
          what: p > q ? 'emptier than in the last delivery' : 'fuller than in the last delivery',
          rows: empty,
        });
    }
  }
  for (const [field, values] of Object.entries(now.values)) {
    const known = new Set(before.values[field] ?? []);
    const fresh = values.filter((value) => !known.has(value));
    if (fresh.length > 0 && before.rows > 0) drifts.push({ kind: 'newValue', field, what: `${fresh.length} new values`, rows: fresh.length });
  }
  const history = Object.values(before.months);
  if (history.length >= 3) {
    const mean = history.reduce((sum, each) => sum + each, 0) / history.length;
    const spread = Math.sqrt(history.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (history.length - 1));
    for (const [month, rows] of Object.entries(now.months)) {
      if (Math.abs(rows - mean) > Math.max(3 * spread, mean * 0.01, 1))
        drifts.push({ kind: 'rowsPerMonth', field: month, what: rows > mean ? 'more rows than usual' : 'fewer rows than usual', rows });
    }
  }
  return drifts;
}
