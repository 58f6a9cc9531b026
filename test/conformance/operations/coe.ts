import { batchOf } from '../../../src/claims/batch-from-records.js';
import type { EligibilitySpan } from '../../../src/claims/eligibility-span.js';
import { type CheckSink, checkSink, compileChecker } from '../../../src/claims/fields/compile-checker.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import type { MedicalClaimLine } from '../../../src/claims/medical-claim-line.js';
import {
  type AttributedMember,
  type AttributionRow,
  type AvoidedEstimate,
  type AvoidedSurgeryInput,
  attributeByPlurality,
  avoidedSurgery,
  type BetaBinomialFit,
  type BinomialIntervalInput,
  type BootstrapPrice,
  type BootstrapPriceInput,
  type BreakEven,
  type BundleContract,
  type BundlePrice,
  binomialInterval,
  bootstrapPrice,
  breakEven,
  buildEpisodes,
  type CapResult,
  type Checklist,
  type ClaimInput,
  type ClaimVerdict,
  type CodeMatch,
  type CohortFollowUp,
  type CohortOptions,
  type CohortRow,
  type ComparisonPrice,
  type ConditionPrevalence,
  type CostDriverOptions,
  type CostDrivers,
  type CounterfactualInput,
  type CovariateBalance,
  capOutliers,
  casesPerArm,
  checkClaim,
  checkDefinition,
  checkHsa,
  chronicConditions,
  codeMatcher,
  conditionPrevalence,
  costDrivers,
  costDriverTable,
  counterfactual,
  type DidOptions,
  type DidResult,
  type DollarCeilingInput,
  type DollarVerdict,
  type DummyYear,
  type DummyYearInput,
  definitionHash,
  did,
  dollarCeiling,
  dummyYear,
  type Episode,
  EpisodeAggregate,
  type EpisodeDefinition,
  type EpisodeDiff,
  type EpisodePrices,
  type EpisodeRejection,
  type EpisodeSet,
  type EpisodeWindow,
  type EventStudy,
  type EventStudyOptions,
  entropyBalance,
  episodeDiff,
  episodePrices,
  episodeWindow,
  eValue,
  evaluationChecklist,
  eventStudy,
  type FunnelInput,
  type FunnelLimits,
  fitBetaBinomial,
  fitGammaPoisson,
  fitNormalNormal,
  followCohort,
  funnelLimits,
  type GammaPoissonFit,
  type GroupTimeAtt,
  type GroupTimeOptions,
  groupTimeAtt,
  type HighCostMembers,
  type HighCostOptions,
  type HsaCheck,
  type HsaDesign,
  highCostMembers,
  type IttBloom,
  type IttBloomInput,
  iptw,
  ittAndBloom,
  type MarshallFit,
  type MatchOptions,
  MemberProfileAggregate,
  marshall,
  type NormalisedDrg,
  type NormalNormalFit,
  type NormalNormalOptions,
  type NormalRow,
  nearestMatch,
  normaliseDrg,
  type Overdispersion,
  type OverdispersionOptions,
  observedExpected,
  overdispersion,
  type PanelRow,
  type PlausibilityVerdict,
  type PowerInput,
  type PowerOfInput,
  type PrePost,
  type PrePostInput,
  type PrevalenceOptions,
  type PriceIndexResult,
  type Propensity,
  type ProrateInput,
  type ProviderRow,
  plausibility,
  poissonInterval,
  powerOf,
  prePost,
  priceBundle,
  priceIndex,
  propensity,
  prorate,
  type RankedProvider,
  type RankOptions,
  type RateRow,
  type RatioInterval,
  type RatioIntervalInput,
  type RegressionToMean,
  type RegressionToMeanInput,
  type RepricedLine,
  type RequiredVolumeInput,
  type Roi,
  type RosenbaumBounds,
  type RosenbaumInput,
  rankProviders,
  readDefinition,
  regressionToMean,
  requiredVolume,
  roi,
  rosenbaumBounds,
  type SpendCeilingInput,
  type StandardisedProviders,
  type StandardiseOptions,
  type SteerageInput,
  type SteerageScenario,
  type StratumRow,
  type StudyFacts,
  type StudyRow,
  type SyntheticControl,
  type SyntheticControlOptions,
  savingsWaterfall,
  selectionReport,
  shippedDefinitions,
  steerage,
  syntheticControl,
  type TierOptions,
  type Tiers,
  type TravelInput,
  type TravelTax,
  type TriggerCoverage,
  tierProviders,
  travelTax,
  triggerCoverage,
  type UncertaintyOptions,
  type Waterfall,
  type WaterfallInput,
  type WaterfallUncertainty,
  type Weighting,
  waterfallUncertainty,
} from '../../../src/coe/index.js';
import type { Finding } from '../../../src/errors/finding.js';
import { usd } from '../../../src/money/usd.js';
import { msDrgCodes, msDrgValidity, msDrgVersionAt } from '../../../src/reference/ms-drg.js';
import { dayNumber, isoFromDay } from '../../../src/time/iso-date.js';
import { type Operation, operation } from '../operation.js';

