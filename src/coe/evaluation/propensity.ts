import { CoalitionError } from '../../errors/coalition-error.js';
import { type CovariateBalance, type StudyRow, studyColumns, weightedBalance } from './balance.js';
import { badPanel } from './panel.js';
import { solveSymmetric } from './small-matrix.js';

/** A fitted propensity: how likely each person is to be in the program, by what is known of it. */
export interface Propensity {
  /** `intercept` first, then covariates by name. */
  readonly coefficients: readonly { readonly name: string; readonly value: number }[];
  readonly scores: readonly { readonly id: string; readonly treated: boolean; readonly score: number }[];
  readonly iterations: number;
}

const MOST = 60;

/**
 * Fits how likely people are to be in the program, by a logit on their covariates.
 *
 * Limits: it balances what is measured, nothing else.
 *
 * @formula P(treated) = 1 / (1 + exp(-(a + b x))), by iteratively reweighted least squares
 * @unit probability
 * @source Rosenbaum and Rubin 1983
 * @testedBy coe/weighting.test.ts: statsmodels
 * @param rows - Persons of both groups.
 * @returns Coefficients and scores.
 * @throws {@link CoalitionError} `stats/separated`, `stats/rank-deficient`, `coe/invalid-input`.
 * @example
 * const rows = [10, 20, 30, 40].map((age, i) => ({ id: `p${i}`, treated: i % 2 === 0, covariates: { age } }));
 * propensity(rows).scores.length; // => 4
 */
export function propensity(rows: readonly StudyRow[]): Propensity {
  const { names, x, treated } = studyColumns(rows);
  const n = rows.length;
  const centre = names.map((_, k) => x.reduce((sum, row) => sum + (row[k] ?? 0), 0) / n);
  const scale = names.map((_, k) => Math.sqrt(x.reduce((sum, row) => sum + ((row[k] ?? 0) - (centre[k] ?? 0)) ** 2, 0) / n) || 1);
  const z = x.map((row) => [1, ...row.map((value, k) => (value - (centre[k] ?? 0)) / (scale[k] ?? 1))]);
  let beta: readonly number[] = z[0]?.map(() => 0) ?? [];
  const score = (row: readonly number[]): number => 1 / (1 + Math.exp(-row.reduce((sum, value, k) => sum + value * (beta[k] ?? 0), 0)));
  for (let iteration = 1; iteration <= MOST; iteration += 1) {
    const p = z.map(score);
    const gram = beta.map((_, a) =>
      beta.map((__, b) => z.reduce((sum, row, i) => sum + (p[i] ?? 0) * (1 - (p[i] ?? 0)) * (row[a] ?? 0) * (row[b] ?? 0), 0)),
    );
    const gradient = beta.map((_, a) => z.reduce((sum, row, i) => sum + ((treated[i] === true ? 1 : 0) - (p[i] ?? 0)) * (row[a] ?? 0), 0));
    if (p.every((each, i) => Math.abs((treated[i] === true ? 1 : 0) - each) < 1e-4)) break;
    const step = solveSymmetric(gram, gradient);
    beta = beta.map((value, k) => value + (step[k] ?? 0));
    if (Math.max(...beta.map(Math.abs)) > 50) break;
    if (Math.max(...step.map(Math.abs)) < 1e-12) {
      const slopes = names.map((name, k) => ({ name, value: (beta[k + 1] ?? 0) / (scale[k] ?? 1) }));
      const intercept = (beta[0] ?? 0) - slopes.reduce((sum, each, k) => sum + each.value * (centre[k] ?? 0), 0);
      return {
        coefficients: [{ name: 'intercept', value: intercept }, ...slopes],
        scores: rows.map((row, i) => ({ id: row.id, treated: row.treated, score: score(z[i] ?? []) })),
        iterations: iteration,
      };
    }
  }
  throw new CoalitionError(
    'stats/separated',
    'The covariates tell the groups apart completely, so the logit has no finite coefficients. Leave the separating covariate out or join categories.',
    { what: 'propensity', iterations: MOST },
  );
}

/** Weights with what they achieve. */
export interface Weighting {
  readonly method: 'IPTW' | 'entropy balance' | 'nearest match';
  readonly estimand: 'ATT' | 'ATE';
  readonly weights: readonly { readonly id: string; readonly weight: number }[];
  readonly before: readonly CovariateBalance[];
  readonly after: readonly CovariateBalance[];
  /** (sum w)^2 / sum w^2 of the control group. Unit: persons. */
  readonly effectiveControls: number;
  /** Weighted mean of the treated less that of the controls; `null` without outcomes. */
  readonly effect: number | null;
}

