import { unreachable } from '../errors/unreachable.js';
import { beta } from './beta.js';
import { badArgument, finite, nonNegative, openShare, positive, whole } from './check.js';
import type { Estimate, Interval } from './estimate.js';
import { chiSquare } from './gamma.js';
import { normal } from './normal.js';
import { gammaTails, poissonDensity } from './special.js';

/** How an interval of a count is made. `exact` is Garwood's, `midP` counts half of the observed point. */
export type PoissonMethod = 'exact' | 'byar' | 'midP';

/** What {@link poissonInterval} needs. */
export interface PoissonIntervalInput {
  /** Events. Exact limits also take fractions (an expected number). Unit: events. */
  readonly count: number;
  /** Unit: probability. Default 0.95. */
  readonly confidence?: number;
  /** Default `exact`. */
  readonly method?: PoissonMethod;
}

/**
 * The confidence limits of the mean of a count.
 *
 * Limits: Byar's lower limit is negative for very few events; it is `null` then. A lower limit of no events is 0.
 *
 * @formula exact: chi2(a/2; 2O)/2 and chi2(1-a/2; 2O+2)/2; Byar: O(1 - 1/(9O) - z/(3 sqrt O))^3 and (O+1)(1 - 1/(9(O+1)) + z/(3 sqrt(O+1)))^3;
 *   mid-P: P(X < O) + P(X = O)/2 = 1 - a/2 and a/2
 * @unit events
 * @source Garwood 1936; Breslow and Day, Statistical Methods in Cancer Research II, 1987 (Byar)
 * @testedBy test/stats/intervals.test.ts: spec/coe.md 5.3
 * @param o - Count, confidence, method.
 * @returns The interval.
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * const interval = poissonInterval({ count: 3 });
 * interval.high.toFixed(6); // => '8.767273'
 */
export function poissonInterval(o: PoissonIntervalInput): Interval & { readonly kind: 'interval'; readonly high: number } {
  const confidence = openShare('confidence', o.confidence ?? 0.95);
  const method = o.method ?? 'exact';
  const count = nonNegative('count', o.count);
  const [low, high] = poissonLimits(count, (1 - confidence) / 2, method);
  return { kind: 'interval', low, high, confidence, method: `Poisson ${method}` };
}

function poissonLimits(count: number, tail: number, method: PoissonMethod): readonly [number | null, number] {
  switch (method) {
    case 'exact':
      return [count === 0 ? 0 : chiSquare.quantile(tail, 2 * count) / 2, chiSquare.quantile(1 - tail, 2 * count + 2) / 2];
    case 'byar': {
      const z = -normal.quantile(tail);
      const next = count + 1;
      const high = next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3;
      if (count === 0) return [0, high];
      const low = count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3;
      return [low < 0 ? null : low, high];
    }
    case 'midP':
      whole('count', count);
      return [count === 0 ? 0 : midPMean(count, 1 - tail), midPMean(count, tail)];
    default:
      return unreachable(method);
  }
}

