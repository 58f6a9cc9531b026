import { badArgument, complement, finite, openShare, positive } from './check.js';
import { normal } from './normal.js';
import { quantileOf } from './root.js';
import { betaDensity, betaTails } from './special.js';

/** P(T > t) for t >= 0 and the share between 0 and t. */
function halves(t: number, df: number): { readonly tail: number; readonly centre: number } {
  const square = t * t;
  const tails = betaTails(0.5, df / 2, square / (df + square), df / (df + square));
  return { tail: tails.upper / 2, centre: tails.lower / 2 };
}

function upperTail(t: number, df: number): number {
  if (Math.abs(t) > 1e150) return t > 0 ? 0 : 1;
  const { tail, centre } = halves(Math.abs(t), df);
  return t >= 0 ? tail : 0.5 + centre;
}

/** Expansion in 1 / df; beyond 20,000 degrees of freedom three terms are exact in doubles. */
function manyDegrees(z: number, df: number): number {
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + g1 / df + g2 / df ** 2 + g3 / df ** 3;
}

function tQuantile(p: number, df: number): number {
  openShare('p', p);
  positive('df', df);
  if (p === 0.5) return 0;
  if (p < 0.5) return -upperQuantile(p, df);
  return upperQuantile(complement(p), df);
}

/** The t whose upper tail is `tail`, below one half. */
function upperQuantile(tail: number, df: number): number {
  if (df === 1) return tail < 0.25 ? 1 / Math.tan(Math.PI * tail) : Math.tan(Math.PI * (0.5 - tail));
  if (df === 2) return (1 - 2 * tail) / Math.sqrt(2 * tail * (1 - tail));
  const z = -normal.quantile(Math.max(tail, 1e-300));
  if (df > 2e4 && z < 6) return manyDegrees(z, df);
  const density = (square: number): number => {
    const total = df + square;
    return (betaDensity(0.5, df / 2, square / total, df / total) * df) / (total * total);
  };
  const square = quantileOf({
    p: 1 - 2 * tail,
    above: 2 * tail,
    tails: (at) => betaTails(0.5, df / 2, at / (df + at), df / (df + at)),
    density,
    start: manyDegrees(Math.min(z, 3), Math.max(df, 3)) ** 2 + 1e-300,
  });
  return polish(Math.sqrt(square), tail, df);
}

/** Two Newton steps on the tail itself: 1 - 2 tail loses digits of a tiny tail, this doesn't. */
function polish(start: number, tail: number, df: number): number {
  let t = start;
  for (let round = 0; round < 60; round += 1) {
    const { tail: now, centre } = halves(t, df);
    const total = df + t * t;
    const slope = (betaDensity(0.5, df / 2, (t * t) / total, df / total) * df * t) / (total * total);
    const miss = tail < 0.25 ? Math.log(now / tail) * now : 0.5 - tail - centre;
    const next = tail < 0.25 ? t * Math.exp(miss / (slope * t)) : t + miss / slope;
    if (!Number.isFinite(next) || next <= 0) return t;
    if (Math.abs(next - t) <= 2e-16 * t) return next;
    t = next;
  }
  return t;
}

/** Student's t distribution. Accuracy: 1e-13 relative. */
export interface StudentT {
  /** P(T <= t). */
  cdf(t: number, df: number): number;
  /** P(T > t), accurate where it is tiny. */
  upper(t: number, df: number): number;
  /** The point below which a share p (above 0, below 1) lies. */
  quantile(p: number, df: number): number;
}

/**
 * Student's t distribution; degrees of freedom need not be whole.
 *
 * @formula t squared / (df + t squared) has a beta distribution with shapes 1/2 and df / 2
 * @testedBy test/stats/distributions.test.ts: spec's published quantiles, mpmath
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * studentT.quantile(0.975, 10).toFixed(9); // => '2.228138852'
 */
export const studentT: StudentT = /* @__PURE__ */ Object.freeze({
  cdf: (t: number, df: number) => upperTail(-finite('t', t), positive('df', df)),
  upper: (t: number, df: number) => upperTail(finite('t', t), positive('df', df)),
  quantile: (p: number, df: number) => {
    const value = tQuantile(p, df);
    if (!Number.isFinite(value)) throw badArgument('p', p, 'a share further from 0 and 1: the quantile is beyond doubles');
    return value;
  },
});
