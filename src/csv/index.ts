/**
 * How do I get from a file of delimited text to columns, at the speed of the disk, without losing or swallowing a record?
 *
 * {@link readCsv} gives columns of text, {@link csvRows} rows of text, {@link claimBatches} validated claim batches;
 * {@link writeCsv} writes. Files and gzip are in `coalition-kit/csv/node`.
 *
 * @packageDocumentation
 */
export type { ByteSource } from './byte-source.js';
export { type ClaimBatchesOptions, type ClaimReading, type ClaimReport, claimBatches, claimBatchesSync, type RowSchema } from './claim-batches.js';
export { type CsvBatch, type CsvColumn, textsOf } from './csv-batch.js';
export { csvKernel } from './csv-kernel.js';
export type { CsvBytes, CsvReport, CsvTrailer } from './csv-report.js';
export { type CsvRow, csvRows } from './csv-rows.js';
export { type DelimiterGuess, detectDelimiter } from './detect-delimiter.js';
export type { CsvDialect } from './dialect.js';
export { type CsvReading, type CsvReadSync, type ReadCsvOptions, readCsv, readCsvSync } from './read-csv.js';
export { type CsvCell, type WriteCsvOptions, writeCsv } from './write-csv.js';
