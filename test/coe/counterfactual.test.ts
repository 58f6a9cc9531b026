import { describe, expect, it } from 'vitest';
import { capOutliers } from '../../src/coe/savings/cap-outliers.js';
import { counterfactual, type PricedEpisode } from '../../src/coe/savings/counterfactual.js';
import { usd } from '../../src/money/usd.js';

const cases = (drg: string, ...amounts: readonly string[]): PricedEpisode[] =>
  amounts.map((amount) => ({ amount, strata: { drg, ageBand: amount > '4' ? 'old' : 'young' } }));

describe('the comparison price', () => {
  // By hand: cell 470 has mean 31,000 and variance 2,000,000 (n 2); cell 469 mean 60,000 and variance 100,000,000 (n 3); the center does 3 of 470 and 1 of 469.
  const comparison = [...cases('470', '30000', '32000'), ...cases('469', '50000', '60000', '70000')];
  const center = [...cases('470', '1', '1', '1'), ...cases('469', '1')];

  it('weighs local means by the mix of the center, with a standard error by Welch', () => {
    const price = counterfactual({ method: 'mix-standardised', comparison, center, by: ['drg'] });
    expect(price.value.toFixed(2)).toBe('38250.00');
    const [a, b] = [(0.75 ** 2 * 2_000_000) / 2, (0.25 ** 2 * 100_000_000) / 3];
    expect(price.standardError).toBeCloseTo(Math.sqrt(a + b), 9);
    expect(price.df).toBeCloseTo((a + b) ** 2 / (a ** 2 / 1 + b ** 2 / 2), 9);
    expect(price.warnings.map((each) => each.code)).toEqual(['coe/few-comparators']);
    expect(counterfactual({ method: 'local-mean', comparison }).value.toFixed(2)).toBe('48400.00');
  });

  it('refuses empty cells, or collapses strata in the order stated', () => {
    const thin = { method: 'mix-standardised' as const, comparison, center: [...center, ...cases('522', '1')], by: ['drg'] };
    expect(() => counterfactual(thin)).toThrow(
      expect.objectContaining({ code: 'coe/no-comparator', details: { comparators: 0, stratum: 'drg=522' } }),
    );
    expect(counterfactual({ ...thin, collapse: ['drg'] })).toMatchObject({ by: [], n: 5 });
    expect(() => counterfactual({ method: 'local-mean', comparison: comparison.slice(0, 1) })).toThrow(
      expect.objectContaining({ code: 'coe/no-comparator' }),
    );
    expect(() => counterfactual({ method: 'mix-standardised', comparison })).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });

  it('equals the local mean when the mixes are alike, and scales with the dollars', () => {
    const alike = counterfactual({ method: 'mix-standardised', comparison, center: comparison, by: ['drg'] });
    expect(alike.value.toFixed(2)).toBe('48400.00');
    const double = counterfactual({
      method: 'mix-standardised',
      comparison: comparison.map((each) => ({ ...each, amount: String(Number(each.amount) * 2) })),
      center,
      by: ['drg'],
    });
    expect(double.value.toFixed(2)).toBe('76500.00');
  });

  it('caps by a named quantile only: types differ in a small cell', () => {
    const amounts = ['1', '2', '3', '100'].map((each) => usd(each));
    const high = (type: 2 | 6 | 7): string | undefined => capOutliers(amounts, { quantileType: type, upper: '0.9', lower: null }).cap?.high;
    expect([high(2), high(6)]).toEqual(['100', '100']);
    expect(Number(high(7))).toBeCloseTo(70.9, 9);
    expect(capOutliers(amounts, undefined).cap).toBeNull();
    expect(() => capOutliers(amounts, { quantileType: 7, upper: '1.5', lower: null })).toThrow(
      expect.objectContaining({ code: 'coe/invalid-input' }),
    );
    const price = counterfactual({ method: 'local-mean', comparison, outlier: { quantileType: 7, upper: '0.75', lower: null } });
    expect(price.warnings.map((each) => each.code)).toContain('coe/outlier-capped');
    expect(price.value.toFixed(2)).toBe('46400.00');
  });
});
