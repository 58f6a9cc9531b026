import { isMonth, type Month } from '../../time/month.js';

/**
 * Reads a month as Tuva writes it, `YYYYMM`.
 *
 * @param text - Six digits.
 * @returns `YYYY-MM`, or null when the text is no month.
 * @example
 * [fromTuvaMonth('202402'), fromTuvaMonth('202413')]; // => ['2024-02', null]
 */
export function fromTuvaMonth(text: string): Month | null {
  const month = /^\d{6}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4)}` : '';
  return isMonth(month) ? month : null;
}

/**
 * Writes a month as Tuva does.
 *
 * @param month - `YYYY-MM`.
 * @returns `YYYYMM`.
 * @example
 * toTuvaMonth('2024-02'); // => '202402'
 */
export function toTuvaMonth(month: Month): string {
  return month.slice(0, 4) + month.slice(5);
}
