import { dayOfDateText } from '../fields/date-text.js';
import { type Repaired, unchanged } from './repair.js';

/** How dates are written in a source. It is declared, never guessed: 01/02/2024 has two readings. */
export type DateForm = 'YYYY-MM-DD' | 'YYYYMMDD' | 'MM/DD/YYYY' | 'DD-Mon-YYYY' | 'timestamp';

const MONTHS: readonly string[] = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A date after 2099 isn't a date but the absence of an end. */
const SENTINEL = /^(?:\+?\d{5,}|[3-9]\d{3}|2[1-9]\d{2})-\d{2}-\d{2}$/;

function toIso(text: string, form: DateForm): string | null {
  switch (form) {
    case 'YYYY-MM-DD':
      return text;
    case 'YYYYMMDD':
      return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : null;
    case 'MM/DD/YYYY': {
      const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
      return match === null ? null : `${match[3]}-${match[1]?.padStart(2, '0')}-${match[2]?.padStart(2, '0')}`;
    }
    case 'DD-Mon-YYYY': {
      const match = /^(\d{1,2})-([A-Za-z]{3})-(\d{4})$/.exec(text);
      const month = MONTHS.indexOf((match?.[2] ?? '').toLowerCase()) + 1;
      return match === null || month === 0 ? null : `${match[3]}-${String(month).padStart(2, '0')}-${match[1]?.padStart(2, '0')}`;
    }
    case 'timestamp':
      return /^(\+?\d{4,}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(text)?.[1] ?? null;
  }
}

/**
 * Rewrites a date of a declared form as `YYYY-MM-DD`; an open-end sentinel such as 9999-12-31 becomes `null`.
 *
 * Limits: a text of another form, or one that is no calendar date, stays as it is, and the checker reports it. A timestamp gives
 * its own date part: no time zone is applied.
 *
 * @param text - Text as it was delivered.
 * @param form - How the source writes dates.
 * @returns The date, with the repairs `date-form` or `open-end-sentinel`.
 * @example
 * normaliseDate('01-Mar-2015', 'DD-Mon-YYYY'); // => { value: '2015-03-01', repairs: ['date-form'] }
 * normaliseDate('9999-12-31', 'YYYY-MM-DD'); // => { value: null, repairs: ['open-end-sentinel'] }
 * normaliseDate('20150301', 'YYYY-MM-DD'); // => { value: '20150301', repairs: [] }
 */
export function normaliseDate(text: string, form: DateForm): Repaired {
  const iso = toIso(text, form);
  if (iso === null) return unchanged(text);
  if (dayOfDateText(iso) !== null) return iso === text ? unchanged(text) : { value: iso, repairs: ['date-form'] };
  return SENTINEL.test(iso) ? { value: null, repairs: ['open-end-sentinel'] } : unchanged(text);
}

/**
 * Tells whether a date is one of those that systems write for "we don't know when it began".
 *
 * @param date - `YYYY-MM-DD`.
 * @returns True for 0001-01-01 and 1900-01-01.
 * @example
 * isStartSentinel('1900-01-01'); // => true
 */
export function isStartSentinel(date: string): boolean {
  return date === '0001-01-01' || date === '1900-01-01';
}
