import type { TableName } from '../../../src/claims/batch.js';
import { rowsOf } from '../../../src/claims/batch-records.js';
import type { ColumnMap } from '../../../src/claims/column-map/index.js';
import {
  type ClaimReport,
  type CsvCell,
  type CsvDialect,
  type CsvReport,
  claimBatchesSync,
  csvKernel,
  type DelimiterGuess,
  detectDelimiter,
  readCsvSync,
  textsOf,
  type WriteCsvOptions,
  writeCsv,
} from '../../../src/csv/index.js';
import { type Operation, operation } from '../operation.js';

interface ReadGiven extends CsvDialect {
  /** The whole input as text; absent when `bytes` are given. */
  readonly text?: string;
  /** The whole input as byte values 0 to 255. */
  readonly bytes?: readonly number[];
  /** Columns to decode, by name; all when absent. */
  readonly columns?: readonly string[];
}
interface ReadView extends CsvReport {
  /** Accepted rows in file order, each the texts of the asked columns. */
  readonly rows: readonly (readonly string[])[];
}
interface WriteGiven extends WriteCsvOptions {
  /** Rows by column name. */
  readonly rows: readonly Readonly<Record<string, CsvCell>>[];
}
interface ClaimGiven extends CsvDialect {
  /** The whole file as text. */
  readonly text: string;
  readonly table: TableName;
  /** A column map; without one, columns must have our names. */
  readonly map?: ColumnMap;
  /** Fields to decode; all when absent. */
  readonly columns?: readonly string[];
  readonly dataSource?: string;
}
interface ClaimView extends ClaimReport {
  /** Accepted records, snake_case; money is decimal text. */
  readonly records: readonly object[];
}

const input = (given: ReadGiven): string | Uint8Array => (given.bytes === undefined ? (given.text ?? '') : Uint8Array.from(given.bytes));

/** The operations of the csv area. */
export const operations: readonly Operation[] = [
  operation<ReadGiven, ReadView>(
    'csv.readCsv',
    'Reads delimited text: accepted rows and the report; the twin of the streaming reader, for input in memory. `row.row` of a finding is the record, 0 where the finding is about a line that is no data record.',
    (given) => {
      const { text: _, bytes: __, ...o } = given;
      const { batches, report } = readCsvSync(input(given), o);
      const rows = batches.flatMap((batch) => {
        const columns = batch.columns.map(textsOf);
        return Array.from({ length: batch.rowCount }, (___, row) => columns.map((column) => column[row] ?? ''));
      });
      return { rows, ...report };
    },
  ),
  operation<ClaimGiven, ClaimView>(
    'csv.claimBatches',
    'Reads delimited text through a column map into claim batches and gives their records back; the twin of the streaming reader.',
    (given) => {
      const { text, ...o } = given;
      const { batches, report } = claimBatchesSync(text, o);
      return { records: batches.flatMap((batch) => Array.from(rowsOf(batch))), ...report };
    },
  ),
  operation<WriteGiven, { readonly text: string }>('csv.writeCsv', 'Writes rows as delimited text.', ({ rows, ...o }) => ({
    text: Array.from(writeCsv(rows, o)).join(''),
  })),
  operation<{ readonly header: string }, readonly DelimiterGuess[]>(
    'csv.detectDelimiter',
    'Ranks the usual delimiters by the fields they make of a header.',
    (given) => detectDelimiter(given.header),
  ),
  operation<Readonly<Record<never, never>>, { readonly kernel: string }>('csv.csvKernel', 'Tells which separator kernel runs.', () => ({
    kernel: csvKernel(),
  })),
];
