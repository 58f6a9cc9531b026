import type { JsonValue } from '../errors/json.js';
import { canonicalJson } from '../fingerprint/canonical-json.js';
import { compareCodePoints } from '../money/allocate.js';

/** The path of the first difference between two specifications. */
export function firstDifference(a: JsonValue, b: JsonValue, path = ''): string {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) || Array.isArray(b)) return path;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  for (const key of [...new Set([...left.keys(), ...right.keys()])].sort(compareCodePoints)) {
    const [x, y] = [left.get(key) ?? null, right.get(key) ?? null];
    if (canonicalJson(x) !== canonicalJson(y)) return firstDifference(x, y, path === '' ? key : `${path}.${key}`);
  }
  return path;
}
