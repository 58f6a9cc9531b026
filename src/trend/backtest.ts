import type { Explanation } from '../reference/explanation.js';
import { quantileOfSorted } from '../stats/quantile.js';
import { type Month, monthFromIndex, monthIndex } from '../time/month.js';
import { NOT_AN_OPINION } from './disclosure.js';
import { checkPositive, fillGaps } from './forecasting/fill-gaps.js';
import { type ForecastModel, type ForecastModelName, modelOf, runModel } from './forecasting/models.js';
import { horizonWidths, originErrors } from './forecasting/origins.js';
import { YEAR } from './forecasting/simple-models.js';
import { seriesTooShort } from './measured-prior.js';
import { type SeriesPoint, seriesOf } from './series.js';
import { invalidInput } from './triangle-spec.js';

/** How {@link backtest} is asked. */
export interface BacktestOptions {
  /** How many past months to forecast from. Default 12. Unit: origins. */
  readonly origins?: number;
  /** Default 12. Unit: months. */
  readonly horizon?: number;
  /** Default 0.8. Unit: share. */
  readonly confidence?: number;
  /** The series as it was known at an origin; default: its first months as they are known today. */
  readonly asOf?: (origin: Month) => readonly SeriesPoint[];
}

/** How one model did over past origins. Errors are actual less forecast. */
export interface BacktestScore {
  readonly model: string;
  /** Unit: origins. */
  readonly origins: number;
  /** Unit: as the series. */
  readonly mae: number;
  /** Unit: as the series. */
  readonly rmse: number;
  /** Of the total over the horizon. Unit: share. */
  readonly mapeOfTotal: number;
  /** Mean error. Unit: as the series. */
  readonly bias: number;
  /** MAE over that of the same month a year before, within the sample. Unit: ratio. */
  readonly mase: number | null;
  /** The same with squares. Unit: ratio. */
  readonly rmsse: number | null;
  /** Mean pinball loss of the total at the 10th, 50th and 90th percentile. Unit: as the series; null without intervals. */
  readonly pinball: { readonly p10: number; readonly p50: number; readonly p90: number } | null;
  /** Share of months inside the interval; null without intervals. Unit: share. */
  readonly coverage: number | null;
  /** Winkler's score of the intervals; null without them. Unit: as the series. */
  readonly intervalScore: number | null;
  /** 1 - MAE over that of the seasonal naive at the same origins. Unit: share. */
  readonly skill: number | null;
}

/** Models beside each other. */
export interface BacktestReport extends Explanation {
  readonly note: string;
  readonly scores: readonly BacktestScore[];
  /** The model of least mean pinball loss, or of least MAE without intervals. */
  readonly best: string;
  readonly horizon: number;
}

/**
 * Tells how good forecasts of the own past would have been: models refitted at past origins on what was known then.
 *
 * Limits: intervals of an origin rest on origins before it, so early ones may have none. Give `asOf` where months were restated.
 *
 * @formula MASE = MAE / mean |y[t] - y[t - 12]|; pinball(q) = max(p (y - q), (p - 1)(y - q)); interval score = width + 2 / (1 - c) x distance outside
 * @unit as the series
 * @source Hyndman and Koehler 2006; Gneiting and Raftery 2007
 * @testedBy trend/forecast.test.ts
 * @param series - Completed cost by month.
 * @param models - Which models.
 * @param o - Origins, horizon, confidence, as-of.
 * @returns Scores by model.
 * @throws {@link CoalitionError} `trend/series-too-short`, `trend/invalid-input`.
 * @example
 * const series = Array.from({ length: 48 }, (_, i) => ({ month: `${2022 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`, value: String(400 + (i % 12)) }));
 * backtest(series, ['seasonalNaive'], { origins: 3, horizon: 6 }).scores[0]?.mae; // => 0
 */
export function backtest(
  series: readonly SeriesPoint[],
  models: readonly (ForecastModel | ForecastModelName)[],
  o: BacktestOptions = {},
): BacktestReport {
  const { origins = 12, horizon = YEAR, confidence = 0.8 } = o;
  if (models.length === 0) throw invalidInput('models', 'none', 'Name at least one model.');
  for (const [name, value] of [
    ['origins', origins],
    ['horizon', horizon],
  ] as const) {
    if (!(Number.isSafeInteger(value) && value >= 1)) throw invalidInput(name, value, 'Give a whole number, 1 or more.');
  }
  const { first, values } = seriesOf(series);
  checkPositive(values);
  const ends = Array.from({ length: origins }, (_, j) => values.length - horizon - origins + 1 + j).filter((n) => n >= 2 * YEAR + 1);
  if (ends.length === 0) throw seriesTooShort('A backtest', values.length, 2 * YEAR + horizon + 1);
  const past = (n: number): readonly (number | null)[] => {
    if (o.asOf === undefined) return values.slice(0, n);
    const origin = monthFromIndex(first + n - 1);
    const then = seriesOf(o.asOf(origin).filter(({ month }) => monthIndex(month) < first + n));
    checkPositive(then.values);
    return then.values;
  };
  const scores = models.map((model) => scoreOf({ model: modelOf(model), y: values, ends, horizon, confidence, past }));
  const seasonal = scoreOf({ model: { kind: 'seasonalNaive' }, y: values, ends, horizon, confidence, past });
  const rated = scores.map((score) => ({ ...score, skill: seasonal.mae > 0 ? 1 - score.mae / seasonal.mae : null }));
  const loss = (score: BacktestScore): number =>
    score.pinball === null ? score.mae : (score.pinball.p10 + score.pinball.p50 + score.pinball.p90) / 3;
  const best = rated.reduce((leader, score) => (loss(score) < loss(leader) ? score : leader));
  return {
    scores: rated,
    best: best.model,
    horizon,
    note: NOT_AN_OPINION,
    steps: [{ id: 'origins', label: `Forecasts from ${ends.length} past months, ${horizon} months ahead`, value: best.model }],
    assumptions: [
      {
        id: 'as of',
        value: o.asOf === undefined ? 'months as known today' : 'months as known at each origin',
        evidence: 'assumed',
        source: 'caller',
      },
    ],
    warnings: [],
    tables: [],
  };
}

