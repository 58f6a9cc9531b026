import type { IsoDate } from '../time/iso-date.js';
import type { MetricSpec, MissingPolicy, ParameterRow, ParameterSpec } from './contract.js';
import type { Unit } from './unit.js';

/** What a metric may say of itself; see {@link MetricSpec}. */
export interface MetricOptions {
  readonly label?: string;
  readonly over?: readonly string[];
  readonly min?: string;
  readonly max?: string;
  readonly integer?: boolean;
  readonly better?: 'lower' | 'higher';
  readonly minDenominator?: string;
  /** Default `fail`: nothing is settled without it. */
  readonly onMissing?: MissingPolicy;
  readonly neutral?: string;
  readonly period?: 'measurement' | 'any';
  readonly runOut?: boolean;
}

function spec(unit: Unit, o: MetricOptions): MetricSpec {
  return { ...o, unit, onMissing: o.onMissing ?? 'fail' };
}

/** Short ways to declare metrics. */
export interface MetricBuilder {
  /** Dollars, or dollars by something: `per: 'memberMonth'`. */
  money(o?: MetricOptions & { readonly per?: string }): MetricSpec;
  /** A whole number of something, such as `of: 'episodes'`; `count` when absent. */
  count(o?: MetricOptions & { readonly of?: Unit }): MetricSpec;
  ratio(o?: MetricOptions): MetricSpec;
  points(o?: MetricOptions): MetricSpec;
  of(unit: Unit, o?: MetricOptions): MetricSpec;
}

/**
 * Short ways to declare metrics; each only makes data.
 *
 * @example
 * metric.money({ per: 'episode' }); // => { unit: 'USD/episode', onMissing: 'fail' }
 */
export const metric: MetricBuilder = /* @__PURE__ */ Object.freeze<MetricBuilder>({
  money: ({ per, ...o } = {}) => spec(per === undefined ? 'USD' : `USD/${per}`, o),
  count: ({ of, ...o } = {}) => spec(of ?? 'count', { integer: true, ...o }),
  ratio: (o = {}) => spec('ratio', o),
  points: (o = {}) => spec('points', o),
  of: (unit, o = {}) => spec(unit, o),
});

/** One row of {@link dated}. */
export interface DatedInput {
  readonly from: IsoDate;
  readonly to?: IsoDate;
  /** Decimal text. */
  readonly value?: string;
  /** Decimal text by key of the parameter's dimension. */
  readonly values?: Readonly<Record<string, string>>;
  readonly cite: string;
}

/**
 * Declares a figure that may change over time.
 *
 * @param rows - Each value with the days on which it holds and the clause that says so.
 * @param o - `unit`: a ratio when absent; `over`: the dimension of `values`.
 * @returns The parameter.
 * @example
 * dated([{ from: '2026-01-01', value: '0.03', cite: 'Exhibit B' }]).unit; // => 'ratio'
 */
export function dated(rows: readonly DatedInput[], o: { readonly unit?: Unit; readonly over?: string; readonly label?: string } = {}): ParameterSpec {
  const copied: readonly ParameterRow[] = rows.map((row) => ({ ...row }));
  return {
    unit: o.unit ?? 'ratio',
    rows: copied,
    ...(o.over === undefined ? {} : { over: o.over }),
    ...(o.label === undefined ? {} : { label: o.label }),
  };
}
