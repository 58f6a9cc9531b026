import type { Terms } from '../define-contract.js';
import { type Operand, term as t } from '../term-builder.js';

/** A bundled price over cells of episodes. */
export interface BundleInput {
  /** Dimension of the price cells. */
  readonly over: string;
  /** Quality-adjusted target of one cell. Unit: US dollars per episode. */
  readonly target: Operand;
  /** Episodes of one cell. Unit: episodes. */
  readonly episodes: Operand;
  /** Capped actual spending of all cells. Unit: US dollars. */
  readonly actual: Operand;
  /** Most that the provider pays back, as a share of the aggregate target. */
  readonly stopLoss: Operand;
  /** Most that the provider gains, as a share of the aggregate target. */
  readonly stopGain: Operand;
}

/**
 * Writes the reconciliation of a bundle: target less capped actual, limited by a share of the aggregate target.
 *
 * @formula clamp(sum of target x episodes - actual, -stop-loss x target, stop-gain x target)
 * @unit US dollars
 * @source 42 CFR 510.305
 * @testedBy contracts/builders/bundle.test.ts: worked example, curve
 * @param o - Cells, actual, limits.
 * @returns Terms `aggregateTarget`, `reconciliation`, `limited`.
 * @example
 * Object.keys(bundle({ over: 'cell', target: metricNode('price'), episodes: metricNode('episodes'), actual: 'actual', stopLoss: '0.2', stopGain: '0.2' })); // => ['aggregateTarget', 'reconciliation', 'limited']
 */
export function bundle(o: BundleInput): Terms {
  return {
    aggregateTarget: { label: 'Aggregate target', expr: t.sumOver(o.over, t.mul(o.target, o.episodes)) },
    reconciliation: { label: 'Target less capped actual', expr: t.sub('aggregateTarget', o.actual) },
    limited: {
      label: 'After stop-loss and stop-gain',
      expr: t.clamp('reconciliation', t.neg(t.mul(o.stopLoss, 'aggregateTarget')), t.mul(o.stopGain, 'aggregateTarget')),
    },
  };
}

/** A warranty inside a bundled price. */
export interface WarrantyInput {
  /** Price without the warranty. Unit: US dollars per episode. */
  readonly base: Operand;
  /** Part of the expected cost of complications that the price carries. */
  readonly lambda: Operand;
  readonly historicalRate: Operand;
  /** Mean cost of an avoidable complication. Unit: US dollars per episode. */
  readonly meanCost: Operand;
  readonly episodes: Operand;
  /** What complications cost. Unit: US dollars. */
  readonly actual: Operand;
}

/**
 * Writes a warranty: what it adds to the price, and what the provider gains or loses by it.
 *
 * @formula price = base + lambda x rate x mean; margin = lambda x rate x mean x episodes - actual
 * @unit US dollars
 * @testedBy contracts/builders/bundle.test.ts
 * @param o - Price, part, rate, mean, episodes, actual.
 * @returns Terms `warrantyPremium`, `warrantedPrice`, `warrantyMargin`.
 * @example
 * Object.keys(warranty({ base: 'price', lambda: '0.5', historicalRate: '0.04', meanCost: 'mean', episodes: 'episodes', actual: 'actual' })); // => ['warrantyPremium', 'warrantedPrice', 'warrantyMargin']
 */
export function warranty(o: WarrantyInput): Terms {
  return {
    warrantyPremium: { label: 'Warranty in the price', expr: t.mul(o.lambda, o.historicalRate, o.meanCost) },
    warrantedPrice: { label: 'Price with warranty', expr: t.add(o.base, 'warrantyPremium') },
    warrantyMargin: { label: 'Provider margin on the warranty', expr: t.sub(t.mul('warrantyPremium', o.episodes), o.actual) },
  };
}

/**
 * Writes a reference price: the plan pays up to it, the member the rest.
 *
 * @formula plan = min(price, reference); member excess = (price - reference)+
 * @unit US dollars
 * @testedBy contracts/builders/bundle.test.ts
 * @param o - `price` and `reference`.
 * @returns Terms `planPays`, `memberExcess`.
 * @example
 * Object.keys(referencePrice({ price: 'price', reference: '30000' })); // => ['planPays', 'memberExcess']
 */
export function referencePrice(o: { readonly price: Operand; readonly reference: Operand }): Terms {
  return {
    planPays: { label: 'The plan pays', expr: t.min(o.price, o.reference) },
    memberExcess: { label: 'The member pays', expr: t.positive(t.sub(o.price, o.reference)) },
  };
}

/** A capitation with a minimum panel and a claw-back. */
export interface CapitationInput {
  /** Dimension of the rate cells. */
  readonly over: string;
  /** Unit: member months of one cell. */
  readonly memberMonths: Operand;
  /** Unit: US dollars per member month of one cell. */
  readonly pmpm: Operand;
  readonly lives: Operand;
  /** Lives from which it is paid. */
  readonly minimumLives: Operand;
  /** Day of the month on which members are attributed, such as `'15'`. */
  readonly attributionDay: string;
  /** A condition that holds when the claw-back metric failed. */
  readonly failed: Operand;
  /** Share that is kept when it failed. */
  readonly keptShare: Operand;
}

/**
 * Writes a capitation: member months by rate, paid from a minimum panel on, clawed back to a share when a metric fails.
 *
 * @formula gross = sum of member months x PMPM if lives >= minimum; returned = gross x (1 - kept) when failed
 * @unit US dollars
 * @testedBy contracts/builders/bundle.test.ts
 * @param o - Cells, panel, day of attribution, claw-back.
 * @returns Terms `gross`, `paidGross`, `returned`, `capitation`.
 * @example
 * Object.keys(capitation({ over: 'cell', memberMonths: metricNode('mm'), pmpm: metricNode('rate'), lives: 'lives', minimumLives: '100', attributionDay: '15', failed: 'failed', keptShare: '0.9' })); // => ['gross', 'paidGross', 'returned', 'capitation']
 */
export function capitation(o: CapitationInput): Terms {
  return {
    gross: {
      label: 'Member months by rate',
      note: `Members are attributed on day ${o.attributionDay} of the month.`,
      expr: t.sumOver(o.over, t.mul(o.memberMonths, o.pmpm)),
    },
    paidGross: {
      label: 'Paid from the minimum panel on',
      expr: t.if(t.ge(o.lives, o.minimumLives), 'gross', '0', 'a panel below the minimum is not paid'),
    },
    returned: {
      label: 'Returned for the failed metric',
      expr: t.if(o.failed, t.mul('paidGross', t.sub('1', o.keptShare)), '0', 'the metric failed or was met'),
    },
    capitation: { label: 'Capitation', expr: t.sub('paidGross', 'returned') },
  };
}
