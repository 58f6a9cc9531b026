import { civilFromDay, dayNumber, daysInCivilMonth, type IsoDate } from './iso-date.js';

/**
 * Tells a person's age: the years completed at a date. Somebody born on 29 February completes a year on
 * 28 February of a common year.
 *
 * @unit years
 * @param o - `birth` and `at`, both `YYYY-MM-DD`.
 * @returns Whole years; negative before birth.
 * @throws {@link CoalitionError} `time/not-a-date`.
 * @example
 * completedYears({ birth: '2000-02-29', at: '2023-02-28' }); // => 23
 */
export function completedYears(o: { readonly birth: IsoDate; readonly at: IsoDate }): number {
  const birth = civilFromDay(dayNumber(o.birth));
  const at = civilFromDay(dayNumber(o.at));
  const anniversary = Math.min(birth.day, daysInCivilMonth(at.year, birth.month));
  const reached = at.month > birth.month || (at.month === birth.month && at.day >= anniversary);
  return at.year - birth.year - (reached ? 0 : 1);
}
