import type { EligibilityBatch } from '../claims/batch.js';
import { type CodedColumn, isValid } from '../claims/batch.js';
import type { EligibilitySpan } from '../claims/eligibility-span.js';
import { eligibilitySpanFields } from '../claims/fields/eligibility-span.js';
import { compareCodePoints } from '../money/allocate.js';
import { completedYears } from '../time/completed-years.js';
import { civilFromDay, dayFromCivil, dayNumber, daysInCivilMonth, isoFromDay } from '../time/iso-date.js';
import type { ExposureSpec } from './exposure-options.js';
import { IntColumn, TextPool } from './span-columns.js';

/** A row of coverage as a caller may hand it over: the fields that the count reads; anything else is ignored. */
export type CoverageSpan = Pick<EligibilitySpan, 'person_id' | 'enrollment_start_date' | 'enrollment_end_date'> &
  Partial<{ readonly [K in keyof EligibilitySpan]: EligibilitySpan[K] | null }>;

/** Last day of a span that goes on. Unit: days since 1970-01-01. */
export const NO_END = 2_147_483_647;

/** Columns of text that every row has, in order. */
export const BASE = [
  'person_id',
  'employer_id',
  'subscriber_id',
  'payer',
  'plan',
  'subscriber_relation',
  'employment_status',
  'coverage_tier',
] as const;

/** Places of the columns of {@link BASE}. */
export const AT = { person: 0, employer: 1, subscriber: 2, payer: 3, plan: 4, relation: 5, status: 6, label: 7, dims: 8 } as const;

/** What was left out when rows were added. Unit: rows, each field. */
export interface SpanCounts {
  rows: number;
  void: number;
  otherBenefit: number;
  ageUnknown: number;
  ageFromYear: number;
}

/**
 * Spans of coverage as columns of numbers, with the texts beside them. Rows may come in any order; nothing that the count
 * gives depends on it.
 */
export class SpanStore {
  readonly spec: ExposureSpec;
  readonly pool: TextPool = new TextPool();
  /** The columns of {@link BASE}, then one for each dimension that isn't `tier`. */
  readonly texts: readonly IntColumn[];
  readonly from: IntColumn = new IntColumn();
  readonly to: IntColumn = new IntColumn();
  readonly #names: readonly ('age' | keyof EligibilitySpan)[];
  readonly #translations = new WeakMap<object, Int32Array>();
  readonly #ages = new Map<string, number>();
  #lastDate = '1970-01-01';
  #lastDay = 0;
  readonly #lastTexts: string[] = [];
  readonly #lastIds: number[] = [];
  readonly counts: SpanCounts = { rows: 0, void: 0, otherBenefit: 0, ageUnknown: 0, ageFromYear: 0 };

  /** @param spec - How coverage is counted; says which columns are kept. */
  constructor(spec: ExposureSpec) {
    this.spec = spec;
    const dims = spec.dims.flatMap((dim): ('age' | keyof EligibilitySpan)[] => (dim === 'age' || isField(dim) ? [dim] : []));
    this.#names = [...BASE, ...dims];
    this.texts = this.#names.map(() => new IntColumn());
  }

  /** Rows that are kept. Unit: rows. */
  get length(): number {
    return this.from.length;
  }

