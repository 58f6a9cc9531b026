import type { SourceRow } from '../column-map/apply-column-map.js';
import type { CdlTable } from './cdl-ids.js';

/** Columns that find a row of the side table again, together with its occurrence. */
export const SIDE_KEYS: Readonly<Record<CdlTable, readonly string[]>> = {
  eligibility: ['CDLME002', 'CDLME003', 'CDLME050', 'CDLME051', 'CDLME061'],
  medical: ['CDLMC005', 'CDLMC006', 'CDLMC007'],
  pharmacy: ['CDLPC005', 'CDLPC006', 'CDLPC007'],
};

/** What finds a row of the side table again. */
export function sideKey(table: CdlTable, row: SourceRow): string {
  return SIDE_KEYS[table].map((name) => row[name] ?? '').join('\u0000');
}
