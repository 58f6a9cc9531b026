import { CoalitionError } from '../errors/coalition-error.js';
import { type DayNumber, dayNumber, type IsoDate } from './iso-date.js';
import { isMonth, lastDayOfMonth, type Month, monthIndex } from './month.js';

/** What was known by when: a date, or a month, which means its last day. */
export type AsOf = IsoDate | Month;

/**
 * Tells the last day that was known.
 *
 * @unit days since 1970-01-01
 * @param asOf - A date, or a month, which means its last day.
 * @returns The day number.
 * @throws {@link CoalitionError} `time/not-a-date` when it is neither.
 * @example
 * isoFromDay(asOfDay('2025-02')); // => '2025-02-28'
 */
export function asOfDay(asOf: AsOf): DayNumber {
  return isMonth(asOf) ? lastDayOfMonth(monthIndex(asOf)) : dayNumber(asOf);
}

/**
 * Checks that payments are complete no later than what was known: `paidThrough` is at most `asOf`.
 *
 * @param o - `asOf`: what was known; `paidThrough`: the last day whose payments are complete in the data.
 * @throws {@link CoalitionError} `time/backwards` when `paidThrough` is after `asOf`.
 * @example
 * checkPaidThrough({ asOf: '2025-12', paidThrough: '2025-12-31' }); // => undefined
 */
export function checkPaidThrough(o: { readonly asOf: AsOf; readonly paidThrough: AsOf }): void {
  if (asOfDay(o.paidThrough) > asOfDay(o.asOf)) {
    throw new CoalitionError(
      'time/backwards',
      `Payments are said complete through ${o.paidThrough}, after ${o.asOf}, the day of what was known. Correct one of them.`,
      { from: o.paidThrough, to: o.asOf },
    );
  }
}
