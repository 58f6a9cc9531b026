import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import { isDecimalText } from '../decimal-text.js';
import type { Terms } from '../define-contract.js';
import type { Expr } from '../expression.js';
import { type Operand, type ShortTier, term as t } from '../term-builder.js';

/** A fee at risk for one measure. */
export type GuaranteeInput = {
  /** Fees at risk. Unit: US dollars. */ readonly fee: Operand /** Share of the fees at risk for this measure. */;
  readonly weight: Operand;
} & (
  | { readonly kind: 'binary' /** A condition that holds when the guarantee was missed. */; readonly failed: Operand }
  | { readonly kind: 'tiered'; readonly metric: Operand /** Share missed by tier. */; readonly tiers: readonly ShortTier[] }
  | {
      readonly kind: 'sliding';
      readonly metric: Operand;
      readonly target: Operand /** Where everything is missed; above the target where lower is better. */;
      readonly floor: Operand;
    }
);

/**
 * Writes a performance guarantee: the credit that the vendor owes for a missed measure.
 *
 * @formula fee x weight x miss; binary: miss 0 or 1; tiered: by step; sliding: clamp((target - metric) / (target - floor), 0, 1)
 * @unit US dollars
 * @testedBy contracts/builders/guarantee.test.ts: worked examples, curve
 * @param o - Fee, weight and the way in which a miss is measured.
 * @returns Terms `miss`, `credit`.
 * @throws {@link CoalitionError} `contracts/empty-slope` when target and floor are the same figure.
 * @example
 * Object.keys(guarantee({ kind: 'sliding', fee: '7500', weight: '1', metric: 'onTime', target: '0.98', floor: '0.90' })); // => ['miss', 'credit']
 */
export function guarantee(o: GuaranteeInput): Terms {
  return { miss: { label: 'Share missed', expr: missOf(o) }, credit: { label: 'Credit for the miss', expr: t.mul(o.fee, o.weight, 'miss') } };
}

function missOf(o: GuaranteeInput): Expr {
  switch (o.kind) {
    case 'binary':
      return t.if(o.failed, '1', '0', 'the guarantee was missed or met');
    case 'tiered':
      return t.tiers(o.metric, o.tiers, { cliff: 'declared' });
    case 'sliding': {
      const [target, floor] = [o.target, o.floor];
      const same =
        typeof target === 'string' &&
        typeof floor === 'string' &&
        (target === floor || (isDecimalText(target) && isDecimalText(floor) && new Decimal(target).eq(floor)));
      if (same)
        throw new CoalitionError(
          'contracts/empty-slope',
          `Target and floor are both ${target}, so there is no slope. Set them apart, or use a binary guarantee.`,
          { target },
        );
      return t.clamp(t.div(t.sub(target, o.metric), t.sub(target, floor)), '0', '1');
    }
  }
}

/** A guaranteed return on fees. */
export interface RoiGuaranteeInput {
  /** Unit: US dollars. */
  readonly fee: Operand;
  /** Guaranteed savings by dollar of fee, such as 1.5. */
  readonly guaranteedRoi: Operand;
  /** Measured savings; may be negative. Unit: US dollars. */
  readonly measuredSavings: Operand;
  /** Most that is paid back, as a share of the fee. */
  readonly capShare: Operand;
}

/**
 * Writes a return-on-investment guarantee.
 *
 * @formula min(capShare x fee, (guaranteedRoi x fee - measuredSavings)+)
 * @unit US dollars
 * @testedBy contracts/builders/guarantee.test.ts
 * @param o - Fee, guaranteed return, measured savings, cap.
 * @returns Terms `roiShortfall`, `roiCredit`.
 * @example
 * Object.keys(roiGuarantee({ fee: 'fees', guaranteedRoi: '1.5', measuredSavings: 'saved', capShare: '0.5' })); // => ['roiShortfall', 'roiCredit']
 */
export function roiGuarantee(o: RoiGuaranteeInput): Terms {
  return {
    roiShortfall: { label: 'Short of the guaranteed savings', expr: t.positive(t.sub(t.mul(o.guaranteedRoi, o.fee), o.measuredSavings)) },
    roiCredit: { label: 'Credit for the return', expr: t.min('roiShortfall', t.mul(o.capShare, o.fee)) },
  };
}

