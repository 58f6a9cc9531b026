import { expect, test } from 'vitest';
import { type CdlConventions, type CdlTable, cdlColumns, cdlMap, cdlNeverRead, fromApcdCdl, toApcdCdl } from '../../../src/claims/apcd-cdl/index.js';
import { lintColumnMap } from '../../../src/claims/column-map/lint-column-map.js';
import type { DeliveredRow } from '../../../src/claims/column-map/mapped-rows.js';
import { isCoalitionError } from '../../../src/errors/coalition-error.js';
import { generateCoalition } from '../../../src/synthetic/generate-coalition.js';
import golden from '../../golden/claims-apcd-cdl.json' with { type: 'json' };

const CODES: CdlConventions = {
  yes: ['Y'],
  no: ['N'],
  lineTypes: { O: 'original', A: 'adjustment', V: 'reversal' },
  statuses: { P: 'paid', D: 'denied' },
};
const DOLLARS: CdlConventions = { ...CODES, money: 'dollars' };
const CENTS: CdlConventions = { ...CODES, money: 'cents' };
const TABLES: readonly CdlTable[] = ['eligibility', 'medical', 'pharmacy'];
const PREFIX: Readonly<Record<CdlTable, string>> = { eligibility: 'CDLME', medical: 'CDLMC', pharmacy: 'CDLPC' };
const id = (table: CdlTable, number: number): string => `${PREFIX[table]}${String(number).padStart(3, '0')}`;

test('ids that public sources name or place are the ones used, each once', () => {
  for (const table of TABLES) {
    const columns = cdlColumns(table);
    const ids = [...columns.map((column) => column.id), ...cdlNeverRead(table)];
    expect(new Set(ids).size).toBe(ids.length);
    const fieldOf = new Map(columns.map((column) => [column.id, column.field]));
    for (const [field, number] of Object.entries(golden.placed[table]))
      expect([id(table, number), fieldOf.get(id(table, number))]).toEqual([id(table, number), field]);
  }
  const named = TABLES.flatMap((table) => cdlColumns(table)).filter(({ evidence }) => evidence === 'named');
  const sources = new Set([...golden.namedByTheStatePortal, ...Object.keys(golden.namedByTheDemonstration)]);
  expect(named.filter((column) => !sources.has(column.id))).toEqual([]);
  for (const [column, field] of Object.entries(golden.namedByTheDemonstration)) expect(named.find((each) => each.id === column)?.field).toBe(field);
  for (const [field, [from = 0, to = 0]] of Object.entries(golden.lists))
    expect(
      cdlColumns('medical')
        .filter((column) => column.field === field)
        .map((column) => column.id),
    ).toEqual(Array.from({ length: to - from + 1 }, (_, at) => id('medical', from + at)));
});

test('no label is longer than a few words of ours', () => {
  for (const { label } of TABLES.flatMap((table) => cdlColumns(table))) expect(label.split(' ').length).toBeLessThanOrEqual(7);
});

const SPAN = {
  CDLME001: 'SUB',
  CDLME002: 'P1',
  CDLME003: 'PPO',
  CDLME007: 'G-7',
  CDLME008: 'FAM',
  CDLME010: '111223333',
  CDLME012: 'DOE',
  CDLME017: '18',
  CDLME018: 'F',
  CDLME019: '19800229',
  CDLME025: 'TX',
  CDLME026: '77030',
  CDLME036: 'Y',
  CDLME037: 'Y',
  CDLME038: 'N',
  CDLME039: 'N',
  CDLME040: 'Y',
  CDLME041: 'ASO',
  CDLME050: '20240101',
  CDLME051: '',
  CDLME061: 'M1',
  CDLME062: 'S1',
  CDLME064: 'N',
  CDLME899: 'ME',
};

