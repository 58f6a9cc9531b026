import { completedYears } from '../../time/completed-years.js';
import { type DaySpan, mergeSpans } from '../../time/coverage.js';
import { civilFromDay, type DayNumber, dayFromCivil, daysInCivilMonth, isoFromDay } from '../../time/iso-date.js';
import type { Anchor } from './anchors.js';

/** One row of medical coverage as episodes need it. Dates in days since 1970-01-01. */
export interface CoverageRow {
  readonly from: DayNumber;
  /** {@link NO_END} while coverage goes on. */
  readonly to: DayNumber;
  /** 1 first payer, 0 not, 2 unknown. */
  readonly primary: number;
  readonly birth: DayNumber | null;
  readonly death: DayNumber | null;
  readonly gender: string | null;
}

/** The last day of coverage that goes on. */
export const NO_END = 2_147_483_647;

/** A day so many months away, the day of the month cut to the month's last. */
export function addMonthsToDay(day: DayNumber, months: number): DayNumber {
  const { year, month, day: d } = civilFromDay(day);
  const index = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  return dayFromCivil(y, m, Math.min(d, daysInCivilMonth(y, m)));
}

/** Whether the person was covered for all the days that the definition asks for, as far as payments are known. */
export function isCovered(
  anchor: Anchor,
  rows: readonly CoverageRow[],
  o: { readonly paidThrough: DayNumber; readonly died: DayNumber | null },
): boolean {
  const { preMonths, postMonths, maxGapDays } = anchor.compiled.definition.enrolment;
  const from = Math.min(anchor.windowFrom, addMonthsToDay(anchor.start, -preMonths));
  const wanted = Math.max(anchor.windowTo, postMonths === 0 ? anchor.windowTo : addMonthsToDay(anchor.discharge, postMonths));
  const to = Math.min(wanted, Math.max(anchor.discharge, o.paidThrough), o.died !== null && o.died >= anchor.start ? o.died : NO_END);
  const spans: readonly DaySpan[] = mergeSpans(rows, { bridgeDays: maxGapDays });
  return spans.some((span) => span.from <= from && to <= span.to);
}

/** Whether another payer pays first on the day of admission; `null` when coverage doesn't say. */
export function isSecondary(rows: readonly CoverageRow[], day: DayNumber): boolean | null {
  const known = rows.filter((row) => row.from <= day && day <= row.to && row.primary !== 2);
  return known.length === 0 ? null : known.every((row) => row.primary === 0);
}

/** Age and sex on a day, where coverage says them. */
export function personOn(rows: readonly CoverageRow[], day: DayNumber): { readonly age: number | null; readonly gender: string | null } {
  const births = rows.flatMap((row) => row.birth ?? []).sort((a, b) => a - b);
  const genders = rows.flatMap((row) => (row.gender === null || row.gender === 'unknown' ? [] : row.gender)).sort();
  const birth = births[0];
  const age = birth === undefined || birth > day ? null : completedYears({ birth: isoFromDay(birth), at: isoFromDay(day) });
  return { age, gender: genders[0] ?? null };
}
