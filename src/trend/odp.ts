import type { Warning } from '../errors/finding.js';
import { estimatedUsd } from '../money/estimated-usd.js';
import type { Usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { ols, quadratic } from '../stats/regression.js';
import type { Month } from '../time/month.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import { type OdpFit, odpFit } from './odp-fit.js';
import { trendWarning } from './trend-warning.js';
import type { Triangle } from './triangle.js';
import { cellScale, periodMonth } from './triangle-spec.js';
import { twoWayDesign } from './two-way-design.js';

/** Amounts of one period or all. Unit: US dollars where cells are cents, else the triangle's unit. */
export interface OdpAmounts {
  readonly ibnr: Usd;
  /** Square root of the mean squared error of prediction; null without degrees of freedom. */
  readonly standardError: Usd | null;
}

/** The over-dispersed Poisson model of a triangle. */
export interface OdpResult extends Explanation {
  /** Dispersion. Unit: as the amounts; null when nothing could be fitted. */
  readonly phi: number | null;
  readonly rows: readonly (OdpAmounts & { /** First month of the incurred period. */ readonly period: Month })[];
  /** Null when nothing could be fitted. */
  readonly total: OdpAmounts | null;
  readonly disclosure: TrendDisclosure;
}

/**
 * Tells what is incurred and not paid yet by the over-dispersed Poisson model, whose mean is the chain ladder's, with its
 * prediction errors by formula.
 *
 * Limits: needs every fitted increment above zero; single negative increments are fine. Figures of loosely converged fits elsewhere
 * differ in the fifth digit.
 *
 * @formula phi = sum r^2 / (N - p), r = (x - m) / sqrt(m); mse = phi sum(m future) + g' V g, V = phi (X' diag(m) X)^-1, g = X' m future
 * @unit US dollars where cells are cents, else the triangle's unit
 * @source Renshaw and Verrall 1998; England and Verrall 2002
 * @testedBy trend/odp.test.ts: GenIns at 1e-9
 * @param triangle - The triangle.
 * @returns By period and in total; empty with `trend/odp-negative-column` when it can't be fitted.
 * @example
 * const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150', '180'], ['110', '176'], ['120']] });
 * odp(triangle).total?.ibnr.toFixed(2); // => '138.74'
 */
export function odp(triangle: Triangle): OdpResult {
  const fit = odpFit(triangle.grid);
  const scale = cellScale(triangle.spec);
  const warnings: Warning[] = [];
  if (fit === null)
    warnings.push(
      trendWarning('trend/odp-negative-column', 'A fitted row or column total is zero or less, or a month has gaps, so the model has no fit.'),
    );
  if (fit !== null && fit.phi === null)
    warnings.push(trendWarning('trend/sigma-unavailable', 'There are as many parameters as cells, so the dispersion is unknown.'));
  const mse = fit === null ? null : predictionErrors(fit, triangle.grid.columns);
  const amounts = (future: number, variance: number | null): OdpAmounts => ({
    ibnr: estimatedUsd(future / scale),
    standardError: variance === null ? null : estimatedUsd(Math.sqrt(Math.max(0, variance)) / scale),
  });
  const sums = fit?.future.map((line) => line.reduce((sum, m) => sum + m, 0)) ?? [];
  return {
    phi: fit?.phi === null || fit === null ? null : fit.phi / scale,
    rows: sums.map((sum, i) => ({ period: periodMonth(triangle.spec, i), ...amounts(sum, mse?.rows[i] ?? null) })),
    total:
      fit === null
        ? null
        : amounts(
            sums.reduce((sum, each) => sum + each, 0),
            mse?.total ?? null,
          ),
    disclosure: disclose(triangle, { methods: ['over-dispersed Poisson'], exclusions: [] }),
    steps:
      fit === null
        ? []
        : [
            {
              id: 'phi',
              label: `Dispersion from ${fit.observed.length} cells and ${fit.parameters} parameters`,
              formula: 'sum r^2 / (N - p)',
              value: fit.phi === null ? 'unknown' : String(fit.phi / scale),
            },
          ],
    assumptions: [{ id: 'average', value: 'volume of all months', evidence: 'assumed', source: 'the model' }],
    warnings,
    tables: [],
  };
}

/** Prediction variances by row and in total. Unit: cell units squared. */
function predictionErrors(fit: OdpFit, columns: number): { readonly rows: readonly number[]; readonly total: number } | null {
  const { phi } = fit;
  if (phi === null) return null;
  const design = twoWayDesign(fit.row, fit.lag);
  const lines = Array.from(fit.row, (row, cell) => design.line(row, fit.lag[cell] ?? 0));
  const { inverseGram } = ols(
    lines,
    Array.from(fit.observed, () => 0),
    { weights: Array.from(fit.fitted) },
  );
  const total = new Array<number>(design.width).fill(0);
  let whole = 0;
  const byRow = fit.future.map((line, i) => {
    const g = new Array<number>(design.width).fill(0);
    let sum = 0;
    line.forEach((m, j) => {
      const lag = columns - line.length + j;
      design.add(g, { row: i, lag, by: m });
      design.add(total, { row: i, lag, by: m });
      sum += m;
    });
    whole += sum;
    return phi * sum + phi * quadratic(g, inverseGram);
  });
  return { rows: byRow, total: phi * whole + phi * quadratic(total, inverseGram) };
}
