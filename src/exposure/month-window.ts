import { type ExposureRule, UNITS_PER_MONTH } from '../time/exposure-rule.js';
import type { DayNumber } from '../time/iso-date.js';
import { daysInMonth, firstDayOfMonth, lastDayOfMonth, type MonthIndex, type MonthSpan, monthIndex } from '../time/month.js';

/** Covered days of one month: how many, and whether the day that decides is among them. */
export interface Covered {
  days: number;
  decides: boolean;
}

/** The months that count, as tables, and the counting rule over them. Months are counted from 0. */
export class MonthWindow {
  readonly first: MonthIndex;
  readonly months: number;
  readonly firstDay: DayNumber;
  readonly lastDay: DayNumber;
  readonly #starts: Int32Array;
  readonly #lengths: Uint8Array;
  readonly #decides: Int32Array;
  readonly #monthOf: Uint16Array;
  readonly #rule: ExposureRule;

  /** @param span - First and last month, both included. @param rule - How a month counts; not `supplied`. */
  constructor(span: MonthSpan, rule: ExposureRule) {
    this.first = monthIndex(span[0]);
    const last = monthIndex(span[1]);
    this.months = last - this.first + 1;
    this.firstDay = firstDayOfMonth(this.first);
    this.lastDay = lastDayOfMonth(last);
    this.#rule = rule;
    this.#starts = Int32Array.from({ length: this.months }, (_, m) => firstDayOfMonth(this.first + m));
    this.#lengths = Uint8Array.from({ length: this.months }, (_, m) => daysInMonth(this.first + m));
    this.#monthOf = new Uint16Array(this.lastDay - this.firstDay + 1);
    for (let m = 0; m < this.months; m += 1) {
      const at = (this.#starts[m] ?? 0) - this.firstDay;
      this.#monthOf.fill(m, at, at + (this.#lengths[m] ?? 0));
    }
    const k = rule === 'firstDay' ? 1 : rule === 'lastDay' ? 31 : rule.startsWith('dayOfMonth') ? Number(rule.slice(10)) : 0;
    this.#decides = Int32Array.from({ length: this.months }, (_, m) => (this.#starts[m] ?? 0) + Math.min(Math.max(k, 1), this.#lengths[m] ?? 31) - 1);
  }

  /** The month of a day; days outside the window give the nearest month. */
  monthAt(day: DayNumber): number {
    if (day <= this.firstDay) return 0;
    if (day >= this.lastDay) return this.months - 1;
    return this.#monthOf[day - this.firstDay] ?? 0;
  }

  /** Length of a month. Unit: days. */
  lengthOf(month: number): number {
    return this.#lengths[month] ?? 0;
  }

  /** First day of a month. Unit: days since 1970-01-01. */
  startOf(month: number): DayNumber {
    return this.#starts[month] ?? 0;
  }

  /** Adds what one stretch of days covers of a month. */
  cover(into: Covered, month: number, from: DayNumber, to: DayNumber): void {
    const start = this.#starts[month] ?? 0;
    const end = start + (this.#lengths[month] ?? 0) - 1;
    const days = (to < end ? to : end) - (from > start ? from : start) + 1;
    if (days <= 0) return;
    into.days += days;
    const deciding = this.#decides[month] ?? 0;
    if (from <= deciding && deciding <= to) into.decides = true;
  }

  /** What a month counts under the rule. Unit: 1/377,580 month. */
  units(month: number, covered: Covered): number {
    const { days } = covered;
    if (days === 0) return 0;
    if (this.#rule === 'anyDay') return UNITS_PER_MONTH;
    if (this.#rule === 'majority') return 2 * days >= (this.#lengths[month] ?? 0) ? UNITS_PER_MONTH : 0;
    if (this.#rule === 'fractional') return days * (UNITS_PER_MONTH / (this.#lengths[month] ?? 1));
    return covered.decides ? UNITS_PER_MONTH : 0;
  }
}

/** Rows with their days, and the months that count. */
export interface DatedRows {
  readonly window: MonthWindow;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
}

/**
 * Covers one month with the union of rows.
 *
 * @param o - `of`: the rows; `month`; `rows` in order of their starts.
 * @returns Covered days, each counted once.
 */
export function coverUnion(o: { readonly of: DatedRows; readonly month: number; readonly rows: readonly number[] }): Covered {
  const { window, from: starts, to: ends } = o.of;
  const covered: Covered = { days: 0, decides: false };
  let [start, end] = [0, -1];
  let open = false;
  for (const row of o.rows) {
    const [from, to] = [starts[row] ?? 0, ends[row] ?? 0];
    if (open && from <= end + 1) {
      if (to > end) end = to;
      continue;
    }
    if (open) window.cover(covered, o.month, start, end);
    [start, end] = [from, to];
    open = true;
  }
  if (open) window.cover(covered, o.month, start, end);
  return covered;
}
