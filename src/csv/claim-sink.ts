import type { ClaimBatch, TableName } from '../claims/batch.js';
import { BatchBuilder } from '../claims/batch-builder.js';
import { columnGroup } from '../claims/batch-layout.js';
import type { ColumnMap } from '../claims/column-map/column-map.js';
import { type CellPlan, columnsRead, compileColumnMap, type LinePlan, rawRecord } from '../claims/column-map/compile-column-map.js';
import { columnMapHash } from '../claims/column-map/define-column-map.js';
import { identityMap } from '../claims/column-map/identity-map.js';
import { type FormCheck, FormJudge, formFindings, mainAmount, RowCounter } from '../claims/column-map/mapped-rows.js';
import type { FieldSpec } from '../claims/fields/field-spec.js';
import { isDecimalText, readMoney } from '../claims/fields/money-text.js';
import { fieldsOf } from '../claims/fields/tables.js';
import { compileNormaliser, type Normaliser } from '../claims/normalise/compile-normaliser.js';
import { RepairCounts } from '../claims/normalise/repair-counts.js';
import { dayNumber } from '../time/iso-date.js';
import { type CellJudge, type CellOutcome, cellJudge } from './cell-judge.js';
import type { CellContext, ClaimCell } from './cell-outcomes.js';
import { ArenaCell, CachedCell, ComputedCell, DateCell, ListCell, MoneyCell, pushInto, WordCell } from './claim-cells.js';
import type { ResolvedDialect } from './dialect.js';
import type { FindingsLog } from './findings-log.js';
import type { RecordScanner } from './record-scanner.js';
import type { RowSink } from './row-sink.js';
import { FieldDecoder } from './text-form.js';

/** What a claim sink is made for. */
export interface ClaimSinkOptions<T extends TableName> {
  readonly table: T;
  readonly map: ColumnMap | null;
  /** Fields to decode; null for all that the file gives. */
  readonly fields: ReadonlySet<string> | null;
  readonly dataSource: string;
  readonly fileName: string | null;
  readonly fileDate: string | null;
  readonly zone: string;
  readonly batchRows: number;
  /** The schema's check, or null for the compiled one. */
  readonly check: FormCheck | null;
}

/** The cells of one line, and what the line sets nothing in. */
interface LineCells {
  readonly plan: LinePlan;
  readonly present: readonly number[] | null;
  readonly cells: readonly ClaimCell[];
  readonly amount: ClaimCell | null;
  /** Whether the map says where a row came from. */
  readonly ownSource: boolean;
  /** Fields that this line sets nothing in and others or defaults do, with what they become. */
  readonly rest: readonly (() => void)[];
}

/** A column that no line of the map sets; its nulls are added when a batch is closed. */
interface IdleColumn {
  readonly push: (rows: number) => void;
}

const LINEAGE: readonly string[] = ['data_source', 'file_name', 'file_date', 'row_number'];

/** Decodes records straight into the columns of claim batches; rows with an uncertain cell go through the schema. */
export class ClaimSink<T extends TableName> implements RowSink {
  readonly ready: ClaimBatch<T>[] = [];
  readonly counter: RowCounter;
  readonly repairs: RepairCounts = new RepairCounts();
  fastNoZodYes: number = 0;
  paidMissing: number = 0;
  mapHash: string | null = null;
  unmapped: readonly string[] = [];
  missing: readonly string[] = [];
  readonly #o: ClaimSinkOptions<T>;
  readonly #log: () => FindingsLog;
  readonly #builder: BatchBuilder<T>;
  readonly #decoder: FieldDecoder;
  readonly #utf8: boolean;
  readonly #judge: FormJudge;
  #normalise: Normaliser;
  #places: ReadonlyMap<string, number> = new Map();
  #asked: Int32Array = new Int32Array(0);
  #lines: readonly LineCells[] = [];
  #idle: readonly IdleColumn[] = [];
  /** Rows whose nulls the idle columns don't have yet. */
  #behind = 0;
  #fileDay: number | null = null;
  /** Whether a row without a mapped amount lacks something required. */
  readonly #requiresAmount: boolean;
  #bytes: Uint8Array = new Uint8Array(0);
  #scanner: RecordScanner | null = null;

