import type { Warning } from '../errors/finding.js';
import { estimatedUsd } from '../money/estimated-usd.js';
import type { Usd } from '../money/usd.js';
import type { Assumption, Explanation, Step } from '../reference/explanation.js';
import type { Interval } from '../stats/estimate.js';
import type { Month } from '../time/month.js';
import { type AutoChoice, chooseMethod, defaultMethod, totalOf } from './auto.js';
import type { Completion } from './completion.js';
import { conformalHalfWidth } from './conformal.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import { modelInterval, periodInterval } from './ibnr-interval.js';
import { type IbnrMethod, type IbnrMethodName, methodName, methodOf } from './ibnr-method.js';
import { finiteOrNull } from './mack.js';
import { odp } from './odp.js';
import { averageMonth, type PastError, type PastValuations, pastErrors } from './past-errors.js';
import type { Prior } from './prior.js';
import { trendWarning } from './trend-warning.js';
import type { Triangle } from './triangle.js';
import { cellScale, chosen, invalidInput, periodMonth } from './triangle-spec.js';
import { type Settled, settle, type Ultimates, ultimatesBy } from './ultimates.js';

/** A method, or its name with its defaults; `auto` tests candidates on the own past. */
export type IbnrMethodChoice = IbnrMethod | Exclude<IbnrMethodName, 'credibility'> | 'auto';

/** How {@link ibnr} is asked. */
export interface IbnrOptions {
  /** Default: blend at 0.8 from 5,000 members a month on, Cape Cod over 24 months below, development without exposure. */
  readonly method?: IbnrMethodChoice;
  readonly prior?: Prior;
  /** Further methods for the table that stands beside the answer. */
  readonly compareWith?: readonly Exclude<IbnrMethodChoice, 'auto'>[];
  /** Confidence of the intervals. Default 0.8. Unit: share. */
  readonly confidence?: number;
  /** From past errors, or none. Default `past`. */
  readonly interval?: 'past' | 'none';
  /** Which past valuations the intervals and `auto` rest on. */
  readonly valuations?: PastValuations;
}

/** One incurred period. Unit of every amount: US dollars where cells are cents, else the triangle's unit. */
export interface IbnrRow {
  /** First month of the incurred period. */
  readonly period: Month;
  /** Age at the valuation. Unit: periods of the grain. */
  readonly lag: number;
  /** Known so far. */
  readonly paid: Usd;
  /** Share of the ultimate that development says is paid. Unit: share. */
  readonly completionFactor: number | null;
  readonly ultimate: Usd | null;
  /** Incurred and not paid yet. */
  readonly ibnr: Usd | null;
  /** What was used for this period. */
  readonly method: string;
  /** Unit: member months. */
  readonly memberMonths: number | null;
  /** Ultimate per member month. */
  readonly perMemberMonth: Usd | null;
  /** Of the ultimate, from past errors of months of this age. */
  readonly interval: Interval | null;
}

/** All periods together. Unit: as of the rows. */
export interface IbnrTotal {
  readonly paid: Usd;
  readonly ultimate: Usd | null;
  readonly ibnr: Usd | null;
  /** Of the IBNR. */
  readonly interval: Interval | null;
}

/** What is incurred and not paid yet. */
export interface IbnrResult extends Explanation {
  /** `unpaid`: reported and not paid, plus not reported yet. Usually called IBNR. */
  readonly measure: 'unpaid' | 'unreportedCount';
  readonly method: string;
  readonly rows: readonly IbnrRow[];
  readonly total: IbnrTotal;
  /** More than one method, as the standards of practice ask. */
  readonly comparison: readonly { readonly method: string; readonly ultimate: Usd | null; readonly ibnr: Usd | null }[];
  /** How `auto` chose; null when a method was named. */
  readonly auto: AutoChoice | null;
  /** The cost of an average recent month, which past errors are shares of. Unit: as of the rows. */
  readonly averageMonth: number | null;
  /** Confidence of the intervals. Unit: share. */
  readonly confidence: number;
  readonly pastErrors: readonly PastError[];
  readonly disclosure: TrendDisclosure;
}

/**
 * Tells how much of what was incurred is not paid yet, by month, and how far off that may be.
 *
 * Limits: paid triangles give reported-not-paid and not-reported together. Intervals rest on how far the same method was off at past
 * valuations of the same triangle. With less than about twelve months before and six after, months have none and the total only for
 * development, from the over-dispersed Poisson model.
 *
 * @formula development U = C / p; blend: development from the threshold on, else max(base x trend x season x exposure, C);
 *   Bornhuetter-Ferguson U = C + (1 - p) A; others at {@link IbnrMethod}; IBNR = U - C
 * @unit US dollars where cells are cents, else the triangle's unit
 * @source Bornhuetter and Ferguson 1972; Friedland, chapters 7 to 10; Actuarial Standard of Practice 5
 * @testedBy trend/ibnr.test.ts: health36 at 1e-12, Friedland's XYZ
 * @param triangle - Paid, allowed or counts.
 * @param pattern - Its completion factors, by {@link completion}.
 * @param o - Method, prior, comparison, interval.
 * @returns By month and in total, with the methods beside each other.
 * @throws {@link CoalitionError} `trend/prior-missing`, `trend/exposure-needed`, `trend/invalid-input`.
 * @example
 * const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [['1000', '1500'], ['2000', '3000'], ['1200']] });
 * ibnr(triangle, completion(triangle), { method: 'development' }).total.ibnr?.toFixed(2); // => '600.00'
 */
