import type { FindingCode, Severity } from '../../errors/finding.js';
import type { Cents } from '../../money/cents.js';
import type { TableName } from '../batch.js';
import type { ClaimBatch } from '../batch.js';
import { BatchBuilder, type CentsRounding } from '../batch-builder.js';
import { type CheckSink, type Checker, checkSink, compileChecker, type FormIssue } from '../fields/compile-checker.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { centsOfMoney, isDecimalText } from '../fields/money-text.js';
import { fieldsOf } from '../fields/tables.js';
import { compileNormaliser, type Normaliser, type NormaliserOptions } from '../normalise/compile-normaliser.js';
import { type RepairCount, RepairCounts } from '../normalise/repair-counts.js';
import type { Finding } from '../../errors/finding.js';

/** A value whose form is wrong: where it stood and what it looked like. */
export interface FormHit {
  /** 0-based among all rows of the table that came in. */
  readonly input: number;
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly field: string;
  readonly observedClass: string;
  readonly expected: string;
}

/** Lineage of every row that came in, the rejected ones included. */
export interface InputLineage {
  readonly sources: readonly string[];
  readonly files: readonly string[];
  readonly source: readonly number[];
  readonly file: readonly number[];
  /** 1-based data row. */
  readonly rowNumber: readonly number[];
}

/** What came of taking in one table. */
export interface Intake<T extends TableName> {
  readonly parts: readonly ClaimBatch<T>[];
  /** Which input row each row of the parts was. */
  readonly inputOf: readonly number[];
  readonly lineage: InputLineage;
  readonly formHits: readonly FormHit[];
  /** Unit: rows. */
  readonly inputRows: number;
  /** All that came in, counted at the door. */
  readonly input: { readonly rows: number; readonly cents: Cents; readonly centsUnknown: number };
  readonly rejected: { readonly rows: number; readonly cents: Cents; readonly centsUnknown: number };
  /** Input rows whose paid amount was empty and is read as 0.00. */
  readonly paidMissing: readonly number[];
  /** Columns that aren't fields, with how many rows fill them. */
  readonly strays: ReadonlyMap<string, number>;
  /** Required fields that no row has. */
  readonly absent: readonly string[];
  readonly repairs: readonly RepairCount[];
  readonly repairFindings: readonly Finding[];
  readonly rounding: CentsRounding;
}

/** Rows in one sealed part while a table is taken in. Unit: rows. */
const PART_ROWS = 16_384;

/** Which rule of the catalogue speaks for a value of wrong form in an optional field, and how loudly. */
function formRule(table: TableName, name: string): { readonly code: FindingCode; readonly severity: Severity } {
  if (name.endsWith('_npi')) return { code: 'MED-12', severity: 'warn' };
  if (name === 'ndc_code') return { code: 'RX-1', severity: 'error' };
  if (name.startsWith('diagnosis_') || name === 'admitting_diagnosis_code') return { code: name === 'diagnosis_poa' ? 'MED-10' : 'MED-9', severity: 'warn' };
  if (name === 'place_of_service_code' || name === 'hcpcs_code' || name === 'bill_type_code' || name === 'revenue_center_code') return { code: 'MED-7', severity: 'warn' };
  if (name.startsWith('drg_')) return { code: 'MED-8', severity: 'warn' };
  if (name === 'service_unit_quantity') return { code: 'MED-26', severity: 'warn' };
  if (table === 'pharmacy' && (name === 'days_supply' || name === 'quantity')) return { code: 'RX-2', severity: 'warn' };
  return { code: 'STR-1', severity: 'error' };
}

/**
 * Describes a value without quoting it.
 *
 * @param value - Any value.
 * @returns Words such as `empty`, `11 digits`, `float text`, `7 characters`.
 * @example
 * observedClassOf('1104867175.0'); // => 'float text'
 */
export function observedClassOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value !== 'string') return Array.isArray(value) ? 'list' : typeof value;
  if (/^\d+$/.test(value)) return `${value.length} digits`;
  if (/^-?\d+\.\d+$/.test(value)) return 'float text';
  if (/^-?[\d.]+[eE][-+]?\d+$/.test(value)) return 'exponent text';
  return `${value.length} characters`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  money: 'decimal text with at most 4 decimals',
  quantity: 'decimal text with at most 6 decimals',
  date: 'a date YYYY-MM-DD',
  dates: 'dates YYYY-MM-DD',
  integer: 'a whole number in range',
  flag: 'true or false',
  enum: 'a value of the closed list',
};

