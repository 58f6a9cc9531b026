import type { Assumption } from '../../reference/explanation.js';
import { gamma } from '../../stats/gamma.js';
import { type Seed, stream } from '../../stats/random.js';
import type { GammaPoissonFit, ShrunkProvider } from './gamma-poisson.js';
import { invalid, openProbability } from './provider-rows.js';

/** How providers are put into tiers. */
export interface TierOptions {
  /** How far from 1 a ratio must be to matter. Default 0. */
  readonly delta?: number;
  /** Least probability of being better (or worse). Default 0.8. */
  readonly probability?: number;
  /** Least reliability for tier 1. Default 0.7 (usual, unverified). */
  readonly reliability?: number;
  /** Least volume to be judged at all. Default 11. Unit: cases. */
  readonly minimumVolume?: number;
}

/** `better`: tier 1; `worse`: tier 3; `not-distinguishable` is the default answer; `suppressed`: too few cases. */
export type Tier = 'better' | 'worse' | 'not-distinguishable' | 'suppressed';

/** One provider's tier, with what decided it. */
export interface TieredProvider {
  readonly provider: string;
  readonly tier: Tier;
  /** Posterior; `null` when suppressed. */
  readonly probabilityBetter: number | null;
  readonly probabilityWorse: number | null;
  readonly reliability: number | null;
  readonly cases: number;
}

/** Tiers of all providers. */
export interface Tiers {
  readonly providers: readonly TieredProvider[];
  readonly assumptions: readonly Assumption[];
}

function below(provider: ShrunkProvider, at: number): number {
  if (provider.shape === null || provider.rate === null) return provider.estimate < at ? 1 : 0;
  return at <= 0 ? 0 : gamma.cdf(at, provider.shape, 1 / provider.rate);
}

function casesOf({ cases }: ShrunkProvider): number {
  if (cases === null) throw invalid('cases', 'missing', 'tiers look at volume first, so every provider needs its cases');
  return cases;
}

/**
 * Puts providers into tiers by the probability that they are truly better or worse, never by rank of noisy rates.
 *
 * Suppression comes first; without enough evidence the answer is `not-distinguishable`.
 *
 * @formula better: P(theta < 1 - delta) >= p and reliability >= cut; worse: P(theta > 1 + delta) >= p
 * @unit none
 * @source spec coe 3.10
 * @testedBy coe/provider-performance.test.ts
 * @param fit - A gamma-Poisson fit whose rows had cases; lower ratios are better.
 * @param o - Delta, probability, reliability, least volume.
 * @returns Every provider's tier.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * const fit = fitGammaPoisson([{ provider: 'A', observed: 5, expected: 5, cases: 10 }, { provider: 'B', observed: 5, expected: 5, cases: 100 }]);
 * tierProviders(fit).providers.map((each) => each.tier); // => ['suppressed', 'not-distinguishable']
 */
export function tierProviders(fit: GammaPoissonFit, o: TierOptions = {}): Tiers {
  const { delta = 0, minimumVolume = 11 } = o;
  const probability = openProbability('probability', o.probability ?? 0.8);
  const cut = openProbability('reliability', o.reliability ?? 0.7);
  if (!(delta >= 0 && delta < 1)) throw invalid('delta', delta, 'a number from 0 to below 1 is needed');
  const providers = fit.providers.map((each): TieredProvider => {
    const cases = casesOf(each);
    if (cases < minimumVolume)
      return { provider: each.provider, tier: 'suppressed', probabilityBetter: null, probabilityWorse: null, reliability: null, cases };
    const [better, worse] = [below(each, 1 - delta), 1 - below(each, 1 + delta)];
    const none = fit.variation === 'none';
    const tier: Tier = none
      ? 'not-distinguishable'
      : better >= probability && each.reliability >= cut
        ? 'better'
        : worse >= probability
          ? 'worse'
          : 'not-distinguishable';
    return { provider: each.provider, tier, probabilityBetter: better, probabilityWorse: worse, reliability: each.reliability, cases };
  });
  return {
    providers,
    assumptions: [
      { id: 'delta', value: String(delta), evidence: 'assumed', source: 'given by the caller or default' },
      { id: 'reliability', value: String(cut), evidence: 'assumed', source: 'usual cut, unverified' },
      { id: 'minimumVolume', value: String(minimumVolume), evidence: 'assumed', source: 'CMS cell size as a reliability rule' },
    ],
  };
}

