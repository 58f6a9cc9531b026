import { CoalitionError } from '../../errors/coalition-error.js';
import type { TableName } from '../batch.js';
import { coverageIndex } from '../rules/coverage-index.js';
import { type DeliveryData, deliveryData } from '../rules/delivery-data.js';
import type { UnbatchedReport } from './delivery-report.js';
import { TableIntake } from './intake.js';
import { aroundRun, Judgement, noTables } from './judgement.js';
import { PersonLinks } from './person-links.js';
import { type RowKey, RowKeys } from './row-keys.js';
import { type AnyRun, startTable } from './table-run.js';
import { checkValidateOptions, type Delivery, intakeOptions, type RawStream, type ValidateOptions } from './validate-delivery.js';

/** Opens the rows of one table from the start, as often as it is asked; each time the same rows in the same order. */
export type RowSource = () => RawStream;

/** How claims are cut into parts that are judged one after the other. */
export type PartOptions =
  | {
      /** Judge the persons in so many parts, each of which reads all claims again. Unit: parts, 1 to 2^20. */
      readonly partitions: number;
      readonly sortedBy?: never;
    }
  | {
      /** The rows of one person stand together in the medical and in the pharmacy claims; then a part is a few thousand rows. */
      readonly sortedBy: 'person_id';
      readonly partitions?: never;
    };

type ClaimTable = 'medical' | 'pharmacy';

/** Rows of one part on their way in. */
interface Part {
  add(row: unknown, key: RowKey): void;
  run(): AnyRun;
}

/** Rows of a part where claims come sorted; the last person's rows are never cut. Unit: rows. */
const WINDOW_ROWS = 16_384;

/**
 * Judges a delivery without holding its claims: the report of {@link validateDelivery}, without batches, at a memory that doesn't
 * grow with claim lines where they come sorted, and by a `partitions`th of them where they don't.
 *
 * Claims are read several times. First it is found out which persons one claim, a reference between claims or a bundle ties together;
 * they are always judged in one part. Then the parts are read for what rules must know of the whole (how each sender corrects, whether
 * header payments are repeated, months, plans), and read again to be judged. All parts together give exactly what all rows at once
 * give, since no rule compares claims of persons that nothing ties.
 *
 * Limits: what stays in memory is coverage and payments beside claims, which grow with people and months; dictionaries; persons with
 * claims by year; listed rows up to `rowsListed` a rule; claims whose corrections no style explains, which the report lists; and the
 * largest part: with `partitions` its share of the lines, with `sortedBy` 16,384 lines and the largest person, and all rows of persons
 * that claims or bundles tie together.
 *
 * @formula lines in memory about all lines / partitions; readings of claims 1 + 2 x partitions, or 3 when sorted
 * @testedBy claims/validate/parts.test.ts: equal to the rows in memory; test/claims/scripts/stream-validate.ts: peak of memory
 * @param delivery - For each table a function that opens its rows.
 * @param o - As for {@link validateDelivery}, and how claims are cut into parts.
 * @returns The report, without batches.
 * @throws {@link CoalitionError} `claims/bad-parts`, `claims/not-grouped`, `claims/source-changed`, and as {@link validateDelivery} does.
 * @example
 * const claim = { data_source: 'tpa-7', claim_id: 'c1', claim_line_number: '1', claim_record_type: 'original', person_id: 'p1', member_id: 'm1', payer: 'tpa-7', plan: 'ppo', claim_type: 'professional', claim_start_date: '2025-01-02', claim_end_date: '2025-01-02', paid_amount: '80.00' };
 * const bounded = await validateInParts({ medical: () => [claim] }, { partitions: 4 });
 * bounded.tables.medical.accounting.accepted; // => { rows: 1, cents: 8000, centsUnknown: 0 }
 */
export async function validateInParts(delivery: Delivery<RowSource>, o: ValidateOptions & PartOptions): Promise<UnbatchedReport> {
  checkValidateOptions(o);
  checkParts(o);
  const judgement = new Judgement(o);
  const { facts } = judgement;
  const eligibility = startTable((await wholeTable(new TableIntake(intakeOptions('eligibility', o)), delivery.eligibility)).finish());
  const nonClaims = startTable((await wholeTable(new TableIntake(intakeOptions('nonClaims', o)), delivery.nonClaims)).finish());
  for (const run of [eligibility, nonClaims]) judgement.begin(run);
  const covered = coverageIndex(eligibility.data);
  const around = (run: AnyRun): DeliveryData =>
    deliveryData(aroundRun({ ...noTables(), eligibility: eligibility.data }, run), { covered, whole: facts });
  const medical = new ClaimReader('medical', delivery.medical, o);
  const pharmacy = new ClaimReader('pharmacy', delivery.pharmacy, o);
  for (const reader of [medical, pharmacy]) {
    await reader.tie();
    await reader.eachPart((run) => {
      judgement.preview(run);
      facts.learn(reader.table, around(run));
    });
  }
  for (const reader of [medical, pharmacy]) {
    await reader.eachPart((run) => {
      judgement.begin(run);
      const data = around(run);
      facts.explain(reader.table, data);
      judgement.judge(run, data);
      judgement.accept(run);
    });
  }
  const none = noTables();
  const { totals } = judgement;
  const data = deliveryData(
    {
      medical: { ...none.medical, strays: totals.medical.strays },
      pharmacy: { ...none.pharmacy, strays: totals.pharmacy.strays },
      eligibility: eligibility.data,
      nonClaims: nonClaims.data,
    },
    { covered, whole: facts },
  );
  for (const run of [eligibility, nonClaims]) judgement.judge(run, data);
  const conclusion = judgement.conclude(data);
  for (const run of [eligibility, nonClaims]) judgement.accept(run);
  return judgement.report(conclusion, eligibility);
}

