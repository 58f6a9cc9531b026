import { describe, expect, it } from 'vitest';
import { adjust, completionAdjustment, trendAdjustment } from '../../src/benchmark/adjust.js';
import { comparability } from '../../src/benchmark/comparability.js';
import { compareRates } from '../../src/benchmark/compare-rates.js';
import { costRate } from '../../src/benchmark/cost-rate.js';
import { factRate } from '../../src/benchmark/fact-rate.js';
import { chanceOfLuck, detectability } from '../../src/benchmark/luck.js';
import { flowsBack, planCost } from '../../src/benchmark/plan-cost.js';
import { convertRate } from '../../src/benchmark/rates.js';
import { Decimal } from '../../src/money/decimal.js';
import { usd } from '../../src/money/usd.js';
import { basisPresets } from '../../src/reference/basis-presets.js';
import { cite, staleness } from '../../src/reference/benchmark-fact.js';
import { benchmarkFacts } from '../../src/reference/benchmark-facts.js';
import { loadBenchmark } from '../../src/reference/load-benchmark.js';

function near(got: number | null | undefined, want: number, relative = 1e-12): void {
  expect(Math.abs((got ?? Number.NaN) - want), `${got} is not ${want}`).toBeLessThanOrEqual(relative * Math.abs(want));
}

const basis = { ...basisPresets.hcci, period: 'month' } as const;

describe('comparison', () => {
  it('judges the 50-employee firm as spec/benchmark.md 5.6 does', () => {
    const subject = costRate({ basis, numerator: '648000', exposure: '1200', lifeYears: '100' });
    const benchmark = costRate({ basis, amount: '600' });
    const result = compareRates({ subject, benchmark, cv: 2.415364, rawCv: 3.449263, charge: usd('33') });
    expect(result.verdict).toBe('notDistinguishable');
    expect(result.ratio.toFixed()).toBe('0.9');
    near(result.z, 0.125852010693165);
    near(result.bestEstimate?.toNumber(), 592.44887935841);
    near(result.chanceOfLuck, 0.441721076793047);
    near(result.smallestDetectable, 0.676684807876221);
    near(result.nextSteps[0]?.z, 0.217982076755263);
    if (result.interval?.kind !== 'interval') throw new Error('no interval');
    near(result.interval.raw.low, 360.063283780355);
    near(result.interval.raw.high, 864.781520891857);
  });

  it('joins the error of the benchmark and the range of a factor', () => {
    const observed = costRate({ basis, numerator: '648000', exposure: '1200', lifeYears: '100' });
    const subject = adjust(observed, [
      { kind: 'area', factor: '1', low: new Decimal(1).div('1.03'), high: new Decimal(1).div('0.97'), source: 'given' },
    ]);
    const result = compareRates({
      subject,
      benchmark: costRate({ basis, amount: '600' }),
      cv: 2.415364,
      charge: usd('33'),
      benchmarkStandardError: 0.02,
    });
    if (result.interval?.kind !== 'interval') throw new Error('no interval');
    near(result.interval.raw.low, 358.986300564619, 1e-9);
    near(result.interval.raw.high, 867.016072059346, 1e-9);
  });

  it('gives chance of luck and detectability as published', () => {
    near(chanceOfLuck({ ratio: 0.8, lifeYears: 100, cv: 3.449263 }), 0.309275442311852);
    near(detectability({ cv: 3.449263, saving: 0.1 }).livesNeeded, 9338.13813932451);
    near(detectability({ cv: 2.415364, saving: 0.1 }).livesNeeded, 4579.02329210478);
    near(detectability({ cv: 3.449263, saving: 0.2 }).livesNeeded, 2334.53453483113);
    near(detectability({ cv: 2.415364, saving: 0.2 }).livesNeeded, 1144.7558230262);
    near(detectability({ cv: 3.449263, lifeYears: 100 }).smallestDetectable, 0.966340423418399);
  });

  it('does not compile and refuses at run time when a PMPM meets a premium', () => {
    const allowed = costRate({ basis: basisPresets.hcci, amount: '6711', lifeYears: '1000' });
    const premium = costRate({ basis: basisPresets.kffSingle, amount: '8951' });
    // @ts-expect-error TS2322: allowed per member against premium per single contract is no comparison
    const compare = (): unknown => compareRates({ subject: allowed, benchmark: premium });
    expect(compare).toThrow(expect.objectContaining({ code: 'basis/mismatch', message: expect.stringContaining('A bridge needs') }));
  });

  it('refuses immature months and warns of few lives', () => {
    const immature = { ...basis, completion: 'immature' } as const;
    const subject = costRate({ basis: immature, numerator: '1000', exposure: '12', lifeYears: '1' });
    const benchmark = costRate({ basis: immature, amount: '600' });
    expect(() => compareRates({ subject, benchmark })).toThrow(expect.objectContaining({ code: 'benchmark/immature' }));
    const done = adjust(subject, [
      completionAdjustment({ factor: new Decimal('1.1'), low: new Decimal('1.05'), high: new Decimal('1.2'), source: 'trend' }),
    ]);
    const result = compareRates({ subject: done, benchmark: costRate({ basis: { ...done.basis }, amount: '600' }), cv: 2.4 });
    expect(result.interval).toBeNull();
    expect(result.verdict).toBe('notAssessable');
    expect(result.warnings.map((each) => each.code)).toContain('benchmark/too-few-lives');
  });
});

