import type { Warning } from '../../errors/finding.js';
import type { Explanation } from '../../reference/explanation.js';
import { fisherF } from '../../stats/beta.js';
import { chiSquare } from '../../stats/gamma.js';
import { studentT } from '../../stats/student-t.js';
import { absorb, badPanel, type Panel, type PanelRow, panelOf } from './panel.js';
import { inverseSymmetric, quadraticForm, solveSymmetric } from './small-matrix.js';

/** How an event study is made. */
export interface EventStudyOptions {
  /** `given`: rows count by their weight. Default `none`. */
  readonly weights?: 'none' | 'given';
  /** Default 0.95. Unit: probability. */
  readonly confidence?: number;
}

/** The gap between the groups in one period beside the last one before the start. */
export interface EventCoefficient {
  /** Periods since adoption; -1 is the base and left out. Unit: periods. */
  readonly relative: number;
  readonly value: number;
  /** CR1, by unit. */
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

/** Whether the groups moved alike before the program, and what happened after. */
export interface EventStudy extends Explanation {
  readonly summary: string;
  readonly coefficients: readonly EventCoefficient[];
  /** Joint test that all gaps before the start are zero, on CR1; `null` without at least one. */
  readonly preTest: {
    readonly f: number;
    readonly df: readonly [number, number];
    readonly pValue: number;
    readonly chi2: number;
    readonly chi2PValue: number;
  } | null;
  /** Slope of the gap before the start; `null` with fewer than 2 periods before. Unit: outcome a period. */
  readonly preSlope: { readonly value: number; readonly standardError: number; readonly pValue: number } | null;
  readonly error: 'CR1';
}

interface Fit {
  readonly beta: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/** Regression on some columns with unit and period effects taken out, errors CR1 by unit. */
function fit(panel: Panel, columns: readonly Float64Array[]): Fit {
  const x = columns.map((column) => absorb(panel, column));
  const y = absorb(panel, panel.y);
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, row) => sum + (panel.w[row] ?? 1) * value * (b[row] ?? 0), 0);
  const gram = x.map((a) => x.map((b) => dot(a, b)));
  const beta = solveSymmetric(
    gram,
    x.map((a) => dot(a, y)),
  );
  const residuals = y.map((value, row) => value - x.reduce((sum, column, k) => sum + (beta[k] ?? 0) * (column[row] ?? 0), 0));
  const groups = panel.units.length;
  const scores = x.map((column) => {
    const sums = new Float64Array(groups);
    column.forEach((value, row) => {
      const g = panel.unitOf[row] ?? 0;
      sums[g] = (sums[g] ?? 0) + (panel.w[row] ?? 1) * value * (residuals[row] ?? 0);
    });
    return sums;
  });
  const [n, k] = [y.length, groups + panel.periods.length - 1 + x.length];
  if (n <= k) throw badPanel('panel', `${n} rows for ${k} parameters`, 'more rows are needed');
  const factor = (groups / (groups - 1)) * ((n - 1) / (n - k));
  const inverse = inverseSymmetric(gram);
  const meat = scores.map((a) => scores.map((b) => factor * a.reduce((sum, value, g) => sum + value * (b[g] ?? 0), 0)));
  const times = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): readonly (readonly number[])[] =>
    a.map((row) => (b[0] ?? []).map((_, c) => row.reduce((sum, value, r) => sum + value * (b[r]?.[c] ?? 0), 0)));
  return { beta, covariance: times(times(inverse, meat), inverse) };
}

function relativeTimes(panel: Panel): readonly (number | null)[] {
  return Array.from(panel.unitOf, (u, row) => {
    const start = panel.adopted[u] ?? null;
    return start === null ? null : (panel.periods[panel.periodOf[row] ?? 0] ?? 0) - start;
  });
}

/** The slope of the gap over the periods before the first start, with effects of its own. */
function slopeBefore(rows: readonly PanelRow[], weights: 'none' | 'given', firstStart: number): EventStudy['preSlope'] {
  const before = panelOf(
    rows.filter((row) => row.period < firstStart),
    weights,
  );
  if (before.periods.length < 3) return null;
  const column = Float64Array.from(before.unitOf, (u, row) => (before.adopted[u] === null ? 0 : (before.periods[before.periodOf[row] ?? 0] ?? 0)));
  const { beta, covariance } = fit(before, [column]);
  const [value, standardError] = [beta[0] ?? 0, Math.sqrt(covariance[0]?.[0] ?? 0)];
  if (!(standardError > 0)) return null;
  return { value, standardError, pValue: 2 * studentT.upper(Math.abs(value / standardError), before.units.length - 1) };
}

