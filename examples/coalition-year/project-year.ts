import { Decimal } from 'coalition-kit';
import { sumUsd, type Usd, usd } from 'coalition-kit/money';
import { type Month, monthFromIndex, monthIndex } from 'coalition-kit/time';
import { type Fan, type IbnrResult, type Projection, project, scenarioFan } from 'coalition-kit/trend';
import type { Frame } from './frame.js';

/** Last year's trend and next year's cost, per member per month. */
export interface Projected {
  readonly trend: { readonly before: Usd; readonly now: Usd /** Unit: share a year. */; readonly rate: number };
  readonly projection: Projection;
  /** What next year may cost, all members together. */
  readonly fan: Fan;
}

/** How far next year's trend may be off; the coalition's actuary puts a figure of her own here. *Assumed.* Unit: share a year. */
const TREND_SD = 0.03;
/** An 80 % interval of a normal is this many standard deviations wide on either side. */
const Z80 = 1.2816;

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
  const projection = project(now, {
    trends: [{ name: 'measured trend of completed cost', annual: rate, source: 'this coalition, last two years' }],
    from: { months: frame.year },
    to: { months: next(frame.year) },
  });
  return { trend: { before, now, rate }, projection, fan: fanOf(result, frame, projection) };
}

/** Next year's months with what the base, the trend and the months' own scatter may add or take. */
function fanOf(result: IbnrResult, frame: Frame, { projected }: Projection): Fan {
  const rows = result.rows.filter(({ period }) => period >= frame.year[0] && period <= frame.year[1]);
  const ultimates = rows.map(({ ultimate }) => ultimate?.toNumber() ?? 0);
  const year = ultimates.reduce((sum, each) => sum + each, 0);
  const mean = year / ultimates.length;
  const variance = ultimates.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, ultimates.length - 1);
  const { interval } = result.total;
  const width = interval?.kind === 'interval' && interval.low !== null && interval.high !== null ? interval.high - interval.low : 0;
  return scenarioFan(
    {
      firstMonth: next(frame.year)[0],
      expected: rows.map(({ memberMonths }) => projected.toNumber() * (memberMonths ?? 0)),
    },
    {
      drivers: { ibnr: { sd: width / 2 / Z80 / year }, process: { cv: Math.sqrt(variance) / mean }, trend: { sd: TREND_SD } },
      sims: 2000,
      seed: 1,
    },
  );
}
