import type { Warning } from '../errors/finding.js';
import { estimatedUsd } from '../money/estimated-usd.js';
import type { Usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import type { Interval } from '../stats/estimate.js';
import { ols, predict } from '../stats/regression.js';
import { studentT } from '../stats/student-t.js';
import { type Month, monthFromIndex } from '../time/month.js';
import { NOT_AN_OPINION } from './disclosure.js';
import { checkPositive, fillGaps } from './forecasting/fill-gaps.js';
import { carriesSeason, type ForecastModel, type ForecastModelName, modelOf, runModel } from './forecasting/models.js';
import { horizonWidths, originErrors } from './forecasting/origins.js';
import { YEAR } from './forecasting/simple-models.js';
import { seriesTooShort } from './measured-prior.js';
import { type SeriesPoint, seriesOf } from './series.js';
import { trendWarning } from './trend-warning.js';
import { invalidInput } from './triangle-spec.js';

/** How {@link forecast} is asked. */
export interface ForecastOptions {
  /** Default `combine`. */
  readonly model?: ForecastModel | ForecastModelName;
  /** Unit: months. */
  readonly horizon: number;
  /** True refuses a model that can't carry a season on (naive, drift, theta where none shows), rather than drawing a flat line. Default false. */
  readonly season?: boolean;
  /** From past errors, from the model (log-linear only, with a warning), or none. Default `conformal`. */
  readonly interval?: 'conformal' | 'model' | 'none';
  /** Default 0.8. Unit: share. */
  readonly confidence?: number;
  /** Past origins behind the intervals. Default 24. Unit: origins. */
  readonly origins?: number;
  /** Most growth or fall of a year over the year before: 0.4 keeps it within -40 % and +40 %; null for none. Default 0.4. Unit: share. */
  readonly cap?: number | null;
}

/** One forecast month. */
export interface ForecastPoint {
  readonly month: Month;
  /** Unit: as the series. */
  readonly value: Usd;
  readonly interval: Interval | null;
}

/** A series carried on, with how far such forecasts were off before. */
export interface Forecast extends Explanation {
  readonly model: string;
  readonly points: readonly ForecastPoint[];
  /** Members of the combination that could not be fitted. */
  readonly dropped: readonly string[];
  /** Past origins behind the intervals. Unit: origins. */
  readonly origins: number;
  /** Share of past errors that intervals made of the other ones held; null without intervals. Unit: share. */
  readonly measuredCoverage: number | null;
  readonly confidence: number;
  readonly note: string;
}

/**
 * Carries a monthly cost series on, by default as a combination of four models with intervals from the own past errors.
 *
 * Limits: months are only roughly exchangeable, so look at `measuredCoverage`. A year that would grow or fall by more than the cap is
 * drawn back to it and flagged. Missing months take the mean of their neighbours' logarithms; exponential smoothing skips them.
 *
 * @formula combine: exp of the mean logarithm; interval: forecast x exp(+-half), half the ceil((n + 1) x confidence)-th smallest absolute
 *   log error at the same horizon
 * @unit as the series
 * @source Makridakis, Spiliotis and Assimakopoulos 2018 (combinations); Vovk, Gammerman and Shafer 2005 (intervals)
 * @testedBy trend/forecast.test.ts: AirPassengers
 * @param series - Completed cost by month, above zero.
 * @param o - Model, horizon, interval, cap.
 * @returns Forecasts with intervals.
 * @throws {@link CoalitionError} `trend/series-too-short` when no model can be fitted, `trend/invalid-input`.
 * @example
 * const series = Array.from({ length: 36 }, (_, i) => ({ month: `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`, value: String(400 + (i % 12)) }));
 * forecast(series, { model: 'seasonalNaive', horizon: 2, interval: 'none' }).points.map(({ month, value }) => [month, value.toFixed()]); // => [['2026-01', '400'], ['2026-02', '401']]
 */
export function forecast(series: readonly SeriesPoint[], o: ForecastOptions): Forecast {
  const { horizon } = o;
  if (!(Number.isSafeInteger(horizon) && horizon >= 1 && horizon <= 1200)) throw invalidInput('horizon', horizon, 'Give how many months, 1 or more.');
  const confidence = o.confidence ?? 0.8;
  const model = modelOf(o.model ?? 'combine');
  const { first, values } = seriesOf(series);
  const warnings: Warning[] = [];
  checkPositive(values);
  const y = fillGaps(values);
  const missing = values.filter((value) => value === null).length;
  if (missing > 0) warnings.push(trendWarning('trend/missing-filled', `${missing} missing months took the mean of their neighbours.`));
  if (o.season === true && !carriesSeason(model, y))
    throw invalidInput('model', model.kind, 'It carries no season of this series on; choose a seasonal model, or leave season out.');
  const run = runModel(model, values, horizon);
  if (run.values === null)
    throw seriesTooShort(
      `The model ${model.kind}`,
      y.length,
      model.kind === 'combine' || model.kind === 'rolling12' || model.kind === 'logLinear' ? 24 : 25,
    );
  for (const member of run.dropped)
    warnings.push(trendWarning('trend/model-dropped', `${member} could not be fitted to ${y.length} months and was left out.`));
  if (model.kind === 'rolling12' && model.damping === 1)
    warnings.push(trendWarning('trend/undamped-trend', 'The full growth of the last year is carried on.'));
  const capped = cap(y, run.values, o.cap === undefined ? 0.4 : o.cap, warnings);
  const intervals = intervalsOf({ model, y, known: values, values: capped, o, confidence, warnings });
  return {
    model: model.kind,
    points: capped.map((value, h) => ({
      month: monthFromIndex(first + values.length + h),
      value: estimatedUsd(value),
      interval: intervals.each[h] ?? null,
    })),
    dropped: run.dropped,
    origins: intervals.origins,
    measuredCoverage: intervals.covered,
    confidence,
    note: NOT_AN_OPINION,
    steps: [
      { id: 'model', label: `Forecast by ${model.kind} from ${y.length} months` },
      {
        id: 'intervals',
        label: `Intervals from ${intervals.origins} past origins`,
        value: intervals.covered === null ? 'none' : `held ${(100 * intervals.covered).toFixed(1)} % of past errors`,
      },
    ],
    assumptions: [{ id: 'model', value: model.kind, evidence: 'assumed', source: o.model === undefined ? 'default' : 'caller' }],
    warnings,
    tables: [],
  };
}

/** Draws years back whose growth over the year before is beyond the cap. */
function cap(y: readonly number[], values: readonly number[], most: number | null, warnings: Warning[]): readonly number[] {
  if (most === null || y.length < YEAR) return values;
  if (!(most > 0)) throw invalidInput('cap', most, 'Give the most a year may grow or fall, such as 0.4, or null for none.');
  const out = [...values];
  let before = y.slice(-YEAR);
  for (let from = 0; from < out.length; from += YEAR) {
    const part = out.slice(from, from + YEAR);
    const sum = (list: readonly number[]): number => list.slice(0, part.length).reduce((total, value) => total + value, 0);
    const growth = sum(part) / sum(before);
    const limit = growth > 1 + most ? 1 + most : growth < 1 - most ? 1 - most : growth;
    if (limit !== growth) {
      warnings.push(
        trendWarning(
          'trend/growth-capped',
          `Months ${from + 1} to ${from + part.length} would change by ${(100 * (growth - 1)).toFixed(1)} %; drawn back to ${(100 * (limit - 1)).toFixed(1)} %.`,
        ),
      );
      for (let h = from; h < from + part.length; h += 1) out[h] = ((out[h] ?? 0) * limit) / growth;
    }
    before = out.slice(from, from + YEAR);
  }
  return out;
}

interface Intervals {
  readonly each: readonly (Interval | null)[];
  readonly origins: number;
  readonly covered: number | null;
}

function intervalsOf(a: {
  readonly model: ForecastModel;
  readonly y: readonly number[];
  readonly known: readonly (number | null)[];
  readonly values: readonly number[];
  readonly o: ForecastOptions;
  readonly confidence: number;
  readonly warnings: Warning[];
}): Intervals {
  const { model, y, known, values, o, confidence, warnings } = a;
  const kind = o.interval ?? 'conformal';
  if (kind === 'none') return { each: [], origins: 0, covered: null };
  if (kind === 'model') {
    if (model.kind !== 'logLinear') throw invalidInput('interval', 'model', "Only logLinear has an interval of its own; use 'conformal'.");
    warnings.push(trendWarning('trend/ols-interval', 'Regression prediction intervals were far too narrow on real cost series.'));
    return { each: regressionIntervals(y, values.length, confidence), origins: 0, covered: null };
  }
  const errors = originErrors({ model, y: known, horizon: values.length, origins: o.origins ?? 24, least: Math.min(y.length, 2 * YEAR + 1) });
  const widths = horizonWidths(errors, confidence);
  if (widths.some(({ half }) => half === null))
    warnings.push(
      trendWarning('trend/interval-unsupported', `${errors.origins} past origins are too few for an interval of ${confidence} at some horizons.`),
    );
  const covered = widths.flatMap((width) => (width.covered === null ? [] : [width.covered]));
  return {
    each: widths.map(({ half, pooled }, h) => {
      const value = values[h] ?? 0;
      if (half === null) return null;
      const method = pooled.length === 1 ? 'past errors at this horizon' : `past errors at horizons ${pooled.join(', ')}`;
      return { kind: 'interval', low: value * Math.exp(-half), high: value * Math.exp(half), confidence, method };
    }),
    origins: errors.origins,
    covered: covered.length === 0 ? null : covered.reduce((sum, each) => sum + each, 0) / covered.length,
  };
}

function regressionIntervals(y: readonly number[], horizon: number, confidence: number): readonly (Interval | null)[] {
  const row = (i: number): readonly number[] => [1, i + 1, ...Array.from({ length: YEAR - 1 }, (_, m) => (i % YEAR === m + 1 ? 1 : 0))];
  const fit = ols(
    y.map((_, i) => row(i)),
    y.map(Math.log),
  );
  const t = fit.df > 0 ? studentT.quantile((1 + confidence) / 2, fit.df) : null;
  return Array.from({ length: horizon }, (_, h) => {
    const { value, predictionError } = predict(fit, row(y.length + h));
    if (t === null || predictionError === null) return null;
    return {
      kind: 'interval',
      low: Math.exp(value - t * predictionError),
      high: Math.exp(value + t * predictionError),
      confidence,
      method: 'regression prediction',
    };
  });
}
