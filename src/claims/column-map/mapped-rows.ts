import type { Finding, RowRef } from '../../errors/finding.js';
import type { Accounting, Pile } from '../accounting.js';
import type { TableName } from '../batch.js';
import { checkSink, compileChecker } from '../fields/compile-checker.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { isDecimalText, readMoney } from '../fields/money-text.js';
import { fieldsOf } from '../fields/tables.js';
import type { RecordOf } from '../records.js';

/** Findings of one code that are listed; beyond it only the count grows. Unit: findings. */
export const LISTED: number = 1000;

/** The amount that an accounting counts. */
export function mainAmount(table: TableName): string | null {
  switch (table) {
    case 'medical':
    case 'pharmacy':
      return 'paid_amount';
    case 'nonClaims':
      return 'amount';
    case 'eligibility':
      return null;
  }
}

/** Counts rows and cents of the two ways that a row can go. */
export class RowCounter {
  readonly #amount: string | null;
  readonly #accepted = { rows: 0, cents: 0, centsUnknown: 0 };
  readonly #rejected = { rows: 0, cents: 0, centsUnknown: 0 };

  /** @param table - Which table. */
  constructor(table: TableName) {
    this.#amount = mainAmount(table);
  }

  /** Counts an accepted row by its cents; null when it has no amount. */
  accepted(cents: number | null): void {
    this.#accepted.rows += 1;
    if (cents !== null) this.#accepted.cents += cents;
  }

