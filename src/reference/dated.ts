import { CoalitionError } from '../errors/coalition-error.js';
import { dayNumber, type IsoDate } from '../time/iso-date.js';
import type { Citation } from './citation.js';

/** A value with the days on which it holds, both included, and its source. */
export interface Dated<T> {
  readonly from: IsoDate;
  /** Last day on which it holds; `null` when no end is known. */
  readonly to: IsoDate | null;
  readonly value: T;
  readonly citation: Citation;
}

/** From when to when something holds, both included; `null` when no end is known. */
export type DatedRange = Pick<Dated<never>, 'from' | 'to'>;

/** A public table by date. It refuses to extrapolate. */
export interface DatedTable<T> {
  readonly id: string;
  readonly version: string;
  readonly rows: readonly Dated<T>[];
}

/** Which table, in which version, a result used. */
export interface TableVersion {
  readonly id: string;
  readonly version: string;
  readonly from?: IsoDate;
  readonly to?: IsoDate | null;
}

/**
 * Looks up the row of a table that holds on a date.
 *
 * Limits: a date outside the table is refused, never extrapolated.
 *
 * @param table - The table.
 * @param date - `YYYY-MM-DD`.
 * @returns The one row that holds on that day.
 * @throws {@link CoalitionError} `reference/out-of-range` when no row holds then; `time/not-a-date`.
 * @example
 * const citation = { publisher: 'P', title: 'T', locator: 'p. 1', url: null, retrieved: '2026-01-01', lastVerified: null, status: 'primary', licence: 'public domain' } as const;
 * const table = { id: 'limit', version: '1', rows: [{ from: '2025-01-01', to: '2025-12-31', value: '4300', citation }] };
 * at(table, '2025-06-30').value; // => '4300'
 */
export function at<T>(table: DatedTable<T>, date: IsoDate): Dated<T> {
  const day = dayNumber(date);
  const row = table.rows.find((each) => dayNumber(each.from) <= day && (each.to === null || day <= dayNumber(each.to)));
  if (row === undefined) {
    throw new CoalitionError(
      'reference/out-of-range',
      `The table "${table.id}" (version ${table.version}) has no row for ${date}. Load a vintage that covers it; tables are never extrapolated.`,
      { table: table.id, at: date },
    );
  }
  return row;
}

/**
 * Names a table and its version for a result's list of what it used.
 *
 * @param table - The table.
 * @returns Its id and version.
 * @example
 * versionOf({ id: 'limit', version: '1', rows: [] }); // => { id: 'limit', version: '1' }
 */
export function versionOf(table: DatedTable<unknown>): TableVersion {
  return { id: table.id, version: table.version };
}
