import type { Terms } from '../define-contract.js';
import type { Rounding } from '../expression.js';
import { type Operand, type ShortTier, term as t } from '../term-builder.js';

/** One measure of a score. */
export interface ScoredMeasure {
  readonly key: string;
  /** All weights add up to 1. */
  readonly weight: Operand;
  /** 0 to 1. */
  readonly score: Operand;
}

/** A withhold that is earned back by a score. */
export interface WithholdInput {
  /** What is withheld from. Unit: US dollars. */
  readonly base: Operand;
  readonly rate: Operand;
  readonly measures: readonly ScoredMeasure[];
  /** Share of the withhold that a score earns: the score itself, or by tiers. Default the score itself. */
  readonly curve?: readonly ShortTier[];
  /** Below this score nothing is earned. */
  readonly minimumScore?: Operand;
  readonly rounding: Rounding;
}

/**
 * Writes a withhold and what of it is earned back by a score; earned and forfeited re-add to the cent.
 *
 * A measure that is missing follows its metric's policy: `missed` scores 0, `reweight` drops out.
 *
 * @formula W = rate x base, rounded, so that the parts re-add; score = sum of w_j s_j / sum of w_j; earned = W x f(score); forfeited = W - earned
 * @unit US dollars
 * @testedBy contracts/builders/withhold.test.ts: worked example, curve
 * @param o - Base, rate, measures, curve.
 * @returns Terms `withheld`, `score`, `earned`, `forfeited`.
 * @example
 * Object.keys(withhold({ base: 'fees', rate: '0.02', measures: [{ key: 'a', weight: '1', score: 'scoreA' }], rounding: { to: 'cent', mode: 'half-up' } })); // => ['withheld', 'score', 'earnedShare', 'earned', 'forfeited']
 */
export function withhold(o: WithholdInput): Terms {
  const earnedShare = o.curve === undefined ? t.clamp('score', '0', '1') : t.tiers('score', o.curve, { cliff: 'declared' });
  return {
    withheld: { label: 'Withheld', expr: t.round(t.mul(o.rate, o.base), o.rounding) },
    score: { label: 'Score', expr: t.weightedAverage(o.measures.map((each) => ({ key: each.key, of: each.score, weight: each.weight }))) },
    earnedShare: {
      label: 'Share earned back',
      expr:
        o.minimumScore === undefined
          ? earnedShare
          : t.if(t.ge('score', o.minimumScore), earnedShare, '0', 'below the minimum score nothing is earned'),
    },
    earned: { label: 'Earned back', expr: t.round(t.mul('withheld', 'earnedShare'), o.rounding) },
    forfeited: { label: 'Forfeited', expr: t.sub('withheld', 'earned') },
  };
}

/** A pool that participants pay into by their withhold and are paid from by their score. */
export interface ExchangeInput {
  /** Dimension of the participants. */
  readonly over: string;
  /** Withhold of one participant. Unit: US dollars. */
  readonly withheld: Operand;
  /** Score of one participant, 0 or more. */
  readonly score: Operand;
  /** Keys of the participants, in the order of their lines. */
  readonly participants: readonly string[];
}

/**
 * Writes a budget-neutral exchange: what all withhold is paid back by withhold times score, to the cent.
 *
 * All scores zero: the settlement is blocked by `contracts/zero-weights`.
 *
 * @formula pool = sum of withholds, rounded half-up to the cent; part_i = pool allocated by withhold_i x score_i; slope = pool / sum of withhold x score
 * @unit US dollars
 * @source 42 CFR 412.160-167 (hospital value-based purchasing)
 * @testedBy contracts/builders/withhold.test.ts: the parts add up to the pool to the cent
 * @param o - Dimension, withhold and score of one participant, the participants.
 * @returns Terms `pool`, `slope` and one `part1`, `part2`, ... for each participant.
 * @example
 * Object.keys(exchange({ over: 'hospital', withheld: metricNode('withheld'), score: metricNode('score'), participants: ['h1', 'h2'] })); // => ['pool', 'slope', 'part1', 'part2']
 */
export function exchange(o: ExchangeInput): Terms {
  const weight = t.mul(o.withheld, o.score);
  const parts = o.participants.map(
    (key, i) => [`part${i + 1}`, { label: `Part of ${key}`, expr: t.allocate('pool', { over: o.over, weight, key, scale: '2' }) }] as const,
  );
  return {
    pool: { label: 'Pool', expr: t.round(t.sumOver(o.over, o.withheld), { to: 'cent', mode: 'half-up' }) },
    slope: { label: 'Slope of the exchange', expr: t.div(t.sumOver(o.over, o.withheld), t.sumOver(o.over, weight)) },
    ...Object.fromEntries(parts),
  };
}
