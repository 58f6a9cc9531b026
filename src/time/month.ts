import { CoalitionError } from '../errors/coalition-error.js';
import { civilFromDay, type DayNumber, dayFromCivil, dayNumber, daysInCivilMonth, type IsoDate } from './iso-date.js';

/** A calendar month as text, `YYYY-MM`. Checked by {@link month}. */
export type Month = string;

/** Year x 12 + month - 1, so that months subtract. Unit: months. */
export type MonthIndex = number;

/** Months from the first to the last, both included. */
export type MonthSpan = readonly [first: Month, last: Month];

const FORM = /^(\d{4})-(0[1-9]|1[0-2])$/;

/**
 * Tells whether a text is a month of the form `YYYY-MM`.
 *
 * @param text - Any text.
 * @returns True for `2025-01`, false for `2025-13`.
 * @example
 * isMonth('2025-13'); // => false
 */
export function isMonth(text: string): text is Month {
  return FORM.test(text);
}

/**
 * Checks a month.
 *
 * @param text - `YYYY-MM`.
 * @returns The same text.
 * @throws {@link CoalitionError} `time/not-a-month` when it isn't of that form.
 * @example
 * month('2025-01'); // => '2025-01'
 */
export function month(text: string): Month {
  monthIndex(text);
  return text;
}

/**
 * Turns a month into an index that can be subtracted.
 *
 * @formula year x 12 + month - 1
 * @unit months
 * @param text - `YYYY-MM`.
 * @returns The month's index.
 * @throws {@link CoalitionError} `time/not-a-month` when it isn't of that form.
 * @example
 * monthIndex('2025-03') - monthIndex('2024-12'); // => 3
 */
export function monthIndex(text: Month): MonthIndex {
  const match = FORM.exec(text);
  if (match === null) {
    throw new CoalitionError('time/not-a-month', `"${text}" isn't a month. Write it like '2025-01'.`, { value: text });
  }
  return Number(match[1]) * 12 + Number(match[2]) - 1;
}

/**
 * Turns a month's index back into text.
 *
 * @param index - Year x 12 + month - 1.
 * @returns `YYYY-MM`.
 * @throws {@link CoalitionError} `time/not-a-month` outside the years 0 to 9999.
 * @example
 * monthFromIndex(24302); // => '2025-03'
 */
export function monthFromIndex(index: MonthIndex): Month {
  const year = Math.floor(index / 12);
  if (!Number.isInteger(index) || year < 0 || year > 9999) {
    throw new CoalitionError('time/not-a-month', `Month index ${index} is outside the years 0 to 9999. Check its unit.`, {
      value: String(index),
    });
  }
  return `${String(year).padStart(4, '0')}-${String(index - year * 12 + 1).padStart(2, '0')}`;
}

/**
 * Tells the month of a date.
 *
 * @param date - `YYYY-MM-DD`.
 * @returns `YYYY-MM`.
 * @throws {@link CoalitionError} `time/not-a-date` when it isn't a real date.
 * @example
 * monthOf('2025-03-17'); // => '2025-03'
 */
export function monthOf(date: IsoDate): Month {
  return monthFromIndex(monthIndexOfDay(dayNumber(date)));
}

/**
 * Tells the month's index of a day number.
 *
 * @unit months
 * @param day - Days since 1970-01-01.
 * @returns Year x 12 + month - 1.
 * @example
 * monthIndexOfDay(0); // => 23640
 */
export function monthIndexOfDay(day: DayNumber): MonthIndex {
  const civil = civilFromDay(day);
  return civil.year * 12 + civil.month - 1;
}

/**
 * Tells the first day of a month.
 *
 * @unit days since 1970-01-01
 * @param index - Year x 12 + month - 1.
 * @returns The day number of the first.
 * @example
 * isoFromDay(firstDayOfMonth(monthIndex('2024-02'))); // => '2024-02-01'
 */
export function firstDayOfMonth(index: MonthIndex): DayNumber {
  const year = Math.floor(index / 12);
  return dayFromCivil(year, index - year * 12 + 1, 1);
}

/**
 * Tells the last day of a month.
 *
 * @unit days since 1970-01-01
 * @param index - Year x 12 + month - 1.
 * @returns The day number of the last.
 * @example
 * isoFromDay(lastDayOfMonth(monthIndex('2024-02'))); // => '2024-02-29'
 */
export function lastDayOfMonth(index: MonthIndex): DayNumber {
  return firstDayOfMonth(index) + daysInMonth(index) - 1;
}

/**
 * Tells how many days a month has.
 *
 * @unit days
 * @param index - Year x 12 + month - 1.
 * @returns 28 to 31.
 * @example
 * daysInMonth(monthIndex('2023-02')); // => 28
 */
export function daysInMonth(index: MonthIndex): number {
  const year = Math.floor(index / 12);
  return daysInCivilMonth(year, index - year * 12 + 1);
}

/**
 * Lists the months of a span.
 *
 * @param span - First and last month, both included.
 * @returns Every month in order.
 * @throws {@link CoalitionError} `time/backwards` when the last month is before the first.
 * @example
 * monthsOf(['2024-11', '2025-01']); // => ['2024-11', '2024-12', '2025-01']
 */
export function monthsOf(span: MonthSpan): readonly Month[] {
  const [first, last] = [monthIndex(span[0]), monthIndex(span[1])];
  if (last < first) {
    throw new CoalitionError('time/backwards', `The months run backwards, from ${span[0]} to ${span[1]}. Swap them.`, {
      from: span[0],
      to: span[1],
    });
  }
  return Array.from({ length: last - first + 1 }, (_, i) => monthFromIndex(first + i));
}
