import type { Explanation } from '../reference/explanation.js';
import { quantileOfSorted } from '../stats/quantile.js';
import { type RandomStream, type Seed, stream } from '../stats/random.js';
import { type Month, monthFromIndex, monthIndex } from '../time/month.js';
import { NOT_AN_OPINION } from './disclosure.js';
import { checkedSeed, checkedSims } from './draws.js';
import { finite, invalidInput } from './triangle-spec.js';

/** What makes next year uncertain. Each driver can be left out. */
export interface FanDrivers {
  /** Error of the base: what past completed estimates were off by, as a factor that all months share. */
  readonly ibnr?:
    | { /** Standard deviation. Unit: share of cost. */ readonly sd: number }
    | { /** Past relative errors, drawn with replacement. Unit: share of cost. */ readonly errors: readonly number[] };
  /** Scatter of single months around their level. */
  readonly process?: { /** Unit: share of a month's cost. */ readonly cv: number };
  /** Error of the yearly trend, correlated from year to year. */
  readonly trend?: {
    /** Unit: share a year. */ readonly sd: number /** Correlation of neighbouring years' errors, 0 to 1. Default 1. */;
    readonly correlation?: number;
  };
  /** Claims beyond the base: how many a year, and how large. */
  readonly largeClaims?: {
    /** Unit: claims a year. */ readonly perYear: number /** Sizes, drawn with replacement. Unit: US dollars. */;
    readonly sizes: readonly number[];
  };
  /** Error of enrolment, shared by all months. */
  readonly enrolment?: { /** Unit: share of members. */ readonly sd: number };
}

/** The expected year. */
export interface FanBase {
  readonly firstMonth: Month;
  /** Expected cost of each month. Unit: US dollars. */
  readonly expected: readonly number[];
}

/** How {@link scenarioFan} is asked. */
export interface FanOptions {
  readonly drivers: FanDrivers;
  readonly sims: number;
  readonly seed: Seed;
  /** Default 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95. Unit: share. */
  readonly quantiles?: readonly number[];
  /** Only these of the `sims` simulations, from the first to before the last, as one worker does them: parts put together are the whole. Default all. */
  readonly part?: readonly [from: number, to: number];
}

/** Quantiles of one month or of the total. Unit: US dollars. */
export interface FanQuantiles {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly quantiles: readonly { /** Unit: share. */ readonly p: number; readonly value: number }[];
}

/** What the year may cost. */
export interface Fan extends Explanation {
  readonly months: readonly (FanQuantiles & { readonly month: Month })[];
  /** From joint draws: never the sum of the months' quantiles. */
  readonly total: FanQuantiles;
  /** Standard deviation of the total with one driver alone. Unit: US dollars. */
  readonly byDriver: readonly { readonly driver: string; readonly standardDeviation: number }[];
  readonly sims: number;
  readonly seed: Seed;
  /** Totals by simulation, or of the part asked for. Unit: US dollars. */
  readonly draws: Float64Array;
  readonly note: string;
}

/** Unit: US dollars. */
const MOST = 1e15;

const NAMES = ['ibnr', 'process', 'trend', 'largeClaims', 'enrolment'] as const;
type DriverName = (typeof NAMES)[number];

/**
 * Simulates what a year may cost from all that is uncertain at once: base, trend, scatter, large claims, enrolment.
 *
 * Limits: drivers are independent of each other. Simulation s of driver d uses stream s + d x sims, so results don't depend on workers,
 * and switching one driver off leaves the draws of the others as they are.
 *
 * @formula month cost = expected x base error x trend error x enrolment error x scatter + large claims; errors lognormal with mean 1, scatter
 *   gamma with mean 1, claims Poisson x drawn sizes
 * @unit US dollars
 * @testedBy trend/large-claims.test.ts
 * @param base - Expected cost by month.
 * @param o - Drivers, simulations, seed, quantiles.
 * @returns Quantiles by month and of the total from joint draws.
 * @throws {@link CoalitionError} `trend/invalid-input`.
 * @example
 * scenarioFan({ firstMonth: '2026-01', expected: [100, 110] }, { drivers: {}, sims: 10, seed: 1 }).total.quantiles.map(({ value }) => value); // => [210, 210, 210, 210, 210, 210, 210]
 */
