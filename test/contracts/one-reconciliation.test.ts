import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blendBaseYears, riskAdjust, trend } from '../../src/contracts/builders/benchmark.js';
import { sharedSavings } from '../../src/contracts/builders/shared-savings.js';
import type { MetricSpec } from '../../src/contracts/contract.js';
import { defineContract, type Terms } from '../../src/contracts/define-contract.js';
import type { Expr } from '../../src/contracts/expression.js';
import type { Fact } from '../../src/contracts/fact.js';
import { metric } from '../../src/contracts/metric.js';
import { msr } from '../../src/contracts/msr.js';
import { replayTrace } from '../../src/contracts/replay-trace.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { Decimal } from '../../src/money/decimal.js';
import { sharedData } from '../kit/shared-data.js';
import { nodeOf, settled, YEAR } from './kit.js';

const TYPES = ['esrd', 'disabled', 'agedDual', 'agedNonDual'] as const;
const M = (id: string): Expr => ({ op: 'metric', id });
const third = t.div('1', '3');

/** Figures of the file by path, such as `trended.esrd.by1`. */
function leaves(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => leaves(each, path === '' ? key : `${path}.${key}`))
    : [];
}

const sumOfTypes = (weight: string, of: string): Expr => t.add(...TYPES.map((type) => t.mul(M(`${weight}_${type}`), `${of}_${type}`)));

/** The whole chain of specification v11, section 3: benchmark by enrolment type, regional adjustment, update, settlement. */
function reconciliationTerms(): Terms {
  const terms: Record<string, Terms[string]> = {};
  for (const type of TYPES) {
    const m = (name: string, year?: string): Expr => M(year === undefined ? `${name}_${type}` : `${name}_${type}_${year}`);
    for (const year of ['by1', 'by2', 'by3']) {
      terms[`trendFactor_${type}_${year}`] = {
        expr: trend({
          kind: 'blend',
          amount: '1',
          weight: m('nationalWeight', year),
          first: t.div(m('nationalExpenditures', 'by3'), m('nationalExpenditures', year)),
          second: t.div(m('regionalExpenditures', 'by3'), m('regionalExpenditures', year)),
        }),
      };
      terms[`trended_${type}_${year}`] = {
        expr: t.mul(
          riskAdjust({ amount: m('perCapitaExpenditures', year), scoreNow: m('riskScores', 'by3'), scoreThen: m('riskScores', year) }),
          `trendFactor_${type}_${year}`,
        ),
      };
    }
    terms[`histBeforeRegional_${type}`] = {
      expr: blendBaseYears(['by1', 'by2', 'by3'].map((year) => ({ key: year, weight: third, amount: `trended_${type}_${year}` }))),
    };
    terms[`riskAdjRegional_${type}`] = { expr: t.mul(m('riskScores', 'by3'), m('regionalExpenditures', 'by3')) };
    terms[`difference_${type}`] = { expr: t.sub(`riskAdjRegional_${type}`, `histBeforeRegional_${type}`) };
  }
  terms['histBeforeRegionalTotal'] = { expr: sumOfTypes('by3Proportions', 'histBeforeRegional') };
  terms['weightedDifference'] = { expr: sumOfTypes('by3Proportions', 'difference') };
  terms['regionalWeight'] = {
    expr: t.if(
      t.ge('weightedDifference', '0'),
      M('regionalWeightIfLower'),
      M('regionalWeightIfHigher'),
      'the sign of the weighted total difference chooses',
    ),
  };
  for (const type of TYPES) {
    const m = (name: string, year?: string): Expr => M(year === undefined ? `${name}_${type}` : `${name}_${type}_${year}`);
    terms[`regionalAdjBeforeCap_${type}`] = { expr: t.mul('regionalWeight', `difference_${type}`) };
    terms[`regionalCap_${type}`] = { expr: t.mul(M('regionalCapPct'), m('nationalExpenditures', 'by3')) };
    terms[`regionallyAdjusted_${type}`] = {
      expr: t.add(`histBeforeRegional_${type}`, t.clamp(`regionalAdjBeforeCap_${type}`, t.neg(`regionalCap_${type}`), `regionalCap_${type}`)),
    };
    terms[`riskRatioUncapped_${type}`] = { expr: t.div(m('pyRiskScores'), m('riskScores', 'by3')) };
    terms[`riskRatioCapped_${type}`] = {
      expr: riskAdjust({ amount: '1', scoreNow: m('pyRiskScores'), scoreThen: m('riskScores', 'by3'), hi: M('riskRatioCap') }),
    };
    terms[`riskAdjHist_${type}`] = { expr: t.mul(`regionallyAdjusted_${type}`, `riskRatioCapped_${type}`) };
    terms[`trendFactor_${type}_updatePy`] = {
      expr: trend({
        kind: 'blend',
        amount: '1',
        weight: m('nationalWeight', 'py'),
        first: t.div(m('nationalExpenditures', 'py'), m('nationalExpenditures', 'by3')),
        second: t.div(m('regionalExpenditures', 'py'), m('regionalExpenditures', 'by3')),
      }),
    };
    terms[`updated_${type}`] = { expr: t.mul(`riskAdjHist_${type}`, `trendFactor_${type}_updatePy`) };
  }
  return {
    ...terms,
    historicalBenchmark: { expr: sumOfTypes('by3Proportions', 'regionallyAdjusted') },
    updatedBenchmark: { expr: sumOfTypes('pyProportions', 'updated') },
    personYears: { expr: t.div(M('personMonths'), t.literal('12', 'memberMonths/memberYear')) },
    perCapitaExpenditures: { expr: t.add(...TYPES.map((type) => t.mul(M(`pyProportions_${type}`), M(`pyPerCapita_${type}`)))) },
    totalExpenditures: { expr: t.mul('perCapitaExpenditures', 'personYears') },
    totalBenchmark: { expr: t.mul('updatedBenchmark', 'personYears') },
    minimumSavingsRate: { expr: msr({ kind: 'table', lives: M('assignedBeneficiaries') }) },
    cap: { expr: t.mul(M('paymentLimitPct'), 'totalBenchmark') },
    ...sharedSavings({
      benchmark: 'totalBenchmark',
      actual: 'totalExpenditures',
      minimumRate: 'minimumSavingsRate',
      inclusive: true,
      mode: 'firstDollar',
      rate: M('sharingRate'),
      sequestration: M('sequestration'),
      cap: 'cap',
      rounding: { to: 'dollar', mode: 'half-up' },
    }),
    sequestration: { expr: t.mul(M('sequestration'), 'shared') },
  };
}

