import type { ByteSource } from './byte-source.js';
import { type CsvBatch, textsOf } from './csv-batch.js';
import { type ReadCsvOptions, readCsv } from './read-csv.js';

/** One record as text, with where it stood. */
export interface CsvRow {
  /** The asked columns by name; a column named `__proto__` is a plain name. */
  readonly row: Readonly<Record<string, string>>;
  /** Number among all data records, 1-based. Unit: records. */
  readonly record: number;
  /** Physical line, 1-based. Unit: lines. */
  readonly line: number;
}

/** The rows of a batch as objects. */
export function* rowsOfBatch(batch: CsvBatch): Generator<CsvRow> {
  const columns = batch.columns.map((column): readonly [string, readonly string[]] => [column.name, textsOf(column)]);
  for (let at = 0; at < batch.rowCount; at += 1) {
    const row = Object.fromEntries(columns.map(([name, texts]) => [name, texts[at] ?? '']));
    yield { row, record: batch.records[at] ?? 0, line: batch.lines[at] ?? 0 };
  }
}

/**
 * Reads delimited text row by row, for adapters that want objects of text.
 *
 * Limits: an object for each row costs several times the columns of {@link readCsv}.
 *
 * @testedBy csv/visible-cases.test.ts
 * @param source - Bytes, a stream or an iterable of byte chunks, or text.
 * @param o - Dialect and columns.
 * @returns Accepted rows in file order.
 * @throws {@link CoalitionError} as {@link readCsv}.
 * @example
 * const rows: unknown[] = [];
 * for await (const { row, line } of csvRows('id|note\n7|5" pipe\n', { delimiter: '|', quote: null })) rows.push({ ...row, line });
 * rows; // => [{ id: '7', note: '5" pipe', line: 2 }]
 */
export async function* csvRows(source: ByteSource, o: ReadCsvOptions = {}): AsyncGenerator<CsvRow> {
  for await (const batch of readCsv(source, { batchRows: 1024, ...o })) yield* rowsOfBatch(batch);
}
