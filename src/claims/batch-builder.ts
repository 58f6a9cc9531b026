import { CoalitionError } from '../errors/coalition-error.js';
import type { ClaimBatch, TableName } from './batch.js';
import { CentsBuilder, CodedBuilder, DaysBuilder, ListBuilder, ScaledBuilder, TextBuilder } from './batch-columns.js';
import { BATCH_SCHEMA_VERSION, columnGroup } from './batch-layout.js';
import { type Checker, type CheckSink, checkSink, compileChecker } from './fields/compile-checker.js';
import { dayOfDateText } from './fields/date-text.js';
import type { FieldSpec } from './fields/field-spec.js';
import { fieldsOf } from './fields/tables.js';
import type { RecordOf } from './records.js';

/** How batches are built. */
export interface BatchOptions<T extends TableName> {
  readonly table: T;
  /** De-identification zone of the rows. Default `identified`. */
  readonly zone?: string;
  /** Rows in a full batch. Unit: rows. Default 16,384. */
  readonly batchRows?: number;
}

/** What building did to amounts: the only place where a record's money is rounded. */
export interface CentsRounding {
  /** Amounts with a fraction of a cent. Unit: amounts. */
  readonly subCent: number;
  /** Rounded less exact, over all of them. Unit: hundredths of a US cent. */
  readonly difference: number;
}

/** The builders of every column, by group; adapters that decode bytes themselves push into them directly. */
export interface ColumnBuilders {
  readonly cents: Readonly<Record<string, CentsBuilder>>;
  readonly days: Readonly<Record<string, DaysBuilder>>;
  readonly codes: Readonly<Record<string, CodedBuilder>>;
  readonly flags: Readonly<Record<string, FlagBuilder>>;
  readonly lists: Readonly<Record<string, ListBuilder>>;
  readonly quantities: Readonly<Record<string, ScaledBuilder>>;
  readonly texts: Readonly<Record<string, TextBuilder>>;
  readonly lineage: {
    readonly dataSource: CodedBuilder;
    readonly fileName: CodedBuilder;
    readonly fileDate: DaysBuilder;
    readonly rowNumber: DaysBuilder;
  };
}

/** Grows a column of flags: 0 no, 1 yes, 2 null. */
export class FlagBuilder {
  #values = new Uint8Array(1024);
  #rows = 0;

