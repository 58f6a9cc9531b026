import { type AsOf, asOfDay } from '../../time/as-of.js';
import { dayNumber, type IsoDate } from '../../time/iso-date.js';
import type { TableName } from '../batch.js';

/** A decision to go on in spite of a rule: who, why and until when. It is printed in every later result. */
export interface Waiver {
  /** The rule that is waived, such as `MED-23`. */
  readonly code: string;
  /** Who decided. */
  readonly who: string;
  /** Why. */
  readonly why: string;
  /** Last day on which it holds; forever when absent. */
  readonly until?: IsoDate;
  /** What it covers; everything when absent. One for a sender holds when every broken row is of a sender that is waived. */
  readonly scope?: { readonly table?: TableName; readonly calculation?: string; readonly dataSource?: string };
}

/**
 * Tells whether a waiver still holds.
 *
 * @param waiver - The waiver.
 * @param asOf - The day of what was known; without it a waiver never expires.
 * @returns False after its last day.
 * @example
 * waiverHolds({ code: 'MED-23', who: 'A', why: 'B', until: '2025-12-31' }, '2026-01-31'); // => false
 */
export function waiverHolds(waiver: Waiver, asOf?: AsOf): boolean {
  return waiver.until === undefined || asOf === undefined || dayNumber(waiver.until) >= asOfDay(asOf);
}
