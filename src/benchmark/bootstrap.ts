import { CoalitionError } from '../errors/coalition-error.js';
import { normal } from '../stats/normal.js';
import { type Seed, stream } from '../stats/random.js';
import { badInput } from './bad-input.js';
import type { MemberYear } from './ratio-moments.js';

/** Above so many members resampling is refused: the closed form is as good. Unit: members. */
export const MOST_BOOTSTRAP_MEMBERS = 50_000;

/**
 * Ratios of totals of resampled members: replicate r uses stream r of the seed.
 *
 * @unit US dollars per month
 * @testedBy test/benchmark/intervals.test.ts: same seed, same replicates; mean near the ratio
 * @param o - Member-years, seed, how many replicates.
 * @returns One ratio for each replicate.
 * @throws {@link CoalitionError} `benchmark/too-many-members`, `benchmark/bad-input`.
 * @example
 * bootstrapRatios({ members: [{ dollars: 1, months: 1 }, { dollars: 1, months: 1 }], seed: 1, replicates: 2 }); // => [1, 1]
 */
export function bootstrapRatios(o: { readonly members: readonly MemberYear[]; readonly seed: Seed; readonly replicates: number }): readonly number[] {
  const n = o.members.length;
  if (n > MOST_BOOTSTRAP_MEMBERS) {
    throw new CoalitionError(
      'benchmark/too-many-members',
      `${n} members are more than ${MOST_BOOTSTRAP_MEMBERS}. Use method: 'logDelta', which is as good there.`,
      { members: n },
    );
  }
  if (!Number.isSafeInteger(o.replicates) || o.replicates < 1 || o.replicates > 100_000)
    throw badInput('replicates', o.replicates, 'whole replicates from 1 to 100,000');
  const dollars = Float64Array.from(o.members, (member) => member.dollars);
  const months = Float64Array.from(o.members, (member) => member.months);
  return Array.from({ length: o.replicates }, (_, r) => {
    const random = stream(o.seed, r);
    let [x, y] = [0, 0];
    for (let i = 0; i < n; i += 1) {
      const at = random.below(n);
      x += dollars[at] ?? 0;
      y += months[at] ?? 0;
    }
    return y > 0 ? x / y : 0;
  });
}

/**
 * The quantile of replicates by the rank rule: r = (B + 1) alpha, whole ranks as they are, others interpolated on the scale of normal
 * quantiles.
 *
 * @formula between ranks k and k + 1 with weight (q(alpha) - q(k / (B+1))) / (q((k+1) / (B+1)) - q(k / (B+1)))
 * @unit as the replicates
 * @source Davison and Hinkley, Bootstrap Methods, 1997, equation 5.8
 * @testedBy test/benchmark/intervals.test.ts: R's boot 1.3-28.1
 * @param sorted - Replicates in ascending order.
 * @param alpha - The share below.
 * @returns The quantile; `null` when the rank lies outside the replicates.
 * @example
 * replicateQuantile([1, 2, 3], 0.5); // => 2
 */
export function replicateQuantile(sorted: readonly number[], alpha: number): number | null {
  const b = sorted.length;
  const rank = (b + 1) * alpha;
  if (!(rank >= 1 && rank <= b)) return null;
  const k = Math.floor(rank + 1e-9);
  const low = sorted[k - 1];
  if (low === undefined) return null;
  if (Math.abs(rank - k) < 1e-9) return low;
  const high = sorted[k];
  if (high === undefined) return null;
  const [at, before, after] = [normal.quantile(alpha), normal.quantile(k / (b + 1)), normal.quantile((k + 1) / (b + 1))];
  return low + ((at - before) / (after - before)) * (high - low);
}

/** The adjusted shares of the bias-corrected accelerated interval. */
export interface BcaShares {
  readonly z0: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Shares at which the bias-corrected accelerated interval reads the replicates.
 *
 * @formula z0 = q(share of replicates below the ratio); alpha' = Phi(z0 + (z0 + z) / (1 - a (z0 + z)))
 * @unit shares
 * @source Efron 1987; Davison and Hinkley 1997
 * @testedBy test/benchmark/intervals.test.ts: R's boot 1.3-28.1
 * @param o - Replicates in any order, the ratio, acceleration, confidence.
 * @returns Both shares and z0; `null` when the ratio lies outside all replicates.
 * @example
 * bcaShares({ replicates: [1, 2, 3, 4], ratio: 2.5, acceleration: 0, confidence: 0.95 })?.low.toFixed(3); // => '0.025'
 */
export function bcaShares(o: {
  readonly replicates: readonly number[];
  readonly ratio: number;
  readonly acceleration: number;
  readonly confidence: number;
}): BcaShares | null {
  // A replicate that misses the ratio by rounding alone isn't below it.
  const limit = o.ratio - 1e-12 * Math.abs(o.ratio);
  const below = o.replicates.filter((each) => each < limit).length / o.replicates.length;
  if (below <= 0 || below >= 1) return null;
  const z0 = normal.quantile(below);
  const z = normal.quantile((1 + o.confidence) / 2);
  const share = (sign: number): number => normal.cdf(z0 + (z0 + sign * z) / (1 - o.acceleration * (z0 + sign * z)));
  return { z0, low: share(-1), high: share(1) };
}
