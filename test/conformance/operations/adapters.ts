import {
  type Adapted,
  applyColumnMap,
  type ColumnMap,
  columnMapHash,
  defineColumnMap,
  type DeliveryOptions,
  lintColumnMap,
  type MapSuggestion,
  type SchemaName,
  type SourceRow,
  suggestMap,
} from '../../../src/claims/column-map/index.js';
import {
  fromSynpuf,
  fromSynpufDrugs,
  type FromSynpufOptions,
  type SynpufFile,
  type SynpufMemberYear,
  synpufMemberYears,
  type SynpufPerMonth,
  synpufPerMonth,
} from '../../../src/claims/synpuf/index.js';
import { fromTuva, fromTuvaMonth, toTuva, toTuvaMonth, type TuvaRows, type TuvaTable } from '../../../src/claims/tuva/index.js';
import type { Finding } from '../../../src/errors/finding.js';
import { type Operation, operation } from '../operation.js';

interface MapGiven {
  readonly map: ColumnMap;
  /** Source rows: texts by column. */
  readonly rows: readonly SourceRow[];
  readonly delivery: DeliveryOptions;
}
interface TuvaGiven {
  readonly table: TuvaTable;
  /** Rows of Tuva's input layer: texts by column. */
  readonly rows: readonly SourceRow[];
  /** The coalition member whose rows these are. */
  readonly employerId?: string;
  /** The side table that `toTuva` wrote. */
  readonly side?: readonly SourceRow[];
}
interface SynpufGiven {
  readonly file: SynpufFile;
  /** Rows of the file: texts by column. */
  readonly rows: readonly SourceRow[];
  readonly options?: FromSynpufOptions;
}

/** The operations of the claims adapters. */
export const operations: readonly Operation[] = [
  operation<MapGiven, Adapted<object>>('claims.applyColumnMap', 'Reads rows of any source through a column map: canonical records (money is decimal text), findings, accounting and metadata.', (given) => applyColumnMap(given.map, given.rows, given.delivery)),
  operation<{ readonly map: ColumnMap }, ColumnMap>('claims.defineColumnMap', 'Checks a column map and gives it back.', (given) => defineColumnMap(given.map)),
  operation<{ readonly map: ColumnMap }, { readonly hash: string }>('claims.columnMapHash', 'SHA-256 of a column map, independent of the order of its keys.', (given) => ({ hash: columnMapHash(given.map) })),
  operation<{ readonly map: ColumnMap; readonly sample: readonly SourceRow[] }, { readonly findings: readonly Finding[] }>('claims.lintColumnMap', 'Looks at a column map with a sample of rows: findings MAP-1 to MAP-10.', (given) => ({ findings: lintColumnMap(given.map, given.sample) })),
  operation<{ readonly sample: readonly SourceRow[]; readonly to: SchemaName }, { readonly suggestions: readonly MapSuggestion[] }>('claims.suggestMap', 'Ranks the source columns that may hold each field.', (given) => ({ suggestions: suggestMap(given.sample, { to: given.to }) })),
  operation<TuvaGiven, Adapted<object>>('claims.fromTuva', "Reads rows of Tuva's input layer into canonical records.", ({ table, rows, ...o }) => fromTuva(table, rows, o)),
  operation<TuvaGiven, TuvaRows>('claims.toTuva', "Reads rows of Tuva's input layer and writes them out again: rows, columns and the side table. `rows` are Tuva rows, because records are made by `claims.fromTuva`.", ({ table, rows, ...o }) => tuvaOut(table, rows, o)),
  operation<{ readonly text: string }, { readonly month: string | null }>('claims.fromTuvaMonth', 'Reads a month YYYYMM as YYYY-MM; null when it is no month.', (given) => ({ month: fromTuvaMonth(given.text) })),
  operation<{ readonly month: string }, { readonly text: string }>('claims.toTuvaMonth', 'Writes a month YYYY-MM as YYYYMM.', (given) => ({ text: toTuvaMonth(given.month) })),
  operation<SynpufGiven, Adapted<object>>('claims.fromSynpuf', 'Reads a medical claim file of DE-SynPUF into canonical records.', (given) => fromSynpuf(given.file, given.rows, given.options)),
  operation<{ readonly rows: readonly SourceRow[] }, Adapted<object>>('claims.fromSynpufDrugs', 'Reads the prescription drug events of DE-SynPUF into canonical records.', (given) => fromSynpufDrugs(given.rows)),
  operation<{ readonly rows: readonly SourceRow[]; readonly year?: number }, { readonly memberYears: readonly SynpufMemberYear[] }>('claims.synpufMemberYears', 'Reads the beneficiary summary of DE-SynPUF: months and payments of each member-year.', (given) => ({ memberYears: synpufMemberYears(given.rows, given.year) })),
  operation<{ readonly rows: readonly SourceRow[]; readonly year?: number }, { readonly years: readonly SynpufPerMonth[] }>('claims.synpufPerMonth', 'All-payer spending by Part A month of each year, from the rows of the beneficiary summary.', (given) => ({ years: synpufPerMonth(synpufMemberYears(given.rows, given.year)) })),
];

function tuvaOut<T extends TuvaTable>(table: T, rows: readonly SourceRow[], o: Omit<TuvaGiven, 'table' | 'rows'>): TuvaRows {
  return toTuva<T>(table, fromTuva<T>(table, rows, o).records);
}
