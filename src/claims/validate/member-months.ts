import { type AsOf, asOfDay } from '../../time/as-of.js';
import { type DaySpan, mergeSpans } from '../../time/coverage.js';
import { daysInMonth, firstDayOfMonth, type MonthIndex, type MonthSpan, monthIndex, monthIndexOfDay } from '../../time/month.js';
import { daysReader, wordReader } from '../columns.js';
import { OPEN_END, type TableData } from '../rules/delivery-data.js';

/** Spans of medical coverage by person, an open end cut at what was known. */
function spansByPerson(data: TableData<'eligibility'>, end: number): ReadonlyMap<string, DaySpan[]> {
  const person = wordReader(data.batch, 'person_id');
  const benefit = wordReader(data.batch, 'benefit_type');
  const medical = benefit.words.indexOf('medical');
  const [from, to] = [daysReader(data.batch, 'enrollment_start_date'), daysReader(data.batch, 'enrollment_end_date')];
  const spans = new Map<string, DaySpan[]>();
  for (let row = 0; row < data.rows; row += 1) {
    if (benefit.id(row) !== medical) continue;
    const span = { from: from.at(row), to: Math.min(end, to.has(row) ? to.at(row) : OPEN_END) };
    if (span.to < span.from) continue;
    const name = person.at(row) ?? '';
    const list = spans.get(name);
    if (list === undefined) spans.set(name, [span]);
    else list.push(span);
  }
  return spans;
}

/**
 * Counts months of medical coverage by the anyDay rule, each person once a month.
 *
 * Limits: open ends count to what was known, else to the last day that any row names.
 *
 * @unit member months
 * @param data - Coverage rows.
 * @param asOf - What was known.
 * @param months - Only these months, both included; all when absent.
 * @returns Whole months.
 * @throws {@link CoalitionError} `time/not-a-month`.
 * @example
 * coveredMonths(tableData(batchOf({ table: 'eligibility' }, [])), '2025-12'); // => 0
 */
export function coveredMonths(data: TableData<'eligibility'>, asOf?: AsOf, months?: MonthSpan): number {
  const [low, high] = windowOf(months);
  let total = 0;
  for (const spans of spansByPerson(data, endOf(data, asOf)).values()) {
    let counted = -1;
    for (const span of mergeSpans(spans)) {
      const first = Math.max(monthIndexOfDay(span.from), counted + 1, low);
      const last = Math.min(monthIndexOfDay(span.to), high);
      if (last >= first) total += last - first + 1;
      counted = Math.max(counted, last);
    }
  }
  return total;
}

/** The first and last month that count. */
function windowOf(months: MonthSpan | undefined): readonly [MonthIndex, MonthIndex] {
  return months === undefined ? [0, Number.POSITIVE_INFINITY] : [monthIndex(months[0]), monthIndex(months[1])];
}

/**
 * Counts months of medical coverage on some rows by the anyDay rule, each person once a month.
 *
 * @unit member months
 * @param data - Coverage rows.
 * @param o - `rows`: which of them, 0-based; `asOf`: what was known; `months`: only these.
 * @returns Whole months.
 * @example
 * coveredMonthsOf(tableData(batchOf({ table: 'eligibility' }, [])), { rows: [] }); // => 0
 */
export function coveredMonthsOf(
  data: TableData<'eligibility'>,
  o: { readonly rows: Iterable<number>; readonly asOf?: AsOf; readonly months?: MonthSpan },
): number {
  const [low, high] = windowOf(o.months);
  const [person, benefit] = [wordReader(data.batch, 'person_id'), wordReader(data.batch, 'benefit_type')];
  const medical = benefit.words.indexOf('medical');
  const [from, to] = [daysReader(data.batch, 'enrollment_start_date'), daysReader(data.batch, 'enrollment_end_date')];
  const end = endOf(data, o.asOf);
  const months = new Set<number>();
  for (const row of o.rows) {
    if (benefit.id(row) !== medical) continue;
    const last = Math.min(high, monthIndexOfDay(Math.min(end, to.has(row) ? to.at(row) : OPEN_END)));
    for (let month = Math.max(low, monthIndexOfDay(from.at(row))); month <= last; month += 1) months.add(person.id(row) * 100_000 + month);
  }
  return months.size;
}

function endOf(data: TableData<'eligibility'>, asOf: AsOf | undefined): number {
  if (asOf !== undefined) return asOfDay(asOf);
  let last = 0;
  for (const name of ['enrollment_start_date', 'enrollment_end_date']) {
    const reader = daysReader(data.batch, name);
    for (let row = 0; row < data.rows; row += 1) if (reader.has(row)) last = Math.max(last, reader.at(row));
  }
  const month = monthIndexOfDay(last);
  return firstDayOfMonth(month) + daysInMonth(month) - 1;
}