function expectedOf(field: FieldSpec): string {
  return EXPECTED[field.kind] ?? (field.pattern === undefined ? 'text' : `text of the form ${field.pattern.source}`);
}

/** The money of a row in its table's accounting, or nothing for coverage. */
export function moneyField(table: TableName): string | null {
  return table === 'eligibility' ? null : table === 'nonClaims' ? 'amount' : 'paid_amount';
}

/**
 * Takes rows of one table in, one at a time: normalises, checks, and puts the canonical ones into columns.
 *
 * A row whose required value is missing or unreadable is rejected. An unreadable value of an optional field is left out and
 * reported, and the row is kept. An empty paid amount is read as 0.00 and remembered: files often carry a claim's payment on one of
 * its lines.
 */
export class TableIntake<T extends TableName> {
  readonly table: T;
  readonly #normalise: Normaliser;
  readonly #counts = new RepairCounts();
  readonly #check: Checker;
  readonly #sink: CheckSink = checkSink();
  readonly #builder: BatchBuilder<T>;
  readonly #fields: ReadonlyMap<string, FieldSpec>;
  /** Where each field stands among the checker's values. */
  readonly #places: ReadonlyMap<string, number>;
  readonly #money: string | null;
  readonly #parts: ClaimBatch<T>[] = [];
  readonly #inputOf: number[] = [];
  readonly #hits: FormHit[] = [];
  readonly #paidMissing: number[] = [];
  readonly #strays = new Map<string, number>();
  readonly #missingRequired: Set<string>;
  readonly #sources = new Map<string, number>();
  readonly #files = new Map<string, number>();
  readonly #source: number[] = [];
  readonly #file: number[] = [];
  readonly #rowNumber: number[] = [];
  readonly #lastRow = new Map<number, number>();
  #shape: readonly string[] = [];
  #strayNames: readonly string[] = [];
  #inputCents = 0;
  #inputUnknown = 0;
  #rejectedRows = 0;
  #rejectedCents = 0;
  #rejectedUnknown = 0;

  /** @param o - The table, its zone, and how its source writes dates. */
  constructor(o: { readonly table: T; readonly zone?: string; readonly dates?: Omit<NormaliserOptions, 'table'> }) {
    this.table = o.table;
    const fields = fieldsOf(o.table);
    this.#fields = new Map(fields.map((field) => [field.name, field]));
    this.#places = new Map(fields.map((field, at) => [field.name, at]));
    this.#normalise = compileNormaliser({ table: o.table, ...o.dates });
    this.#check = compileChecker(fields);
    this.#builder = new BatchBuilder({ table: o.table, batchRows: PART_ROWS, ...(o.zone === undefined ? {} : { zone: o.zone }) });
    this.#money = moneyField(o.table);
    this.#missingRequired = new Set(fields.filter(({ presence }) => presence === 'required').map(({ name }) => name));
  }

