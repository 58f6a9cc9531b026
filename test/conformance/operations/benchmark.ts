import type { DispersionInput } from '../../../src/benchmark/dispersion.js';
import type { ExpectedExcessInput } from '../../../src/benchmark/expected-excess.js';
import { type HhsHccPerson, type HhsHccScore, type HhsHccTables, loadHhsHcc, scoreHhsHcc } from '../../../src/benchmark/hhs-hcc/index.js';
import {
  type Adjudicated,
  type AdjustmentInput,
  type AdjustOptions,
  adjudicate,
  adjust,
  type BridgeAssumptions,
  basisInWords,
  basisTitle,
  benchmarkCells,
  blend,
  bootstrapRatios,
  bridge,
  buhlmann,
  buhlmannStraub,
  type Cell,
  type CellExposure,
  type CellOptions,
  type CellsResult,
  type CellsTableInput,
  type CombineInput,
  type Comparability,
  type Comparison,
  type ContributorGuard,
  type ContributorGuardInput,
  type CostBasis,
  type CostInterval,
  type CostProfile,
  type CostRate,
  type CostRateInput,
  type CoverageComparison,
  type CoverageInput,
  type CredibilityFit,
  chanceOfLuck,
  combineUncertainty,
  combineYears,
  comparability,
  compareCoverageOptions,
  compareRates,
  completionAdjustment,
  contributorGuard,
  convertRate,
  costProfile,
  costRate,
  costWithMembership,
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
  evaluateMembership,
  evaluateSavingsClaim,
  evaluateServiceChange,
  expectedExcess,
  externalCvInterval,
  type FactorVectors,
  factRate,
  falseDiscovery,
  flowsBack,
  funnelLimits,
  type GroupOptions,
  type HierarchicalFit,
  type HierarchyMethod,
  hachemeister,
  hierarchical,
  type IndirectStratum,
  indirectStandardise,
  type LeagueRow,
  type LeverCategory,
  type LimitedFluctuationInput,
  type LuckInput,
  leagueTable,
  limitedFluctuation,
  logSigma,
  type ManyDecomposition,
  type MembershipInput,
  type MembershipVerdict,
  type NormalisedScores,
  normaliseScores,
  type PercentileRank,
  type PercentileRankInput,
  type PlanCost,
  type PlanCostInput,
  type PlanDesign,
  type PlanMember,
  type PlanValue,
  type PooledTotals,
  pepm,
  per1000,
  percentileRank,
  planCost,
  planValue,
  pmpm,
  poolingPointForTargetCv,
  poolMemberYears,
  preventiveLeak,
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
  type SavingsClaimInput,
  type SavingsVerdict,
  type ScoredMember,
  type ServiceChange,
  type ServiceChangeInput,
  type ServiceLine,
  type SetTerms,
  type SeverityModel,
  type SeverityMoments,
  type StandardisedRate,
  type StandardisedRatio,
  type StructureCell,
  savingsCeiling,
  severityMoments,
  trendAdjustment,
  unitCost,
  uniteCategories,
  useMultiplier,
  type VendorInput,
  type VendorScorecard,
  vendorScorecardInputs,
} from '../../../src/benchmark/index.js';
import type { MemberYearTotal } from '../../../src/benchmark/pool-member-years.js';
import type { CodedColumn } from '../../../src/claims/batch.js';
import { batchOf } from '../../../src/claims/batch-from-records.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import type { MedicalClaimLine } from '../../../src/claims/medical-claim-line.js';
import type { PharmacyClaim } from '../../../src/claims/pharmacy-claim.js';
import type { Finding } from '../../../src/errors/finding.js';
import { coverageIndex } from '../../../src/exposure/coverage-index.js';
import { type CoverageSpan } from '../../../src/exposure/span-store.js';
import type { Decimal } from '../../../src/money/decimal.js';
import type { Usd } from '../../../src/money/usd.js';
import { basisPresets } from '../../../src/reference/basis-presets.js';
import type { LedgerFactor } from '../../../src/reference/explanation.js';
import type { PriceIndexInput, PriceIndices } from '../../../src/stats/price-indices.js';
import { type Operation, operation } from '../operation.js';
import { type GivenFields, readGiven } from '../read-given.js';

/** A basis in full, or the name of a published series' basis such as `hcci` or `kffSingle`, with fields replaced. */
type BasisGiven = CostBasis | ({ readonly preset: keyof typeof basisPresets } & Partial<CostBasis>) | keyof typeof basisPresets;