  /** Adds one row. */
  addSpan(span: CoverageSpan): void {
    const start = this.#dayOf(span.enrollment_start_date);
    const end = span.enrollment_end_date === null || span.enrollment_end_date === undefined ? NO_END : this.#dayOf(span.enrollment_end_date);
    if (!this.#keeps(span.benefit_type ?? 'medical', start, end)) return;
    // The fields of BASE by name, in its order: reading them by a variable takes twice as long.
    this.#put(AT.person, span.person_id);
    this.#put(AT.employer, span.employer_id);
    this.#put(AT.subscriber, span.subscriber_id);
    this.#put(AT.payer, span.payer);
    this.#put(AT.plan, span.plan);
    this.#put(AT.relation, span.subscriber_relation);
    this.#put(AT.status, span.employment_status);
    this.#put(AT.label, span.coverage_tier);
    for (let at: number = AT.dims; at < this.#names.length; at += 1) {
      const name = this.#names[at];
      if (name === undefined) continue;
      if (name === 'age' || name === 'age_band')
        this.texts[at]?.push(this.#ageId(name, span.birth_date ?? null, span.birth_year ?? null, span.age_band ?? null));
      else this.#put(at, textOf(span, name));
    }
    this.from.push(start);
    this.to.push(end);
  }

  /** Adds a text to a column. Neighbours often say the same, so the last text of each column is looked at before the pool. */
  #put(at: number, value: string | null | undefined): void {
    const column = this.texts[at];
    if (column === undefined) return;
    const text = typeof value === 'string' ? value : null;
    if (text === null) {
      column.push(0);
      return;
    }
    if (this.#lastTexts[at] !== text) {
      this.#lastTexts[at] = text;
      this.#lastIds[at] = this.pool.idOf(text);
    }
    column.push(this.#lastIds[at] ?? 0);
  }

  /** The day of a date: figure by figure, as this is done twice for each row. */
  #dayOf(date: string): number {
    if (date === this.#lastDate) return this.#lastDay;
    const figure = (at: number): number => date.charCodeAt(at) - 48;
    let plain = String(date).length === 10 && date.charCodeAt(4) === 45 && date.charCodeAt(7) === 45;
    for (let at = 0; at < 10 && plain; at += 1) if (at !== 4 && at !== 7) plain = figure(at) >= 0 && figure(at) <= 9;
    if (!plain) return dayNumber(date);
    const year = figure(0) * 1000 + figure(1) * 100 + figure(2) * 10 + figure(3);
    const [month, day] = [figure(5) * 10 + figure(6), figure(8) * 10 + figure(9)];
    const real = month >= 1 && month <= 12 && day >= 1 && day <= daysInCivilMonth(year, month);
    this.#lastDay = real ? dayFromCivil(year, month, day) : dayNumber(date);
    this.#lastDate = date;
    return this.#lastDay;
  }

  /** Adds all rows of a batch, column by column. */
  addBatch(batch: EligibilityBatch): void {
    const starts = batch.days['enrollment_start_date'];
    const ends = batch.days['enrollment_end_date'];
    const benefit = batch.codes['benefit_type'];
    const keep = new Uint8Array(batch.rowCount);
    for (let row = 0; row < batch.rowCount; row += 1) {
      const start = starts?.values[row] ?? 0;
      const end = ends !== undefined && isValid(ends.validity, row) ? (ends.values[row] ?? NO_END) : NO_END;
      const named =
        benefit !== undefined && isValid(benefit.validity, row) ? (benefit.dictionary.values[benefit.ids[row] ?? 0] ?? 'medical') : 'medical';
      if (!this.#keeps(named, start, end)) continue;
      keep[row] = 1;
      this.from.push(start);
      this.to.push(end);
    }
    this.#names.forEach((name, i) => {
      const column = this.texts[i];
      if (column === undefined) return;
      if (name === 'age' || name === 'age_band') this.#addAges(batch, name, keep, column);
      else if (name in batch.flags) this.#addFlags(batch.flags[name], keep, column);
      else this.#addCodes(name === 'data_source' ? batch.lineage.dataSource : batch.codes[name], keep, column);
    });
  }

  #keeps(benefit: string, start: number, end: number): boolean {
    const { counts } = this;
    const other = !this.spec.benefits.includes(benefit);
    const empty = !other && end < start;
    counts.rows += 1;
    if (empty) counts.void += 1;
    if (other) counts.otherBenefit += 1;
    return !other && !empty;
  }

