import { Decimal } from '../money/decimal.js';
import { type NodeValue, valueText } from './compute-node.js';
import { type Expr, type LiteralExpr, operandsOf, type Slot } from './expression.js';

/** Operands and figures of nodes, kept because loops compute the same node again for each key. */
export class NodeCache {
  readonly #slots = new Map<Expr, readonly Slot[]>();
  readonly #literals = new Map<LiteralExpr, Decimal>();

  readonly #texts = new Map<Decimal, string>();

  slotsOf(expr: Expr): readonly Slot[] {
    const cached = this.#slots.get(expr);
    if (cached !== undefined) return cached;
    const slots = operandsOf(expr);
    this.#slots.set(expr, slots);
    return slots;
  }

  literal(expr: LiteralExpr): Decimal {
    const cached = this.#literals.get(expr);
    if (cached !== undefined) return cached;
    const value = new Decimal(expr.value);
    this.#literals.set(expr, value);
    return value;
  }

  /** The text of a figure that is read again and again; what is computed once is better written by valueText. */
  text(value: NodeValue): string {
    if (typeof value === 'boolean') return valueText(value);
    const cached = this.#texts.get(value);
    if (cached !== undefined) return cached;
    const text = valueText(value);
    this.#texts.set(value, text);
    return text;
  }
}