/** Reads the claims of one table again and again, and hands their parts out. */
class ClaimReader {
  readonly table: ClaimTable;
  readonly #source: RowSource | undefined;
  readonly #o: ValidateOptions & PartOptions;
  readonly #links = new PersonLinks();
  #seen: { readonly rows: number; readonly digest: number } | null = null;

  constructor(table: ClaimTable, source: RowSource | undefined, o: ValidateOptions & PartOptions) {
    this.table = table;
    this.#source = source;
    this.#o = o;
  }

  /** Finds out which persons must be judged together. */
  async tie(): Promise<void> {
    const grouped = this.#o.sortedBy === undefined ? null : new Grouping(this.table);
    do {
      const first = this.#seen === null;
      await this.#read((row, key, keys) => {
        if (key.person === '') return;
        if (first) grouped?.next(key);
        keys.eachLink(row, (node) => this.#links.see(node, key.personHash));
      });
    } while (this.#links.again());
  }

  /** Hands out every part, one at least. */
  async eachPart(each: (run: AnyRun) => void): Promise<void> {
    if (this.#o.partitions === undefined) await this.#windows(each);
    else await this.#shards(this.#o.partitions, each);
  }

  async #shards(shards: number, each: (run: AnyRun) => void): Promise<void> {
    for (let shard = 0; shard < shards; shard += 1) {
      const part = this.#part();
      await this.#read((row, key) => {
        // As shardOf does it, from the hash that is known already.
        if (Math.floor((this.#links.rootOf(key.personHash) * shards) / 0x1_0000_0000) === shard) part.add(row, key);
      });
      each(part.run());
    }
  }

  async #windows(each: (run: AnyRun) => void): Promise<void> {
    const tied = this.#part();
    let [part, rows, person] = [this.#part(), 0, ''];
    await this.#read((row, key) => {
      if (this.#links.isJoined(key.personHash)) {
        tied.add(row, key);
        return;
      }
      if (rows >= WINDOW_ROWS && key.person !== person) {
        each(part.run());
        [part, rows] = [this.#part(), 0];
      }
      part.add(row, key);
      rows += 1;
      if (key.person !== '') person = key.person;
    });
    each(part.run());
    each(tied.run());
  }

  #part(): Part {
    const o = this.#o;
    if (this.table === 'medical') {
      const intake = new TableIntake(intakeOptions('medical', o));
      return { add: (row, key) => intake.add(row, key), run: () => startTable(intake.finish()) };
    }
    const intake = new TableIntake(intakeOptions('pharmacy', o));
    return { add: (row, key) => intake.add(row, key), run: () => startTable(intake.finish()) };
  }

  /** Reads all rows, and refuses others than came the first time. */
  async #read(each: (row: unknown, key: RowKey, keys: RowKeys) => void): Promise<void> {
    const dates = this.#o.dates?.[this.table];
    const keys = new RowKeys({ table: this.table, ...(dates === undefined ? {} : { dates }) });
    if (this.#source !== undefined) await eachRow(this.#source(), (row) => each(row, keys.next(row), keys));
    const { rows, digest } = keys;
    this.#seen ??= { rows, digest };
    if (this.#seen.rows !== rows || this.#seen.digest !== digest) {
      throw new CoalitionError(
        'claims/source-changed',
        `The ${this.table} rows came a second time as ${rows} rows, other than the ${this.#seen.rows} before. Give a function that opens the same rows from the start each time.`,
        { table: this.table, rows, before: this.#seen.rows },
      );
    }
  }
}

/** Refuses rows of a person that don't stand together. */
class Grouping {
  readonly #table: ClaimTable;
  readonly #done = new Set<string>();
  #person = '';

  constructor(table: ClaimTable) {
    this.#table = table;
  }

  next({ person, ordinal }: RowKey): void {
    if (person === this.#person) return;
    if (this.#done.has(person)) {
      throw new CoalitionError(
        'claims/not-grouped',
        `Row ${ordinal + 1} of ${this.#table} is about a person whose rows stood before others. Sort the rows by person_id, or use partitions.`,
        { table: this.#table, row: ordinal + 1 },
      );
    }
    this.#done.add(person);
    this.#person = person;
  }
}

async function wholeTable<T extends TableName>(intake: TableIntake<T>, source: RowSource | undefined): Promise<TableIntake<T>> {
  if (source !== undefined) await eachRow(source(), (row) => intake.add(row));
  return intake;
}

/** Rows that are there already aren't waited for one by one. */
async function eachRow(rows: RawStream, each: (row: unknown) => void): Promise<void> {
  if (Symbol.asyncIterator in rows) for await (const row of rows) each(row);
  else for (const row of rows) each(row);
}

function checkParts({ partitions, sortedBy }: PartOptions): void {
  const given: unknown = partitions ?? sortedBy;
  const isCount = typeof given === 'number' && Number.isSafeInteger(given) && given >= 1 && given <= 1_048_576;
  if ((isCount && sortedBy === undefined) || (given === 'person_id' && partitions === undefined)) return;
  throw new CoalitionError(
    'claims/bad-parts',
    `Claims can't be cut by ${String(given)}. Give either partitions, 1 to 2^20, or sortedBy: 'person_id'.`,
    {
      value: String(given),
    },
  );
}
