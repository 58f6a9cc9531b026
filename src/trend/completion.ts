import { CoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';
import type { Explanation, Step } from '../reference/explanation.js';
import type { Month } from '../time/month.js';
import { type Average, averageRatio } from './averages.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import { checkedExclusions, type Exclusions, selectRatios } from './lag-ratios.js';
import { isotonic } from './monotone.js';
import { type DecayCurve, fitDecay, type Tail, type TailResult, tailFactor } from './tails.js';
import { trendWarning } from './trend-warning.js';
import type { Triangle } from './triangle.js';
import { chosen, finite, type Grain, invalidInput, latestOrAll, whole } from './triangle-spec.js';

/** Factors that somebody chose; the computed ones stay beside them. */
export interface SelectedFactors {
  /** Age-to-age factors from lag 0 on; null keeps the computed one. Unit: none. */
  readonly factors?: readonly (number | null)[];
  /** Factors to ultimate from lag 0 on, tail included. Unit: none. */
  readonly cdf?: readonly number[];
}

/** How completion factors are made. */
export interface CompletionOptions {
  /** Default `volume`. */
  readonly average?: Average;
  /** Latest incurred periods used at each lag. Default `all`. Unit: periods. */
  readonly window?: number | 'all';
  readonly exclude?: Exclusions;
  /** Replaces the factors from age `from` on (counted 1, 2, ...) by a fitted decay. */
  readonly smooth?: { readonly curve: DecayCurve; readonly from: number; readonly fit?: readonly [from: number, to: number] };
  /** Default: none, a factor of exactly 1. */
  readonly tail?: Tail;
  /** What happens to completion above 1 or falling with age. Default `off`, with a warning. */
  readonly monotone?: 'off' | 'cap' | 'isotonic';
  /** Text-book rounding of the printed factors; default off. Unit: decimals. */
  readonly rounding?: { readonly ldf?: number; readonly cdf?: number };
  readonly selected?: SelectedFactors;
  /** A pattern of a larger block: factor = Z x own + (1 - Z) x borrowed, and likewise beyond the last lag unless `tail` is given. Z = 0 is the block, 1 the plan. */
  readonly borrowed?: {
    readonly completion: Completion /** Unit: share, 0 to 1, for all lags or by lag. */;
    readonly credibility: number | readonly number[];
  };
}

/** One age-to-age factor and what it rests on. */
export interface LagFactor {
  /** The earlier lag. Unit: periods of the grain. */
  readonly lag: number;
  /** The factor used. Unit: none. */
  readonly factor: number | null;
  /** The factor that the average gave. Unit: none. */
  readonly computed: number | null;
  /** Unit: ratios used. */
  readonly ratios: number;
  /** Unit: ratios left out by the caller. */
  readonly excluded: number;
  /** Unit: ratios that don't exist, because the earlier amount is zero or less. */
  readonly unusable: number;
}

/** How complete an incurred month is after each lag. */
export interface Completion extends Explanation {
  readonly disclosure: TrendDisclosure;
  readonly grain: Grain;
  readonly asOf: Month;
  /** What was asked, so that the same can be refitted at an earlier valuation. */
  readonly options: CompletionOptions;
  readonly average: string;
  /** Unit: incurred periods, or all. */
  readonly window: number | 'all';
  readonly lags: readonly LagFactor[];
  /** Unit: none (a multiplier beyond the last lag). */
  readonly tail: number;
  readonly tailMethod: string;
  /** Factor to ultimate by lag, tail included; null below a missing factor. Unit: none. */
  readonly cdf: readonly (number | null)[];
  /** Share of the ultimate paid by each lag, `1 / cdf`. Unit: share, usually 0 to 1. */
  readonly completionFactors: readonly (number | null)[];
  /** Share of the amounts seen beyond the cut-off; null without one or when nothing was seen. Unit: share. */
  readonly paidBeyondCutOff: number | null;
}

/**
 * Tells how complete an incurred month is after each lag: the completion factors of a triangle.
 *
 * Limits: a lag where no month has a ratio is refused unless a factor is selected or borrowed; lags that no month has reached keep a
 * factor of 1 with a warning.
 *
 * @formula f[k] = average of C[i, k+1] / C[i, k]; cdf[k] = tail x product of f[j], j >= k; completion factor p[k] = 1 / cdf[k]
 * @unit share of the ultimate amount
 * @source Friedland, Estimating Unpaid Claims Using Basic Techniques, chapter 7
 * @testedBy trend/completion.test.ts: RAA, GenIns, Friedland's Exhibit I, health36
 * @param triangle - The triangle.
 * @param o - Average, window, exclusions, smoothing, tail, rounding.
 * @returns The factors with what they rest on.
 * @throws {@link CoalitionError} `trend/insufficient-development`, `trend/invalid-input`.
 * @example
 * const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [['100', '150', '150'], ['200', '330'], ['150']] });
 * completion(triangle).cdf; // => [1.6, 1, 1]
 */
export function completion(triangle: Triangle, o: CompletionOptions = {}): Completion {
  const { average = 'volume', window = 'all' } = o;
  checkOptions(o);
  const warnings: Warning[] = [];
  const computed =
    typeof average === 'object' && average.kind === 'completedMonths'
      ? fromCompletedMonths(triangle, average.months)
      : byRatios(triangle, o, warnings);
  const lastSeen = computed.findLastIndex(({ ratios, unusable }) => ratios + unusable > 0);
  const chosen = computed.map((each) => ({ ...each, factor: choose({ each, o, lastSeen, warnings }) }));
  const smoothed = smooth(chosen, o);
  const rounded = smoothed.map((each) => ({ ...each, factor: each.factor === null ? null : roundTo(each.factor, o.rounding?.ldf) }));
  const tail = tailOf(o, rounded);
  if (tail.leftOut > 0)
    warnings.push(trendWarning('trend/tail-fit', `${tail.leftOut} ages with a factor of 1 or less were left out of the fit of the tail.`));
  const lags = rounded.map((each) => (tail.cutOff !== null && each.lag >= tail.cutOff ? { ...each, factor: 1 } : each));
  const cdf = finishCdf({ triangle, o, cdf: cdfOf(lags, tail.factor, o), warnings });
  return {
    grain: triangle.spec.grain,
    asOf: triangle.asOf,
    options: o,
    average: averageName(average),
    window,
    lags,
    tail: tail.factor,
    tailMethod: tail.method,
    cdf,
    completionFactors: cdf.map(shareOf),
    paidBeyondCutOff: tail.cutOff === null ? null : beyond(triangle, tail.cutOff),
    disclosure: disclose(triangle, { methods: [averageName(average)], exclusions: [] }),
    steps: stepsOf(lags, tail.factor),
    assumptions: [
      {
        id: 'average',
        value: `${averageName(average)} of ${window === 'all' ? 'all' : `the latest ${window}`} months`,
        evidence: 'assumed',
        source: 'caller',
      },
      { id: 'tail', value: `${tail.method}: ${tail.factor}`, evidence: 'assumed', source: 'caller' },
    ],
    warnings,
    tables: [],
  };
}

function checkOptions({ average = 'volume', window = 'all', rounding, monotone = 'off', smooth: curve, selected }: CompletionOptions): void {
  latestOrAll('window', window);
  if (typeof average === 'object') {
    chosen('average.kind', average.kind, ['medial', 'completedMonths']);
    if (average.kind === 'completedMonths') whole('average.months', average.months, { from: 1 });
  } else chosen('average', average, ['volume', 'simple', 'geometric', 'harmonic', 'regression']);
  chosen('monotone', monotone, ['off', 'cap', 'isotonic']);
  for (const key of ['ldf', 'cdf'] as const) if (rounding?.[key] !== undefined) whole(`rounding.${key}`, rounding[key], { from: 0, to: 15 });
  selected?.factors?.forEach((factor, lag) => {
    if (factor !== null && !(Number.isFinite(factor) && factor > 0))
      throw invalidInput(`selected.factors[${lag}]`, factor, 'A factor is a finite number above 0.');
  });
  selected?.cdf?.forEach((factor, lag) => {
    if (!(Number.isFinite(factor) && factor > 0))
      throw invalidInput(`selected.cdf[${lag}]`, factor, 'A factor to ultimate is a finite number above 0.');
  });
  if (curve === undefined) return;
  chosen('smooth.curve', curve.curve, ['exponential', 'inversePower', 'weibull']);
  whole('smooth.from', curve.from, { from: 1 });
}

function averageName(average: Average): string {
  if (typeof average === 'string') return average;
  if (average.kind === 'completedMonths') return `completedMonths(${average.months})`;
  return `medial(${average.high} high, ${average.low} low${average.weights === 'volume' ? ', volume' : ''})`;
}

function byRatios(triangle: Triangle, o: CompletionOptions, warnings: Warning[]): readonly LagFactor[] {
  const { average = 'volume', window = 'all' } = o;
  const medial = typeof average === 'object' && average.kind === 'medial' ? average : null;
  const given = checkedExclusions(medial === null ? o.exclude : { ...o.exclude, high: medial.high, low: medial.low });
  const kind = typeof average === 'string' ? average : medial?.weights === 'volume' ? 'volume' : 'simple';
  const factors: LagFactor[] = [];
  for (let lag = 0; lag + 1 < triangle.grid.columns; lag += 1) {
    const { used, excluded, unusable } = selectRatios({ grid: triangle.grid, spec: triangle.spec, lag, window, exclude: given });
    const factor = averageRatio(kind, used);
    factors.push({ lag, factor, computed: factor, ratios: used.length - unusable, excluded, unusable });
    if (unusable > 0) warnings.push(trendWarning('trend/negative-cumulative', `${unusable} months have no ratio at lag ${lag}.`, `lags[${lag}]`));
    if (kind === 'volume' && used.length > 5) {
      const sum = used.reduce((total, { from }) => total + Math.abs(from), 0);
      const shock = used.find(
        ({ to, from }) => Math.abs(to - from) > 0.1 * sum && Math.abs(to - from) > 3 * Math.abs((factor ?? 1) - 1) * Math.abs(from),
      );
      if (shock !== undefined)
        warnings.push(
          trendWarning('trend/shock-cell', `One month carries more than a tenth of the amounts behind the factor at lag ${lag}.`, `lags[${lag}]`),
        );
    }
  }
  if (window !== 'all' && window < 6 && triangle.spec.grain === 'month') {
    warnings.push(trendWarning('trend/short-window', `Factors rest on the latest ${window} months, which did worst in every simulation.`));
  }
  return factors;
}

function choose(a: {
  readonly each: LagFactor;
  readonly o: CompletionOptions;
  readonly lastSeen: number;
  readonly warnings: Warning[];
}): number | null {
  const { each, o, lastSeen, warnings } = a;
  const selected = o.selected?.factors?.[each.lag] ?? null;
  if (selected !== null) return selected;
  const borrowed = o.borrowed?.completion.lags[each.lag]?.factor ?? null;
  if (o.borrowed !== undefined && borrowed !== null) {
    const { credibility } = o.borrowed;
    const z = typeof credibility === 'number' ? credibility : (credibility[each.lag] ?? 0);
    if (!(z >= 0 && z <= 1)) throw invalidInput('borrowed.credibility', z, 'Credibility is a share from 0 to 1.');
    return each.factor === null ? borrowed : z * each.factor + (1 - z) * borrowed;
  }
  if (each.ratios === 1)
    warnings.push(trendWarning('trend/insufficient-development', `The factor at lag ${each.lag} rests on one month.`, `lags[${each.lag}]`));
  if (each.ratios + each.unusable > 0 || o.selected?.cdf !== undefined) return each.factor;
  if (each.lag > lastSeen && lastSeen >= 0) {
    warnings.push(trendWarning('trend/unobserved-lag', `No month was used beyond lag ${each.lag}; its factor is taken as 1.`, `lags[${each.lag}]`));
    return 1;
  }
  throw insufficient(each.lag, each.ratios);
}

/** The tail that was asked for; without one, what the borrowed pattern has beyond the last lag, by the same credibility. */
function tailOf(o: CompletionOptions, lags: readonly LagFactor[]): TailResult {
  if (o.tail !== undefined || o.borrowed === undefined) {
    return tailFactor(
      o.tail ?? { kind: 'none' },
      lags.map(({ factor }) => factor),
    );
  }
  const { completion: book, credibility } = o.borrowed;
  const z = typeof credibility === 'number' ? credibility : (credibility[lags.length] ?? 0);
  const beyond = book.lags.slice(lags.length).reduce((product, { factor }) => product * (factor ?? 1), book.tail);
  return { factor: finite('borrowed.tail', z + (1 - z) * beyond), method: 'borrowed', leftOut: 0, cutOff: null };
}

/** The refusal of a factor without a single ratio. */
export function insufficient(lag: number, ratios: number): CoalitionError<'trend/insufficient-development'> {
  return new CoalitionError(
    'trend/insufficient-development',
    `${ratios} months have been seen at both lag ${lag} and lag ${lag + 1}. Use more history or a smaller maxLag, select the factor, or borrow a pattern.`,
    { lag, ratios },
  );
}

function fromCompletedMonths(triangle: Triangle, months: number): readonly LagFactor[] {
  const { grid } = triangle;
  const end = grid.columns - 1;
  const done = Array.from({ length: grid.rows }, (_, i) => i).filter(
    (i) => grid.age[i] === end && (grid.cumulative[i * grid.columns + end] ?? 0) > 0,
  );
  const used = done.slice(Math.max(0, done.length - months));
  if (used.length === 0) throw insufficient(end, 0);
  const p = Array.from({ length: grid.columns }, (_, k) => {
    const shares = used.map((i) => (grid.cumulative[i * grid.columns + k] ?? 0) / (grid.cumulative[i * grid.columns + end] ?? 1));
    return shares.reduce((sum, share) => sum + share, 0) / used.length;
  });
  return Array.from({ length: end }, (_, lag) => {
    const [now, next] = [p[lag] ?? 0, p[lag + 1] ?? 0];
    const factor = now > 0 ? next / now : null;
    return { lag, factor, computed: factor, ratios: used.length, excluded: done.length - used.length, unusable: 0 };
  });
}

function smooth(lags: readonly LagFactor[], o: CompletionOptions): readonly LagFactor[] {
  if (o.smooth === undefined) return lags;
  const { curve, from, fit } = o.smooth;
  const fitted = fitDecay({ curve, factors: lags.map(({ factor }) => factor), fit });
  if (fitted === null) throw invalidInput('smooth.fit', 'fewer than two factors above 1', 'Fit over more ages, or leave smoothing off.');
  return lags.map((each) => (each.lag + 1 >= from ? { ...each, factor: fitted.factorAt(each.lag + 1) } : each));
}

/** Rounds half away from zero to some digits, as text books do; off when digits are absent. */
export function roundTo(value: number, digits: number | undefined): number {
  if (digits === undefined) return value;
  const scale = 10 ** digits;
  // So large a number has no decimals to round.
  if (!Number.isFinite(value * scale)) return value;
  return Math.round(value * scale + Math.sign(value) * 1e-9) / scale;
}

function cdfOf(lags: readonly LagFactor[], tail: number, o: CompletionOptions): (number | null)[] {
  const digits = o.rounding?.cdf;
  const cdf: (number | null)[] = Array.from({ length: lags.length + 1 }, () => null);
  let product: number | null = roundTo(tail, digits);
  cdf[lags.length] = product;
  for (let lag = lags.length - 1; lag >= 0; lag -= 1) {
    const factor: number | null = lags[lag]?.factor ?? null;
    product = product === null || factor === null ? null : roundTo(product * factor, digits);
    cdf[lag] = product;
  }
  const given = o.selected?.cdf;
  return given === undefined ? cdf : cdf.map((value, lag) => given[lag] ?? value);
}

function finishCdf(a: {
  readonly triangle: Triangle;
  readonly o: CompletionOptions;
  readonly cdf: (number | null)[];
  readonly warnings: Warning[];
}): readonly (number | null)[] {
  const { triangle, o, warnings } = a;
  // A factor to ultimate beyond what a number holds, or below zero, is no answer.
  const cdf = a.cdf.map((value) => (value === null || value <= 0 || !Number.isFinite(value) ? null : value));
  const p = cdf.map(shareOf);
  const above = p.filter((value) => value !== null && value > 1 + 1e-12).length;
  switch (o.monotone ?? 'off') {
    case 'cap':
      return cdf.map((value) => (value === null ? null : Math.max(1, value)));
    case 'isotonic': {
      const weights = p.map((_, k) => columnSum(triangle, k));
      return isotonic(p, weights).map(shareOf);
    }
    case 'off':
    default:
      if (above > 0)
        warnings.push(trendWarning('trend/completion-above-one', `${above} lags have more than 100 % paid, because later recoveries are expected.`));
      return cdf;
  }
}

/** 1 / value; null where that is no share. */
function shareOf(value: number | null): number | null {
  const share = value === null || value <= 0 ? Number.NaN : 1 / value;
  return Number.isFinite(share) ? share : null;
}

function columnSum({ grid }: Triangle, k: number): number {
  let sum = 0;
  for (let i = 0; i < grid.rows; i += 1) if (grid.known[i * grid.columns + k] === 1) sum += Math.max(0, grid.cumulative[i * grid.columns + k] ?? 0);
  return sum;
}

function beyond({ grid }: Triangle, lag: number): number | null {
  let [late, all] = [0, 0];
  for (let i = 0; i < grid.rows; i += 1) {
    const age = grid.age[i] ?? -1;
    if (age <= lag) continue;
    all += grid.cumulative[i * grid.columns + age] ?? 0;
    late += (grid.cumulative[i * grid.columns + age] ?? 0) - (grid.cumulative[i * grid.columns + lag] ?? 0);
  }
  return all > 0 ? late / all : null;
}

function stepsOf(lags: readonly LagFactor[], tail: number): readonly Step[] {
  return [
    ...lags.map((each) => ({
      id: `lag-${each.lag}`,
      label: `From lag ${each.lag} to ${each.lag + 1}, ${each.ratios} months`,
      value: each.factor === null ? 'none' : String(each.factor),
    })),
    { id: 'tail', label: 'Beyond the last lag', value: String(tail) },
  ];
}