  #addCodes(codes: CodedColumn | undefined, keep: Uint8Array, column: IntColumn): void {
    const translation = codes === undefined ? new Int32Array(0) : this.#translation(codes);
    for (let row = 0; row < keep.length; row += 1) {
      if (keep[row] === 0) continue;
      if (codes === undefined || !isValid(codes.validity, row)) {
        column.push(0);
        continue;
      }
      const id = codes.ids[row] ?? 0;
      let own = translation[id] ?? 0;
      if (own === 0) {
        own = this.pool.idOf(codes.dictionary.values[id]);
        translation[id] = own;
      }
      column.push(own);
    }
  }

  #translation(codes: CodedColumn): Int32Array {
    const size = codes.dictionary.values.length;
    const known = this.#translations.get(codes.dictionary);
    if (known !== undefined && known.length >= size) return known;
    const wider = new Int32Array(size * 2);
    if (known !== undefined) wider.set(known);
    this.#translations.set(codes.dictionary, wider);
    return wider;
  }

  #addFlags(flags: Uint8Array | undefined, keep: Uint8Array, column: IntColumn): void {
    const ids = [this.pool.idOf('false'), this.pool.idOf('true'), 0];
    for (let row = 0; row < keep.length; row += 1) if (keep[row] === 1) column.push(ids[flags?.[row] ?? 2] ?? 0);
  }

  #addAges(batch: EligibilityBatch, name: 'age' | 'age_band', keep: Uint8Array, column: IntColumn): void {
    const births = batch.days['birth_date'];
    const years = batch.quantities['birth_year'];
    const bands = batch.codes['age_band'];
    for (let row = 0; row < batch.rowCount; row += 1) {
      if (keep[row] === 0) continue;
      const birth = births !== undefined && isValid(births.validity, row) ? isoFromDay(births.values[row] ?? 0) : null;
      const year = years !== undefined && isValid(years.validity, row) ? (years.values[row] ?? null) : null;
      const band = bands !== undefined && isValid(bands.validity, row) ? (bands.dictionary.values[bands.ids[row] ?? 0] ?? null) : null;
      column.push(this.#ageId(name, birth, year, band));
    }
  }

  #ageId(name: 'age' | 'age_band', birth: string | null, year: number | null, band: string | null): number {
    if (birth === null && year !== null) this.counts.ageFromYear += 1;
    const told = birth !== null ? this.#ageAt(birth) : year !== null ? civilFromDay(dayNumber(this.spec.ageAsOf)).year - year : null;
    // Born between the day of the age and the end of the months: in the first year of life.
    const age = told !== null && told < 0 && told >= -2 ? 0 : told;
    if (age === null || age < 0) {
      if (name === 'age_band' && band !== null && age === null) return this.pool.idOf(band);
      this.counts.ageUnknown += 1;
      return name === 'age_band' ? this.pool.idOf('unknown') : 0;
    }
    return this.pool.idOf(name === 'age' ? String(age) : bandOf(this.spec.ageBands, age));
  }

  #ageAt(birth: string): number {
    const known = this.#ages.get(birth);
    if (known !== undefined) return known;
    const age = completedYears({ birth, at: this.spec.ageAsOf });
    this.#ages.set(birth, age);
    return age;
  }

  /** Takes the rows of another store of the same specification in. */
  addStore(other: SpanStore): void {
    const ids = new Int32Array(other.pool.size);
    for (let id = 1; id < ids.length; id += 1) ids[id] = this.pool.idOf(other.pool.textOf(id));
    for (let row = 0; row < other.length; row += 1) {
      this.texts.forEach((column, i) => column.push(ids[other.texts[i]?.at(row) ?? 0] ?? 0));
      this.from.push(other.from.at(row));
      this.to.push(other.to.at(row));
    }
    this.counts.rows += other.counts.rows;
    this.counts.void += other.counts.void;
    this.counts.otherBenefit += other.counts.otherBenefit;
    this.counts.ageUnknown += other.counts.ageUnknown;
    this.counts.ageFromYear += other.counts.ageFromYear;
  }

  /** Compares two rows by their days and everything that they say, so that choices never depend on the order of rows. */
  compare(left: number, right: number): number {
    return this.from.at(left) - this.from.at(right) || this.compareTexts(left, right) || this.to.at(left) - this.to.at(right);
  }

  /** Compares what two rows say, their days apart: the plan first. */
  compareTexts(left: number, right: number): number {
    for (const at of [AT.plan, AT.payer, AT.employer, AT.subscriber]) {
      const order = this.#compareText(at, left, right);
      if (order !== 0) return order;
    }
    for (let at = 0; at < this.texts.length; at += 1) {
      const order = this.#compareText(at, left, right);
      if (order !== 0) return order;
    }
    return 0;
  }

  #compareText(column: number, left: number, right: number): number {
    const [a, b] = [this.texts[column]?.at(left) ?? 0, this.texts[column]?.at(right) ?? 0];
    return a === b ? 0 : compareCodePoints(this.pool.textOf(a) ?? '', this.pool.textOf(b) ?? '');
  }
}

function bandOf(bands: readonly number[], age: number): string {
  let at = 0;
  for (let i = 0; i < bands.length; i += 1) if ((bands[i] ?? 0) <= age) at = i;
  const [low, next] = [bands[at] ?? 0, bands[at + 1]];
  if (age < low) return `under ${low}`;
  return next === undefined ? `${low}+` : `${low}-${next - 1}`;
}

/** The last covered day of a span; {@link NO_END} while it goes on. */
export function endDay(span: CoverageSpan): number {
  const end = span.enrollment_end_date ?? null;
  return end === null ? NO_END : dayNumber(end);
}

function isField(name: string): name is keyof EligibilitySpan {
  return eligibilitySpanFields.some((field) => field.name === name);
}

function textOf(span: CoverageSpan, name: keyof EligibilitySpan): string | null {
  const value = span[name];
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value === 'string' ? value : null;
}
