import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { rowsOfBatch } from '../../../src/csv/csv-rows.js';
import type { CsvDialect } from '../../../src/csv/dialect.js';
import { readCsvSync } from '../../../src/csv/read-csv.js';

/** All rows of a CSV file, packed or not. */
export function rowsOfFile(path: string, o: CsvDialect = {}): readonly Readonly<Record<string, string>>[] {
  const bytes = readFileSync(path);
  const plain = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  return readCsvSync(new Uint8Array(plain), o).batches.flatMap((batch) => Array.from(rowsOfBatch(batch), ({ row }) => row));
}
