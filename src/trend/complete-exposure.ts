import type { Explanation } from '../reference/explanation.js';
import type { Month } from '../time/month.js';
import type { ExposureMonth } from './build-triangle.js';
import { type CompletionOptions, completion } from './completion.js';
import type { TrendDisclosure } from './disclosure.js';
import type { Triangle } from './triangle.js';
import { cellScale, invalidInput, periodMonth } from './triangle-spec.js';

/** Member months with those that will still be enrolled backwards. */
export interface CompletedExposure extends Explanation {
  readonly disclosure: TrendDisclosure;
  readonly months: readonly (ExposureMonth & {
    readonly month: Month /** As known. Unit: member months. */;
    readonly known: number /** Unit: share. */;
    readonly completion: number;
  })[];
}

/**
 * Completes member months for enrolment that is reported late: a small triangle of member months by covered month and report month.
 *
 * @formula member months = known / completion at the month's age
 * @unit member months
 * @testedBy trend/triangle-tools.test.ts
 * @param triangle - Counts of member months as they were known after each lag.
 * @param o - How completion factors are made.
 * @returns Months to build a cost triangle with.
 * @throws {@link CoalitionError} `trend/invalid-input` for a triangle that isn't of counts, `trend/insufficient-development`.
 * @example
 * const triangle = triangleFrom({ origin: '2025-01', grain: 'month', unit: 'count', cumulative: [['100', '102'], ['200', '204'], ['150']] });
 * completeExposure(triangle).months.at(-1)?.memberMonths; // => 153
 */
export function completeExposure(triangle: Triangle, o: CompletionOptions = {}): CompletedExposure {
  if (triangle.spec.unit !== 'count') throw invalidInput('unit', triangle.spec.unit, "Member months are counts: give a triangle with unit 'count'.");
  const pattern = completion(triangle, o);
  const scale = cellScale(triangle.spec);
  return {
    months: triangle.latest().flatMap((cells, i) => {
      const age = triangle.grid.age[i] ?? -1;
      const p = age < 0 ? null : (pattern.completionFactors[age] ?? null);
      if (p === null) return [];
      const known = cells / scale;
      const memberMonths = known / p;
      if (!Number.isFinite(memberMonths))
        throw invalidInput('completion', p, 'So small a share known makes no member months. Give a shorter tail or other factors.');
      return [{ month: periodMonth(triangle.spec, i), memberMonths, known, completion: p }];
    }),
    disclosure: pattern.disclosure,
    steps: pattern.steps,
    assumptions: pattern.assumptions,
    warnings: pattern.warnings,
    tables: [],
  };
}
