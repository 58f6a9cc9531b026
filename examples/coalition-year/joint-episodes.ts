import type { AcceptedBatches, ClaimBatch } from 'coalition-kit/claims';
import {
  type Episode,
  EpisodeAggregate,
  type EpisodeSet,
  jointReplacement,
  savingsWaterfall,
  TriggerMembers,
  type Waterfall,
} from 'coalition-kit/coe';
import { centsToText } from 'coalition-kit/money';
import type { Frame } from './frame.js';
import type { Netted } from './net-claims.js';

/** Joint replacements and what the Center of Excellence saves on them. */
export interface Joints {
  readonly set: EpisodeSet;
  readonly center: readonly Episode[];
  readonly elsewhere: readonly Episode[];
  /** Null when there is nothing to compare: no complete episode at the center, or none elsewhere. */
  readonly waterfall: Waterfall | null;
}

const RUN_OUT_DAYS = 90;

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, each) => sum + (each - mean(values)) ** 2, 0) / (values.length - 1));

const side = (
  episodes: readonly Episode[],
): { readonly episode: string; readonly sample: { readonly n: number; readonly standardDeviation: number } } => {
  const dollars = episodes.map(({ money }) => money.allowed / 100);
  return { episode: centsToText(Math.round(mean(dollars) * 100)), sample: { n: episodes.length, standardDeviation: deviation(dollars) } };
};

/** Share of episodes with a readmission within the clock; null without episodes. */
const rate = (episodes: readonly Episode[]): number | null =>
  episodes.length === 0 ? null : episodes.filter(({ readmission }) => readmission !== null).length / episodes.length;

/** Builds episodes in two passes over unsorted lines and compares the center with everywhere else. */
export function jointEpisodes(o: {
  readonly netted: Netted<ClaimBatch<'medical'>>;
  readonly eligibility: AcceptedBatches['eligibility'];
  readonly frame: Frame;
  readonly employees: number;
}): Joints {
  const definitions = [jointReplacement()];
  const lines = o.netted.final.batch();
  const triggers = new TriggerMembers({ definitions });
  triggers.add(lines);
  const episodes = new EpisodeAggregate(
    { definitions, paidThrough: o.frame.paidThrough, runOutDays: RUN_OUT_DAYS },
    { kind: 'all' },
    { members: triggers.finish() },
  );
  episodes.add(lines);
  episodes.add(o.eligibility);
  const set = episodes.finish();
  const complete = set.episodes.filter((each) => each.complete);
  const center = complete.filter(({ bundleId }) => bundleId !== null);
  const elsewhere = complete.filter(({ bundleId }) => bundleId === null);
  if (center.length === 0 || elsewhere.length === 0) return { set, center, elsewhere, waterfall: null };
  const waterfall = savingsWaterfall({
    referred: center.length,
    avoided: 0,
    local: side(elsewhere),
    bundle: side(center),
    evaluations: { fee: '350' },
    travelLodging: '900',
    perCaseFee: '600',
    pepm: { amount: '0.15', employees: o.employees, months: 12 },
    evidence: {
      unitPrice: {
        evidence: 'measured',
        source: `mean of ${center.length} episodes at the center and ${elsewhere.length} elsewhere; not adjusted for who was sent there`,
      },
    },
  });
  return { set, center, elsewhere, waterfall };
}

/** Readmissions within the clock, as a share, for the outcomes table. */
export function readmissionRates(joints: Joints): { readonly center: number | null; readonly elsewhere: number | null } {
  return { center: rate(joints.center), elsewhere: rate(joints.elsewhere) };
}
