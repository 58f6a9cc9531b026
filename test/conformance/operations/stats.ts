import type { Decimal } from '../../../src/money/decimal.js';
import {
  type BinomialIntervalInput,
  beta,
  binomial,
  binomialInterval,
  chiSquare,
  durbinWatson,
  type Estimate,
  type FullCredibilityInput,
  fisherF,
  fullCredibility,
  gamma,
  hac,
  hc3,
  type IndirectRatioInput,
  type Interval,
  indirectRatio,
  type LayerMeans,
  type LmdiInput,
  limitedExpectedValue,
  limitedFluctuationZ,
  ljungBox,
  lmdi,
  lnGamma,
  logarithmicMean,
  type Matrix,
  normal,
  ols,
  type PoissonIntervalInput,
  type PriceIndexInput,
  type PriceIndices,
  poisson,
  poissonInterval,
  predict,
  priceIndices,
  type QuantileType,
  quantile,
  type Regression,
  type RobustErrors,
  type Severity,
  shapley,
  shapleyExact,
  splitmix64,
  stream,
  studentT,
  type WinsorisedMoments,
  type WinsorisedMomentsInput,
  winsorisedMoments,
  xoshiro128,
} from '../../../src/stats/index.js';
import { type Operation, operation } from '../operation.js';
import { readGiven } from '../read-given.js';

interface At {
  /** The point. */
  readonly x: number;
}

interface Share {
  /** Share below, 0 to 1. */
  readonly p: number;
}

interface NormalParameters {
  /** Default 0. */
  readonly mean?: number;
  /** Standard deviation. Default 1. */
  readonly sd?: number;
}

interface GammaParameters {
  readonly shape: number;
  /** Default 1. */
  readonly scale?: number;
}

interface RegressionGiven {
  /** One row an observation; a column of ones for an intercept. */
  readonly x: Matrix;
  readonly y: readonly number[];
  /** One above 0 for each row. */
  readonly weights?: readonly number[];
}

interface Subsets {
  /** How many factors, 1 to 12. */
  readonly factors: number;
  /** Value of every subset: place s holds the value when the factors whose bits are set in s are at the subject's level. */
  readonly values: readonly number[];
}

interface Draws {
  readonly words: readonly number[];
  readonly uniforms: readonly number[];
  readonly below: readonly number[];
}

const fit = (given: RegressionGiven): Regression => ols(given.x, given.y, given.weights === undefined ? {} : { weights: given.weights });

/** A one-line operation: decimal text counts as a number, null as absent. */
function plain<Given, Result>(name: string, does: string, run: (given: Given) => Result): Operation {
  return operation<Given, Result>(name, does, (given) => run(readGiven(given)));
}

