import { Decimal } from '../../money/decimal.js';
import { dayNumber, type IsoDate } from '../../time/iso-date.js';
import { badMeasure, countOf, type MeasureOptions, type OutcomeMeasure, outcomeMeasure } from './outcome-measure.js';

/** Days on which a person was not at home. */
export interface AwayStay {
  readonly from: IsoDate;
  /** The last day away. */
  readonly to: IsoDate;
  /** Such as `inpatient`, `nursing`, `emergency`, `hospice`; by the caller's list of revenue codes. */
  readonly kind: string;
}

/** One person's window. */
export interface HomeWindow {
  /** First day, such as the day after discharge. */
  readonly from: IsoDate;
  /** Length. Unit: days. */
  readonly days: number;
  readonly away: readonly AwayStay[];
  /** Days from the day of death on aren't at home. */
  readonly diedOn?: IsoDate;
  /** Why the window doesn't count; absent when it does. */
  readonly excluded?: string;
}

/** How many of one window's days were spent at home. */
export interface HomeDays {
  /** Unit: days. */
  readonly atHome: number;
  /** Unit: days. */
  readonly away: number;
  /** Days after death. Unit: days. */
  readonly afterDeath: number;
}

/**
 * Counts the days of one window that were spent at home: the window less the days in a hospital, a nursing home, an emergency room or
 * a hospice, each day once.
 *
 * @formula days - |union of the stays within the window| - days from death on that aren't in a stay
 * @unit days
 * @source Groff, Colla and Lee 2016, Days Spent at Home: A Patient-Centered Goal and Outcome
 * @testedBy contracts/measures/outcome-measures.test.ts: against a count day by day
 * @param window - The window with its stays.
 * @returns Days at home, away, after death; they add up to the window.
 * @throws {@link CoalitionError} `contracts/bad-options` for a window of no days or a stay that ends before it starts; `time/not-a-date`.
 * @example
 * homeDays({ from: '2026-01-01', days: 90, away: [{ from: '2026-01-10', to: '2026-01-12', kind: 'inpatient' }] }).atHome; // => 87
 */
export function homeDays(window: HomeWindow): HomeDays {
  const days = countOf('days', window.days);
  if (days === 0) throw badMeasure('days', 'A window has no days. Give at least one.');
  const start = dayNumber(window.from);
  const away = new Uint8Array(days);
  for (const { from, to } of window.away) {
    const [first, last] = [dayNumber(from) - start, dayNumber(to) - start];
    if (last < first) throw badMeasure('away', 'A stay ends before it starts. Correct its dates.');
    away.fill(1, Math.min(days, Math.max(0, first)), Math.min(days, Math.max(0, last + 1)));
  }
  const death = window.diedOn === undefined ? days : Math.max(0, Math.min(days, dayNumber(window.diedOn) - start));
  let [gone, dead] = [0, 0];
  for (let day = 0; day < days; day += 1) {
    if (away[day] === 1) gone += 1;
    else if (day >= death) dead += 1;
  }
  return { atHome: days - gone - dead, away: gone, afterDeath: dead };
}

/**
 * Measures the share of days that persons spent at home after an episode.
 *
 * @formula sum of days at home / sum of days of the windows
 * @unit ratio
 * @source Groff, Colla and Lee 2016
 * @testedBy contracts/measures/outcome-measures.test.ts
 * @param windows - One for each person, with those that don't count.
 * @param o - Minimum of persons.
 * @returns The share, without an interval: days of one person resemble one another.
 * @throws {@link CoalitionError} as {@link homeDays}.
 * @example
 * daysAtHome([{ from: '2026-01-01', days: 10, away: [] }, { from: '2026-02-01', days: 10, away: [{ from: '2026-02-01', to: '2026-02-05', kind: 'nursing' }] }], {}).value?.toFixed(); // => '0.75'
 */
export function daysAtHome(windows: readonly HomeWindow[], o: MeasureOptions): OutcomeMeasure {
  const counted = windows.filter(({ excluded }) => excluded === undefined);
  const excluded: Record<string, number> = {};
  for (const window of windows) if (window.excluded !== undefined) excluded[window.excluded] = (excluded[window.excluded] ?? 0) + 1;
  let [home, all] = [0, 0];
  for (const window of counted) {
    home += homeDays(window).atHome;
    all += window.days;
  }
  return outcomeMeasure({
    unit: 'ratio',
    numerator: new Decimal(home),
    denominator: new Decimal(all),
    cases: new Decimal(counted.length),
    minimum: countOf('minimum', o.minimum ?? 0),
    excluded,
    interval: () => null,
    numeratorLabel: 'Days at home',
    denominatorLabel: 'Days of all windows',
    say: (value) => `${home} of ${all} days were spent at home: ${value.times(100).toFixed(1)} %.`,
  });
}
