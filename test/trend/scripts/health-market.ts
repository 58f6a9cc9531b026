import { type RandomStream, stream } from '../../../src/stats/random.js';

/** One service of the simulated plan: spec's design of the reserve simulation. */
interface Service {
  /** Unit: claims per member month. */
  readonly frequency: number;
  /** Unit: US dollars. */
  readonly mean: number;
  readonly sigma: number;
  /** Share paid in the month itself. */
  readonly lag0: number;
  /** Unit: months. */
  readonly tail: number;
}

const SERVICES: readonly Service[] = [
  { frequency: 0.0045, mean: 26_000, sigma: 1.25, lag0: 0.06, tail: 1.7 },
  { frequency: 0.09, mean: 1500, sigma: 1.3, lag0: 0.18, tail: 1.25 },
  { frequency: 0.55, mean: 230, sigma: 1.0, lag0: 0.3, tail: 1.05 },
  { frequency: 0.85, mean: 130, sigma: 1.6, lag0: 0.93, tail: 0.8 },
];

/** The season that is given to the methods. */
export const SEASON: readonly number[] = [0.94, 0.93, 1.02, 0.99, 1.0, 0.99, 0.97, 1.01, 0.98, 1.04, 1.03, 1.1];

const MONTHS = 36;
const LAGS = 25;

/** A simulated plan: cents by incurred month and lag, all of them known, and the members of each month. */
export interface SimulatedPlan {
  /** Incremental cents, month by month. */
  readonly cells: readonly Float64Array[];
  readonly members: readonly number[];
}

function poisson(random: RandomStream, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  const limit = Math.exp(-mean);
  let [n, product] = [0, random.uniform()];
  while (product > limit) {
    n += 1;
    product *= random.uniform();
  }
  return n;
}

/** Sum of n lognormal claims; many small claims as a normal sum with the exact mean and variance. */
function claims(random: RandomStream, n: number, mean: number, sigma: number): number {
  if (n > 400) {
    const variance = n * mean * mean * (Math.exp(sigma * sigma) - 1);
    return Math.max(0, n * mean + Math.sqrt(variance) * random.normal());
  }
  const mu = Math.log(mean) - (sigma * sigma) / 2;
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += Math.exp(mu + sigma * random.normal());
  return sum;
}

/**
 * Simulates a plan by the design of the reserve simulation: 36 months, lags 0 to 24, four services, 7 % trend, a season, drifting
 * speed, backlogs of a month, small reversals that are mostly paid again.
 */
export function simulatePlan(o: { readonly seed: number; readonly run: number; readonly members: number }): SimulatedPlan {
  const random = stream(o.seed, o.run);
  const speed: number[] = [];
  let log = 0;
  for (let i = 0; i < MONTHS; i += 1) {
    log += 0.015 * random.normal();
    speed.push(Math.exp(log));
  }
  const cells = Array.from({ length: MONTHS }, () => new Float64Array(LAGS));
  const members: number[] = [];
  for (let i = 0; i < MONTHS; i += 1) {
    const count = Math.max(1, Math.round(o.members * (1 + 0.002 * i + 0.005 * random.normal())));
    members.push(count);
    const growth = 1.07 ** (i / 24);
    for (const service of SERVICES) {
      const lag0 = Math.min(0.98, service.lag0 * (speed[i] ?? 1));
      const weights = Array.from({ length: LAGS - 1 }, (_, k) => Math.exp(-(k + 1) / service.tail));
      const whole = weights.reduce((sum, weight) => sum + weight, 0);
      const expected = count * service.frequency * growth * (SEASON[i % 12] ?? 1);
      for (let k = 0; k < LAGS; k += 1) {
        const share = k === 0 ? lag0 : ((1 - lag0) * (weights[k - 1] ?? 0)) / whole;
        const n = poisson(random, expected * share);
        const row = cells[i];
        if (row !== undefined) row[k] = (row[k] ?? 0) + claims(random, n, service.mean * growth, service.sigma);
      }
    }
  }
  backlogs(cells, random);
  reversals(cells, random);
  return { cells: cells.map((row) => row.map((dollars) => Math.round(dollars * 100))), members };
}

/** In 10 % of paid months 10 to 35 % of payments slip by a month. */
function backlogs(cells: readonly Float64Array[], random: RandomStream): void {
  for (let paid = 0; paid < MONTHS + LAGS - 2; paid += 1) {
    if (random.uniform() >= 0.1) continue;
    const share = 0.1 + 0.25 * random.uniform();
    cells.forEach((row, i) => {
      const k = paid - i;
      if (k < 0 || k + 1 >= LAGS) return;
      const slip = (row[k] ?? 0) * share;
      row[k] = (row[k] ?? 0) - slip;
      row[k + 1] = (row[k + 1] ?? 0) + slip;
    });
  }
}

/** 25 % of cells reverse up to 4 % the month after; 90 % of that is paid again a month later. */
function reversals(cells: readonly Float64Array[], random: RandomStream): void {
  for (const row of cells) {
    for (let k = 0; k + 2 < LAGS; k += 1) {
      if (random.uniform() >= 0.25) continue;
      const back = (row[k] ?? 0) * 0.04 * random.uniform();
      row[k + 1] = (row[k + 1] ?? 0) - back;
      row[k + 2] = (row[k + 2] ?? 0) + back * 0.9;
    }
  }
}
