import { CoalitionError } from '../errors/coalition-error.js';
import { HouseholderQr } from '../stats/qr.js';
import { badInput } from './bad-input.js';
import { betweenVariance, type RatioRows } from './buhlmann-straub.js';

/** Credibility of regression lines. */
export interface RegressionFit {
  /** Coefficients on the orthonormal design. */
  readonly collective: readonly number[];
  /** By unit: own coefficients, credibilities and adjusted coefficients, on the orthonormal design. */
  readonly individual: readonly (readonly number[])[];
  readonly z: readonly (readonly number[])[];
  readonly adjusted: readonly (readonly number[])[];
  /** By coefficient, as estimated. */
  readonly between: readonly number[];
  readonly within: number;
  /** By unit and row of `newDesign`. Unit: as the ratios. */
  readonly predictions: readonly (readonly number[])[];
  /** The collective line at the rows of `newDesign`. */
  readonly collectivePredictions: readonly number[];
}

/**
 * Credibility of trend lines by unit (Hachemeister's regression, centred at the exposure's barycentre so that the credible line stays
 * between the unit's own and the collective one).
 *
 * @formula design orthonormal in the metric of period weights; each coefficient by Buhlmann-Straub with weights sum w x_k^2
 * @unit as the ratios
 * @source Buhlmann and Gisler 2005, ch. 8
 * @testedBy test/benchmark/credibility.test.ts: a constant design equals Buhlmann-Straub
 * @param o - Ratios, weights, design (periods x coefficients), rows to predict at, method.
 * @returns Lines and predictions.
 * @throws {@link CoalitionError} `benchmark/too-little-structure`, `benchmark/bad-input`, `stats/rank-deficient`.
 * @example
 * hachemeister({ ratios: [[1, 2, 4], [3, 5, 6]], weights: [[1, 1, 1], [1, 1, 1]], design: [[1, 1], [1, 2], [1, 3]], newDesign: [[1, 4]] }).predictions.length; // => 2
 */
export function hachemeister(o: {
  readonly ratios: RatioRows;
  readonly weights: readonly (readonly (number | null)[])[];
  readonly design: readonly (readonly number[])[];
  readonly newDesign: readonly (readonly number[])[];
  readonly method?: 'unbiased' | 'iterative';
}): RegressionFit {
  const periods = o.design.length;
  const p = o.design[0]?.length ?? 0;
  if (p === 0 || o.ratios.some((row) => row.length !== periods) || o.weights.some((row) => row.length !== periods))
    throw badInput('design', `${periods} rows`, 'one row for each period, at least one column');
  if (o.ratios.length < 2 || periods <= p) {
    throw new CoalitionError(
      'benchmark/too-little-structure',
      `${o.ratios.length} units over ${periods} periods can't carry ${p} coefficients. Give at least two units and more periods than coefficients.`,
      { units: o.ratios.length, periods },
    );
  }
  const weightAt = (i: number, j: number): number => (o.ratios[i]?.[j] === null ? 0 : (o.weights[i]?.[j] ?? 0));
  const periodWeight = Array.from({ length: periods }, (_, j) => o.ratios.reduce((sum, _row, i) => sum + weightAt(i, j), 0));
  const total = periodWeight.reduce((sum, each) => sum + each, 0);
  if (!(total > 0)) throw badInput('weights', total, 'weights above 0');
  const root = periodWeight.map((each) => Math.sqrt(each / total));
  const { q, toOld } = orthonormal(o.design, root);
  const fits = o.ratios.map((row, i) => unitFit(row, q, (j) => weightAt(i, j)));
  const free = fits.filter((fit) => fit.df > 0);
  const within = free.reduce((sum, fit) => sum + fit.rss / fit.df, 0) / free.length;
  const coefficient = Array.from({ length: p }, (_, k) => {
    const units = fits.map((fit) => ({ weight: fit.weights[k] ?? 0, mean: fit.coefficients[k] ?? 0 }));
    const { raw, used } = betweenVariance(units, within, o.method ?? 'unbiased');
    const z = units.map((unit) => (used > 0 ? 1 / (1 + within / (unit.weight * used)) : 0));
    const weightOf = used > 0 ? z : units.map((unit) => unit.weight);
    const sum = weightOf.reduce((all, each) => all + each, 0);
    return { raw, z, collective: units.reduce((all, unit, i) => all + (weightOf[i] ?? 0) * unit.mean, 0) / sum };
  });
  const collective = coefficient.map((each) => each.collective);
  const z = fits.map((_, i) => coefficient.map((each) => each.z[i] ?? 0));
  const adjusted = fits.map((fit, i) => collective.map((mean, k) => mean + (z[i]?.[k] ?? 0) * ((fit.coefficients[k] ?? 0) - mean)));
  const newRows = o.newDesign.map((row) => toOld(row));
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, each, k) => sum + each * (b[k] ?? 0), 0);
  return {
    collective,
    individual: fits.map((fit) => fit.coefficients),
    z,
    adjusted,
    between: coefficient.map((each) => each.raw),
    within,
    predictions: adjusted.map((line) => newRows.map((row) => dot(row, line))),
    collectivePredictions: newRows.map((row) => dot(row, collective)),
  };
}

