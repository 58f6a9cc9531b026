import { Decimal } from '../money/decimal.js';
import type { LedgerFactor } from '../reference/explanation.js';
import { type Month, type MonthSpan, monthIndex } from '../time/month.js';
import type { Period } from '../time/period.js';
import type { IbnrResult } from './ibnr.js';
import { periodInterval } from './ibnr-interval.js';
import { invalidInput } from './triangle-spec.js';

/**
 * Turns a completion result into the one factor by which what was paid in a period is multiplied.
 *
 * It is the reciprocal of a completion factor, weighted by what each month costs: nobody else inverts.
 *
 * @formula factor = sum of ultimates / sum of known amounts over the period's months; range from past errors of the same ages
 * @unit none (a multiplier, usually 1 or more)
 * @testedBy trend/ibnr.test.ts
 * @param result - What {@link ibnr} gave.
 * @param period - Months or days; every incurred month that begins in it counts.
 * @returns Factor with its range; the range is the factor itself where no past errors support one.
 * @throws {@link CoalitionError} `trend/invalid-input` when the period holds no month of the result, or nothing was paid in it.
 * @example
 * const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [['1000', '1500'], ['2000', '3000'], ['1200']] });
 * completionStep(ibnr(triangle, completion(triangle), { method: 'development' }), ['2024-03', '2024-03']).factor.toFixed(); // => '1.5'
 */
export function completionStep(result: IbnrResult, period: MonthSpan | Period): LedgerFactor {
  const [from, to]: readonly [Month, Month] = isSpan(period) ? period : [period.from.slice(0, 7), period.to.slice(0, 7)];
  const rows = result.rows.filter((row) => monthIndex(row.period) >= monthIndex(from) && monthIndex(row.period) <= monthIndex(to));
  if (rows.length === 0) throw invalidInput('period', `${from} to ${to}`, 'Give months that the triangle has.');
  let [paid, ultimate] = [new Decimal(0), new Decimal(0)];
  for (const row of rows) {
    if (row.ultimate === null) throw invalidInput('period', row.period, 'This month has no ultimate; choose a method that answers for it.');
    paid = paid.plus(row.paid);
    ultimate = ultimate.plus(row.ultimate);
  }
  if (!paid.gt(0)) throw invalidInput('period', `${from} to ${to}`, 'Nothing is paid in it, so no factor can complete it; use the ultimates.');
  const range = periodInterval({
    past: result.pastErrors,
    month: result.averageMonth,
    confidence: result.confidence,
    point: ultimate.toNumber(),
    lags: rows.map(({ lag }) => lag),
  });
  const end = (bound: number | null | undefined): Decimal => (bound === null || bound === undefined ? ultimate : new Decimal(bound)).div(paid);
  const ends = range?.kind === 'interval' ? range : null;
  return {
    factor: ultimate.div(paid),
    low: end(ends?.low),
    high: end(ends?.high),
    source: `trend ${result.method}, as of ${result.disclosure.asOf}`,
  };
}

function isSpan(period: MonthSpan | Period): period is MonthSpan {
  return Array.isArray(period);
}
