import type { MemberScope } from '../claims/aggregate.js';
import { CoalitionError } from '../errors/coalition-error.js';
import { canonicalJson } from '../fingerprint/canonical-json.js';

/** Refuses when two aggregates may hold the same members; scopes come as canonical text. */
export function assertDisjoint(mine: ReadonlySet<string>, theirs: ReadonlySet<string>): void {
  for (const left of mine) {
    for (const right of theirs) {
      if (left !== right && kindOf(left) === kindOf(right) && kindOf(left) === 'partition') continue;
      if (left !== right && kindOf(left) === 'shard' && kindOf(right) === 'shard' && shardFamily(left) === shardFamily(right)) continue;
      throw new CoalitionError(
        'aggregate/member-overlap',
        `Both aggregates may hold the same members (${left} and ${right}), so distinct members can't be added. Merge over disjoint members only.`,
        { left, right },
      );
    }
  }
}

/** Lines can't be added where persons are known by their count alone. */
export function personsClosed(held: MemberScope, added: MemberScope): CoalitionError<'aggregate/member-overlap'> {
  return new CoalitionError(
    'aggregate/member-overlap',
    'These cells hold counts of persons from a merge or a stored form, so more lines of perhaps the same persons cannot be added. Add them to new cells over other members and merge.',
    { left: canonicalJson({ ...held }), right: canonicalJson({ ...added }) },
  );
}

function kindOf(source: string): string {
  return /"kind":"([a-z]+)"/.exec(source)?.[1] ?? '';
}

function shardFamily(source: string): string {
  return source.replace(/"index":\d+,/, '');
}

/** Reads a scope back from its canonical text. */
export function scopeFromText(text: string, otherwise: MemberScope): MemberScope {
  const index = /"index":(\d+)/.exec(text)?.[1];
  const of = /"of":(\d+)/.exec(text)?.[1];
  const id: unknown = kindOf(text) === 'partition' ? JSON.parse(/"id":("(?:[^"\\]|\\.)*")/.exec(text)?.[1] ?? '""') : null;
  if (kindOf(text) === 'shard' && index !== undefined && of !== undefined)
    return { kind: 'shard', index: Number(index), of: Number(of), hash: 'fnv1a-32' };
  if (typeof id === 'string') return { kind: 'partition', id };
  return kindOf(text) === 'all' ? { kind: 'all' } : otherwise;
}
