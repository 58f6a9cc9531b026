import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import { bandValue, fold, holds, inside, type Lookup, lineValue, marginalValue, type NodeValue, rounded } from '../compute-node.js';
import { type Expr, operandsOf, type StepExpr } from '../expression.js';
import type { Missing } from './missing.js';

/** Computes one node in decimals from the current draw; null where nothing can be computed. */
export type Exact = () => NodeValue | null;

const foundOf = (lookup: Lookup): Decimal | null => (lookup.kind === 'found' ? lookup.value : null);

/** A node outside loops in exact arithmetic, over its operands; null for a node that isn't computed from operands alone. */
export function exactNode(expr: Expr, inner: (each: Expr) => Exact): Exact | null {
  switch (expr.op) {
    case 'literal': {
      const value = new Decimal(expr.value);
      return () => value;
    }
    case 'if': {
      const [when, then, otherwise] = [inner(expr.when), inner(expr.then), inner(expr.otherwise)];
      return () => {
        const condition = when();
        return condition === null ? null : condition === true ? then() : otherwise();
      };
    }
    case 'and':
    case 'or':
    case 'not': {
      const of = operandsOf(expr).map((slot) => inner(slot.expr));
      const { op } = expr;
      return () => {
        let [all, any] = [true, false];
        for (const each of of) {
          const value = each();
          if (value === null) return null;
          all &&= value === true;
          any ||= value === true;
        }
        return op === 'and' ? all : op === 'or' ? any : !any;
      };
    }
    case 'metric':
    case 'parameter':
    case 'ref':
    case 'sumOver':
    case 'weightedAverageOver':
    case 'weightedAverage':
    case 'allocate':
      return null;
    default:
  }
  const compute = amountOf(expr);
  const of = operandsOf(expr).map((slot) => inner(slot.expr));
  const amounts: Decimal[] = of.map(() => new Decimal(0));
  return () => {
    for (let i = 0; i < of.length; i += 1) {
      const value = of[i]?.();
      if (value === undefined || value === null || typeof value === 'boolean') return null;
      amounts[i] = value;
    }
    const [a, b] = amounts;
    return a === undefined ? null : compute(a, b, amounts);
  };
}

type Amount = (a: Decimal, b: Decimal | undefined, all: readonly Decimal[]) => NodeValue | null;

function amountOf(expr: Expr): Amount {
  switch (expr.op) {
    case 'add':
    case 'mul':
    case 'min':
    case 'max': {
      const { op } = expr;
      return (_a, _b, all) => fold(op, all);
    }
    case 'sub':
      return (a, b) => (b === undefined ? null : a.minus(b));
    case 'div':
      return (a, b) => (b === undefined || b.isZero() ? null : a.div(b));
    case 'neg':
      return (a) => a.neg();
    case 'abs':
      return (a) => a.abs();
    case 'compare': {
      const { how } = expr;
      return (a, b) => (b === undefined ? null : holds(how, a, b));
    }
    case 'clamp': {
      const [low, high] = [expr.lo === undefined ? -1 : 1, expr.hi === undefined ? -1 : expr.lo === undefined ? 1 : 2];
      return (a, _b, all) => {
        const [lo, hi] = [all[low], all[high]];
        if (lo !== undefined && hi?.lt(lo)) return null;
        return hi !== undefined && a.gt(hi) ? hi : lo !== undefined && a.lt(lo) ? lo : a;
      };
    }
    case 'round':
      return (a) => rounded(a, expr);
    case 'marginal':
      return (a, b) => (expr.base !== undefined && (b === undefined || b.lte(0)) ? null : marginalValue(expr, a, b ?? null));
    case 'step':
      return stepped(expr);
    case 'bandInterpolate':
      return (a) => foundOf(bandValue(expr, a));
    case 'linearThrough':
      return (a) => foundOf(lineValue(expr, a));
    default:
      throw new CoalitionError('contracts/unknown-term', `"${expr.op}" is no operation here. Use an operation of the algebra.`, { name: expr.op });
  }
}

/** A step table whose values were read once. */
function stepped(expr: StepExpr): Amount {
  const tiers = expr.tiers.map((tier) => ({ ends: tier, value: new Decimal(tier.value) }));
  return (a) => {
    if (!inside(a, expr.domain)) return null;
    const hits = tiers.filter((tier) => inside(a, tier.ends));
    const [hit] = hits;
    return hit === undefined || (hits.length > 1 && expr.precedence === 'unique') ? null : hit.value;
  };
}

/** A weighted average over what isn't missing. */
export function averagedExactly(items: readonly { readonly of: Exact; readonly weight: Exact; readonly missing: Missing }[]): Exact {
  return () => {
    const [weights, products]: [Decimal[], Decimal[]] = [[], []];
    for (const item of items) {
      if (item.missing?.() === true) continue;
      const value = item.of();
      const weight = item.weight();
      if (value === null || weight === null || typeof value === 'boolean' || typeof weight === 'boolean') return null;
      weights.push(weight);
      products.push(weight.times(value));
    }
    const bottom = weights.length === 0 ? null : fold('add', weights);
    return bottom === null || bottom.isZero() ? null : fold('add', products).div(bottom);
  };
}
