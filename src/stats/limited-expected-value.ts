import { CoalitionError } from '../errors/coalition-error.js';
import { unreachable } from '../errors/unreachable.js';
import { badArgument, finite, nonNegative, positive } from './check.js';
import { normal } from './normal.js';

/** How large one claim or one member's year is. Unit of amounts: US dollars, or whatever the limit is in. */
export type Severity =
  | {
      readonly kind: 'empirical' /** At least one value of at least 0. */;
      readonly values: readonly number[] /** Weight of each value; default 1. */;
      readonly weights?: readonly number[];
    }
  | {
      readonly kind: 'lognormal' /** Mean of the logarithm. */;
      readonly mu: number /** Standard deviation of the logarithm, above 0. */;
      readonly sigma: number;
    }
  | { readonly kind: 'exponential'; readonly mean: number }
  | {
      readonly kind: 'pareto';
      /** No value lies below it. */
      readonly threshold: number;
      /** Above 1, so that the mean exists. */
      readonly alpha: number;
    };

/** Parts of the mean below and above a limit. Unit: the severity's. */
export interface LayerMeans {
  /** E[min(X, d)]. */
  readonly limited: number;
  /** E[(X - d)+]. */
  readonly excess: number;
}

/**
 * The part of the mean below a limit and the part above it.
 *
 * Limits: `limited + excess` is the mean; each is computed by itself, so that a tiny excess keeps its digits.
 *
 * @formula exponential: excess = m e^(-d/m); lognormal: excess = e^(mu+s^2/2) N((mu+s^2-ln d)/s) - d N((mu-ln d)/s);
 *   Pareto: excess = u^a d^(1-a) / (a-1) for d >= u; empirical: weighted means
 * @unit the unit of the severity
 * @source Klugman, Panjer and Willmot, Loss Models, appendix A
 * @testedBy test/stats/moments-and-layers.test.ts: numerical integration by scipy
 * @param o - `severity`; `limit`: at least 0.
 * @returns Both parts.
 * @throws {@link CoalitionError} `stats/bad-argument`, `stats/too-few-values`.
 * @example
 * limitedExpectedValue({ severity: { kind: 'empirical', values: [100, 500] }, limit: 200 }); // => { limited: 150, excess: 150 }
 */
export function limitedExpectedValue(o: { readonly severity: Severity; readonly limit: number }): LayerMeans {
  const { severity } = o;
  const limit = nonNegative('limit', o.limit);
  switch (severity.kind) {
    case 'empirical':
      return empirical(severity.values, severity.weights, limit);
    case 'exponential': {
      const mean = positive('mean', severity.mean);
      return { limited: -mean * Math.expm1(-limit / mean), excess: mean * Math.exp(-limit / mean) };
    }
    case 'lognormal':
      return lognormal(finite('mu', severity.mu), positive('sigma', severity.sigma), limit);
    case 'pareto':
      return pareto(positive('threshold', severity.threshold), severity.alpha, limit);
    default:
      return unreachable(severity);
  }
}

function empirical(values: readonly number[], weights: readonly number[] | undefined, limit: number): LayerMeans {
  if (values.length === 0)
    throw new CoalitionError('stats/too-few-values', 'A layer of no values was asked. Give at least one.', { values: 0, needed: 1 });
  if (weights !== undefined && weights.length !== values.length)
    throw badArgument('weights', `${weights.length} numbers`, `one for each of ${values.length} values`);
  let [below, above, total] = [0, 0, 0];
  values.forEach((value, i) => {
    const weight = nonNegative('a weight', weights?.[i] ?? 1);
    nonNegative('a value', value);
    below += weight * Math.min(value, limit);
    above += weight * Math.max(value - limit, 0);
    total += weight;
  });
  positive('the sum of weights', total);
  return { limited: below / total, excess: above / total };
}

function lognormal(mu: number, sigma: number, limit: number): LayerMeans {
  const mean = finite('the mean', Math.exp(mu + (sigma * sigma) / 2));
  if (limit === 0) return { limited: 0, excess: mean };
  const z = (Math.log(limit) - mu) / sigma;
  const excess = mean * normal.upper(z - sigma) - limit * normal.upper(z);
  return { limited: mean * normal.cdf(z - sigma) + limit * normal.upper(z), excess: Math.max(0, excess) };
}

function pareto(threshold: number, alpha: number, limit: number): LayerMeans {
  if (!(Number.isFinite(alpha) && alpha > 1)) throw badArgument('alpha', alpha, 'a number above 1: below it the mean is infinite');
  const mean = (alpha * threshold) / (alpha - 1);
  if (limit <= threshold) return { limited: limit, excess: mean - limit };
  const excess = (limit / (alpha - 1)) * (threshold / limit) ** alpha;
  return { limited: mean - excess, excess };
}
