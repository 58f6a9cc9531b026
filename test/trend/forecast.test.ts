import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { stream } from '../../src/stats/random.js';
import { monthFromIndex, monthIndex } from '../../src/time/index.js';
import { etsFit } from '../../src/trend/forecasting/ets.js';
import {
  backtest,
  completion,
  type ForecastModelName,
  forecast,
  holtWinters,
  ibnr,
  type SeriesPoint,
  stl,
  type Triangle,
  triangleFrom,
} from '../../src/trend/index.js';
import { off, readJson } from './golden.js';

interface Golden {
  readonly airPassengers: {
    readonly values: readonly number[];
    readonly log_linear_first_132: Readonly<Record<'pred' | 'lo80' | 'hi80' | 'lo95' | 'hi95', readonly number[]>>;
  };
  readonly holtWinters: {
    readonly sse: number;
    readonly forecasts: readonly number[];
    readonly start_level: number;
    readonly start_trend: number;
    readonly start_season: readonly number[];
  };
  readonly stl: Readonly<
    Record<'window13' | 'window13robust' | 'periodic', { readonly season: readonly number[]; readonly trend: readonly number[] }>
  >;
}
const golden: Golden = readJson('test/golden/trend-models.json');
const air = golden.airPassengers.values;
const monthly = (values: readonly (number | null)[], first = '2019-01'): readonly SeriesPoint[] =>
  values.map((value, i) => ({ month: monthFromIndex(monthIndex(first) + i), value: value === null ? null : String(value) }));
const values = (series: readonly SeriesPoint[], model: ForecastModelName, horizon = 12): readonly number[] =>
  forecast(series, { model, horizon, interval: 'none', cap: null }).points.map(({ value }) => value.toNumber());

describe('Holt-Winters of AirPassengers with fixed weights', () => {
  const fit = holtWinters(air.slice(0, 132), { horizon: 12, weights: { alpha: 0.3, beta: 0.1, gamma: 0.2 } });

  test('starts, fits and forecasts as published, to 1e-9', () => {
    expect(off(fit?.start.level ?? 0, golden.holtWinters.start_level)).toBeLessThan(1e-9);
    expect(off(fit?.start.trend ?? 0, golden.holtWinters.start_trend)).toBeLessThan(1e-9);
    fit?.start.season.forEach((each, m) => expect(off(each, golden.holtWinters.start_season[m] ?? 0)).toBeLessThan(1e-9));
    expect(off(fit?.sse ?? 0, golden.holtWinters.sse)).toBeLessThan(1e-9);
    fit?.forecasts.forEach((each, h) => expect(off(each, golden.holtWinters.forecasts[h] ?? 0)).toBeLessThan(1e-9));
  });

  test('never fits worse when its weights are its own', () => {
    expect(holtWinters(air.slice(0, 132), { horizon: 1 })?.sse ?? Infinity).toBeLessThan(golden.holtWinters.sse);
  });
});

describe('STL', () => {
  const logs = air.map(Math.log);

  test.each([
    ['window13', { window: 13 }],
    ['window13robust', { window: 13, robust: true }],
    ['periodic', { window: 'periodic' }],
  ] as const)('%s is that of statsmodels', (name, o) => {
    const parts = stl(logs, o);
    parts?.season.forEach((each, i) => expect(Math.abs(each - (golden.stl[name].season[i] ?? 0))).toBeLessThan(1e-12));
    parts?.trend.forEach((each, i) => expect(Math.abs(each - (golden.stl[name].trend[i] ?? 0))).toBeLessThan(1e-12));
  });

  test('adds up to the series', () => {
    const parts = stl(logs, { window: 11 });
    logs.forEach((value, i) => expect((parts?.season[i] ?? 0) + (parts?.trend[i] ?? 0) + (parts?.remainder[i] ?? 0)).toBeCloseTo(value, 12));
  });
});

