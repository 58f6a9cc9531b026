import type { Finding } from '../../errors/finding.js';
import type { Accounting } from '../accounting.js';
import { type Arriving, type Fed, feedEither } from '../feed.js';
import { compileNormaliser, type Normaliser } from '../normalise/compile-normaliser.js';
import { RepairCounts } from '../normalise/repair-counts.js';
import type { ColumnMap, SchemaName, SchemaTables } from './column-map.js';
import { columnsRead, compileColumnMap, type MapPlan, rawRecord } from './compile-column-map.js';
import { columnMapHash, defineColumnMap } from './define-column-map.js';
import { type DeliveredRow, FormJudge, formFindings, isDelivered, LISTED, RowCounter } from './mapped-rows.js';
import { MappedRows } from './row-feeds.js';

/** One row of a source: texts by column. */
export type SourceRow = Readonly<Record<string, string | null | undefined>>;

/** Where the rows of a delivery came from. */
export interface DeliveryOptions {
  /** The sender or system, as later reports name it. */
  readonly dataSource: string;
  readonly fileName?: string;
  /** The date of the file, `YYYY-MM-DD`. */
  readonly fileDate?: string;
}

/** What an adapter knows about its source beyond rows. */
export interface SourceMetadata {
  /** Layout that was read, such as `column-map tpa-7/medical 3`. */
  readonly layout: string;
  /** What `paid_amount` holds in this source. */
  readonly amountBasis: string;
  /** Adjustment style, where the source has one. */
  readonly style: 'replacement' | 'reversal' | 'delta' | 'unknown';
  /** Things that the source can't give. */
  readonly lacks: readonly string[];
  /** Fingerprint of the column map, where there was one. */
  readonly mapHash: string | null;
  /** Source columns that were read, in order of first appearance. */
  readonly mapped: readonly string[];
  /** Source columns that the map leaves out by name. */
  readonly ignored: readonly string[];
  /** Source columns that the map doesn't know. */
  readonly unmapped: readonly string[];
}

/** Canonical records with everything that was noticed on the way. */
export interface Adapted<R> {
  readonly records: readonly R[];
  readonly findings: readonly Finding[];
  /** Rows and money, before and after. */
  readonly accounting: Accounting;
  readonly metadata: SourceMetadata;
}

/** Makes records of source rows, one row at a time. */
export class ColumnMapper<S extends SchemaName> {
  readonly table: SchemaTables[S];
  readonly counter: RowCounter;
  readonly repairs: RepairCounts = new RepairCounts();
  readonly findings: Finding[] = [];
  readonly #map: ColumnMap<S>;
  readonly #plan: MapPlan<SchemaTables[S]>;
  readonly #normalise: Normaliser;
  readonly #judge: FormJudge;
  readonly #o: DeliveryOptions;
  readonly #seen = new Set<string>();
  #issues = 0;

  /** @param map - The column map. @param o - Where the rows came from. */
  constructor(map: ColumnMap<S>, o: DeliveryOptions) {
    this.#map = defineColumnMap(map);
    this.#plan = compileColumnMap(map);
    this.table = this.#plan.table;
    this.#normalise = compileNormaliser({ table: this.table, dates: this.#plan.dates, datesByField: this.#plan.datesByField });
    this.#judge = new FormJudge(this.table);
    this.counter = new RowCounter(this.table);
    this.#o = o;
  }

  /**
   * The accepted records of one row, in the order of its lines.
   *
   * @param source - The row.
   * @param rowNumber - 1-based data row. Unit: rows.
   */
  *records(source: SourceRow, rowNumber: number): Generator<DeliveredRow<SchemaTables[S]>> {
    for (const name of Object.keys(source)) this.#seen.add(name);
    const text = (column: string): string => (Object.hasOwn(source, column) ? (source[column] ?? '') : '');
    for (const line of this.#plan.lines) {
      const raw = rawRecord(line, text);
      if (raw === null) continue;
      const { dataSource, fileName, fileDate } = this.#o;
      const lineage = { data_source: dataSource, file_name: fileName ?? null, file_date: fileDate ?? null, row_number: rowNumber };
      const { row } = this.#normalise({ ...lineage, ...raw }, this.repairs);
      const usable = this.#judge.usable(row);
      const { record, issues } = this.#judge;
      this.counter.row(usable ? record : row, usable);
      if (issues.length > 0) this.#report(row, rowNumber);
      if (isDelivered<SchemaTables[S]>(record, usable)) yield record;
    }
  }

