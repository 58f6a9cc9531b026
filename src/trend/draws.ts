import type { Warning } from '../errors/finding.js';
import type { Explanation } from '../reference/explanation.js';
import { quantileOfSorted } from '../stats/quantile.js';
import type { Seed } from '../stats/random.js';
import type { Month } from '../time/month.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import type { Triangle } from './triangle.js';
import { invalidInput } from './triangle-spec.js';

/** Simulated outcomes. Unit of every amount: US dollars where cells are cents, else the triangle's unit. */
export interface Draws extends Explanation {
  readonly disclosure: TrendDisclosure;
  readonly sims: number;
  readonly seed: Seed;
  /** First month of each incurred period. */
  readonly periods: readonly Month[];
  /** What is incurred and not paid yet, by period and simulation. */
  readonly byPeriod: readonly Float64Array[];
  /** All periods together, by simulation. */
  readonly total: Float64Array;
  /** Null without draws. */
  readonly mean: number | null;
  /** Null with fewer than two draws. */
  readonly standardDeviation: number | null;
  /** Of the total, by R's type 7. */
  readonly quantiles: readonly { /** Unit: share. */ readonly p: number; readonly value: number }[];
  /** Simulated amounts that fell below zero and were set to zero. Unit: amounts. */
  readonly truncated: number;
}

/** Checks how many simulations are asked for. */
export function checkedSims(sims: number): number {
  if (!(Number.isSafeInteger(sims) && sims >= 1 && sims <= 10_000_000))
    throw invalidInput('sims', sims, 'Give how many simulations, 1 to 10 million.');
  return sims;
}

/** Checks a seed. */
export function checkedSeed(seed: Seed): Seed {
  if (!(Number.isSafeInteger(seed) && seed >= 0)) throw invalidInput('seed', seed, 'Give a whole number from 0 to 2^53 - 1.');
  return seed;
}

/** The probabilities at which quantiles are printed. Unit: share. */
export const QUANTILES: readonly number[] = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/** Sums draws up. */
export function drawsOf(o: {
  readonly triangle: Triangle;
  readonly seed: Seed;
  readonly periods: readonly Month[];
  readonly byPeriod: readonly Float64Array[];
  readonly sims: number;
  readonly truncated: number;
  readonly warnings: readonly Warning[];
  readonly method: string;
}): Draws {
  const total = new Float64Array(o.sims);
  for (const each of o.byPeriod) for (let s = 0; s < o.sims; s += 1) total[s] = (total[s] ?? 0) + (each[s] ?? 0);
  const mean = o.sims === 0 ? null : total.reduce((sum, x) => sum + x, 0) / o.sims;
  const variance = mean === null || o.sims < 2 ? null : total.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (o.sims - 1);
  if ((mean !== null && !Number.isFinite(mean)) || (variance !== null && !Number.isFinite(variance)))
    throw invalidInput('triangle', mean, 'The simulated amounts are beyond what a number holds; leave out the cells that leap.');
  const sorted = Float64Array.from(total).sort();
  return {
    sims: o.sims,
    seed: o.seed,
    periods: o.periods,
    byPeriod: o.byPeriod,
    total,
    mean,
    standardDeviation: variance === null ? null : Math.sqrt(variance),
    quantiles: o.sims === 0 ? [] : QUANTILES.map((p) => ({ p, value: quantileOfSorted(sorted, p) })),
    truncated: o.truncated,
    disclosure: disclose(o.triangle, { methods: [o.method], exclusions: [] }),
    steps: [{ id: 'draws', label: `${o.sims} simulations by ${o.method}, seed ${o.seed}`, value: mean === null ? 'none' : mean.toFixed(2) }],
    assumptions: [{ id: 'model', value: o.method, evidence: 'assumed', source: 'caller' }],
    warnings: o.warnings,
    tables: [],
  };
}
