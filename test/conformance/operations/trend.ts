import type { Decimal } from '../../../src/money/decimal.js';
import type { Severity } from '../../../src/stats/limited-expected-value.js';
import {
  type AnnualRate,
  adjustPaidMonths,
  averageRatio,
  type BacktestReport,
  type BootstrapOdpOptions,
  type BreakFlag,
  type BuildOptions,
  type BuildQuality,
  backtest,
  barnettZehnwirth,
  bootstrapOdp,
  type ChainLadderFigures,
  type ClarkOptions,
  type ClarkResult,
  type CompletedExposure,
  type Completion,
  type CompletionOptions,
  type CostCell,
  type Credibility,
  chainLadder,
  clark,
  compareTriangles,
  completeExposure,
  completion,
  completionStep,
  conformalHalfWidth,
  credibilityWeight,
  type DecayCurve,
  type DecomposeOptions,
  type DecomposePeriod,
  type Decomposition,
  type Draws,
  type DrugUse,
  decompose,
  diagnostics,
  drugLoad,
  type Fan,
  type FanBase,
  type FanOptions,
  type Forecast,
  type ForecastModel,
  type ForecastModelName,
  type ForecastOptions,
  type FundingRates,
  type FundingRatesInput,
  findBreak,
  fitDecay,
  forecast,
  fundingRates,
  type GivenTriangle,
  type GlmReserve,
  glmReserve,
  type HoltWintersFit,
  type HoltWintersWeights,
  holtWinters,
  type IbnrOptions,
  type IbnrResult,
  ibnr,
  ibnrWithLargeClaims,
  isotonic,
  type LagRatio,
  type LargeClaimLines,
  type LargeClaims,
  type LargeClaimsResult,
  type Leverage,
  type LeverageOptions,
  type LongRunInput,
  type LongRunPath,
  largeClaimLines,
  leverage,
  longRun,
  type MackBootstrapOptions,
  type MackFigures,
  type MackOptions,
  type MackResult,
  type MarginLine,
  type MarginRule,
  type MeasureOptions,
  type MemberLine,
  type MethodScorecard,
  type MunichOptions,
  type MunichResult,
  mack,
  mackBootstrap,
  mackFigures,
  margin,
  measureTrend,
  midpoint,
  munich,
  type NamedLoad,
  type NetOfStopLoss,
  type NormalizedSeries,
  netOfStopLoss,
  normalize,
  type OdpResult,
  type OneYearResult,
  odp,
  oneYear,
  type ProbabilisticTrendReserve,
  type ProbabilisticTrends,
  type Projection,
  type ProjectionPeriod,
  type ProjectOptions,
  priceIndex,
  project,
  type RatioAverage,
  type RestatedCell,
  type RetrospectiveOptions,
  type RunOffError,
  retrospective,
  runOffError,
  type SafeHarborLine,
  type SeriesFactor,
  type SeriesPoint,
  type SigmaRule,
  type SplicedSizes,
  type StlParts,
  safeHarbor,
  scenarioFan,
  splitByDay,
  stl,
  subtractTriangle,
  type Tail,
  type TailResult,
  type Therapy,
  type TrendEstimate,
  TriangleBuilder,
  type TriangleDiagnostics,
  type TriangleLine,
  type TriangleRow,
  type TriangleSpec,
  type TriangleTextLine,
  tailFactor,
  therapyLoad,
  trendFactor,
  triangleFrom,
  triangleFromWide,
  trianglesBy,
  type WeekdayWeights,
  workingDayFactor,
  workingDays,
} from '../../../src/trend/index.js';
import { type Operation, operation } from '../operation.js';
import { readGiven } from '../read-given.js';

