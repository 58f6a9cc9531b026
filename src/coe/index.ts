/**
 * What does an episode of care really cost, all in; who gains what from a Center of Excellence, in which pocket, and how sure
 * are we; which providers are truly better; did the program work?
 *
 * @packageDocumentation
 */
export { checkDefinition, type CheckOptions } from './definition/check-definition.js';
export { definitionHash } from './definition/definition-hash.js';
export type { CodeRule, CodeSystem, ComplicationRule, EpisodeDefinition, EpisodeWindow, GroupRule, OutlierRule, Trigger } from './definition/episode-definition.js';
export { normaliseDrg, type NormalisedDrg } from './definition/normalise-drg.js';
export { readDefinition } from './definition/read-definition.js';
export { jointReplacement, shippedDefinitions } from './definition/shipped-definitions.js';
export { buildEpisodes, type BuildOptions } from './episodes/build-episodes.js';
export type { AssignedLine, Episode, EpisodeRejection, EpisodeSet, FamilyAccount, LineRole, RejectionReason } from './episodes/episode.js';
export { EpisodeAggregate, type EpisodeAggregateOptions, type EpisodeInput, episodesKind } from './episodes/episode-aggregate.js';
export type { EpisodeMoney } from './episodes/episode-line.js';
export type { EpisodeSpec } from './episodes/episode-spec.js';
export { type AnchorDays, episodeWindow } from './episodes/episode-window.js';
export { prorate, type ProrateInput } from './episodes/prorate.js';
export { TriggerMembers, triggerMembersKind, type TriggerMembersSpec } from './episodes/trigger-members.js';
export { type BreakEven, breakEven, type BreakEvenInput, type Roi, roi, type RoiInput } from './savings/return.js';
export { type PrintedColumn, savingsWaterfall, type Waterfall, type WaterfallComponent } from './savings/waterfall.js';
export type { ComponentKind, RawComponent, WaterfallPayer } from './savings/waterfall-components.js';
export type { EventCredit, EvidenceNote, Inclusion, PriceBasis, PriceSide, RateInput, WaterfallInput } from './savings/waterfall-input.js';
export { capOutliers, type CapResult } from './savings/cap-outliers.js';
export { type ComparisonPrice, counterfactual, type CounterfactualInput, type PricedEpisode, type PriceStratum } from './savings/counterfactual.js';
export { type EpisodePriceOptions, type EpisodePrices, episodePrices } from './savings/episode-prices.js';
export { avoidedSurgery, type AvoidedEstimate, type AvoidedSurgeryInput } from './savings/avoided-surgery.js';
export { checkHsa, type HsaCheck, type HsaDesign } from './savings/check-hsa.js';
export { type DollarCeilingInput, type DollarVerdict, dollarCeiling, type PlausibilityVerdict, plausibility, type SpendCeilingInput } from './savings/plausibility.js';
export { type BootstrapPrice, type BootstrapPriceInput, bootstrapPrice, type MemberPrice } from './savings/price-bootstrap.js';
export { type BundleContract, type BundlePrice, priceBundle } from './savings/price-bundle.js';
export { type SteerageInput, type SteerageKind, type SteerageScenario, steerage, type UptakeAnchor, uptakeAnchors } from './savings/steerage.js';
export { type TravelInput, type TravelTax, travelTax } from './savings/travel-tax.js';
export { type UncertaintyOptions, type WaterfallUncertainty, waterfallUncertainty } from './savings/waterfall-uncertainty.js';
export { type BetaBinomialFit, fitBetaBinomial, type RateRow, type ShrunkRate } from './performance/beta-binomial.js';
export { type FunnelInput, type FunnelLimits, funnelLimits } from './performance/funnel.js';
export { fitGammaPoisson, type GammaPoissonFit, marshall, type MarshallFit, type ShrunkProvider } from './performance/gamma-poisson.js';
export { fitNormalNormal, type NormalNormalFit, type NormalNormalOptions, type NormalRow } from './performance/normal-normal.js';
export { observedExpected, type StandardisedProvider, type StandardisedProviders, type StandardiseOptions, type StratumRow } from './performance/observed-expected.js';
export { type Overdispersion, overdispersion, type OverdispersionOptions } from './performance/overdispersion.js';
export { poissonInterval, type RatioInterval, type RatioIntervalInput } from './performance/poisson-interval.js';
export { priceIndex, type PriceIndexResult, type ProviderPrice, type RepricedLine } from './performance/price-index.js';
export type { ProviderRow } from './performance/provider-rows.js';
export { casesPerArm, type PowerInput, powerOf, type PowerOfInput, requiredVolume, type RequiredVolumeInput } from './performance/required-volume.js';
export { type RankedProvider, type RankOptions, rankProviders, type Tier, type TieredProvider, type TierOptions, tierProviders, type Tiers } from './performance/tier-providers.js';
export { type BinomialIntervalInput, binomialInterval } from '../stats/intervals.js';
export type { ErrorName, NamedError } from './evaluation/cluster-errors.js';
export { did, type DidCells, type DidError, type DidOptions, type DidResult } from './evaluation/did.js';
export { type EventCoefficient, type EventStudy, eventStudy, type EventStudyOptions } from './evaluation/event-study.js';
export type { PanelRow } from './evaluation/panel.js';
export { type ArmCounts, checkClaim, type ClaimInput, type ClaimVerdict, type ClaimVerdictKind } from './evaluation/check-claim.js';
export { type Checklist, type ChecklistItem, evaluationChecklist, type StudyFacts } from './evaluation/checklist.js';
export { coeEvidence, type EvidenceRow } from './evaluation/evidence-table.js';
export { type AggregateEffect, type GroupTimeAtt, groupTimeAtt, type GroupTimeEffect, type GroupTimeOptions } from './evaluation/group-time-att.js';
export { ittAndBloom, type IttBloom, type IttBloomInput } from './evaluation/itt-bloom.js';
export { type DummyYear, dummyYear, type DummyYearInput, type PrePost, prePost, type PrePostInput } from './evaluation/pre-post.js';
export { type RegressionToMean, regressionToMean, type RegressionToMeanInput } from './evaluation/regression-to-mean.js';
export { eValue, type RosenbaumBounds, rosenbaumBounds, type RosenbaumInput } from './evaluation/sensitivity.js';
export { type AttributedMember, attributeByPlurality, type AttributionOptions, type AttributionRow } from './attribution.js';
export { type EpisodeDiff, episodeDiff, type EpisodeMove } from './episodes/episode-diff.js';
export { type SeenSurgery, type TriggerCoverage, triggerCoverage, type TriggerCoverageOptions } from './episodes/trigger-coverage.js';
export { chronicConditions, type CodeMatch, codeMatcher, type CodeTable, costDriverTable } from './conditions/code-tables.js';
export { type ConditionCount, type ConditionPrevalence, conditionPrevalence, type PrevalenceOptions } from './conditions/condition-prevalence.js';
export { type CostDriver, type CostDriverOptions, type CostDrivers, costDrivers } from './conditions/cost-drivers.js';
export { type HighCostBand, type HighCostMembers, highCostMembers, type HighCostOptions } from './conditions/high-cost-members.js';
export { type ConditionTrace, type MemberProfile, MemberProfileAggregate, type MemberProfiles, memberProfilesKind, type MemberProfileSpec } from './conditions/member-profile.js';
export { type CovariateBalance, selectionReport, type StudyRow } from './evaluation/balance.js';
export { entropyBalance, iptw, type MatchOptions, nearestMatch, type Propensity, propensity, type Weighting } from './evaluation/propensity.js';
