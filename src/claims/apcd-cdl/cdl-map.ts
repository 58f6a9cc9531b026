import type { ColumnMap, ColumnRule, SchemaTables } from '../column-map/column-map.js';
import { isListField } from '../column-map/define-column-map.js';
import { allListColumns } from '../column-map/side-table.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { fieldsOf } from '../fields/tables.js';
import { type CdlConventions, refuseConventions } from './cdl-conventions.js';
import { type CdlTable, cdlColumns, cdlNeverRead } from './cdl-ids.js';

/** The schema of each table. */
export interface CdlSchemas {
  readonly eligibility: 'eligibilitySpan';
  readonly medical: 'medicalClaimLine';
  readonly pharmacy: 'pharmacyClaim';
}

/** The schema of one table. */
export type CdlSchema<T extends CdlTable> = CdlSchemas[T];

/** The table that a schema makes; the same as the one it came from. */
export type CdlRecordTable<T extends CdlTable> = SchemaTables[CdlSchemas[T]];

const SCHEMAS: CdlSchemas = { eligibility: 'eligibilitySpan', medical: 'medicalClaimLine', pharmacy: 'pharmacyClaim' };

/** Columns that say which benefits a row of eligibility covers, in the order in which they are read and written. */
export const BENEFIT_COLUMNS: readonly (readonly [id: string, benefit: string])[] = [
  ['CDLME036', 'medical'],
  ['CDLME037', 'pharmacy'],
  ['CDLME038', 'dental'],
  ['CDLME039', 'behavioral'],
];

/** The column that says what a record is. */
export const RECORD_KIND: Readonly<Record<CdlTable, readonly [id: string, kind: string]>> = {
  eligibility: ['CDLME899', 'ME'],
  medical: ['CDLMC899', 'MC'],
  pharmacy: ['CDLPC899', 'PC'],
};

/** Columns that find a row of the side table again, together with its occurrence. */
export const SIDE_KEYS: Readonly<Record<CdlTable, readonly string[]>> = {
  eligibility: ['CDLME002', 'CDLME003', 'CDLME050', 'CDLME051', 'CDLME061'],
  medical: ['CDLMC005', 'CDLMC006', 'CDLMC007'],
  pharmacy: ['CDLPC005', 'CDLPC006', 'CDLPC007'],
};

/** Codes whose meaning is that of public sources; where two mean the same, neither is ever written. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // X12 element 1069, as in enrolment files (INS02).
  subscriber_relation: { '18': 'self', '01': 'spouse', '53': 'domestic_partner', '19': 'child' },
  gender: { M: 'male', F: 'female', U: 'unknown' },
  // Self-funded with and without stop-loss, and insured. The other codes say nothing about who bears the risk.
  funding_type: { ASW: 'self_insured', ASO: 'self_insured', UND: 'fully_insured' },
};

/** Tiers that the layout has a code for; the codes are those of X12's coverage levels. */
const TIERS: ReadonlySet<string> = new Set(['CHD', 'DEP', 'ECH', 'EMP', 'ESP', 'FAM', 'SPC', 'SPO']);

/** Fields that a yes or no column fills. */
const YES_NO: ReadonlySet<string> = new Set(['is_primary', 'hdhp_flag', 'in_network_flag', 'compound_flag']);

/** Established columns of one field, in order. */
function columnsOf(table: CdlTable, field: string): readonly string[] {
  return cdlColumns(table).flatMap((column) => (column.field === field ? [column.id] : []));
}

/** What a field's code column means under the given conventions; null where its column is left alone. */
export function codesOf(field: string, conventions: CdlConventions): Readonly<Record<string, string>> | null {
  const { yes = [], no = [] } = conventions;
  const each = (codes: readonly string[], word: string): readonly (readonly [string, string])[] => codes.map((code) => [code, word]);
  if (YES_NO.has(field)) return yes.length === 0 ? null : Object.fromEntries([...each(yes, 'true'), ...each(no, 'false')]);
  // A prescription that wasn't mailed may have been filled anywhere.
  if (field === 'channel') return yes.length === 0 ? null : Object.fromEntries(each(yes, 'mail'));
  if (field === 'claim_status') return conventions.statuses ?? null;
  if (field === 'claim_record_type') return conventions.lineTypes ?? null;
  return VALUES[field] ?? {};
}

/** The layout's columns of a list. */
export function listColumns(table: CdlTable, field: FieldSpec): readonly string[] {
  return columnsOf(table, field.name);
}