/** The design made orthonormal in the metric of period weights, and how a new row is read in it. */
function orthonormal(
  design: readonly (readonly number[])[],
  root: readonly number[],
): { readonly q: readonly (readonly number[])[]; readonly toOld: (row: readonly number[]) => readonly number[] } {
  const p = design[0]?.length ?? 0;
  const columns = Array.from({ length: p }, (_, k) => Float64Array.from(design, (row, j) => (row[k] ?? 0) * (root[j] ?? 0)));
  const qr = new HouseholderQr(columns);
  // x R^-1, column by column; signs are those that make R's diagonal positive.
  const sign = Array.from({ length: p }, (_, k) => (qr.rAt(k, k) < 0 ? -1 : 1));
  const toOld = (row: readonly number[]): readonly number[] => {
    const out: number[] = [];
    for (let k = 0; k < p; k += 1) {
      let sum = row[k] ?? 0;
      for (let i = 0; i < k; i += 1) sum -= (out[i] ?? 0) * (sign[i] ?? 1) * qr.rAt(i, k);
      out.push(sum / ((sign[k] ?? 1) * qr.rAt(k, k)));
    }
    return out;
  };
  return { q: design.map(toOld), toOld };
}

interface UnitFit {
  readonly coefficients: readonly number[];
  readonly weights: readonly number[];
  readonly rss: number;
  readonly df: number;
}

function unitFit(row: readonly (number | null)[], q: readonly (readonly number[])[], weightAt: (j: number) => number): UnitFit {
  const p = q[0]?.length ?? 0;
  const used = row.flatMap((ratio, j) => (ratio === null || weightAt(j) === 0 ? [] : [{ ratio, x: q[j] ?? [], w: weightAt(j) }]));
  if (used.length < p) {
    throw new CoalitionError(
      'benchmark/too-little-structure',
      `A unit has ${used.length} periods for ${p} coefficients. Give each unit at least ${p}.`,
      { units: 1, periods: used.length },
    );
  }
  const columns = Array.from({ length: p }, (_, k) => Float64Array.from(used, (cell) => (cell.x[k] ?? 0) * Math.sqrt(cell.w)));
  const coefficients = new HouseholderQr(columns).solve(Float64Array.from(used, (cell) => cell.ratio * Math.sqrt(cell.w)));
  const rss = used.reduce(
    (sum, cell) => sum + cell.w * (cell.ratio - cell.x.reduce((all, each, k) => all + each * (coefficients[k] ?? 0), 0)) ** 2,
    0,
  );
  return {
    coefficients,
    weights: Array.from({ length: p }, (_, k) => used.reduce((sum, cell) => sum + cell.w * (cell.x[k] ?? 0) ** 2, 0)),
    rss,
    df: used.length - p,
  };
}
