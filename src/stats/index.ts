/**
 * What do the numbers say, and how surely? Distributions, quantiles, intervals of counts, regression, attribution and
 * credibility kernels, seeded streams: each formula once, in doubles, and never NaN or an infinity as an answer.
 *
 * @packageDocumentation
 */
export { type Beta, beta, type FisherF, fisherF } from './beta.js';
export { type Binomial, binomial, type Poisson, poisson } from './counts.js';
export type { Estimate, Interval } from './estimate.js';
export { type ChiSquare, chiSquare, type Gamma, gamma } from './gamma.js';
export {
  type BinomialIntervalInput,
  binomialInterval,
  type IndirectRatioInput,
  indirectRatio,
  type PoissonIntervalInput,
  type PoissonMethod,
  poissonInterval,
} from './intervals.js';
export { type LayerMeans, limitedExpectedValue, type Severity } from './limited-expected-value.js';
export { type FullCredibilityInput, fullCredibility, limitedFluctuationZ } from './limited-fluctuation.js';
export { type FactorRows, type LmdiInput, lmdi, logarithmicMean } from './lmdi.js';
export { type Normal, normal } from './normal.js';
export { type PriceIndexInput, type PriceIndices, priceIndices } from './price-indices.js';
export type { Matrix } from './qr.js';
export { type QuantileType, quantile } from './quantile.js';
export { type RandomStream, type Seed, splitmix64, stream, xoshiro128 } from './random.js';
export { ols, predict, type Regression } from './regression.js';
export { durbinWatson, hac, hc3, ljungBox, type RobustErrors } from './robust-errors.js';
export { MOST_SHAPLEY_FACTORS, type ShapleyInput, shapley, shapleyExact } from './shapley.js';
export { lnGamma } from './special.js';
export { type StudentT, studentT } from './student-t.js';
export { type WinsorisedMoments, type WinsorisedMomentsInput, winsorisedMoments } from './winsorised-moments.js';
