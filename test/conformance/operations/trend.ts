import type { Decimal } from '../../../src/money/decimal.js';
import {
  type AnnualRate,
  averageRatio,
  type BuildOptions,
  type BuildQuality,
  type Completion,
  type CompletionOptions,
  compareTriangles,
  completion,
  completionStep,
  conformalHalfWidth,
  type DecayCurve,
  fitDecay,
  type GivenTriangle,
  type IbnrOptions,
  type IbnrResult,
  ibnr,
  isotonic,
  type LagRatio,
  type MackFigures,
  type MackOptions,
  type MackResult,
  mack,
  mackFigures,
  midpoint,
  type Projection,
  type ProjectionPeriod,
  type ProjectOptions,
  project,
  type RatioAverage,
  type RestatedCell,
  type Tail,
  type TailResult,
  tailFactor,
  TriangleBuilder,
  type TriangleLine,
  type TriangleRow,
  type TriangleSpec,
  trendFactor,
  triangleFrom,
  triangleFromWide,
} from '../../../src/trend/index.js';
import { type Operation, operation } from '../operation.js';

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
  readonly lines: readonly TriangleLine[];
  readonly build: BuildOptions;
  /** A second builder of the same specification that is merged in. */
  readonly merged?: readonly TriangleLine[];
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
interface MackGiven extends TriangleGiven, MackOptions {}

const view = (triangle: ReturnType<typeof triangleFrom>): TriangleView => ({ asOf: triangle.asOf, latest: triangle.latest(), total: triangle.total(), rows: triangle.toRows() });
const reserve = (given: IbnrGiven): IbnrResult => {
  const triangle = triangleFrom(given.triangle);
  return ibnr(triangle, completion(triangle, given.completion ?? {}), given.options ?? {});
};

/** The operations of the trend area. */
export const operations: readonly Operation[] = [
  operation<TriangleGiven, TriangleView>('trend.triangleFrom', 'Reads a finished triangle; amounts are decimal text, null is unknown, cells come back as integers.', (given) => view(triangleFrom(given.triangle))),
  operation<WideGiven, TriangleView>('trend.triangleFromWide', 'Reads a pasted wide triangle.', ({ text, ...o }) => view(triangleFromWide(text, o))),
  operation<BuildGiven, BuildView>('trend.TriangleBuilder', 'Builds a triangle from transactions (cents are whole numbers, an empty date is missing) and tells where every line went.', (given) => {
    const builder = new TriangleBuilder(given.spec);
    builder.add(given.lines);
    if (given.merged !== undefined) {
      const other = new TriangleBuilder(given.spec);
      other.add(given.merged);
      builder.merge(other);
    }
    return { ...view(builder.build(given.build)), quality: builder.quality() };
  }),
  operation<{ readonly triangle: GivenTriangle; readonly asOf: string }, TriangleView>('trend.at', 'The triangle as it was known at an earlier day or month.', (given) => view(triangleFrom(given.triangle).at(given.asOf))),
  operation<{ readonly triangle: GivenTriangle; readonly grain: 'quarter' | 'year' }, TriangleView>('trend.coarser', 'The same amounts by quarters or years.', (given) => view(given.grain === 'quarter' ? triangleFrom(given.triangle).toQuarterly() : triangleFrom(given.triangle).toAnnual())),
  operation<{ readonly older: GivenTriangle; readonly newer: GivenTriangle }, readonly RestatedCell[]>('trend.compareTriangles', 'Cells that two extracts know differently.', (given) => compareTriangles(triangleFrom(given.older), triangleFrom(given.newer))),
  operation<{ readonly average: RatioAverage; readonly ratios: readonly LagRatio[] }, number | null>('trend.averageRatio', 'One age-to-age factor from development ratios.', (given) => averageRatio(given.average, given.ratios)),
  operation<PatternGiven, Completion>('trend.completion', 'Age-to-age factors, factors to ultimate and completion factors of a triangle.', (given) => completion(triangleFrom(given.triangle), given.options ?? {})),
  operation<{ readonly tail: Tail; readonly factors: readonly (number | null)[] }, TailResult>('trend.tailFactor', 'The factor from the last lag to the end.', (given) => tailFactor(given.tail, given.factors)),
  operation<{ readonly curve: DecayCurve; readonly factors: readonly (number | null)[]; readonly fit?: readonly [number, number]; readonly ages: readonly number[] }, readonly (number | null)[]>(
    'trend.fitDecay',
    'Fitted factors at some ages (counted 1, 2, ...); null for each when nothing can be fitted.',
    (given) => {
      const fit = fitDecay(given);
      return given.ages.map((age) => fit?.factorAt(age) ?? null);
    },
  ),
  operation<{ readonly values: readonly (number | null)[]; readonly weights: readonly number[] }, readonly (number | null)[]>('trend.isotonic', 'The closest non-decreasing sequence.', (given) => isotonic(given.values, given.weights)),
  operation<MackGiven, MackResult>('trend.mack', "Chain-ladder ultimates with Mack's errors; `sigma` is required.", ({ triangle, ...o }) => mack(triangleFrom(triangle), o)),
  operation<MackGiven, MackFigures>('trend.mackFigures', "Mack's figures as plain numbers in cell units.", ({ triangle, ...o }) => mackFigures(triangleFrom(triangle).grid, { ...o, alpha: o.alpha ?? 1 })),
  operation<IbnrGiven, IbnrResult>('trend.ibnr', 'What is incurred and not paid yet, by period and in total.', reserve),
  operation<StepGiven, { readonly factor: Decimal; readonly low: Decimal; readonly high: Decimal }>('trend.completionStep', 'The multiplier that completes what was paid in some months (first and last, YYYY-MM).', (given) => completionStep(reserve(given), given.period)),
  operation<{ readonly errors: readonly number[]; readonly confidence: number }, number | null>('trend.conformalHalfWidth', 'Half the width of an interval that holds past errors.', (given) => conformalHalfWidth(given.errors, given.confidence)),
  operation<ProjectionPeriod, number>('trend.midpoint', 'Exposure-weighted midpoint of a period, as year x 12 + month - 1 with a fraction.', midpoint),
  operation<{ readonly annual: AnnualRate; readonly from: number; readonly to: number }, number>('trend.trendFactor', 'What a yearly rate does between two points in time (year x 12 + month - 1 with a fraction).', ({ annual, ...o }) => trendFactor(annual, o)),
  operation<ProjectOptions & { readonly base: string }, Projection>('trend.project', 'Projects a cost from one period to another; money is decimal text.', ({ base, ...o }) => project(base, o)),
];
