import { type DaySpan, mergeSpans } from '../../time/coverage.js';
import { daysReader, flagReader, wordReader } from '../columns.js';
import type { TableData } from './delivery-data.js';

/** A day after every other; an open end. Unit: days since 1970-01-01. */
export const OPEN_END: number = 1_000_000;

/** Coverage of persons, merged. */
export interface Coverage {
  /** Disjoint spans of a person in order; empty for a stranger. */
  of(personId: string): readonly DaySpan[];
  /** Whether anybody is covered. */
  readonly known: boolean;
}

/** Sex and birth of a person, as the first coverage row that says so has them. */
export interface CoveredPerson {
  readonly gender: string | null;
  /** Unit: days since 1970-01-01. */
  readonly birth: number | null;
}

/** What claims ask of coverage rows, found once when first asked for. */
export interface CoverageIndex {
  /** Merged coverage under a benefit; pharmacy falls back to medical where no pharmacy span was delivered. */
  coverage(benefit: 'medical' | 'pharmacy'): Coverage;
  persons(): ReadonlyMap<string, CoveredPerson>;
  /** Persons whose coverage pays second. */
  payingSecond(): ReadonlySet<string>;
  /** Whether the medical coverage of a person under a plan pays second on a day. */
  paysSecond(claim: { readonly personId: string | null; readonly plan: string | null; readonly day: number }): boolean;
}

/**
 * Makes coverage rows answer what claims ask of them.
 *
 * @param eligibility - Coverage rows.
 * @returns The index.
 */
export function coverageIndex(eligibility: TableData<'eligibility'>): CoverageIndex {
  const coverage = new Map<string, Coverage>();
  let persons: ReadonlyMap<string, CoveredPerson> | undefined;
  let second: ReadonlySet<string> | undefined;
  let secondSpans: ReadonlyMap<string, readonly DaySpan[]> | undefined;
  const find = (benefit: 'medical' | 'pharmacy'): Coverage => {
    const known = coverage.get(benefit);
    if (known !== undefined) return known;
    const own = coverageOf(eligibility, benefit);
    const found = benefit === 'pharmacy' && !own.known ? find('medical') : own;
    coverage.set(benefit, found);
    return found;
  };
  return {
    coverage: find,
    persons: () => {
      persons ??= personsOf(eligibility);
      return persons;
    },
    payingSecond: () => {
      second ??= payingSecondOf(eligibility);
      return second;
    },
    paysSecond: ({ personId, plan, day }) => {
      secondSpans ??= secondSpansOf(eligibility);
      return secondSpans.get(`${personId}\u0000${plan}`)?.some(({ from, to }) => from <= day && day <= to) === true;
    },
  };
}

const STRANGER: readonly DaySpan[] = /* @__PURE__ */ Object.freeze([]);

function coverageOf(eligibility: TableData<'eligibility'>, benefit: 'medical' | 'pharmacy'): Coverage {
  const { batch, rows } = eligibility;
  const person = wordReader(batch, 'person_id');
  const benefits = wordReader(batch, 'benefit_type');
  const from = daysReader(batch, 'enrollment_start_date');
  const to = daysReader(batch, 'enrollment_end_date');
  const wanted = benefits.words.indexOf(benefit);
  const spans = new Map<string, DaySpan[]>();
  for (let row = 0; row < rows; row += 1) {
    if (benefits.id(row) !== wanted) continue;
    const span = { from: from.at(row), to: to.has(row) ? to.at(row) : OPEN_END };
    if (span.to < span.from) continue;
    const name = person.at(row) ?? '';
    const list = spans.get(name);
    if (list === undefined) spans.set(name, [span]);
    else list.push(span);
  }
  const merged = new Map<string, readonly DaySpan[]>();
  for (const [name, list] of spans) merged.set(name, mergeSpans(list));
  return { of: (personId) => merged.get(personId) ?? STRANGER, known: merged.size > 0 };
}

function personsOf(eligibility: TableData<'eligibility'>): ReadonlyMap<string, CoveredPerson> {
  const { batch, rows } = eligibility;
  const [person, gender, birth] = [wordReader(batch, 'person_id'), wordReader(batch, 'gender'), daysReader(batch, 'birth_date')];
  const persons = new Map<string, { gender: string | null; birth: number | null }>();
  for (let row = 0; row < rows; row += 1) {
    const id = person.at(row) ?? '';
    const known = persons.get(id);
    if (known === undefined) persons.set(id, { gender: gender.at(row), birth: birth.has(row) ? birth.at(row) : null });
    else known.birth ??= birth.has(row) ? birth.at(row) : null;
  }
  return persons;
}

/** Whether the coverage of a row pays second: it says so, or Medicare pays first. */
function secondReader({ batch }: TableData<'eligibility'>): (row: number) => boolean {
  const [primary, medicare] = [flagReader(batch, 'is_primary'), flagReader(batch, 'medicare_primary_flag')];
  return (row) => primary(row) === 0 || medicare(row) === 1;
}

function payingSecondOf(eligibility: TableData<'eligibility'>): ReadonlySet<string> {
  const second = new Set<string>();
  const person = wordReader(eligibility.batch, 'person_id');
  const isSecond = secondReader(eligibility);
  for (let row = 0; row < eligibility.rows; row += 1) {
    const id = person.at(row);
    if (id !== null && isSecond(row)) second.add(id);
  }
  return second;
}

function secondSpansOf(eligibility: TableData<'eligibility'>): ReadonlyMap<string, readonly DaySpan[]> {
  const { batch, rows } = eligibility;
  const [person, plan, benefit] = [wordReader(batch, 'person_id'), wordReader(batch, 'plan'), wordReader(batch, 'benefit_type')];
  const [from, to] = [daysReader(batch, 'enrollment_start_date'), daysReader(batch, 'enrollment_end_date')];
  const isSecond = secondReader(eligibility);
  const spans = new Map<string, DaySpan[]>();
  for (let row = 0; row < rows; row += 1) {
    if (benefit.at(row) !== 'medical' || !isSecond(row)) continue;
    const key = `${person.at(row)}\u0000${plan.at(row)}`;
    const list = spans.get(key) ?? [];
    spans.set(key, list);
    list.push({ from: from.at(row), to: to.has(row) ? to.at(row) : OPEN_END });
  }
  return spans;
}
