import { CoalitionError } from '../../errors/coalition-error.js';
import type { JsonValue } from '../../errors/json.js';
import { canonicalJson } from '../../fingerprint/canonical-json.js';
import { sha256Hex } from '../../fingerprint/sha256.js';
import type { TableName } from '../batch.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { fieldsOf } from '../fields/tables.js';
import {
  type CellRule,
  type ColumnMap,
  type ColumnRule,
  type DeriveRule,
  type Folds,
  type LineFold,
  type SchemaName,
  tableOf,
} from './column-map.js';
import { viaOf } from './via.js';

function refuse(path: string, problem: string): never {
  throw new CoalitionError('claims/column-map', `The column map is wrong at ${path}: ${problem}`, { path, problem });
}

/** Whether a field holds a list. */
export function isListField(field: FieldSpec): boolean {
  return field.kind === 'codes' || field.kind === 'dates' || field.kind === 'texts';
}

/** Whether a rule is written out rather than as names. */
export function isCellRule(rule: unknown): rule is CellRule {
  return typeof rule === 'object' && rule !== null && 'from' in rule;
}

/** Whether a fold is the one of lines. */
export function isLineFold(fold: unknown): fold is LineFold {
  return typeof fold === 'object' && fold !== null && 'groups' in fold;
}

/** The rule with nothing left out. */
export function ruleOf(rule: ColumnRule): CellRule {
  return isCellRule(rule) ? rule : { from: rule };
}

/**
 * Writes out a pattern of wide columns: `dx_{1..3}` stands for three, and `{01..12}` keeps its zeros.
 *
 * @param pattern - A name, perhaps with one range.
 * @returns Names of columns, in order.
 * @throws {@link CoalitionError} `claims/column-map` when the range runs backwards or holds more than 1,000 columns.
 * @example
 * wideColumns('dx_{1..3}'); // => ['dx_1', 'dx_2', 'dx_3']
 */
export function wideColumns(pattern: string): readonly string[] {
  const match = /^(.*)\{(\d{1,4})\.\.(\d{1,4})\}(.*)$/.exec(pattern);
  if (match === null) return [pattern];
  const [, before = '', low = '', high = '', after = ''] = match;
  const [first, last] = [Number(low), Number(high)];
  if (last < first || last - first >= 1000) refuse(pattern, 'a range runs from a lower to a higher number and has at most 1,000 columns.');
  return Array.from(
    { length: last - first + 1 },
    (_, at) => `${before}${String(first + at).padStart(low.startsWith('0') ? low.length : 1, '0')}${after}`,
  );
}

/** Source columns of a rule, ranges written out. */
export function sourcesOf(rule: ColumnRule): readonly string[] {
  const { from } = ruleOf(rule);
  return (typeof from === 'string' ? [from] : from).flatMap(wideColumns);
}

/** Folds that make lists, by field. */
export function listFolds(fold: Folds | undefined): readonly (readonly [field: string, rule: ColumnRule])[] {
  return Object.entries(fold ?? {}).flatMap(([field, rule]) =>
    field === 'lines' || rule === undefined || isLineFold(rule) ? [] : [[field, rule] as const],
  );
}

function checkRule(path: string, field: FieldSpec, rule: ColumnRule): void {
  const { via, values, otherwise, unit } = ruleOf(rule);
  const sources = sourcesOf(rule);
  if (sources.length === 0 || sources.some((source) => typeof source !== 'string' || source === '')) refuse(path, 'it names no source column.');
  for (const name of typeof via === 'string' ? [via] : (via ?? [])) if (viaOf(name) === undefined) refuse(path, `there is no normaliser "${name}".`);
  if (unit !== undefined && field.kind !== 'money') refuse(path, `a unit is for money, and ${field.name} is ${field.kind}.`);
  if (otherwise !== undefined && values === undefined) refuse(path, '`otherwise` needs `values`.');
}

function checkDerive(path: string, rule: DeriveRule): void {
  const sources = rule.kind === 'sign' ? [rule.of] : rule.of;
  if (sources.length === 0) refuse(path, 'it names no source column.');
}