  /** Adds a flag; `null` where it isn't known. */
  push(value: boolean | null): void {
    if (this.#rows === this.#values.length) {
      const wider = new Uint8Array(this.#rows * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#rows] = value === null ? 2 : value ? 1 : 0;
    this.#rows += 1;
  }

  /** Closes the rows so far as a column and starts the next. */
  seal(): Uint8Array {
    const column = this.#values.slice(0, this.#rows);
    this.#rows = 0;
    return column;
  }
}

type Push = (value: unknown) => void;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/**
 * Turns records into batches of columns, along one stream: dictionaries grow and are shared by its batches.
 *
 * Limits: a record must be canonical; its form is checked again unless it comes straight from the checker.
 *
 * @testedBy claims/batch: round trip to records, order of rows, half-even cents, bytes per line
 */
export class BatchBuilder<T extends TableName> {
  readonly table: T;
  readonly zone: string;
  /** Rows in a full batch. Unit: rows. */
  readonly batchRows: number;
  readonly columns: ColumnBuilders;
  readonly #pushes: readonly (readonly [name: string, push: Push])[];
  readonly #check: Checker;
  readonly #sink: CheckSink = checkSink();
  #rows = 0;
  #before = 0;

  /** @param o - Which table, in which zone, how many rows a batch. */
  constructor(o: BatchOptions<T>) {
    this.table = o.table;
    this.zone = o.zone ?? 'identified';
    this.batchRows = o.batchRows ?? 16_384;
    const fields = fieldsOf(o.table);
    this.columns = columnBuilders(fields);
    this.#pushes = fields.map((field) => [field.name, pusher(this.columns, field)]);
    this.#check = compileChecker(fields);
  }

  /** Rows since the last seal. Unit: rows. */
  get rowCount(): number {
    return this.#rows;
  }

  /** Whether the batch has reached its size. */
  get full(): boolean {
    return this.#rows >= this.batchRows;
  }

  /** What rounding to cents has done so far. */
  get rounding(): CentsRounding {
    const columns = Object.values(this.columns.cents);
    return {
      subCent: columns.reduce((sum, column) => sum + column.subCent, 0),
      difference: columns.reduce((sum, column) => sum + column.difference, 0),
    };
  }

  /**
   * Adds a record after checking its form.
   *
   * @throws {@link CoalitionError} `claims/money-is-number`, `claims/not-canonical`, `aggregate/cents-overflow`.
   */
  add(record: RecordOf<T>): void {
    const { table } = this;
    if (this.#check(record, this.#sink) > 0) refuse(table, this.#before + this.#rows + 1, record, this.#sink);
    this.addValues(this.#sink.values);
  }

  /** Adds what a checker has just passed as values in the order of the field table, without checking it again. */
  addValues(values: readonly unknown[]): void {
    const pushes = this.#pushes;
    for (let at = 0; at < pushes.length; at += 1) pushes[at]?.[1](values[at]);
    this.#rows += 1;
  }

  /** Adds what a checker has just passed, without checking it again. */
  addChecked(record: Readonly<Record<string, unknown>>): void {
    for (const [name, push] of this.#pushes) push(record[name]);
    this.#rows += 1;
  }

  /** Counts a row that was pushed into {@link columns} column by column. */
  addedByColumn(): void {
    this.#rows += 1;
  }

  /** Closes the rows so far as a batch and starts the next. */
  seal(): ClaimBatch<T> {
    const { columns } = this;
    const rows = this.#rows;
    this.#before += rows;
    this.#rows = 0;
    const { values: rowNumber, validity: rowNumberValidity } = columns.lineage.rowNumber.seal();
    return Object.freeze({
      table: this.table,
      rowCount: rows,
      schemaVersion: BATCH_SCHEMA_VERSION,
      zone: this.zone,
      cents: sealAll(columns.cents),
      days: sealAll(columns.days),
      codes: sealAll(columns.codes),
      flags: sealAll(columns.flags),
      lists: sealAll(columns.lists),
      quantities: sealAll(columns.quantities),
      texts: sealAll(columns.texts),
      lineage: Object.freeze({
        dataSource: columns.lineage.dataSource.seal(),
        fileName: columns.lineage.fileName.seal(),
        fileDate: columns.lineage.fileDate.seal(),
        rowNumber,
        ...(rowNumberValidity === undefined ? {} : { rowNumberValidity }),
      }),
    });
  }
}

function sealAll<C>(builders: Readonly<Record<string, { seal(): C }>>): Readonly<Record<string, C>> {
  return Object.freeze(Object.fromEntries(Object.entries(builders).map(([name, builder]) => [name, builder.seal()])));
}

function columnBuilders(fields: readonly FieldSpec[]): ColumnBuilders {
  const of = <C>(group: string, make: (field: FieldSpec) => C): Readonly<Record<string, C>> =>
    Object.fromEntries(fields.flatMap((field) => (columnGroup(field) === group ? [[field.name, make(field)]] : [])));
  return {
    cents: of('cents', (field) => new CentsBuilder(field.name)),
    days: of('days', () => new DaysBuilder()),
    codes: of('codes', (field) => new CodedBuilder(field.values)),
    flags: of('flags', () => new FlagBuilder()),
    lists: of('lists', () => new ListBuilder()),
    quantities: of('quantities', () => new ScaledBuilder()),
    texts: of('texts', () => new TextBuilder()),
    lineage: { dataSource: new CodedBuilder(), fileName: new CodedBuilder(), fileDate: new DaysBuilder(), rowNumber: new DaysBuilder() },
  };
}

function isList(value: unknown): value is readonly (string | null)[] {
  return Array.isArray(value);
}

/** How the value of one field gets into its column. */
function pusher(columns: ColumnBuilders, field: FieldSpec): Push {
  const { name } = field;
  const day = (value: unknown): number | null => (typeof value === 'string' ? dayOfDateText(value) : null);
  const { lineage } = columns;
  if (name === 'data_source') return (value) => lineage.dataSource.push(text(value));
  if (name === 'file_name') return (value) => lineage.fileName.push(text(value));
  if (name === 'file_date') return (value) => lineage.fileDate.push(day(value));
  if (name === 'row_number') return (value) => lineage.rowNumber.push(typeof value === 'number' ? value : null);
  const { cents, days, codes, flags, lists, quantities, texts } = columns;
  const [amount, date, code, flag] = [cents[name], days[name], codes[name], flags[name]];
  const [list, quantity, arena] = [lists[name], quantities[name], texts[name]];
  if (amount !== undefined) return (value) => (typeof value === 'string' ? amount.pushText(value) : amount.push(null));
  if (date !== undefined) return (value) => date.push(day(value));
  if (code !== undefined) return (value) => code.push(text(value));
  if (flag !== undefined) return (value) => flag.push(typeof value === 'boolean' ? value : null);
  if (list !== undefined) return (value) => list.push(isList(value) ? value : null);
  if (arena !== undefined) return (value) => arena.push(text(value));
  return (value) => (typeof value === 'string' ? quantity?.pushText(value) : quantity?.push(typeof value === 'number' ? value : null));
}

function refuse(table: TableName, row: number, record: Readonly<Record<string, unknown>> | object, sink: CheckSink): never {
  const issue = sink.issues[0];
  const name = String(issue?.path[0] ?? '');
  const kind = fieldsOf(table).find((field) => field.name === name)?.kind;
  const value: unknown = Object.entries(record).find(([key]) => key === name)?.[1];
  if (kind === 'money' && (typeof value === 'number' || typeof value === 'bigint')) {
    throw new CoalitionError(
      'claims/money-is-number',
      `${name} of row ${row} in ${table} is a number. Pass text such as '1234.50': binary floats can't hold cents.`,
      { table, field: name, row },
    );
  }
  throw new CoalitionError(
    'claims/not-canonical',
    `${name} of row ${row} in ${table} isn't canonical (${issue?.code ?? 'unknown'}). Normalise and check rows before building a batch.`,
    { table, field: name, row, issue: issue?.code ?? '' },
  );
}
