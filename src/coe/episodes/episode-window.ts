import type { DayNumber } from '../../time/iso-date.js';
import type { EpisodeDefinition } from '../definition/episode-definition.js';

/** The dates of an anchor. Unit: days since 1970-01-01. */
export interface AnchorDays {
  /** Admission, or the outpatient operation that led to it. */
  readonly start: DayNumber;
  readonly admission: DayNumber;
  readonly discharge: DayNumber;
}

/**
 * Tells from which day to which day an episode goes.
 *
 * @formula first day = start - preDays; last day = base + n - 1 where the base date is day 1, base + n otherwise
 * @unit days since 1970-01-01, both ends included
 * @source 42 CFR 512.537 (TEAM, discharge day = day 1); 42 CFR 510.210(a) (CJR, likewise); MIPS and readmission measures (day after)
 * @testedBy coe/windows.test.ts: 2026-02-03, 2024-05-09
 * @param definition - The definition; only its window is read.
 * @param anchor - The anchor's dates.
 * @returns First and last day.
 * @example
 * const discharge = dayNumber('2026-01-05');
 * const team = { window: { preDays: 3, postDays: 30, from: 'discharge', dayOne: 'anchor-date' } } as const;
 * isoFromDay(episodeWindow(team, { start: discharge - 4, admission: discharge - 4, discharge }).to); // => '2026-02-03'
 */
export function episodeWindow(
  definition: Pick<EpisodeDefinition, 'window'>,
  anchor: AnchorDays,
): { readonly from: DayNumber; readonly to: DayNumber } {
  const { preDays, postDays, from, dayOne } = definition.window;
  const base = from === 'discharge' ? anchor.discharge : from === 'admission' ? anchor.admission : anchor.start;
  return { from: anchor.start - preDays, to: base + (dayOne === 'anchor-date' ? postDays - 1 : postDays) };
}
