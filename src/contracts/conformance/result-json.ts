import { Decimal } from '../../money/decimal.js';

/**
 * A result as JSON: decimals as text, maps as objects, sets and typed arrays as arrays, absent values and functions left out.
 * Money, rates and shares are exact text; statistics are numbers.
 */
export function resultJson(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return value.toString();
  if (value === undefined) return null;
  if (Decimal.isDecimal(value)) return new Decimal(value).toFixed();
  if (Array.isArray(value)) return value.map(resultJson);
  if (isNumbers(value)) return Array.from(value);
  if (value instanceof Set) return Array.from(value, resultJson);
  const entries = value instanceof Map ? Array.from(value, ([k, v]) => [String(k), v] as const) : Object.entries(value);
  return Object.fromEntries(entries.filter(([, v]) => v !== undefined && typeof v !== 'function').map(([k, v]) => [k, resultJson(v)]));
}

function isNumbers(value: unknown): value is Iterable<number> {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && Symbol.iterator in value;
}