export const operations: readonly Operation[] = [
  plain<{ readonly values: readonly number[]; readonly p: number; readonly type?: QuantileType }, number>(
    'stats.quantile',
    'The quantile of a sample by R type 1 to 9 (default 7).',
    ({ values, p, type }) => quantile(values, p, type),
  ),
  plain<At & NormalParameters, number>('stats.normal.cdf', 'P(X <= x) of the normal distribution.', ({ x, mean, sd }) => normal.cdf(x, mean, sd)),
  plain<At & NormalParameters, number>('stats.normal.upper', 'P(X > x) of the normal distribution.', ({ x, mean, sd }) => normal.upper(x, mean, sd)),
  plain<At & NormalParameters, number>('stats.normal.density', 'Density of the normal distribution.', ({ x, mean, sd }) =>
    normal.density(x, mean, sd),
  ),
  plain<Share & NormalParameters, number>('stats.normal.quantile', 'Quantile of the normal distribution, p above 0 and below 1.', ({ p, mean, sd }) =>
    normal.quantile(p, mean, sd),
  ),
  plain<{ readonly t: number; readonly df: number }, number>('stats.studentT.cdf', "P(T <= t) of Student's t.", ({ t, df }) => studentT.cdf(t, df)),
  plain<{ readonly t: number; readonly df: number }, number>('stats.studentT.upper', "P(T > t) of Student's t.", ({ t, df }) =>
    studentT.upper(t, df),
  ),
  plain<Share & { readonly df: number }, number>('stats.studentT.quantile', "Quantile of Student's t, p above 0 and below 1.", ({ p, df }) =>
    studentT.quantile(p, df),
  ),
  plain<At & GammaParameters, number>('stats.gamma.cdf', 'P(X <= x) of the gamma distribution.', ({ x, shape, scale }) => gamma.cdf(x, shape, scale)),
  plain<At & GammaParameters, number>('stats.gamma.upper', 'P(X > x) of the gamma distribution.', ({ x, shape, scale }) =>
    gamma.upper(x, shape, scale),
  ),
  plain<Share & GammaParameters, number>('stats.gamma.quantile', 'Quantile of the gamma distribution, p from 0 to below 1.', ({ p, shape, scale }) =>
    gamma.quantile(p, shape, scale),
  ),
  plain<At & { readonly df: number }, number>('stats.chiSquare.cdf', 'P(X <= x) of chi-square.', ({ x, df }) => chiSquare.cdf(x, df)),
  plain<At & { readonly df: number }, number>('stats.chiSquare.upper', 'P(X > x) of chi-square.', ({ x, df }) => chiSquare.upper(x, df)),
  plain<Share & { readonly df: number }, number>('stats.chiSquare.quantile', 'Quantile of chi-square.', ({ p, df }) => chiSquare.quantile(p, df)),
  plain<At & { readonly a: number; readonly b: number }, number>('stats.beta.cdf', 'P(X <= x) of the beta distribution.', ({ x, a, b }) =>
    beta.cdf(x, a, b),
  ),
  plain<At & { readonly a: number; readonly b: number }, number>('stats.beta.upper', 'P(X > x) of the beta distribution.', ({ x, a, b }) =>
    beta.upper(x, a, b),
  ),
  plain<Share & { readonly a: number; readonly b: number }, number>('stats.beta.quantile', 'Quantile of the beta distribution.', ({ p, a, b }) =>
    beta.quantile(p, a, b),
  ),
  plain<At & { readonly df1: number; readonly df2: number }, number>('stats.fisherF.cdf', 'P(X <= x) of the F distribution.', ({ x, df1, df2 }) =>
    fisherF.cdf(x, df1, df2),
  ),
  plain<At & { readonly df1: number; readonly df2: number }, number>('stats.fisherF.upper', 'P(X > x) of the F distribution.', ({ x, df1, df2 }) =>
    fisherF.upper(x, df1, df2),
  ),
  plain<Share & { readonly df1: number; readonly df2: number }, number>(
    'stats.fisherF.quantile',
    'Quantile of the F distribution.',
    ({ p, df1, df2 }) => fisherF.quantile(p, df1, df2),
  ),
  plain<{ readonly k: number; readonly mean: number }, number>('stats.poisson.mass', 'P(X = k) of the Poisson distribution.', ({ k, mean }) =>
    poisson.mass(k, mean),
  ),
  plain<{ readonly k: number; readonly mean: number }, number>('stats.poisson.cdf', 'P(X <= k) of the Poisson distribution.', ({ k, mean }) =>
    poisson.cdf(k, mean),
  ),
  plain<{ readonly k: number; readonly mean: number }, number>('stats.poisson.upper', 'P(X > k) of the Poisson distribution.', ({ k, mean }) =>
    poisson.upper(k, mean),
  ),
  plain<Share & { readonly mean: number }, number>('stats.poisson.quantile', 'Smallest k with P(X <= k) >= p.', ({ p, mean }) =>
    poisson.quantile(p, mean),
  ),
  plain<{ readonly k: number; readonly n: number; readonly p: number }, number>(
    'stats.binomial.mass',
    'P(X = k) of n trials with chance p.',
    ({ k, n, p }) => binomial.mass(k, n, p),
  ),
  plain<{ readonly k: number; readonly n: number; readonly p: number }, number>(
    'stats.binomial.cdf',
    'P(X <= k) of n trials with chance p.',
    ({ k, n, p }) => binomial.cdf(k, n, p),
  ),
  plain<{ readonly k: number; readonly n: number; readonly p: number }, number>(
    'stats.binomial.upper',
    'P(X > k) of n trials with chance p.',
    ({ k, n, p }) => binomial.upper(k, n, p),
  ),
  plain<{ readonly q: number; readonly n: number; readonly p: number }, number>(
    'stats.binomial.quantile',
    'Smallest k with P(X <= k) >= q.',
    ({ q, n, p }) => binomial.quantile(q, n, p),
  ),
  plain<At, number>('stats.lnGamma', 'Natural logarithm of the gamma function.', ({ x }) => lnGamma(x)),
  plain<PoissonIntervalInput, Interval>('stats.poissonInterval', 'Limits of the mean of a count: exact (Garwood), byar, midP.', poissonInterval),
  plain<BinomialIntervalInput, Interval>('stats.binomialInterval', 'Limits of a proportion: wilson (default) or clopperPearson.', binomialInterval),
  plain<IndirectRatioInput, Estimate>(
    'stats.indirectRatio',
    'Observed over expected with limits; auto is exact below 10 events, else Byar.',
    indirectRatio,
  ),
  plain<{ readonly severity: Severity; readonly limit: number }, LayerMeans>(
    'stats.limitedExpectedValue',
    'E[min(X, limit)] and E[(X - limit)+] of a severity.',
    limitedExpectedValue,
  ),
  plain<FullCredibilityInput, number>('stats.fullCredibility', 'How many units make an average fully credible.', fullCredibility),
  plain<{ readonly n: number; readonly full: number }, number>('stats.limitedFluctuationZ', 'Z = min(1, sqrt(n / full)).', limitedFluctuationZ),
  plain<LmdiInput, readonly number[]>('stats.lmdi', 'LMDI effects by factor; base and subject hold one row a cell, one column a factor.', lmdi),
  plain<{ readonly a: number; readonly b: number }, number>(
    'stats.logarithmicMean',
    'The logarithmic mean of two numbers of at least 0.',
    ({ a, b }) => logarithmicMean(a, b),
  ),
  plain<PriceIndexInput, PriceIndices>('stats.priceIndices', 'Laspeyres, Paasche and Fisher.', priceIndices),
  plain<RegressionGiven, Regression>('stats.ols', 'Least squares by Householder QR.', fit),
  plain<RegressionGiven & { readonly at: readonly number[] }, ReturnType<typeof predict>>(
    'stats.predict',
    'Prediction of a regression at one row of the design, with both standard errors.',
    (given) => predict(fit(given), given.at),
  ),
  plain<RegressionGiven, RobustErrors>('stats.hc3', 'HC3 standard errors of a regression.', (given) => hc3(fit(given))),
  plain<RegressionGiven & { readonly lag: number; readonly smallSample?: boolean }, RobustErrors>(
    'stats.hac',
    'Newey-West standard errors of a regression.',
    (given) => hac(fit(given), given),
  ),
  plain<{ readonly residuals: readonly number[] }, number | null>('stats.durbinWatson', 'Durbin-Watson statistic.', ({ residuals }) =>
    durbinWatson(residuals),
  ),
  plain<{ readonly residuals: readonly number[]; readonly lags: number; readonly fitted?: number }, ReturnType<typeof ljungBox>>(
    'stats.ljungBox',
    'Ljung-Box statistic, degrees of freedom and p-value.',
    ({ residuals, ...o }) => ljungBox(residuals, o),
  ),
  plain<Subsets, readonly number[]>('stats.shapley', 'Shapley parts by factor from the values of all subsets.', ({ factors, values }) =>
    shapley({ factors, value: (set) => values[set] ?? Number.NaN }),
  ),
  operation<
    { readonly factors: number /** Decimal text of every subset's value, as in stats.shapley. */; readonly values: readonly Decimal[] },
    readonly Decimal[]
  >('stats.shapleyExact', 'Shapley parts on exact decimals.', (given) => {
    const { factors, values } = readGiven(given, { exact: ['values'] });
    return shapleyExact({ factors, value: (set) => values[set] ?? values[0] ?? expectValues() });
  }),
  plain<WinsorisedMomentsInput, WinsorisedMoments>(
    'stats.winsorisedMoments',
    'Moments after extremes were pulled in to quantiles or a cap.',
    winsorisedMoments,
  ),
  operation<{ /** Whole number as text. */ readonly state: string; readonly count: number }, readonly bigint[]>(
    'stats.splitmix64',
    'The first outputs of splitmix64 from a state, as integer text.',
    ({ state, count }) => {
      const next = splitmix64(BigInt(state));
      return Array.from({ length: Number(count) }, () => next());
    },
  ),
  plain<{ readonly state: readonly number[]; readonly count: number }, readonly number[]>(
    'stats.xoshiro128',
    'The first words of xoshiro128** from four words of state.',
    ({ state, count }) => {
      const random = xoshiro128(state);
      return Array.from({ length: count }, () => random.nextUint32());
    },
  ),
  plain<{ readonly seed: number; readonly j: number; readonly count: number /** Default 55. */; readonly n?: number }, Draws>(
    'stats.stream',
    'The first words, uniforms and below(n) of stream j of a seed, each from a fresh stream.',
    ({ seed, j, count, n }) => {
      const draw = (take: (random: ReturnType<typeof stream>) => number): readonly number[] => {
        const random = stream(seed, j);
        return Array.from({ length: count }, () => take(random));
      };
      return {
        words: draw((random) => random.nextUint32()),
        uniforms: draw((random) => random.uniform()),
        below: draw((random) => random.below(n ?? 55)),
      };
    },
  ),
];

function expectValues(): never {
  throw new TypeError('Give the value of every subset.');
}
