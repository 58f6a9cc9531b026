import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Contract } from '../../../src/contracts/contract.js';
import { incentives } from '../../../src/contracts/curve/incentives.js';
import { paymentCurve } from '../../../src/contracts/curve/payment-curve.js';
import type { NodeExplanation } from '../../../src/contracts/explain.js';
import { explain } from '../../../src/contracts/explain.js';
import type { Fact } from '../../../src/contracts/fact.js';
import { lintContract } from '../../../src/contracts/lint-contract.js';
import { prepareContract } from '../../../src/contracts/prepare-contract.js';
import { cjr } from '../../../src/contracts/presets/cjr.js';
import { acaCorridor, reach } from '../../../src/contracts/presets/corridors.js';
import { hvbp } from '../../../src/contracts/presets/hvbp.js';
import { mlrCredibility } from '../../../src/contracts/presets/mlr.js';
import { mssp } from '../../../src/contracts/presets/mssp.js';
import { replayTrace } from '../../../src/contracts/replay-trace.js';
import { settle } from '../../../src/contracts/settle.js';
import { verifySettlement } from '../../../src/contracts/verify-settlement.js';
import { Decimal } from '../../../src/money/decimal.js';
import { sharedData } from '../../kit/shared-data.js';
import { blockedBy, nodeOf, settled } from '../kit.js';

function factsFor(contract: Contract, values: Readonly<Record<string, string | Readonly<Record<string, string>>>>): readonly Fact[] {
  const one = (metric: string, value: string, keys?: Readonly<Record<string, string>>): Fact => ({
    metric,
    value,
    unit: contract.metrics[metric]?.unit ?? '',
    period: contract.effective,
    knownOn: contract.effective.to,
    denominator: null,
    source: 'test',
    ...(keys === undefined ? {} : { keys }),
  });
  return Object.entries(values).flatMap(([metric, value]) => {
    const dimension = contract.metrics[metric]?.over?.[0] ?? '';
    return typeof value === 'string' ? [one(metric, value)] : Object.entries(value).map(([key, each]) => one(metric, each, { [dimension]: key }));
  });
}
const late = { asOf: '2030-01-01' } as const;

describe('risk corridors', () => {
  test('costs by target from 0.90 to 1.10 move -4.1 to +4.1 % of target', () => {
    const contract = acaCorridor();
    const paid = (ratio: string): string =>
      settled(contract, factsFor(contract, { allowableCosts: new Decimal(ratio).times('1000000').toFixed(), target: '1000000' }), late)
        .lines[0]?.amount.div('10000')
        .toFixed() ?? '';
    expect(['0.90', '0.92', '0.95', '0.97', '1.00', '1.03', '1.06', '1.08', '1.10'].map(paid)).toEqual([
      '-4.1',
      '-2.5',
      '-1',
      '0',
      '0',
      '0',
      '1.5',
      '2.5',
      '4.1',
    ]);
    expect(new Set(blockedBy(contract, factsFor(contract, { allowableCosts: '5', target: '0' }), late))).toEqual(
      new Set(['contracts/base-not-positive']),
    );
  });
  test('REACH keeps 1.5 to 5.25 % (Professional), 27.5 and 34.75 % (Global) of the discounted benchmark, and warns that it is unverified', () => {
    const kept = (option: 'global' | 'professional', percent: string): string => {
      const contract = reach({ performanceYear: 2022, option });
      const benchmark = option === 'global' ? new Decimal('1000000').div('0.98') : new Decimal('1000000');
      const settlement = settled(
        contract,
        factsFor(contract, {
          benchmark: benchmark.toFixed(),
          expenditures: new Decimal('1000000').minus(new Decimal(percent).times('10000')).toFixed(),
        }),
        late,
      );
      expect(settlement.warnings.map((each) => each.code)).toEqual(['UNVERIFIED_PRESET']);
      return settlement.lines[0]?.amount.div('10000').toFixed() ?? '';
    };
    expect(['3', '5', '8', '12', '20'].map((percent) => kept('professional', percent))).toEqual(['1.5', '2.5', '3.55', '4.55', '5.25']);
    expect([kept('global', '30'), kept('global', '60')]).toEqual(['27.5', '34.75']);
  });
});

