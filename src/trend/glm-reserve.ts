import { estimatedUsd } from '../money/estimated-usd.js';
import type { Usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { ols, quadratic } from '../stats/regression.js';
import type { Month } from '../time/month.js';
import { insufficient } from './completion.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import type { OdpAmounts } from './odp.js';
import { odpFit } from './odp-fit.js';
import { trendWarning } from './trend-warning.js';
import type { Triangle } from './triangle.js';
import { cellScale, finite, invalidInput, periodMonth } from './triangle-spec.js';
import { twoWayDesign } from './two-way-design.js';

/** A reserve by a generalised linear model. */
export interface GlmReserve extends Explanation {
  readonly disclosure: TrendDisclosure;
  /** Variance power: 1 over-dispersed Poisson, 2 gamma, between them Tweedie. */
  readonly power: number;
  /** Dispersion. Unit: amounts ^ (2 - power); null when nothing could be fitted. */
  readonly phi: number | null;
  readonly rows: readonly (OdpAmounts & { /** First month of the incurred period. */ readonly period: Month })[];
  readonly total: OdpAmounts | null;
  /** Unit: steps of the iteration. */
  readonly iterations: number;
}

/**
 * Tells what is incurred and not paid yet by a generalised linear model with logarithmic link: one effect for each period and each lag, and a
 * variance that grows as a power of the mean.
 *
 * Limits: triangles known from lag 0 to each age; no tail. Powers above 1 need increments of zero or more, 2 above zero.
 *
 * @formula ln m = intercept + period + lag; variance phi m^power; mse = phi sum m^power + g' V g, V = phi (X' diag(m^(2 - power)) X)^-1, g = X' m
 * @unit US dollars where cells are cents, else the triangle's unit
 * @source Renshaw and Verrall 1998; England and Verrall 1999
 * @testedBy trend/deep-methods.test.ts: GenIns with power 1, 1.5 and 2
 * @param triangle - The triangle.
 * @param o - `power`: 1 to 2.
 * @returns By period and in total; empty with `trend/odp-negative-column` when it can't be fitted.
 * @throws {@link CoalitionError} `trend/invalid-input`, `trend/insufficient-development`.
 * @example
 * const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150', '180'], ['110', '176'], ['120']] });
 * glmReserve(triangle, { power: 1 }).total?.ibnr.toFixed(2); // => '138.74'
 */
export function glmReserve(triangle: Triangle, o: { readonly power: number }): GlmReserve {
  const power = finite('power', o.power);
  if (!(power >= 1 && power <= 2)) throw invalidInput('power', power, 'Give 1 for over-dispersed Poisson, 2 for gamma, or a number between.');
  const scale = cellScale(triangle.spec);
  const start = odpFit(triangle.grid);
  if (start === null || start.observed.some((x) => (power > 1 && x < 0) || (power === 2 && x === 0))) {
    return {
      power,
      phi: null,
      rows: [],
      total: null,
      iterations: 0,
      disclosure: disclose(triangle, { methods: [`generalised linear model, power ${power}`], exclusions: [] }),
      steps: [],
      assumptions: [],
      warnings: [
        trendWarning('trend/odp-negative-column', 'The model has no fit: an increment or a fitted total is zero or less, or a month has gaps.'),
      ],
      tables: [],
    };
  }
  const n = start.observed.length;
  const design = twoWayDesign(start.row, start.lag);
  if (n <= design.width) throw insufficient(0, n);
  const x = Array.from(start.row, (row, cell) => design.line(row, start.lag[cell] ?? 0));
  let eta = Array.from(start.fitted, (m) => Math.log(m / scale));
  let iterations = 0;
  let fit = null;
  let beta: readonly number[] = [];
  for (let change = 1; change > 1e-12 && iterations < 100; iterations += 1) {
    const mu = eta.map(Math.exp);
    fit = ols(
      x,
      mu.map((m, cell) => (eta[cell] ?? 0) + ((start.observed[cell] ?? 0) / scale - m) / m),
      { weights: mu.map((m) => m ** (2 - power)) },
    );
    const before = beta;
    beta = fit.coefficients;
    eta = [...fit.fitted];
    change = Math.max(...beta.map((each, k) => Math.abs(each - (before[k] ?? 0))));
  }
  if (fit === null) throw insufficient(0, n);
  const mu = eta.map(Math.exp);
  const phi = mu.reduce((sum, m, cell) => sum + ((start.observed[cell] ?? 0) / scale - m) ** 2 / m ** power, 0) / (n - design.width);
  const inverse = fit.inverseGram;
  const money = (value: number): Usd => estimatedUsd(value);
  const all = new Array<number>(design.width).fill(0);
  const sums = { future: 0, process: 0 };
  const rows = start.future.map((line, i) => {
    const g = new Array<number>(design.width).fill(0);
    const own = { future: 0, process: 0 };
    line.forEach((_, j) => {
      const lag = triangle.grid.columns - line.length + j;
      const m = Math.exp(design.line(i, lag).reduce((sum, each, k) => sum + each * (beta[k] ?? 0), 0));
      design.add(g, { row: i, lag, by: m });
      design.add(all, { row: i, lag, by: m });
      own.future += m;
      own.process += phi * m ** power;
    });
    sums.future += own.future;
    sums.process += own.process;
    return {
      period: periodMonth(triangle.spec, i),
      ibnr: money(own.future),
      standardError: money(Math.sqrt(own.process + phi * quadratic(g, inverse))),
    };
  });
  return {
    power,
    phi,
    rows,
    total: { ibnr: money(sums.future), standardError: money(Math.sqrt(sums.process + phi * quadratic(all, inverse))) },
    iterations,
    disclosure: disclose(triangle, { methods: [`generalised linear model, power ${power}`], exclusions: [] }),
    steps: [{ id: 'phi', label: `Dispersion with variance power ${power}`, value: String(phi) }],
    assumptions: [{ id: 'power', value: String(power), evidence: 'assumed', source: 'caller' }],
    warnings: [],
    tables: [],
  };
}
