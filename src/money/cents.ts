import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from './decimal.js';
import { type RoundingMode, roundDecimal } from './rounding.js';
import { type Usd, usd } from './usd.js';

/** A whole number of US cents as a safe integer, so that order never changes a sum. Unit: US cents. */
export type Cents = number;

function unsafe(value: string): CoalitionError<'money/cents-unsafe'> {
  return new CoalitionError(
    'money/cents-unsafe',
    `${value} isn't a whole number of cents within plus or minus 2^53 - 1 (90 trillion dollars). Check the unit of the amounts.`,
    { value },
  );
}

/**
 * Checks a number of cents.
 *
 * @unit US cents
 * @param value - A whole number within plus or minus 2^53 - 1.
 * @returns The same number, never a negative zero.
 * @throws {@link CoalitionError} `money/cents-unsafe` otherwise.
 * @example
 * cents(12050); // => 12050
 */
export function cents(value: number): Cents {
  if (!Number.isSafeInteger(value)) throw unsafe(String(value));
  return value === 0 ? 0 : value;
}

/**
 * Rounds an exact amount to whole cents.
 *
 * @unit US cents
 * @param amount - The exact amount.
 * @param mode - How a fraction of a cent is settled.
 * @returns Whole cents.
 * @throws {@link CoalitionError} `money/cents-unsafe` beyond 90 trillion dollars.
 * @example
 * centsOf(usd('12.345'), 'half-even'); // => 1234
 */
export function centsOf(amount: Usd, mode: RoundingMode): Cents {
  return cents(roundDecimal(new Decimal(amount).times(100), { places: 0, mode }).toNumber());
}

/**
 * Reads decimal text as whole cents.
 *
 * @unit US cents
 * @param text - Plain decimal text such as `'12.34'`.
 * @param mode - How a fraction of a cent is settled; a record's half-cents go `half-even`.
 * @returns Whole cents.
 * @throws {@link CoalitionError} `money/not-an-amount`, `money/cents-unsafe`.
 * @example
 * centsFromText('1.005', 'half-even'); // => 100
 */
export function centsFromText(text: string, mode: RoundingMode): Cents {
  return centsOf(usd(text), mode);
}

/**
 * Turns whole cents into an exact amount of dollars.
 *
 * @unit US dollars
 * @param value - Whole cents.
 * @returns The amount.
 * @throws {@link CoalitionError} `money/cents-unsafe`.
 * @example
 * usdFromCents(12050).toFixed(2); // => '120.50'
 */
export function usdFromCents(value: Cents): Usd {
  return usd(new Decimal(cents(value)).div(100));
}

/**
 * Prints whole cents as dollars with two decimals.
 *
 * @unit US dollars, as text
 * @param value - Whole cents.
 * @returns Text such as `'-0.05'`.
 * @throws {@link CoalitionError} `money/cents-unsafe`.
 * @example
 * centsToText(-5); // => '-0.05'
 */
export function centsToText(value: Cents): string {
  const checked = cents(value);
  const digits = String(Math.abs(checked)).padStart(3, '0');
  return `${checked < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * Adds cents and refuses a sum that doubles can't hold exactly.
 *
 * @unit US cents
 * @param left - Whole cents.
 * @param right - Whole cents.
 * @returns `left + right`.
 * @throws {@link CoalitionError} `money/cents-unsafe`.
 * @example
 * addCents(10, 20); // => 30
 */
export function addCents(left: Cents, right: Cents): Cents {
  return cents(left + right);
}
