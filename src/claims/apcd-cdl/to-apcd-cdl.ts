import { CoalitionError } from '../../errors/coalition-error.js';
import type { Warning } from '../../errors/finding.js';
import type { SourceRow } from '../column-map/apply-column-map.js';
import { isListField } from '../column-map/define-column-map.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import { elementColumn, SideWriter } from '../column-map/side-table.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { fieldsOf } from '../fields/tables.js';
import { type CdlConventions, refuseConventions } from './cdl-conventions.js';
import { type CdlTable, cdlColumns } from './cdl-ids.js';
import { BENEFIT_COLUMNS, type CdlRecordTable, codeFor, columnOf, listColumns, RECORD_KIND, SIDE_KEYS } from './cdl-map.js';
import { claimTypeOf, recordTypeOf } from './from-apcd-cdl.js';

type Row = Readonly<Record<string, string>>;

/** Rows keyed by column ids, and beside them what the layout has no established column or code for. */
export interface CdlRows {
  /** Columns of `rows`, in the layout's order: those with an established id that a field fills. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** One row for each of `rows` that holds more than the layout can, found again by its key and `occurrence`. */
  readonly side: readonly Row[];
  readonly warnings: readonly Warning[];
}

const DATE_KINDS: ReadonlySet<string> = new Set(['date', 'dates']);

/** A value as the layout spells it; amounts apart. */
function spelled(field: FieldSpec, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  return DATE_KINDS.has(field.kind) ? value.replaceAll('-', '') : value;
}

