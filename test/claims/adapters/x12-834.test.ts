import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Read834, read834 } from '../../../src/claims/x12/read-834.js';
import { compareFull834, type Replay834Options, type Replayed834, replay834 } from '../../../src/claims/x12/replay-834.js';
import { sharedData } from '../../kit/shared-data.js';

function file(name: string): Read834 | null {
  const path = sharedData(`claims/x12/linuxforhealth/${name}.834`);
  return path === null ? null : read834(readFileSync(path, 'utf8'));
}

function replayed(names: readonly string[], o: Replay834Options = {}): Replayed834 | null {
  const files = names.map(file);
  return files.every((each) => each !== null)
    ? replay834(
        files.filter((each) => each !== null),
        o,
      )
    : null;
}

const brief = ({ records }: Replayed834): readonly (readonly (string | null)[])[] =>
  records.map((span) => [
    span.person_id,
    span.subscriber_id,
    span.subscriber_relation,
    span.benefit_type,
    span.enrollment_start_date,
    span.enrollment_end_date,
  ]);
const codes = ({ findings }: Replayed834): readonly string[] => findings.map(({ code }) => code);

/** Section 5.6 of the requirements: each published file, with the files before it that it needs. */
const SCENARIOS: readonly (readonly [names: readonly string[], spans: readonly (readonly (string | null)[])[], findings: readonly string[]])[] = [
  [
    ['enroll-employee-multiple-products'],
    [
      ['123456789', '123456789', 'self', 'medical', '1996-06-01', null],
      ['123456789', '123456789', 'self', 'vision', '1996-06-01', null],
    ],
    [],
  ],
  [['enroll-employee-managed-care'], [['202443307', '123456789', 'self', 'medical', '1996-06-01', null]], []],
  [['add-dependent'], [['103229876', '123456789', 'child', 'medical', '1996-06-01', null]], []],
  [['add-subscriber-coverage'], [['2024433307', '123456789', 'self', 'dental', '2002-07-01', null]], []],
  [['add-dependent', 'cancel-dependent'], [['103229876', '123456789', 'child', 'medical', '1996-06-01', '1996-08-01']], []],
  [['cancel-dependent'], [], ['x12/nothing-to-end']],
  [
    ['add-dependent', 'terminate-subscriber-eligibility'],
    [['103229876', '123456789', 'child', 'medical', '1996-06-01', '1996-08-01']],
    ['x12/relation-contradiction'],
  ],
  [['terminate-subscriber-eligibility'], [], ['x12/relation-contradiction', 'x12/nothing-to-end']],
  [
    ['add-dependent', 'cancel-dependent', 'reinstate-employee'],
    [
      ['103229876', '123456789', 'child', 'medical', '1996-06-01', '1996-08-01'],
      ['103229876', '123456789', 'self', 'medical', '1996-10-01', null],
    ],
    [],
  ],
  [['reinstate-employee-coverage-level'], [['202443307', '202443307', 'self', 'dental', '2002-07-01', null]], ['x12/nothing-to-reopen']],
  [['reinstate-member-eligiblity-ins'], [], ['x12/nothing-to-reopen']],
  [['enroll-employee-managed-care', 'change-subscriber-information'], [['202443307', '123456789', 'self', 'medical', '1996-06-01', null]], []],
];

test.each(SCENARIOS)('replaying %j', (names, spans, findings) => {
  const result = replayed(names);
  if (result === null) return;
  expect(brief(result)).toEqual(spans);
  expect(codes(result)).toEqual(findings);
  // No published file has HD05: the tier is not guessed.
  expect(result.records.every(({ coverage_tier: tier }) => tier === null)).toBe(true);
});

test('both dates of a file are kept', () => {
  const read = file('add-dependent');
  if (read === null) return;
  expect([read.events[0]?.interchangeDate, read.events[0]?.fileDate]).toEqual(['080503', '1998-05-20']);
});

const HEAD =
  'ISA*00*          *00*          *ZZ*S              *ZZ*R              *240101*1200*^*00501*000000001*0*P*:~GS*BE*S*R*20240101*1200*1*X*005010X220A1~';
const wrap = (body: string, purpose = '2'): Read834 =>
  read834(`${HEAD}ST*834*1~BGN*00*1*20240101*1200****${purpose}~N1*P5*ACME*FI*E1~N1*IN*PAYER~${body}SE*0*1~GE*1*1~IEA*1*000000001~`);
