import type { Citation } from '../reference/citation.js';
import { portableLog } from '../stats/portable-math.js';
import { completedYears } from '../time/completed-years.js';
import { isoFromDay } from '../time/iso-date.js';
import { layOutEmployers } from './employers.js';
import { type CoalitionOptions, planOf } from './options.js';
import { ageSexGroup } from './person-year.js';
import { drawSlots } from './slots.js';
import { AGE_SEX, costShapeSource } from './tables/cost-shape.js';

/** One measured figure beside the band that it should lie in. */
export interface CalibrationTarget {
  readonly id: string;
  readonly what: string;
  /** Unit: as `what` says; shares from 0 to 1. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly inside: boolean;
  readonly source: Citation;
}

/** How near the synthetic coalition's yearly costs are to the experiment that gave them their shape. */
export interface CalibrationReport {
  readonly targets: readonly CalibrationTarget[];
  /** Person-years with coverage on every day. Unit: person-years. */
  readonly personYears: number;
  /** Persons with two such years in a row. Unit: pairs. */
  readonly pairs: number;
}

interface Year {
  readonly cents: number;
  readonly group: number;
}

/** Mean yearly cost in the experiment, to whose dollars costs are scaled before logarithms of 1 + x are taken. Unit: RAND dollars. */
const RAND_MEAN = 171.5679;

/**
 * Measures the yearly medical costs of a synthetic coalition against the RAND Health Insurance Experiment: how many years cost
 * nothing, how concentrated cost is, how it spreads, how a year resembles the year before, and how it varies by age and sex.
 *
 * Limits: years with full coverage only, as they are drawn, before care, corrections and joint replacements; without trend.
 *
 * @unit shares from 0 to 1; logarithms of dollars; ratios to the mean
 * @source RAND Health Insurance Experiment, 20,190 person-years (copy in statsmodels)
 * @testedBy synthetic/calibration.test.ts: every band at 20,000 members, seed 1
 * @param options - `seed`, `members`, and whatever else the coalition is made with.
 * @returns Every figure with its band.
 * @throws {@link CoalitionError} `synthetic/bad-option`.
 * @example
 * const report = calibrationReport({ seed: 1, members: 400 });
 * report.targets[0]?.id; // => 'zeroShare'
 */
export function calibrationReport(options: CoalitionOptions): CalibrationReport {
  const plan = planOf({ ...options, trendPerMille: 0 });
  const years: Year[] = [];
  const pairs: [number, number][] = [];
  for (const { household, years: drawn } of drawSlots(plan, layOutEmployers(plan))) {
    let before: { readonly person: object; readonly year: number; readonly cents: number } | null = null;
    for (const { person, year, from, to, cents } of drawn) {
      if (to - from < 364) continue;
      const level = (cents * 1000) / household.employer.costLevel;
      const group = AGE_SEX.indexOf(ageSexGroup(person.gender, completedYears({ birth: isoFromDay(person.birth), at: isoFromDay(from) })));
      years.push({ cents: level, group });
      if (before !== null && before.person === person && before.year === year - 1) pairs.push([before.cents, level]);
      before = { person, year, cents: level };
    }
  }
  return { targets: targetsOf(years, pairs), personYears: years.length, pairs: pairs.length };
}

function targetsOf(years: readonly Year[], pairs: readonly (readonly [number, number])[]): readonly CalibrationTarget[] {
  const total = years.reduce((sum, year) => sum + year.cents, 0);
  const sorted = years.map((year) => year.cents).sort((a, b) => b - a);
  const share = (top: number): number => sorted.slice(0, Math.round(sorted.length * top)).reduce((sum, cents) => sum + cents, 0) / total;
  const scale = (RAND_MEAN * years.length) / total;
  const logs = sorted.filter((cents) => cents > 0).map((cents) => portableLog(cents * scale));
  const plusOne = pairs.map(([a, b]) => [portableLog(1 + a * scale), portableLog(1 + b * scale)] as const);
  return [
    target('zeroShare', 'share of person-years without any cost', 1 - logs.length / years.length, 0.2, 0.24),
    target('top1', 'share of cost of the dearest 1 % of person-years', share(0.01), 0.26, 0.32),
    target('top5', 'share of cost of the dearest 5 % of person-years', share(0.05), 0.54, 0.61),
    target('logDeviation', 'standard deviation of the logarithm of positive years', Math.sqrt(covariance(logs.map((x) => [x, x]))), 1.4, 1.57),
    target('yearToYear', 'correlation of log(1 + x) of consecutive years, x in RAND dollars', correlation(plusOne), 0.43, 0.56),
    ...relativities(years, total),
  ];
}

/** Costs above so many times what a spender of the group is expected to cost count at that limit: one dear year decides nothing. */
const LIMIT = 8;

function relativities(years: readonly Year[], total: number): readonly CalibrationTarget[] {
  const level = expectedMean(years, total);
  const means = AGE_SEX.map((group, i) => {
    const expected = (level * group.relativity) / 1000;
    const limit = (LIMIT * expected * 1000) / (1000 - group.zeroShare);
    const own = years.filter((year) => year.group === i);
    return { persons: own.length, expected, mean: own.reduce((sum, year) => sum + Math.min(year.cents, limit), 0) / Math.max(1, own.length) };
  });
  const limited =
    means.reduce((sum, group) => sum + group.mean * group.persons, 0) / means.reduce((sum, group) => sum + group.expected * group.persons, 0);
  return AGE_SEX.map((group, i) => {
    const value = (means[i]?.mean ?? 0) / ((means[i]?.expected ?? 1) * limited);
    return target(
      `relativity-${group.gender}-${group.fromAge}`,
      `mean limited cost of ${group.gender}s from age ${group.fromAge}, over the experiment's`,
      value,
      0.9,
      1.1,
    );
  });
}

/** The level that the population's own mix of ages and sexes implies. */
function expectedMean(years: readonly Year[], total: number): number {
  const weight = years.reduce((sum, year) => sum + (AGE_SEX[year.group]?.relativity ?? 0), 0) / 1000;
  return total / weight;
}

function target(id: string, what: string, value: number, low: number, high: number): CalibrationTarget {
  return { id, what, value, low, high, inside: value >= low && value <= high, source: costShapeSource };
}

function covariance(pairs: readonly (readonly [number, number])[]): number {
  let [sumX, sumY] = [0, 0];
  for (const [x, y] of pairs) {
    sumX += x;
    sumY += y;
  }
  const [meanX, meanY] = [sumX / pairs.length, sumY / pairs.length];
  let sum = 0;
  for (const [x, y] of pairs) sum += (x - meanX) * (y - meanY);
  return sum / (pairs.length - 1);
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const [own, other] = [covariance(pairs.map(([x]) => [x, x])), covariance(pairs.map(([, y]) => [y, y]))];
  return covariance(pairs) / Math.sqrt(own * other);
}
