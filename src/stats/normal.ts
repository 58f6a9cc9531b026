import { complement, finite, openShare, positive } from './check.js';

const SQRT_PI = 1.77245385090551602729816748334;

/** exp(-x x) without the rounding of the square. */
function expMinusSquare(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}

/** The upper tail of the standard normal distribution. */
function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const x = z / Math.SQRT2;
  if (x > 27.3) return 0;
  if (x < 1) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 200; n += 1) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
      if (term < sum * 1e-17) break;
    }
    return 0.5 - (sum * expMinusSquare(x)) / SQRT_PI;
  }
  // Steps of the continued fraction that give 1e-17; it is evaluated from its end.
  const steps = Math.ceil((14 / x) ** 2) + 8;
  let fraction = x;
  for (let n = steps; n >= 1; n -= 1) fraction = x + n / 2 / fraction;
  return expMinusSquare(x) / (2 * SQRT_PI * fraction);
}

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i -= 1) sum = sum * x + (coefficients[i] ?? 0);
  return sum;
}

const CENTRE_TOP = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
  33430.575583588128105, 2509.0809287301226727,
];
const CENTRE_BOTTOM = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061, 28729.085735721942674,
  5226.495278852854561,
];
const NEAR_TOP = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258, 0.24178072517745061177,
  0.0227238449892691845833, 7.7454501427834140764e-4,
];
const NEAR_BOTTOM = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459, 0.0151986665636164571966, 5.475938084995344946e-4,
  1.05075007164441684324e-9,
];
const FAR_TOP = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093, 0.0012426609473880784386,
  2.71155556874348757815e-5, 2.01033439929228813265e-7,
];
const FAR_BOTTOM = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4, 1.8463183175100546818e-5,
  1.4215117583164458887e-7, 2.04426310338993978564e-15,
];

/** The standard normal quantile, with the logarithm of the tails as an argument: {@link portableLog} gives the same bits everywhere. */
export function standardQuantile(p: number, log: (x: number) => number = Math.log): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * horner(CENTRE_TOP, r)) / horner(CENTRE_BOTTOM, r);
  }
  const r = Math.sqrt(-log(q < 0 ? p : complement(p)));
  const value = r <= 5 ? horner(NEAR_TOP, r - 1.6) / horner(NEAR_BOTTOM, r - 1.6) : horner(FAR_TOP, r - 5) / horner(FAR_BOTTOM, r - 5);
  return q < 0 ? -value : value;
}

/** The normal distribution. Accuracy: 1e-13 relative, in the tails as well. */
export interface Normal {
  /**
   * P(X <= x).
   *
   * @param x - Any finite number.
   * @param mean - Default 0.
   * @param sd - Standard deviation, above 0. Default 1.
   */
  cdf(x: number, mean?: number, sd?: number): number;
  /** P(X > x), accurate where it is tiny. */
  upper(x: number, mean?: number, sd?: number): number;
  /** Density at x. */
  density(x: number, mean?: number, sd?: number): number;
  /**
   * The point below which a share p lies.
   *
   * @param p - Above 0 and below 1: at the ends the answer would be infinite, so they are refused.
   */
  quantile(p: number, mean?: number, sd?: number): number;
}

/**
 * The normal distribution: cumulative, upper tail, density and quantile.
 *
 * @formula error function by its series below sqrt 2, by its continued fraction above
 * @source quantile: Wichura, Algorithm AS 241, Applied Statistics 37, 1988
 * @testedBy test/stats/distributions.test.ts: mpmath; spec's published quantiles
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * normal.quantile(0.975).toFixed(9); // => '1.959963985'
 * normal.cdf(0); // => 0.5
 */
export const normal: Normal = /* @__PURE__ */ Object.freeze({
  cdf: (x: number, mean = 0, sd = 1) => upperTail((finite('mean', mean) - finite('x', x)) / positive('sd', sd)),
  upper: (x: number, mean = 0, sd = 1) => upperTail((finite('x', x) - finite('mean', mean)) / positive('sd', sd)),
  density: (x: number, mean = 0, sd = 1) => {
    const z = (finite('x', x) - finite('mean', mean)) / positive('sd', sd);
    return expMinusSquare(Math.abs(z) / Math.SQRT2) / (Math.SQRT2 * SQRT_PI * sd);
  },
  quantile: (p: number, mean = 0, sd = 1) => finite('mean', mean) + positive('sd', sd) * standardQuantile(openShare('p', p)),
});