  /** Takes one row in. */
  add(given: unknown): void {
    const input = this.#source.length;
    const source = isRecord(given) ? given : {};
    this.#noteShape(source);
    const { row } = this.#normalise(source, this.#counts);
    const ready = this.#lineage(row);
    const money = this.#money;
    const amount = money === null ? '0' : ready[money];
    const cents = typeof amount === 'string' && isDecimalText(amount, 13, 4) ? centsOfMoney(amount) : null;
    this.#inputCents += cents ?? 0;
    if (cents === null) this.#inputUnknown += 1;
    if (money === 'paid_amount' && amount === null) {
      this.#paidMissing.push(input);
      ready['paid_amount'] = '0.00';
    }
    const rejected = this.#check(isRecord(given) ? ready : null, this.#sink) > 0 && this.#formIssues(input, ready);
    if (rejected) {
      this.#rejectedRows += 1;
      this.#rejectedCents += cents ?? 0;
      if (cents === null) this.#rejectedUnknown += 1;
      return;
    }
    this.#builder.addValues(this.#sink.values);
    this.#inputOf.push(input);
    if (this.#builder.full) this.#parts.push(this.#builder.seal());
  }

  /** Ends the table. */
  finish(): Intake<T> {
    if (this.#builder.rowCount > 0 || this.#parts.length === 0) this.#parts.push(this.#builder.seal());
    return {
      parts: this.#parts,
      inputOf: this.#inputOf,
      lineage: { sources: [...this.#sources.keys()], files: [...this.#files.keys()], source: this.#source, file: this.#file, rowNumber: this.#rowNumber },
      formHits: this.#hits,
      inputRows: this.#source.length,
      input: { rows: this.#source.length, cents: this.#inputCents, centsUnknown: this.#inputUnknown },
      rejected: { rows: this.#rejectedRows, cents: this.#rejectedCents, centsUnknown: this.#rejectedUnknown },
      paidMissing: this.#paidMissing,
      strays: this.#strays,
      absent: this.#source.length === 0 ? [] : [...this.#missingRequired],
      repairs: this.#counts.list(),
      repairFindings: this.#counts.findings(this.table),
      rounding: this.#builder.rounding,
    };
  }

  /** Which columns a row has; rows of one file nearly always have the same ones, so this is looked at once. */
  #noteShape(source: Readonly<Record<string, unknown>>): void {
    const names = Object.keys(source);
    const same = names.length === this.#shape.length && names.every((name, at) => name === this.#shape[at]);
    if (!same) {
      this.#shape = names;
      this.#strayNames = names.filter((name) => !this.#fields.has(name));
    }
    for (const name of this.#strayNames) {
      const value = source[name];
      const filled = value !== null && value !== undefined && value !== '';
      this.#strays.set(name, (this.#strays.get(name) ?? 0) + (filled ? 1 : 0));
    }
  }

  /** Notes where the row stood; a row without a number gets the next of its file. */
  #lineage(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const ready: Record<string, unknown> = row;
    const source = intern(this.#sources, typeof row['data_source'] === 'string' ? row['data_source'] : '');
    const file = intern(this.#files, typeof row['file_name'] === 'string' ? row['file_name'] : '');
    const place = source * 65_536 + file;
    const given = row['row_number'];
    const number = typeof given === 'number' && given >= 1 ? given : (this.#lastRow.get(place) ?? 0) + 1;
    this.#lastRow.set(place, number);
    if (given === null || given === undefined) ready['row_number'] = number;
    this.#source.push(source);
    this.#file.push(file);
    this.#rowNumber.push(number);
    if (this.#missingRequired.size > 0) for (const name of this.#missingRequired) if (row[name] !== null && row[name] !== undefined) this.#missingRequired.delete(name);
    return ready;
  }

  /** Reports values of wrong form; true when one of them was required. */
  #formIssues(input: number, row: Readonly<Record<string, unknown>>): boolean {
    let rejected = false;
    for (const issue of this.#sink.issues) {
      const name = String(issue.path[0] ?? '');
      const field = this.#fields.get(name);
      if (field === undefined) {
        this.#hits.push({ input, code: 'STR-1', severity: 'block', field: '', observedClass: 'not a row', expected: 'an object with columns' });
        return true;
      }
      const value = valueAt(row, issue);
      const report = { input, field: name, observedClass: observedClassOf(value), expected: expectedOf(field) };
      if (field.presence === 'required') {
        rejected = true;
        const drug = name === 'ndc_code' && value !== null && value !== undefined;
        this.#hits.push(drug ? { ...report, code: 'RX-1', severity: 'error' } : { ...report, code: 'STR-1', severity: 'block' });
        continue;
      }
      this.#hits.push({ ...report, ...formRule(this.table, name) });
      const place = this.#places.get(name) ?? 0;
      const list = this.#sink.values[place];
      const at = issue.path[1];
      if (typeof at === 'number' && Array.isArray(list)) list[at] = null;
      else this.#sink.values[place] = field.presence === 'defaulted' ? field.fallback : null;
    }
    return rejected;
  }
}

function valueAt(row: Readonly<Record<string, unknown>>, issue: FormIssue): unknown {
  const value = row[String(issue.path[0] ?? '')];
  const at = issue.path[1];
  return typeof at === 'number' && Array.isArray(value) ? value[at] : value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function intern(ids: Map<string, number>, text: string): number {
  const known = ids.get(text);
  if (known !== undefined) return known;
  ids.set(text, ids.size);
  return ids.size - 1;
}
