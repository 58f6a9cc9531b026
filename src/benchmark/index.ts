/**
 * What does our care cost per employee per month, compared with whom, and is the difference real? Typed bases, cells that
 * reconcile to the cent, honest intervals, credibility, decomposition and savings claims.
 *
 * @packageDocumentation
 */
export type { CostBasis, Measure, Per } from '../money/cost-basis.js';
export {
  adjust,
  type AdjustmentInput,
  type AdjustOptions,
  type AmountStep,
  completionAdjustment,
  type FactorStep,
  trendAdjustment,
} from './adjust.js';
export { basisPresets } from '../reference/basis-presets.js';
export { basisInWords, basisTitle } from './basis-words.js';
export type { Cell, CellBasis, CellMeasure } from './cell.js';
export type { CellOptions, CellSpec, CoverageLookup } from './cell-spec.js';
export { benchmarkCells, CellsAggregate, cellsKind } from './cells-aggregate.js';
export type { CellExposure, CellLines, CellsInput } from './cells-input.js';
export type { CellsResult, InsideRow, Reconciliation, ReconciliationRow } from './cells-result.js';
export { type CellsTableInput, cellsTableInput, type TableInputOptions } from './cells-table-input.js';
export { type CombineInput, combineUncertainty } from './combine-uncertainty.js';
export { type BasisGap, type Comparability, comparability, type GapField } from './comparability.js';
export { type CompareInput, compareRates, type Comparison, FEWEST_LIFE_YEARS, type NextStep } from './compare-rates.js';
export { type AdjustmentKind, type AdjustmentStep, type CostInterval, type CostRate, costRate, type CostRateInput, type IntervalMethod } from './cost-rate.js';
export { blend, combineYears, limitedFluctuation, type LimitedFluctuationInput, type YearsCombined } from './credibility.js';
export {
  type Dispersion,
  dispersionFor,
  type DispersionInput,
  type DispersionRecord,
  FEWEST_FOR_DISPERSION,
  poolingPointForTargetCv,
} from './dispersion.js';
export { type Continuance, expectedExcess, type ExpectedExcessInput, type ModelledSeverity, type SampleOfMemberYears } from './expected-excess.js';
export { type ExternalCvInput, externalCvInterval, logSigma } from './external-cv-interval.js';
export { factRate, type FactRateOptions } from './fact-rate.js';
export { groupCells, type GroupOptions, type RollUp, UNMAPPED } from './group-cells.js';
export { chanceOfLuck, type Detectability, detectability, type DetectabilityInput, type LuckInput } from './luck.js';
export type { PersonCount } from './person-sets.js';
export { flowsBack, type PlanCost, planCost, type PlanCostInput } from './plan-cost.js';
export { convertRate, costProfile, type CostProfile, pepm, per1000, pmpm, type RateOptions, unitCost } from './rates.js';
export { type RegulatoryCredibility, regulatoryCredibility, type RegulatoryCredibilityInput } from './regulatory-credibility.js';
export { defaultSeverityModel, severityMoments, type SeverityModel, type SeverityMoments } from './severity-model.js';
export { bcaShares, bootstrapRatios, replicateQuantile } from './bootstrap.js';
export { bridge, type BridgeAssumptions, type BridgeInput } from './bridge.js';
export { buhlmann, buhlmannStraub, type CredibilityFit, type RatioRows } from './buhlmann-straub.js';
export { decompose, type DecomposeInput, type Decomposition, type DecompositionMethod, type FactorVectors, uniteCategories } from './decompose.js';
export { decomposeMany, type ManyDecomposition } from './decompose-many.js';
export { decomposeStructure, type StructureCell } from './decompose-structure.js';
export { hachemeister, type RegressionFit } from './hachemeister.js';
export { hierarchical, type HierarchicalFit, type HierarchyLevel, type HierarchyMethod, type HierarchyNode } from './hierarchical.js';
export { type MemberYearTotal, type PooledTotals, poolMemberYears } from './pool-member-years.js';
export { adjudicate, type Adjudicated, type PlanDesign, type PlanMember, type PlanService, type SetTerms } from './plan-design.js';
export { MINIMUM_VALUE, type PlanValue, planValue } from './plan-value.js';
export { priceIndices, type PriceIndexInput, type PriceIndices } from '../stats/price-indices.js';
export {
  type AdjustedTest,
  type ContributorGuard,
  contributorGuard,
  type ContributorGuardInput,
  falseDiscovery,
  funnelLimits,
  type LeagueRow,
  leagueTable,
  type PercentileRank,
  percentileRank,
  type PercentileRankInput,
} from './ranks.js';
export { ratioInterval, type RatioIntervalInput, type RatioMethod } from './ratio-interval.js';
export { type MemberYear, ratioMoments, type RatioMoments } from './ratio-moments.js';
export { type ExternalScore, type NormalisedScores, normaliseScores, type ScoredMember } from './risk-scores.js';
export { evaluateSavingsClaim, type Lever, type LeverCategory, savingsCeiling, type SavingsClaimInput, type SavingsVerdict } from './savings-claim.js';
export { type DollarRange, evaluateServiceChange, type ServiceChange, type ServiceChangeInput, useMultiplier, type UseResponse } from './service-change.js';
export { preventiveLeak, type ServiceLine } from './service-findings.js';
export {
  type DirectInput,
  directStandardise,
  type DirectStratum,
  type EmptyStratum,
  FEWEST_EVENTS,
  indirectStandardise,
  type IndirectStratum,
  type StandardisedRate,
  type StandardisedRatio,
} from './standardise.js';
export { type Criterion, type VendorInput, type VendorScorecard, vendorScorecardInputs } from './vendor-scorecard.js';
export { MemberYearsAggregate } from '../exposure/member-years.js';
export {
  compareCoverageOptions,
  type CoverageComparison,
  type CoverageInput,
  type CoverageOption,
  type EligibilityFact,
  type OptionCost,
  type OptionFees,
} from './coverage-options.js';
export { costWithMembership, evaluateMembership, type LeverRange, type MembershipInput, type MembershipVerdict } from './membership.js';
