import { Decimal } from '../../money/decimal.js';
import type { TableName } from '../batch.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { isDecimalText } from '../fields/money-text.js';
import { fieldsOf } from '../fields/tables.js';
import type { DateForm } from '../normalise/date.js';
import { isNegativeAmount, normaliseMoney } from '../normalise/money.js';
import { normaliseNull } from '../normalise/null-spelling.js';
import { type CellRule, type ColumnMap, type ColumnRule, type DeriveRule, type SchemaName, type SchemaTables, tableOf } from './column-map.js';
import { isListField, listFolds, ruleOf, sourcesOf } from './define-column-map.js';
import { type Via, viaOf } from './via.js';

/** How one field of a row is made. `texts` of absent columns are empty. */
export type CellPlan =
  | {
      readonly kind: 'one';
      readonly field: FieldSpec;
      readonly source: string;
      readonly read: Via /** Whether `read` changes nothing. */;
      readonly plain: boolean;
    }
  | { readonly kind: 'list'; readonly field: FieldSpec; readonly sources: readonly string[]; readonly read: Via }
  | {
      readonly kind: 'many';
      readonly field: FieldSpec;
      readonly sources: readonly string[];
      readonly read: (texts: readonly string[]) => string | null;
    }
  | { readonly kind: 'constant'; readonly field: FieldSpec; readonly value: string | number | boolean };

/** How one record is made of a source row. */
export interface LinePlan {
  /** The record is there when one of these columns isn't empty; always when null. */
  readonly present: readonly string[] | null;
  readonly cells: readonly CellPlan[];
}

/** A column map made ready for rows. */
export interface MapPlan<T extends TableName = TableName> {
  readonly table: T;
  /** Every record that a row can give, in order. */
  readonly lines: readonly LinePlan[];
  readonly dates: DateForm;
  readonly datesByField: Readonly<Record<string, DateForm>>;
}

function valueMap(rule: CellRule): Via {
  const { values, otherwise } = rule;
  if (values === undefined) return (text) => text;
  const meanings = new Map(Object.entries(values));
  return (text) => {
    const key = text.trim();
    const meaning = meanings.get(key);
    if (meaning !== undefined) return meaning;
    return otherwise === undefined || key === '' ? text : otherwise;
  };
}

/**
 * Dollars of a text in cents, however it is spelled. A fraction of a cent means that the unit is wrong: it is handed on as what the
 * checker refuses, because left as it is it would pass as dollars. Text that is no amount stays, and the checker reports it.
 */