interface ScoreInput {
  readonly model: ForecastModel;
  /** Null is missing: such a month is neither learned from nor scored. */
  readonly y: readonly (number | null)[];
  readonly ends: readonly number[];
  readonly horizon: number;
  readonly confidence: number;
  readonly past: (n: number) => readonly (number | null)[];
}

function scoreOf({ model, y, ends, horizon, confidence, past }: ScoreInput): Omit<BacktestScore, 'skill'> & { readonly skill: null } {
  let [absolute, square, bias, months, ape, used] = [0, 0, 0, 0, 0, 0];
  let [inside, tried, winkler] = [0, 0, 0];
  const pinballs = { p10: 0, p50: 0, p90: 0, count: 0 };
  for (const n of ends) {
    const known = past(n);
    const { values } = runModel(model, known, horizon);
    if (values === null || y.slice(n, n + horizon).every((truth) => truth === null)) continue;
    used += 1;
    const errors = originErrors({ model, y: known, horizon, origins: 24, least: 2 * YEAR + 1 });
    const widths = horizonWidths(errors, confidence);
    let [actual, forecastSum] = [0, 0];
    values.forEach((value, h) => {
      const truth = y[n + h] ?? null;
      if (truth === null) return;
      actual += truth;
      forecastSum += value;
      absolute += Math.abs(truth - value);
      square += (truth - value) ** 2;
      bias += truth - value;
      months += 1;
      const half = widths[h]?.half ?? null;
      if (half === null) return;
      const [low, high] = [value * Math.exp(-half), value * Math.exp(half)];
      tried += 1;
      if (low <= truth && truth <= high) inside += 1;
      winkler += high - low + (2 / (1 - confidence)) * (Math.max(0, low - truth) + Math.max(0, truth - high));
    });
    ape += Math.abs(actual - forecastSum) / actual;
    addPinball({ pinballs, errors: errors.byHorizon.flat(), actual, forecastSum });
  }
  const [scaleAbsolute, scaleSquare] = seasonalScale(fillGaps(y.slice(0, ends[0] ?? y.length)));
  const mean = (sum: number): number => (months === 0 ? 0 : sum / months);
  return {
    model: model.kind,
    origins: used,
    mae: mean(absolute),
    rmse: Math.sqrt(mean(square)),
    mapeOfTotal: used === 0 ? 0 : ape / used,
    bias: mean(bias),
    mase: scaleAbsolute > 0 ? mean(absolute) / scaleAbsolute : null,
    rmsse: scaleSquare > 0 ? Math.sqrt(mean(square) / scaleSquare) : null,
    pinball:
      pinballs.count === 0 ? null : { p10: pinballs.p10 / pinballs.count, p50: pinballs.p50 / pinballs.count, p90: pinballs.p90 / pinballs.count },
    coverage: tried === 0 ? null : inside / tried,
    intervalScore: tried === 0 ? null : winkler / tried,
    skill: null,
  };
}

/** Quantiles of the total from past log errors at all horizons together. */
function addPinball(o: {
  readonly pinballs: { p10: number; p50: number; p90: number; count: number };
  readonly errors: readonly number[];
  readonly actual: number;
  readonly forecastSum: number;
}): void {
  if (o.errors.length < 9) return;
  const sorted = Float64Array.from(o.errors).sort();
  const loss = (p: number, q: number): number => Math.max(p * (o.actual - q), (p - 1) * (o.actual - q));
  const at = (p: number): number => o.forecastSum * Math.exp(quantileOfSorted(sorted, p));
  o.pinballs.p10 += loss(0.1, at(0.1));
  o.pinballs.p50 += loss(0.5, o.forecastSum);
  o.pinballs.p90 += loss(0.9, at(0.9));
  o.pinballs.count += 1;
}

function seasonalScale(y: readonly number[]): readonly [absolute: number, square: number] {
  const steps = y.slice(YEAR).map((value, i) => value - (y[i] ?? 0));
  const mean = (of: (step: number) => number): number => (steps.length === 0 ? 0 : steps.reduce((sum, step) => sum + of(step), 0) / steps.length);
  return [mean(Math.abs), mean((step) => step * step)];
}