/** A triangle as a table: known cells and what they are known as of. */
interface TriangleView {
  /** The last paid month that is complete. */
  readonly asOf: string;
  /** Unit: cell units (US cents, counts, or hundredths of the published unit). */
  readonly latest: readonly number[];
  /** Unit: cell units. */
  readonly total: number;
  readonly rows: readonly TriangleRow[];
}
interface TriangleGiven {
  readonly triangle: GivenTriangle;
}
interface WideGiven {
  /** Lines of amounts separated by commas, without header. */
  readonly text: string;
  readonly origin: string;
  readonly grain: 'month' | 'quarter' | 'year';
  readonly unit: 'cents' | 'count' | 'asGiven';
  readonly values: 'cumulative' | 'incremental';
}
interface BuildGiven {
  readonly spec: TriangleSpec;
  readonly lines: readonly (TriangleLine | TriangleTextLine)[];
  readonly build: BuildOptions;
  /** A second builder of the same specification that is merged in. */
  readonly merged?: readonly (TriangleLine | TriangleTextLine)[];
}
interface BuildView extends TriangleView {
  readonly quality: BuildQuality;
}
interface PatternGiven extends TriangleGiven {
  readonly options?: CompletionOptions;
}
interface IbnrGiven extends TriangleGiven {
  /** How the completion factors are made. */
  readonly completion?: CompletionOptions;
  readonly options?: IbnrOptions;
}
interface StepGiven extends IbnrGiven {
  readonly period: readonly [string, string];
}
/** Draws summed up. */
interface DrawsView {
  readonly sims: number;
  readonly mean: Draws['mean'];
  readonly standardDeviation: Draws['standardDeviation'];
  readonly quantiles: Draws['quantiles'];
  readonly truncated: number;
  /** The first ten totals. */
  readonly firstTotals: readonly number[];
  readonly warnings: Draws['warnings'];
}
interface WorkingDaysGiven {
  /** First and last month, both included. */
  readonly months: readonly [string, string];
  readonly weights: WeekdayWeights;
  /** Dates that count as holidays. */
  readonly holidays: readonly string[];
}
interface GroupedLine extends TriangleLine {
  readonly group: string;
}
interface FanView extends Omit<Fan, 'draws'> {
  /** The first ten totals. Unit: US dollars. */
  readonly firstDraws: readonly number[];
}
interface BacktestGiven {
  readonly series: readonly SeriesPoint[];
  readonly models: readonly (ForecastModel | ForecastModelName)[];
  readonly origins?: number;
  readonly horizon?: number;
  readonly confidence?: number;
}
interface MackGiven extends TriangleGiven, MackOptions {}

const view = (triangle: ReturnType<typeof triangleFrom>): TriangleView => ({
  asOf: triangle.asOf,
  latest: triangle.latest(),
  total: triangle.total(),
  rows: triangle.toRows(),
});
const drawsView = ({ sims, mean, standardDeviation, quantiles, truncated, total, warnings }: Draws): DrawsView => ({
  sims,
  mean,
  standardDeviation,
  quantiles,
  truncated,
  firstTotals: Array.from(total.slice(0, 10)),
  warnings,
});
const reserve = (given: IbnrGiven): IbnrResult => {
  const triangle = triangleFrom(given.triangle);
  return ibnr(triangle, completion(triangle, given.completion ?? {}), given.options ?? {});
};

/** Operations that read their case themselves, because null or text means something else in it. */
const OWN_READING: ReadonlySet<string> = new Set(
  [
    'averageRatio',
    'backtest',
    'credibilityWeight',
    'decompose',
    'drugLoad',
    'findBreak',
    'forecast',
    'fundingRates',
    'holtWinters',
    'leverage',
    'longRun',
    'measureTrend',
    'midpoint',
    'normalize',
    'priceIndex',
    'project',
    'scenarioFan',
    'stl',
    'therapyLoad',
    'trendFactor',
    'workingDayFactor',
    'workingDays',
  ].map((name) => `trend.${name}`),
);

/** What stays text in the triangles, lines and reserves of all other operations. */
const RESERVE_TEXT = [
  'amount',
  'asOf',
  'cumulative',
  'expected',
  'exposure',
  'group',
  'incremental',
  'incurred',
  'paid',
  'person',
  'poolingCharge',
  'qualifiedDirectCosts',
  'source',
  'text',
];

/** What stays text in the series, projections and rates below; `null` of a month is a missing month, `null` of the cap is none. */
const TEXT = [
  'month',
  'firstMonth',
  'months',
  'from',
  'to',
  'mask',
  'name',
  'source',
  'tier',
  'category',
  'method',
  'value',
  'base',
  'amount',
  'premium',
];
const numbers = <T>(given: T, text: readonly string[] = []): T =>
  readGiven(given, { text: [...TEXT, 'expectedRecoveries', ...text], nullable: ['value', 'cap'] });
/** Only leaves absent values out. */
const present = <T>(given: T): T => readGiven(given, { text: keysOf(given), nullable: ['value'] });
const keysOf = (value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, each]) => [...(Array.isArray(value) ? [] : [key]), ...keysOf(each)]);

