import type { Finding, Severity } from '../../errors/finding.js';
import { checkSink, compileChecker } from '../fields/compile-checker.js';
import { dayOfDateText } from '../fields/date-text.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { fieldsOf } from '../fields/tables.js';
import { compileNormaliser } from '../normalise/compile-normaliser.js';
import { RepairCounts } from '../normalise/repair-counts.js';
import type { SourceRow } from './apply-column-map.js';
import { type ColumnMap, type SchemaName, tableOf } from './column-map.js';
import { type CellPlan, compileColumnMap, type LinePlan, rawRecord } from './compile-column-map.js';
import { defineColumnMap, sourcesOf } from './define-column-map.js';

/** Dates that come in pairs, earlier first. */
const PAIRS: readonly (readonly [start: string, end: string])[] = [
  ['claim_start_date', 'claim_end_date'],
  ['claim_line_start_date', 'claim_line_end_date'],
  ['admission_date', 'discharge_date'],
  ['enrollment_start_date', 'enrollment_end_date'],
  ['service_period_start', 'service_period_end'],
];

/** A service date and the payment that follows it. */
const PAID_AFTER: readonly (readonly [service: string, paid: string])[] = [
  ['claim_start_date', 'paid_date'],
  ['dispensing_date', 'paid_date'],
];

/** Rows from which a share means something. Unit: rows. */
const ENOUGH = 20;

const IMPOSSIBLE_SHARE = 0.01;
const ORDER_SHARE = 0.2;

interface Seen {
  filled: number;
  wrong: number;
  floats: number;
  short: number;
}

function sourcesOfCell(cell: CellPlan | undefined): string {
  if (cell === undefined || cell.kind === 'constant') return '';
  return cell.kind === 'one' ? cell.source : cell.sources.join(', ');
}

