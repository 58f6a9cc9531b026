import { type Adapted, ColumnMapper, type DeliveryOptions, type SourceRow } from '../column-map/apply-column-map.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import { MappedRows } from '../column-map/row-feeds.js';
import { SideReader } from '../column-map/side-table.js';
import { type Arriving, type Fed, feedEither } from '../feed.js';
import { SIDE_KEYS } from './to-tuva.js';
import { type TuvaRecordTable, type TuvaSchema, type TuvaTable, tuvaMap } from './tuva-map.js';

/** What else is known about rows of Tuva's input layer. */
export interface FromTuvaOptions extends Partial<DeliveryOptions> {
  /** The coalition member whose rows these are. Needed for eligibility, unless the side table has it. */
  readonly employerId?: string;
  /** The side table that `toTuva` wrote, which holds what Tuva has no column for. */
  readonly side?: Iterable<SourceRow>;
}

/**
 * Reads rows of Tuva's input layer: equal names, wide lists folded, states as their two letters.
 *
 * Tuva holds final claims only: every row is an original unless the side table says otherwise, so nothing can be said about
 * adjustments, and lag triangles need paid dates that its Medicare sources don't have.
 *
 * @testedBy claims/adapters/tuva.test.ts: round trip on the Tuva seed
 * @source tuva-health/tuva, input layer, Apache-2.0
 * @param table - `medical`, `pharmacy` or `eligibility`.
 * @param rows - Rows as text, one object a row; at hand, or as they arrive.
 * @param o - Employer, lineage and side table.
 * @returns Records, findings, accounting and metadata; a promise of them when the rows arrive over time.
 * @example
 * const rows = [{ person_id: '1', member_id: '1', payer: 'p', plan: 'p', gender: 'female', state: 'Ohio', data_source: 's',
 *   enrollment_start_date: '2024-01-01', enrollment_end_date: '9999-12-31' }];
 * const { records } = fromTuva('eligibility', rows, { employerId: 'E1' });
 * records.map((record) => [record.state, record.enrollment_end_date, record.employer_id]); // => [['OH', null, 'E1']]
 * async function* arriving() { yield* rows; }
 * (await fromTuva('eligibility', arriving(), { employerId: 'E1' })).records.length; // => 1
 */
export function fromTuva<T extends TuvaTable, Rows extends Arriving<SourceRow> = Iterable<SourceRow>>(
  table: T,
  rows: Rows,
  o: FromTuvaOptions = {},
): Fed<Rows, Adapted<DeliveredRow<TuvaRecordTable<T>>>> {
  const side = new SideReader(SIDE_KEYS[table], o.side ?? []);
  const mapper = new ColumnMapper<TuvaSchema<T>>(tuvaMap(table, o.employerId, side.columns), { ...o, dataSource: o.dataSource ?? 'tuva' });
  const mapped = new MappedRows(mapper, () =>
    mapper.finish({
      layout: `tuva input layer, ${table}`,
      amountBasis: 'paid_amount is what the payer paid, as Tuva defines it; taxes, withholds and COB are not told apart',
      style: 'replacement',
      lacks:
        table === 'eligibility'
          ? ['employer_id', 'coverage_tier', 'employment_status']
          : ['claim_record_type', 'claim_version', 'cob_paid_amount', 'employer_id', 'subscriber_id'],
    }),
  );
  return feedEither(rows, {
    add: (row: SourceRow) => mapped.add(side.joined(row)),
    finish: () => mapped.finish(),
  });
}