  /** @param o - What for. @param dialect - How the file is written. @param log - Where findings go. */
  constructor(o: ClaimSinkOptions<T>, dialect: ResolvedDialect, log: () => FindingsLog) {
    this.#o = o;
    this.#log = log;
    this.#builder = new BatchBuilder({ table: o.table, zone: o.zone, batchRows: o.batchRows });
    this.#decoder = new FieldDecoder(dialect.encoding);
    this.#utf8 = dialect.encoding === 'utf-8';
    this.#judge = new FormJudge(o.table, this.#checkOf());
    this.#normalise = compileNormaliser({ table: o.table });
    this.counter = new RowCounter(o.table);
    const amount = mainAmount(o.table);
    this.#requiresAmount = amount !== null && (o.fields === null || o.fields.has(amount));
    if (o.fileDate !== null) this.#fileDay = dayNumber(o.fileDate);
  }

  /** With a projection, fields that weren't asked for can't be wrong. */
  #checkOf(): FormCheck | undefined {
    const { check, fields } = this.#o;
    if (check === null && fields === null) return undefined;
    const whole: FormCheck = check ?? new FormJudge(this.#o.table).check;
    if (fields === null) return whole;
    return (row) => {
      const { record, issues } = whole(row);
      return { record, issues: issues.filter(({ path }) => fields.has(String(path[0]))) };
    };
  }

