import { CoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';
import { badInput, warning } from './bad-input.js';

/** Rows are units (employers), columns are periods; `null` is a cell without experience. */
export type RatioRows = readonly (readonly (number | null)[])[];

/** How credible each unit's own experience is, and what to charge each. */
export interface CredibilityFit {
  /** What a unit without experience gets. Unit: as the ratios. */
  readonly collective: number;
  /** Variance between units as estimated; may be negative, then 0 is used. Unit: ratio squared. */
  readonly between: number;
  /** Variance within units, per unit of weight. Unit: ratio squared times weight. */
  readonly within: number;
  /** Credibility of each unit. Unit: share. */
  readonly z: readonly number[];
  /** Each unit's own weighted mean; `null` without experience. Unit: as the ratios. */
  readonly individual: readonly (number | null)[];
  /** Z x own + (1 - Z) x collective. Unit: as the ratios. */
  readonly premiums: readonly number[];
  /** Unit: rounds of the iteration; 0 for closed forms. */
  readonly rounds: number;
  readonly warnings: readonly Warning[];
}

/** Relative change below which an iteration has settled. */
export const SETTLED = 1.49e-8;
const MOST_ROUNDS = 100;

interface Unit {
  readonly weight: number;
  readonly mean: number | null;
  readonly periods: number;
  readonly squares: number;
}

/** Weighted mean, weight and spread of every unit. */
export function unitsOf(ratios: RatioRows, weights: readonly (readonly (number | null)[])[]): readonly Unit[] {
  if (weights.length !== ratios.length) throw badInput('weights', `${weights.length} units`, `the same ${ratios.length} units as the ratios`);
  return ratios.map((row, i) => {
    const cells = row.map((ratio, j) => {
      const weight = weights[i]?.[j] ?? null;
      if (ratio === null || weight === null) return null;
      if (!Number.isFinite(ratio)) throw badInput('ratios', ratio, 'finite ratios, and null where there is no experience');
      if (!(Number.isFinite(weight) && weight >= 0)) throw badInput('weights', weight, 'finite weights of at least 0');
      return weight === 0 ? null : { ratio, weight };
    });
    const full = cells.filter((cell) => cell !== null);
    const weight = full.reduce((sum, cell) => sum + cell.weight, 0);
    const mean = weight === 0 ? null : full.reduce((sum, cell) => sum + cell.weight * cell.ratio, 0) / weight;
    const squares = mean === null ? 0 : full.reduce((sum, cell) => sum + cell.weight * (cell.ratio - mean) ** 2, 0);
    return { weight, mean, periods: full.length, squares };
  });
}

/** Refuses fewer than two units, or no unit with two periods. */
export function assertStructure(units: readonly { readonly periods: number; readonly weight: number }[]): void {
  const known = units.filter((unit) => unit.weight > 0).length;
  const periods = Math.max(0, ...units.map((unit) => unit.periods));
  if (known >= 2 && periods >= 2) return;
  throw new CoalitionError(
    'benchmark/too-little-structure',
    `${known} units with experience and at most ${periods} periods can't tell what differs between units from chance. Give at least two of each, or use limitedFluctuation.`,
    { units: known, periods },
  );
}

/**
 * Credibility with a weight for each unit and period (Buhlmann-Straub): how far each employer's own experience counts.
 *
 * Limits: a negative variance between units is reported and used as 0; then nobody's experience counts and all get the collective.
 *
 * @formula s2 = sum w (X - X_i)^2 / sum (n_i - 1); a = w (sum w_i (X_i - X)^2 - (I - 1) s2) / (w^2 - sum w_i^2);
 *   Z_i = w_i / (w_i + s2 / a); premium = Z_i X_i + (1 - Z_i) m. Iterative: a = sum Z_i (X_i - m)^2 / (I - 1), m = sum Z_i X_i / sum Z_i
 * @unit as the ratios
 * @source Buhlmann and Gisler, A Course in Credibility Theory, 2005, ch. 4; Bichsel and Straub for the iteration
 * @testedBy test/benchmark/credibility.test.ts: actuar 3.3-2 on Hachemeister's data
 * @param o - Ratios and weights by unit and period; `method`, default unbiased.
 * @returns The fit.
 * @throws {@link CoalitionError} `benchmark/too-little-structure`, `benchmark/bad-input`.
 * @example
 * buhlmannStraub({ ratios: [[10, 12], [20, 22]], weights: [[1, 1], [1, 1]] }).collective; // => 16
 */
export function buhlmannStraub(o: {
  readonly ratios: RatioRows;
  readonly weights: readonly (readonly (number | null)[])[];
  readonly method?: 'unbiased' | 'iterative';
}): CredibilityFit {
  const units = unitsOf(o.ratios, o.weights);
  assertStructure(units);
  const known = units.filter((unit) => unit.weight > 0);
  const within = known.reduce((sum, unit) => sum + unit.squares, 0) / known.reduce((sum, unit) => sum + unit.periods - 1, 0);
  const variances = betweenVariance(
    known.map((unit) => ({ weight: unit.weight, mean: unit.mean ?? 0 })),
    within,
    o.method ?? 'unbiased',
  );
  return credibilityOf(units, { within, ...variances });
}

/** The variance between units, raw and by iteration. */
export function betweenVariance(
  units: readonly { readonly weight: number; readonly mean: number }[],
  within: number,
  method: 'unbiased' | 'iterative',
): { readonly raw: number; readonly used: number; readonly rounds: number } {
  const total = units.reduce((sum, unit) => sum + unit.weight, 0);
  const mean = units.reduce((sum, unit) => sum + unit.weight * unit.mean, 0) / total;
  const spread = units.reduce((sum, unit) => sum + unit.weight * (unit.mean - mean) ** 2, 0);
  const squares = units.reduce((sum, unit) => sum + unit.weight ** 2, 0);
  const raw = (total * (spread - (units.length - 1) * within)) / (total * total - squares);
  if (method === 'unbiased' || raw <= 0) return { raw: method === 'iterative' && raw <= 0 ? 0 : raw, used: Math.max(0, raw), rounds: 0 };
  let a = raw;
  for (let rounds = 1; rounds <= MOST_ROUNDS; rounds += 1) {
    const before = a;
    const z = units.map((unit) => 1 / (1 + within / (unit.weight * before)));
    const all = z.reduce((sum, each) => sum + each, 0);
    const middle = units.reduce((sum, unit, i) => sum + (z[i] ?? 0) * unit.mean, 0) / all;
    a = units.reduce((sum, unit, i) => sum + (z[i] ?? 0) * (unit.mean - middle) ** 2, 0) / (units.length - 1);
    if (Math.abs(a - before) < SETTLED * Math.abs(before) || a === 0) return { raw: a, used: a, rounds };
  }
  throw new CoalitionError(
    'stats/not-converged',
    'The iteration for the variance between units did not settle in 100 rounds. Use the unbiased method.',
    { what: 'buhlmannStraub' },
  );
}

function credibilityOf(
  units: readonly Unit[],
  o: { readonly within: number; readonly raw: number; readonly used: number; readonly rounds: number },
): CredibilityFit {
  const z = units.map((unit) => (unit.weight === 0 || o.used === 0 ? 0 : 1 / (1 + o.within / (unit.weight * o.used))));
  const collective = collectiveOf(units, z);
  return {
    collective,
    between: o.raw,
    within: o.within,
    z,
    individual: units.map((unit) => unit.mean),
    premiums: units.map((unit, i) => (z[i] ?? 0) * (unit.mean ?? 0) + (1 - (z[i] ?? 0)) * collective),
    rounds: o.rounds,
    warnings:
      o.used > 0
        ? []
        : [
            warning(
              'benchmark/negative-variance',
              `The variance between units is estimated at ${o.raw}, so no unit's own experience counts; each gets the collective.`,
            ),
          ],
  };
}

/** Z-weighted mean; exposure-weighted where no unit is credible. */
function collectiveOf(units: readonly Unit[], z: readonly number[]): number {
  const weightOf = z.some((each) => each > 0) ? (i: number): number => z[i] ?? 0 : (i: number): number => units[i]?.weight ?? 0;
  const total = units.reduce((sum, _, i) => sum + weightOf(i), 0);
  return units.reduce((sum, unit, i) => sum + weightOf(i) * (unit.mean ?? 0), 0) / total;
}

/**
 * Credibility where every period counts alike (Buhlmann).
 *
 * @formula {@link buhlmannStraub} with all weights 1
 * @unit as the ratios
 * @source Buhlmann 1967
 * @testedBy test/benchmark/credibility.test.ts: actuar 3.3-2 on Hachemeister's data
 * @param o - Ratios by unit and period.
 * @returns The fit.
 * @throws {@link CoalitionError} `benchmark/too-little-structure`, `benchmark/bad-input`.
 * @example
 * buhlmann({ ratios: [[10, 12], [20, 22]] }).z[0]?.toFixed(6); // => '0.980000'
 */
export function buhlmann(o: { readonly ratios: RatioRows }): CredibilityFit {
  return buhlmannStraub({ ratios: o.ratios, weights: o.ratios.map((row) => row.map((ratio) => (ratio === null ? null : 1))) });
}
