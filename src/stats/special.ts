import { badArgument, nonNegative, positive } from './check.js';

const HALF_LOG_TWO_PI = 0.918938533204672741780329736406;

/**
 * What Stirling's formula leaves out of the logarithm of the gamma function.
 *
 * @formula ln Gamma(x + 1) - (x + 1/2) ln x + x - ln(2 pi) / 2
 * @source Stirling's series, Bernoulli numbers; Loader 2000 for its use in densities
 */
export function stirlingError(x: number): number {
  if (x < 16) return lnGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
  return stirlingTail(x);
}

function stirlingTail(x: number): number {
  const r = 1 / (x * x);
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r / 156)))))) / x;
}

/**
 * The natural logarithm of the gamma function.
 *
 * @formula Stirling's series at x >= 16, reached by the recurrence below
 * @unit none
 * @testedBy test/stats/special.test.ts: mpmath at 30 digits
 * @param x - Above 0.
 * @returns ln Gamma(x).
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * lnGamma(5).toFixed(12); // => Math.log(24).toFixed(12)
 */
export function lnGamma(x: number): number {
  positive('x', x);
  let product = 1;
  let at = x;
  while (at < 16) {
    product *= at;
    at += 1;
  }
  return (at - 0.5) * Math.log(at) - at + HALF_LOG_TWO_PI + stirlingTail(at) - Math.log(product);
}

/**
 * How far a count lies from its mean, without cancellation near it.
 *
 * @formula x ln(x / m) + m - x
 * @source Loader, Fast and accurate computation of binomial probabilities, 2000
 */
export function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) > 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j += 1) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return next;
    sum = next;
  }
  return sum;
}

/** m^x e^-m / Gamma(x + 1), accurate for large arguments. */
export function poissonDensity(x: number, m: number): number {
  if (m === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-m);
  if (x < 1) return Math.exp(x * Math.log(m) - m - lnGamma(x + 1));
  return Math.exp(-stirlingError(x) - deviance(x, m)) / Math.sqrt(2 * Math.PI * x);
}

/** Both tails of a distribution at one point; each is accurate where it is small. */
export interface Tails {
  /** P(X <= x). Unit: probability. */
  readonly lower: number;
  /** P(X > x). Unit: probability. */
  readonly upper: number;
}

/** The regularised incomplete gamma function, both tails. */
export function gammaTails(shape: number, x: number): Tails {
  positive('shape', shape);
  nonNegative('x', x);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x < shape + 1) {
    const front = poissonDensity(shape, x);
    let term = 1;
    let sum = 1;
    for (let n = 1; n < 1_000_000; n += 1) {
      term *= x / (shape + n);
      sum += term;
      if (term < sum * 1e-17) break;
    }
    const lower = Math.min(1, front * sum);
    return { lower, upper: 1 - lower };
  }
  const front = (poissonDensity(shape, x) * shape) / x;
  const upper = Math.min(1, x * front * upperGammaFraction(shape, x));
  return { lower: 1 - upper, upper };
}

function upperGammaFraction(shape: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 1_000_000; i += 1) {
    const an = -i * (i - shape);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + an / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 3e-16) break;
  }
  return h;
}

/** x^a (1 - x)^b Gamma(a + b) / (Gamma(a) Gamma(b)), with y = 1 - x given so that no digit is lost. */
function betaFront(a: number, b: number, x: number, y: number): number {
  if (a < 1) return (betaFront(a + 1, b, x, y) * a) / ((a + b) * x);
  if (b < 1) return (betaFront(a, b + 1, x, y) * b) / ((a + b) * y);
  const n = a + b;
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * n));
}

/**
 * The regularised incomplete beta function at x, both tails; `y` is 1 - x, given apart so that neither end loses digits.
 */
export function betaTails(a: number, b: number, x: number, y: number): Tails {
  positive('a', a);
  positive('b', b);
  if (!(x >= 0 && x <= 1)) throw badArgument('x', x, 'a share from 0 to 1');
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  const front = betaFront(a, b, x, y);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = Math.min(1, (front * betaFraction(a, b, x)) / a);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, (front * betaFraction(b, a, y)) / b);
  return { lower: 1 - upper, upper };
}

function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  if (Math.abs(d) < tiny) d = tiny;
  d = 1 / d;
  let h = d;
  for (let m = 1; m < 1_000_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + even / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + odd / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 3e-16) break;
  }
  return h;
}

/** Density of the beta distribution at x, with y = 1 - x. */
export function betaDensity(a: number, b: number, x: number, y: number): number {
  return x === 0 || y === 0 ? 0 : betaFront(a, b, x, y) / (x * y);
}
