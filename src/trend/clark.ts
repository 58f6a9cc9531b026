import { CoalitionError } from '../errors/coalition-error.js';
import { estimatedUsd } from '../money/estimated-usd.js';
import type { Usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import type { Month } from '../time/month.js';
import { insufficient } from './completion.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import { minimise } from './forecasting/minimise.js';
import { type Growth, type GrowthCurve, growthAt, inverseOf } from './growth-curve.js';
import { trendWarning } from './trend-warning.js';
import type { Triangle } from './triangle.js';
import { incrementalAt } from './triangle-grid.js';
import { cellScale, chosen, finite, invalidInput, monthsOfGrain, periodMonth } from './triangle-spec.js';

/** How {@link clark} is asked. */
export interface ClarkOptions {
  /** `ldf`: one ultimate for each period; `capeCod`: one ratio to exposure for all. */
  readonly form: 'ldf' | 'capeCod';
  /** Default `loglogistic`. */
  readonly curve?: GrowthCurve;
  /** Nothing is paid after this age. Default: never. Unit: months from the start of the period. */
  readonly maxAge?: number;
}

/** One period. Unit of amounts: US dollars where cells are cents, else the triangle's unit. */
export interface ClarkAmounts {
  readonly ibnr: Usd;
  readonly standardError: Usd | null;
}

/** A reserve from a growth curve. */
export interface ClarkResult extends Explanation {
  readonly disclosure: TrendDisclosure;
  readonly form: 'ldf' | 'capeCod';
  readonly curve: GrowthCurve;
  /** Shape of the curve. Unit: none. */
  readonly omega: number;
  /** Scale of the curve. Unit: months from the average date of service. */
  readonly theta: number;
  /** Variance over mean. Unit: as the amounts. */
  readonly sigma2: number | null;
  readonly rows: readonly (ClarkAmounts & {
    /** First month of the incurred period. */ readonly period: Month /** Share of the ultimate paid by its age. */;
    readonly growth: number;
    readonly ultimate: Usd;
  })[];
  readonly total: ClarkAmounts;
}

/**
 * Fits a smooth growth curve to a triangle by maximum likelihood and reads reserve and error off it: Clark's method, with few parameters and a
 * tail of its own.
 *
 * Limits: ages count from the average date of service, half a period after its start. A heavy loglogistic tail should be cut off by `maxAge`.
 *
 * @formula increments over-dispersed Poisson with mean U (G(x) - G(x before)); loglogistic G = x^w / (x^w + theta^w); Weibull
 *   G = 1 - exp(-(x / theta)^w); mse = sigma2 R + sigma2 g' I^-1 g
 * @unit US dollars where cells are cents, else the triangle's unit
 * @source Clark 2003, LDF Curve-Fitting and Stochastic Reserving
 * @testedBy trend/deep-methods.test.ts: GenIns against scipy and R ChainLadder
 * @param triangle - The triangle; `capeCod` needs exposure.
 * @param o - Form, curve, largest age.
 * @returns Reserve by period with errors.
 * @throws {@link CoalitionError} `trend/insufficient-development`, `trend/exposure-needed`, `trend/invalid-input`.
 * @example
 * const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150', '170', '178'], ['110', '165', '187'], ['120', '180'], ['130']] });
 * clark(triangle, { form: 'ldf', curve: 'weibull' }).rows.length; // => 4
 */
export function clark(triangle: Triangle, o: ClarkOptions): ClarkResult {
  const curve = chosen('curve', o.curve ?? 'loglogistic', ['loglogistic', 'weibull']);
  chosen('form', o.form, ['ldf', 'capeCod']);
  const step = monthsOfGrain(triangle.spec.grain);
  const most = o.maxAge === undefined ? Number.POSITIVE_INFINITY : finite('maxAge', o.maxAge) - step / 2;
  if (!(most > 0)) throw invalidInput('maxAge', o.maxAge, 'Give months above half a period.');
  const cells = observed(triangle);
  const exposure = o.form === 'capeCod' ? exposureOf(triangle) : null;
  const parameters = (exposure === null ? cells.rows.length : 1) + 2;
  if (cells.list.length <= parameters) throw insufficient(0, cells.list.length);
  const age = (k: number): number => (k < 0 ? 0 : (k + 0.5) * step);
  const size = (growth: readonly Growth[]): ReadonlyMap<number, number> => {
    const at = (row: number): number => growth[(triangle.grid.age[row] ?? 0) + 1]?.g ?? 0;
    if (exposure === null) return new Map(cells.rows.map((row) => [row, (cells.latest.get(row) ?? 0) / at(row)] as const));
    const [paid, used] = [
      cells.rows.reduce((sum, row) => sum + (cells.latest.get(row) ?? 0), 0),
      cells.rows.reduce((sum, row) => sum + (exposure[row] ?? 0) * at(row), 0),
    ];
    return new Map(cells.rows.map((row) => [row, (paid / used) * (exposure[row] ?? 0)] as const));
  };
  const grown = (w: number, theta: number): readonly Growth[] =>
    Array.from({ length: triangle.grid.columns + 1 }, (_, j) => growthAt(curve, age(j - 1), { w, theta }));
  const whole = Array.from(cells.latest.values()).reduce((sum, paid) => sum + paid, 0);
  const loss = ([lw = 0, lt = 0]: readonly number[]): number => {
    const growth = grown(Math.exp(lw), Math.exp(lt));
    const u = size(growth);
    let sum = 0;
    for (const { row, lag, paid } of cells.list) {
      const mean = (u.get(row) ?? 0) * ((growth[lag + 1]?.g ?? 0) - (growth[lag]?.g ?? 0));
      sum -= (paid * Math.log(mean / whole) - mean) / whole;
    }
    return sum;
  };
  const [low, high] = [
    [-4, Math.log(step / 50)],
    [4, Math.log(step * 1000)],
  ];
  let best = minimise(loss, { start: [0.3, Math.log(2 * step)], low, high, evaluations: 600 });
  // Twice more from where it stopped: a fresh simplex settles the last digits.
  for (let again = 0; again < 2; again += 1) best = minimise(loss, { start: best.x, low, high, evaluations: 600, tolerance: 1e-16 });
  const [w, theta] = [Math.exp(best.x[0] ?? 0), Math.exp(best.x[1] ?? 0)];
  return resultOf({
    triangle,
    o,
    curve,
    w,
    theta,
    growth: grown(w, theta),
    end: growthAt(curve, most, { w, theta }),
    u: size(grown(w, theta)),
    cells,
    exposure,
    parameters,
  });
}

interface Cells {
  readonly rows: readonly number[];
  readonly latest: ReadonlyMap<number, number>;
  readonly list: readonly { readonly row: number; readonly lag: number; readonly paid: number }[];
}

function observed({ grid }: Triangle): Cells {
  const list = Array.from({ length: grid.rows }, (_, row) =>
    Array.from({ length: (grid.age[row] ?? -1) + 1 }, (_c, lag) => ({ row, lag, paid: incrementalAt(grid, row, lag) ?? Number.NaN })),
  ).flat();
  if (list.some(({ paid }) => Number.isNaN(paid)))
    throw invalidInput('triangle', 'a gap', 'Growth curves need every cell from lag 0 to the age of its period.');
  const latest = new Map<number, number>();
  for (const { row, paid } of list) latest.set(row, (latest.get(row) ?? 0) + paid);
  if (Array.from(latest.values()).some((paid) => !(paid > 0)))
    throw invalidInput('triangle', 'a period without payments', 'Leave it out by slicing.');
  return { rows: Array.from(latest.keys()), latest, list };
}

function exposureOf({ exposure }: Triangle): readonly number[] {
  if (exposure === null || exposure.some((each) => each === null || !(each > 0))) {
    throw new CoalitionError('trend/exposure-needed', 'The Cape Cod form needs exposure above 0 for every period. Build the triangle with it.', {
      method: 'clark capeCod',
    });
  }
  return exposure.map((each) => each ?? 0);
}

interface Fitted {
  readonly triangle: Triangle;
  readonly o: ClarkOptions;
  readonly curve: GrowthCurve;
  readonly w: number;
  readonly theta: number;
  readonly growth: readonly Growth[];
  readonly end: Growth;
  readonly u: ReadonlyMap<number, number>;
  readonly cells: Cells;
  readonly exposure: readonly number[] | null;
  readonly parameters: number;
}

function resultOf(a: Fitted): ClarkResult {
  const { triangle, growth, end, u, cells, parameters } = a;
  const mean = (row: number, lag: number): number => (u.get(row) ?? 0) * ((growth[lag + 1]?.g ?? 0) - (growth[lag]?.g ?? 0));
  const sigma2 =
    cells.list.reduce((sum, { row, lag, paid }) => sum + (paid - mean(row, lag)) ** 2 / mean(row, lag), 0) / (cells.list.length - parameters);
  const inverse = inverseOf(information(a));
  const scale = cellScale(triangle.spec);
  const known = inverse !== null && Number.isFinite(sigma2);
  const variance = (future: number, g: readonly number[]): number | null =>
    known ? sigma2 * future + sigma2 * g.reduce((sum, x, i) => sum + x * g.reduce((inner, y, j) => inner + y * (inverse[i]?.[j] ?? 0), 0), 0) : null;
  const amounts = (future: number, g: readonly number[]): ClarkAmounts => {
    const mse = variance(future, g);
    return { ibnr: estimatedUsd(future / scale), standardError: mse === null ? null : estimatedUsd(Math.sqrt(Math.max(0, mse)) / scale) };
  };
  const all = new Array<number>(parameters).fill(0);
  let whole = 0;
  const rows = cells.rows.map((row, j) => {
    const now = growth[(triangle.grid.age[row] ?? 0) + 1];
    const size = u.get(row) ?? 0;
    const left = end.g - (now?.g ?? 0);
    const g = new Array<number>(parameters).fill(0);
    g[a.exposure === null ? j : 0] = left * (a.exposure === null ? 1 : (a.exposure[row] ?? 0));
    g[parameters - 2] = size * (end.w - (now?.w ?? 0));
    g[parameters - 1] = size * (end.theta - (now?.theta ?? 0));
    g.forEach((each, k) => {
      all[k] = (all[k] ?? 0) + each;
    });
    whole += size * left;
    return {
      period: periodMonth(triangle.spec, row),
      growth: now?.g ?? 0,
      ultimate: estimatedUsd(((cells.latest.get(row) ?? 0) + size * left) / scale),
      ...amounts(size * left, g),
    };
  });
  return {
    form: a.o.form,
    curve: a.curve,
    omega: a.w,
    theta: a.theta,
    sigma2: Number.isFinite(sigma2) ? sigma2 / scale : null,
    rows,
    total: amounts(whole, all),
    disclosure: disclose(triangle, { methods: [`growth curve, ${a.o.form}`], exclusions: [] }),
    steps: [
      {
        id: 'curve',
        label: `${a.curve} growth`,
        formula: a.curve === 'weibull' ? '1 - exp(-(x / theta)^w)' : 'x^w / (x^w + theta^w)',
        value: `w ${a.w.toPrecision(8)}, theta ${a.theta.toPrecision(8)} months`,
      },
    ],
    assumptions: [
      {
        id: 'maxAge',
        value: a.o.maxAge === undefined ? 'none' : `${a.o.maxAge} months`,
        evidence: 'assumed',
        source: a.o.maxAge === undefined ? 'default' : 'caller',
      },
    ],
    warnings: known ? [] : [trendWarning('trend/sigma-unavailable', 'The information matrix has no inverse, so the errors stay empty.')],
    tables: [],
  };
}

/** Negative second derivatives of the log-likelihood, without sigma2. */
function information({ growth, u, cells, exposure, parameters, triangle }: Fitted): readonly (readonly number[])[] {
  const matrix = Array.from({ length: parameters }, () => new Array<number>(parameters).fill(0));
  const add = (i: number, j: number, by: number): void => {
    const row = matrix[i];
    if (row !== undefined) row[j] = (row[j] ?? 0) + by;
  };
  const [w, t] = [parameters - 2, parameters - 1];
  cells.rows.forEach((row, j) => {
    const at = exposure === null ? j : 0;
    const weight = exposure === null ? 1 : (exposure[row] ?? 0);
    const now = growth[(triangle.grid.age[row] ?? 0) + 1];
    const unit = (u.get(row) ?? 0) / weight;
    add(at, at, (cells.latest.get(row) ?? 0) / (unit * unit));
    for (const [k, slope] of [
      [w, now?.w ?? 0],
      [t, now?.theta ?? 0],
    ] as const) {
      add(at, k, weight * slope);
      add(k, at, weight * slope);
    }
  });
  for (const { row, lag, paid } of cells.list) {
    const [a, b] = [growth[lag + 1], growth[lag]];
    if (a === undefined || b === undefined) continue;
    const g = a.g - b.g;
    const [dw, dt] = [a.w - b.w, a.theta - b.theta];
    const size = u.get(row) ?? 0;
    const curvature = (bend: number, x: number, y: number): number => size * bend - paid * (bend / g - (x * y) / (g * g));
    add(w, w, curvature(a.ww - b.ww, dw, dw));
    add(t, t, curvature(a.thetaTheta - b.thetaTheta, dt, dt));
    const mixed = curvature(a.wTheta - b.wTheta, dw, dt);
    add(w, t, mixed);
    add(t, w, mixed);
  }
  return matrix;
}
