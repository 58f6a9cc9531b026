import { type DayNumber, dayFromCivil, daysInCivilMonth } from '../../time/iso-date.js';

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/**
 * Reads the canonical date of a record as a day number, without a regular expression.
 *
 * Limits: years 0000 to 2099 only. Later years are open-end sentinels, which the normaliser turns into null.
 *
 * @unit days since 1970-01-01
 * @param text - `YYYY-MM-DD`.
 * @returns The day, or `null` when the text isn't a canonical date.
 * @example
 * dayOfDateText('2024-02-29'); // => 19782
 * dayOfDateText('9999-12-31'); // => null
 */
export function dayOfDateText(text: string): DayNumber | null {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null;
  const century = twoDigits(text, 0);
  const years = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (century < 0 || century > 20 || years < 0 || month < 1 || month > 12 || day < 1) return null;
  const year = century * 100 + years;
  return day > daysInCivilMonth(year, month) ? null : dayFromCivil(year, month, day);
}
