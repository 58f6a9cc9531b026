import { compareCodePoints } from '../../money/allocate.js';
import type { Pile } from '../accounting.js';
import { isValid, type TableName } from '../batch.js';
import { centsReader } from '../columns.js';
import { fieldsOf } from '../fields/tables.js';
import { RepairCounts } from '../normalise/repair-counts.js';
import { addBreakClasses, type BreakClassRow, breakClasses } from '../rules/allowed-identity.js';
import type { CoverageIndex } from '../rules/coverage-index.js';
import type { StrayColumn, TableData } from '../rules/delivery-data.js';
import { addTotalLines, type TotalLines, totalLines } from '../rules/total-lines.js';
import type { FieldNeed } from '../verdict/calculation.js';
import { ControlSums } from './control-totals.js';
import type { TableReport } from './delivery-report.js';
import { addSnapshots, snapshotOf, type TableSnapshot } from './drift.js';
import { nearestColumns } from './nearest-columns.js';
import type { RuleProfile } from './profile.js';
import { type AnyRun, accountingOf, type TableRun } from './table-run.js';

interface MutablePile {
  rows: number;
  cents: number;
  centsUnknown: number;
}

const nothing = (): MutablePile => ({ rows: 0, cents: 0, centsUnknown: 0 });

function addPile(sum: MutablePile, more: Pile): void {
  sum.rows += more.rows;
  sum.cents += more.cents;
  sum.centsUnknown += more.centsUnknown;
}

/** What is wanted of a table beside its rules. */
export interface TotalsWanted {
  readonly profile: RuleProfile;
  /** Fields that calculations need. */
  readonly needs: readonly FieldNeed[];
  readonly controls: boolean;
  readonly drift: boolean;
}

/** Adds a table up, at once or part by part: what came in, what was judged, and what was accepted. */
export class TableTotals {
  readonly table: TableName;
  readonly #wanted: TotalsWanted;
  readonly #repairs = new RepairCounts();
  readonly #strays = new Map<string, number>();
  #absent: readonly string[] | null = null;
  readonly #rounding = { subCent: 0, difference: 0 };
  readonly #piles = { input: nothing(), accepted: nothing(), quarantined: nothing(), rejected: nothing() };
  readonly #filled = new Map<string, number>();
  readonly #controls = new ControlSums();
  #paidReadAsZero = 0;
  #paidJudged = 0;
  #taken = 0;
  #breakClasses: readonly BreakClassRow[] = [];
  #totalLines: TotalLines = { rows: 0, claims: 0, alone: 0, chargeTies: 0, paidCents: 0, chargeCents: 0 };
  #judged: TableSnapshot | null = null;
  #accepted: TableSnapshot | null = null;

  /** @param table - Which one. @param wanted - What is to be added up beside the accounting. */
  constructor(table: TableName, wanted: TotalsWanted) {
    this.table = table;
    this.#wanted = wanted;
  }

