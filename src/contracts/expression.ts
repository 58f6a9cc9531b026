import type { RoundingMode } from '../money/rounding.js';
import type { Unit } from './unit.js';

/** A fixed figure of the contract's text. A bare zero has any unit; any other figure without `unit` is a ratio. */
export interface LiteralExpr {
  readonly op: 'literal';
  /** Decimal text. Unit: `unit`. */
  readonly value: string;
  readonly unit?: Unit;
}

/** A measured figure: the fact of this metric, by key inside a loop over its dimensions. */
export interface MetricExpr {
  readonly op: 'metric';
  readonly id: string;
}

/** A dated figure of the contract: the row that holds on the last day of the measurement period. */
export interface ParameterExpr {
  readonly op: 'parameter';
  readonly id: string;
}

/** The value of another term. */
export interface RefExpr {
  readonly op: 'ref';
  readonly id: string;
}

/** Sum, product, least or greatest of its operands; `and`, `or` of conditions. */
export interface ManyExpr {
  readonly op: 'add' | 'mul' | 'min' | 'max' | 'and' | 'or';
  readonly of: readonly Expr[];
}

/** First less or by second operand. A division by zero blocks the settlement and names the node. */
export interface PairExpr {
  readonly op: 'sub' | 'div';
  readonly of: readonly [Expr, Expr];
}

/** Sign turned, sign dropped, or condition denied. */
export interface OneExpr {
  readonly op: 'neg' | 'abs' | 'not';
  readonly of: Expr;
}

/** A value held between two ends; an absent end is open. */
export interface ClampExpr {
  readonly op: 'clamp';
  readonly on: Expr;
  readonly lo?: Expr;
  readonly hi?: Expr;
}

/** A sum over every key of one or more dimensions: one node, one table in the trace. */
export interface SumOverExpr {
  readonly op: 'sumOver';
  readonly over: readonly string[];
  readonly of: Expr;
}

/** Sum of weight times value over the sum of weights, over every key; missing keys drop out under `reweight`. */
export interface WeightedAverageOverExpr {
  readonly op: 'weightedAverageOver';
  readonly over: readonly string[];
  readonly of: Expr;
  readonly weight: Expr;
}

/** One entry of a {@link WeightedAverageExpr}. */
export interface WeightedItem {
  readonly key: string;
  readonly of: Expr;
  readonly weight: Expr;
}

/** The weighted average of entries that are spelled out because each is scored in its own way. */
export interface WeightedAverageExpr {
  readonly op: 'weightedAverage';
  readonly items: readonly WeightedItem[];
}

/** A condition on two values of one unit. */
export interface CompareExpr {
  readonly op: 'compare';
  readonly how: 'lt' | 'le' | 'eq' | 'ge' | 'gt';
  readonly of: readonly [Expr, Expr];
}

/** One of two values, with the reason in words. Only the branch that is taken must be computable. */
export interface IfExpr {
  readonly op: 'if';
  readonly when: Expr;
  readonly then: Expr;
  readonly otherwise: Expr;
  readonly reason: string;
}

/** Where a step table is defined; an absent end is unbounded. Decimal text in the unit of `on`. */
export interface Domain {
  readonly from?: string;
  readonly fromInclusive: boolean;
  readonly to?: string;
  readonly toInclusive: boolean;
}

/** One tier of a step table: its ends are explicit because published rules have gaps and overlaps. */
export interface Tier extends Domain {
  /** Decimal text in the unit of the step. */
  readonly value: string;
}

/** A value looked up by tier. */
export interface StepExpr {
  readonly op: 'step';
  readonly on: Expr;
  readonly domain: Domain;
  readonly precedence: 'first' | 'unique';
  readonly tiers: readonly Tier[];
  /** Unit of the tiers' values; a ratio when absent. */
  readonly unit?: Unit;
  /** Says that the jumps are meant. */
  readonly cliff?: 'declared';
  /** Says that a gap is known, as where a rule's own text has one: lint only warns; a value inside it still blocks. */
  readonly gap?: 'declared';
}

/** One band of a marginal schedule: this share of what lies inside it. */
export interface Band {
  /** Lower end, decimal text. Unit: shares of `base`, or the unit of `on` without one. */
  readonly from: string;
  /** Upper end; open when absent. */
  readonly to?: string;
  /** Share, decimal text. */
  readonly share: string;
}

/** Each band's share of the part of the amount inside it, the amount's sign restored. */
export interface MarginalExpr {
  readonly op: 'marginal';
  readonly on: Expr;
  /** What the bands are shares of; without it they are amounts in the unit of `on`. */
  readonly base?: Expr;
  readonly bands: readonly Band[];
}

/** One band of whole numbers with the values at its printed ends. */
export interface InterpolationBand {
  readonly lo: string;
  /** Last whole number of the band; open when absent, and then both values are alike. */
  readonly hi?: string;
  readonly atLo: string;
  readonly atHi: string;
}

