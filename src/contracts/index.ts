/**
 * What does each party owe, and why? A contract as data: checked before it is signed, settled in exact arithmetic, explained
 * node by node, divided over the employers to the cent.
 *
 * @packageDocumentation
 */
export { type AllocateInput, allocate, type Share } from '../money/allocate.js';
export { type BaseYear, blendBaseYears, perCapita, type PerCapitaInput, riskAdjust, type RiskAdjustInput, target, type TargetInput, trend, type TrendInput } from './builders/benchmark.js';
export { bundle, type BundleInput, capitation, type CapitationInput, referencePrice, warranty, type WarrantyInput } from './builders/bundle.js';
export { cap, corridor, type CorridorInput, floor, type LimitInput, share } from './builders/corridor.js';
export {
  guarantee, type GuaranteeInput, periodCaps, type PeriodCapsInput, roiGuarantee, type RoiGuaranteeInput, scorecardPenalty, type ScorecardPenaltyInput, trendGuarantee,
  type TrendGuaranteeInput,
} from './builders/guarantee.js';
export { achievementPoints, type AchievementInput, passCount, pointsByTable } from './builders/points.js';
export { prefixed } from './builders/prefixed.js';
export { type RxChannel, rxGuarantee, type RxGuaranteeInput, type RxScripts } from './builders/rx-guarantee.js';
export { levelFunding, type LevelFundingInput, specificStopLoss, type SpecificStopLossInput, stopLoss, type StopLossInput } from './builders/stop-loss.js';
export { interim, outcomeRebate, type OutcomeRebateInput, volume, type VolumeInput, type VolumeTier } from './builders/volume.js';
export { exchange, type ExchangeInput, type ScoredMeasure, withhold, type WithholdInput } from './builders/withhold.js';
export { type Consistency, type ConsistencyInput, consistentWithPublished, type PrintedFigure } from './consistent-with-published.js';
export { type Incentives, incentives, paymentOn } from './curve/incentives.js';
export { type CurveCliff, type CurveInput, type CurvePiece, paymentCurve, type PiecewiseLinear } from './curve/payment-curve.js';
export { type Solution, solveFor, type SolveForInput } from './curve/solve-for.js';
export { type DeltaPart, type DeltaReport, type DiffInput, diffSettlements, type SettledCase } from './diff-settlements.js';
export { type Distinguishable, type DistinguishableInput, isDistinguishable, type MemberCost, sigmaFrom } from './distinguishable.js';
export { shapley, type ShapleyGame, type ShapleyResult } from './shapley-value.js';
export { dropOne, scenario, type Scenario, type ScenarioResult, sensitivity, type SensitivityInput, type Swing, type TermValue, type WhatIfInput } from './simulate/scenario.js';
export { type Distribution, type MetricModel, simulate, type SimulateInput } from './simulate/simulate.js';
export { type GateInput, gateTerms } from './builders/gate.js';
export { type LossSide, metricNode, parameterNode, sequester, sharedSavings, type SharedSavingsInput } from './builders/shared-savings.js';
export type {
  AllocationPolicy, Contract, ContractCalendar, CredibilityAllocation, Dimension, MetricSpec, MissingPolicy, OwnAllocation, ParameterRow, ParameterSpec, Party,
  PartyId, PooledAllocation, Population, SettlementLine, ShapleyAllocation, Term, Verification,
} from './contract.js';
export { canonicalContract, canonicalPart, contractHash, factsHash } from './contract-hash.js';
export { type ContractInput, defineContract, type Terms, type TermTools } from './define-contract.js';
export { exampleContract, exampleFacts, exampleSettlement } from './example-contract.js';
export { explain, type ExplainInput, type NodeExplanation } from './explain.js';
export type {
  AllocateExpr, Band, BandInterpolateExpr, ClampExpr, CompareExpr, Domain, Expr, IfExpr, InterpolationBand, LinearThroughExpr, LinePoint, LiteralExpr, ManyExpr, MarginalExpr, MetricExpr, OneExpr,
  PairExpr, ParameterExpr, RefExpr, RoundExpr, Rounding, StepExpr, SumOverExpr, Tier, WeightedAverageExpr, WeightedAverageOverExpr, WeightedItem,
} from './expression.js';
export { type EstimateLike, type Fact, factFrom, type FactFromOptions, type FactId, factId } from './fact.js';
export type { FactOverride } from './fact-index.js';
export { formulaText, type NameOf } from './formula-text.js';
export { type AmendedContract, type Amendment, contractAt } from './amend.js';
export { closeSettlement, disputeSettlement, type SettlementEvent } from './life-cycle.js';
export { type LineRange, settleRange, type SettleRangeResult } from './settle-range.js';
export { type ContractAnalysis, lintContract } from './lint-contract.js';
export { dated, type DatedInput, metric, type MetricBuilder, type MetricOptions } from './metric.js';
export { msr, msrFor, type MsrInput, type StatisticalRate, type TableRate } from './msr.js';
export { placeInWindow, policyWindow, type PolicyWindow, type WindowPlace } from './policy-window.js';
export { cjr } from './presets/cjr.js';
export { acaCorridor, reach, type ReachOptions } from './presets/corridors.js';
export { hvbp } from './presets/hvbp.js';
export { mlrCredibility, type MlrOptions } from './presets/mlr.js';
export { mssp, type MsspOptions } from './presets/mssp.js';
export { prepareContract, type PreparedContract } from './prepare-contract.js';
export { replayTrace, type ReplayReport } from './replay-trace.js';
export { DOCUMENT_LIMITS, parseContract, type ParsedContract } from './schema/parse-contract.js';
export { type ParsedSettlement, parseSettlement } from './schema/parse-settlement.js';
export {
  compareScorecards, exampleVendor, guaranteeValue, type GuaranteeValue, scorecard, type Scorecard, type ScorecardComparison, type ScorecardMeasure, vendorContract, type VendorGuarantee,
  type VendorResults, type VendorTerms,
} from './scorecard.js';
export { settle, type SettleInput, type SettleResult } from './settle.js';
export type { SettledLine, SettledMember, Settlement, SettlementStatus } from './settlement.js';
export { settlementJson } from './settlement-hash.js';
export { settlementOf } from './settlement-of.js';
export { settlementStatement, type StatementRow } from './statement.js';
export { type Operand, type ShortTier, term, type TermBuilder, type TierOptions, toExpr } from './term-builder.js';
export type { NodeConfig, Trace, TraceFact, TraceNode, TraceOperand, TraceTable } from './trace.js';
export type { Unit } from './unit.js';
export { verifySettlement, type VerifyInput, type VerifyReport } from './verify-settlement.js';
