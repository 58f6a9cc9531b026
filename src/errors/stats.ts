import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the stats area knows. */
export interface StatsErrors {
  readonly 'stats/bad-argument': { readonly name: string; readonly value: string };
  readonly 'stats/too-few-values': { readonly values: number; readonly needed: number };
  readonly 'stats/rank-deficient': { readonly column: number; readonly columns: number };
  readonly 'stats/too-few-clusters': { readonly clusters: number; readonly needed: number };
  readonly 'stats/too-many-factors': { readonly factors: number; readonly most: number };
  readonly 'stats/log-of-non-positive': { readonly factor: number; readonly cell: number };
  readonly 'stats/not-converged': { readonly what: string };
  readonly 'stats/separated': { readonly what: string; readonly iterations: number };
}

/** Why each refusal of the stats area happens and what a person does about it. */
export const statsCodes: CodePages<StatsErrors> = {
  'stats/bad-argument': {
    cause: 'A statistic was asked of NaN, an infinity, or a value outside the range where it has an answer.',
    fix: 'Correct the argument that the message names.',
  },
  'stats/too-few-values': {
    cause: 'The statistic needs more values than were given.',
    fix: 'Bring more data, or leave the statistic out.',
  },
  'stats/rank-deficient': {
    cause: 'A column of the design is a combination of the columns before it, so its coefficient has no single value.',
    fix: 'Leave the column out that the message names; a dummy for every category beside an intercept is the usual cause.',
  },
  'stats/too-few-clusters': {
    cause: 'Cluster-robust errors rest on too few clusters.',
    fix: 'Use the wild cluster bootstrap, or bring more clusters.',
  },
  'stats/too-many-factors': {
    cause: 'An exact attribution visits every subset of the factors, which doubles with each factor.',
    fix: 'Combine factors to at most 12.',
  },
  'stats/log-of-non-positive': {
    cause: 'A logarithmic decomposition met a factor of zero or below.',
    fix: 'Use the Shapley decomposition, which needs no logarithm, or give an explicit epsilon for zeros.',
  },
  'stats/separated': {
    cause: 'A covariate, or a sum of covariates, tells the groups apart completely, so that a logit has no finite coefficients.',
    fix: 'Leave that covariate out, join categories, or use a penalised (Firth) fit.',
  },
  'stats/not-converged': {
    cause: 'An iteration did not settle.',
    fix: 'Look at the data for extreme values, or use a closed-form estimator.',
  },
};

/** Findings of the stats area. */
export const statsFindings: FindingPages = {};
