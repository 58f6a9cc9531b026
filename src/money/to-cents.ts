import { type RoundingMode, roundDecimal } from './rounding.js';
import type { Usd } from './usd.js';

/**
 * Prints dollars and cents; never `-0.00`, never an exponent. The rounding mode is always the caller's explicit choice.
 *
 * @unit US dollars, as text with two decimals
 * @param amount - The exact amount.
 * @param mode - Settlement lines: `half-up`, unless the contract says otherwise.
 * @returns Text such as `'1200.50'`.
 * @example
 * toCents(usd('2.005'), 'half-up'); // => '2.01'
 * toCents(usd('-0.001'), 'half-up'); // => '0.00'
 */
export function toCents(amount: Usd, mode: RoundingMode): string {
  return roundDecimal(amount, { places: 2, mode }).toFixed(2);
}
