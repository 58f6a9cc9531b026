import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDistinguishable, sigmaFrom } from '../../src/contracts/distinguishable.js';
import { exampleSettlement } from '../../src/contracts/example-contract.js';
import { explain } from '../../src/contracts/explain.js';
import { factFrom, factId } from '../../src/contracts/fact.js';
import { metric } from '../../src/contracts/metric.js';
import { msrFor } from '../../src/contracts/msr.js';
import { placeInWindow, policyWindow } from '../../src/contracts/policy-window.js';
import { compareScorecards, exampleVendor, guaranteeValue, scorecard, type VendorTerms, vendorContract } from '../../src/contracts/scorecard.js';
import { shapley } from '../../src/contracts/shapley-value.js';
import { settlementStatement } from '../../src/contracts/statement.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { Decimal } from '../../src/money/decimal.js';
import { stream } from '../../src/stats/random.js';
import { blockedBy, fact, nodeOf, settled, simpleContract, YEAR } from './kit.js';

describe('minimum savings rates', () => {
  test('the table: 5,333 lives 3.8 % exactly, 7,207 lives by a denominator of 999, ends of bands', () => {
    expect(msrFor(5333, { table: 'mssp' }).toFixed()).toBe('0.038');
    expect(msrFor(7207, { table: 'mssp' }).minus('0.0335855855855856').abs().lt('1e-16')).toBe(true);
    expect([1, 499, 500, 999, 1000, 59_999, 60_000, 1_000_000].map((n) => msrFor(n, { table: 'mssp' }).toFixed())).toEqual([
      '0.122',
      '0.122',
      '0.122',
      '0.087',
      '0.087',
      '0.02',
      '0.02',
      '0.02',
    ]);
  });
  test('it falls in lives', () => {
    let last = new Decimal(1);
    for (let n = 1; n < 70_000; n += 997) {
      const rate = msrFor(n, { table: 'mssp' });
      expect(rate.lte(last)).toBe(true);
      last = rate;
    }
  });
  test('the statistical rate', () => {
    expect(msrFor(10_000, { sigma: 1.8, confidence: 0.95 })).toBeCloseTo(0.02960736528512649, 13);
    expect(msrFor(5_000, { sigma: 1.8, confidence: 0.9 })).toBeCloseTo(0.03262297688772564, 13);
  });
  test('it falls in lives and rises in confidence and spread, and each band of the table meets its ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0.51, max: 0.98, noNaN: true }),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (lives, more, confidence, sigma) => {
          const rate = msrFor(lives, { sigma, confidence });
          expect(msrFor(lives + more, { sigma, confidence })).toBeLessThan(rate);
          expect(msrFor(lives, { sigma, confidence: confidence + 0.01 })).toBeGreaterThan(rate);
          expect(msrFor(lives, { sigma: sigma * 1.01, confidence })).toBeGreaterThan(rate);
        },
      ),
    );
    // 42 CFR 425 subpart G: low and high end of each band.
    const ends = [
      [1, '0.122'],
      [499, '0.122'],
      [500, '0.122'],
      [999, '0.087'],
      [1000, '0.087'],
      [2999, '0.05'],
      [3000, '0.05'],
      [4999, '0.039'],
      [5000, '0.039'],
      [5999, '0.036'],
      [6000, '0.036'],
      [6999, '0.034'],
      [7000, '0.034'],
      [7999, '0.032'],
      [8000, '0.032'],
      [8999, '0.031'],
      [9000, '0.031'],
      [9999, '0.03'],
      [10_000, '0.03'],
      [14_999, '0.027'],
      [15_000, '0.027'],
      [19_999, '0.025'],
      [20_000, '0.025'],
      [49_999, '0.022'],
      [50_000, '0.022'],
      [59_999, '0.02'],
      [60_000, '0.02'],
    ] as const;
    for (const [lives, rate] of ends) expect(msrFor(lives, { table: 'mssp' }).toFixed(), String(lives)).toBe(rate);
  });
  test('lives that are no whole number are refused', () => {
    for (const lives of [0, -1, 4999.5, Number.NaN])
      expect(() => msrFor(lives, { table: 'mssp' })).toThrow(expect.objectContaining({ code: 'contracts/lives-not-integer' }));
    expect(() => msrFor(100, { sigma: 1.8, confidence: 0.4 })).toThrow(expect.objectContaining({ code: 'contracts/bad-options' }));
  });
  test('luck is paid as often as the confidence says', () => {
    const rate = msrFor(10_000, { sigma: 1.8, confidence: 0.95 });
    expect(isDistinguishable({ savingRate: rate, lives: 10_000, sigma: 1.8, minimumRate: rate })).toMatchObject({ missedTrueSavings: 0.5 });
    // False payments at three confidences and three sizes, each within four Monte Carlo errors of what was asked for.
    for (const [i, confidence] of [0.8, 0.9, 0.95].entries()) {
      for (const lives of [1_000, 5_000, 10_000]) {
        const least = msrFor(lives, { sigma: 1.8, confidence });
        expect(isDistinguishable({ savingRate: 0, lives, sigma: 1.8, minimumRate: least }).paidByLuck).toBeCloseTo(1 - confidence, 12);
        const random = stream(3, i * 3 + (lives % 7));
        let paid = 0;
        for (let run = 0; run < 40_000; run += 1) if ((random.normal() * 1.8) / Math.sqrt(lives) >= least) paid += 1;
        expect(Math.abs(paid / 40_000 - (1 - confidence))).toBeLessThan(4 * Math.sqrt((confidence * (1 - confidence)) / 40_000));
      }
    }
    expect(
      sigmaFrom(
        [
          { annualCost: 0, memberYears: 0.5 },
          { annualCost: 5000, memberYears: 0.5 },
        ],
        { truncation: 2000 },
      ),
    ).toBe(1);
    expect(() => sigmaFrom([], {})).toThrow(expect.objectContaining({ code: 'contracts/bad-options' }));
  });
});