describe('the log-linear model', () => {
  test.each([
    [0.8, 'lo80', 'hi80'],
    [0.95, 'lo95', 'hi95'],
  ] as const)('predicts AirPassengers and its interval of %d as published, with a warning', (confidence, low, high) => {
    const result = forecast(monthly(air.slice(0, 132), '1949-01'), { model: 'logLinear', horizon: 12, interval: 'model', confidence });
    const expected = golden.airPassengers.log_linear_first_132;
    result.points.forEach(({ value, interval }, h) => {
      expect(off(Math.log(value.toNumber()), expected.pred[h] ?? 0)).toBeLessThan(1e-11);
      if (interval?.kind !== 'interval') throw new Error('no interval');
      expect(off(Math.log(interval.low ?? 0), expected[low][h] ?? 0)).toBeLessThan(1e-10);
      expect(off(Math.log(interval.high ?? 0), expected[high][h] ?? 0)).toBeLessThan(1e-10);
    });
    expect(result.warnings.map(({ code }) => code)).toEqual(['trend/ols-interval']);
  });
});

describe('forecasts of AirPassengers, last twelve months held back', () => {
  const scale = air.slice(12, 132).reduce((sum, value, i) => sum + Math.abs(value - (air[i] ?? 0)), 0) / 120;
  const mase = (model: ForecastModelName): number =>
    values(monthly(air.slice(0, 132), '1949-01'), model).reduce((sum, value, h) => sum + Math.abs(value - (air[132 + h] ?? 0)), 0) / 12 / scale;

  test('by exponential smoothing with a season are those of statsmodels within 1.5 %', () => {
    // statsmodels 0.15.0, ETSModel(error add, trend add damped, seasonal add, initial states estimated), phi at most 0.98; logarithms.
    const theirs = [
      6.02282156, 6.00929924, 6.14978765, 6.11170106, 6.11168362, 6.238262, 6.34268027, 6.33964021, 6.20264386, 6.06552061, 5.92870931, 6.04840507,
    ];
    values(monthly(air.slice(0, 132), '1949-01'), 'ets').forEach((value, h) =>
      expect(Math.abs(Math.log(value) - (theirs[h] ?? 0))).toBeLessThan(0.015),
    );
  });

  test('by STL on logarithms have MASE of 0.45 or less, and the combination beats the seasonal naive', () => {
    expect(mase('stl')).toBeLessThanOrEqual(0.45);
    expect(mase('combine')).toBeLessThan(mase('seasonalNaive'));
  });
});

describe('optimised models reach the optimum of their objective', () => {
  // scipy 1.17.1, Nelder-Mead from several starts on the same objective, 2026-11-25.
  const logs = air.slice(0, 132).map(Math.log);
  const wandering = (j: number, months: number): readonly number[] => {
    const random = stream(5, j);
    let level = 6;
    return Array.from({ length: months }, (_, i) => {
      level += 0.005 + 0.01 * random.normal();
      return level + 0.06 * Math.sin((i * Math.PI) / 6) + 0.02 * random.normal();
    });
  };

  test.each([
    ['AirPassengers', logs, 0.16362506753965358],
    ['72 months that wander', wandering(2, 72), 0.04293324858853892],
    ['120 months that wander', wandering(6, 120), 0.07512399484196244],
  ])('exponential smoothing of %s', (_name, series, optimum) => {
    expect((etsFit(series)?.sse ?? 9) / optimum - 1).toBeLessThan(1e-6);
  });

  test('Holt-Winters of AirPassengers', () => {
    expect((holtWinters(air.slice(0, 132), { horizon: 1 })?.sse ?? 9e9) / 13287.044075985214 - 1).toBeLessThan(1e-6);
  });

  test('Theta of AirPassengers, whose forecasts are those of statsmodels', () => {
    // statsmodels 0.15.0, ThetaModel(period 12, multiplicative, test at 10 %).fit(use_mle=False).forecast(12).
    const theirs = [
      411.32511653021663, 402.2306622772419, 462.83229899332, 444.6265368416732, 447.88376208304095, 509.5399808015449, 561.7785638632575,
      559.3978773948124, 490.3762651623634, 427.235575295106, 371.9176706464148, 418.96121125276545,
    ];
    values(monthly(air.slice(0, 132), '1949-01'), 'theta').forEach((value, h) => expect(off(value, theirs[h] ?? 0)).toBeLessThan(3e-6));
  });
});

