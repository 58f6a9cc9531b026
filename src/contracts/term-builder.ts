import { CoalitionError } from '../errors/coalition-error.js';
import type { RoundingMode } from '../money/rounding.js';
import { isDecimalText } from './decimal-text.js';
import type { Band, CompareExpr, Domain, Expr, InterpolationBand, LinePoint, Rounding, Tier } from './expression.js';
import type { Unit } from './unit.js';

/** A node, decimal text (a fixed figure), or the id of another term. */
export type Operand = Expr | string;

/** The short form of a tier: up to this value, its end included; the last tier is open. */
export interface ShortTier {
  /** Upper end, included unless `upToInclusive` is false; open when absent. Decimal text. */
  readonly upTo?: string;
  readonly upToInclusive?: boolean;
  readonly value: string;
}

/** What a step table needs besides its tiers. */
export interface TierOptions {
  readonly cliff?: 'declared';
  readonly gap?: 'declared';
  readonly unit?: Unit;
}

/**
 * Turns what is easy to write into a node: decimal text becomes a fixed figure, other text names a term.
 *
 * @param operand - A node, decimal text, or a term's id.
 * @returns The node.
 * @throws {@link CoalitionError} `contracts/number-as-money` for a JavaScript number.
 * @example
 * toExpr('0.5'); // => { op: 'literal', value: '0.5' }
 */
export function toExpr(operand: Operand): Expr {
  if (typeof operand === 'number') {
    throw new CoalitionError(
      'contracts/number-as-money',
      `A JavaScript number (${String(operand)}) stands where a figure is due. Write it as text, such as '0.02'.`,
      { where: 'terms' },
    );
  }
  if (typeof operand !== 'string') return operand;
  return isDecimalText(operand) ? { op: 'literal', value: operand } : { op: 'ref', id: operand };
}

const compare =
  (how: CompareExpr['how']) =>
  (left: Operand, right: Operand): Expr => ({ op: 'compare', how, of: [toExpr(left), toExpr(right)] });
const many =
  (op: 'add' | 'mul' | 'min' | 'max' | 'and' | 'or') =>
  (...of: readonly Operand[]): Expr => ({ op, of: of.map(toExpr) });

/** Turns short tiers into explicit ones, each starting where the one before it ends; so they can't have a gap. */
function explicitTiers(tiers: readonly ShortTier[]): readonly Tier[] {
  let before: ShortTier | null = null;
  const out: Tier[] = [];
  for (const tier of tiers) {
    const start = before?.upTo === undefined ? { fromInclusive: false } : { from: before.upTo, fromInclusive: before.upToInclusive === false };
    const end = tier.upTo === undefined ? { toInclusive: false } : { to: tier.upTo, toInclusive: tier.upToInclusive !== false };
    out.push({ ...start, ...end, value: tier.value });
    before = tier;
  }
  return out;
}

const EVERYWHERE: Domain = { fromInclusive: false, toInclusive: false };

/** Short ways to write nodes. Text that is a decimal is a fixed figure; other text names a term. */
export interface TermBuilder {
  literal(value: string, unit?: Unit): Expr;
  ref(id: string): Expr;
  add(...of: readonly Operand[]): Expr;
  sub(left: Operand, right: Operand): Expr;
  mul(...of: readonly Operand[]): Expr;
  div(left: Operand, right: Operand): Expr;
  neg(of: Operand): Expr;
  abs(of: Operand): Expr;
  min(...of: readonly Operand[]): Expr;
  max(...of: readonly Operand[]): Expr;
  /** The part above zero. */
  positive(of: Operand): Expr;
  /** `null` leaves an end open. */
  clamp(on: Operand, lo: Operand | null, hi: Operand | null): Expr;
  sumOver(over: string | readonly string[], of: Operand): Expr;
  weightedAverageOver(over: string | readonly string[], of: Operand, weight: Operand): Expr;
  weightedAverage(items: readonly { readonly key: string; readonly of: Operand; readonly weight: Operand }[]): Expr;
  lt(left: Operand, right: Operand): Expr;
  le(left: Operand, right: Operand): Expr;
  eq(left: Operand, right: Operand): Expr;
  ge(left: Operand, right: Operand): Expr;
  gt(left: Operand, right: Operand): Expr;
  and(...of: readonly Operand[]): Expr;
  or(...of: readonly Operand[]): Expr;
  not(of: Operand): Expr;
  if(when: Operand, then: Operand, otherwise: Operand, reason: string): Expr;
  step(on: Operand, o: { readonly domain?: Domain; readonly precedence?: 'first' | 'unique'; readonly tiers: readonly Tier[] } & TierOptions): Expr;
  /** The short form of `step`: it can't have a gap. */
  tiers(on: Operand, tiers: readonly ShortTier[], o?: TierOptions): Expr;
  marginal(on: Operand, bands: readonly Band[], base?: Operand): Expr;
  bandInterpolate(on: Operand, bands: readonly InterpolationBand[], unit?: Unit): Expr;
  linearThrough(on: Operand, points: readonly LinePoint[], o: { readonly outside: 'refuse' | 'hold'; readonly unit?: Unit }): Expr;
  round(on: Operand, o: { readonly to: Rounding['to']; readonly mode: RoundingMode }): Expr;
  allocate(on: Operand, o: { readonly over: string; readonly weight: Operand; readonly key: string; readonly scale: string }): Expr;
}