/**
 * Shows the gap between units with and without a program period by period, and tests whether they moved alike before it.
 *
 * Limits: a test that finds nothing doesn't prove parallel trends; with few units it can hardly find anything. With starts at
 * different times, later starters stand in for themselves; prefer {@link groupTimeAtt}.
 *
 * @formula unit and period effects, treated x 1[relative period = k] for all k but -1; F = b' V^-1 b / q with (q, G - 1) df on CR1
 * @unit the outcome's
 * @source Freyaldenhoven, Hansen and Shapiro 2019 (pre-trends); CR1 as in Stata
 * @testedBy coe/did.test.ts: eight quarters of the synthetic panel
 * @param rows - One row a unit and period, with units that never adopt.
 * @param o - Weights and confidence.
 * @returns Coefficients and both tests.
 * @throws {@link CoalitionError} `coe/invalid-input`, `stats/rank-deficient`.
 * @example
 * const panel = Array.from({ length: 24 }, (_, i) => ({ unit: `u${i % 8}`, period: 1 + Math.floor(i / 8), outcome: 100 + ((i * 7) % 11), adopted: i % 2 === 0 ? 3 : null }));
 * eventStudy(panel).coefficients.map((each) => each.relative); // => [-2, 0]
 */
export function eventStudy(rows: readonly PanelRow[], o: EventStudyOptions = {}): EventStudy {
  const { weights = 'none', confidence = 0.95 } = o;
  const panel = panelOf(rows, weights);
  const starts = panel.adopted.filter((each) => each !== null);
  if (starts.length === 0 || starts.length === panel.units.length)
    throw badPanel('adopted', 'one group only', 'units with and without the program are needed');
  const relative = relativeTimes(panel);
  const times = [...new Set(relative.filter((each) => each !== null))].filter((each) => each !== -1).sort((a, b) => a - b);
  if (!relative.includes(-1)) throw badPanel('panel', 'no period before the start', 'the period just before is the base');
  const { beta, covariance } = fit(
    panel,
    times.map((k) => Float64Array.from(relative, (each) => (each === k ? 1 : 0))),
  );
  const df = panel.units.length - 1;
  const t = studentT.quantile((1 + confidence) / 2, df);
  const coefficients = times.map((k, i): EventCoefficient => {
    const [value, standardError] = [beta[i] ?? 0, Math.sqrt(covariance[i]?.[i] ?? 0)];
    return { relative: k, value, standardError, low: value - t * standardError, high: value + t * standardError };
  });
  const pre = times.flatMap((k, i) => (k < -1 ? [i] : []));
  const chi2 =
    pre.length === 0
      ? null
      : quadraticForm(
          pre.map((i) => pre.map((k) => covariance[i]?.[k] ?? 0)),
          pre.map((i) => beta[i] ?? 0),
        );
  const preTest =
    chi2 === null
      ? null
      : {
          f: chi2 / pre.length,
          df: [pre.length, df] as const,
          pValue: fisherF.upper(chi2 / pre.length, pre.length, df),
          chi2,
          chi2PValue: chiSquare.upper(chi2, pre.length),
        };
  const warnings: Warning[] = [];
  if (new Set(starts).size > 1)
    warnings.push({ code: 'coe/staggered-adoption', severity: 'warn', message: 'Units start at different times.', fix: 'Use groupTimeAtt.' });
  if (preTest !== null && preTest.pValue < 0.05)
    warnings.push({
      code: 'coe/pre-trend',
      severity: 'warn',
      message: 'The groups did not move alike before the program.',
      fix: 'Do not read the effect as caused by it; look for better controls.',
    });
  return {
    summary:
      preTest === null
        ? 'There is no period to test for trends before the program.'
        : `Before the program the groups ${preTest.pValue < 0.05 ? 'did not move alike' : 'moved alike as far as this test can see'} (p = ${preTest.pValue.toFixed(3)}).`,
    coefficients,
    preTest,
    preSlope: slopeBefore(rows, weights, Math.min(...starts)),
    error: 'CR1',
    steps: coefficients.map((each) => ({
      id: `relative/${each.relative}`,
      label: `gap ${each.relative} periods from the start`,
      value: String(each.value),
    })),
    assumptions: [{ id: 'anticipation', value: 'nobody acts before the program starts', evidence: 'assumed', source: 'method' }],
    warnings,
    tables: [],
  };
}
