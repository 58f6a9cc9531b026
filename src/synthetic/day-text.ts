import { type DayNumber, type IsoDate, isoFromDay } from '../time/iso-date.js';

/**
 * Makes a writer of dates that remembers what it has written: a coalition has few days and many rows.
 *
 * @returns Days since 1970-01-01 to `YYYY-MM-DD`.
 */
export function dayWriter(): (day: DayNumber) => IsoDate {
  const known = new Map<DayNumber, IsoDate>();
  return (day) => {
    const text = known.get(day);
    if (text !== undefined) return text;
    const made = isoFromDay(day);
    known.set(day, made);
    return made;
  };
}
