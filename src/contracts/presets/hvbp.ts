import { CoalitionError } from '../../errors/coalition-error.js';
import { at } from '../../reference/dated.js';
import { hvbpWeights } from '../../reference/program-rules.js';
import type { Contract } from '../contract.js';
import { defineContract } from '../define-contract.js';
import type { Expr } from '../expression.js';
import { dated, metric } from '../metric.js';
import { term as t } from '../term-builder.js';

const M = (id: string): Expr => ({ op: 'metric', id });

/** Fiscal years whose weights were read. */
const YEARS: readonly number[] = [2016, 2018, 2019, 2020, 2021];

/**
 * Total performance score and payment of hospital value-based purchasing for a fiscal year.
 *
 * Facts: `domainScore` by `domain` (0 to 100; an absent domain drops out and the remaining weights are divided by their sum),
 * `withhold` (share), `slope` of the exchange, `basePayments` (US dollars).
 *
 * @formula score = sum of w_d s_d / sum of w_d over domains present; payment = base x withhold x score / 100 x slope; factor = 1 - withhold + withhold x score / 100 x slope
 * @unit points 0 to 100; US dollars
 * @source 42 CFR 412.160 to 412.167; QualityNet for missing domains
 * @testedBy contracts/presets/hvbp.test.ts: 2,676 hospitals of fiscal year 2021
 * @param o - `fiscalYear`: 2016, 2018 to 2021.
 * @returns The contract.
 * @throws {@link CoalitionError} `contracts/unknown-preset` for another year.
 * @example
 * hvbp({ fiscalYear: 2021 }).terms.map((term) => term.id); // => ['totalPerformanceScore', 'valueBasedShare', 'paymentFactor', 'valueBasedPayment', 'payable']
 */
export function hvbp(o: { readonly fiscalYear: number }): Contract {
  if (!YEARS.includes(o.fiscalYear)) {
    throw new CoalitionError(
      'contracts/unknown-preset',
      `There is no preset of hospital value-based purchasing for fiscal year ${o.fiscalYear}. The years are ${YEARS.join(', ')}; the nearest is never taken.`,
      { preset: 'hvbp', value: String(o.fiscalYear), known: YEARS.join(', ') },
    );
  }
  const year = { from: `${o.fiscalYear - 1}-10-01`, to: `${o.fiscalYear}-09-30` };
  const weights = at(hvbpWeights, year.to);
  return defineContract({
    id: `hvbp-${o.fiscalYear}`,
    version: '1.0.0',
    currency: 'USD',
    title: `Hospital value-based purchasing, fiscal year ${o.fiscalYear}`,
    effective: year,
    parties: [
      { id: 'cms', role: 'payer', name: 'CMS' },
      { id: 'hospital', role: 'provider' },
    ],
    dimensions: [{ id: 'domain', keys: Object.keys(weights.value) }],
    metrics: {
      domainScore: metric.ratio({ over: ['domain'], min: '0', max: '100', better: 'higher', onMissing: 'reweight', label: 'Domain score' }),
      withhold: metric.ratio({ min: '0', max: '1', label: 'Withhold' }),
      slope: metric.ratio({ min: '0', label: 'Slope of the exchange' }),
      basePayments: metric.money({ min: '0', label: 'Base operating payments' }),
    },
    parameters: {
      weight: dated([{ from: year.from, to: year.to, values: weights.value, cite: `${weights.citation.title}, ${weights.citation.locator}` }], {
        over: 'domain',
        label: 'Domain weight',
      }),
    },
    terms: ({ p }) => ({
      totalPerformanceScore: {
        label: 'Total performance score',
        clause: '42 CFR 412.165',
        expr: t.weightedAverageOver('domain', M('domainScore'), p.weight),
      },
      valueBasedShare: { label: 'Value-based share of payments', expr: t.mul(M('withhold'), t.div('totalPerformanceScore', '100'), M('slope')) },
      paymentFactor: {
        label: 'Factor on base operating payments',
        clause: '42 CFR 412.162',
        expr: t.add(t.sub('1', M('withhold')), 'valueBasedShare'),
      },
      valueBasedPayment: { label: 'Value-based payment', expr: t.mul('valueBasedShare', M('basePayments')) },
      payable: { label: 'Value-based payment in cents', expr: t.round('valueBasedPayment', { to: 'cent', mode: 'half-up' }) },
    }),
    settle: [{ id: 'valueBased', line: 'payable', positive: { from: 'cms', to: 'hospital' } }],
    verification: 'primary',
    source: '42 CFR 412.160 to 412.167',
  });
}
