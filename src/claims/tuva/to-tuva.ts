import { isListField } from '../column-map/define-column-map.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import { elementColumn, SideWriter } from '../column-map/side-table.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { fieldsOf } from '../fields/tables.js';
import { listColumns, type TuvaRecordTable, type TuvaTable, tuvaColumns } from './tuva-map.js';

/** Rows for Tuva's input layer, and beside them what Tuva has no column for. */
export interface TuvaRows {
  /** Columns of `rows`, in Tuva's order. */
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** One row for each of `rows` that holds more than Tuva can, found again by its key and `occurrence`. */
  readonly side: readonly Readonly<Record<string, string>>[];
}

/** Columns that find a row of the side table again, together with its occurrence. */
export const SIDE_KEYS: Readonly<Record<TuvaTable, readonly string[]>> = {
  medical: ['data_source', 'claim_id', 'claim_line_number'],
  pharmacy: ['data_source', 'claim_id', 'claim_line_number'],
  eligibility: ['data_source', 'person_id', 'member_id', 'payer', 'plan', 'enrollment_start_date', 'enrollment_end_date'],
};

function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What a field is when nobody said anything; such values need no place in the side table. */
function isDefault(field: FieldSpec, value: unknown): boolean {
  if (value === null || value === undefined || field.name === 'row_number') return true;
  return value === field.fallback || (field.name === 'claim_record_type' && value === 'original');
}

/**
 * Writes records as rows of Tuva's input layer; what Tuva has no column for goes to a side table, so that nothing is lost.
 *
 * @testedBy claims/adapters/tuva.test.ts: round trip on the Tuva seed and on random records
 * @param table - `medical`, `pharmacy` or `eligibility`.
 * @param records - Canonical records.
 * @returns Rows of text and the side table.
 * @example
 * toTuva('pharmacy', []).columns.length; // => 25
 */
export function toTuva<T extends TuvaTable>(table: T, records: Iterable<DeliveredRow<TuvaRecordTable<T>>>): TuvaRows {
  const columns = tuvaColumns(table);
  const own = new Set(columns);
  const fields = fieldsOf(table);
  const rows: Readonly<Record<string, string>>[] = [];
  const side = new SideWriter(SIDE_KEYS[table]);
  for (const record of records) {
    const values = new Map<string, unknown>(Object.entries(record));
    const row: Record<string, string> = Object.fromEntries(columns.map((name) => [name, '']));
    const beside: Record<string, string> = {};
    for (const field of fields) {
      const value = values.get(field.name);
      if (!isListField(field)) {
        if (own.has(field.name)) row[field.name] = textOf(value);
        else if (!isDefault(field, value)) beside[field.name] = textOf(value);
        continue;
      }
      if (!Array.isArray(value)) continue;
      const names = listColumns(field);
      value.forEach((element: unknown, at) => {
        const name = elementColumn(names, field.name, at);
        if (own.has(name)) row[name] = textOf(element);
        else beside[name] = textOf(element);
      });
    }
    rows.push(row);
    side.add(row, beside);
  }
  return { columns, rows, side: side.rows };
}
