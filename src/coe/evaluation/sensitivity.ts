import { normal } from '../../stats/normal.js';
import { badPanel } from './panel.js';

/**
 * Tells how strongly something unmeasured would have to go with both program and outcome to explain a risk ratio away.
 *
 * @formula RR + sqrt(RR (RR - 1)) for RR >= 1, else the same of 1/RR
 * @unit risk ratio
 * @source VanderWeele and Ding 2017
 * @testedBy coe/evaluation.test.ts: 3.9 gives 7.2630
 * @param riskRatio - Above 0.
 * @returns The E-value, 1 or more.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * eValue(3.9).toFixed(4); // => '7.2630'
 */
export function eValue(riskRatio: number): number {
  if (!Number.isFinite(riskRatio) || riskRatio <= 0) throw badPanel('riskRatio', riskRatio, 'a number above 0 is needed');
  const ratio = riskRatio < 1 ? 1 / riskRatio : riskRatio;
  return ratio + Math.sqrt(ratio * (ratio - 1));
}

/** Matched pairs, and how far hidden bias is let go. */
export interface RosenbaumInput {
  /** Treated less control, pair by pair. Unit: the outcome's. */
  readonly differences: readonly number[];
  /** Largest odds by which two people who look alike may differ in being treated; 1 is no hidden bias. */
  readonly gamma: number;
}

/** The least and the greatest p-value that a hidden bias of this size allows. */
export interface RosenbaumBounds {
  readonly gamma: number;
  readonly pLow: number;
  readonly pHigh: number;
  /** Pairs that differ. Unit: pairs. */
  readonly pairs: number;
  readonly method: 'Wilcoxon signed rank, one-sided (treated lower), normal approximation';
}

/**
 * Bounds the p-value of matched pairs under a hidden bias of given size.
 *
 * Limits: normal approximation, fair from about 20 pairs on; pairs that don't differ are left out.
 *
 * @formula T = sum of ranks of pairs with treated lower; under bias p+ = gamma/(1 + gamma): mean p+ n(n+1)/2, variance p+(1 - p+) n(n+1)(2n+1)/6
 * @unit probability
 * @source Rosenbaum 2002, section 4.3
 * @testedBy coe/evaluation.test.ts
 * @param i - Differences and the size of the bias.
 * @returns Both bounds.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * rosenbaumBounds({ differences: [-1, -2, -3, -4], gamma: 1 }).pairs; // => 4
 */
export function rosenbaumBounds(i: RosenbaumInput): RosenbaumBounds {
  if (!(i.gamma >= 1) || !Number.isFinite(i.gamma)) throw badPanel('gamma', i.gamma, 'a number of at least 1 is needed');
  const moved = i.differences.filter((each) => each !== 0);
  if (moved.length < 2 || moved.some((each) => !Number.isFinite(each)))
    throw badPanel('differences', moved.length, 'at least 2 finite pairs that differ are needed');
  const order = moved.map((value) => ({ value, size: Math.abs(value) })).sort((a, b) => a.size - b.size);
  let statistic = 0;
  let squares = 0;
  let sum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.size === order[from]?.size) to += 1;
    const rank = (from + to) / 2 + 1;
    for (let k = from; k <= to; k += 1) {
      if ((order[k]?.value ?? 0) < 0) statistic += rank;
      squares += rank * rank;
      sum += rank;
    }
    from = to + 1;
  }
  const p = (share: number): number => normal.cdf(-(statistic - share * sum) / Math.sqrt(share * (1 - share) * squares));
  const high = i.gamma / (1 + i.gamma);
  return {
    gamma: i.gamma,
    pLow: p(1 - high),
    pHigh: p(high),
    pairs: moved.length,
    method: 'Wilcoxon signed rank, one-sided (treated lower), normal approximation',
  };
}
