import type { TableName } from '../../claims/batch.js';
import { claimBatches, type ClaimBatchesOptions, type ClaimReading } from '../claim-batches.js';
import { csvRows, type CsvRow } from '../csv-rows.js';
import { type CsvReading, readCsv, type ReadCsvOptions } from '../read-csv.js';
import { fileBytes, type FileBytesOptions } from './file-bytes.js';

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
 */
export function claimBatchesFile<T extends TableName>(path: string, o: ClaimBatchesOptions<T> & FileBytesOptions): ClaimReading<T> {
  return claimBatches(fileBytes(path, o), { fileName: path.split(/[\\/]/).at(-1) ?? path, ...o });
}
