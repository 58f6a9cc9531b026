import type { JsonValue } from '../../errors/json.js';
import { canonicalJson } from '../../fingerprint/canonical-json.js';
import { sha256Hex } from '../../fingerprint/sha256.js';
import type { EpisodeDefinition } from './episode-definition.js';

/** A document as JSON in one form: keys in order, absent optional parts left out. */
export function asJson(value: unknown): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object') return null;
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, asJson(entry)]));
}

/**
 * Fingerprints an episode definition: the same content gives the same hash, whatever the order of its keys.
 *
 * Limits: texts are compared as they are, so `'1.0.0'` and `'1.0'` are different versions.
 *
 * @testedBy coe/definition.test.ts
 * @param definition - A definition.
 * @returns 64 hexadecimal digits; every result carries them.
 * @example
 * definitionHash(jointReplacement()).length; // => 64
 */
export function definitionHash(definition: EpisodeDefinition): string {
  return sha256Hex(canonicalJson(asJson(definition)));
}
