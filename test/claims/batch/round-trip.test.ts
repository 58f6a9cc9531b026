import { describe, expect, test } from 'vitest';
import { isValid, type TableName } from '../../../src/claims/batch.js';
import { BatchBuilder } from '../../../src/claims/batch-builder.js';
import { batchesOf, batchOf } from '../../../src/claims/batch-from-records.js';
import { columnsOf } from '../../../src/claims/batch-layout.js';
import { recordAt, rowsOf, sliceBatch } from '../../../src/claims/batch-records.js';
import { readMoney } from '../../../src/claims/fields/money-text.js';
import type { RecordOf } from '../../../src/claims/records.js';
import { isCoalitionError } from '../../../src/errors/coalition-error.js';
import { centsFromText } from '../../../src/money/cents.js';
import { stream } from '../../../src/stats/random.js';
import { canonicalRow } from '../canonical-rows.js';

const TABLES = ['medical', 'pharmacy', 'eligibility', 'nonClaims'] as const;

function rows<T extends TableName>(table: T, count: number): readonly RecordOf<T>[] {
  const random = stream(11, 3);
  return Array.from({ length: count }, () => {
    const row = canonicalRow(table, random);
    Object.freeze(row);
    return row;
  });
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return isCoalitionError(error) ? error.code : String(error);
  }
  return 'nothing was thrown';
}

describe.each(TABLES)('a batch of %s', (table) => {
  test('gives back the records it was built from', () => {
    const records = rows(table, 700);
    const batch = batchOf({ table }, records);
    expect(batch.rowCount).toBe(700);
    expect(Array.from(rowsOf(batch))).toEqual(records);
    expect(recordAt(batch, 699)).toEqual(records[699]);
  });

  test('cut anywhere is the same as built from the cut records', () => {
    const records = rows(table, 90);
    const batch = batchOf({ table }, records);
    for (const [from, to] of [
      [0, 0],
      [0, 90],
      [7, 8],
      [9, 41],
      [63, 90],
      [90, 90],
    ] as const) {
      expect(Array.from(rowsOf(sliceBatch(batch, from, to)))).toEqual(records.slice(from, to));
    }
  });

  test('survives a structured clone, as a worker gets it', () => {
    const records = rows(table, 40);
    expect(Array.from(rowsOf(structuredClone(batchOf({ table }, records))))).toEqual(records);
  });

  test('streams in pieces whose dictionaries grow and stay the same object', () => {
    const records = rows(table, 300);
    const batches = Array.from(batchesOf({ table, batchRows: 64 }, records));
    expect(batches.map((batch) => batch.rowCount)).toEqual([64, 64, 64, 64, 44]);
    expect(batches.flatMap((batch) => Array.from(rowsOf(batch)))).toEqual(records);
    for (const name of columnsOf(table, 'codes')) {
      expect(batches[4]?.codes[name]?.dictionary).toBe(batches[0]?.codes[name]?.dictionary);
    }
  });

  test('that nobody filled says null in every optional column and takes no memory for it', () => {
    const empty = batchOf({ table }, []);
    expect(empty.rowCount).toBe(0);
    const [record] = rows(table, 1);
    const bare = Object.fromEntries(Object.entries(record ?? {}).map(([name, value]) => [name, isRequired(table, name) ? value : null]));
    const builder = new BatchBuilder({ table });
    for (let row = 0; row < 20; row += 1) builder.addChecked(bare);
    const batch = builder.seal();
    for (const [name, column] of Object.entries(batch.cents)) {
      if (!isRequired(table, name)) expect([column.values.length, isValid(column.validity, 3)]).toEqual([0, false]);
    }
    expect(recordAt(batch, 19)).toEqual(bare);
  });
});

function isRequired(table: TableName, name: string): boolean {
  return REQUIRED[table].has(name);
}

