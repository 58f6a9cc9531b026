/**
 * What does an episode of care really cost, all in; who gains what from a Center of Excellence, in which pocket, and how sure
 * are we; which providers are truly better; did the program work?
 *
 * @packageDocumentation
 */

export { type BinomialIntervalInput, binomialInterval } from '../stats/intervals.js';
export { type AttributedMember, type AttributionOptions, type AttributionRow, attributeByPlurality } from './attribution.js';
export { type CodeMatch, type CodeTable, chronicConditions, codeMatcher, costDriverTable } from './conditions/code-tables.js';
export { type ConditionCount, type ConditionPrevalence, conditionPrevalence, type PrevalenceOptions } from './conditions/condition-prevalence.js';
export { type CostDriver, type CostDriverOptions, type CostDrivers, costDrivers } from './conditions/cost-drivers.js';
export { type CohortFollowUp, type CohortOptions, type CohortPeriod, type CohortRow, followCohort } from './conditions/follow-cohort.js';
export { type HighCostBand, type HighCostMembers, type HighCostOptions, highCostMembers } from './conditions/high-cost-members.js';
export {
  type ConditionTrace,
  type MemberProfile,
  MemberProfileAggregate,
  type MemberProfileSpec,
  type MemberProfiles,
  memberProfilesKind,
} from './conditions/member-profile.js';
export { type CheckOptions, checkDefinition } from './definition/check-definition.js';
export { definitionHash } from './definition/definition-hash.js';
export type {
  CodeRule,
  CodeSystem,
  ComplicationRule,
  EpisodeDefinition,
  EpisodeWindow,
  GroupRule,
  OutlierRule,
  Trigger,
} from './definition/episode-definition.js';
export { type NormalisedDrg, normaliseDrg } from './definition/normalise-drg.js';
export { readDefinition } from './definition/read-definition.js';
export { jointReplacement, shippedDefinitions } from './definition/shipped-definitions.js';
export { type BuildOptions, buildEpisodes } from './episodes/build-episodes.js';
export type { AssignedLine, Episode, EpisodeRejection, EpisodeSet, FamilyAccount, LineRole, RejectionReason } from './episodes/episode.js';
export { EpisodeAggregate, type EpisodeAggregateOptions, type EpisodeInput, episodesKind } from './episodes/episode-aggregate.js';
export { type EpisodeDiff, type EpisodeMove, episodeDiff } from './episodes/episode-diff.js';
export type { EpisodeMoney } from './episodes/episode-line.js';
export type { EpisodeSpec } from './episodes/episode-spec.js';
export { type AnchorDays, episodeWindow } from './episodes/episode-window.js';
export { type ProrateInput, prorate } from './episodes/prorate.js';
export { type SeenSurgery, type TriggerCoverage, type TriggerCoverageOptions, triggerCoverage } from './episodes/trigger-coverage.js';
export { TriggerMembers, type TriggerMembersSpec, triggerMembersKind } from './episodes/trigger-members.js';
export { type CovariateBalance, type StudyRow, selectionReport } from './evaluation/balance.js';
export { type ArmCounts, type ClaimInput, type ClaimVerdict, type ClaimVerdictKind, checkClaim } from './evaluation/check-claim.js';
export { type Checklist, type ChecklistItem, evaluationChecklist, type StudyFacts } from './evaluation/checklist.js';
export type { ErrorName, NamedError } from './evaluation/cluster-errors.js';
export { type DidCells, type DidError, type DidOptions, type DidResult, did } from './evaluation/did.js';
export { type EventCoefficient, type EventStudy, type EventStudyOptions, eventStudy } from './evaluation/event-study.js';
export { coeEvidence, type EvidenceRow } from './evaluation/evidence-table.js';
export { type AggregateEffect, type GroupTimeAtt, type GroupTimeEffect, type GroupTimeOptions, groupTimeAtt } from './evaluation/group-time-att.js';
export { type IttBloom, type IttBloomInput, ittAndBloom } from './evaluation/itt-bloom.js';
export type { PanelRow } from './evaluation/panel.js';
export { type DummyYear, type DummyYearInput, dummyYear, type PrePost, type PrePostInput, prePost } from './evaluation/pre-post.js';
export { entropyBalance, iptw, type MatchOptions, nearestMatch, type Propensity, propensity, type Weighting } from './evaluation/propensity.js';
export { type RegressionToMean, type RegressionToMeanInput, regressionToMean } from './evaluation/regression-to-mean.js';
export { eValue, type RosenbaumBounds, type RosenbaumInput, rosenbaumBounds } from './evaluation/sensitivity.js';
export { type SyntheticControl, type SyntheticControlOptions, syntheticControl } from './evaluation/synthetic-control.js';
export { type BetaBinomialFit, fitBetaBinomial, type RateRow, type ShrunkRate } from './performance/beta-binomial.js';
export { type FunnelInput, type FunnelLimits, funnelLimits } from './performance/funnel.js';
export { fitGammaPoisson, type GammaPoissonFit, type MarshallFit, marshall, type ShrunkProvider } from './performance/gamma-poisson.js';
export { fitNormalNormal, type NormalNormalFit, type NormalNormalOptions, type NormalRow } from './performance/normal-normal.js';
export {
  observedExpected,
  type StandardisedProvider,
  type StandardisedProviders,
  type StandardiseOptions,
  type StratumRow,
} from './performance/observed-expected.js';
export { type Overdispersion, type OverdispersionOptions, overdispersion } from './performance/overdispersion.js';
export { poissonInterval, type RatioInterval, type RatioIntervalInput } from './performance/poisson-interval.js';
export { type PriceIndexResult, type ProviderPrice, priceIndex, type RepricedLine } from './performance/price-index.js';
export type { ProviderRow } from './performance/provider-rows.js';
export { casesPerArm, type PowerInput, type PowerOfInput, powerOf, type RequiredVolumeInput, requiredVolume } from './performance/required-volume.js';
export {
  type RankedProvider,
  type RankOptions,
  rankProviders,
  type Tier,
  type TieredProvider,
  type TierOptions,
  type Tiers,
  tierProviders,
} from './performance/tier-providers.js';
export { type AvoidedEstimate, type AvoidedSurgeryInput, avoidedSurgery } from './savings/avoided-surgery.js';
export { type CapResult, capOutliers } from './savings/cap-outliers.js';
export { checkHsa, type HsaCheck, type HsaDesign } from './savings/check-hsa.js';
export { type ComparisonPrice, type CounterfactualInput, counterfactual, type PricedEpisode, type PriceStratum } from './savings/counterfactual.js';
export { type EpisodePriceOptions, type EpisodePrices, episodePrices } from './savings/episode-prices.js';
export {
  type DollarCeilingInput,
  type DollarVerdict,
  dollarCeiling,
  type PlausibilityVerdict,
  plausibility,
  type SpendCeilingInput,
} from './savings/plausibility.js';
export { type BootstrapPrice, type BootstrapPriceInput, bootstrapPrice, type MemberPrice } from './savings/price-bootstrap.js';
export { type BundleContract, type BundlePrice, priceBundle } from './savings/price-bundle.js';
export { type BreakEven, type BreakEvenInput, breakEven, type Roi, type RoiInput, roi } from './savings/return.js';
export { type SteerageInput, type SteerageKind, type SteerageScenario, steerage, type UptakeAnchor, uptakeAnchors } from './savings/steerage.js';
export { type TravelInput, type TravelTax, travelTax } from './savings/travel-tax.js';
export { type PrintedColumn, savingsWaterfall, type Waterfall, type WaterfallComponent } from './savings/waterfall.js';
export type { ComponentKind, RawComponent, WaterfallPayer } from './savings/waterfall-components.js';
export type { EventCredit, EvidenceNote, Inclusion, PriceBasis, PriceSide, RateInput, WaterfallInput } from './savings/waterfall-input.js';
export { type UncertaintyOptions, type WaterfallUncertainty, waterfallUncertainty } from './savings/waterfall-uncertainty.js';
