import { complement } from './check.js';
import type { Tails } from './special.js';

/** What {@link quantileOf} searches. */
export interface QuantileSearch {
  /** Probability below the quantile, strictly between 0 and 1. */
  readonly p: number;
  /** Probability above it, where it is too small to be 1 - p in doubles. Default: the decimal complement of p. */
  readonly above?: number;
  /** Both tails at x. */
  readonly tails: (x: number) => Tails;
  /** Density at x. */
  readonly density: (x: number) => number;
  /** Where to start, above 0. */
  readonly start: number;
}

/**
 * The point above 0 at which a distribution reaches p: Newton's steps on the logarithm of x, kept inside a bracket.
 *
 * It solves on the smaller tail, and for the logarithm of that tail, so that tiny probabilities keep their digits.
 */
export function quantileOf(o: QuantileSearch): number {
  const upper = o.p > 0.5;
  const target = upper ? (o.above ?? complement(o.p)) : o.p;
  let low = -745;
  let high = 709;
  let u = Math.min(Math.max(Math.log(o.start), low), high);
  for (let round = 0; round < 300; round += 1) {
    const x = Math.exp(u);
    const tails = o.tails(x);
    const tail = upper ? tails.upper : tails.lower;
    const tooFar = upper ? tail < target : tail > target;
    if (tail === target) return x;
    if (tooFar) high = u;
    else low = u;
    const slope = (upper ? -1 : 1) * o.density(x) * x;
    let next = u - (Math.log(tail / target) * tail) / slope;
    if (!(next > low && next < high)) next = (low + high) / 2;
    const step = Math.abs(next - u);
    u = next;
    if (step < 1e-16 * Math.max(1, Math.abs(u)) || high - low < 1e-16 * Math.max(1, Math.abs(u))) break;
  }
  return Math.exp(u);
}

/** The smallest whole number k with P(X <= k) >= p; a share missed by rounding alone (1e-13) counts as reached. */
export function discreteQuantile(o: {
  readonly p: number;
  readonly cdf: (k: number) => number;
  readonly start: number;
  readonly most: number;
}): number {
  const enough = (k: number): boolean => o.cdf(k) >= o.p * (1 - 1e-13);
  let high = Math.min(o.most, Math.max(1, Math.ceil(o.start)));
  let low = -1;
  while (high < o.most && !enough(high)) {
    low = high;
    high = Math.min(o.most, high * 2);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
