import type { TableName } from '../../claims/batch.js';
import { centsOfMoney } from '../../claims/fields/money-text.js';
import { centsToText } from '../../money/cents.js';
import { dayNumber, isoFromDay } from '../../time/iso-date.js';
import type { Draws } from '../draws.js';

/** A row that may be wrong: what a validator is given. */
export type DirtyRow = Readonly<Record<string, unknown>>;

/** Rows by table. */
export type DirtyTables = { readonly [T in TableName]: readonly DirtyRow[] };

/** Where a defect was planted. */
export interface PlantedDefect {
  /** Rule of the catalogue that the defect breaks, such as `MED-14`. */
  readonly code: string;
  readonly table: TableName;
  /** Sender of the row, as the row says. */
  readonly dataSource: string;
  /** 1-based data row in its file. Unit: rows. */
  readonly row: number;
  readonly field: string;
}

/** One way of breaking one rule. */
export interface Defect {
  readonly code: string;
  readonly table: TableName;
  /** Rows that must change together, as places in the table; the first decides. */
  units(work: DefectWork): readonly (readonly number[])[];
  /** Breaks one unit; returns places that a validator must name. */
  plant(work: DefectWork, unit: readonly number[], random: Draws): readonly { readonly at: number; readonly field: string }[];
}

/** Tables while defects are planted: rows that were touched once are left alone afterwards. */
export class DefectWork {
  readonly #tables: Record<TableName, DirtyRow[]>;
  readonly #touched: Record<TableName, Set<number>> = { medical: new Set(), pharmacy: new Set(), eligibility: new Set(), nonClaims: new Set() };
  readonly #lastRow = new Map<string, number>();
  readonly #groups = new Map<string, readonly (readonly number[])[]>();

  /** @param tables - Clean rows; they are not changed. */
  constructor(tables: DirtyTables) {
    this.#tables = {
      medical: [...tables.medical],
      pharmacy: [...tables.pharmacy],
      eligibility: [...tables.eligibility],
      nonClaims: [...tables.nonClaims],
    };
    for (const table of ['medical', 'pharmacy', 'eligibility', 'nonClaims'] as const) {
      for (const row of tables[table]) {
        const key = String(row['file_name']);
        this.#lastRow.set(key, Math.max(this.#lastRow.get(key) ?? 0, Number(row['row_number'])));
      }
    }
  }

  /** Rows of a table, as they are now. */
  rows(table: TableName): readonly DirtyRow[] {
    return this.#tables[table];
  }

  /** One row. */
  row(table: TableName, at: number): DirtyRow {
    return this.#tables[table][at] ?? {};
  }

  /** A field's text; empty when it is null. */
  text(table: TableName, at: number, field: string): string {
    const value = this.row(table, at)[field];
    return typeof value === 'string' ? value : '';
  }

  /** A money field. Unit: US cents. */
  cents(table: TableName, at: number, field: string): number {
    const text = this.text(table, at, field);
    return text === '' ? 0 : centsOfMoney(text);
  }

  /** Whether no defect has touched any of the rows. */
  free(table: TableName, unit: readonly number[]): boolean {
    return unit.every((at) => !this.#touched[table].has(at));
  }

  /** Marks rows as touched. */
  touch(table: TableName, unit: readonly number[]): void {
    for (const at of unit) this.#touched[table].add(at);
  }

  /** Changes fields of a row. */
  change(table: TableName, at: number, fields: DirtyRow): void {
    this.#tables[table][at] = { ...this.row(table, at), ...fields };
  }

  /** Adds a row to the file of another one, at its end. */
  add(table: TableName, like: number, fields: DirtyRow): number {
    const row = this.row(table, like);
    const file = String(row['file_name']);
    const number = (this.#lastRow.get(file) ?? 0) + 1;
    this.#lastRow.set(file, number);
    this.#tables[table].push({ ...row, ...fields, row_number: number });
    const at = this.#tables[table].length - 1;
    this.#touched[table].add(at);
    return at;
  }

  /** Rows of a table that share fields, in order of their first row; made again when rows were added. */
  groups(table: TableName, fields: readonly string[]): readonly (readonly number[])[] {
    const id = `${table}|${this.#tables[table].length}|${fields.join('|')}`;
    const known = this.#groups.get(id);
    if (known !== undefined) return known;
    const groups = new Map<string, number[]>();
    this.#tables[table].forEach((row, at) => {
      const key = fields.map((field) => String(row[field])).join('|');
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [at]);
      else group.push(at);
    });
    const made = [...groups.values()];
    this.#groups.set(id, made);
    return made;
  }

  /** Claims whose rows are all original, with their rows. */
  originalClaims(table: 'medical' | 'pharmacy'): readonly (readonly number[])[] {
    return this.groups(table, ['data_source', 'claim_id']).filter((unit) =>
      unit.every((at) => this.text(table, at, 'claim_record_type') === 'original'),
    );
  }
}

/** A day moved by so many days, as text. */
export function moved(date: string, days: number): string {
  return isoFromDay(dayNumber(date) + days);
}

/** Cents as a record's text. */
export function dollars(cents: number): string {
  return centsToText(cents);
}
