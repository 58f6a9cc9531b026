import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { credibilityWeight, drugLoad, midpoint, project, therapyLoad, trendFactor } from '../../src/trend/index.js';

const year = (y: number): { readonly months: readonly [string, string] } => ({ months: [`${y}-01`, `${y}-12`] });
const cost = (annual: number) => [{ name: 'cost', annual, source: 'test' }];

describe('projecting a cost per member', () => {
  test('with no trend and unit factors gives the base', () => {
    const result = project('512.34', { trends: cost(0), from: year(2025), to: year(2027), benefit: { name: 'none', factor: 1, source: 'test' } });
    expect(result.projected.toFixed()).toBe('512.34');
  });

  test('runs 12 months plus the gap between equal years', () => {
    expect(project('1', { trends: cost(0.08), from: { months: ['2024-07', '2025-06'] }, to: year(2026) }).months).toBe(18);
    expect(project('100', { trends: cost(0.08), from: year(2025), to: year(2026) }).projected.toFixed(10)).toBe('108.0000000000');
  });

  test('in two stretches is the same as in one, whatever the rates by year', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 200 }), { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (rates, first, second) => {
          const annual = rates.map((each, i) => ({ year: 2024 + i, rate: each / 1000 }));
          const a = 2024 * 12 + 3.5;
          const whole = trendFactor(annual, { from: a, to: a + first + second });
          expect(trendFactor(annual, { from: a, to: a + first }) * trendFactor(annual, { from: a + first, to: a + first + second })).toBeCloseTo(
            whole,
            12,
          );
          expect(trendFactor(annual, { from: a + first, to: a })).toBeCloseTo(1 / trendFactor(annual, { from: a, to: a + first }), 12);
        },
      ),
    );
  });

  test('from a to b to c is the same as from a to c', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 200 }), fc.integer({ min: -50, max: 200 }), (one, two) => {
        const trends = [
          {
            name: 'cost',
            annual: [
              { year: 2025, rate: one / 1000 },
              { year: 2027, rate: two / 1000 },
            ],
            source: 'test',
          },
        ];
        const whole = project('512.34', { trends, from: year(2025), to: year(2028) }).projected;
        const half = project('512.34', { trends, from: year(2025), to: year(2026) }).projected;
        expect(project(half, { trends, from: year(2026), to: year(2028) }).projected.toNumber()).toBeCloseTo(whole.toNumber(), 9);
      }),
    );
  });

  test('weights midpoints by members', () => {
    const exposure = [
      { month: '2025-01', memberMonths: 300 },
      { month: '2025-12', memberMonths: 100 },
    ];
    expect(midpoint({ months: ['2025-01', '2025-12'], exposure })).toBe(2025 * 12 + 0.5 + 11 / 4);
  });

  test('multiplies drivers and factors, blends by credibility, adds loads, and every line of the walk follows from the one before', () => {
    const result = project('400', {
      trends: [
        { name: 'price', annual: 0.05, source: 'a' },
        { name: 'use', annual: 0.02, source: 'b' },
      ],
      from: year(2025),
      to: year(2026),
      benefit: { name: 'higher deductible', factor: 0.97, source: 'plan' },
      credibility: 0.75,
      manual: { amount: '450', source: 'book' },
      loads: [{ name: 'gene therapy', amount: '3.20', source: 'stated' }],
      stopLoss: { premium: '20', expectedRecoveries: '14', source: 'carrier' },
    });
    const own = 400 * 1.05 * 1.02 * 0.97;
    expect(result.projected.toNumber()).toBeCloseTo(own * 0.75 + 450 * 0.25 + 3.2 + 20 - 14, 9);
    let running = 400;
    for (const step of result.walk) {
      running = step.factor === null ? running + (step.added?.toNumber() ?? 0) : running * step.factor;
      expect(step.running.toNumber()).toBeCloseTo(running, 9);
    }
  });

  test('gives the own experience its weight by member months, and frequency and large claims theirs', () => {
    expect(credibilityWeight({ kind: 'limitedFluctuation', memberMonths: 480_000, full: 120_000 })).toBe(1);
    const result = project('400', {
      trends: cost(0),
      from: year(2025),
      to: year(2026),
      frequency: { own: 5000, manual: 5400, credibility: { kind: 'limitedFluctuation', memberMonths: 30_000, full: 120_000 }, source: 'book' },
      credibility: { kind: 'buhlmann', memberMonths: 30_000, k: 10_000 },
      manual: { amount: '450', source: 'book' },
      largeClaims: { own: '90', manual: '60', credibility: { kind: 'buhlmann', memberMonths: 30_000, k: 90_000 }, source: 'pool' },
    });
    // Frequency: (.5 x 5000 + .5 x 5400) / 5000 = 1.04; base: .75 x 416 + .25 x 450 = 424.5; large claims: .25 x 90 + .75 x 60 = 67.5.
    expect(result.walk.map(({ running }) => running.toFixed(6))).toEqual(['400.000000', '416.000000', '424.500000', '492.000000']);
    expect(result.walk.map(({ step }) => step)).toEqual([
      'trend: cost',
      'credibility 0.5 of frequency',
      'credibility 0.75 with manual 450',
      'large claims, credibility 0.25',
    ]);
  });

  test('adds loads for rare therapies and for drugs with their formula, source and date', () => {
    const gene = therapyLoad({
      name: 'gene and cell therapy',
      source: 'pipeline report',
      date: '2026-01-15',
      therapies: [
        { name: 'A', perMillion: 4, uptake: 0.5, price: '3000000' },
        { name: 'B', perMillion: 10, uptake: 0.2, price: '450000.60' },
      ],
    });
    // 4e-6 x .5 x 3,000,000 / 12 = .5; 10e-6 x .2 x 450,000.60 / 12 = .0750001.
    expect(gene.amount.toString()).toBe('0.5750001');
    const drug = drugLoad({ name: 'GLP-1', usersPerThousand: 24, netCost: '7800', persistence: 0.45, source: 'own claims', date: '2026-02-01' });
    expect(drug.amount.toString()).toBe('7.02');
    const result = project('400', { trends: cost(0), from: year(2025), to: year(2026), loads: [gene, drug] });
    expect(result.projected.toFixed()).toBe('407.5950001');
    expect(result.walk.at(-1)?.date).toBe('2026-02-01');
    expect(result.assumptions.find(({ id }) => id === 'load GLP-1')?.value).toBe('24 / 1000 x 7800 x 0.45 / 12');
    const use = { name: 'x', usersPerThousand: 1, netCost: '1', persistence: 1, source: 's', date: '2026-01-01' };
    for (const bad of [{ usersPerThousand: -1 }, { persistence: 1.5 }, { persistence: Number.NaN }])
      expect(() => drugLoad({ ...use, ...bad })).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')));
    expect(() => drugLoad({ ...use, date: 'yesterday' })).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'time/not-a-date')));
  });

  test.each([
    { kind: 'buhlmann', memberMonths: -1, k: 5 },
    { kind: 'buhlmann', memberMonths: 1, k: 0 },
    { kind: 'limitedFluctuation', memberMonths: Number.NaN, full: 5 },
    { kind: 'limitedFluctuation', memberMonths: 1, full: Number.POSITIVE_INFINITY },
    1.5,
    Number.NaN,
  ] as const)('refuses the credibility %o', (credibility) => {
    expect(() => credibilityWeight(credibility)).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')));
  });

  test('rises with the trend', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 100 }), (t, more) => {
        const at = (rate: number) => project('100', { trends: cost(rate / 1000), from: year(2025), to: year(2026) }).projected;
        expect(at(t + more).gt(at(t))).toBe(true);
      }),
    );
  });

  test('refuses rates and periods that mean nothing', () => {
    const bad = [
      () => project('100', { trends: cost(-1), from: year(2025), to: year(2026) }),
      () => project('100', { trends: cost(Number.NaN), from: year(2025), to: year(2026) }),
      () => project('100', { trends: cost(0.1), from: { months: ['2025-12', '2025-01'] }, to: year(2026) }),
      () => project('100', { trends: cost(0.1), from: year(2025), to: year(2026), credibility: 0.5 }),
      () => project('100', { trends: cost(0.1), from: year(2025), to: year(2026), benefit: { name: 'x', factor: 0, source: 's' } }),
    ];
    for (const action of bad) expect(action).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')));
  });
});
