import { CoalitionError } from '../errors/coalition-error.js';
import { estimatedUsd } from '../money/estimated-usd.js';
import type { Usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import type { Month } from '../time/month.js';
import { insufficient } from './completion.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import { type MackFigures, mackNumbers, type SigmaRule } from './mack-figures.js';
import type { Triangle } from './triangle.js';
import { cellScale, periodMonth } from './triangle-spec.js';

/** How {@link munich} is asked. */
export interface MunichOptions {
  readonly sigma: SigmaRule;
  /** The last spread of each triangle, where it is stated instead of found. Unit: square root of the triangle's unit. */
  readonly lastSigma?: { readonly paid: number; readonly incurred: number };
}

/** One period. Unit of amounts: US dollars where cells are cents, else the triangle's unit. */
export interface MunichRow {
  /** First month of the incurred period. */
  readonly period: Month;
  readonly paidUltimate: Usd;
  readonly incurredUltimate: Usd;
}

/** Paid and incurred development that listen to each other. */
export interface MunichResult extends Explanation {
  /** Of the paid triangle. */
  readonly disclosure: TrendDisclosure;
  readonly rows: readonly MunichRow[];
  /** Dependence of paid development on incurred / paid. Unit: none. */
  readonly lambdaPaid: number;
  /** Dependence of incurred development on paid / incurred. Unit: none. */
  readonly lambdaIncurred: number;
  readonly total: { readonly paidUltimate: Usd; readonly incurredUltimate: Usd };
}

/**
 * Develops paid and incurred (paid + case reserves) triangles together, so that both ultimates come closer: Munich chain ladder.
 *
 * Limits: both triangles of the same periods and lags. Health plans seldom hold case reserves; large claims do.
 *
 * @formula factor of a cell = f + lambda sigma / rho (ratio - mean ratio); lambda by regression through the origin of development residuals on
 *   ratio residuals
 * @unit US dollars where cells are cents, else the triangle's unit
 * @source Quarg and Mack 2004, Munich Chain Ladder
 * @testedBy trend/deep-methods.test.ts: the paper's example
 * @param paid - Paid amounts.
 * @param incurred - Paid amounts and case reserves.
 * @param o - Sigma rule, last spreads.
 * @returns Both ultimates by period.
 * @throws {@link CoalitionError} `aggregate/spec-mismatch`, `trend/insufficient-development`.
 * @example
 * const of = (rows: string[][]) => triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: rows });
 * const result = munich(of([['50', '90', '99', '100'], ['60', '100', '112'], ['55', '98'], ['70']]), of([['90', '98', '100', '100'], ['99', '112', '114'], ['99', '104'], ['120']]), { sigma: 'mack' });
 * result.rows[0]?.paidUltimate.toFixed(2); // => '100.00'
 */
export function munich(paid: Triangle, incurred: Triangle, o: MunichOptions): MunichResult {
  const [p, i] = [paid.grid, incurred.grid];
  if (
    p.rows !== i.rows ||
    p.columns !== i.columns ||
    paid.spec.grain !== incurred.spec.grain ||
    paid.spec.origin !== incurred.spec.origin ||
    paid.spec.unit !== incurred.spec.unit
  ) {
    throw new CoalitionError(
      'aggregate/spec-mismatch',
      `Paid has ${p.rows} periods from ${paid.spec.origin}, incurred ${i.rows} from ${incurred.spec.origin}. Give both alike.`,
      { path: 'spec' },
    );
  }
  const scale = cellScale(paid.spec);
  const [forPaid, forIncurred] = [figuresOf(paid, o, o.lastSigma?.paid), figuresOf(incurred, o, o.lastSigma?.incurred)];
  const m = forPaid.factor.length;
  const ratios = Array.from({ length: m }, (_, k) => ratioAt(paid, incurred, k));
  const lambdaPaid = slope(
    residuals({ own: paid, other: incurred, figures: forPaid, ratios: ratios.map(({ inverse, rhoPaid }) => ({ mean: inverse, rho: rhoPaid })) }),
  );
  const lambdaIncurred = slope(
    residuals({ own: incurred, other: paid, figures: forIncurred, ratios: ratios.map(({ q, rhoIncurred }) => ({ mean: q, rho: rhoIncurred })) }),
  );
  const rows = Array.from({ length: p.rows }, (_, row) => {
    const age = Math.min(p.age[row] ?? -1, i.age[row] ?? -1);
    let [a, b] = age < 0 ? [0, 0] : [p.cumulative[row * p.columns + age] ?? 0, i.cumulative[row * i.columns + age] ?? 0];
    for (let k = age < 0 ? m : age; k < m; k += 1) {
      const ratio = ratios[k];
      if (ratio === undefined || !(a > 0 && b > 0)) break;
      const tilt = (lambda: number, sigma: number, rho: number, off: number): number => (rho > 0 ? (lambda * sigma * off) / rho : 0);
      const nextA = a * ((forPaid.factor[k] ?? 1) + tilt(lambdaPaid, forPaid.sigma[k] ?? 0, ratio.rhoPaid, b / a - ratio.inverse));
      const nextB = b * ((forIncurred.factor[k] ?? 1) + tilt(lambdaIncurred, forIncurred.sigma[k] ?? 0, ratio.rhoIncurred, a / b - ratio.q));
      [a, b] = [nextA, nextB];
    }
    return { period: periodMonth(paid.spec, row), paid: a, incurred: b };
  });
  const sum = (of: 'paid' | 'incurred'): Usd => estimatedUsd(rows.reduce((total, row) => total + row[of], 0) / scale);
  return {
    rows: rows.map((row) => ({
      period: row.period,
      paidUltimate: estimatedUsd(row.paid / scale),
      incurredUltimate: estimatedUsd(row.incurred / scale),
    })),
    lambdaPaid,
    lambdaIncurred,
    total: { paidUltimate: sum('paid'), incurredUltimate: sum('incurred') },
    disclosure: disclose(paid, { methods: ['Munich chain ladder'], exclusions: [] }),
    steps: [
      { id: 'lambda-paid', label: 'Dependence of paid development', value: String(lambdaPaid) },
      { id: 'lambda-incurred', label: 'Dependence of incurred development', value: String(lambdaIncurred) },
    ],
    assumptions: [{ id: 'sigma rule', value: typeof o.sigma === 'string' ? o.sigma : o.sigma.rule, evidence: 'assumed', source: 'caller' }],
    warnings: [],
    tables: [],
  };
}

function figuresOf(triangle: Triangle, o: MunichOptions, last: number | undefined): MackFigures {
  const figures = mackNumbers(triangle.grid, { alpha: 1, sigma: o.sigma });
  const sigma = figures.sigma.map((each, k) =>
    k === figures.sigma.length - 1 && last !== undefined ? last * Math.sqrt(cellScale(triangle.spec)) : each,
  );
  sigma.forEach((each, k) => {
    if (!Number.isFinite(each) || !Number.isFinite(figures.factor[k] ?? Number.NaN)) throw insufficient(k, figures.ratios[k] ?? 0);
  });
  if (sigma.length === 0) throw insufficient(0, 0);
  return { ...figures, sigma };
}

interface RatioAtLag {
  /** Paid / incurred of all periods that have reached the lag. */
  readonly q: number;
  readonly inverse: number;
  readonly rhoPaid: number;
  readonly rhoIncurred: number;
}

function ratioAt(paid: Triangle, incurred: Triangle, k: number): RatioAtLag {
  const pairs = Array.from({ length: paid.grid.rows }, (_, row) => [paid.cumulative(row, k), incurred.cumulative(row, k)] as const).flatMap(
    ([a, b]) => (a !== null && b !== null && a > 0 && b > 0 ? [{ a, b }] : []),
  );
  const [sumA, sumB] = [pairs.reduce((sum, { a }) => sum + a, 0), pairs.reduce((sum, { b }) => sum + b, 0)];
  if (pairs.length < 2) throw insufficient(k, pairs.length);
  const q = sumA / sumB;
  const spread = (of: (pair: { readonly a: number; readonly b: number }) => number): number =>
    Math.sqrt(pairs.reduce((sum, pair) => sum + of(pair), 0) / (pairs.length - 1));
  return { q, inverse: 1 / q, rhoPaid: spread(({ a, b }) => a * (b / a - 1 / q) ** 2), rhoIncurred: spread(({ a, b }) => b * (a / b - q) ** 2) };
}

/** Pairs of residuals: of the ratio to the other triangle, and of development; lags with one ratio have none. */
function residuals(o: {
  readonly own: Triangle;
  readonly other: Triangle;
  readonly figures: MackFigures;
  readonly ratios: readonly { readonly mean: number; readonly rho: number }[];
}): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  o.ratios.forEach(({ mean, rho }, k) => {
    const sigma = o.figures.sigma[k] ?? 0;
    if ((o.figures.ratios[k] ?? 0) < 2 || !(sigma > 0) || !(rho > 0)) return;
    for (let row = 0; row < o.own.grid.rows; row += 1) {
      const [c, next, other] = [o.own.cumulative(row, k), o.own.cumulative(row, k + 1), o.other.cumulative(row, k)];
      if (c === null || next === null || other === null || !(c > 0) || !(other > 0)) continue;
      pairs.push([((other / c - mean) / rho) * Math.sqrt(c), ((next / c - (o.figures.factor[k] ?? 1)) / sigma) * Math.sqrt(c)]);
    }
  });
  return pairs;
}

function slope(pairs: readonly (readonly [number, number])[]): number {
  const square = pairs.reduce((sum, [x]) => sum + x * x, 0);
  return square > 0 ? pairs.reduce((sum, [x, y]) => sum + x * y, 0) / square : 0;
}