function basisOf(given: BasisGiven): CostBasis {
  if (typeof given === 'string') return basisPresets[given];
  if (!('preset' in given)) return given;
  const { preset, ...rest } = given;
  return { ...basisPresets[preset], ...rest };
}

/** A rate as JSON. */
interface RateGiven extends Omit<CostRateInput<CostBasis>, 'basis'> {
  readonly basis: BasisGiven;
}

const TEXT: readonly string[] = [
  'point',
  'exposureRule',
  'source',
  'id',
  'name',
  'asOf',
  'vintage',
  'employer_id',
  'person_id',
  'plan',
  'code',
  'category',
  'unit',
];
const RATE: GivenFields = { exact: ['amount', 'numerator', 'exposure', 'lifeYears'], text: TEXT };

function rateOf(given: RateGiven): CostRate {
  const { basis, ...rest } = given;
  return costRate({ ...readGiven(rest, RATE), basis: basisOf(basis) });
}

interface CellsGiven extends Omit<CellOptions, 'coverage' | 'basis'> {
  readonly basis: BasisGiven;
  /** Coverage spans in snake_case; absent with `placement: 'trusted'`. */
  readonly spans?: readonly CoverageSpan[];
  /** Claim lines in snake_case; absent fields are null. */
  readonly medical?: readonly Partial<MedicalClaimLine>[];
  readonly pharmacy?: readonly Partial<PharmacyClaim>[];
  /** Short lines instead of whole records: dims by name, `person_id`, `date`, amounts as decimal text. */
  readonly lines?: readonly ShortLine[];
  readonly exposure?: readonly CellExposure[];
}

/** A claim line with only what cells read. */
interface ShortLine {
  readonly person_id: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly keys: Readonly<Record<string, string | null>>;
  /** Decimal text by field: `allowed_amount`, `paid_amount`, `charge_amount`, `deductible_amount` ... */
  readonly amounts: Readonly<Record<string, string | null>>;
}

function column(lines: readonly ShortLine[], name: string): CodedColumn {
  const words = [...new Set(lines.map((line) => line.keys[name] ?? ''))];
  const validity = new Uint8Array((lines.length + 7) >> 3);
  lines.forEach((line, row) => {
    if ((line.keys[name] ?? null) !== null) validity[row >> 3] = (validity[row >> 3] ?? 0) | (1 << (row & 7));
  });
  return { ids: Uint32Array.from(lines, (line) => words.indexOf(line.keys[name] ?? '')), dictionary: { values: words }, validity };
}

/** A record with every field: absent ones are null, required ones filled with invented values. */
function whole<T>(table: 'medical' | 'pharmacy', row: object): T {
  const blank = fieldsOf(table).map((field) => [
    field.name,
    field.presence === 'optional'
      ? null
      : (field.fallback ?? field.values?.[0] ?? (field.kind === 'integer' ? 1 : field.kind === 'money' ? '0.00' : 'x')),
  ]);
  const made: unknown = { ...Object.fromEntries(blank), ...row };
  return made as T;
}

function shortRecord(line: ShortLine, i: number): MedicalClaimLine {
  return whole('medical', {
    ...line.amounts,
    claim_id: `c${i}`,
    person_id: line.person_id,
    claim_start_date: line.date,
    claim_end_date: line.date,
    row_number: i + 1,
  });
}

function cellsOf(given: CellsGiven): ReturnType<typeof benchmarkCells> {
  const { spans, medical, pharmacy, lines, exposure, basis, ...options } = given;
  const cells = benchmarkCells({
    ...readGiven(options, { text: TEXT }),
    basis: basisOf(basis),
    ...(spans === undefined ? {} : { coverage: coverageIndex(spans) }),
  });
  if (medical !== undefined)
    cells.add(
      batchOf(
        { table: 'medical' },
        medical.map((row) => whole<MedicalClaimLine>('medical', row)),
      ),
    );
  if (pharmacy !== undefined)
    cells.add(
      batchOf(
        { table: 'pharmacy' },
        pharmacy.map((row) => whole<PharmacyClaim>('pharmacy', row)),
      ),
    );
  if (lines !== undefined && lines.length > 0) {
    const names = [...new Set(lines.flatMap((line) => Object.keys(line.keys)))];
    cells.add({
      batch: batchOf({ table: 'medical' }, lines.map(shortRecord)),
      columns: Object.fromEntries(names.map((name) => [name, column(lines, name)])),
    });
  }
  for (const each of exposure ?? []) cells.add(each);
  return cells;
}

