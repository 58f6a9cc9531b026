import { CoalitionError } from '../errors/coalition-error.js';
import { moveDate } from '../time/calendar.js';
import { dayNumber, type IsoDate, isoFromDay } from '../time/iso-date.js';
import type { Period } from '../time/period.js';

/** Which claims a stop-loss policy covers: incurred in one period, paid in another; both ends included. */
export interface PolicyWindow {
  readonly incurred: Period;
  readonly paid: Period;
}

/** Earlier than any claim. */
const ANY_TIME = '0001-01-01';

/**
 * Reads a policy window such as `12/15` for a policy year.
 *
 * `N/M`: N - 12 extra months of incurral run in before the year, M - 12 extra months of payment run out after it; `paid`: any
 * claim incurred by the year's end and paid in the year.
 *
 * @testedBy contracts/policy-window.test.ts
 * @param code - `'12/12'`, `'12/15'`, `'15/12'`, `'24/12'`, `'paid'`, ...
 * @param year - The policy year.
 * @returns Both periods.
 * @throws {@link CoalitionError} `contracts/bad-options` for another text.
 * @example
 * policyWindow('12/15', { from: '2026-01-01', to: '2026-12-31' }).paid; // => { from: '2026-01-01', to: '2027-03-31' }
 */
export function policyWindow(code: string, year: Period): PolicyWindow {
  if (code === 'paid') return { incurred: { from: ANY_TIME, to: year.to }, paid: year };
  const match = /^(\d{2})\/(\d{2})$/.exec(code);
  const [incurral, payment] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  if (match === null || incurral < 12 || payment < 12) {
    throw new CoalitionError('contracts/bad-options', `"${code}" isn't a policy window. Write 12/12, 12/15, 15/12, ... or paid.`, { what: 'window' });
  }
  return {
    incurred: { from: moveDate({ date: year.from, by: 12 - incurral, unit: 'month' }), to: year.to },
    paid: { from: year.from, to: monthsAfter(year.to, payment - 12) },
  };
}

/** The last day of a period that runs on by whole months; by the day after, so that month ends stay month ends. */
export function monthsAfter(last: IsoDate, by: number): IsoDate {
  const next = moveDate({ date: isoFromDay(dayNumber(last) + 1), by, unit: 'month' });
  return isoFromDay(dayNumber(next) - 1);
}

/** Whether a claim line is covered, or why not. */
export type WindowPlace = 'covered' | 'notIncurredInside' | 'notPaidInside' | 'paidBeforeIncurred';

/**
 * Tells whether a policy window covers a claim line. A line paid before it was incurred is a data fault and never covered.
 *
 * @testedBy contracts/policy-window.test.ts
 * @param window - As {@link policyWindow} reads it.
 * @param line - The days on which it was incurred and paid.
 * @returns `covered`, or the reason why not.
 * @throws {@link CoalitionError} `time/not-a-date`.
 * @example
 * placeInWindow(policyWindow('12/12', { from: '2026-01-01', to: '2026-12-31' }), { incurred: '2026-12-30', paid: '2027-01-15' }); // => 'notPaidInside'
 */
export function placeInWindow(window: PolicyWindow, line: { readonly incurred: IsoDate; readonly paid: IsoDate }): WindowPlace {
  const within = (day: IsoDate, period: Period): boolean => dayNumber(period.from) <= dayNumber(day) && dayNumber(day) <= dayNumber(period.to);
  if (dayNumber(line.paid) < dayNumber(line.incurred)) return 'paidBeforeIncurred';
  if (!within(line.incurred, window.incurred)) return 'notIncurredInside';
  return within(line.paid, window.paid) ? 'covered' : 'notPaidInside';
}
