import { describe, expect, it } from 'vitest';
import { batchOf } from '../../src/claims/batch-from-records.js';
import { jointReplacement, shippedDefinitions } from '../../src/coe/definition/shipped-definitions.js';
import { buildEpisodes } from '../../src/coe/episodes/build-episodes.js';
import { EpisodeAggregate } from '../../src/coe/episodes/episode-aggregate.js';
import type { EpisodeSpec } from '../../src/coe/episodes/episode-spec.js';
import { TriggerMembers } from '../../src/coe/episodes/trigger-members.js';
import { stream } from '../../src/stats/random.js';
import { covered, line, randomMember, stay } from './claim-stories.js';

const spec: EpisodeSpec = { definitions: [jointReplacement()], paidThrough: '2026-06-30', runOutDays: 60 };
const members = Array.from({ length: 60 }, (_, i) => randomMember(stream(5, i), `p${String(i).padStart(2, '0')}`));
const lines = members.flatMap((m) => m.lines);
const coverage = members.flatMap((m) => m.coverage);
const json = (a: EpisodeAggregate): string => JSON.stringify(a.toJSON());
const same = (a: EpisodeAggregate, b: EpisodeAggregate): boolean => json(a) === json(b);

function whole(): EpisodeAggregate {
  const a = new EpisodeAggregate(spec);
  a.add([...lines, ...coverage]);
  return a;
}

describe('the episode aggregate', () => {
  it('gives the same bytes from records, from batches, in any order, and from partitions by member', () => {
    const once = whole();
    const batched = new EpisodeAggregate(spec);
    batched.add(batchOf({ table: 'eligibility' }, [...coverage].reverse()));
    batched.add(batchOf({ table: 'medical' }, [...lines].reverse()));
    expect(same(batched, once)).toBe(true);
    for (const of of [2, 3, 7]) {
      const parts = Array.from({ length: of }, (_, k) => {
        const part = new EpisodeAggregate(spec);
        members.forEach((m, i) => {
          if (i % of === k) part.addMember([...m.coverage, ...m.lines]);
        });
        return part;
      });
      const merged = parts.reduceRight((sum, part) => part.merge(sum));
      expect(same(merged, once)).toBe(true);
    }
    const back = EpisodeAggregate.fromJSON(JSON.parse(json(once)));
    expect(same(back, once)).toBe(true);
    expect(back.finish()).toEqual(once.finish());
  });

  it('loses no episode by keeping only persons with a trigger, and still accounts for every cent', () => {
    const triggers = new TriggerMembers({ definitions: spec.definitions });
    triggers.add(batchOf({ table: 'medical' }, lines));
    const pulled = new EpisodeAggregate(spec, { kind: 'all' }, { members: triggers.finish() });
    pulled.add([...lines, ...coverage]);
    const [a, b] = [pulled.finish(), whole().finish()];
    expect(a.episodes).toEqual(b.episodes);
    expect(a.rejections).toEqual(b.rejections);
    expect(a.control).toEqual(b.control);
    expect(triggers.finish().size).toBeLessThan(members.length);
    expect(a.episodes.length).toBeGreaterThan(10);
  });

  it('equals the stream sorted by member, and refuses an unsorted one with the row', () => {
    const streamed = [...buildEpisodes(lines, { ...spec, enrolmentOf: (id) => coverage.filter((span) => span.person_id === id) })];
    const set = whole().finish();
    expect(streamed.filter((each) => each.kind === 'episode')).toEqual(set.episodes);
    expect(streamed.filter((each) => each.kind === 'rejection')).toEqual(set.rejections);
    const a = line({ person_id: 'a', claim_id: '1', from: '2025-01-01', dollars: '1.00' });
    const b = { ...a, person_id: 'b' };
    expect(() => [...buildEpisodes([a, b, a], spec)]).toThrow(expect.objectContaining({ code: 'coe/unsorted-input', details: { row: 3 } }));
  });

  it('refuses a person in two aggregates, equal partitions, other specifications and other tables', () => {
    const [a, b] = [new EpisodeAggregate(spec), new EpisodeAggregate(spec)];
    const row = line({ person_id: 'a', claim_id: '1', from: '2025-01-01', dollars: '1.00' });
    a.add(row);
    b.add({ ...row, claim_id: '2' });
    expect(() => a.merge(b)).toThrow(expect.objectContaining({ code: 'aggregate/member-overlap' }));
    const trusting = new EpisodeAggregate(spec, { kind: 'all' }, { trustPartition: true });
    trusting.add(row);
    expect(trusting.merge(b).control().lines).toBe(2);
    const [p, q] = [new EpisodeAggregate(spec, { kind: 'partition', id: 'x' }), new EpisodeAggregate(spec, { kind: 'partition', id: 'x' })];
    p.add(row);
    q.add({ ...row, person_id: 'other' });
    expect(() => p.merge(q)).toThrow(expect.objectContaining({ code: 'aggregate/member-overlap' }));
    expect(() => a.merge(new EpisodeAggregate({ ...spec, runOutDays: 61 }))).toThrow(
      expect.objectContaining({ code: 'aggregate/spec-mismatch', details: { path: 'spec.runOutDays' } }),
    );
    expect(() => a.add(batchOf({ table: 'pharmacy' }, []))).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
    const changed = { ...whole().toJSON(), checksum: '0' };
    expect(() => EpisodeAggregate.fromJSON(changed)).toThrow(expect.objectContaining({ code: 'aggregate/corrupt' }));
  });

  it('builds several definitions in one pass without sharing a line within a family', () => {
    const many = new EpisodeAggregate({ ...spec, definitions: shippedDefinitions() });
    many.add([...lines, ...coverage]);
    const set = many.finish();
    const seen = new Map<string, Set<string>>();
    for (const episode of set.episodes) {
      const family = seen.get(episode.family) ?? new Set();
      seen.set(episode.family, family);
      for (const each of episode.lines) {
        const key = `${episode.personId}/${each.dataSource}/${each.claimId}/${each.lineNumber}`;
        expect(family.has(key)).toBe(false);
        family.add(key);
      }
    }
    const alone = whole().finish();
    expect(set.episodes.filter((episode) => episode.definition === 'coe-joint')).toEqual(alone.episodes);
  });
});

