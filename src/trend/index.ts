/**
 * What is incurred and not paid yet, what is the real trend, and what will next year cost? Lag triangles, completion, reserves
 * with their errors, measured trend, projection.
 *
 * @packageDocumentation
 */
export { adjustPaidMonths } from './adjust-paid-months.js';
export type { AutoChoice, MethodScore } from './auto.js';
export { type Average, averageRatio, type RatioAverage } from './averages.js';
export { type BacktestOptions, type BacktestReport, type BacktestScore, backtest } from './backtest.js';
export { barnettZehnwirth, type ProbabilisticTrendReserve, type ProbabilisticTrends } from './barnett-zehnwirth.js';
export { type BootstrapOdpOptions, bootstrapOdp } from './bootstrap-odp.js';
export type { BuildQuality, Refused, RefusedReason } from './build-quality.js';
export type { BuildOptions, ExposureMonth } from './build-triangle.js';
export { type ChainLadderFigures, chainLadder } from './chain-ladder.js';
export { type ClarkAmounts, type ClarkOptions, type ClarkResult, clark } from './clark.js';
export { compareTriangles, type RestatedCell } from './compare-triangles.js';
export { type CompletedExposure, completeExposure } from './complete-exposure.js';
export { type Completion, type CompletionOptions, completion, type LagFactor, type SelectedFactors } from './completion.js';
export { completionStep } from './completion-step.js';
export { conformalHalfWidth } from './conformal.js';
export { type Credibility, credibilityWeight } from './credibility.js';
export { type CategoryChange, type DecomposeOptions, type Decomposition, decompose, type Effect, priceIndex } from './decompose.js';
export type { CostCell, DecomposePeriod, FactorCell } from './decompose-cells.js';
export { type DiagnosticTest, diagnostics, type ResidualMean, type TriangleDiagnostics } from './diagnostics.js';
export type { TrendDisclosure } from './disclosure.js';
export type { Draws } from './draws.js';
export { type BreakFlag, findBreak } from './find-break.js';
export { type Forecast, type ForecastOptions, type ForecastPoint, forecast } from './forecast.js';
export { type HoltWintersFit, type HoltWintersWeights, holtWinters } from './forecasting/holt-winters.js';
export type { ForecastModel, ForecastModelName } from './forecasting/models.js';
export { type StlParts, stl } from './forecasting/stl.js';
export {
  type ContributionScenario,
  type FundingRates,
  type FundingRatesInput,
  type FundingTier,
  fundingRates,
  type ScenarioResult,
  type TierRate,
} from './funding-rates.js';
export { type GlmReserve, glmReserve } from './glm-reserve.js';
export type { GrowthCurve } from './growth-curve.js';
export { type IbnrMethodChoice, type IbnrOptions, type IbnrResult, type IbnrRow, type IbnrTotal, ibnr } from './ibnr.js';
export type { IbnrMethod, IbnrMethodName } from './ibnr-method.js';
export type { Exclusions, LagRatio } from './lag-ratios.js';
export { type LargeClaimLines, largeClaimLines, type MemberLine } from './large-claim-lines.js';
export { ibnrWithLargeClaims, type LargeClaims, type LargeClaimsResult, subtractTriangle } from './large-claims.js';
export { type Leverage, type LeverageOptions, leverage } from './leverage.js';
export { type DrugUse, drugLoad, type NamedLoad, type Therapy, therapyLoad } from './loads.js';
export { type LongRunInput, type LongRunPath, type LongRunYear, longRun } from './long-run.js';
export { type MackAmounts, type MackFactor, type MackOptions, type MackResult, type MackRow, mack } from './mack.js';
export { type MackBootstrapOptions, mackBootstrap } from './mack-bootstrap.js';
export { type MackFigures, type MackFiguresInput, type MackTail, mackFigures, type SigmaRule } from './mack-figures.js';
export { type MarginLine, type MarginRule, margin, type SafeHarborLine, safeHarbor } from './margin.js';
export { type Intervention, type MeasureOptions, measureTrend, type TrendEstimate, type TrendStandardErrors } from './measure-trend.js';
export { midpoint, type ProjectionPeriod } from './midpoint.js';
export { isotonic } from './monotone.js';
export { type MunichOptions, type MunichResult, type MunichRow, munich } from './munich.js';
export { type NormalizedPoint, type NormalizedSeries, normalize, type SeriesFactor } from './normalize.js';
export { type OdpAmounts, type OdpResult, odp } from './odp.js';
export { type OneYearResult, oneYear } from './one-year.js';
export type { PastError, PastValuations } from './past-errors.js';
export type { Prior } from './prior.js';
export {
  type AnnualRate,
  type BlendedFrequency,
  type BlendedLargeClaims,
  type NamedFactor,
  type Projection,
  type ProjectOptions,
  project,
  type TrendComponent,
  trendFactor,
  type WalkStep,
} from './project.js';
export type { TriangleLine, TriangleTextLine } from './read-lines.js';
export { type MethodScorecard, type MethodScorecardRow, type RetrospectiveOptions, retrospective } from './retrospective.js';
export { type RunOffError, runOffError } from './run-off-error.js';
export { type Fan, type FanBase, type FanDrivers, type FanOptions, type FanQuantiles, scenarioFan } from './scenario-fan.js';
export type { SeriesPoint } from './series.js';
export type { SplicedSizes } from './spliced-sizes.js';
export { splitByDay } from './split-by-day.js';
export { type NetOfStopLoss, netOfStopLoss, type StopLossLine } from './stop-loss.js';
export { type DecayCurve, type DecayFit, fitDecay, type Tail, type TailResult, tailFactor } from './tails.js';
export type { Triangle, TriangleRow, TriangleSlice } from './triangle.js';
export { TriangleBuilder, type TriangleInput, triangleKind } from './triangle-builder.js';
export { type GivenTriangle, type TriangleText, triangleFrom, triangleFromWide } from './triangle-from.js';
export type { TriangleGrid } from './triangle-grid.js';
export type { TriangleSketch } from './triangle-sketch.js';
export { type Grain, monthsOfGrain, type TriangleSpec, type TriangleUnit } from './triangle-spec.js';
export { trianglesBy } from './triangles-by.js';
export { type WeekdayWeights, weekdayWeightsExample, workingDayFactor, workingDays } from './working-days.js';
