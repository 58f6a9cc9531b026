import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { stream } from '../../src/stats/random.js';
import { averageRatio, completion, conformalHalfWidth, diagnostics, fitDecay, isotonic, tailFactor, triangleFrom } from '../../src/trend/index.js';
import { off, published } from './golden.js';

const ages = (of: (age: number) => number, n = 8): readonly number[] => Array.from({ length: n }, (_, i) => of(i + 1));

describe('tails', () => {
  test('of an exponential decay are its own continuation', () => {
    const f = (age: number): number => 1 + 0.8 * 0.5 ** age;
    const expected = [9, 10, 11, 12].map(f).reduce((product, each) => product * each, 1);
    expect(off(tailFactor({ kind: 'exponential', periods: 4 }, ages(f)).factor, expected)).toBeLessThan(1e-12);
  });

  test('of an inverse power are its own continuation', () => {
    const f = (age: number): number => 1 + 0.6 * age ** -2.5;
    const expected = [9, 10, 11].map(f).reduce((product, each) => product * each, 1);
    expect(off(tailFactor({ kind: 'inversePower', periods: 3 }, ages(f)).factor, expected)).toBeLessThan(1e-12);
  });

  test('of a Weibull growth fit its completion', () => {
    const cdf = (age: number): number => 1 / (1 - Math.exp(-0.5 * age ** 1.2));
    const f = ages((age) => (age < 40 ? cdf(age) / cdf(age + 1) : cdf(age)), 40);
    const fit = fitDecay({ curve: 'weibull', factors: f, fit: [1, 6] });
    expect(off(fit?.factorAt(3) ?? 0, cdf(3) / cdf(4))).toBeLessThan(1e-9);
  });

  test('of Bondy repeat the last factor; generalised, they follow the decay of the logarithms', () => {
    const logs = [0.8, 0.4, 0.2, 0.1];
    expect(tailFactor({ kind: 'bondy' }, [1.5, 1.1, 1.02]).factor).toBe(1.02);
    expect(off(tailFactor({ kind: 'generalisedBondy' }, logs.map(Math.exp)).factor, Math.exp(0.1))).toBeLessThan(1e-12);
  });

  test('leave factors of 1 or less out of the fit and count them', () => {
    const result = tailFactor({ kind: 'exponential', periods: 1 }, [1.4, 1.2, 0.99, 1.05, 1]);
    expect(result.leftOut).toBe(2);
    const triangle = triangleFrom({
      origin: '2024-01',
      grain: 'month',
      unit: 'cents',
      cumulative: [['100', '150', '160', '159'], ['100', '150', '160'], ['100', '150'], ['90']],
    });
    expect(completion(triangle, { tail: { kind: 'exponential', periods: 2 } }).warnings.map(({ code }) => code)).toContain('trend/tail-fit');
  });

  test('are refused when nothing can be fitted or the number is no tail', () => {
    const bad = [
      () => tailFactor({ kind: 'exponential', periods: 2 }, [1, 1, 1.1]),
      () => tailFactor({ kind: 'constant', factor: 0 }, [1.1]),
      () => tailFactor({ kind: 'constant', factor: Number.NaN }, [1.1]),
      () => tailFactor({ kind: 'generalisedBondy' }, [1.1, 1.2, 1.3]),
    ];
    for (const action of bad) expect(action).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')));
  });

  test('times the last completion factor give 1', () => {
    const result = completion(published('raa'), { tail: { kind: 'constant', factor: 1.05 } });
    expect(off((result.completionFactors.at(-1) ?? 0) * result.tail, 1)).toBeLessThan(1e-15);
  });

  test('smoothing replaces the late factors by the fitted ones', () => {
    const plain = completion(published('raa'));
    const smooth = completion(published('raa'), { smooth: { curve: 'exponential', from: 5 } });
    expect(smooth.lags.slice(0, 4).map(({ factor }) => factor)).toEqual(plain.lags.slice(0, 4).map(({ factor }) => factor));
    const late = smooth.lags.slice(4).map(({ factor }) => Math.log((factor ?? 0) - 1));
    late.slice(2).forEach((each, i) => expect(each - (late[i + 1] ?? 0)).toBeCloseTo((late[1] ?? 0) - (late[0] ?? 0), 9));
    expect(smooth.lags[5]?.computed).toBe(plain.lags[5]?.factor);
  });
});

