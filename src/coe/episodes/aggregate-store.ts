import type { AggregateJson, MemberScope } from '../../claims/aggregate.js';
import { CoalitionError } from '../../errors/coalition-error.js';
import type { JsonValue } from '../../errors/json.js';
import { canonicalJson } from '../../fingerprint/canonical-json.js';
import { sha256Hex } from '../../fingerprint/sha256.js';
import { asJson } from '../definition/definition-hash.js';

const VERSION = 1;

/** Writes the stored form of an aggregate of this area; equal content gives equal bytes. */
export function writeStored(o: {
  readonly kind: string;
  readonly spec: JsonValue;
  readonly scope: MemberScope;
  readonly content: JsonValue;
}): AggregateJson {
  const body = { kind: o.kind, version: VERSION, spec: o.spec, scope: asJson(o.scope), content: asJson(o.content) };
  return { ...body, checksum: sha256Hex(canonicalJson(body)) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function scopeOf(value: unknown): MemberScope | null {
  if (!isObject(value)) return null;
  const [kind, id, index, of] = [value['kind'], value['id'], value['index'], value['of']];
  if (kind === 'all' || kind === 'digests') return { kind };
  if (kind === 'partition' && typeof id === 'string') return { kind, id };
  if (kind === 'shard' && typeof index === 'number' && typeof of === 'number') return { kind, index, of, hash: 'fnv1a-32' };
  return null;
}

/** What a stored aggregate holds. */
export interface Stored {
  readonly spec: JsonValue;
  readonly scope: MemberScope;
  readonly content: Readonly<Record<string, unknown>>;
  corrupt(): CoalitionError<'aggregate/corrupt'>;
}

/** Reads a stored form and refuses one of another kind, of another version, or changed. */
export function readStored(json: unknown, kind: string): Stored {
  const corrupt = (): CoalitionError<'aggregate/corrupt'> =>
    new CoalitionError(
      'aggregate/corrupt',
      `The stored aggregate isn't a whole ${kind}, or doesn't match its checksum. Get it again from where it was made.`,
      { kind },
    );
  if (!isObject(json) || !['kind', 'version', 'spec', 'scope', 'content', 'checksum'].every((key) => Object.hasOwn(json, key))) throw corrupt();
  const mismatch = json['kind'] !== kind ? 'kind' : json['version'] !== VERSION ? 'version' : null;
  if (mismatch !== null) {
    throw new CoalitionError('aggregate/spec-mismatch', `This isn't ${kind} version ${VERSION}. Read it with what made it.`, { path: mismatch });
  }
  const body = asJson({ kind, version: VERSION, spec: json['spec'], scope: json['scope'], content: json['content'] });
  const [scope, content] = [scopeOf(json['scope']), json['content']];
  if (scope === null || !isObject(content) || sha256Hex(canonicalJson(body)) !== json['checksum']) throw corrupt();
  return { spec: asJson(json['spec']), scope, content, corrupt };
}
