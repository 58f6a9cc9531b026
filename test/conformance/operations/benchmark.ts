import type { DispersionInput } from '../../../src/benchmark/dispersion.js';
import type { ExpectedExcessInput } from '../../../src/benchmark/expected-excess.js';
import {
  blend,
  bootstrapRatios,
  buhlmann,
  buhlmannStraub,
  type CombineInput,
  type CostInterval,
  type CredibilityFit,
  chanceOfLuck,
  combineUncertainty,
  combineYears,
  type DecomposeInput,
  type Decomposition,
  type Detectability,
  type DetectabilityInput,
  type DirectInput,
  type Dispersion,
  decompose,
  decomposeMany,
  decomposeStructure,
  defaultSeverityModel,
  detectability,
  directStandardise,
  dispersionFor,
  type ExternalCvInput,
  expectedExcess,
  externalCvInterval,
  type FactorVectors,
  falseDiscovery,
  funnelLimits,
  type HierarchicalFit,
  type HierarchyMethod,
  hachemeister,
  hierarchical,
  type IndirectStratum,
  indirectStandardise,
  type LeagueRow,
  type LimitedFluctuationInput,
  type LuckInput,
  leagueTable,
  limitedFluctuation,
  logSigma,
  type ManyDecomposition,
  type PercentileRank,
  type PercentileRankInput,
  type PooledTotals,
  percentileRank,
  poolingPointForTargetCv,
  poolMemberYears,
  priceIndices,
  type RatioIntervalInput,
  type RatioMoments,
  type RatioRows,
  type RegressionFit,
  type RegulatoryCredibility,
  ratioInterval,
  ratioMoments,
  regulatoryCredibility,
  replicateQuantile,
  type SeverityModel,
  type SeverityMoments,
  type StandardisedRate,
  type StandardisedRatio,
  type StructureCell,
  severityMoments,
  uniteCategories,
} from '../../../src/benchmark/index.js';
import type { MemberYearTotal } from '../../../src/benchmark/pool-member-years.js';
import type { Usd } from '../../../src/money/usd.js';
import type { PriceIndexInput, PriceIndices } from '../../../src/stats/price-indices.js';
import { POOL, plain, TEXT, type WithNulls } from '../benchmark-given.js';
import { type Operation, operation } from '../operation.js';
import { readGiven } from '../read-given.js';