test('a row of eligibility becomes one span for each benefit that it says yes to, and names are never read', () => {
  const { records, findings, accounting, metadata } = fromApcdCdl('eligibility', [SPAN], { employerId: 'E1', conventions: CODES });
  expect(records.map((span) => span.benefit_type)).toEqual(['medical', 'pharmacy']);
  expect(records[0]).toMatchObject({
    data_source: 'apcd-cdl',
    row_number: 1,
    person_id: 'M1',
    member_id: 'M1',
    subscriber_id: 'S1',
    subscriber_relation: 'self',
    employer_id: 'E1',
    group_id: 'G-7',
    payer: 'P1',
    plan: 'PPO',
    coverage_tier: 'FAM',
    funding_type: 'self_insured',
    enrollment_start_date: '2024-01-01',
    enrollment_end_date: null,
    is_primary: true,
    hdhp_flag: false,
    birth_date: '1980-02-29',
    gender: 'female',
    state: 'TX',
    zip_code: '77030',
  });
  expect(JSON.stringify(records)).not.toMatch(/DOE|111223333/);
  expect(accounting.accepted.rows).toBe(2);
  expect(metadata.ignored).toEqual(['CDLME010', 'CDLME012']);
  expect(metadata.unmapped).toEqual(['CDLME001']);
  expect(metadata.mapped).toContain('CDLME037');
  expect(metadata.mapped.filter((name) => !name.startsWith('CDLME'))).toEqual([]);
  expect(findings.filter(({ severity }) => severity === 'warn' || severity === 'error').map(({ code }) => code)).toEqual([
    'claims/unverified-source',
  ]);
});

test('without codes nothing is guessed: yes and no columns are left alone, listed and reported', () => {
  const { records, findings, metadata } = fromApcdCdl('eligibility', [SPAN], { employerId: 'E1', conventions: {} });
  expect(records.map((span) => [span.benefit_type, span.hdhp_flag, span.is_primary])).toEqual([['medical', null, null]]);
  expect(metadata.unmapped).toEqual(['CDLME001', 'CDLME036', 'CDLME037', 'CDLME038', 'CDLME039', 'CDLME040', 'CDLME064']);
  expect(findings.find(({ code }) => code === 'cdl/no-convention')?.message).toContain('yes and no');
});

test('a row that covers nothing is rejected and counted; a column of an id that nobody shows is listed', () => {
  const { records, findings, accounting } = fromApcdCdl('eligibility', [{ ...SPAN, CDLME036: 'N', CDLME037: '9', CDLME777: 'x' }, SPAN], {
    employerId: 'E1',
    conventions: CODES,
  });
  expect([records.length, accounting.input.rows, accounting.rejected.rows]).toEqual([2, 3, 1]);
  expect(findings.find(({ code }) => code === 'cdl/no-benefit')?.rows).toBe(1);
  expect(findings.find(({ code }) => code === 'cdl/unknown-id')?.expected).toBe('CDLME777');
});

const LINE = {
  CDLMC002: 'P1',
  CDLMC003: 'PPO',
  CDLMC005: 'C1',
  CDLMC006: '1',
  CDLMC007: '0',
  CDLMC013: 'DOE',
  CDLMC024: '20240310',
  CDLMC032: '131',
  CDLMC037: 'E119',
  CDLMC038: '',
  CDLMC039: 'I10',
  CDLMC062: 'Y',
  CDLMC087: '0450',
  CDLMC088: 'G0463',
  CDLMC089: '25',
  CDLMC119: '20240205',
  CDLMC120: '20240205',
  CDLMC121: '1',
  CDLMC123: '15000',
  CDLMC125: '8000',
  CDLMC126: '1500',
  CDLMC128: '500',
  CDLMC129: '0',
  CDLMC131: '10000',
  CDLMC161: 'M1',
  CDLMC162: 'S1',
};

test('medical rows in cents and in dollars give the same amounts; the type comes from the codes', () => {
  const cents = fromApcdCdl('medical', [LINE], { employerId: 'E1', conventions: { money: 'cents' } });
  const inDollars = { ...LINE, CDLMC123: '150.00', CDLMC125: '80.00', CDLMC126: '15.00', CDLMC128: '5.00', CDLMC129: '0.00', CDLMC131: '100.00' };
  const dollars = fromApcdCdl('medical', [inDollars], { employerId: 'E1', conventions: { money: 'dollars' } });
  expect(cents.records).toEqual(dollars.records);
  expect(cents.records).toMatchObject([
    {
      claim_id: 'C1',
      claim_record_type: 'original',
      claim_type: 'institutional',
      diagnosis_codes: ['E119', null, 'I10'],
      diagnosis_poa: ['Y'],
      modifiers: ['25'],
      claim_start_date: '2024-02-05',
      paid_date: '2024-03-10',
      charge_amount: '150.00',
      allowed_amount: '100.00',
      paid_amount: '80.00',
      copayment_amount: '15.00',
      deductible_amount: '5.00',
    },
  ]);
  expect(cents.accounting.accepted).toEqual({ rows: 1, cents: 8000, centsUnknown: 0 });
  const office = { ...LINE, CDLMC032: '', CDLMC087: '', CDLMC033: '11' };
  const kinds = [office, { ...office, CDLMC033: '' }].map(
    (row) => fromApcdCdl('medical', [row], { conventions: { money: 'cents' } }).records[0]?.claim_type,
  );
  expect(kinds).toEqual(['professional', 'undetermined']);
});