  /** Adds what rules are about to judge: copies are gone, nothing else is. */
  addJudged(run: AnyRun, covered: CoverageIndex): void {
    const { intake, data } = run;
    this.#taken += intake.inputRows;
    this.#repairs.merge(intake.repairs);
    for (const [name, filled] of intake.strays) this.#strays.set(name, (this.#strays.get(name) ?? 0) + filled);
    if (intake.inputRows > 0) this.#absent = this.#absent === null ? intake.absent : this.#absent.filter((name) => intake.absent.includes(name));
    this.#rounding.subCent += intake.rounding.subCent;
    this.#rounding.difference += intake.rounding.difference;
    this.#paidJudged += paidOf(data);
    if (this.#wanted.controls) this.#controls.add(data);
    if (this.#wanted.drift) this.#judged = added(this.#judged, snapshotOf(data));
    if (run.table !== 'medical') return;
    this.#breakClasses = addBreakClasses(this.#breakClasses, breakClasses(run.data, this.#wanted.profile, covered));
    this.#totalLines = addTotalLines(this.#totalLines, totalLines(data));
  }

  /** Adds what rules left. */
  addAccepted(run: TableRun): void {
    const { input, accepted, quarantined, rejected } = accountingOf(run);
    addPile(this.#piles.input, input);
    addPile(this.#piles.accepted, accepted);
    addPile(this.#piles.quarantined, quarantined);
    addPile(this.#piles.rejected, rejected);
    this.#paidReadAsZero += run.data.paidMissing.reduce((sum, each) => sum + each, 0);
    for (const { table, anyOf } of this.#wanted.needs) {
      const key = anyOf.join();
      if (table === this.table) this.#filled.set(key, (this.#filled.get(key) ?? 0) + filledRows(run.data, anyOf));
    }
    if (run.data.rows > 0) this.#accepted = added(this.#accepted, snapshotOf(run.data));
  }

  /** Rows that came in. Unit: rows. */
  get inputRows(): number {
    return this.#piles.input.rows;
  }

  /** Whether any row came to be judged. */
  get any(): boolean {
    return this.#taken > 0;
  }

  /** Rows that were accepted. Unit: rows. */
  get acceptedRows(): number {
    return this.#piles.accepted.rows;
  }

  /** What was paid on the rows that rules judged. Unit: US cents. */
  get paidJudged(): number {
    return this.#paidJudged;
  }

  /** Rows and dollars by month, for STR-4. */
  get controls(): ControlSums {
    return this.#controls;
  }

  /** What STR-5 compares; nothing where it wasn't wanted. */
  get judged(): TableSnapshot | null {
    return this.#judged;
  }

  /** What the next delivery is compared with; nothing when no row was accepted. */
  get accepted(): TableSnapshot | null {
    return this.#accepted;
  }

  /** MED-16 by class. */
  get breakClasses(): readonly BreakClassRow[] {
    return this.#breakClasses;
  }

  /** MED-13. */
  get totalLines(): TotalLines {
    return this.#totalLines;
  }

  /** What the normalisers changed. */
  get repairs(): RepairCounts {
    return this.#repairs;
  }

  /** Columns that aren't fields, in order of their names. */
  get strays(): readonly StrayColumn[] {
    return [...this.#strays].map(([name, filled]) => ({ name, filled })).sort((a, b) => compareCodePoints(a.name, b.name));
  }

  /** Required fields that no row has, with the columns that come nearest by name. */
  get missing(): readonly { readonly field: string; readonly candidates: readonly string[] }[] {
    const strays = this.strays.map(({ name }) => name);
    return [...(this.#absent ?? [])].map((field) => ({ field, candidates: nearestColumns(field, strays) }));
  }

  /** Accepted rows in which one of the fields is filled, for a need that was wanted. Unit: rows. */
  filled(anyOf: readonly string[]): number {
    return this.#filled.get(anyOf.join()) ?? 0;
  }

  /** The report of the table. */
  report(): TableReport {
    const { input, accepted, quarantined, rejected } = this.#piles;
    return {
      accounting: { input, accepted, quarantined, rejected },
      repairs: this.#repairs.list(),
      unknownColumns: this.strays,
      missingColumns: [...this.missing].sort((a, b) => compareCodePoints(a.field, b.field)),
      rounding: { ...this.#rounding },
      paidReadAsZero: this.#paidReadAsZero,
    };
  }
}

function added(sum: TableSnapshot | null, more: TableSnapshot): TableSnapshot {
  return sum === null ? more : addSnapshots(sum, more);
}

function paidOf(data: TableData): number {
  const reader = centsReader(data.batch, data.table === 'nonClaims' ? 'amount' : 'paid_amount');
  let sum = 0;
  for (let row = 0; row < data.rows; row += 1) sum += reader.at(row);
  return sum;
}

function filledRows(data: TableData, anyOf: readonly string[]): number {
  const { batch, rows } = data;
  const columns = anyOf.flatMap((name) => {
    const column = batch.cents[name] ?? batch.days[name] ?? batch.codes[name] ?? batch.lists[name] ?? batch.quantities[name] ?? batch.texts[name];
    return column === undefined ? [] : [column.validity];
  });
  if (columns.length === 0) return fieldsOf(data.table).some(({ name }) => anyOf.includes(name)) ? 0 : rows;
  if (columns.includes(undefined)) return rows;
  let filled = 0;
  for (let row = 0; row < rows; row += 1) if (columns.some((validity) => isValid(validity, row))) filled += 1;
  return filled;
}
