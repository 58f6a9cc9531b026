import { studentT } from '../stats/student-t.js';
import { insufficient } from './completion.js';
import { line } from './tails.js';
import { oldestAge, type TriangleGrid } from './triangle-grid.js';
import { chosen, invalidInput } from './triangle-spec.js';

/**
 * How the spread at a lag with a single ratio is found: `mack` takes the least of the two before it and their extrapolation,
 * `logLinear` extends a straight line through the logarithms. With `fallbackAtP` the line gives way to `mack` when its slope's
 * p-value is above it; as plain text, or with null, it never does.
 */
export type SigmaRule =
  | 'mack'
  | 'logLinear'
  | { readonly rule: 'mack' }
  | { readonly rule: 'logLinear' /** Unit: probability. */; readonly fallbackAtP: number | null };

/** A tail factor with its own error. */
export interface MackTail {
  /** Unit: none (a multiplier beyond the last lag). */
  readonly factor: number;
  /** Standard error of the factor. Unit: none. */
  readonly tailSe?: number;
  /** Spread of single months around it, like sigma at the other lags. Unit: cell units ^ (alpha / 2). */
  readonly tailSigma?: number;
}

/** How {@link mackFigures} is asked. */
export interface MackFiguresInput {
  /** 0 simple, 1 volume, 2 regression averages. */
  readonly alpha: 0 | 1 | 2;
  readonly sigma: SigmaRule;
  readonly tail?: MackTail;
}

/** Mack's figures as plain doubles in cell units. */
export interface MackFigures {
  /** By lag, from the first to the last but one. Unit: none. */
  readonly factor: Float64Array;
  readonly factorError: Float64Array;
  /** Unit: cell units ^ (alpha / 2). */
  readonly sigma: Float64Array;
  readonly ratios: Int32Array;
  /** By incurred period. Unit: cell units. */
  readonly latest: Float64Array;
  readonly ultimate: Float64Array;
  /** Unit: cell units squared. */
  readonly processVariance: Float64Array;
  readonly parameterVariance: Float64Array;
  readonly total: { readonly latest: number; readonly ultimate: number; readonly processVariance: number; readonly parameterVariance: number };
  readonly fellBack: boolean;
  /** p-value of the slope of the log-linear rule; null when it wasn't used or has no degree of freedom. */
  readonly slopeP: number | null;
}

/**
 * Mack's chain ladder on the plain numbers of a triangle: the fast path of {@link mack}, without explanation.
 *
 * Limits: plain numbers can't be empty, so a spread that nobody can know is a refusal here; {@link mack} answers with empty errors
 * instead, and {@link chainLadder} without any.
 *
 * @formula f = sum w d / sum w with w = C^alpha; sigma2 = sum w (d - f)^2 / (n - 1); P <- P f^2 + sigma2 C^(2 - alpha);
 *   R <- R f^2 + C^2 sigma2 / W; total by column sums
 * @unit cell units (US cents, counts, or hundredths of a published unit)
 * @source Mack 1993 and 1999, ASTIN Bulletin
 * @testedBy trend/mack.test.ts
 * @param grid - The numbers of a triangle.
 * @param o - Alpha, sigma rule, tail.
 * @returns The figures.
 * @throws {@link CoalitionError} `trend/insufficient-development` when a factor or a spread can't be known, `trend/invalid-input` for a
 *   tail without its errors or figures beyond what a number holds.
 * @example
 * const { grid } = triangleFrom({ origin: '2022-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150', '150'], ['200', '300'], ['100']] });
 * mackFigures(grid, { alpha: 1, sigma: 'mack' }).total.ultimate; // => 60000
 */
