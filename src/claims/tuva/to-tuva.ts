import type { SourceRow } from '../column-map/apply-column-map.js';
import { isListField } from '../column-map/define-column-map.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
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

const KEYS: Readonly<Record<TuvaTable, readonly string[]>> = {
  medical: ['data_source', 'claim_id', 'claim_line_number'],
  pharmacy: ['data_source', 'claim_id', 'claim_line_number'],
  eligibility: ['data_source', 'person_id', 'member_id', 'payer', 'plan', 'enrollment_start_date', 'enrollment_end_date'],
};

/** What finds a row of the side table again. */
export function sideKey(table: TuvaTable, row: SourceRow): string {
  return KEYS[table].map((name) => row[name] ?? '').join('\u0000');
}

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
  const seen = new Map<string, number>();
  const rows: Readonly<Record<string, string>>[] = [];
  const side: Readonly<Record<string, string>>[] = [];
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
        const name = names[at] ?? `${field.name}_${at + 1}`;
        if (own.has(name)) row[name] = textOf(element);
        else beside[name] = textOf(element);
      });
    }
    const key = sideKey(table, row);
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    rows.push(row);
    if (Object.keys(beside).length > 0) {
      side.push({ ...Object.fromEntries(KEYS[table].map((name) => [name, row[name] ?? ''])), occurrence: String(occurrence), ...beside });
    }
  }
  return { columns, rows, side };
}
