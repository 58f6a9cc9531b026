import { type DayPlace, type DaySpan, monthUnits, placeDay } from '../time/coverage.js';
import type { ExposureRule } from '../time/exposure-rule.js';
import { type DayNumber, dayNumber, type IsoDate } from '../time/iso-date.js';
import { firstDayOfMonth, lastDayOfMonth, type MonthSpan, monthIndex, monthIndexOfDay } from '../time/month.js';

/**
 * Where a claim line falls beside coverage. `coordinated` is given by the benchmark area alone, to lines that another insurer
 * paid first.
 */
export type Placement = 'matched' | 'beforeEffective' | 'afterTermination' | 'inCoverageGap' | 'unknownMember' | 'outOfPeriod' | 'coordinated';

/** The placements of {@link placeLine}, in the order in which they are tested. */
export const PLACEMENTS: readonly Exclude<Placement, 'coordinated'>[] = [
  'unknownMember',
  'outOfPeriod',
  'beforeEffective',
  'afterTermination',
  'inCoverageGap',
  'matched',
];

/** Where one line falls. */
export interface PlacedLine {
  readonly placement: Placement;
  /** True for a matched line in a month that the counting rule gave nothing. */
  readonly insideUncounted: boolean;
}

/** A look-up of coverage by person, such as {@link coverageIndex} makes. */
export interface CoverageOfPerson {
  /** Disjoint stretches of covered days in order; none for a person without coverage. */
  spansOf(personId: string): readonly DaySpan[];
}

/**
 * Places one claim line beside its person's coverage.
 *
 * @formula in this order: unknownMember, outOfPeriod, beforeEffective, afterTermination, inCoverageGap, matched
 * @testedBy exposure/place.test.ts: each placement; buckets add to the input
 * @param o - `coverage`; `personId`, `null` when the line names none; `date` of the line; `months`: the period that counts, all
 *   time when absent; `rule`: the counting rule, to tell covered days of months that count nothing.
 * @returns The placement; exclusive and exhaustive.
 * @throws {@link CoalitionError} `time/not-a-date`, `time/not-a-month`.
 * @example
 * const coverage = coverageIndex([{ person_id: 'p1', enrollment_start_date: '2025-01-10', enrollment_end_date: '2025-03-31' }]);
 * placeLine({ coverage, personId: 'p1', date: '2025-01-15', rule: 'firstDay' }); // => { placement: 'matched', insideUncounted: true }
 * placeLine({ coverage, personId: 'p1', date: '2025-04-02' }).placement; // => 'afterTermination'
 */
export function placeLine(o: {
  readonly coverage: CoverageOfPerson;
  readonly personId: string | null;
  readonly date: IsoDate;
  readonly months?: MonthSpan;
  readonly rule?: ExposureRule;
}): PlacedLine {
  const day = dayNumber(o.date);
  const window = o.months === undefined ? null : { from: firstDayOfMonth(monthIndex(o.months[0])), to: lastDayOfMonth(monthIndex(o.months[1])) };
  return placeDayOfPerson({ spans: o.personId === null ? [] : o.coverage.spansOf(o.personId), day, window, rule: o.rule });
}

const OUTSIDE: Readonly<Record<Exclude<DayPlace, 'inside'>, Placement>> = {
  before: 'beforeEffective',
  after: 'afterTermination',
  gap: 'inCoverageGap',
  unknown: 'unknownMember',
};

/** The same as {@link placeLine}, on numbers. */
export function placeDayOfPerson(o: {
  readonly spans: readonly DaySpan[];
  readonly day: DayNumber;
  readonly window: DaySpan | null;
  readonly rule: ExposureRule | undefined;
}): PlacedLine {
  const { spans, day, window, rule } = o;
  if (spans.length === 0) return { placement: 'unknownMember', insideUncounted: false };
  if (window !== null && (day < window.from || day > window.to)) return { placement: 'outOfPeriod', insideUncounted: false };
  const place = placeDay(spans, day);
  if (place !== 'inside') return { placement: OUTSIDE[place], insideUncounted: false };
  const counted = rule === undefined || rule === 'supplied' || monthUnits({ spans, month: monthIndexOfDay(day), rule }) > 0;
  return { placement: 'matched', insideUncounted: !counted };
}
