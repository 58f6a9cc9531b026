import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { npiPasses } from '../../../src/claims/rules/npi.js';
import { syntheticProfile } from '../../../src/claims/validate/profile.js';
import { read835 } from '../../../src/claims/x12/read-835.js';
import { readX12 } from '../../../src/claims/x12/read-x12.js';
import { sharedData } from '../../kit/shared-data.js';
import { rowsOfFile } from '../adapters/rows-of-file.js';
import { readCsvFile } from '../read-csv.js';

type Rows = ReturnType<typeof readCsvFile>;
const synpuf = (name: string): Rows | null => {
  const path = sharedData(`claims/synpuf-500/${name}.csv.gz`);
  return path === null ? null : readCsvFile(path);
};
const persons = (rows: Rows): number => new Set(rows.map((row) => row['DESYNPUF_ID'])).size;
const above = (rows: Rows, column: string): number => rows.filter((row) => Number(row[column] ?? 0) > 0).length;
/** The check digit alone: a number whose first digit is neither 1 nor 2 passes it too. */
function checkDigitPasses(npi: string): boolean {
  if (!/^\d{10}$/.test(npi)) return false;
  const digits = Array.from(`80840${npi}`, Number).reverse();
  return digits.reduce((sum, digit, at) => sum + (at % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit), 0) % 10 === 0;
}

// Golden: requirements of the claims area 5.3, typed from the page (CMS DE-SynPUF, public use data).
test('DE-SynPUF: members with claims, other payers, negative payments, drug codes and the provider numbers that pass', { timeout: 120_000 }, () => {
  const [carrier, outpatient, inpatient, pde] = ['carrier', 'outpatient', 'inpatient', 'pde'].map(synpuf);
  if (!carrier || !outpatient || !inpatient || !pde) return;
  expect([carrier, outpatient, inpatient, pde].map((rows) => rows.length)).toEqual([16_677, 2827, 225, 17_443]);
  expect([carrier, outpatient, inpatient, pde].map(persons)).toEqual([407, 343, 124, 397]);
  expect([above(inpatient, 'NCH_PRMRY_PYR_CLM_PD_AMT'), above(outpatient, 'NCH_PRMRY_PYR_CLM_PD_AMT')]).toEqual([4, 25]);
  expect(outpatient.filter((row) => Number(row['CLM_PMT_AMT']) < 0)).toHaveLength(12);
  expect(pde.filter((row) => !/^\d{11}$/.test(row['PROD_SRVC_ID'] ?? ''))).toEqual([]);
  const passing = (numbers: readonly string[]): readonly number[] => [
    numbers.length,
    numbers.filter((npi) => npiPasses(npi)).length,
    numbers.filter(checkDigitPasses).length,
  ];
  const filled = (values: readonly (string | undefined)[]): readonly string[] =>
    values.flatMap((value) => (value === undefined || value === '' ? [] : [value]));
  expect(passing(filled(inpatient.map((row) => row['AT_PHYSN_NPI'])))).toEqual([223, 4, 19]);
  expect(passing(filled(carrier.flatMap((row) => [1, 2, 3, 4, 5].map((line) => row[`PRF_PHYSN_NPI_${line}`]))))).toEqual([30_594, 544, 2847]);
  expect(syntheticProfile.off).toEqual(['MED-12']);
});

// Golden: 5.4 (OHDSI/dbt-synthea, Apache-2.0).
test('Synthea: 604 encounters with their cost and coverage', () => {
  const path = sharedData('claims/synthea-27/encounters.csv.gz');
  if (path === null) return;
  const rows = readCsvFile(path);
  const cents = (column: string): number => rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * 100), 0);
  expect([rows.length, cents('TOTAL_CLAIM_COST'), cents('PAYER_COVERAGE')]).toEqual([604, 225_917_204, 28_598_029]);
});

// Golden: 5.9 (CMSgov/beneficiary-fhir-data @ 62b2d2e, CC0).
test('RIF drug events: the parts add up on 4 of 18; the hospice and the skilled nursing file hold one claim each', () => {
  const folder = sharedData('claims/cms-bfd/rif-synthea/pde.csv');
  if (folder === null) return;
  const read = (name: string): ReturnType<typeof rowsOfFile> => rowsOfFile(folder.replace('pde', name), { delimiter: '|', quote: null });
  const cents = (row: Readonly<Record<string, string>>, column: string): number => Math.round(Number(row[column]) * 100);
  const tie = read('pde').filter(
    (row) =>
      cents(row, 'TOT_RX_CST_AMT') ===
      cents(row, 'PTNT_PAY_AMT') +
        cents(row, 'CVRD_D_PLAN_PD_AMT') +
        cents(row, 'OTHR_TROOP_AMT') +
        cents(row, 'LICS_AMT') +
        cents(row, 'PLRO_AMT') +
        cents(row, 'NCVRD_PLAN_PD_AMT'),
  );
  expect([read('pde').length, tie.length]).toEqual([18, 4]);
  for (const file of ['snf', 'outpatient']) expect(new Set(read(file).map((row) => row['REV_CNTR']?.padStart(4, '0')))).toEqual(new Set(['0001']));
});

// Golden: 5.5 (LinuxForHealth/x12, Apache-2.0; keironstoddart/edi-835-parser, MIT): status by claim, payment less provider level, separators.
test.each([
  ['linuxforhealth/cob-contractural-adjustment', ['2'], '34.00', '0.00'],
  ['linuxforhealth/managed-care', ['1', '1'], '945.00', '0.00'],
  ['linuxforhealth/medicare-part-a', ['1', '1'], '150000.00', '-1.27'],
  ['linuxforhealth/secondary-payment', ['2', '2'], '1222.00', '0.00'],
  ['linuxforhealth/tertiary-payment', ['3'], '187.50', '0.00'],
  ['edi-835-parser/emedny_sample', ['1', '2', '2'], '45.75', '0.00'],
  ['edi-835-parser/united_healthcare_legacy_sample', null, '349.99', '0.00'],
] as const)('%s: the claims are of these statuses and the payment is theirs', (name, statuses, payment, providerLevel) => {
  const path = sharedData(`claims/x12/${name}.835`);
  if (path === null) return;
  const text = readFileSync(path, 'utf8');
  const [remittance] = read835(text).remittances;
  if (statuses !== null) expect(remittance?.claims.map(({ status }) => status)).toEqual([...statuses]);
  expect(remittance?.balance.transaction).toMatchObject({ payment, providerLevel, balanced: true });
  if (name.includes('united')) expect(readX12(text).transactions[0]?.separators.component).toBe('>');
});
