import { normal } from '../stats/normal.js';
import { badInput } from './bad-input.js';
import { costInterval } from './cost-interval.js';
import type { CostInterval } from './cost-rate.js';

/** What {@link externalCvInterval} needs. */
export interface ExternalCvInput {
  /** The rate without the charge: pooled when a charge is given. Unit: US dollars per member and period. */
  readonly amount: number;
  /** Member months / 12, above 0. Unit: life-years. */
  readonly lifeYears: number;
  /** Coefficient of variation of one life-year's cost, at the same pooling point. Unit: ratio. */
  readonly cv: number;
  /** Pooling charge, added after both bounds. Default 0: not pooled. Unit: as the amount. */
  readonly charge?: number;
  /** Unit: probability. Default 0.95. */
  readonly confidence?: number;
  /** Multiplies CV squared because families' costs go together. Default 1, an assumption. Unit: ratio, at least 1. */
  readonly designEffect?: number;
}

/**
 * The spread of the logarithm of a mean of n life-years.
 *
 * @formula sigma = sqrt(ln(1 + CV^2 x design effect / n))
 * @unit none
 * @testedBy test/benchmark/intervals.test.ts
 * @param o - CV, life-years, design effect (default 1).
 * @returns Sigma.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * logSigma({ cv: 3.449263, lifeYears: 100 }).toFixed(9); // => '0.335279481'
 */
export function logSigma(o: { readonly cv: number; readonly lifeYears: number; readonly designEffect?: number }): number {
  const effect = o.designEffect ?? 1;
  if (!(Number.isFinite(o.lifeYears) && o.lifeYears > 0)) throw badInput('lifeYears', o.lifeYears, 'life-years above 0');
  if (!(Number.isFinite(o.cv) && o.cv >= 0)) throw badInput('cv', o.cv, 'a coefficient of variation of at least 0');
  if (!(Number.isFinite(effect) && effect > 0)) throw badInput('designEffect', effect, 'a ratio above 0');
  return Math.sqrt(Math.log1p((o.cv * o.cv * effect) / o.lifeYears));
}

/**
 * The interval of a cost per member when the group is too small to tell its own variation: the variation comes from outside.
 *
 * With a charge it is the library's default for small groups: pooled claims vary less, and the charge is added to both bounds.
 * In simulation it covers 93-97 % from 100 to 10,000 lives.
 *
 * @formula bounds = amount x exp(-+ z sigma + sigma^2 / 2) + charge, sigma = sqrt(ln(1 + CV^2 / n))
 * @unit as the amount
 * @source moments of the lognormal distribution; spec of the benchmark area, 3.7
 * @testedBy test/benchmark/intervals.test.ts: the 50-employee firm; coverage by simulation
 * @param o - Amount, life-years, CV, charge, confidence.
 * @returns The interval around amount + charge; never negative.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * const interval = externalCvInterval({ amount: 507, lifeYears: 100, cv: 2.415364, charge: 33 });
 * [interval.low?.toFixed(2), interval.high?.toFixed(2)]; // => ['360.06', '864.78']
 */
export function externalCvInterval(o: ExternalCvInput): CostInterval & { readonly kind: 'interval' } {
  const confidence = o.confidence ?? 0.95;
  const charge = o.charge ?? 0;
  if (!(Number.isFinite(o.amount) && o.amount >= 0)) throw badInput('amount', o.amount, 'an amount of at least 0; roll a negative cell up first');
  if (!(Number.isFinite(charge) && charge >= 0)) throw badInput('charge', charge, 'a charge of at least 0');
  if (!(confidence > 0 && confidence < 1)) throw badInput('confidence', confidence, 'a share above 0 and below 1');
  const sigma = logSigma(o);
  const z = normal.quantile((1 + confidence) / 2);
  const bound = (sign: number): number => o.amount * Math.exp(sign * z * sigma + (sigma * sigma) / 2) + charge;
  const interval = costInterval({
    method: o.charge === undefined ? 'externalCv' : 'pooledExternalCv',
    confidence,
    point: o.amount + charge,
    low: bound(-1),
    high: bound(1),
  });
  if (interval.kind !== 'interval') throw badInput('amount', o.amount, 'a finite amount');
  return interval;
}
