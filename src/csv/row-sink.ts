import type { RecordScanner } from './record-scanner.js';

/** Takes the records of a reader, in two steps, because a record may still be rejected after its text was looked at. */
export interface RowSink {
  /** Called once, with the names of the columns, before the first record. */
  open(header: readonly string[]): void;
  /** Looks at the asked fields of a record; false when one of them isn't valid text. */
  stage(bytes: Uint8Array, scanner: RecordScanner): boolean;
  /** Accepts the record that was staged last. Positions are 1-based; bytes are from the start of the input, half-open. */
  commit(record: number, line: number, from: number, to: number): void;
}
