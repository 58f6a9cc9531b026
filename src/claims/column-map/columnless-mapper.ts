import type { Finding, RowRef } from '../../errors/finding.js';
import type { Accounting } from '../accounting.js';
import type { TableName } from '../batch.js';
import { type CheckSink, checkSink, compileValueChecker, type ValueChecker } from '../fields/compile-checker.js';
import { fieldsOf } from '../fields/tables.js';
import { normaliserSteps, type ValueNormaliser } from '../normalise/compile-normaliser.js';
import { RepairCounts } from '../normalise/repair-counts.js';
import { type DeliveredRow, FormJudge, formFindings, isDelivered, RowCounter } from './mapped-rows.js';

/** Makes canonical records of raw ones that an adapter has put together itself. */
export class ColumnlessMapper<T extends TableName> {
  readonly table: T;
  readonly records: DeliveredRow<T>[] = [];
  readonly findings: Finding[] = [];
  readonly repairs: RepairCounts = new RepairCounts();
  readonly #counter: RowCounter;
  readonly #names: readonly string[];
  /** Made for the first row: many a file has none for one of its tables. */
  #steps: readonly ValueNormaliser[] = [];
  #check: ValueChecker | null = null;
  /** Made for the first row of which some value has another form than its field. */
  #judge: FormJudge | null = null;
  /** What the lineage says, by field; undefined elsewhere. */
  readonly #lineage: readonly (string | null | undefined)[];
  /** Values of one row in the order of the fields, used for all rows. */
  readonly #values: unknown[] = [];
  readonly #sink: CheckSink = checkSink();
  /** Place of the paid amount, which may be missing; -1 in other tables. */
  readonly #paid: number;

  /** @param table - Which table. @param lineage - Source, file and its date. */
  constructor(table: T, lineage: Readonly<Record<string, string | null>>) {
    this.table = table;
    this.#counter = new RowCounter(table);
    this.#names = fieldsOf(table).map(({ name }) => name);
    this.#lineage = this.#names.map((name) => lineage[name]);
    this.#paid = this.#names.indexOf('paid_amount');
  }

  /** Adds one raw record; what is wrong with it becomes findings at its place in the source. */
  add(raw: Readonly<Record<string, unknown>>, at: RowRef, path: string): void {
    const check = this.#check ?? this.#start();
    const values = this.#values;
    for (let place = 0; place < this.#names.length; place += 1) {
      const own = raw[this.#names[place] ?? ''];
      const given = own === undefined ? this.#lineage[place] : own;
      // Most fields of most sources are empty, and nothing has to be done to these.
      values[place] = given === undefined || given === null ? null : this.#steps[place]?.(given, this.repairs);
    }
    const empty = this.#paid >= 0 && values[this.#paid] === null;
    if (empty) values[this.#paid] = '0.00';
    if (check(values, this.#sink) > 0) {
      if (empty) values[this.#paid] = null;
      this.#judged(Object.fromEntries(this.#names.map((name, place) => [name, values[place]])), at, path);
      return;
    }
    const { record } = this.#sink;
    if (empty) record['paid_amount'] = null;
    this.#counter.row(record, true);
    if (isDelivered<T>(record, true)) this.records.push(record);
  }

  #start(): ValueChecker {
    this.#steps = normaliserSteps({ table: this.table });
    this.#check = compileValueChecker(fieldsOf(this.table));
    return this.#check;
  }

  /** A row of which some value has another form than its field. */
  #judged(row: Readonly<Record<string, unknown>>, at: RowRef, path: string): void {
    this.#judge ??= new FormJudge(this.table);
    const usable = this.#judge.usable(row);
    const { record, issues } = this.#judge;
    this.#counter.row(usable ? record : row, usable);
    for (const finding of issues.length === 0 ? [] : formFindings({ table: this.table, row, issues, at })) this.findings.push({ ...finding, path });
    if (isDelivered<T>(record, usable)) this.records.push(record);
  }

  /** Rows and money so far. */
  accounting(): Accounting {
    return this.#counter.accounting();
  }
}
