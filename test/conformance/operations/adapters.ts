import {
  type CdlColumn,
  type CdlConventions,
  type CdlRecordTable,
  type CdlRows,
  type CdlTable,
  cdlColumns,
  cdlMap,
  cdlNeverRead,
  fromApcdCdl,
  toApcdCdl,
} from '../../../src/claims/apcd-cdl/index.js';
import type { ClaimBatch, TableName } from '../../../src/claims/batch.js';
import { joinBatches } from '../../../src/claims/batch-join.js';
import {
  type Adapted,
  applyColumnMap,
  type ColumnMap,
  columnMapHash,
  type DeliveryOptions,
  defineColumnMap,
  lintColumnMap,
  type MapSuggestion,
  type SchemaName,
  type SourceRow,
  suggestMap,
} from '../../../src/claims/column-map/index.js';
import type { DeliveredRow } from '../../../src/claims/column-map/mapped-rows.js';
import { type ReadEob, type ReadEobOptions, readEob } from '../../../src/claims/fhir/index.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import { type OmopRows, type ToOmopInput, type ToOmopOptions, toOmop } from '../../../src/claims/omop/index.js';
import { type FromRifOptions, fromRif, fromRifDrugs, type RifFile } from '../../../src/claims/rif/index.js';
import {
  type PrimaryCareMap,
  type RxdcCategory,
  type RxdcColumn,
  type RxdcOptions,
  type RxdcTotals,
  rxdcCategories,
  rxdcColumns,
  rxdcTotals,
} from '../../../src/claims/rxdc/index.js';
import {
  type FromSynpufOptions,
  fromSynpuf,
  fromSynpufDrugs,
  type SynpufFile,
  type SynpufMemberYear,
  type SynpufPerMonth,
  synpufMemberYears,
  synpufPerMonth,
} from '../../../src/claims/synpuf/index.js';
import { type FromSynthea, type FromSyntheaOptions, fromSynthea } from '../../../src/claims/synthea/index.js';
import { fromTuva, fromTuvaMonth, type TuvaRows, type TuvaTable, toTuva, toTuvaMonth } from '../../../src/claims/tuva/index.js';
import { TableIntake } from '../../../src/claims/validate/intake.js';
import {
  type Balanced835,
  balance835,
  compareFull834,
  type Difference834,
  type Joined837,
  joinRemittances,
  type Read820,
  type Read820Options,
  type Read834,
  type Read835,
  type Read835Options,
  type Read837,
  type Read837Options,
  type Replay834Options,
  type Replayed834,
  read820,
  read834,
  read835,
  read837,
  readX12,
  replay834,
  type X12File,
  type X12Separators,
} from '../../../src/claims/x12/index.js';
import type { Finding } from '../../../src/errors/finding.js';
import { arriving, type FileText } from '../file-text.js';
import { type Operation, operation } from '../operation.js';
import { withoutNulls } from '../without-nulls.js';

/** A row as it came: texts (numbers only for line numbers, versions, days of supply) by snake_case field; money is text; absent is null. */
type GivenRow = Readonly<Record<string, unknown>>;
interface FromCdlGiven {
  readonly table: CdlTable;
  /** Rows keyed by column ids such as CDLME062: texts. Dates are YYYYMMDD. */
  readonly rows: readonly SourceRow[];
  /** What the sender's codes mean, and `money`: `dollars` or `cents`, which claims need. */
  readonly conventions: CdlConventions;
  /** The coalition member whose rows these are. */
  readonly employerId?: string;
  /** The side table that `toApcdCdl` wrote. */
  readonly side?: readonly SourceRow[];
  /** Default `apcd-cdl`. */
  readonly dataSource?: string;
}
interface ToCdlGiven {
  readonly table: CdlTable;
  /** Canonical records; fields that are absent count as null. */
  readonly records: readonly DeliveredRow<CdlRecordTable<CdlTable>>[];
  readonly conventions: CdlConventions;
}
interface RxdcGiven {
  /** Canonical rows; a table that is absent wasn't given. */
  readonly medical?: readonly GivenRow[];
  readonly pharmacy?: readonly GivenRow[];
  readonly nonClaims?: readonly GivenRow[];
  /** Decimal text. Unit: member months. */
  readonly memberMonths: string;
  /** Amounts are decimal text. */
  readonly options: RxdcOptions;
}

/** A record with null for every field that a case leaves out. */
function whole<R extends object>(table: TableName, row: R): R {
  return { ...Object.fromEntries(fieldsOf(table).map(({ name }) => [name, null])), ...row };
}

