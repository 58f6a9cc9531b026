import { expect, test } from 'vitest';
import type { DeliveredRow } from '../../../src/claims/column-map/mapped-rows.js';
import { fromTuva } from '../../../src/claims/tuva/from-tuva.js';
import { toTuva } from '../../../src/claims/tuva/to-tuva.js';
import type { TuvaTable } from '../../../src/claims/tuva/tuva-map.js';
import { sharedData } from '../../kit/shared-data.js';
import { rowsOfFile } from './rows-of-file.js';

const FILES: readonly (readonly [TuvaTable, string, number])[] = [
  ['medical', 'medical_claim', 2075],
  ['pharmacy', 'pharmacy_claim', 291],
  ['eligibility', 'eligibility', 31],
];

test.each(FILES)('the Tuva seed keeps every row of %s, in, out and in again', { timeout: 60_000 }, (table, file, count) => {
  const path = sharedData(`claims/tuva-seed/${file}.csv`);
  if (path === null) return;
  const source = rowsOfFile(path);
  const first = fromTuva(table, source, { employerId: 'E1' });
  expect(first.accounting.accepted.rows).toBe(count);
  expect(first.accounting.rejected.rows).toBe(0);
  expect(first.findings.filter(({ code }) => code === 'MAP-1').map(({ rows }) => rows)).toEqual(table === 'eligibility' ? [8] : []);

  const out = toTuva(table, first.records);
  expect(out.columns.length).toBe({ medical: 148, pharmacy: 25, eligibility: 39 }[table]);
  const second = fromTuva(table, out.rows, { side: out.side });
  expect(second.records).toEqual(first.records);
  // Without the side table only the employer is lost, which Tuva has no column for.
  const third = fromTuva(table, out.rows, { employerId: 'E1' });
  expect(third.records).toEqual(first.records);
  expect(toTuva(table, second.records)).toEqual(out);
});

test('paid totals of the Tuva seed are those that are published with it', () => {
  const medical = sharedData('claims/tuva-seed/medical_claim.csv');
  const pharmacy = sharedData('claims/tuva-seed/pharmacy_claim.csv');
  if (medical === null || pharmacy === null) return;
  expect(fromTuva('medical', rowsOfFile(medical)).accounting.accepted.cents).toBe(16_381_897);
  expect(fromTuva('pharmacy', rowsOfFile(pharmacy)).accounting.accepted.cents).toBe(4_582_728);
});

test('lists longer than Tuva and than the side table usually is come back whole', () => {
  const { records } = fromTuva(
    'medical',
    [
      {
        data_source: 's',
        claim_id: '1',
        claim_line_number: '1',
        claim_type: 'professional',
        person_id: 'p',
        member_id: 'm',
        payer: 'x',
        plan: 'y',
        claim_start_date: '2024-01-05',
        claim_end_date: '2024-01-05',
        paid_amount: '1.00',
      },
    ],
    { employerId: 'E1' },
  );
  expect(records.length).toBe(1);
  const numbered = (prefix: string, count: number): readonly (string | null)[] =>
    Array.from({ length: count }, (_, at) => (at % 7 === 3 ? null : `${prefix}${100 + at}`));
  const long: readonly DeliveredRow<'medical'>[] = records.map((record) => ({
    ...record,
    modifiers: ['25', '59', 'RT', 'LT', 'XS', 'XU', 'XE'],
    diagnosis_codes: numbered('E', 40),
    adjustment_reason_codes: numbered('R', 33),
  }));
  const out = toTuva('medical', long);
  const back = fromTuva('medical', out.rows, { side: out.side });
  expect(back.records).toEqual(long);
  expect(back.metadata.unmapped).toEqual([]);
});
