import type { Finding, RowRef } from '../../errors/finding.js';
import type { Accounting } from '../accounting.js';
import type { TableName } from '../batch.js';
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
  readonly #steps: readonly ValueNormaliser[];
  readonly #judge: FormJudge;
  readonly #lineage: Readonly<Record<string, string | null>>;

  /** @param table - Which table. @param lineage - Source, file and its date. */
  constructor(table: T, lineage: Readonly<Record<string, string | null>>) {
    this.table = table;
    this.#lineage = lineage;
    this.#counter = new RowCounter(table);
    this.#names = fieldsOf(table).map(({ name }) => name);
    this.#steps = normaliserSteps({ table });
    this.#judge = new FormJudge(table);
  }

  /** Adds one raw record; what is wrong with it becomes findings at its place in the source. */
  add(raw: Readonly<Record<string, unknown>>, at: RowRef, path: string): void {
    const row: Record<string, unknown> = {};
    for (const [place, name] of this.#names.entries()) {
      const own = raw[name];
      row[name] = this.#steps[place]?.(own === undefined ? this.#lineage[name] : own, this.repairs);
    }
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
