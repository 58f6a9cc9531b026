import { Decimal } from 'coalition-kit';
import { sumUsd, type Usd, usd } from 'coalition-kit/money';
import { type Month, monthFromIndex, monthIndex } from 'coalition-kit/time';
import { type IbnrResult, type Projection, project } from 'coalition-kit/trend';
import type { Frame } from './frame.js';

/** Last year's trend and next year's cost, per member per month. */
export interface Projected {
  readonly trend: { readonly before: Usd; readonly now: Usd /** Unit: share a year. */; readonly rate: number };
  readonly projection: Projection;
}

/** Completed cost per member month over a span, from what completion says of each month. */
function completedPmpm(result: IbnrResult, span: readonly [Month, Month]): Usd | null {
  const rows = result.rows.filter(({ period }) => period >= span[0] && period <= span[1]);
  const months = rows.reduce((sum, { memberMonths }) => sum + (memberMonths ?? 0), 0);
  if (months === 0 || rows.some(({ ultimate }) => ultimate === null)) return null;
  return usd(new Decimal(sumUsd(rows.flatMap(({ ultimate }) => (ultimate === null ? [] : [ultimate])))).div(months));
}

const next = ([from, to]: readonly [Month, Month]): readonly [Month, Month] => [
  monthFromIndex(monthIndex(from) + 12),
  monthFromIndex(monthIndex(to) + 12),
];

/** Carries the measured trend on by one year, midpoint to midpoint; a year alone has no trend. */
export function projectYear(result: IbnrResult, frame: Frame): Projected | null {
  const now = completedPmpm(result, frame.year);
  const before = frame.yearBefore === null ? null : completedPmpm(result, frame.yearBefore);
  if (now === null || before === null || before.isZero()) return null;
  const rate = new Decimal(now).div(before).minus(1).toNumber();
  return {
    trend: { before, now, rate },
    projection: project(now, {
      trends: [{ name: 'measured trend of completed cost', annual: rate, source: 'this coalition, last two years' }],
      from: { months: frame.year },
      to: { months: next(frame.year) },
    }),
  };
}
