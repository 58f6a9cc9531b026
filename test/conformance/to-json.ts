import { Decimal } from '../../src/money/decimal.js';

/**
 * A result as JSON: decimals as text, maps as objects, sets and typed arrays as arrays, absent values and functions left out.
 * Money, rates and shares are exact text; statistics are numbers.
 */
export function toJson(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return value.toString();
  if (value === undefined) return null;
  if (Decimal.isDecimal(value)) return new Decimal(value).toFixed();
  if (Array.isArray(value)) return value.map(toJson);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as unknown as Iterable<number>);
  if (value instanceof Set) return Array.from(value, toJson);
  const entries = value instanceof Map ? Array.from(value, ([k, v]) => [String(k), v] as const) : Object.entries(value);
  return Object.fromEntries(entries.filter(([, v]) => v !== undefined && typeof v !== 'function').map(([k, v]) => [k, toJson(v)]));
}
