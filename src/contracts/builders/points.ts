import type { Terms } from '../define-contract.js';
import type { Expr } from '../expression.js';
import { type Operand, type ShortTier, term as t } from '../term-builder.js';

/** Points for achievement against peers and improvement against oneself; the higher counts. */
export interface AchievementInput {
  readonly performance: Operand;
  /** The entity's own earlier performance. */
  readonly baseline: Operand;
  readonly threshold: Operand;
  readonly benchmark: Operand;
}

/**
 * Writes achievement and improvement points of hospital value-based purchasing; the higher counts.
 *
 * Limits: the constants 9, 0.5 and 10 are unverified; the regulation gives the ranges 1 to 9 and 0 to 9.
 *
 * @formula achievement = 9 (p - t) / (b - t) + 0.5; improvement = 10 (p - base) / (b - base) - 0.5; rounded half-up; 10 from the benchmark on
 * @unit points, 0 to 10
 * @source 42 CFR 412.165 for the ranges; constants unverified
 * @testedBy contracts/builders/points.test.ts
 * @param o - Performance, baseline, threshold, benchmark.
 * @returns Terms `achievement`, `improvement`, `measurePoints`.
 * @example
 * Object.keys(achievementPoints({ performance: 'p', baseline: 'b0', threshold: 't', benchmark: 'b' })); // => ['achievement', 'improvement', 'measurePoints']
 */
export function achievementPoints(o: AchievementInput): Terms {
  const whole = { to: '0', mode: 'half-up' } as const;
  const top = t.ge(o.performance, o.benchmark);
  const within = t.round(t.add(t.div(t.mul('9', t.sub(o.performance, o.threshold)), t.sub(o.benchmark, o.threshold)), '0.5'), whole);
  const better = t.round(t.sub(t.div(t.mul('10', t.sub(o.performance, o.baseline)), t.sub(o.benchmark, o.baseline)), '0.5'), whole);
  return {
    achievement: {
      label: 'Achievement points',
      expr: t.if(
        top,
        '10',
        t.if(t.ge(o.performance, o.threshold), t.clamp(within, '1', '9'), '0', 'points from the threshold on'),
        'ten points from the benchmark on',
      ),
    },
    improvement: {
      label: 'Improvement points',
      expr: t.if(t.or(top, t.le(o.performance, o.baseline)), '0', t.clamp(better, '0', '9'), 'improvement counts below the benchmark'),
    },
    measurePoints: { label: 'Points of the measure', expr: t.max('achievement', 'improvement') },
  };
}

/**
 * Gives points by a table: percentiles, deciles, thirds or stars.
 *
 * @formula the value of the tier in which the figure falls
 * @unit points
 * @testedBy contracts/builders/points.test.ts
 * @param on - The figure, such as a percentile.
 * @param tiers - Ascending tiers; the last is open.
 * @returns The node.
 * @example
 * pointsByTable('percentile', [{ upTo: '33', value: '0' }, { upTo: '67', value: '2' }, { value: '4' }]).op; // => 'step'
 */
export function pointsByTable(on: Operand, tiers: readonly ShortTier[]): Expr {
  return t.tiers(on, tiers, { cliff: 'declared' });
}

/**
 * Counts how many conditions hold.
 *
 * @formula sum of 1 for each condition that holds
 * @unit none
 * @testedBy contracts/builders/points.test.ts
 * @param conditions - Conditions.
 * @returns The node.
 * @example
 * passCount(['a', 'b']).op; // => 'add'
 */
export function passCount(conditions: readonly Operand[]): Expr {
  return t.add(...conditions.map((each) => t.if(each, '1', '0', 'passed')));
}