describe('facts', () => {
  test('an estimate becomes its shortest text; what is not finite is refused', () => {
    const o = { metric: 'x', unit: 'ratio', period: YEAR, knownOn: '2023-01-01', source: 's', keys: { employer: 'e1' } };
    expect(factFrom({ value: 1e21, n: 12, interval: { kind: 'interval', low: 1e-7, high: 2 } }, o)).toMatchObject({
      value: '1000000000000000000000',
      denominator: '12',
      range: { low: '0.0000001', high: '2' },
    });
    expect(factId(factFrom({ value: 1, n: null, interval: { kind: 'unbounded' } }, o))).toBe('x[employer=e1]');
    expect(() => factFrom({ value: Number.NaN, n: null, interval: null }, o)).toThrow(expect.objectContaining({ code: 'contracts/not-a-fact' }));
  });
  const of = (spec: Parameters<typeof metric.ratio>[0]) =>
    simpleContract(
      { payable: t.round(t.mul({ op: 'metric', id: 'rate' }, t.literal('100', 'USD')), { to: 'cent', mode: 'half-up' }) },
      { metrics: { rate: metric.ratio(spec) }, smallCell: { minimum: '11' } },
    );
  const rate = (value: string, denominator: string | null) => [fact('rate', value, { unit: 'ratio', denominator })];
  test('policies: fail, missed, neutral; a denominator below the minimum counts as missing', () => {
    expect(blockedBy(of({ minDenominator: '25' }), rate('0.5', '24'))).toEqual(['DENOMINATOR_TOO_SMALL']);
    expect(settled(of({ minDenominator: '25' }), rate('0.5', '25')).lines[0]?.amount.toFixed()).toBe('50');
    expect(settled(of({ onMissing: 'missed' }), []).lines[0]?.amount.toFixed()).toBe('0');
    const neutral = settled(of({ onMissing: 'neutral', neutral: '0.02', minDenominator: '25' }), rate('0.5', '20'));
    expect(neutral.lines[0]?.amount.toFixed()).toBe('2');
    expect([neutral.warnings.map((each) => each.code), neutral.assumptions.length]).toEqual([['DENOMINATOR_TOO_SMALL'], 1]);
    expect(blockedBy(of({ max: '1' }), rate('1.01', '30'))).toEqual(['OUT_OF_RANGE']);
  });
  test('a cell of too few persons is refused, unless overridden with a reason that the trace keeps', () => {
    expect(blockedBy(of({}), rate('0.5', '10'))).toEqual(['SUPPRESSED_CELL']);
    const settlement = settled(of({}), rate('0.5', '10'), { overrides: [{ metric: 'rate', reason: 'agreed by both parties on 1 May' }] });
    expect(settlement.trace.nodes.find((node) => node.id === 'metric:rate')?.override).toBe('agreed by both parties on 1 May');
    expect(settlement.warnings.map((each) => each.code)).toEqual(['SUPPRESSED_CELL']);
  });
  test('inside a loop the reason of an override is kept in the trace too', () => {
    const contract = simpleContract(
      { payable: t.round(t.sumOver('employer', { op: 'metric', id: 'claims' }), { to: 'cent', mode: 'half-up' }) },
      { metrics: { claims: metric.money({ over: ['employer'] }) }, smallCell: { minimum: '11' } },
    );
    const facts = ['e1', 'e2'].map((employer, i) => fact('claims', '10', { denominator: i === 0 ? '10' : '11', keys: { employer } }));
    expect(blockedBy(contract, facts)).toEqual(['SUPPRESSED_CELL']);
    const settlement = settled(contract, facts, { overrides: [{ metric: 'claims', reason: 'agreed on 1 May' }] });
    expect(settlement.trace.nodes.find((node) => node.op === 'sumOver')?.override).toBe('agreed on 1 May');
    expect(settlement.assumptions.map((each) => each.source)).toEqual(['override: agreed on 1 May']);
  });
  test('all missing under reweight blocks, never 0/0', () => {
    const contract = simpleContract(
      {
        payable: t.round(
          t.mul(
            t.weightedAverage([
              { key: 'a', of: { op: 'metric', id: 'x' }, weight: '0.5' },
              { key: 'b', of: { op: 'metric', id: 'y' }, weight: '0.5' },
            ]),
            t.literal('100', 'USD'),
          ),
          { to: 'cent', mode: 'half-up' },
        ),
      },
      { metrics: { x: metric.ratio({ onMissing: 'reweight' }), y: metric.ratio({ onMissing: 'reweight' }) } },
    );
    expect(blockedBy(contract, [])).toContain('MISSING_METRIC');
    const one = settled(contract, [fact('x', '0.4', { unit: 'ratio' })]);
    expect([one.lines[0]?.amount.toFixed(), one.trace.nodes.find((node) => node.op === 'weightedAverage')?.dropped]).toEqual(['40', ['b']]);
  });
});