/** Amounts and shares that are exact decimals. */
const MONEY: GivenFields = {
  exact: [
    'amount',
    'own',
    'complement',
    'paid',
    'nonClaims',
    'admin',
    'stopLossPremium',
    'stopLossRecoveries',
    'rebates',
    'subrogation',
    'employeeContributions',
    'premiumEarned',
    'memberShare',
    'factor',
    'signed',
    'averageDeductible',
    'exposure',
    'planPaid',
    'allowed',
    'deductible',
    'outOfPocketMaximum',
    'coinsurance',
    'copay',
    'share',
    'contributions',
    'largestShare',
  ],
  text: TEXT,
};
const PLAN: GivenFields = {
  exact: [
    ...(MONEY.exact ?? []),
    'low',
    'mid',
    'high',
    'elasticity',
    'from',
    'to',
    'memberMonths',
    'employeeMonths',
    'savingPerEngaged',
    'atRisk',
    'completeness',
    'weight',
    'score',
    'maximum',
  ],
  text: TEXT,
  nullable: ['score'],
};
const POOL: GivenFields = { exact: ['dollars', 'months', 'point', 'charge', 'annualMean'], text: ['prorate'], nullable: ['point', 'cvRaw'] };

const COVERAGE: GivenFields = {
  exact: [
    'premium',
    'low',
    'mid',
    'high',
    'administration',
    'network',
    'stopLossPremium',
    'coalitionDues',
    'peoService',
    'brokerCompensation',
    'employerTaxes',
    'expectedRecoveries',
    'rebates',
    'employeeShare',
    'expectedCostSharing',
    'costWithout',
    'fees',
    'oneTime',
  ],
  text: TEXT,
  nullable: ['met'],
};

/** A statistic in doubles: decimal text counts as a number, null as absent. */
function plain<Given, Result>(name: string, does: string, run: (given: Given) => Result): Operation {
  return operation<Given, Result>(name, does, (given) => run(readGiven(given, { text: TEXT })));
}

interface WithNulls {
  /** One row a unit, one column a period; null is a cell without experience. */
  readonly ratios: RatioRows;
  readonly weights: readonly (readonly (number | null)[])[];
}