/** The mean at which P(X < count) + P(X = count) / 2 is the given share; it falls as the mean rises. */
function midPMean(count: number, share: number): number {
  const at = (mean: number): number => (count === 0 ? 0 : gammaTails(count, mean).upper) + poissonDensity(count, mean) / 2 - share;
  let low = 0;
  let high = Math.max(10, 2 * count + 40);
  while (at(high) > 0) high *= 2;
  for (let round = 0; round < 200 && high - low > 1e-16 * high; round += 1) {
    const middle = (low + high) / 2;
    if (at(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** What {@link binomialInterval} needs. */
export interface BinomialIntervalInput {
  /** Unit: events, 0 to `trials`. */
  readonly successes: number;
  /** Unit: trials, at least 1. */
  readonly trials: number;
  /** Unit: probability. Default 0.95. */
  readonly confidence?: number;
  /** Default `wilson`. */
  readonly method?: 'wilson' | 'clopperPearson';
}

/**
 * The confidence limits of a proportion.
 *
 * @formula Wilson: score interval; Clopper-Pearson: beta quantiles (x, n - x + 1) and (x + 1, n - x)
 * @unit share, 0 to 1
 * @source Wilson 1927; Clopper and Pearson 1934
 * @testedBy test/stats/intervals.test.ts: spec/coe.md 5.3
 * @param o - Successes, trials, confidence, method.
 * @returns The interval, both ends within 0 and 1.
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * const wilson = binomialInterval({ successes: 12, trials: 100 });
 * wilson.low.toFixed(6); // => '0.069994'
 */
export function binomialInterval(o: BinomialIntervalInput): Interval & { readonly kind: 'interval'; readonly low: number; readonly high: number } {
  const confidence = openShare('confidence', o.confidence ?? 0.95);
  const method = o.method ?? 'wilson';
  const n = whole('trials', o.trials, 1);
  const x = whole('successes', o.successes);
  if (x > n) throw badArgument('successes', x, `at most the ${n} trials`);
  const tail = (1 - confidence) / 2;
  const common = { kind: 'interval', confidence, method: method === 'wilson' ? 'Wilson' : 'Clopper-Pearson' } as const;
  if (method === 'clopperPearson') {
    return { ...common, low: x === 0 ? 0 : beta.quantile(tail, x, n - x + 1), high: x === n ? 1 : beta.quantile(1 - tail, x + 1, n - x) };
  }
  const z = -normal.quantile(tail);
  const share = x / n;
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const centre = share + (z * z) / (2 * n);
  const scale = 1 + (z * z) / n;
  return { ...common, low: x === 0 ? 0 : (centre - half) / scale, high: x === n ? 1 : (centre + half) / scale };
}

/** What {@link indirectRatio} needs. */
export interface IndirectRatioInput {
  /** Unit: events. */
  readonly observed: number;
  /** What the reference's rates would have given. Unit: events, above 0. */
  readonly expected: number;
  /** Unit: probability. Default 0.95. */
  readonly confidence?: number;
  /** `lognormal` is ratio x exp(-+ z / sqrt(observed)); `auto` is exact below 10 events, else Byar. Default `auto`. */
  readonly method?: PoissonMethod | 'lognormal' | 'auto';
}

/**
 * Observed over expected with its limits (SIR, SMR, A/E of counts): a value above 1 is more than the reference's rates would give.
 *
 * @formula O / E; limits of the count O divided by E
 * @unit none
 * @testedBy test/stats/intervals.test.ts: spec/coe.md 5.3, spec/benchmark.md 5.3 (Selvin)
 * @param o - Observed, expected, confidence, method.
 * @returns The ratio; `standardError` is sqrt(O) / E, `null` without events.
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * indirectRatio({ observed: 10, expected: 8 }).value; // => 1.25
 */
export function indirectRatio(o: IndirectRatioInput): Estimate {
  const observed = nonNegative('observed', o.observed);
  const expected = positive('expected', o.expected);
  const confidence = openShare('confidence', o.confidence ?? 0.95);
  const asked = o.method ?? 'auto';
  const method = asked === 'auto' ? (observed < 10 ? 'exact' : 'byar') : asked;
  const value = finite('observed over expected', observed / expected);
  return {
    value,
    standardError: observed === 0 ? null : Math.sqrt(observed) / expected,
    n: observed,
    df: null,
    interval: ratioLimits({ observed, expected, confidence, method }),
    method: `indirect ratio, ${method}`,
  };
}

function ratioLimits(o: { observed: number; expected: number; confidence: number; method: PoissonMethod | 'lognormal' }): Interval | null {
  const { observed, expected, confidence, method } = o;
  if (method === 'lognormal') {
    if (observed === 0) return null;
    const spread = Math.exp(normal.quantile((1 + confidence) / 2) / Math.sqrt(observed));
    const ratio = observed / expected;
    return { kind: 'interval', low: ratio / spread, high: ratio * spread, confidence, method };
  }
  const { low, high } = poissonInterval({ count: observed, confidence, method });
  return { kind: 'interval', low: low === null ? null : low / expected, high: high / expected, confidence, method: `Poisson ${method}` };
}