/** A row of a claim table, snake_case, only the fields that matter; the others are null or their default. */
type GivenRow = Readonly<Record<string, unknown>>;
/** A shipped definition by its id, or a whole definition. */
type GivenDefinition = string | EpisodeDefinition;

interface EpisodesGiven {
  readonly definitions: readonly GivenDefinition[];
  /** Medical lines in any order. */
  readonly medical: readonly GivenRow[];
  /** Coverage in any order; leave out with `enrolment: "ignored"`. */
  readonly eligibility?: readonly GivenRow[];
  /** Last day whose payments are complete. */
  readonly paidThrough: string;
  /** Unit: days. */
  readonly runOutDays: number;
  readonly enrolment?: 'required' | 'ignored';
}
interface DiffGiven extends Omit<EpisodesGiven, 'definitions'> {
  readonly before: GivenDefinition;
  readonly after: GivenDefinition;
}
interface CoverageGiven {
  readonly definition: GivenDefinition;
  readonly medical: readonly GivenRow[];
  /** Default true. */
  readonly strictTriggers?: boolean;
}
interface WindowGiven {
  readonly window: EpisodeWindow;
  /** Day of the outpatient operation, when it came before the admission. */
  readonly start?: string;
  readonly admission: string;
  readonly discharge: string;
}
interface PricesGiven extends EpisodesGiven {
  /** NPIs of the center; default: episodes paid as a bundle. */
  readonly centers?: readonly string[];
}
interface CapGiven {
  /** Unit: US dollars, decimal text. */
  readonly amounts: readonly string[];
  readonly outlier: { readonly quantileType: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9; readonly upper: string; readonly lower: string | null };
}
interface PanelGiven {
  readonly panel: readonly PanelRow[];
}
interface RowsOf<R> {
  readonly rows: readonly R[];
}

const sink: CheckSink = checkSink();
const checks = { medical: compileChecker(fieldsOf('medical')), eligibility: compileChecker(fieldsOf('eligibility')) };

function record(table: 'medical' | 'eligibility', row: GivenRow): unknown {
  if (checks[table](row, sink) > 0) throw new Error(`${table}: ${JSON.stringify(sink.issues)}`);
  return sink.record;
}

const medical = (rows: readonly GivenRow[]): readonly MedicalClaimLine[] => rows.map((row) => record('medical', row) as MedicalClaimLine);
const eligibility = (rows: readonly GivenRow[] | undefined): readonly EligibilitySpan[] =>
  (rows ?? []).map((row) => record('eligibility', row) as EligibilitySpan);

function definition(given: GivenDefinition): EpisodeDefinition {
  if (typeof given !== 'string') return readDefinition(given);
  const found = shippedDefinitions().find((each) => each.id === given);
  if (found === undefined) throw new Error(`There is no shipped definition ${given}.`);
  return found;
}

function episodes(given: EpisodesGiven): EpisodeSet {
  const { paidThrough, runOutDays, enrolment } = given;
  const a = new EpisodeAggregate({
    definitions: given.definitions.map(definition),
    paidThrough,
    runOutDays,
    ...(enrolment === undefined ? {} : { enrolment }),
  });
  a.add([...medical(given.medical), ...eligibility(given.eligibility)]);
  return a.finish();
}

/** Nulls mean absent in these inputs. */
function present<T>(value: T): T {
  if (Array.isArray(value)) return value.map((each: unknown) => present(each)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([key, each]) => [key, present(each)]),
  ) as T;
}