function percent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)} %`;
}

/** Gathers what the sample says about each field of the map. */
class Sample {
  readonly seen: Map<string, Seen> = new Map();
  readonly laterStart: Map<string, readonly [later: number, both: number]> = new Map();
  readonly paidByClaim: Map<string, string[]> = new Map();
  rows: number = 0;
  readonly #normalise;
  readonly #checks: ReadonlyMap<string, (value: unknown) => boolean>;
  readonly #fields: readonly FieldSpec[];

  constructor(map: ColumnMap) {
    const table = tableOf(map.to);
    const plan = compileColumnMap(map);
    this.#fields = fieldsOf(table);
    this.#normalise = compileNormaliser({ table, dates: plan.dates, datesByField: plan.datesByField });
    this.#checks = new Map(
      this.#fields.map((field) => {
        const check = compileChecker([field]);
        const sink = checkSink();
        return [field.name, (value: unknown) => check({ [field.name]: value }, sink) === 0];
      }),
    );
  }

  add(line: LinePlan, source: SourceRow): void {
    const text = (column: string): string => (Object.hasOwn(source, column) ? (source[column] ?? '') : '');
    const raw = rawRecord(line, text);
    if (raw === null) return;
    this.rows += 1;
    const { row } = this.#normalise(raw, new RepairCounts());
    for (const cell of line.cells) this.#cell(cell, row[cell.field.name], text);
    for (const [first, second] of [...PAIRS, ...PAID_AFTER]) this.#order(first, second, row);
    const [claim, paid] = [row['claim_id'], row['paid_amount']];
    if (typeof claim === 'string' && typeof paid === 'string') {
      const amounts = this.paidByClaim.get(claim) ?? [];
      amounts.push(paid);
      this.paidByClaim.set(claim, amounts);
    }
  }

  #cell(cell: CellPlan, value: unknown, text: (column: string) => string): void {
    const { name, kind, pattern } = cell.field;
    const seen = this.seen.get(name) ?? { filled: 0, wrong: 0, floats: 0, short: 0 };
    this.seen.set(name, seen);
    if (value === null || value === undefined) return;
    seen.filled += 1;
    if (this.#checks.get(name)?.(value) === false) seen.wrong += 1;
    if (cell.kind !== 'one' || (kind !== 'id' && kind !== 'code')) return;
    const raw = text(cell.source).trim();
    if (/^\d+\.0+$/.test(raw) || /^\d(\.\d+)?[eE]\+?\d+$/.test(raw)) seen.floats += 1;
    const digits = /^\^\\d\{(\d+)\}\$$/.exec(pattern?.source ?? '')?.[1];
    if (digits !== undefined && /^\d+$/.test(raw) && raw.length < Number(digits)) seen.short += 1;
  }

  #order(first: string, second: string, row: Readonly<Record<string, unknown>>): void {
    const [a, b] = [row[first], row[second]];
    if (typeof a !== 'string' || typeof b !== 'string') return;
    const [from, to] = [dayOfDateText(a), dayOfDateText(b)];
    if (from === null || to === null) return;
    const [later, both] = this.laterStart.get(`${first}>${second}`) ?? [0, 0];
    this.laterStart.set(`${first}>${second}`, [later + (from > to ? 1 : 0), both + 1]);
  }
}

/**
 * Looks at a column map together with a sample of rows, before anything is read for good.
 *
 * Findings: MAP-1 a source column that is neither mapped nor ignored, MAP-2 a column used twice, MAP-3 values that can't be of the
 * field's type (above 1 %), MAP-4 a start later than its end and MAP-5 a payment before its service (above 20 %: swapped?), MAP-6 a
 * constant column, MAP-7 the same payment on all lines of claims, MAP-8 identifiers that look like floats or have lost zeros,
 * MAP-9 a required field that the sample leaves empty, MAP-10 a column that the rows don't have.
 *
 * No finding holds a value of the sample.
 *
 * @testedBy claims/adapters/column-map.test.ts: one map and sample for each finding
 * @param map - The column map.
 * @param sample - Rows of the source, a few hundred or more.
 * @returns Findings, the gravest first.
 * @throws {@link CoalitionError} `claims/column-map`, `claims/unknown-field` when the map contradicts itself.
 * @example
 * const map = defineColumnMap({ id: 'tpa', version: '1', to: 'eligibilitySpan', columns: { enrollment_start_date: 'TERM_DT', enrollment_end_date: 'EFF_DT' } });
 * const finding = lintColumnMap(map, [{ EFF_DT: '2024-01-01', TERM_DT: '2024-12-31' }]).find(({ code }) => code === 'MAP-4');
 * finding?.path; // => 'TERM_DT, EFF_DT'
 */
export function lintColumnMap<S extends SchemaName>(map: ColumnMap<S>, sample: Iterable<SourceRow>): readonly Finding[] {
  defineColumnMap(map);
  const table = tableOf(map.to);
  const plan = compileColumnMap(map);
  const rows = [...sample];
  const gathered = new Sample(map);
  for (const row of rows) for (const line of plan.lines) gathered.add(line, row);
  const cells = new Map(plan.lines.flatMap(({ cells: of }) => of.map((cell) => [cell.field.name, cell] as const)));
  const findings: Finding[] = [];
  const add = (code: string, severity: Severity, message: string, fix: string, more: Partial<Finding> = {}): void => {
    findings.push({ code, severity, table, message, fix, ...more });
  };

  const header = new Set(rows.flatMap((row) => Object.keys(row)));
  const uses = usesOf(map);
  const ignored = new Set(map.ignore ?? []);
  for (const name of header) {
    if (!uses.has(name) && !ignored.has(name))
      add('MAP-1', 'warn', `The source column ${name} is neither mapped nor ignored.`, 'Map it, or list it under `ignore`.', { path: name });
  }
  for (const [name, targets] of uses) {
    if (targets.length > 1)
      add('MAP-2', 'info', `The source column ${name} feeds ${targets.join(' and ')}.`, 'Confirm that both are meant.', { path: name });
    if (rows.length > 0 && !header.has(name))
      add('MAP-10', 'warn', `The map reads the column ${name}, which the rows don't have.`, 'Check its spelling against the header.', {
        path: name,
        field: targets[0] ?? '',
      });
  }
  for (const [name, seen] of gathered.seen) {
    const path = sourcesOfCell(cells.get(name));
    const share = (part: number): boolean => seen.filled > 0 && part / seen.filled > IMPOSSIBLE_SHARE;
    if (share(seen.wrong))
      add(
        'MAP-3',
        'error',
        `${percent(seen.wrong, seen.filled)} of the values of ${name} (column ${path}) can't be of its type.`,
        'Check the date form, the unit and the values of the map, or choose another column.',
        { field: name, path, rows: seen.wrong },
      );
    if (share(seen.floats))
      add(
        'MAP-8',
        'warn',
        `${percent(seen.floats, seen.filled)} of the values of ${name} (column ${path}) look like floats: a spreadsheet read codes as numbers.`,
        'Ask the sender to deliver codes as text.',
        { field: name, path, rows: seen.floats },
      );
    else if (share(seen.short))
      add(
        'MAP-8',
        'warn',
        `${percent(seen.short, seen.filled)} of the values of ${name} (column ${path}) are too short: leading zeros may be lost.`,
        'Ask the sender to deliver codes as text, or pad them with a named normaliser.',
        { field: name, path, rows: seen.short },
      );
  }
  for (const field of fieldsOf(table)) {
    if (field.presence !== 'required' || field.name === 'data_source') continue;
    const seen = gathered.seen.get(field.name);
    if (seen === undefined)
      add('MAP-9', 'block', `The required field ${field.name} is not mapped.`, 'Map a column, a constant or a derivation to it.', {
        field: field.name,
      });
    else if (gathered.rows > 0 && seen.filled === 0)
      add('MAP-9', 'block', `The required field ${field.name} is empty on every row.`, 'Choose another column.', {
        field: field.name,
        path: sourcesOfCell(cells.get(field.name)),
      });
  }
  for (const [first, second] of PAIRS) order('MAP-4', first, second, (a, b) => `${a} is later than ${b}`);
  for (const [first, second] of PAID_AFTER) order('MAP-5', first, second, (a, b) => `${b} lies before ${a}`);
  function order(code: string, first: string, second: string, words: (a: string, b: string) => string): void {
    const [later, both] = gathered.laterStart.get(`${first}>${second}`) ?? [0, 0];
    if (both === 0 || later / both <= ORDER_SHARE) return;
    const [a, b] = [sourcesOfCell(cells.get(first)), sourcesOfCell(cells.get(second))];
    add(
      code,
      'error',
      `${words(`${first} (column ${a})`, `${second} (column ${b})`)} on ${percent(later, both)} of the rows: are the two swapped?`,
      `Swap ${a} and ${b} in the map, or ask the sender which is which.`,
      { field: first, path: `${a}, ${b}`, rows: later },
    );
  }
  constants(rows, uses, add);
  repeatedPayments(gathered.paidByClaim, sourcesOfCell(cells.get('paid_amount')), add);
  return findings.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

