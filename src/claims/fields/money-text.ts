import type { Cents } from '../../money/cents.js';

/** Form of an amount in a record: exact decimal text with at most 13 digits before and 4 after the point. */
export const MONEY_FORM: RegExp = /^-?\d{1,13}(\.\d{1,4})?$/;

/** Form of a quantity in a record: exact decimal text with at most 9 digits before and 6 after the point. */
export const QUANTITY_FORM: RegExp = /^-?\d{1,9}(\.\d{1,6})?$/;

/**
 * Tells whether a text is plain decimal text: an optional minus, digits, and perhaps a point with more digits.
 *
 * @param text - Any text.
 * @param whole - Most digits before the point.
 * @param decimals - Most digits after the point.
 * @returns True for `-12.50` with `whole` 13 and `decimals` 4.
 * @example
 * isDecimalText('1e5', 13, 4); // => false
 */
export function isDecimalText(text: string, whole: number, decimals: number): boolean {
  const { length } = text;
  if (length === 0) return false;
  const first = text.charCodeAt(0) === 45 ? 1 : 0;
  let point = length;
  // One look at each character and none beyond the end, which would be several times slower.
  for (let at = first; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) continue;
    if (code !== 46 || point !== length) return false;
    point = at;
  }
  if (point === first || point - first > whole) return false;
  return point === length || (length - point > 1 && length - point - 1 <= decimals);
}

/** Whole cents of an amount and what rounding to them changed. */
export interface CentsReading {
  /** Unit: US cents, rounded half to even. */
  readonly cents: Cents;
  /** Rounded less exact. Unit: hundredths of a US cent, whole. */
  readonly difference: number;
}

/**
 * Reads an amount of a record as whole cents, a fraction of a cent half to even.
 *
 * Limits: the text must have {@link MONEY_FORM}; anything else gives a meaningless number.
 *
 * @unit US cents
 * @param text - Canonical decimal text.
 * @returns Whole cents and the rounding difference.
 * @example
 * readMoney('1.005'); // => { cents: 100, difference: -50 }
 */
export function readMoney(text: string): CentsReading {
  const negative = text.charCodeAt(0) === 45;
  let at = negative ? 1 : 0;
  let amount = 0;
  let places = -1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46) places = 0;
    else if (places < 2) {
      amount = amount * 10 + (code - 48);
      if (places >= 0) places += 1;
    } else break;
  }
  for (let missing = places < 0 ? 2 : 2 - places; missing > 0; missing -= 1) amount *= 10;
  if (at === text.length) return { cents: negative && amount !== 0 ? -amount : amount, difference: 0 };

  const rest = (text.charCodeAt(at) - 48) * 10 + (at + 1 < text.length ? text.charCodeAt(at + 1) - 48 : 0);
  const up = rest > 50 || (rest === 50 && amount % 2 === 1);
  const size = up ? amount + 1 : amount;
  const difference = rest === 0 ? 0 : up ? 100 - rest : -rest;
  return negative && size !== 0
    ? { cents: -size, difference: difference === 0 ? 0 : -difference }
    : { cents: size, difference: negative && difference !== 0 ? -difference : difference };
}

/**
 * Reads an amount of a record as whole cents, a fraction of a cent half to even.
 *
 * Limits: the text must have {@link MONEY_FORM}.
 *
 * @unit US cents
 * @param text - Canonical decimal text.
 * @returns Whole cents.
 * @example
 * centsOfMoney('-12.5'); // => -1250
 */
export function centsOfMoney(text: string): Cents {
  return readMoney(text).cents;
}
