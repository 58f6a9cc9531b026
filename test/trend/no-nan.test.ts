import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { monthFromIndex } from '../../src/time/index.js';
import {
  barnettZehnwirth,
  bootstrapOdp,
  type CompletionOptions,
  chainLadder,
  clark,
  completion,
  diagnostics,
  forecast,
  glmReserve,
  type IbnrMethodChoice,
  ibnr,
  mack,
  mackBootstrap,
  margin,
  measureTrend,
  munich,
  odp,
  oneYear,
  retrospective,
  runOffError,
  type Triangle,
  triangleFrom,
} from '../../src/trend/index.js';

/** Paths of a result at which a number isn't finite. */
function strays(value: unknown, path = '$'): readonly string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  if ('isFinite' in value && typeof value.isFinite === 'function') return value.isFinite() === true ? [] : [path];
  if (ArrayBuffer.isView(value))
    return Array.from(Object.values(value)).some((each) => typeof each === 'number' && !Number.isFinite(each)) ? [path] : [];
  return Object.entries(value).flatMap(([key, each]) => strays(each, `${path}.${key}`));
}

/** Runs it; a refusal by code is an answer too. */
function clean(name: string, run: () => unknown): void {
  let result: unknown;
  try {
    result = run();
  } catch (error) {
    if (isCoalitionError(error)) return;
    throw error;
  }
  expect({ name, strays: strays(result) }).toEqual({ name, strays: [] });
}

const amount = fc.oneof(fc.constant(0), fc.integer({ min: -300, max: 5000 }), fc.constantFrom(1, 1e9, -1e6));
const triangle: fc.Arbitrary<Triangle> = fc
  .record({
    rows: fc.integer({ min: 1, max: 16 }),
    columns: fc.integer({ min: 1, max: 6 }),
    cells: fc.array(amount, { minLength: 96, maxLength: 96 }),
    exposure: fc.array(fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 500 })), { minLength: 16, maxLength: 16 }),
    exposed: fc.boolean(),
  })
  .map(({ rows, columns, cells, exposure, exposed }) =>
    triangleFrom({
      origin: '2024-01',
      grain: 'month',
      unit: 'cents',
      incremental: Array.from({ length: rows }, (_, i) =>
        Array.from({ length: Math.min(columns, rows - i) }, (_c, k) => String(cells[i * 6 + k] ?? 0)),
      ),
      ...(exposed ? { exposure: exposure.slice(0, rows).map((each) => (each === null ? null : String(each))) } : {}),
    }),
  );

const COMPLETIONS: readonly CompletionOptions[] = [
  {},
  { average: 'simple', window: 3 },
  { average: 'geometric' },
  { average: 'harmonic' },
  { average: 'regression', exclude: { high: 1, low: 1 } },
  { average: { kind: 'completedMonths', months: 3 } },
  { monotone: 'cap', tail: { kind: 'exponential', periods: 5 } },
  { monotone: 'isotonic', tail: { kind: 'inversePower', periods: 50 } },
  { smooth: { curve: 'exponential', from: 2 }, rounding: { ldf: 3, cdf: 3 } },
  { tail: { kind: 'weibull', periods: 3 } },
  { tail: { kind: 'generalisedBondy' } },
];
const METHODS: readonly IbnrMethodChoice[] = [
  'development',
  'blend',
  'projection',
  'bornhuetterFerguson',
  'benktander',
  'capeCod',
  { kind: 'capeCod', decay: 0.7 },
  'additive',
  { kind: 'credibility', z: 'sqrt' },
  'auto',
];

describe('no number that is not one leaves', () => {
  test('whatever a triangle holds: zeros, reversals, huge ratios, one month', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        triangle,
        fc.constantFrom(...COMPLETIONS),
        fc.constantFrom(...METHODS),
        fc.constantFrom<0 | 1 | 2>(0, 1, 2),
        (t, options, method, alpha) => {
          clean('completion', () => completion(t, options));
          clean('ibnr', () => ibnr(t, completion(t, options), { method, valuations: { runout: 2, history: 4 } }));
          clean('margin', () =>
            margin(ibnr(t, completion(t, options), { method, valuations: { runout: 2, history: 4 } }), { kind: 'quantile', value: 0.9 }),
          );
          clean('mack', () => mack(t, { alpha, sigma: 'mack' }));
          clean('mack log-linear', () => mack(t, { alpha, sigma: 'logLinear', tail: { factor: 1.1, extrapolate: 'logLinear' } }));
          clean('odp', () => odp(t));
          clean('bootstrapOdp', () => bootstrapOdp(t, { sims: 5, seed: 1 }));
          clean('mackBootstrap', () => mackBootstrap(t, { sims: 5, seed: 1, sigma: 'mack' }));
          clean('runOffError', () => runOffError(t, { sigma: 'mack' }));
          for (const power of [1, 1.5, 2]) clean(`glmReserve ${power}`, () => glmReserve(t, { power }));
          clean('clark', () => clark(t, { form: 'ldf' }));
          clean('clark Cape Cod', () => clark(t, { form: 'capeCod', curve: 'weibull' }));
          clean('barnettZehnwirth', () => barnettZehnwirth(t, { lags: [0, 2, 5], paid: [0, 4, 30] }));
          clean('chainLadder', () => chainLadder(t.grid));
          clean('munich', () => munich(t, t, { sigma: 'mack' }));
          clean('oneYear', () => oneYear(t, { sigma: 'mack' }));
          clean('diagnostics', () => diagnostics(t));
          clean('retrospective', () =>
            retrospective(t, { methods: ['development', 'capeCod'], completion: options, valuations: { runout: 2, history: 4 } }),
          );
        },
      ),
      { numRuns: 250 },
    );
  });

  test('whatever a series holds', { timeout: 60_000 }, () => {
    const value = fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 300, max: 700 }) },
      { weight: 1, arbitrary: fc.constantFrom(null, 0, 1, 10_000_000) },
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 50 }),
        fc.constantFrom('naive', 'seasonalNaive', 'drift', 'rolling12', 'logLinear', 'holtWinters', 'ets', 'stl', 'theta', 'combine'),
        (values, model) => {
          const series = values.map((each, i) => ({ month: monthFromIndex(24_240 + i), value: each === null ? null : String(each) }));
          clean('forecast', () => forecast(series, { model, horizon: 14, origins: 3 }));
          for (const method of ['yoy', 'rolling', 'logLinear'] as const) clean(method, () => measureTrend(series, { method }));
        },
      ),
      { numRuns: 60 },
    );
  });
});
