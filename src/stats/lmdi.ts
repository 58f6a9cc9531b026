import { CoalitionError } from '../errors/coalition-error.js';
import { badArgument, finite, positive } from './check.js';

/** Factors of each cell; the cell's value is their product. One row a cell, one column a factor. */
export type FactorRows = readonly (readonly number[])[];

/** What {@link lmdi} decomposes. */
export interface LmdiInput {
  /** Every cell's factors in the base. Unit: the caller's. */
  readonly base: FactorRows;
  /** The same cells and factors in the subject. */
  readonly subject: FactorRows;
  /** `additive`: parts of the difference; `multiplicative`: factors of the ratio. Default `additive`. */
  readonly form?: 'additive' | 'multiplicative';
  /** What a factor of exactly zero is replaced by; must be said, because the answer depends on it. Unit: the factor's. */
  readonly epsilon?: number;
}

/**
 * The logarithmic mean, which lies between the geometric and the arithmetic one.
 *
 * @formula L(a, b) = (a - b) / ln(a / b), L(a, a) = a, 0 where either is 0
 * @unit the unit of a and b
 * @testedBy test/stats/attribution.test.ts
 * @param a - At least 0.
 * @param b - At least 0.
 * @returns The mean.
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * logarithmicMean(2, 2); // => 2
 */
export function logarithmicMean(a: number, b: number): number {
  if (!(a >= 0 && b >= 0)) throw badArgument('the logarithmic mean', `${a} and ${b}`, 'two numbers of at least 0');
  if (a === b) return a;
  if (a === 0 || b === 0) return 0;
  const relative = (a - b) / b;
  return Math.abs(relative) < 0.5 ? (a - b) / Math.log1p(relative) : (a - b) / Math.log(a / b);
}

/**
 * Splits the change of a sum of products among the factors by logarithmic mean weights (LMDI-I).
 *
 * Limits: a negative factor is refused; a zero needs an explicit `epsilon`.
 *
 * @formula additive: sum over cells of L(v1, v0) ln(x1 / x0); multiplicative: exp of sum of L(v1, v0) / L(V1, V0) ln(x1 / x0)
 * @unit additive: the value's unit; multiplicative: none
 * @source Ang, LMDI decomposition approach: a guide for implementation, Energy Policy 86, 2015
 * @testedBy test/stats/attribution.test.ts: spec/benchmark.md 5.4, spec/trend.md 5.6
 * @param o - Base and subject cells, form, epsilon.
 * @returns One effect for each factor; additive effects sum to the difference, multiplicative ones multiply to the ratio.
 * @throws {@link CoalitionError} `stats/log-of-non-positive`, `stats/bad-argument`.
 * @example
 * lmdi({ base: [[2, 5]], subject: [[4, 5]] }).map((effect) => effect.toFixed(9)); // => ['10.000000000', '0.000000000']
 */
export function lmdi(o: LmdiInput): readonly number[] {
  const base = readable(o.base, o.epsilon);
  const subject = readable(o.subject, o.epsilon);
  const factors = base[0]?.length ?? 0;
  if (base.length === 0 || factors === 0) throw badArgument('base', 'empty', 'at least one cell with one factor');
  if (subject.length !== base.length || [...base, ...subject].some((row) => row.length !== factors)) {
    throw badArgument('subject', `${subject.length} cells`, `the same ${base.length} cells, each with ${factors} factors`);
  }
  const effects = Array.from({ length: factors }, () => 0);
  let [before, after] = [0, 0];
  base.forEach((row, cell) => {
    const next = subject[cell] ?? [];
    const v0 = product(row);
    const v1 = product(next);
    before += v0;
    after += v1;
    const weight = logarithmicMean(v1, v0);
    for (let k = 0; k < factors; k += 1) effects[k] = (effects[k] ?? 0) + weight * Math.log((next[k] ?? 1) / (row[k] ?? 1));
  });
  if ((o.form ?? 'additive') === 'additive') return effects.map((effect) => finite('an effect', effect));
  const total = logarithmicMean(after, before);
  return effects.map((effect) => finite('an effect', Math.exp(effect / total)));
}

function product(row: readonly number[]): number {
  return row.reduce((all, each) => all * each, 1);
}

function readable(rows: FactorRows, epsilon: number | undefined): FactorRows {
  if (epsilon !== undefined) positive('epsilon', epsilon);
  return rows.map((row, cell) =>
    row.map((value, factor) => {
      finite(`factor ${factor + 1} of cell ${cell + 1}`, value);
      if (value > 0) return value;
      if (value === 0 && epsilon !== undefined) return epsilon;
      throw new CoalitionError(
        'stats/log-of-non-positive',
        `Factor ${factor + 1} of cell ${cell + 1} is ${value}, which has no logarithm. ` +
          (value === 0 ? 'Use the Shapley decomposition, or give epsilon.' : 'Roll the cell up into one that is positive.'),
        { factor, cell },
      );
    }),
  );
}
