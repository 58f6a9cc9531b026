import { badArgument, closedShare, nonNegative, whole } from './check.js';
import { normal } from './normal.js';
import { discreteQuantile } from './root.js';
import { betaTails, deviance, gammaTails, poissonDensity, stirlingError } from './special.js';

/** The Poisson distribution. */
export interface Poisson {
  /** P(X = k), k whole. */
  mass(k: number, mean: number): number;
  /** P(X <= k). */
  cdf(k: number, mean: number): number;
  /** P(X > k), accurate where it is tiny. */
  upper(k: number, mean: number): number;
  /** The smallest whole k with P(X <= k) >= p, p from 0 to below 1. */
  quantile(p: number, mean: number): number;
}

/**
 * The Poisson distribution.
 *
 * @formula P(X <= k) = upper incomplete gamma function of shape k + 1 at the mean
 * @testedBy test/stats/distributions.test.ts
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * poisson.cdf(2, 1).toFixed(10); // => '0.9196986029'
 */
export const poisson: Poisson = /* @__PURE__ */ Object.freeze({
  mass: (k: number, mean: number) => poissonDensity(whole('k', k), nonNegative('mean', mean)),
  cdf: (k: number, mean: number) => gammaTails(whole('k', k) + 1, nonNegative('mean', mean)).upper,
  upper: (k: number, mean: number) => gammaTails(whole('k', k) + 1, nonNegative('mean', mean)).lower,
  quantile: (p: number, mean: number) => {
    closedShare('p', p);
    nonNegative('mean', mean);
    if (p === 1) throw badArgument('p', p, 'a share below 1: the quantile at 1 is infinite');
    if (p === 0) return 0;
    const z = normal.quantile(p);
    return discreteQuantile({
      p,
      cdf: (k) => gammaTails(k + 1, mean).upper,
      start: mean + z * Math.sqrt(mean) + (z * z) / 3,
      most: Number.MAX_SAFE_INTEGER,
    });
  },
});

function binomialMass(k: number, n: number, p: number): number {
  if (k > n) return 0;
  if (p === 0) return k === 0 ? 1 : 0;
  if (p === 1) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return Math.exp(n * Math.log(p));
  const exponent = stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * (1 - p));
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

function binomialCdf(k: number, n: number, p: number): number {
  return k >= n ? 1 : betaTails(k + 1, n - k, p, 1 - p).upper;
}

/** The binomial distribution. */
export interface Binomial {
  /** P(X = k), k whole. */
  mass(k: number, n: number, p: number): number;
  /** P(X <= k). */
  cdf(k: number, n: number, p: number): number;
  /** P(X > k). */
  upper(k: number, n: number, p: number): number;
  /** The smallest whole k with P(X <= k) >= q, q from 0 to 1. */
  quantile(q: number, n: number, p: number): number;
}

/**
 * The binomial distribution of n trials with chance p.
 *
 * @formula P(X <= k) = upper incomplete beta function with shapes k + 1 and n - k at p
 * @testedBy test/stats/distributions.test.ts
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * binomial.cdf(1, 2, 0.5).toFixed(12); // => '0.750000000000'
 */
export const binomial: Binomial = /* @__PURE__ */ Object.freeze({
  mass: (k: number, n: number, p: number) => binomialMass(whole('k', k), whole('n', n), closedShare('p', p)),
  cdf: (k: number, n: number, p: number) => binomialCdf(whole('k', k), whole('n', n), closedShare('p', p)),
  upper: (k: number, n: number, p: number) => (whole('k', k) >= whole('n', n) ? 0 : betaTails(k + 1, n - k, closedShare('p', p), 1 - p).lower),
  quantile: (q: number, n: number, p: number) => {
    closedShare('q', q);
    closedShare('p', p);
    whole('n', n);
    if (q === 1) return p === 0 ? 0 : n;
    if (q === 0 || n === 0) return 0;
    return discreteQuantile({ p: q, cdf: (k) => binomialCdf(k, n, p), start: n * p, most: n });
  },
});