test('a line is a reversal by its kind, or by the sign of its payment where kinds are not explained', () => {
  const back = { ...LINE, CDLMC125: '-8000', CDLMC160: 'V' };
  expect(fromApcdCdl('medical', [back], { conventions: { money: 'cents' } }).records[0]?.claim_record_type).toBe('reversal');
  expect(fromApcdCdl('medical', [back], { conventions: CENTS }).records[0]?.claim_record_type).toBe('reversal');
  const strange = fromApcdCdl('medical', [{ ...back, CDLMC160: 'Q' }], { conventions: CENTS });
  expect([strange.records.length, strange.accounting.rejected]).toEqual([0, { rows: 1, cents: -8000, centsUnknown: 0 }]);
});

test('a claim is refused without the unit of its amounts, and codes may not mean two things', () => {
  const wrong: readonly (readonly [CdlTable, CdlConventions])[] = [
    ['medical', {}],
    ['pharmacy', { yes: ['Y'] }],
    ['eligibility', { yes: ['1'], no: ['1'] }],
    ['eligibility', { no: ['N'] }],
    ['eligibility', { yes: [' '] }],
  ];
  for (const [table, conventions] of wrong) {
    expect(() => fromApcdCdl(table, [], { conventions })).toThrow(expect.objectContaining({ code: 'claims/cdl-conventions' }));
    expect(() => cdlMap(table, { conventions })).toThrow(expect.objectContaining({ code: 'claims/cdl-conventions' }));
  }
  const { records } = fromApcdCdl('medical', [{ ...LINE, CDLMC125: '80.0050' }], { conventions: { money: 'dollars' } });
  try {
    toApcdCdl('medical', records, { conventions: CENTS });
    expect.unreachable();
  } catch (error) {
    expect(isCoalitionError(error, 'claims/cdl-conventions')).toBe(true);
  }
});

test('what came in by ids goes out by the same ids, and in again as the same records', () => {
  const rows = [SPAN, { ...SPAN, CDLME017: '01', CDLME061: 'M2', CDLME041: 'UND', CDLME051: '20241231' }, SPAN];
  const first = fromApcdCdl('eligibility', rows, { employerId: 'E1', conventions: CODES });
  const out = toApcdCdl('eligibility', first.records, { conventions: CODES });
  expect(out.rows.length).toBe(3);
  expect(out.rows[1]).toMatchObject({
    CDLME017: '01',
    CDLME018: 'F',
    CDLME036: 'Y',
    CDLME038: 'N',
    CDLME041: 'UND',
    CDLME051: '20241231',
    CDLME899: 'ME',
  });
  // Self-insured has two codes, with and without stop-loss: writing either would say more than is known.
  expect(out.rows[0]?.['CDLME041']).toBe('');
  expect(fromApcdCdl('eligibility', out.rows, { conventions: CODES, side: out.side }).records).toEqual(first.records);
  for (const conventions of [CENTS, { money: 'cents' } satisfies CdlConventions]) {
    const lines = fromApcdCdl(
      'medical',
      [LINE, { ...LINE, CDLMC006: '2', CDLMC125: '-1', CDLMC160: 'V' }].map((row) => ({ CDLMC160: 'O', CDLMC157: 'P', ...row })),
      { employerId: 'E1', conventions },
    );
    const written = toApcdCdl('medical', lines.records, { conventions });
    expect(written.rows[0]).toMatchObject({
      CDLMC005: 'C1',
      CDLMC119: '20240205',
      CDLMC125: '8000',
      CDLMC123: '15000',
      CDLMC039: 'I10',
      CDLMC899: 'MC',
    });
    expect(fromApcdCdl('medical', written.rows, { conventions, side: written.side }).records).toEqual(lines.records);
  }
});

