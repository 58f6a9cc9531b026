import { stream } from '../../../src/stats/random.js';
import { monthFromIndex } from '../../../src/time/index.js';
import { type ForecastModelName, forecast, type SeriesPoint } from '../../../src/trend/index.js';
import { sharedData } from '../../kit/shared-data.js';
import { readJson } from '../golden.js';

/** Every model that the study compares. */
export const FORECAST_MODELS: readonly ForecastModelName[] = [
  'seasonalNaive',
  'drift',
  'rolling12',
  'logLinear',
  'holtWinters',
  'ets',
  'stl',
  'theta',
  'combine',
];

function pointsOf(y: readonly number[]): readonly SeriesPoint[] {
  return y.map((value, i) => ({ month: monthFromIndex(24_240 + i), value: value.toFixed(6) }));
}

/** Mean absolute difference of a month and the same month a year before: the scale of MASE. */
function seasonalScale(y: readonly number[]): number {
  return y.slice(12).reduce((sum, value, i) => sum + Math.abs(value - (y[i] ?? 0)), 0) / (y.length - 12);
}

/** MASE of AirPassengers' last twelve months; null where the shared series is absent. */
export function airPassengersScores(models: readonly ForecastModelName[]): readonly { readonly model: string; readonly mase: number }[] | null {
  const path = sharedData('trend/golden-visible.json');
  if (path === null) return null;
  const { airPassengers }: { airPassengers: { values: readonly number[] } } = readJson(path);
  const [past, future] = [airPassengers.values.slice(0, -12), airPassengers.values.slice(-12)];
  return models.map((model) => {
    const { points } = forecast(pointsOf(past), { model, horizon: 12, interval: 'none' });
    const error = points.reduce((sum, { value }, h) => sum + Math.abs(value.toNumber() - (future[h] ?? 0)), 0) / 12;
    return { model, mase: error / seasonalScale(past) };
  });
}

/** A monthly cost series: wandering growth, a season, noise that neighbours share, now and then a dear month. Unit: US dollars. */
export function simulatedSeries(o: { readonly seed: number; readonly run: number; readonly months: number }): readonly number[] {
  const random = stream(o.seed, o.run);
  const season = Array.from({ length: 12 }, () => 0.04 * random.normal());
  let [level, slope, noise] = [Math.log(400 + 300 * random.uniform()), 0.005 + 0.003 * random.normal(), 0];
  return Array.from({ length: o.months }, (_, i) => {
    slope += 0.0004 * random.normal();
    level += slope;
    noise = 0.3 * noise + 0.02 * random.normal();
    const shock = random.uniform() < 0.02 ? 0.08 * random.uniform() : 0;
    return Math.exp(level + (season[i % 12] ?? 0) + noise + shock);
  });
}

/** How a model did over all series. */
export interface ForecastScore {
  readonly model: string;
  /** Unit: ratio to the seasonal naive within the sample. */
  readonly mase: number;
  /** Of the year's total. Unit: percent. */
  readonly mape: number;
  /** Share of months inside the 80 % interval; null without. */
  readonly covered: number | null;
  /** Mean width of the interval. Unit: percent of the forecast. */
  readonly width: number;
}

/** Forecasts the last year of many series from what came before. */
export function runForecastStudy(o: {
  readonly seed: number;
  readonly runs: number;
  readonly months: number;
  readonly models: readonly ForecastModelName[];
}): readonly ForecastScore[] {
  return o.models.map((model) => {
    let [mase, ape, inside, tried, width] = [0, 0, 0, 0, 0];
    for (let run = 0; run < o.runs; run += 1) {
      const y = simulatedSeries({ seed: o.seed, run, months: o.months });
      const n = y.length - 12;
      const { points } = forecast(pointsOf(y.slice(0, n)), { model, horizon: 12 });
      const scale = seasonalScale(y.slice(0, n));
      let [actual, expected] = [0, 0];
      points.forEach(({ value, interval }, h) => {
        const truth = y[n + h] ?? 0;
        actual += truth;
        expected += value.toNumber();
        mase += Math.abs(truth - value.toNumber()) / scale / 12;
        if (interval?.kind !== 'interval') return;
        tried += 1;
        inside += (interval.low ?? 0) <= truth && truth <= (interval.high ?? 0) ? 1 : 0;
        width += ((interval.high ?? 0) - (interval.low ?? 0)) / value.toNumber();
      });
      ape += Math.abs(actual - expected) / actual;
    }
    return {
      model,
      mase: mase / o.runs,
      mape: (100 * ape) / o.runs,
      covered: tried === 0 ? null : inside / tried,
      width: tried === 0 ? 0 : (100 * width) / tried,
    };
  });
}
