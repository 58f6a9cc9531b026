import { addBusinessDays } from 'date-fns/addBusinessDays';
import { addMonths } from 'date-fns/addMonths';
import { addQuarters } from 'date-fns/addQuarters';
import { addYears } from 'date-fns/addYears';
import { endOfQuarter } from 'date-fns/endOfQuarter';
import { startOfQuarter } from 'date-fns/startOfQuarter';
import { civilFromDay, dayFromCivil, dayNumber, type IsoDate, isoFromDay } from './iso-date.js';

/** Steps of calendar arithmetic. */
export type CalendarUnit = 'month' | 'quarter' | 'year' | 'businessDay';

function viaDate(date: IsoDate, step: (noon: Date) => Date): IsoDate {
  const civil = civilFromDay(dayNumber(date));
  const moved = step(new Date(civil.year, civil.month - 1, civil.day, 12));
  return isoFromDay(dayFromCivil(moved.getFullYear(), moved.getMonth() + 1, moved.getDate()));
}

/**
 * Moves a date by whole calendar steps; a day that the target month lacks becomes its last day.
 *
 * @param o - `date`; `by`: how many steps, negative to go back; `unit`: the step. Business days are Monday to Friday.
 * @returns The date moved to.
 * @throws {@link CoalitionError} `time/not-a-date`.
 * @example
 * moveDate({ date: '2024-01-31', by: 1, unit: 'month' }); // => '2024-02-29'
 */
export function moveDate(o: { readonly date: IsoDate; readonly by: number; readonly unit: CalendarUnit }): IsoDate {
  switch (o.unit) {
    case 'month':
      return viaDate(o.date, (noon) => addMonths(noon, o.by));
    case 'quarter':
      return viaDate(o.date, (noon) => addQuarters(noon, o.by));
    case 'year':
      return viaDate(o.date, (noon) => addYears(noon, o.by));
    case 'businessDay':
      return viaDate(o.date, (noon) => addBusinessDays(noon, o.by));
  }
}

/**
 * Tells the first and last day of the calendar quarter of a date.
 *
 * @param date - `YYYY-MM-DD`.
 * @returns Both ends, included.
 * @throws {@link CoalitionError} `time/not-a-date`.
 * @example
 * quarterOf('2025-05-20'); // => { from: '2025-04-01', to: '2025-06-30' }
 */
export function quarterOf(date: IsoDate): { readonly from: IsoDate; readonly to: IsoDate } {
  return { from: viaDate(date, startOfQuarter), to: viaDate(date, endOfQuarter) };
}
