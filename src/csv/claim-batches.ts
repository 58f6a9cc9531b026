import type { Accounting } from '../claims/accounting.js';
import type { ClaimBatch, TableName } from '../claims/batch.js';
import type { ColumnMap } from '../claims/column-map/column-map.js';
import { tableOf } from '../claims/column-map/column-map.js';
import { defineColumnMap } from '../claims/column-map/define-column-map.js';
import { compiledCheck, type FormCheck } from '../claims/column-map/mapped-rows.js';
import { fieldsOf } from '../claims/fields/tables.js';
import type { RepairCount } from '../claims/normalise/repair-counts.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { Finding } from '../errors/finding.js';
import { type ByteSource, chunksOf, chunksOfWhole } from './byte-source.js';
import { ClaimSink } from './claim-sink.js';
import type { CsvReport } from './csv-report.js';
import { type CsvDialect, resolveDialect } from './dialect.js';
import { BATCH_ROWS, checkedBatchRows, once } from './read-csv.js';
import { RecordReader } from './record-reader.js';

/** A schema of one table, such as `medicalClaimLineSchema`; csv itself never imports zod. */
export interface RowSchema {
  safeParse(
    row: unknown,
  ):
    | { readonly success: true; readonly data: object }
    | { readonly success: false; readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly code: string }[] } };
}

/** How a file becomes claim batches. */
export interface ClaimBatchesOptions<T extends TableName> extends CsvDialect {
  readonly table: T;
  /** How the file's columns become fields. Default: columns that have our names. */
  readonly map?: ColumnMap;
  /** Fields to decode; the others are null in the batch and aren't checked. Default all. */
  readonly columns?: readonly string[];
  /** The sender or system, for lineage. Default `csv`. */
  readonly dataSource?: string;
  readonly fileName?: string;
  /** The date of the file, `YYYY-MM-DD`. */
  readonly fileDate?: string;
  /** De-identification zone of the rows. Default `identified`. */
  readonly zone?: string;
  /** Rows in a full batch. Unit: rows. Default 16,384. */
  readonly batchRows?: number;
  /** The table's zod schema, which then words the findings. Default: the compiled checker, which finds the same. */
  readonly schema?: RowSchema;
}

/** What reading claim batches did; complete after the last batch. */
export interface ClaimReport {
  /** The file's own account: records, bytes, lines; its findings include those of values. */
  readonly csv: CsvReport;
  /** Rows (lines of claims) and money; records that weren't readable count as rejected. */
  readonly accounting: Accounting;
  readonly findings: readonly Finding[];
  readonly repairs: readonly RepairCount[];
  /** Fingerprint of the column map; null without one. */
  readonly mapHash: string | null;
  /** Columns of the file that the map neither reads nor ignores by name. */
  readonly unmapped: readonly string[];
  /** Columns that the map reads and the file doesn't have; they are read as empty. */
  readonly missing: readonly string[];
  /** Amounts that held a fraction of a cent. Unit: amounts. */
  readonly subCent: number;
}

/** A reading under way: batches once, then the report. */
export interface ClaimReading<T extends TableName> extends AsyncIterable<ClaimBatch<T>> {
  report(): ClaimReport;
}

function isFilled(data: object): data is Record<string, unknown> {
  return !Array.isArray(data);
}

/** A zod schema as a form check: it decides and words the issues; what it accepts of a refused row the compiled checker says. */
function schemaCheck(schema: RowSchema, table: TableName): FormCheck {
  const compiled = compiledCheck(fieldsOf(table));
  return (row) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return { record: isFilled(parsed.data) ? parsed.data : {}, issues: [] };
    return { record: compiled(row).record, issues: parsed.error.issues };
  };
}

interface Machine<T extends TableName> {
  readonly reader: RecordReader;
  readonly sink: ClaimSink<T>;
  report(): ClaimReport;
}

