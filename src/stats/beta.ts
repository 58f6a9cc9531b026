import { badArgument, closedShare, nonNegative, positive } from './check.js';
import { quantileOf } from './root.js';
import { betaDensity, betaTails, lnGamma, type Tails } from './special.js';

/**
 * Odds of the beta quantile: x / (1 - x). Searching the odds keeps the digits at both ends.
 */
function oddsQuantile(p: number, a: number, b: number): number {
  const lnBeta = lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  const lowEnd = Math.exp((Math.log(p) + Math.log(a) + lnBeta) / a);
  const highEnd = Math.exp((Math.log(1 - p) + Math.log(b) + lnBeta) / b);
  const start = lowEnd < 0.05 ? lowEnd / (1 - lowEnd) : highEnd < 0.05 ? (1 - highEnd) / highEnd : a / b;
  const at = (odds: number): { x: number; y: number } => ({ x: odds / (1 + odds), y: 1 / (1 + odds) });
  return quantileOf({
    p,
    tails: (odds): Tails => {
      const { x, y } = at(odds);
      return betaTails(a, b, x, y);
    },
    density: (odds) => {
      const { x, y } = at(odds);
      return betaDensity(a, b, x, y) * y * y;
    },
    start: Math.min(Math.max(start, 1e-300), 1e300),
  });
}

/** The beta distribution. */
export interface Beta {
  /** P(X <= x), x from 0 to 1. */
  cdf(x: number, a: number, b: number): number;
  /** P(X > x), x from 0 to 1. */
  upper(x: number, a: number, b: number): number;
  /** The point below which a share p (0 to 1) lies. */
  quantile(p: number, a: number, b: number): number;
}

/**
 * The beta distribution with shapes a and b.
 *
 * @formula incomplete beta function by its continued fraction, prefactor after Loader
 * @testedBy test/stats/distributions.test.ts
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * beta.cdf(0.5, 2, 2).toFixed(12); // => '0.500000000000'
 */
export const beta: Beta = /* @__PURE__ */ Object.freeze({
  cdf: (x: number, a: number, b: number) => betaTails(a, b, x, 1 - x).lower,
  upper: (x: number, a: number, b: number) => betaTails(a, b, x, 1 - x).upper,
  quantile: (p: number, a: number, b: number) => {
    closedShare('p', p);
    positive('a', a);
    positive('b', b);
    if (p === 0 || p === 1) return p;
    const odds = oddsQuantile(p, a, b);
    return odds / (1 + odds);
  },
});

/** The F distribution. */
export interface FisherF {
  /** P(X <= x). */
  cdf(x: number, df1: number, df2: number): number;
  /** P(X > x), the p-value of a test. */
  upper(x: number, df1: number, df2: number): number;
  /** The point below which a share p (0 to below 1) lies. */
  quantile(p: number, df1: number, df2: number): number;
}

function fTails(x: number, df1: number, df2: number): Tails {
  nonNegative('x', x);
  positive('df1', df1);
  positive('df2', df2);
  const total = df1 * x + df2;
  return betaTails(df1 / 2, df2 / 2, (df1 * x) / total, df2 / total);
}

/**
 * The F distribution.
 *
 * @formula beta distribution of df1 x / (df1 x + df2) with shapes df1 / 2 and df2 / 2
 * @testedBy test/stats/distributions.test.ts
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * fisherF.quantile(0.95, 3, 20).toFixed(8); // => '3.09839121'
 */
export const fisherF: FisherF = /* @__PURE__ */ Object.freeze({
  cdf: (x: number, df1: number, df2: number) => fTails(x, df1, df2).lower,
  upper: (x: number, df1: number, df2: number) => fTails(x, df1, df2).upper,
  quantile: (p: number, df1: number, df2: number) => {
    closedShare('p', p);
    positive('df1', df1);
    positive('df2', df2);
    if (p === 0) return 0;
    if (p === 1) throw badArgument('p', p, 'a share below 1: the quantile at 1 is infinite');
    return (oddsQuantile(p, df1 / 2, df2 / 2) * df2) / df1;
  },
});
