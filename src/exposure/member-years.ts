import type { Aggregate, AggregateJson, AggregateKind, ControlTotals, MemberScope } from '../claims/aggregate.js';
import { type ClaimBatch, isValid } from '../claims/batch.js';
import { type ClaimDatePolicy, claimDateDays } from '../claims/claim-date.js';
import { type Sourced, type SourceOptions, Sources } from '../claims/sources.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';
import { compareCodePoints } from '../money/allocate.js';
import type { Cents } from '../money/cents.js';
import type { ExposureUnits } from '../time/exposure-rule.js';
import { type MonthSpan, monthFromIndex, monthIndex, monthIndexOfDay } from '../time/month.js';
import { corrupt, listIn, objectIn, openStored, sameSpec, scopeIn, sealStored, textIn, wholeIn } from './exposure-json.js';
import { IntColumn, PairPool, TextPool } from './span-columns.js';

/** How claims and coverage become member-years. */
export interface MemberYearsOptions {
  /** First and last month that count, both included; whole years give whole member-years. */
  readonly months: MonthSpan;
  /** Which date says when care happened. Default `default`. */
  readonly claimDate?: ClaimDatePolicy;
  /** Month in which a plan year begins, 1 to 12; a plan year is named for the year in which it begins. Default 1. */
  readonly yearStartMonth?: number;
}

/** Coverage of one person and month of a plan year; {@link ExposureAggregate.personYears} gives it. */
export interface PersonYearUnits {
  readonly person_id: string;
  readonly employer_id: string | null;
  /** Unit: plan year. */
  readonly year: number;
  /** Unit: 1/377,580 member month. */
  readonly units: ExposureUnits;
}

/** What member-years are made from: claims, and coverage by person and year. */
export type MemberYearsInput = ClaimBatch<'medical'> | ClaimBatch<'pharmacy'> | Iterable<PersonYearUnits>;

/** One person's year with one employer. */
export interface MemberYear {
  readonly personId: string;
  readonly employerId: string | null;
  /** Unit: plan year, named for the year in which it begins. */
  readonly year: number;
  /** Unit: US cents. */
  readonly paidCents: Cents;
  /** Unit: US cents. */
  readonly allowedCents: Cents;
  /** Unit: claim lines. */
  readonly lines: number;
  /** Unit: 1/377,580 member month; 0 for claims without coverage. */
  readonly units: ExposureUnits;
}

/** Every member-year, and what fell outside the months. */
export interface MemberYears {
  readonly months: MonthSpan;
  /** By person, employer and year, in code-point order. */
  readonly rows: readonly MemberYear[];
  /** Lines dated outside the months, kept apart. */
  readonly outOfPeriod: {
    /** Unit: claim lines. */ readonly lines: number /** Unit: US cents. */;
    readonly paidCents: Cents /** Unit: US cents. */;
    readonly allowedCents: Cents;
  };
}

const KIND = 'exposure/member-years';

/**
 * Adds claims up by person, employer and plan year, to the cent, beside the months of coverage.
 *
 * It is keyed by person, so parts merge exactly over any claims, also of the same persons. Adding the same claims or coverage
 * twice counts them twice; a delivery that is named by `addSource` is refused the second time. Its stored form holds person ids: it stays inside the coalition's boundary.
 *
 * @testedBy exposure/member-years.test.ts: person-year truth of the synthetic coalition; order, parts and stored form
 */
export class MemberYearsAggregate implements Aggregate<MemberYearsInput, MemberYears>, Sourced {
  readonly kind = KIND;
  readonly scope: MemberScope;
  readonly #spec: Required<MemberYearsOptions>;
  readonly #pool = new TextPool();
  readonly #pairs = new PairPool();
  readonly #years = new PairPool();
  readonly #persons = new IntColumn();
  readonly #employers = new IntColumn();
  readonly #yearOf = new IntColumn();
  #sums = new Float64Array(1024);
  #outside = { lines: 0, paid: 0, allowed: 0 };
  #gross = { paid: 0, allowed: 0 };
  #months = new Set<number>();
  readonly #sources = new Sources();

  /** @param options - Months, dating of claims, beginning of plan years. @param scope - Over which members it was made. */
  constructor(options: MemberYearsOptions, scope: MemberScope = { kind: 'all' }) {
    this.#spec = checked(options);
    this.scope = scope;
  }

