import { CoalitionError } from '../errors/coalition-error.js';
import type { Cents } from '../money/cents.js';
import type { Month } from '../time/month.js';
import type { Triangle } from './triangle.js';
import { incrementalAt } from './triangle-grid.js';
import { monthsOfGrain, periodMonth, periodStart } from './triangle-spec.js';

/** A payment that was known before and has another amount now. */
export interface RestatedCell {
  readonly code: 'trend/restated-history';
  /** First month of the incurred period. */
  readonly period: Month;
  /** Unit: periods of the grain. */
  readonly lag: number;
  /** Incremental amount as it was. Unit: cell units. */
  readonly before: Cents;
  /** Incremental amount as it is now. Unit: cell units. */
  readonly after: Cents;
}

/**
 * Tells which payments that an earlier extract already knew have other amounts in a later one: restated history.
 *
 * @param older - The earlier extract.
 * @param newer - The later one; it may begin and end elsewhere.
 * @returns Cells known to both whose incremental amounts differ, oldest first; empty when history stands.
 * @throws {@link CoalitionError} `aggregate/spec-mismatch` when grain or unit differ.
 * @testedBy trend/triangle-builder.test.ts
 * @example
 * const of = (first: string) => triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [[first, '150'], ['110']] });
 * compareTriangles(of('100'), of('120')).map(({ lag, before, after }) => [lag, before, after]); // => [[0, 10000, 12000], [1, 5000, 3000]]
 */
export function compareTriangles(older: Triangle, newer: Triangle): readonly RestatedCell[] {
  for (const path of ['grain', 'unit', 'basis'] as const) {
    if (older.spec[path] !== newer.spec[path]) {
      throw new CoalitionError(
        'aggregate/spec-mismatch',
        `The triangles differ in ${path}: ${older.spec[path]} and ${newer.spec[path]}. Build both alike.`,
        { path: `spec.${path}` },
      );
    }
  }
  const shift = (periodStart(older.spec, 0) - periodStart(newer.spec, 0)) / monthsOfGrain(older.spec.grain);
  if (!Number.isInteger(shift)) {
    throw new CoalitionError(
      'aggregate/spec-mismatch',
      `Periods begin in different months: ${older.spec.origin} and ${newer.spec.origin}. Build both alike.`,
      { path: 'spec.origin' },
    );
  }
  const restated: RestatedCell[] = [];
  for (let i = 0; i < older.grid.rows; i += 1) {
    for (let lag = 0; lag < older.grid.columns; lag += 1) {
      const [before, after] = [incrementalAt(older.grid, i, lag), incrementalAt(newer.grid, i + shift, lag)];
      if (before !== null && after !== null && before !== after)
        restated.push({ code: 'trend/restated-history', period: periodMonth(older.spec, i), lag, before, after });
    }
  }
  return restated;
}
