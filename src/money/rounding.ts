import { Decimal as Base } from 'decimal.js';
import { unreachable } from '../errors/unreachable.js';
import { Decimal } from './decimal.js';

/** How a tie or a fraction is settled. `half-up` means ties away from zero. */
export type RoundingMode = 'half-up' | 'half-even' | 'floor' | 'ceil' | 'trunc';

/**
 * Translates a rounding mode into decimal.js's number for it.
 *
 * @param mode - The mode's name.
 * @returns decimal.js's constant.
 * @example
 * decimalMode('half-even'); // => 6
 */
export function decimalMode(mode: RoundingMode): Base.Rounding {
  switch (mode) {
    case 'half-up':
      return Base.ROUND_HALF_UP;
    case 'half-even':
      return Base.ROUND_HALF_EVEN;
    case 'floor':
      return Base.ROUND_FLOOR;
    case 'ceil':
      return Base.ROUND_CEIL;
    case 'trunc':
      return Base.ROUND_DOWN;
    default:
      return unreachable(mode);
  }
}

/**
 * Rounds a decimal to a number of places by a named mode; never gives a negative zero.
 *
 * @param value - The exact value.
 * @param o - `places`: digits after the point; `mode`: how ties and fractions are settled.
 * @returns The rounded value.
 * @example
 * roundDecimal(new Decimal('-2.005'), { places: 2, mode: 'half-up' }).toFixed(2); // => '-2.01'
 */
export function roundDecimal(value: Decimal, o: { readonly places: number; readonly mode: RoundingMode }): Decimal {
  return new Decimal(0).plus(new Decimal(value).toDecimalPlaces(o.places, decimalMode(o.mode)));
}
