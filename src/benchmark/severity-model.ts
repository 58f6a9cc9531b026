import { normal } from '../stats/normal.js';
import { badInput } from './bad-input.js';

/**
 * How a member's annual cost is spread: nothing for some, lognormal for most, a heavy tail beyond a splice, and a cap.
 * Unit of all amounts: US dollars a year.
 */
export interface SeverityModel {
  readonly id: string;
  /** Share of members without any cost. */
  readonly zeroShare: number;
  /** Mean of the logarithm of a cost. */
  readonly mu: number;
  /** Standard deviation of the logarithm. */
  readonly sigma: number;
  /** Above it the Pareto tail begins. */
  readonly splice: number;
  /** Exponent of the tail, above 2. */
  readonly alpha: number;
  readonly cap: number;
}

/**
 * The severity model that is used when a caller has none. It reproduces the published concentration of US health spending
 * (top 1 % near 22 %, bottom half under 3 %); it is for all ages, so that its use always warns.
 *
 * @source spec of the benchmark area, 3.4; concentration: AHRQ MEPS 2022
 */
export const defaultSeverityModel: SeverityModel = /* @__PURE__ */ Object.freeze({
  id: 'default-all-ages',
  zeroShare: 0.13,
  mu: 7.2,
  sigma: 1.8,
  splice: 40_000,
  alpha: 2.2,
  cap: 5_000_000,
});

/** Mean and variation of a cost limited at a point. */
export interface SeverityMoments {
  /** E[min(X, point)]. Unit: US dollars a year. */
  readonly mean: number;
  /** Standard deviation over mean of min(X, point). Unit: ratio. */
  readonly cv: number;
  /** E[(X - point)+]. Unit: US dollars a year. */
  readonly excess: number;
  /** Excess over the whole mean. Unit: share. */
  readonly excessShare: number;
}

function rawMoments(model: SeverityModel, limit: number): { readonly first: number; readonly second: number } {
  const { mu, sigma: s, splice: u, alpha: a } = model;
  const body = Math.min(limit, u);
  const upTo = (order: number): number => Math.exp(order * mu + (order * order * s * s) / 2) * normal.cdf((Math.log(body) - mu - order * s * s) / s);
  const beyond = normal.cdf((mu - Math.log(body)) / s);
  const tail1 = limit <= u ? limit : u + (u ** a * (u ** (1 - a) - limit ** (1 - a))) / (a - 1);
  const tail2 = limit <= u ? limit ** 2 : u ** 2 + (2 * u ** a * (limit ** (2 - a) - u ** (2 - a))) / (2 - a);
  const some = 1 - model.zeroShare;
  return { first: some * (upTo(1) + beyond * tail1), second: some * (upTo(2) + beyond * tail2) };
}

function checked(model: SeverityModel): SeverityModel {
  const { zeroShare, sigma, splice, alpha, cap } = model;
  if (!(zeroShare >= 0 && zeroShare < 1)) throw badInput('zeroShare', zeroShare, 'a share from 0 to below 1');
  if (!(Number.isFinite(model.mu) && sigma > 0 && Number.isFinite(sigma))) throw badInput('sigma', sigma, 'a standard deviation above 0');
  if (!(splice > 0 && cap >= splice && Number.isFinite(cap))) throw badInput('cap', cap, 'a finite cap of at least the splice');
  if (!(alpha > 2 && Number.isFinite(alpha))) throw badInput('alpha', alpha, 'an exponent above 2');
  return model;
}

/**
 * Mean, variation and excess of a member-year's cost limited at a pooling point, in closed form.
 *
 * For a population with another mean, the model keeps its shape: the point is divided by the ratio of the means.
 *
 * @formula E min(X, L) and E min(X, L)^2 of the spliced model; cv = sqrt(second / first^2 - 1)
 * @unit US dollars a year; ratio
 * @source spec of the benchmark area, 3.4
 * @testedBy test/benchmark/severity.test.ts: closed-form goldens 5.5; numerical integration
 * @param o - `model`; `point`: pooling point a year, `null` for none; `annualMean`: the population's mean, default the model's own.
 * @returns The moments, in the population's dollars.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * severityMoments({ model: defaultSeverityModel, point: 100000 }).cv.toFixed(9); // => '2.415911624'
 */
export function severityMoments(o: { readonly model: SeverityModel; readonly point: number | null; readonly annualMean?: number }): SeverityMoments {
  const model = checked(o.model);
  const whole = rawMoments(model, model.cap).first;
  const annualMean = o.annualMean ?? whole;
  if (!(Number.isFinite(annualMean) && annualMean > 0)) throw badInput('annualMean', annualMean, 'a mean above 0, in dollars a year');
  if (o.point !== null && !(o.point > 0)) throw badInput('point', o.point, 'a pooling point above 0');
  const scale = annualMean / whole;
  const limit = o.point === null ? model.cap : Math.min(model.cap, o.point / scale);
  const { first, second } = rawMoments(model, limit);
  return {
    mean: first * scale,
    cv: Math.sqrt(second / (first * first) - 1),
    excess: (whole - first) * scale,
    excessShare: (whole - first) / whole,
  };
}
