import { CoalitionError } from '../errors/coalition-error.js';
import { type ExposureRule, type ExposureUnits, UNITS_PER_MONTH } from './exposure-rule.js';
import type { DayNumber } from './iso-date.js';
import { daysInMonth, firstDayOfMonth, type MonthIndex } from './month.js';

/** Covered days from one day number to another, both included. */
export interface DaySpan {
  /** Unit: days since 1970-01-01. */
  readonly from: DayNumber;
  /** Unit: days since 1970-01-01, included. */
  readonly to: DayNumber;
}

/**
 * Merges spans that overlap or touch into disjoint spans in order; the union of days is preserved.
 *
 * @param spans - Any spans, in any order; those that end before they start are left out.
 * @param o - `bridgeDays`: gaps of up to so many days are closed as well. Default 0. Unit: days.
 * @returns Disjoint spans in ascending order, with at least one uncovered day between neighbours.
 * @example
 * mergeSpans([{ from: 5, to: 9 }, { from: 1, to: 4 }, { from: 12, to: 12 }]); // => [{ from: 1, to: 9 }, { from: 12, to: 12 }]
 */
export function mergeSpans(spans: readonly DaySpan[], o: { readonly bridgeDays?: number } = {}): readonly DaySpan[] {
  const reach = 1 + (o.bridgeDays ?? 0);
  const sorted = spans.filter((span) => span.to >= span.from).sort((a, b) => a.from - b.from || a.to - b.to);
  const merged: { from: DayNumber; to: DayNumber }[] = [];
  for (const span of sorted) {
    const last = merged[merged.length - 1];
    if (last !== undefined && span.from <= last.to + reach) last.to = Math.max(last.to, span.to);
    else merged.push({ from: span.from, to: span.to });
  }
  return merged;
}

/**
 * Counts the covered days within a window.
 *
 * @unit days
 * @param spans - Disjoint spans, as {@link mergeSpans} gives them.
 * @param window - The days that count, both ends included.
 * @returns How many days of the window are covered.
 * @example
 * coveredDays([{ from: 1, to: 9 }], { from: 5, to: 20 }); // => 5
 */
export function coveredDays(spans: readonly DaySpan[], window: DaySpan): number {
  let days = 0;
  for (const span of spans) {
    const from = Math.max(span.from, window.from);
    const to = Math.min(span.to, window.to);
    if (to >= from) days += to - from + 1;
  }
  return days;
}

function covers(spans: readonly DaySpan[], day: DayNumber): boolean {
  return spans.some((span) => span.from <= day && day <= span.to);
}

/**
 * Counts one month of coverage by a named rule, in integer units of 1/377,580 month.
 *
 * Limits: `supplied` months come with their figure and are not computed here.
 *
 * @formula anyDay D >= 1; firstDay, lastDay, dayOfMonth(k) by one day; majority 2D >= n; fractional D x 377,580 / n
 * @unit 1/377,580 month
 * @source Tuva (any day); capitation practice (first day); carriers' wash rule (15th)
 * @testedBy time/coverage.test.ts: the table of seven spans; Tuva's member-month example
 * @param o - `spans`: disjoint spans; `month`: the month's index; `rule`: the counting rule.
 * @returns 0 to 377,580.
 * @throws {@link CoalitionError} `time/bad-rule` for `supplied`.
 * @example
 * const february = monthIndex('2024-02');
 * const span = { from: dayNumber('2024-02-15'), to: dayNumber('2024-02-29') };
 * monthUnits({ spans: [span], month: february, rule: 'fractional' }); // => 195300
 */
export function monthUnits(o: { readonly spans: readonly DaySpan[]; readonly month: MonthIndex; readonly rule: ExposureRule }): ExposureUnits {
  const first = firstDayOfMonth(o.month);
  const days = daysInMonth(o.month);
  const last = first + days - 1;
  switch (o.rule) {
    case 'anyDay':
      return coveredDays(o.spans, { from: first, to: last }) >= 1 ? UNITS_PER_MONTH : 0;
    case 'firstDay':
      return covers(o.spans, first) ? UNITS_PER_MONTH : 0;
    case 'lastDay':
      return covers(o.spans, last) ? UNITS_PER_MONTH : 0;
    case 'majority':
      return 2 * coveredDays(o.spans, { from: first, to: last }) >= days ? UNITS_PER_MONTH : 0;
    case 'fractional':
      return coveredDays(o.spans, { from: first, to: last }) * (UNITS_PER_MONTH / days);
    case 'supplied':
      throw new CoalitionError('time/bad-rule', 'Supplied months are not counted from spans. Pass their figures, or choose a rule.', {
        rule: o.rule,
      });
    default: {
      const k = Number(o.rule.slice('dayOfMonth'.length));
      if (!Number.isInteger(k) || k < 1 || k > 31) {
        throw new CoalitionError('time/bad-rule', `"${String(o.rule)}" isn't a counting rule. See exposureRule.`, {
          rule: String(o.rule),
        });
      }
      return covers(o.spans, first + Math.min(k, days) - 1) ? UNITS_PER_MONTH : 0;
    }
  }
}

/** Where a day falls beside a person's coverage. */
export type DayPlace = 'inside' | 'before' | 'after' | 'gap' | 'unknown';

/**
 * Places a day beside a person's coverage.
 *
 * @param spans - Disjoint spans in order, as {@link mergeSpans} gives them.
 * @param day - Days since 1970-01-01.
 * @returns `unknown` when there is no coverage at all.
 * @example
 * placeDay([{ from: 1, to: 4 }, { from: 9, to: 12 }], 6); // => 'gap'
 */
export function placeDay(spans: readonly DaySpan[], day: DayNumber): DayPlace {
  const first = spans[0];
  const last = spans[spans.length - 1];
  if (first === undefined || last === undefined) return 'unknown';
  if (day < first.from) return 'before';
  if (day > last.to) return 'after';
  return covers(spans, day) ? 'inside' : 'gap';
}
