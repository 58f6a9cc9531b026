// Prints how the forecast models do on simulated cost series, with the coverage of their intervals. Arguments: series, months.
import { runForecastStudy } from './forecast-study.js';

const [runs = 150, months = 84] = process.argv.slice(2).map(Number);
const started = performance.now();
for (const score of runForecastStudy({
  seed: 20260101,
  runs,
  months,
  models: ['seasonalNaive', 'drift', 'rolling12', 'logLinear', 'holtWinters', 'ets', 'stl', 'theta', 'combine'],
})) {
  const covered = score.covered === null ? '-' : `${(100 * score.covered).toFixed(1)} %`;
  console.log(
    `${score.model.padEnd(14)} MASE ${score.mase.toFixed(3)}, year's total off ${score.mape.toFixed(2)} %, 80 % interval held ${covered}, width ${score.width.toFixed(1)} %`,
  );
}
console.log(`${runs} series of ${months} months, horizon 12, ${((performance.now() - started) / 1000).toFixed(1)} s`);
