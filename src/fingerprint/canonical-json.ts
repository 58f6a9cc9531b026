import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';
import { compareCodePoints } from '../money/allocate.js';

/**
 * Writes a JSON value in one form only: keys in code-point order, no white space, so that equal content has equal text.
 *
 * Limits: decimals are text and are not normalised (`'1.0'` and `'1'` differ); normalise them first where that matters.
 *
 * @param value - Any JSON value. Numbers must be finite.
 * @returns The canonical text.
 * @throws {@link CoalitionError} `aggregate/corrupt` when a value has no JSON form.
 * @example
 * canonicalJson({ b: 1, a: [true, null] }); // => '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      throw new CoalitionError('aggregate/corrupt', 'A number that is not finite has no JSON form. Use null with a warning.', {
        kind: 'number',
      });
    }
    return JSON.stringify(value === 0 ? 0 : value);
  }
  // Lists without objects have one form already, and the platform writes it several times faster.
  if (isList(value)) return isPlain(value) ? JSON.stringify(value) : `[${value.map((entry) => canonicalJson(entry)).join(',')}]`;
  const parts: string[] = [];
  for (const key of Object.keys(value).sort(compareCodePoints)) {
    const entry = value[key];
    if (entry !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(entry)}`);
  }
  return `{${parts.join(',')}}`;
}

function isPlain(list: readonly JsonValue[]): boolean {
  for (const entry of list) {
    if (typeof entry === 'number' ? !Number.isFinite(entry) : typeof entry === 'object' && entry !== null && !(isList(entry) && isPlain(entry)))
      return false;
  }
  return true;
}

function isList(value: readonly JsonValue[] | { readonly [key: string]: JsonValue }): value is readonly JsonValue[] {
  return Array.isArray(value);
}
