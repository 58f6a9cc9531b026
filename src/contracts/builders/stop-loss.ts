import type { Terms } from '../define-contract.js';
import { type Operand, term as t } from '../term-builder.js';

/** Specific stop-loss over members. */
export interface SpecificStopLossInput {
  /** Dimension of the members. */
  readonly over: string;
  /** Eligible claims of one member. Unit: US dollars. */
  readonly claims: Operand;
  /** The member's own deductible: a metric whose `neutral` value is the common deductible gives lasers. Unit: US dollars. */
  readonly memberDeductible: Operand;
  /** Most that is reimbursed for one member. Unit: US dollars. Default without limit. */
  readonly maximumPerMember?: Operand;
  /** Deductible of all members together. Unit: US dollars. Default none. */
  readonly aggregatingSpecific?: Operand;
}

/** Aggregate stop-loss on top of a specific one. */
export interface StopLossInput extends SpecificStopLossInput {
  /** The deductible without lasers. Unit: US dollars. */
  readonly deductible: Operand;
  /** What counts towards the aggregate. No default: contracts differ, and each is worth six figures. */
  readonly erodes: { readonly laser: boolean; readonly overMaximum: boolean; readonly aggregating: boolean };
  /** Enrolment times factor over months and tiers. Unit: US dollars. */
  readonly attachmentProduct: Operand;
  /** The same of the first month alone. Unit: US dollars. */
  readonly firstMonthProduct: Operand;
  /** Least attachment as a share of twelve times the first month, commonly 0.95. */
  readonly minimumShare: Operand;
  /** Most that the aggregate cover pays. Unit: US dollars. */
  readonly aggregateMaximum: Operand;
}

/**
 * Writes specific stop-loss: what the carrier pays for members above their deductible.
 *
 * @formula raw_i = (e_i - d_i)+; excess_i = min(maximum, raw_i); specific = (sum of excess_i - aggregating specific)+
 * @unit US dollars
 * @testedBy contracts/builders/stop-loss.test.ts: 200,000 and 120,000 over 100,000 with 50,000 aggregating give 70,000
 * @param o - Claims, deductibles, maximum, aggregating specific.
 * @returns Terms `excess`, `specific`.
 * @example
 * Object.keys(specificStopLoss({ over: 'member', claims: metricNode('claims'), memberDeductible: '100000' })); // => ['excess', 'specific']
 */
export function specificStopLoss(o: SpecificStopLossInput): Terms {
  const raw = t.positive(t.sub(o.claims, o.memberDeductible));
  return {
    excess: { label: 'Above the deductibles', expr: t.sumOver(o.over, o.maximumPerMember === undefined ? raw : t.min(o.maximumPerMember, raw)) },
    specific: {
      label: 'Specific reimbursement',
      expr: o.aggregatingSpecific === undefined ? t.add('excess') : t.positive(t.sub('excess', o.aggregatingSpecific)),
    },
  };
}

/**
 * Writes specific and aggregate stop-loss; what specific pays never counts twice.
 *
 * @formula aggregate claims = sum e - sum excess - (laser corridor unless it erodes) - (over maximum unless it erodes) + (aggregating part if it erodes); reimbursement = min(maximum, (aggregate claims - attachment)+)
 * @unit US dollars
 * @testedBy contracts/builders/stop-loss.test.ts: the three flags by hand
 * @param o - Both covers.
 * @returns Terms `excess`, `specific`, `allClaims`, `laserCorridor`, `overMaximum`, `aggregateClaims`, `attachment`, `aggregate`, `stopLoss`.
 * @example
 * Object.keys(stopLoss({ over: 'member', claims: metricNode('claims'), memberDeductible: metricNode('deductible'), deductible: '100000', erodes: { laser: true, overMaximum: true, aggregating: true }, attachmentProduct: 'product', firstMonthProduct: 'first', minimumShare: '0.95', aggregateMaximum: '1000000' })).length; // => 9
 */
export function stopLoss(o: StopLossInput): Terms {
  const raw = t.positive(t.sub(o.claims, o.memberDeductible));
  const counted = [...(o.erodes.laser ? [] : [t.ref('laserCorridor')]), ...(o.erodes.overMaximum ? [] : [t.ref('overMaximum')])];
  const kept = t.sub('allClaims', t.add('excess', ...counted));
  return {
    ...specificStopLoss(o),
    allClaims: { label: 'All claims', expr: t.sumOver(o.over, o.claims) },
    laserCorridor: {
      label: 'Between deductible and laser',
      expr: t.sumOver(o.over, t.sub(t.min(o.claims, o.memberDeductible), t.min(o.claims, o.deductible))),
    },
    overMaximum: { label: 'Above the maximum of a member', expr: t.sub(t.sumOver(o.over, raw), 'excess') },
    aggregateClaims: {
      label: 'Claims that count towards the aggregate',
      expr: o.erodes.aggregating && o.aggregatingSpecific !== undefined ? t.add(kept, t.min(o.aggregatingSpecific, 'excess')) : kept,
    },
    attachment: { label: 'Attachment', expr: t.max(o.attachmentProduct, t.mul(o.minimumShare, o.firstMonthProduct, '12')) },
    aggregate: { label: 'Aggregate reimbursement', expr: t.min(o.aggregateMaximum, t.positive(t.sub('aggregateClaims', 'attachment'))) },
    stopLoss: { label: 'Stop-loss reimbursement', expr: t.add('specific', 'aggregate') },
  };
}

/** Level funding of a self-funded plan. */
export interface LevelFundingInput {
  /** Unit: US dollars. */
  readonly funded: Operand;
  /** Unit: US dollars. */
  readonly claims: Operand;
  /** Unit: US dollars. */
  readonly runOut: Operand;
  /** Share of a surplus that is refunded. */
  readonly share: Operand;
  /** Who bears a deficit. Default the carrier, a custom that is unverified: read the contract. */
  readonly deficit?: 'carrier' | 'employer';
}

/**
 * Writes the settlement of level funding: positive to the employer.
 *
 * @formula surplus = funded - claims - run-out; refund = share x surplus+; a deficit is the carrier's unless said otherwise
 * @unit US dollars
 * @testedBy contracts/builders/stop-loss.test.ts
 * @param o - Funding, claims, run-out, share, who bears a deficit.
 * @returns Terms `surplus`, `refund`.
 * @example
 * Object.keys(levelFunding({ funded: 'funded', claims: 'claims', runOut: 'runOut', share: '0.5' })); // => ['surplus', 'refund']
 */
export function levelFunding(o: LevelFundingInput): Terms {
  const refund = t.mul(o.share, t.positive('surplus'));
  return {
    surplus: { label: 'Funded less claims and run-out', expr: t.sub(t.sub(o.funded, o.claims), o.runOut) },
    refund: { label: 'Refund', expr: o.deficit === 'employer' ? t.sub(refund, t.positive(t.neg('surplus'))) : refund },
  };
}
