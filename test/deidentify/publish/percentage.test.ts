import { describe, expect, test } from 'vitest';
import { percentageBackCalculation } from '../../../src/deidentify/publish/percentage-back-calculation.js';
import golden from '../../golden/deidentify-tables.json' with { type: 'json' };

describe('working back from a percentage', () => {
  test.each(golden.percentages)('$printed % of $base', ({ counts, refused, because, ...given }) => {
    expect(percentageBackCalculation(given)).toEqual({ counts, refused, because });
  });

  test('ATK-16: no print of 1 to 10 out of up to 2,000 gives the count away unrefused, nor its complement', () => {
    for (let n = 1; n <= 2000; n += 37) {
      for (let decimals = 0; decimals <= 2; decimals += 1) {
        // Brute force by whole numbers: round(100 x 10^d x c / n), half up.
        const print = (c: number): number => Math.floor((2 * 100 * 10 ** decimals * c + n) / (2 * n));
        const counts = new Map<number, number[]>();
        for (let c = 0; c <= n; c += 1) counts.set(print(c), [...(counts.get(print(c)) ?? []), c]);
        for (const [value, of] of counts) {
          const text = (value / 10 ** decimals).toFixed(decimals);
          const small = (c: number): boolean => c >= 1 && c <= 10;
          const expected = of.every(small) ? 'count' : of.every((c) => small(n - c)) ? 'complement' : null;
          const found = percentageBackCalculation({ printed: text, decimals, base: n });
          expect([found.because, found.counts]).toEqual([expected, [of[0], of[of.length - 1]]]);
        }
      }
    }
  });

  test('a print that no count gives is impossible', () => {
    expect(percentageBackCalculation({ printed: '0.1', decimals: 1, base: 137 })).toEqual({
      counts: null,
      refused: true,
      because: 'impossible',
      finding: expect.objectContaining({ code: 'deidentify/impossible-print', severity: 'block' }),
    });
  });

  test('text that is no percentage is refused', () => {
    for (const printed of ['5.1%', '-1.0', '5', 'x']) {
      expect(() => percentageBackCalculation({ printed, decimals: 1, base: 137 })).toThrowError(
        expect.objectContaining({ code: 'deidentify/not-a-percentage' }),
      );
    }
  });
});
