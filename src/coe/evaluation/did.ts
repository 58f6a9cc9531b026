import { CoalitionError } from '../../errors/coalition-error.js';
import type { Warning } from '../../errors/finding.js';
import type { Explanation } from '../../reference/explanation.js';
import { type Seed, stream } from '../../stats/random.js';
import { studentT } from '../../stats/student-t.js';
import { type ErrorName, type NamedError, namedErrors, type OneColumn } from './cluster-errors.js';
import { collapsedErrors } from './collapsed.js';
import { absorb, badPanel, type Panel, type PanelRow, panelOf, treatedRows } from './panel.js';

/** How a difference in differences is computed. */
export interface DidOptions {
  /** `twfe`: unit and period effects. `2x2`: four cells, pooled. `collapsed`: before and after means by unit. Default `twfe`. */
  readonly design?: 'twfe' | '2x2' | 'collapsed';
  /** `given`: rows count by their weight, such as member months. Default `none`. */
  readonly weights?: 'none' | 'given';
  /** Which error makes the interval. Default CR2 below 50 units where it exists, else CR1; HC2 for `collapsed`. */
  readonly error?: ErrorName | 'HC2' | 'OLS';
  /** Wild cluster bootstrap of the p-value (restricted, Rademacher); needed below 6 units. */
  readonly wild?: { readonly seed: Seed /** Default 999. Unit: draws. */; readonly draws?: number };
  /** Default 0.95. Unit: probability. */
  readonly confidence?: number;
}

/** Mean outcome before and after, by group. Unit: the outcome's. */
export interface DidCells {
  readonly controlBefore: number;
  readonly controlAfter: number;
  readonly treatedBefore: number;
  readonly treatedAfter: number;
}

/** An error of the collapsed regression has a name of its own. */
export type DidError = NamedError | (Omit<NamedError, 'name'> & { readonly name: 'HC2' | 'OLS' });

/** The effect of a program beside units without it. A negative effect on cost is a saving. Doubles, 1e-9 relative. */
export interface DidResult extends Explanation {
  readonly summary: string;
  /** Unit: the outcome's, such as US dollars per member month. */
  readonly value: number;
  readonly design: 'twfe' | '2x2' | 'collapsed';
  readonly weights: 'none' | 'given';
  readonly cells: DidCells | null;
  /** The error that makes the interval. */
  readonly error: DidError;
  readonly errors: readonly DidError[];
  readonly interval: { readonly low: number; readonly high: number; readonly confidence: number };
  /** p-value of the wild cluster bootstrap, when asked. */
  readonly wildPValue: number | null;
  /** Unit: rows. */
  readonly n: number;
  /** Unit: clusters. */
  readonly units: number;
}

/** The one period in which all treated units adopted; `null` when they differ. */
function commonStart(panel: Panel): number | null {
  const starts = new Set(panel.adopted.filter((each) => each !== null));
  return starts.size === 1 ? ([...starts][0] ?? null) : null;
}

function cellsOf(panel: Panel, start: number): DidCells {
  const [sum, weight] = [new Float64Array(4), new Float64Array(4)];
  for (let row = 0; row < panel.y.length; row += 1) {
    const treated = panel.adopted[panel.unitOf[row] ?? 0] === null ? 0 : 2;
    const cell = treated + ((panel.periods[panel.periodOf[row] ?? 0] ?? 0) >= start ? 1 : 0);
    sum[cell] = (sum[cell] ?? 0) + (panel.w[row] ?? 1) * (panel.y[row] ?? 0);
    weight[cell] = (weight[cell] ?? 0) + (panel.w[row] ?? 1);
  }
  const mean = (cell: number): number => {
    if (!((weight[cell] ?? 0) > 0)) throw badPanel('panel', 'an empty cell', 'treated and untreated units are needed, before and after');
    return (sum[cell] ?? 0) / (weight[cell] ?? 1);
  };
  return { controlBefore: mean(0), controlAfter: mean(1), treatedBefore: mean(2), treatedAfter: mean(3) };
}

