import { stream } from '../../../src/stats/random.js';
import { monthFromIndex } from '../../../src/time/month.js';
import { forecast } from '../../../src/trend/forecast.js';
import type { SeriesPoint } from '../../../src/trend/series.js';
import { measured } from '../child.js';

/** A cost series of 60 to 180 months with growth, season and noise. */
function series(n: number): readonly SeriesPoint[] {
  const random = stream(20260101, n);
  const months = 60 + (n % 121);
  return Array.from({ length: months }, (_, i) => ({
    month: monthFromIndex(24_000 + i),
    value: (500 * Math.exp(0.005 * i + 0.05 * Math.sin((i * Math.PI) / 6) + 0.03 * random.normal())).toFixed(2),
  }));
}

await measured({
  prepare: ({ lines }) => Array.from({ length: lines }, (_, n) => series(n)),
  run: (given) => ({ result: `${given.reduce((sum, each) => sum + forecast(each, { horizon: 24, interval: 'none' }).points.length, 0)} months` }),
});
