import type { Terms } from '../define-contract.js';
import { type Operand, term as t } from '../term-builder.js';

/** A minimum that savings must meet. */
export interface GateInput {
  /** Savings, positive when spending is below the base. Unit: US dollars. */
  readonly savings: Operand;
  /** What the minimum is a share of. Unit: US dollars. */
  readonly base: Operand;
  readonly minimumRate: Operand;
  readonly inclusive: boolean;
  readonly mode: 'firstDollar' | 'excessOnly';
}

/**
 * Writes the gate of shared savings: which savings count.
 *
 * @formula firstDollar: S when S meets minimum x base; excessOnly: S - minimum x base. Zero otherwise; a saving needs S > 0 also when the rate is 0
 * @unit US dollars
 * @source 42 CFR 425.605(b): first dollar once the minimum savings rate is met or exceeded
 * @testedBy contracts/builders/gate.test.ts: first dollar is never below excess only
 * @param o - Savings, base, rate, whether the minimum itself counts, and what counts once it is met.
 * @returns Terms `savings`, `minimum`, `counted`.
 * @example
 * Object.keys(gateTerms({ savings: 'saved', base: 'target', minimumRate: '0.02', inclusive: true, mode: 'firstDollar' })); // => ['savings', 'minimum', 'counted']
 */
export function gateTerms(o: GateInput): Terms {
  const met = t.and(t.gt('savings', '0'), (o.inclusive ? t.ge : t.gt)('savings', 'minimum'));
  const value = o.mode === 'firstDollar' ? t.ref('savings') : t.sub('savings', 'minimum');
  return {
    savings: { label: 'Savings: benchmark less actual', expr: typeof o.savings === 'string' ? t.add(o.savings) : o.savings },
    minimum: { label: 'Minimum savings', expr: t.mul(o.minimumRate, o.base) },
    counted: {
      label: 'Savings that count',
      expr: t.if(met, value, '0', o.mode === 'firstDollar' ? 'from the first dollar once the minimum is met' : 'only what exceeds the minimum'),
    },
  };
}
