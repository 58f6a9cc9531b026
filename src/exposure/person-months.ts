import { UNITS_PER_MONTH } from '../time/exposure-rule.js';
import { allocateMonth, coveragesOf, MANY_ROWS, NO_ROW, onlyRow, rowsTouching, unitsOfRow } from './allocate-month.js';
import type { CountedRows } from './counted-rows.js';
import { type Covered, coverUnion } from './month-window.js';

/** Receives what a person counts. */
export interface MemberSink {
  /** Units and covered days of one month, and the row whose dimensions it has. */
  month(month: number, row: number, units: number, days: number): void;
  /** Months that are covered whole by one row, from the first to the last, both included. */
  whole(first: number, last: number, row: number): void;
}

/** What persons under several coverages come to, by month. */
export interface MultiCoverage {
  /** What counting every coverage adds to counting every person once. Unit: 1/377,580 month. */
  readonly surplusUnits: Float64Array;
  /** Persons under several coverages. Unit: persons. */
  readonly persons: Int32Array;
}

/**
 * Walks the persons: what each counts in each month, and to which row the month goes.
 *
 * @param o - The rows; the sink of member units.
 * @returns What several coverages in one month come to.
 */
export function personMonths(o: { readonly counted: CountedRows; readonly sink: MemberSink }): MultiCoverage {
  const { counted, sink } = o;
  const { window } = counted;
  const multi: MultiCoverage = { surplusUnits: new Float64Array(window.months), persons: new Int32Array(window.months) };
  const covered: Covered = { days: 0, decides: false };
  const { rows, starts } = counted.byPerson;
  for (let person = 1; person + 1 < starts.length; person += 1) {
    const [first, end] = [starts[person] ?? 0, starts[person + 1] ?? 0];
    if (end === first + 1) single(counted, rows[first] ?? 0, sink, covered);
    else if (end > first) several(counted, rows.subarray(first, end), sink, multi);
  }
  return multi;
}

/** A person with one row: months between the ends count whole under every rule. */
function single(counted: CountedRows, row: number, sink: MemberSink, covered: Covered): void {
  const { window } = counted;
  const [from, to] = [counted.from[row] ?? 0, counted.to[row] ?? 0];
  if (to < window.firstDay || from > window.lastDay) return;
  let [first, last] = [window.monthAt(from), window.monthAt(to)];
  const startsWhole = from <= window.startOf(first);
  const endsWhole = to >= window.startOf(last) + window.lengthOf(last) - 1;
  if (!startsWhole || (first === last && !endsWhole)) {
    const units = unitsOfRow(counted, first, row, covered);
    sink.month(first, row, units, covered.days);
    first += 1;
  }
  if (!endsWhole && last >= first) {
    const units = unitsOfRow(counted, last, row, covered);
    sink.month(last, row, units, covered.days);
    last -= 1;
  }
  if (first <= last) sink.whole(first, last, row);
}

function several(counted: CountedRows, rows: Int32Array, sink: MemberSink, multi: MultiCoverage): void {
  const { window } = counted;
  const alone: Covered = { days: 0, decides: false };
  for (let month = 0; month < window.months; month += 1) {
    const only = onlyRow(counted, month, rows);
    if (only === NO_ROW) continue;
    if (only !== MANY_ROWS) {
      const units = unitsOfRow(counted, month, only, alone);
      sink.month(month, only, units, alone.days);
      continue;
    }
    const touching = rowsTouching(counted, month, rows);
    const coverages = coveragesOf(counted, month, touching);
    const covered = coverUnion({ of: counted, month, rows: touching });
    const units = window.units(month, covered);
    const each = coverages.map((coverage) => window.units(month, coverage.covered));
    if (coverages.length > 1) {
      multi.persons[month] = (multi.persons[month] ?? 0) + 1;
      multi.surplusUnits[month] = (multi.surplusUnits[month] ?? 0) + each.reduce((a, b) => a + b, 0) - units;
    }
    if (counted.spec.dedupe === 'person') sink.month(month, allocateMonth(counted, month, coverages), units, covered.days);
    else coverages.forEach((coverage, i) => sink.month(month, allocateMonth(counted, month, [coverage]), each[i] ?? 0, coverage.covered.days));
  }
}

/** What one sink gives for whole months, told month by month. */
export function monthByMonth(window: CountedRows['window'], month: MemberSink['month']): MemberSink {
  return {
    month,
    whole: (first, last, row) => {
      for (let at = first; at <= last; at += 1) month(at, row, UNITS_PER_MONTH, window.lengthOf(at));
    },
  };
}
