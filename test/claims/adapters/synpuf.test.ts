import { expect, test } from 'vitest';
import { fromSynpuf, fromSynpufDrugs } from '../../../src/claims/synpuf/from-synpuf.js';
import { type SynpufMemberYear, synpufMemberYears, synpufPerMonth } from '../../../src/claims/synpuf/member-years.js';
import { sharedData } from '../../kit/shared-data.js';
import { rowsOfFile } from './rows-of-file.js';

const file = (name: string): readonly Readonly<Record<string, string>>[] | null => {
  const path = sharedData(`claims/synpuf-500/${name}.csv.gz`);
  return path === null ? null : rowsOfFile(path);
};

interface Line {
  readonly person_id: string;
  readonly claim_start_date: string;
  readonly claim_end_date: string;
  readonly paid_amount: string | null;
  readonly adjustment_reason_codes: readonly (string | null)[] | null;
}

/** Member-years whose claims agree with the annual summary within 50 cents; whole dollars, so exact as numbers. */
function agreement(
  lines: readonly Line[],
  years: readonly SynpufMemberYear[],
  setting: 'inpatient' | 'outpatient' | 'carrier',
  by: 'from' | 'thru',
): number {
  const paid = new Map<string, number>();
  for (const line of lines) {
    const key = `${line.person_id}|${(by === 'from' ? line.claim_start_date : line.claim_end_date).slice(0, 4)}`;
    paid.set(key, (paid.get(key) ?? 0) + Number(line.paid_amount ?? '0'));
  }
  return years.filter((year) => Math.abs((paid.get(`${year.person_id}|${year.year}`) ?? 0) - year[setting].medicare.toNumber()) <= 0.5).length;
}

const total = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + Number(line.paid_amount ?? '0'), 0);

test('coverage months and spending per month are those of the 500-member sample', () => {
  const bene = file('bene');
  if (bene === null) return;
  const years = synpufMemberYears(bene);
  const perMonth = synpufPerMonth(years);
  expect(perMonth.map((row) => [row.year, row.memberYears, row.partAMonths, row.total.toFixed()])).toEqual([
    [2008, 500, 5529, '2432990'],
    [2009, 498, 5475, '2799334'],
  ]);
  expect(perMonth.map(({ perMonth: value }) => value?.toFixed(8))).toEqual(['440.04159884', '511.29388128']);
  expect(years.filter((year) => year.total.isZero()).length).toBe(227);
});

test('the carrier file with 59 wide columns is read by a map alone', { timeout: 120_000 }, () => {
  const [rows, bene] = [file('carrier'), file('bene')];
  if (rows === null || bene === null) return;
  expect(Object.keys(rows[0] ?? {}).length).toBe(59);
  const { records, accounting, metadata } = fromSynpuf('carrier', rows);
  expect(rows.length).toBe(16_677);
  expect(metadata.unmapped).toEqual([]);
  expect(accounting.rejected.rows).toBe(0);
  expect(records.filter(({ hcpcs_code: code }) => code !== null).length).toBe(28_922);
  expect(records.filter(({ adjustment_reason_codes: codes }) => codes !== null).length).toBe(30_680);
  expect(total(records)).toBe(1_415_240);
  const allowed = records.filter(({ adjustment_reason_codes: codes }) => codes?.[0] === 'A');
  expect(total(allowed)).toBe(1_295_550);
  const years = synpufMemberYears(bene);
  expect(agreement(records, years, 'carrier', 'from')).toBe(415);
  expect(agreement(records, years, 'carrier', 'thru')).toBe(415);
  expect(agreement(allowed, years, 'carrier', 'from')).toBe(601);
  expect(agreement(allowed, years, 'carrier', 'thru')).toBe(602);
});

test('facility claims agree with the annual summaries as published, by date and definition of payment', () => {
  const [inpatient, outpatient, bene] = [file('inpatient'), file('outpatient'), file('bene')];
  if (inpatient === null || outpatient === null || bene === null) return;
  const years = synpufMemberYears(bene);
  const plain = fromSynpuf('inpatient', inpatient);
  expect([inpatient.length, outpatient.length]).toEqual([225, 2827]);
  expect(plain.metadata.unmapped).toEqual([]);
  expect(total(plain.records)).toBe(1_963_900);
  expect(agreement(plain.records, years, 'inpatient', 'from')).toBe(944);
  expect(agreement(plain.records, years, 'inpatient', 'thru')).toBe(946);
  const added = fromSynpuf('inpatient', inpatient, { passThrough: 'added' });
  expect(total(added.records)).toBe(1_984_070);
  expect(agreement(added.records, years, 'inpatient', 'from')).toBe(994);
  expect(agreement(added.records, years, 'inpatient', 'thru')).toBe(996);
  const ambulatory = fromSynpuf('outpatient', outpatient);
  expect(total(ambulatory.records)).toBe(782_630);
  expect(agreement(ambulatory.records, years, 'outpatient', 'from')).toBe(985);
  expect(agreement(ambulatory.records, years, 'outpatient', 'thru')).toBe(997);
  expect(ambulatory.records.filter(({ claim_record_type: type }) => type === 'reversal').length).toBe(12);
});

test('drug events have the totals of the sample', { timeout: 60_000 }, () => {
  const rows = file('pde');
  if (rows === null) return;
  const { records, accounting } = fromSynpufDrugs(rows);
  expect(records.length).toBe(17_443);
  expect(accounting.rejected.rows).toBe(0);
  const sum = (name: 'allowed_amount' | 'copayment_amount'): number => records.reduce((all, record) => all + Number(record[name]), 0);
  expect([sum('allowed_amount'), sum('copayment_amount')]).toEqual([1_080_520, 175_680]);
  expect(records.filter((record) => Number(record.copayment_amount) > Number(record.allowed_amount)).length).toBe(859);
  expect(records.filter((record) => record.days_supply === 0).length).toBe(383);
  expect(records.filter((record) => Number(record.quantity) === 0).length).toBe(750);
});

test('a second segment is a line of the same claim with the first segment’s dates, and its payment counts as chosen', () => {
  const base = { DESYNPUF_ID: 'A', CLM_ID: '9', NCH_PRMRY_PYR_CLM_PD_AMT: '0', ICD9_DGNS_CD_1: '4019' };
  const rows = [
    { ...base, SEGMENT: '2', CLM_FROM_DT: '', CLM_THRU_DT: '', CLM_PMT_AMT: '70' },
    { ...base, SEGMENT: '1', CLM_FROM_DT: '20090101', CLM_THRU_DT: '20090103', CLM_PMT_AMT: '500' },
  ];
  const sum = fromSynpuf('outpatient', rows);
  expect(sum.records.map((record) => [record.claim_line_number, record.claim_start_date, record.paid_amount])).toEqual([
    [2, '2009-01-01', '70'],
    [1, '2009-01-01', '500'],
  ]);
  expect(sum.findings.find(({ code }) => code === 'synpuf/second-segment')).toMatchObject({ rows: 1, cents: 7000 });
  const first = fromSynpuf('outpatient', rows, { segmentPayment: 'first' });
  expect(first.accounting.accepted.cents).toBe(50_000);
});
