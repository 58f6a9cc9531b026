import type { Warning } from '../errors/finding.js';
import type { CostBasis } from '../money/cost-basis.js';
import { Decimal } from '../money/decimal.js';
import { type Usd, type UsdInput, usd } from '../money/usd.js';
import type { Citation } from '../reference/citation.js';
import type { TableVersion } from '../reference/dated.js';
import type { Assumption, Explanation, Step } from '../reference/explanation.js';
import { badInput } from './bad-input.js';

/** How an interval of a cost was made. */
export type IntervalMethod =
  | 'linearised'
  | 'linearisedT'
  | 'logDelta'
  | 'jackknife'
  | 'fieller'
  | 'bootstrapNormal'
  | 'bootstrapBasic'
  | 'bootstrapPercentile'
  | 'bootstrapBca'
  | 'externalCv'
  | 'pooledExternalCv'
  | 'winsorised'
  | 'auto'
  | 'combined'
  | 'published';

/** How well a cost is known. Unit of every amount: as the cost it belongs to. */
export type CostInterval =
  | {
      readonly kind: 'interval';
      readonly method: IntervalMethod;
      /** Unit: probability, such as 0.95. */
      readonly confidence: number;
      readonly point: Usd;
      /** `null` where the method's bound is negative, which no cost is: see `raw`. */
      readonly low: Usd | null;
      readonly high: Usd | null;
      /** The bounds as computed, in doubles. Unit: US dollars. */
      readonly raw: { readonly low: number | null; readonly high: number | null };
      readonly warnings: readonly Warning[];
    }
  | { readonly kind: 'unbounded' /** Fieller's g, at least 1. Unit: none. */; readonly g: number }
  | { readonly kind: 'degenerate' };

/** What an adjustment is for. One of a kind only, unless the overlap is allowed. */
export type AdjustmentKind =
  | 'completion'
  | 'pooling'
  | 'charge'
  | 'demographic'
  | 'area'
  | 'industry'
  | 'benefit'
  | 'network'
  | 'riskScore'
  | 'trend'
  | 'admin'
  | 'rebates'
  | 'stopLoss'
  | 'nonClaims'
  | 'memberShare'
  | 'membersPerEmployee'
  | 'tierMix'
  | 'scope'
  | 'population'
  | 'measure'
  | 'exposureRule';

/** One line of the ledger between an observed rate and the rate that is compared. */
export interface AdjustmentStep extends Step {
  readonly kind: AdjustmentKind;
  /** Multiplies the rate; `null` for a step that adds. Unit: none. */
  readonly factor: Decimal | null;
  /** Adds to the rate; `null` for a step that multiplies. Unit: as the rate. */
  readonly amount: Usd | null;
  /** Ends of the factor or the amount; equal to it when nothing is uncertain. */
  readonly low: Decimal;
  readonly high: Decimal;
  readonly basisBefore: string;
  readonly basisAfter: string;
  readonly evidence: Citation | string;
  readonly tableVersion?: string;
}

/** A cost per somebody and period, with what it measures, how well it is known, and how it was made. */
export interface CostRate<B extends CostBasis = CostBasis> extends Explanation {
  readonly basis: B;
  /** Unit: US dollars per `basis.per` and `basis.period`. */
  readonly amount: Usd;
  /** Unit: US dollars over the whole exposure. */
  readonly numerator: Usd;
  /** Unit: months or years of `basis.per`, as `basis.period` says; 0 for a published figure. */
  readonly exposure: Decimal;
  /** Member months / 12; `null` when not known. Unit: life-years. */
  readonly lifeYears: Decimal | null;
  readonly interval: CostInterval | null;
  readonly ledger: readonly AdjustmentStep[];
}

/** What {@link costRate} needs. */
export interface CostRateInput<B extends CostBasis> {
  readonly basis: B;
  /** Unit: US dollars per `basis.per` and `basis.period`. Give it, or numerator and exposure. */
  readonly amount?: UsdInput;
  /** Unit: US dollars. */
  readonly numerator?: UsdInput;
  /** Unit: months or years of `basis.per`. */
  readonly exposure?: Decimal | string;
  /** Unit: life-years. */
  readonly lifeYears?: Decimal | string | null;
  readonly interval?: CostInterval | null;
  readonly assumptions?: readonly Assumption[];
  readonly warnings?: readonly Warning[];
  readonly tables?: readonly TableVersion[];
}

/**
 * Makes a rate of one's own: a published figure, or dollars over an exposure.
 *
 * Limits: the literal type of the basis is kept, so that comparing unlike rates doesn't compile.
 *
 * @formula amount = numerator / exposure
 * @unit US dollars per `basis.per` and `basis.period`
 * @testedBy test/benchmark/compare.test.ts
 * @param o - The basis and either an amount, or numerator and exposure.
 * @returns The rate.
 * @throws {@link CoalitionError} `benchmark/bad-input`, `money/not-an-amount`.
 * @example
 * costRate({ basis: basisPresets.hcci, numerator: '1200', exposure: '4' }).amount.toFixed(2); // => '300.00'
 */
export function costRate<const B extends CostBasis>(o: CostRateInput<B>): CostRate<B> {
  const exposure = new Decimal(o.exposure ?? 0);
  const numerator = o.numerator === undefined ? null : usd(o.numerator);
  const amount = o.amount !== undefined ? usd(o.amount) : numerator === null || !exposure.gt(0) ? null : usd(new Decimal(numerator).div(exposure));
  if (amount === null) throw badInput('amount', 'absent', 'an amount, or a numerator with an exposure above 0');
  const lifeYears = o.lifeYears === undefined || o.lifeYears === null ? null : new Decimal(o.lifeYears);
  return {
    basis: o.basis,
    amount,
    numerator: numerator ?? usd(amount.times(exposure)),
    exposure,
    lifeYears,
    interval: o.interval ?? null,
    ledger: [],
    steps: [{ id: 'rate', label: 'rate as given', value: amount.toFixed(), unit: `US dollars per ${o.basis.per} and ${o.basis.period}` }],
    assumptions: o.assumptions ?? [],
    warnings: o.warnings ?? [],
    tables: o.tables ?? [],
  };
}
