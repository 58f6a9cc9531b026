/**
 * What does our care cost per employee per month, compared with whom, and is the difference real? Typed bases, cells that
 * reconcile to the cent, honest intervals, credibility, decomposition and savings claims.
 *
 * @packageDocumentation
 */

export { MemberYearsAggregate } from '../exposure/member-years.js';
export type { CostBasis, Measure, Per } from '../money/cost-basis.js';
export { basisPresets } from '../reference/basis-presets.js';
export { type PriceIndexInput, type PriceIndices, priceIndices } from '../stats/price-indices.js';
export {
  type AdjustmentInput,
  type AdjustOptions,
  type AmountStep,
  adjust,
  completionAdjustment,
  type FactorStep,
  trendAdjustment,
} from './adjust.js';
export { basisInWords, basisTitle } from './basis-words.js';
export { bcaShares, bootstrapRatios, replicateQuantile } from './bootstrap.js';
export { type BridgeAssumptions, type BridgeInput, bridge } from './bridge.js';
export { buhlmann, buhlmannStraub, type CredibilityFit, type RatioRows } from './buhlmann-straub.js';
export type { Cell, CellBasis, CellMeasure } from './cell.js';
export type { CellOptions, CellSpec, CoverageLookup } from './cell-spec.js';
export { benchmarkCells, CellsAggregate, cellsKind } from './cells-aggregate.js';
export type { CellExposure, CellLines, CellsInput } from './cells-input.js';
export type { CellsResult, InsideRow, Reconciliation, ReconciliationRow } from './cells-result.js';
export { type CellsTableInput, cellsTableInput, type TableInputOptions } from './cells-table-input.js';
export { type CombineInput, combineUncertainty } from './combine-uncertainty.js';
export { type BasisGap, type Comparability, comparability, type GapField } from './comparability.js';
export { type CompareInput, type Comparison, compareRates, FEWEST_LIFE_YEARS, type NextStep } from './compare-rates.js';
export {
  type AdjustmentKind,
  type AdjustmentStep,
  type CostInterval,
  type CostRate,
  type CostRateInput,
  costRate,
  type IntervalMethod,
} from './cost-rate.js';
export {
  type CoverageComparison,
  type CoverageInput,
  type CoverageOption,
  compareCoverageOptions,
  type EligibilityFact,
  type OptionCost,
  type OptionFees,
} from './coverage-options.js';
export { blend, combineYears, type LimitedFluctuationInput, limitedFluctuation, type YearsCombined } from './credibility.js';
export { type DecomposeInput, type Decomposition, type DecompositionMethod, decompose, type FactorVectors, uniteCategories } from './decompose.js';
export { decomposeMany, type ManyDecomposition } from './decompose-many.js';
export { decomposeStructure, type StructureCell } from './decompose-structure.js';
export {
  type Dispersion,
  type DispersionInput,
  type DispersionRecord,
  dispersionFor,
  FEWEST_FOR_DISPERSION,
  poolingPointForTargetCv,
} from './dispersion.js';
export { type Continuance, type ExpectedExcessInput, expectedExcess, type ModelledSeverity, type SampleOfMemberYears } from './expected-excess.js';
export { type ExternalCvInput, externalCvInterval, logSigma } from './external-cv-interval.js';
export { type FactRateOptions, factRate } from './fact-rate.js';
export { type GroupOptions, groupCells, UNMAPPED } from './group-cells.js';
export { hachemeister, type RegressionFit } from './hachemeister.js';
export { type HierarchicalFit, type HierarchyLevel, type HierarchyMethod, type HierarchyNode, hierarchical } from './hierarchical.js';
export { chanceOfLuck, type Detectability, type DetectabilityInput, detectability, type LuckInput } from './luck.js';
export { costWithMembership, evaluateMembership, type LeverRange, type MembershipInput, type MembershipVerdict } from './membership.js';
export type { PersonCount } from './person-sets.js';
export { flowsBack, type PlanCost, type PlanCostInput, planCost } from './plan-cost.js';
export { type Adjudicated, adjudicate, type PlanDesign, type PlanMember, type PlanService, type SetTerms } from './plan-design.js';
export { MINIMUM_VALUE, type PlanValue, planValue } from './plan-value.js';
export { type MemberYearTotal, type PooledTotals, poolMemberYears } from './pool-member-years.js';
export {
  type AdjustedTest,
  type ContributorGuard,
  type ContributorGuardInput,
  contributorGuard,
  falseDiscovery,
  funnelLimits,
  type LeagueRow,
  leagueTable,
  type PercentileRank,
  type PercentileRankInput,
  percentileRank,
} from './ranks.js';
export { type CostProfile, convertRate, costProfile, pepm, per1000, pmpm, type RateOptions, unitCost } from './rates.js';
export { type RatioIntervalInput, type RatioMethod, ratioInterval } from './ratio-interval.js';
export { type MemberYear, type RatioMoments, ratioMoments } from './ratio-moments.js';
export { type RegulatoryCredibility, type RegulatoryCredibilityInput, regulatoryCredibility } from './regulatory-credibility.js';
export { type ExternalScore, type NormalisedScores, normaliseScores, type ScoredMember } from './risk-scores.js';
export {
  evaluateSavingsClaim,
  type Lever,
  type LeverCategory,
  type SavingsClaimInput,
  type SavingsVerdict,
  savingsCeiling,
} from './savings-claim.js';
export {
  type DollarRange,
  evaluateServiceChange,
  type ServiceChange,
  type ServiceChangeInput,
  type UseResponse,
  useMultiplier,
} from './service-change.js';
export { preventiveLeak, type ServiceLine } from './service-findings.js';
export { defaultSeverityModel, type SeverityModel, type SeverityMoments, severityMoments } from './severity-model.js';
export {
  type DirectInput,
  type DirectStratum,
  directStandardise,
  type EmptyStratum,
  FEWEST_EVENTS,
  type IndirectStratum,
  indirectStandardise,
  type StandardisedRate,
  type StandardisedRatio,
} from './standardise.js';
export { type Criterion, type VendorInput, type VendorScorecard, vendorScorecardInputs } from './vendor-scorecard.js';