describe('hospital value-based purchasing', () => {
  const contract = prepareContract(hvbp({ fiscalYear: 2021 }));
  const score = (domains: Readonly<Record<string, string>>): Decimal => {
    const settlement = settled(
      contract,
      factsFor(contract.contract, { domainScore: domains, withhold: '0.02', slope: '2.7', basePayments: '1000000' }),
      late,
    );
    return new Decimal(nodeOf(settlement, 'totalPerformanceScore') ?? 'NaN');
  };
  test('a missing domain drops out and the other weights are divided by their sum', () => {
    expect(score({ outcome: '6.666666667', experience: '52', efficiency: '0' }).toDecimalPlaces(8).toFixed(8)).toBe('19.55555556');
  });
  test('the factor: 1 - 2 % + 2 % x 36.25 / 100 x 2.7', () => {
    const domains = { outcome: '60', experience: '45', safety: '40', efficiency: '0' };
    const settlement = settled(
      contract,
      factsFor(contract.contract, { domainScore: domains, withhold: '0.02', slope: '2.7', basePayments: '1000000' }),
      late,
    );
    expect(['valueBasedShare', 'paymentFactor', 'payable'].map((id) => nodeOf(settlement, id))).toEqual(['0.019575', '0.999575', '19575']);
  });
  test('fiscal year 2016 without the fourth domain: 13.3, 33.3 and 53.3 %', () => {
    const old = hvbp({ fiscalYear: 2016 });
    const weight = (domain: string): string => {
      const settlement = settled(
        old,
        factsFor(old, {
          domainScore: { process: '0', experience: '0', outcome: '0', [domain]: '100' },
          withhold: '0.01',
          slope: '2',
          basePayments: '100',
        }),
        late,
      );
      return new Decimal(nodeOf(settlement, 'totalPerformanceScore') ?? '0').toFixed(1);
    };
    expect(['process', 'experience', 'outcome'].map(weight)).toEqual(['13.3', '33.3', '53.3']);
  });
  test('without any domain nothing is scored', () => {
    expect(blockedBy(contract, factsFor(contract.contract, { withhold: '0.02', slope: '2.7', basePayments: '1' }), late)).toContain('MISSING_METRIC');
  });
  test('2,676 of 2,676 public scores of fiscal year 2021 recompute within 1e-8', () => {
    const path = sharedData('contracts/hvbp_tps_fy2021.csv');
    if (path === null) return;
    const lines = readFileSync(path, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','));
    const names = ['outcome', 'experience', 'safety', 'efficiency'];
    let [worst, lacking] = [new Decimal(0), 0];
    for (const cells of lines) {
      const domains = Object.fromEntries(names.flatMap((name, i) => (/^\d/.test(cells[i + 2] ?? '') ? [[name, cells[i + 2] ?? '']] : [])));
      if (Object.keys(domains).length < 4) lacking += 1;
      const gap = score(domains)
        .minus(cells[6] ?? '')
        .abs();
      if (gap.gt(worst)) worst = gap;
    }
    expect([lines.length, lacking]).toEqual([2676, 561]);
    expect(worst.lt('1e-8')).toBe(true);
  }, 60_000);
});

