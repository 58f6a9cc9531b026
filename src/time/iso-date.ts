import { CoalitionError } from '../errors/coalition-error.js';

/** A calendar date as text, `YYYY-MM-DD`. No time zone, no clock. Checked by {@link isoDate}. */
export type IsoDate = string;

/** Days since 1970-01-01, proleptic Gregorian. Unit: days. */
export type DayNumber = number;

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Counts the days from 1970-01-01 to a calendar day by integers alone.
 *
 * @formula the civil-day count: years run from March, 146,097 days in 400 years
 * @unit days
 * @param year - Calendar year, 0 to 9999.
 * @param monthOfYear - 1 to 12.
 * @param day - 1 to 31; not checked against the month.
 * @returns Days since 1970-01-01; negative before.
 * @example
 * dayFromCivil(1970, 1, 1); // => 0
 * dayFromCivil(2000, 3, 1); // => 11017
 */
export function dayFromCivil(year: number, monthOfYear: number, day: number): DayNumber {
  const y = monthOfYear <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (monthOfYear + (monthOfYear > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Year, month and day of a day number. */
export interface CivilDay {
  /** Unit: calendar year. */
  readonly year: number;
  /** Unit: month of the year, 1 to 12. */
  readonly month: number;
  /** Unit: day of the month, 1 to 31. */
  readonly day: number;
}

/**
 * Reads a day number as year, month and day.
 *
 * @param dayNumber - Days since 1970-01-01.
 * @returns The calendar day.
 * @example
 * civilFromDay(11017); // => { year: 2000, month: 3, day: 1 }
 */
export function civilFromDay(dayNumber: DayNumber): CivilDay {
  const z = dayNumber + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

/**
 * Tells how many days a month of a year has.
 *
 * @unit days
 * @param year - Calendar year.
 * @param monthOfYear - 1 to 12.
 * @returns 28 to 31.
 * @example
 * daysInCivilMonth(2024, 2); // => 29
 */
export function daysInCivilMonth(year: number, monthOfYear: number): number {
  if (monthOfYear === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return monthOfYear === 4 || monthOfYear === 6 || monthOfYear === 9 || monthOfYear === 11 ? 30 : 31;
}

/** Weekday of a day: Monday is 0, Sunday 6. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 3) % 7) + 7) % 7;
}

function parse(text: string): DayNumber | null {
  const match = FORM.exec(text);
  if (match === null) return null;
  const [year, monthOfYear, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (monthOfYear < 1 || monthOfYear > 12 || day < 1 || day > daysInCivilMonth(year, monthOfYear)) return null;
  return dayFromCivil(year, monthOfYear, day);
}

/**
 * Tells whether a text is a real calendar date of the form `YYYY-MM-DD`.
 *
 * @param text - Any text.
 * @returns True for `2024-02-29`, false for `2023-02-29`.
 * @example
 * isIsoDate('2023-02-29'); // => false
 */
export function isIsoDate(text: string): text is IsoDate {
  return parse(text) !== null;
}

/**
 * Checks a calendar date.
 *
 * @param text - `YYYY-MM-DD`.
 * @returns The same text.
 * @throws {@link CoalitionError} `time/not-a-date` when it isn't a real date of that form.
 * @example
 * isoDate('2024-02-29'); // => '2024-02-29'
 */
export function isoDate(text: string): IsoDate {
  dayNumber(text);
  return text;
}

/**
 * Turns a calendar date into days since 1970-01-01.
 *
 * @unit days
 * @param date - `YYYY-MM-DD`.
 * @returns The day number.
 * @throws {@link CoalitionError} `time/not-a-date` when it isn't a real date of that form.
 * @example
 * dayNumber('2024-01-01'); // => 19723
 */
export function dayNumber(date: IsoDate): DayNumber {
  const day = parse(date);
  if (day === null) {
    throw new CoalitionError('time/not-a-date', `"${date}" isn't a calendar date. Write it like '2025-01-31'.`, {
      value: date,
    });
  }
  return day;
}

/**
 * Turns days since 1970-01-01 into a calendar date.
 *
 * @param day - Whole days since 1970-01-01.
 * @returns `YYYY-MM-DD`.
 * @throws {@link CoalitionError} `time/not-a-date` outside the years 0 to 9999 or for a fraction of a day.
 * @example
 * isoFromDay(19723); // => '2024-01-01'
 */
export function isoFromDay(day: DayNumber): IsoDate {
  const civil = civilFromDay(day);
  if (!Number.isInteger(day) || civil.year < 0 || civil.year > 9999) {
    throw new CoalitionError('time/not-a-date', `Day ${day} has no date between the years 0 and 9999. Check its unit.`, {
      value: String(day),
    });
  }
  return `${String(civil.year).padStart(4, '0')}-${String(civil.month).padStart(2, '0')}-${String(civil.day).padStart(2, '0')}`;
}
