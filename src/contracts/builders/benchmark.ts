import { CoalitionError } from '../../errors/coalition-error.js';
import type { Terms } from '../define-contract.js';
import type { Expr } from '../expression.js';
import { type Operand, term as t } from '../term-builder.js';

/** Per-capita spending of one enrolment type. */
export interface PerCapitaInput {
  /** Spending observed. Unit: US dollars. */
  readonly spending: Operand;
  /** Member years observed. Unit: member years. */
  readonly memberYears: Operand;
  /** Truncation of one member year, for both signs. Unit: US dollars per member year. */
  readonly threshold: Operand;
  /** Completion multiplier, at least 1 (1.013 for three months of run-out). */
  readonly completion: Operand;
}

/**
 * Writes per-capita spending in CMS's order: annualise, truncate, complete, weight.
 *
 * Truncation compares uncompleted spending; completion comes after it.
 *
 * @formula annualised = spending / member years; truncated to +- threshold; x completion; weighted = x member years
 * @unit US dollars per member year; the last term in US dollars
 * @source CMS MSSP methodology specification v11, pages 25 to 27
 * @testedBy contracts/builders/benchmark.test.ts: examples G1 and G2
 * @param o - Spending, member years, threshold, completion.
 * @returns Terms `annualised`, `truncated`, `completed`, `weighted`.
 * @example
 * Object.keys(perCapita({ spending: 'paid', memberYears: 'years', threshold: 'limit', completion: '1.013' })); // => ['annualised', 'truncated', 'completed', 'weighted']
 */
export function perCapita(o: PerCapitaInput): Terms {
  return {
    annualised: { label: 'Annualised', expr: t.div(o.spending, o.memberYears) },
    truncated: { label: 'Truncated', expr: t.clamp('annualised', t.neg(o.threshold), o.threshold) },
    completed: { label: 'Completed for run-out', expr: t.mul('truncated', o.completion) },
    weighted: { label: 'Weighted by member years', expr: t.mul('completed', o.memberYears) },
  };
}

/** One base year of a benchmark. */
export interface BaseYear {
  readonly key: string;
  /** Share, decimal text or a node; all add up to 1. */
  readonly weight: Operand;
  /** Trended, risk-adjusted spending of the year. Unit: US dollars per member year. */
  readonly amount: Operand;
}

/**
 * Blends trended base years into one historical figure.
 *
 * @formula sum of weight x amount
 * @unit the unit of the amounts
 * @source 42 CFR 425.602: weights 10, 30, 60 % in a first agreement period, one third each when rebased
 * @testedBy contracts/builders/benchmark.test.ts
 * @param years - Base years with weights that add up to 1, which lint checks.
 * @returns The node.
 * @example
 * blendBaseYears([{ key: 'by1', weight: '0.1', amount: 'a' }, { key: 'by2', weight: '0.3', amount: 'b' }, { key: 'by3', weight: '0.6', amount: 'c' }]).op; // => 'weightedAverage'
 */
export function blendBaseYears(years: readonly BaseYear[]): Expr {
  return t.weightedAverage(years.map((year) => ({ key: year.key, weight: year.weight, of: year.amount })));
}

/** A risk adjustment. */
export interface RiskAdjustInput {
  readonly amount: Operand;
  readonly scoreNow: Operand;
  readonly scoreThen: Operand;
  /** Least ratio; none when absent. */
  readonly lo?: Operand;
  /** Greatest ratio, such as 1.03; none when absent. */
  readonly hi?: Operand;
}

/**
 * Adjusts an amount by the change of a risk score, within limits.
 *
 * @formula amount x clamp(score now / score then, lo, hi)
 * @unit the unit of the amount
 * @source CMS MSSP methodology specification v11, page 30: cap 1.03, no floor
 * @testedBy contracts/builders/benchmark.test.ts: example G4
 * @param o - Amount, scores, limits.
 * @returns The node.
 * @example
 * riskAdjust({ amount: 'base', scoreNow: 'now', scoreThen: 'then', hi: '1.03' }).op; // => 'mul'
 */
export function riskAdjust(o: RiskAdjustInput): Expr {
  return t.mul(o.amount, t.clamp(t.div(o.scoreNow, o.scoreThen), o.lo ?? null, o.hi ?? null));
}

/** A trend: a blend of two factors, or a yearly rate over whole years. */
export type TrendInput =
  | { readonly kind: 'blend'; readonly amount: Operand; readonly weight: Operand; readonly first: Operand; readonly second: Operand }
  | { readonly kind: 'compound'; readonly amount: Operand; readonly rate: Operand /** Unit: years, whole. */; readonly years: number };

/**
 * Trends an amount: by a blend of two factors, or by a yearly rate over whole years.
 *
 * @formula blend: amount x (w a + (1 - w) b); compound: amount x (1 + rate)^years
 * @unit the unit of the amount
 * @source CMS MSSP methodology specification v11, page 36
 * @testedBy contracts/builders/benchmark.test.ts: example G3
 * @param o - The amount and its trend.
 * @returns The node.
 * @throws {@link CoalitionError} `contracts/bad-options` when years isn't a whole number from 0 to 50.
 * @example
 * trend({ kind: 'compound', amount: 'base', rate: '0.05', years: 2 }); // => { op: 'mul', of: [{ op: 'ref', id: 'base' }, { op: 'add', of: [{ op: 'literal', value: '1' }, { op: 'literal', value: '0.05' }] }, { op: 'add', of: [{ op: 'literal', value: '1' }, { op: 'literal', value: '0.05' }] }] }
 */
export function trend(o: TrendInput): Expr {
  if (o.kind === 'blend') return t.mul(o.amount, t.add(t.mul(o.weight, o.first), t.mul(t.sub('1', o.weight), o.second)));
  if (!Number.isInteger(o.years) || o.years < 0 || o.years > 50) {
    throw new CoalitionError('contracts/bad-options', `A trend over ${o.years} years isn't possible. Give whole years, 0 to 50.`, { what: 'years' });
  }
  return t.mul(o.amount, ...Array.from({ length: o.years }, () => t.add('1', o.rate)));
}

/** A target price. */
export interface TargetInput {
  /** Baseline by unit of volume. Unit: US dollars per episode, member month, ... */
  readonly baseline: Operand;
  /** Share taken off the baseline. */
  readonly discount: Operand;
  /** Unit: episodes, member months, ... */
  readonly volume: Operand;
}

/**
 * Writes a target: the baseline less a discount, times the volume.
 *
 * @formula baseline x (1 - discount) x volume
 * @unit US dollars
 * @testedBy contracts/builders/benchmark.test.ts
 * @param o - Baseline, discount, volume.
 * @returns The node.
 * @example
 * target({ baseline: 'price', discount: '0.03', volume: 'episodes' }).op; // => 'mul'
 */
export function target(o: TargetInput): Expr {
  return t.mul(o.baseline, t.sub('1', o.discount), o.volume);
}
