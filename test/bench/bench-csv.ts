import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import type { ColumnMap } from '../../src/claims/column-map/column-map.js';
import { benchLines } from '../../src/synthetic/bench/bench-lines.js';

/** The bench file of so many lines, made once; the same seed gives the same bytes. */
export function benchCsv(lines: number, dirty = false): string {
  mkdirSync('.bench', { recursive: true });
  const path = `.bench/lines-${lines}${dirty ? '-dirty' : ''}.csv`;
  if (existsSync(path)) return path;
  const file = benchLines({ seed: 1, lines, dirty });
  const handle = openSync(`${path}.part`, 'w');
  for (const chunk of file.chunks) writeSync(handle, chunk);
  closeSync(handle);
  renameSync(`${path}.part`, path);
  writeFileSync(`${path}.json`, JSON.stringify(file.control(), null, 2));
  return path;
}

const SAME = [
  'claim_id',
  'claim_line_number',
  'employer_id',
  'member_id',
  'subscriber_id',
  'plan',
  'in_network_flag',
  'claim_type',
  'place_of_service_code',
  'revenue_center_code',
  'hcpcs_code',
  'drg_code',
  'ndc_code',
  'claim_line_start_date',
  'claim_line_end_date',
  'paid_date',
  'rendering_npi',
  'billing_npi',
  'service_unit_quantity',
  'charge_amount',
  'allowed_amount',
  'copayment_amount',
  'coinsurance_amount',
  'deductible_amount',
  'cob_paid_amount',
  'paid_amount',
  'claim_status',
] as const;

/** How the bench file's columns become fields of a medical claim line. */
export const benchMap: ColumnMap<'medicalClaimLine'> = {
  id: 'bench/medical',
  version: '1',
  to: 'medicalClaimLine',
  columns: {
    ...Object.fromEntries(SAME.map((name) => [name, name])),
    person_id: 'member_id',
    claim_start_date: 'claim_line_start_date',
    claim_end_date: 'claim_line_end_date',
  },
  fold: { modifiers: ['modifier_1'], diagnosis_codes: ['diagnosis_code_1', 'diagnosis_code_2'] },
  constants: { payer: 'tpa', claim_record_type: 'original' },
  ignore: ['subscriber_relation', 'gender', 'birth_date', 'zip_code', 'billing_name', 'service_category'],
};

/** Cells as text in which equal results are equal: sorted, whole cents. */
export function cellsText(cells: Iterable<readonly [key: string, cents: number | bigint]>): string {
  return Array.from(cells, ([key, cents]) => `${key}=${cents}`)
    .filter((each) => !each.endsWith('=0'))
    .sort()
    .join('\n');
}
