import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { monthFromIndex } from '../../src/time/index.js';
import {
  adjustPaidMonths,
  completeExposure,
  completion,
  findBreak,
  splitByDay,
  TriangleBuilder,
  type TriangleSpec,
  triangleFrom,
  trianglesBy,
} from '../../src/trend/index.js';

const SPEC: TriangleSpec = {
  grain: 'month',
  unit: 'cents',
  origin: '2025-01',
  months: 3,
  maxLag: 2,
  basis: 'paid',
  netOf: [],
  incurredDate: 'default',
  lagPolicy: 'clampToMax',
  negativeLag: 'quarantine',
};

describe('triangles by group', () => {
  test('add up to the triangle of all lines', () => {
    const line = fc.record({
      incurred: fc.constantFrom('2025-01-05', '2025-02-10', '2025-03-31'),
      paid: fc.constantFrom('2025-03-31', '2025-04-02'),
      cents: fc.integer({ min: -900, max: 9000 }),
      kind: fc.constantFrom('inpatient', 'pharmacy', 'office'),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (lines) => {
        const build = { asOf: '2025-04', fillMissing: 'zero' } as const;
        const all = new TriangleBuilder(SPEC);
        all.add(lines);
        const parts = Array.from(trianglesBy(lines, { spec: SPEC, build, key: ({ kind }) => kind }).values());
        expect(parts.reduce((sum, part) => sum + part.total(), 0)).toBe(all.build(build).total());
      }),
    );
  });
});

describe('a stay split by day', () => {
  test('adds up to its payment, also a reversal, across months and leap days', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 31 }), (cents, day) => {
        const end = splitByDay({ from: '2024-02-20', to: `2024-03-${String(day).padStart(2, '0')}`, paid: '2024-05-01', cents });
        expect(end.reduce((sum, line) => sum + line.cents, 0)).toBe(cents);
        expect(Math.max(...end.map((line) => line.cents)) - Math.min(...end.map((line) => line.cents))).toBeLessThanOrEqual(1);
        expect(end[9]?.incurred).toBe('2024-02-29');
      }),
    );
    expect(() => splitByDay({ from: '2024-02-20', to: '2024-02-19', paid: '2024-05-01', cents: 1 })).toThrow(/later end/);
  });
});

describe('paid months evened out', () => {
  test('give back the pattern that a slow month spoiled', () => {
    const clean = Array.from({ length: 6 }, (_, i) => [50, 30, 20].slice(0, 6 - i));
    const speed = (period: number): number => (period === 3 ? 0.8 : 1);
    const slow = clean.map((row, i) => row.map((each, k) => (each * speed(i + k)).toFixed(2)));
    const triangle = triangleFrom({ origin: '2025-01', grain: 'month', unit: 'cents', incremental: slow });
    const even = completion(adjustPaidMonths(triangle, { '2025-04': 0.8 }));
    expect(even.lags.map(({ factor }) => factor)).toEqual([1.6, 1.25]);
    expect(completion(triangle, { window: 2 }).lags[0]?.factor).not.toBe(1.6);
    expect(adjustPaidMonths(triangle, { '2025-04': 0.8 }).findings.map(({ code }) => code)).toEqual(['trend/paid-months-adjusted']);
    expect(() => adjustPaidMonths(triangle, { '2025-04': 0 })).toThrow(/above 0/);
  });
});

describe('late enrolment', () => {
  test('completes member months by their own small triangle', () => {
    const triangle = triangleFrom({
      origin: '2025-01',
      grain: 'month',
      unit: 'count',
      cumulative: [['1000', '1010', '1012'], ['1000', '1010'], ['2000']],
    });
    const months = completeExposure(triangle).months;
    expect(months.map(({ memberMonths }) => memberMonths.toFixed(4))).toEqual(['1012.0000', '1012.0000', '2024.0000']);
    expect(() => completeExposure(triangleFrom({ origin: '2025-01', grain: 'month', unit: 'cents', cumulative: [['1']] }))).toThrow(/counts/);
    const single = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'count', cumulative: [['1']] });
    expect(() => completeExposure(single, { tail: { kind: 'constant', factor: Number.MAX_VALUE } })).toThrow('makes no member months');
  });
});

describe('a break in a series', () => {
  const noisy = (level: (i: number) => number) =>
    Array.from({ length: 48 }, (_, i) => ({ month: monthFromIndex(24_288 + i), value: (level(i) * (1 + 0.01 * Math.sin(i * 7.9))).toFixed(4) }));

  test('is flagged where it lies, and not in a steady trend', () => {
    const steady = findBreak(noisy((i) => 400 * 1.005 ** i));
    expect(steady.broken).toBe(false);
    const broken = findBreak(noisy((i) => 400 * 1.005 ** i * (i < 24 ? 1 : 0.9)));
    expect(broken.broken).toBe(true);
    expect(['2025-12', '2026-01', '2025-11']).toContain(broken.around);
    expect(broken.warnings.map(({ code }) => code)).toEqual(['trend/level-break']);
    expect(() => findBreak(noisy(() => 1).slice(0, 20))).toThrow(/24 settled months/);
  });
});