const unitField = (unit: Unit | undefined): { readonly unit?: Unit } => (unit === undefined ? {} : { unit });
const listOf = (over: string | readonly string[]): readonly string[] => (typeof over === 'string' ? [over] : over);

/**
 * Short ways to write the nodes of a contract; each only makes data.
 *
 * @example
 * term.sub('target', '100'); // => { op: 'sub', of: [{ op: 'ref', id: 'target' }, { op: 'literal', value: '100' }] }
 */
export const term: TermBuilder = /* @__PURE__ */ Object.freeze<TermBuilder>({
  literal: (value, unit) => ({ op: 'literal', value, ...unitField(unit) }),
  ref: (id) => ({ op: 'ref', id }),
  add: many('add'),
  mul: many('mul'),
  min: many('min'),
  max: many('max'),
  and: many('and'),
  or: many('or'),
  sub: (left, right) => ({ op: 'sub', of: [toExpr(left), toExpr(right)] }),
  div: (left, right) => ({ op: 'div', of: [toExpr(left), toExpr(right)] }),
  neg: (of) => ({ op: 'neg', of: toExpr(of) }),
  abs: (of) => ({ op: 'abs', of: toExpr(of) }),
  not: (of) => ({ op: 'not', of: toExpr(of) }),
  positive: (of) => ({ op: 'max', of: [toExpr(of), { op: 'literal', value: '0' }] }),
  clamp: (on, lo, hi) => ({ op: 'clamp', on: toExpr(on), ...(lo === null ? {} : { lo: toExpr(lo) }), ...(hi === null ? {} : { hi: toExpr(hi) }) }),
  sumOver: (over, of) => ({ op: 'sumOver', over: listOf(over), of: toExpr(of) }),
  weightedAverageOver: (over, of, weight) => ({ op: 'weightedAverageOver', over: listOf(over), of: toExpr(of), weight: toExpr(weight) }),
  weightedAverage: (items) => ({
    op: 'weightedAverage',
    items: items.map((item) => ({ key: item.key, of: toExpr(item.of), weight: toExpr(item.weight) })),
  }),
  lt: compare('lt'),
  le: compare('le'),
  eq: compare('eq'),
  ge: compare('ge'),
  gt: compare('gt'),
  if: (when, then, otherwise, reason) => ({ op: 'if', when: toExpr(when), then: toExpr(then), otherwise: toExpr(otherwise), reason }),
  step: (on, o) => ({
    op: 'step',
    on: toExpr(on),
    domain: o.domain ?? EVERYWHERE,
    precedence: o.precedence ?? 'unique',
    tiers: o.tiers,
    ...unitField(o.unit),
    ...(o.cliff === undefined ? {} : { cliff: o.cliff }),
    ...(o.gap === undefined ? {} : { gap: o.gap }),
  }),
  tiers: (on, tiers, o = {}) => ({
    op: 'step',
    on: toExpr(on),
    domain: EVERYWHERE,
    precedence: 'unique',
    tiers: explicitTiers(tiers),
    ...unitField(o.unit),
    ...(o.cliff === undefined ? {} : { cliff: o.cliff }),
  }),
  marginal: (on, bands, base) => ({ op: 'marginal', on: toExpr(on), ...(base === undefined ? {} : { base: toExpr(base) }), bands }),
  bandInterpolate: (on, bands, unit) => ({ op: 'bandInterpolate', on: toExpr(on), bands, ...unitField(unit) }),
  linearThrough: (on, points, o) => ({ op: 'linearThrough', on: toExpr(on), points, outside: o.outside, ...unitField(o.unit) }),
  round: (on, o) => ({ op: 'round', on: toExpr(on), to: o.to, mode: o.mode }),
  allocate: (on, o) => ({ op: 'allocate', on: toExpr(on), over: o.over, weight: toExpr(o.weight), key: o.key, scale: o.scale }),
});
