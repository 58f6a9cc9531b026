import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { monthFromIndex, monthIndex } from '../../src/time/index.js';
import { leverage, measureTrend, normalize, type SeriesPoint } from '../../src/trend/index.js';
import { off, readJson } from './golden.js';

interface Air {
  readonly values: readonly number[];
  readonly log_linear_first_132: {
    readonly coef: readonly number[];
    readonly sigma: number;
    readonly r2: number;
    readonly annualTrend: number;
    readonly dw: number;
    readonly nwSe12: readonly number[];
    readonly hc3: readonly number[];
    readonly se: readonly number[];
  };
}
const { airPassengers: air }: { readonly airPassengers: Air } = readJson('test/golden/trend-models.json');
const monthly = (values: readonly number[], first = '1949-01'): readonly SeriesPoint[] =>
  values.map((value, i) => ({ month: monthFromIndex(monthIndex(first) + i), value: String(value) }));

describe('measuring the trend of AirPassengers, months 1 to 132', () => {
  const fit = measureTrend(monthly(air.values.slice(0, 132)), { method: 'logLinear' });
  const expected = air.log_linear_first_132;
  const yearly = (se: number): number => 12 * (1 + expected.annualTrend) * se;

  test('gives the published regression', () => {
    expect(off(fit.annual, expected.annualTrend)).toBeLessThan(1e-9);
    expect(off(fit.coefficients?.['intercept'] ?? 0, 4.715208909070019)).toBeLessThan(1e-10);
    expect(off(fit.coefficients?.['slope'] ?? 0, 0.010307450378673607)).toBeLessThan(1e-10);
    expect(off(fit.sigma ?? 0, expected.sigma)).toBeLessThan(1e-10);
    expect(off(fit.rSquared ?? 0, expected.r2)).toBeLessThan(1e-10);
    expect(off(fit.durbinWatson ?? 0, expected.dw)).toBeLessThan(1e-9);
  });

  test('with three standard errors of the yearly trend', () => {
    expect(off(fit.standardErrors?.ols ?? 0, yearly(0.00013163792286443002))).toBeLessThan(1e-9);
    expect(off(fit.standardErrors?.neweyWest ?? 0, yearly(0.00036339387037494307))).toBeLessThan(1e-9);
    expect(off(fit.standardErrors?.hc3 ?? 0, yearly(0.00015310891582571705))).toBeLessThan(1e-9);
  });
});

