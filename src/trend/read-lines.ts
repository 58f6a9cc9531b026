import { dayOfDateText } from '../claims/fields/date-text.js';
import { centsOfMoney, isDecimalText } from '../claims/fields/money-text.js';
import { asOfDay } from '../time/as-of.js';
import { dayNumber } from '../time/iso-date.js';
import { NO_DAY, type TriangleColumns } from './triangle-lines.js';
import { invalidInput } from './triangle-spec.js';

/** One claim transaction as a triangle needs it; a reversal is a line of its own, with its own paid date. */
export interface TriangleLine {
  /** When the care happened, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly incurred: string;
  /** When it was paid, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly paid: string;
  /** Unit: US cents. */
  readonly cents: number;
  /** Used where the basis is `count`. Default 1. Unit: claims. */
  readonly claims?: number;
}

/** The same with its amount as a record has it: exact decimal text. */
export interface TriangleTextLine {
  /** When the care happened, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly incurred: string;
  /** When it was paid, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly paid: string;
  /** Such as `-12.50`; a fraction of a cent is rounded half to even. Unit: US dollars. */
  readonly amount: string;
  /** Used where the basis is `count`. Default 1. Unit: claims. */
  readonly claims?: number;
}

/** Lines as columns: text is read character by character, without a date object, a regular expression or a decimal. */
export function lineColumns(given: Iterable<TriangleLine | TriangleTextLine>, basis: 'paid' | 'allowed' | 'count'): TriangleColumns {
  const lines: readonly (TriangleLine | TriangleTextLine)[] = Array.isArray(given) ? given : Array.from(given);
  const n = lines.length;
  const [incurred, paid, cents] = [new Int32Array(n), new Int32Array(n), new Float64Array(n)];
  for (let row = 0; row < n; row += 1) {
    const line = lines[row];
    if (line === undefined) continue;
    incurred[row] = dayOf('incurred', line.incurred);
    paid[row] = dayOf('paid', line.paid);
    cents[row] = basis === 'count' ? (line.claims ?? 1) : 'amount' in line ? centsOf(line.amount) : line.cents;
  }
  return { incurred, paid, cents };
}

function dayOf(field: string, text: string): number {
  if (typeof text !== 'string') throw invalidInput(field, text, "Write dates as text like '2025-01-31'.");
  if (text === '') return NO_DAY;
  return dayOfDateText(text) ?? (text.length === 7 ? asOfDay(text) : dayNumber(text));
}

function centsOf(text: string): number {
  if (typeof text !== 'string' || !isDecimalText(text, 13, 4))
    throw invalidInput('amount', text, "Write amounts as plain decimal text like '-12.50'.");
  return centsOfMoney(text);
}