describe('explanations and statements', () => {
  test('an unknown node is refused by name', () => {
    expect(() => explain({ settlement: exampleSettlement(), node: 'nobody' })).toThrow(expect.objectContaining({ code: 'contracts/unknown-node' }));
  });
  test('letters run on after Z, each row names only rows before it', () => {
    const terms = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `s${i}`,
        i === 0 ? t.sub({ op: 'metric', id: 'benchmark' }, { op: 'metric', id: 'actual' }) : t.mul('1', `s${i - 1}`),
      ]),
    );
    const contract = simpleContract({ ...terms, payable: t.round('s29', { to: 'cent', mode: 'half-up' }) });
    const rows = settlementStatement(settled(contract, [fact('benchmark', '5'), fact('actual', '3')]));
    expect(rows.map((row) => row.letter).slice(24, 28)).toEqual(['Y', 'Z', 'AA', 'AB']);
    expect(rows[rows.length - 1]?.formula).toBe('[AG] = [AF], rounded to the cent (half-up)');
    const seen = new Set<string>();
    for (const row of rows) {
      for (const [, letter] of row.formula.replace(`[${row.letter}] =`, '').matchAll(/\[([A-Z]+)\]/g)) expect(seen.has(letter ?? '')).toBe(true);
      seen.add(row.letter);
    }
    expect(settlementStatement(exampleSettlement()).length).toBe(4);
  });
});

