import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from './decimal.js';
import { type Usd, usd } from './usd.js';

/**
 * The one door from a statistic to money: an estimate in doubles becomes an amount, by its shortest decimal text.
 *
 * Exact sums never pass through here; estimates compare with a relative tolerance.
 *
 * @unit US dollars
 * @param x - A finite double, in dollars.
 * @returns The amount.
 * @throws {@link CoalitionError} `money/not-finite` for NaN or an infinity.
 * @example
 * estimatedUsd(1234.5).toFixed(2); // => '1234.50'
 */
export function estimatedUsd(x: number): Usd {
  if (!Number.isFinite(x)) {
    throw new CoalitionError('money/not-finite', `An estimate of ${x} can't become dollars. Look at the warnings of the estimate.`, {
      value: String(x),
    });
  }
  return usd(new Decimal(x));
}
