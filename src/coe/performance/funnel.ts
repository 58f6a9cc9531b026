import { chiSquare } from '../../stats/gamma.js';
import { normal } from '../../stats/normal.js';
import { invalid, openProbability } from './provider-rows.js';

/** What {@link funnelLimits} draws. */
export interface FunnelInput {
  /** Expected events of a provider. Unit: events, above 0. */
  readonly expected: number;
  /** Default 0.95 and 0.998. Unit: probability. */
  readonly confidences?: readonly number[];
  /** Variance between providers, as {@link overdispersion} finds it. Default 0: exact limits. */
  readonly tau2?: number;
  /** The scale on which `tau2` was found. Needed with it. */
  readonly form?: 'sqrt' | 'log';
}

/** Limits within which chance alone leaves a ratio of observed to expected. */
export interface FunnelLimits {
  readonly expected: number;
  readonly limits: readonly {
    readonly confidence: number /** Unit: none (observed over expected). */;
    readonly low: number;
    readonly high: number;
  }[];
  readonly method: 'exact Poisson' | 'sqrt, additive variance' | 'log, additive variance';
}

/**
 * Tells within which ratios a provider of a given size lies by chance alone: the funnel.
 *
 * @formula exact: chi2inv(a/2, 2E) / 2E and chi2inv(1 - a/2, 2E + 2) / 2E; sqrt: (1 -+ z sqrt(1/(4E) + tau2))^2; log: exp(-+ z sqrt(1/E + tau2))
 * @unit observed over expected
 * @source Spiegelhalter 2005, Funnel plots for comparing institutional performance
 * @testedBy coe/provider-performance.test.ts: E = 15 at 95 % and 99.8 %
 * @param i - Expected events, confidences, and the variance between providers.
 * @returns Limits around 1, nested by confidence.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * funnelLimits({ expected: 15 }).limits[0]?.low.toFixed(10); // => '0.5596924089'
 */
export function funnelLimits(i: FunnelInput): FunnelLimits {
  const { expected, tau2 = 0, form } = i;
  if (!Number.isFinite(expected) || expected <= 0) throw invalid('expected', expected, 'a number above 0 is needed');
  if (!Number.isFinite(tau2) || tau2 < 0) throw invalid('tau2', tau2, 'a number of at least 0 is needed');
  if (tau2 > 0 && form === undefined) throw invalid('form', 'missing', 'name the scale on which tau2 was found');
  const limits = (i.confidences ?? [0.95, 0.998]).map((confidence) => {
    const tail = (1 - openProbability('confidence', confidence)) / 2;
    if (tau2 === 0)
      return {
        confidence,
        low: chiSquare.quantile(tail, 2 * expected) / (2 * expected),
        high: chiSquare.quantile(1 - tail, 2 * expected + 2) / (2 * expected),
      };
    const z = -normal.quantile(tail);
    if (form === 'log') {
      const reach = z * Math.sqrt(1 / expected + tau2);
      return { confidence, low: Math.exp(-reach), high: Math.exp(reach) };
    }
    const reach = z * Math.sqrt(1 / (4 * expected) + tau2);
    return { confidence, low: Math.max(0, 1 - reach) ** 2, high: (1 + reach) ** 2 };
  });
  return { expected, limits, method: tau2 === 0 ? 'exact Poisson' : form === 'log' ? 'log, additive variance' : 'sqrt, additive variance' };
}
