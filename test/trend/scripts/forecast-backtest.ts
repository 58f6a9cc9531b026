// Prints how the forecast models do: AirPassengers with its last year held back, then many simulated cost series with the coverage
// of their intervals, each beside the spec's target.
// Run: node test/kit/run-ts.mjs test/trend/scripts/forecast-backtest.ts [series, 150 if not given] [months, 84]
import { airPassengersScores, FORECAST_MODELS, runForecastStudy } from './forecast-study.js';

const [runs = 150, months = 84] = process.argv.slice(2).map(Number);
const met = (yes: boolean): string => (yes ? 'met' : 'MISSED');

const air = airPassengersScores(FORECAST_MODELS);
if (air === null) console.log('AirPassengers: skipped, ../shared/data/trend/golden-visible.json is absent');
else {
  console.log('AirPassengers, last 12 months: MASE; published peers 0.42 to 1.1');
  for (const { model, mase } of air) console.log(`${model.padEnd(14)} ${mase.toFixed(3)}`);
  const best = Math.min(...air.flatMap(({ model, mase }) => (model === 'combine' || model === 'stl' ? [mase] : [])));
  console.log(`target: combine or stl at most 0.45: ${best.toFixed(3)}, ${met(best <= 0.45)}\n`);
}

const started = performance.now();
for (const score of runForecastStudy({ seed: 20260101, runs, months, models: FORECAST_MODELS })) {
  const covered = score.covered === null ? '-' : `${(100 * score.covered).toFixed(1)} %`;
  const target =
    score.model === 'combine' ? `, target 76 to 86 %: ${met(score.covered !== null && score.covered >= 0.76 && score.covered <= 0.86)}` : '';
  console.log(
    `${score.model.padEnd(14)} MASE ${score.mase.toFixed(3)}, year's total off ${score.mape.toFixed(2)} %, 80 % interval held ${covered}, width ${score.width.toFixed(1)} %${target}`,
  );
}
console.log(`${runs} series of ${months} months, horizon 12, ${((performance.now() - started) / 1000).toFixed(1)} s`);
