import type { TableName } from '../../claims/batch.js';
import { type ClaimBatchesOptions, type ClaimReading, claimBatches } from '../claim-batches.js';
import { type CsvRow, csvRows } from '../csv-rows.js';
import { type CsvReading, type ReadCsvOptions, readCsv } from '../read-csv.js';
import { type FileBytesOptions, fileBytes } from './file-bytes.js';

/**
 * Reads a file of delimited text, packed or not, as batches of text columns.
 *
 * Limits: Node only; see {@link readCsv}.
 *
 * @testedBy csv/node.test.ts
 * @param path - The file.
 * @param o - Dialect and columns; gzip, size limit, abort signal.
 * @returns Batches, once; and the report.
 * @throws {@link CoalitionError} as {@link readCsv} and {@link fileBytes}.
 * @example
 * const reading = readCsvFile('LICENSE', { delimiter: '|', quote: null });
 * let rows = 0;
 * for await (const batch of reading) rows += batch.rowCount;
 * rows === reading.report().accepted; // => true
 */
export function readCsvFile(path: string, o: ReadCsvOptions & FileBytesOptions = {}): CsvReading {
  return readCsv(fileBytes(path, o), o);
}

/**
 * Reads a file of delimited text row by row.
 *
 * @testedBy csv/node.test.ts
 * @param path - The file.
 * @param o - Dialect and columns; gzip, size limit, abort signal.
 * @returns Accepted rows in file order.
 * @throws {@link CoalitionError} as {@link readCsv} and {@link fileBytes}.
 * @example
 * let first = 0;
 * for await (const { record } of csvFileRows('LICENSE', { delimiter: '|', quote: null })) first ||= record;
 * first; // => 1
 */
export function csvFileRows(path: string, o: ReadCsvOptions & FileBytesOptions = {}): AsyncGenerator<CsvRow> {
  return csvRows(fileBytes(path, o), o);
}

/**
 * Reads a file of delimited text, packed or not, straight into validated claim batches.
 *
 * @testedBy csv/node.test.ts
 * @param path - The file; its name goes into the lineage unless `fileName` says otherwise.
 * @param o - Table, column map, dialect; gzip, size limit, abort signal.
 * @returns Batches, once; and the report.
 * @throws {@link CoalitionError} as {@link claimBatches} and {@link fileBytes}.
 * @example
 * const reading = claimBatchesFile('LICENSE', { table: 'nonClaims', delimiter: '|', quote: null });
 * let rows = 0;
 * for await (const batch of reading) rows += batch.rowCount;
 * [rows, reading.report().accounting.accepted.rows]; // => [0, 0]
 */
export function claimBatchesFile<T extends TableName>(path: string, o: ClaimBatchesOptions<T> & FileBytesOptions): ClaimReading<T> {
  return claimBatches(fileBytes(path, o), { fileName: path.split(/[\\/]/).at(-1) ?? path, ...o });
}
