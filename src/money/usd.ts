import type { Brand } from '../errors/brand.js';
import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from './decimal.js';

/** An exact amount of US dollars. Made with {@link usd}, rounded only by {@link toCents}. Unit: US dollars. */
export type Usd = Decimal & Brand<'USD'>;

/** What {@link usd} reads: decimal text, a whole number of dollars, or a decimal. */
export type UsdInput = string | bigint | Decimal;

const AMOUNT = /^-?\d+(\.\d+)?$/;

function branded(value: Decimal): Usd {
  return value as Usd;
}

/**
 * Reads an amount of US dollars.
 *
 * @unit US dollars
 * @param value - Decimal text such as `'1200.50'`, a bigint, or a decimal. A `number` is refused by the
 *   type: `0.1 + 0.2` is already wrong before it reaches us.
 * @returns The exact amount.
 * @throws {@link CoalitionError} `money/not-an-amount` when the text isn't a plain decimal.
 * @example
 * usd('1200.50').toFixed(2); // => '1200.50'
 */
export function usd(value: UsdInput): Usd {
  const text = typeof value === 'object' ? value.toFixed() : value.toString();
  if (typeof value === 'number' || !AMOUNT.test(text)) {
    throw new CoalitionError(
      'money/not-an-amount',
      `"${text}" isn't an amount of dollars. Write it like '1200.50', as text: no sign for dollars, no separators.`,
      { value: text },
    );
  }
  return branded(new Decimal(text));
}

/**
 * Nothing: zero dollars.
 *
 * @unit US dollars
 * @returns Zero.
 * @example
 * zeroUsd().toFixed(2); // => '0.00'
 */
export function zeroUsd(): Usd {
  return branded(new Decimal(0));
}

/**
 * The sum of two amounts, exact.
 *
 * @unit US dollars
 * @param left - An amount.
 * @param right - An amount.
 * @returns `left + right`.
 * @example
 * plus(usd('0.10'), usd('0.20')).toFixed(2); // => '0.30'
 */
export function plus(left: Usd, right: Usd): Usd {
  return branded(new Decimal(left).plus(right));
}

/**
 * The difference of two amounts, exact.
 *
 * @unit US dollars
 * @param left - An amount.
 * @param right - What is taken from it.
 * @returns `left - right`.
 * @example
 * minus(usd('1'), usd('0.99')).toFixed(2); // => '0.01'
 */
export function minus(left: Usd, right: Usd): Usd {
  return branded(new Decimal(left).minus(right));
}

/**
 * A multiple or share of an amount, exact to 40 digits: nothing is rounded before it is paid or printed.
 *
 * @unit US dollars
 * @param amount - An amount.
 * @param factor - A factor without unit.
 * @returns `amount x factor`.
 * @example
 * times(usd('1000'), new Decimal('0.125')).toFixed(2); // => '125.00'
 */
export function times(amount: Usd, factor: Decimal): Usd {
  return branded(new Decimal(amount).times(factor));
}

/**
 * The same amount to the other party: its sign is turned; zero stays plain zero.
 *
 * @unit US dollars
 * @param amount - An amount.
 * @returns `-amount`.
 * @example
 * negate(usd('5')).toFixed(2); // => '-5.00'
 */
export function negate(amount: Usd): Usd {
  return branded(new Decimal(0).minus(amount));
}

/**
 * The sum of any number of amounts, exact.
 *
 * @unit US dollars
 * @param amounts - Amounts in any order.
 * @returns Their sum; zero for none.
 * @example
 * sumUsd([usd('1.10'), usd('2.20')]).toFixed(2); // => '3.30'
 */
export function sumUsd(amounts: Iterable<Usd>): Usd {
  let total = new Decimal(0);
  for (const amount of amounts) total = total.plus(amount);
  return branded(total);
}