/** An amount in the unit of the delivery. */
function amountText(field: string, value: string, o: { readonly conventions: CdlConventions; readonly at: number }): string {
  if (o.conventions.money !== 'cents') return value;
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(value);
  const fraction = (match?.[3] ?? '').padEnd(4, '0');
  if (match === null || !fraction.endsWith('00')) {
    const problem = `${field} of record ${o.at} has a fraction of a cent; write dollars instead.`;
    throw new CoalitionError('claims/cdl-conventions', `The conventions of the delivery are wrong at money: ${problem}`, {
      convention: 'money',
      problem,
    });
  }
  const digits = `${match[2] ?? ''}${fraction.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  return digits === '0' ? digits : `${match[1] ?? ''}${digits}`;
}

/** Values that reading gives back by itself where nothing stands. */
function isDefault(field: FieldSpec, value: unknown, row: SourceRow, o: { readonly table: CdlTable; readonly conventions: CdlConventions }): boolean {
  if (value === null || value === undefined || field.name === 'row_number') return true;
  if (field.name === 'person_id') return value === row[o.table === 'eligibility' ? 'CDLME061' : o.table === 'medical' ? 'CDLMC161' : 'CDLPC068'];
  if (field.name === 'claim_type') return value === claimTypeOf(row);
  if (field.name === 'claim_record_type' && o.conventions.lineTypes === undefined)
    return value === recordTypeOf(row[o.table === 'medical' ? 'CDLMC125' : 'CDLPC037'] ?? '');
  return value === field.fallback;
}

/** How one field is written. */
interface FieldPlan {
  readonly field: FieldSpec;
  /** The layout's columns of a list; null for any other field. */
  readonly list: readonly string[] | null;
  readonly column: string | null;
}

function planOf(table: CdlTable, conventions: CdlConventions): readonly FieldPlan[] {
  return fieldsOf(table).map((field) =>
    isListField(field)
      ? { field, list: listColumns(table, field), column: null }
      : { field, list: null, column: columnOf(table, field, conventions) },
  );
}

interface Written {
  readonly row: Record<string, string>;
  readonly beside: Record<string, string>;
}

function write(
  plan: readonly FieldPlan[],
  values: ReadonlyMap<string, unknown>,
  o: { readonly table: CdlTable; readonly conventions: CdlConventions; readonly at: number },
): Written {
  const { conventions } = o;
  const row: Record<string, string> = {};
  const beside: Record<string, string> = {};
  const late: FieldSpec[] = [];
  for (const { field, list: own, column } of plan) {
    const value = values.get(field.name);
    if (own !== null) {
      if (!Array.isArray(value)) continue;
      value.forEach((element: unknown, at) => {
        const text = spelled(field, element);
        const name = elementColumn(own, field.name, at);
        if (at < own.length) row[name] = text;
        else if (text !== '') beside[name] = text;
      });
      continue;
    }
    const text = spelled(field, value);
    if (column === null || text === '') {
      late.push(field);
      continue;
    }
    const code = field.kind === 'money' ? amountText(field.name, text, o) : codeFor(field.name, text, conventions);
    if (code === null) late.push(field);
    else row[column] = code;
  }
  for (const field of late) {
    const value = values.get(field.name);
    if (field.name !== 'benefit_type' && !isDefault(field, value, row, o)) beside[field.name] = spelled(field, value);
  }
  return { row, beside };
}

/** Says yes or no for each benefit; a benefit that the layout has no column for, or no codes to say it with, goes beside. */
function writeBenefits(written: Written, benefits: readonly string[], conventions: CdlConventions): void {
  const [yes, no] = [conventions.yes?.[0], conventions.no?.[0] ?? ''];
  const known = benefits.every((benefit) => BENEFIT_COLUMNS.some(([, name]) => name === benefit));
  if (yes !== undefined && known) for (const [id, benefit] of BENEFIT_COLUMNS) written.row[id] = benefits.includes(benefit) ? yes : no;
  else if (benefits[0] !== undefined && (yes !== undefined || benefits[0] !== 'medical')) written.beside['benefit_type'] = benefits[0];
}

/** Spans of one source row stand together and differ in nothing but the benefit, in the order of the columns. */
function benefitGroups(
  records: Iterable<object>,
  together: boolean,
): readonly (readonly [values: ReadonlyMap<string, unknown>, benefits: readonly string[]])[] {
  const place = (benefit: string | undefined): number => BENEFIT_COLUMNS.findIndex(([, name]) => name === benefit);
  const groups: { readonly key: string; readonly values: ReadonlyMap<string, unknown>; readonly benefits: string[] }[] = [];
  for (const record of records) {
    const values = new Map<string, unknown>(Object.entries(record));
    const given = values.get('benefit_type');
    const benefit = typeof given === 'string' ? given : 'medical';
    const key = JSON.stringify([...values].filter(([name]) => name !== 'benefit_type'));
    const last = groups.at(-1);
    const lastPlace = place(last?.benefits.at(-1));
    if (together && last?.key === key && lastPlace >= 0 && place(benefit) > lastPlace) last.benefits.push(benefit);
    else groups.push({ key, values, benefits: [benefit] });
  }
  return groups.map(({ values, benefits }) => [values, benefits]);
}

/**
 * Writes records as rows of the common data layout, keyed by its column ids; what it has no established column or code for goes to a side
 * table, so that reading rows and side table gives the same records.
 *
 * Spans of one person that differ in the benefit only become one row. A word that two codes mean, such as self-insured with and without
 * stop-loss, is never written as one of them: it goes beside.
 *
 * Limits: these rows are no complete submission: header, trailer and columns whose ids or codes aren't established are missing
 * (unverified). Names, social security numbers and addresses are never written, because the records don't hold them. In cents, an amount
 * with a fraction of a cent is refused.
 *
 * @source UTHealthCHCD-TACC/uthealth-dw @ d1cec06 and TACC/Core-CMS-Custom @ f3bd7a1, column ids only
 * @testedBy claims/adapters/apcd-cdl.test.ts: round trip on the synthetic coalition, in dollars and in cents
 * @param table - `eligibility`, `medical` or `pharmacy`.
 * @param records - Canonical records.
 * @param o - `conventions` of the receiver.
 * @returns Columns, rows, side table and warnings.
 * @throws {@link CoalitionError} `claims/cdl-conventions`
 * @example
 * const { records } = fromApcdCdl('pharmacy', [{ CDLPC002: 'P1', CDLPC003: 'PPO', CDLPC005: 'C1', CDLPC006: '1', CDLPC023: '20240105',
 *   CDLPC025: '50090443201', CDLPC037: '1250', CDLPC068: 'M1' }], { employerId: 'E1', conventions: { money: 'cents' } });
 * const written = toApcdCdl('pharmacy', records, { conventions: { money: 'cents' } });
 * written.rows.map((row) => [row['CDLPC023'], row['CDLPC037']]); // => [['20240105', '1250']]
 * written.side.map((row) => row['employer_id']); // => ['E1']
 */
export function toApcdCdl<T extends CdlTable>(
  table: T,
  records: Iterable<DeliveredRow<CdlRecordTable<T>>>,
  o: { readonly conventions: CdlConventions },
): CdlRows {
  const { conventions } = o;
  refuseConventions(table, conventions);
  const plan = planOf(table, conventions);
  const filled = new Set([
    ...plan.flatMap(({ list, column }) => list ?? column ?? []),
    ...(table === 'eligibility' && conventions.yes !== undefined ? BENEFIT_COLUMNS.map(([id]) => id) : []),
    RECORD_KIND[table][0],
  ]);
  const columns = cdlColumns(table).flatMap(({ id }) => (filled.has(id) ? [id] : []));
  const [kindColumn, kind] = RECORD_KIND[table];
  const empty: Row = { ...Object.fromEntries(columns.map((name) => [name, ''])), [kindColumn]: kind };
  const rows: Row[] = [];
  const side = new SideWriter(SIDE_KEYS[table]);
  const besides = new Map<string, number>();
  for (const [at, [values, benefits]] of benefitGroups(records, table === 'eligibility' && conventions.yes !== undefined).entries()) {
    const written = write(plan, values, { table, conventions, at });
    if (table === 'eligibility') writeBenefits(written, benefits, conventions);
    const row: Row = { ...empty, ...written.row };
    rows.push(row);
    side.add(row, written.beside);
    for (const name of Object.keys(written.beside)) besides.set(name, (besides.get(name) ?? 0) + 1);
  }
  const warnings: Warning[] = [
    {
      code: 'claims/unverified-source',
      severity: 'warn',
      table,
      message:
        'Column ids are those of version 2.1 as public sources show them; the layout itself was not read, and these rows are no complete submission.',
      fix: "Compare the columns with the receiver's layout before you send anything.",
    },
  ];
  if (besides.size > 0)
    warnings.push({
      code: 'cdl/no-column',
      severity: 'info',
      table,
      rows: side.rows.length,
      expected: [...besides].map(([name, count]) => `${name} (${count})`).join(', '),
      message: `${besides.size} fields stand in the side table on ${side.rows.length} rows: the layout has no established column or code for them.`,
      fix: 'Keep the side table with the rows, or give the missing codes in `conventions`.',
    });
  return { columns, rows, side: side.rows, warnings };
}
