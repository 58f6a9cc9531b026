import { dayNumber, type IsoDate, weekdayOf } from '../time/iso-date.js';
import { firstDayOfMonth, lastDayOfMonth, type Month, type MonthSpan, monthFromIndex, monthIndex } from '../time/month.js';
import type { SeriesFactor } from './normalize.js';
import { finite, invalidInput } from './triangle-spec.js';

/** How much care falls on each kind of day. */
export interface WeekdayWeights {
  /** Of the category, such as `professional`. */
  readonly name: string;
  /** Monday to Sunday; 1 is a full day. Unit: days. */
  readonly weights: readonly number[];
  /** Of a holiday, whatever weekday it is. Default: that of Sunday. Unit: days. */
  readonly holiday?: number;
  readonly source: string;
}

/** An example of weights, not an estimate: office care on weekdays, little at weekends. Measure your own from claims by day. */
export const weekdayWeightsExample: WeekdayWeights = {
  name: 'professional, example',
  weights: [1, 1, 1, 1, 1, 0.25, 0.1],
  source: 'example of this library, not measured',
};

/**
 * Counts the working days of months, each weekday and holiday by its weight.
 *
 * @formula sum over the days of a month of the weight of their weekday, or of a holiday
 * @unit days
 * @testedBy trend/working-days.test.ts
 * @param months - First and last month, both included.
 * @param o - Weights by weekday; holidays as dates, such as the observed ones of `usFederalHolidays`.
 * @returns Days by month, as `measureTrend` takes them.
 * @throws {@link CoalitionError} `trend/invalid-input`, `time/not-a-date`, `time/not-a-month`.
 * @example
 * workingDays(['2026-07', '2026-07'], { weights: { name: 'plain', weights: [1, 1, 1, 1, 1, 0, 0], source: 'example' }, holidays: ['2026-07-03'] }); // => { '2026-07': 22 }
 */
export function workingDays(
  months: MonthSpan,
  o: { readonly weights: WeekdayWeights; readonly holidays: readonly IsoDate[] },
): Readonly<Record<Month, number>> {
  const [first, last] = [monthIndex(months[0]), monthIndex(months[1])];
  if (last < first || last - first > 2400) throw invalidInput('months', months.join(' to '), 'Give the earlier month first, at most 200 years.');
  const { weights } = o.weights;
  if (weights.length !== 7) throw invalidInput('weights', weights.length, 'Give seven weights, Monday to Sunday.');
  const holiday = o.weights.holiday ?? weights[6] ?? 0;
  for (const weight of [...weights, holiday])
    if (!(finite('weights', weight) >= 0 && weight <= 100)) throw invalidInput('weights', weight, 'Give weights from 0 to 100; 1 is a full day.');
  const closed = new Set(o.holidays.map(dayNumber));
  const days: Record<Month, number> = {};
  for (let m = first; m <= last; m += 1) {
    // Whole counts by weekday first, so that the sum doesn't depend on the order of days.
    const counts = new Array<number>(8).fill(0);
    for (let day = firstDayOfMonth(m); day <= lastDayOfMonth(m); day += 1) {
      const kind = closed.has(day) ? 7 : weekdayOf(day);
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    days[monthFromIndex(m)] = counts.reduce((sum, count, kind) => sum + count * (kind === 7 ? holiday : (weights[kind] ?? 0)), 0);
  }
  return days;
}

/**
 * Turns working days into a factor that takes their differences out of a series.
 *
 * @formula days of the month / mean days of all months
 * @unit none (a multiplier)
 * @testedBy trend/working-days.test.ts
 * @param days - Days by month, from {@link workingDays}.
 * @param source - Where weights and holidays come from.
 * @returns The factor for `normalize`, ten decimals.
 * @throws {@link CoalitionError} `trend/invalid-input` for months without working days.
 * @example
 * workingDayFactor({ '2026-01': 20, '2026-02': 20, '2026-03': 23 }, 'example').byMonth['2026-03']; // => '1.0952380952'
 */
export function workingDayFactor(days: Readonly<Record<Month, number>>, source: string): SeriesFactor {
  const entries = Object.entries(days);
  if (entries.length === 0) throw invalidInput('days', 'none', 'Give at least one month.');
  for (const [month, each] of entries) {
    monthIndex(month);
    if (!(finite(`days of ${month}`, each) > 0)) throw invalidInput(`days of ${month}`, each, 'Give days above 0.');
  }
  const mean = entries.reduce((sum, [, each]) => sum + each, 0) / entries.length;
  return { name: 'working days', byMonth: Object.fromEntries(entries.map(([month, each]) => [month, (each / mean).toFixed(10)])), source };
}
