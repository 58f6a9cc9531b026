import type { Explanation } from '../../reference/explanation.js';
import { normal } from '../../stats/normal.js';
import { powerOf } from '../performance/required-volume.js';
import { plausibility, type SpendCeilingInput } from '../savings/plausibility.js';
import { badPanel } from './panel.js';

/** Events of both arms: at the center (or with the program) and elsewhere. */
export interface ArmCounts {
  /** Unit: events. */
  readonly events: number;
  /** Unit: cases. */
  readonly cases: number;
}

/** A claim and the data it is judged by. */
export type ClaimInput =
  | {
      readonly kind: 'complications' | 'readmissions';
      readonly program: ArmCounts;
      readonly comparison: ArmCounts;
      /** Claimed reductions. Default 0.3 to 0.5. Unit: share. */
      readonly claimed?: { readonly least: number; readonly most: number };
      /** Belief before the data about the logarithm of the risk ratio. Default mean -0.15, sd 0.20. */
      readonly prior?: { readonly mean: number; readonly sd: number };
    }
  | {
      readonly kind: 'per-case';
      /** Claimed saving. Unit: share of the comparison's mean. */
      readonly claimed: number;
      /** Measured saving, with its error. Unit: share of the comparison's mean. */
      readonly measured: number;
      readonly standardError: number;
    }
  | ({
      readonly kind: 'total-cost';
      /** A measured effect on total spend, such as a difference in differences; positive is a saving. Unit: share. */
      readonly measured?: { readonly value: number; readonly standardError: number };
    } & SpendCeilingInput);

/** What a claim is worth. */
export type ClaimVerdictKind = 'supported' | 'compatible' | 'not-supported' | 'underpowered' | 'impossible';

/** A claim judged, with the arithmetic. */
export interface ClaimVerdict extends Explanation {
  readonly summary: string;
  readonly verdict: ClaimVerdictKind;
  /** Of counts: risk ratio with Wald's interval on the logarithm; `null` otherwise. */
  readonly riskRatio: { readonly value: number; readonly low: number; readonly high: number; readonly logStandardError: number } | null;
  /** Of counts: belief after the data; `null` otherwise. */
  readonly posterior: {
    readonly logMean: number;
    readonly logSd: number /** Probability that the true ratio is as claimed. */;
    readonly massInClaim: number;
  } | null;
  /** Power to see the least claimed reduction with these cases; `null` otherwise. Unit: probability. */
  readonly power: number | null;
}

const SENTENCE: Readonly<Record<ClaimVerdictKind, string>> = {
  supported: 'The data support the claim.',
  compatible: 'The data are compatible with the claim, but also with less.',
  'not-supported': 'The data do not support the claim.',
  underpowered: 'There are too few cases to tell the claim from nothing.',
  impossible: 'The claim cannot be true.',
};

function counts(arm: ArmCounts, name: string): void {
  if (!Number.isInteger(arm.cases) || arm.cases < 1) throw badPanel(`${name}.cases`, arm.cases, 'a whole number of at least 1 is needed');
  if (!Number.isInteger(arm.events) || arm.events < 0 || arm.events > arm.cases)
    throw badPanel(`${name}.events`, arm.events, 'a whole number from 0 to the cases is needed');
}