test('one real reconciliation: 83 figures within 1e-12', () => {
  const path = sharedData('contracts/mssp_one_reconciliation.json');
  if (path === null) return;
  const file: { readonly inputs: Readonly<Record<string, unknown>>; readonly expected: unknown } = JSON.parse(readFileSync(path, 'utf8'));
  const { benchmarkYearWeights: _thirds, ...inputs } = file.inputs;
  const values = leaves(inputs).map(([name, value]) => [name.replaceAll('.', '_'), value] as const);
  const unitOf = (id: string): string =>
    /Expenditures|pyPerCapita/.test(id)
      ? 'USD/memberYear'
      : id === 'personMonths'
        ? 'memberMonths'
        : id === 'assignedBeneficiaries'
          ? 'lives'
          : 'ratio';
  const metrics: Record<string, MetricSpec> = Object.fromEntries(values.map(([id]) => [id, metric.of(unitOf(id), { period: 'any' })]));
  const contract = defineContract({
    id: 'reconciliation',
    version: '1',
    currency: 'USD',
    effective: YEAR,
    parties: [
      { id: 'cms', role: 'payer' },
      { id: 'aco', role: 'provider' },
    ],
    metrics,
    terms: reconciliationTerms(),
    settle: [{ id: 'earned', line: 'payable', positive: { from: 'cms', to: 'aco' } }],
  });
  const facts = values.map(
    ([id, value]): Fact => ({ metric: id, value, unit: unitOf(id), period: YEAR, knownOn: '2023-08-01', denominator: null, source: 'workbook' }),
  );
  const settlement = settled(contract, facts);
  const names: Readonly<Record<string, string>> = {
    benchmarkMinusExpenditures: 'savings',
    minimumSavingsDollars: 'minimum',
    sharedSavings: 'shared',
    earned: 'capped',
    earnedPublished: 'payable',
  };
  const figures = leaves(file.expected);
  let worst = new Decimal(0);
  for (const [name, printed] of figures) {
    const id = names[name] ?? name.replaceAll('.', '_');
    const value = nodeOf(settlement, id);
    expect(value, name).toBeDefined();
    const gap = new Decimal(value ?? 'NaN').minus(printed).abs().div(new Decimal(printed).abs());
    if (gap.gt(worst)) worst = gap;
    expect(gap.lte('1e-12'), `${name}: ${value ?? ''} against ${printed}`).toBe(true);
  }
  console.log(`${figures.length} figures, worst relative difference ${worst.toExponential(2)}`);
  expect(figures.filter(([name]) => name !== 'earnedPublished').length).toBe(83);
  expect(settlement.lines[0]?.amount.toFixed()).toBe('2883146');
  expect(replayTrace(settlement.trace).findings).toEqual([]);
});
