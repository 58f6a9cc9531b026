import type { FindingCode, Severity } from '../../errors/finding.js';
import type { Cents } from '../../money/cents.js';
import type { ClaimBatch, TableName } from '../batch.js';
import { BatchBuilder, type CentsRounding } from '../batch-builder.js';
import { type CheckSink, checkSink, compileValueChecker, type FormIssue, type ValueChecker } from '../fields/compile-checker.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { centsOfMoney, isDecimalText } from '../fields/money-text.js';
import { fieldsOf } from '../fields/tables.js';
import { GrowingNumbers } from '../growing-numbers.js';
import { type NormaliserOptions, normaliserSteps, type ValueNormaliser } from '../normalise/compile-normaliser.js';
import { normaliseMoney } from '../normalise/money.js';
import { RepairCounts } from '../normalise/repair-counts.js';
import { isHeaderPayment } from '../rules/header-columns.js';
import { LineageCounter } from './lineage-counter.js';

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
  readonly source: Int32Array;
  readonly file: Int32Array;
  /** 1-based data row. */
  readonly rowNumber: Int32Array;
  /** Place of each row among all rows of the table, where only some of them were taken in. 0-based. */
  readonly ordinal?: Int32Array;
}

/** Where a row stands, when its table isn't taken in whole. */
export interface RowPlace {
  /** Among all rows of the table. 0-based. */
  readonly ordinal: number;
  /** Its number in its file. 1-based. */
  readonly rowNumber: number;
}

/** What came of taking in one table. */
export interface Intake<T extends TableName> {
  /** Whoever joins them may empty the list. */
  readonly parts: ClaimBatch<T>[];
  /** Which input row each row of the parts was. */
  readonly inputOf: Int32Array;
  readonly lineage: InputLineage;
  readonly formHits: readonly FormHit[];
  /** Unit: rows. */
  readonly inputRows: number;
  /** All that came in, counted at the door. */
  readonly input: { readonly rows: number; readonly cents: Cents; readonly centsUnknown: number };
  readonly rejected: { readonly rows: number; readonly cents: Cents; readonly centsUnknown: number };
  /** Input rows whose paid amount was empty and is read as 0.00. */
  readonly paidMissing: readonly number[];
  /** Input rows whose payment isn't 0 and equals the one in a column for the whole claim. */
  readonly headerRepeats: Int32Array;
  /** Columns that aren't fields, with how many rows fill them. */
  readonly strays: ReadonlyMap<string, number>;
  /** Required fields that no row has. */
  readonly absent: readonly string[];
  readonly repairs: RepairCounts;
  readonly rounding: CentsRounding;
}

/** Rows in one sealed part while a table is taken in. Unit: rows. */
const PART_ROWS = 16_384;

