import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialInterval, indirectRatio, type PoissonMethod, poissonInterval } from '../../src/stats/intervals.js';

/** spec/coe.md 5.3 (R 4.2.2 and closed forms), ratios O / E. */
const RATIOS: readonly (readonly [number, number, PoissonMethod, number, number])[] = [
  [3, 3, 'exact', 0.206224041, 2.9224243566],
  [3, 3, 'byar', 0.200990857, 2.9217881322],
  [3, 3, 'midP', 0.2543654326, 2.7214897361],
  [10, 8, 'exact', 0.599423587, 2.2987945053],
  [10, 8, 'byar', 0.5984312392, 2.2989323257],
  [10, 8, 'midP', 0.6349402309, 2.2281067121],
];

describe('intervals of counts', () => {
  it.each(RATIOS)('%i of %i expected by %s as published', (observed, expected, method, low, high) => {
    const { interval } = indirectRatio({ observed, expected, method });
    expect(interval).toMatchObject({ kind: 'interval', confidence: 0.95 });
    if (interval?.kind !== 'interval') return;
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  });

  it('gives Clopper-Pearson and Wilson of 12 in 100 as published', () => {
    const exact = binomialInterval({ successes: 12, trials: 100, method: 'clopperPearson' });
    expect(exact.low).toBeCloseTo(0.0635689026, 10);
    expect(exact.high).toBeCloseTo(0.2002356836, 10);
    const wilson = binomialInterval({ successes: 12, trials: 100 });
    expect(wilson.low).toBeCloseTo(0.0699940644, 10);
    expect(wilson.high).toBeCloseTo(0.1981209943, 10);
  });

  it('gives the limits of no event and of nothing but events', () => {
    expect(poissonInterval({ count: 0 })).toMatchObject({ low: 0 });
    expect(poissonInterval({ count: 0 }).high).toBeCloseTo(3.6888794541, 9);
    expect(poissonInterval({ count: 0, method: 'byar' }).low).toBe(0);
    expect(poissonInterval({ count: 1, method: 'byar', confidence: 0.999 }).low).toBeNull();
    expect(binomialInterval({ successes: 0, trials: 5 }).low).toBe(0);
    expect(binomialInterval({ successes: 5, trials: 5, method: 'clopperPearson' }).high).toBe(1);
    expect(indirectRatio({ observed: 0, expected: 2 }).standardError).toBeNull();
    expect(indirectRatio({ observed: 0, expected: 2, method: 'lognormal' }).interval).toBeNull();
  });

  it('puts mid-P inside exact, contains the observed, and nests by confidence', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (count) => {
        const exact = poissonInterval({ count });
        const mid = poissonInterval({ count, method: 'midP' });
        const wide = poissonInterval({ count, confidence: 0.99 });
        expect(mid.low ?? 0).toBeGreaterThanOrEqual(exact.low ?? 0);
        expect(mid.high).toBeLessThanOrEqual(exact.high);
        expect(exact.low ?? 0).toBeLessThanOrEqual(count);
        expect(exact.high).toBeGreaterThan(count);
        expect(wide.low ?? 0).toBeLessThanOrEqual(exact.low ?? 0);
        expect(wide.high).toBeGreaterThan(exact.high);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses negative counts, no expectation and more successes than trials', () => {
    expect(() => poissonInterval({ count: -1 })).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
    expect(() => indirectRatio({ observed: 1, expected: 0 })).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
    expect(() => binomialInterval({ successes: 3, trials: 2 })).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
    expect(() => poissonInterval({ count: 2.5, method: 'midP' })).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
  });
});
