import type { IsoDate } from '../time/iso-date.js';
import type { Contract, Term } from './contract.js';
import { type Expr, operandsOf } from './expression.js';

/**
 * Lists the terms that a node names.
 *
 * @param expr - A node.
 * @returns Term ids, each once, in order of appearance.
 * @example
 * refsOf({ op: 'sub', of: [{ op: 'ref', id: 'b' }, { op: 'ref', id: 'a' }] }); // => ['b', 'a']
 */
export function refsOf(expr: Expr): readonly string[] {
  const found = new Set<string>();
  const pending: Expr[] = [expr];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.op === 'ref') found.add(next.id);
    for (const slot of Array.from(operandsOf(next)).reverse()) pending.push(slot.expr);
  }
  return Array.from(found);
}

/** Whether a term holds on a day. */
export function holdsOn(term: Term, day: IsoDate): boolean {
  return (term.from === undefined || term.from <= day) && (term.to === undefined || day <= term.to);
}

/**
 * Picks the terms that hold on a day: one for each id, by the contract's precedence where two hold.
 *
 * @param contract - The contract.
 * @param day - A date.
 * @returns The terms in the document's order.
 * @example
 * termsOn(exampleContract(), '2026-06-30').map((term) => term.id); // => ['savings', 'payable']
 */
export function termsOn(contract: Contract, day: IsoDate): readonly Term[] {
  const chosen = new Map<string, Term>();
  for (const term of contract.terms) {
    if (!holdsOn(term, day)) continue;
    if (!chosen.has(term.id) || contract.precedence === 'last') chosen.set(term.id, term);
  }
  return Array.from(chosen.values());
}

/** Terms in an order in which each stands after those that it needs; terms in or after a cycle are left out and named. */
export interface TermOrder {
  readonly order: readonly Term[];
  readonly cyclic: readonly string[];
}

/**
 * Sorts terms so that each stands after those it needs; the document's order decides between equals.
 *
 * @param terms - One term for each id.
 * @returns The order, and the ids that stand in a cycle.
 * @example
 * termOrder([{ id: 'b', expr: { op: 'ref', id: 'a' } }, { id: 'a', expr: { op: 'literal', value: '1' } }]).order.map((term) => term.id); // => ['a', 'b']
 */
export function termOrder(terms: readonly Term[]): TermOrder {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const needs = new Map(terms.map((term) => [term.id, refsOf(term.expr).filter((id) => byId.has(id))]));
  const state = new Map<string, 'open' | 'done'>();
  const order: Term[] = [];
  const cyclic = new Set<string>();
  for (const root of terms) {
    // An explicit stack: a chain of ten thousand terms must not exhaust the call stack.
    const stack: { readonly id: string; next: number }[] = [{ id: root.id, next: 0 }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top === undefined) break;
      if (state.get(top.id) === 'done') {
        stack.pop();
        continue;
      }
      state.set(top.id, 'open');
      const need = needs.get(top.id)?.[top.next];
      if (need === undefined) {
        state.set(top.id, 'done');
        const term = byId.get(top.id);
        if (term !== undefined) order.push(term);
        stack.pop();
      } else {
        top.next += 1;
        if (state.get(need) === 'open') {
          const from = stack.findIndex((entry) => entry.id === need);
          for (const entry of stack.slice(from)) cyclic.add(entry.id);
        } else if (state.get(need) === undefined) stack.push({ id: need, next: 0 });
      }
    }
  }
  return { order: cyclic.size === 0 ? order : order.filter((term) => !cyclic.has(term.id)), cyclic: Array.from(cyclic) };
}