describe('measuring a trend', () => {
  const grow = (months: number, rate: number): readonly SeriesPoint[] =>
    monthly(
      Array.from({ length: months }, (_, i) => Math.round(1e8 * (1 + rate) ** (i / 12)) / 1e6),
      '2022-01',
    );

  test('finds the growth that is there, by every method', () => {
    for (const o of [{ method: 'yoy' }, { method: 'rolling', window: 3 }, { method: 'rolling', window: 12 }, { method: 'logLinear' }] as const) {
      expect(measureTrend(grow(36, 0.07), o).annual).toBeCloseTo(0.07, 5);
    }
  });

  test('follows its rule by length', () => {
    const code = (action: () => unknown): string => {
      try {
        action();
      } catch (error) {
        return isCoalitionError(error) ? error.code : 'other';
      }
      return 'none';
    };
    expect(code(() => measureTrend(grow(11, 0.07), { method: 'logLinear' }))).toBe('trend/series-too-short');
    expect(code(() => measureTrend(grow(20, 0.07), { method: 'logLinear', season: true }))).toBe('trend/series-too-short');
    expect(code(() => measureTrend(grow(20, 0.07), { method: 'rolling', window: 12 }))).toBe('trend/series-too-short');
    expect(measureTrend(grow(20, 0.07), { method: 'logLinear' }).warnings.map(({ code: id }) => id)).toContain('trend/no-own-season');
  });

  test('takes the slope of rolling means, which a single loud month barely moves', () => {
    const series = grow(48, 0.06);
    expect(measureTrend(series, { method: 'rollingSlope' }).annual).toBeCloseTo(0.06, 5);
    const loud = series.map((point, i) => (i === 30 ? { ...point, value: String(Number(point.value) * 1.5) } : point));
    const [slope, yoy] = [measureTrend(loud, { method: 'rollingSlope' }).annual, measureTrend(loud.slice(0, 31), { method: 'yoy' }).annual];
    expect(Math.abs(slope - 0.06)).toBeLessThan(0.02);
    expect(yoy).toBeGreaterThan(0.5);
    expect(() => measureTrend(grow(23, 0.06), { method: 'rollingSlope' })).toThrow(/24/);
  });

  test('divides by the season of a larger block where its own is not to be had', () => {
    const book = Array.from({ length: 12 }, (_, m) => 1 + 0.1 * Math.sin(m));
    const series = grow(20, 0.05).map((point, i) => ({ ...point, value: (Number(point.value) * (book[i % 12] ?? 1)).toFixed(8) }));
    const fit = measureTrend(series, { method: 'logLinear', bookSeason: book });
    expect(fit.annual).toBeCloseTo(0.05, 6);
    expect(fit.rule).toContain('season of a larger block');
    expect(fit.warnings).toEqual([]);
    for (const bad of [{ bookSeason: [1, 2] }, { bookSeason: book.map(() => 0) }])
      expect(() => measureTrend(series, { method: 'logLinear', ...bad })).toThrow(/twelve numbers/);
    expect(() => measureTrend(grow(36, 0.05), { method: 'logLinear', bookSeason: book })).toThrow(/season: false/);
  });

  test('has an HC3 error beside an outlier dummy: that of the same series without the month', () => {
    const noisy = grow(40, 0.07).map((point, i) => ({ ...point, value: String(Number(point.value) * (1 + 0.03 * Math.sin(i * i))) }));
    const dummy = measureTrend(noisy, { method: 'logLinear', interventions: [{ name: 'strike', kind: 'pulse', from: '2023-05' }] });
    const masked = measureTrend(noisy, { method: 'logLinear', mask: ['2023-05'] });
    expect(off(dummy.annual, masked.annual)).toBeLessThan(1e-10);
    expect(off(dummy.standardErrors?.hc3 ?? 0, masked.standardErrors?.hc3 ?? 1)).toBeLessThan(1e-9);
    expect(off(dummy.standardErrors?.ols ?? 0, masked.standardErrors?.ols ?? 1)).toBeLessThan(1e-9);
  });

  test('multiplies the Newey-West covariance by n / (n - p) when asked', () => {
    const [plain, small] = [false, true].map(
      (smallSample) => measureTrend(monthly(air.values.slice(0, 132)), { method: 'logLinear', smallSample }).standardErrors?.neweyWest ?? 0,
    );
    expect(off(plain ?? 0, 12 * 1.1316643266104882 * 0.00036339387037494307)).toBeLessThan(1e-9);
    expect(off(small ?? 0, 12 * 1.1316643266104882 * 0.00038272874594170005)).toBeLessThan(1e-9);
  });

  test('names the intervention that says nothing of its own', () => {
    const twice = ['plan A', 'plan B'].map((name) => ({ name, kind: 'step' as const, from: '2023-03' }));
    expect(() => measureTrend(grow(36, 0.05), { method: 'logLinear', interventions: twice })).toThrow(
      expect.toSatisfy(
        (error: unknown) => isCoalitionError(error, 'stats/rank-deficient') && error.message.includes('plan B') && error.message.includes('plan A'),
      ),
    );
  });

  test('is not moved by a masked month, and takes a benefit change for a step', () => {
    const series = grow(36, 0.06);
    const spoiled = series.map((point, i) => (i === 20 ? { ...point, value: '900' } : point));
    expect(measureTrend(spoiled, { method: 'logLinear', mask: ['2023-09'] }).annual).toBeCloseTo(0.06, 5);
    const stepped = series.map((point, i) => (i >= 18 ? { ...point, value: String(Number(point.value) * 0.9) } : point));
    const fit = measureTrend(stepped, { method: 'logLinear', interventions: [{ name: 'new plan', kind: 'step', from: '2023-07' }] });
    expect(fit.annual).toBeCloseTo(0.06, 4);
    expect(fit.coefficients?.['new plan']).toBeCloseTo(Math.log(0.9), 4);
  });

  test('says which share of the months is immature', () => {
    const series = grow(30, 0.05).map((point, i) => ({ ...point, completion: i >= 27 ? 0.8 : 1 }));
    const fit = measureTrend(series, { method: 'logLinear' });
    expect(fit.immatureShare).toBe(0.1);
    expect(fit.warnings.map(({ code }) => code)).toContain('trend/immature-share');
  });

  test('after normalising: product of factors x normalised = raw', () => {
    const result = normalize(grow(3, 0), [
      { name: 'working days', byMonth: { '2022-01': '0.95', '2022-02': '1.05' }, source: 'calendar' },
      { name: 'area', byMonth: { '2022-02': '1.1' }, source: 'stated' },
    ]);
    for (const { raw, value, factors } of result.points) {
      const product = Object.values(factors).reduce((all, each) => all * each.toNumber(), 1);
      expect((value?.toNumber() ?? 0) * product).toBeCloseTo(raw?.toNumber() ?? -1, 9);
    }
    expect(() => normalize(grow(3, 0), [{ name: 'x', byMonth: { '2022-01': '0' }, source: 's' }])).toThrow(/above 0/);
  });
});