/** The panel with groups instead of units and before/after instead of periods, to take their effects out. */
function coarse(panel: Panel, start: number): Panel {
  const group = Int32Array.from(panel.unitOf, (u) => (panel.adopted[u] === null ? 0 : 1));
  const after = Int32Array.from(panel.periodOf, (t) => ((panel.periods[t] ?? 0) >= start ? 1 : 0));
  return { ...panel, units: ['control', 'treated'], periods: [0, 1], unitOf: group, periodOf: after, balanced: false };
}

function fitColumn(panel: Panel, effects: Panel, k: number, kNested: number): { readonly value: number; readonly column: OneColumn } {
  const d = absorb(effects, treatedRows(panel));
  const y = absorb(effects, panel.y);
  let [s, top] = [0, 0];
  for (let row = 0; row < d.length; row += 1) {
    s += (panel.w[row] ?? 1) * (d[row] ?? 0) ** 2;
    top += (panel.w[row] ?? 1) * (d[row] ?? 0) * (y[row] ?? 0);
  }
  if (!(s > 1e-10 * d.length)) throw badPanel('adopted', 'no contrast', 'treated and untreated units are needed, before and after');
  const value = top / s;
  return { value, column: { panel, d, residuals: y.map((each, row) => each - value * (d[row] ?? 0)), s, k, kNested } };
}

/** Share of sign-flipped panels without an effect whose t is as large. */
function wildBootstrap(
  value: number,
  o: { readonly column: OneColumn; readonly effects: Panel; readonly weighted: boolean; readonly seed: Seed; readonly draws: number },
): number {
  const { column, effects } = o;
  const { panel, d, s } = column;
  const restricted = column.residuals.map((each, row) => each + value * (d[row] ?? 0));
  const t = (coefficient: number, residuals: Float64Array): number => {
    const error = namedErrors(coefficient, { ...column, residuals }, true).find((each) => each.name === 'CR1');
    return error === undefined ? 0 : Math.abs(coefficient / error.standardError);
  };
  const observed = t(value, column.residuals);
  let larger = 0;
  for (let j = 0; j < o.draws; j += 1) {
    const random = stream(o.seed, j);
    const sign = panel.units.map(() => (random.below(2) === 0 ? -1 : 1));
    const y = absorb(
      effects,
      restricted.map((each, row) => each * (sign[panel.unitOf[row] ?? 0] ?? 1)),
    );
    const coefficient = y.reduce((sum, each, row) => sum + (panel.w[row] ?? 1) * (d[row] ?? 0) * each, 0) / s;
    if (
      t(
        coefficient,
        y.map((each, row) => each - coefficient * (d[row] ?? 0)),
      ) >=
      observed - 1e-12
    )
      larger += 1;
  }
  return (larger + 1) / (o.draws + 1);
}

function chosen(errors: readonly DidError[], o: DidOptions, units: number): DidError {
  const wanted = o.error ?? (o.design === 'collapsed' ? 'HC2' : units < 50 && errors.some((each) => each.name === 'CR2') ? 'CR2' : 'CR1');
  const found = errors.find((each) => each.name === wanted);
  if (found === undefined)
    throw badPanel(
      'error',
      wanted,
      `this design has ${errors.map((each) => each.name).join(', ') || 'no error at all'}; CR2 needs a balanced panel without weights`,
    );
  return found;
}

