import { expect, test } from 'vitest';
import { fromRif, fromRifDrugs } from '../../../src/claims/rif/from-rif.js';
import type { RifFile } from '../../../src/claims/rif/rif-maps.js';
import { sharedData } from '../../kit/shared-data.js';
import { rowsOfFile } from './rows-of-file.js';

const rows = (file: RifFile): readonly Readonly<Record<string, string>>[] | null => {
  const path = sharedData(`claims/cms-bfd/rif-synthea/${file}.csv`);
  return path === null ? null : rowsOfFile(path, { delimiter: '|', quote: null });
};

/** Section 5.9 of the requirements: rows, claims, payment in cents, and what adding the header over rows would give. */
const GOLDENS: readonly (readonly [file: Exclude<RifFile, 'pde'>, rows: number, claims: number, cents: number, naive: number])[] = [
  ['carrier', 221, 37, 11_216_591, 198_879_469],
  ['snf', 67, 1, 3_205_284, 214_754_028],
  ['hospice', 8, 1, 531_433, 4_251_464],
  ['inpatient', 16, 16, 3_638_646, 3_638_646],
  ['outpatient', 19, 19, 13_205_609, 13_205_609],
];

test.each(GOLDENS)('%s: payments of headers count once for each claim', (file, count, claims, cents, naive) => {
  const source = rows(file);
  if (source === null) return;
  expect(source.length).toBe(count);
  const read = fromRif(file, source);
  expect(new Set(read.records.map(({ claim_id: id }) => id)).size).toBe(claims);
  expect(read.accounting.rejected.rows).toBe(0);
  expect(read.accounting.accepted.cents).toBe(cents);
  expect(Math.round(source.reduce((sum, row) => sum + Number(row['CLM_PMT_AMT']) * 100, 0))).toBe(naive);
  // Leaving total lines out of sums must not erase what was paid.
  const withoutTotals = read.records
    .filter(({ revenue_center_code: code }) => code !== '0001')
    .reduce((sum, { paid_amount: paid }) => sum + Math.round(Number(paid ?? '0') * 100), 0);
  expect(withoutTotals).toBe(cents);
  expect(read.records.every(({ paid_date: paid, adjudication_date: day }) => paid === null && day !== null)).toBe(true);
  expect(fromRif(file, source, { processDateAsPaid: true }).records.every(({ paid_date: paid }) => paid !== null)).toBe(true);
});

test('drug events: parts are as they are sent, also where they do not add up', () => {
  const source = rows('pde');
  if (source === null) return;
  const { records, accounting } = fromRifDrugs(source);
  const sum = (name: 'allowed_amount' | 'copayment_amount' | 'paid_amount'): number =>
    Math.round(records.reduce((all, record) => all + Number(record[name] ?? '0') * 100, 0)) / 100;
  expect(accounting.rejected.rows).toBe(0);
  expect(records.length).toBe(18);
  expect([sum('allowed_amount'), sum('copayment_amount'), sum('paid_amount')]).toEqual([400.79, 502.25, 34.13]);
});

test('home health and equipment files are read whole', () => {
  for (const file of ['hha', 'dme'] as const) {
    const source = rows(file);
    if (source === null) return;
    expect(fromRif(file, source).accounting.rejected.rows).toBe(0);
  }
});
