import { describe, expect, it } from 'vitest';
import { contributorGuard, falseDiscovery, funnelLimits, leagueTable, percentileRank } from '../../src/benchmark/ranks.js';
import golden from '../golden/benchmark-credibility.json';

describe('ranks', () => {
  it('gives the funnel of spec/benchmark.md 5.6', () => {
    const hundred = funnelLimits({ target: 1, lifeYears: 100, cv: 2.415364 });
    expect(hundred.low).toBeCloseTo(0.609535060909242, 12);
    expect(hundred.high).toBeCloseTo(1.55015871589085, 12);
    const thousand = funnelLimits({ target: 1, lifeYears: 1000, cv: 2.415364 });
    expect(thousand.low).toBeCloseTo(0.858649972511438, 12);
    expect(thousand.high).toBeCloseTo(1.157863956823, 11);
  });

  it("gives R's adjusted p-values", () => {
    const p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];
    const want = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.105714285714286, 0.216, 0.216, 0.216];
    const tests = falseDiscovery({ p: p.toReversed() }).toReversed();
    tests.forEach((test, i) => expect(test.adjusted).toBeCloseTo(want[i] ?? 0, 12));
    expect(tests.filter((test) => test.found).length).toBe(6);
  });

  it('ranks with ties half, and between published quantiles only', () => {
    expect(percentileRank({ subject: 5, low: 1, high: 20, others: [1, 5, 5, 10] })).toEqual({ rank: 0.5, low: 0.125, high: 1, outside: null });
    const quantiles = [
      { share: 0.25, value: 100 },
      { share: 0.75, value: 200 },
    ];
    expect(percentileRank({ subject: 150, quantiles }).rank).toBe(0.5);
    expect(percentileRank({ subject: 99, quantiles }).outside).toBe('belowLowest');
    expect(percentileRank({ subject: 201, quantiles }).outside).toBe('aboveHighest');
  });

  it('draws a league table to the collective', () => {
    const rows = leagueTable({ units: ['1', '2', '3', '4', '5'], ratios: golden.ratios, weights: golden.weights });
    expect(rows.map((row) => row.unit)).toEqual(['4', '2', '5', '3', '1']);
    expect(rows.map((row) => row.rank)).toEqual([1, 2, 3, 4, 5]);
  });

  it('withholds a distribution of few, of one, and of fresh data', () => {
    expect(contributorGuard({ contributions: ['20', '20', '20', '20', '20'], ageMonths: 4 }).shown).toBe(true);
    expect(contributorGuard({ contributions: ['25', '25', '25', '25'], ageMonths: 3 }).reasons).toEqual(['tooFew', 'tooFresh']);
    expect(contributorGuard({ contributions: ['25', '25', '25', '20', '5'], ageMonths: 4 }).shown).toBe(true);
    expect(contributorGuard({ contributions: ['26', '25', '25', '19', '5'], ageMonths: 4 })).toMatchObject({
      shown: false,
      reasons: ['oneTooLarge'],
    });
    expect(contributorGuard({ contributions: ['0', '0'], ageMonths: 4 }).largest).toBeNull();
  });
});