const { coalition } = generateCoalition({ seed: 4, members: 200, months: ['2024-01', '2024-12'] });
const withoutPlace = (records: readonly object[]): readonly object[] => records.map((record) => ({ ...record, row_number: null }));
/** Amounts are exact; `20.5` comes back as `20.50` where the file holds cents. */
const sameMoney = (records: readonly object[]): readonly object[] =>
  records.map((record) =>
    Object.fromEntries(
      Object.entries(record).map(([name, value]) => [
        name,
        name.endsWith('_amount') && typeof value === 'string' && /\.\d$/.test(value) ? `${value}0` : value,
      ]),
    ),
  );

test.each([
  ['dollars, all codes', DOLLARS],
  ['cents, all codes', CENTS],
  ['dollars, no codes', { money: 'dollars' }],
] satisfies readonly (readonly [string, CdlConventions])[])('a whole coalition survives out and in: %s', { timeout: 120_000 }, (_, conventions) => {
  const trip = <T extends CdlTable>(table: T, records: Parameters<typeof toApcdCdl<T>>[1] & readonly object[]): void => {
    expect(records.length).toBeGreaterThan(100);
    const out = toApcdCdl(table, records, { conventions });
    const back = fromApcdCdl(table, out.rows, { conventions, side: out.side });
    expect(back.accounting.rejected.rows).toBe(0);
    expect(sameMoney(withoutPlace(back.records))).toEqual(sameMoney(withoutPlace(records)));
    // Columns are ids of the layout in its order and nothing else; rows and columns agree.
    const order = cdlColumns(table).map((column) => column.id);
    expect(out.columns).toEqual(order.filter((name) => out.columns.includes(name)));
    expect(new Set(out.rows.map((row) => Object.keys(row).join()))).toEqual(new Set([out.columns.join()]));
    expect(out.warnings.map(({ code }) => code)).toContain('claims/unverified-source');
  };
  trip('eligibility', coalition.eligibility);
  trip('medical', coalition.medical);
  trip('pharmacy', coalition.pharmacy);
});

test('person and member may differ, lists may be longer than the layout: nothing is lost', () => {
  const { records } = fromApcdCdl('medical', [{ ...LINE, CDLMC160: 'O' }], { employerId: 'E1', conventions: DOLLARS });
  expect(records.length).toBe(1);
  const long: readonly DeliveredRow<'medical'>[] = records.map((record) => ({
    ...record,
    person_id: 'PERSON-1',
    modifiers: ['25', '59', 'RT', 'LT', 'XS', 'XU'],
    diagnosis_codes: Array.from({ length: 40 }, (_, at) => (at % 7 === 3 ? null : `E${100 + at}`)),
    procedure_dates: ['2024-02-05', null, '2024-02-06'],
    claim_line_start_date: '2024-02-05',
    drg_code: '470',
    interest_amount: '1.0005',
  }));
  const out = toApcdCdl('medical', long, { conventions: DOLLARS });
  expect(fromApcdCdl('medical', out.rows, { conventions: DOLLARS, side: out.side }).records).toEqual(long);
  expect(out.warnings.find(({ code }) => code === 'cdl/no-column')?.expected).toContain('person_id (1)');
});

test('the map is one that the linter knows, and it is not changed by reading', () => {
  const map = cdlMap('medical', { conventions: CENTS, employerId: 'E1' });
  expect(lintColumnMap(map, [{ ...LINE, CDLMC160: 'O', claim_type: 'institutional' }]).filter(({ severity }) => severity === 'block')).toEqual([]);
  const frozen = Object.freeze({ ...LINE });
  fromApcdCdl('medical', [frozen], { conventions: CENTS });
  expect(frozen).toEqual(LINE);
});

test('hostile column names and empty rows crash nothing', () => {
  for (const table of TABLES) {
    const rows = [
      Object.fromEntries([
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ]),
      {},
      { CDLME061: undefined, CDLMC161: null },
    ];
    const { records, accounting } = fromApcdCdl(table, rows, { conventions: DOLLARS });
    expect([records.length, accounting.rejected.rows]).toEqual([0, 3]);
  }
});
