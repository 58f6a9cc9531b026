import { expect, test } from 'vitest';
import { toOmop } from '../../../src/claims/omop/to-omop.js';
import { fromTuva } from '../../../src/claims/tuva/from-tuva.js';
import type { TuvaTable } from '../../../src/claims/tuva/tuva-map.js';
import { sumUsd, usd } from '../../../src/money/usd.js';
import { sharedData } from '../../kit/shared-data.js';
import { rowsOfFile } from './rows-of-file.js';

const seed = <T extends TuvaTable>(table: T, file: string): ReturnType<typeof fromTuva<T>>['records'] | null => {
  const path = sharedData(`claims/tuva-seed/${file}.csv`);
  return path === null ? null : fromTuva(table, rowsOfFile(path), { employerId: 'E1' }).records;
};

/** Section 5.1 of the requirements: totals of the seed, and its lines and prescriptions outside of coverage. */
test('the Tuva seed keeps its money and finds its period, except where it lies outside of coverage', { timeout: 60_000 }, () => {
  const eligibility = seed('eligibility', 'eligibility');
  const medical = seed('medical', 'medical_claim');
  const pharmacy = seed('pharmacy', 'pharmacy_claim');
  if (eligibility === null || medical === null || pharmacy === null) return;
  const total = (rows: readonly Readonly<Record<string, string>>[], column: string): string =>
    sumUsd(rows.flatMap((row) => (row[column] === undefined || row[column] === '' ? [] : [usd(row[column])]))).toFixed(2);
  const lines = toOmop({ eligibility, medical }, { through: '2018-12-31' });
  expect([lines.persons.length, lines.payerPlanPeriods.length, lines.costs.length]).toEqual([10, 31, 2075]);
  expect([total(lines.costs, 'paid_by_payer'), total(lines.costs, 'amount_allowed'), total(lines.costs, 'total_charge')]).toEqual([
    '163818.97',
    '96643.28',
    '2837778.69',
  ]);
  expect(lines.outsidePeriods).toBe(182);
  const drugs = toOmop({ eligibility, pharmacy }, { through: '2018-12-31' });
  expect([total(drugs.costs, 'paid_by_payer'), total(drugs.costs, 'amount_allowed'), drugs.outsidePeriods]).toEqual(['45827.28', '84560.97', 114]);
  const both = toOmop({ eligibility, medical, pharmacy }, { through: '2018-12-31' });
  expect(new Set(both.costs.map(({ cost_id: id }) => id)).size).toBe(2075 + 291);
  // Numbers of persons don't depend on the order of rows.
  expect(toOmop({ eligibility: [...eligibility].reverse(), medical }, { through: '2018-12-31' }).persons).toEqual(lines.persons);
});

test('parts of a cost add up; a missing amount stays empty; an open period ends with the data', () => {
  const span = { data_source: 's', person_id: 'P', member_id: 'P', payer: 'p', plan: 'q', gender: 'female', subscriber_id: 'S' };
  const { records: eligibility } = fromTuva('eligibility', [{ ...span, enrollment_start_date: '2024-01-01', enrollment_end_date: '9999-12-31' }], {
    employerId: 'E1',
  });
  const line = { data_source: 's', claim_id: 'c', claim_type: 'professional', person_id: 'P', member_id: 'P', payer: 'p', plan: 'q' };
  const { records: medical } = fromTuva('medical', [
    {
      ...line,
      claim_line_number: '1',
      claim_start_date: '2024-02-01',
      claim_end_date: '2024-02-01',
      paid_amount: '80.00',
      copayment_amount: '15.00',
      deductible_amount: '5.50',
    },
    { ...line, claim_line_number: '2', claim_start_date: '2025-02-01', claim_end_date: '2025-02-01', paid_amount: '' },
  ]);
  const rows = toOmop({ eligibility, medical }, { through: '2024-12-31' });
  expect(rows.payerPlanPeriods).toMatchObject([
    { payer_plan_period_start_date: '2024-01-01', payer_plan_period_end_date: '2024-12-31', sponsor_source_value: 'E1' },
  ]);
  expect(rows.costs).toMatchObject([
    { paid_by_payer: '80.00', paid_by_patient: '20.5', total_paid: '100.5', paid_patient_coinsurance: '', payer_plan_period_id: '1' },
    { paid_by_payer: '', paid_by_patient: '', total_paid: '', payer_plan_period_id: '' },
  ]);
});
