import { CoalitionError } from '../errors/coalition-error.js';

/** By which rule a month of coverage is counted. One of seven; never implicit. */
export type ExposureRule = 'anyDay' | 'firstDay' | 'lastDay' | `dayOfMonth${number}` | 'majority' | 'fractional' | 'supplied';

/** Coverage in whole units of 1/377,580 month, a safe integer. Unit: 1/377,580 month. */
export type ExposureUnits = number;

/**
 * One month of coverage in integer units: the least common multiple of 28, 29, 30 and 31, so that a day of any
 * month is a whole number of units and order can never change a count. Unit: units a month.
 */
export const UNITS_PER_MONTH = 377_580;

/**
 * The rule that counts a month when its k-th day is covered (the month's last day, when it is shorter).
 *
 * @param k - Day of the month, 1 to 31; 15 is the carriers' wash rule.
 * @returns The rule's name.
 * @throws {@link CoalitionError} `time/bad-rule` when k isn't a whole number from 1 to 31.
 * @example
 * dayOfMonth(15); // => 'dayOfMonth15'
 */
export function dayOfMonth(k: number): ExposureRule {
  if (!Number.isInteger(k) || k < 1 || k > 31) {
    throw new CoalitionError('time/bad-rule', `No month has a day ${k}. Give a whole number from 1 to 31.`, { rule: String(k) });
  }
  return `dayOfMonth${k}`;
}

/**
 * Checks the name of a counting rule.
 *
 * @param text - `anyDay`, `firstDay`, `lastDay`, `dayOfMonth15` (1 to 31), `majority`, `fractional` or `supplied`.
 * @returns The rule.
 * @throws {@link CoalitionError} `time/bad-rule` for anything else.
 * @example
 * exposureRule('firstDay'); // => 'firstDay'
 */
export function exposureRule(text: string): ExposureRule {
  switch (text) {
    case 'anyDay':
    case 'firstDay':
    case 'lastDay':
    case 'majority':
    case 'fractional':
    case 'supplied':
      return text;
    default: {
      const match = /^dayOfMonth([1-9]|[12]\d|3[01])$/.exec(text);
      if (match !== null) return dayOfMonth(Number(match[1]));
      throw new CoalitionError(
        'time/bad-rule',
        `"${text}" isn't a counting rule. Use anyDay, firstDay, lastDay, dayOfMonth1 to dayOfMonth31, majority, fractional or supplied.`,
        { rule: text },
      );
    }
  }
}
