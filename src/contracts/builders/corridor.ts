import type { Terms } from '../define-contract.js';
import type { Band, Expr } from '../expression.js';
import { type Operand, term as t } from '../term-builder.js';

/** Bands of a risk corridor, given for savings and losses apart. */
export interface CorridorInput {
  /** Savings, positive below the base. Unit: US dollars. */
  readonly savings: Operand;
  /** What the bands are shares of. Unit: US dollars. */
  readonly base: Operand;
  readonly gainBands: readonly Band[];
  /** Bands of losses, the same as for gains, or none. */
  readonly lossBands: readonly Band[] | 'mirror' | 'none';
  /** Most that a gain pays. Unit: US dollars. */
  readonly gainLimit?: Operand;
  /** Most that a loss costs. Unit: US dollars. */
  readonly lossLimit?: Operand;
}

/**
 * Writes a risk corridor: each band's share of the savings or losses inside it, so the payment never jumps.
 *
 * @formula sum of share_k x length of [0, |S|] inside band k x base; the sign of S restored; limits by side
 * @unit US dollars
 * @source 42 USC 18062 for the shape
 * @testedBy contracts/builders/corridor.test.ts: ACA figures, curve
 * @param o - Savings, base, bands, limits.
 * @returns Terms `corridorGain`, `corridorLoss`, `corridor`.
 * @example
 * Object.keys(corridor({ savings: 'saved', base: 'target', gainBands: [{ from: '0', to: '0.05', share: '0.5' }], lossBands: 'mirror' })); // => ['corridorGain', 'corridorLoss', 'corridor']
 */
export function corridor(o: CorridorInput): Terms {
  const gain = t.marginal(t.positive(o.savings), o.gainBands, o.base);
  const lossBands = o.lossBands === 'mirror' ? o.gainBands : o.lossBands;
  const loss = lossBands === 'none' ? t.literal('0') : t.marginal(t.positive(t.neg(o.savings)), lossBands, o.base);
  return {
    corridorGain: { label: 'Share of the savings', expr: o.gainLimit === undefined ? gain : t.min(gain, o.gainLimit) },
    corridorLoss: { label: 'Share of the losses', expr: o.lossLimit === undefined ? loss : t.min(loss, o.lossLimit) },
    corridor: { label: 'By the corridor', expr: t.sub('corridorGain', 'corridorLoss') },
  };
}

/** A limit as a share of a named base. */
export interface LimitInput {
  readonly amount: Operand;
  /** Share of the base; between 0 and 1. */
  readonly share: Operand;
  /** Benchmark, target, revenue or fees. Unit: US dollars. */
  readonly base: Operand;
}

/**
 * Caps an amount at a share of a named base.
 *
 * @formula min(amount, share x base)
 * @unit US dollars
 * @testedBy contracts/builders/corridor.test.ts
 * @param o - Amount, share, base.
 * @returns The node.
 * @example
 * cap({ amount: 'shared', share: '0.1', base: 'benchmark' }).op; // => 'clamp'
 */
export function cap(o: LimitInput): Expr {
  return t.clamp(o.amount, null, t.mul(o.share, o.base));
}

/**
 * Limits how far an amount may fall: at least the negative share of a named base.
 *
 * @formula max(amount, -share x base)
 * @unit US dollars
 * @testedBy contracts/builders/corridor.test.ts
 * @param o - Amount, share, base.
 * @returns The node.
 * @example
 * floor({ amount: 'shared', share: '0.1', base: 'benchmark' }).op; // => 'clamp'
 */
export function floor(o: LimitInput): Expr {
  return t.clamp(o.amount, t.neg(t.mul(o.share, o.base)), null);
}

/**
 * Gives a share of an amount; the share may depend on quality.
 *
 * @formula rate x amount
 * @unit the unit of the amount
 * @testedBy contracts/builders/corridor.test.ts
 * @param o - `rate` and `amount`.
 * @returns The node.
 * @example
 * share({ rate: '0.5', amount: 'counted' }).op; // => 'mul'
 */
export function share(o: { readonly rate: Operand; readonly amount: Operand }): Expr {
  return t.mul(o.rate, o.amount);
}