describe('joint replacement', () => {
  const year = (performanceYear: number) => cjr({ performanceYear });
  const facts = (contract: Contract, actual: string, more: Readonly<Record<string, string>> = {}) =>
    factsFor(contract, {
      baseline: { 'drg-470': '20000' },
      episodes: { 'drg-470': '100' },
      cappedActual: actual,
      complicationsPercentile: '72',
      experiencePercentile: '55',
      outcomesData: '1',
      improvementPoints: '0',
      outsideLimits: '0',
      ...more,
    });
  test('G25: 8.50 + 5.60 + 2 = 16.10 is excellent, the discount falls to 1.5 %', () => {
    const contract = year(4);
    const settlement = settled(contract, facts(contract, '1900000'), late);
    expect([
      nodeOf(settlement, 'composite'),
      nodeOf(settlement, 'qualityReduction'),
      nodeOf(settlement, 'targetForGains'),
      nodeOf(settlement, 'payable'),
    ]).toEqual(['16.1', '0.015', '1970000', '70000']);
  });
  test('a composite of 4.50 is in no class of the regulation', () => {
    const contract = year(4);
    expect(
      blockedBy(
        contract,
        facts(contract, '1900000', { complicationsPercentile: '10', experiencePercentile: '32', outcomesData: '0', improvementPoints: '0.1' }),
        late,
      ),
    ).toEqual(['TIER_GAP']);
    expect(lintContract(contract).map((each) => [each.code, each.severity, each.message])).toEqual([['TIER_GAP', 'warn', 'No tier covers [4, 5).']]);
  });
  test('stop-gain makes a dead zone: 50,000 more savings beyond it pay nothing', () => {
    const contract = year(1);
    const paid = (actual: string) => nodeOf(settled(contract, facts(contract, actual), late), 'payable');
    expect([paid('1820000'), paid('1871500'), paid('1881500')]).toEqual(['98500', '98500', '88500']);
  });
  test('an initial amount of 150,000 over a stop-gain of 100,000: a dead zone of 50,000, on the curve and in the incentive', () => {
    // Year 1: stop-gain 5 % of the target. Excellent quality: discount 3 - 1.5 %; a target of 2,000,000 is 100 episodes at 20,000 / 0.985 each.
    const contract = year(1);
    const price = new Decimal('20000').div('0.985').toFixed();
    const all = (actual: string) => facts(contract, actual).map((each) => (each.metric === 'baseline' ? { ...each, value: price } : each));
    const paid = (actual: string) => new Decimal(nodeOf(settled(contract, all(actual), late), 'payable') ?? 'NaN').toFixed(2);
    expect(new Decimal(nodeOf(settled(contract, all('1850000'), late), 'reconciliation') ?? 'NaN').toFixed(6)).toBe('150000.000000');
    expect([paid('1850000'), paid('1900000'), paid('1900001')]).toEqual(['100000.00', '100000.00', '99999.00']);
    const curve = paymentCurve({ contract, facts: all('1850000'), metric: 'cappedActual', domain: ['1850000', '2100000'] });
    const zone = incentives(curve, '1850000');
    expect([zone.keptPerDollarSaved, zone.deadZone?.from, new Decimal(zone.deadZone?.to ?? 0).toFixed(6)]).toEqual([
      '0',
      '1850000',
      '1900000.000000',
    ]);
  });
  test('the limit applies to the sum of both calculations, not to the second difference', () => {
    const contract = year(1);
    const known = (actual: string, knownOn: string) => facts(contract, actual).map((fact) => ({ ...fact, knownOn }));
    const first = settled(contract, known('1900000', '2017-06-01'), { asOf: '2017-06-30' });
    expect(first.lines[0]?.amount.toFixed()).toBe('70000');
    const second = settled(contract, known('1800000', '2018-06-01'), { asOf: '2018-06-30', status: 'restated', prior: [first] });
    expect([second.lines[0]?.cumulative.toFixed(), second.lines[0]?.amount.toFixed()]).toEqual(['98500', '28500']);
  });
});

describe('medical loss ratio', () => {
  const contract = mlrCredibility({ market: 'largeGroup' });
  const rebate = (lifeYears: string) =>
    settled(
      contract,
      factsFor(contract, { claimsAndQuality: '700000', premium: '1100000', taxesAndFees: '100000', lifeYears, deductibleFactor: '1' }),
      late,
    );
  test('G24: 3,000 life-years add 4.9 points; below 1,000 the issuer is presumed compliant', () => {
    expect(nodeOf(rebate('3000'), 'credibility')).toBe('0.049');
    expect([rebate('3000'), rebate('75000'), rebate('999')].map((each) => each.lines[0]?.amount.toFixed())).toEqual(['101000', '150000', '0']);
  });
});

