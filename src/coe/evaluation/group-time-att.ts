import type { Explanation } from '../../reference/explanation.js';
import { chiSquare } from '../../stats/gamma.js';
import { normal } from '../../stats/normal.js';
import { badPanel, type Panel, type PanelRow, panelOf } from './panel.js';
import { quadraticForm } from './small-matrix.js';

/** How group-time effects are made. */
export interface GroupTimeOptions {
  /** Compared with units that never adopt, or also with those that haven't yet. */
  readonly control: 'never' | 'not-yet';
  /** Default 0.95. Unit: probability. */
  readonly confidence?: number;
}

/** The effect on one start group in one period. */
export interface GroupTimeEffect {
  /** Period of adoption. */
  readonly group: number;
  readonly period: number;
  readonly value: number;
  /** By influence functions; `null` with fewer than 2 units on a side. */
  readonly standardError: number | null;
  /** Unit: units. */
  readonly treated: number;
  readonly controls: number;
}

/** A weighted mean of effects. */
export interface AggregateEffect {
  /** `simple`, or the event time, start group or period. */
  readonly key: string;
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

/** Effects of a program that started at different times. */
export interface GroupTimeAtt extends Explanation {
  readonly effects: readonly GroupTimeEffect[];
  readonly simple: AggregateEffect;
  readonly dynamic: readonly AggregateEffect[];
  readonly group: readonly AggregateEffect[];
  readonly calendar: readonly AggregateEffect[];
  /** Joint test that effects before the start are zero; `null` without any. */
  readonly preTest: { readonly chi2: number; readonly df: number; readonly pValue: number } | null;
  readonly control: 'never' | 'not-yet';
}

interface Cell extends GroupTimeEffect {
  /** Influence of each unit, scaled so that the error is sqrt(sum psi^2) / n. */
  readonly psi: Float64Array;
}

function cellOf(
  panel: Panel,
  o: { readonly g: number; readonly t: number; readonly base: number; readonly control: 'never' | 'not-yet' },
): Cell | null {
  const { g, t, base, control } = o;
  const n = panel.units.length;
  const periods = panel.periods.length;
  const [at, before] = [panel.periods.indexOf(t), panel.periods.indexOf(base)];
  const delta = panel.units.map((_, u) => (panel.y[u * periods + at] ?? 0) - (panel.y[u * periods + before] ?? 0));
  const treated = panel.adopted.map((each) => each === g);
  const late = Math.max(t, base);
  const controls = panel.adopted.map((each) => (control === 'never' ? each === null : each === null || (each > late && each !== g)));
  const [nt, nc] = [treated.filter(Boolean).length, controls.filter(Boolean).length];
  if (nt === 0 || nc === 0) return null;
  const mean = (mask: readonly boolean[], count: number): number =>
    delta.reduce((sum, value, u) => (mask[u] === true ? sum + value : sum), 0) / count;
  const [mt, mc] = [mean(treated, nt), mean(controls, nc)];
  const psi = Float64Array.from(delta, (value, u) =>
    treated[u] === true ? (n / nt) * (value - mt) : controls[u] === true ? -(n / nc) * (value - mc) : 0,
  );
  const error = Math.sqrt(psi.reduce((sum, value) => sum + value * value, 0)) / n;
  return { group: g, period: t, value: mt - mc, standardError: nt < 2 || nc < 2 ? null : error, treated: nt, controls: nc, psi };
}

/** A mean weighted by group size; the weights' own uncertainty is in the influence. */
function aggregate(panel: Panel, key: string, cells: readonly Cell[], z: number): AggregateEffect {
  const n = panel.units.length;
  const shares = cells.map((cell) => cell.treated / n);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const value = cells.reduce((sum, cell, i) => sum + ((shares[i] ?? 0) / total) * cell.value, 0);
  const psi = Float64Array.from(panel.units, (_, u) => {
    let influence = 0;
    let weightSum = 0;
    cells.forEach((cell, i) => {
      influence += ((shares[i] ?? 0) / total) * (cell.psi[u] ?? 0);
      weightSum += (panel.adopted[u] === cell.group ? 1 : 0) - (shares[i] ?? 0);
    });
    const weights = cells.reduce((sum, cell, i) => {
      const own = (panel.adopted[u] === cell.group ? 1 : 0) - (shares[i] ?? 0);
      return sum + (own / total - ((shares[i] ?? 0) * weightSum) / total ** 2) * cell.value;
    }, 0);
    return influence + weights;
  });
  const standardError = Math.sqrt(psi.reduce((sum, each) => sum + each * each, 0)) / n;
  return { key, value, standardError, low: value - z * standardError, high: value + z * standardError };
}

function by(panel: Panel, cells: readonly Cell[], key: (cell: Cell) => number, z: number): readonly AggregateEffect[] {
  const keys = [...new Set(cells.map(key))].sort((a, b) => a - b);
  return keys.map((each) =>
    aggregate(
      panel,
      String(each),
      cells.filter((cell) => key(cell) === each),
      z,
    ),
  );
}

/**
 * Measures a program that started at different times, group by group and period by period, and adds the effects up.
 *
 * Limits: no covariates; a balanced panel; errors by influence functions, which differ from published bootstrap errors.
 *
 * @formula ATT(g, t) = E[Y_t - Y_(g-1) | g] - E[same | control]; before the start the base is t - 1; aggregates weighted by group size;
 *   se = n^-1 sqrt(sum psi^2)
 * @unit the outcome's
 * @source Callaway and Sant'Anna 2021
 * @testedBy coe/evaluation.test.ts
 * @param rows - One row a unit and period.
 * @param o - The control group and confidence.
 * @returns Every effect, four aggregates, and the test of the periods before.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * const rows = Array.from({ length: 16 }, (_, i) => ({ unit: `u${i % 8}`, period: 1 + Math.floor(i / 8), outcome: (i % 8) + (i >= 8 && i % 8 < 3 ? 5 : 0), adopted: i % 8 < 3 ? 2 : null }));
 * groupTimeAtt(rows, { control: 'never' }).simple.value; // => 5
 */
export function groupTimeAtt(rows: readonly PanelRow[], o: GroupTimeOptions): GroupTimeAtt {
  const panel = panelOf(rows);
  if (!panel.balanced) throw badPanel('panel', 'unbalanced', 'every unit needs every period');
  const confidence = o.confidence ?? 0.95;
  if (!(confidence > 0 && confidence < 1)) throw badPanel('confidence', confidence, 'a number between 0 and 1 is needed');
  const z = normal.quantile((1 + confidence) / 2);
  const first = panel.periods[0] ?? 0;
  const groups = [...new Set(panel.adopted.filter((each) => each !== null))].filter((g) => g > first).sort((a, b) => a - b);
  const cells: Cell[] = [];
  for (const g of groups) {
    for (const t of panel.periods.slice(1)) {
      const base = t >= g ? g - 1 : t - 1;
      if (!panel.periods.includes(base)) continue;
      const cell = cellOf(panel, { g, t, base, control: o.control });
      if (cell !== null) cells.push(cell);
    }
  }
  const after = cells.filter((cell) => cell.period >= cell.group);
  if (after.length === 0) throw badPanel('adopted', 'no contrast', 'units that adopt after the first period, and units to compare with, are needed');
  const before = cells.filter((cell) => cell.period < cell.group);
  const n = panel.units.length;
  const covariance = before.map((a) => before.map((b) => a.psi.reduce((sum, value, u) => sum + value * (b.psi[u] ?? 0), 0) / n ** 2));
  const chi2 =
    before.length === 0 || before.some((cell) => cell.standardError === null || cell.standardError === 0)
      ? null
      : quadraticForm(
          covariance,
          before.map((cell) => cell.value),
        );
  const simple = aggregate(panel, 'simple', after, z);
  return {
    effects: cells.map(({ group, period, value, standardError, treated, controls }) => ({ group, period, value, standardError, treated, controls })),
    simple,
    dynamic: by(panel, cells, (cell) => cell.period - cell.group, z),
    group: by(panel, after, (cell) => cell.group, z),
    calendar: by(panel, after, (cell) => cell.period, z),
    preTest: chi2 === null ? null : { chi2, df: before.length, pValue: chiSquare.upper(chi2, before.length) },
    control: o.control,
    steps: [{ id: 'simple', label: 'mean effect on all groups after their start', value: String(simple.value) }],
    assumptions: [
      {
        id: 'parallel',
        value: `without the program each group would have moved like ${o.control === 'never' ? 'units that never adopt' : 'units that have not adopted yet'}`,
        evidence: 'assumed',
        source: 'method',
      },
    ],
    warnings: [],
    tables: [],
  };
}