/**
 * Checks a column map and freezes it.
 *
 * @testedBy claims/adapters/column-map.test.ts
 * @param map - The map, typed or parsed from JSON.
 * @returns The same map, frozen.
 * @throws {@link CoalitionError} `claims/column-map` with the path of what is wrong; `claims/unknown-field`.
 * @example
 * const map = defineColumnMap({ id: 'tpa-7/payments', version: '1', to: 'nonClaimsPayment', dates: 'YYYYMMDD',
 *   columns: { payment_id: 'PMT_ID', amount: { from: 'AMT', via: 'negate' } }, constants: { employer_id: 'E1', category: 'rx_rebate' } });
 * Object.isFrozen(map); // => true
 */
export function defineColumnMap<S extends SchemaName>(map: ColumnMap<S>): ColumnMap<S> {
  const to: unknown = map.to;
  if (to !== 'medicalClaimLine' && to !== 'pharmacyClaim' && to !== 'eligibilitySpan' && to !== 'nonClaimsPayment') {
    refuse('to', 'it must be medicalClaimLine, pharmacyClaim, eligibilitySpan or nonClaimsPayment.');
  }
  if (map.id === '' || map.version === '') refuse('id', 'a map needs an id and a version.');
  const table: TableName = tableOf(map.to);
  const fields = new Map(fieldsOf(table).map((field) => [field.name, field]));
  const seen = new Set<string>();
  const fieldAt = (name: string): FieldSpec => {
    const field = fields.get(name);
    if (field === undefined)
      throw new CoalitionError('claims/unknown-field', `${table} has no field "${name}". Use a name of its field table.`, { table, field: name });
    return field;
  };
  const once = (path: string, name: string): FieldSpec => {
    const field = fieldAt(name);
    if (seen.has(name)) refuse(path, `${name} is set in two places of the map.`);
    seen.add(name);
    return field;
  };
  for (const [name, rule] of Object.entries(map.columns)) {
    const field = once(`columns.${name}`, name);
    checkRule(`columns.${name}`, field, rule);
  }
  for (const [name, rule] of listFolds(map.fold)) {
    const field = once(`fold.${name}`, name);
    if (!isListField(field)) refuse(`fold.${name}`, `only lists are folded, and ${name} is ${field.kind}.`);
    checkRule(`fold.${name}`, field, rule);
  }
  for (const [name, rule] of Object.entries(map.derive ?? {})) {
    once(`derive.${name}`, name);
    checkDerive(`derive.${name}`, rule);
  }
  for (const name of Object.keys(map.constants ?? {})) once(`constants.${name}`, name);
  const lines = map.fold?.lines;
  if (lines !== undefined) {
    const [first, last] = lines.groups;
    if (!Number.isInteger(first) || !Number.isInteger(last) || last < first || last - first >= 1000)
      refuse('fold.lines.groups', 'give a first and a last number, at most 1,000 groups.');
    if (lines.present.length === 0) refuse('fold.lines.present', 'say which column shows that a group is there.');
    for (const [name, rule] of Object.entries(lines.columns ?? {}))
      checkRule(`fold.lines.columns.${name}`, once(`fold.lines.columns.${name}`, name), rule);
    for (const [name, rule] of Object.entries(lines.derive ?? {})) {
      once(`fold.lines.derive.${name}`, name);
      checkDerive(`fold.lines.derive.${name}`, rule);
    }
  }
  return deepFreeze(map);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

function json(value: unknown): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(json);
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => (part === undefined ? [] : [[key, json(part)]])));
  return null;
}

/**
 * The fingerprint of a column map: the same for the same content, whatever the order of its keys.
 *
 * @param map - A column map.
 * @returns SHA-256 of its canonical JSON, in hexadecimal.
 * @example
 * columnMapHash({ id: 'a', version: '1', to: 'pharmacyClaim', columns: {} }) === columnMapHash({ to: 'pharmacyClaim', columns: {}, version: '1', id: 'a' }); // => true
 */
export function columnMapHash(map: ColumnMap): string {
  return sha256Hex(canonicalJson(json(map)));
}
