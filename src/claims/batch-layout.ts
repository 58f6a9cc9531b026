import type { TableName } from './batch.js';
import type { FieldSpec } from './fields/field-spec.js';
import { fieldsOf } from './fields/tables.js';

/** The group of columns in which a field lies. */
export type ColumnGroup = 'cents' | 'days' | 'codes' | 'flags' | 'lists' | 'quantities' | 'texts' | 'lineage';

/** Version of the batch's form; recorded in every batch. */
export const BATCH_SCHEMA_VERSION: string = '1';

/**
 * Tells in which group of columns a field lies.
 *
 * Ids of claims and payments are nearly all different, so they lie in the text arena; other texts repeat and go through a
 * dictionary.
 *
 * @param field - One field of a record.
 * @returns The group.
 * @example
 * columnGroup({ name: 'paid_amount', kind: 'money', presence: 'required', role: 'amount' }); // => 'cents'
 */
export function columnGroup(field: FieldSpec): ColumnGroup {
  if (field.role === 'lineage') return 'lineage';
  switch (field.kind) {
    case 'money':
      return 'cents';
    case 'date':
      return 'days';
    case 'flag':
      return 'flags';
    case 'quantity':
    case 'integer':
      return 'quantities';
    case 'codes':
    case 'dates':
    case 'texts':
      return 'lists';
    case 'id':
      return field.role === 'claim' ? 'texts' : 'codes';
    case 'text':
    case 'code':
    case 'enum':
      return 'codes';
  }
}

/**
 * Lists the fields of a table that lie in one group of columns.
 *
 * @param table - Which table.
 * @param group - Which group.
 * @returns Names of fields, in canonical order.
 * @example
 * columnsOf('nonClaims', 'cents'); // => ['amount']
 */
export function columnsOf(table: TableName, group: ColumnGroup): readonly string[] {
  return fieldsOf(table).flatMap((field) => (columnGroup(field) === group ? [field.name] : []));
}
