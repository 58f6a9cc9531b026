import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitBetaBinomial } from '../../src/coe/performance/beta-binomial.js';
import { digamma, trigamma } from '../../src/coe/performance/digamma.js';
import { funnelLimits } from '../../src/coe/performance/funnel.js';
import { fitGammaPoisson, marshall } from '../../src/coe/performance/gamma-poisson.js';
import { fitNormalNormal } from '../../src/coe/performance/normal-normal.js';
import { observedExpected, type StratumRow } from '../../src/coe/performance/observed-expected.js';
import { overdispersion } from '../../src/coe/performance/overdispersion.js';
import { poissonInterval } from '../../src/coe/performance/poisson-interval.js';
import type { ProviderRow } from '../../src/coe/performance/provider-rows.js';
import { casesPerArm, powerOf, requiredVolume } from '../../src/coe/performance/required-volume.js';
import { rankProviders, tierProviders } from '../../src/coe/performance/tier-providers.js';
import { stream } from '../../src/stats/random.js';
import { sharedData } from '../kit/shared-data.js';

/** The 24 synthetic hospitals (CC0), stratum by stratum; `null` when the file isn't there. */
function hospitals(): readonly StratumRow[] | null {
  const path = sharedData('coe/synthetic_hospitals.csv');
  if (path === null) return null;
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [provider = '', nLow, xLow, nHigh, xHigh] = line.split(',');
      return [
        { provider, stratum: 'low', cases: Number(nLow), events: Number(xLow) },
        { provider, stratum: 'high', cases: Number(nHigh), events: Number(xHigh) },
      ];
    });
}

function providerRows(rows: readonly StratumRow[]): readonly ProviderRow[] {
  return observedExpected(rows).providers.map(({ provider, observed, expected, cases }) => ({ provider, observed, expected, cases }));
}

const near = (value: number | null | undefined, wanted: number, places = 6): void => expect(value ?? Number.NaN).toBeCloseTo(wanted, places);

