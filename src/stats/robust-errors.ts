import { CoalitionError } from '../errors/coalition-error.js';
import { badArgument, whole } from './check.js';
import { chiSquare } from './gamma.js';
import type { Matrix } from './qr.js';
import type { Regression } from './regression.js';

/** A covariance of coefficients and its roots. Unit: as the coefficients. */
export interface RobustErrors {
  readonly covariance: Matrix;
  readonly standardErrors: readonly number[];
  readonly method: string;
}

function zeros(p: number): number[][] {
  return Array.from({ length: p }, () => new Array<number>(p).fill(0));
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, value, k) => sum + value * (b[k]?.[j] ?? 0), 0)));
}

/** (X'X)^-1 M (X'X)^-1 times a factor. */
export function sandwich(fit: Regression, meat: Matrix, o: { readonly factor: number; readonly method: string }): RobustErrors {
  const covariance = multiply(multiply(fit.inverseGram, meat), fit.inverseGram).map((row) => row.map((value) => value * o.factor));
  return { covariance, standardErrors: covariance.map((row, k) => Math.sqrt(Math.max(0, row[k] ?? 0))), method: o.method };
}

/** What each observation adds to the score: w e x. */
function scores(fit: Regression, scale: (i: number) => number): Matrix {
  return fit.design.map((row, i) => row.map((value) => value * (fit.residuals[i] ?? 0) * (fit.weights?.[i] ?? 1) * scale(i)));
}

function addOuter(target: number[][], a: readonly number[], b: readonly number[], weight: number): void {
  for (let i = 0; i < a.length; i += 1) {
    const row = target[i];
    if (row === undefined) continue;
    for (let j = 0; j < b.length; j += 1) row[j] = (row[j] ?? 0) + weight * (a[i] ?? 0) * (b[j] ?? 0);
  }
}

/**
 * Standard errors that stay right when the variance differs between observations (HC3).
 *
 * @formula (X'X)^-1 [ sum x x' e^2 / (1 - h)^2 ] (X'X)^-1
 * @unit as the coefficients
 * @source MacKinnon and White 1985
 * @testedBy test/stats/regression.test.ts: AirPassengers
 * @param fit - A fitted regression.
 * @returns Covariance and standard errors.
 * @throws {@link CoalitionError} `stats/bad-argument` when one observation alone determines a coefficient.
 * @example
 * hc3(ols([[1], [1], [1], [1]], [1, 2, 3, 4])).standardErrors[0]?.toFixed(6); // => '0.745356'
 */
export function hc3(fit: Regression): RobustErrors {
  fit.leverages.forEach((h, i) => {
    if (h > 1 - 1e-10)
      throw badArgument(`the leverage of observation ${i + 1}`, h, 'a design in which no single observation determines a coefficient');
  });
  const meat = zeros(fit.coefficients.length);
  for (const score of scores(fit, (i) => 1 / (1 - (fit.leverages[i] ?? 0)))) addOuter(meat, score, score, 1);
  return sandwich(fit, meat, { factor: 1, method: 'HC3' });
}

/**
 * Standard errors that stay right when neighbouring months are correlated (Newey-West).
 *
 * @formula (X'X)^-1 [ G0 + sum (1 - l / (L + 1)) (Gl + Gl') ] (X'X)^-1, Gl = sum e_t e_(t-l) x_t x_(t-l)'
 * @unit as the coefficients
 * @source Newey and West 1987
 * @testedBy test/stats/regression.test.ts: AirPassengers, lag 12, with and without the small-sample factor
 * @param fit - A fitted regression, observations in order of time.
 * @param o - `lag`: how many months back; `smallSample`: multiply the covariance by n / df (default false).
 * @returns Covariance and standard errors.
 * @throws {@link CoalitionError} `stats/bad-argument`.
 * @example
 * hac(ols([[1], [1], [1], [1]], [1, 2, 3, 4]), { lag: 0 }).standardErrors[0]?.toFixed(6); // => '0.559017'
 */
