import { normal } from '../../stats/normal.js';
import { invalid, openProbability } from './provider-rows.js';

/** What {@link casesPerArm} is asked. */
export interface PowerInput {
  /** Rate without the program. Unit: events a case. */
  readonly rate: number;
  /** Relative reduction, such as 0.3 for 30 % fewer. */
  readonly reduction: number;
  /** Default 0.8. Unit: probability. */
  readonly power?: number;
  /** Two-sided. Default 0.05. Unit: probability. */
  readonly alpha?: number;
}

/**
 * Tells how many cases on each side are needed to see a reduction of a rate.
 *
 * @formula n solves power = Phi((|p1 - p2| - z sqrt(2 pbar qbar / n)) / sqrt((p1 q1 + p2 q2) / n)), no continuity correction, rounded up
 * @unit cases in each arm
 * @source two-proportion test, as R's `power.prop.test`
 * @testedBy coe/provider-performance.test.ts: six published figures
 * @param i - The rate, the reduction, power and alpha.
 * @returns Whole cases.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * casesPerArm({ rate: 0.05, reduction: 0.5 }); // => 906
 */
export function casesPerArm(i: PowerInput): number {
  const p1 = openProbability('rate', i.rate);
  const p2 = p1 * (1 - openProbability('reduction', i.reduction));
  const za = normal.quantile(1 - openProbability('alpha', i.alpha ?? 0.05) / 2);
  const zb = normal.quantile(openProbability('power', i.power ?? 0.8));
  const mean = (p1 + p2) / 2;
  const root = za * Math.sqrt(2 * mean * (1 - mean)) + zb * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  return Math.ceil((root / (p1 - p2)) ** 2 - 1e-9);
}

/** What {@link powerOf} is asked. */
export interface PowerOfInput {
  readonly rate: number;
  readonly reduction: number;
  /** Unit: cases in each arm. */
  readonly cases: number;
  readonly alpha?: number;
}

/**
 * Tells how likely a study of a given size is to see a reduction of a rate.
 *
 * @formula as {@link casesPerArm}, solved for power
 * @unit probability
 * @source two-proportion test, as R's `power.prop.test`
 * @testedBy coe/provider-performance.test.ts
 * @param i - The rate, the reduction, the cases and alpha.
 * @returns The power.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * powerOf({ rate: 0.05, reduction: 0.5, cases: 906 }) >= 0.8; // => true
 */
export function powerOf(i: PowerOfInput): number {
  const p1 = openProbability('rate', i.rate);
  const p2 = p1 * (1 - openProbability('reduction', i.reduction));
  if (!Number.isInteger(i.cases) || i.cases < 1) throw invalid('cases', i.cases, 'a whole number of at least 1 is needed');
  const za = normal.quantile(1 - openProbability('alpha', i.alpha ?? 0.05) / 2);
  const mean = (p1 + p2) / 2;
  const top = Math.abs(p1 - p2) * Math.sqrt(i.cases) - za * Math.sqrt(2 * mean * (1 - mean));
  return normal.cdf(top / Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2)));
}

/** What {@link requiredVolume} is asked. */
export interface RequiredVolumeInput {
  /** Wanted reliability, such as 0.7. Unit: share, 0 to 1. */
  readonly reliability: number;
  /** Volume at which reliability is one half: b of a gamma-Poisson fit, a + b of a beta-binomial one. Unit: expected events, or cases. */
  readonly half: number;
}

/**
 * Tells how much volume a provider needs so that its result can be believed to a given degree.
 *
 * @formula reliability = volume / (volume + half), so volume = half x reliability / (1 - reliability)
 * @unit that of `half`
 * @source Adams, RAND TR-653; the usual cut of 0.7 is unverified
 * @testedBy coe/provider-performance.test.ts
 * @param i - The wanted reliability and the volume of one half.
 * @returns The volume.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * requiredVolume({ reliability: 0.5, half: 7.6 }); // => 7.6
 */
export function requiredVolume(i: RequiredVolumeInput): number {
  const reliability = openProbability('reliability', i.reliability);
  if (!Number.isFinite(i.half) || i.half < 0) throw invalid('half', i.half, 'a number of at least 0 is needed');
  return (i.half * reliability) / (1 - reliability);
}
