import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import type { Triangle } from './triangle.js';
import { cellScale, finite, invalidInput, monthsOfGrain, periodStart, whole } from './triangle-spec.js';

/** What is expected before the paid amounts of a month are looked at. */
export interface Prior {
  /** Expected ultimate by incurred period, as decimal text in US dollars (or the triangle's unit). Wins over all below. */
  readonly expected?: readonly (string | null)[];
  /** Yearly growth of cost per member; `measured` takes it from 12 or more settled months. Default 0. Unit: share a year, 0.07 for 7 %. */
  readonly trend?: number | 'measured';
  /** Factor by calendar month, January first; used as given, never rescaled. `measured` takes it from 24 or more settled months. Default: none. */
  readonly season?: readonly number[] | 'measured';
  /** Factor by incurred period, such as working days or a benefit change. Default: none. */
  readonly periodFactors?: readonly number[];
  /** Latest settled months that make the base. Default 12. Unit: incurred periods. */
  readonly baseMonths?: number;
  /** From which completion a month counts as settled. Default 0.95. Unit: share. */
  readonly settledAt?: number;
  /** Who chose it. */
  readonly source?: string;
}

/** A prior in which nothing is left to be measured. */
export interface KnownPrior extends Prior {
  readonly trend?: number;
  readonly season?: readonly number[];
}

/** The shape of expected cost over time: trend x season x working days, 1 at the first period. */
export function shapeOf(triangle: Triangle, prior: KnownPrior | undefined): Float64Array {
  const { spec } = triangle;
  const step = monthsOfGrain(spec.grain);
  const trend = finite('prior.trend', prior?.trend ?? 0);
  if (trend <= -1) throw invalidInput('prior.trend', trend, 'A yearly trend is above -1; write 0.07 for 7 %.');
  const { season, periodFactors } = prior ?? {};
  if (season !== undefined && (season.length !== 12 || season.some((each) => !(Number.isFinite(each) && each > 0)))) {
    throw invalidInput('prior.season', season.length, 'Give twelve positive factors, January first.');
  }
  if (periodFactors !== undefined && (periodFactors.length < spec.months || periodFactors.some((each) => !(Number.isFinite(each) && each > 0)))) {
    throw invalidInput('prior.periodFactors', periodFactors.length, 'Give one positive factor for each incurred period.');
  }
  return Float64Array.from({ length: spec.months }, (_, i) => {
    const start = periodStart(spec, i);
    let seasonal = 1;
    if (season !== undefined) {
      seasonal = 0;
      for (let m = start; m < start + step; m += 1) seasonal += (season[m % 12] ?? 1) / step;
    }
    return (1 + trend) ** ((i * step) / 12) * seasonal * (periodFactors?.[i] ?? 1);
  });
}

/** The caller's expected ultimates in cell units; null where none were given. */
export function expectedCells(triangle: Triangle, prior: Prior | undefined): readonly (number | null)[] | null {
  const given = prior?.expected;
  if (given === undefined) return null;
  const { spec } = triangle;
  if (given.length < spec.months)
    throw invalidInput('prior.expected', `${given.length} values`, `Give one for each of the ${spec.months} periods, null where there is none.`);
  return Array.from({ length: spec.months }, (_, i) => {
    const text = given[i] ?? null;
    if (text === null) return null;
    if (typeof text !== 'string' || !/^-?\d+(\.\d+)?$/.test(text))
      throw invalidInput(`prior.expected[${i}]`, text, "Write it as decimal text like '1200.50'.");
    return finite(`prior.expected[${i}]`, new Decimal(text).times(cellScale(spec)).toNumber());
  });
}

/** The refusal of a method that needs an expectation. */
export function priorMissing(method: string, formula: string): CoalitionError<'trend/prior-missing'> {
  return new CoalitionError(
    'trend/prior-missing',
    `${method} needs an expected cost: ${formula}. Give prior.expected, or exposure with prior.trend and prior.season.`,
    { method },
  );
}

/** What projecting settled months forward gives. */
export interface ProjectedMonths {
  /** Expected ultimate by period; null without exposure. Unit: cell units. */
  readonly expected: readonly (number | null)[];
  /** Cost per member month at the first period's level; null when no month is settled. Unit: cell units per member month. */
  readonly base: number | null;
  /** The settled periods behind it. Unit: incurred periods from the first. */
  readonly baseRows: readonly number[];
}

/** Projects the latest settled months by the prior's shape: base = sum U / sum(E x shape), expected = base x shape x E. */
export function projection(o: {
  readonly triangle: Triangle;
  readonly developed: readonly (number | null)[];
  readonly completionAt: readonly (number | null)[];
  readonly shape: Float64Array;
  readonly prior: Prior | undefined;
}): ProjectedMonths {
  const { triangle, developed, completionAt, shape, prior } = o;
  const exposure = triangle.exposure;
  const [months, settledAt] = [whole('prior.baseMonths', prior?.baseMonths ?? 12, { from: 1 }), finite('prior.settledAt', prior?.settledAt ?? 0.95)];
  const settled = developed.flatMap((u, i) => (u !== null && (completionAt[i] ?? 0) >= settledAt && (exposure?.[i] ?? 0) > 0 ? [i] : []));
  const baseRows = settled.slice(Math.max(0, settled.length - months));
  let [cost, units] = [0, 0];
  for (const i of baseRows) {
    cost += developed[i] ?? 0;
    units += (exposure?.[i] ?? 0) * (shape[i] ?? 1);
  }
  const base = units > 0 && Number.isFinite(cost / units) ? cost / units : null;
  return {
    base,
    baseRows,
    expected: developed.map((_, i) =>
      base === null || (exposure?.[i] ?? null) === null
        ? null
        : finite(`the expected cost of period ${i}`, base * (shape[i] ?? 1) * (exposure?.[i] ?? 0)),
    ),
  };
}
