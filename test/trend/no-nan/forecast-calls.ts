import fc from 'fast-check';
import { monthFromIndex } from '../../../src/time/index.js';
import {
  backtest,
  credibilityWeight,
  decompose,
  drugLoad,
  type ForecastModelName,
  findBreak,
  forecast,
  fundingRates,
  holtWinters,
  leverage,
  longRun,
  measureTrend,
  midpoint,
  normalize,
  priceIndex,
  project,
  type SeriesPoint,
  scenarioFan,
  stl,
  therapyLoad,
  trendFactor,
  workingDayFactor,
  workingDays,
} from '../../../src/trend/index.js';
import { type Calls, hostileNumber } from './hostile.js';

/** What the forecasting half of the area is called with. */
export interface HostileForecast {
  readonly series: readonly SeriesPoint[];
  readonly model: ForecastModelName;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly numbers: readonly number[];
  readonly amounts: readonly string[];
}

const value = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: 300, max: 700 }) },
  { weight: 1, arbitrary: fc.constantFrom(null, 0, 1, 10_000_000) },
);

export const hostileForecast: fc.Arbitrary<HostileForecast> = fc.record({
  // Half of the series are long and without anything odd, or backtests would never have an answer.
  series: fc
    .oneof(fc.array(value, { minLength: 1, maxLength: 90 }), fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 36, maxLength: 60 }))
    .map((values: readonly (number | null)[]) =>
      values.map((each, i) => ({ month: monthFromIndex(24_240 + i), value: each === null ? null : String(each) })),
    ),
  model: fc.constantFrom('naive', 'seasonalNaive', 'drift', 'rolling12', 'logLinear', 'holtWinters', 'ets', 'stl', 'theta', 'combine'),
  x: hostileNumber,
  y: hostileNumber,
  z: hostileNumber,
  numbers: fc.array(hostileNumber, { maxLength: 40 }),
  amounts: fc.array(fc.constantFrom('0', '1', '0.01', '1234.56', '-5', '9'.repeat(40)), { minLength: 8, maxLength: 8 }),
});

const period = (from: string, to: string) => ({ months: [from, to] as const });

