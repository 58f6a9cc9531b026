import { badArgument, closedShare, nonNegative, positive } from './check.js';
import { normal } from './normal.js';
import { quantileOf } from './root.js';
import { gammaTails, lnGamma, poissonDensity } from './special.js';

function unitQuantile(p: number, shape: number): number {
  closedShare('p', p);
  positive('shape', shape);
  if (p === 0) return 0;
  if (p === 1) throw badArgument('p', p, 'a share below 1: the quantile at 1 is infinite');
  const small = Math.exp((Math.log(p) + lnGamma(shape + 1)) / shape);
  const z = normal.quantile(Math.min(Math.max(p, 1e-300), 1 - 1e-16));
  const cube = shape * (1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
  const start = shape < 0.5 || !(cube > 0.05 * shape) ? Math.max(small, 1e-320) : cube;
  if (small < 1e-290) return small;
  return quantileOf({
    p,
    tails: (x) => gammaTails(shape, x),
    density: (x) => (poissonDensity(shape, x) * shape) / x,
    start: Number.isFinite(start) ? start : shape,
  });
}

/** The gamma distribution. Accuracy of the quantile: 1e-11 relative, for shapes from 1e-3 to 1e6. */
export interface Gamma {
  /** P(X <= x). */
  cdf(x: number, shape: number, scale?: number): number;
  /** P(X > x), accurate where it is tiny. */
  upper(x: number, shape: number, scale?: number): number;
  /** The point below which a share p (0 to below 1) lies. */
  quantile(p: number, shape: number, scale?: number): number;
}

/**
 * The gamma distribution with shape and scale (default scale 1; mean = shape x scale).
 *
 * @formula incomplete gamma function by series and continued fraction, prefactor after Loader
 * @testedBy test/stats/distributions.test.ts: mpmath, scipy
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * gamma.quantile(0.5, 2.5).toFixed(10); // => '2.1757300955'
 */
export const gamma: Gamma = /* @__PURE__ */ Object.freeze({
  cdf: (x: number, shape: number, scale = 1) => gammaTails(shape, nonNegative('x', x) / positive('scale', scale)).lower,
  upper: (x: number, shape: number, scale = 1) => gammaTails(shape, nonNegative('x', x) / positive('scale', scale)).upper,
  quantile: (p: number, shape: number, scale = 1) => unitQuantile(p, shape) * positive('scale', scale),
});

/** The chi-square distribution. */
export interface ChiSquare {
  /** P(X <= x). */
  cdf(x: number, df: number): number;
  /** P(X > x), the p-value of a test. */
  upper(x: number, df: number): number;
  /** The point below which a share p (0 to below 1) lies. */
  quantile(p: number, df: number): number;
}

/**
 * The chi-square distribution; degrees of freedom need not be whole.
 *
 * @formula gamma distribution with shape df / 2 and scale 2
 * @testedBy test/stats/distributions.test.ts
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * chiSquare.quantile(0.95, 1).toFixed(9); // => '3.841458821'
 */
export const chiSquare: ChiSquare = /* @__PURE__ */ Object.freeze({
  cdf: (x: number, df: number) => gamma.cdf(x, positive('df', df) / 2, 2),
  upper: (x: number, df: number) => gamma.upper(x, positive('df', df) / 2, 2),
  quantile: (p: number, df: number) => gamma.quantile(p, positive('df', df) / 2, 2),
});
