import type { Episode, EpisodeSet } from './episode.js';

/** One episode of one side, or of both. */
export interface EpisodeMove {
  readonly personId: string;
  readonly family: string;
  readonly start: string;
  readonly kind: 'gained' | 'lost' | 'changed';
  /** After less before. Unit: US cents allowed. */
  readonly allowed: number;
}

/** What another definition changes. */
export interface EpisodeDiff {
  readonly moves: readonly EpisodeMove[];
  readonly gained: number;
  readonly lost: number;
  readonly changed: number;
  /** Sum of all moves = episodes after less episodes before. Unit: US cents allowed. */
  readonly allowed: number;
}

const keyOf = (episode: Episode): string => JSON.stringify([episode.personId, episode.start]);

/**
 * Tells what a change of definition does to the episodes of the same lines: gained, lost, and dollars that moved.
 *
 * @unit US cents allowed
 * @source spec coe E18
 * @testedBy coe/trigger-coverage.test.ts: moves sum to the difference
 * @param before - Episodes by one definition.
 * @param after - Episodes by another, over the same lines.
 * @returns The moves; they add up to the difference exactly.
 * @example
 * const set = new EpisodeAggregate({ definitions: [jointReplacement()], paidThrough: '2026-06-30', runOutDays: 90 }).finish();
 * episodeDiff(set, set).moves; // => []
 */
export function episodeDiff(before: Pick<EpisodeSet, 'episodes'>, after: Pick<EpisodeSet, 'episodes'>): EpisodeDiff {
  const [old, now] = [new Map(before.episodes.map((each) => [keyOf(each), each])), new Map(after.episodes.map((each) => [keyOf(each), each]))];
  const moves: EpisodeMove[] = [];
  for (const key of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    const [a, b] = [old.get(key), now.get(key)];
    const one = b ?? a;
    const allowed = (b?.money.allowed ?? 0) - (a?.money.allowed ?? 0);
    if (one === undefined || (a !== undefined && b !== undefined && allowed === 0)) continue;
    moves.push({
      personId: one.personId,
      family: one.family,
      start: one.start,
      kind: a === undefined ? 'gained' : b === undefined ? 'lost' : 'changed',
      allowed,
    });
  }
  const count = (kind: EpisodeMove['kind']): number => moves.filter((move) => move.kind === kind).length;
  return {
    moves,
    gained: count('gained'),
    lost: count('lost'),
    changed: count('changed'),
    allowed: moves.reduce((sum, move) => sum + move.allowed, 0),
  };
}
