import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantile } from '../../src/stats/quantile.js';
import { stream } from '../../src/stats/random.js';
import { SpreadSketch, type SpreadState, valuesAt } from '../../src/stats/spread-sketch.js';

const of = (values: readonly number[]): SpreadState => {
  const sketch = new SpreadSketch();
  for (const value of values) sketch.add(value);
  return sketch.state();
};
/** A state's bytes as text: arrays of this length are compared faster so. */
const bytesOf = ({ count, values, power, cells }: SpreadState): string =>
  [count, power, Buffer.from(values.buffer).toString('base64'), Buffer.from(cells.buffer).toString('base64')].join(' ');
const at = (state: SpreadState, level: number): number => valuesAt(state, [(state.count - 1) * level])[0] ?? Number.NaN;
const draws = (n: number, seed = 3): number[] => {
  const random = stream(seed, 0);
  return Array.from({ length: n }, () => Math.round(1e8 * random.uniform() ** 3 - 2e7) / 100);
};

describe('quantiles in constant memory', () => {
  test('few values have their exact quantiles of type 7', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, level) => {
          const expected = quantile(values, level, 7);
          expect(Math.abs(at(of(values), level) - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, ...values.map(Math.abs)));
        },
      ),
    );
  });
  test('many values have them within 1/32,767 of the range, point masses and ends exactly', () => {
    const values = draws(300_000).map((value) => (value < 0 ? 0 : value));
    const state = of(values);
    expect(state.values.length).toBe(0);
    const sorted = Float64Array.from(values).sort();
    const range = (sorted[299_999] ?? 0) - (sorted[0] ?? 0);
    for (const level of [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1]) {
      const expected = quantile(Array.from(sorted), level, 7);
      expect(Math.abs(at(state, level) - expected)).toBeLessThanOrEqual(range / 32_767);
    }
    // More than half of them pay nothing.
    expect(sorted[150_000]).toBe(0);
    expect(at(state, 0.25)).toBe(0);
    expect(at(state, 0.5)).toBe(0);
    expect(at(state, 1)).toBe(sorted[299_999]);
  });
  test('neither order nor sharing out changes anything', () => {
    const values = draws(150_000);
    const whole = bytesOf(of(values));
    expect(bytesOf(of(values.toReversed())) === whole).toBe(true);
    expect(bytesOf(of(values.toSorted((a, b) => a - b))) === whole).toBe(true);
    for (const cuts of [
      [0, 10, 150_000],
      [0, 70_000, 80_000, 150_000],
      [0, 149_999, 150_000],
    ]) {
      const joined = new SpreadSketch();
      for (const [i, from] of cuts.slice(0, -1).entries()) joined.merge(structuredClone(of(values.slice(from, cuts[i + 1]))));
      expect(bytesOf(joined.state()) === whole).toBe(true);
      expect(joined.count).toBe(150_000);
    }
  });
  test('it holds as much for a million values as for a hundred thousand, whatever their size', () => {
    const bytes = (state: SpreadState): number => state.values.byteLength + state.cells.byteLength;
    const sizes = [100_000, 1_000_000].map((n) => bytes(of(draws(n))));
    for (const size of sizes) expect(size).toBeLessThanOrEqual(65_536 * 40);
    const wide = new SpreadSketch();
    for (let i = 0; i < 70_000; i += 1) wide.add((i % 2 === 0 ? 1 : -1) * 10 ** ((i % 600) - 300));
    const state = wide.state();
    expect(bytes(state)).toBeLessThanOrEqual(65_536 * 40);
    expect(at(state, 0)).toBe(-1e299);
    expect(at(state, 1)).toBe(1e298);
  });
  test('what is no number is refused', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => new SpreadSketch().add(value)).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
  });
});
