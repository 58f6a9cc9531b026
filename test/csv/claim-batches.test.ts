import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BatchBuilder } from '../../src/claims/batch-builder.js';
import { rowsOf } from '../../src/claims/batch-records.js';
import { ColumnMapper } from '../../src/claims/column-map/apply-column-map.js';
import type { ColumnMap } from '../../src/claims/column-map/column-map.js';
import { pharmacyClaimSchema } from '../../src/claims/schema/pharmacy-claim.js';
import { claimBatchesSync } from '../../src/csv/claim-batches.js';
import { rowsOfBatch } from '../../src/csv/csv-rows.js';
import { readCsvSync } from '../../src/csv/read-csv.js';
import { writeCsv } from '../../src/csv/write-csv.js';
import { stream } from '../../src/stats/random.js';

const map: ColumnMap<'pharmacyClaim'> = {
  id: 'test/rx',
  version: '1',
  to: 'pharmacyClaim',
  dates: 'MM/DD/YYYY',
  columns: {
    claim_id: 'ID',
    claim_line_number: 'LINE',
    person_id: 'PERSON',
    member_id: 'PERSON',
    payer: 'PAYER',
    plan: { from: ['PLAN', 'PAYER'] },
    dispensing_date: { from: 'FILLED', dates: 'YYYY-MM-DD' },
    paid_date: 'PAID_ON',
    ndc_code: 'NDC',
    quantity: 'QTY',
    days_supply: 'DAYS',
    unit_of_measure: { from: 'UOM', values: { tablets: 'EA', millilitres: 'ML' }, otherwise: null },
    compound_flag: 'COMPOUND',
    paid_amount: 'PAID',
    copayment_amount: { from: 'COPAY', unit: 'cents' },
  },
  derive: {
    allowed_amount: { kind: 'sum', of: ['PAID', 'COPAY'] },
    claim_record_type: { kind: 'sign', of: 'PAID', negative: 'reversal', otherwise: 'original' },
  },
  constants: { claim_status: 'paid' },
};

const word = (...values: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
const hostile = fc.oneof(
  word('', ' ', 'NULL', '\\N', '?', 'é', '__proto__', '1e5', '-', '00', '9999-12-31', '0001-01-01', 'a""b', ' x ', '\u00a0'),
  fc.string({ maxLength: 6 }).map((text) => text.replaceAll('\0', '')),
);
const cell = (...good: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 12, arbitrary: word(...good) }, { weight: 1, arbitrary: hostile });
const row = fc.record({
  ID: cell('C000001', 'C000002', '12', 'claim "x"'),
  LINE: cell('1', '2', '3.0'),
  PERSON: cell('P1', 'P2', '007'),
  PAYER: cell('Acme, Inc', 'Other'),
  PLAN: cell('', 'PPO'),
  FILLED: cell('2024-02-29', '2023-12-31', '1900-01-01', '2023-02-29', '1900-02-28'),
  PAID_ON: cell('02/29/2024', '1/5/2024', '2024-01-05', ''),
  NDC: cell('00440509685', '0440-5096-85', '123'),
  QTY: cell('30', '0.5', '12.5000', '$3'),
  DAYS: cell('30', '', '90', '4000'),
  UOM: cell('EA', 'tablets', 'boxes', ''),
  COMPOUND: cell('Y', 'N', '1', '', 'maybe'),
  PAID: cell('12.50', '-3', '0', '1.005', '$1,200.00', '(5.00)', '7-', '12345678901234.00', ''),
  COPAY: cell('500', '0', '', '12.5', '-500'),
});

test('the fast path gives the batches, findings, repairs and accounting of the rows read one by one', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const text = Array.from(
        writeCsv(rows, {
          columns: ['ID', 'LINE', 'PERSON', 'PAYER', 'PLAN', 'FILLED', 'PAID_ON', 'NDC', 'QTY', 'DAYS', 'UOM', 'COMPOUND', 'PAID', 'COPAY'],
        }),
      ).join('');
      const mapper = new ColumnMapper(map, { dataSource: 'csv' });
      const builder = new BatchBuilder({ table: 'pharmacy' });
      for (const batch of readCsvSync(text).batches) {
        for (const { row: source, record } of rowsOfBatch(batch))
          for (const one of mapper.records(source, record)) builder.addChecked({ ...one, paid_amount: one.paid_amount ?? '0.00' });
      }
      const expected = Array.from(rowsOf(builder.seal()));
      for (const schema of [undefined, pharmacyClaimSchema]) {
        const { batches, report } = claimBatchesSync(text, { table: 'pharmacy', map, ...(schema === undefined ? {} : { schema }) });
        expect(batches.flatMap((batch) => Array.from(rowsOf(batch)))).toEqual(expected);
        expect(report.accounting).toEqual(mapper.counter.accounting());
        expect(report.repairs).toEqual(mapper.repairs.list());
        const brief = (findings: readonly { readonly code: string; readonly field?: string; readonly row?: { readonly row: number } }[]): unknown =>
          findings.filter(({ code, row: at }) => code === 'STR-1' && at !== undefined).map(({ field, row: at }) => [at?.row, field]);
        expect(brief(report.findings)).toEqual(brief(mapper.findings));
        expect(report.csv.fastNoZodYes).toBe(0);
      }
    }),
    { numRuns: 150, seed: 7 },
  );
});

test('100,000 mutated rows: the fast path and the rows read one by one agree, and the schema never saves an unsure row', { timeout: 240_000 }, () => {
  const random = stream(77, 0);
  const good = ['C0000001', '1', 'P1', 'Acme', 'PPO', '2024-02-29', '02/29/2024', '00440509685', '30', '30', 'EA', 'Y', '12.50', '500'];
  const alphabet = '0123456789-./ $aZé';
  const lines = ['ID,LINE,PERSON,PAYER,PLAN,FILLED,PAID_ON,NDC,QTY,DAYS,UOM,COMPOUND,PAID,COPAY'];
  for (let row = 0; row < 100_000; row += 1) {
    const cells = [...good];
    cells[0] = `C${row}`;
    if (random.below(3) > 0) {
      const which = random.below(cells.length);
      const text = cells[which] ?? '';
      const at = random.below(text.length + 1);
      cells[which] = text.slice(0, at) + (alphabet[random.below(alphabet.length)] ?? '') + text.slice(at + random.below(2));
    }
    lines.push(cells.join(','));
  }
  const text = `${lines.join('\n')}\n`;
  const mapper = new ColumnMapper(map, { dataSource: 'csv' });
  const builder = new BatchBuilder({ table: 'pharmacy' });
  for (const batch of readCsvSync(text).batches) {
    for (const { row: source, record } of rowsOfBatch(batch))
      for (const one of mapper.records(source, record)) builder.addChecked({ ...one, paid_amount: one.paid_amount ?? '0.00' });
  }
  const { batches, report } = claimBatchesSync(text, { table: 'pharmacy', map, schema: pharmacyClaimSchema, batchRows: 200_000 });
  const expected = builder.seal();
  expect(batches.length).toBe(1);
  expect(batches[0]?.rowCount).toBe(expected.rowCount);
  expect(batches[0]?.cents).toEqual(expected.cents);
  expect(batches[0]?.days).toEqual(expected.days);
  expect(batches[0]?.quantities).toEqual(expected.quantities);
  expect(batches[0]?.texts).toEqual(expected.texts);
  expect(report.accounting).toEqual(mapper.counter.accounting());
  expect(report.repairs).toEqual(mapper.repairs.list());
  expect(report.csv.fastNoZodYes).toBe(0);
});
