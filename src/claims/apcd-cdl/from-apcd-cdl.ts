import type { Finding } from '../../errors/finding.js';
import { type Adapted, ColumnMapper, type DeliveryOptions, type SourceRow } from '../column-map/apply-column-map.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import { SideReader } from '../column-map/side-table.js';
import { type Arriving, type Fed, feedEither } from '../feed.js';
import { isNegativeAmount } from '../normalise/money.js';
import type { CdlConventions } from './cdl-conventions.js';
import { type CdlTable, cdlColumns, cdlNeverRead } from './cdl-ids.js';
import { BENEFIT_COLUMNS, type CdlRecordTable, type CdlSchema, cdlMap, RECORD_KIND, SIDE_KEYS } from './cdl-map.js';

/** What else is known about rows of the common data layout. */
export interface FromApcdCdlOptions extends Partial<DeliveryOptions> {
  /** What the sender's codes mean and how it writes amounts. */
  readonly conventions: CdlConventions;
  /** The coalition member whose rows these are. Needed for eligibility, unless the side table has it. */
  readonly employerId?: string;
  /** The side table that `toApcdCdl` wrote. */
  readonly side?: Iterable<SourceRow>;
}

const cell = (row: SourceRow, column: string): string => (Object.hasOwn(row, column) ? (row[column] ?? '').trim() : '');
const anyOf = (row: SourceRow, columns: readonly string[]): boolean => columns.some((column) => cell(row, column) !== '');

/** Institutional by any of its own codes, professional by place of service, else undetermined: never guessed. */
const INSTITUTIONAL: readonly string[] = ['CDLMC027', 'CDLMC028', 'CDLMC031', 'CDLMC032', 'CDLMC087'];

/** What kind of claim a medical row is, by its codes. */
export function claimTypeOf(row: SourceRow): string {
  if (anyOf(row, [...INSTITUTIONAL, 'drg_code'])) return 'institutional';
  return anyOf(row, ['CDLMC033']) ? 'professional' : 'undetermined';
}

/** A negative payment is a reversal. */
export function recordTypeOf(paid: string): string {
  return isNegativeAmount(paid) ? 'reversal' : 'original';
}

/** Gives a row of claims what no column says. */
function work(table: CdlTable, row: Record<string, string | null | undefined>, conventions: CdlConventions): void {
  if (table === 'eligibility') return;
  if (table === 'medical' && cell(row, 'claim_type') === '') row['claim_type'] = claimTypeOf(row);
  if (conventions.lineTypes === undefined && cell(row, 'claim_record_type') === '')
    row['claim_record_type'] = recordTypeOf(cell(row, table === 'medical' ? 'CDLMC125' : 'CDLPC037'));
}

/** Benefits that a row of eligibility covers; one row gives one span for each. */
function benefitsOf(row: SourceRow, yes: ReadonlySet<string>): readonly string[] {
  const own = cell(row, 'benefit_type');
  return own === '' ? BENEFIT_COLUMNS.flatMap(([id, benefit]) => (yes.has(cell(row, id)) ? [benefit] : [])) : [own];
}

interface Noticed {
  /** Rows that cover no benefit that is read. */
  readonly uncovered: number;
  readonly columns: ReadonlySet<string>;
}

/** What the ids leave open, said with every delivery. */
function openQuestions(table: CdlTable, conventions: CdlConventions, noticed: Noticed): readonly Finding[] {
  const findings: Finding[] = [
    {
      code: 'claims/unverified-source',
      severity: 'warn',
      table,
      message:
        'Column ids are those of version 2.1 as public sources show them; another version may number otherwise. The layout itself was not read.',
      fix: "Compare the ids with the sender's own layout before you rely on the records.",
    },
  ];
  const left: string[] = [];
  if (conventions.yes === undefined)
    left.push(table === 'eligibility' ? 'yes and no (every span is of benefit type medical)' : 'yes and no (such columns are left alone)');
  if (table !== 'eligibility' && conventions.lineTypes === undefined) left.push('kinds of line (a negative payment is a reversal)');
  if (table !== 'eligibility' && conventions.statuses === undefined) left.push('statuses (every claim is paid)');
  if (left.length > 0)
    findings.push({
      code: 'cdl/no-convention',
      severity: 'warn',
      table,
      message: `Codes were not given for: ${left.join('; ')}.`,
      fix: 'Pass them in `conventions`, as the sender defines them.',
    });
  if (noticed.uncovered > 0)
    findings.push({
      code: 'cdl/no-benefit',
      severity: 'error',
      table,
      rows: noticed.uncovered,
      message: `${noticed.uncovered} rows cover no benefit: none of ${BENEFIT_COLUMNS.map(([id]) => id).join(', ')} says yes. They were rejected.`,
      fix: 'Ask the sender, or correct the codes for yes.',
    });
  const known = new Set([...cdlColumns(table).map(({ id }) => id), ...cdlNeverRead(table)]);
  const strange = [...noticed.columns].filter((name) => /^CDL[A-Z]{2}/.test(name) && !known.has(name));
  if (strange.length > 0)
    findings.push({
      code: 'cdl/unknown-id',
      severity: 'info',
      table,
      rows: strange.length,
      expected: strange.join(', '),
      message: `${strange.length} columns look like ids of the layout and could not be established, or belong to another table; they are not read.`,
      fix: 'Nothing, unless you need them: then map them with a column map of your own.',
    });
  return findings;
}