/** How providers are ranked. */
export interface RankOptions extends TierOptions {
  readonly seed: Seed;
  /** Default 4,000. Unit: draws. */
  readonly draws?: number;
}

/** One provider in the list of the best. */
export interface RankedProvider extends TieredProvider {
  /** Mean rank over posterior draws, 1 being best; `null` when suppressed. */
  readonly expectedRank: number | null;
  /** Probability of being among the best quarter; `null` when suppressed. */
  readonly probabilityTopQuarter: number | null;
  readonly estimate: number | null;
}

/**
 * Lists providers by expected rank, with the probability of being among the best quarter; suppression comes first.
 *
 * Limits: a rank is never shown without its probability; providers below the least volume take no part.
 *
 * @formula ranks of seeded draws from each posterior, ties averaged; lower ratios are better
 * @unit rank
 * @source Laird and Louis 1989, ranking by posterior
 * @testedBy coe/provider-performance.test.ts
 * @param fit - A gamma-Poisson fit whose rows had cases.
 * @param o - The seed, draws and tier options.
 * @returns Providers, best expected rank first, suppressed ones last.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * const fit = fitGammaPoisson([{ provider: 'A', observed: 5, expected: 5, cases: 10 }, { provider: 'B', observed: 5, expected: 5, cases: 100 }]);
 * rankProviders(fit, { seed: 1, draws: 10 }).map((each) => [each.provider, each.expectedRank]); // => [['B', 1], ['A', null]]
 */
export function rankProviders(fit: GammaPoissonFit, o: RankOptions): readonly RankedProvider[] {
  const draws = o.draws ?? 4000;
  if (!Number.isInteger(draws) || draws < 1) throw invalid('draws', draws, 'a whole number of at least 1 is needed');
  const tiers = tierProviders(fit, o).providers;
  const judged = fit.providers.filter((_, i) => tiers[i]?.tier !== 'suppressed');
  const [rankSum, top] = [new Float64Array(judged.length), new Float64Array(judged.length)];
  const quarter = judged.length / 4;
  for (let j = 0; j < draws; j += 1) {
    const random = stream(o.seed, j);
    const values = judged.map((each) => (each.shape === null || each.rate === null ? each.estimate : random.gamma(each.shape) / each.rate));
    const order = values.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value);
    for (let from = 0; from < order.length; ) {
      let to = from;
      while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to += 1;
      for (let k = from; k <= to; k += 1) {
        const i = order[k]?.i ?? 0;
        const rank = (from + to) / 2 + 1;
        rankSum[i] = (rankSum[i] ?? 0) + rank;
        if (rank <= Math.max(1, quarter)) top[i] = (top[i] ?? 0) + 1;
      }
      from = to + 1;
    }
  }
  const place = new Map(judged.map((each, i) => [each.provider, i]));
  const ranked = tiers.map((tier, i): RankedProvider => {
    const at = place.get(tier.provider);
    if (at === undefined) return { ...tier, expectedRank: null, probabilityTopQuarter: null, estimate: null };
    return {
      ...tier,
      expectedRank: (rankSum[at] ?? 0) / draws,
      probabilityTopQuarter: (top[at] ?? 0) / draws,
      estimate: fit.providers[i]?.estimate ?? null,
    };
  });
  return ranked.sort((a, b) => (a.expectedRank ?? Number.MAX_VALUE) - (b.expectedRank ?? Number.MAX_VALUE) || (a.provider < b.provider ? -1 : 1));
}