export function ibnr(triangle: Triangle, pattern: Completion, o: IbnrOptions = {}): IbnrResult {
  const { spec } = triangle;
  const scale = cellScale(spec);
  const confidence = checkedConfidence(o.confidence);
  chosen('interval', o.interval ?? 'past', ['past', 'none']);
  const settled = settle({ triangle, completion: pattern, prior: o.prior });
  const warnings: Warning[] = [...pattern.warnings, ...dataWarnings(settled)];
  const auto = o.method === 'auto' ? chooseMethod({ settled, pattern, prior: o.prior, valuations: o.valuations ?? {} }) : null;
  if (auto?.reason === 'tooLittleHistory')
    warnings.push(trendWarning('trend/auto-default', 'Too little history to test methods on the own past; the default for the size was used.'));
  const method = auto?.method ?? (o.method === undefined || o.method === 'auto' ? defaultMethod(settled) : methodOf(o.method));
  const answer = ultimatesBy(settled, method);
  const past =
    o.interval === 'none' ? [] : pastOf({ triangle, pattern, o, answer, methods: auto === null ? [method] : [method, defaultMethod(settled)] });
  const month = averageMonth(settled);
  const intervals = { past, month: month === null ? null : month / scale, confidence };
  const rows = rowsOf({ settled, answer, scale, intervals });
  const total = sumOf(rows, settled, answer, scale);
  const interval = o.interval === 'none' ? null : totalInterval({ triangle, method, total, intervals, lags: rows.map(({ lag }) => lag) });
  if (o.interval !== 'none' && total.ibnr !== null && past.length < Math.ceil(confidence / (1 - confidence))) {
    const instead = interval === null ? '' : ' The total took the over-dispersed Poisson error instead.';
    warnings.push(
      trendWarning('trend/interval-unsupported', `${past.length} past valuations are too few for an interval of ${confidence}.${instead}`),
    );
  }
  return {
    measure: spec.basis === 'count' ? 'unreportedCount' : 'unpaid',
    method: answer.method,
    rows,
    total: { ...total, interval },
    comparison: [answer, ...(o.compareWith ?? []).map((each) => ultimatesBy(settled, methodOf(each)))].map((each) => {
      const { ultimate, ibnr: unpaid } = sumOf(rows, settled, each, scale);
      return { method: each.method, ultimate, ibnr: unpaid };
    }),
    auto,
    averageMonth: intervals.month,
    confidence,
    pastErrors: past,
    disclosure: disclose(triangle, {
      methods: [answer.method, ...(o.compareWith ?? []).map((each) => methodName(methodOf(each)))],
      exclusions: exclusionsOf(pattern),
    }),
    steps: stepsOf(settled, answer, scale),
    assumptions: [
      ...pattern.assumptions,
      {
        id: 'method',
        value: answer.method,
        evidence: auto === null ? 'assumed' : 'measured',
        source: o.method === undefined ? 'default for the size' : 'caller',
      },
      ...priorAssumptions(settled, o.prior),
    ],
    warnings,
    tables: [],
  };
}

function checkedConfidence(confidence = 0.8): number {
  if (!(confidence > 0 && confidence < 1)) throw invalidInput('confidence', confidence, 'Give a share above 0 and below 1.');
  return confidence;
}

/** Past errors of the method; for `auto` those of the default where they were wider, because the winner was picked on the same past. */
function pastOf(a: {
  readonly triangle: Triangle;
  readonly pattern: Completion;
  readonly o: IbnrOptions;
  readonly answer: Ultimates;
  readonly methods: readonly IbnrMethod[];
}): readonly PastError[] {
  const { triangle, pattern, o, answer, methods } = a;
  const [own = [], standing = own] = pastErrors({
    triangle,
    options: pattern.options,
    prior: o.prior,
    methods,
    today: answer.ultimate,
    ...o.valuations,
  });
  const width = (errors: readonly PastError[]): number => conformalHalfWidth(errors.map(totalOf), o.confidence ?? 0.8) ?? 0;
  return width(standing) > width(own) ? standing : own;
}

/** From past errors of these ages together; for development without a past, from the over-dispersed Poisson model. */
function totalInterval(a: {
  readonly triangle: Triangle;
  readonly method: IbnrMethod;
  readonly total: { readonly ibnr: Usd | null };
  readonly intervals: IntervalInput;
  readonly lags: readonly number[];
}): Interval | null {
  if (a.total.ibnr === null) return null;
  const point = a.total.ibnr.toNumber();
  const own = periodInterval({ ...a.intervals, point, lags: a.lags });
  if (own !== null || a.method.kind !== 'development') return own;
  const standardError = odp(a.triangle).total?.standardError?.toNumber() ?? null;
  return modelInterval({ point, standardError, confidence: a.intervals.confidence, method: 'over-dispersed Poisson error, lognormal' });
}

