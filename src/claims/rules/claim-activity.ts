import { civilFromDay } from '../../time/iso-date.js';
import { type MonthIndex, monthIndexOfDay } from '../../time/month.js';
import { centsReader, daysReader, wordReader } from '../columns.js';
import type { TableData } from './delivery-data.js';

/**
 * What XREF-2 and XREF-3 need of all medical lines: sums by month, and who had a claim in which year. It grows with persons and
 * months, not with lines, so lines can be added part by part.
 */
export class ClaimActivity {
  readonly #paidMonths = new Map<MonthIndex, number>();
  readonly #claimMonths = new Map<MonthIndex, number>();
  readonly #personsByYear = new Map<number, Set<string>>();
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #rows = 0;
  #paidCents = 0;
  #professionalClaims = 0;

  /** Adds lines. `days` are their dates by the default policy. */
  add(data: TableData, days: Int32Array): this {
    const { batch, rows } = data;
    const [paid, day, person] = [centsReader(batch, 'paid_amount'), daysReader(batch, 'paid_date'), wordReader(batch, 'person_id')];
    // Persons are met as numbers of the batch first: a word is looked up once a year, not once a line.
    const met = new Map<number, Set<number>>();
    for (let row = 0; row < rows; row += 1) {
      const claimDay = days[row] ?? 0;
      this.#first = Math.min(this.#first, claimDay);
      this.#last = Math.max(this.#last, claimDay);
      this.#paidCents += paid.at(row);
      count(this.#claimMonths, monthIndexOfDay(claimDay));
      if (day.has(row)) count(this.#paidMonths, monthIndexOfDay(day.at(row)));
      const { year } = civilFromDay(claimDay);
      const persons = met.get(year) ?? new Set<number>();
      met.set(year, persons);
      persons.add(person.id(row));
    }
    const type = wordReader(batch, 'claim_type');
    const professional = type.words.indexOf('professional');
    const { starts, rows: members, count: claims } = data.claims;
    for (let claim = 0; claim < claims; claim += 1) {
      const first = starts[claim] ?? 0;
      if (first < (starts[claim + 1] ?? 0) && professional >= 0 && type.id(members[first] ?? 0) === professional) this.#professionalClaims += 1;
    }
    this.#rows += rows;
    for (const [year, ids] of met) {
      const persons = this.#personsByYear.get(year) ?? new Set<string>();
      this.#personsByYear.set(year, persons);
      for (const id of ids) persons.add(person.words[id] ?? '');
    }
    return this;
  }

  /** Unit: lines. */
  get rows(): number {
    return this.#rows;
  }

  /** Unit: US cents. */
  get paidCents(): number {
    return this.#paidCents;
  }

  /** Claims of professionals, which stand for visits. Unit: claims. */
  get professionalClaims(): number {
    return this.#professionalClaims;
  }

  /** First and last day of a claim; `null` without lines. Unit: days since 1970-01-01. */
  get days(): readonly [first: number, last: number] | null {
    return this.#rows === 0 ? null : [this.#first, this.#last];
  }

  /** Lines by month: of payment where any line says when it was paid, else of the claim. */
  get months(): { readonly field: 'paid_date' | 'claim_start_date'; readonly lines: ReadonlyMap<MonthIndex, number> } {
    return this.#paidMonths.size > 0 ? { field: 'paid_date', lines: this.#paidMonths } : { field: 'claim_start_date', lines: this.#claimMonths };
  }

  /** Persons with a claim in a year; undefined where nobody has one. */
  persons(year: number): ReadonlySet<string> | undefined {
    return this.#personsByYear.get(year);
  }
}

function count(months: Map<MonthIndex, number>, month: MonthIndex): void {
  months.set(month, (months.get(month) ?? 0) + 1);
}
