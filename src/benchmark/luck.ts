import { normal } from '../stats/normal.js';
import { badInput } from './bad-input.js';
import { logSigma } from './external-cv-interval.js';

/** What detectability rests on. */
export interface LuckInput {
  /** Unit: life-years. */
  readonly lifeYears: number;
  /** Coefficient of variation of one life-year. Unit: ratio. */
  readonly cv: number;
  /** Default 1. Unit: ratio. */
  readonly designEffect?: number;
}

/**
 * The chance that a perfectly average group of this size shows a ratio as low as this, by luck alone.
 *
 * @formula Phi((ln r + sigma^2 / 2) / sigma), sigma = sqrt(ln(1 + CV^2 / n))
 * @unit probability
 * @source spec of the benchmark area, 3.10 (lognormal approximation)
 * @testedBy test/benchmark/compare.test.ts: .4417 at ratio .9 with 100 lives, CV not pooled
 * @param o - `ratio`: observed over average, above 0; life-years; CV.
 * @returns The chance.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * chanceOfLuck({ ratio: 0.9, lifeYears: 100, cv: 3.449263 }).toFixed(6); // => '0.441721'
 */
export function chanceOfLuck(o: LuckInput & { readonly ratio: number }): number {
  if (!(Number.isFinite(o.ratio) && o.ratio > 0)) throw badInput('ratio', o.ratio, 'a ratio above 0');
  const sigma = logSigma(o);
  if (sigma === 0) return o.ratio >= 1 ? 1 : 0;
  return normal.cdf((Math.log(o.ratio) + (sigma * sigma) / 2) / sigma);
}

/** What a group of some size can and can't tell. */
export interface Detectability {
  /** Lives needed to see the saving, two-sided, at the power. Unit: life-years; `null` when no saving was asked about. */
  readonly livesNeeded: number | null;
  /** Smallest saving that this group can see. Unit: share. Above 1: none. */
  readonly smallestDetectable: number | null;
  /** Chance that a program without effect shows the saving in this group. Unit: probability. */
  readonly falseSuccess: number | null;
}

/** What {@link detectability} needs. */
export interface DetectabilityInput {
  readonly cv: number;
  /** Unit: life-years; absent: only lives needed are asked for. */
  readonly lifeYears?: number;
  /** The saving in question. Unit: share, above 0 and below 1. */
  readonly saving?: number;
  /** `benchmark`: against a fixed figure; `beforeAfter`: against the group's own last period. Default `benchmark`. */
  readonly design?: 'benchmark' | 'beforeAfter';
  /** Correlation of a member's cost between the periods; only for `beforeAfter`. Default 0. */
  readonly correlation?: number;
  readonly designEffect?: number;
  /** Two-sided error. Unit: probability. Default 0.05. */
  readonly alpha?: number;
  /** Unit: probability. Default 0.8. */
  readonly power?: number;
}

/**
 * Whether a saving can be seen at all in a group of this size.
 *
 * @formula n = ((z(1 - alpha/2) + z(power)) CV / d)^2 x design effect; before and after: each period x 2 (1 - rho)
 * @unit life-years; shares
 * @source two-sample normal power; spec of the benchmark area, 3.11
 * @testedBy test/benchmark/compare.test.ts: 9,338 and 4,579 lives for 10 %
 * @param o - CV, group, saving, design.
 * @returns Lives needed, smallest detectable saving, chance of false success.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * detectability({ cv: 2.415364, saving: 0.1 }).livesNeeded?.toFixed(0); // => '4579'
 */
export function detectability(o: DetectabilityInput): Detectability {
  const correlation = o.correlation ?? 0;
  if (!(correlation >= -1 && correlation < 1)) throw badInput('correlation', correlation, 'a correlation from -1 to below 1');
  if (!(Number.isFinite(o.cv) && o.cv > 0)) throw badInput('cv', o.cv, 'a coefficient of variation above 0');
  if (o.saving !== undefined && !(o.saving > 0 && o.saving < 1)) throw badInput('saving', o.saving, 'a share above 0 and below 1');
  if (o.lifeYears !== undefined && !(Number.isFinite(o.lifeYears) && o.lifeYears > 0)) throw badInput('lifeYears', o.lifeYears, 'life-years above 0');
  for (const [name, value] of [
    ['alpha', o.alpha ?? 0.05],
    ['power', o.power ?? 0.8],
  ] as const) {
    if (!(value > 0 && value < 1)) throw badInput(name, value, 'a probability above 0 and below 1');
  }
  const reach = normal.quantile(1 - (o.alpha ?? 0.05) / 2) + normal.quantile(o.power ?? 0.8);
  const design = (o.design === 'beforeAfter' ? 2 * (1 - correlation) : 1) * (o.designEffect ?? 1);
  const unit = reach * o.cv * Math.sqrt(design);
  const luck =
    o.lifeYears !== undefined && o.saving !== undefined
      ? { lifeYears: o.lifeYears, cv: o.cv, ratio: 1 - o.saving, designEffect: o.designEffect ?? 1 }
      : null;
  return {
    livesNeeded: o.saving === undefined ? null : (unit / o.saving) ** 2,
    smallestDetectable: o.lifeYears === undefined ? null : unit / Math.sqrt(o.lifeYears),
    falseSuccess: luck === null ? null : chanceOfLuck(luck),
  };
}
