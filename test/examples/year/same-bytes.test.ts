import { describe, expect, test } from 'vitest';
import type { Delivered } from '../../../examples/coalition-year/delivery.js';
import { internalReport } from '../../../examples/coalition-year/reports/internal.js';
import { truthRows } from '../../../examples/coalition-year/truth-table.js';
import type { TableName } from '../../../src/claims/batch.js';
import { applyColumnMap } from '../../../src/claims/column-map/apply-column-map.js';
import type { ColumnMap } from '../../../src/claims/column-map/column-map.js';
import { schemaOf } from '../../../src/claims/column-map/column-map.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import { csvRows } from '../../../src/csv/csv-rows.js';
import { writeCsv } from '../../../src/csv/write-csv.js';
import { toMarkdown } from '../../../src/report/to-markdown.js';
import { stream } from '../../../src/stats/random.js';
import { deliveryOf, yearOf } from './small-year.js';

const TABLES: readonly TableName[] = ['medical', 'pharmacy', 'eligibility', 'nonClaims'];
const OPTIONS = { seed: 5, members: 500 } as const;

function reportOf(delivered: Delivered): string {
  const year = yearOf(delivered);
  return toMarkdown(internalReport(year, delivered.truth === null ? [] : truthRows(year, delivered.truth)));
}

function shuffled<T>(list: readonly T[], seed: number): readonly T[] {
  const random = stream(seed, 0);
  return list
    .map((each) => ({ each, at: random.below(2 ** 31) }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

/** A value as a sender would write it: lists by bars, so that gaps stay. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.map((each: unknown) => (each === null ? '' : String(each))).join('|') : String(value);
}

/** Most elements that any row of the table has in a list. */
function widest(rows: readonly object[], name: string): number {
  return rows.reduce((most, row) => {
    const value = Object.entries(row).find(([key]) => key === name)?.[1];
    return Math.max(most, Array.isArray(value) ? value.length : 0);
  }, 0);
}

/** Writes a table with the sender's own column names, and the map that reads it back. */
function asSent(table: TableName, rows: readonly object[]): { readonly csv: string; readonly map: ColumnMap } {
  const lists = fieldsOf(table)
    .filter(({ kind }) => kind === 'codes' || kind === 'dates' || kind === 'texts')
    .map(({ name }) => name);
  const widths = new Map(lists.map((name) => [name, widest(rows, name)]));
  const plain = fieldsOf(table)
    .map(({ name }) => name)
    .filter((name) => !lists.includes(name));
  const columns = [
    ...plain.map((name) => `TPA ${name.toUpperCase()}`),
    ...lists.flatMap((name) => Array.from({ length: widths.get(name) ?? 0 }, (_, i) => `${name.toUpperCase()}-${i + 1}`)),
  ];
  const flat = rows.map((row) => {
    const record = new Map<string, unknown>(Object.entries(row));
    const cells = new Map<string, string>(plain.map((name) => [`TPA ${name.toUpperCase()}`, textOf(record.get(name))]));
    for (const name of lists) {
      const list = record.get(name);
      for (let i = 0; i < (widths.get(name) ?? 0); i += 1) cells.set(`${name.toUpperCase()}-${i + 1}`, Array.isArray(list) ? textOf(list[i]) : '');
    }
    return Object.fromEntries(cells);
  });
  const map: ColumnMap = {
    id: `tpa/${table}`,
    version: '1',
    to: schemaOf(table),
    columns: Object.fromEntries(plain.map((name) => [name, `TPA ${name.toUpperCase()}`])),
    fold: Object.fromEntries(
      lists
        .filter((name) => (widths.get(name) ?? 0) > 0)
        .map((name) => [name, Array.from({ length: widths.get(name) ?? 0 }, (_, i) => `${name.toUpperCase()}-${i + 1}`)]),
    ),
  };
  return { csv: Array.from(writeCsv(flat, { columns })).join(''), map };
}

describe('the report of a coalition', () => {
  const delivered = deliveryOf(OPTIONS);
  const expected = reportOf(delivered);

  test('has every step computed and no figure that differs from the truth', () => {
    expect(expected).not.toContain('not computed');
    const year = yearOf(delivered);
    expect(delivered.truth === null ? [] : truthRows(year, delivered.truth).filter(({ different }) => different > 0)).toEqual([]);
  });

  test('is the same bytes when rows come in another order with their lineage', () => {
    const rows = {
      medical: shuffled(delivered.rows.medical, 1),
      pharmacy: shuffled(delivered.rows.pharmacy, 2),
      eligibility: shuffled(delivered.rows.eligibility, 3),
      nonClaims: shuffled(delivered.rows.nonClaims, 4),
    };
    expect(reportOf({ ...delivered, rows })).toBe(expected);
  });

  test('is the same bytes when it was written as CSV with a sender’s column names and read back through a column map', async () => {
    const read: Record<TableName, readonly object[]> = { medical: [], pharmacy: [], eligibility: [], nonClaims: [] };
    for (const table of TABLES) {
      const { csv, map } = asSent(table, delivered.rows[table]);
      const rows: Readonly<Record<string, string>>[] = [];
      for await (const { row } of csvRows(csv)) rows.push(row);
      const adapted = applyColumnMap(map, rows, { dataSource: 'tpa' });
      expect(adapted.accounting.accepted.rows).toBe(delivered.rows[table].length);
      read[table] = adapted.records;
    }
    expect(reportOf({ ...delivered, rows: read })).toBe(expected);
  });
});