describe('bases', () => {
  const presets = Object.entries(basisPresets);
  it('compares each published series with itself, and symmetrically with every other', () => {
    for (const [, a] of presets) {
      for (const [, b] of presets) expect(comparability(a, b).kind).toBe(comparability(b, a).kind);
    }
    expect(comparability(basisPresets.hcci, basisPresets.hcci).kind).toBe('direct');
    expect(comparability(basisPresets.hcci, basisPresets.mmiPerson)).toMatchObject({ kind: 'bridgeable', inputs: ['nonClaims', 'rebates'] });
    expect(comparability(basisPresets.kffSingle, basisPresets.mepsIcSingle).kind).toBe('direct');
    expect(comparability(basisPresets.hcci, basisPresets.nhePrivate).kind).toBe('incomparable');
    expect(comparability({ ...basisPresets.hcci, dating: 'paid' }, basisPresets.hcci).kind).toBe('incomparable');
    const allowed = comparability(basisPresets.hcci, basisPresets.kffSingle);
    expect(allowed.kind === 'bridgeable' && allowed.gaps.map((gap) => gap.field)).toEqual([
      'measure',
      'per',
      'rebates',
      'nonClaims',
      'admin',
      'stopLoss',
      'population',
    ]);
  });

  it('encodes table 3.2 cell by cell', () => {
    const { kffSingle, mepsIcFamily, mercer, aon, mmiPerson, hcci, nhePrivate } = basisPresets;
    expect(
      [kffSingle, mepsIcFamily, mercer, aon, mmiPerson, hcci, nhePrivate].map(({ measure, per, scope, rebates, admin, population, nonClaims }) => [
        measure,
        per,
        scope.rx,
        scope.dental,
        rebates,
        admin,
        population,
        nonClaims,
      ]),
    ).toEqual([
      ['premium', 'contract:single', true, false, 'net', 'in', 'activeUnder65', 'in'],
      ['premium', 'contract:family', true, false, 'net', 'in', 'activeUnder65', 'in'],
      ['planCost', 'employee', true, true, 'net', 'in', 'activeUnder65', 'in'],
      ['premium', 'employee', true, false, 'net', 'in', 'activeUnder65', 'in'],
      ['allowed', 'member', true, false, 'net', 'out', 'under65', 'in'],
      ['allowed', 'member', true, false, 'gross', 'out', 'under65', 'out'],
      ['planCost', 'member', true, false, 'net', 'in', 'all', 'in'],
    ]);
  });

  it('converts periods without a guess, and persons only with members per employee', () => {
    const year = costRate({ basis: basisPresets.hcci, amount: '6000' });
    expect(convertRate(convertRate(year, { period: 'month' }), { period: 'year' }).amount.eq(6000)).toBe(true);
    expect(convertRate(year, { per: 'employee', membersPerEmployee: '1.76' }).amount.toFixed()).toBe('10560');
    expect(() => convertRate(year, { per: 'employee' })).toThrow(expect.objectContaining({ code: 'benchmark/bridge-input-missing' }));
  });
});

