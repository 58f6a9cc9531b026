import type { Expr } from './expression.js';
import { formulaText } from './formula-text.js';
import type { TraceNode, TraceOperand } from './trace.js';

/** How a named node is shown, such as `[A]`; null for a node that is spelled out instead. */
export type ShownAs = (id: string) => string | null;

const JOINED: readonly TraceNode['op'][] = ['add', 'sub', 'mul', 'div', 'and', 'or'];

/**
 * Words a traced node as one formula from the trace alone: of a condition it shows the branch that was taken, with the reason.
 *
 * @param node - The node.
 * @param nodes - Every node of the trace by id.
 * @param shownAs - How named nodes are shown.
 * @returns Plain text such as `[A] - [B]`.
 */
export function traceFormula(node: TraceNode, nodes: ReadonlyMap<string, TraceNode>, shownAs: ShownAs): string {
  const of = (operand: TraceOperand | undefined, inner: boolean): string => {
    if (operand === undefined) return '?';
    if (operand.node === null) return operand.value;
    const shown = shownAs(operand.node);
    const next = nodes.get(operand.node);
    if (shown !== null || next === undefined) return shown ?? operand.value;
    const text = traceFormula(next, nodes, shownAs);
    return inner && (JOINED.includes(next.op) || next.op === 'compare' || next.op === 'if') ? `(${text})` : text;
  };
  const slot = (name: string, inner = false): string =>
    of(
      node.operands.find((operand) => operand.slot === name),
      inner,
    );
  const all = (joint: string, inner = true): string => node.operands.map((operand) => of(operand, inner)).join(joint);
  const leaf = (expr: Expr): string => formulaText(expr, (kind, id) => shownAs(kind === 'ref' ? id : `${kind}:${id}`) ?? id);
  const config = node.config ?? {};
  switch (node.op) {
    case 'literal':
    case 'metric':
    case 'parameter':
    case 'ref':
      return slot('of');
    case 'add':
      return all(' + ');
    case 'sub':
      return all(' - ');
    case 'mul':
      return all(' x ');
    case 'div':
      return all(' / ');
    case 'and':
      return all(' and ');
    case 'or':
      return all(' or ');
    case 'min':
      return `the least of ${all(' and ', false)}`;
    case 'max':
      return `the greatest of ${all(' and ', false)}`;
    case 'neg':
      return `-${slot('of', true)}`;
    case 'abs':
      return `|${slot('of')}|`;
    case 'not':
      return `not ${slot('of', true)}`;
    case 'compare':
      return all(` ${{ lt: '<', le: '<=', eq: '=', ge: '>=', gt: '>' }[config.how ?? 'eq']} `);
    case 'clamp': {
      const has = (name: string): boolean => node.operands.some((operand) => operand.slot === name);
      return `${slot('on')}, ${[has('lo') ? `at least ${slot('lo')}` : '', has('hi') ? `at most ${slot('hi')}` : ''].filter((part) => part !== '').join(' and ')}`;
    }
    case 'if':
      return node.branch === 'then'
        ? `${slot('then')} as ${slot('when')} (${config.reason ?? ''})`
        : `${slot('otherwise')} as not ${slot('when', true)} (${config.reason ?? ''})`;
    case 'step':
      return `tier ${(node.tier ?? 0) + 1} at ${slot('on')}`;
    case 'bandInterpolate':
      return `the table at ${slot('on')}`;
    case 'linearThrough':
      return `the line at ${slot('on')}`;
    case 'marginal':
      return `marginal bands of ${slot('on')}${node.operands.some((operand) => operand.slot === 'base') ? ` in shares of ${slot('base')}` : ''}`;
    case 'round': {
      const { to = '', mode = '' } = config.rounding ?? {};
      return `${slot('on')}, rounded to ${to === 'cent' || to === 'dollar' ? `the ${to}` : `${to} decimals`} (${mode})`;
    }
    case 'weightedAverage':
      return `weighted average of ${node.operands
        .filter((operand) => operand.slot.endsWith('.of'))
        .map((operand) => `${of(operand, false)} at ${slot(operand.slot.replace(/\.of$/, '.weight'))}`)
        .join('; ')}`;
    case 'sumOver':
      return `sum over ${(config.over ?? []).join(' and ')} of ${config.of === undefined ? '?' : leaf(config.of)}`;
    case 'weightedAverageOver':
      return `average over ${(config.over ?? []).join(' and ')} of ${config.of === undefined ? '?' : leaf(config.of)}, weighted by ${config.weight === undefined ? '?' : leaf(config.weight)}`;
    case 'allocate':
      return `the part of "${config.key ?? ''}" when ${slot('on')} is divided over ${(config.over ?? []).join(' and ')} by ${config.weight === undefined ? '?' : leaf(config.weight)}`;
  }
}
