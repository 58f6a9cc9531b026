import { CoalitionError } from '../../errors/coalition-error.js';
import { at } from '../../reference/dated.js';
import { acaCorridorBands, reachBands, reachDiscounts } from '../../reference/program-rules.js';
import { corridor } from '../builders/corridor.js';
import type { Contract } from '../contract.js';
import { defineContract } from '../define-contract.js';
import type { Expr } from '../expression.js';
import { metric } from '../metric.js';
import { term as t } from '../term-builder.js';

const M = (id: string): Expr => ({ op: 'metric', id });

/**
 * Risk corridors of the Affordable Care Act: facts `allowableCosts` and `target`; positive to the plan.
 *
 * The statute's words in (b)(1)(A) name the target amount; only allowable costs are continuous at 108 %, which is what is computed.
 *
 * @formula costs above 103 % of target: 50 % up to 108 %, then 2.5 % of target + 80 % of the rest; the mirror below 97 % and 92 %
 * @unit US dollars
 * @source 42 USC 18062
 * @testedBy contracts/presets/corridors.test.ts: eight ratios
 * @returns The contract.
 * @example
 * acaCorridor().terms.map((term) => term.id); // => ['overrun', 'corridorGain', 'corridorLoss', 'corridor', 'payable']
 */
export function acaCorridor(): Contract {
  return defineContract({
    id: 'aca-risk-corridor',
    version: '1.0.0',
    currency: 'USD',
    title: 'Risk corridor of the Affordable Care Act',
    effective: { from: '2014-01-01', to: '2014-12-31' },
    parties: [
      { id: 'hhs', role: 'administrator', name: 'HHS' },
      { id: 'plan', role: 'carrier' },
    ],
    metrics: { allowableCosts: metric.money({ min: '0', label: 'Allowable costs' }), target: metric.money({ min: '0', label: 'Target amount' }) },
    terms: {
      overrun: { label: 'Allowable costs above target', expr: t.sub(M('allowableCosts'), M('target')) },
      ...corridor({ savings: 'overrun', base: M('target'), gainBands: at(acaCorridorBands, '2014-12-31').value, lossBands: 'mirror' }),
      payable: {
        label: 'Received by the plan, paid by it when negative',
        clause: '42 USC 18062(b)',
        note: 'Read with allowable costs in (b)(1)(A), the only reading without a jump at 108 %.',
        expr: t.round('corridor', { to: 'cent', mode: 'half-up' }),
      },
    },
    settle: [{ id: 'corridor', line: 'payable', positive: { from: 'hhs', to: 'plan' } }],
    verification: 'derived',
    source: '42 USC 18062',
  });
}

/** Which year and option an ACO REACH contract has. */
export interface ReachOptions {
  readonly performanceYear: 2021 | 2022 | 2025 | 2026;
  readonly option: 'global' | 'professional';
}

/**
 * Risk sharing of ACO REACH: marginal bands of savings or losses as shares of the benchmark. Labelled unverified.
 *
 * Facts `benchmark` (before the discount) and `expenditures`. Not in it: withhold, high-performer pool, stop-loss charge, risk-score caps.
 *
 * @formula corridor of the discounted benchmark less expenditures
 * @unit US dollars
 * @source secondary sources only
 * @testedBy contracts/presets/corridors.test.ts
 * @param o - Year and option.
 * @returns The contract; its settlements carry the warning `UNVERIFIED_PRESET`.
 * @throws {@link CoalitionError} `contracts/unknown-preset` for another year.
 * @example
 * reach({ performanceYear: 2022, option: 'professional' }).verification; // => 'unverified'
 */
export function reach(o: ReachOptions): Contract {
  const years = [2021, 2022, 2025, 2026];
  if (!years.includes(o.performanceYear) || (o.option !== 'global' && o.option !== 'professional')) {
    throw new CoalitionError(
      'contracts/unknown-preset',
      `There is no ACO REACH preset for ${o.performanceYear}, ${o.option}. The years are ${years.join(', ')}, the options global and professional.`,
      { preset: 'reach', value: String(o.performanceYear), known: years.join(', ') },
    );
  }
  const day = `${o.performanceYear}-12-31`;
  const discount = o.option === 'global' ? at(reachDiscounts, day).value : '0';
  return defineContract({
    id: `reach-${o.performanceYear}-${o.option}`,
    version: '1.0.0',
    currency: 'USD',
    title: `ACO REACH ${o.performanceYear}, ${o.option}`,
    effective: { from: `${o.performanceYear}-01-01`, to: day },
    parties: [
      { id: 'cms', role: 'payer', name: 'CMS' },
      { id: 'aco', role: 'provider' },
    ],
    metrics: {
      benchmark: metric.money({ min: '0', label: 'Benchmark before the discount' }),
      expenditures: metric.money({ min: '0', better: 'lower', label: 'Expenditures' }),
    },
    terms: {
      discounted: { label: 'Benchmark after the discount', expr: t.mul(M('benchmark'), t.sub('1', discount)) },
      savings: { label: 'Savings', expr: t.sub('discounted', M('expenditures')) },
      ...corridor({ savings: 'savings', base: 'discounted', gainBands: at(reachBands, day).value[o.option], lossBands: 'mirror' }),
      payable: { label: 'Kept, or owed when negative', expr: t.round('corridor', { to: 'dollar', mode: 'half-up' }) },
    },
    settle: [{ id: 'sharedSavings', line: 'payable', positive: { from: 'cms', to: 'aco' } }],
    verification: 'unverified',
    source: 'secondary summaries of the model',
  });
}