describe('averages of ratios', () => {
  const ratio = fc
    .record({ row: fc.nat(), from: fc.integer({ min: 1, max: 1000 }), to: fc.integer({ min: 1, max: 3000 }) })
    .map((each) => ({ ...each, ratio: each.to / each.from }));

  test('are ordered harmonic, geometric, simple, and all lie between the least and the greatest ratio', () => {
    fc.assert(
      fc.property(fc.array(ratio, { minLength: 1, maxLength: 12 }), (ratios) => {
        const of = (average: 'harmonic' | 'geometric' | 'simple' | 'volume' | 'regression'): number => averageRatio(average, ratios) ?? Number.NaN;
        const values = ratios.map((each) => each.ratio);
        const slack = 1e-9 * Math.max(...values);
        expect(of('harmonic')).toBeLessThanOrEqual(of('geometric') + slack);
        expect(of('geometric')).toBeLessThanOrEqual(of('simple') + slack);
        for (const average of ['harmonic', 'geometric', 'simple', 'volume', 'regression'] as const) {
          expect(of(average)).toBeGreaterThanOrEqual(Math.min(...values) - slack);
          expect(of(average)).toBeLessThanOrEqual(Math.max(...values) + slack);
        }
      }),
    );
  });

  test('have no answer for nothing, and none where the denominator is not positive', () => {
    expect(averageRatio('simple', [])).toBeNull();
    expect(averageRatio('volume', [{ row: 0, from: -5, to: 3, ratio: null }])).toBeNull();
  });
});

describe('pooling adjacent violators', () => {
  test('never falls, keeps the weighted mean, and leaves a rising sequence alone', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 12 }), (pairs) => {
        const [values, weights] = [pairs.map(([value]) => value), pairs.map(([, weight]) => weight)];
        const pooled = isotonic(values, weights).map((value) => value ?? 0);
        pooled.slice(1).forEach((value, i) => expect(value).toBeGreaterThanOrEqual(pooled[i] ?? 0));
        const mean = (list: readonly number[]): number => list.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
        expect(mean(pooled)).toBeCloseTo(mean(values), 8);
        const sorted = [...values].sort((a, b) => a - b);
        expect(isotonic(sorted, weights)).toEqual(sorted);
      }),
    );
  });
});

describe('conformal intervals', () => {
  test('hold exchangeable errors as often as they say', () => {
    const random = stream(20260101, 5);
    let inside = 0;
    const trials = 4000;
    for (let trial = 0; trial < trials; trial += 1) {
      const errors = Array.from({ length: 14 }, () => random.normal());
      inside += Math.abs(random.normal()) <= (conformalHalfWidth(errors, 0.8) ?? 0) ? 1 : 0;
    }
    expect(Math.abs(inside / trials - 0.8)).toBeLessThan(4 * Math.sqrt(0.16 / trials));
  });

  test('nest by confidence, and are empty when there are too few errors', () => {
    const errors = [0.3, -0.5, 1, 2, -0.1, 0.2, 0.7, -1.5, 0.4];
    expect(conformalHalfWidth(errors, 0.5) ?? 0).toBeLessThanOrEqual(conformalHalfWidth(errors, 0.8) ?? 0);
    expect(conformalHalfWidth(errors, 0.95)).toBeNull();
  });
});

describe('diagnostics of RAA', () => {
  const result = diagnostics(published('raa'));
  test('paid-period test', () => {
    expect(result.calendarYear).toMatchObject({ statistic: 14, expected: 12.875, variance: 3.978515625, doubtful: false });
    expect(off(result.calendarYear?.low ?? 0, 8.965613354894959)).toBeLessThan(1e-12);
    expect(off(result.calendarYear?.high ?? 0, 16.78438664510504)).toBeLessThan(1e-12);
  });
  test('development-correlation test', () => {
    expect(off(result.correlation?.statistic ?? 0, 0.06955782312925173)).toBeLessThan(1e-12);
    expect(off(result.correlation?.variance ?? 0, 1 / 28)).toBeLessThan(1e-12);
    expect(off(result.correlation?.high ?? 0, 0.12746658149149365)).toBeLessThan(1e-12);
  });
  test('count negative cells and flag a month in which everything was paid late', () => {
    expect(result.negativeShare).toBe(1 / 55);
    const rows = Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: Math.min(6, 12 - i) }, (_c, k) => String(Math.round(1000 * (1 - 0.5 ** (k + 1)) * ((i + k) % 3 === 0 ? 0.8 : 1)))),
    );
    const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'asGiven', cumulative: rows });
    expect(diagnostics(triangle).warnings.map(({ code }) => code)).toContain('trend/calendar-effect');
  });
});