describe('policy windows', () => {
  const year = { from: '2026-01-01', to: '2026-12-31' };
  test('12/12, 12/15, 15/12, 24/12 and paid; month ends stay month ends', () => {
    expect(policyWindow('12/12', year)).toEqual({ incurred: year, paid: year });
    expect(policyWindow('12/15', year).paid.to).toBe('2027-03-31');
    expect(policyWindow('15/12', year).incurred.from).toBe('2025-10-01');
    expect(policyWindow('24/12', year).incurred.from).toBe('2025-01-01');
    expect(policyWindow('12/18', { from: '2025-10-01', to: '2026-09-30' }).paid.to).toBe('2027-03-31');
    expect(policyWindow('12/17', { from: '2025-10-01', to: '2026-09-30' }).paid.to).toBe('2027-02-28');
    expect(placeInWindow(policyWindow('paid', year), { incurred: '2019-05-05', paid: '2026-01-01' })).toBe('covered');
    for (const bad of ['12-15', '9/12', '12/9', ''])
      expect(() => policyWindow(bad, year)).toThrow(expect.objectContaining({ code: 'contracts/bad-options' }));
  });
  test('ends are included; a line paid before it was incurred is never covered', () => {
    const place = (incurred: string, paid: string) => placeInWindow(policyWindow('12/15', year), { incurred, paid });
    expect([
      place('2026-01-01', '2026-01-01'),
      place('2026-12-31', '2027-03-31'),
      place('2026-12-31', '2027-04-01'),
      place('2025-12-31', '2026-02-01'),
      place('2026-06-02', '2026-06-01'),
    ]).toEqual(['covered', 'covered', 'notPaidInside', 'notIncurredInside', 'paidBeforeIncurred']);
  });
});

describe('Shapley values', () => {
  const airport = (group: readonly string[]): string => String(Math.max(0, ...group.map((id) => ({ a: 8, b: 11, c: 13, d: 18 })[id] ?? 0)));
  test('the airport game: costs 8, 11, 13, 18 give 2, 3, 4, 9', () => {
    expect(shapley({ players: ['a', 'b', 'c', 'd'], value: airport }).values.map((each) => each.value.toFixed())).toEqual(['2', '3', '4', '9']);
  });
  test('sampled values are within their error of the exact ones and add up to the whole', () => {
    const result = shapley({ players: ['a', 'b', 'c', 'd'], value: airport, exactUpTo: 0, runs: 4_000, seed: 5 });
    expect(result.method).toBe('sampled');
    expect(result.values.reduce((sum, each) => sum.plus(each.value), new Decimal(0)).toFixed()).toBe('18');
    result.values.forEach((each, i) =>
      expect(Math.abs(each.value.toNumber() - ([2, 3, 4, 9][i] ?? 0))).toBeLessThanOrEqual(4.5 * (each.standardError ?? 0)),
    );
  });
  test('symmetric players are alike, a null player gets nothing, sums of games add', () => {
    const gloves = (group: readonly string[]): string =>
      String(Math.min(group.includes('l') ? 1 : 0, group.filter((id) => id !== 'l' && id !== 'z').length > 0 ? 1 : 0));
    const values = (game: (group: readonly string[]) => string) =>
      shapley({ players: ['l', 'r1', 'r2', 'z'], value: game }).values.map((each) => each.value);
    const [left, right1, right2, nobody] = values(gloves);
    expect([right1?.eq(right2 ?? 0), nobody?.toFixed(), left?.minus(new Decimal(2).div(3)).abs().lt('1e-30')]).toEqual([true, '0', true]);
    const size = (group: readonly string[]): string => String(group.length ** 2);
    const both = values((group) => new Decimal(gloves(group)).plus(size(group)).toFixed());
    values(size).forEach((value, i) =>
      expect(
        both[i]
          ?.minus(value)
          .minus(values(gloves)[i] ?? 0)
          .abs()
          .lt('1e-30'),
      ).toBe(true),
    );
  });
  test('thirty players exactly are refused: a seed samples', () => {
    const players = Array.from({ length: 30 }, (_, i) => `p${i}`);
    expect(() => shapley({ players, value: (group) => String(group.length) })).toThrow(
      expect.objectContaining({ code: 'contracts/too-many-players' }),
    );
    expect(shapley({ players, value: (group) => String(group.length), runs: 10, seed: 1 }).values.every((each) => each.value.eq(1))).toBe(true);
  });
});

