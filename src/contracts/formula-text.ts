import type { Expr } from './expression.js';

/** How a statement names a metric, parameter or term; `Band`s and tables are worded here. */
export type NameOf = (kind: 'metric' | 'parameter' | 'ref', id: string) => string;

const SIGN: Readonly<Record<string, string>> = { add: ' + ', sub: ' - ', mul: ' x ', div: ' / ', and: ' and ', or: ' or ' };
const COMPARE = { lt: '<', le: '<=', eq: '=', ge: '>=', gt: '>' } as const;

/**
 * Words a node as one formula, such as `[A] - [B]`.
 *
 * @param expr - The node.
 * @param nameOf - How its leaves are named.
 * @returns Plain text.
 * @example
 * formulaText({ op: 'sub', of: [{ op: 'metric', id: 'benchmark' }, { op: 'metric', id: 'actual' }] }, (_kind, id) => `[${id}]`); // => '[benchmark] - [actual]'
 */
export function formulaText(expr: Expr, nameOf: NameOf): string {
  const inner = (each: Expr): string => {
    const text = formulaText(each, nameOf);
    return SIGN[each.op] === undefined && each.op !== 'compare' && each.op !== 'if' ? text : `(${text})`;
  };
  const plain = (each: Expr): string => formulaText(each, nameOf);
  switch (expr.op) {
    case 'literal':
      return expr.value;
    case 'metric':
    case 'parameter':
    case 'ref':
      return nameOf(expr.op, expr.id);
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'and':
    case 'or':
      return expr.of.map(inner).join(SIGN[expr.op] ?? ' ');
    case 'min':
    case 'max':
      return `${expr.op === 'min' ? 'the least of' : 'the greatest of'} ${expr.of.map(plain).join(' and ')}`;
    case 'neg':
      return `-${inner(expr.of)}`;
    case 'abs':
      return `|${plain(expr.of)}|`;
    case 'not':
      return `not ${inner(expr.of)}`;
    case 'clamp':
      return `${plain(expr.on)}, ${[expr.lo === undefined ? '' : `at least ${plain(expr.lo)}`, expr.hi === undefined ? '' : `at most ${plain(expr.hi)}`].filter((part) => part !== '').join(' and ')}`;
    case 'sumOver':
      return `sum over ${expr.over.join(' and ')} of ${inner(expr.of)}`;
    case 'weightedAverageOver':
      return `average over ${expr.over.join(' and ')} of ${inner(expr.of)}, weighted by ${inner(expr.weight)}`;
    case 'weightedAverage':
      return `weighted average of ${expr.items.map((item) => `${item.key}: ${plain(item.of)} at ${plain(item.weight)}`).join('; ')}`;
    case 'compare':
      return `${inner(expr.of[0])} ${COMPARE[expr.how]} ${inner(expr.of[1])}`;
    case 'if':
      return `${plain(expr.then)} if ${plain(expr.when)}, otherwise ${plain(expr.otherwise)} (${expr.reason})`;
    case 'step':
      return `the tier of ${plain(expr.on)}`;
    case 'marginal':
      return `marginal bands of ${plain(expr.on)}${expr.base === undefined ? '' : ` in shares of ${plain(expr.base)}`}`;
    case 'bandInterpolate':
      return `the table at ${plain(expr.on)}`;
    case 'linearThrough':
      return `the line at ${plain(expr.on)}`;
    case 'round':
      return `${plain(expr.on)}, rounded to ${expr.to === 'cent' || expr.to === 'dollar' ? `the ${expr.to}` : `${expr.to} decimals`} (${expr.mode})`;
    case 'allocate':
      return `the part of "${expr.key}" when ${plain(expr.on)} is divided over ${expr.over} by ${inner(expr.weight)}`;
  }
}
