import type { Finding } from '../errors/finding.js';
import type { NodeValue } from './compute-node.js';

/** A value, or why there is none: `absent` may drop out of a weighted average, `blocked` may not. */
export type Outcome<V extends NodeValue = NodeValue> =
  | { readonly kind: 'value'; readonly value: V }
  | { readonly kind: 'absent' | 'blocked'; readonly findings: readonly Finding[] };

/** A value. */
export function known<V extends NodeValue>(value: V): Outcome<V> {
  return { kind: 'value', value };
}

/** No value, for this reason. */
export function blocked(...findings: readonly Finding[]): { readonly kind: 'blocked'; readonly findings: readonly Finding[] } {
  return { kind: 'blocked', findings };
}

/** Why a list of outcomes isn't all values: everything that blocks, else everything that is absent; null when all are. */
export function obstacle(outcomes: readonly Outcome[]): Exclude<Outcome, { readonly kind: 'value' }> | null {
  if (outcomes.every((outcome) => outcome.kind === 'value')) return null;
  const missing = outcomes.flatMap((outcome) => (outcome.kind === 'value' ? [] : [outcome]));
  const hard = missing.filter((outcome) => outcome.kind === 'blocked');
  return { kind: hard.length > 0 ? 'blocked' : 'absent', findings: (hard.length > 0 ? hard : missing).flatMap((outcome) => outcome.findings) };
}