/** Every export of the forecasting half. */
export const forecastCalls: Calls<HostileForecast> = {
  backtest: ({ series, model }) => [() => backtest(series, [model, 'seasonalNaive'], { origins: 3, horizon: 6 })],
  credibilityWeight: ({ x, y }) => [
    () => credibilityWeight(x),
    () => credibilityWeight({ kind: 'buhlmann', memberMonths: x, k: y }),
    () => credibilityWeight({ kind: 'limitedFluctuation', memberMonths: x, full: y }),
  ],
  decompose: ({ amounts: [a = '1', b = '1', c = '1', d = '1', e = '1', f = '1', g = '1', h = '1'] }) =>
    (['shapley', 'lmdi', 'sequential'] as const).map(
      (method) => () =>
        decompose(
          { exposure: a, cells: [{ category: 'ip', units: b, severity: c, allowed: d }] },
          { exposure: e, cells: [{ category: 'ip', units: f, severity: g, allowed: h }] },
          { method, ...(method === 'sequential' ? { order: ['utilization', 'severity', 'unitPrice'] } : {}) },
        ),
    ),
  drugLoad: ({ x, y, amounts: [a = '1'] }) => [
    () => drugLoad({ name: 'drug', usersPerThousand: x, netCost: a, persistence: y, source: 'hostile', date: '2026-01-01' }),
  ],
  findBreak: ({ series }) => [() => findBreak(series)],
  forecast: ({ series, model, x }) => [
    () => forecast(series, { model, horizon: 14, origins: 3 }),
    () => forecast(series, { model, horizon: 3, interval: 'none', cap: x }),
  ],
  fundingRates: ({ amounts: [a = '1', b = '1', c = '1'] }) => [
    () =>
      fundingRates({
        projectedCost: a,
        tiers: [
          { tier: 'one', ratio: b, contractMonths: 10 },
          { tier: 'two', ratio: c, contractMonths: 0 },
        ],
      }),
  ],
  holtWinters: ({ numbers, x, y, z }) => [
    () => holtWinters(numbers, { horizon: 5, weights: { alpha: x, beta: y, gamma: z } }),
    () => holtWinters(numbers, { horizon: 5, weights: { alpha: 0.3, beta: 0.1, gamma: 0.2 } }),
  ],
  leverage: ({ numbers, x, y, z }) => [
    () => leverage({ kind: 'empirical', values: numbers }, { deductible: x, trend: y }),
    () => leverage({ kind: 'lognormal', mu: x, sigma: y }, { deductible: z, trend: 0.08 }),
    () => leverage({ kind: 'exponential', mean: x }, { deductible: y, trend: z }),
    () => leverage({ kind: 'pareto', threshold: x, alpha: y }, { deductible: z, trend: 0.08 }),
    () => leverage({ kind: 'lognormal', mu: 8, sigma: 1.5 }, { deductible: x, trend: 0.08, coinsurance: y, outOfPocketMax: z, indexTo: y }),
    () =>
      leverage({ kind: 'spliced', values: numbers, splice: x, tail: { kind: 'pareto', threshold: y, alpha: 2.5 } }, { deductible: z, trend: 0.08 }),
    () => leverage({ kind: 'spliced', values: [1, 500], splice: 300, tail: { kind: 'lognormal', mu: x, sigma: y } }, { deductible: z, trend: 0.08 }),
  ],
  longRun: ({ x, y, z }) => [
    () =>
      longRun({
        firstYear: 2026,
        nearTerm: [x, 0.07],
        blendUntil: 2030,
        cpi: y,
        real: 0.01,
        extra: z,
        startShare: 0.18,
        resistance: 0.2,
        limitYear: 2050,
        lastYear: 2060,
        source: 'hostile',
      }),
  ],
  measureTrend: ({ series, x }) => [
    ...(['yoy', 'rolling', 'rollingSlope', 'logLinear'] as const).map((method) => () => measureTrend(series, { method })),
    () => measureTrend(series, { method: 'logLinear', interventions: [{ name: 'pulse', kind: 'pulse', from: '2020-03' }] }),
    () => measureTrend(series, { method: 'logLinear', season: false, bookSeason: Array.from({ length: 12 }, (_, m) => (m === 3 ? x : 1)) }),
  ],
  midpoint: ({ x, y }) => [
    () => midpoint(period('2025-01', '2025-12')),
    () =>
      midpoint({
        ...period('2025-01', '2025-02'),
        exposure: [
          { month: '2025-01', memberMonths: x },
          { month: '2025-02', memberMonths: y },
        ],
      }),
  ],
  normalize: ({ series, amounts: [a = '1'] }) => [
    () => normalize(series, [{ name: 'area', byMonth: Object.fromEntries(series.map(({ month }) => [month, a])), source: 'hostile' }]),
  ],
  priceIndex: ({ amounts: [a = '1', b = '1', c = '1', d = '1', e = '1', f = '1'] }) => [
    () => priceIndex([{ category: 'ip', units: a, severity: b, allowed: c }], [{ category: 'ip', units: d, severity: e, allowed: f }]),
  ],
  project: ({ x, y, amounts: [a = '1'] }) => [
    () =>
      project(a, { trends: [{ name: 'all', annual: x, source: 'hostile' }], from: period('2025-01', '2025-12'), to: period('2026-01', '2026-12') }),
    () =>
      project('500', {
        trends: [{ name: 'all', annual: 0.07, months: y, source: 'hostile' }],
        from: period('2025-01', '2025-12'),
        to: period('2026-01', '2026-12'),
        credibility: x,
        manual: { amount: '450', source: 'hostile' },
      }),
  ],
  scenarioFan: ({ numbers, x, y, z }) => [
    () =>
      scenarioFan(
        { firstMonth: '2026-01', expected: numbers },
        { drivers: { process: { cv: x }, trend: { sd: y }, enrolment: { sd: z } }, sims: 5, seed: 1 },
      ),
    () =>
      scenarioFan(
        { firstMonth: '2026-01', expected: [1, 2] },
        { drivers: { ibnr: { errors: numbers }, largeClaims: { perYear: x, sizes: numbers } }, sims: 5, seed: 1 },
      ),
  ],
  therapyLoad: ({ x, y, amounts: [a = '1'] }) => [
    () => therapyLoad({ name: 'gene', therapies: [{ name: 'one', perMillion: x, uptake: y, price: a }], source: 'hostile', date: '2026-01-01' }),
  ],
  stl: ({ numbers }) => [() => stl(numbers), () => stl(numbers, { robust: true, window: 'periodic' })],
  trendFactor: ({ x, y, z }) => [
    () => trendFactor(x, { from: y, to: z }),
    () =>
      trendFactor(
        [
          { year: 2025, rate: x },
          { year: 2026, rate: y },
        ],
        { from: 24_300, to: 24_330 },
      ),
  ],
  workingDayFactor: ({ x, y }) => [() => workingDayFactor({ '2026-01': x, '2026-02': y }, 'hostile')],
  workingDays: ({ x, y }) => [
    () =>
      workingDays(['2026-01', '2026-03'], {
        weights: { name: 'hostile', weights: [1, 1, 1, 1, 1, x, y], source: 'hostile' },
        holidays: ['2026-01-01'],
      }),
  ],
};
