import type { Warning } from '../../errors/finding.js';
import type { Explanation } from '../../reference/explanation.js';
import { badPanel, type Panel, type PanelRow, panelOf } from './panel.js';
import { simplexLeastSquares } from './simplex-least-squares.js';

/** How a synthetic control is made. */
export interface SyntheticControlOptions {
  /** The unit with the program. */
  readonly unit: string;
  /** Units that make up its double; default: all that never adopt. */
  readonly donors?: readonly string[];
  /** Placebos whose fit before is worse than so many times the unit's own are left out of the rank. Default 5. */
  readonly filter?: number;
}

/** A unit beside the mixture of others that looked like it before. */
export interface SyntheticControl extends Explanation {
  readonly summary: string;
  readonly weights: readonly { readonly donor: string; readonly weight: number }[];
  /** False: other weights fit as well. */
  readonly unique: boolean;
  /** Root mean square gap before and after the start. Unit: the outcome's. */
  readonly preRmspe: number;
  readonly postRmspe: number;
  /** Outcome less its double, period by period. */
  readonly gaps: readonly { readonly period: number; readonly gap: number }[];
  /** Gaps after the start. */
  readonly effects: readonly { readonly period: number; readonly gap: number }[];
  /** Share of units, this one included, whose after/before ratio is at least as large; `null` without placebos. */
  readonly placebo: { readonly pValue: number; readonly units: number } | null;
}

interface Fit {
  readonly weights: readonly number[];
  readonly unique: boolean;
  readonly gaps: readonly number[];
  readonly pre: number;
  readonly post: number;
}

function rms(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function fit(panel: Panel, unit: number, donors: readonly number[], pre: number): Fit {
  const periods = panel.periods.length;
  const series = (u: number): readonly number[] => Array.from(panel.y.subarray(u * periods, (u + 1) * periods));
  const target = series(unit);
  const columns = donors.map(series);
  const { weights, unique } = simplexLeastSquares(
    columns.map((column) => column.slice(0, pre)),
    target.slice(0, pre),
  );
  const gaps = target.map((value, t) => value - columns.reduce((sum, column, k) => sum + (weights[k] ?? 0) * (column[t] ?? 0), 0));
  return { weights, unique, gaps, pre: rms(gaps.slice(0, pre)), post: rms(gaps.slice(pre)) };
}

/**
 * Builds a double of one unit from others that looked like it before the program, and reads the effect from the gap after.
 *
 * Limits: with few periods before and many donors the double isn't unique: that is said, and the smallest weights are shown.
 *
 * @formula weights >= 0, sum 1, least squares over the periods before; p = rank of the ratio of root mean square gaps after and before
 * @unit the outcome's
 * @source Abadie, Diamond and Hainmueller 2010
 * @testedBy coe/synthetic-control.test.ts: E07 and E01 of the synthetic panel
 * @param rows - A balanced panel.
 * @param o - The unit, its donors, the filter of placebos.
 * @returns Weights, gaps, and the placebo rank.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * const series = { a: [1, 2, 9], b: [0, 1, 2], c: [2, 3, 4] };
 * const panel = Object.entries(series).flatMap(([unit, values]) => values.map((outcome, t) => ({ unit, period: t, outcome, adopted: unit === 'a' ? 2 : null })));
 * syntheticControl(panel, { unit: 'a' }).effects.map((each) => each.gap.toFixed(6)); // => ['6.000000']
 */
export function syntheticControl(rows: readonly PanelRow[], o: SyntheticControlOptions): SyntheticControl {
  const panel = panelOf(rows);
  if (!panel.balanced) throw badPanel('panel', 'unbalanced', 'every unit needs every period');
  const unit = panel.units.indexOf(o.unit);
  const start = panel.adopted[unit] ?? null;
  if (unit < 0 || start === null) throw badPanel('unit', o.unit, 'a unit that adopts is needed');
  const pre = panel.periods.filter((period) => period < start).length;
  if (pre === 0 || pre === panel.periods.length) throw badPanel('adopted', start, 'periods before and after the start are needed');
  const donors = (o.donors ?? panel.units.filter((_, u) => panel.adopted[u] === null)).map((name) => panel.units.indexOf(name));
  if (donors.length === 0 || donors.some((u) => u < 0 || u === unit || panel.adopted[u] !== null))
    throw badPanel('donors', donors.length, 'other units that never adopt are needed');
  const own = fit(panel, unit, donors, pre);
  const placebos =
    donors.length < 2
      ? []
      : donors.map((donor) =>
          fit(
            panel,
            donor,
            donors.filter((each) => each !== donor),
            pre,
          ),
        );
  const limit = (o.filter ?? 5) * Math.max(own.pre, 1e-12);
  const ratio = (each: Fit): number => each.post / Math.max(each.pre, 1e-12);
  const counted = placebos.filter((each) => each.pre <= limit);
  const extreme = counted.filter((each) => ratio(each) >= ratio(own)).length;
  const gaps = own.gaps.map((gap, t) => ({ period: panel.periods[t] ?? 0, gap }));
  const warnings: Warning[] = own.unique
    ? []
    : [
        {
          code: 'coe/synthetic-control-not-unique',
          severity: 'warn',
          message: `Other weights of the ${donors.length} donors fit the ${pre} periods before equally well; the smallest ones are shown.`,
          fix: 'Use more periods before, or fewer donors.',
        },
      ];
  return {
    summary: `Before the program the double missed the unit by ${own.pre.toFixed(2)} a period, after it by ${own.post.toFixed(2)}.`,
    weights: donors.map((u, k) => ({ donor: panel.units[u] ?? '', weight: own.weights[k] ?? 0 })),
    unique: own.unique,
    preRmspe: own.pre,
    postRmspe: own.post,
    gaps,
    effects: gaps.slice(pre),
    placebo: counted.length === 0 ? null : { pValue: (extreme + 1) / (counted.length + 1), units: counted.length + 1 },
    steps: [{ id: 'preRmspe', label: 'root mean square gap before', value: String(own.pre) }],
    assumptions: [{ id: 'double', value: 'what made the double fit before would have gone on', evidence: 'assumed', source: 'method' }],
    warnings,
    tables: [],
  };
}