  /** Counts a row by its record, normalised. */
  row(row: Readonly<Record<string, unknown>>, accepted: boolean): void {
    const pile = accepted ? this.#accepted : this.#rejected;
    pile.rows += 1;
    const amount = this.#amount === null ? null : row[this.#amount];
    if (typeof amount === 'string' && isDecimalText(amount, 13, 4)) pile.cents += readMoney(amount).cents;
    else if (this.#amount !== null && amount !== null && amount !== undefined) pile.centsUnknown += 1;
  }

  /** Rows that were lost before their amounts could be found. */
  unreadable(rows: number): void {
    this.#rejected.rows += rows;
    if (this.#amount !== null) this.#rejected.centsUnknown += rows;
  }

  /** The accounting so far; nothing is quarantined by form. */
  accounting(): Accounting {
    const none: Pile = { rows: 0, cents: 0, centsUnknown: 0 };
    const [accepted, rejected] = [{ ...this.#accepted }, { ...this.#rejected }];
    const input: Pile = {
      rows: accepted.rows + rejected.rows,
      cents: accepted.cents + rejected.cents,
      centsUnknown: accepted.centsUnknown + rejected.centsUnknown,
    };
    return { input, accepted, quarantined: none, rejected };
  }
}

/** A record as an adapter gives it: canonical, but a paid amount that the source doesn't give stays null, never 0. */
export type DeliveredRow<T extends TableName> = T extends 'medical' | 'pharmacy'
  ? Omit<RecordOf<T>, 'paid_amount'> & { readonly paid_amount: string | null }
  : RecordOf<T>;

/** Whether a record may be used after its form was judged. */
export function isDelivered<T extends TableName>(record: unknown, usable: boolean): record is DeliveredRow<T> {
  return usable && record !== null;
}

/** One value whose form is wrong, as the checker or the schema words it. */
export interface RowIssue {
  readonly path: readonly PropertyKey[];
  readonly code: string;
}

/** Looks at the form of a normalised row; `record` has every key whose value is right. */
export type FormCheck = (row: Readonly<Record<string, unknown>>) => {
  readonly record: Record<string, unknown>;
  readonly issues: readonly RowIssue[];
};

/** The compiled checker as a form check. */
export function compiledCheck(fields: readonly FieldSpec[]): FormCheck {
  const check = compileChecker(fields);
  const sink = checkSink();
  return (row) => {
    check(row, sink);
    return { record: sink.record, issues: [...sink.issues] };
  };
}

/**
 * Judges a normalised row by its form: a required value that is missing or unreadable rejects it; an unreadable value of an optional
 * field is left out and reported, and the row is kept. A missing paid amount stays null.
 */
export class FormJudge {
  /** The last row's record; meaningful when it was usable. */
  record: Record<string, unknown> = {};
  /** Issues of the last row. */
  issues: readonly RowIssue[] = [];
  /** Rows so far whose paid amount is missing. Unit: rows. */
  paidMissing: number = 0;
  /** Whether the last row was usable but lacks its paid amount. */
  lastPaidMissing: boolean = false;
  readonly check: FormCheck;
  readonly #fields: ReadonlyMap<string, FieldSpec>;
  readonly #paid: boolean;

  /** @param table - Which table. @param check - Who looks at the form; the compiled checker unless somebody else is given. */
  constructor(table: TableName, check?: FormCheck) {
    const fields = fieldsOf(table);
    this.check = check ?? compiledCheck(fields);
    this.#fields = new Map(fields.map((field) => [field.name, field]));
    this.#paid = mainAmount(table) === 'paid_amount';
  }

  /** True when the row may be used. */
  usable(row: Readonly<Record<string, unknown>>): boolean {
    const empty = this.#paid && row['paid_amount'] === null;
    const { record, issues } = this.check(empty ? { ...row, paid_amount: '0.00' } : row);
    this.record = record;
    this.issues = issues;
    if (empty) this.record['paid_amount'] = null;
    let good = true;
    for (const issue of this.issues) good = this.#leaveOut(issue) && good;
    for (const { path } of this.issues) if (path.length > 1) this.#shorten(String(path[0]));
    this.lastPaidMissing = empty && good;
    if (this.lastPaidMissing) this.paidMissing += 1;
    return good;
  }

  /** A list has no gaps at its end, also when they come from values that were left out. */
  #shorten(name: string): void {
    const list = this.record[name];
    if (!Array.isArray(list)) return;
    while (list.length > 0 && list[list.length - 1] === null) list.pop();
    if (list.length === 0) this.record[name] = null;
  }

  #leaveOut(issue: RowIssue): boolean {
    const name = String(issue.path[0] ?? '');
    const field = this.#fields.get(name);
    if (field === undefined || field.presence === 'required') return false;
    const at = issue.path[1];
    const list = this.record[name];
    if (typeof at === 'number' && Array.isArray(list)) list[at] = null;
    else this.record[name] = field.presence === 'defaulted' ? field.fallback : null;
    return true;
  }
}

/** Describes a value without quoting it. */
export function observed(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'empty';
  if (typeof value !== 'string') return Array.isArray(value) ? 'list' : typeof value;
  if (/^\d+$/.test(value)) return `${value.length} digits`;
  if (/^-?\d+\.\d+$/.test(value)) return 'decimal text';
  if (/^-?\d+(\.\d+)?[eE][-+]?\d+$/.test(value)) return 'exponent form';
  return `${value.length} characters`;
}

/** Says what a field expects. */
export function expectation(field: FieldSpec | undefined): string {
  if (field === undefined) return 'a row';
  switch (field.kind) {
    case 'date':
    case 'dates':
      return 'a calendar date YYYY-MM-DD before 2100';
    case 'money':
      return 'decimal text with at most 13 digits before and 4 after the point';
    case 'quantity':
      return 'decimal text with at most 9 digits before and 6 after the point';
    case 'integer':
      return `a whole number from ${field.min ?? 'any'} to ${field.max ?? 'any'}`;
    case 'flag':
      return 'yes or no';
    case 'enum':
      return `one of ${(field.values ?? []).join(', ')}`;
    case 'code':
    case 'codes':
      return field.pattern === undefined ? 'a code' : `the form ${field.pattern.source}`;
    case 'id':
    case 'text':
    case 'texts':
      return 'text without white space at its ends';
  }
}

/** Words the form issues of one row as findings STR-1, one for each field. */
export function formFindings(o: {
  readonly table: TableName;
  readonly row: Readonly<Record<string, unknown>>;
  readonly issues: readonly RowIssue[];
  readonly at: RowRef;
  /** Where a field's value stood in the source. */
  readonly sourceOf?: (field: string) => string | undefined;
}): readonly Finding[] {
  const seen = new Set<string>();
  return o.issues.flatMap((issue): readonly Finding[] => {
    const name = String(issue.path[0] ?? '');
    if (seen.has(name)) return [];
    seen.add(name);
    const field = fieldsOf(o.table).find((spec) => spec.name === name);
    const source = o.sourceOf?.(name);
    const whole = o.row[name];
    const at = issue.path[1];
    const value: unknown = typeof at === 'number' && Array.isArray(whole) ? whole[at] : whole;
    const missing = value === null || value === undefined;
    const kept = field !== undefined && field.presence !== 'required';
    return [
      {
        code: 'STR-1',
        severity: kept ? 'warn' : 'error',
        table: o.table,
        row: o.at,
        field: name,
        observedClass: observed(value),
        expected: expectation(field),
        ...(source === undefined ? {} : { path: source }),
        message: missing
          ? `${name} is required and empty; the row was rejected.`
          : `${name} doesn't have the form of its field (${issue.code}); ${kept ? 'the value was left out' : 'the row was rejected'}.`,
        fix: missing
          ? 'Map a source column or a constant to it, or ask the sender to fill it.'
          : 'Correct the column map (date form, values, unit), or ask the sender.',
      },
    ];
  });
}