/**
 * Reads rows of the all-payer claims database common data layout (APCD-CDL), keyed by its column ids.
 *
 * Eligibility gives one span for each benefit that a row says yes to. Medical rows get their type by their codes, never by a guess.
 * Dates are `YYYYMMDD`. Names, social security numbers, streets, race and ethnicity are never read.
 *
 * Limits: ids are those that public sources show for version 2.1 (unverified against the layout, whose text isn't used); codes that only
 * the layout explains come from `conventions`. The layout has no DRG, no ICD procedure dates and no number of the employer but its tax number; service
 * dates stand as those of the claim. The header (HD) and trailer (TR) of a file are no rows: leave them out. A member repeated month by
 * month gives a span each time: merge them afterwards.
 *
 * @source UTHealthCHCD-TACC/uthealth-dw @ d1cec06 and TACC/Core-CMS-Custom @ f3bd7a1, column ids only; see the source of cdl-ids
 * @testedBy claims/adapters/apcd-cdl.test.ts: ids, spans by benefit, claims in cents and dollars, round trip on the synthetic coalition
 * @param table - `eligibility`, `medical` or `pharmacy`.
 * @param rows - Rows as text, one object a row; at hand, or as they arrive.
 * @param o - Conventions, employer, lineage and side table.
 * @returns Records, findings, accounting and metadata; a promise of them when the rows arrive over time. A row of eligibility counts
 * once for each of its spans.
 * @throws {@link CoalitionError} `claims/cdl-conventions`
 * @example
 * const row = { CDLME002: 'P1', CDLME003: 'PPO', CDLME061: 'M1', CDLME062: 'S1', CDLME017: '01', CDLME018: 'F', CDLME019: '19800229',
 *   CDLME036: 'Y', CDLME037: 'Y', CDLME050: '20240101', CDLME051: '' };
 * const { records } = fromApcdCdl('eligibility', [row], { employerId: 'E1', conventions: { yes: ['Y'], no: ['N'] } });
 * records.map((span) => [span.benefit_type, span.subscriber_relation, span.enrollment_start_date, span.enrollment_end_date]); // => [['medical', 'spouse', '2024-01-01', null], ['pharmacy', 'spouse', '2024-01-01', null]]
 * async function* arriving() { yield row; }
 * (await fromApcdCdl('eligibility', arriving(), { employerId: 'E1', conventions: { yes: ['Y'], no: ['N'] } })).records.length; // => 2
 */
export function fromApcdCdl<T extends CdlTable, Rows extends Arriving<SourceRow> = Iterable<SourceRow>>(
  table: T,
  rows: Rows,
  o: FromApcdCdlOptions,
): Fed<Rows, Adapted<DeliveredRow<CdlRecordTable<T>>>> {
  return feedEither(rows, new CdlReader(table, o));
}

/** Takes rows of one table in, and says what came of them. */
class CdlReader<T extends CdlTable> {
  readonly #table: T;
  readonly #conventions: CdlConventions;
  readonly #mapper: ColumnMapper<CdlSchema<T>>;
  readonly #side: SideReader;
  readonly #yes: ReadonlySet<string>;
  readonly #columns = new Set<string>();
  readonly #records: DeliveredRow<CdlRecordTable<T>>[] = [];
  #number = 0;
  #uncovered = 0;

  constructor(table: T, o: FromApcdCdlOptions) {
    const { conventions, employerId } = o;
    this.#side = new SideReader(SIDE_KEYS[table], o.side ?? []);
    const map = cdlMap(table, { conventions, side: this.#side.columns, ...(employerId === undefined ? {} : { employerId }) });
    this.#table = table;
    this.#conventions = conventions;
    this.#yes = new Set(conventions.yes ?? []);
    this.#mapper = new ColumnMapper<CdlSchema<T>>(map, { ...o, dataSource: o.dataSource ?? 'apcd-cdl' });
  }

  add(own: SourceRow): void {
    this.#number += 1;
    for (const name of Object.keys(own)) this.#columns.add(name);
    const row = this.#side.joined(own);
    work(this.#table, row, this.#conventions);
    if (this.#table !== 'eligibility' || this.#conventions.yes === undefined) {
      this.#keep(row);
      return;
    }
    const benefits = benefitsOf(row, this.#yes);
    for (const benefit of benefits) this.#keep({ ...row, benefit_type: benefit });
    if (benefits.length > 0) return;
    this.#uncovered += 1;
    this.#mapper.counter.unreadable(1);
  }

  #keep(row: SourceRow): void {
    for (const record of this.#mapper.records(row, this.#number)) this.#records.push(record);
  }

  finish(): Adapted<DeliveredRow<CdlRecordTable<T>>> {
    const table: CdlTable = this.#table;
    const columns = this.#columns;
    const { findings, accounting, metadata } = this.#mapper.finish({
      layout: `apcd-cdl 2.1, ${table}`,
      amountBasis: 'what the plan paid, as the layout names it; whether taxes and interest are in it is not known',
      style: 'unknown',
      lacks: LACKS[table],
    });
    const kind = RECORD_KIND[table][0];
    const indicators = table === 'eligibility' && this.#conventions.yes !== undefined ? BENEFIT_COLUMNS.map(([id]) => id) : [];
    const read = (name: string): boolean => metadata.mapped.includes(name) || indicators.includes(name) || name === kind;
    return {
      records: this.#records,
      findings: [...openQuestions(table, this.#conventions, { uncovered: this.#uncovered, columns }), ...findings],
      accounting,
      // Columns that were worked out or came from the side table aren't the source's.
      metadata: { ...metadata, mapped: [...columns].filter(read), ignored: metadata.ignored.filter((name) => !read(name)) },
    };
  }
}

/** What the layout can't give. */
const LACKS: Readonly<Record<CdlTable, readonly string[]>> = {
  eligibility: ['employer_id', 'employment_status', 'division_id'],
  medical: ['employer_id', 'drg_code', 'procedure_dates', 'adjudication_date', 'received_date'],
  pharmacy: ['employer_id', 'adjudication_date', 'copay_assistance_amount', 'pharmacy_paid_amount'],
};