export const operations: readonly Operation[] = [
  operation<{ readonly a: BasisGiven; readonly b: BasisGiven }, Comparability>(
    'benchmark.comparability',
    'Whether two bases compare directly, by a bridge, or not at all.',
    ({ a, b }) => comparability(basisOf(a), basisOf(b)),
  ),
  operation<{ readonly basis: BasisGiven }, string>('benchmark.basisInWords', 'A basis in words.', ({ basis }) => basisInWords(basisOf(basis))),
  operation<{ readonly basis: BasisGiven }, string>('benchmark.basisTitle', 'A basis in a few words.', ({ basis }) => basisTitle(basisOf(basis))),
  operation<RateGiven, CostRate>('benchmark.costRate', 'A rate of an amount, or of a numerator over an exposure.', rateOf),
  operation<{ readonly id: string; readonly asOf?: string }, CostRate>('benchmark.factRate', 'A shipped benchmark fact as a rate.', ({ id, asOf }) =>
    factRate(id, asOf === undefined ? {} : { asOf }),
  ),
  operation<{ readonly rate: RateGiven; readonly to: BasisGiven; readonly assumptions: BridgeAssumptions }, CostRate>(
    'benchmark.bridge',
    'A rate carried over to another basis by assumptions with low, mid, high and source.',
    ({ rate, to, assumptions }) => bridge(rateOf(rate), basisOf(to), readGiven(assumptions, { exact: ['low', 'mid', 'high'], text: ['source'] })),
  ),
  operation<
    {
      readonly subject: RateGiven;
      readonly benchmark: RateGiven;
      readonly cv?: number;
      readonly rawCv?: number;
      readonly charge?: string;
      readonly confidence?: number;
      readonly benchmarkStandardError?: number;
      readonly complementName?: string;
      readonly ledger?: readonly AdjustmentInput[];
    },
    Comparison
  >(
    'benchmark.compareRates',
    'Whether a rate differs from a benchmark; `ledger` is applied to the subject first.',
    ({ subject, benchmark, charge, ledger, ...o }) => {
      const rate =
        ledger === undefined
          ? rateOf(subject)
          : adjust(rateOf(subject), readGiven(ledger, { exact: ['factor', 'low', 'high', 'amount'], text: ['source'] }));
      const more = readGiven({ charge }, { exact: ['charge'] });
      return compareRates<CostBasis>({
        subject: rate,
        benchmark: rateOf(benchmark),
        ...readGiven(o),
        ...(more.charge === undefined ? {} : { charge: more.charge as unknown as Usd }),
      });
    },
  ),
  operation<{ readonly rate: RateGiven; readonly steps: readonly AdjustmentInput[] } & AdjustOptions, CostRate>(
    'benchmark.adjust',
    'Applies adjustments and keeps their ledger; relative costs (demographic, area, industry, benefit, network, riskScore) divide, others multiply.',
    ({ rate, steps, ...o }) => adjust(rateOf(rate), readGiven(steps, { exact: ['factor', 'low', 'high', 'amount'], text: ['source'] }), o),
  ),
  operation<LedgerFactor, ReturnType<typeof completionAdjustment>>(
    'benchmark.completionAdjustment',
    "A completion step of trend's ledger factor.",
    (given) => completionAdjustment(readGiven(given, { exact: ['factor', 'low', 'high'], text: ['source'] })),
  ),
  operation<Parameters<typeof trendAdjustment>[0], ReturnType<typeof trendAdjustment>>(
    'benchmark.trendAdjustment',
    'A trend step between midpoints.',
    (given) => trendAdjustment(readGiven(given, { exact: ['annual', 'low', 'high', 'months'], text: ['source'] })),
  ),
  operation<PlanCostInput, PlanCost>('benchmark.planCost', 'Plan cost, employer net, TME, NCPHI and THCE from their parts.', (given) =>
    planCost(readGiven(given, MONEY)),
  ),
  operation<{ readonly signed: Usd }, Usd>('benchmark.flowsBack', 'A signed non-claims record as a magnitude.', (given) =>
    flowsBack(readGiven(given, MONEY).signed),
  ),
  operation<CellsGiven, CellsResult>('benchmark.benchmarkCells', 'Cells with exposure, persons and reconciliation of lines.', (given) =>
    cellsOf(given).finish(),
  ),
  operation<{ readonly cells: CellsGiven } & GroupOptions, readonly Cell[]>(
    'benchmark.groupCells',
    'Cells grouped by some of their dimensions, with a roll-up.',
    ({ cells, ...o }) => cellsOf(cells).cells(o),
  ),
  operation<
    {
      readonly cells: CellsGiven;
      readonly id: string;
      readonly by: readonly string[];
      readonly measure: 'billed' | 'allowed' | 'planPaid' | 'memberShare' /** Public code by employer. */;
      readonly codes: Readonly<Record<string, string>>;
    },
    CellsTableInput
  >('benchmark.cellsTableInput', 'Cells as a table for protectTable.', ({ cells, codes, ...o }) =>
    cellsOf(cells).toTableInput({ ...o, codes: new Map(Object.entries(codes)) }),
  ),
  operation<{ readonly cell: Cell; readonly measure?: 'billed' | 'allowed' | 'planPaid' | 'memberShare' }, CostRate>(
    'benchmark.pmpm',
    'Dollars per member month of a cell (cents, units of 1/377,580 month).',
    ({ cell, ...o }) => pmpm(cell, o),
  ),
  operation<{ readonly cell: Cell; readonly measure?: 'billed' | 'allowed' | 'planPaid' | 'memberShare' }, CostRate | null>(
    'benchmark.pepm',
    'Dollars per employee month of a cell; null without employee months.',
    ({ cell, ...o }) => pepm(cell, o),
  ),
  operation<{ readonly cell: Cell }, Decimal>('benchmark.per1000', 'Services per 1,000 members and year.', ({ cell }) => per1000(cell)),
  operation<{ readonly cell: Cell; readonly measure?: 'billed' | 'allowed' | 'planPaid' | 'memberShare' }, Usd | null>(
    'benchmark.unitCost',
    'Cost per service.',
    ({ cell, ...o }) => unitCost(cell, o),
  ),
  operation<{ readonly cell: Cell; readonly measure?: 'billed' | 'allowed' | 'planPaid' | 'memberShare' }, CostProfile>(
    'benchmark.costProfile',
    'All rates of a cell side by side.',
    ({ cell, ...o }) => costProfile(cell, o),
  ),
  operation<
    { readonly rate: RateGiven; readonly period?: 'month' | 'year'; readonly per?: 'member' | 'employee'; readonly membersPerEmployee?: string },
    CostRate
  >('benchmark.convertRate', 'A rate in another period or per another person.', ({ rate, ...o }) => convertRate(rateOf(rate), o)),
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
  operation<ContributorGuardInput, ContributorGuard>('benchmark.contributorGuard', 'Whether a distribution over employers may be shown.', (given) =>
    contributorGuard(readGiven(given, { exact: ['contributions', 'largestShare'] })),
  ),
  plain<{ readonly categories: readonly LeverCategory[] }, number>(
    'benchmark.savingsCeiling',
    'The most that levers can save together.',
    ({ categories }) => savingsCeiling(categories),
  ),
  operation<SavingsClaimInput, SavingsVerdict>('benchmark.evaluateSavingsClaim', "Judges a vendor's savings claim.", (given) => {
    const { comparison, ...rest } = given;
    const o = readGiven(rest, { text: TEXT });
    return evaluateSavingsClaim(
      comparison === undefined || comparison === null ? o : { ...o, comparison: readGiven(comparison, { exact: ['ratio'] }) },
    );
  }),
  operation<{ readonly planPaid: Usd; readonly allowed: Usd } | { readonly design: PlanDesign; readonly members: readonly PlanMember[] }, PlanValue>(
    'benchmark.planValue',
    'Actuarial value, empirical or simulated.',
    (given) => planValue(readGiven(given, MONEY)),
  ),
  operation<{ readonly design: PlanDesign; readonly members: readonly PlanMember[]; readonly setTerms?: SetTerms }, Adjudicated>(
    'benchmark.adjudicate',
    "Members' years through a plan's terms; copays by category are decimal text.",
    (given) => {
      const { copays } = given.design;
      const read = readGiven(given, MONEY);
      return adjudicate(
        copays === undefined ? read : { ...read, design: { ...read.design, copays: readGiven(copays, { exact: Object.keys(copays) }) } },
      );
    },
  ),
  operation<ServiceChangeInput, ServiceChange>('benchmark.evaluateServiceChange', 'Cost of changed cost sharing on a set of services.', (given) =>
    evaluateServiceChange(readGiven(given, PLAN)),
  ),
  operation<{ readonly kind: 'arc' | 'semiArc'; readonly elasticity: Decimal; readonly from: Decimal; readonly to: Decimal }, Decimal>(
    'benchmark.useMultiplier',
    'How much more is used when the price share changes.',
    (given) => useMultiplier(readGiven(given, { exact: ['elasticity', 'from', 'to'] })),
  ),
  operation<
    { readonly lines: readonly ServiceLine[]; readonly preventive?: readonly string[]; readonly hsaPreventive?: readonly string[] },
    readonly Finding[]
  >(
    'benchmark.preventiveLeak',
    'Cost sharing on preventive services, and first-dollar cover, on given sets.',
    ({ lines, preventive, hsaPreventive }) =>
      preventiveLeak({
        lines: readGiven(lines, { exact: ['memberShare', 'planPaid'], text: ['code'] }),
        ...(preventive === undefined ? {} : { preventive: new Set(preventive) }),
        ...(hsaPreventive === undefined ? {} : { hsaPreventive: new Set(hsaPreventive) }),
      }),
  ),
  operation<VendorInput, VendorScorecard>('benchmark.vendorScorecardInputs', 'A vendor on one basis; a missing score makes a range.', (given) =>
    vendorScorecardInputs(readGiven(given, PLAN)),
  ),
  plain<
    { readonly scores: readonly ScoredMember[]; readonly reference: readonly ScoredMember[]; readonly exclude?: readonly string[] },
    NormalisedScores
  >('benchmark.normaliseScores', 'Scores on the scale where the reference is 1.', normaliseScores),
  operation<CoverageInput, CoverageComparison>(
    'benchmark.compareCoverageOptions',
    'Every way to cover employees on one basis; amounts per employee and year are decimal text.',
    (given) => compareCoverageOptions(readGiven(given, COVERAGE)),
  ),
  operation<MembershipInput, MembershipVerdict>('benchmark.evaluateMembership', 'Whether to join the coalition, and what must be true.', (given) =>
    evaluateMembership(readGiven(given, COVERAGE)),
  ),
  operation<MembershipInput, Usd>('benchmark.costWithMembership', "Cost with the coalition's levers and fees, mid.", (given) =>
    costWithMembership(readGiven(given, COVERAGE)),
  ),
  operation<{ readonly tables: HhsHccTables; readonly person: HhsHccPerson }, HhsHccScore>(
    'benchmark.scoreHhsHcc',
    "One person's HHS-HCC score on tables that are given with it.",
    ({ tables, person }) => scoreHhsHcc(loadHhsHcc(tables), person),
  ),
];