export function mackFigures(grid: TriangleGrid, o: MackFiguresInput): MackFigures {
  const figures = mackNumbers(grid, o);
  const { factor, sigma, ratios, total, ultimate, processVariance, parameterVariance } = figures;
  for (let k = 0; k < factor.length; k += 1) {
    if (Number.isNaN(factor[k]) || Number.isNaN(sigma[k])) throw insufficient(k, ratios[k] ?? 0);
  }
  if (o.tail !== undefined && o.tail.factor !== 1 && (o.tail.tailSe === undefined || o.tail.tailSigma === undefined))
    throw invalidInput('tail', o.tail.factor, 'Give tailSe and tailSigma with it.');
  for (const values of [factor, sigma, figures.factorError, ultimate, processVariance, parameterVariance, Object.values(total)]) {
    if (!values.every(Number.isFinite))
      throw invalidInput('grid', 'beyond what a number holds', 'The factors multiply too far; leave out the cells that do it.');
  }
  return figures;
}

/** The figures with NaN where a spread can't be known: for callers inside, which turn it into null or a refusal. */
export function mackNumbers(grid: TriangleGrid, o: MackFiguresInput): MackFigures {
  const { rows, columns, cumulative, known } = grid;
  const { alpha } = o;
  const wanted = checkedRule(o.sigma);
  const m = oldestAge(grid);
  const [factor, sigma2, weight, ratios] = [new Float64Array(m), new Float64Array(m), new Float64Array(m), new Int32Array(m)];
  for (let k = 0; k < m; k += 1) {
    let [w, wd, n] = [0, 0, 0];
    for (let i = 0; i < rows; i += 1) {
      const at = i * columns + k;
      if (known[at] !== 1 || known[at + 1] !== 1) continue;
      const from = cumulative[at] ?? 0;
      const to = cumulative[at + 1] ?? 0;
      if (alpha === 0 && from <= 0) continue;
      n += from > 0 ? 1 : 0;
      w += alpha === 1 ? from : alpha === 0 ? 1 : from * from;
      wd += alpha === 1 ? to : alpha === 0 ? to / from : from * to;
    }
    const f = w > 0 ? wd / w : Number.NaN;
    let spread = 0;
    for (let i = 0; i < rows; i += 1) {
      const at = i * columns + k;
      if (known[at] !== 1 || known[at + 1] !== 1) continue;
      const from = cumulative[at] ?? 0;
      if (from <= 0) continue;
      const off = (cumulative[at + 1] ?? 0) / from - f;
      spread += (alpha === 1 ? from : alpha === 0 ? 1 : from * from) * off * off;
    }
    factor[k] = f;
    weight[k] = w;
    ratios[k] = n;
    sigma2[k] = n > 1 ? spread / (n - 1) : Number.NaN;
  }
  const rule = fillSigma(sigma2, wanted);
  return {
    ...project(grid, { factor, sigma2, weight, ...o }),
    factor,
    factorError: factor.map((_, k) => Math.sqrt((sigma2[k] ?? 0) / (weight[k] ?? 1))),
    sigma: sigma2.map(Math.sqrt),
    ratios,
    ...rule,
  };
}

interface WantedRule {
  readonly rule: 'mack' | 'logLinear';
  readonly fallbackAtP: number | null;
}

/** The rule must be named, because the trade's two give different errors. */
function checkedRule(given: SigmaRule | undefined): WantedRule {
  const wanted: WantedRule = { fallbackAtP: null, ...(typeof given === 'object' ? given : { rule: given ?? unnamed() }) };
  chosen('sigma', wanted.rule, ['mack', 'logLinear']);
  const p = wanted.fallbackAtP;
  if (p !== null && !(p >= 0 && p <= 1)) throw invalidInput('sigma.fallbackAtP', p, 'Give a probability from 0 to 1, or null.');
  return wanted;
}

function unnamed(): never {
  throw invalidInput('sigma', 'missing', "Say 'mack' or 'logLinear': the trade's two rules give different errors.");
}

