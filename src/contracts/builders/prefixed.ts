import type { Terms } from '../define-contract.js';
import type { Expr } from '../expression.js';
import { mapOperands } from '../map-expr.js';

/**
 * Renames the terms of a builder so that two of one kind fit into one contract.
 *
 * @param prefix - Put before each term's id.
 * @param terms - What a builder made.
 * @returns The same terms under new ids; what they name outside stays as it is.
 * @example
 * Object.keys(prefixed('rx', guarantee({ kind: 'binary', fee: '100000', weight: '0.5', failed: { op: 'ref', id: 'late' } }))); // => ['rxMiss', 'rxCredit']
 */
export function prefixed(prefix: string, terms: Terms): Terms {
  const named = (id: string): string => `${prefix}${id.charAt(0).toUpperCase()}${id.slice(1)}`;
  const renamed = (expr: Expr): Expr => {
    if (expr.op === 'ref') return Object.hasOwn(terms, expr.id) ? { op: 'ref', id: named(expr.id) } : expr;
    return mapOperands(expr, renamed);
  };
  return Object.fromEntries(
    Object.entries(terms).map(([id, each]) => [named(id), 'op' in each ? renamed(each) : { ...each, expr: renamed(each.expr) }]),
  );
}
