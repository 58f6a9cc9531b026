import { describe, expect, it } from 'vitest';
import { priceIndex } from '../../src/coe/performance/price-index.js';

describe('the price index', () => {
  it('is a ratio of sums, not a mean of ratios, and reports what was not repriced', () => {
    const result = priceIndex([
      { provider: 'A', allowed: '1000', medicare: '100' },
      { provider: 'A', allowed: '1500', medicare: '900' },
      { provider: 'B', allowed: '250', medicare: null },
    ]);
    expect(result.all.index?.toFixed()).toBe('2.5');
    expect(result.all.coverage?.toFixed(6)).toBe('0.909091');
    expect(result.providers.map((each) => each.index?.toFixed() ?? null)).toEqual(['2.5', null]);
    expect(result.warnings.map((each) => each.code)).toEqual(['coe/not-repriced']);
    expect(() => priceIndex([])).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });
});