describe('vendor scorecards', () => {
  const base = exampleVendor();
  const guaranteed = base.guarantees[0];
  if (guaranteed === undefined) throw new Error('the example has a guarantee');
  const vendor = (name: string, change: Partial<VendorTerms> = {}): VendorTerms => ({ ...base, vendor: name, ...change });
  const two = [
    { ...guaranteed, weight: '0.6' },
    { ...guaranteed, id: 'speed', measure: 'Seconds to answer', direction: 'lowerIsBetter' as const, target: '30', floor: '60', weight: '0.4' },
  ];
  test('sliding: half the slope missed is half of $7,500', () => {
    const card = scorecard({ terms: base, results: { idCards: '0.94' } });
    expect([card.score, card.owed.toFixed(2), card.collectibleMaximum.toFixed(2)]).toEqual(['0.5', '3750.00', '7500.00']);
  });
  test('two measures in two directions, one not measured: it is not taken as met', () => {
    const card = scorecard({ terms: vendor('B', { guarantees: two }), results: { idCards: '0.94', speed: '45' } });
    expect([card.score, card.owed.toFixed(2)]).toEqual(['0.5', '3750.00']);
    const partial = scorecard({ terms: vendor('B', { guarantees: two }), results: { idCards: '0.94' } });
    expect([partial.score, partial.owed.toFixed(2), partial.measures[1]?.score, partial.warnings.map((each) => each.code)]).toEqual([
      '0.5',
      '2250.00',
      null,
      ['MISSING_METRIC'],
    ]);
  });
  test('vendors are compared on what all have; the rest is named', () => {
    const comparison = compareScorecards([
      { terms: vendor('B', { guarantees: two }), results: { idCards: '0.96', speed: '60' } },
      { terms: base, results: { idCards: '0.97' } },
    ]);
    expect(comparison.shared).toEqual(['idCards']);
    expect(comparison.onlySome).toEqual({ B: ['speed'], 'Administrator A': [] });
    expect(comparison.vendors.map((each) => [each.vendor, each.sharedScore])).toEqual([
      ['Administrator A', '0.875'],
      ['B', '0.75'],
    ]);
  });
  test('ten percent at risk that never pay are seen', () => {
    const worth = guaranteeValue({ terms: base, model: { idCards: { kind: 'uniform', low: 0.985, high: 1 } }, runs: 2_000, seed: 1 });
    expect([worth.expected, worth.probabilityOfPayment, worth.realShare]).toEqual([0, 0, 0]);
    const real = guaranteeValue({ terms: base, model: { idCards: { kind: 'uniform', low: 0.9, high: 0.98 } }, runs: 20_000, seed: 1 });
    expect(Math.abs((real.expected ?? 0) - 3750)).toBeLessThan(4 * (real.standardError ?? 0));
  });
  test('what a guarantee does not declare is listed; a floor on the wrong side is refused', () => {
    const roi = { ...guaranteed, id: 'roi', measure: 'Return on investment', auditRight: false };
    expect(scorecard({ terms: vendor('C', { guarantees: [roi] }), results: {} }).undeclared).toEqual([
      'roi: comparison group',
      'roi: rule for plan changes',
      'roi: rule for high claimants',
      'roi: right to audit',
    ]);
    expect(() => vendorContract(vendor('D', { guarantees: [{ ...guaranteed, target: '0.9', floor: '0.98' }] }))).toThrow(
      expect.objectContaining({ code: 'contracts/bad-options' }),
    );
    expect(
      nodeOf(
        settled(
          vendorContract(base),
          [
            fact('fees', '75000', { period: base.period, knownOn: base.period.to }),
            fact('idCards', '0.5', { unit: 'ratio', period: base.period, knownOn: base.period.to }),
          ],
          { asOf: '2027-01-31' },
        ),
        'payable',
      ),
    ).toBe('7500');
  });
});
