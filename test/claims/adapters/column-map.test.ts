import { describe, expect, test } from 'vitest';
import { applyColumnMap, type SourceRow } from '../../../src/claims/column-map/apply-column-map.js';
import type { ColumnMap, ColumnRule, DeriveRule } from '../../../src/claims/column-map/column-map.js';
import { columnMapHash, defineColumnMap } from '../../../src/claims/column-map/define-column-map.js';
import { lintColumnMap } from '../../../src/claims/column-map/lint-column-map.js';
import { suggestMap } from '../../../src/claims/column-map/suggest-map.js';

const map: ColumnMap<'medicalClaimLine'> = {
  id: 'tpa-7/medical',
  version: '3',
  to: 'medicalClaimLine',
  dates: 'YYYYMMDD',
  columns: {
    claim_id: 'CLM',
    claim_line_number: 'LN',
    person_id: 'MBR',
    member_id: 'MBR',
    claim_start_date: 'FROM',
    claim_end_date: 'THRU',
    paid_date: 'PAID',
    rendering_npi: 'NPI',
    paid_amount: 'AMT',
  },
  constants: { payer: 'tpa-7', plan: 'ppo', claim_type: 'professional', claim_record_type: 'original' },
  ignore: ['FILLER'],
};

const rows = (change: (at: number) => Record<string, string> = () => ({})): readonly Record<string, string>[] =>
  Array.from({ length: 40 }, (_, at) => ({
    CLM: `C${Math.floor(at / 2)}`,
    LN: String((at % 2) + 1),
    MBR: `M${at % 7}`,
    FROM: `202401${String(10 + (at % 5))}`,
    THRU: '20240120',
    PAID: '20240301',
    NPI: `12345678${10 + at}`,
    AMT: `${at + 1}.50`,
    FILLER: '',
    ...change(at),
  }));

const codes = (given: ColumnMap, sample: readonly Record<string, string>[]): readonly string[] =>
  lintColumnMap(given, sample).map(({ code }) => code);

test('a good map and a good sample give nothing but what is meant', () => {
  // MBR feeds person and member; two columns are constant in this sample.
  expect(codes(map, rows())).toEqual(['MAP-2', 'MAP-6', 'MAP-6']);
});

test('each mistake of a map has its finding', () => {
  expect(
    codes(
      map,
      rows(() => ({ EXTRA: 'x' })),
    ),
  ).toContain('MAP-1');
  expect(
    codes(
      map,
      rows((at) => ({ AMT: at % 20 === 0 ? 'n/a?' : '1.00' })),
    ),
  ).toContain('MAP-3');
  const { THRU: _, ...without } = rows()[0] ?? {};
  expect(codes(map, [without])).toContain('MAP-10');
  expect(
    codes(
      map,
      rows((at) => ({ AMT: `${Math.floor(at / 2) + 1}.00` })),
    ),
  ).toContain('MAP-7');
  expect(
    codes(
      map,
      rows(() => ({ NPI: '1104867175.0' })),
    ),
  ).toContain('MAP-8');
  expect(
    codes(
      map,
      rows(() => ({ NPI: '123456789' })),
    ),
  ).toContain('MAP-8');
  expect(
    codes(
      map,
      rows(() => ({ CLM: '' })),
    ),
  ).toContain('MAP-9');
  expect(codes({ ...map, constants: {} }, rows())).toContain('MAP-9');
});

test('a swapped pair of dates names both columns, and so does a payment before its service', () => {
  const swapped = lintColumnMap({ ...map, columns: { ...map.columns, claim_start_date: 'THRU', claim_end_date: 'FROM' } }, rows());
  expect(swapped.find(({ code }) => code === 'MAP-4')).toMatchObject({ severity: 'error', field: 'claim_start_date', path: 'THRU, FROM', rows: 40 });
  const early = lintColumnMap({ ...map, columns: { ...map.columns, claim_start_date: 'PAID', claim_end_date: 'PAID', paid_date: 'FROM' } }, rows());
  expect(early.find(({ code }) => code === 'MAP-5')?.path).toBe('PAID, FROM');
});

