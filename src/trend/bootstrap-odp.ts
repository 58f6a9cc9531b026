import { type RandomStream, type Seed, stream } from '../stats/random.js';
import { checkedSeed, checkedSims, type Draws, drawsOf } from './draws.js';
import { type OdpFit, odpFit } from './odp-fit.js';
import { trendWarning } from './trend-warning.js';
import type { Triangle } from './triangle.js';
import { cellScale, chosen, periodMonth } from './triangle-spec.js';

/** How {@link bootstrapOdp} is asked. */
export interface BootstrapOdpOptions {
  readonly sims: number;
  readonly seed: Seed;
  /** `gamma` adds the spread of single future payments, `none` leaves the error of the parameters. Default `gamma`. */
  readonly process?: 'gamma' | 'none';
  /** Whether the residuals that are zero by construction are drawn too. Default `keep`. */
  readonly zeroResiduals?: 'keep' | 'drop';
}

/**
 * Simulates what is incurred and not paid yet by resampling the residuals of the over-dispersed Poisson model.
 *
 * Limits: the mean lies about 1 % above the chain ladder's. Simulation s uses random stream s, so results don't depend on workers.
 *
 * @formula residuals x sqrt(N / (N - p)) drawn with replacement; m + r* sqrt(m); refit; future payments gamma with mean m, variance phi m
 * @unit US dollars where cells are cents, else the triangle's unit
 * @source England and Verrall 1999, 2002
 * @testedBy trend/odp.test.ts: GenIns against the formula
 * @param triangle - The triangle.
 * @param o - `sims`, `seed`, `process`.
 * @returns Draws by period and in total; without draws and with a warning when the model has no fit.
 * @throws {@link CoalitionError} `trend/invalid-input`.
 * @example
 * const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150', '180'], ['110', '176'], ['120']] });
 * bootstrapOdp(triangle, { sims: 100, seed: 1 }).total.length; // => 100
 */
export function bootstrapOdp(triangle: Triangle, o: BootstrapOdpOptions): Draws {
  const sims = checkedSims(o.sims);
  const seed = checkedSeed(o.seed);
  chosen('process', o.process ?? 'gamma', ['gamma', 'none']);
  chosen('zeroResiduals', o.zeroResiduals ?? 'keep', ['keep', 'drop']);
  const fit = odpFit(triangle.grid);
  const scale = cellScale(triangle.spec);
  const periods = Array.from({ length: triangle.grid.rows }, (_, i) => periodMonth(triangle.spec, i));
  const method = `over-dispersed Poisson bootstrap, process ${o.process ?? 'gamma'}`;
  if (fit === null || fit.phi === null) {
    return drawsOf({
      triangle,
      seed,
      periods: [],
      byPeriod: [],
      sims: 0,
      truncated: 0,
      method,
      warnings: [
        fit === null
          ? trendWarning('trend/odp-negative-column', 'The model has no fit, so nothing was simulated.')
          : trendWarning('trend/sigma-unavailable', 'There are as many parameters as cells, so nothing was simulated.'),
      ],
    });
  }
  const byPeriod = periods.map(() => new Float64Array(sims));
  const simulate = simulator(fit, triangle.grid.rows, triangle.grid.columns, o);
  let truncated = 0;
  for (let s = 0; s < sims; s += 1) {
    truncated += simulate(stream(seed, s), (row, amount) => {
      const draws = byPeriod[row];
      if (draws !== undefined) draws[s] = amount / scale;
    });
  }
  const warnings =
    truncated > 0 ? [trendWarning('trend/truncated-draws', `${truncated} refitted columns fell to zero or less and kept their fitted factor.`)] : [];
  return drawsOf({ triangle, seed, periods, byPeriod, sims, truncated, warnings, method });
}

/** One simulation: resample, refit, project, add process error; tells how many factors had to be kept. */
function simulator(
  fit: OdpFit,
  rows: number,
  columns: number,
  o: BootstrapOdpOptions,
): (random: RandomStream, give: (row: number, amount: number) => void) => number {
  const n = fit.observed.length;
  const phi = fit.phi ?? 0;
  const adjust = Math.sqrt(n / (n - fit.parameters));
  const pool = (o.zeroResiduals === 'drop' ? fit.residual.filter((r) => Math.abs(r) > 1e-9) : fit.residual).map((r) => r * adjust);
  const root = fit.fitted.map(Math.sqrt);
  const process = (o.process ?? 'gamma') === 'gamma';
  const [from, to] = [new Float64Array(columns), new Float64Array(columns)];
  const factor = new Float64Array(columns);
  const latest = new Float64Array(rows);
  const age = new Int32Array(rows).fill(-1);
  for (let cell = 0; cell < n; cell += 1) age[fit.row[cell] ?? 0] = fit.lag[cell] ?? 0;
  return (random, give) => {
    from.fill(0);
    to.fill(0);
    let [sum, kept] = [0, 0];
    for (let cell = 0; cell < n; cell += 1) {
      const k = fit.lag[cell] ?? 0;
      const i = fit.row[cell] ?? 0;
      if (k === 0) sum = 0;
      else from[k - 1] = (from[k - 1] ?? 0) + sum;
      sum += (fit.fitted[cell] ?? 0) + (pool[random.below(pool.length)] ?? 0) * (root[cell] ?? 0);
      if (k > 0) to[k - 1] = (to[k - 1] ?? 0) + sum;
      latest[i] = sum;
    }
    for (let k = 0; k + 1 < columns; k += 1) {
      const base = from[k] ?? 0;
      const usable = base > 0 && (to[k] ?? 0) > 0;
      if (!usable && base !== 0) kept += 1;
      factor[k] = usable ? (to[k] ?? 0) / base : (fit.factor[k] ?? 1);
    }
    for (let i = 0; i < rows; i += 1) {
      const a = age[i] ?? -1;
      if (a < 0) continue;
      let [cumulative, future] = [latest[i] ?? 0, 0];
      for (let k = a; k + 1 < columns; k += 1) {
        const next = cumulative * (factor[k] ?? 1);
        const m = next - cumulative;
        const size = Math.abs(m);
        future += process && Number.isFinite(size / phi) && size > 0 ? Math.sign(m) * random.gamma(size / phi) * phi : m;
        cumulative = next;
      }
      give(i, future);
    }
    return kept;
  };
}