export function hac(fit: Regression, o: { readonly lag: number; readonly smallSample?: boolean }): RobustErrors {
  const lag = whole('lag', o.lag);
  if (lag >= fit.n) throw badArgument('lag', lag, `fewer months than the ${fit.n} observations`);
  const each = scores(fit, () => 1);
  const meat = zeros(fit.coefficients.length);
  for (let l = 0; l <= lag; l += 1) {
    const weight = 1 - l / (lag + 1);
    for (let t = l; t < fit.n; t += 1) {
      const [now, then] = [each[t] ?? [], each[t - l] ?? []];
      addOuter(meat, now, then, weight);
      if (l > 0) addOuter(meat, then, now, weight);
    }
  }
  if (o.smallSample === true && fit.df === 0) throw badArgument('df', 0, 'more observations than coefficients');
  return sandwich(fit, meat, { factor: o.smallSample === true ? fit.n / fit.df : 1, method: `Newey-West, lag ${lag}` });
}

/**
 * Whether neighbouring residuals are alike: about 2 when not, towards 0 when they are.
 *
 * @formula sum (e_t - e_(t-1))^2 / sum e_t^2
 * @unit none, 0 to 4
 * @source Durbin and Watson 1950
 * @testedBy test/stats/regression.test.ts: AirPassengers
 * @param residuals - In order of time.
 * @returns The statistic; `null` when all residuals are zero.
 * @example
 * durbinWatson([1, -1, 1, -1]); // => 3
 */
export function durbinWatson(residuals: readonly number[]): number | null {
  const total = residuals.reduce((sum, e) => sum + e * e, 0);
  if (total === 0) return null;
  return residuals.slice(1).reduce((sum, e, i) => sum + (e - (residuals[i] ?? 0)) ** 2, 0) / total;
}

/**
 * Whether residuals are correlated at any of the first lags.
 *
 * @formula Q = n (n + 2) sum r_k^2 / (n - k), k = 1..lags; p-value from chi-square with lags - fitted degrees of freedom
 * @unit none
 * @source Ljung and Box 1978
 * @testedBy test/stats/regression.test.ts: statsmodels
 * @param residuals - In order of time, not all equal.
 * @param o - `lags`: how many; `fitted`: parameters that the model took, default 0.
 * @returns Statistic, degrees of freedom and p-value.
 * @throws {@link CoalitionError} `stats/bad-argument`, `stats/too-few-values`.
 * @example
 * ljungBox([1, -1, 1, -1, 1, -1], { lags: 1 }).pValue < 0.05; // => true
 */
export function ljungBox(
  residuals: readonly number[],
  o: { readonly lags: number; readonly fitted?: number },
): { readonly statistic: number; readonly df: number; readonly pValue: number } {
  const n = residuals.length;
  const lags = whole('lags', o.lags, 1);
  if (n <= lags)
    throw new CoalitionError('stats/too-few-values', `${n} residuals don't have ${lags} lags. Give more, or fewer lags.`, {
      values: n,
      needed: lags + 1,
    });
  const df = lags - whole('fitted', o.fitted ?? 0);
  if (df < 1) throw badArgument('lags', lags, 'more lags than fitted parameters');
  const mean = residuals.reduce((sum, e) => sum + e, 0) / n;
  const centred = residuals.map((e) => e - mean);
  const total = centred.reduce((sum, e) => sum + e * e, 0);
  if (!(total > 0)) throw badArgument('the residuals', 'all equal', 'residuals that vary');
  let statistic = 0;
  for (let k = 1; k <= lags; k += 1) {
    const r = centred.slice(k).reduce((sum, e, i) => sum + e * (centred[i] ?? 0), 0) / total;
    statistic += (r * r) / (n - k);
  }
  statistic *= n * (n + 2);
  return { statistic, df, pValue: chiSquare.upper(statistic, df) };
}