const fromCents: Via = (text) => {
  const amount = normaliseMoney(text.trim()).value ?? '';
  const match = /^(-?)(\d{1,15})(?:\.0+)?$/.exec(amount);
  if (match === null) return isDecimalText(amount, 13, 4) ? `${amount} cents` : text;
  const digits = (match[2] ?? '').padStart(3, '0');
  return `${match[1]}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

function reader(rule: CellRule): Via {
  const steps: readonly Via[] = [
    ...(rule.values === undefined ? [] : [valueMap(rule)]),
    ...(typeof rule.via === 'string' ? [rule.via] : (rule.via ?? [])).flatMap((name) => viaOf(name) ?? []),
    ...(rule.unit === 'cents' ? [fromCents] : []),
  ];
  const { empty } = rule;
  if (steps.length === 0 && empty === undefined) return (text) => text;
  return (text) => {
    let value: string | null = text;
    for (const step of steps) {
      if (value === null || value.trim() === '') break;
      value = step(value);
    }
    return empty !== undefined && (value === null || value.trim() === '') ? empty : value;
  };
}

function isPlain(rule: CellRule): boolean {
  return rule.values === undefined && rule.via === undefined && rule.unit !== 'cents' && rule.empty === undefined;
}

function firstOf(read: Via, empty: string | null): (texts: readonly string[]) => string | null {
  return (texts) => {
    for (const text of texts) {
      if (text.trim() === '') continue;
      const value = read(text);
      if (value !== null) return value;
    }
    return empty;
  };
}

function planOf(field: FieldSpec, rule: ColumnRule, group: string | null): CellPlan {
  const named = (source: string): string => (group === null ? source : source.replaceAll('{n}', group));
  const sources = sourcesOf(rule).map(named);
  const read = reader(ruleOf(rule));
  if (isListField(field)) return { kind: 'list', field, sources, read };
  const [source] = sources;
  if (source !== undefined && sources.length === 1) return { kind: 'one', field, source, read, plain: isPlain(ruleOf(rule)) };
  return { kind: 'many', field, sources, read: firstOf(read, ruleOf(rule).empty ?? null) };
}

const AMOUNT = /^[-+]?\d+(\.\d+)?$/;

/** Exact sum of amounts, however they are spelled; anything that is no amount is handed on, so that the checker sees it. */
function sumOf(plus: number): (texts: readonly string[]) => string | null {
  return (texts) => {
    let sum: Decimal | null = null;
    for (const [at, text] of texts.entries()) {
      const given = normaliseNull(text).value;
      if (given === null) continue;
      const plain = normaliseMoney(given).value ?? '';
      if (!AMOUNT.test(plain)) return text;
      const amount: Decimal = new Decimal(plain);
      sum = (sum ?? new Decimal(0)).plus(at < plus ? amount : amount.negated());
    }
    return sum === null ? null : sum.toFixed().replace(/^-(0(\.0+)?)$/, '$1');
  };
}

function derivation(field: FieldSpec, rule: DeriveRule, group: string | null): CellPlan {
  const named = (source: string): string => (group === null ? source : source.replaceAll('{n}', group));
  switch (rule.kind) {
    case 'sum':
      return { kind: 'many', field, sources: [...rule.of, ...(rule.less ?? [])].map(named), read: sumOf(rule.of.length) };
    case 'sign': {
      const { negative, otherwise } = rule;
      return {
        kind: 'one',
        field,
        source: named(rule.of),
        plain: false,
        read: (text) => (isNegativeAmount(text) ? negative : otherwise),
      };
    }
    case 'join':
      return {
        kind: 'many',
        field,
        sources: rule.of.map(named),
        read: (texts) => (texts.every((text) => text.trim() === '') ? null : texts.map((text) => text.trim()).join(rule.with)),
      };
  }
}

/**
 * Makes a column map ready for rows.
 *
 * @param map - A map that {@link defineColumnMap} has checked.
 * @returns How each record of a row is made.
 * @example
 * compileColumnMap({ id: 'a', version: '1', to: 'pharmacyClaim', columns: { claim_id: 'ID' } }).lines.length; // => 1
 */
export function compileColumnMap<S extends SchemaName>(map: ColumnMap<S>): MapPlan<SchemaTables[S]> {
  const table = tableOf(map.to);
  const fields = new Map(fieldsOf(table).map((field) => [field.name, field]));
  const each = <R>(rules: Readonly<Record<string, R>> | undefined, make: (field: FieldSpec, rule: R) => CellPlan): readonly CellPlan[] =>
    Object.entries(rules ?? {}).flatMap(([name, rule]) => {
      const field = fields.get(name);
      return field === undefined ? [] : [make(field, rule)];
    });
  const common: readonly CellPlan[] = [
    ...each(map.columns, (field, rule) => planOf(field, rule, null)),
    ...each(Object.fromEntries(listFolds(map.fold)), (field, rule) => planOf(field, rule, null)),
    ...each(map.derive, (field, rule) => derivation(field, rule, null)),
    ...each(map.constants, (field, value): CellPlan => ({ kind: 'constant', field, value })),
  ];
  const datesByField: Record<string, DateForm> = {};
  const fold = map.fold?.lines;
  for (const [name, rule] of [...Object.entries(map.columns), ...listFolds(map.fold), ...Object.entries(fold?.columns ?? {})]) {
    const { dates } = ruleOf(rule);
    if (dates !== undefined) datesByField[name] = dates;
  }
  const plan = { table, dates: map.dates ?? 'YYYY-MM-DD', datesByField };
  if (fold === undefined) return { ...plan, lines: [{ present: null, cells: common }] };
  const [first, last] = fold.groups;
  const numbered = common.some((cell) => cell.field.name === 'claim_line_number') || fold.columns?.['claim_line_number'] !== undefined;
  const lines = Array.from({ length: last - first + 1 }, (_, at): LinePlan => {
    const group = String(first + at);
    const number = fields.get('claim_line_number');
    const cells = [
      ...common,
      ...each(fold.columns, (field, rule) => planOf(field, rule, group)),
      ...each(fold.derive, (field, rule) => derivation(field, rule, group)),
      ...(numbered || number === undefined ? [] : [{ kind: 'constant', field: number, value: first + at } satisfies CellPlan]),
    ];
    return { present: fold.present.map((source) => source.replaceAll('{n}', group)), cells };
  });
  return { ...plan, lines };
}

/** Every source column that a plan reads. */
export function columnsRead(plan: MapPlan): readonly string[] {
  const names = new Set<string>();
  for (const { present, cells } of plan.lines) {
    for (const name of present ?? []) names.add(name);
    for (const cell of cells) {
      if (cell.kind === 'one') names.add(cell.source);
      else if (cell.kind !== 'constant') for (const name of cell.sources) names.add(name);
    }
  }
  return [...names];
}

/** Makes the raw record of one line; null when the line isn't there and nobody has looked yet. */
export function rawRecord(line: LinePlan, text: (column: string) => string, there: boolean = false): Record<string, unknown> | null {
  if (!there && line.present?.every((column) => text(column).trim() === '') === true) return null;
  const row: Record<string, unknown> = {};
  for (const cell of line.cells) {
    switch (cell.kind) {
      case 'constant':
        row[cell.field.name] = cell.value;
        break;
      case 'one':
        row[cell.field.name] = cell.read(text(cell.source));
        break;
      case 'many':
        row[cell.field.name] = cell.read(cell.sources.map(text));
        break;
      case 'list':
        row[cell.field.name] = cell.sources.map((source) => cell.read(text(source)));
        break;
    }
  }
  return row;
}
