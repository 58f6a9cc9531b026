import { CoalitionError } from '../../errors/coalition-error.js';
import type { TableName } from '../batch.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { fieldsOf } from '../fields/tables.js';
import { codeNormaliserOf } from './code.js';
import { type DateForm, isStartSentinel, normaliseDate } from './date.js';
import { normaliseMoney } from './money.js';
import { normaliseNull } from './null-spelling.js';
import type { Repaired } from './repair.js';
import type { RepairCounts } from './repair-counts.js';

/** How the values of a source are written. */
export interface NormaliserOptions {
  readonly table: TableName;
  /** How dates are written. Default `YYYY-MM-DD`. */
  readonly dates?: DateForm;
  /** Fields whose dates are written otherwise. */
  readonly datesByField?: Readonly<Record<string, DateForm>>;
}

/** A row after normalising: its values for the checker, and what they were before. */
export interface NormalisedRow {
  /** Every field of the table; values that couldn't be normalised are as they came. */
  readonly row: Readonly<Record<string, unknown>>;
  /** Raw values of the fields that were repaired; `null` when none was. Every other value is its own raw value. */
  readonly raw: Readonly<Record<string, unknown>> | null;
}

/** Normalises one row and counts what it did. */
export type Normaliser = (row: Readonly<Record<string, unknown>>, counts: RepairCounts) => NormalisedRow;

/** Normalises one value and counts what it did. */
export type ValueNormaliser = (value: unknown, counts: RepairCounts) => unknown;

/** A text of printable ASCII ends that is longer than any spelling of nothing needs no look at white space and null spellings. */
function needsNoCleaning(text: string): boolean {
  if (text.length < 5) return false;
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  return first > 32 && first < 127 && last > 32 && last < 127;
}

/** Runs a text through null spellings, then through what its kind needs. The last text that was right is remembered: lines repeat. */
function textStep(field: FieldSpec, further: ((text: string) => Repaired) | null): (text: string, counts: RepairCounts) => string | null {
  let right = '';
  let counted: RepairCounts | null = null;
  let empties = { values: 0 };
  return (text, counts) => {
    if (text === '') {
      if (counted !== counts) {
        counted = counts;
        empties = counts.counter(field.name, 'empty');
      }
      empties.values += 1;
      return null;
    }
    if (text === right) return text;
    let clean = text;
    if (!needsNoCleaning(text)) {
      const { value, repairs } = normaliseNull(text);
      for (const kind of repairs) counts.add(field.name, kind);
      if (value === null) return null;
      clean = value;
    }
    if (further !== null) {
      const { value, repairs } = further(clean);
      for (const kind of repairs) counts.add(field.name, kind);
      if (repairs.length > 0 || value !== text) return value;
    }
    if (clean === text) right = text;
    return clean;
  };
}

function asIs(text: string): Repaired {
  return { value: text, repairs: [] };
}

function furtherOf(field: FieldSpec, form: DateForm): ((text: string) => Repaired) | null {
  switch (field.kind) {
    case 'money':
      return normaliseMoney;
    case 'quantity':
      return normaliseMoney;
    case 'date':
    case 'dates': {
      const starts = field.name.includes('start');
      return (text) => {
        const date = normaliseDate(text, form);
        return starts && date.value !== null && isStartSentinel(date.value)
          ? { value: date.value, repairs: [...date.repairs, 'start-sentinel'] }
          : date;
      };
    }
    case 'code':
    case 'codes':
      return codeNormaliserOf(field.name);
    case 'enum':
      return enumNormaliser(field.values ?? []);
    case 'id':
    case 'text':
    case 'texts':
    case 'integer':
    case 'flag':
      return null;
  }
}

/** A value of a closed list, whatever its case; a stranger becomes `unknown` where the list has that word, never a neighbour. */
function enumNormaliser(values: readonly string[]): (text: string) => Repaired {
  const byCase = new Map(values.map((value) => [value.toLowerCase(), value]));
  const exact = new Set(values);
  return (text) => {
    if (exact.has(text)) return asIs(text);
    const known = byCase.get(text.toLowerCase());
    if (known !== undefined) return { value: known, repairs: ['case'] };
    return exact.has('unknown') ? { value: 'unknown', repairs: ['unknown-value'] } : asIs(text);
  };
}

const FLAGS: ReadonlyMap<string, boolean> = /* @__PURE__ */ new Map([
  ['true', true],
  ['t', true],
  ['yes', true],
  ['y', true],
  ['1', true],
  ['false', false],
  ['f', false],
  ['no', false],
  ['n', false],
  ['0', false],
]);