describe('every preset', () => {
  const all: readonly (readonly [string, Contract, Readonly<Record<string, string | Readonly<Record<string, string>>>>])[] = [
    [
      'mssp gain',
      mssp({ performanceYear: 2022, level: 'B' }),
      { benchmark: '500000000', expenditures: '487000000', lives: '5333', qualityMet: '0', alternativeMet: '1', quality: '0.45', monthsInYear: '12' },
    ],
    [
      'mssp loss',
      mssp({ performanceYear: 2023, level: 'ENHANCED', minimumRate: '0.01' }),
      {
        benchmark: '130000000',
        expenditures: '132600000',
        lives: '60000',
        qualityMet: '0',
        alternativeMet: '0',
        quality: '0',
        yearAffected: '0.15',
        membersAffected: '0.9',
        monthsInYear: '12',
      },
    ],
    ['aca', acaCorridor(), { allowableCosts: '1060000', target: '1000000' }],
    ['reach', reach({ performanceYear: 2022, option: 'professional' }), { benchmark: '1000000', expenditures: '900000' }],
    [
      'hvbp',
      hvbp({ fiscalYear: 2021 }),
      { domainScore: { outcome: '60', experience: '45', safety: '40', efficiency: '0' }, withhold: '0.02', slope: '2.7', basePayments: '1000000' },
    ],
    [
      'cjr',
      cjr({ performanceYear: 4 }),
      {
        baseline: { a: '20000' },
        episodes: { a: '100' },
        cappedActual: '1900000',
        complicationsPercentile: '72',
        experiencePercentile: '55',
        outcomesData: '1',
        improvementPoints: '0',
        outsideLimits: '0',
      },
    ],
    [
      'mlr',
      mlrCredibility({ market: 'largeGroup' }),
      { claimsAndQuality: '700000', premium: '1100000', taxesAndFees: '100000', lifeYears: '3000', deductibleFactor: '1' },
    ],
  ];
  const levels = (each: NodeExplanation): number => (each.because.length === 0 ? 0 : 1 + Math.max(...each.because.map(levels)));
  for (const [name, contract, values] of all) {
    test(`${name}: from any cent to inputs in six steps or fewer; it replays and verifies`, () => {
      const facts = factsFor(contract, values);
      const settlement = settled(contract, facts, late);
      const explanation = explain({ settlement, node: settlement.lines[0]?.node ?? '', depth: 20 });
      expect(levels(explanation)).toBeGreaterThan(0);
      expect(levels(explanation)).toBeLessThanOrEqual(6);
      expect(replayTrace(settlement.trace).findings).toEqual([]);
      expect(verifySettlement({ settlement, contract, facts }).findings).toEqual([]);
      const doubled = factsFor(
        contract,
        Object.fromEntries(
          Object.entries(values).map(([id, value]) => [
            id,
            contract.metrics[id]?.unit.startsWith('USD') === true && typeof value === 'string'
              ? new Decimal(value).times(2).toFixed()
              : contract.metrics[id]?.unit.startsWith('USD') === true && typeof value !== 'string'
                ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, new Decimal(each).times(2).toFixed()]))
                : value,
          ]),
        ),
      );
      expect(settled(contract, doubled, late).lines[0]?.amount.toFixed(), 'double the dollars, double the dollars').toBe(
        settlement.lines[0]?.amount.times(2).toFixed(),
      );
    });
  }
  test('none settles with a fact missing that it does not allow to be missing', () => {
    for (const [, contract, values] of all) {
      const [first] = Object.keys(values);
      const result = settle({
        contract,
        facts: factsFor(contract, Object.fromEntries(Object.entries(values).filter(([id]) => id !== first))),
        status: 'final',
        asOf: '2030-01-01',
      });
      expect(result.kind).toBe('blocked');
    }
  });
});