  #report(row: Readonly<Record<string, unknown>>, rowNumber: number): void {
    const { dataSource, fileName } = this.#o;
    const at = { dataSource, row: rowNumber, ...(fileName === undefined ? {} : { fileName }) };
    for (const finding of formFindings({ table: this.table, row, issues: this.#judge.issues, at })) {
      this.#issues += 1;
      if (this.#issues <= LISTED) this.findings.push(finding);
    }
  }

  /** Everything but the records. */
  finish(more: Partial<SourceMetadata> = {}): Omit<Adapted<never>, 'records'> {
    const read = new Set(columnsRead(this.#plan));
    const ignored = new Set(this.#map.ignore ?? []);
    const unmapped = [...this.#seen].filter((name) => !read.has(name) && !ignored.has(name));
    const metadata: SourceMetadata = {
      layout: `column-map ${this.#map.id} ${this.#map.version}`,
      amountBasis: 'as the column map says',
      style: 'unknown',
      lacks: lacking(this.#map),
      mapHash: columnMapHash(this.#map),
      mapped: [...this.#seen].filter((name) => read.has(name)),
      ignored: [...this.#seen].filter((name) => ignored.has(name)),
      unmapped,
      ...more,
    };
    const listed = Math.min(this.#issues, LISTED);
    const capped: readonly Finding[] =
      this.#issues > listed
        ? [
            {
              code: 'STR-1',
              severity: 'error',
              table: this.table,
              rows: this.#issues - listed,
              message: `${this.#issues - listed} more values don't have the form of their field.`,
              fix: 'Correct the column map, then read again.',
            },
          ]
        : [];
    const { paidMissing } = this.#judge;
    const unpaid: readonly Finding[] =
      paidMissing > 0
        ? [
            {
              code: 'STR-1',
              severity: 'warn',
              table: this.table,
              field: 'paid_amount',
              observedClass: 'empty',
              rows: paidMissing,
              message: `paid_amount is empty on ${paidMissing} rows; it stays null, never 0.`,
              fix: 'Ask the sender whether the payment stands on another line of the claim.',
            },
          ]
        : [];
    const strangers: readonly Finding[] =
      unmapped.length > 0 && metadata.mapHash !== null
        ? [
            {
              code: 'MAP-1',
              severity: 'info',
              table: this.table,
              expected: unmapped.join(', '),
              rows: unmapped.length,
              message: `${unmapped.length} source columns are neither mapped nor ignored by name.`,
              fix: 'Map them, or list them under `ignore`.',
            },
          ]
        : [];
    return {
      findings: [...this.findings, ...capped, ...unpaid, ...strangers, ...this.repairs.findings(this.table)],
      accounting: this.counter.accounting(),
      metadata,
    };
  }
}

/** What later steps need and a map doesn't give. */
function lacking(map: ColumnMap): readonly string[] {
  const set = new Set([
    ...Object.keys(map.columns),
    ...Object.keys(map.derive ?? {}),
    ...Object.keys(map.constants ?? {}),
    ...Object.keys(map.fold?.lines?.columns ?? {}),
    ...Object.keys(map.fold?.lines?.derive ?? {}),
  ]);
  const wanted: readonly string[] =
    map.to === 'eligibilitySpan'
      ? ['subscriber_id', 'subscriber_relation', 'coverage_tier', 'birth_date']
      : map.to === 'nonClaimsPayment'
        ? ['paid_date']
        : ['paid_date', 'allowed_amount', 'deductible_amount', 'coinsurance_amount', 'copayment_amount', 'employer_id'];
  return wanted.filter((field) => !set.has(field));
}

/**
 * Reads rows of any source through a column map: canonical records out, and nothing lost on the way.
 *
 * Every row ends as records or as findings; every source column is mapped, ignored by name or listed.
 *
 * Limits: rules of content (sums, dates in order, duplicates) come later, in validation; here a value has its form or not.
 *
 * @testedBy claims/adapters/column-map.test.ts
 * @param map - The column map.
 * @param rows - Source rows, texts by column; at hand, or as they arrive.
 * @param o - Where the rows came from.
 * @returns Records, findings, accounting and metadata; a promise of them when the rows arrive over time.
 * @throws {@link CoalitionError} `claims/column-map`, `claims/unknown-field` when the map is wrong.
 * @example
 * const map = defineColumnMap({ id: 'tpa-7/fees', version: '1', to: 'nonClaimsPayment', dates: 'MM/DD/YYYY',
 *   columns: { payment_id: 'No', amount: 'Amount', service_period_start: 'From', service_period_end: 'To' },
 *   constants: { employer_id: 'E1', category: 'admin_fee' } });
 * const { records, accounting } = applyColumnMap(map, [{ No: '1', Amount: '$1,200.00', From: '01/01/2025', To: '01/31/2025' }], { dataSource: 'tpa-7' });
 * records.map((record) => [record.amount, record.service_period_end]); // => [['1200.00', '2025-01-31']]
 * accounting.accepted.cents; // => 120000
 * async function* arriving() { yield { No: '2', Amount: '5.00', From: '02/01/2025', To: '02/28/2025' }; }
 * (await applyColumnMap(map, arriving(), { dataSource: 'tpa-7' })).accounting.accepted.cents; // => 500
 */
export function applyColumnMap<S extends SchemaName, Rows extends Arriving<SourceRow> = Iterable<SourceRow>>(
  map: ColumnMap<S>,
  rows: Rows,
  o: DeliveryOptions,
): Fed<Rows, Adapted<DeliveredRow<SchemaTables[S]>>> {
  return feedEither(rows, new MappedRows(new ColumnMapper(map, o), (mapper) => mapper.finish()));
}
