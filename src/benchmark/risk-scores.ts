import { CoalitionError } from '../errors/coalition-error.js';
import { badInput } from './bad-input.js';

/** A risk score from outside, licensed by the user, with what it is. */
export interface ExternalScore {
  readonly vendor: string;
  readonly modelVersion: string;
  readonly timing: 'concurrent' | 'prospective';
  /** Such as `allowed`, `planLiability`. */
  readonly predicts: string;
  readonly containsAgeSex: boolean;
  readonly rows: readonly ScoredMember[];
}

/** One member's score. */
export interface ScoredMember {
  readonly id: string;
  readonly score: number;
  /** Unit: member months. */
  readonly months: number;
}

/** Scores on the scale where the reference is 1. */
export interface NormalisedScores {
  readonly rows: readonly ScoredMember[];
  /** What every score was divided by: the reference's exposure-weighted mean. */
  readonly divisor: number;
  /** Exposure-weighted mean of the subjects, on the new scale. */
  readonly mean: number;
}

function weightedMean(rows: readonly ScoredMember[], whose: string): number {
  let [sum, months] = [0, 0];
  for (const row of rows) {
    if (!(Number.isFinite(row.score) && row.score >= 0)) throw badInput(`a score of ${whose}`, row.score, 'finite scores of at least 0');
    if (!(Number.isFinite(row.months) && row.months >= 0)) throw badInput(`months of ${whose}`, row.months, 'months of at least 0');
    sum += row.score * row.months;
    months += row.months;
  }
  if (!(months > 0)) throw new CoalitionError('benchmark/zero-exposure', `${whose} has no member months, so it has no mean score.`, { cents: 0 });
  return sum / months;
}

/**
 * Brings risk scores to the scale on which a reference population's exposure-weighted mean is 1.
 *
 * Limits: coding intensity drives concurrent scores; renormalise each year, and print vendor and version.
 *
 * @formula score / (sum score x months / sum months of the reference)
 * @unit none
 * @source spec of the benchmark area, 3.13
 * @testedBy test/benchmark/plan-value.test.ts: the reference's mean is 1 within 1e-12
 * @param o - Scores to be brought, reference, ids to leave out of both (and print).
 * @returns The normalised scores and the divisor.
 * @throws {@link CoalitionError} `benchmark/zero-exposure`, `benchmark/bad-input`.
 * @example
 * normaliseScores({ scores: [{ id: 'a', score: 3, months: 12 }], reference: [{ id: 'r', score: 1.5, months: 12 }] }).rows[0]?.score; // => 2
 */
export function normaliseScores(o: {
  readonly scores: readonly ScoredMember[];
  readonly reference: readonly ScoredMember[];
  readonly exclude?: readonly string[];
}): NormalisedScores {
  const out = new Set(o.exclude ?? []);
  const kept = o.scores.filter((row) => !out.has(row.id));
  const divisor = weightedMean(
    o.reference.filter((row) => !out.has(row.id)),
    'the reference',
  );
  if (!(divisor > 0)) throw badInput("the reference's mean score", divisor, 'a mean above 0');
  const rows = kept.map((row) => ({ ...row, score: row.score / divisor }));
  return { rows, divisor, mean: weightedMean(rows, 'the group') };
}