function judgeCounts(i: Extract<ClaimInput, { readonly kind: 'complications' | 'readmissions' }>): ClaimVerdict {
  counts(i.program, 'program');
  counts(i.comparison, 'comparison');
  const claimed = i.claimed ?? { least: 0.3, most: 0.5 };
  if (!(claimed.least > 0 && claimed.most >= claimed.least && claimed.most < 1))
    throw badPanel('claimed', `${claimed.least} to ${claimed.most}`, 'reductions between 0 and 1 are needed');
  const prior = i.prior ?? { mean: -0.15, sd: 0.2 };
  // Half an event in each cell where an arm has none, so that the logarithm exists; said in the steps.
  const empty = i.program.events === 0 || i.comparison.events === 0;
  const [a, n, b, m] = [
    i.program.events + (empty ? 0.5 : 0),
    i.program.cases + (empty ? 1 : 0),
    i.comparison.events + (empty ? 0.5 : 0),
    i.comparison.cases + (empty ? 1 : 0),
  ];
  const log = Math.log(a / n / (b / m));
  const se = Math.sqrt(1 / a - 1 / n + 1 / b - 1 / m);
  const z = normal.quantile(0.975);
  const [low, high] = [Math.exp(log - z * se), Math.exp(log + z * se)];
  const [wp, wd] = [1 / prior.sd ** 2, 1 / se ** 2];
  const logMean = (wp * prior.mean + wd * log) / (wp + wd);
  const logSd = Math.sqrt(1 / (wp + wd));
  const mass = (from: number, to: number): number => normal.cdf((to - logMean) / logSd) - normal.cdf((from - logMean) / logSd);
  const [least, most] = [1 - claimed.least, 1 - claimed.most];
  const massInClaim = mass(Math.log(most), Math.log(least));
  const power = powerOf({ rate: b / m, reduction: claimed.least, cases: Math.min(i.program.cases, i.comparison.cases) });
  const [atLeast, nothing] = [low <= least && least <= high, low <= 1 && 1 <= high];
  const verdict: ClaimVerdictKind =
    atLeast && nothing && power < 0.8
      ? 'underpowered'
      : high <= least
        ? 'supported'
        : low > least
          ? 'not-supported'
          : nothing
            ? 'not-supported'
            : 'compatible';
  return {
    summary: `${SENTENCE[verdict]} Risk ratio ${Math.exp(log).toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}).`,
    verdict,
    riskRatio: { value: Math.exp(log), low, high, logStandardError: se },
    posterior: { logMean, logSd, massInClaim },
    power,
    steps: [
      ...(empty ? [{ id: 'continuity', label: 'half an event added to each cell, because an arm had none' }] : []),
      { id: 'riskRatio', label: 'risk ratio', formula: '(events / cases) / (events / cases)', value: String(Math.exp(log)) },
      { id: 'power', label: `power to see a reduction of ${claimed.least}`, value: String(power) },
      { id: 'mass', label: 'probability that the true ratio is as claimed', value: String(massInClaim) },
    ],
    assumptions: [
      {
        id: 'prior',
        value: `log risk ratio normal(${prior.mean}, ${prior.sd})`,
        evidence: 'assumed',
        source: i.prior === undefined ? 'default, from controlled studies' : 'given by the caller',
      },
    ],
    warnings: [],
    tables: [],
  };
}

/**
 * Judges a claim about a program (complications, readmissions, saving a case, total cost) by data and arithmetic.
 *
 * Limits: cases at a center are chosen; a risk ratio of raw counts carries the selection.
 *
 * @formula counts: Wald on the logarithm, normal prior; underpowered when neither the least claim nor no effect is excluded and power < 0.8
 * @unit none
 * @source spec coe 3.12; {@link coeEvidence} for context
 * @testedBy coe/evaluation.test.ts: 4/120 v 30/600
 * @param i - The claim and the data.
 * @returns The verdict with its arithmetic.
 * @throws {@link CoalitionError} `coe/invalid-input`, `coe/volume-invalid`.
 * @example
 * checkClaim({ kind: 'complications', program: { events: 4, cases: 120 }, comparison: { events: 30, cases: 600 } }).verdict; // => 'underpowered'
 */
export function checkClaim(i: ClaimInput): ClaimVerdict {
  if ('program' in i) return judgeCounts(i);
  const z = normal.quantile(0.975);
  const empty = { riskRatio: null, posterior: null, power: null, warnings: [], tables: [] };
  if (i.kind === 'per-case') {
    if (!(i.standardError > 0) || !Number.isFinite(i.measured) || !Number.isFinite(i.claimed))
      throw badPanel('standardError', i.standardError, 'finite figures and an error above 0 are needed');
    const [low, high] = [i.measured - z * i.standardError, i.measured + z * i.standardError];
    const verdict: ClaimVerdictKind =
      i.claimed > 1 ? 'impossible' : low >= i.claimed ? 'supported' : high < i.claimed ? 'not-supported' : low <= 0 ? 'underpowered' : 'compatible';
    return {
      ...empty,
      summary: `${SENTENCE[verdict]} Measured ${(100 * i.measured).toFixed(1)} % (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}).`,
      verdict,
      steps: [{ id: 'interval', label: 'measured saving, 95 % interval', value: `${low} to ${high}` }],
      assumptions: [],
    };
  }
  const ceiling = plausibility(i);
  const claimed = i.claimed === undefined ? 0 : Number(i.claimed);
  const measured = i.measured;
  const [low, high] = measured === undefined ? [0, 0] : [measured.value - z * measured.standardError, measured.value + z * measured.standardError];
  const byData: ClaimVerdictKind =
    measured === undefined
      ? 'compatible'
      : low >= claimed
        ? 'supported'
        : high < claimed
          ? 'not-supported'
          : low <= 0
            ? 'underpowered'
            : 'compatible';
  const verdict: ClaimVerdictKind = ceiling.verdict === 'impossible' ? 'impossible' : ceiling.verdict === 'violated' ? 'not-supported' : byData;
  return { ...empty, summary: `${SENTENCE[verdict]} ${ceiling.summary}`, verdict, steps: ceiling.steps, assumptions: ceiling.assumptions };
}
