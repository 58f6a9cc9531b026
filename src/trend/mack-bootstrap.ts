import { type RandomStream, type Seed, stream } from '../stats/random.js';
import { insufficient } from './completion.js';
import { checkedSeed, checkedSims, type Draws, drawsOf } from './draws.js';
import { mackNumbers, type SigmaRule } from './mack-figures.js';
import { trendWarning } from './trend-warning.js';
import type { Triangle } from './triangle.js';
import { cellScale, chosen, periodMonth } from './triangle-spec.js';

/** How {@link mackBootstrap} is asked. */
export interface MackBootstrapOptions {
  readonly sims: number;
  readonly seed: Seed;
  readonly sigma: SigmaRule;
  /** How single future steps scatter. Default `gamma`. */
  readonly process?: 'gamma' | 'normal';
}

/**
 * Simulates what is incurred and not paid yet under Mack's model: resampled ratios, refitted factors, simulated development.
 *
 * Limits: volume averages (alpha 1). Amounts below zero are set to zero and counted.
 *
 * @formula residuals sqrt(C) (d - f) / sigma, centred and scaled to variance 1, drawn with replacement; d* = f + r* sigma / sqrt(C);
 *   f* by volume; then C[k+1] with mean f* C and variance sigma^2 C, step by step
 * @unit US dollars where cells are cents, else the triangle's unit
 * @source England and Verrall 2006
 * @testedBy trend/odp.test.ts: standard deviation within 5 % of Mack's formula
 * @param triangle - The triangle.
 * @param o - `sims`, `seed`, `sigma`, `process`.
 * @returns Draws by period and in total.
 * @throws {@link CoalitionError} `trend/insufficient-development`, `trend/invalid-input`.
 * @example
 * const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150', '180'], ['110', '176'], ['120']] });
 * mackBootstrap(triangle, { sims: 50, seed: 1, sigma: 'mack' }).periods; // => ['2021-01', '2022-01', '2023-01']
 */
export function mackBootstrap(triangle: Triangle, o: MackBootstrapOptions): Draws {
  const sims = checkedSims(o.sims);
  const seed = checkedSeed(o.seed);
  chosen('process', o.process ?? 'gamma', ['gamma', 'normal']);
  const { grid } = triangle;
  const figures = mackNumbers(grid, { alpha: 1, sigma: o.sigma });
  const m = figures.factor.length;
  if (m === 0) throw insufficient(0, 0);
  figures.sigma.forEach((sigma, lag) => {
    if (!Number.isFinite(sigma) || !Number.isFinite(figures.factor[lag] ?? Number.NaN)) throw insufficient(lag, figures.ratios[lag] ?? 0);
  });
  const bases = basesOf(triangle, m);
  const pool = residualPool(triangle, figures.factor, figures.sigma);
  const scale = cellScale(triangle.spec);
  const byPeriod = Array.from({ length: grid.rows }, () => new Float64Array(sims));
  let truncated = 0;
  for (let s = 0; s < sims; s += 1) {
    const random = stream(seed, s);
    const factor = refit({ random, pool, bases, factor: figures.factor, sigma: figures.sigma });
    for (let i = 0; i < grid.rows; i += 1) {
      const age = grid.age[i] ?? -1;
      const draws = byPeriod[i];
      if (age < 0 || draws === undefined) continue;
      let c = figures.latest[i] ?? 0;
      for (let k = age; k < m; k += 1) {
        const next = step({
          random,
          mean: (factor[k] ?? 1) * c,
          variance: (figures.sigma[k] ?? 0) ** 2 * Math.abs(c),
          process: o.process ?? 'gamma',
        });
        if (next < 0) truncated += 1;
        c = Math.max(0, next);
      }
      draws[s] = (c - (figures.latest[i] ?? 0)) / scale;
    }
  }
  const warnings =
    truncated > 0 ? [trendWarning('trend/truncated-draws', `${truncated} simulated amounts fell below zero and were set to zero.`)] : [];
  const periods = Array.from({ length: grid.rows }, (_, i) => periodMonth(triangle.spec, i));
  return drawsOf({ triangle, seed, periods, byPeriod, sims, truncated, warnings, method: `Mack bootstrap, process ${o.process ?? 'gamma'}` });
}

/** Earlier amounts of the ratios at each lag. Unit: cell units. */
function basesOf({ grid }: Triangle, m: number): readonly (readonly number[])[] {
  return Array.from({ length: m }, (_, k) =>
    Array.from({ length: grid.rows }, (_row, i) => i).flatMap((i) => {
      const at = i * grid.columns + k;
      const c = grid.cumulative[at] ?? 0;
      return grid.known[at] === 1 && grid.known[at + 1] === 1 && c > 0 ? [c] : [];
    }),
  );
}

function residualPool({ grid }: Triangle, factor: Float64Array, sigma: Float64Array): readonly number[] {
  const residuals: number[] = [];
  for (let k = 0; k < factor.length; k += 1) {
    for (let i = 0; i < grid.rows; i += 1) {
      const at = i * grid.columns + k;
      const c = grid.cumulative[at] ?? 0;
      if (grid.known[at] !== 1 || grid.known[at + 1] !== 1 || !(c > 0) || !((sigma[k] ?? 0) > 0)) continue;
      residuals.push((Math.sqrt(c) * ((grid.cumulative[at + 1] ?? 0) / c - (factor[k] ?? 1))) / (sigma[k] ?? 1));
    }
  }
  const mean = residuals.reduce((sum, r) => sum + r, 0) / residuals.length;
  const spread = Math.sqrt(residuals.reduce((sum, r) => sum + (r - mean) ** 2, 0) / residuals.length);
  return spread > 0 ? residuals.map((r) => (r - mean) / spread) : [0];
}

function refit(o: {
  readonly random: RandomStream;
  readonly pool: readonly number[];
  readonly bases: readonly (readonly number[])[];
  readonly factor: Float64Array;
  readonly sigma: Float64Array;
}): Float64Array {
  const { random, pool, bases, factor, sigma } = o;
  return factor.map((f, k) => {
    let [top, bottom] = [0, 0];
    for (const c of bases[k] ?? []) {
      top += f * c + (pool[random.below(pool.length)] ?? 0) * (sigma[k] ?? 0) * Math.sqrt(c);
      bottom += c;
    }
    return bottom > 0 ? top / bottom : f;
  });
}

function step(o: { readonly random: RandomStream; readonly mean: number; readonly variance: number; readonly process: 'gamma' | 'normal' }): number {
  const { random, mean, variance, process } = o;
  if (variance === 0 || mean === 0) return mean;
  if (process === 'normal') return mean + Math.sqrt(variance) * random.normal();
  const shape = (mean * mean) / variance;
  if (!Number.isFinite(shape)) return mean;
  return mean > 0 ? (random.gamma(shape) * variance) / mean : 0;
}
