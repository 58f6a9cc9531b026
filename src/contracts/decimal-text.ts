import { Decimal } from '../money/decimal.js';

const FORM = /^-?\d+(\.\d+)?$/;
const LONGEST = 120;

/**
 * Tells whether a text is a plain decimal: no exponent, no sign but a minus, at most 120 characters.
 *
 * @param text - Any text.
 * @returns True for `'-1.50'`, false for `'1e5'`, `'NaN'`, `''`.
 * @example
 * isDecimalText('1e400'); // => false
 */
export function isDecimalText(text: string): boolean {
  return text.length <= LONGEST && FORM.test(text);
}

/**
 * Writes a decimal in one form only, so that `'0.50'`, `'0.5'` and `'00.5'` are the same, and `'-0'` is `'0'`.
 *
 * @param value - A decimal or its text.
 * @returns Plain text without needless zeros.
 * @example
 * plainText('-0.50'); // => '-0.5'
 */
export function plainText(value: Decimal | string): string {
  const decimal = new Decimal(value);
  return decimal.isZero() ? '0' : decimal.toFixed();
}
