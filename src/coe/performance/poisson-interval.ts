import { indirectRatio, type PoissonMethod } from '../../stats/intervals.js';
import { poissonDensity } from '../../stats/special.js';
import { invalid, openProbability } from './provider-rows.js';

/** What {@link poissonInterval} judges. */
export interface RatioIntervalInput {
  /** Unit: events. */
  readonly observed: number;
  /** Unit: events, above 0. */
  readonly expected: number;
  /** Default 0.95. Unit: probability. */
  readonly confidence?: number;
  /** Default `exact` (Garwood). */
  readonly method?: 'exact' | 'byar' | 'mid-p';
}

/** Observed over expected with its limits. Doubles, 1e-9 relative. */
export interface RatioInterval {
  /** Unit: none. */
  readonly ratio: number;
  /** `null` where Byar's formula has none that may be shown. */
  readonly low: number | null;
  readonly high: number;
  readonly confidence: number;
  readonly method: 'exact' | 'byar' | 'mid-p';
  /** Two-sided: probability of all outcomes no likelier than the one observed, if the expected number were right. */
  readonly pValue: number;
}

const KERNEL: Readonly<Record<'exact' | 'byar' | 'mid-p', PoissonMethod>> = { exact: 'exact', byar: 'byar', 'mid-p': 'midP' };

/** Sum of Poisson probabilities no larger than that of the observed count. */
export function poissonPValue(observed: number, expected: number): number {
  const limit = poissonDensity(observed, expected) * (1 + 1e-7);
  let inside = 0;
  const reach = Math.ceil(expected + 40 * Math.sqrt(expected + 1) + observed + 50);
  for (let k = 0; k <= reach; k += 1) {
    const density = poissonDensity(k, expected);
    if (density > limit) inside += density;
  }
  return Math.min(1, Math.max(0, 1 - inside));
}

/**
 * Observed over expected events with exact, Byar's or mid-P limits.
 *
 * Limits: Byar's formula here is Breslow and Day's; `epitools::pois.byar` of R is another and goes below zero.
 *
 * @formula see `stats/intervals.ts`; p = sum of P(k) over all k no likelier than the observed
 * @unit none
 * @source Garwood 1936; Breslow and Day 1987
 * @testedBy coe/provider-performance.test.ts: R 4.2.2 for 3 of 3 and 10 of 8
 * @param i - Observed, expected, confidence, method.
 * @returns The ratio, its limits and p.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * poissonInterval({ observed: 10, expected: 8 }).ratio; // => 1.25
 */
export function poissonInterval(i: RatioIntervalInput): RatioInterval {
  const { observed, expected, method = 'exact' } = i;
  const confidence = openProbability('confidence', i.confidence ?? 0.95);
  if (!Number.isInteger(observed) || observed < 0) throw invalid('observed', observed, 'a whole number of events of at least 0 is needed');
  if (!Number.isFinite(expected) || expected <= 0) throw invalid('expected', expected, 'a number above 0 is needed');
  const { interval } = indirectRatio({ observed, expected, confidence, method: KERNEL[method] });
  if (interval?.kind !== 'interval' || interval.high === null) throw invalid('observed', observed, 'the method has no interval for it');
  return { ratio: observed / expected, low: interval.low, high: interval.high, confidence, method, pValue: poissonPValue(observed, expected) };
}