test('no finding quotes a value of the sample', () => {
  const secret = 'SECRET-IDENTIFIER';
  const findings = lintColumnMap(
    map,
    rows(() => ({ MBR: secret, AMT: secret, EXTRA: secret })),
  );
  expect(JSON.stringify(findings)).not.toContain(secret);
  expect(
    JSON.stringify(
      suggestMap(
        rows(() => ({ MBR: secret })),
        { to: 'medicalClaimLine' },
      ),
    ),
  ).not.toContain(secret);
});

test('maps that contradict themselves are refused with the path', () => {
  const wrong: readonly (readonly [Partial<ColumnMap>, string])[] = [
    [{ columns: { nope: 'A' } }, 'claims/unknown-field'],
    [{ columns: { claim_id: 'A' }, constants: { claim_id: 'x' } }, 'claims/column-map'],
    [{ columns: { claim_id: { from: 'A', unit: 'cents' } } }, 'claims/column-map'],
    [{ columns: { claim_id: [] } }, 'claims/column-map'],
    [{ fold: { claim_id: 'x_{1..2}' } }, 'claims/column-map'],
    [{ fold: { diagnosis_codes: 'x_{9..2}' } }, 'claims/column-map'],
    [{ id: '' }, 'claims/column-map'],
  ];
  for (const [change, code] of wrong)
    expect(() => defineColumnMap({ ...map, columns: {}, constants: {}, ...change })).toThrow(expect.objectContaining({ code }));
});

test('the hash follows the content, not the order of keys', () => {
  const again: ColumnMap = JSON.parse(JSON.stringify({ version: map.version, ...Object.fromEntries(Object.entries(map).reverse()) }));
  expect(columnMapHash(again)).toBe(columnMapHash(map));
  expect(columnMapHash({ ...map, version: '4' })).not.toBe(columnMapHash(map));
});

test('values, units, signs, several columns and derivations', () => {
  const one = applyColumnMap(
    {
      id: 'x',
      version: '1',
      to: 'medicalClaimLine',
      dates: 'MM/DD/YYYY',
      columns: {
        claim_id: 'ID',
        claim_line_number: 'N',
        person_id: ['P1', 'P2'],
        member_id: 'P2',
        claim_start_date: 'F',
        claim_end_date: { from: 'T', via: 'dayBefore', dates: 'YYYY-MM-DD' },
        claim_type: { from: 'KIND', values: { I: 'institutional', P: 'professional' }, otherwise: 'undetermined' },
        paid_amount: { from: 'PAID', unit: 'cents', via: 'negate' },
        in_network_flag: 'NET',
        revenue_center_code: 'REV',
      },
      fold: { modifiers: ['M1', 'M2', 'M3'] },
      derive: {
        allowed_amount: { kind: 'sum', of: ['A', 'B'], less: ['C'] },
        claim_record_type: { kind: 'sign', of: 'PAID', negative: 'original', otherwise: 'reversal' },
        payer: { kind: 'join', of: ['X', 'Y'], with: '-' },
      },
      constants: { plan: 'ppo' },
    },
    [
      {
        ID: '1',
        N: '1',
        P1: ' ',
        P2: '007',
        F: '1/5/2024',
        T: '2024-03-01',
        KIND: 'Q',
        PAID: '-1250',
        NET: 'Y',
        REV: '1',
        M1: 'rt',
        M2: '',
        M3: '',
        A: '10.10',
        B: '',
        C: '0.20',
        X: 'a',
        Y: 'b',
      },
    ],
    { dataSource: 's' },
  );
  expect(one.records[0]).toMatchObject({
    person_id: '007',
    claim_start_date: '2024-01-05',
    claim_end_date: '2024-02-29',
    claim_type: 'undetermined',
    paid_amount: '12.50',
    in_network_flag: true,
    revenue_center_code: '0001',
    modifiers: ['RT'],
    allowed_amount: '9.9',
    claim_record_type: 'original',
    payer: 'a-b',
    plan: 'ppo',
    row_number: 1,
  });
});

