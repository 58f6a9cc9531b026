import type { MemberScope } from '../../claims/aggregate.js';
import { CoalitionError } from '../../errors/coalition-error.js';
import type { JsonValue } from '../../errors/json.js';
import { canonicalJson } from '../../fingerprint/canonical-json.js';

interface Scoped {
  readonly kind: string;
  readonly spec: JsonValue;
  readonly scope: MemberScope;
}

function differingPath(left: JsonValue, right: JsonValue, path: string): string {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return path;
  const [a, b] = [Object.entries(left), new Map(Object.entries(right))];
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined) return `${path}.${key}`;
    if (canonicalJson(value) !== canonicalJson(other)) return differingPath(value, other, `${path}.${key}`);
  }
  return path;
}

/**
 * Refuses to merge aggregates of different specification, and those whose scopes say that they may hold the same members:
 * the same shard or partition, or shards cut in different ways.
 */
export function mergeableScopes(left: Scoped, right: Scoped, filled: { readonly left: boolean; readonly right: boolean }): void {
  if (left.kind !== right.kind || canonicalJson(left.spec) !== canonicalJson(right.spec)) {
    const path = left.kind === right.kind ? differingPath(left.spec, right.spec, 'spec') : 'kind';
    throw new CoalitionError('aggregate/spec-mismatch', `The two aggregates differ at ${path}. Build both with the same specification.`, { path });
  }
  if (!filled.left || !filled.right) return;
  const [a, b] = [left.scope, right.scope];
  const same =
    a.kind === 'partition' && b.kind === 'partition'
      ? a.id === b.id
      : a.kind === 'shard' && b.kind === 'shard' && (a.of !== b.of || a.hash !== b.hash || a.index === b.index);
  if (same) {
    throw new CoalitionError(
      'aggregate/member-overlap',
      'Both aggregates may hold the same members. Merge different shards of one cut, or different partitions.',
      { left: canonicalJson(scopeText(a)), right: canonicalJson(scopeText(b)) },
    );
  }
}

function scopeText(scope: MemberScope): JsonValue {
  return { ...scope };
}
