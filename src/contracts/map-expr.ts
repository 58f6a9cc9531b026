import type { Expr } from './expression.js';

/** The same node with each direct operand replaced. */
export function mapOperands(expr: Expr, change: (operand: Expr) => Expr): Expr {
  switch (expr.op) {
    case 'literal':
    case 'metric':
    case 'parameter':
    case 'ref':
      return expr;
    case 'add':
    case 'mul':
    case 'min':
    case 'max':
    case 'and':
    case 'or':
      return { ...expr, of: expr.of.map(change) };
    case 'sub':
    case 'div':
    case 'compare':
      return { ...expr, of: [change(expr.of[0]), change(expr.of[1])] };
    case 'neg':
    case 'abs':
    case 'not':
    case 'sumOver':
      return { ...expr, of: change(expr.of) };
    case 'clamp':
      return {
        ...expr,
        on: change(expr.on),
        ...(expr.lo === undefined ? {} : { lo: change(expr.lo) }),
        ...(expr.hi === undefined ? {} : { hi: change(expr.hi) }),
      };
    case 'weightedAverageOver':
      return { ...expr, of: change(expr.of), weight: change(expr.weight) };
    case 'weightedAverage':
      return { ...expr, items: expr.items.map((item) => ({ key: item.key, of: change(item.of), weight: change(item.weight) })) };
    case 'if':
      return { ...expr, when: change(expr.when), then: change(expr.then), otherwise: change(expr.otherwise) };
    case 'marginal':
      return { ...expr, on: change(expr.on), ...(expr.base === undefined ? {} : { base: change(expr.base) }) };
    case 'allocate':
      return { ...expr, on: change(expr.on), weight: change(expr.weight) };
    case 'step':
    case 'bandInterpolate':
    case 'linearThrough':
    case 'round':
      return { ...expr, on: change(expr.on) };
  }
}
