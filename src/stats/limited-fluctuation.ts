import { nonNegative, openShare, positive } from './check.js';
import { normal } from './normal.js';

/** What {@link fullCredibility} needs. */
export interface FullCredibilityInput {
  /** Coefficient of variation of one unit's cost: standard deviation over mean. Unit: ratio. Default 0: a count of claims alone. */
  readonly cv?: number;
  /** Whether the count of units is itself random (claims: adds 1 to the squared CV) or fixed (life-years). Default `fixed`. */
  readonly counts?: 'fixed' | 'poisson';
  /** Chance of being within the margin. Unit: probability. Default 0.9. */
  readonly probability?: number;
  /** Distance from the mean that still counts as right. Unit: share. Default 0.05. */
  readonly margin?: number;
}

/**
 * How many units make an average fully credible.
 *
 * @formula (z / margin)^2 x (CV^2 + 1 for Poisson counts), z = normal quantile of (1 + probability) / 2
 * @unit life-years or claims, as the CV is per
 * @source Longley-Cook, An Introduction to Credibility Theory, 1962 (limited fluctuation)
 * @testedBy test/stats/moments-and-layers.test.ts: 1,082.217; spec/benchmark.md 5.1
 * @param o - CV, kind of count, probability, margin.
 * @returns The full-credibility standard.
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * fullCredibility({ counts: 'poisson' }).toFixed(3); // => '1082.217'
 */
export function fullCredibility(o: FullCredibilityInput): number {
  const probability = openShare('probability', o.probability ?? 0.9);
  const margin = positive('margin', o.margin ?? 0.05);
  const cv = nonNegative('cv', o.cv ?? 0);
  const z = normal.quantile((1 + probability) / 2);
  return (z / margin) ** 2 * (cv * cv + (o.counts === 'poisson' ? 1 : 0));
}

/**
 * The credibility of an average by the square-root rule.
 *
 * @formula Z = min(1, sqrt(n / full))
 * @unit share, 0 to 1
 * @testedBy test/stats/moments-and-layers.test.ts
 * @param o - `n`: units at hand, at least 0; `full`: units that make it fully credible, above 0.
 * @returns Z.
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * limitedFluctuationZ({ n: 270, full: 1080 }); // => 0.5
 */
export function limitedFluctuationZ(o: { readonly n: number; readonly full: number }): number {
  return Math.min(1, Math.sqrt(nonNegative('n', o.n) / positive('full', o.full)));
}