interface ProfilesGiven {
  readonly medical: readonly GivenRow[];
  readonly eligibility?: readonly GivenRow[];
}

function profilesOf(given: ProfilesGiven): ReturnType<MemberProfileAggregate['finish']> {
  const a = new MemberProfileAggregate({ conditions: chronicConditions(), drivers: costDriverTable() });
  a.add(batchOf({ table: 'medical' }, medical(given.medical)));
  a.add(batchOf({ table: 'eligibility' }, eligibility(given.eligibility)));
  return a.finish();
}

/** The operations of the coe area. */
export const operations: readonly Operation[] = [
  operation<{ readonly id: string }, EpisodeDefinition | null>(
    'coe.shippedDefinitions',
    'A shipped definition by its id.',
    (given) => shippedDefinitions().find((each) => each.id === given.id) ?? null,
  ),
  operation<{ readonly definition: unknown }, EpisodeDefinition>('coe.readDefinition', 'Reads an episode definition and checks its form.', (given) =>
    readDefinition(given.definition),
  ),
  operation<{ readonly definition: GivenDefinition; readonly from?: string; readonly to?: string }, { readonly findings: readonly Finding[] }>(
    'coe.checkDefinition',
    'Judges the codes, dates and licences of a definition.',
    ({ definition: d, ...o }) => ({ findings: checkDefinition(definition(d), present(o)) }),
  ),
  operation<{ readonly definition: GivenDefinition }, { readonly hash: string }>(
    'coe.definitionHash',
    'SHA-256 of a definition, whatever the order of its keys.',
    (given) => ({ hash: definitionHash(definition(given.definition)) }),
  ),
  operation<{ readonly text: string | null }, NormalisedDrg>('coe.normaliseDrg', 'Three digits of an MS-DRG text, or why there are none.', (given) =>
    normaliseDrg(given.text),
  ),
  operation<{ readonly discharge: string }, { readonly version: string }>(
    'coe.msDrgVersionAt',
    'The MS-DRG grouper in force on a date of discharge.',
    (given) => ({ version: msDrgVersionAt(given.discharge) }),
  ),
  operation<{ readonly code: string }, { readonly family: string; readonly from: string; readonly to: string } | null>(
    'coe.msDrgValidity',
    'The versions in which an MS-DRG number of the shipped families is valid.',
    (given) => msDrgValidity(given.code),
  ),
  operation<{ readonly family: string; readonly grouper?: string }, { readonly codes: readonly string[] }>(
    'coe.msDrgCodes',
    'The MS-DRG numbers of a family, in one grouper version or any.',
    (given) => ({ codes: msDrgCodes(given.family, given.grouper) }),
  ),
  operation<WindowGiven, { readonly from: string; readonly to: string }>(
    'coe.episodeWindow',
    'First and last day of an episode, both included.',
    (given) => {
      const admission = dayNumber(given.admission);
      const { from, to } = episodeWindow(given, {
        start: given.start === undefined ? admission : dayNumber(given.start),
        admission,
        discharge: dayNumber(given.discharge),
      });
      return { from: isoFromDay(from), to: isoFromDay(to) };
    },
  ),
  operation<ProrateInput, { readonly inside: number; readonly outside: number }>(
    'coe.prorate',
    'The part of a payment inside a window, and the rest; whole cents.',
    prorate,
  ),
  operation<EpisodesGiven, EpisodeSet>('coe.EpisodeAggregate', 'Episodes of lines in any order; money is whole cents, dates YYYY-MM-DD.', episodes),
  operation<EpisodesGiven, { readonly results: readonly (Episode | EpisodeRejection)[] }>(
    'coe.buildEpisodes',
    'Episodes and rejections of lines sorted by person; unsorted lines are refused.',
    (given) => {
      const spans = eligibility(given.eligibility);
      const { paidThrough, runOutDays } = given;
      const coverage = given.eligibility === undefined ? {} : { enrolmentOf: (id: string) => spans.filter((span) => span.person_id === id) };
      return {
        results: [...buildEpisodes(medical(given.medical), { definitions: given.definitions.map(definition), paidThrough, runOutDays, ...coverage })],
      };
    },
  ),
  operation<DiffGiven, EpisodeDiff>('coe.episodeDiff', 'What another definition changes on the same lines; whole cents.', ({ before, after, ...o }) =>
    episodeDiff(episodes({ ...o, definitions: [before] }), episodes({ ...o, definitions: [after] })),
  ),
  operation<CoverageGiven, TriggerCoverage>('coe.triggerCoverage', 'How much of surgery the triggers of a definition see.', (given) =>
    triggerCoverage(medical(given.medical), { definition: definition(given.definition), strictTriggers: given.strictTriggers ?? true }),
  ),
  operation<PricesGiven, EpisodePrices>(
    'coe.episodePrices',
    'Complete episodes split into the center and all others, with their strata.',
    ({ centers, ...given }) => episodePrices(episodes(given).episodes, centers === undefined ? {} : { centers }),
  ),
  operation<CapGiven, CapResult>('coe.capOutliers', 'Caps amounts at named quantiles.', (given) =>
    capOutliers(
      given.amounts.map((each) => usd(each)),
      given.outlier,
    ),
  ),
  operation<CounterfactualInput, ComparisonPrice>('coe.counterfactual', 'What an episode would have cost elsewhere.', counterfactual),
  operation<Partial<BundleContract>, BundlePrice>('coe.priceBundle', 'The price of a bundle, all in; a missing part is refused.', priceBundle),
  operation<AvoidedSurgeryInput, AvoidedEstimate>('coe.avoidedSurgery', 'How many avoided surgeries may be credited.', (given) =>
    avoidedSurgery(present(given)),
  ),
  operation<WaterfallInput, Waterfall>(
    'coe.savingsWaterfall',
    'Savings by component and pocket, exact; gains of the pocket named are positive. A component is found as components[id=unitPrice].amount; ids that stand in two pockets come plan first.',
    (given) => savingsWaterfall(present(given)),
  ),
  operation<{ readonly waterfall: WaterfallInput; readonly options: UncertaintyOptions }, WaterfallUncertainty>(
    'coe.waterfallUncertainty',
    'Standard errors of a waterfall by delta or seeded Monte Carlo.',
    (given) => waterfallUncertainty(present(given.waterfall), present(given.options)),
  ),
  operation<BootstrapPriceInput, BootstrapPrice>('coe.bootstrapPrice', 'The difference of two mean prices, bootstrapped by person.', (given) =>
    bootstrapPrice(present(given)),
  ),
  operation<{ readonly gross: string; readonly cost: string }, Roi>('coe.roi', 'Net over cost, or why there is no such number.', (given) =>
    roi({ gross: usd(given.gross), cost: usd(given.cost) }),
  ),
  operation<{ readonly fixed: string; readonly netPerSurgeryBeforeFixed: string | null }, BreakEven>(
    'coe.breakEven',
    'From how many surgeries the program pays for its fixed cost.',
    (given) =>
      breakEven({
        fixed: usd(given.fixed),
        netPerSurgeryBeforeFixed: given.netPerSurgeryBeforeFixed === null ? null : usd(given.netPerSurgeryBeforeFixed),
      }),
  ),
  operation<SteerageInput, SteerageScenario>('coe.steerage', 'What a way of steering members may bring, low to high.', (given) =>
    steerage(present(given)),
  ),
  operation<SpendCeilingInput, PlausibilityVerdict>(
    'coe.plausibility',
    'The most that a program can save of total spend, and a claim beside it.',
    (given) => plausibility(present(given)),
  ),
  operation<DollarCeilingInput, DollarVerdict>(
    'coe.dollarCeiling',
    'The most dollars that a program can have saved, and a claim beside it.',
    (given) => dollarCeiling(present(given)),
  ),
  operation<HsaDesign, HsaCheck>('coe.checkHsa', 'Whether a cost-share waiver endangers health savings accounts.', (given) =>
    checkHsa(present(given)),
  ),
  operation<TravelInput, TravelTax>('coe.travelTax', 'What of a journey is tax-free and what taxable.', (given) => travelTax(present(given))),
  operation<{ readonly rows: readonly StratumRow[]; readonly options?: StandardiseOptions }, StandardisedProviders>(
    'coe.observedExpected',
    'Providers beside what their mix of cases would lead one to expect.',
    (given) => observedExpected(given.rows, given.options ?? {}),
  ),
  operation<RatioIntervalInput, RatioInterval>('coe.poissonInterval', 'Observed over expected with limits and two-sided p.', (given) =>
    poissonInterval(present(given)),
  ),
  operation<BinomialIntervalInput, { readonly low: number; readonly high: number }>('coe.binomialInterval', 'Limits of a proportion.', (given) =>
    binomialInterval(present(given)),
  ),
  operation<FunnelInput, FunnelLimits>('coe.funnelLimits', 'Limits within which chance alone leaves a ratio.', (given) =>
    funnelLimits(present(given)),
  ),
  operation<RowsOf<ProviderRow> & OverdispersionOptions, Overdispersion>(
    'coe.overdispersion',
    'Variation between providers beyond chance.',
    ({ rows, ...o }) => overdispersion(rows, present(o)),
  ),
  operation<RowsOf<ProviderRow> & { readonly confidence?: number }, GammaPoissonFit>(
    'coe.fitGammaPoisson',
    'Ratios shrunk towards the mean of all (empirical Bayes).',
    ({ rows, ...o }) => fitGammaPoisson(rows, present(o)),
  ),
  operation<RowsOf<ProviderRow>, MarshallFit>('coe.marshall', 'Ratios shrunk by moments.', (given) => marshall(given.rows)),
  operation<RowsOf<RateRow> & { readonly confidence?: number }, BetaBinomialFit>(
    'coe.fitBetaBinomial',
    'Rates shrunk towards the mean of all.',
    ({ rows, ...o }) => fitBetaBinomial(rows, present(o)),
  ),
  operation<RowsOf<NormalRow> & NormalNormalOptions, NormalNormalFit>(
    'coe.fitNormalNormal',
    'Normal estimates shrunk towards their weighted mean.',
    ({ rows, ...o }) => fitNormalNormal(rows, present(o)),
  ),
  operation<RowsOf<ProviderRow> & { readonly options?: TierOptions }, Tiers>(
    'coe.tierProviders',
    'Tiers by posterior probability of a gamma-Poisson fit of the rows.',
    (given) => tierProviders(fitGammaPoisson(given.rows), given.options ?? {}),
  ),
  operation<RowsOf<ProviderRow> & { readonly options: RankOptions }, { readonly providers: readonly RankedProvider[] }>(
    'coe.rankProviders',
    'Providers by expected rank of a gamma-Poisson fit of the rows.',
    (given) => ({ providers: rankProviders(fitGammaPoisson(given.rows), given.options) }),
  ),
  operation<PowerInput, { readonly cases: number }>('coe.casesPerArm', 'Cases needed on each side to see a reduction.', (given) => ({
    cases: casesPerArm(present(given)),
  })),
  operation<PowerOfInput, { readonly power: number }>('coe.powerOf', 'How likely a study of a given size is to see a reduction.', (given) => ({
    power: powerOf(present(given)),
  })),
  operation<RequiredVolumeInput, { readonly volume: number }>('coe.requiredVolume', 'Volume needed for a reliability.', (given) => ({
    volume: requiredVolume(given),
  })),
  operation<{ readonly lines: readonly RepricedLine[] }, PriceIndexResult>('coe.priceIndex', "Providers' prices beside Medicare's.", (given) =>
    priceIndex(given.lines),
  ),
  operation<
    { readonly rows: readonly AttributionRow[]; readonly roster?: readonly string[]; readonly minimumVisits?: number },
    { readonly members: readonly AttributedMember[] }
  >('coe.attributeByPlurality', 'Each member with the provider that has most of the dollars.', ({ rows, ...o }) => ({
    members: attributeByPlurality(rows, present(o)),
  })),
  operation<PanelGiven & { readonly options?: DidOptions }, DidResult>(
    'coe.did',
    'Difference in differences with every named error; an error is found as errors[name=CR1].standardError.',
    (given) => did(given.panel, present(given.options ?? {})),
  ),
  operation<PanelGiven & { readonly options?: EventStudyOptions }, EventStudy>(
    'coe.eventStudy',
    'The gap between the groups period by period; a coefficient is found as coefficients[relative=-2].value.',
    (given) => eventStudy(given.panel, present(given.options ?? {})),
  ),
  operation<PanelGiven & GroupTimeOptions, GroupTimeAtt>(
    'coe.groupTimeAtt',
    'Effects of a program that started at different times.',
    ({ panel, ...o }) => groupTimeAtt(panel, present(o)),
  ),
  operation<DummyYearInput, DummyYear>('coe.dummyYear', 'The same evaluation on periods before the program.', dummyYear),
  operation<RegressionToMeanInput, RegressionToMean>(
    'coe.regressionToMean',
    'What people chosen for high cost cost a year later with no program.',
    regressionToMean,
  ),
  operation<PrePostInput, PrePost>('coe.prePost', 'Before and after alone, with the warning that stays.', (given) => prePost(present(given))),
  operation<IttBloomInput, IttBloom>('coe.ittAndBloom', 'The effect on all and on those who took part.', (given) => ittAndBloom(present(given))),
  operation<{ readonly riskRatio: number }, { readonly eValue: number }>(
    'coe.eValue',
    'How strong an unmeasured cause would have to be.',
    (given) => ({ eValue: eValue(given.riskRatio) }),
  ),
  operation<RosenbaumInput, RosenbaumBounds>('coe.rosenbaumBounds', 'Bounds of p under hidden bias.', rosenbaumBounds),
  operation<StudyFacts, Checklist>('coe.evaluationChecklist', 'Fourteen questions to a study.', (given) => evaluationChecklist(present(given))),
  operation<ClaimInput, ClaimVerdict>('coe.checkClaim', 'Judges a claim about a program.', (given) => checkClaim(present(given))),
  operation<{ readonly code: string }, { readonly conditions: CodeMatch; readonly driver: CodeMatch }>(
    'coe.codeMatcher',
    'The chronic conditions and the cost driver of an ICD-10-CM code, by the shipped tables.',
    (given) => ({ conditions: codeMatcher(chronicConditions(), { every: true })(given.code), driver: codeMatcher(costDriverTable())(given.code) }),
  ),
  operation<ProfilesGiven & { readonly options: PrevalenceOptions }, ConditionPrevalence>(
    'coe.conditionPrevalence',
    'Who has which chronic condition, by the shipped tables; a condition is found as conditions[condition=NAME].persons.',
    (given) => conditionPrevalence(profilesOf(given), given.options),
  ),
  operation<ProfilesGiven & { readonly options: CostDriverOptions }, CostDrivers>(
    'coe.costDrivers',
    'What care costs by cause, by the shipped tables; rows are found as rows[name=DRIVER].allowed.',
    (given) => costDrivers(profilesOf(given), given.options),
  ),
  operation<ProfilesGiven & { readonly options: HighCostOptions }, HighCostMembers>(
    'coe.highCostMembers',
    'How few members make how much of cost.',
    (given) => highCostMembers(profilesOf(given), given.options),
  ),
  operation<RowsOf<CohortRow> & { readonly options: CohortOptions }, CohortFollowUp>(
    'coe.followCohort',
    'People with a condition over time.',
    (given) => followCohort(given.rows, given.options),
  ),
  operation<RowsOf<StudyRow>, { readonly covariates: readonly CovariateBalance[] }>(
    'coe.selectionReport',
    'How users differ from others before the program.',
    (given) => ({ covariates: selectionReport(given.rows) }),
  ),
  operation<RowsOf<StudyRow>, Propensity>('coe.propensity', 'How likely people are to be in the program (logit).', (given) => propensity(given.rows)),
  operation<RowsOf<StudyRow> & { readonly estimand?: 'ATT' | 'ATE' }, Weighting>(
    'coe.iptw',
    'Weights by the inverse of the propensity, with balance and effect.',
    ({ rows, ...o }) => iptw(rows, present(o)),
  ),
  operation<RowsOf<StudyRow>, Weighting>('coe.entropyBalance', 'Weights that meet the means of the treated exactly.', (given) =>
    entropyBalance(given.rows),
  ),
  operation<RowsOf<StudyRow> & MatchOptions, Weighting>('coe.nearestMatch', 'Nearest controls by propensity, each once.', ({ rows, ...o }) =>
    nearestMatch(rows, present(o)),
  ),
  operation<PanelGiven & SyntheticControlOptions, SyntheticControl>(
    'coe.syntheticControl',
    'A unit beside the mixture of others that looked like it before; weights are found as weights[donor=NAME].weight.',
    ({ panel, ...o }) => syntheticControl(panel, present(o)),
  ),
];