/** Which rule of the catalogue speaks for a value of wrong form in an optional field, and how loudly. */
function formRule(table: TableName, name: string): { readonly code: FindingCode; readonly severity: Severity } {
  if (name.endsWith('_npi')) return { code: 'MED-12', severity: 'warn' };
  if (name === 'ndc_code') return { code: 'RX-1', severity: 'error' };
  if (name.startsWith('diagnosis_') || name === 'admitting_diagnosis_code')
    return { code: name === 'diagnosis_poa' ? 'MED-10' : 'MED-9', severity: 'warn' };
  if (name === 'place_of_service_code' || name === 'hcpcs_code' || name === 'bill_type_code' || name === 'revenue_center_code')
    return { code: 'MED-7', severity: 'warn' };
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
  readonly #steps: readonly ValueNormaliser[];
  /** Where each field stands among the columns of the rows; -1 where it doesn't. */
  #columns: readonly number[] = [];
  readonly #values: unknown[] = [];
  readonly #counts = new RepairCounts();
  readonly #check: ValueChecker;
  readonly #sink: CheckSink = checkSink();
  readonly #builder: BatchBuilder<T>;
  readonly #fields: ReadonlyMap<string, FieldSpec>;
  /** Where each field stands among the checker's values. */
  readonly #places: ReadonlyMap<string, number>;
  /** Where the money of the accounting stands among the values; -1 for coverage. */
  readonly #money: number;
  readonly #lineagePlaces: readonly [source: number, file: number, row: number];
  readonly #parts: ClaimBatch<T>[] = [];
  readonly #inputOf = new GrowingNumbers();
  readonly #hits: FormHit[] = [];
  readonly #paidMissing: number[] = [];
  readonly #headerRepeats = new GrowingNumbers();
  /** Where the payment of the whole claim stands among the columns of the rows; -1 where it doesn't. */
  #headerColumn = -1;
  #header: unknown = null;
  readonly #strays = new Map<string, { filled: number }>();
  readonly #missingRequired: Set<string>;
  readonly #counter = new LineageCounter();
  readonly #source = new GrowingNumbers();
  readonly #file = new GrowingNumbers();
  readonly #rowNumber = new GrowingNumbers();
  readonly #ordinal = new GrowingNumbers();
  #shape: readonly string[] = [];
  #strayPlaces: readonly number[] = [];
  #strayCounts: readonly { filled: number }[] = [];
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
    this.#steps = normaliserSteps({ table: o.table, ...o.dates });
    this.#check = compileValueChecker(fields);
    this.#builder = new BatchBuilder({ table: o.table, batchRows: PART_ROWS, ...(o.zone === undefined ? {} : { zone: o.zone }) });
    const placeOf = (name: string | null): number => fields.findIndex((field) => field.name === name);
    this.#money = placeOf(moneyField(o.table));
    this.#lineagePlaces = [placeOf('data_source'), placeOf('file_name'), placeOf('row_number')];
    this.#missingRequired = new Set(fields.filter(({ presence }) => presence === 'required').map(({ name }) => name));
  }

  /** Takes one row in. `place` says where it stands when only some rows of the table are taken in. */
  add(given: unknown, place?: RowPlace): void {
    const input = this.#source.length;
    const values = this.#values;
    this.#read(isRecord(given) ? given : {});
    this.#lineage(place);
    const money = this.#money;
    const amount = money < 0 ? '0' : values[money];
    const cents = typeof amount === 'string' && isDecimalText(amount, 13, 4) ? centsOfMoney(amount) : null;
    this.#inputCents += cents ?? 0;
    if (cents === null) this.#inputUnknown += 1;
    if (money >= 0 && this.table !== 'nonClaims' && amount === null) {
      this.#paidMissing.push(input);
      values[money] = '0.00';
    }
    const rejected = isRecord(given) ? this.#check(values, this.#sink) > 0 && this.#formIssues(input) : this.#noRow(input);
    if (rejected) {
      this.#rejectedRows += 1;
      this.#rejectedCents += cents ?? 0;
      if (cents === null) this.#rejectedUnknown += 1;
      return;
    }
    this.#builder.addValues(this.#sink.values);
    this.#inputOf.push(input);
    if (this.#headerColumn >= 0 && cents !== null && cents !== 0 && centsOfHeader(this.#header) === cents) this.#headerRepeats.push(input);
    if (this.#builder.full) this.#parts.push(this.#builder.seal());
  }

  /** Ends the table. */
  finish(): Intake<T> {
    if (this.#builder.rowCount > 0 || this.#parts.length === 0) this.#parts.push(this.#builder.seal());
    return {
      parts: this.#parts,
      inputOf: this.#inputOf.toArray(),
      lineage: {
        sources: this.#counter.sources,
        files: this.#counter.files,
        source: this.#source.toArray(),
        file: this.#file.toArray(),
        rowNumber: this.#rowNumber.toArray(),
        ...(this.#ordinal.length === 0 ? {} : { ordinal: this.#ordinal.toArray() }),
      },
      formHits: this.#hits,
      inputRows: this.#source.length,
      input: { rows: this.#source.length, cents: this.#inputCents, centsUnknown: this.#inputUnknown },
      rejected: { rows: this.#rejectedRows, cents: this.#rejectedCents, centsUnknown: this.#rejectedUnknown },
      paidMissing: this.#paidMissing,
      headerRepeats: this.#headerRepeats.toArray(),
      strays: new Map([...this.#strays].map(([name, { filled }]) => [name, filled])),
      absent: this.#source.length === 0 ? [] : [...this.#missingRequired],
      repairs: this.#counts,
      rounding: this.#builder.rounding,
    };
  }

  /** Normalises the values of a row. Rows of one file nearly always have the same columns, so these are looked up once. */
  #read(source: Readonly<Record<string, unknown>>): void {
    const names = Object.keys(source);
    if (!sameNames(names, this.#shape)) this.#noteShape(names);
    const own = Object.values(source);
    const { length } = this.#steps;
    for (let at = 0; at < length; at += 1) {
      const column = this.#columns[at] ?? -1;
      this.#values[at] = column < 0 ? null : this.#steps[at]?.(own[column], this.#counts);
    }
    if (this.#headerColumn >= 0) this.#header = own[this.#headerColumn];
    for (let at = 0; at < this.#strayPlaces.length; at += 1) {
      const value = own[this.#strayPlaces[at] ?? 0];
      const stray = this.#strayCounts[at];
      if (stray !== undefined && value !== null && value !== undefined && value !== '') stray.filled += 1;
    }
  }

  #noteShape(names: readonly string[]): void {
    this.#shape = names;
    const place = new Map(names.map((name, at) => [name, at]));
    this.#columns = [...this.#fields.keys()].map((name) => place.get(name) ?? -1);
    const strays = names.filter((name) => !this.#fields.has(name));
    this.#headerColumn = this.table === 'medical' ? (place.get(strays.find(isHeaderPayment) ?? '') ?? -1) : -1;
    this.#strayPlaces = strays.map((name) => place.get(name) ?? 0);
    this.#strayCounts = strays.map((name) => {
      const count = this.#strays.get(name) ?? { filled: 0 };
      this.#strays.set(name, count);
      return count;
    });
  }

  /** Notes where the row stood; a row without a number gets the next of its file. */
  #lineage(place: RowPlace | undefined): void {
    const values = this.#values;
    const [sourceName, fileName, given] = [values[this.#lineagePlaces[0]], values[this.#lineagePlaces[1]], values[this.#lineagePlaces[2]]];
    const source = this.#counter.source(sourceName);
    const file = this.#counter.file(fileName);
    const number = place?.rowNumber ?? this.#counter.row(source, file, given);
    if (place !== undefined) this.#ordinal.push(place.ordinal);
    if (given === null) values[this.#lineagePlaces[2]] = number;
    this.#source.push(source);
    this.#file.push(file);
    this.#rowNumber.push(number);
    for (const name of this.#missingRequired) if ((values[this.#places.get(name) ?? 0] ?? null) !== null) this.#missingRequired.delete(name);
  }

  #noRow(input: number): true {
    this.#hits.push({ input, code: 'STR-1', severity: 'block', field: '', observedClass: 'not a row', expected: 'an object with columns' });
    return true;
  }

  /** Reports values of wrong form; true when one of them was required. */
  #formIssues(input: number): boolean {
    let rejected = false;
    for (const issue of this.#sink.issues) {
      const name = String(issue.path[0] ?? '');
      const field = this.#fields.get(name);
      if (field === undefined) continue;
      const place = this.#places.get(name) ?? 0;
      const value = valueAt(this.#values[place], issue);
      const report = { input, field: name, observedClass: observedClassOf(value), expected: expectedOf(field) };
      if (field.presence === 'required') {
        rejected = true;
        const drug = name === 'ndc_code' && value !== null && value !== undefined;
        this.#hits.push(drug ? { ...report, code: 'RX-1', severity: 'error' } : { ...report, code: 'STR-1', severity: 'block' });
        continue;
      }
      this.#hits.push({ ...report, ...formRule(this.table, name) });
      const list = this.#sink.values[place];
      const at = issue.path[1];
      if (typeof at === 'number' && Array.isArray(list)) list[at] = null;
      else this.#sink.values[place] = field.presence === 'defaulted' ? field.fallback : null;
    }
    return rejected;
  }
}

/** The payment in a column for the whole claim. Unit: US cents; `null` where there is none. */
function centsOfHeader(given: unknown): Cents | null {
  if (typeof given !== 'string') return null;
  const { value } = normaliseMoney(given.trim());
  return value !== null && isDecimalText(value, 13, 4) ? centsOfMoney(value) : null;
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}

function valueAt(value: unknown, issue: FormIssue): unknown {
  const at = issue.path[1];
  return typeof at === 'number' && Array.isArray(value) ? value[at] : value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
