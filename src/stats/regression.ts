import { CoalitionError } from '../errors/coalition-error.js';
import { badArgument, finite, positive } from './check.js';
import { columnsOfMatrix, exactResidual, HouseholderQr, type Matrix } from './qr.js';

/** A fitted linear regression. Doubles, about 12 digits; 10 on the hardest published sets. */
export interface Regression {
  /** Unit: of y per unit of the column. */
  readonly coefficients: readonly number[];
  /** Classical; `null` without degrees of freedom. Same units. */
  readonly standardErrors: readonly number[] | null;
  /** Observed less fitted. Unit: of y. */
  readonly residuals: readonly number[];
  readonly fitted: readonly number[];
  /** Unit: observations. */
  readonly n: number;
  /** n less the number of coefficients. */
  readonly df: number;
  /** Residual standard deviation; `null` without degrees of freedom. Unit: of y. */
  readonly sigma: number | null;
  /** Share of variation explained; around the mean when the design holds a constant, else around zero. `null` when y is constant. */
  readonly rSquared: number | null;
  /** Inverse of X'X (X'WX with weights). */
  readonly inverseGram: Matrix;
  /** Leverage of each observation: diagonal of the hat matrix. */
  readonly leverages: readonly number[];
  /** Akaike's criterion of the normal likelihood, sigma counted as a parameter; `null` for a perfect fit. */
  readonly aic: number | null;
  /** The design, for robust errors and predictions. */
  readonly design: Matrix;
  readonly weights: readonly number[] | null;
}

/**
 * Least squares by Householder's orthogonalisation.
 *
 * Limits: a column that the others determine is refused, by a relative test on scaled columns; nothing is dropped silently.
 *
 * @formula minimises sum w (y - X b)^2; se = sigma sqrt(diag (X'WX)^-1)
 * @unit of y per unit of each column
 * @source Householder 1958
 * @testedBy test/stats/regression.test.ts: NIST StRD Norris and Longley; AirPassengers
 * @param x - One row an observation; include a column of ones for an intercept.
 * @param y - One value a row.
 * @param o - `weights`: one above 0 for each row.
 * @returns The fit with residuals, errors and what later tests need.
 * @throws {@link CoalitionError} `stats/rank-deficient`, `stats/too-few-values`, `stats/bad-argument`.
 * @example
 * ols([[1, 0], [1, 1], [1, 2]], [1, 3, 5]).coefficients.map((b) => b.toFixed(9)); // => ['1.000000000', '2.000000000']
 */
export function ols(x: Matrix, y: readonly number[], o: { readonly weights?: readonly number[] } = {}): Regression {
  const n = y.length;
  const columns = columnsOfMatrix(x);
  const p = columns.length;
  if (x.length !== n) throw badArgument('y', `${n} values`, `one for each of the ${x.length} rows of X`);
  if (n < p)
    throw new CoalitionError('stats/too-few-values', `${n} observations can't fit ${p} coefficients. Give at least ${p}.`, { values: n, needed: p });
  y.forEach((value, i) => finite(`y of row ${i + 1}`, value));
  const weights = checkedWeights(o.weights, n);
  const root = weights?.map(Math.sqrt) ?? null;
  const scaled = root === null ? columns : columns.map((column) => column.map((value, i) => value * (root[i] ?? 1)));
  const qr = new HouseholderQr(scaled);
  const coefficients = qr.solve(Float64Array.from(y, (value, i) => value * (root?.[i] ?? 1)));
  const residuals = y.map((value, i) => exactResidual(value, x[i] ?? [], coefficients));
  const rss = residuals.reduce((sum, e, i) => sum + (weights?.[i] ?? 1) * e * e, 0);
  const df = n - p;
  const sigma = df > 0 ? Math.sqrt(rss / df) : null;
  const inverseGram = qr.inverseGram();
  return {
    coefficients,
    standardErrors: sigma === null ? null : inverseGram.map((row, k) => sigma * Math.sqrt(row[k] ?? 0)),
    residuals,
    fitted: y.map((value, i) => value - (residuals[i] ?? 0)),
    n,
    df,
    sigma,
    rSquared: explained({ y, weights, rss, constant: hasConstant(columns) }),
    inverseGram,
    leverages: x.map((row, i) => quadratic(row, inverseGram) * (weights?.[i] ?? 1)),
    aic: rss > 0 ? akaike(n, p, rss, weights) : null,
    design: x,
    weights,
  };
}

function checkedWeights(weights: readonly number[] | undefined, n: number): readonly number[] | null {
  if (weights === undefined) return null;
  if (weights.length !== n) throw badArgument('weights', `${weights.length} numbers`, `one for each of the ${n} observations`);
  weights.forEach((weight, i) => positive(`weight ${i + 1}`, weight));
  return weights;
}

function hasConstant(columns: readonly Float64Array[]): boolean {
  return columns.some((column) => column.every((value) => value === column[0]));
}

function explained(o: { y: readonly number[]; weights: readonly number[] | null; rss: number; constant: boolean }): number | null {
  const weight = (i: number): number => o.weights?.[i] ?? 1;
  const total = o.y.reduce((sum, _, i) => sum + weight(i), 0);
  const centre = o.constant ? o.y.reduce((sum, value, i) => sum + weight(i) * value, 0) / total : 0;
  const spread = o.y.reduce((sum, value, i) => sum + weight(i) * (value - centre) ** 2, 0);
  return spread === 0 ? null : 1 - o.rss / spread;
}

function akaike(n: number, p: number, rss: number, weights: readonly number[] | null): number {
  const logWeights = weights?.reduce((sum, weight) => sum + Math.log(weight), 0) ?? 0;
  return n * Math.log((2 * Math.PI * rss) / n) + n - logWeights + 2 * (p + 1);
}

/** x' M x. */
export function quadratic(x: readonly number[], m: Matrix): number {
  return x.reduce((sum, a, i) => sum + a * x.reduce((inner, b, j) => inner + b * (m[i]?.[j] ?? 0), 0), 0);
}

/**
 * The mean that a regression predicts at new values, with the standard error of the mean and of one new observation.
 *
 * @formula x b; sigma sqrt(x (X'X)^-1 x'); sigma sqrt(1 + x (X'X)^-1 x')
 * @unit of y
 * @testedBy test/stats/regression.test.ts: AirPassengers, month 133
 * @param fit - The fitted regression.
 * @param x - One row of the design.
 * @returns Prediction and both standard errors (`null` without degrees of freedom).
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * predict(ols([[1, 0], [1, 1], [1, 2]], [1, 3, 5]), [1, 3]).value.toFixed(9); // => '7.000000000'
 */
export function predict(
  fit: Regression,
  x: readonly number[],
): { readonly value: number; readonly standardError: number | null; readonly predictionError: number | null } {
  if (x.length !== fit.coefficients.length) throw badArgument('x', `${x.length} columns`, `the ${fit.coefficients.length} columns of the design`);
  const value = x.reduce((sum, each, k) => sum + finite('x', each) * (fit.coefficients[k] ?? 0), 0);
  const spread = quadratic(x, fit.inverseGram);
  return {
    value,
    standardError: fit.sigma === null ? null : fit.sigma * Math.sqrt(spread),
    predictionError: fit.sigma === null ? null : fit.sigma * Math.sqrt(1 + spread),
  };
}