const member = (maintenance: string, tail: string, relation = 'Y*18'): string =>
  `INS*${relation}*${maintenance}*20*A***FT~REF*0F*S1~NM1*IL*1*A*B****34*${relation.startsWith('Y') ? 'S1' : 'D1'}~DMG*D8*19700614*F~${tail}`;
const hd = (maintenance: string, begin: string, tier = ''): string =>
  `HD*${maintenance}**HLT*PLAN A${tier === '' ? '' : `*${tier}`}~${begin === '' ? '' : `DTP*348*D8*${begin}~`}`;

test('a reinstatement without a date reopens what the last termination ended', () => {
  const events = [wrap(member('021', hd('021', '20240101', 'FAM'))), wrap(member('024', 'DTP*357*D8*20240331~')), wrap(member('025', ''))];
  expect(replay834(events).records.map((span) => [span.enrollment_start_date, span.enrollment_end_date, span.coverage_tier, span.plan])).toEqual([
    ['2024-01-01', null, 'FAM', 'PLAN A'],
  ]);
});

test('coverage that is added, ended or reopened with an end before its begin keeps its first day, and a finding says so', () => {
  const added = member('021', `${hd('021', '20240115')}DTP*349*D8*20240101~`);
  const reopened = member('025', `${hd('025', '')}DTP*349*D8*20231231~`);
  const ended = member('024', 'DTP*357*D8*20231231~');
  for (const events of [
    [wrap(added)],
    [wrap(member('021', hd('021', '20240115'))), wrap(ended)],
    [wrap(member('021', hd('021', '20240115'))), wrap(member('024', 'DTP*357*D8*20240331~')), wrap(reopened)],
  ]) {
    const result = replay834(events);
    expect(result.records.map((span) => [span.enrollment_start_date, span.enrollment_end_date])).toEqual([['2024-01-15', '2024-01-15']]);
    expect(codes(result)).toEqual(['x12/end-before-start']);
    expect(result.findings[0]).toMatchObject({ row: { row: expect.any(Number) }, path: expect.stringContaining('ISA[1]/GS[1]/ST[1]/INS[1]') });
  }
});

test('dependants without a benefit inherit the subscriber’s only by option', () => {
  const events = [wrap(member('021', hd('021', '20240101'))), wrap(member('021', 'DTP*356*D8*20240201~', 'N*19'))];
  expect(replay834(events).records.length).toBe(1);
  expect(codes(replay834(events))).toEqual(['x12/no-benefit']);
  expect(replay834(events, { inheritCoverage: true }).records.map((span) => [span.person_id, span.enrollment_start_date])).toEqual([
    ['D1', '2024-02-01'],
    ['S1', '2024-01-01'],
  ]);
});

test('replaying some files and then the rest is replaying all, and an audit of the result shows no difference', () => {
  const events = [
    wrap(member('021', hd('021', '20240101'))),
    wrap(member('021', hd('021', '20240115'), 'N*19')),
    wrap(member('024', 'DTP*357*D8*20240331~', 'N*19')),
    wrap(member('025', 'DTP*303*D8*20240501~', 'N*19')),
  ];
  const all = replay834(events);
  for (let cut = 0; cut <= events.length; cut += 1) {
    const first = replay834(events.slice(0, cut));
    const rest = replay834(events.slice(cut), {}, first.spans);
    expect(rest.spans).toEqual(all.spans);
    expect(rest.records).toEqual(all.records);
  }
  const audit = wrap(member('030', hd('030', '20240101')) + member('030', hd('030', '20240501'), 'N*19'), '4');
  expect(audit.kind).toBe('full');
  expect(compareFull834(all.spans, audit)).toEqual([]);
  const other = wrap(member('030', hd('030', '20240201')), '4');
  expect(compareFull834(all.spans, other).map(({ kind, person }) => [kind, person])).toEqual([
    ['missing', 'D1'],
    ['changed', 'S1'],
  ]);
});

test('another transaction set is named, not read', () => {
  const read = read834(`${HEAD}ST*270*1~SE*2*1~GE*1*1~IEA*1*000000001~`);
  expect(read.findings.map(({ code }) => code)).toEqual(['x12/unsupported-transaction']);
});
