import { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { type Month, monthIndex } from '../time/month.js';
import { NOT_AN_OPINION } from './disclosure.js';
import type { SeriesPoint } from './series.js';
import { invalidInput } from './triangle-spec.js';

/** One reason why months differ, as a multiplier for each month. */
export interface SeriesFactor {
  /** Such as `working days`, `age and sex`, `area`, `benefit`, `large claims`. */
  readonly name: string;
  /** Multiplier by month, decimal text; a month without one has 1. Unit: none. */
  readonly byMonth: Readonly<Record<Month, string>>;
  readonly source: string;
}

/** One month, raw and normalised. */
export interface NormalizedPoint extends SeriesPoint {
  readonly raw: Usd | null;
  readonly value: Usd | null;
  /** The factors by name; raw = normalised x their product. Unit: none. */
  readonly factors: Readonly<Record<string, Decimal>>;
}

/** A series without the named differences. */
export interface NormalizedSeries extends Explanation {
  readonly note: string;
  readonly points: readonly NormalizedPoint[];
}

/**
 * Takes named differences out of a cost series, and keeps each of them in the output.
 *
 * @formula normalised = raw / product of factors
 * @unit as the series
 * @testedBy trend/measure-trend.test.ts
 * @param series - Completed cost by month.
 * @param factors - Why months differ.
 * @returns Raw, factors and normalised value by month; product of factors x normalised = raw.
 * @throws {@link CoalitionError} `trend/invalid-input` for a factor that isn't above 0.
 * @example
 * normalize([{ month: '2025-02', value: '380' }], [{ name: 'working days', byMonth: { '2025-02': '0.95' }, source: 'calendar' }]).points[0]?.value?.toFixed(); // => '400'
 */
export function normalize(series: readonly SeriesPoint[], factors: readonly SeriesFactor[]): NormalizedSeries {
  const checked = factors.map((factor) => ({
    ...factor,
    byMonth: new Map(
      Object.entries(factor.byMonth).map(([month, text]) => {
        monthIndex(month);
        if (typeof text !== 'string' || !/^\d+(\.\d+)?$/.test(text) || !new Decimal(text).gt(0))
          throw invalidInput(`${factor.name} of ${month}`, text, "A factor is decimal text above 0 like '0.95'.");
        return [month, new Decimal(text)] as const;
      }),
    ),
  }));
  return {
    points: series.map((point) => {
      const raw = point.value === null ? null : usd(point.value);
      const own = Object.fromEntries(checked.map(({ name, byMonth }) => [name, byMonth.get(point.month) ?? new Decimal(1)]));
      const product = Object.values(own).reduce((all, each) => all.times(each), new Decimal(1));
      return { ...point, raw, value: raw === null ? null : usd(new Decimal(raw).div(product)), factors: own };
    }),
    note: NOT_AN_OPINION,
    steps: factors.map(({ name, byMonth }) => ({ id: `factor-${name}`, label: `${name}, ${Object.keys(byMonth).length} months` })),
    assumptions: factors.map(({ name, byMonth, source }) => ({
      id: name,
      value: Object.entries(byMonth)
        .map(([month, text]) => `${month}: ${text}`)
        .join(', '),
      evidence: 'assumed',
      source,
    })),
    warnings: [],
    tables: [],
  };
}
