import { Decimal } from '../../money/decimal.js';
import { type Contract, measurementOf } from '../contract.js';
import type { Expr } from '../expression.js';
import { parameterOn } from '../parameter-on.js';

/** A fixed multiple of something that isn't fixed; `of` is empty for a plain constant. */
export interface Multiple {
  readonly factor: Decimal;
  readonly of: string;
}

/** Reads a node as a fixed multiple, where the contract's text alone says so; null otherwise. */
export function multipleOf(contract: Contract, expr: Expr): Multiple | null {
  switch (expr.op) {
    case 'literal':
      return { factor: new Decimal(expr.value), of: '' };
    case 'parameter': {
      const { outcome } = parameterOn(contract, expr.id, { day: measurementOf(contract).to, keys: null });
      return outcome.kind === 'value' ? { factor: outcome.value, of: '' } : null;
    }
    case 'metric':
    case 'ref':
      return { factor: new Decimal(1), of: `${expr.op}:${expr.id}` };
    case 'neg': {
      const inner = multipleOf(contract, expr.of);
      return inner === null ? null : { factor: inner.factor.negated(), of: inner.of };
    }
    case 'mul': {
      const parts = expr.of.map((each) => multipleOf(contract, each));
      let factor = new Decimal(1);
      const of: string[] = [];
      for (const part of parts) {
        if (part === null) return null;
        factor = factor.times(part.factor);
        if (part.of !== '') of.push(part.of);
      }
      return { factor, of: of.sort().join('*') };
    }
    case 'div': {
      const [top, bottom] = [multipleOf(contract, expr.of[0]), multipleOf(contract, expr.of[1])];
      if (top === null || bottom === null || bottom.of !== '' || bottom.factor.isZero()) return null;
      return { factor: top.factor.div(bottom.factor), of: top.of };
    }
    case 'add':
    case 'sub': {
      const parts = expr.of.map((each) => multipleOf(contract, each));
      let sum = new Decimal(0);
      for (const [i, part] of parts.entries()) {
        if (part === null || part.of !== '') return null;
        sum = expr.op === 'sub' && i > 0 ? sum.minus(part.factor) : sum.plus(part.factor);
      }
      return { factor: sum, of: '' };
    }
    default:
      return null;
  }
}
