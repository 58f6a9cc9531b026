import type { ClaimBatch, TableName } from './batch.js';
import { BatchBuilder, type BatchOptions } from './batch-builder.js';
import type { RecordOf } from './records.js';

/**
 * Turns records into batches that share their dictionaries, one batch in memory at a time.
 *
 * @param o - The table, its zone and the size of a batch.
 * @param records - Canonical records.
 * @returns The batches, in the order of the records; none when there is no record.
 * @throws {@link CoalitionError} `claims/money-is-number`, `claims/not-canonical`, `aggregate/cents-overflow`.
 * @example
 * Array.from(batchesOf({ table: 'medical', batchRows: 2 }, [])); // => []
 */
export function* batchesOf<T extends TableName>(o: BatchOptions<T>, records: Iterable<RecordOf<T>>): Generator<ClaimBatch<T>> {
  const builder = new BatchBuilder(o);
  for (const record of records) {
    builder.add(record);
    if (builder.full) yield builder.seal();
  }
  if (builder.rowCount > 0) yield builder.seal();
}

/**
 * Turns records into one batch.
 *
 * @param o - The table and its zone; the size of a batch doesn't matter here.
 * @param records - Canonical records.
 * @returns The batch, with 0 rows when there is no record.
 * @throws {@link CoalitionError} `claims/money-is-number`, `claims/not-canonical`, `aggregate/cents-overflow`.
 * @example
 * batchOf({ table: 'eligibility' }, []).rowCount; // => 0
 */
export function batchOf<T extends TableName>(o: BatchOptions<T>, records: Iterable<RecordOf<T>>): ClaimBatch<T> {
  const builder = new BatchBuilder(o);
  for (const record of records) builder.add(record);
  return builder.seal();
}