/** The operations of the trend area. */
export const operations: readonly Operation[] = [
  operation<TriangleGiven, TriangleView>(
    'trend.triangleFrom',
    'Reads a finished triangle; amounts are decimal text, null is unknown, cells come back as integers.',
    (given) => view(triangleFrom(given.triangle)),
  ),
  operation<WideGiven, TriangleView>('trend.triangleFromWide', 'Reads a pasted wide triangle.', ({ text, ...o }) => view(triangleFromWide(text, o))),
  operation<BuildGiven, BuildView>(
    'trend.TriangleBuilder',
    'Builds a triangle from transactions (cents are whole numbers, an empty date is missing) and tells where every line went.',
    (given) => {
      const builder = new TriangleBuilder(given.spec);
      builder.add(given.lines);
      if (given.merged !== undefined) {
        const other = new TriangleBuilder(given.spec);
        other.add(given.merged);
        builder.merge(other);
      }
      return { ...view(builder.build(given.build)), quality: builder.quality() };
    },
  ),
  operation<{ readonly triangle: GivenTriangle; readonly asOf: string }, TriangleView>(
    'trend.at',
    'The triangle as it was known at an earlier day or month.',
    (given) => view(triangleFrom(given.triangle).at(given.asOf)),
  ),
  operation<{ readonly triangle: GivenTriangle; readonly grain: 'quarter' | 'year' }, TriangleView>(
    'trend.coarser',
    'The same amounts by quarters or years.',
    (given) => view(given.grain === 'quarter' ? triangleFrom(given.triangle).toQuarterly() : triangleFrom(given.triangle).toAnnual()),
  ),
  operation<{ readonly older: GivenTriangle; readonly newer: GivenTriangle }, readonly RestatedCell[]>(
    'trend.compareTriangles',
    'Cells that two extracts know differently.',
    (given) => compareTriangles(triangleFrom(given.older), triangleFrom(given.newer)),
  ),
  operation<{ readonly average: RatioAverage; readonly ratios: readonly LagRatio[] }, number | null>(
    'trend.averageRatio',
    'One age-to-age factor from development ratios.',
    (given) => {
      const { average, ratios } = readGiven(given, { nullable: ['ratio'] });
      return averageRatio(average, ratios);
    },
  ),
  operation<PatternGiven, Completion>('trend.completion', 'Age-to-age factors, factors to ultimate and completion factors of a triangle.', (given) =>
    completion(triangleFrom(given.triangle), given.options ?? {}),
  ),
  operation<{ readonly tail: Tail; readonly factors: readonly (number | null)[] }, TailResult>(
    'trend.tailFactor',
    'The factor from the last lag to the end.',
    (given) => tailFactor(given.tail, given.factors),
  ),
  operation<
    {
      readonly curve: DecayCurve;
      readonly factors: readonly (number | null)[];
      readonly fit?: readonly [number, number];
      readonly ages: readonly number[];
    },
    readonly (number | null)[]
  >('trend.fitDecay', 'Fitted factors at some ages (counted 1, 2, ...); null for each when nothing can be fitted.', (given) => {
    const fit = fitDecay(given);
    return given.ages.map((age) => fit?.factorAt(age) ?? null);
  }),
  operation<{ readonly values: readonly (number | null)[]; readonly weights: readonly number[] }, readonly (number | null)[]>(
    'trend.isotonic',
    'The closest non-decreasing sequence.',
    (given) => isotonic(given.values, given.weights),
  ),
  operation<MackGiven, MackResult>('trend.mack', "Chain-ladder ultimates with Mack's errors; `sigma` is required.", ({ triangle, ...o }) =>
    mack(triangleFrom(triangle), o),
  ),
  operation<TriangleGiven, ChainLadderFigures>('trend.chainLadder', 'A chain ladder by volume averages as plain numbers in cell units.', (given) =>
    chainLadder(triangleFrom(given.triangle).grid),
  ),
  operation<MackGiven, MackFigures>('trend.mackFigures', "Mack's figures as plain numbers in cell units.", ({ triangle, ...o }) =>
    mackFigures(triangleFrom(triangle).grid, { ...o, alpha: o.alpha ?? 1 }),
  ),
  operation<IbnrGiven, IbnrResult>('trend.ibnr', 'What is incurred and not paid yet, by period and in total.', reserve),
  operation<StepGiven, { readonly factor: Decimal; readonly low: Decimal; readonly high: Decimal }>(
    'trend.completionStep',
    'The multiplier that completes what was paid in some months (first and last, YYYY-MM).',
    (given) => completionStep(reserve(given), given.period),
  ),
  operation<{ readonly errors: readonly number[]; readonly confidence: number }, number | null>(
    'trend.conformalHalfWidth',
    'Half the width of an interval that holds past errors.',
    (given) => {
      const { errors, confidence } = numbers(given);
      return conformalHalfWidth(errors, confidence);
    },
  ),
  operation<{ readonly credibility: Credibility }, number>('trend.credibilityWeight', 'How much the own experience counts: Z, 0 to 1.', (given) =>
    credibilityWeight(numbers(given).credibility),
  ),
  operation<{ readonly name: string; readonly therapies: readonly Therapy[]; readonly source: string; readonly date: string }, NamedLoad>(
    'trend.therapyLoad',
    'What rare and dear therapies cost each member a month.',
    (given) => therapyLoad(numbers(given, ['price', 'date'])),
  ),
  operation<DrugUse & { readonly name: string; readonly source: string; readonly date: string }, NamedLoad>(
    'trend.drugLoad',
    'What a drug that some take for part of the year costs each member a month.',
    (given) => drugLoad(numbers(given, ['netCost', 'date'])),
  ),
  operation<WorkingDaysGiven, Readonly<Record<string, number>>>(
    'trend.workingDays',
    'Working days by month, each weekday and holiday by its weight.',
    (given) => {
      const { months, ...o } = numbers(given, ['holidays']);
      return workingDays(months, o);
    },
  ),
  operation<{ readonly days: Readonly<Record<string, number>>; readonly source: string }, SeriesFactor>(
    'trend.workingDayFactor',
    'Days of each month over their mean, as a factor for normalize.',
    (given) => {
      const { days, source } = numbers(given);
      return workingDayFactor(days, source);
    },
  ),
  operation<ProjectionPeriod, number>(
    'trend.midpoint',
    'Exposure-weighted midpoint of a period, as year x 12 + month - 1 with a fraction.',
    (given) => midpoint(numbers(given)),
  ),
  operation<{ readonly annual: AnnualRate; readonly from: number; readonly to: number }, number>(
    'trend.trendFactor',
    'What a yearly rate does between two points in time (year x 12 + month - 1 with a fraction).',
    (given) => {
      const { annual, ...o } = readGiven(given);
      return trendFactor(annual, o);
    },
  ),
  operation<ProjectOptions & { readonly base: string }, Projection>(
    'trend.project',
    'Projects a cost from one period to another; money is decimal text.',
    (given) => {
      const { base, frequency, ...o } = numbers(given, ['own', 'manual']);
      return project(base, { ...o, ...(frequency === undefined ? {} : { frequency: numbers(frequency) }) });
    },
  ),
  operation<TriangleGiven, OdpResult>('trend.odp', 'The over-dispersed Poisson model with its formula errors.', (given) =>
    odp(triangleFrom(given.triangle)),
  ),
  operation<TriangleGiven & BootstrapOdpOptions, DrawsView>(
    'trend.bootstrapOdp',
    'Bootstrap of the over-dispersed Poisson model; draws are summed up.',
    ({ triangle, ...o }) => drawsView(bootstrapOdp(triangleFrom(triangle), o)),
  ),
  operation<TriangleGiven & MackBootstrapOptions, DrawsView>(
    'trend.mackBootstrap',
    "Bootstrap of Mack's model; draws are summed up.",
    ({ triangle, ...o }) => drawsView(mackBootstrap(triangleFrom(triangle), o)),
  ),
  operation<TriangleGiven & { readonly sigma: SigmaRule }, OneYearResult>(
    'trend.oneYear',
    'The one-year view of Merz and Wuethrich for a square triangle.',
    ({ triangle, ...o }) => oneYear(triangleFrom(triangle), o),
  ),
  operation<TriangleGiven, TriangleDiagnostics>('trend.diagnostics', 'Whether a triangle behaves as chain ladder assumes.', (given) =>
    diagnostics(triangleFrom(given.triangle)),
  ),
  operation<TriangleGiven & RetrospectiveOptions, MethodScorecard>(
    'trend.retrospective',
    'How reserve methods did at past valuations of the same triangle.',
    ({ triangle, ...o }) => retrospective(triangleFrom(triangle), o),
  ),
  operation<IbnrGiven & { readonly margin: MarginRule }, MarginLine>('trend.margin', 'A margin on a reserve, as a line of its own.', (given) =>
    margin(reserve(given), given.margin),
  ),
  operation<{ readonly qualifiedDirectCosts: string; readonly percent?: number }, SafeHarborLine>(
    'trend.safeHarbor',
    'The safe-harbour limit; the default of 0.35 is unverified.',
    safeHarbor,
  ),
  operation<
    IbnrGiven & { readonly treatment: LargeClaims['treatment']; readonly large: GivenTriangle; readonly poolingCharge?: string },
    LargeClaimsResult
  >('trend.ibnrWithLargeClaims', 'A reserve with the payments of large claimants (a triangle of the same form) apart.', (given) =>
    ibnrWithLargeClaims(triangleFrom(given.triangle), {
      largeClaims: {
        treatment: given.treatment,
        large: triangleFrom(given.large),
        ...(given.poolingCharge === undefined ? {} : { poolingCharge: given.poolingCharge }),
      },
      completion: given.completion ?? {},
      ibnr: given.options ?? {},
    }),
  ),
  operation<{ readonly all: GivenTriangle; readonly part: GivenTriangle }, TriangleView>(
    'trend.subtractTriangle',
    'One triangle less another, cell by cell.',
    (given) => view(subtractTriangle(triangleFrom(given.all), triangleFrom(given.part))),
  ),
  operation<
    { readonly lines: readonly MemberLine[]; readonly thresholdCents: number; readonly baseYear: number; readonly trend?: number },
    LargeClaimLines
  >('trend.largeClaimLines', 'Transactions of member-years beyond a threshold (cents are whole numbers).', ({ lines, ...o }) =>
    largeClaimLines(lines, o),
  ),
  operation<{ readonly gross: IbnrGiven; readonly recoverable: IbnrGiven }, NetOfStopLoss>(
    'trend.netOfStopLoss',
    'A reserve before and after specific stop-loss.',
    (given) => netOfStopLoss(reserve(given.gross), reserve(given.recoverable)),
  ),
  operation<{ readonly series: readonly SeriesPoint[]; readonly factors: readonly SeriesFactor[] }, NormalizedSeries>(
    'trend.normalize',
    'Takes named multiplicative differences out of a series.',
    (given) => normalize(present(given).series, present(given).factors),
  ),
  operation<MeasureOptions & { readonly series: readonly SeriesPoint[] }, TrendEstimate>(
    'trend.measureTrend',
    'The yearly trend of a completed cost series.',
    (given) => {
      const { series, ...o } = numbers(given);
      return measureTrend(series, o);
    },
  ),
  operation<DecomposeOptions & { readonly before: DecomposePeriod; readonly after: DecomposePeriod }, Decomposition>(
    'trend.decompose',
    'Splits a change into its drivers, without remainder.',
    (given) => {
      const { before, after, ...o } = present(given);
      return decompose(before, after, o);
    },
  ),
  operation<
    { readonly before: readonly CostCell[]; readonly after: readonly CostCell[] },
    { readonly laspeyres: number; readonly paasche: number; readonly fisher: number }
  >('trend.priceIndex', 'How much dearer the same care became.', (given) => priceIndex(present(given).before, present(given).after)),
  operation<LeverageOptions & { readonly sizes: Severity | SplicedSizes }, Leverage>(
    'trend.leverage',
    'The trend above a fixed deductible.',
    (given) => {
      const { sizes, ...o } = numbers(given);
      return leverage(sizes, o);
    },
  ),
  operation<ForecastOptions & { readonly series: readonly SeriesPoint[] }, Forecast>(
    'trend.forecast',
    'Carries a monthly series on, with intervals from past errors.',
    (given) => {
      const { series, ...o } = numbers(given);
      return forecast(series, o);
    },
  ),
  operation<{ readonly values: readonly number[]; readonly horizon: number; readonly weights?: HoltWintersWeights }, HoltWintersFit | null>(
    'trend.holtWinters',
    'Multiplicative Holt-Winters with given or optimised weights.',
    (given) => {
      const { values, ...o } = numbers(given);
      return holtWinters(values, o);
    },
  ),
  operation<{ readonly values: readonly number[]; readonly window?: number | 'periodic'; readonly robust?: boolean }, StlParts | null>(
    'trend.stl',
    'Season, trend and remainder of a monthly series.',
    (given) => {
      const { values, ...o } = numbers(given);
      return stl(values, o);
    },
  ),
  operation<BacktestGiven, BacktestReport>(
    'trend.backtest',
    'How good forecasts of the own past would have been, months as known today.',
    (given) => {
      const { series, models, ...o } = numbers(given);
      return backtest(series, models, o);
    },
  ),
  operation<FanBase & FanOptions, FanView>('trend.scenarioFan', 'What a year may cost from all drivers at once; draws are summed up.', (given) => {
    const { firstMonth, expected, ...o } = numbers(given);
    const { draws, ...rest } = scenarioFan({ firstMonth, expected }, o);
    return { ...rest, firstDraws: Array.from(draws.slice(0, 10)) };
  }),
  operation<LongRunInput, LongRunPath>('trend.longRun', 'A path of yearly cost growth far into the future.', (given) => longRun(numbers(given))),
  operation<FundingRatesInput, FundingRates>(
    'trend.fundingRates',
    'Premium-equivalent and continuation rates by tier from a projected cost.',
    (given) => fundingRates(present(given)),
  ),
  operation<TriangleGiven & { readonly sigma: SigmaRule }, RunOffError>(
    'trend.runOffError',
    "Mack's error split by the future periods in which it shows.",
    ({ triangle, ...o }) => runOffError(triangleFrom(triangle), o),
  ),
  operation<TriangleGiven & ClarkOptions, ClarkResult>('trend.clark', 'A reserve from a growth curve; ages in months.', ({ triangle, ...o }) =>
    clark(triangleFrom(triangle), o),
  ),
  operation<{ readonly paid: GivenTriangle; readonly incurred: GivenTriangle } & MunichOptions, MunichResult>(
    'trend.munich',
    'Paid and incurred triangles developed together.',
    ({ paid, incurred, ...o }) => munich(triangleFrom(paid), triangleFrom(incurred), o),
  ),
  operation<TriangleGiven & ProbabilisticTrends, ProbabilisticTrendReserve>(
    'trend.barnettZehnwirth',
    'A reserve from trends of logarithms by incurred period, lag and paid period.',
    ({ triangle, ...o }) => barnettZehnwirth(triangleFrom(triangle), o),
  ),
  operation<TriangleGiven & { readonly power: number }, GlmReserve>(
    'trend.glmReserve',
    'A reserve by a generalised linear model with variance power 1 to 2.',
    ({ triangle, ...o }) => glmReserve(triangleFrom(triangle), o),
  ),
  operation<{ readonly series: readonly SeriesPoint[]; readonly mask?: readonly string[] }, BreakFlag>(
    'trend.findBreak',
    'Whether a series left its line.',
    (given) => {
      const { series, ...o } = numbers(given);
      return findBreak(series, o);
    },
  ),
  operation<PatternGiven, CompletedExposure>(
    'trend.completeExposure',
    'Member months with those that will still be enrolled backwards; a triangle of counts.',
    (given) => completeExposure(triangleFrom(given.triangle), given.options ?? {}),
  ),
  operation<TriangleGiven & { readonly factors: Readonly<Record<string, number>> }, TriangleView>(
    'trend.adjustPaidMonths',
    'Evens out the speed of single paid months (first month of the period: factor).',
    (given) => view(adjustPaidMonths(triangleFrom(given.triangle), given.factors)),
  ),
  operation<{ readonly from: string; readonly to: string; readonly paid: string; readonly cents: number }, readonly TriangleLine[]>(
    'trend.splitByDay',
    "A stay's payment split evenly over its days.",
    splitByDay,
  ),
  operation<
    { readonly spec: TriangleSpec; readonly build: BuildOptions; readonly lines: readonly GroupedLine[] },
    Readonly<Record<string, TriangleView>>
  >('trend.trianglesBy', 'One triangle for each group of lines.', (given) =>
    Object.fromEntries(
      Array.from(trianglesBy(given.lines, { spec: given.spec, build: given.build, key: ({ group }) => group }), ([group, triangle]) => [
        group,
        view(triangle),
      ]),
    ),
  ),
].map((each) => (OWN_READING.has(each.name) ? each : { ...each, run: (given) => each.run(readGiven(given, { text: RESERVE_TEXT })) }));