/** A table of whole numbers, linear between the printed ends of each band. */
export interface BandInterpolateExpr {
  readonly op: 'bandInterpolate';
  readonly on: Expr;
  readonly bands: readonly InterpolationBand[];
  readonly unit?: Unit;
}

/** One point of a line. */
export interface LinePoint {
  readonly x: string;
  readonly y: string;
}

/** Points joined by straight lines. */
export interface LinearThroughExpr {
  readonly op: 'linearThrough';
  readonly on: Expr;
  readonly points: readonly LinePoint[];
  /** What holds outside the points: the settlement is blocked, or the end value holds. */
  readonly outside: 'refuse' | 'hold';
  readonly unit?: Unit;
}

/** To what and how an amount is rounded: cents, dollars, or a number of decimals as text. */
export interface Rounding {
  readonly to: 'cent' | 'dollar' | (string & {});
  readonly mode: RoundingMode;
}

/** A rounding point of the contract. */
export interface RoundExpr extends Rounding {
  readonly op: 'round';
  readonly on: Expr;
}

/** The part of a total that goes to one key when it is divided over a dimension by largest remainder. */
export interface AllocateExpr {
  readonly op: 'allocate';
  readonly on: Expr;
  readonly over: string;
  readonly weight: Expr;
  readonly key: string;
  /** Decimals of the smallest unit paid, as text. */
  readonly scale: string;
}

/** The closed algebra of terms: no functions of the user's, no loops without end, no evaluation of text. */
export type Expr =
  | LiteralExpr
  | MetricExpr
  | ParameterExpr
  | RefExpr
  | ManyExpr
  | PairExpr
  | OneExpr
  | ClampExpr
  | SumOverExpr
  | WeightedAverageOverExpr
  | WeightedAverageExpr
  | CompareExpr
  | IfExpr
  | StepExpr
  | MarginalExpr
  | BandInterpolateExpr
  | LinearThroughExpr
  | RoundExpr
  | AllocateExpr;

/** Every operation of the algebra. */
export const OPERATIONS: readonly Expr['op'][] = /* @__PURE__ */ Object.freeze([
  'literal',
  'metric',
  'parameter',
  'ref',
  'add',
  'sub',
  'mul',
  'div',
  'neg',
  'abs',
  'min',
  'max',
  'clamp',
  'sumOver',
  'weightedAverageOver',
  'weightedAverage',
  'compare',
  'and',
  'or',
  'not',
  'if',
  'step',
  'marginal',
  'bandInterpolate',
  'linearThrough',
  'round',
  'allocate',
] as const);

/** One operand of a node: the slot it stands in, and itself. */
export interface Slot {
  readonly slot: string;
  readonly expr: Expr;
}

/**
 * Lists the operands of a node with the slots they stand in, in the order in which they are computed.
 *
 * @param expr - A node.
 * @returns Its direct operands; none for leaves.
 * @example
 * operandsOf({ op: 'neg', of: { op: 'ref', id: 'loss' } }); // => [{ slot: 'of', expr: { op: 'ref', id: 'loss' } }]
 */
export function operandsOf(expr: Expr): readonly Slot[] {
  switch (expr.op) {
    case 'literal':
    case 'metric':
    case 'parameter':
    case 'ref':
      return [];
    case 'add':
    case 'mul':
    case 'min':
    case 'max':
    case 'and':
    case 'or':
    case 'sub':
    case 'div':
    case 'compare':
      return expr.of.map((each, i) => ({ slot: String(i), expr: each }));
    case 'neg':
    case 'abs':
    case 'not':
    case 'sumOver':
      return [{ slot: 'of', expr: expr.of }];
    case 'clamp':
      return present([
        ['on', expr.on],
        ['lo', expr.lo],
        ['hi', expr.hi],
      ]);
    case 'weightedAverageOver':
      return present([
        ['of', expr.of],
        ['weight', expr.weight],
      ]);
    case 'weightedAverage':
      return expr.items.flatMap((item) => [
        { slot: `${item.key}.of`, expr: item.of },
        { slot: `${item.key}.weight`, expr: item.weight },
      ]);
    case 'if':
      return present([
        ['when', expr.when],
        ['then', expr.then],
        ['otherwise', expr.otherwise],
      ]);
    case 'marginal':
      return present([
        ['on', expr.on],
        ['base', expr.base],
      ]);
    case 'allocate':
      return present([
        ['on', expr.on],
        ['weight', expr.weight],
      ]);
    case 'step':
    case 'bandInterpolate':
    case 'linearThrough':
    case 'round':
      return [{ slot: 'on', expr: expr.on }];
  }
}

function present(slots: readonly (readonly [string, Expr | undefined])[]): readonly Slot[] {
  return slots.flatMap(([slot, expr]) => (expr === undefined ? [] : [{ slot, expr }]));
}