const REQUIRED: Readonly<Record<TableName, ReadonlySet<string>>> = {
  medical: new Set([
    'data_source',
    'claim_id',
    'claim_line_number',
    'claim_version',
    'claim_record_type',
    'claim_status',
    'claim_type',
    'person_id',
    'member_id',
    'payer',
    'plan',
    'claim_start_date',
    'claim_end_date',
    'paid_amount',
  ]),
  pharmacy: new Set([
    'data_source',
    'claim_id',
    'claim_line_number',
    'claim_version',
    'claim_record_type',
    'claim_status',
    'person_id',
    'member_id',
    'payer',
    'plan',
    'dispensing_date',
    'ndc_code',
    'paid_amount',
  ]),
  eligibility: new Set([
    'data_source',
    'person_id',
    'member_id',
    'employer_id',
    'payer',
    'plan',
    'benefit_type',
    'funding_type',
    'enrollment_start_date',
    'gender',
  ]),
  nonClaims: new Set(['data_source', 'payment_id', 'employer_id', 'category', 'amount', 'service_period_start', 'service_period_end']),
};

describe('money in a batch', () => {
  const payment = (amount: string): RecordOf<'nonClaims'> => ({ ...canonicalRow('nonClaims', stream(1, 1)), amount });

  test('is whole cents, a half cent to the even one, as the exact money does it', () => {
    for (const text of [
      '1.005',
      '1.015',
      '-1.005',
      '-1.015',
      '0.0050',
      '0.0051',
      '-0.0049',
      '2.675',
      '9999999999999.9999',
      '-0.00',
      '007.5',
      '3',
      '12.3401',
    ]) {
      expect([text, readMoney(text).cents]).toEqual([text, centsFromText(text, 'half-even')]);
    }
    const random = stream(3, 9);
    for (let round = 0; round < 5000; round += 1) {
      const text = `${random.below(2) === 0 ? '-' : ''}${random.below(1000)}.${String(random.below(10_000)).padStart(4, '0')}`;
      expect(readMoney(text).cents).toBe(centsFromText(text, 'half-even'));
    }
  });

  test('counts the amounts that held a fraction of a cent and what rounding changed', () => {
    const builder = new BatchBuilder({ table: 'nonClaims' });
    for (const amount of ['1.005', '1.005', '0.0075', '3.10']) builder.add(payment(amount));
    expect(builder.rounding).toEqual({ subCent: 3, difference: -50 - 50 + 25 });
    expect(Array.from(builder.seal().cents['amount']?.values ?? [])).toEqual([100, 100, 1, 310]);
  });

  test('keeps amounts beyond 32 bits exact', () => {
    const column = batchOf({ table: 'nonClaims' }, [payment('21474836.48'), payment('-9999999999999.99')]).cents['amount'];
    expect([column?.width, ...(column?.values ?? [])]).toEqual([64, 2_147_483_648, -999_999_999_999_999]);
  });

  test('is refused as a number, and when cents would stop being exact', () => {
    const number: unknown = { ...payment('1.00'), amount: 12.5 };
    expect(codeOf(() => batchOf({ table: 'nonClaims' }, [number as RecordOf<'nonClaims'>]))).toBe('claims/money-is-number');
    expect(codeOf(() => batchOf({ table: 'nonClaims' }, [payment('$5')]))).toBe('claims/not-canonical');
    const huge = Array.from({ length: 10 }, (_, row) => payment(`${row % 2 === 0 ? '' : '-'}9999999999999.99`));
    expect(codeOf(() => batchOf({ table: 'nonClaims' }, huge))).toBe('aggregate/cents-overflow');
  });

  test('rows outside a batch are refused', () => {
    const batch = batchOf({ table: 'nonClaims' }, [payment('1.00')]);
    expect(codeOf(() => recordAt(batch, 1))).toBe('claims/no-such-row');
    expect(codeOf(() => sliceBatch(batch, 1, 0))).toBe('claims/no-such-row');
  });
});
