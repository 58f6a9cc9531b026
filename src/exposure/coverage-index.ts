import { type EligibilityBatch, isValid } from '../claims/batch.js';
import { type DaySpan, mergeSpans } from '../time/coverage.js';
import { type DayNumber, dayNumber } from '../time/iso-date.js';
import type { ExposureInput } from './exposure-aggregate.js';
import { type CoverageSpan, endDay, NO_END } from './span-store.js';

/** Which coverage is looked up. */
export interface CoverageOptions {
  /** Which benefits count. Default medical. */
  readonly benefits?: readonly string[];
  /** Gaps of up to so many days are closed. Default 0. Unit: days. */
  readonly bridgeDays?: number;
}

/** Each person's coverage, merged to disjoint stretches of days. Look-ups by person take constant time. */
export class CoverageIndex {
  readonly #raw = new Map<string, DaySpan[]>();
  readonly #merged = new Map<string, readonly DaySpan[]>();
  readonly #benefits: readonly string[];
  readonly #bridgeDays: number;

  /** @param o - Which benefits count. */
  constructor(o: CoverageOptions = {}) {
    this.#benefits = o.benefits ?? ['medical'];
    this.#bridgeDays = o.bridgeDays ?? 0;
  }

  /** How many persons have coverage. Unit: persons. */
  get persons(): number {
    return this.#raw.size;
  }

  /**
   * Adds coverage.
   *
   * @param input - A batch of eligibility, a span, or spans. Spans that end before they start cover nothing.
   */
  add(input: ExposureInput): void {
    if ('rowCount' in input && 'table' in input) this.#addBatch(input);
    else if ('enrollment_start_date' in input) this.#addSpan(input);
    else for (const span of input) this.#addSpan(span);
  }

  #addSpan(span: CoverageSpan): void {
    if (!this.#benefits.includes(span.benefit_type ?? 'medical')) return;
    this.#put(span.person_id, dayNumber(span.enrollment_start_date), endDay(span));
  }

  #addBatch(batch: EligibilityBatch): void {
    const [persons, benefits] = [batch.codes['person_id'], batch.codes['benefit_type']];
    const [starts, ends] = [batch.days['enrollment_start_date'], batch.days['enrollment_end_date']];
    if (persons === undefined) return;
    for (let row = 0; row < batch.rowCount; row += 1) {
      const benefit = benefits !== undefined && isValid(benefits.validity, row) ? benefits.dictionary.values[benefits.ids[row] ?? 0] : 'medical';
      const person = isValid(persons.validity, row) ? persons.dictionary.values[persons.ids[row] ?? 0] : undefined;
      if (person === undefined || !this.#benefits.includes(benefit ?? 'medical')) continue;
      this.#put(person, starts?.values[row] ?? 0, ends !== undefined && isValid(ends.validity, row) ? (ends.values[row] ?? NO_END) : NO_END);
    }
  }

  #put(person: string, from: DayNumber, to: DayNumber): void {
    if (to < from) return;
    this.#merged.delete(person);
    const spans = this.#raw.get(person);
    if (spans === undefined) this.#raw.set(person, [{ from, to }]);
    else spans.push({ from, to });
  }

  /**
   * A person's coverage.
   *
   * @param personId - Who.
   * @returns Disjoint stretches in order; none for a person without coverage.
   */
  spansOf(personId: string): readonly DaySpan[] {
    const known = this.#merged.get(personId);
    if (known !== undefined) return known;
    const raw = this.#raw.get(personId);
    if (raw === undefined) return [];
    const merged = raw.length === 1 ? raw : mergeSpans(raw, { bridgeDays: this.#bridgeDays });
    this.#merged.set(personId, merged);
    return merged;
  }
}

/**
 * Makes a look-up of each person's coverage.
 *
 * @param spans - A batch of eligibility, or spans.
 * @param o - Which benefits count.
 * @returns The look-up, to which more can be added.
 * @example
 * const coverage = coverageIndex([{ person_id: 'p1', enrollment_start_date: '2025-01-01', enrollment_end_date: '2025-01-31' }]);
 * coverage.spansOf('p1').length; // => 1
 */
export function coverageIndex(spans: ExposureInput, o: CoverageOptions = {}): CoverageIndex {
  const index = new CoverageIndex(o);
  index.add(spans);
  return index;
}
