import { describe, expect, it } from 'vitest';
import { batchesOf } from '../../src/claims/batch-from-records.js';
import type { EpisodeDefinition } from '../../src/coe/definition/episode-definition.js';
import { jointReplacement } from '../../src/coe/definition/shipped-definitions.js';
import type { EpisodeSet } from '../../src/coe/episodes/episode.js';
import { EpisodeAggregate } from '../../src/coe/episodes/episode-aggregate.js';
import { TriggerMembers } from '../../src/coe/episodes/trigger-members.js';
import { stream } from '../../src/stats/random.js';
import { type BruteEpisode, bruteForce } from './brute-force-episodes.js';
import { randomMember } from './claim-stories.js';

const o = { paidThrough: '2026-03-31', runOutDays: 60 };

function asBrute(set: EpisodeSet, personId: string): BruteEpisode[] {
  const episodes = set.episodes
    .filter((e) => e.personId === personId)
    .map((e) => ({
      outcome: e.complete ? 'complete' : 'incomplete',
      admission: e.admission,
      discharge: e.discharge,
      allowed: e.money.allowed,
      plan: e.money.planPaid,
      cob: e.money.cobPaid,
      readmission: e.readmission?.date ?? null,
      lines: e.lines.length,
    }));
  const rejections = set.rejections
    .filter((e) => e.personId === personId)
    .map((e) => ({
      outcome: e.reason,
      admission: e.admission,
      discharge: '',
      allowed: e.money.allowed,
      plan: e.money.planPaid,
      cob: e.money.cobPaid,
      readmission: null,
      lines: e.lines,
    }));
  return [...episodes, ...rejections].sort((a, b) => a.admission.localeCompare(b.admission) || a.outcome.localeCompare(b.outcome));
}

/** Lines of all members mixed, in two passes over batches of a few rows. */
function twoPasses(definition: EpisodeDefinition, members: readonly ReturnType<typeof randomMember>[], seed: number): EpisodeSet {
  const random = stream(seed, 9);
  const lines = members
    .flatMap((m) => m.lines)
    .map((row) => ({ row, key: random.uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
  const batches = [...batchesOf({ table: 'medical', batchRows: 37 }, lines)];
  const triggers = new TriggerMembers({ definitions: [definition] });
  for (const batch of batches) triggers.add(batch);
  const episodes = new EpisodeAggregate({ definitions: [definition], ...o }, { kind: 'all' }, { members: triggers.finish() });
  for (const batch of batches) episodes.add(batch);
  for (const batch of batchesOf(
    { table: 'eligibility', batchRows: 10 },
    members.flatMap((m) => m.coverage),
  ))
    episodes.add(batch);
  return episodes.finish();
}

describe('streaming episodes against a brute-force builder', () => {
  const base = jointReplacement();
  const variants: readonly EpisodeDefinition[] = [
    base,
    { ...base, conflict: 'cancel-earlier', cleanPeriodDays: 20 },
    { ...base, conflict: 'split' },
    { ...base, window: { preDays: 3, postDays: 30, from: 'discharge', dayOne: 'anchor-date' } },
    { ...base, window: { preDays: 0, postDays: 90, from: 'admission', dayOne: 'day-after' }, readmissionDays: null },
  ];
  it.each(variants.map((definition, i) => ({ definition, i })))(
    'agrees member by member, episode by episode and to the cent (definition $i)',
    ({ definition, i }) => {
      let compared = 0;
      const outcomes = new Set<string>();
      for (let round = 0; round < 12; round += 1) {
        const members = Array.from({ length: 40 }, (_, k) => randomMember(stream(100 + i, round * 40 + k), `p${k}`));
        const set = twoPasses(definition, members, round);
        members.forEach((member, k) => {
          const brute = bruteForce(member.lines, member.coverage, definition, o);
          expect(asBrute(set, `p${k}`), `round ${round} member ${k}`).toEqual(brute);
          compared += brute.length;
          for (const { outcome, readmission } of brute) outcomes.add(readmission === null ? outcome : `${outcome} readmitted`);
        });
        for (const account of set.accounts) {
          for (const measure of ['allowed', 'planPaid', 'memberPaid', 'cobPaid'] as const) {
            expect(account.episodes[measure] + account.rejections[measure] + account.unassigned[measure]).toBe(account.input[measure]);
            expect(account.input[measure] + set.superseded.money[measure]).toBe(set.control.cents[measure]);
          }
        }
      }
      expect(compared).toBeGreaterThan(300);
      for (const outcome of ['complete', 'complete readmitted', 'incomplete', 'secondary-payer', 'lost-enrolment'])
        expect([...outcomes]).toContain(outcome);
    },
    120_000,
  );
});