function begin<T extends TableName>(o: ClaimBatchesOptions<T>): Machine<T> {
  const { table } = o;
  const dialect = resolveDialect(o);
  if (o.map !== undefined && tableOf(defineColumnMap(o.map).to) !== table) {
    throw new CoalitionError('claims/column-map', `The column map makes ${o.map.to}, and ${table} was asked for. Pass the map of that table.`, {
      path: 'to',
      problem: o.map.to,
    });
  }
  const names = new Set(fieldsOf(table).map(({ name }) => name));
  for (const field of o.columns ?? []) {
    if (!names.has(field))
      throw new CoalitionError('claims/unknown-field', `${table} has no field "${field}". Use a name of its field table.`, { table, field });
  }
  const sink: ClaimSink<T> = new ClaimSink(
    {
      table,
      map: o.map ?? null,
      fields: o.columns === undefined ? null : new Set(o.columns),
      dataSource: o.dataSource ?? 'csv',
      fileName: o.fileName ?? null,
      fileDate: o.fileDate ?? null,
      zone: o.zone ?? 'identified',
      batchRows: checkedBatchRows(o.batchRows ?? BATCH_ROWS),
      check: o.schema === undefined ? null : schemaCheck(o.schema, table),
    },
    dialect,
    () => reader.log,
  );
  const reader = new RecordReader(dialect, sink);
  let unreadable = 0;
  const report = (): ClaimReport => {
    const csv = reader.report(sink.fastNoZodYes);
    sink.counter.unreadable(csv.rejected - unreadable);
    unreadable = csv.rejected;
    const missing: readonly Finding[] =
      sink.paidMissing > 0
        ? [
            {
              code: 'STR-1',
              severity: 'warn',
              table,
              field: 'paid_amount',
              observedClass: 'empty',
              rows: sink.paidMissing,
              message: `paid_amount is empty on ${sink.paidMissing} rows and is read as 0.00.`,
              fix: 'Ask the sender whether the payment stands on another line of the claim.',
            },
          ]
        : [];
    return {
      csv,
      accounting: sink.counter.accounting(),
      findings: [...csv.findings, ...missing, ...sink.repairs.findings(table)],
      repairs: sink.repairs.list(),
      mapHash: sink.mapHash,
      unmapped: sink.unmapped,
      missing: sink.missing,
      subCent: sink.rounding.subCent,
    };
  };
  return { reader, sink, report };
}

/**
 * Reads delimited text straight into validated claim batches: streaming, without an object for each row.
 *
 * A cell that is certainly valid goes into its column at once. A row with any other cell goes the long way: normaliser, then schema,
 * whose issues become findings. Both ways give the same batches; the long way decides. A required value that is missing or unreadable
 * rejects the row, an unreadable optional value is left out, and an empty paid amount is read as 0.00; each is reported.
 *
 * Limits: form only. Rules of content come with `validateDelivery`.
 *
 * @testedBy csv/claim-batches.test.ts: equal to rows read one by one through the column map; `fastNoZodYes` is 0 on canonical rows
 * @param source - Bytes, a stream or an iterable of byte chunks, or text.
 * @param o - Table, column map, dialect, fields.
 * @returns Batches, once; and the report.
 * @throws {@link CoalitionError} as {@link readCsv}; `claims/column-map`, `claims/unknown-field` at once.
 * @example
 * const text = 'payment_id,employer_id,category,amount,service_period_start,service_period_end\nP1,E1,admin_fee,12.50,2025-01-01,2025-01-31\n';
 * const reading = claimBatches(text, { table: 'nonClaims' });
 * const cents: number[] = [];
 * for await (const batch of reading) cents.push(...(batch.cents['amount']?.values ?? []));
 * [cents, reading.report().accounting.accepted.rows]; // => [[1250], 1]
 */
export function claimBatches<T extends TableName>(source: ByteSource, o: ClaimBatchesOptions<T>): ClaimReading<T> {
  const { reader, sink, report } = begin(o);
  const iterate = once(async function* (): AsyncGenerator<ClaimBatch<T>> {
    for await (const chunk of chunksOf(source)) {
      reader.feed(chunk);
      yield* sink.ready.splice(0);
    }
    reader.end();
    sink.flush();
    yield* sink.ready.splice(0);
  });
  return { [Symbol.asyncIterator]: iterate, report };
}

/**
 * Reads text that is in memory into claim batches, at once.
 *
 * @testedBy csv/claim-batches.test.ts
 * @param input - Bytes or text.
 * @param o - Table, column map, dialect, fields.
 * @returns All batches and the complete report.
 * @throws {@link CoalitionError} as {@link claimBatches}.
 * @example
 * const { report } = claimBatchesSync('payment_id\nP1\n', { table: 'nonClaims' });
 * report.accounting.rejected.rows; // => 1
 */
export function claimBatchesSync<T extends TableName>(
  input: Uint8Array | string,
  o: ClaimBatchesOptions<T>,
): { readonly batches: readonly ClaimBatch<T>[]; readonly report: ClaimReport } {
  const { reader, sink, report } = begin(o);
  for (const chunk of chunksOfWhole(input)) reader.feed(chunk);
  reader.end();
  sink.flush();
  return { batches: sink.ready, report: report() };
}
