import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completion, ibnr, mackFigures, TriangleBuilder, type TriangleLine, type TriangleSpec, triangleFrom } from '../../src/trend/index.js';
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
        expect(off(b.total.processVariance, by * by * a.total.processVariance)).toBeLessThan(1e-12);
        expect(off(b.total.parameterVariance, by * by * a.total.parameterVariance)).toBeLessThan(1e-12);
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
