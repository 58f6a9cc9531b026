import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { midpoint, project, trendFactor } from '../../src/trend/index.js';

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
