import type { TableName } from '../batch.js';
import { fieldsOf } from '../fields/tables.js';
import { type ColumnMap, type ColumnRule, schemaOf } from './column-map.js';
import { isListField } from './define-column-map.js';

/** Names under which lists stand as wide columns: Tuva's, and the short ones. */
const WIDE: Readonly<Record<string, readonly string[]>> = {
  modifiers: ['hcpcs_modifier', 'modifier'],
  diagnosis_codes: ['diagnosis_code'],
  diagnosis_poa: ['diagnosis_poa'],
  procedure_codes: ['procedure_code'],
  procedure_dates: ['procedure_date'],
  denial_reason_codes: ['denial_reason_code'],
  adjustment_reason_codes: ['adjustment_reason_code'],
};

/**
 * The map of a file whose columns already have our names: each to its field, `diagnosis_code_1` and the like to their lists.
 *
 * @param table - Which table.
 * @param header - The file's columns.
 * @returns A column map; columns that are no fields aren't in it.
 * @example
 * identityMap('medical', ['claim_id', 'modifier_1', 'modifier_2', 'note']).fold; // => { modifiers: ['modifier_1', 'modifier_2'] }
 */
export function identityMap(table: TableName, header: readonly string[]): ColumnMap {
  const there = new Set(header);
  const columns: Record<string, ColumnRule> = {};
  const fold: Record<string, readonly string[]> = {};
  for (const field of fieldsOf(table)) {
    if (!isListField(field)) {
      if (there.has(field.name)) columns[field.name] = field.name;
      continue;
    }
    for (const stem of WIDE[field.name] ?? []) {
      const wide = header.flatMap((name) => new RegExp(`^${stem}_([1-9]\\d?)$`).exec(name)?.[1] ?? []);
      if (wide.length === 0) continue;
      const last = Math.max(...wide.map(Number));
      fold[field.name] = Array.from({ length: last }, (_, at) => `${stem}_${at + 1}`);
      break;
    }
  }
  return { id: `canonical/${table}`, version: '1', to: schemaOf(table), columns, fold };
}