/** Rows of right form in columns. */
function batchFrom<T extends TableName>(table: T, rows: readonly GivenRow[]): ClaimBatch<T> {
  const intake = new TableIntake({ table });
  for (const row of rows) intake.add(row);
  return joinBatches({ table, parts: intake.finish().parts });
}

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

interface X12Given {
  readonly text: FileText;
  /** For text without an ISA. */
  readonly separators?: X12Separators;
}
interface Replay834Given {
  /** Whole files as text, oldest first. */
  readonly texts: readonly string[];
  readonly options?: Replay834Options;
}
interface SyntheaGiven {
  /** Rows of the tables: texts by column. */
  readonly claims?: readonly SourceRow[];
  readonly transactions?: readonly SourceRow[];
  readonly payerTransitions?: readonly SourceRow[];
  readonly payers?: readonly SourceRow[];
  readonly patients?: readonly SourceRow[];
  readonly options?: FromSyntheaOptions;
}
interface RifGiven {
  readonly file: Exclude<RifFile, 'pde'>;
  /** Rows of the file: texts by column. */
  readonly rows: readonly SourceRow[];
  readonly options?: FromRifOptions;
}

/** The operations of the claims adapters. */
export const operations: readonly Operation[] = [
  operation<MapGiven, Adapted<object>>(
    'claims.applyColumnMap',
    'Reads rows of any source through a column map: canonical records (money is decimal text), findings, accounting and metadata.',
    (given) => applyColumnMap(given.map, given.rows, given.delivery),
  ),
  operation<{ readonly map: ColumnMap }, ColumnMap>('claims.defineColumnMap', 'Checks a column map and gives it back.', (given) =>
    defineColumnMap(given.map),
  ),
  operation<{ readonly map: ColumnMap }, { readonly hash: string }>(
    'claims.columnMapHash',
    'SHA-256 of a column map, independent of the order of its keys.',
    (given) => ({ hash: columnMapHash(given.map) }),
  ),
  operation<{ readonly map: ColumnMap; readonly sample: readonly SourceRow[] }, { readonly findings: readonly Finding[] }>(
    'claims.lintColumnMap',
    'Looks at a column map with a sample of rows: findings MAP-1 to MAP-10.',
    (given) => ({ findings: lintColumnMap(given.map, given.sample) }),
  ),
  operation<{ readonly sample: readonly SourceRow[]; readonly to: SchemaName }, { readonly suggestions: readonly MapSuggestion[] }>(
    'claims.suggestMap',
    'Ranks the source columns that may hold each field.',
    (given) => ({ suggestions: suggestMap(given.sample, { to: given.to }) }),
  ),
  operation<TuvaGiven, Adapted<object>>('claims.fromTuva', "Reads rows of Tuva's input layer into canonical records.", ({ table, rows, ...o }) =>
    fromTuva(table, rows, o),
  ),
  operation<TuvaGiven, TuvaRows>(
    'claims.toTuva',
    "Reads rows of Tuva's input layer and writes them out again: rows, columns and the side table. `rows` are Tuva rows, because records are made by `claims.fromTuva`.",
    ({ table, rows, ...o }) => tuvaOut(table, rows, o),
  ),
  operation<{ readonly text: string }, { readonly month: string | null }>(
    'claims.fromTuvaMonth',
    'Reads a month YYYYMM as YYYY-MM; null when it is no month.',
    (given) => ({ month: fromTuvaMonth(given.text) }),
  ),
  operation<{ readonly month: string }, { readonly text: string }>('claims.toTuvaMonth', 'Writes a month YYYY-MM as YYYYMM.', (given) => ({
    text: toTuvaMonth(given.month),
  })),
  operation<SynpufGiven, Adapted<object>>('claims.fromSynpuf', 'Reads a medical claim file of DE-SynPUF into canonical records.', (given) =>
    fromSynpuf(given.file, given.rows, given.options),
  ),
  operation<{ readonly rows: readonly SourceRow[] }, Adapted<object>>(
    'claims.fromSynpufDrugs',
    'Reads the prescription drug events of DE-SynPUF into canonical records.',
    (given) => fromSynpufDrugs(given.rows),
  ),
  operation<{ readonly rows: readonly SourceRow[]; readonly year?: number }, { readonly memberYears: readonly SynpufMemberYear[] }>(
    'claims.synpufMemberYears',
    'Reads the beneficiary summary of DE-SynPUF: months and payments of each member-year.',
    (given) => ({ memberYears: synpufMemberYears(given.rows, given.year) }),
  ),
  operation<{ readonly rows: readonly SourceRow[]; readonly year?: number }, { readonly years: readonly SynpufPerMonth[] }>(
    'claims.synpufPerMonth',
    'All-payer spending by Part A month of each year, from the rows of the beneficiary summary.',
    (given) => ({ years: synpufPerMonth(synpufMemberYears(given.rows, given.year)) }),
  ),
  operation<{ readonly text: FileText; readonly options?: Read835Options }, Read835>(
    'claims.read835',
    'Reads 835 remittances into ledger lines with balances at claim, line and payment; amounts inside `remittances` are in ten-thousandths of a dollar, records hold decimal text.',
    (given) => read835(arriving(given.text), given.options),
  ),
  operation<{ readonly text: string; readonly options?: Read835Options }, { readonly remittances: readonly Balanced835[] }>(
    'claims.balance835',
    'Balances every remittance of a file: findings X12-2, X12-3, X12-4 at the level that broke.',
    (given) => ({ remittances: read835(given.text, given.options).remittances.map(balance835) }),
  ),
  operation<FromCdlGiven, Adapted<object>>(
    'claims.fromApcdCdl',
    'Reads rows of the all-payer claims database common data layout, keyed by its column ids, into canonical records; a row of eligibility gives one span for each benefit that it says yes to.',
    ({ table, rows, ...o }) => fromApcdCdl(table, rows, withoutNulls(o)),
  ),
  operation<ToCdlGiven, CdlRows>(
    'claims.toApcdCdl',
    'Writes canonical records as rows keyed by column ids of the common data layout, with a side table for what it has no established column or code for.',
    ({ table, records, conventions }) => toApcdCdl(table, records, { conventions: withoutNulls(conventions) }),
  ),
  operation<
    Omit<FromCdlGiven, 'side' | 'dataSource'>,
    { readonly same: boolean; readonly records: number; readonly rows: number; readonly side: number }
  >(
    'claims.apcdCdlRoundTrip',
    'Reads rows of the common data layout, writes them and reads what was written: `same` says whether both readings are equal (`row_number` aside); `records`, `rows` and `side` count.',
    ({ table, rows, ...o }) => roundTrip(table, rows, withoutNulls(o)),
  ),
  operation<{ readonly table: CdlTable }, { readonly columns: readonly CdlColumn[]; readonly neverRead: readonly string[] }>(
    'claims.cdlColumns',
    'Columns of the common data layout whose ids are established, with our label, field and evidence; and those that are never read.',
    ({ table }) => ({ columns: cdlColumns(table), neverRead: cdlNeverRead(table) }),
  ),
  operation<Omit<FromCdlGiven, 'rows' | 'side' | 'dataSource'>, ColumnMap>(
    'claims.cdlMap',
    'The column map of one table of the common data layout.',
    ({ table, ...o }) => cdlMap(table, withoutNulls(o)),
  ),
  operation<RxdcGiven, RxdcTotals>(
    'claims.rxdcTotals',
    'Yearly totals of premium and life-years (D1) and of spending by category (D2), unverified; amounts of results are dollars, those named cents are cents.',
    ({ medical, pharmacy, nonClaims, memberMonths, options }) =>
      rxdcTotals(
        {
          memberMonths,
          ...(medical === undefined ? {} : { medical: batchFrom('medical', medical) }),
          ...(pharmacy === undefined ? {} : { pharmacy: batchFrom('pharmacy', pharmacy) }),
          ...(nonClaims === undefined ? {} : { nonClaims: batchFrom('nonClaims', nonClaims) }),
        },
        withoutNulls(options),
      ),
  ),
  operation<{ readonly rows: readonly GivenRow[]; readonly primaryCare: PrimaryCareMap | null }, { readonly categories: readonly RxdcCategory[] }>(
    'claims.rxdcCategories',
    'The RxDC category of each canonical medical row; `primaryCare` null leaves professional rows unsplit.',
    ({ rows, primaryCare }) => ({ categories: rxdcCategories(batchFrom('medical', rows), primaryCare) }),
  ),
  operation<{ readonly file: 'D1' | 'D2' }, { readonly columns: readonly RxdcColumn[] }>(
    'claims.rxdcColumns',
    'The columns that are written for an RxDC file, each with how its name was found.',
    ({ file }) => ({ columns: rxdcColumns(file) }),
  ),
  operation<ToOmopInput & { readonly options: ToOmopOptions }, OmopRows>(
    'claims.toOmop',
    'Writes canonical records as rows of the OMOP tables payer_plan_period and cost; fields that are absent count as null.',
    ({ options, eligibility, medical, pharmacy }) =>
      toOmop(
        {
          eligibility: eligibility.map((row) => whole('eligibility', row)),
          ...(medical === undefined ? {} : { medical: medical.map((row) => whole('medical', row)) }),
          ...(pharmacy === undefined ? {} : { pharmacy: pharmacy.map((row) => whole('pharmacy', row)) }),
        },
        options,
      ),
  ),
  operation<{ readonly text: FileText; readonly options?: Read820Options }, Read820>(
    'claims.read820',
    'Reads 820 premium payments into capitation, balanced against their total; amounts inside `payments` are in ten-thousandths of a dollar, records hold decimal text.',
    (given) => read820(arriving(given.text), given.options),
  ),
  operation<X12Given, Read834>('claims.read834', 'Reads a 834 enrolment file into events.', ({ text, ...o }) => read834(arriving(text), o)),
  operation<Replay834Given, Replayed834>('claims.replay834', 'Reads 834 files and replays their events into coverage spans.', (given) =>
    replay834(
      given.texts.map((text) => read834(text)),
      given.options,
    ),
  ),
  operation<Replay834Given & { readonly full: string }, { readonly differences: readonly Difference834[] }>(
    'claims.compareFull834',
    'Replays 834 files and compares the result with a full file.',
    (given) => ({
      differences: compareFull834(
        replay834(
          given.texts.map((text) => read834(text)),
          given.options,
        ).spans,
        read834(given.full),
      ),
    }),
  ),
  operation<{ readonly text: FileText; readonly options?: Read837Options }, Read837>(
    'claims.read837',
    'Reads 837 claims: charges, diagnoses, lines; `charges` is the sum of claim charges.',
    (given) => read837(arriving(given.text), given.options),
  ),
  operation<{ readonly claims: readonly string[]; readonly remittances: readonly string[] }, Joined837>(
    'claims.joinRemittances',
    'Joins the claims of 837 files to the remittances of 835 files, both given as whole texts.',
    (given) =>
      joinRemittances(
        given.claims.flatMap((text) => read837(text).claims),
        given.remittances.flatMap((text) => read835(text).remittances),
      ),
  ),
  operation<X12Given, X12File>('claims.readX12', 'Cuts X12 text into transactions and checks the envelopes: findings X12-1.', ({ text, ...o }) =>
    readX12(arriving(text), o),
  ),
  operation<{ readonly resource: unknown; readonly options?: ReadEobOptions }, ReadEob>(
    'claims.readEob',
    'Reads FHIR ExplanationOfBenefit: `resource` is a Bundle, a list, one resource, or text.',
    (given) => readEob(given.resource, given.options),
  ),
  operation<SyntheaGiven, FromSynthea>(
    'claims.fromSynthea',
    'Reads a Synthea CSV export: claim lines, coverage spans, balances.',
    ({ options, ...tables }) => fromSynthea(tables, options),
  ),
  operation<RifGiven, Adapted<object>>(
    'claims.fromRif',
    "Reads a medical claim file of CMS's research layout; header amounts count once for each claim.",
    (given) => fromRif(given.file, given.rows, given.options),
  ),
  operation<{ readonly rows: readonly SourceRow[] }, Adapted<object>>(
    'claims.fromRifDrugs',
    "Reads the drug events of CMS's research layout.",
    (given) => fromRifDrugs(given.rows),
  ),
];

function tuvaOut<T extends TuvaTable>(table: T, rows: readonly SourceRow[], o: Omit<TuvaGiven, 'table' | 'rows'>): TuvaRows {
  return toTuva<T>(table, fromTuva<T>(table, rows, o).records);
}

function roundTrip<T extends CdlTable>(
  table: T,
  rows: readonly SourceRow[],
  o: Omit<FromCdlGiven, 'table' | 'rows' | 'side' | 'dataSource'>,
): { readonly same: boolean; readonly records: number; readonly rows: number; readonly side: number } {
  const first = fromApcdCdl(table, rows, o).records;
  const out = toApcdCdl(table, first, o);
  const second = fromApcdCdl(table, out.rows, { conventions: o.conventions, side: out.side }).records;
  const plain = (records: readonly object[]): string => JSON.stringify(records.map((record) => ({ ...record, row_number: null })));
  return { same: plain(first) === plain(second), records: first.length, rows: out.rows.length, side: out.side.length };
}
