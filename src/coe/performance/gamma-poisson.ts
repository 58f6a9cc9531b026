import type { Explanation } from '../../reference/explanation.js';
import { gamma } from '../../stats/gamma.js';
import { lnGamma } from '../../stats/special.js';
import { digamma, trigamma } from './digamma.js';
import { maximiseTwo, type TwoParameters } from './newton-two.js';
import { checkRows, openProbability, type ProviderRow } from './provider-rows.js';

/** One provider after shrinkage. */
export interface ShrunkProvider {
  readonly provider: string;
  /** Unit: cases; `null` when they weren't given. */
  readonly cases: number | null;
  readonly observed: number;
  readonly expected: number;
  /** Observed over expected, as it stands. */
  readonly raw: number;
  /** Posterior mean: between raw and the mean of all. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Posterior probability that the provider is worse than expected (ratio above 1). */
  readonly probabilityAboveOne: number;
  /** Signal over signal plus noise. Unit: share, 0 to 1. */
  readonly reliability: number;
  /** Posterior gamma; `null` without variation. */
  readonly shape: number | null;
  readonly rate: number | null;
}

/** Providers' ratios shrunk towards the mean of all, by how much each can be believed. Doubles; 1e-5 on a and b. */
export interface GammaPoissonFit extends Explanation {
  readonly method: 'gamma-Poisson, maximum likelihood';
  /** `none`: no variation beyond chance was found, so every provider is at the mean. */
  readonly variation: 'found' | 'none';
  /** Prior shape; `null` without variation. */
  readonly a: number | null;
  /** Prior rate; `null` without variation. Unit: expected events. */
  readonly b: number | null;
  /** Mean of the prior. */
  readonly mean: number;
  readonly minusLogLikelihood: number | null;
  readonly providers: readonly ShrunkProvider[];
  readonly confidence: number;
}

function likelihood(rows: readonly ProviderRow[]): (a: number, b: number) => TwoParameters {
  const constant = rows.reduce((sum, row) => sum - lnGamma(row.observed + 1), 0);
  return (a, b) => {
    let [value, ga, gb, haa, hab, hbb] = [constant, 0, 0, 0, 0, 0];
    const [lna, da, ta] = [lnGamma(a), digamma(a), trigamma(a)];
    for (const { observed: o, expected: e } of rows) {
      value += lnGamma(a + o) - lna + a * Math.log(b / (b + e)) + (o === 0 ? 0 : o * Math.log(e / (b + e)));
      ga += digamma(a + o) - da + Math.log(b / (b + e));
      gb += a / b - (a + o) / (b + e);
      haa += trigamma(a + o) - ta;
      hab += 1 / b - 1 / (b + e);
      hbb += (a + o) / (b + e) ** 2 - a / b ** 2;
    }
    return { logLikelihood: value, gradient: [a * ga, b * gb], hessian: [a * a * haa + a * ga, a * b * hab, b * b * hbb + b * gb] };
  };
}

/**
 * Shrinks providers' ratios towards the mean of all, each by how little its volume can be believed (empirical Bayes).
 *
 * @formula O ~ Poisson(theta E), theta ~ gamma(a, rate b), a and b by marginal maximum likelihood; posterior gamma(a + O, b + E);
 *   reliability = E / (E + b)
 * @unit none (ratio of observed to expected)
 * @source Clayton and Kaldor 1987
 * @testedBy coe/provider-performance.test.ts: synthetic hospitals
 * @param rows - Observed and expected; at least 2 providers.
 * @param o - `confidence`: of the posterior interval, default 0.95.
 * @returns The prior and every provider's posterior.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * fitGammaPoisson([{ provider: 'A', observed: 5, expected: 5 }, { provider: 'B', observed: 5, expected: 5 }]).variation; // => 'none'
 */