describe('forecasting', () => {
  const seasonal = Array.from({ length: 60 }, (_, i) => 400 + 30 * Math.sin((Math.PI * i) / 6));

  test('repeats a perfect season', () => {
    for (const model of ['seasonalNaive', 'rolling12', 'logLinear', 'holtWinters', 'stl', 'ets', 'theta', 'combine'] as const) {
      values(monthly(seasonal.slice(0, 48)), model).forEach((value, h) =>
        expect(off(value, seasonal[48 + h] ?? 0)).toBeLessThan(model === 'theta' || model === 'combine' ? 0.02 : 0.005),
      );
    }
  });

  test('repeats a perfect season exactly where it is asked to do no more', () => {
    const whole = Array.from({ length: 36 }, (_, i) => 400 + (((i % 12) * 7919) % 101));
    expect(values(monthly(whole), 'seasonalNaive', 24)).toEqual([...whole.slice(0, 12), ...whole.slice(0, 12)]);
  });

  test('shifts with the logarithm of the data, also where weights are optimised', () => {
    for (const model of ['holtWinters', 'ets', 'stl', 'theta', 'combine'] as const) {
      const [one, other] = [values(monthly(air.slice(0, 96)), model), values(monthly(air.slice(0, 96).map((value) => value * 37)), model)];
      other.forEach((value, h) => expect(off(value, 37 * (one[h] ?? 0))).toBeLessThan(1e-5));
    }
  });

  test('scales with the currency', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 300, max: 600 }), { minLength: 36, maxLength: 48 }),
        fc.constantFrom<ForecastModelName>('naive', 'seasonalNaive', 'drift', 'rolling12', 'logLinear'),
        (series, model) => {
          const [one, hundred] = [values(monthly(series), model), values(monthly(series.map((value) => value * 100)), model)];
          hundred.forEach((value, h) => expect(off(value, 100 * (one[h] ?? 0))).toBeLessThan(1e-9));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('nests its intervals by confidence and reports measured coverage', () => {
    const [narrow, wide] = [0.5, 0.9].map((confidence) => forecast(monthly(air, '1949-01'), { model: 'rolling12', horizon: 6, confidence }));
    narrow?.points.forEach(({ interval }, h) => {
      const outer = wide?.points[h]?.interval;
      if (interval?.kind !== 'interval' || outer?.kind !== 'interval') throw new Error('no interval');
      expect(outer.low ?? 0).toBeLessThanOrEqual(interval.low ?? 0);
      expect(outer.high ?? 0).toBeGreaterThanOrEqual(interval.high ?? 0);
    });
    expect(wide?.measuredCoverage ?? 0).toBeGreaterThan(0.8);
  });

  test('draws explosive growth back to the cap and says so', () => {
    const rising = Array.from({ length: 36 }, (_, i) => 100 * 1.08 ** i);
    const result = forecast(monthly(rising), { model: 'rolling12', horizon: 12, interval: 'none' });
    const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
    expect(sum(result.points.map(({ value }) => value.toNumber())) / sum(rising.slice(24))).toBeCloseTo(1.4, 9);
    expect(result.warnings.map(({ code }) => code)).toContain('trend/growth-capped');
  });

  test('draws a fall back to the same share, and leaves both as they are without a cap', () => {
    const falling = Array.from({ length: 36 }, (_, i) => 1000 * 0.9 ** i);
    const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
    const of = (cap?: number | null) =>
      forecast(monthly(falling), { model: { kind: 'rolling12', damping: 1 }, horizon: 12, interval: 'none', ...(cap === undefined ? {} : { cap }) });
    expect(sum(of().points.map(({ value }) => value.toNumber())) / sum(falling.slice(24))).toBeCloseTo(0.6, 9);
    expect(sum(of(null).points.map(({ value }) => value.toNumber())) / sum(falling.slice(24))).toBeCloseTo(0.9 ** 12, 9);
    expect(of(null).warnings.map(({ code }) => code)).toEqual(['trend/undamped-trend']);
  });

  test('refuses a model that cannot carry a season where one is asked for, rather than drawing a flat line', () => {
    const code = (model: ForecastModelName, series: readonly number[] = seasonal): string => {
      try {
        forecast(monthly(series), { model, horizon: 12, interval: 'none', season: true });
      } catch (error) {
        return isCoalitionError(error) ? error.code : 'other';
      }
      return 'answered';
    };
    for (const model of ['naive', 'drift'] as const) expect(code(model)).toBe('trend/invalid-input');
    expect(
      code(
        'theta',
        Array.from({ length: 60 }, (_, i) => 400 + ((i * 7919) % 13)),
      ),
    ).toBe('trend/invalid-input');
    for (const model of ['theta', 'seasonalNaive', 'rolling12', 'logLinear', 'holtWinters', 'stl', 'ets', 'combine'] as const)
      expect(code(model)).toBe('answered');
  });

  test('by exponential smoothing skips the update of a missing month, so that a gap barely moves it', () => {
    const gap = seasonal.map((value, i) => (i === 30 ? null : value));
    const [whole, skipped] = [values(monthly(seasonal), 'ets'), values(monthly(gap), 'ets')];
    skipped.forEach((value, h) => expect(off(value, whole[h] ?? 0)).toBeLessThan(1e-3));
    // With an end that is missing, what is left out can't be told from its neighbours; the season still can.
    const end = values(monthly([...seasonal.slice(0, 54), null, null, null, 400 + 30 * Math.sin((Math.PI * 57) / 6)]), 'ets', 1);
    expect(off(end[0] ?? 0, 400 + 30 * Math.sin((Math.PI * 58) / 6))).toBeLessThan(2e-3);
  });

  test('learns nothing from a missing month and does not score it; later months never fill it for an earlier origin', () => {
    const yearly = Array.from({ length: 60 }, (_, i) => 400 + 7 * (i % 12));
    const gap = yearly.map((value, i) => (i === 50 ? null : value));
    const [score] = backtest(monthly(gap), ['seasonalNaive'], { origins: 12, horizon: 6 }).scores;
    expect([score?.mae, score?.bias, score?.mapeOfTotal]).toEqual([0, 0, 0]);
    // The month before the origin is missing: all that is known there is the month before it.
    const jump = [...yearly.slice(0, 58), null, 9000];
    expect(backtest(monthly(jump), ['naive'], { origins: 1, horizon: 1 }).scores[0]?.mae).toBe(9000 - (yearly[57] ?? 0));
  });

  test('names members that could not be fitted, fills missing months, warns of undamped growth', () => {
    const short = forecast(monthly(seasonal.slice(0, 24)), { horizon: 3, interval: 'none' });
    expect(short.dropped).toEqual(['ets']);
    expect(short.warnings.map(({ code }) => code)).toEqual(['trend/model-dropped']);
    const gap = forecast(monthly(seasonal.map((value, i) => (i === 20 ? null : value))), { model: 'seasonalNaive', horizon: 3, interval: 'none' });
    expect(gap.warnings.map(({ code }) => code)).toEqual(['trend/missing-filled']);
    expect(
      forecast(monthly(seasonal), { model: { kind: 'rolling12', damping: 1 }, horizon: 3, interval: 'none' }).warnings.map(({ code }) => code),
    ).toEqual(['trend/undamped-trend']);
    const thin = forecast(monthly(seasonal.slice(0, 30)), { model: 'seasonalNaive', horizon: 12 });
    expect(thin.points[11]?.interval).toBeNull();
    expect(thin.warnings.map(({ code }) => code)).toContain('trend/interval-unsupported');
  });

  test('refuses what it cannot do, by name', () => {
    const code = (action: () => unknown): string => {
      try {
        action();
      } catch (error) {
        return isCoalitionError(error) ? error.code : 'other';
      }
      return 'none';
    };
    expect(code(() => forecast(monthly(seasonal.slice(0, 20)), { model: 'rolling12', horizon: 12 }))).toBe('trend/series-too-short');
    expect(code(() => forecast(monthly([...seasonal, 0]), { horizon: 12 }))).toBe('trend/invalid-input');
    expect(code(() => forecast(monthly(seasonal), { horizon: 0 }))).toBe('trend/invalid-input');
    expect(code(() => forecast(monthly(seasonal), { horizon: 3, model: 'ets', interval: 'model' }))).toBe('trend/invalid-input');
    expect(code(() => forecast([...monthly(seasonal), ...monthly([1])], { horizon: 3 }))).toBe('trend/invalid-input');
  });
});

