import { Decimal } from '../../src/money/decimal.js';

const PLAIN = /^-?(\d+)?\.?\d+(e[+-]?\d+)?$/i;

/** Which fields of `given` are exact decimals, and which texts stay texts although they look like numbers. */
export interface GivenFields {
  /** By name, at any depth: become exact decimals. */
  readonly exact?: readonly string[];
  /** By name, at any depth: stay text. */
  readonly text?: readonly string[];
  /** By name, at any depth: null means null, not absent. */
  readonly nullable?: readonly string[];
}

/**
 * Turns JSON into arguments: decimal text of exact fields becomes decimals, other decimal text numbers, and `null` absent.
 * No logic of its own: what is wrong stays wrong for the function to refuse.
 */
export function readGiven<T>(given: T, fields: GivenFields = {}): T {
  const [exact, text, nullable] = [new Set(fields.exact), new Set(fields.text), new Set(fields.nullable)];
  const read = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((each: unknown) => read(each, name));
    if (typeof value === 'object' && value !== null) {
      const kept = Object.entries(value).filter(([key, each]) => each !== null || nullable.has(key));
      return Object.fromEntries(kept.map(([key, each]) => [key, read(each, key)]));
    }
    if (exact.has(name) && (typeof value === 'string' || typeof value === 'number')) return PLAIN.test(String(value)) ? new Decimal(value) : value;
    if (typeof value === 'string' && !text.has(name) && PLAIN.test(value)) return Number(value);
    return value;
  };
  return read(given, '') as T;
}
