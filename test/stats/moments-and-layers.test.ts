import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitedExpectedValue, type Severity } from '../../src/stats/limited-expected-value.js';
import { fullCredibility, limitedFluctuationZ } from '../../src/stats/limited-fluctuation.js';
import { winsorisedMoments } from '../../src/stats/winsorised-moments.js';

describe('layers of a severity', () => {
  it('gives the lognormal and Pareto layers that mpmath 1.3.0 integrates from the survival function', () => {
    const lognormal = limitedExpectedValue({ severity: { kind: 'lognormal', mu: 7.2, sigma: 1.8 }, limit: 100_000 });
    expect(lognormal.limited / 5731.76923665986749883756).toBeCloseTo(1, 12);
    expect(lognormal.excess / 1036.4953886093039254455).toBeCloseTo(1, 12);
    const pareto = limitedExpectedValue({ severity: { kind: 'pareto', threshold: 40_000, alpha: 2.2 }, limit: 100_000 });
    expect(pareto.limited / 62_232.6239013083581277887).toBeCloseTo(1, 12);
    expect(pareto.excess / 11_100.7094320249752055446).toBeCloseTo(1, 12);
  });

  it('splits the mean at any limit, and the excess falls as the limit rises', () => {
    const severities: readonly Severity[] = [
      { kind: 'lognormal', mu: 7, sigma: 1.5 },
      { kind: 'exponential', mean: 900 },
      { kind: 'pareto', threshold: 500, alpha: 2.5 },
      { kind: 'empirical', values: [0, 10, 1000, 30_000], weights: [5, 3, 1, 0.5] },
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...severities),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        (severity, a, b) => {
          const mean = limitedExpectedValue({ severity, limit: 0 }).excess;
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const first = limitedExpectedValue({ severity, limit: low });
          const second = limitedExpectedValue({ severity, limit: high });
          expect((first.limited + first.excess) / mean).toBeCloseTo(1, 10);
          expect(second.excess).toBeLessThanOrEqual(first.excess + 1e-9);
        },
      ),
    );
  });

  it('refuses a Pareto without a mean and an empty sample', () => {
    expect(() => limitedExpectedValue({ severity: { kind: 'pareto', threshold: 1, alpha: 1 }, limit: 2 })).toThrow(
      expect.objectContaining({ code: 'stats/bad-argument' }),
    );
    expect(() => limitedExpectedValue({ severity: { kind: 'empirical', values: [] }, limit: 2 })).toThrow(
      expect.objectContaining({ code: 'stats/too-few-values' }),
    );
  });
});

describe('limited fluctuation', () => {
  it('gives the published standards (spec/benchmark.md 5.1)', () => {
    expect(fullCredibility({ counts: 'poisson' })).toBeCloseTo(1082.21738163816, 9);
    expect(fullCredibility({ cv: 3.449263 })).toBeCloseTo(12875.5895727243, 8);
    expect(fullCredibility({ cv: 3.449263, probability: 0.95 })).toBeCloseTo(18281.3722917329, 8);
    expect(fullCredibility({ cv: 2.415364 })).toBeCloseTo(6313.63808003712, 8);
    expect(Math.round(fullCredibility({ cv: 1.2, counts: 'poisson' }))).toBe(2641);
    expect(limitedFluctuationZ({ n: 270, full: 1080 })).toBe(0.5);
    expect(limitedFluctuationZ({ n: 9600, full: 12_000 })).toBeCloseTo(0.894427191, 9);
    expect(limitedFluctuationZ({ n: 20_000, full: 12_000 })).toBe(1);
  });
});

describe('winsorised moments', () => {
  it('pulls extremes in to type-7 quantiles', () => {
    const values = Array.from({ length: 11 }, (_, i) => i * i);
    const result = winsorisedMoments({ values, lowerShare: 0.1, upperShare: 0.1 });
    expect(result).toMatchObject({ low: 1, high: 81, changed: 2 });
    expect(result.mean).toBeCloseTo((1 + 1 + 4 + 9 + 16 + 25 + 36 + 49 + 64 + 81 + 81) / 11, 12);
  });

  it('pools at a cap', () => {
    expect(winsorisedMoments({ values: [0, 50, 400], cap: 100 })).toMatchObject({ mean: 50, variance: 2500, cv: 1, changed: 1 });
    expect(winsorisedMoments({ values: [0, 0] }).cv).toBeNull();
  });

  it('refuses one value, and a cap beside a share', () => {
    expect(() => winsorisedMoments({ values: [1] })).toThrow(expect.objectContaining({ code: 'stats/too-few-values' }));
    expect(() => winsorisedMoments({ values: [1, 2], cap: 1, upperShare: 0.1 })).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
  });
});