describe('amounts are never read in another size or sign than the map says', () => {
  const paid = (rule: ColumnRule, derive: Readonly<Record<string, DeriveRule>>, row: SourceRow): string | undefined => {
    const own: ColumnMap<'nonClaimsPayment'> = {
      id: 'fees',
      version: '1',
      to: 'nonClaimsPayment',
      columns: { payment_id: 'ID', service_period_start: 'FROM', service_period_end: 'TO', ...('amount' in derive ? {} : { amount: rule }) },
      derive,
      constants: { employer_id: 'E1', category: 'admin_fee' },
    };
    const source = { ID: '1', FROM: '2025-01-01', TO: '2025-01-31', ...row };
    const { records, findings, accounting } = applyColumnMap(own, [source], { dataSource: 's' });
    const error = findings.find(({ code, severity }) => code === 'STR-1' && severity === 'error');
    expect(accounting.rejected.rows).toBe(error === undefined ? 0 : 1);
    return error?.field ?? records[0]?.amount;
  };
  test.each([
    ['1050', '10.50'],
    ['1050.00', '10.50'],
    ['5', '0.05'],
    ['1,050', '10.50'],
    ['$1,050', '10.50'],
    ['(1050)', '-10.50'],
    ['1050-', '-10.50'],
    ['-7', '-0.07'],
    ['999999999999999', '9999999999999.99'],
    // Half a cent: as dollars it would be a hundred times what the map says.
    ['1050.5', 'amount'],
    ['1050.50', 'amount'],
    ['1,050.50', 'amount'],
    ['ten', 'amount'],
    ['NULL', 'amount'],
  ])('%s in cents', (text, amount) => expect(paid({ from: 'AMT', unit: 'cents' }, {}, { AMT: text })).toBe(amount));
  test.each([
    ['5.00', '-5.00'],
    ['-5.00', '5.00'],
    ['$1,200.00', '-1200.00'],
    ['(5.00)', '5.00'],
    ['5.00-', '5.00'],
    ['0.00', '0.00'],
    ['five', 'amount'],
  ])('%s with the other sign', (text, amount) => expect(paid({ from: 'AMT', via: 'negate' }, {}, { AMT: text })).toBe(amount));
  test.each([
    ['10.00', '5.00', '15'],
    ['$1,000.00', '5.00', '1005'],
    ['NULL', '5.00', '5'],
    ['(10.00)', '5.00', '-5'],
    ['ten', '5.00', 'amount'],
  ])('%s and %s added', (a, b, amount) => expect(paid('A', { amount: { kind: 'sum', of: ['A', 'B'] } }, { A: a, B: b })).toBe(amount));
});

test('accounting: what comes in is accepted or rejected, in rows and cents', () => {
  const { accounting, findings, records } = applyColumnMap(
    map,
    rows((at) => (at === 3 ? { FROM: '20241399' } : at === 4 ? { NPI: 'abc' } : {})),
    { dataSource: 'tpa-7' },
  );
  expect([accounting.input.rows, accounting.accepted.rows, accounting.rejected.rows]).toEqual([40, 39, 1]);
  expect(accounting.input.cents).toBe(84_000);
  expect(accounting.accepted.cents + accounting.rejected.cents).toBe(84_000);
  expect(findings.filter(({ code }) => code === 'STR-1').map(({ severity, field, row }) => [severity, field, row?.row])).toEqual([
    ['error', 'claim_start_date', 4],
    ['warn', 'rendering_npi', 5],
  ]);
  expect(records[3]?.rendering_npi).toBeNull();
});
