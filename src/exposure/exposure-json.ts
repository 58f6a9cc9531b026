import type { AggregateJson, MemberScope } from '../claims/aggregate.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';
import { canonicalJson } from '../fingerprint/canonical-json.js';
import { sha256Hex } from '../fingerprint/sha256.js';

/** A stored form before its checksum. */
export interface StoredBody {
  readonly kind: string;
  readonly version: number;
  readonly spec: JsonValue;
  readonly scope: JsonValue;
  readonly content: JsonValue;
}

/**
 * Seals a stored form with its checksum.
 *
 * @param body - Everything but the checksum.
 * @returns The stored form.
 */
export function sealStored(body: StoredBody): AggregateJson {
  return { ...body, checksum: sha256Hex(canonicalJson({ ...body })) };
}

/**
 * Reads a stored form and refuses one of another kind or version, or one that was changed.
 *
 * @param json - What was stored.
 * @param kind - Kind that is expected, version 1.
 * @returns The stored form.
 * @throws {@link CoalitionError} `aggregate/corrupt`, `aggregate/spec-mismatch`.
 */
export function openStored(json: unknown, kind: string): AggregateJson {
  if (!isStored(json)) throw corrupt(kind, "doesn't have the form of one");
  if (json.kind !== kind || json.version !== 1) {
    throw new CoalitionError(
      'aggregate/spec-mismatch',
      `This is ${json.kind} version ${json.version}, not ${kind} version 1. Read it with what made it.`,
      {
        path: json.kind === kind ? 'version' : 'kind',
      },
    );
  }
  const { checksum, ...body } = json;
  if (sha256Hex(canonicalJson(body)) !== checksum) throw corrupt(kind, "doesn't match its checksum");
  return json;
}

/** A stored form that can't be read. */
export function corrupt(kind: string, what: string): CoalitionError<'aggregate/corrupt'> {
  return new CoalitionError('aggregate/corrupt', `The stored ${kind} ${what}. Get it again from where it was made.`, { kind });
}

/** Refuses to merge two specifications that differ, naming the first path that does. */
export function sameSpec(kind: string, mine: { readonly [key: string]: JsonValue }, theirs: { readonly [key: string]: JsonValue }): void {
  for (const path of Object.keys(mine)) {
    const [left, right] = [canonicalJson(mine[path] ?? null), canonicalJson(theirs[path] ?? null)];
    if (left === right) continue;
    throw new CoalitionError(
      'aggregate/spec-mismatch',
      `The two ${kind} differ in ${path}: ${left} and ${right}. Build both with the same specification.`,
      { path: `spec.${path}` },
    );
  }
}

function isStored(json: unknown): json is AggregateJson {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false;
  const keys = new Set(Object.keys(json));
  if (!['kind', 'version', 'spec', 'scope', 'content', 'checksum'].every((key) => keys.has(key))) return false;
  return (
    'kind' in json &&
    typeof json.kind === 'string' &&
    'version' in json &&
    typeof json.version === 'number' &&
    'checksum' in json &&
    typeof json.checksum === 'string'
  );
}

/** A list of a stored form. */
export function listIn(json: JsonValue | undefined, kind: string): readonly JsonValue[] {
  if (json === undefined || !isList(json)) throw corrupt(kind, "doesn't have the form of one");
  return json;
}

/** An object of a stored form. */
export function objectIn(json: JsonValue | undefined, kind: string): { readonly [key: string]: JsonValue } {
  if (typeof json !== 'object' || json === null || isList(json)) throw corrupt(kind, "doesn't have the form of one");
  return json;
}

/** A whole number of a stored form. */
export function wholeIn(json: JsonValue | undefined, kind: string): number {
  if (typeof json !== 'number' || !Number.isSafeInteger(json)) throw corrupt(kind, 'holds a number that is not whole');
  return json;
}

/** A text of a stored form. */
export function textIn(json: JsonValue | undefined, kind: string): string {
  if (typeof json !== 'string') throw corrupt(kind, 'lacks a text');
  return json;
}

/** The scope of a stored form. */
export function scopeIn(json: JsonValue, kind: string): MemberScope {
  const scope = objectIn(json, kind);
  const which = textIn(scope['kind'], kind);
  if (which === 'all' || which === 'digests') return { kind: which };
  if (which === 'partition') return { kind: which, id: textIn(scope['id'], kind) };
  if (which === 'shard') return { kind: which, index: wholeIn(scope['index'], kind), of: wholeIn(scope['of'], kind), hash: 'fnv1a-32' };
  throw corrupt(kind, 'has an unknown scope');
}

function isList(json: JsonValue): json is readonly JsonValue[] {
  return Array.isArray(json);
}
