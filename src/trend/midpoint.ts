import { type Month, type MonthIndex, type MonthSpan, monthIndex } from '../time/month.js';
import type { ExposureMonth } from './build-triangle.js';
import { finite, invalidInput } from './triangle-spec.js';

/** Months whose cost is meant, and how many members each had. */
export interface ProjectionPeriod {
  /** First and last month, both included. */
  readonly months: MonthSpan;
  /** Weights of the months; default equal. */
  readonly exposure?: readonly ExposureMonth[];
}

/**
 * Tells the point in time at which the average dollar of a period falls: the exposure-weighted midpoint.
 *
 * @formula sum of (month + 1/2) x exposure / sum of exposure
 * @unit months, as year x 12 + month - 1, with a fraction
 * @testedBy trend/project.test.ts
 * @param period - Months, and members of each.
 * @returns The midpoint.
 * @throws {@link CoalitionError} `trend/invalid-input` when the months run backwards or hold no exposure.
 * @example
 * midpoint({ months: ['2026-01', '2026-12'] }) - midpoint({ months: ['2024-07', '2025-06'] }); // => 18
 */
export function midpoint(period: ProjectionPeriod): number {
  const [first, last] = [monthIndex(period.months[0]), monthIndex(period.months[1])];
  if (last < first) throw invalidInput('months', `${period.months[0]} to ${period.months[1]}`, 'Give the earlier month first.');
  let [moment, weight] = [0, 0];
  for (let m = first; m <= last; m += 1) {
    const w = weightOf(period.exposure, m);
    moment += (m + 0.5) * w;
    weight += w;
  }
  if (!(weight > 0)) throw invalidInput('exposure', weight, 'Give members for at least one month of the period.');
  return finite('midpoint', moment / weight);
}

function weightOf(exposure: readonly ExposureMonth[] | undefined, m: MonthIndex): number {
  if (exposure === undefined) return 1;
  const at = (month: Month): number => monthIndex(month);
  return exposure.reduce((sum, each) => sum + (at(each.month) === m ? checked(each) : 0), 0);
}

function checked({ month, memberMonths }: ExposureMonth): number {
  if (!(Number.isFinite(memberMonths) && memberMonths >= 0))
    throw invalidInput(`exposure of ${month}`, memberMonths, 'Give member months, 0 or more.');
  return memberMonths;
}