/** A guaranteed trend. */
export interface TrendGuaranteeInput {
  /** Measured trend; 0.05 is 5 %. */
  readonly actual: Operand;
  readonly guaranteed: Operand;
  /** Unit: US dollars. */
  readonly baseSpend: Operand;
  /** Share of the excess that is paid back. */
  readonly share: Operand;
  /** Unit: US dollars. */
  readonly cap: Operand;
}

/**
 * Writes a trend guarantee.
 *
 * @formula min(cap, share x (actual - guaranteed)+ x base spend)
 * @unit US dollars
 * @testedBy contracts/builders/guarantee.test.ts
 * @param o - Trends, base, share, cap.
 * @returns Terms `trendExcess`, `trendCredit`.
 * @example
 * Object.keys(trendGuarantee({ actual: 'trend', guaranteed: '0.04', baseSpend: 'spend', share: '0.5', cap: 'feeCap' })); // => ['trendExcess', 'trendCredit']
 */
export function trendGuarantee(o: TrendGuaranteeInput): Terms {
  return {
    trendExcess: { label: 'Trend above the guarantee', expr: t.positive(t.sub(o.actual, o.guaranteed)) },
    trendCredit: { label: 'Credit for the trend', expr: t.min(o.cap, t.mul(o.share, 'trendExcess', o.baseSpend)) },
  };
}

/** Penalties and bonuses of a scorecard against fees at risk. */
export interface ScorecardPenaltyInput {
  /** Unit: US dollars. */
  readonly fees: Operand;
  readonly capShare: Operand;
  /** Unit: US dollars each. */
  readonly penalties: readonly Operand[];
  /** Unit: US dollars each. Default none. */
  readonly bonuses?: readonly Operand[];
  /** Whether bonuses count against penalties before the cap. */
  readonly bonus: 'ignored' | 'netsBeforeCap';
}

/**
 * Writes the penalty of a scorecard.
 *
 * @formula ignored: min(capShare x fees, sum of penalties); netsBeforeCap: min(cap, (sum of penalties - sum of bonuses)+)
 * @unit US dollars
 * @testedBy contracts/builders/guarantee.test.ts
 * @param o - Fees, cap, penalties, bonuses, and what bonuses do.
 * @returns Terms `penalties`, `penalty`.
 * @example
 * Object.keys(scorecardPenalty({ fees: 'fees', capShare: '0.1', penalties: ['late', 'slow'], bonus: 'ignored' })); // => ['penalties', 'penalty']
 */
export function scorecardPenalty(o: ScorecardPenaltyInput): Terms {
  const nets = o.bonus === 'netsBeforeCap' && o.bonuses !== undefined && o.bonuses.length > 0;
  const sum = t.add(...o.penalties);
  return {
    penalties: { label: nets ? 'Penalties less bonuses' : 'Penalties', expr: nets ? t.positive(t.sub(sum, t.add(...(o.bonuses ?? [])))) : sum },
    penalty: { label: 'Penalty after the cap', expr: t.min('penalties', t.mul(o.capShare, o.fees)) },
  };
}

/** Caps of a month and of a rolling year. */
export interface PeriodCapsInput {
  /** Credit of the month before caps. Unit: US dollars. */
  readonly credit: Operand;
  /** Unit: US dollars a month. */
  readonly monthCap: Operand;
  /** Unit: US dollars a rolling year. */
  readonly yearCap: Operand;
  /** Credits of the eleven months before. Unit: US dollars. */
  readonly lastElevenMonths: Operand;
}

/**
 * Writes the caps of a service-level credit: first the month's, then what the rolling year leaves.
 *
 * @formula min(min(credit, month cap), (year cap - credits of the last 11 months)+)
 * @unit US dollars
 * @testedBy contracts/builders/guarantee.test.ts: the order of the caps
 * @param o - The month's credit, both caps, what was credited before.
 * @returns Terms `monthCredit`, `yearRoom`, `cappedCredit`.
 * @example
 * Object.keys(periodCaps({ credit: 'credit', monthCap: 'cap', yearCap: 'yearCap', lastElevenMonths: 'before' })); // => ['monthCredit', 'yearRoom', 'cappedCredit']
 */
export function periodCaps(o: PeriodCapsInput): Terms {
  return {
    monthCredit: { label: 'After the cap of the month', expr: t.min(o.credit, o.monthCap) },
    yearRoom: { label: 'Left under the cap of the year', expr: t.positive(t.sub(o.yearCap, o.lastElevenMonths)) },
    cappedCredit: { label: 'After the cap of the year', expr: t.min('monthCredit', 'yearRoom') },
  };
}
