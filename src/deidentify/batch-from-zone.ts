import type { ClaimBatch, TableName } from '../claims/batch.js';
import { batchOf } from '../claims/batch-from-records.js';
import type { RecordOf } from '../claims/records.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { Identified, Limited } from './zones.js';

/** Rows on their way into a batch, with the zone they are in. */
export interface ZoneRows<T extends TableName> {
  readonly table: T;
  /** `'identified'` or `'limitedDataSet'`; every other zone is refused. */
  readonly zone: string;
  readonly rows: Iterable<Identified<RecordOf<T>> | Limited<RecordOf<T>>>;
}

/**
 * Builds a batch of rows in a zone that has dates, so that aggregates can be made of them.
 *
 * Limits: a Safe Harbor extract has years instead of dates, so it has no months, and no triangle, exposure or episode can be
 * made of it. It is an output, never an input: compute on the identified or limited zone and protect what leaves.
 *
 * @param o - Table, zone, rows.
 * @returns The batch, which carries its zone.
 * @throws {@link CoalitionError} `deidentify/not-batchable` for any other zone; `claims/not-canonical`.
 * @example
 * batchFromZone({ table: 'medical', zone: 'safeHarbor', rows: [] }); // => throws deidentify/not-batchable
 */
export function batchFromZone<T extends TableName>(o: ZoneRows<T>): ClaimBatch<T> {
  if (o.zone !== 'identified' && o.zone !== 'limitedDataSet') {
    throw new CoalitionError(
      'deidentify/not-batchable',
      `Rows of the zone "${o.zone}" have years instead of dates, so no month can be made of them. Compute on the identified or limited zone and protect what leaves.`,
      { method: o.zone },
    );
  }
  return batchOf({ table: o.table, zone: o.zone }, o.rows);
}
