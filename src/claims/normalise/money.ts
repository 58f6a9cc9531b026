import { isDecimalText } from '../fields/money-text.js';
import { type Repaired, type RepairKind, unchanged } from './repair.js';

const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/**
 * Rewrites an amount as plain decimal text: takes off a dollar sign and thousands commas, and turns parentheses or a trailing
 * minus into a leading one.
 *
 * Limits: exponents, more than four decimals, commas that aren't thousands separators and anything else stay as they are, and
 * the checker reports them.
 *
 * @unit US dollars, as text
 * @param text - Text as it was delivered.
 * @returns Decimal text, with the repairs made.
 * @example
 * normaliseMoney('($1,234.50)'); // => { value: '-1234.50', repairs: ['parentheses', 'currency-sign', 'thousands-separator'] }
 * normaliseMoney('12.00-'); // => { value: '-12.00', repairs: ['trailing-minus'] }
 * normaliseMoney('1e3'); // => { value: '1e3', repairs: [] }
 */
export function normaliseMoney(text: string): Repaired {
  if (isDecimalText(text, 13, 4)) return unchanged(text);
  const repairs: RepairKind[] = [];
  let rest = text;
  let negative = false;
  if (rest.startsWith('(') && rest.endsWith(')')) {
    rest = rest.slice(1, -1);
    negative = true;
    repairs.push('parentheses');
  } else if (rest.endsWith('-')) {
    rest = rest.slice(0, -1);
    negative = true;
    repairs.push('trailing-minus');
  } else if (rest.startsWith('-')) {
    rest = rest.slice(1);
    negative = true;
  }
  if (rest.startsWith('$')) {
    rest = rest.slice(1);
    repairs.push('currency-sign');
    if (!negative && rest.startsWith('-')) {
      rest = rest.slice(1);
      negative = true;
    }
  }
  if (THOUSANDS.test(rest)) {
    rest = rest.replaceAll(',', '');
    repairs.push('thousands-separator');
  }
  const value = negative ? `-${rest}` : rest;
  return !rest.startsWith('-') && repairs.length > 0 && isDecimalText(value, 13, 4) ? { value, repairs } : unchanged(text);
}

/**
 * Tells whether a text is an amount below zero, however that is spelled.
 *
 * @param text - Text as it was delivered.
 * @returns False also for zero and for what is no amount.
 * @example
 * ['-1.00', '$-1', '(1,000.00)', '1-', '-0.00', '1-2'].map(isNegativeAmount); // => [true, true, true, true, false, false]
 */
export function isNegativeAmount(text: string): boolean {
  const { value } = normaliseMoney(text.trim());
  return value !== null && /^-[\d.]*[1-9]/.test(value);
}
