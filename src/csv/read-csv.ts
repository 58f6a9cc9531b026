import { CoalitionError } from '../errors/coalition-error.js';
import { type ByteSource, chunksOf, chunksOfWhole } from './byte-source.js';
import { type CsvBatch, TextSink } from './csv-batch.js';
import type { CsvReport } from './csv-report.js';
import { type CsvDialect, resolveDialect } from './dialect.js';
import { RecordReader } from './record-reader.js';

/** How a file is read. */
export interface ReadCsvOptions extends CsvDialect {
  /** The columns to decode, by name. Default all. */
  readonly columns?: readonly string[];
  /** Rows in a full batch. Unit: rows. Default 16,384. */
  readonly batchRows?: number;
  /** Which separator kernel to use; `auto` takes the fastest that runs here. Default `auto`. */
  readonly kernel?: 'auto' | 'js';
}

/** A reading under way: batches once, then its report. */
export interface CsvReading extends AsyncIterable<CsvBatch> {
  /** What was done so far; complete after the last batch. */
  report(): CsvReport;
}

/** A whole input, read. */
export interface CsvReadSync {
  readonly batches: readonly CsvBatch[];
  readonly report: CsvReport;
}

/** Rows in a full batch unless asked otherwise. Unit: rows. */
export const BATCH_ROWS: number = 16_384;

/** Checks the size of a batch. */
export function checkedBatchRows(rows: number): number {
  if (Number.isSafeInteger(rows) && rows >= 1 && rows <= 1_048_576) return rows;
  throw new CoalitionError('csv/option', `The option batchRows must be a whole number from 1 to 1,048,576.`, { option: 'batchRows' });
}

function begin(o: ReadCsvOptions): { readonly reader: RecordReader; readonly sink: TextSink } {
  const dialect = resolveDialect(o);
  const sink = new TextSink(dialect, o.columns ?? null, checkedBatchRows(o.batchRows ?? BATCH_ROWS));
  return { reader: new RecordReader(dialect, sink), sink };
}

/** Refuses the second iteration of something that can be read once. */
export function once<T>(iterate: () => AsyncGenerator<T>): () => AsyncGenerator<T> {
  let used = false;
  return () => {
    if (used)
      throw new CoalitionError(
        'csv/already-read',
        'These rows have been read already: a stream can be read once. Call the reader again with a new source.',
        {},
      );
    used = true;
    return iterate();
  };
}

/**
 * Reads delimited text as batches of text columns: streaming, in memory that doesn't grow with the file.
 *
 * Types are for the claims layer: nothing is inferred, trimmed or changed here, so `00012` stays `00012`. A broken record costs
 * its own line and nothing else; every rejected byte is accounted for.
 *
 * Limits: one byte as delimiter, `"` or nothing as quote, UTF-8 or Windows-1252.
 *
 * @testedBy csv/visible-cases.test.ts, csv/properties.test.ts
 * @param source - Bytes, a stream or an iterable of byte chunks, or text.
 * @param o - Dialect, columns and size of a batch.
 * @returns Batches, once; and the report.
 * @throws {@link CoalitionError} `csv/delimiter`, `csv/option` at once; `csv/encoding`, `csv/line-ending`, `csv/empty`,
 *   `csv/broken-header`, `csv/duplicate-header`, `csv/missing-column`, `csv/too-many-columns`, `csv/not-bytes`,
 *   `csv/already-read` while reading.
 * @example
 * const reading = readCsv('claim,paid\n1,"12.50"\n', { columns: ['paid'] });
 * const paid: string[] = [];
 * for await (const batch of reading) paid.push(...batch.columns.flatMap(textsOf));
 * paid; // => ['12.50']
 * reading.report().accepted; // => 1
 */
export function readCsv(source: ByteSource, o: ReadCsvOptions = {}): CsvReading {
  const { reader, sink } = begin(o);
  const iterate = once(async function* (): AsyncGenerator<CsvBatch> {
    for await (const chunk of chunksOf(source)) {
      reader.feed(chunk);
      yield* sink.ready.splice(0);
    }
    reader.end();
    sink.flush();
    yield* sink.ready.splice(0);
  });
  return { [Symbol.asyncIterator]: iterate, report: () => reader.report() };
}

/**
 * Reads delimited text that is in memory, at once.
 *
 * @testedBy csv/visible-cases.test.ts
 * @param input - Bytes or text.
 * @param o - Dialect, columns and size of a batch.
 * @returns All batches and the complete report.
 * @throws {@link CoalitionError} as {@link readCsv}.
 * @example
 * const { report } = readCsvSync('a,b\n1,2\n3\n', {});
 * [report.accepted, report.rejected, report.findings.map(({ code }) => code)]; // => [1, 1, ['csv/field-count']]
 */
export function readCsvSync(input: Uint8Array | string, o: ReadCsvOptions = {}): CsvReadSync {
  const { reader, sink } = begin(o);
  for (const chunk of chunksOfWhole(input)) reader.feed(chunk);
  reader.end();
  sink.flush();
  return { batches: sink.ready, report: reader.report() };
}
