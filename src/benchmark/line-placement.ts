import { type ClaimBatch, type CodedColumn, isValid } from '../claims/batch.js';
import { type DaySpan, monthUnits, placeDay } from '../time/coverage.js';
import { monthIndexOfDay } from '../time/month.js';
import type { CellSpec, CoverageLookup } from './cell-spec.js';
import type { Words } from './words.js';

/** Where a claim line falls, in the order in which it is tested; `coordinated` is a line that another insurer paid first. */
export const PLACEMENTS = ['unknownMember', 'outOfPeriod', 'beforeEffective', 'afterTermination', 'inCoverageGap', 'coordinated', 'matched'] as const;

/** Index of each placement in {@link PLACEMENTS}. */
export const PLACE = {
  unknownMember: 0,
  outOfPeriod: 1,
  beforeEffective: 2,
  afterTermination: 3,
  inCoverageGap: 4,
  coordinated: 5,
  matched: 6,
} as const;

/** Coverage by person as arrays: most persons have one span, which two comparisons settle. */
export class PlacedPersons {
  readonly #coverage: CoverageLookup;
  readonly #persons: Words;
  /** First covered day by person id; later than the last where there is none. */
  first: Int32Array = new Int32Array(0);
  last: Int32Array = new Int32Array(0);
  /** 1 where a person has several spans. */
  several: Uint8Array = new Uint8Array(0);
  readonly #spans = new Map<number, readonly DaySpan[]>();
  #known = 1;

  constructor(coverage: CoverageLookup, persons: Words) {
    this.#coverage = coverage;
    this.#persons = persons;
  }

  /** Looks up the persons that came since. */
  learn(): void {
    const size = this.#persons.size;
    if (size > this.first.length) {
      const grow = (old: Int32Array, blank: number): Int32Array => {
        const wider = new Int32Array(size * 2).fill(blank);
        wider.set(old);
        return wider;
      };
      this.first = grow(this.first, 2_147_483_647);
      this.last = grow(this.last, -2_147_483_648);
      const several = new Uint8Array(size * 2);
      several.set(this.several);
      this.several = several;
    }
    for (; this.#known < size; this.#known += 1) {
      const spans = this.#coverage.spansOf(this.#persons.wordOf(this.#known) ?? '');
      const [head, tail] = [spans[0], spans[spans.length - 1]];
      if (head === undefined || tail === undefined) continue;
      this.first[this.#known] = head.from;
      this.last[this.#known] = tail.to;
      if (spans.length === 1) continue;
      this.several[this.#known] = 1;
      this.#spans.set(this.#known, spans);
    }
  }

  spansOf(person: number): readonly DaySpan[] {
    return this.#spans.get(person) ?? [{ from: this.first[person] ?? 0, to: this.last[person] ?? 0 }];
  }
}

/** What {@link placeBlock} reads. */
export interface PlacementInput {
  readonly batch: ClaimBatch;
  readonly spec: CellSpec;
  readonly days: Int32Array;
  /** First and last day of the period. */
  readonly firstDay: number;
  readonly lastDay: number;
  readonly person: (CodedColumn & { readonly translation: Int32Array }) | null;
  /** `null` where lines are trusted. */
  readonly placed: PlacedPersons | null;
}

/** Places rows from `from` on; exclusive and exhaustive. */
export function placeBlock(o: PlacementInput, placement: Uint8Array, from: number, count: number): void {
  const { days, firstDay, lastDay } = o;
  if (o.placed === null) {
    for (let i = 0; i < count; i += 1) {
      const day = days[from + i] ?? 0;
      placement[i] = day < firstDay || day > lastDay ? PLACE.outOfPeriod : PLACE.matched;
    }
  } else placeBeside(o, o.placed, placement, from, count);
  const cob = o.spec.coordination === 'separate' ? o.batch.cents['cob_paid_amount'] : undefined;
  if (cob === undefined || cob.validity?.length === 0) return;
  for (let i = 0; i < count; i += 1) {
    if (placement[i] === PLACE.matched && (cob.values[from + i] ?? 0) !== 0 && isValid(cob.validity, from + i)) placement[i] = PLACE.coordinated;
  }
}

function placeBeside(o: PlacementInput, placed: PlacedPersons, placement: Uint8Array, from: number, count: number): void {
  const { days, firstDay, lastDay, person: column } = o;
  if (column === null) {
    placement.fill(PLACE.unknownMember, 0, count);
    return;
  }
  const { first, last, several } = placed;
  const { ids, translation, validity } = column;
  for (let i = 0; i < count; i += 1) {
    const day = days[from + i] ?? 0;
    const person = validity === undefined || isValid(validity, from + i) ? (translation[ids[from + i] ?? 0] ?? 0) : 0;
    const [begin, end] = [first[person] ?? 0, last[person] ?? 0];
    if (person === 0 || begin > end) placement[i] = PLACE.unknownMember;
    else if (day < firstDay || day > lastDay) placement[i] = PLACE.outOfPeriod;
    else if (day < begin) placement[i] = PLACE.beforeEffective;
    else if (day > end) placement[i] = PLACE.afterTermination;
    else if (several[person] === 1 && placeDay(placed.spansOf(person), day) !== 'inside') placement[i] = PLACE.inCoverageGap;
    else placement[i] = PLACE.matched;
  }
}

/** Calls back for every matched row of a block whose month the counting rule gave nothing. */
export function eachUncounted(o: PlacementInput, placement: Uint8Array, from: number, count: number, action: (row: number) => void): void {
  const { placed, person: column, days } = o;
  const { exposureRule: rule } = o.spec.basis;
  if (placed === null || column === null || rule === 'anyDay' || rule === 'fractional' || rule === 'supplied' || rule === 'survey') return;
  const { first, last, several } = placed;
  const { ids, translation } = column;
  for (let i = 0; i < count; i += 1) {
    if (placement[i] !== PLACE.matched) continue;
    const person = translation[ids[from + i] ?? 0] ?? 0;
    const day = days[from + i] ?? 0;
    // A whole month or more from both ends: every rule counts it.
    if (several[person] === 0 && day - (first[person] ?? 0) > 31 && (last[person] ?? 0) - day > 31) continue;
    if (monthUnits({ spans: placed.spansOf(person), month: monthIndexOfDay(day), rule }) === 0) action(from + i);
  }
}
