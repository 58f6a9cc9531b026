import type { Finding } from '../errors/finding.js';

/** Where every byte of the input went; the parts add up to `input`. Unit of all: bytes. */
export interface CsvBytes {
  readonly input: number;
  readonly bom: number;
  readonly header: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Blank lines, repeated headers and the end-of-file mark. */
  readonly skipped: number;
  readonly trailers: number;
}

/** A record that was kept apart as a trailer. */
export interface CsvTrailer {
  readonly fields: readonly string[];
  /** Physical line, 1-based. Unit: lines. */
  readonly line: number;
}

/** What one reading did; complete after the last batch. */
export interface CsvReport {
  /** Data records, rejected ones included. Unit: records. */
  readonly records: number;
  /** Unit: records. */
  readonly accepted: number;
  /** Unit: records. */
  readonly rejected: number;
  readonly bytes: CsvBytes;
  /** Names of the columns, in file order. */
  readonly header: readonly string[];
  /** In file order, at most 1,000 of each code; `row.row` is 0 where the finding is about a line that is no data record. */
  readonly findings: readonly Finding[];
  /** How often each code occurred, listed or not. Unit: findings. */
  readonly counts: ReadonlyMap<string, number>;
  readonly trailers: readonly CsvTrailer[];
  /** Rows that the fast path wasn't sure of and the schema accepted. Unit: rows. 0 where no schema was asked. */
  readonly fastNoZodYes: number;
  readonly kernel: 'wasm-simd' | 'js';
}
