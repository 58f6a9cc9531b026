import type { CellRule, ColumnMap, ColumnRule, SchemaTables } from '../column-map/column-map.js';
import { isListField, wideColumns } from '../column-map/define-column-map.js';
import { allListColumns } from '../column-map/side-table.js';
import { STATE_NAMES } from '../column-map/state-names.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { fieldsOf } from '../fields/tables.js';
import { TUVA_ELIGIBILITY, TUVA_MEDICAL, TUVA_PHARMACY } from './tuva-columns.js';

/** The tables of Tuva's input layer that have a place here. */
export type TuvaTable = 'medical' | 'pharmacy' | 'eligibility';

/** The schema of each of them. */
export interface TuvaSchemas {
  readonly medical: 'medicalClaimLine';
  readonly pharmacy: 'pharmacyClaim';
  readonly eligibility: 'eligibilitySpan';
}

/** The schema of one table. */
export type TuvaSchema<T extends TuvaTable> = TuvaSchemas[T];

/** The table that a schema makes; the same as the one it came from. */
export type TuvaRecordTable<T extends TuvaTable> = SchemaTables[TuvaSchemas[T]];

/** Elements of a list that Tuva has no columns for, where no side table says that there are more. Unit: elements. */
const SIDE_WIDTH = 25;

const SCHEMAS: TuvaSchemas = { medical: 'medicalClaimLine', pharmacy: 'pharmacyClaim', eligibility: 'eligibilitySpan' };

/** Columns of a table of Tuva's input layer, in order. */
export function tuvaColumns(table: TuvaTable): readonly string[] {
  switch (table) {
    case 'medical':
      return TUVA_MEDICAL.flatMap(wideColumns);
    case 'pharmacy':
      return TUVA_PHARMACY;
    case 'eligibility':
      return TUVA_ELIGIBILITY;
  }
}

/** Where the elements of a list stand: Tuva's wide columns, or wide columns of the side table. */
export function listColumns(field: FieldSpec): readonly string[] {
  switch (field.name) {
    case 'modifiers':
      return wideColumns('hcpcs_modifier_{1..5}');
    case 'diagnosis_codes':
      return wideColumns('diagnosis_code_{1..25}');
    case 'procedure_codes':
      return wideColumns('procedure_code_{1..25}');
    case 'procedure_dates':
      return wideColumns('procedure_date_{1..25}');
    case 'diagnosis_poa':
      return wideColumns('diagnosis_poa_{1..25}');
    default:
      return wideColumns(`${field.name}_{1..${SIDE_WIDTH}}`);
  }
}

/** What stands for a field that Tuva doesn't have when nobody says otherwise. */
function special(field: FieldSpec): CellRule | null {
  switch (field.name) {
    case 'claim_record_type':
      // Tuva's input layer holds final claims only, so a row without a word is an original.
      return { from: 'claim_record_type', empty: 'original' };
    case 'state':
      return { from: 'state', values: STATE_NAMES };
    default:
      return null;
  }
}

/**
 * The column map of one table of Tuva's input layer: equal names, wide lists folded, and columns of the side table where Tuva has none.
 *
 * @param table - Which table.
 * @param employerId - The coalition member whose rows these are, where the rows don't say; Tuva has no such column.
 * @param side - Columns of the side table, where there is one: its lists may be longer than Tuva's.
 * @returns A column map.
 * @example
 * tuvaMap('pharmacy', 'E1').constants; // => { employer_id: 'E1' }
 */
export function tuvaMap<T extends TuvaTable>(table: T, employerId?: string, side: ReadonlySet<string> = new Set()): ColumnMap<TuvaSchema<T>> {
  const columns: Record<string, ColumnRule> = {};
  const fold: Record<string, readonly string[]> = {};
  for (const field of fieldsOf(table)) {
    if (field.name === 'row_number' || (field.name === 'employer_id' && employerId !== undefined)) continue;
    if (isListField(field)) fold[field.name] = allListColumns(listColumns(field), field.name, side);
    else columns[field.name] = special(field) ?? field.name;
  }
  const ignore = tuvaColumns(table).filter((name) => !Object.hasOwn(columns, name) && !Object.values(fold).some((names) => names.includes(name)));
  return {
    id: `tuva/${table}`,
    version: '1',
    to: SCHEMAS[table],
    columns,
    fold,
    ignore,
    ...(employerId === undefined ? {} : { constants: { employer_id: employerId } }),
  };
}
