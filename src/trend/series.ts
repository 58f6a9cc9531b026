import { Decimal } from '../money/decimal.js';
import type { UsdInput } from '../money/usd.js';
import { type Month, type MonthIndex, monthIndex } from '../time/month.js';
import { invalidInput } from './triangle-spec.js';

/** One month of a cost series. */
export interface SeriesPoint {
  readonly month: Month;
  /** Completed cost, decimal text; null is missing. Unit: US dollars per member or employee per month, or in total. */
  readonly value: UsdInput | null;
  /** How complete the month is. Default 1. Unit: share. */
  readonly completion?: number;
}

/** Months one after the other, as doubles. */
export interface Series {
  readonly first: MonthIndex;
  /** Null is missing. Unit: US dollars. */
  readonly values: readonly (number | null)[];
  readonly completion: readonly number[];
}

/** Orders a series, fills gaps with nothing, and refuses months that stand twice. */
export function seriesOf(points: readonly SeriesPoint[]): Series {
  if (points.length === 0) throw invalidInput('series', 'empty', 'Give at least one month.');
  const sorted = points.map((point) => ({ ...point, index: monthIndex(point.month) })).sort((a, b) => a.index - b.index);
  const first = sorted[0]?.index ?? 0;
  const last = sorted.at(-1)?.index ?? first;
  if (last - first > 2400) throw invalidInput('series', `${last - first} months`, 'Give at most 200 years.');
  const values: (number | null)[] = Array.from({ length: last - first + 1 }, () => null);
  const completion = values.map(() => 1);
  let before = -1;
  for (const { index, month, value, completion: share } of sorted) {
    if (index === before) throw invalidInput('month', month, 'Give each month once.');
    before = index;
    if (typeof value === 'number') throw invalidInput(`value of ${month}`, value, "Amounts are decimal text like '512.34'.");
    const x = value === null ? null : new Decimal(value.toString()).toNumber();
    if (x !== null && !Number.isFinite(x)) throw invalidInput(`value of ${month}`, x, 'Give a finite amount.');
    values[index - first] = x;
    completion[index - first] = share ?? 1;
  }
  return { first, values, completion };
}