/** Fills the spreads that a single ratio can't give. */
function fillSigma(sigma2: Float64Array, wanted: WantedRule): { readonly fellBack: boolean; readonly slopeP: number | null } {
  const open = Array.from(sigma2.keys()).filter((k) => Number.isNaN(sigma2[k]));
  if (open.length === 0) return { fellBack: false, slopeP: null };
  if (wanted.rule === 'logLinear') {
    const points = Array.from(sigma2).flatMap((value, k) => (value > 0 ? [[k + 1, Math.log(value) / 2] as const] : []));
    const slopeP = points.length > 2 ? slopePValue(points) : null;
    const fellBack = wanted.fallbackAtP !== null && (slopeP === null || slopeP > wanted.fallbackAtP);
    if (!fellBack && points.length > 1) {
      const { intercept, slope } = line(points);
      for (const k of open) sigma2[k] = Math.exp(2 * (intercept + slope * (k + 1)));
      return { fellBack, slopeP };
    }
    mackRule(sigma2, open);
    return { fellBack: true, slopeP };
  }
  mackRule(sigma2, open);
  return { fellBack: false, slopeP: null };
}

/** With a single earlier spread, that one is taken. */
function mackRule(sigma2: Float64Array, open: readonly number[]): void {
  for (const k of open) {
    const near = sigma2[k - 1] ?? Number.NaN;
    const far = sigma2[k - 2] ?? near;
    const beyond = far === 0 ? 0 : (near * near) / far;
    sigma2[k] = Math.min(beyond, far, near);
  }
}

function slopePValue(points: readonly (readonly [number, number])[]): number {
  const n = points.length;
  const { intercept, slope } = line(points);
  const mean = points.reduce((sum, [x]) => sum + x, 0) / n;
  let [rss, sxx] = [0, 0];
  for (const [x, y] of points) {
    rss += (y - intercept - slope * x) ** 2;
    sxx += (x - mean) ** 2;
  }
  if (rss === 0) return slope === 0 ? 1 : 0;
  return 2 * (1 - studentT.cdf(Math.abs(slope) / Math.sqrt(rss / (n - 2) / sxx), n - 2));
}

type Projected = Pick<MackFigures, 'latest' | 'ultimate' | 'processVariance' | 'parameterVariance' | 'total'>;

function project(
  grid: TriangleGrid,
  o: MackFiguresInput & { readonly factor: Float64Array; readonly sigma2: Float64Array; readonly weight: Float64Array },
): Projected {
  const { rows, columns, cumulative, age } = grid;
  const { alpha, factor, sigma2, weight, tail } = o;
  const [current, latest] = [new Float64Array(rows), new Float64Array(rows)];
  const [p, r] = [new Float64Array(rows), new Float64Array(rows)];
  for (let i = 0; i < rows; i += 1) current[i] = latest[i] = (age[i] ?? -1) < 0 ? 0 : (cumulative[i * columns + (age[i] ?? 0)] ?? 0);
  let totalR = 0;
  const step = (k: number, f: number, variance: number, parameter: number): void => {
    let reached = 0;
    for (let i = 0; i < rows; i += 1) {
      const a = age[i] ?? -1;
      if (a < 0 || a > k) continue;
      const c = current[i] ?? 0;
      reached += c;
      const scale = alpha === 1 ? c : alpha === 0 ? c * c : 1;
      p[i] = (p[i] ?? 0) * f * f + variance * scale;
      r[i] = (r[i] ?? 0) * f * f + c * c * parameter;
      current[i] = c * f;
    }
    totalR = totalR * f * f + reached * reached * parameter;
  };
  for (let k = 0; k < factor.length; k += 1) step(k, factor[k] ?? 1, sigma2[k] ?? 0, (sigma2[k] ?? 0) / (weight[k] ?? 1));
  if (tail !== undefined && tail.factor !== 1) step(columns, tail.factor, (tail.tailSigma ?? Number.NaN) ** 2, (tail.tailSe ?? Number.NaN) ** 2);
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  return {
    latest,
    ultimate: current,
    processVariance: p,
    parameterVariance: r,
    total: { latest: sum(latest), ultimate: sum(current), processVariance: sum(p), parameterVariance: totalR },
  };
}
