/**
 * What does each party owe, and why? A contract as data: checked before it is signed, settled in exact arithmetic, explained
 * node by node, divided over the employers to the cent.
 *
 * @packageDocumentation
 */
export { type AllocateInput, allocate, type Share } from '../money/allocate.js';
export type { SpreadState } from '../stats/spread-sketch.js';
export { type AmendedContract, type Amendment, contractAt } from './amend.js';
export {
  type BaseYear,
  blendBaseYears,
  type PerCapitaInput,
  perCapita,
  type RiskAdjustInput,
  riskAdjust,
  type TargetInput,
  type TrendInput,
  target,
  trend,
} from './builders/benchmark.js';
export { type BundleInput, bundle, type CapitationInput, capitation, referencePrice, type WarrantyInput, warranty } from './builders/bundle.js';
export { type CorridorInput, cap, corridor, floor, type LimitInput, share } from './builders/corridor.js';
export { type GateInput, gateTerms } from './builders/gate.js';
export {
  type GuaranteeInput,
  guarantee,
  type PeriodCapsInput,
  periodCaps,
  type RoiGuaranteeInput,
  roiGuarantee,
  type ScorecardPenaltyInput,
  scorecardPenalty,
  type TrendGuaranteeInput,
  trendGuarantee,
} from './builders/guarantee.js';
export { type AchievementInput, achievementPoints, passCount, pointsByTable } from './builders/points.js';
export { prefixed } from './builders/prefixed.js';
export { type RxChannel, type RxGuaranteeInput, type RxScripts, rxGuarantee } from './builders/rx-guarantee.js';
export { type LossSide, metricNode, parameterNode, type SharedSavingsInput, sequester, sharedSavings } from './builders/shared-savings.js';
export {
  type LevelFundingInput,
  levelFunding,
  type SpecificStopLossInput,
  type StopLossInput,
  specificStopLoss,
  stopLoss,
} from './builders/stop-loss.js';
export { interim, type OutcomeRebateInput, outcomeRebate, type VolumeInput, type VolumeTier, volume } from './builders/volume.js';
export { type ExchangeInput, exchange, type ScoredMeasure, type WithholdInput, withhold } from './builders/withhold.js';
export { type Tolerance } from './conformance/agrees.js';
export {
  type ConformanceCase,
  type ConformanceFault,
  type ConformanceReport,
  type ConformanceResult,
  type Implementation,
  runConformance,
} from './conformance/run-conformance.js';
export { type Consistency, type ConsistencyInput, consistentWithPublished, type PrintedFigure } from './consistent-with-published.js';
export type {
  AllocationPolicy,
  Contract,
  ContractCalendar,
  CredibilityAllocation,
  Dimension,
  MetricSpec,
  MissingPolicy,
  OwnAllocation,
  ParameterRow,
  ParameterSpec,
  Party,
  PartyId,
  PooledAllocation,
  Population,
  SettlementLine,
  ShapleyAllocation,
  Term,
  Verification,
} from './contract.js';
export { canonicalContract, canonicalPart, contractHash, factsHash } from './contract-hash.js';
export { type Incentives, incentives, paymentOn } from './curve/incentives.js';
export { type CurveCliff, type CurveInput, type CurvePiece, type PiecewiseLinear, paymentCurve } from './curve/payment-curve.js';
export { type Solution, type SolveForInput, solveFor } from './curve/solve-for.js';
export { type ContractInput, defineContract, type Terms, type TermTools } from './define-contract.js';
export { type DeltaPart, type DeltaReport, type DiffInput, diffSettlements, type SettledCase } from './diff-settlements.js';
export { type Distinguishable, type DistinguishableInput, isDistinguishable, type MemberCost, sigmaFrom } from './distinguishable.js';
export { exampleContract, exampleFacts, exampleSettlement } from './example-contract.js';
export { type ExplainInput, explain, type NodeExplanation } from './explain.js';
export type {
  AllocateExpr,
  Band,
  BandInterpolateExpr,
  ClampExpr,
  CompareExpr,
  Domain,
  Expr,
  IfExpr,
  InterpolationBand,
  LinearThroughExpr,
  LinePoint,
  LiteralExpr,
  ManyExpr,
  MarginalExpr,
  MetricExpr,
  OneExpr,
  PairExpr,
  ParameterExpr,
  RefExpr,
  RoundExpr,
  Rounding,
  StepExpr,
  SumOverExpr,
  Tier,
  WeightedAverageExpr,
  WeightedAverageOverExpr,
  WeightedItem,
} from './expression.js';
export { type EstimateLike, type Fact, type FactFromOptions, type FactId, factFrom, factId } from './fact.js';
export type { FactOverride } from './fact-index.js';
export {
  type FhirConcept,
  type FhirExtension,
  type FhirMeasure,
  type FhirMeasureReport,
  type FhirRelatedArtifact,
  type FhirReportGroup,
  type FhirVbprInput,
  toFhirVbpr,
  type VbprComponent,
  type VbprMetric,
} from './fhir-vbpr.js';
export { CONTRACTUAL_STATUSES, INCENTIVES, PAYMENT_CATEGORIES, PAYMENT_STREAMS, PERFORMANCE_METRICS } from './fhir-vbpr-codes.js';
export { formulaText, type NameOf } from './formula-text.js';
export { closeSettlement, disputeSettlement, type SettlementEvent } from './life-cycle.js';
export { type ContractAnalysis, lintContract } from './lint-contract.js';
export { type AttributableCare, type Attribution, attributePlurality } from './measures/attribute-plurality.js';
export { type AwayStay, daysAtHome, type HomeDays, type HomeWindow, homeDays } from './measures/days-at-home.js';
export {
  type EventsWithinInput,
  type EventWindow,
  eventsWithin,
  type FollowingEvent,
  type IndexEvent,
  type WindowCase,
} from './measures/events-within.js';
export { type Exclusions, type MeasureOptions, measureFact, type OutcomeMeasure } from './measures/outcome-measure.js';
export { type PersonTime, type PersonTimeOptions, personTimeMeasure } from './measures/person-time-measure.js';
export { type MeasureCase, type ProportionOptions, proportionMeasure } from './measures/proportion-measure.js';
export { type StandardisedRatioOptions, type StratumCase, standardisedRatio } from './measures/standardised-ratio.js';
export { type ChangePair, changeMeasure, type ThresholdMeasure, type ThresholdRule, thresholdMeasure } from './measures/threshold-measure.js';
export { type DatedInput, dated, type MetricBuilder, type MetricOptions, metric } from './metric.js';
export { type MsrInput, msr, msrFor, type StatisticalRate, type TableRate } from './msr.js';
export { type PolicyWindow, placeInWindow, policyWindow, type WindowPlace } from './policy-window.js';
export { type PreparedContract, prepareContract } from './prepare-contract.js';
export { cjr } from './presets/cjr.js';
export { acaCorridor, type ReachOptions, reach } from './presets/corridors.js';
export { hvbp } from './presets/hvbp.js';
export { type MlrOptions, mlrCredibility } from './presets/mlr.js';
export { type MsspOptions, mssp } from './presets/mssp.js';
export { type ReplayReport, replayTrace } from './replay-trace.js';
export { DOCUMENT_LIMITS, type ParsedContract, parseContract } from './schema/parse-contract.js';
export { type ParsedSettlement, parseSettlement } from './schema/parse-settlement.js';
export {
  compareScorecards,
  exampleVendor,
  type GuaranteeValue,
  guaranteeValue,
  type Scorecard,
  type ScorecardComparison,
  type ScorecardMeasure,
  scorecard,
  type VendorGuarantee,
  type VendorResults,
  type VendorTerms,
  vendorContract,
} from './scorecard.js';
export { type SettleInput, type SettleResult, settle } from './settle.js';
export { type LineRange, type SettleRangeResult, settleRange } from './settle-range.js';
export type { SettledLine, SettledMember, Settlement, SettlementStatus } from './settlement.js';
export { settlementJson } from './settlement-hash.js';
export { settlementOf } from './settlement-of.js';
export { type ShapleyGame, type ShapleyResult, shapley } from './shapley-value.js';
export type { ItemCount, ItemsModel } from './simulate/draw-items.js';
export type { MetricModel } from './simulate/draw-metric.js';
export type { MomentsState, Stretch } from './simulate/run-moments.js';
export {
  dropOne,
  type Scenario,
  type ScenarioResult,
  type SensitivityInput,
  type Swing,
  scenario,
  sensitivity,
  type TermValue,
  type WhatIfInput,
} from './simulate/scenario.js';
export {
  type Distribution,
  joinSimulations,
  type SimulateInput,
  type SimulationPart,
  simulate,
  simulatePart,
} from './simulate/simulate.js';
export { type StatementRow, settlementStatement } from './statement.js';
export { type Operand, type ShortTier, type TermBuilder, type TierOptions, term, toExpr } from './term-builder.js';
export type { NodeConfig, Trace, TraceFact, TraceNode, TraceOperand, TraceTable } from './trace.js';
export type { Unit } from './unit.js';
export { type VerifyInput, type VerifyReport, verifySettlement } from './verify-settlement.js';
