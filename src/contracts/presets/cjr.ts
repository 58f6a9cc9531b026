import { CoalitionError } from '../../errors/coalition-error.js';
import { at } from '../../reference/dated.js';
import { cjrQuality, cjrYears, type PercentilePoints } from '../../reference/program-rules.js';
import type { Contract } from '../contract.js';
import { defineContract } from '../define-contract.js';
import type { Expr } from '../expression.js';
import { metric } from '../metric.js';
import { type ShortTier, term as t } from '../term-builder.js';

const M = (id: string): Expr => ({ op: 'metric', id });

/** Tiers that start at a percentile, the start included. */
function fromStarts(points: readonly PercentilePoints[]): readonly ShortTier[] {
  return points.map((each, i) => {
    const next = points[i + 1]?.from;
    return { value: each.points, ...(next === undefined ? {} : { upTo: next, upToInclusive: false }) };
  });
}

/**
 * Reconciliation of comprehensive care for joint replacement for a performance year.
 *
 * Facts: `baseline` (US dollars per episode, before the discount) and `episodes` by `cell`, `cappedActual`; quality as
 * `complicationsPercentile`, `experiencePercentile` (the 50th counts where a measure is missing), `outcomesData` 1 or 0,
 * `improvementPoints`; amounts outside the limits as `outsideLimits` (post-episode spending and overlap).
 *
 * The regulation puts a composite from 4 up to 5 in no class; the text is kept, and such a score blocks with `TIER_GAP`.
 * The second calculation passes the first as `prior`, so that the limits apply to the sum of both.
 *
 * @formula NPRA = sum of (baseline x (1 - discount + quality)) x episodes - capped actual; clamped to -stop-loss and stop-gain x aggregate target
 * @unit US dollars
 * @source 42 CFR 510.300, 510.305, 510.315
 * @testedBy contracts/presets/cjr.test.ts: G25, the gap, the limit on the sum of two calculations
 * @param o - `performanceYear` 1 to 5.
 * @returns The contract. Its lint warns of the regulation's gap; a score inside it blocks the settlement.
 * @throws {@link CoalitionError} `contracts/unknown-preset` for another year.
 * @example
 * cjr({ performanceYear: 4 }).terms.map((term) => term.id); // => ['composite', 'qualityReduction', 'targetForGains', 'targetForLosses', 'reconciliation', 'limited', 'payable']
 */
export function cjr(o: { readonly performanceYear: number }): Contract {
  const years = at(cjrYears, '2020-12-31').value;
  const year = years.find((each) => each.year === o.performanceYear);
  if (year === undefined) {
    throw new CoalitionError(
      'contracts/unknown-preset',
      `There is no preset of the joint replacement model for performance year ${o.performanceYear}. The years are 1 to 5.`,
      { preset: 'cjr', value: String(o.performanceYear), known: '1 to 5' },
    );
  }
  const quality = at(cjrQuality, '2020-12-31').value;
  const calendar = { from: `${2015 + o.performanceYear}-01-01`, to: `${2015 + o.performanceYear}-12-31` };
  const percentile = metric.ratio({ min: '0', max: '100', onMissing: 'neutral', neutral: '50' });
  const reduced = t.step('composite', {
    domain: { fromInclusive: false, toInclusive: false },
    precedence: 'unique',
    cliff: 'declared',
    gap: 'declared',
    tiers: [
      { to: '4', toInclusive: false, fromInclusive: false, value: '0' },
      { from: '5', fromInclusive: true, to: '6.9', toInclusive: false, value: '0' },
      { from: '6.9', fromInclusive: true, to: '15', toInclusive: true, value: '0.010' },
      { from: '15', fromInclusive: false, toInclusive: false, value: '0.015' },
    ],
  });
  const price = (discount: string): Expr => t.sumOver('cell', t.mul(M('baseline'), t.add(t.sub('1', discount), 'qualityReduction'), M('episodes')));
  const gain = t.sub('targetForGains', M('cappedActual'));
  const loss = t.sub('targetForLosses', M('cappedActual'));
  const floor = year.stopLoss === null ? t.literal('0') : t.neg(t.mul(year.stopLoss, 'targetForLosses'));
  return defineContract({
    id: `cjr-${o.performanceYear}`,
    version: '1.0.0',
    currency: 'USD',
    title: `Comprehensive care for joint replacement, performance year ${o.performanceYear}`,
    effective: calendar,
    parties: [
      { id: 'cms', role: 'payer', name: 'CMS' },
      { id: 'hospital', role: 'provider' },
    ],
    dimensions: [{ id: 'cell' }],
    metrics: {
      baseline: metric.money({ per: 'episode', over: ['cell'], min: '0', label: 'Blended baseline price' }),
      episodes: metric.count({ of: 'episodes', over: ['cell'], min: '0', label: 'Episodes' }),
      cappedActual: metric.money({ min: '0', better: 'lower', label: 'Capped actual spending' }),
      complicationsPercentile: { ...percentile, label: 'Complications, percentile' },
      experiencePercentile: { ...percentile, label: 'Patient experience, percentile' },
      outcomesData: metric.ratio({ min: '0', max: '1', integer: true, onMissing: 'missed', label: 'Patient-reported outcome data submitted' }),
      improvementPoints: metric.ratio({ min: '0', onMissing: 'missed', label: 'Improvement points' }),
      outsideLimits: metric.money({ onMissing: 'missed', label: 'Post-episode spending and overlap' }),
    },
    terms: {
      composite: {
        label: 'Composite quality score',
        clause: '42 CFR 510.315',
        expr: t.add(
          t.tiers(M('complicationsPercentile'), fromStarts(quality.complications), { cliff: 'declared' }),
          t.tiers(M('experiencePercentile'), fromStarts(quality.experience), { cliff: 'declared' }),
          t.mul(quality.outcomesData, M('outcomesData')),
          M('improvementPoints'),
        ),
      },
      qualityReduction: {
        label: 'Discount reduction by quality class',
        clause: '42 CFR 510.300(c)',
        note: 'A composite from 4 up to 5 is in no class of the regulation.',
        expr: reduced,
      },
      targetForGains: { label: 'Aggregate target, discount for gains', expr: price(year.discount) },
      targetForLosses: { label: 'Aggregate target, discount for repayments', expr: price(year.repaymentDiscount) },
      reconciliation: {
        label: 'Target less capped actual',
        expr: t.if(t.ge(gain, '0'), gain, t.min(loss, t.literal('0')), 'gains and repayments have discounts of their own'),
      },
      limited: {
        label: 'After stop-loss and stop-gain',
        clause: '42 CFR 510.305(e)',
        expr: t.clamp('reconciliation', floor, t.mul(year.stopGain, 'targetForGains')),
      },
      payable: {
        label: 'Reconciliation payment, repayment when negative',
        expr: t.round(
          t.if(
            t.ge('composite', '5'),
            t.sub('limited', M('outsideLimits')),
            t.min(t.sub('limited', M('outsideLimits')), t.literal('0')),
            'a payment needs an acceptable composite',
          ),
          { to: 'cent', mode: 'half-up' },
        ),
      },
    },
    settle: [{ id: 'reconciliation', line: 'payable', positive: { from: 'cms', to: 'hospital' } }],
    verification: 'primary',
    source: '42 CFR part 510',
  });
}