export function fitGammaPoisson(rows: readonly ProviderRow[], o: { readonly confidence?: number } = {}): GammaPoissonFit {
  checkRows(rows, 2);
  const confidence = openProbability('confidence', o.confidence ?? 0.95);
  const ratio = rows.reduce((sum, row) => sum + row.observed, 0) / rows.reduce((sum, row) => sum + row.expected, 0);
  const typical = rows.reduce((sum, row) => sum + row.expected, 0) / rows.length;
  const fit = ratio === 0 ? { kind: 'unbounded' as const, iterations: 0 } : maximiseTwo(likelihood(rows), [Math.max(ratio, 0.01) * typical, typical]);
  const found = fit.kind === 'maximum';
  const [a, b] = found ? [fit.a, fit.b] : [null, null];
  const mean = a === null || b === null ? ratio : a / b;
  const tail = (1 - confidence) / 2;
  const providers = rows.map((row): ShrunkProvider => {
    const { provider, observed, expected, cases = null } = row;
    const base = { provider, cases, observed, expected, raw: observed / expected };
    if (a === null || b === null) {
      const above = ratio > 1 ? 1 : 0;
      return { ...base, estimate: ratio, low: ratio, high: ratio, probabilityAboveOne: above, reliability: 0, shape: null, rate: null };
    }
    const [shape, rate] = [a + observed, b + expected];
    return {
      ...base,
      estimate: shape / rate,
      low: gamma.quantile(tail, shape, 1 / rate),
      high: gamma.quantile(1 - tail, shape, 1 / rate),
      probabilityAboveOne: gamma.upper(1, shape, 1 / rate),
      reliability: expected / (expected + b),
      shape,
      rate,
    };
  });
  return {
    method: 'gamma-Poisson, maximum likelihood',
    variation: found ? 'found' : 'none',
    a,
    b,
    mean,
    minusLogLikelihood: fit.kind === 'maximum' ? -fit.logLikelihood : null,
    providers,
    confidence,
    steps: [
      { id: 'a', label: 'prior shape', value: a === null ? 'none' : String(a) },
      { id: 'b', label: 'prior rate', value: b === null ? 'none' : String(b), unit: 'expected events' },
      { id: 'mean', label: 'prior mean', formula: 'a / b', value: String(mean), unit: 'ratio' },
    ],
    assumptions: [
      { id: 'prior', value: "providers' true ratios follow a gamma distribution", evidence: 'assumed', source: 'Clayton and Kaldor 1987' },
    ],
    warnings: [],
    tables: [],
  };
}

/** Marshall's quick shrinkage, by moments. */
export interface MarshallFit {
  /** Overall ratio. */
  readonly m: number;
  readonly s2: number;
  /** Variance between providers; at least 0. */
  readonly variance: number;
  readonly providers: readonly { readonly provider: string; readonly raw: number; readonly weight: number; readonly estimate: number }[];
}

/**
 * Shrinks providers' ratios by moments, without a likelihood.
 *
 * @formula m = sum O / sum E; s2 = sum E (O/E - m)^2 / sum E; A = max(0, s2 - m / mean E); weight = A / (A + m / E)
 * @unit none (ratio of observed to expected)
 * @source Marshall 1991
 * @testedBy coe/provider-performance.test.ts
 * @param rows - Observed and expected; at least 2 providers.
 * @returns The variance between providers and every provider's estimate.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * marshall([{ provider: 'A', observed: 5, expected: 5 }, { provider: 'B', observed: 5, expected: 5 }]).variance; // => 0
 */
export function marshall(rows: readonly ProviderRow[]): MarshallFit {
  checkRows(rows, 2);
  const total = rows.reduce((sum, row) => sum + row.expected, 0);
  const m = rows.reduce((sum, row) => sum + row.observed, 0) / total;
  const s2 = rows.reduce((sum, row) => sum + row.expected * (row.observed / row.expected - m) ** 2, 0) / total;
  const variance = Math.max(0, s2 - m / (total / rows.length));
  const providers = rows.map(({ provider, observed, expected }) => {
    const raw = observed / expected;
    const weight = variance === 0 ? 0 : variance / (variance + m / expected);
    return { provider, raw, weight, estimate: m + weight * (raw - m) };
  });
  return { m, s2, variance, providers };
}
