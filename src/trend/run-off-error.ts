import { estimatedUsd } from '../money/estimated-usd.js';
import type { Usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import type { Month } from '../time/month.js';
import { insufficient } from './completion.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import { mackNumbers, type SigmaRule } from './mack-figures.js';
import type { Triangle } from './triangle.js';
import { cellScale, invalidInput, periodMonth } from './triangle-spec.js';

/** Mack's error split by the future periods in which it shows. Unit of amounts: US dollars where cells are cents, else the triangle's unit. */
export interface RunOffError extends Explanation {
  readonly disclosure: TrendDisclosure;
  /** By incurred period: the standard error of each future period's change of the estimate. */
  readonly rows: readonly { /** First month of the incurred period. */ readonly period: Month; readonly standardErrors: readonly Usd[] }[];
  /** All periods together. */
  readonly total: readonly Usd[];
}

/**
 * Tells in which future period how much of Mack's error will show: the full picture behind the one-year view.
 *
 * Limits: square triangles with volume averages; the first entry is {@link oneYear}. One row's entries sum in quadrature to its
 * Mack error.
 *
 * @formula row i, year k, step j: U^2 (q_j / C[i,j] + q_j / S_j(k-1) + sum over later j of q_j (1 / S_j(k-1) - 1 / S_j(k))), S_j(k) with k
 *   projected diagonals; pairs of rows share the part without q_j / C[i,j] of the older row
 * @unit US dollars where cells are cents, else the triangle's unit
 * @source Merz and Wuethrich 2014, Claims Run-Off Uncertainty: The Full Picture
 * @testedBy trend/odp.test.ts: the triangle of Merz and Wuethrich 2008, all future years
 * @param triangle - As many periods as lags, each known to its diagonal.
 * @param o - `sigma`: the rule for the last spread.
 * @returns Standard errors by future period.
 * @throws {@link CoalitionError} `trend/invalid-input` for a triangle that isn't square, `trend/insufficient-development`.
 * @example
 * const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150', '180'], ['110', '176'], ['120']] });
 * runOffError(triangle, { sigma: 'mack' }).total.length; // => 2
 */
export function runOffError(triangle: Triangle, o: { readonly sigma: SigmaRule }): RunOffError {
  const { grid, spec } = triangle;
  const n = grid.rows;
  for (let i = 0; i < n; i += 1) {
    if (grid.columns !== n || grid.age[i] !== n - 1 - i)
      throw invalidInput(
        'triangle',
        `${n} periods by ${grid.columns} lags`,
        'The split needs a square triangle known to one diagonal; slice it first.',
      );
  }
  const figures = mackNumbers(grid, { alpha: 1, sigma: o.sigma });
  if (figures.factor.length < n - 1 || n < 2) throw insufficient(0, 0);
  const q = Array.from(figures.factor, (f, k) => (figures.sigma[k] ?? 0) ** 2 / (f * f));
  q.forEach((each, k) => {
    if (!Number.isFinite(each)) throw insufficient(k, figures.ratios[k] ?? 0);
  });
  const full = projected(triangle, figures.factor);
  const at = (i: number, j: number): number => full[i]?.[j] ?? 0;
  /** Sum of column j over rows whose next step is known after some future years. */
  const known = (j: number, years: number): number => {
    let sum = 0;
    for (let i = 0; i < Math.min(n, n - 1 - j + years); i += 1) sum += at(i, j);
    return sum;
  };
  const years = n - 1;
  const scale = cellScale(spec);
  const u = full.map((row) => row[n - 1] ?? 0);
  const variances = Array.from({ length: n }, () => new Float64Array(years));
  const totals = new Float64Array(years);
  for (let k = 1; k <= years; k += 1) {
    const shared = new Float64Array(n);
    for (let i = 0; i < n; i += 1) {
      const step = n - 1 - i + k - 1;
      if (step > n - 2) continue;
      let parameter = (q[step] ?? 0) / known(step, k - 1);
      for (let j = step + 1; j <= n - 2; j += 1) parameter += (q[j] ?? 0) * (1 / known(j, k - 1) - 1 / known(j, k));
      shared[i] = parameter;
      const variance = (u[i] ?? 0) ** 2 * ((q[step] ?? 0) / at(i, step) + parameter);
      const row = variances[i];
      if (row !== undefined) row[k - 1] = variance;
      totals[k - 1] = (totals[k - 1] ?? 0) + variance;
      for (let older = 0; older < i; older += 1) totals[k - 1] = (totals[k - 1] ?? 0) + 2 * (u[older] ?? 0) * (u[i] ?? 0) * (shared[older] ?? 0);
    }
  }
  const money = (variance: number): Usd => estimatedUsd(Math.sqrt(Math.max(0, variance)) / scale);
  return {
    rows: variances.map((row, i) => ({ period: periodMonth(spec, i), standardErrors: Array.from(row, money) })),
    total: Array.from(totals, money),
    disclosure: disclose(triangle, { methods: ['Mack, by future period'], exclusions: [] }),
    steps: Array.from(totals, (variance, k) => ({
      id: `year-${k + 1}`,
      label: `Standard error that shows in future period ${k + 1}`,
      value: (Math.sqrt(Math.max(0, variance)) / scale).toFixed(2),
    })),
    assumptions: [{ id: 'sigma rule', value: typeof o.sigma === 'string' ? o.sigma : o.sigma.rule, evidence: 'assumed', source: 'caller' }],
    warnings: [],
    tables: [],
  };
}

/** Known amounts, and beyond them the chain ladder's. Unit: cell units. */
function projected({ grid }: Triangle, factor: Float64Array): readonly (readonly number[])[] {
  return Array.from({ length: grid.rows }, (_, i) => {
    const row: number[] = [];
    for (let j = 0; j < grid.columns; j += 1)
      row.push(j <= (grid.age[i] ?? -1) ? (grid.cumulative[i * grid.columns + j] ?? 0) : (row[j - 1] ?? 0) * (factor[j - 1] ?? 1));
    return row;
  });
}
