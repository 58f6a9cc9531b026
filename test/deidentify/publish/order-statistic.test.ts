import { describe, expect, test } from 'vitest';
import { orderStatistic, orderWindowsSafe } from '../../../src/deidentify/publish/order-statistic.js';

describe('order statistics over employers', () => {
  test('the median of eleven is the mean of ranks 5 to 7', () => {
    const found = orderStatistic({ values: ['30', '10', '20', '50', '40', '60', '80', '70', '110', '90', '100'], quantile: '0.5' });
    expect([found.value.toFixed(), found.ranks, found.label]).toEqual(['60', [5, 7], 'mean of ranks 5 to 7 of 11']);
  });

  test('the median of twelve is the mean of the four in the middle', () => {
    expect(orderStatistic({ values: Array.from({ length: 12 }, (_, i) => String(i + 1)), quantile: '0.5' }).ranks).toEqual([5, 8]);
  });

  test('least and greatest, and windows that leave the employers, are refused', () => {
    const values = Array.from({ length: 9 }, (_, i) => String(i));
    for (const quantile of ['0', '1', '0.0', '0.05', '0.95']) {
      expect(() => orderStatistic({ values, quantile })).toThrowError(expect.objectContaining({ code: 'deidentify/order-statistic-refused' }));
    }
    expect(() => orderStatistic({ values: ['1', '2'], quantile: '0.5' })).toThrowError(
      expect.objectContaining({ code: 'deidentify/order-statistic-refused' }),
    );
  });

  test('ATK-17: no window of 3 to 20 employers has fewer than three ranks, nor c + 2', () => {
    for (let m = 3; m <= 20; m += 1) {
      for (let q = 1; q < 40; q += 1) {
        for (const collusion of [1, 2, 3]) {
          try {
            const { ranks } = orderStatistic({ values: Array.from({ length: m }, (_, i) => String(i)), quantile: (q / 40).toFixed(3), collusion });
            expect(ranks[1] - ranks[0] + 1).toBeGreaterThanOrEqual(Math.max(3, collusion + 2));
            expect(ranks[0] >= 1 && ranks[1] <= m).toBe(true);
          } catch (error) {
            expect(error).toMatchObject({ code: 'deidentify/order-statistic-refused' });
          }
        }
      }
    }
  });

  test('windows with mean and total go out together only when no rank can be computed', () => {
    expect(
      orderWindowsSafe({
        employers: 12,
        windows: [
          [2, 5],
          [8, 11],
        ],
        withTotal: true,
      }),
    ).toBe(true);
    expect(orderWindowsSafe({ employers: 11, windows: [[2, 10]], withTotal: true })).toBe(false);
    expect(orderWindowsSafe({ employers: 11, windows: [[2, 10]], withTotal: false })).toBe(true);
    expect(
      orderWindowsSafe({
        employers: 20,
        windows: [
          [2, 6],
          [6, 10],
        ],
        withTotal: false,
      }),
    ).toBe(false);
  });
});