function dataWarnings({ triangle, latest, completionAt, exposure }: Settled): readonly Warning[] {
  const name = (i: number): Month => periodMonth(triangle.spec, i);
  return latest.flatMap((c, i) => {
    if ((triangle.grid.age[i] ?? -1) < 0) return [];
    const zero =
      c === 0 && (completionAt[i] ?? 1) < 1
        ? [trendWarning('trend/zero-paid', `Nothing is paid yet for ${name(i)}; development alone would say zero for ever.`, `rows[${i}]`)]
        : [];
    const bare =
      exposure !== null && c !== 0 && !((exposure[i] ?? 0) > 0)
        ? [trendWarning('trend/exposure-missing', `${name(i)} has claims and no member months.`, `rows[${i}]`)]
        : [];
    return [...zero, ...bare];
  });
}

interface IntervalInput {
  readonly past: readonly PastError[];
  readonly month: number | null;
  readonly confidence: number;
}

function rowsOf(o: {
  readonly settled: Settled;
  readonly answer: Ultimates;
  readonly scale: number;
  readonly intervals: IntervalInput;
}): readonly IbnrRow[] {
  const { settled, answer, scale, intervals } = o;
  const { triangle } = settled;
  return settled.latest.flatMap((c, i) => {
    const lag = triangle.grid.age[i] ?? -1;
    if (lag < 0) return [];
    const u = finiteOrNull(answer.ultimate[i] ?? undefined);
    const memberMonths = settled.exposure?.[i] ?? null;
    return [
      {
        period: periodMonth(triangle.spec, i),
        lag,
        paid: estimatedUsd(c / scale),
        completionFactor: settled.completionAt[i] ?? null,
        ultimate: u === null ? null : estimatedUsd(u / scale),
        ibnr: u === null ? null : estimatedUsd((u - c) / scale),
        method: answer.used[i] ?? answer.method,
        memberMonths,
        perMemberMonth: u === null || memberMonths === null || memberMonths === 0 ? null : estimatedUsd(u / scale / memberMonths),
        interval: u === null ? null : periodInterval({ ...intervals, point: u / scale, lags: [lag] }),
      },
    ];
  });
}

function sumOf(
  rows: readonly IbnrRow[],
  settled: Settled,
  answer: Ultimates,
  scale: number,
): { readonly paid: Usd; readonly ultimate: Usd | null; readonly ibnr: Usd | null } {
  let [paid, ultimate, unpaid]: [number, number, number] = [0, 0, 0];
  settled.latest.forEach((c, i) => {
    if ((settled.triangle.grid.age[i] ?? -1) < 0) return;
    const u = answer.ultimate[i] ?? Number.NaN;
    paid += c;
    ultimate += u;
    unpaid += u - c;
  });
  const known = rows.length > 0 && Number.isFinite(ultimate);
  return {
    paid: estimatedUsd(paid / scale),
    ultimate: known ? estimatedUsd(ultimate / scale) : null,
    ibnr: known ? estimatedUsd(unpaid / scale) : null,
  };
}

function priorAssumptions({ prior }: Settled, given: Prior | undefined): readonly Assumption[] {
  const one = (id: string, asked: unknown, value: string): Assumption => ({
    id,
    value,
    evidence: asked === 'measured' ? 'measured' : 'assumed',
    source: asked === undefined ? 'none given' : asked === 'measured' ? 'settled months of this triangle' : (given?.source ?? 'caller'),
  });
  const season = Array.isArray(prior?.season) ? prior.season.map((each) => Number(each).toPrecision(4)).join(' ') : 'none';
  return [one('trend', given?.trend, `${prior?.trend ?? 0} a year`), one('season', given?.season, season)];
}

function exclusionsOf({ options }: Completion): readonly string[] {
  return Object.entries(options.exclude ?? {}).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
}

function stepsOf(settled: Settled, answer: Ultimates, scale: number): readonly Step[] {
  const { base, baseRows } = settled.projected;
  const from = baseRows[0];
  const sum = answer.ultimate.reduce<number>((all, u, i) => all + ((settled.triangle.grid.age[i] ?? -1) < 0 ? 0 : (u ?? 0)), 0);
  return [
    { id: 'paid', label: 'Known so far', value: (settled.latest.reduce((sum, c) => sum + c, 0) / scale).toFixed(2) },
    ...(base === null || from === undefined
      ? []
      : [
          {
            id: 'base',
            label: `Cost per member month at the level of the first period, from ${baseRows.length} settled periods from ${periodMonth(settled.triangle.spec, from)}`,
            formula: 'sum U / sum(exposure x trend x season)',
            value: String(base / scale),
          },
        ]),
    {
      id: 'method',
      label: `Ultimates by ${answer.method}`,
      value: Number.isFinite(sum) ? (sum / scale).toFixed(2) : 'beyond what a number holds',
    },
  ];
}
