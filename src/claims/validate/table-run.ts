import { compareCodePoints } from '../../money/allocate.js';
import type { Accounting, Pile } from '../accounting.js';
import type { ClaimBatch, TableName } from '../batch.js';
import { joinSpending } from '../batch-join.js';
import { centsReader } from '../columns.js';
import { GrowingNumbers } from '../growing-numbers.js';
import { type TableData, tableData } from '../rules/delivery-data.js';
import { type Intake, moneyField } from './intake.js';

/** One table on its way through validation: its rows in the order of lineage, and which of them are left out. */
export interface TableRun<T extends TableName = TableName> {
  readonly table: T;
  readonly intake: Intake<T>;
  /** Place of each input row in the order of lineage. */
  readonly rank: Int32Array;
  /** Rows that rules look at. */
  data: TableData<T>;
  /** Which input row each row of `data` was. */
  inputOf: Int32Array;
  /** Rows of `data` that are left out of every sum. */
  excluded: Uint8Array;
  /** What was left out before. */
  quarantined: { rows: number; cents: number; centsUnknown: number };
}

/** All or some rows of any of the tables. */
export type AnyRun = { readonly [T in TableName]: TableRun<T> }[TableName];

/** Orders input rows by sender, file and row; ties keep their order. */
function rankOf(intake: Intake<TableName>): { readonly rank: Int32Array; readonly sorted: boolean } {
  const { lineage, inputRows } = intake;
  const bySource = ordered(lineage.sources);
  const byFile = ordered(lineage.files);
  const order = Int32Array.from({ length: inputRows }, (_, at) => at);
  const compare = (a: number, b: number): number =>
    (bySource[lineage.source[a] ?? 0] ?? 0) - (bySource[lineage.source[b] ?? 0] ?? 0) ||
    (byFile[lineage.file[a] ?? 0] ?? 0) - (byFile[lineage.file[b] ?? 0] ?? 0) ||
    (lineage.rowNumber[a] ?? 0) - (lineage.rowNumber[b] ?? 0);
  let sorted = true;
  for (let at = 1; at < inputRows && sorted; at += 1) sorted = compare(at - 1, at) <= 0;
  if (sorted) return { rank: order, sorted };
  order.sort((a, b) => compare(a, b) || a - b);
  const rank = new Int32Array(inputRows);
  order.forEach((input, at) => {
    rank[input] = at;
  });
  return { rank, sorted };
}

function ordered(words: readonly string[]): readonly number[] {
  const places = words.map((_, at) => at).sort((a, b) => compareCodePoints(words[a] ?? '', words[b] ?? ''));
  const rank: number[] = [];
  places.forEach((word, at) => {
    rank[word] = at;
  });
  return rank;
}

/**
 * Puts the rows of an intake in the order of their lineage.
 *
 * @param intake - What came in.
 * @returns The table, nothing left out yet.
 */
export function startTable<T extends TableName>(intake: Intake<T>): TableRun<T> {
  const { rank, sorted } = rankOf(intake);
  const rows = intake.inputOf.map((_, at) => at);
  if (!sorted) rows.sort((a, b) => (rank[intake.inputOf[a] ?? 0] ?? 0) - (rank[intake.inputOf[b] ?? 0] ?? 0));
  const table = intake.parts[0]?.table;
  if (table === undefined) throw new RangeError('A table was taken in without a part.');
  // The parts aren't needed any more: two copies of every column would double the memory.
  const batch: ClaimBatch<T> = joinSpending({ table, parts: intake.parts, ...(sorted ? {} : { rows }) });
  const inputOf = rows.map((row) => intake.inputOf[row] ?? 0);
  const missing = new Set(intake.paidMissing);
  const paidMissing = Uint8Array.from(inputOf, (input) => (missing.has(input) ? 1 : 0));
  const strays = [...intake.strays].map(([name, filled]) => ({ name, filled })).sort((a, b) => compareCodePoints(a.name, b.name));
  return {
    table,
    rank,
    inputOf,
    intake,
    data: tableData(batch, { paidMissing, headerRepeats: repeatsOf(intake, inputOf), strays }),
    excluded: new Uint8Array(inputOf.length),
    quarantined: { rows: 0, cents: 0, centsUnknown: 0 },
  };
}

/** Which rows carry the payment of the whole claim, as a byte for each; nothing where none does. */
function repeatsOf(intake: Pick<Intake<TableName>, 'headerRepeats'>, inputOf: Int32Array): Uint8Array | undefined {
  if (intake.headerRepeats.length === 0) return undefined;
  const repeats = new Set(intake.headerRepeats);
  return Uint8Array.from(inputOf, (input) => (repeats.has(input) ? 1 : 0));
}

/**
 * Takes the rows that were left out away and adds them to the quarantine.
 *
 * @param run - The table; it is changed.
 */
export function dropExcluded<T extends TableName>(run: TableRun<T>): void {
  if (!run.excluded.includes(1)) return;
  const rows = keptRows(run);
  const { strays, headerRepeats } = run.data;
  const repeats = headerRepeats === undefined ? undefined : Uint8Array.from(rows, (row) => headerRepeats[row] ?? 0);
  const paidMissing = rows.map((row) => run.data.paidMissing[row] ?? 0);
  run.inputOf = rows.map((row) => run.inputOf[row] ?? 0);
  run.excluded = new Uint8Array(rows.length);
  run.data = tableData(joinSpending({ table: run.table, parts: taken(run), rows }), {
    paidMissing: Uint8Array.from(paidMissing),
    headerRepeats: repeats,
    strays,
  });
}

/** The rows that stay; what goes is added to the quarantine. */
function keptRows(run: TableRun): Int32Array {
  const { data, excluded } = run;
  const money = moneyField(run.table);
  const read = money === null ? null : centsReader(data.batch, money);
  const kept = new GrowingNumbers();
  for (let row = 0; row < data.rows; row += 1) {
    if (excluded[row] !== 1) {
      kept.push(row);
      continue;
    }
    run.quarantined.rows += 1;
    run.quarantined.cents += read?.at(row) ?? 0;
    if (data.paidMissing[row] === 1 && money === 'paid_amount') run.quarantined.centsUnknown += 1;
  }
  return kept.toArray();
}

/** Takes the batch out of a table, so that its columns can be let go one by one. */
function taken<T extends TableName>(run: TableRun<T>): ClaimBatch<T>[] {
  const parts = [run.data.batch];
  run.data = tableData(joinSpending({ table: run.table, parts: [] }));
  return parts;
}

/**
 * Adds a table up: accepted + quarantined + rejected = input, in rows and in cents.
 *
 * @param run - The table after its last rule.
 * @returns The accounting.
 */
export function accountingOf(run: TableRun): Accounting {
  const { data, intake, quarantined } = run;
  const money = moneyField(run.table);
  const read = money === null ? null : centsReader(data.batch, money);
  let cents = 0;
  let unknown = 0;
  for (let row = 0; row < data.rows; row += 1) {
    cents += read?.at(row) ?? 0;
    unknown += data.paidMissing[row] ?? 0;
  }
  const accepted: Pile = { rows: data.rows, cents, centsUnknown: unknown };
  const { rejected } = intake;
  return {
    input: intake.input,
    accepted,
    quarantined: { ...quarantined },
    rejected,
  };
}