const RANK: Readonly<Record<Severity, number>> = { block: 0, error: 1, warn: 2, info: 3 };

type Add = (code: string, severity: Severity, message: string, fix: string, more?: Partial<Finding>) => void;

function constants(rows: readonly SourceRow[], uses: ReadonlyMap<string, readonly string[]>, add: Add): void {
  if (rows.length < ENOUGH) return;
  for (const [name, targets] of uses) {
    const first = rows[0]?.[name] ?? '';
    if (first.trim() !== '' && rows.every((row) => row[name] === first)) {
      add(
        'MAP-6',
        'info',
        `The column ${name} has the same value on all ${rows.length} rows.`,
        'Confirm that it is no default that the sender fills in.',
        { path: name, field: targets[0] ?? '' },
      );
    }
  }
}

function repeatedPayments(byClaim: ReadonlyMap<string, readonly string[]>, path: string, add: Add): void {
  const several = [...byClaim.values()].filter((amounts) => amounts.length > 1 && amounts.some((amount) => /[1-9]/.test(amount)));
  const equal = several.filter((amounts) => amounts.every((amount) => amount === amounts[0])).length;
  if (several.length >= 5 && equal / several.length > 0.5) {
    add(
      'MAP-7',
      'error',
      `On ${percent(equal, several.length)} of the claims with several lines every line has the same paid amount (column ${path}): a header amount?`,
      'Map the payment of the line; a header amount belongs to one line only.',
      { field: 'paid_amount', path },
    );
  }
}

/** Which fields each source column feeds. */
function usesOf(map: ColumnMap): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, string[]>();
  const note = (source: string, field: string): void => {
    const fields = uses.get(source) ?? [];
    if (!fields.includes(field)) fields.push(field);
    uses.set(source, fields);
  };
  for (const [field, rule] of Object.entries(map.columns)) for (const source of sourcesOf(rule)) note(source, field);
  for (const { present, cells } of compileColumnMap(map).lines) {
    for (const cell of cells)
      if (cell.kind !== 'constant') for (const source of cell.kind === 'one' ? [cell.source] : cell.sources) note(source, cell.field.name);
    for (const source of present ?? []) if (!uses.has(source)) note(source, 'claim_line_number');
  }
  return uses;
}