export const operations: readonly Operation[] = [
  operation<
    { readonly totals: readonly MemberYearTotal[]; readonly point: Usd; readonly prorate: 'byMonths' | 'none'; readonly charge?: Usd },
    PooledTotals
  >('benchmark.poolMemberYears', 'Cuts member-years at a pooling point.', (given) => poolMemberYears(readGiven(given, POOL))),
  operation<
    {
      readonly point: Usd /** A table, a sample, or a model; the model may be named `default`. */;
      readonly from: ExpectedExcessInput['from'] | { readonly kind: 'model'; readonly model: 'default'; readonly annualMean?: number };
    },
    number
  >('benchmark.expectedExcess', 'Expected excess over a pooling point per member and month.', (given) => {
    const { point } = readGiven({ point: given.point }, POOL);
    const { from } = readGiven({ from: given.from }, { text: ['id'] });
    return expectedExcess({
      point,
      from: from.kind === 'model' ? { ...from, model: from.model === 'default' ? defaultSeverityModel : from.model } : from,
    });
  }),
  operation<Omit<DispersionInput, 'model'> & { readonly model?: SeverityModel | 'default' }, Dispersion>(
    'benchmark.dispersionFor',
    'The CV that belongs to a pooling point: record, sample, then model (`default` or parameters).',
    (given) => {
      const { point, annualMean } = readGiven({ point: given.point, annualMean: given.annualMean }, POOL);
      const { record, sample, model } = readGiven(
        { record: given.record, sample: given.sample, model: given.model },
        { text: ['point', 'id', 'source'], nullable: ['cvRaw'] },
      );
      return dispersionFor({
        point,
        ...(annualMean === undefined ? {} : { annualMean }),
        ...(record === undefined ? {} : { record }),
        ...(sample === undefined ? {} : { sample }),
        ...(model === undefined ? {} : { model: model === 'default' ? defaultSeverityModel : model }),
      });
    },
  ),
  operation<
    { readonly points: readonly { readonly point: Usd; readonly cv: number }[]; readonly lifeYears: number; readonly targetCv: number },
    Usd | null
  >('benchmark.poolingPointForTargetCv', 'Smallest tabulated pooling point at which a group is steady enough.', (given) =>
    poolingPointForTargetCv(readGiven(given, POOL)),
  ),
  operation<
    { /** Default: the default model. */ readonly model?: SeverityModel; readonly point: number | null; readonly annualMean?: number },
    SeverityMoments
  >('benchmark.severityMoments', 'Mean, CV and excess of the severity model at a pooling point.', (given) => {
    const { model, point, annualMean } = readGiven(given, { text: ['id'], nullable: ['point'] });
    return severityMoments({ model: model ?? defaultSeverityModel, point, ...(annualMean === undefined ? {} : { annualMean }) });
  }),
  plain<LimitedFluctuationInput, ReturnType<typeof limitedFluctuation>>(
    'benchmark.limitedFluctuation',
    'Full-credibility standard and Z.',
    limitedFluctuation,
  ),
  operation<Parameters<typeof regulatoryCredibility>[0], RegulatoryCredibility>(
    'benchmark.regulatoryCredibility',
    "What a regulator's rule says of a size.",
    (given) =>
      regulatoryCredibility(
        readGiven(given, { exact: ['exposure', 'averageDeductible'], text: [...TEXT, 'rule', 'at', 'factor', 'noneBelow', 'full', 'from', 'to'] }),
      ),
  ),
  operation<{ readonly own: Usd; readonly complement: Usd; readonly z: number; readonly complementName: string }, Usd>(
    'benchmark.blend',
    'Z x own + (1 - Z) x complement.',
    (given) => blend(readGiven(given, { exact: ['own', 'complement'], text: ['complementName'] })),
  ),
  plain<LimitedFluctuationInput & { readonly most?: number }, ReturnType<typeof combineYears>>(
    'benchmark.combineYears',
    'Z of 1 to 5 pooled years.',
    combineYears,
  ),
  operation<{ readonly ratios: RatioRows }, CredibilityFit>('benchmark.buhlmann', 'Buhlmann credibility.', ({ ratios }) => buhlmann({ ratios })),
  operation<WithNulls & { readonly method?: 'unbiased' | 'iterative' }, CredibilityFit>(
    'benchmark.buhlmannStraub',
    'Buhlmann-Straub credibility.',
    (given) => buhlmannStraub(given),
  ),
  operation<WithNulls & { readonly path: readonly (readonly string[])[]; readonly method: HierarchyMethod }, HierarchicalFit>(
    'benchmark.hierarchical',
    'Hierarchical credibility; one path a unit, from the top down.',
    (given) => hierarchical(given),
  ),
  operation<
    WithNulls & {
      readonly design: readonly (readonly number[])[];
      readonly newDesign: readonly (readonly number[])[];
      readonly method?: 'unbiased' | 'iterative';
    },
    RegressionFit
  >('benchmark.hachemeister', 'Regression credibility at the barycentre.', (given) => hachemeister(given)),
  plain<RatioIntervalInput, CostInterval | null>(
    'benchmark.ratioInterval',
    'Interval of dollars per month over member-years; replicates may be a count (with seed) or the replicates.',
    ratioInterval,
  ),
  plain<{ readonly members: RatioIntervalInput['members'] }, RatioMoments>(
    'benchmark.ratioMoments',
    'Ratio, standard errors and acceleration of member-years.',
    ({ members }) => ratioMoments(members),
  ),
  plain<Parameters<typeof bootstrapRatios>[0], readonly number[]>(
    'benchmark.bootstrapRatios',
    'Ratios of resampled members; replicate r uses stream r.',
    bootstrapRatios,
  ),
  plain<{ readonly sorted: readonly number[]; readonly alpha: number }, number | null>(
    'benchmark.replicateQuantile',
    'Quantile of replicates in ascending order by the rank rule.',
    ({ sorted, alpha }) => replicateQuantile(sorted, alpha),
  ),
  plain<ExternalCvInput, CostInterval>('benchmark.externalCvInterval', 'Interval by an external CV; with a charge, pooled.', externalCvInterval),
  plain<{ readonly cv: number; readonly lifeYears: number; readonly designEffect?: number }, number>(
    'benchmark.logSigma',
    'Sigma of the logarithm of a mean.',
    logSigma,
  ),
  plain<CombineInput, CostInterval>('benchmark.combineUncertainty', 'Joins interval, benchmark error and ranges.', combineUncertainty),
  plain<DirectInput, StandardisedRate>('benchmark.directStandardise', 'A rate on the mix of a standard.', directStandardise),
  plain<
    {
      readonly strata: readonly IndirectStratum[];
      readonly ci?: 'auto' | 'byar' | 'exact' | 'lognormal';
      readonly multiplier?: number;
      readonly confidence?: number;
    },
    StandardisedRatio
  >('benchmark.indirectStandardise', 'Observed over expected by the reference.', indirectStandardise),
  plain<Omit<DecomposeInput, 'value'>, Decomposition>(
    'benchmark.decompose',
    'Splits a difference of sums of products into parts; a factor is a number or one number a cell.',
    decompose,
  ),
  plain<
    { readonly base: readonly StructureCell[]; readonly subject: readonly StructureCell[]; readonly variables: readonly string[] },
    Decomposition
  >('benchmark.decomposeStructure', 'Splits a difference into rates and structure by variable.', decomposeStructure),
  plain<{ readonly populations: Readonly<Record<string, FactorVectors>>; readonly factors: readonly string[] }, ManyDecomposition>(
    'benchmark.decomposeMany',
    'Levels of N populations that chain.',
    decomposeMany,
  ),
  plain<Parameters<typeof uniteCategories>[0], ReturnType<typeof uniteCategories>>(
    'benchmark.uniteCategories',
    'Factor vectors over the union of categories.',
    uniteCategories,
  ),
  plain<PriceIndexInput, PriceIndices>('benchmark.priceIndices', 'Laspeyres, Paasche and Fisher.', priceIndices),
  plain<LuckInput & { readonly ratio: number }, number>('benchmark.chanceOfLuck', 'Chance that an average group looks at most this.', chanceOfLuck),
  plain<DetectabilityInput, Detectability>('benchmark.detectability', 'Lives needed, smallest detectable saving, false success.', detectability),
  plain<PercentileRankInput, PercentileRank>('benchmark.percentileRank', 'Rank among others, or between published quantiles.', percentileRank),
  plain<Parameters<typeof funnelLimits>[0], ReturnType<typeof funnelLimits>>(
    'benchmark.funnelLimits',
    'Limits for an observed cost around a target.',
    funnelLimits,
  ),
  plain<{ readonly p: readonly number[]; readonly q?: number }, ReturnType<typeof falseDiscovery>>(
    'benchmark.falseDiscovery',
    'Benjamini-Hochberg adjusted p-values.',
    falseDiscovery,
  ),
  operation<WithNulls & { readonly units: readonly string[] }, readonly LeagueRow[]>(
    'benchmark.leagueTable',
    'Shrunken league table, ascending.',
    (given) => leagueTable(given),
  ),
];
