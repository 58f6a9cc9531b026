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
