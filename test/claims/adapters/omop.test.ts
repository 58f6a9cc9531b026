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

/**
 * Field table of OMOP 5.4 (OHDSI/CommonDataModel @ f853f6e39c61b4eb8b3e5287fd573a1ced36c0e4, inst/csv/OMOP_CDMv5.4_Field_Level.csv,
 * Apache-2.0), columns cdmTableName and cdmFieldName in the file's order, cut with Python 3.11 csv on 2026-11-25.
 */
const PUBLISHED = {
  payer_plan_period: [
    'payer_plan_period_id',
    'person_id',
    'payer_plan_period_start_date',
    'payer_plan_period_end_date',
    'payer_concept_id',
    'payer_source_value',
    'payer_source_concept_id',
    'plan_concept_id',
    'plan_source_value',
    'plan_source_concept_id',
    'sponsor_concept_id',
    'sponsor_source_value',
    'sponsor_source_concept_id',
    'family_source_value',
    'stop_reason_concept_id',
    'stop_reason_source_value',
    'stop_reason_source_concept_id',
  ],
  cost: [
    'cost_id',
    'cost_event_id',
    'cost_domain_id',
    'cost_type_concept_id',
    'currency_concept_id',
    'total_charge',
    'total_cost',
    'total_paid',
    'paid_by_payer',
    'paid_by_patient',
    'paid_patient_copay',
    'paid_patient_coinsurance',
    'paid_patient_deductible',
    'paid_by_primary',
    'paid_ingredient_cost',
    'paid_dispensing_fee',
    'payer_plan_period_id',
    'amount_allowed',
    'revenue_code_concept_id',
    'revenue_code_source_value',
    'drg_concept_id',
    'drg_source_value',
  ],
};

test('the columns are those of the published field table of version 5.4, and its required ones are never empty', () => {
  const ids = { data_source: 's', person_id: 'P', member_id: 'P', payer: 'p', plan: 'q', gender: 'female' };
  const { records: eligibility } = fromTuva('eligibility', [{ ...ids, enrollment_start_date: '2024-01-01', enrollment_end_date: '2024-03-31' }], {
    employerId: 'E1',
  });
  const claim = { data_source: 's', claim_id: 'c', claim_line_number: '1', person_id: 'P', member_id: 'P', payer: 'p', plan: 'q' };
  const { records: pharmacy } = fromTuva('pharmacy', [
    { ...claim, dispensing_date: '2024-02-01', ndc_code: '50090443201', paid_amount: '10.00', copayment_amount: '5.00', allowed_amount: '15.00' },
  ]);
  const { payerPlanPeriods, costs } = toOmop({ eligibility, pharmacy }, { through: '2024-12-31' });
  expect(payerPlanPeriods.map((row) => Object.keys(row))).toEqual([PUBLISHED.payer_plan_period]);
  expect(costs.map((row) => Object.keys(row))).toEqual([PUBLISHED.cost]);
  for (const name of ['payer_plan_period_id', 'person_id', 'payer_plan_period_start_date', 'payer_plan_period_end_date'])
    expect(payerPlanPeriods[0]?.[name]).not.toBe('');
  for (const name of ['cost_id', 'cost_event_id', 'cost_domain_id', 'cost_type_concept_id']) expect(costs[0]?.[name]).not.toBe('');
  expect(costs[0]?.['currency_concept_id']).toBe('44818668');
});