const anchor = stay({ person_id: 'p', claim_id: 'a1', from: '2025-03-03', to: '2025-03-06', dollars: '30000.00', drg_code: '470' });

function episodesOf(
  rows: readonly Parameters<typeof stay>[0][] | readonly ReturnType<typeof stay>[],
  o: Partial<EpisodeSpec> = {},
  spans = [covered('p', '2024-01-01', null)],
) {
  const a = new EpisodeAggregate({ ...spec, ...o });
  a.add([...(rows as readonly ReturnType<typeof stay>[]), ...spans]);
  return a.finish();
}

describe('single stories', () => {
  it('counts a readmission inside the window and its dollars', () => {
    const set = episodesOf([
      anchor,
      stay({ person_id: 'p', claim_id: 'r', from: '2025-03-20', to: '2025-03-22', dollars: '9000.00', drg_code: '560' }),
    ]);
    expect(set.episodes[0]).toMatchObject({
      readmission: { date: '2025-03-20', allowed: 900_000 },
      money: { allowed: 3_900_000 },
      allowedByRole: { anchor: 3_000_000, readmission: 900_000 },
    });
  });

  it('makes one event of a transfer chain from A to B and back', () => {
    const set = episodesOf([
      anchor,
      stay({ person_id: 'p', claim_id: 'b', from: '2025-03-06', to: '2025-03-09', dollars: '4000.00', drg_code: '560', facility_npi: '1000000002' }),
      stay({ person_id: 'p', claim_id: 'c', from: '2025-03-10', to: '2025-03-12', dollars: '2000.00', drg_code: '560' }),
    ]);
    expect(set.episodes).toHaveLength(1);
    expect(set.episodes[0]).toMatchObject({
      stays: 3,
      discharge: '2025-03-12',
      facility: '1000000001',
      readmission: null,
      allowedByRole: { anchor: 3_600_000 },
    });
  });

  it('joins interim bills of one stay (status 30)', () => {
    const set = episodesOf([
      { ...anchor, discharge_disposition_code: '30' },
      stay({ person_id: 'p', claim_id: 'i', from: '2025-03-07', to: '2025-03-20', dollars: '8000.00', drg_code: '470' }),
    ]);
    expect(set.episodes[0]).toMatchObject({ stays: 1, discharge: '2025-03-20' });
  });

  it('undoes an episode whose stay is reversed after its window', () => {
    const reversal = {
      ...anchor,
      claim_id: 'a1R',
      original_claim_id: 'a1',
      claim_record_type: 'reversal' as const,
      allowed_amount: '-30000.00',
      paid_amount: '-30000.00',
      paid_date: '2026-05-01',
    };
    const set = episodesOf([anchor, reversal]);
    expect([set.episodes.length, set.rejections.length]).toEqual([0, 0]);
    expect(set.accounts[0]?.input.allowed).toBe(0);
  });

  it('cancels an episode whose coverage was lost, and bridges gaps only as long as allowed', () => {
    const gap = [covered('p', '2024-01-01', '2025-03-20'), covered('p', '2025-03-23', null)];
    expect(episodesOf([anchor], {}, gap).rejections[0]?.reason).toBe('lost-enrolment');
    const lenient = { ...jointReplacement(), enrolment: { preMonths: 0, postMonths: 0, maxGapDays: 2 } };
    expect(episodesOf([anchor], { definitions: [lenient] }, gap).episodes).toHaveLength(1);
    expect(episodesOf([anchor], {}, []).rejections[0]?.reason).toBe('lost-enrolment');
    const ignored = episodesOf([anchor], { enrolment: 'ignored' }, []);
    expect(ignored.warnings.map((each) => each.code)).toEqual(['coe/enrolment-not-checked']);
  });

  it('keeps staged bilateral knees at 45 days together and those at 100 days apart', () => {
    const second = (from: string, to: string): ReturnType<typeof stay> =>
      stay({ person_id: 'p', claim_id: 'k2', from, to, dollars: '28000.00', drg_code: '470' });
    const near = episodesOf([anchor, second('2025-04-17', '2025-04-19')]);
    expect([near.episodes.length, near.rejections[0]?.reason, near.episodes[0]?.money.allowed]).toEqual([1, 'conflict-later', 5_800_000]);
    const far = episodesOf([anchor, second('2025-06-11', '2025-06-13')]);
    expect(far.episodes.map((each) => each.money.allowed)).toEqual([3_000_000, 2_800_000]);
  });

  it('judges DRGs by the version in force on discharge, names the versions, and counts missing ones', () => {
    const spine = shippedDefinitions().filter((each) => each.id === 'coe-spine-fusion');
    const fusion = (to: string, drg: string): ReturnType<typeof stay> =>
      stay({ person_id: 'p', claim_id: 'f', from: '2024-09-28', to, dollars: '60000.00', drg_code: drg });
    expect(episodesOf([fusion('2024-09-30', '460')], { definitions: spine }).episodes).toHaveLength(1);
    const wrong = episodesOf([fusion('2024-10-01', '460')], { definitions: spine });
    expect(wrong.episodes).toHaveLength(0);
    expect(wrong.findings[0]).toMatchObject({
      code: 'coe/drg-not-valid',
      message: 'MS-DRG 460 is valid in versions 40.0 to 41.1, not in 42.0, which grouped the stay.',
    });
    expect(episodesOf([fusion('2024-10-01', '451')], { definitions: spine }).episodes).toHaveLength(1);
    expect(episodesOf([{ ...anchor, drg_code: null }]).findings[0]?.code).toBe('coe/drg-missing');
    expect(
      episodesOf([
        { ...anchor, claim_start_date: '2021-03-03', claim_end_date: '2021-03-06', admission_date: '2021-03-03', discharge_date: '2021-03-06' },
      ]).findings[0]?.code,
    ).toBe('coe/drg-out-of-table');
  });

  it('sets aside secondary payers, capitated anchors and, when asked, deaths', () => {
    expect(episodesOf([anchor], {}, [covered('p', '2024-01-01', null, { is_primary: false })]).rejections[0]?.reason).toBe('secondary-payer');
    expect(
      episodesOf([{ ...anchor, allowed_amount: null, paid_amount: '0.00', claim_status: 'capitated_encounter' as const }]).rejections[0]?.reason,
    ).toBe('capitated');
    const died = { ...anchor, discharge_disposition_code: '20' };
    expect(episodesOf([died], {}, [covered('p', '2024-01-01', '2025-03-06', { death_date: '2025-03-06' })]).episodes[0]?.died).toBe(true);
    expect(episodesOf([died], { definitions: [{ ...jointReplacement(), death: 'drop' }] }).rejections[0]?.reason).toBe('death');
  });

  it('turns an outpatient operation that became an admission into one inpatient anchor', () => {
    const licensed = {
      ...jointReplacement(),
      triggers: [
        ...jointReplacement().triggers.slice(0, 1),
        { id: 'op', setting: 'outpatient' as const, allOf: [{ system: 'LICENSED' as const, codes: ['99X99'], licenceAck: 'invented for a test' }] },
      ],
    };
    const operation = line({
      person_id: 'p',
      claim_id: 'op',
      from: '2025-03-01',
      dollars: '5000.00',
      hcpcs_code: '99X99',
      claim_type: 'institutional',
      bill_type_code: '131',
    });
    const converted = episodesOf([operation, { ...anchor, drg_code: '560' }], { definitions: [licensed] });
    expect(converted.episodes).toHaveLength(1);
    expect(converted.episodes[0]).toMatchObject({
      setting: 'inpatient',
      start: '2025-03-01',
      admission: '2025-03-03',
      allowedByRole: { anchor: 3_500_000 },
    });
    const alone = episodesOf([operation], { definitions: [licensed] });
    expect(alone.episodes[0]).toMatchObject({ setting: 'outpatient', drg: null, window: { from: '2025-01-30', to: '2025-05-30' } });
  });

  it('counts a complication only when it arose in the stay or brought the person back in time', () => {
    const rule = { id: 'wound', codes: [{ system: 'ICD-10-CM' as const, codes: ['T81.4*'] }], withinDays: 30 };
    const definitions = [{ ...jointReplacement(), complications: [rule] }];
    const arisen = { ...anchor, diagnosis_codes: ['M1711', 'T814XXA'], diagnosis_poa: ['Y', 'N'] };
    expect(episodesOf([arisen], { definitions }).episodes[0]?.complications).toEqual(['wound']);
    expect(episodesOf([{ ...arisen, diagnosis_poa: ['Y', 'Y'] }], { definitions }).episodes[0]?.complications).toEqual([]);
    const back = (from: string, to: string): ReturnType<typeof stay> =>
      stay({ person_id: 'p', claim_id: 'r', from, to, dollars: '9000.00', drg_code: '862', diagnosis_codes: ['T814XXA'] });
    expect(episodesOf([anchor, back('2025-04-01', '2025-04-03')], { definitions }).episodes[0]?.complications).toEqual(['wound']);
    expect(episodesOf([anchor, back('2025-04-05', '2025-04-07')], { definitions }).episodes[0]?.complications).toEqual([]);
  });

  it('keeps what include and exclude rules say; exclude wins whatever the order', () => {
    const visit = (id: string, dx: string, hcpcs: string): ReturnType<typeof line> =>
      line({ person_id: 'p', claim_id: id, from: '2025-03-15', dollars: '100.00', diagnosis_codes: [dx], hcpcs_code: hcpcs });
    const rows = [
      anchor,
      visit('v1', 'M1711', 'G0283'),
      visit('v2', 'J069', 'G0283'),
      visit('v3', 'M1711', 'J1234'),
      { ...visit('v4', 'Z471', 'L1830'), diagnosis_codes: ['Z471', 'M1711'] },
    ];
    const include = [
      {
        kind: 'service-diagnosis-pair' as const,
        id: 'therapy',
        service: { system: 'HCPCS-II' as const, codes: ['G0283'] },
        diagnosis: { system: 'ICD-10-CM' as const, codes: ['M17*'] },
      },
    ];
    const only = (o: Partial<ReturnType<typeof jointReplacement>>): readonly string[] | undefined =>
      episodesOf(rows, { definitions: [{ ...jointReplacement(), ...o }] })
        .episodes[0]?.lines.map((each) => `${each.claimId}:${each.reason}`)
        .sort();
    expect(only({ include })).toEqual(['a1:anchor', 'v1:therapy']);
    expect(only({ include: [{ kind: 'service-only', id: 's', service: { system: 'HCPCS-II', codes: ['L*'] } }] })).toEqual(['a1:anchor', 'v4:s']);
    expect(only({ include: [{ kind: 'principal-diagnosis-only', id: 'd', diagnosis: { system: 'ICD-10-CM', codes: ['M17.11'] } }] })).toEqual([
      'a1:anchor',
      'v1:d',
      'v3:d',
    ]);
    const exclude = [{ kind: 'principal-diagnosis-only' as const, id: 'cold', diagnosis: { system: 'ICD-10-CM' as const, codes: ['J06*', 'M17*'] } }];
    expect(only({ exclude })).toEqual(['a1:anchor', 'v4:window']);
    expect(only({ include, exclude })).toEqual(['a1:anchor']);
    const pair = [
      {
        kind: 'service-procedure-pair' as const,
        id: 'p',
        service: { system: 'HCPCS-II' as const, codes: ['G0283'] },
        procedure: { system: 'ICD-10-PCS' as const, codes: ['0SR*'] },
      },
    ];
    expect(only({ include: pair })).toEqual(['a1:anchor']);
  });
});
