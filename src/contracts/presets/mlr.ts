import { CoalitionError } from '../../errors/coalition-error.js';
import { credibilityRules } from '../../reference/credibility-rules.js';
import type { Contract } from '../contract.js';
import { defineContract } from '../define-contract.js';
import type { Expr } from '../expression.js';
import { metric } from '../metric.js';
import { term as t } from '../term-builder.js';

const M = (id: string): Expr => ({ op: 'metric', id });

/** Which market and rounding a medical loss ratio rebate has. */
export interface MlrOptions {
  readonly market: 'largeGroup' | 'smallGroup' | 'individual';
  /** Decimals to which the adjusted ratio is rounded, half-up. Default: it isn't rounded. Unit: decimals. */
  readonly ratioPlaces?: number;
}

/**
 * Rebate by the medical loss ratio rule, with its credibility adjustment.
 *
 * Facts: `claimsAndQuality`, `premium`, `taxesAndFees` (US dollars), `lifeYears`, `deductibleFactor` (1 unless supplied; its table is
 * unverified). Below 1,000 life-years the experience isn't credible and the issuer is presumed compliant.
 *
 * Limits: the base of the rebate, premium less taxes and fees, is unverified.
 *
 * @formula ratio = claims and quality / (premium - taxes); adjusted = ratio + base factor x deductible factor; rebate = (minimum - adjusted)+ x (premium - taxes)
 * @unit US dollars
 * @source 45 CFR 158.210, 158.230, 158.232
 * @testedBy contracts/presets/mlr.test.ts
 * @param o - Market and rounding.
 * @returns The contract; `credibility` is its adjustment.
 * @throws {@link CoalitionError} `contracts/bad-options` for places that aren't 0 to 12.
 * @example
 * mlrCredibility({ market: 'largeGroup' }).terms.map((term) => term.id); // => ['earnedPremium', 'ratio', 'credibility', 'adjusted', 'payable']
 */
export function mlrCredibility(o: MlrOptions): Contract {
  if (o.ratioPlaces !== undefined && (!Number.isInteger(o.ratioPlaces) || o.ratioPlaces < 0 || o.ratioPlaces > 12)) {
    throw new CoalitionError('contracts/bad-options', `A ratio can't be rounded to ${o.ratioPlaces} decimals. Give 0 to 12, or leave it exact.`, {
      what: 'ratioPlaces',
    });
  }
  const rule = credibilityRules.find((each) => each.value.id === '45-cfr-158.232');
  const table = rule?.value.table ?? [];
  const minimum = o.market === 'largeGroup' ? '0.85' : '0.80';
  const credible = t.ge(M('lifeYears'), t.literal(rule?.value.noneBelow ?? '1000', 'memberYears'));
  const factor = t.linearThrough(
    M('lifeYears'),
    table.map((row) => ({ x: row.at, y: row.factor })),
    { outside: 'hold' },
  );
  const adjusted = t.add('ratio', t.mul('credibility', M('deductibleFactor')));
  return defineContract({
    id: `mlr-${o.market}`,
    version: '1.0.0',
    currency: 'USD',
    title: 'Medical loss ratio rebate',
    effective: { from: '2025-01-01', to: '2025-12-31' },
    parties: [
      { id: 'issuer', role: 'carrier' },
      { id: 'policyholders', role: 'payer' },
    ],
    metrics: {
      claimsAndQuality: metric.money({ min: '0', label: 'Claims and quality improvement' }),
      premium: metric.money({ min: '0', label: 'Premium' }),
      taxesAndFees: metric.money({ min: '0', label: 'Taxes and fees' }),
      lifeYears: metric.of('memberYears', { min: '0', label: 'Life-years' }),
      deductibleFactor: metric.ratio({ min: '1', onMissing: 'neutral', neutral: '1', label: 'Deductible factor' }),
    },
    terms: {
      earnedPremium: { label: 'Premium less taxes and fees', expr: t.sub(M('premium'), M('taxesAndFees')) },
      ratio: { label: 'Medical loss ratio', expr: t.div(M('claimsAndQuality'), 'earnedPremium') },
      credibility: { label: 'Credibility adjustment', clause: '45 CFR 158.232', expr: factor },
      adjusted: {
        label: 'Adjusted ratio',
        expr: o.ratioPlaces === undefined ? adjusted : t.round(adjusted, { to: String(o.ratioPlaces), mode: 'half-up' }),
      },
      payable: {
        label: 'Rebate',
        clause: '45 CFR 158.210',
        expr: t.round(
          t.if(
            credible,
            t.mul(t.positive(t.sub(minimum, 'adjusted')), 'earnedPremium'),
            '0',
            'below 1,000 life-years experience is not credible and the issuer is presumed compliant',
          ),
          { to: 'cent', mode: 'half-up' },
        ),
      },
    },
    settle: [{ id: 'rebate', line: 'payable', positive: { from: 'issuer', to: 'policyholders' } }],
    verification: 'derived',
    source: '45 CFR part 158',
  });
}