export function scenarioFan(base: FanBase, o: FanOptions): Fan {
  const sims = checkedSims(o.sims);
  const seed = checkedSeed(o.seed);
  if (base.expected.length === 0 || base.expected.length > 1200)
    throw invalidInput('expected', `${base.expected.length} months`, 'Give at least one month and at most 100 years.');
  base.expected.forEach((each, i) => {
    if (!(finite(`expected[${i}]`, each) >= 0 && each <= MOST)) throw invalidInput(`expected[${i}]`, each, 'Give dollars, 0 to 10^15.');
  });
  checkDrivers(o.drivers);
  const at = o.quantiles ?? [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
  for (const p of at) if (!(p >= 0 && p <= 1)) throw invalidInput('quantiles', p, 'Give shares from 0 to 1.');
  const active = NAMES.filter((name) => o.drivers[name] !== undefined);
  const part = o.part ?? ([0, sims] as const);
  if (!(Number.isSafeInteger(part[0]) && Number.isSafeInteger(part[1]) && part[0] >= 0 && part[0] < part[1] && part[1] <= sims))
    throw invalidInput('part', part.join(' to '), `Give whole numbers, 0 to ${sims}, the smaller one first.`);
  const draws = simulate({ base, drivers: o.drivers, active, sims, seed, part });
  const first = monthIndex(base.firstMonth);
  const alone = active.map((driver) => ({
    driver,
    standardDeviation: spread(simulate({ base, drivers: o.drivers, active: [driver], sims, seed, part }).total),
  }));
  return {
    months: draws.months.map((each, m) => ({ month: monthFromIndex(first + m), ...summary(each, at) })),
    total: summary(draws.total, at),
    byDriver: alone,
    sims,
    seed,
    draws: draws.total,
    note: NOT_AN_OPINION,
    steps: [
      {
        id: 'expected',
        label: `Expected cost of ${base.expected.length} months`,
        value: base.expected.reduce((sum, each) => sum + each, 0).toFixed(2),
        unit: 'USD',
      },
      ...alone.map(({ driver, standardDeviation }) => ({
        id: `driver-${driver}`,
        label: `Standard deviation by ${driver} alone`,
        value: standardDeviation.toFixed(2),
        unit: 'USD',
      })),
    ],
    assumptions: active.map((driver) => ({ id: driver, value: describe(o.drivers, driver), evidence: 'assumed', source: 'caller' })),
    warnings: [],
    tables: [],
  };
}

function checkDrivers({ ibnr, process, trend, largeClaims, enrolment }: FanDrivers): void {
  const spreadOf = (name: string, value: number): void => {
    if (!(finite(name, value) >= 0 && value <= 10)) throw invalidInput(name, value, 'Give 0 to 10; 0.05 is 5 %.');
  };
  if (ibnr !== undefined) {
    if ('sd' in ibnr) spreadOf('ibnr.sd', ibnr.sd);
    else if (ibnr.errors.length === 0 || ibnr.errors.some((error) => !(error > -1 && error <= 10)))
      throw invalidInput('ibnr.errors', ibnr.errors.length, 'Give at least one error, each above -1 and at most 10.');
  }
  if (process !== undefined) spreadOf('process.cv', process.cv);
  if (trend !== undefined) {
    spreadOf('trend.sd', trend.sd);
    const rho = trend.correlation ?? 1;
    if (!(rho >= 0 && rho <= 1)) throw invalidInput('trend.correlation', rho, 'Give 0 to 1.');
  }
  if (enrolment !== undefined) spreadOf('enrolment.sd', enrolment.sd);
  if (largeClaims !== undefined) {
    if (!(finite('largeClaims.perYear', largeClaims.perYear) >= 0 && largeClaims.perYear <= 1_000_000))
      throw invalidInput('largeClaims.perYear', largeClaims.perYear, 'Give claims a year, 0 to 1,000,000.');
    if (largeClaims.sizes.length === 0 || largeClaims.sizes.some((size) => !(size >= 0 && size <= MOST)))
      throw invalidInput('largeClaims.sizes', largeClaims.sizes.length, 'Give at least one size, each from 0 to 10^15 dollars.');
  }
}

function describe(drivers: FanDrivers, driver: DriverName): string {
  return JSON.stringify(drivers[driver], (_key, value: unknown) => (Array.isArray(value) ? `${value.length} values` : value));
}

interface Simulated {
  readonly months: readonly Float64Array[];
  readonly total: Float64Array;
}

function simulate(o: {
  readonly base: FanBase;
  readonly drivers: FanDrivers;
  readonly active: readonly DriverName[];
  readonly sims: number;
  readonly seed: Seed;
  readonly part: readonly [from: number, to: number];
}): Simulated {
  const { base, drivers, active, sims, seed } = o;
  const n = base.expected.length;
  const [first, end] = o.part;
  const months = base.expected.map(() => new Float64Array(end - first));
  const total = new Float64Array(end - first);
  const factor = new Float64Array(n);
  const added = new Float64Array(n);
  for (let s = first; s < end; s += 1) {
    factor.fill(1);
    added.fill(0);
    for (const name of active) applyDriver({ name, drivers, random: stream(seed, s + NAMES.indexOf(name) * sims), factor, added });
    for (let m = 0; m < n; m += 1) {
      const cost = (base.expected[m] ?? 0) * (factor[m] ?? 1) + (added[m] ?? 0);
      const month = months[m];
      if (month !== undefined) month[s - first] = cost;
      total[s - first] = (total[s - first] ?? 0) + cost;
    }
  }
  return { months, total };
}

/** A lognormal factor with mean 1. */
function around1(random: RandomStream, sd: number): number {
  const sigma = Math.sqrt(Math.log1p(sd * sd));
  return Math.exp(sigma * random.normal() - (sigma * sigma) / 2);
}

function applyDriver(o: {
  readonly name: DriverName;
  readonly drivers: FanDrivers;
  readonly random: RandomStream;
  readonly factor: Float64Array;
  readonly added: Float64Array;
}): void {
  const { name, drivers, random, factor, added } = o;
  const scale = (by: (m: number) => number): void => {
    for (let m = 0; m < factor.length; m += 1) factor[m] = (factor[m] ?? 1) * by(m);
  };
  if (name === 'ibnr' && drivers.ibnr !== undefined) {
    const shared = 'sd' in drivers.ibnr ? around1(random, drivers.ibnr.sd) : 1 + (drivers.ibnr.errors[random.below(drivers.ibnr.errors.length)] ?? 0);
    scale(() => shared);
  }
  if (name === 'enrolment' && drivers.enrolment !== undefined) {
    const shared = around1(random, drivers.enrolment.sd);
    scale(() => shared);
  }
  if (name === 'process' && drivers.process !== undefined && drivers.process.cv > 0) {
    const shape = 1 / drivers.process.cv ** 2;
    scale(() => random.gamma(shape) / shape);
  }
  if (name === 'trend' && drivers.trend !== undefined) {
    const { sd, correlation = 1 } = drivers.trend;
    let z = random.normal();
    let level = 1;
    for (let from = 0; from < factor.length; from += 12) {
      if (from > 0) z = correlation * z + Math.sqrt(1 - correlation * correlation) * random.normal();
      const months = Math.min(12, factor.length - from);
      // A year's error builds up month by month; its mean over the year is half of it.
      for (let j = 0; j < months; j += 1) factor[from + j] = (factor[from + j] ?? 1) * level * Math.max(0, 1 + (sd * z * (j + 0.5)) / 12);
      level *= Math.max(0, 1 + sd * z);
    }
  }
  if (name === 'largeClaims' && drivers.largeClaims !== undefined) {
    const { perYear, sizes } = drivers.largeClaims;
    const mean = (perYear * factor.length) / 12;
    let clock = -Math.log(1 - random.uniform());
    while (clock < mean) {
      const m = random.below(factor.length);
      added[m] = (added[m] ?? 0) + (sizes[random.below(sizes.length)] ?? 0);
      clock -= Math.log(1 - random.uniform());
    }
  }
}

function spread(values: Float64Array): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.length < 2 ? 0 : Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
}

function summary(values: Float64Array, at: readonly number[]): FanQuantiles {
  const sorted = Float64Array.from(values).sort();
  const standardDeviation = spread(values);
  if (!Number.isFinite(standardDeviation))
    throw invalidInput(
      'drivers',
      standardDeviation,
      'Their spread over so many years is beyond what a number can hold; give smaller ones or fewer years.',
    );
  return {
    mean: values.reduce((sum, x) => sum + x, 0) / values.length,
    standardDeviation,
    quantiles: at.map((p) => ({ p, value: quantileOfSorted(sorted, p) })),
  };
}
