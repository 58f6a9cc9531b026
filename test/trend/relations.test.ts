import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completion, ibnr, mack, mackFigures, TriangleBuilder, type TriangleLine, type TriangleSpec, triangleFrom } from '../../src/trend/index.js';
import { off } from './golden.js';

// Metamorphic relations of the specification that no concept's own test holds.

const SPEC: TriangleSpec = {
  grain: 'month',
  unit: 'cents',
  origin: '2024-01',
  months: 6,
  maxLag: 5,
  basis: 'paid',
  netOf: [],
  incurredDate: 'default',
  lagPolicy: 'reject',
  negativeLag: 'reject',
};
const month = (i: number): string => `2024-${String(i + 1).padStart(2, '0')}`;
/** Positive payments in every cell up to the diagonal. */
const cells = fc.array(fc.integer({ min: 100, max: 90_000 }), { minLength: 21, maxLength: 21 });
const rowsOf = (values: readonly number[]): readonly (readonly number[])[] =>
  [0, 1, 2, 3, 4, 5].map((i) => values.slice((i * (13 - i)) / 2, (i * (13 - i)) / 2 + 6 - i));
const linesOf = (values: readonly number[]): readonly TriangleLine[] =>
  rowsOf(values).flatMap((row, i) => row.map((cents, k) => ({ incurred: month(i), paid: month(i + k), cents })));
const built = (lines: readonly TriangleLine[]): TriangleBuilder => {
  const builder = new TriangleBuilder(SPEC);
  builder.add(lines);
  return builder;
};
const given = (values: readonly number[], by = 1) =>
  triangleFrom({
    origin: '2024-01',
    grain: 'month',
    unit: 'cents',
    incremental: rowsOf(values).map((row) => row.map((cents) => ((cents * by) / 100).toFixed(2))),
  });

describe('triangles', () => {
  test('sum up what their increments are', () => {
    fc.assert(
      fc.property(cells, (values) => {
        const triangle = built(linesOf(values)).build({ asOf: '2024-06' });
        rowsOf(values).forEach((row, i) => {
          let sum = 0;
          row.forEach((cents, k) => {
            sum += cents;
            expect(triangle.incremental(i, k)).toBe(cents);
            expect(triangle.cumulative(i, k)).toBe(sum);
          });
        });
      }),
    );
  });

  test('merged with themselves have the same factors, and every cell doubled', () => {
    fc.assert(
      fc.property(cells, (values) => {
        const once = built(linesOf(values));
        const twice = built(linesOf(values)).merge(once.toSketch());
        const [a, b] = [once.build({ asOf: '2024-06' }), twice.build({ asOf: '2024-06' })];
        expect(completion(b).lags.map(({ factor }) => factor)).toEqual(completion(a).lags.map(({ factor }) => factor));
        expect(b.latest()).toEqual(a.latest().map((cents) => 2 * cents));
      }),
    );
  });

  test('times a power of two have exactly the same factors, and reserve and error times it', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(2, 4, 64), (values, by) => {
        const [a, b] = [
          mackFigures(given(values).grid, { alpha: 1, sigma: 'mack' }),
          mackFigures(given(values, by).grid, { alpha: 1, sigma: 'mack' }),
        ];
        expect(b.factor).toEqual(a.factor);
        expect(b.total.ultimate).toBe(by * a.total.ultimate);
        expect(b.total.processVariance).toBe(by * by * a.total.processVariance);
        expect(b.total.parameterVariance).toBe(by * by * a.total.parameterVariance);
        const [one, more] = [mack(given(values), { sigma: 'mack' }).total, mack(given(values, by), { sigma: 'mack' }).total];
        expect(more.standardError?.toNumber()).toBe(by * (one.standardError?.toNumber() ?? 0));
      }),
    );
  });

  test('as known at an earlier month do not change when another diagonal comes', () => {
    fc.assert(
      fc.property(cells, (values) => {
        const lines = linesOf(values);
        const before = built(lines.filter(({ paid }) => paid <= '2024-05')).build({ asOf: '2024-05', fillMissing: 'zero' });
        expect(built(lines).build({ asOf: '2024-06' }).at('2024-05').toRows()).toEqual(before.toRows());
      }),
    );
  });
});