/** Puts weights together with their balance, effective sample and effect (Hajek means). */
export function weightingOf(rows: readonly StudyRow[], weights: readonly number[], o: Pick<Weighting, 'method' | 'estimand'>): Weighting {
  const columns = studyColumns(rows);
  let [sum, squares] = [0, 0];
  rows.forEach((row, i) => {
    if (row.treated) return;
    sum += weights[i] ?? 0;
    squares += (weights[i] ?? 0) ** 2;
  });
  const known = rows.every((row) => row.outcome !== undefined);
  const mean = (treated: boolean): number => {
    let [top, bottom] = [0, 0];
    rows.forEach((row, i) => {
      if (row.treated !== treated) return;
      top += (weights[i] ?? 0) * (row.outcome ?? 0);
      bottom += weights[i] ?? 0;
    });
    return top / bottom;
  };
  return {
    ...o,
    weights: rows.map((row, i) => ({ id: row.id, weight: weights[i] ?? 0 })),
    before: weightedBalance(
      columns,
      rows.map(() => 1),
    ),
    after: weightedBalance(columns, weights),
    effectiveControls: squares === 0 ? 0 : (sum * sum) / squares,
    effect: known ? mean(true) - mean(false) : null,
  };
}

/**
 * Weighs people by the inverse of how likely they were to be where they are.
 *
 * @formula ATT: treated 1, controls e / (1 - e); ATE: 1/e and 1/(1 - e); Hajek means
 * @unit the outcome's
 * @source Horvitz and Thompson 1952; Hirano and Imbens 2001
 * @testedBy coe/weighting.test.ts
 * @param rows - Persons with covariates, and outcomes for an effect.
 * @param o - `estimand`: the effect on the treated or on all. Default `ATT`.
 * @returns Weights, balance before and after, effect.
 * @throws {@link CoalitionError} as {@link propensity}.
 * @example
 * const rows = [10, 20, 30, 40].map((age, i) => ({ id: `p${i}`, treated: i % 2 === 0, covariates: { age } }));
 * iptw(rows).estimand; // => 'ATT'
 */
export function iptw(rows: readonly StudyRow[], o: { readonly estimand?: 'ATT' | 'ATE' } = {}): Weighting {
  const estimand = o.estimand ?? 'ATT';
  const { scores } = propensity(rows);
  const weights = scores.map(({ treated, score }) =>
    estimand === 'ATT' ? (treated ? 1 : score / (1 - score)) : treated ? 1 / score : 1 / (1 - score),
  );
  return weightingOf(rows, weights, { method: 'IPTW', estimand });
}

/**
 * Weighs controls so that their means equal those of the treated exactly, as evenly as possible.
 *
 * Limits: when the means of the treated lie outside what controls can make up, it is refused.
 *
 * @formula minimises sum w log w with sum w x = treated means, by Newton on the dual; moments are met to 1e-10
 * @unit the outcome's
 * @source Hainmueller 2012
 * @testedBy coe/weighting.test.ts
 * @param rows - Persons with covariates, and outcomes for an effect.
 * @returns Weights (controls sum to the number of treated), balance, effect.
 * @throws {@link CoalitionError} `stats/not-converged`, `stats/rank-deficient`, `coe/invalid-input`.
 * @example
 * const rows = [10, 20, 30, 40].map((age, i) => ({ id: `p${i}`, treated: i === 1, covariates: { age } }));
 * entropyBalance(rows).after[0]?.controlMean.toFixed(9); // => '20.000000000'
 */