  open(header: readonly string[]): void {
    const { table, map } = this.#o;
    const chosen = map ?? identityMap(table, header);
    const plan = compileColumnMap(chosen);
    this.mapHash = map === null ? null : columnMapHash(map);
    this.#normalise = compileNormaliser({ table, dates: plan.dates, datesByField: plan.datesByField });
    const places = new Map(header.map((name, at) => [name, at]));
    this.#places = places;
    const read = columnsRead(plan);
    const known = new Set([...read, ...(chosen.ignore ?? [])]);
    this.unmapped = header.filter((name) => !known.has(name));
    this.missing = read.filter((name) => !places.has(name));
    const judges = new Map<string, CellJudge>();
    const judgeOf = (field: FieldSpec): CellJudge => {
      const found = judges.get(field.name) ?? cellJudge({ table, field, dates: plan.datesByField[field.name] ?? plan.dates });
      judges.set(field.name, found);
      return found;
    };
    const asked = new Set<number>();
    const { fields } = this.#o;
    const used = new Set(plan.lines.flatMap(({ cells }) => cells.map(({ field }) => field.name)));
    this.#idle = this.#idleColumns(
      (field) =>
        LINEAGE.includes(field.name) ||
        (used.has(field.name) && (fields === null || fields.has(field.name))) ||
        (field.presence === 'defaulted' && (fields === null || fields.has(field.name))),
    );
    this.#lines = plan.lines.map((line) => {
      const cells = line.cells.filter(({ field }) => fields === null || fields.has(field.name));
      return this.#lineCells({ ...line, cells }, judgeOf, asked);
    });
    this.#asked = Int32Array.from(asked);
  }

  #place(name: string, asked: Set<number>): number {
    const at = this.#places.get(name) ?? -1;
    if (at >= 0) asked.add(at);
    return at;
  }

  #lineCells(plan: LinePlan, judgeOf: (field: FieldSpec) => CellJudge, asked: Set<number>): LineCells {
    const amountName = mainAmount(this.#o.table);
    let amount: ClaimCell | null = null;
    const cells = plan.cells.flatMap((cell) => {
      if (LINEAGE.includes(cell.field.name) && cell.field.name !== 'data_source') return [];
      const made = this.#cell(cell, judgeOf(cell.field), asked);
      if (cell.field.name === amountName) amount = made;
      return [made];
    });
    const set = new Set(plan.cells.map(({ field }) => field.name));
    const { fields } = this.#o;
    const rest = fieldsOf(this.#o.table).flatMap((field) =>
      set.has(field.name) || LINEAGE.includes(field.name) || this.#isIdle(field)
        ? []
        : [this.#absent(field, fields === null || fields.has(field.name))],
    );
    const present = plan.present === null ? null : plan.present.map((name) => this.#place(name, asked));
    return { plan, present, cells, amount, rest, ownSource: set.has('data_source') };
  }

  #idleNames: ReadonlySet<string> = new Set();

  #isIdle(field: FieldSpec): boolean {
    return this.#idleNames.has(field.name);
  }

  #idleColumns(busy: (field: FieldSpec) => boolean): readonly IdleColumn[] {
    const { cents, days, codes, flags, lists, quantities, texts } = this.#builder.columns;
    const idle = fieldsOf(this.#o.table).filter((field) => !busy(field));
    this.#idleNames = new Set(idle.map(({ name }) => name));
    return idle.flatMap(({ name }): readonly IdleColumn[] => {
      const column = cents[name] ?? days[name] ?? codes[name] ?? lists[name] ?? quantities[name] ?? texts[name];
      if (column !== undefined) return [{ push: (rows) => column.pushNulls(rows) }];
      const flag = flags[name];
      return flag === undefined ? [] : [{ push: (rows) => repeat(rows, () => flag.push(null)) }];
    });
  }

  /** Gives the idle columns the rows that they lack. */
  #catchUp(): void {
    if (this.#behind === 0) return;
    for (const { push } of this.#idle) push(this.#behind);
    this.#behind = 0;
  }

  #seal(): void {
    this.#catchUp();
    this.ready.push(this.#builder.seal());
  }

  /** What a field becomes that the map doesn't set. */
  #absent(field: FieldSpec, asked: boolean): () => void {
    const push = pushInto(this.#builder.columns, field.name);
    const value = asked && field.presence === 'defaulted' ? field.fallback : null;
    return () => push(value);
  }

  #cell(plan: CellPlan, judge: CellJudge, asked: Set<number>): ClaimCell {
    const { columns } = this.#builder;
    const { field } = plan;
    const { name } = field;
    const decoder = this.#decoder;
    const push =
      name === 'data_source'
        ? (value: unknown): void => columns.lineage.dataSource.push(typeof value === 'string' ? value : null)
        : pushInto(columns, name);
    switch (plan.kind) {
      case 'constant': {
        const constant = judgeConstant(plan.value, judge, field);
        return new ComputedCell({ name, at: [], decide: () => constant, decoder, push });
      }
      case 'many': {
        const at = plan.sources.map((source) => this.#place(source, asked));
        return new ComputedCell({ name, at, decide: (texts) => judge(plan.read(texts)), decoder, push });
      }
      case 'list': {
        const column = columns.lists[name];
        const contexts = plan.sources.map(
          (source): CellContext => ({ name, at: this.#place(source, asked), decide: (text) => judge(plan.read(text)), decoder, plain: false }),
        );
        if (column === undefined) throw new RangeError(`No list column ${name}.`);
        return new ListCell(contexts, column);
      }
      case 'one': {
        const { plain } = plan;
        const context: CellContext = { name, at: this.#place(plan.source, asked), decide: (text) => judge(plan.read(text)), decoder, plain };
        const [amount, date, code, text] = [columns.cents[name], columns.days[name], columns.codes[name], columns.texts[name]];
        if (amount !== undefined) return new MoneyCell(context, amount);
        if (date !== undefined && plain) return new DateCell(context, date);
        if (code !== undefined) return new WordCell(context, code);
        if (text !== undefined) return new ArenaCell(context, text);
        return new CachedCell(context, push);
      }
    }
  }

  stage(bytes: Uint8Array, scanner: RecordScanner): boolean {
    this.#bytes = bytes;
    this.#scanner = scanner;
    if (!this.#utf8 || scanner.ascii) return true;
    const asked = this.#asked;
    for (let at = 0; at < asked.length; at += 1) {
      const field = asked[at] ?? 0;
      if (field >= scanner.fields) continue;
      const from = scanner.starts[field] ?? 0;
      const to = scanner.ends[field] ?? 0;
      let high = 0;
      for (let i = from; i < to; i += 1) high |= bytes[i] ?? 0;
      if (high > 127 && this.#decoder.field(bytes, scanner, field) === null) return false;
    }
    return true;
  }

  commit(record: number, line: number): void {
    const scanner = this.#scanner;
    if (scanner === null) return;
    for (const cells of this.#lines) {
      if (cells.present !== null && cells.present.every((at) => this.#isEmpty(scanner, at))) continue;
      if (!this.#fast(cells, scanner, record)) this.#slow(cells, scanner, record, line);
      if (this.#builder.full) this.#seal();
    }
  }

  #isEmpty(scanner: RecordScanner, at: number): boolean {
    if (at < 0 || at >= scanner.fields) return true;
    for (let i = scanner.starts[at] ?? 0; i < (scanner.ends[at] ?? 0); i += 1) if ((this.#bytes[i] ?? 0) > 32) return false;
    return true;
  }

  #fast(line: LineCells, scanner: RecordScanner, record: number): boolean {
    const { cells, rest, amount } = line;
    const bytes = this.#bytes;
    for (let at = 0; at < cells.length; at += 1) if (cells[at]?.stage(bytes, scanner) === false) return false;
    if (amount === null && this.#requiresAmount) return false;
    for (let at = 0; at < cells.length; at += 1) cells[at]?.push();
    for (let at = 0; at < rest.length; at += 1) rest[at]?.();
    this.#lineage(line, record);
    this.#behind += 1;
    this.#builder.addedByColumn();
    this.counter.accepted(
      amount instanceof MoneyCell
        ? amount.text === null
          ? amount.cents
          : readMoney(amount.text).cents
        : amount instanceof ComputedCell
          ? centsOfText(amount.value)
          : null,
    );
    return true;
  }

  #lineage(line: LineCells, record: number): void {
    const { lineage } = this.#builder.columns;
    if (!line.ownSource) lineage.dataSource.push(this.#o.dataSource);
    lineage.fileName.push(this.#o.fileName);
    lineage.fileDate.push(this.#fileDay);
    lineage.rowNumber.push(record);
  }

  #slow(cells: LineCells, scanner: RecordScanner, record: number, line: number): void {
    const { dataSource, fileName, fileDate, fields } = this.#o;
    const text = (column: string): string => {
      const at = this.#places.get(column) ?? -1;
      return at < 0 ? '' : (this.#decoder.field(this.#bytes, scanner, at) ?? '');
    };
    const raw = rawRecord(cells.plan, text, true) ?? {};
    const lineage = { file_name: fileName, file_date: fileDate, row_number: record };
    const { row } = this.#normalise({ data_source: dataSource, ...raw, ...lineage }, this.repairs);
    const usable = this.#judge.usable(row);
    const { issues, record: judged } = this.#judge;
    if (issues.length > 0) {
      const at = { dataSource, row: record, line, ...(fileName === null ? {} : { fileName }) };
      for (const finding of formFindings({ table: this.#o.table, row, issues, at })) this.#log().list(finding);
    } else this.fastNoZodYes += usable && !this.#judge.lastPaidMissing ? 1 : 0;
    if (usable && this.#judge.lastPaidMissing) {
      this.paidMissing += 1;
      judged['paid_amount'] = '0.00';
    }
    this.counter.row(usable ? judged : row, usable);
    if (!usable) return;
    if (fields !== null)
      for (const field of fieldsOf(this.#o.table)) if (!fields.has(field.name) && !LINEAGE.includes(field.name)) judged[field.name] = null;
    this.#catchUp();
    this.#builder.addChecked(judged);
  }

  /** Closes the last batch and counts repairs. */
  flush(): void {
    if (this.#builder.rowCount > 0) this.#seal();
    for (const { cells } of this.#lines) for (const cell of cells) cell.flush(this.repairs);
  }

  /** The columns of the batches that hold amounts. */
  get rounding(): { readonly subCent: number; readonly difference: number } {
    return this.#builder.rounding;
  }
}

function repeat(times: number, act: () => void): void {
  for (let at = 0; at < times; at += 1) act();
}

function centsOfText(value: unknown): number | null {
  return typeof value === 'string' && isDecimalText(value, 13, 4) ? readMoney(value).cents : null;
}

function judgeConstant(value: string | number | boolean, judge: CellJudge, field: FieldSpec): CellOutcome {
  if (typeof value === 'string') return judge(value);
  const fits = (typeof value === 'boolean' && field.kind === 'flag') || (typeof value === 'number' && field.kind === 'integer');
  return { certain: fits && columnGroup(field) !== 'lineage', value, repairs: [] };
}
