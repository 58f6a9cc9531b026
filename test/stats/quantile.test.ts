import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type QuantileType, quantile } from '../../src/stats/quantile.js';

/** numpy 2.4.6, np.quantile(values, p, method=...) for Hyndman and Fan's nine, in their order; p below. */
const SHARES = [0, 0.05, 0.25, 0.3, 0.4, 0.5, 0.75, 0.95, 1];
const BY_TYPE: readonly (readonly [QuantileType, readonly number[]])[] = [
  [1, [2, 2, 7, 15, 15, 20, 40, 50, 50]],
  [2, [2, 2, 7, 15, 15, 20, 40, 50, 50]],
  [3, [2, 2, 7, 7, 15, 20, 35, 50, 50]],
  [4, [2, 2, 5.75, 7.8, 13.4, 17.5, 36.25, 46.5, 50]],
  [5, [2, 2, 9, 11.8, 16.5, 20, 38.75, 50, 50]],
  [6, [2, 2, 7, 10.2, 16, 20, 40, 50, 50]],
  [7, [2, 3.5, 11, 13.4, 17, 20, 37.5, 47, 50]],
  [8, [2, 2, 8.333333333333332, 11.266666666666666, 16.333333333333336, 20, 39.166666666666664, 50, 50]],
  [9, [2, 2, 8.5, 11.4, 16.375, 20, 39.0625, 50, 50]],
];

describe('sampling quantiles', () => {
  it.each(BY_TYPE)('type %i agrees with numpy', (type, wanted) => {
    SHARES.forEach((p, i) => expect(quantile([15, 20, 35, 40, 50, 2, 7], p, type)).toBeCloseTo(wanted[i] ?? 0, 10));
  });

  it('averages the two middle values by type 2 when n p is whole', () => {
    expect(quantile([1, 2, 3, 4], 0.5, 2)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0.5, 1)).toBe(2);
    expect(quantile([1, 2, 3, 4], 0.5, 3)).toBe(2);
  });

  it('lies within the sample, rises with the share and does not care for order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        (values, n) => {
          const type = BY_TYPE[n - 1]?.[0] ?? 7;
          let last = Math.min(...values);
          for (const p of SHARES) {
            const now = quantile(values, p, type);
            expect(now).toBeGreaterThanOrEqual(last - 1e-6);
            expect(now).toBeLessThanOrEqual(Math.max(...values));
            expect(quantile(values.toReversed(), p, type)).toBe(now);
            last = now;
          }
        },
      ),
    );
  });

  it('refuses no values, NaN and shares outside 0 to 1', () => {
    expect(() => quantile([], 0.5)).toThrow(expect.objectContaining({ code: 'stats/too-few-values' }));
    expect(() => quantile([Number.NaN], 0.5)).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
    expect(() => quantile([1], 1.1)).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
  });
});
