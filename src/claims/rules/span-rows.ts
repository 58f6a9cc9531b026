import { daysReader, wordReader } from '../columns.js';
import { OPEN_END, type TableData } from './delivery-data.js';

/** First and last day of each row of coverage. Unit: days since 1970-01-01. */
export interface SpanRows {
  readonly rows: number;
  readonly from: (row: number) => number;
  readonly to: (row: number) => number;
}

/** Reads the days of coverage; a span without an end goes on. */
export function spansOf(data: TableData<'eligibility'>): SpanRows {
  const from = daysReader(data.batch, 'enrollment_start_date');
  const to = daysReader(data.batch, 'enrollment_end_date');
  return { rows: data.rows, from: from.at, to: (row) => (to.has(row) ? to.at(row) : OPEN_END) };
}

/** Calls back once for each group of rows with the same key, rows in order; groups in order of their first row. */
export function byKey(rows: number, key: (row: number) => string | null, each: (group: readonly number[]) => void): void {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < rows; row += 1) {
    const text = key(row);
    if (text === null) continue;
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [row]);
    else group.push(row);
  }
  for (const group of groups.values()) each(group);
}

/** Contracts of medical coverage: rows by employer and contract holder. */
export function byContract(data: TableData<'eligibility'>, each: (rows: readonly number[]) => void): void {
  const employer = wordReader(data.batch, 'employer_id');
  const subscriber = wordReader(data.batch, 'subscriber_id');
  const benefit = wordReader(data.batch, 'benefit_type');
  const medical = benefit.words.indexOf('medical');
  const { from, to } = spansOf(data);
  byKey(
    data.rows,
    (row) => (benefit.id(row) === medical && subscriber.has(row) && to(row) >= from(row) ? `${employer.id(row)}|${subscriber.id(row)}` : null),
    each,
  );
}
