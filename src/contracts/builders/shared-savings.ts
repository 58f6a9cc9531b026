import type { Terms } from '../define-contract.js';
import type { Expr, Rounding } from '../expression.js';
import { type Operand, term as t } from '../term-builder.js';
import { gateTerms } from './gate.js';

/** What happens on a loss. */
export interface LossSide {
  /** Least loss, as a share of the benchmark, from which the loss counts. */
  readonly minimumRate: Operand;
  /** Share of the loss that the provider pays. */
  readonly rate: Operand;
  /** Most that the provider pays. Unit: US dollars. */
  readonly limit: Operand;
  /** Part of the limited loss that is forgiven, 0 to 1. Default none. */
  readonly relief?: Operand;
}

/** The terms of a shared-savings contract, in the order in which they act. */
export interface SharedSavingsInput {
  /** Benchmark. Unit: US dollars. */
  readonly benchmark: Operand;
  /** Actual spending. Unit: US dollars. */
  readonly actual: Operand;
  /** Least savings, as a share of the benchmark, from which savings count. */
  readonly minimumRate: Operand;
  /** Whether savings of exactly the minimum count. */
  readonly inclusive: boolean;
  /** `firstDollar`: once met, all savings are shared; `excessOnly`: only those above the minimum. */
  readonly mode: 'firstDollar' | 'excessOnly';
  /** Share of the savings that the provider gets; may depend on quality. */
  readonly rate: Operand;
  /** Share taken off positive amounts, before the cap. Default none. */
  readonly sequestration?: Operand;
  /** Most that is paid. Unit: US dollars. Default none. */
  readonly cap?: Operand;
  /** Default: losses are not shared. */
  readonly loss?: LossSide;
  readonly rounding: Rounding;
}

/**
 * Writes the terms of shared savings, and of shared losses where they are agreed: savings, gate, share, sequestration, cap, loss, relief.
 *
 * Defaults are monotone in savings. The last term is `payable`: positive to the provider, negative from it.
 *
 * @formula savings S = B - E; counted when S >= minimum x B; shared = rate x S; less sequestration; at most the cap
 * @unit US dollars
 * @source 42 CFR 425.605 for the order of the steps
 * @testedBy contracts/builders/shared-savings.test.ts: CMS examples G7 to G10, curve
 * @param o - The agreed terms.
 * @returns Terms for {@link defineContract}: `savings`, `counted`, `shared`, `sequestered`, `capped`, `loss*`, `payable`.
 * @example
 * Object.keys(sharedSavings({ benchmark: metricNode('benchmark'), actual: metricNode('actual'), minimumRate: '0.02', inclusive: true, mode: 'firstDollar', rate: '0.5', rounding: { to: 'cent', mode: 'half-up' } })); // => ['savings', 'minimum', 'counted', 'shared', 'payable']
 */
export function sharedSavings(o: SharedSavingsInput): Terms {
  const gated = gateTerms({
    savings: t.sub(o.benchmark, o.actual),
    base: o.benchmark,
    minimumRate: o.minimumRate,
    inclusive: o.inclusive,
    mode: o.mode,
  });
  const terms: Record<string, Terms[string]> = { ...gated, shared: { label: 'Shared savings', expr: t.mul(o.rate, 'counted') } };
  let last = 'shared';
  if (o.sequestration !== undefined) {
    terms['sequestered'] = { label: 'After sequestration', expr: sequester(last, o.sequestration) };
    last = 'sequestered';
  }
  if (o.cap !== undefined) {
    terms['capped'] = { label: 'After the payment limit', expr: t.min(last, o.cap) };
    last = 'capped';
  }
  if (o.loss !== undefined) last = addLoss(terms, { ...o.loss, benchmark: o.benchmark, inclusive: o.inclusive, earned: last });
  return { ...terms, payable: { label: 'Payable', expr: t.round(last, o.rounding) } };
}

/** The loss side: counted loss, share, limit, relief; and the sum of both sides. */
function addLoss(
  terms: Record<string, Terms[string]>,
  o: LossSide & { readonly benchmark: Operand; readonly inclusive: boolean; readonly earned: string },
): string {
  const size = t.neg('savings');
  const met = t.and(t.gt(size, '0'), (o.inclusive ? t.ge : t.gt)(size, t.mul(o.minimumRate, o.benchmark)));
  terms['countedLoss'] = { label: 'Loss that counts', expr: t.if(met, size, '0', 'a loss counts from the minimum loss rate on') };
  terms['sharedLoss'] = { label: 'Shared loss', expr: t.mul(o.rate, 'countedLoss') };
  terms['limitedLoss'] = { label: 'After the loss limit', expr: t.min('sharedLoss', o.limit) };
  let last = 'limitedLoss';
  if (o.relief !== undefined) {
    terms['relievedLoss'] = { label: 'After relief', expr: t.mul(last, t.sub('1', o.relief)) };
    last = 'relievedLoss';
  }
  terms['earnedOrOwed'] = { label: 'Earned, or owed when negative', expr: t.sub(o.earned, last) };
  return 'earnedOrOwed';
}

/**
 * Takes a share off positive amounts and leaves losses untouched.
 *
 * @formula x - r x, for x > 0
 * @unit the unit of the amount
 * @testedBy contracts/builders/shared-savings.test.ts
 * @param amount - The amount.
 * @param rate - The share taken off.
 * @returns The node.
 * @example
 * sequester('shared', '0.02').op; // => 'if'
 */
export function sequester(amount: Operand, rate: Operand): Expr {
  return t.if(t.gt(amount, '0'), t.mul(amount, t.sub('1', rate)), amount, 'sequestration acts on gains only');
}

/**
 * Names a metric as a node, for builders outside {@link defineContract}'s `terms` function.
 *
 * @param id - The metric's id.
 * @returns The node.
 * @example
 * metricNode('actual'); // => { op: 'metric', id: 'actual' }
 */
export function metricNode(id: string): Expr {
  return { op: 'metric', id };
}

/**
 * Names a parameter as a node.
 *
 * @param id - The parameter's id.
 * @returns The node.
 * @example
 * parameterNode('discount'); // => { op: 'parameter', id: 'discount' }
 */
export function parameterNode(id: string): Expr {
  return { op: 'parameter', id };
}
