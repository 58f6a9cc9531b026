import { usdFromCents } from '../../money/cents.js';
import type { Episode } from '../episodes/episode.js';
import type { EpisodeMoney } from '../episodes/episode-line.js';
import type { PricedEpisode } from './counterfactual.js';

/** Which episodes become prices, and of which dollars. */
export interface EpisodePriceOptions {
  /** Default `allowed`. */
  readonly measure?: keyof EpisodeMoney;
  /** Facilities of the center (NPI). Default: episodes paid as a bundle are the center's. */
  readonly centers?: readonly string[];
}

/** Episodes of the center and elsewhere, ready for a price comparison. */
export interface EpisodePrices {
  readonly center: readonly PricedEpisode[];
  readonly comparison: readonly PricedEpisode[];
  /** Episodes that aren't complete and stand in neither list. Unit: episodes. */
  readonly incomplete: number;
}

function ageBand(age: number | null): string | null {
  if (age === null) return null;
  return age < 45 ? 'under 45' : age < 55 ? '45-54' : age < 65 ? '55-64' : '65 and over';
}

/**
 * Splits complete episodes into the center's and all others, with their strata: `drg`, `setting`, `ageBand`, `gender`.
 *
 * @unit US dollars
 * @testedBy coe/counterfactual.test.ts
 * @param episodes - Episodes of one definition; those that aren't complete are counted only.
 * @param o - Which dollars, and which facilities are the center.
 * @returns Two lists for {@link counterfactual}.
 * @example
 * episodePrices([]).comparison; // => []
 */
export function episodePrices(episodes: readonly Episode[], o: EpisodePriceOptions = {}): EpisodePrices {
  const { measure = 'allowed', centers } = o;
  const complete = episodes.filter((episode) => episode.complete);
  const isCenter = (episode: Episode): boolean =>
    centers === undefined ? episode.bundleId !== null : episode.facility !== null && centers.includes(episode.facility);
  const priced = (episode: Episode): PricedEpisode => ({
    amount: usdFromCents(episode.money[measure]),
    strata: { drg: episode.drg, setting: episode.setting, ageBand: ageBand(episode.age), gender: episode.gender },
  });
  return {
    center: complete.filter(isCenter).map(priced),
    comparison: complete.filter((episode) => !isCenter(episode)).map(priced),
    incomplete: episodes.length - complete.length,
  };
}