/** The layout's column of a field that isn't a list; null where it has none that is read. */
export function columnOf(table: CdlTable, field: FieldSpec, conventions: CdlConventions): string | null {
  if (field.name === 'benefit_type' || codesOf(field.name, conventions) === null) return null;
  return columnsOf(table, field.name)[0] ?? null;
}

function ruleOf(table: CdlTable, field: FieldSpec, o: CdlMapOptions): ColumnRule | null {
  const { conventions, side } = o;
  const beside = side?.has(field.name) === true ? [field.name] : [];
  // The member's number is the person's too, unless the side table knows better.
  if (field.name === 'person_id') return [...beside, ...columnsOf(table, 'member_id')];
  // What a claim is and whether it reverses another is worked out row by row where no column says it.
  if (field.name === 'claim_type' || (field.name === 'claim_record_type' && conventions.lineTypes === undefined)) return field.name;
  if (field.name === 'benefit_type') return field.name;
  const own = columnOf(table, field, conventions) === null ? [] : columnsOf(table, field.name);
  if (own.length + beside.length === 0) return null;
  if (own.length === 0) return field.name;
  if (field.kind === 'money') return { from: own, unit: conventions.money ?? 'dollars' };
  const from = [...beside, ...own];
  const values = codesOf(field.name, conventions) ?? {};
  if (Object.keys(values).length === 0) return from;
  // Not mailed says nothing; a code that nobody explained stays, and the checker reports it.
  const silent = field.name === 'channel' ? (conventions.no ?? []) : [];
  return { from, values: { ...values, ...Object.fromEntries(silent.map((code) => [code, null])) } };
}

/** What a map of the layout depends on. */
export interface CdlMapOptions {
  readonly conventions: CdlConventions;
  /** The coalition member whose rows these are, where the rows don't say; the layout has only its tax number. */
  readonly employerId?: string;
  /** Columns of a side table. */
  readonly side?: ReadonlySet<string>;
}

/**
 * The column map of one table of the common data layout: ids to fields, and columns of a side table where there is one.
 *
 * `benefit_type`, `claim_type` and, without `lineTypes`, `claim_record_type` are columns that {@link fromApcdCdl} fills row by row.
 *
 * @param table - Which table.
 * @param o - Conventions of the sender, employer, columns of a side table.
 * @returns A column map.
 * @throws {@link CoalitionError} `claims/cdl-conventions` when a code means two things, or claims are read without a unit of amounts.
 * @example
 * cdlMap('pharmacy', { conventions: { money: 'cents' }, employerId: 'E1' }).columns['paid_amount']; // => { from: ['CDLPC037'], unit: 'cents' }
 */
export function cdlMap<T extends CdlTable>(table: T, o: CdlMapOptions): ColumnMap<CdlSchema<T>> {
  const { conventions, employerId, side = new Set<string>() } = o;
  refuseConventions(table, conventions);
  const columns: Record<string, ColumnRule> = {};
  const fold: Record<string, readonly string[]> = {};
  for (const field of fieldsOf(table)) {
    if (field.name === 'row_number' || (field.name === 'employer_id' && employerId !== undefined)) continue;
    if (isListField(field)) {
      const all = allListColumns(columnsOf(table, field.name), field.name, side);
      if (all.length > 0) fold[field.name] = all;
      continue;
    }
    const rule = ruleOf(table, field, o);
    if (rule !== null) columns[field.name] = rule;
  }
  const benefits = table === 'eligibility' && conventions.yes !== undefined ? BENEFIT_COLUMNS.map(([id]) => id) : [];
  return {
    id: `apcd-cdl/${table}`,
    version: '2.1',
    to: SCHEMAS[table],
    dates: 'YYYYMMDD',
    columns,
    fold,
    ignore: [...cdlNeverRead(table), RECORD_KIND[table][0], ...benefits],
    ...(employerId === undefined ? {} : { constants: { employer_id: employerId } }),
  };
}

/** The code of a canonical word, where exactly one means it; else null. */
export function codeFor(field: string, word: string, conventions: CdlConventions): string | null {
  if (field === 'coverage_tier') return TIERS.has(word) ? word : null;
  const codes = codesOf(field, conventions);
  if (codes === null) return null;
  if (Object.keys(codes).length === 0) return word;
  const fits = Object.entries(codes).flatMap(([code, meaning]) => (meaning === word ? [code] : []));
  const first = YES_NO.has(field) || field === 'channel' ? (word === 'false' ? conventions.no?.[0] : conventions.yes?.[0]) : undefined;
  if (first !== undefined) return fits.includes(first) ? first : null;
  return fits.length === 1 ? (fits[0] ?? null) : null;
}
