import type { Warning } from '../errors/finding.js';
import { estimatedUsd } from '../money/estimated-usd.js';
import type { Usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import type { Month } from '../time/month.js';
import { insufficient } from './completion.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import { type MackTail, mackNumbers, type SigmaRule } from './mack-figures.js';
import { line } from './tails.js';
import { trendWarning } from './trend-warning.js';
import type { Triangle } from './triangle.js';
import { cellScale, finite, invalidInput, periodMonth } from './triangle-spec.js';

/** How {@link mack} is asked. */
export interface MackOptions {
  /** Which average: 0 simple, 1 volume, 2 regression. Default 1. */
  readonly alpha?: 0 | 1 | 2;
  /** Required: the two rules of the trade give different errors. */
  readonly sigma: SigmaRule;
  /** A factor beyond the last lag, its errors given, or extrapolated log-linearly when `extrapolate` says so. */
  readonly tail?: MackTail & { readonly extrapolate?: 'logLinear' };
}

/** One age-to-age factor with its errors. */
export interface MackFactor {
  /** Unit: periods of the grain. */
  readonly lag: number;
  /** Unit: none. */
  readonly factor: number;
  /** Unit: none. */
  readonly standardError: number | null;
  /** Unit: triangle units ^ (alpha / 2). */
  readonly sigma: number | null;
  /** Unit: ratios. */
  readonly ratios: number;
}

/** Amounts of one incurred period, or of all. Unit of every amount: US dollars where cells are cents, else the triangle's unit. */
export interface MackAmounts {
  readonly latest: Usd;
  readonly ultimate: Usd;
  /** What is incurred and not paid yet. */
  readonly ibnr: Usd;
  /** Square root of the mean squared error of prediction; null when a spread is unknown. */
  readonly standardError: Usd | null;
  readonly processError: Usd | null;
  readonly parameterError: Usd | null;
}

/** One incurred period. */
export interface MackRow extends MackAmounts {
  /** First month of the incurred period. */
  readonly period: Month;
  /** Unit: periods of the grain; null when nothing of it is known. */
  readonly lag: number | null;
}

/** Chain-ladder ultimates with Mack's prediction errors. */
export interface MackResult extends Explanation {
  readonly alpha: 0 | 1 | 2;
  /** Which rule gave the spread at lags with one ratio, and whether it fell back. */
  readonly sigmaRule: 'mack' | 'logLinear';
  readonly fellBack: boolean;
  /** p-value of the slope of the log-linear rule. Unit: probability. */
  readonly slopeP: number | null;
  readonly factors: readonly MackFactor[];
  readonly rows: readonly MackRow[];
  readonly total: MackAmounts;
  readonly disclosure: TrendDisclosure;
}

/**
 * Tells what is incurred and not paid yet by chain ladder, and how far off that may be, free of any distribution.
 *
 * Limits: rests on Mack's assumptions (independent months, no calendar effects); look at {@link diagnostics}. The rule for the last
 * spread must be named because the trade's two rules give different totals.
 *
 * @formula see {@link mackFigures}; standard error = sqrt(process + parameter variance)
 * @unit US dollars where cells are cents, else the triangle's unit
 * @source Mack 1993, 1994, 1999
 * @testedBy trend/mack.test.ts: RAA, GenIns, ABC, UKMotor at 1e-9; health36
 * @param triangle - The triangle.
 * @param o - `alpha`, `sigma`, `tail`.
 * @returns Factors, rows and total with errors.
 * @throws {@link CoalitionError} `trend/insufficient-development` when some lag has no ratio, `trend/invalid-input`.
 * @example
 * const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150', '180'], ['110', '176'], ['120']] });
 * mack(triangle, { sigma: 'mack' }).total.ibnr.toFixed(2); // => '138.74'
 */
export function mack(triangle: Triangle, o: MackOptions): MackResult {
  const alpha = o.alpha ?? 1;
  if (![0, 1, 2].includes(alpha)) throw invalidInput('alpha', alpha, 'Give 0 for simple, 1 for volume or 2 for regression averages.');
  const tail = checkedTail(o, triangle);
  const figures = mackNumbers(triangle.grid, { alpha, sigma: o.sigma, ...(tail === undefined ? {} : { tail }) });
  if (figures.factor.length === 0) throw insufficient(0, 0);
  figures.factor.forEach((factor, lag) => {
    if (Number.isNaN(factor)) throw insufficient(lag, figures.ratios[lag] ?? 0);
  });
  const warnings: Warning[] = [];
  const unknown = figures.sigma.findIndex(Number.isNaN);
  if (unknown >= 0) {
    const ratios = figures.ratios[unknown] ?? 0;
    const message = `${ratios} months have a ratio at lag ${unknown}, too few to know the spread; the errors stay empty.`;
    warnings.push(trendWarning('trend/insufficient-development', message, `factors[${unknown}]`));
  }
  if (tail !== undefined && tail.factor !== 1 && (tail.tailSe === undefined || tail.tailSigma === undefined)) {
    warnings.push(trendWarning('trend/tail-error-missing', `The tail ${tail.factor} has no errors of its own, so the standard errors stay empty.`));
  }
  const scale = cellScale(triangle.spec);
  const money = (x: number): Usd => estimatedUsd(x / scale);
  const root = (variance: number): Usd | null => (Number.isFinite(variance) ? money(Math.sqrt(Math.max(0, variance))) : null);
  const amounts = (latest: number, ultimate: number, process: number, parameter: number): MackAmounts => ({
    latest: money(latest),
    ultimate: money(ultimate),
    ibnr: money(ultimate - latest),
    standardError: root(process + parameter),
    processError: root(process),
    parameterError: root(parameter),
  });
  const unit = scale ** (alpha / 2);
  const { total } = figures;
  const sigmaRule = typeof o.sigma === 'string' ? o.sigma : o.sigma.rule;
  return {
    alpha,
    sigmaRule,
    fellBack: figures.fellBack,
    slopeP: figures.slopeP,
    factors: Array.from(figures.factor, (factor, lag) => ({
      lag,
      factor,
      standardError: finiteOrNull(figures.factorError[lag]),
      sigma: finiteOrNull((figures.sigma[lag] ?? Number.NaN) / unit),
      ratios: figures.ratios[lag] ?? 0,
    })),
    rows: Array.from(figures.latest, (latest, i) => ({
      period: periodMonth(triangle.spec, i),
      lag: (triangle.grid.age[i] ?? -1) < 0 ? null : (triangle.grid.age[i] ?? null),
      ...amounts(latest, figures.ultimate[i] ?? 0, figures.processVariance[i] ?? 0, figures.parameterVariance[i] ?? 0),
    })),
    total: amounts(total.latest, total.ultimate, total.processVariance, total.parameterVariance),
    disclosure: disclose(triangle, { methods: ['development'], exclusions: [] }),
    steps: [
      {
        id: 'factors',
        label: `Age-to-age factors, alpha ${alpha}`,
        formula: 'f = sum C^alpha d / sum C^alpha',
        value: Array.from(figures.factor, (f) => f.toPrecision(8)).join(' '),
      },
      { id: 'sigma', label: `Spread at lags with one ratio by rule ${sigmaRule}${figures.fellBack ? ', fell back to mack' : ''}` },
      {
        id: 'error',
        label: 'Standard error of the total',
        formula: 'sqrt(process + parameter)',
        value: root(total.processVariance + total.parameterVariance)?.toFixed(2) ?? 'unknown',
      },
    ],
    assumptions: [
      { id: 'alpha', value: String(alpha), evidence: 'assumed', source: o.alpha === undefined ? 'default' : 'caller' },
      { id: 'sigma rule', value: sigmaRule, evidence: 'assumed', source: 'caller' },
      { id: 'tail', value: String(tail?.factor ?? 1), evidence: 'assumed', source: tail === undefined ? 'default' : 'caller' },
    ],
    warnings,
    tables: [],
  };
}

/** A double that may be shown, or null. */
export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Tail errors in cell units; extrapolated where asked. */
function checkedTail(o: MackOptions, triangle: Triangle): MackTail | undefined {
  const { tail } = o;
  if (tail === undefined) return undefined;
  if (!(finite('tail.factor', tail.factor) > 0)) throw invalidInput('tail.factor', tail.factor, 'A tail is a positive multiplier.');
  for (const key of ['tailSe', 'tailSigma'] as const) {
    const value = tail[key];
    if (value !== undefined && !(finite(`tail.${key}`, value) >= 0)) throw invalidInput(`tail.${key}`, value, 'Give 0 or more.');
  }
  const alpha = o.alpha ?? 1;
  const scale = cellScale(triangle.spec) ** (alpha / 2);
  const given = {
    factor: tail.factor,
    ...(tail.tailSe === undefined ? {} : { tailSe: tail.tailSe }),
    ...(tail.tailSigma === undefined ? {} : { tailSigma: tail.tailSigma * scale }),
  };
  if (tail.extrapolate !== 'logLinear' || tail.factor === 1) return given;
  const { factor, factorError, sigma } = mackNumbers(triangle.grid, { alpha, sigma: o.sigma });
  const age = tailAge(factor, tail.factor);
  const extended = (values: Float64Array): number => {
    const points = Array.from(values).flatMap((value, k) => (value > 0 ? [[k + 1, Math.log(value)] as const] : []));
    if (points.length < 2) return Number.NaN;
    const { intercept, slope } = line(points);
    return Math.exp(intercept + slope * age);
  };
  const [tailSe, tailSigma] = [tail.tailSe ?? extended(factorError), given.tailSigma ?? extended(sigma)];
  return { factor: tail.factor, ...(Number.isFinite(tailSe) ? { tailSe } : {}), ...(Number.isFinite(tailSigma) ? { tailSigma } : {}) };
}

/** The age at which the fitted decay of the factors would give the tail; the next age when there is no such decay. */
function tailAge(factor: Float64Array, tail: number): number {
  const points = Array.from(factor).flatMap((f, k) => (f > 1 ? [[k + 1, Math.log(f - 1)] as const] : []));
  if (points.length < 2 || tail <= 1) return factor.length + 1;
  const { intercept, slope } = line(points);
  return slope < 0 ? (Math.log(tail - 1) - intercept) / slope : factor.length + 1;
}