describe('the ledger', () => {
  const rate = costRate({ basis, amount: '500', exposure: '100' });
  it('multiplies to adjusted over unadjusted, in any order', () => {
    const steps = [
      { kind: 'trend', factor: '1.08', source: 's' },
      { kind: 'demographic', factor: '1.2', source: 's' },
      { kind: 'area', factor: '0.9', source: 's' },
    ] as const;
    const adjusted = adjust(rate, steps);
    const product = adjusted.ledger.reduce((all, step) => all.times(step.factor ?? 1), new Decimal(1));
    expect(product.toDecimalPlaces(30).eq(adjusted.amount.div(rate.amount).toDecimalPlaces(30))).toBe(true);
    expect(adjust(rate, steps.toReversed()).amount.eq(adjusted.amount)).toBe(true);
    expect(adjusted.amount.eq(new Decimal(500).times('1.08').div(new Decimal('1.2').times('0.9')))).toBe(true);
  });

  it('refuses the same kind twice, and age beside a risk score that holds it', () => {
    const twice = { code: 'benchmark/adjusted-twice' };
    expect(() =>
      adjust(rate, [
        { kind: 'trend', factor: '1', source: 's' },
        { kind: 'trend', factor: '1', source: 's' },
      ]),
    ).toThrow(expect.objectContaining(twice));
    const both = [
      { kind: 'riskScore', factor: '1.1', source: 's' },
      { kind: 'demographic', factor: '1.1', source: 's' },
    ] as const;
    expect(() => adjust(rate, both)).toThrow(expect.objectContaining(twice));
    expect(() => adjust(adjust(rate, both.slice(0, 1)), both.slice(1))).toThrow(expect.objectContaining(twice));
    expect(adjust(rate, both, { allowOverlap: true }).ledger.length).toBe(2);
    expect(adjust(rate, [{ ...both[0], containsAgeSex: false }, both[1]]).ledger.length).toBe(2);
    expect(() => adjust(rate, [{ kind: 'area', factor: '0', source: 's' }])).toThrow(expect.objectContaining({ code: 'benchmark/bad-input' }));
  });

  it('prints what is not adjusted away, and trends by midpoints', () => {
    const result = adjust(rate, [trendAdjustment({ annual: '0.08', months: '18', source: 'survey' })], { exclude: ['prior emergency visits'] });
    near(result.amount.toNumber(), 500 * 1.08 ** 1.5);
    expect(result.assumptions.map((each) => each.value)).toContain('prior emergency visits');
  });

  it('adds up what a plan costs, and turns signed records once', () => {
    const cost = planCost({
      paid: usd('1000'),
      nonClaims: usd('100'),
      admin: usd('50'),
      stopLossPremium: usd('30'),
      stopLossRecoveries: usd('20'),
      rebates: flowsBack(usd('-80')),
      subrogation: usd('10'),
      employeeContributions: usd('200'),
      memberShare: usd('150'),
      premiumEarned: usd('1300'),
    });
    expect([cost.planCost, cost.employerNet, cost.tme, cost.ncphi, cost.thce].map((each) => each?.toFixed())).toEqual([
      '1070',
      '870',
      '1250',
      '200',
      '1450',
    ]);
  });
});

describe('benchmark facts', () => {
  it('cites, ages and never mixes editions', () => {
    const fact = benchmarkFacts.fact('kff/2024/family/all');
    expect(fact.value).toBe('25572');
    expect(cite(fact)).toBe('2024 Employer Health Benefits Survey (KFF, 2024-10-09), average annual premium, family coverage');
    expect(staleness({ fact, asOf: '2025-12-08' })).toBe('current');
    expect(staleness({ fact, asOf: '2025-12-09' })).toBe('supersededLikely');
    expect(staleness({ fact, asOf: '2026-10-10' })).toBe('stale');
    expect(benchmarkFacts.query({ series: 'hcci/allowed', year: 2015 }).map((each) => each.value)).toEqual(['5141']);
    expect(benchmarkFacts.query({ series: 'hcci/allowed', year: 2015, vintage: '2019' }).map((each) => each.value)).toEqual(['4927']);
    expect(() => benchmarkFacts.query({ series: 'hcci/allowed', year: [2015, 2019] })).toThrow(
      expect.objectContaining({ code: 'benchmark/series-break' }),
    );
    expect(() => benchmarkFacts.query({ series: 'mercer/plan-cost', year: [2016, 2023] })).toThrow(
      expect.objectContaining({ code: 'benchmark/series-break' }),
    );
    expect(benchmarkFacts.query({ series: 'mercer/plan-cost', year: [2016, 2023], allowBreak: true }).length).toBe(2);
    expect(() => benchmarkFacts.query({ series: 'kff/single', year: 1999 })).toThrow(expect.objectContaining({ code: 'benchmark/fact-missing' }));
    expect(benchmarkFacts.census.primary).toBeGreaterThan(30);
  });

  it('makes a rate of a cost, and no cost of a growth rate', () => {
    expect(factRate('kff/2025/single/all').warnings.map((each) => each.code)).toEqual(['benchmark/unverified']);
    expect(() => factRate('mercer/2026/trend-before-plan-changes/all')).toThrow(expect.objectContaining({ code: 'basis/mismatch' }));
    expect(() => factRate('kff/2020/family/all', { asOf: '2026-01-01', requireFresh: true })).toThrow(
      expect.objectContaining({ code: 'benchmark/stale' }),
    );
  });

  it('loads records field by field, and refuses a missing basis field and a conflict of figures', () => {
    const shipped: unknown = JSON.parse(JSON.stringify(benchmarkFacts.facts));
    expect(loadBenchmark(shipped).facts).toEqual(benchmarkFacts.facts);
    const fact = benchmarkFacts.fact('kff/2024/family/all');
    const { rebates: _rebates, ...short } = basisPresets.kffFamily;
    expect(() => loadBenchmark([{ ...fact, basis: short }])).toThrow(
      expect.objectContaining({ code: 'benchmark/fact-invalid', details: { path: '[0].basis.rebates' } }),
    );
    // A real mis-transcription: KFF's 2024 family premium printed as 25,527 elsewhere.
    expect(() => loadBenchmark([fact, { ...fact, id: 'elsewhere', value: '25527' }])).toThrow(
      expect.objectContaining({ code: 'benchmark/fact-invalid', message: expect.stringContaining('25527') }),
    );
    expect(() => loadBenchmark([fact, fact])).toThrow(expect.objectContaining({ code: 'benchmark/fact-invalid' }));
  });
});