describe('completion', () => {
  test('lies above 0, is at most 1 and never falls while nothing is taken back, with any average and any tail of 1 or more', () => {
    fc.assert(
      fc.property(
        cells,
        fc.constantFrom('volume', 'simple', 'geometric', 'harmonic', 'regression'),
        fc.constantFrom(1, 1.004, 1.2),
        fc.constantFrom<number | 'all'>('all', 2, 3),
        (values, average, factor, window) => {
          const { completionFactors, tail } = completion(given(values), { average, window, tail: { kind: 'constant', factor } });
          const p = completionFactors.map((each) => each ?? Number.NaN);
          p.forEach((each, k) => expect(each > 0 && each <= 1 + 1e-15 && each >= (p[k - 1] ?? 0) - 1e-15).toBe(true));
          expect(off((p.at(-1) ?? 0) * tail, 1)).toBeLessThan(1e-15);
        },
      ),
    );
  });

  test('is one for every average, and every error is 0, when all months develop alike', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 6 }),
        fc.array(fc.nat({ max: 3 }), { minLength: 5, maxLength: 5 }),
        (sizes, steps) => {
          const pattern = [64];
          for (const step of steps) pattern.push((pattern.at(-1) ?? 0) * (1 + step / 4));
          const cumulative = sizes.map((size, i) =>
            pattern.slice(0, 6 - i).map((each) => (each * size).toFixed(6).replace(/0+$/, '').replace(/\.$/, '')),
          );
          const whole = cumulative.map((row) => row.map((cell) => String(Math.round(Number(cell) * 1024))));
          const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'count', cumulative: whole });
          const cdf = completion(triangle).cdf;
          for (const average of ['simple', 'geometric', 'harmonic', 'regression', { kind: 'completedMonths', months: 1 }] as const)
            completion(triangle, { average }).cdf.forEach((each, k) => expect(off(each ?? 0, cdf[k] ?? 0)).toBeLessThan(1e-13));
          for (const alpha of [0, 1, 2] as const)
            for (const sigma of ['mack', 'logLinear'] as const) {
              const { total } = mack(triangle, { alpha, sigma });
              expect((total.standardError?.toNumber() ?? 1) / total.ultimate.toNumber()).toBeLessThan(1e-12);
            }
        },
      ),
    );
  });
});

describe('factors', () => {
  test('by the simple average never rise when the largest ratio goes', () => {
    fc.assert(
      fc.property(cells, (values) => {
        const [all, less] = [
          completion(given(values), { average: 'simple' }),
          completion(given(values), { average: 'simple', exclude: { high: 1 } }),
        ];
        all.lags.forEach(({ factor }, lag) => expect(less.lags[lag]?.factor ?? 0).toBeLessThanOrEqual((factor ?? 0) + 1e-12));
      }),
    );
  });

  test('do not know of a month that is masked, whatever it holds', () => {
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 1_000_000 }), (values, other) => {
        const changed = values.map((cents, at) => (at >= 6 && at < 11 ? other + at : cents));
        const options = { exclude: { periods: ['2024-02'] } };
        expect(
          completion(given(changed), options)
            .lags.slice(0, 4)
            .map(({ factor }) => factor),
        ).toEqual(
          completion(given(values), options)
            .lags.slice(0, 4)
            .map(({ factor }) => factor),
        );
      }),
    );
  });

  test('of a settled month leave it as it is paid', () => {
    fc.assert(
      fc.property(cells, (values) => {
        const triangle = given(values);
        const [first] = ibnr(triangle, completion(triangle), { method: 'development' }).rows;
        expect(first?.ibnr?.toFixed(2)).toBe('0.00');
      }),
    );
  });
});
