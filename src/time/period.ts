import { CoalitionError } from '../errors/coalition-error.js';
import { dayNumber, type IsoDate } from './iso-date.js';

/** Days from one date to another, both included. */
export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/**
 * Checks a period of days.
 *
 * @param from - First day.
 * @param to - Last day, included.
 * @returns The period.
 * @throws {@link CoalitionError} `time/not-a-date` or `time/backwards`.
 * @example
 * period('2025-01-01', '2025-12-31'); // => { from: '2025-01-01', to: '2025-12-31' }
 */
export function period(from: IsoDate, to: IsoDate): Period {
  if (dayNumber(to) < dayNumber(from)) {
    throw new CoalitionError('time/backwards', `The period runs backwards, from ${from} to ${to}. Swap its ends.`, { from, to });
  }
  return { from, to };
}
