import type { Month } from '../time/month.js';
import type { Completion } from './completion.js';
import { type IbnrMethod, methodName } from './ibnr-method.js';
import { type PastError, type PastValuations, pastErrors } from './past-errors.js';
import type { Prior } from './prior.js';
import { monthsOfGrain } from './triangle-spec.js';
import { type Settled, ultimatesBy } from './ultimates.js';

/** How one method did at past valuations. */
export interface MethodScore {
  readonly method: string;
  /** Root mean squared error of the IBNR. Unit: months of claims. */
  readonly rmse: number;
  /** Mean error, positive when the estimate was too low. Unit: months of claims. */
  readonly bias: number;
  /** Mean absolute error. Unit: months of claims. */
  readonly meanAbsoluteError: number;
}

/** Which method `auto` took, and why. */
export interface AutoChoice {
  readonly method: IbnrMethod;
  readonly chosen: string;
  /** The default for the size. */
  readonly fallback: string;
  readonly reason: 'tooLittleHistory' | 'defaultNotBeaten' | 'challengerBetter';
  readonly valuations: readonly Month[];
  readonly scores: readonly MethodScore[];
}

/** The default for the size: blend from 5,000 members a month on, Cape Cod below, development without exposure. */
export function defaultMethod(settled: Settled): IbnrMethod {
  const months = (settled.exposure ?? []).flatMap((e) => (e === null ? [] : [e]));
  if (months.length === 0) return { kind: 'development' };
  const average = months.reduce((sum, e) => sum + e, 0) / months.length / monthsOfGrain(settled.triangle.spec.grain);
  return average >= 5000 ? { kind: 'blend', threshold: 0.8 } : { kind: 'capeCod', months: 24 };
}

/** Methods that `auto` tests. */
export const AUTO_CANDIDATES: readonly IbnrMethod[] = [
  { kind: 'development' },
  { kind: 'blend', threshold: 0.7 },
  { kind: 'blend', threshold: 0.8 },
  { kind: 'blend', threshold: 0.9 },
  { kind: 'bornhuetterFerguson' },
  { kind: 'benktander' },
  { kind: 'capeCod', months: 24 },
  { kind: 'additive', window: 12 },
];

/** Fewest past valuations on which a challenger may win. */
const LEAST = 6;

/** Chooses a method by how candidates did at past valuations: the default stays unless one is better by more than a standard error. */
export function chooseMethod(o: {
  readonly settled: Settled;
  readonly pattern: Completion;
  readonly prior: Prior | undefined;
  readonly valuations: PastValuations;
}): AutoChoice {
  const { settled, pattern, prior, valuations } = o;
  const fallback = defaultMethod(settled);
  const name = methodName(fallback);
  const known = settled.exposure === null ? AUTO_CANDIDATES.slice(0, 1) : AUTO_CANDIDATES;
  const methods = [fallback, ...known.filter((each) => methodName(each) !== name)];
  const past = pastErrors({
    triangle: settled.triangle,
    options: pattern.options,
    prior,
    methods,
    today: ultimatesBy(settled, fallback).ultimate,
    ...valuations,
  });
  const totals = past.map((errors) => errors.map(totalOf));
  const scores = methods.map((method, m) => scoreOf(methodName(method), totals[m] ?? []));
  const months = (past[0] ?? []).map(({ valuation }) => valuation);
  const base = { fallback: name, valuations: months, scores };
  if (months.length < LEAST) return { ...base, scores: [], method: fallback, chosen: name, reason: 'tooLittleHistory' };
  let best = 0;
  scores.forEach((score, m) => {
    if (score.rmse < (scores[best]?.rmse ?? 0)) best = m;
  });
  const winner = methods[best] ?? fallback;
  if (best === 0 || !clearlyBetter(totals[0] ?? [], totals[best] ?? []))
    return { ...base, method: fallback, chosen: name, reason: 'defaultNotBeaten' };
  return { ...base, method: winner, chosen: methodName(winner), reason: 'challengerBetter' };
}

/** Error of the whole IBNR at a valuation. Unit: months of claims. */
export function totalOf({ byLag }: PastError): number {
  return byLag.reduce((sum, error) => sum + error, 0);
}

/** Bias, root mean square and mean absolute value of errors. */
export function scoreOf(method: string, errors: readonly number[]): MethodScore {
  const mean = (of: (error: number) => number): number =>
    errors.length === 0 ? 0 : errors.reduce((sum, error) => sum + of(error), 0) / errors.length;
  return { method, rmse: Math.sqrt(mean((e) => e * e)), bias: mean((e) => e), meanAbsoluteError: mean(Math.abs) };
}

/** Is the mean of paired differences of squared errors above its standard error? */
function clearlyBetter(standing: readonly number[], challenger: readonly number[]): boolean {
  const gains = standing.map((error, i) => error * error - (challenger[i] ?? 0) ** 2);
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
  return mean > Math.sqrt(variance / gains.length);
}
