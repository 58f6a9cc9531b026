import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';

/**
 * Copies a value as plain JSON data: own keys only, absent ones left out.
 *
 * @param value - Anything that is meant to be JSON.
 * @returns The copy.
 * @throws {@link CoalitionError} `deidentify/envelope-invalid` for what JSON can't hold.
 */
export function plainJson(value: unknown): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== 'object') {
    throw new CoalitionError('deidentify/envelope-invalid', 'A stored value is none that JSON can hold. Store results as they were returned.', {
      reason: typeof value,
    });
  }
  return plainObject(value);
}

/** Copies an object as plain JSON data. */
export function plainObject(value: object): { readonly [key: string]: JsonValue } {
  const entries = Object.entries(value).flatMap(([key, each]: [string, unknown]): (readonly [string, JsonValue])[] =>
    each === undefined ? [] : [[key, plainJson(each)]],
  );
  return Object.fromEntries(entries);
}