describe('leveraging', () => {
  const one = (claim: number, deductible: number, trend: number): number =>
    leverage({ kind: 'empirical', values: [claim] }, { deductible, trend }).leveraged ?? Number.NaN;

  test('of one claim is what stop-loss explainers print', () => {
    expect(one(150_000, 100_000, 0.08)).toBeCloseTo(0.24, 12);
    expect(one(200_000, 100_000, 0.08)).toBeCloseTo(0.16, 12);
    expect(one(100_000, 50_000, 0.05)).toBeCloseTo(0.1, 12);
  });

  const families = [
    { kind: 'exponential', mean: 20_000 },
    { kind: 'lognormal', mu: 8, sigma: 1.6 },
    { kind: 'pareto', threshold: 500, alpha: 2.3 },
    { kind: 'empirical', values: [100, 5000, 40_000, 250_000, 900_000] },
  ] as const;

  test('is the trend without a deductible, none without a trend, and the trend again when the deductible follows it', () => {
    for (const sizes of families) {
      expect(leverage(sizes, { deductible: 0, trend: 0.08 }).leveraged).toBeCloseTo(0.08, 10);
      expect(leverage(sizes, { deductible: 5000, trend: 0 }).leveraged).toBeCloseTo(0, 12);
      expect(leverage(sizes, { deductible: 5000, trend: 0.08, indexTo: 0.08 }).leveraged).toBeCloseTo(0.08, 10);
      expect(leverage(sizes, { deductible: 2000, trend: 0.08, coinsurance: 0.2, outOfPocketMax: 6000, indexTo: 0.08 }).leveraged).toBeCloseTo(
        0.08,
        10,
      );
    }
  });

  test('rises with the deductible for exponential and lognormal sizes, and stays for Pareto', () => {
    fc.assert(
      fc.property(fc.integer({ min: 700, max: 200_000 }), fc.integer({ min: 1, max: 30 }), (deductible, percent) => {
        const at = (sizes: (typeof families)[number], d: number): number =>
          leverage(sizes, { deductible: d, trend: percent / 100 }).leveraged ?? Number.NaN;
        for (const sizes of families.slice(0, 2)) expect(at(sizes, deductible * 1.5)).toBeGreaterThan(at(sizes, deductible));
        const pareto = families[2];
        expect(at(pareto, deductible)).toBeCloseTo((1 + percent / 100) ** 2.3 - 1, 9);
        for (const sizes of families) expect(at(sizes, Math.min(deductible, 800_000))).toBeGreaterThanOrEqual(percent / 100 - 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  test('of an exponential family is its closed form', () => {
    const [d, m, t] = [30_000, 20_000, 0.09];
    expect(leverage({ kind: 'exponential', mean: m }, { deductible: d, trend: t }).leveraged).toBeCloseTo(
      (1 + t) * Math.exp(((d / m) * t) / (1 + t)) - 1,
      12,
    );
  });

  test('makes plan-paid grow faster than allowed', () => {
    const result = leverage({ kind: 'lognormal', mu: 8, sigma: 1.6 }, { deductible: 2000, trend: 0.07, coinsurance: 0.2, outOfPocketMax: 6000 });
    expect(result.leveraged ?? 0).toBeGreaterThan(0.07);
  });

  test('of own sizes with a family beyond a splice is that of own sizes below it, and of the family far above', () => {
    const values = [0, 900, 4000, 12_000, 60_000, 150_000, 400_000];
    const spliced = { kind: 'spliced', values, splice: 100_000, tail: { kind: 'pareto', threshold: 100_000, alpha: 2.5 } } as const;
    expect(leverage(spliced, { deductible: 200_000, trend: 0.08 }).leveraged).toBeCloseTo(1.08 ** 2.5 - 1, 12);
    expect(leverage(spliced, { deductible: 0, trend: 0.08 }).leveraged).toBeCloseTo(0.08, 12);
    const small = { ...spliced, values: values.slice(0, 5) };
    const own = leverage({ kind: 'empirical', values: small.values }, { deductible: 3000, trend: 0.08 });
    expect(leverage(small, { deductible: 3000, trend: 0.08 }).leveraged).toBe(own.leveraged);
    for (const bad of [{ splice: 0 }, { values: [] }, { weights: [1] }, { values: [-1] }, { tail: { kind: 'exponential', mean: 0 } }] as const)
      expect(() => leverage({ ...spliced, ...bad }, { deductible: 1000, trend: 0.08 })).toThrow(
        expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')),
      );
  });

  test('of nothing above the deductible is empty, with its code', () => {
    const result = leverage({ kind: 'empirical', values: [100] }, { deductible: 5000, trend: 0.07 });
    expect(result.leveraged).toBeNull();
    expect(result.warnings.map(({ code }) => code)).toEqual(['trend/no-excess']);
  });
});
