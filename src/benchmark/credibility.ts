import { Decimal } from '../money/decimal.js';
import type { Usd } from '../money/usd.js';
import { usd } from '../money/usd.js';
import { fullCredibility, limitedFluctuationZ } from '../stats/limited-fluctuation.js';
import { badInput } from './bad-input.js';

/** What {@link limitedFluctuation} needs. */
export interface LimitedFluctuationInput {
  /** Member months / 12. Unit: life-years. */
  readonly lifeYears: number;
  /** Coefficient of variation of one life-year's cost, at the pooling point in use. Unit: ratio. */
  readonly cv: number;
  /** Chance of being within the margin. Unit: probability. Default 0.9. */
  readonly probability?: number;
  /** Distance that still counts as right. Unit: share. Default 0.05. */
  readonly margin?: number;
}

/**
 * How much a group's own experience deserves to be believed, and how large it would have to be to stand alone.
 *
 * @formula full = (z / margin)^2 CV^2; Z = min(1, sqrt(life-years / full))
 * @unit life-years; share
 * @source limited fluctuation credibility; spec of the benchmark area, 3.6
 * @testedBy test/benchmark/credibility.test.ts: 12,875.6 and 6,313.6 life-years
 * @param o - Life-years, CV, probability, margin.
 * @returns The full-credibility standard and Z.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * limitedFluctuation({ lifeYears: 100, cv: 2.415364 }).z.toFixed(6); // => '0.125852'
 */
export function limitedFluctuation(o: LimitedFluctuationInput): { readonly full: number; readonly z: number } {
  if (!(Number.isFinite(o.lifeYears) && o.lifeYears >= 0)) throw badInput('lifeYears', o.lifeYears, 'life-years of at least 0');
  if (!(Number.isFinite(o.cv) && o.cv > 0)) throw badInput('cv', o.cv, 'a coefficient of variation above 0');
  const full = fullCredibility({
    cv: o.cv,
    ...(o.probability === undefined ? {} : { probability: o.probability }),
    ...(o.margin === undefined ? {} : { margin: o.margin }),
  });
  return { full, z: limitedFluctuationZ({ n: o.lifeYears, full }) };
}

/**
 * The best estimate of a group's underlying cost: its own figure as far as it is credible, the complement for the rest.
 *
 * @formula Z x own + (1 - Z) x complement
 * @unit as the amounts
 * @source limited fluctuation credibility; ASOP 25 for the duty to name the complement
 * @testedBy test/benchmark/credibility.test.ts: 592.44887935841
 * @param o - Own figure (pooled + charge), complement, Z from the pooled CV, and what the complement is.
 * @returns The estimate.
 * @throws {@link CoalitionError} `benchmark/bad-input` also when the complement has no name.
 * @example
 * blend({ own: usd('540'), complement: usd('600'), z: 0.5, complementName: 'coalition' }).toFixed(2); // => '570.00'
 */
export function blend(o: { readonly own: Usd; readonly complement: Usd; readonly z: number; readonly complementName: string }): Usd {
  if (!(o.z >= 0 && o.z <= 1)) throw badInput('z', o.z, 'a credibility from 0 to 1');
  if (o.complementName.trim() === '')
    throw badInput('complementName', 'empty', 'what the complement is: the benchmark, the prior year trended, the coalition');
  const z = new Decimal(o.z);
  return usd(z.times(o.own).plus(new Decimal(1).minus(z).times(o.complement)));
}

/** Credibility of several years pooled. */
export interface YearsCombined {
  /** Unit: years. */
  readonly years: number;
  /** Unit: life-years. */
  readonly lifeYears: number;
  readonly z: number;
}

/**
 * How much credibility a group gains by pooling years: the first constructive answer for a small employer.
 *
 * @formula Z of 1 to 5 times the life-years
 * @unit share
 * @testedBy test/benchmark/credibility.test.ts: three years of 100 lives .217982
 * @param o - Life-years of one year, CV, probability, margin; `most`: how many years, default 5.
 * @returns Z by number of years.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * combineYears({ lifeYears: 100, cv: 2.415364 })[2]?.z.toFixed(6); // => '0.217982'
 */
export function combineYears(o: LimitedFluctuationInput & { readonly most?: number }): readonly YearsCombined[] {
  const most = o.most ?? 5;
  if (!Number.isSafeInteger(most) || most < 1 || most > 50) throw badInput('most', most, 'whole years from 1 to 50');
  return Array.from({ length: most }, (_, i) => {
    const lifeYears = o.lifeYears * (i + 1);
    return { years: i + 1, lifeYears, z: limitedFluctuation({ ...o, lifeYears }).z };
  });
}