describe('intervals and funnels (R 4.2.2 and closed forms)', () => {
  it.each([
    [3, 3, 'exact', 0.206224041, 2.9224243566],
    [3, 3, 'byar', 0.200990857, 2.9217881322],
    [3, 3, 'mid-p', 0.2543654326, 2.7214897361],
    [10, 8, 'exact', 0.599423587, 2.2987945053],
    [10, 8, 'byar', 0.5984312392, 2.2989323257],
    [10, 8, 'mid-p', 0.6349402309, 2.2281067121],
  ] as const)('%i of %i by %s', (observed, expected, method, low, high) => {
    const interval = poissonInterval({ observed, expected, method });
    near(interval.low, low, 9);
    near(interval.high, high, 9);
  });

  it('has the two-sided p of the exact test, and does not follow epitools', () => {
    near(poissonInterval({ observed: 3, expected: 3 }).pValue, 1, 12);
    near(poissonInterval({ observed: 10, expected: 8 }).pValue, 0.4746118034, 9);
    expect(poissonInterval({ observed: 3, expected: 3, method: 'byar' }).low).not.toBeCloseTo(0.2767584461, 4);
    expect(poissonInterval({ observed: 0, expected: 3, method: 'byar' }).low).toBe(0);
  });

  it('nests by confidence and holds the ratio; mid-P lies inside exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.double({ min: 0.1, max: 200, noNaN: true }), (observed, expected) => {
        const [wide, exact, mid] = [
          poissonInterval({ observed, expected, confidence: 0.99 }),
          poissonInterval({ observed, expected }),
          poissonInterval({ observed, expected, method: 'mid-p' }),
        ];
        expect((exact.low ?? 0) <= exact.ratio && exact.ratio <= exact.high).toBe(true);
        expect((wide.low ?? 0) <= (exact.low ?? 0) && exact.high <= wide.high).toBe(true);
        expect((exact.low ?? 0) <= (mid.low ?? 0) + 1e-12 && mid.high <= exact.high + 1e-12).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('draws the funnel at E = 15, and tau2 only widens it', () => {
    const [a, b] = funnelLimits({ expected: 15 }).limits;
    near(a?.low, 0.5596924089, 9);
    near(a?.high, 1.6493479248, 9);
    near(b?.low, 0.3862650349, 9);
    near(b?.high, 2.0829073019, 9);
    const [narrow, wide] = [
      funnelLimits({ expected: 15, tau2: 0.001, form: 'log' }).limits[0],
      funnelLimits({ expected: 15, tau2: 0.1, form: 'log' }).limits[0],
    ];
    expect((wide?.low ?? 1) < (narrow?.low ?? 0) && (wide?.high ?? 0) > (narrow?.high ?? 9)).toBe(true);
    expect(() => funnelLimits({ expected: 15, tau2: 0.1 })).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });

  it('knows the derivatives of the gamma function', () => {
    near(digamma(1), -0.5772156649015329, 13);
    near(trigamma(1), Math.PI ** 2 / 6, 13);
    near(digamma(0.5), -0.5772156649015329 - 2 * Math.LN2, 13);
  });
});

describe('the synthetic hospitals', () => {
  const rows = hospitals();
  it.runIf(rows !== null)('have expected numbers that sum to the observed', () => {
    const result = observedExpected(rows ?? []);
    near(result.overallRate, 0.0442978322, 9);
    const [observed, expected] = result.providers.reduce(([o, e], each) => [o + each.observed, e + each.expected], [0, 0]);
    expect(observed).toBe(141);
    near(expected, 141, 9);
    const h12 = result.providers.find((each) => each.provider === 'H12');
    near(h12?.expected, 1.9106459336, 9);
    near(h12?.interval.ratio, 3.6636825);
    expect(result.strata).toEqual([
      expect.objectContaining({ stratum: 'high', cases: 1219, events: 88 }),
      expect.objectContaining({ stratum: 'low', cases: 1964, events: 53 }),
    ]);
  });

  it.runIf(rows !== null)('vary beyond chance as published', () => {
    const sqrt = overdispersion(providerRows(rows ?? []), { form: 'sqrt' });
    near(sqrt.phi, 1.5269188903, 9);
    near(sqrt.tau2, 0.0257562311, 9);
    expect(sqrt.k).toBe(24);
    expect(overdispersion(providerRows(rows ?? []), { form: 'log' }).leftOut).toContain('H13');
  });

  it.runIf(rows !== null)('shrink by gamma-Poisson, Marshall, beta-binomial and DerSimonian-Laird as published', () => {
    const fit = fitGammaPoisson(providerRows(rows ?? []));
    near(fit.a, 7.9930439, 5);
    near(fit.b, 7.6285238, 5);
    near(fit.minusLogLikelihood, 57.868524908, 8);
    const h12 = fit.providers.find((each) => each.provider === 'H12');
    near(h12?.estimate, 1.5717347);
    near(h12?.low, 0.8795522);
    near(h12?.high, 2.4615237);
    near(h12?.probabilityAboveOne, 0.9381151);
    near(h12?.reliability, 0.2002948);
    const quick = marshall(providerRows(rows ?? []));
    near(quick.m, 1, 9);
    near(quick.s2, 0.3358235845, 8);
    near(quick.variance, 0.165610819, 8);
    near(quick.providers.find((each) => each.provider === 'H12')?.estimate, 1.640259);
    const rates = fitBetaBinomial(
      [...new Set((rows ?? []).map((row) => row.provider))].map((provider) => {
        const own = (rows ?? []).filter((row) => row.provider === provider);
        return { provider, events: own.reduce((sum, row) => sum + row.events, 0), cases: own.reduce((sum, row) => sum + row.cases, 0) };
      }),
    );
    near(rates.a, 6.4110211, 5);
    near(rates.b, 130.4512929, 3);
    near(rates.mean, 0.0468428521, 8);
    near(rates.minusLogLikelihood, 58.301564844, 8);
    near(rates.providers.find((each) => each.provider === 'H12')?.estimate, 0.0741504);
    near(rates.providers.find((each) => each.provider === 'H12')?.reliability, 0.243279);
    const logs = providerRows(rows ?? [])
      .filter((row) => row.observed > 0)
      .map(({ provider, observed, expected }) => ({ provider, estimate: Math.log(observed / expected), variance: 1 / observed }));
    const dl = fitNormalNormal(logs, { method: 'DL' });
    near(dl.mu, 0.0867025935, 8);
    near(dl.standardError, 0.1208115837, 8);
    near(dl.tau2, 0.1352921962, 8);
    near(dl.q, 39.89695067, 7);
    near(dl.i2, 44.857941, 5);
    const pm = fitNormalNormal(logs, { method: 'PM' });
    const spread = logs.reduce((sum, row) => sum + (row.estimate - pm.mu) ** 2 / (row.variance + pm.tau2), 0);
    near(spread, logs.length - 1, 8);
    const restricted = fitNormalNormal(logs, { method: 'REML' });
    const likelihood = (tau2: number): number => {
      const w = logs.map((row) => 1 / (row.variance + tau2));
      const sum = w.reduce((a, b) => a + b, 0);
      const mu = logs.reduce((a, row, i) => a + (w[i] ?? 0) * row.estimate, 0) / sum;
      return -0.5 * (logs.reduce((a, row, i) => a - Math.log(w[i] ?? 1) + (w[i] ?? 0) * (row.estimate - mu) ** 2, 0) + Math.log(sum));
    };
    for (const step of [-1e-3, 1e-3]) expect(likelihood(restricted.tau2)).toBeGreaterThan(likelihood(restricted.tau2 + step));
  });

  it.runIf(rows !== null)('are mostly not distinguishable, and ranks carry their probability', () => {
    const fit = fitGammaPoisson(providerRows(rows ?? []));
    const tiers = tierProviders(fit).providers;
    expect(tiers.filter((each) => each.tier === 'not-distinguishable').length).toBeGreaterThan(12);
    expect(tiers.find((each) => each.provider === 'H12')?.tier).toBe('worse');
    const ranked = rankProviders(fit, { seed: 5, draws: 500 });
    expect(ranked).toEqual(rankProviders(fit, { seed: 5, draws: 500 }));
    const shown = ranked.filter((each) => each.expectedRank !== null);
    const mean = shown.reduce((sum, each) => sum + (each.expectedRank ?? 0), 0) / shown.length;
    near(mean, (shown.length + 1) / 2, 6);
    expect(ranked.every((each) => each.tier !== 'suppressed' || each.estimate === null)).toBe(true);
  });
});

describe('shrinkage in general', () => {
  it('reproduces Efron and Morris 1975: 18 players, ratio 3.537', () => {
    const y = [0.4, 0.378, 0.356, 0.333, 0.311, 0.311, 0.289, 0.267, 0.244, 0.244, 0.222, 0.222, 0.222, 0.222, 0.222, 0.2, 0.178, 0.156];
    const season = [0.346, 0.298, 0.276, 0.222, 0.273, 0.27, 0.263, 0.21, 0.269, 0.23, 0.264, 0.256, 0.303, 0.264, 0.226, 0.285, 0.316, 0.2];
    const mean = y.reduce((a, b) => a + b, 0) / 18;
    const sigma2 = (mean * (1 - mean)) / 45;
    const s = y.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    near(sigma2, 0.0043323917, 9);
    near(s, 0.0825102778, 9);
    const factor = 1 - (15 * sigma2) / s;
    near(factor, 0.2123905377, 9);
    const error = (estimate: readonly number[]): number => estimate.reduce((sum, each, i) => sum + (each - (season[i] ?? 0)) ** 2, 0);
    near(error(y), 0.075374, 9);
    near(error(y.map((each) => mean + factor * (each - mean))), 0.0213097631, 9);
    // The library's own normal-normal shrinkage (DL, other factor) also beats the raw averages by far.
    const fit = fitNormalNormal(
      y.map((estimate, i) => ({ provider: `p${i}`, estimate, variance: sigma2 })),
      { method: 'DL' },
    );
    expect(error(fit.providers.map((each) => each.shrunk))).toBeLessThan(0.025);
  });

  it('stays between raw and the mean, with a reliability that rises with volume', () => {
    const random = stream(8, 0);
    const rows = Array.from({ length: 60 }, (_, i) => {
      const expected = 1 + random.below(40);
      const theta = random.gamma(6) / 6;
      let observed = 0;
      for (let t = -Math.log(1 - random.uniform()); t < theta * expected; t -= Math.log(1 - random.uniform())) observed += 1;
      return { provider: `p${i}`, observed, expected };
    });
    const fit = fitGammaPoisson(rows);
    expect(fit.variation).toBe('found');
    for (const each of fit.providers) {
      expect(each.estimate).toBeGreaterThanOrEqual(Math.min(each.raw, fit.mean) - 1e-12);
      expect(each.estimate).toBeLessThanOrEqual(Math.max(each.raw, fit.mean) + 1e-12);
      expect(each.reliability > 0 && each.reliability < 1).toBe(true);
    }
    const sorted = [...fit.providers].sort((a, b) => a.expected - b.expected);
    sorted.slice(1).forEach((each, i) => expect(each.reliability).toBeGreaterThanOrEqual(sorted[i]?.reliability ?? 0));
  });

  it('fits 5,000 providers in a blink', () => {
    const random = stream(9, 0);
    const rows = Array.from({ length: 5000 }, (_, i) => ({ provider: `p${i}`, observed: random.below(20), expected: 5 + random.below(10) }));
    const start = performance.now();
    fitGammaPoisson(rows);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('refuses impossible rows', () => {
    const row = { provider: 'A', observed: 1, expected: 1 };
    for (const rows of [[row], [row, row], [row, { provider: 'B', observed: -1, expected: 1 }], [row, { provider: 'B', observed: 1, expected: 0 }]]) {
      expect(() => fitGammaPoisson(rows)).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
    }
    expect(() => tierProviders(fitGammaPoisson([row, { ...row, provider: 'B' }]))).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
    expect(() =>
      fitBetaBinomial([
        { provider: 'A', events: 2, cases: 1 },
        { provider: 'B', events: 0, cases: 1 },
      ]),
    ).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
    expect(() => observedExpected([{ provider: 'A', stratum: 's', cases: 1, events: 2 }])).toThrow(
      expect.objectContaining({ code: 'coe/invalid-input' }),
    );
    expect(() => poissonInterval({ observed: 1.5, expected: 1 })).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });
});

describe('power and volume', () => {
  it.each([
    [0.02, 0.3, 7286],
    [0.02, 0.5, 2319],
    [0.03, 0.3, 4815],
    [0.03, 0.5, 1534],
    [0.05, 0.3, 2838],
    [0.05, 0.5, 906],
  ])('needs, at a rate of %f and a reduction of %f, %i cases an arm', (rate, reduction, cases) => {
    expect(casesPerArm({ rate, reduction })).toBe(cases);
    expect(powerOf({ rate, reduction, cases })).toBeGreaterThanOrEqual(0.8);
    expect(powerOf({ rate, reduction, cases: cases - 1 })).toBeLessThan(0.8);
  });
  it('tells the volume for a reliability', () => {
    near(requiredVolume({ reliability: 0.7, half: 7.6285238 }), 17.7998889, 6);
    expect(() => requiredVolume({ reliability: 1, half: 1 })).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });
});
