import { estimatedUsd } from '../money/estimated-usd.js';
import type { Usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import type { Month } from '../time/month.js';
import { insufficient } from './completion.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import { mackNumbers, type SigmaRule } from './mack-figures.js';
import type { Triangle } from './triangle.js';
import { cellScale, invalidInput, periodMonth } from './triangle-spec.js';

/** How far the estimate may move by the next valuation. Unit of amounts: US dollars where cells are cents, else the triangle's unit. */
export interface OneYearResult extends Explanation {
  readonly disclosure: TrendDisclosure;
  readonly rows: readonly { /** First month of the incurred period. */ readonly period: Month; readonly ibnr: Usd; readonly standardError: Usd }[];
  readonly total: { readonly ibnr: Usd; readonly standardError: Usd };
}

/**
 * Tells by how much the chain-ladder estimate itself may change over the next period: the one-year view of Merz and Wuethrich.
 *
 * Limits: square triangles with volume averages.
 *
 * @formula mse_i = U_i^2 (Delta_i + Phi_i + Psi_i); total = sum mse_i + 2 sum over i < l of U_i U_l (Phi_i + q / S' + Lambda_i)
 * @unit US dollars where cells are cents, else the triangle's unit
 * @source Merz and Wuethrich 2008, Modelling the Claims Development Result for Solvency Purposes
 * @testedBy trend/odp.test.ts: the triangle of Merz and Wuethrich 2008
 * @param triangle - As many periods as lags, each known to its diagonal.
 * @param o - `sigma`: the rule for the last spread.
 * @returns Standard error of the change, by period and in total.
 * @throws {@link CoalitionError} `trend/invalid-input` for a triangle that isn't square, `trend/insufficient-development`.
 * @example
 * const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150', '180'], ['110', '176'], ['120']] });
 * oneYear(triangle, { sigma: 'mack' }).rows[0]?.standardError.toFixed(); // => '0'
 */
export function oneYear(triangle: Triangle, o: { readonly sigma: SigmaRule }): OneYearResult {
  const { grid, spec } = triangle;
  const n = grid.rows;
  for (let i = 0; i < n; i += 1) {
    if (grid.columns !== n || grid.age[i] !== n - 1 - i)
      throw invalidInput(
        'triangle',
        `${n} periods by ${grid.columns} lags`,
        'The one-year view needs a square triangle known to one diagonal; slice it first.',
      );
  }
  const figures = mackNumbers(grid, { alpha: 1, sigma: o.sigma });
  if (figures.factor.length < n - 1 || n < 2) throw insufficient(0, 0);
  const at = (i: number, k: number): number => grid.cumulative[i * n + k] ?? 0;
  const q = Array.from(figures.factor, (f, k) => (figures.sigma[k] ?? 0) ** 2 / (f * f));
  if (q.some((each) => !Number.isFinite(each))) throw insufficient(n - 2, figures.ratios[n - 2] ?? 0);
  const s = q.map((_, j) => Array.from({ length: n - 1 - j }, (_row, i) => at(i, j)).reduce((sum, c) => sum + c, 0));
  const next = q.map((_, j) => (s[j] ?? 0) + at(n - 1 - j, j));
  const share = (j: number): number => at(n - 1 - j, j) / (next[j] ?? 1);
  const parts = Array.from({ length: n }, (_, i) => {
    const j0 = n - 1 - i;
    if (j0 >= n - 1) return { delta: 0, phi: 0, psi: 0, lambda: 0, q0: 0 };
    let [late, phi] = [0, 0];
    for (let j = j0 + 1; j < n - 1; j += 1) {
      late += (share(j) ** 2 * (q[j] ?? 0)) / (s[j] ?? 1);
      phi += (share(j) ** 2 * (q[j] ?? 0)) / at(n - 1 - j, j);
    }
    const now = (q[j0] ?? 0) / (s[j0] ?? 1);
    return {
      delta: now + late,
      phi,
      psi: (q[j0] ?? 0) / at(i, j0),
      lambda: (at(i, j0) / (next[j0] ?? 1)) * now + late,
      q0: (q[j0] ?? 0) / (next[j0] ?? 1),
    };
  });
  const u = figures.ultimate;
  const variance = parts.map(({ delta, phi, psi }, i) => (u[i] ?? 0) ** 2 * (delta + phi + psi));
  let total = variance.reduce((sum, each) => sum + each, 0);
  for (let i = 1; i < n; i += 1) {
    const part = parts[i];
    if (part === undefined) continue;
    for (let l = i + 1; l < n; l += 1) total += 2 * (u[i] ?? 0) * (u[l] ?? 0) * (part.phi + part.q0 + part.lambda);
  }
  const scale = cellScale(spec);
  const money = (x: number): Usd => estimatedUsd(x / scale);
  return {
    rows: variance.map((each, i) => ({
      period: periodMonth(spec, i),
      ibnr: money((u[i] ?? 0) - (figures.latest[i] ?? 0)),
      standardError: money(Math.sqrt(each)),
    })),
    total: { ibnr: money(figures.total.ultimate - figures.total.latest), standardError: money(Math.sqrt(total)) },
    disclosure: disclose(triangle, { methods: ['one-year view of Mack'], exclusions: [] }),
    steps: [{ id: 'one-year', label: 'Standard error of the change by the next valuation', value: (Math.sqrt(total) / scale).toFixed(2) }],
    assumptions: [{ id: 'sigma rule', value: typeof o.sigma === 'string' ? o.sigma : o.sigma.rule, evidence: 'assumed', source: 'caller' }],
    warnings: [],
    tables: [],
  };
}
