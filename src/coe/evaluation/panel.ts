import { CoalitionError } from '../../errors/coalition-error.js';

/** One unit (an employer, as a rule) in one period. */
export interface PanelRow {
  readonly unit: string;
  /** Whole number of the period; neighbours differ by 1. */
  readonly period: number;
  /** Such as cost per member month. Unit: the caller's. */
  readonly outcome: number;
  /** First period in which the unit had the program; `null`: never. */
  readonly adopted: number | null;
  /** Such as member months; used only where weights are asked for. */
  readonly weight?: number;
}

/** A panel laid out by unit. */
export interface Panel {
  readonly units: readonly string[];
  readonly periods: readonly number[];
  readonly adopted: readonly (number | null)[];
  /** Rows in order of unit and period. */
  readonly unitOf: Int32Array;
  readonly periodOf: Int32Array;
  readonly y: Float64Array;
  readonly w: Float64Array;
  /** Whether every unit has every period. */
  readonly balanced: boolean;
}

/** A refusal of an argument of this part. */
export function badPanel(field: string, value: unknown, wanted: string): CoalitionError<'coe/invalid-input'> {
  return new CoalitionError('coe/invalid-input', `${field} is ${String(value)}: ${wanted}. Correct the panel.`, { field, value: String(value) });
}

/** Checks a panel and lays it out; order of rows doesn't matter. */
export function panelOf(rows: readonly PanelRow[], weights: 'none' | 'given' = 'none'): Panel {
  if (rows.length === 0) throw badPanel('panel', 'empty', 'rows are needed');
  const units = [...new Set(rows.map((row) => row.unit))].sort();
  const periods = [...new Set(rows.map((row) => row.period))].sort((a, b) => a - b);
  const [unitAt, periodAt] = [new Map(units.map((unit, i) => [unit, i])), new Map(periods.map((period, i) => [period, i]))];
  const adopted = new Map<string, number | null>();
  const seen = new Set<number>();
  const placed = rows.map((row) => {
    const { unit, period, outcome } = row;
    if (!Number.isInteger(period)) throw badPanel('period', period, 'a whole number is needed');
    if (!Number.isFinite(outcome)) throw badPanel('outcome', outcome, 'a finite number is needed');
    if (row.adopted !== null && !Number.isInteger(row.adopted)) throw badPanel('adopted', row.adopted, 'a whole period or null is needed');
    if (adopted.has(unit) && adopted.get(unit) !== row.adopted) throw badPanel('adopted', 'different in one unit', 'a unit adopts once');
    adopted.set(unit, row.adopted);
    const weight = weights === 'none' ? 1 : (row.weight ?? Number.NaN);
    if (!(weight > 0) || !Number.isFinite(weight)) throw badPanel('weight', weight, 'a number above 0 is needed in every row');
    const [u, t] = [unitAt.get(unit) ?? 0, periodAt.get(period) ?? 0];
    if (seen.has(u * periods.length + t)) throw badPanel('panel', 'a unit twice in a period', 'one row a unit and period is needed');
    seen.add(u * periods.length + t);
    return { u, t, outcome, weight };
  });
  placed.sort((a, b) => a.u - b.u || a.t - b.t);
  return {
    units,
    periods,
    adopted: units.map((unit) => adopted.get(unit) ?? null),
    unitOf: Int32Array.from(placed, (row) => row.u),
    periodOf: Int32Array.from(placed, (row) => row.t),
    y: Float64Array.from(placed, (row) => row.outcome),
    w: Float64Array.from(placed, (row) => row.weight),
    balanced: placed.length === units.length * periods.length,
  };
}

/** Whether a row is under treatment: 1 or 0. */
export function treatedRows(panel: Panel): Float64Array {
  return Float64Array.from(panel.unitOf, (u, row) => {
    const start = panel.adopted[u] ?? null;
    return start !== null && (panel.periods[panel.periodOf[row] ?? 0] ?? 0) >= start ? 1 : 0;
  });
}

/**
 * Takes unit and period effects out of a column: exactly in one round where the panel is balanced and unweighted, else by
 * alternating until nothing moves.
 */
export function absorb(panel: Panel, column: Float64Array): Float64Array {
  const out = Float64Array.from(column);
  const { unitOf, periodOf, w, units, periods } = panel;
  const demean = (group: Int32Array, count: number): number => {
    const [sum, weight] = [new Float64Array(count), new Float64Array(count)];
    for (let row = 0; row < out.length; row += 1) {
      const g = group[row] ?? 0;
      sum[g] = (sum[g] ?? 0) + (w[row] ?? 0) * (out[row] ?? 0);
      weight[g] = (weight[g] ?? 0) + (w[row] ?? 0);
    }
    let most = 0;
    for (let g = 0; g < count; g += 1) {
      sum[g] = (sum[g] ?? 0) / (weight[g] ?? 1);
      most = Math.max(most, Math.abs(sum[g] ?? 0));
    }
    for (let row = 0; row < out.length; row += 1) out[row] = (out[row] ?? 0) - (sum[group[row] ?? 0] ?? 0);
    return most;
  };
  const scale = out.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let round = 0; round < 10_000; round += 1) {
    const moved = Math.max(demean(unitOf, units.length), demean(periodOf, periods.length));
    if (moved <= 1e-13 * (scale + 1e-300)) return out;
  }
  throw new CoalitionError(
    'stats/not-converged',
    'Unit and period effects could not be separated in 10,000 rounds. Check that the panel is connected.',
    { what: 'two-way effects' },
  );
}
