import { CoalitionError } from '../errors/coalition-error.js';
import { type DayNumber, dayFromCivil, daysInCivilMonth, type IsoDate, isoFromDay, weekdayOf } from '../time/iso-date.js';
import type { Citation } from './citation.js';

/** A legal public holiday of the United States in one year. */
export interface FederalHoliday {
  readonly name: string;
  readonly date: IsoDate;
  /** The day on which offices close: Friday where the date is a Saturday, Monday where it is a Sunday. */
  readonly observed: IsoDate;
}

/** Where the rule stands. */
export const federalHolidayCitation: Citation = {
  publisher: 'US Code',
  title: '5 U.S.C. 6103, Holidays',
  locator: '(a), (b); Executive Order 11582 for Sundays; Juneteenth by Public Law 117-17',
  url: 'https://www.law.cornell.edu/uscode/text/5/6103',
  retrieved: '2026-11-25',
  lastVerified: null,
  status: 'secondary',
  licence: 'US government work (public domain)',
};

type Rule =
  | { readonly name: string; readonly month: number; readonly day: number; readonly since?: number }
  /** The `nth` weekday of a month, Monday is 0; -1 is the last. */
  | { readonly name: string; readonly month: number; readonly weekday: number; readonly nth: number };

const RULES: readonly Rule[] = [
  { name: "New Year's Day", month: 1, day: 1 },
  { name: 'Birthday of Martin Luther King, Jr.', month: 1, weekday: 0, nth: 3 },
  { name: "Washington's Birthday", month: 2, weekday: 0, nth: 3 },
  { name: 'Memorial Day', month: 5, weekday: 0, nth: -1 },
  { name: 'Juneteenth National Independence Day', month: 6, day: 19, since: 2021 },
  { name: 'Independence Day', month: 7, day: 4 },
  { name: 'Labor Day', month: 9, weekday: 0, nth: 1 },
  { name: 'Columbus Day', month: 10, weekday: 0, nth: 2 },
  { name: 'Veterans Day', month: 11, day: 11 },
  { name: 'Thanksgiving Day', month: 11, weekday: 3, nth: 4 },
  { name: 'Christmas Day', month: 12, day: 25 },
];

/**
 * Lists the federal holidays of a year by the rule of the statute.
 *
 * Limits: years 1986 to 2099, from the first Martin Luther King holiday on. Inauguration Day, which only some areas keep, isn't listed; nor
 * are state holidays. A New Year's Day on a Saturday is observed on the last day of the year before.
 *
 * @source 5 U.S.C. 6103
 * @testedBy test/reference/us-federal-holidays.test.ts: the Office of Personnel Management's lists
 * @param year - Calendar year.
 * @returns Holidays in order of date.
 * @throws {@link CoalitionError} `reference/out-of-range` outside 1986 to 2099.
 * @example
 * usFederalHolidays(2026).map(({ observed }) => observed).slice(0, 3); // => ['2026-01-01', '2026-01-19', '2026-02-16']
 */
export function usFederalHolidays(year: number): readonly FederalHoliday[] {
  if (!(Number.isInteger(year) && year >= 1986 && year <= 2099))
    throw new CoalitionError('reference/out-of-range', `The rule of holidays was asked for ${year}. It is known from 1986 to 2099.`, {
      table: 'US federal holidays',
      at: String(year),
    });
  return RULES.flatMap((rule) => {
    if ('day' in rule) {
      if (rule.since !== undefined && year < rule.since) return [];
      const day = dayFromCivil(year, rule.month, rule.day);
      const weekday = weekdayOf(day);
      return [{ name: rule.name, date: isoFromDay(day), observed: isoFromDay(weekday === 5 ? day - 1 : weekday === 6 ? day + 1 : day) }];
    }
    const date = isoFromDay(nth(year, rule));
    return [{ name: rule.name, date, observed: date }];
  });
}

function nth(year: number, rule: { readonly month: number; readonly weekday: number; readonly nth: number }): DayNumber {
  if (rule.nth < 0) {
    const last = dayFromCivil(year, rule.month, daysInCivilMonth(year, rule.month));
    return last - ((weekdayOf(last) - rule.weekday + 7) % 7);
  }
  const first = dayFromCivil(year, rule.month, 1);
  return first + ((rule.weekday - weekdayOf(first) + 7) % 7) + 7 * (rule.nth - 1);
}