/**
 * Measures what a program changed beside units that did not have it (difference in differences).
 *
 * The effect is the intention to treat: everybody of a unit that offered the program counts, not only its users.
 *
 * Limits: it is right only where both groups would have moved alike; test it with {@link eventStudy}. Units that start at
 * different times need {@link groupTimeAtt}: the usual regression can turn the sign, and a warning says so.
 *
 * @formula (treated after - before) - (control after - before); errors: CR0 sandwich by unit; CR1 x G/(G-1) x (N-1)/(N-K), K with fixed effects; nested: K
 *   without unit effects; CR2 Bell-McCaffrey with Satterthwaite df
 * @unit the outcome's; negative is a saving when the outcome is a cost
 * @source Bell and McCaffrey 2002; Cameron, Gelbach and Miller 2008 (wild bootstrap); Stata's and clubSandwich's conventions
 * @testedBy coe/did.test.ts: synthetic panel of 36 employers, every error to 1e-6
 * @param rows - One row a unit and period.
 * @param o - Design, weights, error, bootstrap.
 * @returns The effect with every named error.
 * @throws {@link CoalitionError} `coe/invalid-input`, `stats/too-few-clusters` below 6 units without the wild bootstrap.
 * @example
 * const row = (unit: string, period: number, outcome: number, adopted: number | null) => ({ unit, period, outcome, adopted });
 * const panel = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((unit, i) => [row(unit, 1, 100 + i, i < 3 ? 2 : null), row(unit, 2, 110 + i * i - (i < 3 ? 18 : 0), i < 3 ? 2 : null)]);
 * did(panel, { design: '2x2', error: 'CR1' }).value.toFixed(6); // => '-30.000000'
 */
export function did(rows: readonly PanelRow[], o: DidOptions = {}): DidResult {
  const { design = 'twfe', weights = 'none', confidence = 0.95 } = o;
  if (!(confidence > 0 && confidence < 1)) throw badPanel('confidence', confidence, 'a number between 0 and 1 is needed');
  const panel = panelOf(rows, weights);
  const units = panel.units.length;
  if (units < 6 && o.wild === undefined) {
    throw new CoalitionError(
      'stats/too-few-clusters',
      `${units} units are too few for errors by unit. Use the wild cluster bootstrap (wild: { seed }) or bring at least 6.`,
      { clusters: units, needed: 6 },
    );
  }
  const start = commonStart(panel);
  if (start === null && design !== 'twfe')
    throw badPanel('adopted', 'different starts', `the ${design} design needs one start for all; use groupTimeAtt`);
  const effects = design === '2x2' && start !== null ? coarse(panel, start) : panel;
  const k = design === '2x2' ? 4 : units + panel.periods.length;
  const { value, column } = fitColumn(panel, effects, k, design === '2x2' ? 4 : panel.periods.length + 1);
  const errors: readonly DidError[] =
    design === 'collapsed' && start !== null ? collapsedErrors(panel, start) : namedErrors(value, column, weights === 'given');
  const error = chosen(errors, o, units);
  const reach = studentT.quantile((1 + confidence) / 2, error.df) * error.standardError;
  const wildPValue =
    o.wild === undefined
      ? null
      : wildBootstrap(value, { column, effects, weighted: weights === 'given', seed: o.wild.seed, draws: o.wild.draws ?? 999 });
  const warnings: Warning[] = [];
  if (start === null)
    warnings.push({
      code: 'coe/staggered-adoption',
      severity: 'warn',
      message: 'Units start at different times; this regression can even turn the sign.',
      fix: 'Use groupTimeAtt.',
    });
  const cells = start === null ? null : cellsOf(panel, start);
  return {
    summary: `Beside units without it, the program changed the outcome by ${value.toFixed(2)} (${(100 * confidence).toFixed(0)} % interval ${(value - reach).toFixed(2)} to ${(value + reach).toFixed(2)}, error ${error.name}).`,
    value,
    design,
    weights,
    cells,
    error,
    errors,
    interval: { low: value - reach, high: value + reach, confidence },
    wildPValue,
    n: panel.y.length,
    units,
    steps: [
      ...(cells === null ? [] : Object.entries(cells).map(([id, mean]) => ({ id, label: id, value: String(mean) }))),
      { id: 'effect', label: 'difference in differences', formula: '(treated after - before) - (control after - before)', value: String(value) },
    ],
    assumptions: [{ id: 'parallel', value: 'without the program both groups would have moved alike', evidence: 'assumed', source: 'method' }],
    warnings,
    tables: [],
  };
}