function scalarStep(table: TableName, field: FieldSpec, form: DateForm): ValueNormaliser {
  const text = textStep(field, furtherOf(field, form));
  const { name, kind } = field;
  return (value, counts) => {
    if (value === undefined) return null;
    if (typeof value !== 'string') {
      if (kind === 'money' && (typeof value === 'number' || typeof value === 'bigint')) throw numberAsMoney(table, name);
      return value;
    }
    const clean = text(value, counts);
    if (clean === null) return null;
    if (kind === 'flag') return FLAGS.get(clean.toLowerCase()) ?? clean;
    if (kind !== 'integer') return clean;
    const match = /^(-?\d{1,15})(\.0+)?$/.exec(clean);
    if (match === null) return clean;
    if (match[2] !== undefined) counts.add(name, 'float-text');
    return Number(match[1]) + 0;
  };
}

function listStep(field: FieldSpec, form: DateForm): ValueNormaliser {
  const text = textStep(field, furtherOf(field, form));
  return (value, counts) => {
    if (value === undefined) return null;
    if (!Array.isArray(value)) return value;
    const list = value.map((element: unknown) => (element === undefined ? null : typeof element === 'string' ? text(element, counts) : element));
    while (list.length > 0 && list[list.length - 1] === null) list.pop();
    return list.length === 0 ? null : list;
  };
}

function numberAsMoney(table: TableName, field: string): CoalitionError<'claims/money-is-number'> {
  return new CoalitionError(
    'claims/money-is-number',
    `${field} of ${table} holds a number. Pass text such as '1234.50': binary floats can't hold cents.`,
    { table, field, row: 0 },
  );
}

function isListField(field: FieldSpec): boolean {
  return field.kind === 'codes' || field.kind === 'dates' || field.kind === 'texts';
}

function changed(before: unknown, after: unknown): boolean {
  if (before === after || before === undefined || before === '' || before === String(after)) return false;
  if (!Array.isArray(before) || !Array.isArray(after)) return true;
  return before.some((element, at) => changed(element, after[at] ?? null));
}

/**
 * Builds the normaliser of a source: spellings in, canonical values out, raw values kept, each repair counted.
 *
 * It changes how a value is written and never what it says: what it can't read it leaves alone, and the checker reports it.
 * Fields that the table doesn't have are left out.
 *
 * @testedBy claims/normalise: each repair, raw values byte for byte, idempotence
 * @param o - The table and how its source writes dates.
 * @returns The normaliser.
 * @throws {@link CoalitionError} `claims/unknown-field` when a date form names a field that the table doesn't have; the normaliser
 *   itself throws `claims/money-is-number` when an amount arrives as a number.
 * @example
 * const normalise = compileNormaliser({ table: 'nonClaims', dates: 'YYYYMMDD' });
 * const counts = new RepairCounts();
 * const { row, raw } = normalise({ amount: '$1,200.00', paid_date: '20250131', payer: 'NULL' }, counts);
 * [row['amount'], row['paid_date'], row['payer']]; // => ['1200.00', '2025-01-31', null]
 * raw; // => { payer: 'NULL', amount: '$1,200.00', paid_date: '20250131' }
 */
export function compileNormaliser(o: NormaliserOptions): Normaliser {
  const fields = fieldsOf(o.table);
  const values = normaliserSteps(o);
  const steps = fields.map((field, at): readonly [string, ValueNormaliser] => [field.name, values[at] ?? ((value) => value)]);
  return (source, counts) => {
    const row: Record<string, unknown> = {};
    let raw: Record<string, unknown> | null = null;
    for (const [name, step] of steps) {
      const before = source[name];
      const after = step(before, counts);
      row[name] = after;
      if (changed(before, after)) {
        raw ??= {};
        raw[name] = before;
      }
    }
    return { row, raw };
  };
}

/**
 * Gives the normaliser of each field in the order of the field table, for whoever has values rather than rows.
 *
 * @param o - The table and how its source writes dates.
 * @returns One normaliser of values for each field.
 * @throws {@link CoalitionError} `claims/unknown-field`.
 * @example
 * normaliserSteps({ table: 'nonClaims' }).length === fieldsOf('nonClaims').length; // => true
 */
export function normaliserSteps(o: NormaliserOptions): readonly ValueNormaliser[] {
  const fields = fieldsOf(o.table);
  const forms = o.datesByField ?? {};
  for (const field of Object.keys(forms)) {
    if (!fields.some(({ name }) => name === field)) {
      throw new CoalitionError('claims/unknown-field', `${o.table} has no field "${field}". Use a name of its field table.`, {
        table: o.table,
        field,
      });
    }
  }
  return fields.map((field) => {
    const form = forms[field.name] ?? o.dates ?? 'YYYY-MM-DD';
    return isListField(field) ? listStep(field, form) : scalarStep(o.table, field, form);
  });
}