export function entropyBalance(rows: readonly StudyRow[]): Weighting {
  const { names, x, treated } = studyColumns(rows);
  const count = treated.filter(Boolean).length;
  const target = names.map((_, k) => x.reduce((sum, row, i) => (treated[i] === true ? sum + (row[k] ?? 0) : sum), 0) / count);
  const controls = x.flatMap((row, i) => (treated[i] === true ? [] : [{ row, i }]));
  const scale = names.map(
    (_, k) => Math.sqrt(controls.reduce((sum, { row }) => sum + ((row[k] ?? 0) - (target[k] ?? 0)) ** 2, 0) / controls.length) || 1,
  );
  const c = controls.map(({ row }) => row.map((value, k) => (value - (target[k] ?? 0)) / (scale[k] ?? 1)));
  let lambda: readonly number[] = names.map(() => 0);
  const shares = (at: readonly number[]): { readonly w: readonly number[]; readonly value: number } => {
    const eta = c.map((row) => row.reduce((sum, value, k) => sum + value * (at[k] ?? 0), 0));
    const top = Math.max(...eta);
    const raw = eta.map((each) => Math.exp(each - top));
    const sum = raw.reduce((a, b) => a + b, 0);
    return { w: raw.map((each) => each / sum), value: top + Math.log(sum) };
  };
  let here = shares(lambda);
  const gap = (w: readonly number[]): readonly number[] => names.map((_, k) => c.reduce((sum, row, i) => sum + (w[i] ?? 0) * (row[k] ?? 0), 0));
  for (let iteration = 0; iteration < 200; iteration += 1) {
    const gradient = gap(here.w);
    if (Math.max(0, ...gradient.map(Math.abs)) < 1e-12) {
      const weights: number[] = rows.map((row) => (row.treated ? 1 : 0));
      controls.forEach(({ i }, k) => {
        weights[i] = (here.w[k] ?? 0) * count;
      });
      return weightingOf(rows, weights, { method: 'entropy balance', estimand: 'ATT' });
    }
    const hessian = names.map((_, a) =>
      names.map(
        (__, b) => c.reduce((sum, row, i) => sum + (here.w[i] ?? 0) * (row[a] ?? 0) * (row[b] ?? 0), 0) - (gradient[a] ?? 0) * (gradient[b] ?? 0),
      ),
    );
    const step = solveSymmetric(
      hessian.map((row, a) => row.map((value, b) => (a === b ? value + 1e-12 : value))),
      gradient,
    );
    let size = 1;
    let next = here;
    for (; size > 1e-10; size /= 2) {
      next = shares(lambda.map((value, k) => value - size * (step[k] ?? 0)));
      if (next.value <= here.value + 1e-15) break;
    }
    lambda = lambda.map((value, k) => value - size * (step[k] ?? 0));
    here = next;
    if (Math.max(...lambda.map(Math.abs)) > 1e4) break;
  }
  throw new CoalitionError(
    'stats/not-converged',
    'No weights of the controls reach the means of the treated: they lie outside what controls can make up. Trim the treated, or balance fewer covariates.',
    { what: 'entropy balance' },
  );
}

/** How nearest matches are found. */
export interface MatchOptions {
  /** Largest distance of propensity logits, in their standard deviations. Default 0.2. */
  readonly caliper?: number;
}

/**
 * Pairs each treated person with the nearest control by propensity, each control once.
 *
 * Limits: treated persons without a control in reach are left out (weight 0) and visible in the weights.
 *
 * @formula greedy on the logit of the score, treated in order of falling score, ties by id
 * @unit the outcome's
 * @source Rosenbaum and Rubin 1985; caliper 0.2 by Austin 2011
 * @testedBy coe/weighting.test.ts
 * @param rows - Persons with covariates, and outcomes for an effect.
 * @param o - The caliper.
 * @returns Weights 1 or 0, balance, effect.
 * @throws {@link CoalitionError} as {@link propensity}; `coe/invalid-input` when nobody finds a match.
 * @example
 * const rows = [10, 20, 30, 40].map((age, i) => ({ id: `p${i}`, treated: i % 2 === 0, covariates: { age } }));
 * nearestMatch(rows, { caliper: 9 }).weights.map((each) => each.weight); // => [1, 1, 1, 1]
 */
export function nearestMatch(rows: readonly StudyRow[], o: MatchOptions = {}): Weighting {
  const caliper = o.caliper ?? 0.2;
  if (!(caliper > 0)) throw badPanel('caliper', caliper, 'a number above 0 is needed');
  const logits = propensity(rows).scores.map(({ id, treated, score }, i) => ({ id, treated, i, logit: Math.log(score / (1 - score)) }));
  const mean = logits.reduce((sum, each) => sum + each.logit, 0) / logits.length;
  const reach = caliper * Math.sqrt(logits.reduce((sum, each) => sum + (each.logit - mean) ** 2, 0) / (logits.length - 1));
  const free = new Set(logits.filter((each) => !each.treated));
  const weights: number[] = rows.map(() => 0);
  const order = logits.filter((each) => each.treated).sort((a, b) => b.logit - a.logit || (a.id < b.id ? -1 : 1));
  for (const person of order) {
    const best = [...free].sort((a, b) => Math.abs(a.logit - person.logit) - Math.abs(b.logit - person.logit) || (a.id < b.id ? -1 : 1))[0];
    if (best === undefined || Math.abs(best.logit - person.logit) > reach) continue;
    free.delete(best);
    weights[person.i] = 1;
    weights[best.i] = 1;
  }
  if (!weights.includes(1)) throw badPanel('caliper', caliper, 'nobody has a control within reach; widen it');
  return weightingOf(rows, weights, { method: 'nearest match', estimand: 'ATT' });
}
