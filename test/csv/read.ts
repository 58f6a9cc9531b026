import { type CsvBatch, textsOf } from '../../src/csv/csv-batch.js';
import type { CsvReport } from '../../src/csv/csv-report.js';
import { type ReadCsvOptions, readCsv, readCsvSync } from '../../src/csv/read-csv.js';

export interface Read {
  readonly rows: readonly (readonly string[])[];
  readonly report: CsvReport;
}

export function rowsOfBatches(batches: readonly CsvBatch[]): readonly (readonly string[])[] {
  return batches.flatMap((batch) => {
    const columns = batch.columns.map(textsOf);
    return Array.from({ length: batch.rowCount }, (_, row) => columns.map((column) => column[row] ?? ''));
  });
}

export function sync(input: string | Uint8Array, o: ReadCsvOptions = {}): Read {
  const { batches, report } = readCsvSync(input, o);
  return { rows: rowsOfBatches(batches), report };
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function cut(input: Uint8Array, size: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < input.length; at += size) chunks.push(input.slice(at, at + size));
  return chunks;
}

export async function streamed(chunks: readonly Uint8Array[], o: ReadCsvOptions = {}): Promise<Read> {
  const reading = readCsv(chunks, o);
  const batches: CsvBatch[] = [];
  for await (const batch of reading) batches.push(batch);
  return { rows: rowsOfBatches(batches), report: reading.report() };
}

/** `code@record,line` of each finding, as the spec's table writes them. */
export function brief(report: CsvReport): readonly string[] {
  return report.findings.map(
    ({ code, row }) =>
      `${code.slice(4)}@${row?.row},${row?.line}${row?.bytes !== undefined && !code.endsWith('bom') ? `[${row.bytes.join(',')})` : ''}`,
  );
}
