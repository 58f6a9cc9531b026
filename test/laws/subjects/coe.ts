import type { ClaimBatch } from '../../../src/claims/batch.js';
import { batchOf } from '../../../src/claims/batch-from-records.js';
import type { EligibilitySpan } from '../../../src/claims/eligibility-span.js';
import type { MedicalClaimLine } from '../../../src/claims/medical-claim-line.js';
import { chronicConditions, costDriverTable } from '../../../src/coe/conditions/code-tables.js';
import { type MemberProfileAggregate, type MemberProfileSpec, memberProfilesKind } from '../../../src/coe/conditions/member-profile.js';
import { jointReplacement, shippedDefinitions } from '../../../src/coe/definition/shipped-definitions.js';
import { type EpisodeAggregate, type EpisodeInput, episodesKind } from '../../../src/coe/episodes/episode-aggregate.js';
import type { EpisodeSpec } from '../../../src/coe/episodes/episode-spec.js';
import { type TriggerMembers, type TriggerMembersSpec, triggerMembersKind } from '../../../src/coe/episodes/trigger-members.js';
import type { RandomStream } from '../../../src/stats/random.js';
import { line, randomMember } from '../../coe/claim-stories.js';
import { type LawSubject, lawSubject } from '../law-subject.js';

const definitions = [jointReplacement(), ...shippedDefinitions().slice(7, 9)];

function episodeSpec(random: RandomStream): EpisodeSpec {
  return { definitions: definitions.slice(0, 1 + random.below(3)), paidThrough: `2026-0${1 + random.below(9)}-28`, runOutDays: random.below(120) };
}

function triggerSpec(random: RandomStream): TriggerMembersSpec {
  return { definitions: definitions.slice(0, 1 + random.below(2)) };
}

type Rows = readonly (MedicalClaimLine | EligibilitySpan)[];

/** One member's rows, now and then only a part of them, so that an input isn't always a whole member. */
function rowsOfMember(random: RandomStream, serial: number): Rows {
  const { lines, coverage } = randomMember(random, `p${random.below(12)}`);
  const unique = lines.map((each) => ({ ...each, data_source: `tpa-${serial}` }));
  return random.below(4) === 0 ? [...unique] : [...unique, ...coverage];
}

function personOf(input: EpisodeInput): string {
  if ('rowCount' in input) return '';
  if ('person_id' in input) return input.person_id;
  for (const row of input) return row.person_id;
  return '';
}

const small: MemberProfileSpec = {
  conditions: { ...chronicConditions(), entries: chronicConditions().entries.slice(0, 8) },
  drivers: { ...costDriverTable(), entries: costDriverTable().entries.slice(0, 40) },
};
const DIAGNOSES = ['I10', 'E119', 'D50', 'C509', 'Z471'];

export const subjects: readonly LawSubject[] = [
  lawSubject<EpisodeInput, EpisodeAggregate>({
    kind: 'coe/episodes',
    empty: (random, scope) => episodesKind.empty(episodeSpec(random), scope),
    fromJSON: (json) => episodesKind.fromJSON(json),
    inputs: (random, count) => Array.from({ length: count }, (_, i) => rowsOfMember(random, i)).filter((rows) => rows.length > 0),
    huge: () => line({ person_id: 'huge', claim_id: 'huge', from: '2025-01-01', dollars: '90071992547409.91' }),
    memberOf: personOf,
    other: () => episodesKind.empty({ definitions: [jointReplacement()], paidThrough: '2020-01-01', runOutDays: 1 }),
  }),
  lawSubject<ClaimBatch<'medical'>, TriggerMembers>({
    kind: 'coe/trigger-members',
    empty: (random, scope) => triggerMembersKind.empty(triggerSpec(random), scope),
    fromJSON: (json) => triggerMembersKind.fromJSON(json),
    inputs: (random, count) => Array.from({ length: count }, (_, i) => batchOf({ table: 'medical' }, randomMember(random, `p${i % 9}`).lines)),
    other: () => triggerMembersKind.empty({ definitions: shippedDefinitions().slice(3, 4) }),
  }),
  lawSubject<ClaimBatch, MemberProfileAggregate>({
    kind: 'coe/member-profiles',
    empty: (_, scope) => memberProfilesKind.empty(small, scope),
    fromJSON: (json) => memberProfilesKind.fromJSON(json),
    inputs: (random, count) =>
      Array.from({ length: count }, (_, i) => {
        const { lines, coverage } = randomMember(random, `p${i % 9}`);
        if (random.below(4) === 0 || lines.length === 0) return batchOf({ table: 'eligibility' }, coverage);
        return batchOf(
          { table: 'medical' },
          lines.map((each) => ({
            ...each,
            data_source: `tpa-${i}`,
            diagnosis_codes: [DIAGNOSES[random.below(5)] ?? null, DIAGNOSES[random.below(5)] ?? null],
          })),
        );
      }),
    huge: () =>
      batchOf(
        { table: 'medical' },
        Array.from({ length: 9 }, (_, i) => line({ person_id: 'huge', claim_id: `huge-${i}`, from: '2025-01-01', dollars: '9999999999999.99' })),
      ),
    memberOf: (batch) => batch.codes['person_id']?.dictionary.values[0] ?? '',
    other: () => memberProfilesKind.empty({ ...small, noFlag: [{ system: 'HCPCS-II', codes: ['G*'] }] }),
  }),
];
