import { CoalitionError } from '../errors/coalition-error.js';
import type { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { warning } from './bad-input.js';
import { adjudicate, type PlanDesign, type PlanMember } from './plan-design.js';

/** How rich a plan is: what it pays of what is allowed. */
export interface PlanValue extends Explanation {
  /** Unit: share, 0 to 1. */
  readonly actuarialValue: Decimal;
  readonly allowed: Usd;
  readonly planPaid: Usd;
  /** Whether the value reaches the minimum of 0.60. */
  readonly minimumValue: boolean;
  readonly kind: 'empirical' | 'simulated';
}

/** Minimum value of an employer plan. Unit: share. */
export const MINIMUM_VALUE = '0.60';

/**
 * How rich a plan is, from its own claims or by putting a population through its terms.
 *
 * Limits: plan values compare on one population only; claims must be in scope, in period and complete. The minimum value's citation (26 USC
 * 36B(c)(2)(C)(ii), 45 CFR 156.145) is unverified. Not legal advice.
 *
 * @formula plan paid / allowed
 * @unit share, 0 to 1
 * @source spec of the benchmark area, 3.12
 * @testedBy test/benchmark/plan-value.test.ts: .881578947368421
 * @param o - Either `planPaid` and `allowed`, or a design and members.
 * @returns The value, with the minimum-value check.
 * @throws {@link CoalitionError} `benchmark/zero-exposure` without allowed dollars, `benchmark/bad-input`.
 * @example
 * planValue({ planPaid: usd('40200'), allowed: usd('45600') }).actuarialValue.toFixed(6); // => '0.881579'
 */
export function planValue(
  o: { readonly planPaid: Usd; readonly allowed: Usd } | { readonly design: PlanDesign; readonly members: readonly PlanMember[] },
): PlanValue {
  const made = 'design' in o ? adjudicate(o) : { allowed: o.allowed, planCost: o.planPaid };
  if (!made.allowed.gt(0))
    throw new CoalitionError('benchmark/zero-exposure', 'No dollars are allowed, so the plan has no value to measure. Give claims.', { cents: 0 });
  const value = made.planCost.div(made.allowed);
  return {
    actuarialValue: value,
    allowed: made.allowed,
    planPaid: usd(made.planCost),
    minimumValue: value.gte(MINIMUM_VALUE),
    kind: 'design' in o ? 'simulated' : 'empirical',
    steps: [
      { id: 'allowed', label: 'allowed', value: made.allowed.toFixed(), unit: 'US dollars' },
      { id: 'planPaid', label: 'paid by the plan', value: made.planCost.toFixed(), unit: 'US dollars' },
      { id: 'actuarialValue', label: 'actuarial value', formula: 'plan paid / allowed', value: value.toFixed(), unit: 'share' },
    ],
    assumptions: [
      { id: 'minimumValue', value: MINIMUM_VALUE, evidence: 'published', source: '26 USC 36B(c)(2)(C)(ii), 45 CFR 156.145 (unverified)' },
    ],
    warnings:
      value.gt(1) || value.lt(0)
        ? [warning('benchmark/unverified', 'The plan paid more than was allowed: check reversals and the scope of both sums.')]
        : [],
    tables: [],
  };
}
