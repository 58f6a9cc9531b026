/**
 * How do I read a file on disk, packed or not, as columns or claim batches? For Node and runtimes that have its file system.
 *
 * @packageDocumentation
 */
export { type FileBytesOptions, fileBytes } from './file-bytes.js';
export { claimBatchesFile, csvFileRows, readCsvFile } from './read-csv-file.js';