  /** The specification as JSON. */
  get spec(): JsonValue {
    return { ...this.#spec };
  }

  /** Names of the deliveries that went in, in code-point order. */
  get sources(): readonly string[] {
    return this.#sources.names;
  }

  /**
   * Names a delivery before its lines are added, so that neither it nor member-years made of it are counted twice.
   *
   * @param name - What tells it from the others, such as `tpa-7 2025-01`.
   * @param options - Whether the name may come again.
   * @throws {@link CoalitionError} `aggregate/already-merged`, `aggregate/source-unnamed`.
   */
  addSource(name: string, options: SourceOptions = {}): this {
    this.#sources.add([name], options);
    return this;
  }

  /**
   * Adds claims or coverage; changes the receiver only.
   *
   * @param input - A batch of medical or pharmacy claims, or coverage by person and year.
   * @throws {@link CoalitionError} `aggregate/cents-overflow`.
   */
  add(input: MemberYearsInput): void {
    if ('rowCount' in input && 'table' in input) this.#addBatch(input);
    else for (const row of input) this.#put(this.#pool.idOf(row.person_id), this.#pool.idOf(row.employer_id), row.year, 3, row.units);
  }

  #addBatch(batch: ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>): void {
    const days = claimDateDays(batch, this.#spec.claimDate);
    const [first, last] = [monthIndex(this.#spec.months[0]), monthIndex(this.#spec.months[1])];
    const [person, employer] = [translator(batch, 'person_id', this.#pool), translator(batch, 'employer_id', this.#pool)];
    const [paid, allowed] = [centsOf(batch, 'paid_amount'), centsOf(batch, 'allowed_amount')];
    for (let row = 0; row < batch.rowCount; row += 1) {
      const [cents, allowedCents] = [paid(row), allowed(row)];
      this.#guard(Math.abs(cents), Math.abs(allowedCents));
      const month = monthIndexOfDay(days[row] ?? 0);
      if (month < first || month > last) {
        this.#outside = { lines: this.#outside.lines + 1, paid: this.#outside.paid + cents, allowed: this.#outside.allowed + allowedCents };
        continue;
      }
      this.#months.add(month);
      const at = this.#place(person(row), employer(row), Math.floor((month - this.#spec.yearStartMonth + 1) / 12));
      this.#sums[at] = (this.#sums[at] ?? 0) + cents;
      this.#sums[at + 1] = (this.#sums[at + 1] ?? 0) + allowedCents;
      this.#sums[at + 2] = (this.#sums[at + 2] ?? 0) + 1;
    }
  }

  /** Refuses before anything is changed when absolute cents would pass 2^53 - 1. */
  #check(paid: number, allowed: number): void {
    const paidFits = this.#gross.paid + paid <= Number.MAX_SAFE_INTEGER;
    if (paidFits && this.#gross.allowed + allowed <= Number.MAX_SAFE_INTEGER) return;
    throw new CoalitionError(
      'aggregate/cents-overflow',
      'The absolute amounts sum to more than 2^53 - 1 cents (90 trillion dollars). Check their unit, or split the claims.',
      { measure: paidFits ? 'allowed' : 'paid' },
    );
  }

  #guard(paid: number, allowed: number): void {
    this.#check(paid, allowed);
    this.#gross.paid += paid;
    this.#gross.allowed += allowed;
  }

  /** Place of a person-year's four sums: paid, allowed, lines, units. */
  #place(person: number, employer: number, year: number): number {
    const id = this.#years.idOf(this.#pairs.idOf(person, employer), year);
    if (id === this.#yearOf.length) {
      this.#persons.push(person);
      this.#employers.push(employer);
      this.#yearOf.push(year);
      if (id * 4 + 4 > this.#sums.length) {
        const wider = new Float64Array(this.#sums.length * 2);
        wider.set(this.#sums);
        this.#sums = wider;
      }
    }
    return id * 4;
  }

  #put(person: number, employer: number, year: number, column: number, value: number): void {
    const at = this.#place(person, employer, year) + column;
    this.#sums[at] = (this.#sums[at] ?? 0) + value;
  }

  /**
   * Takes other member-years in; the other stays usable.
   *
   * @param other - Member-years of the same specification.
   * @param options - Whether a source that is in already may come again.
   * @throws {@link CoalitionError} `aggregate/spec-mismatch`, `aggregate/already-merged`, `aggregate/cents-overflow`.
   */
  merge(other: MemberYearsAggregate, options: SourceOptions = {}): this {
    sameSpec(KIND, { ...this.#spec }, { ...other.#spec });
    this.#check(other.#gross.paid, other.#gross.allowed);
    this.#sources.add(other.sources, options);
    this.#guard(other.#gross.paid, other.#gross.allowed);
    for (let id = 0; id < other.#yearOf.length; id += 1) {
      const [person, employer] = [other.#pool.textOf(other.#persons.at(id)), other.#pool.textOf(other.#employers.at(id))];
      const at = this.#place(this.#pool.idOf(person), this.#pool.idOf(employer), other.#yearOf.at(id));
      for (let column = 0; column < 4; column += 1) this.#sums[at + column] = (this.#sums[at + column] ?? 0) + (other.#sums[id * 4 + column] ?? 0);
    }
    const [mine, theirs] = [this.#outside, other.#outside];
    this.#outside = { lines: mine.lines + theirs.lines, paid: mine.paid + theirs.paid, allowed: mine.allowed + theirs.allowed };
    for (const month of other.#months) this.#months.add(month);
    return this;
  }

  finish(): MemberYears {
    const rows = Array.from(
      { length: this.#yearOf.length },
      (_, id): MemberYear => ({
        personId: this.#pool.textOf(this.#persons.at(id)) ?? '',
        employerId: this.#pool.textOf(this.#employers.at(id)),
        year: this.#yearOf.at(id),
        paidCents: (this.#sums[id * 4] ?? 0) + 0,
        allowedCents: (this.#sums[id * 4 + 1] ?? 0) + 0,
        lines: this.#sums[id * 4 + 2] ?? 0,
        units: this.#sums[id * 4 + 3] ?? 0,
      }),
    );
    rows.sort((a, b) => compareCodePoints(a.personId, b.personId) || compareCodePoints(a.employerId ?? '', b.employerId ?? '') || a.year - b.year);
    const { lines, paid, allowed } = this.#outside;
    return { months: this.#spec.months, rows, outOfPeriod: { lines, paidCents: paid + 0, allowedCents: allowed + 0 } };
  }

  control(): ControlTotals {
    const sum = (column: number): number => {
      let total = 0;
      for (let id = 0; id < this.#yearOf.length; id += 1) total += this.#sums[id * 4 + column] ?? 0;
      return total;
    };
    const months = [...this.#months].sort((a, b) => a - b);
    const [first, last] = [months[0], months[months.length - 1]];
    return {
      lines: sum(2) + this.#outside.lines,
      cents: { paid: sum(0) + this.#outside.paid, allowed: sum(1) + this.#outside.allowed },
      grossCents: { ...this.#gross },
      firstMonth: first === undefined ? null : monthFromIndex(first),
      lastMonth: last === undefined ? null : monthFromIndex(last),
      months: months.length,
    };
  }

  /** The stored form. It holds person ids. */
  toJSON(): AggregateJson {
    const { rows, outOfPeriod } = this.finish();
    const content = {
      rows: rows.map((row) => [row.personId, row.employerId, row.year, row.paidCents, row.allowedCents, row.lines, row.units]),
      outOfPeriod: [outOfPeriod.lines, outOfPeriod.paidCents, outOfPeriod.allowedCents],
      gross: [this.#gross.paid, this.#gross.allowed],
      months: [...this.#months].sort((a, b) => a - b),
      sources: [...this.sources],
    };
    return sealStored({ kind: KIND, version: 1, spec: this.spec, scope: { ...this.scope }, content });
  }

  /** Reads a stored form back. */
  static fromJSON(json: unknown): MemberYearsAggregate {
    const stored = openStored(json, KIND);
    const spec = objectIn(stored.spec, KIND);
    const months = listIn(spec['months'], KIND).map((month) => textIn(month, KIND));
    const claimDate = (['default', 'lineStart', 'claimStart', 'admission', 'through', 'perDay'] as const).find(
      (policy) => policy === spec['claimDate'],
    );
    if (claimDate === undefined) throw corrupt(KIND, 'has an unknown setting');
    const options = { months: [months[0] ?? '', months[1] ?? ''] as const, claimDate, yearStartMonth: wholeIn(spec['yearStartMonth'], KIND) };
    const read = new MemberYearsAggregate(options, scopeIn(stored.scope, KIND));
    const content = objectIn(stored.content, KIND);
    for (const row of listIn(content['rows'], KIND)) {
      const [person, employer, year, ...sums] = listIn(row, KIND);
      const at = read.#place(
        read.#pool.idOf(textIn(person, KIND)),
        read.#pool.idOf(employer === null ? null : textIn(employer, KIND)),
        wholeIn(year, KIND),
      );
      for (let column = 0; column < 4; column += 1) read.#sums[at + column] = wholeIn(sums[column], KIND);
    }
    const [lines, paid, allowed] = listIn(content['outOfPeriod'], KIND);
    read.#outside = { lines: wholeIn(lines, KIND), paid: wholeIn(paid, KIND), allowed: wholeIn(allowed, KIND) };
    const [grossPaid, grossAllowed] = listIn(content['gross'], KIND);
    read.#gross = { paid: wholeIn(grossPaid, KIND), allowed: wholeIn(grossAllowed, KIND) };
    read.#months = new Set(listIn(content['months'], KIND).map((month) => wholeIn(month, KIND)));
    read.#sources.add(listIn(content['sources'], KIND).map((name) => textIn(name, KIND)));
    return read;
  }
}

/** How member-years are made and read back. */
export const memberYearsKind: AggregateKind<MemberYearsOptions, MemberYearsAggregate> = {
  kind: 'exposure/member-years',
  empty: (spec, scope) => new MemberYearsAggregate(spec, scope),
  fromJSON: (json) => MemberYearsAggregate.fromJSON(json),
};

/**
 * Adds claims up by person, employer and plan year: what each member-year cost, exactly.
 *
 * @unit US cents a member-year
 * @testedBy exposure/member-years.test.ts
 * @param claims - Batches of medical and pharmacy claims.
 * @param options - Months, dating of claims, beginning of plan years.
 * @returns The aggregate, to which coverage and more claims can be added.
 * @throws {@link CoalitionError} `aggregate/cents-overflow`, `exposure/bad-option`.
 * @example
 * memberYears([batchOf({ table: 'medical' }, [])], { months: ['2025-01', '2025-12'] }).finish().rows; // => []
 */
export function memberYears(claims: Iterable<ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>>, options: MemberYearsOptions): MemberYearsAggregate {
  const years = new MemberYearsAggregate(options);
  for (const batch of claims) years.add(batch);
  return years;
}

function checked(o: MemberYearsOptions): Required<MemberYearsOptions> {
  const start = o.yearStartMonth ?? 1;
  if (!Number.isSafeInteger(start) || start < 1 || start > 12) {
    throw new CoalitionError('exposure/bad-option', `yearStartMonth is ${start}. Give a month from 1 to 12.`, {
      option: 'yearStartMonth',
      value: String(start),
    });
  }
  if (monthIndex(o.months[1]) < monthIndex(o.months[0])) {
    throw new CoalitionError('exposure/bad-option', `months run from ${o.months[0]} to ${o.months[1]}. Give the earlier month first.`, {
      option: 'months',
      value: o.months.join(' '),
    });
  }
  return { months: [o.months[0], o.months[1]], claimDate: o.claimDate ?? 'default', yearStartMonth: start };
}

function translator(batch: ClaimBatch, name: string, pool: TextPool): (row: number) => number {
  const column = batch.codes[name];
  if (column === undefined) return () => 0;
  const own = new Int32Array(column.dictionary.values.length);
  return (row) => {
    if (!isValid(column.validity, row)) return 0;
    const id = column.ids[row] ?? 0;
    const known = own[id] ?? 0;
    if (known !== 0) return known;
    const made = pool.idOf(column.dictionary.values[id]);
    own[id] = made;
    return made;
  };
}

function centsOf(batch: ClaimBatch, name: string): (row: number) => number {
  const column = batch.cents[name];
  return (row) => (column !== undefined && isValid(column.validity, row) ? (column.values[row] ?? 0) : 0);
}
