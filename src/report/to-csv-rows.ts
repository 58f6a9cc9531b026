import type { ReportTable } from './document.js';

/**
 * Gives a printed table as rows for a CSV writer: the header first.
 *
 * @param table - A printed table.
 * @returns Rows of text.
 * @example
 * toCsvRows({ kind: 'table', caption: '', columns: [{ label: 'a', align: 'left' }], rows: [['1']] }); // => [['a'], ['1']]
 */
export function toCsvRows(table: ReportTable): readonly (readonly string[])[] {
  return [table.columns.map((column) => column.label), ...table.rows];
}