describe('a backtest', () => {
  const noisy = Array.from(
    { length: 72 },
    (_, i) => Math.round(1000 * (400 * 1.005 ** i * (1 + 0.05 * Math.sin((Math.PI * i) / 6)) * (1 + 0.02 * Math.sin(i * 7.3)))) / 1000,
  );

  test('scores models beside the seasonal naive, by fixed definitions', () => {
    const report = backtest(monthly(noisy), ['seasonalNaive', 'rolling12', 'logLinear'], { origins: 6, horizon: 12 });
    const naive = report.scores[0];
    expect(naive?.skill).toBe(0);
    expect(report.scores[2]?.skill ?? 0).toBeGreaterThan(0.5);
    expect(report.best).toBe('logLinear');
    for (const score of report.scores) expect(score.rmse).toBeGreaterThanOrEqual(score.mae);
  });

  test('never lets the future change a past forecast', () => {
    const changed = noisy.map((value, i) => (i >= 60 ? value * 3 : value));
    const [plain, other] = [noisy, changed].map((series) => backtest(monthly(series), ['rolling12'], { origins: 1, horizon: 12 }));
    const forecastSum = (report: typeof plain, series: readonly number[]): number =>
      (report?.scores[0]?.bias ?? 0) * 12 - series.slice(60).reduce((sum, value) => sum + value, 0);
    expect(forecastSum(plain, noisy)).toBeCloseTo(forecastSum(other, changed), 6);
  });

  test('on triangles rebuilt and completed at each origin knows nothing of later payments', () => {
    // 66 months that run off 60, 30 and 10 %; members are 100 a month, so cost per member is cents / 100.
    const pattern = [0.6, 0.3, 0.1];
    const whole = (i: number): number => 4_000_000 * 1.005 ** i * (1 + 0.05 * Math.sin((Math.PI * i) / 6));
    const incremental = Array.from({ length: 66 }, (_, i) => pattern.slice(0, 66 - i).map((share) => ((share * whole(i)) / 100).toFixed(2)));
    const build = (cells: readonly (readonly string[])[]) =>
      triangleFrom({ origin: '2019-01', grain: 'month', unit: 'cents', incremental: cells, exposure: cells.map(() => '100') });
    const completed = (t: Triangle): readonly SeriesPoint[] =>
      ibnr(t, completion(t, { window: 12 }), { method: 'development' }).rows.map(({ period, ultimate }) => ({
        month: period,
        value: ultimate === null ? null : ultimate.div(100).toFixed(6),
      }));
    const asOf = (t: Triangle) => (origin: string) => completed(t.at(origin));
    const [plain, later] = [
      build(incremental),
      build(incremental.map((row, i) => row.map((cell, k) => (i + k >= 60 ? (Number(cell) * 5).toFixed(2) : cell)))),
    ];
    const series = completed(plain);
    const scores = (t: Triangle) => backtest(series, ['rolling12'], { origins: 3, horizon: 6, asOf: asOf(t) }).scores[0];
    expect(scores(later)).toEqual(scores(plain));
    // The pattern is the same all along, so completing at the origin costs nothing.
    expect(off(scores(plain)?.mae ?? 0, backtest(series, ['rolling12'], { origins: 3, horizon: 6 }).scores[0]?.mae ?? 1)).toBeLessThan(1e-4);
    const early = (origin: string): readonly SeriesPoint[] =>
      plain
        .at(origin)
        .latest()
        .map((cents, i) => ({ month: monthFromIndex(monthIndex('2019-01') + i), value: (cents / 10_000).toFixed(6) }));
    // Without completing, the newest months look cheap and every forecast is low.
    expect(backtest(series, ['rolling12'], { origins: 3, horizon: 6, asOf: early }).scores[0]?.bias ?? 0).toBeGreaterThan(
      (scores(plain)?.bias ?? 0) + 1,
    );
  });

  test('forecasts from the months as they were known where that is given', () => {
    const asOf = (): readonly SeriesPoint[] => monthly(noisy.map((value) => value * 0.9));
    expect(backtest(monthly(noisy), ['naive'], { origins: 2, horizon: 3, asOf }).scores[0]?.bias ?? 0).toBeGreaterThan(
      backtest(monthly(noisy), ['naive'], { origins: 2, horizon: 3 }).scores[0]?.bias ?? 0,
    );
  });
});
