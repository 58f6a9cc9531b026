import { expect, test } from 'vitest';
import { applyColumnMap } from '../../../src/claims/column-map/apply-column-map.js';
import { npi } from '../../../src/claims/normalise/code.js';
import { normaliseDate } from '../../../src/claims/normalise/date.js';
import { npiPasses } from '../../../src/claims/rules/npi.js';
import { plus, usd, zeroUsd } from '../../../src/money/usd.js';
import { sharedData } from '../../kit/shared-data.js';
import { rowsOfFile } from './rows-of-file.js';

type Rows = readonly Readonly<Record<string, string>>[];

function table(name: string): Rows | null {
  const path = sharedData(`claims/cms-bfd/idr-samples/SYNTHETIC_${name}.csv`);
  return path === null ? null : rowsOfFile(path);
}

const filled = (rows: Rows, column: string): readonly string[] => rows.map((row) => row[column] ?? '').filter((value) => value !== '');
const sum = (values: readonly string[]): string => values.reduce((total, value) => plus(total, usd(value)), zeroUsd()).toFixed(2);

/** Section 5.9 of the requirements. */
test('the IDR samples have the figures that are published, and their dirt is repaired or named', () => {
  const [claims, lines] = [table('CLM'), table('CLM_LINE')];
  if (claims === null || lines === null) return;
  expect([claims.length, lines.length, new Set(filled(claims, 'BENE_SK')).size]).toEqual([150, 1039, 21]);
  const withLines = new Set(filled(lines, 'CLM_UNIQ_ID'));
  expect(claims.filter((row) => !withLines.has(row['CLM_UNIQ_ID'] ?? '')).length).toBe(1);

  // What the headers charge isn't what the lines charge, on any claim.
  expect([sum(filled(claims, 'CLM_SBMT_CHRG_AMT')), sum(filled(lines, 'CLM_LINE_SBMT_CHRG_AMT'))]).toEqual(['77142760.04', '2621.65']);
  const byClaim = new Map<string, string[]>();
  for (const line of lines)
    byClaim.set(line['CLM_UNIQ_ID'] ?? '', [...(byClaim.get(line['CLM_UNIQ_ID'] ?? '') ?? []), line['CLM_LINE_SBMT_CHRG_AMT'] ?? '']);
  const equal = claims.filter((row) => {
    const own = (byClaim.get(row['CLM_UNIQ_ID'] ?? '') ?? []).filter((value) => value !== '');
    return own.length > 0 && sum(own) === sum([row['CLM_SBMT_CHRG_AMT'] ?? '0']);
  });
  expect(equal.length).toBe(0);

  expect(filled(claims, 'CLM_PD_DT').length).toBe(19);
  const originals = claims.filter((row) => (row['CLM_ORIG_CNTL_NUM'] ?? '') !== '');
  expect([150 - originals.length, originals.filter((row) => row['CLM_ORIG_CNTL_NUM'] !== row['CLM_CNTL_NUM']).length]).toEqual([140, 9]);
  const count = (column: string, value: string): number => filled(claims, column).filter((each) => each === value).length;
  expect([count('CLM_FINL_ACTN_IND', 'Y'), count('CLM_LTST_CLM_IND', 'Y'), count('CLM_LTST_CLM_IND', 'N')]).toEqual([150, 146, 4]);

  const open = filled(claims, 'CLM_OBSLT_DT').map((text) => normaliseDate(text, 'YYYY-MM-DD'));
  expect(open.filter(({ value }) => value === null).length).toBe(150);

  const npis = Object.keys(claims[0] ?? {})
    .filter((name) => name.includes('NPI'))
    .flatMap((name) => filled(claims, name));
  const repaired = npis.map((text) => npi(text));
  expect(repaired.filter(({ repairs }) => repairs.includes('float-text')).length).toBe(52);
  expect(filled(claims, 'CLM_SRVC_PRVDR_GNRC_ID_NUM').filter((text) => npi(text).repairs.includes('float-text')).length).toBe(19);
  expect([repaired.filter(({ value }) => value !== null && npiPasses(value)).length, npis.length]).toEqual([533, 533]);
  expect(claims.filter((row) => (row['CLM_FROM_DT'] ?? '') > (row['CLM_THRU_DT'] ?? '')).length).toBe(1);
});

test('a column map reads the lines of the IDR samples with their claims', () => {
  const [claims, lines] = [table('CLM'), table('CLM_LINE')];
  if (claims === null || lines === null) return;
  const headers = new Map(claims.map((row) => [row['CLM_UNIQ_ID'] ?? '', row]));
  const rows = lines.map((line) => ({ ...headers.get(line['CLM_UNIQ_ID'] ?? ''), ...line }));
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = {
    claim_id: 'CLM_UNIQ_ID',
    claim_line_number: 'CLM_LINE_NUM',
    person_id: 'BENE_SK',
    member_id: 'BENE_SK',
    claim_start_date: 'CLM_FROM_DT',
    claim_end_date: 'CLM_THRU_DT',
    charge_amount: 'CLM_LINE_SBMT_CHRG_AMT',
    paid_amount: 'CLM_LINE_CVRD_PD_AMT',
    paid_date: 'CLM_PD_DT',
    billing_npi: 'CLM_BLG_PRVDR_NPI_NUM',
  };
  const used = new Set(Object.values(columns));
  const { records, accounting, findings } = applyColumnMap(
    {
      id: 'idr/lines',
      version: '1',
      to: 'medicalClaimLine',
      columns,
      constants: { claim_type: 'undetermined', claim_record_type: 'original', payer: 'cms', plan: 'medicare' },
      ignore: [...names].filter((name) => !used.has(name)),
    },
    rows,
    { dataSource: 'idr' },
  );
  // 41 lines are numbered 0, which is no line number; they are rejected by name and nothing else is.
  const zero = lines.filter((line) => line['CLM_LINE_NUM'] === '0').length;
  expect([zero, accounting.input.rows, accounting.rejected.rows, records.length]).toEqual([41, 1039, 41, 998]);
  expect([...new Set(findings.flatMap(({ severity, field }) => (severity === 'error' && field !== undefined ? [field] : [])))]).toEqual([
    'claim_line_number',
  ]);
  for (const { billing_npi: id } of records) if (id !== null) expect([id, npiPasses(id)]).toEqual([id, true]);
  expect(findings.some(({ field }) => field === 'billing_npi')).toBe(true);
});
