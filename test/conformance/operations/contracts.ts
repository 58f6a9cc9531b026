import { measurementOf } from '../../../src/contracts/contract.js';
import {
  type AchievementInput,
  type Amendment,
  acaCorridor,
  achievementPoints,
  allocate,
  type BaseYear,
  type BundleInput,
  blendBaseYears,
  bundle,
  type CapitationInput,
  type Consistency,
  type Contract,
  type CorridorInput,
  canonicalContract,
  cap,
  capitation,
  cjr,
  compareScorecards,
  consistentWithPublished,
  contractAt,
  contractHash,
  corridor,
  type DeltaReport,
  type Distinguishable,
  type DistinguishableInput,
  type Distribution,
  diffSettlements,
  dropOne,
  type EstimateLike,
  type ExchangeInput,
  type Expr,
  exchange,
  explain,
  type Fact,
  type FactFromOptions,
  type FactOverride,
  factFrom,
  factsHash,
  floor,
  type GateInput,
  type GuaranteeInput,
  type GuaranteeValue,
  gateTerms,
  guarantee,
  guaranteeValue,
  hvbp,
  type Incentives,
  type ItemsModel,
  incentives,
  interim,
  isDistinguishable,
  joinSimulations,
  type LevelFundingInput,
  type LimitInput,
  type LineRange,
  levelFunding,
  lintContract,
  type MemberCost,
  type MetricModel,
  type MlrOptions,
  type MsrInput,
  type MsspOptions,
  mlrCredibility,
  msr,
  msrFor,
  mssp,
  type NodeExplanation,
  type Operand,
  type OutcomeRebateInput,
  outcomeRebate,
  type ParsedContract,
  type PerCapitaInput,
  type PeriodCapsInput,
  type PiecewiseLinear,
  type PolicyWindow,
  type PrintedFigure,
  parseContract,
  passCount,
  paymentCurve,
  paymentOn,
  perCapita,
  periodCaps,
  placeInWindow,
  pointsByTable,
  policyWindow,
  type ReachOptions,
  type ReplayReport,
  type RiskAdjustInput,
  type RoiGuaranteeInput,
  type RxGuaranteeInput,
  reach,
  referencePrice,
  replayTrace,
  riskAdjust,
  roiGuarantee,
  rxGuarantee,
  type Scenario,
  type ScenarioResult,
  type Scorecard,
  type ScorecardComparison,
  type ScorecardPenaltyInput,
  type SettledCase,
  type Settlement,
  type SettlementStatus,
  type ShapleyResult,
  type Share,
  type SharedSavingsInput,
  type ShortTier,
  type SimulateInput,
  type SimulationPart,
  type Solution,
  type SpecificStopLossInput,
  type StatementRow,
  type StatisticalRate,
  type StopLossInput,
  type Swing,
  scenario,
  scorecard,
  scorecardPenalty,
  sensitivity,
  sequester,
  settle,
  settlementOf,
  settlementStatement,
  settleRange,
  shapley,
  share,
  sharedSavings,
  sigmaFrom,
  simulate,
  simulatePart,
  solveFor,
  specificStopLoss,
  stopLoss,
  type TableRate,
  type TargetInput,
  type Terms,
  type TermValue,
  type TrendGuaranteeInput,
  type TrendInput,
  target,
  trend,
  trendGuarantee,
  type VendorResults,
  type VendorTerms,
  type VerifyReport,
  type VolumeInput,
  vendorContract,
  verifySettlement,
  volume,
  type WarrantyInput,
  type WindowPlace,
  type WithholdInput,
  warranty,
  withhold,
} from '../../../src/contracts/index.js';
import type { Finding } from '../../../src/errors/finding.js';
import { type GivenFigure, type WorkedTerms, worked } from '../../contracts/worked.js';
import { type Operation, operation } from '../operation.js';
import { withoutNulls } from '../without-nulls.js';

/** A fact as a case writes it; what is absent follows from the contract: its unit, the measured period, known on its last day. */
interface GivenFact {
  readonly metric: string;
  readonly value: string;
  readonly unit?: string | null;
  readonly period?: { readonly from: string; readonly to: string } | null;
  readonly knownOn?: string | null;
  readonly denominator?: string | null;
  readonly source?: string | null;
  readonly keys?: Readonly<Record<string, string>> | null;
  readonly paidThrough?: string | null;
}

/** Facts as a list, or as values by metric (by key for metrics told by a dimension). */
type GivenFacts = readonly GivenFact[] | Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** A contract's document, or a preset with its options. */
type GivenContract = Contract | { readonly preset: 'mssp' | 'cjr' | 'hvbp' | 'acaCorridor' | 'reach' | 'mlrCredibility'; readonly options?: unknown };

interface GivenCase {
  readonly contract: GivenContract;
  readonly facts: GivenFacts;
}

interface GivenSettle extends GivenCase {
  /** Default `final`. */
  readonly status?: SettlementStatus | null;
  /** Default 9999-12-31: everything is known. */
  readonly asOf?: string | null;
  /** Earlier settlements of the same contract, each settled first on its own facts, in order. */
  readonly prior?: readonly { readonly facts: GivenFacts; readonly status: SettlementStatus; readonly asOf: string }[] | null;
  readonly overrides?: readonly FactOverride[] | null;
}

/** Input of a builder, with figures for the metrics that it names. */
interface GivenBuilder<I> {
  /** The builder's input. Operands are nodes, decimal text, or ids of terms or of `figures`. */
  readonly input: I;
  /** Values of the metrics that `input` names, by id; in dollars unless told. */
  readonly figures?: Readonly<Record<string, GivenFigure>> | null;
}

/** A settlement with the value of each term, or the findings that block it. */
interface SettledResult {
  readonly kind: 'settled' | 'blocked';
  readonly settlement?: Settlement;
  /** By term id, decimal text. */
  readonly values: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

function contractOf(given: GivenContract): Contract {
  if (!('preset' in given)) return withoutNulls(given);
  const options = JSON.parse(JSON.stringify(withoutNulls(given.options ?? {})));
  return { mssp, cjr, hvbp, acaCorridor, reach, mlrCredibility }[given.preset](options);
}

function isList(facts: GivenFacts): facts is readonly GivenFact[] {
  return Array.isArray(facts);
}

function factsOf(contract: Contract, given: GivenFacts): readonly Fact[] {
  const list: readonly GivenFact[] = isList(given)
    ? given
    : Object.entries(given).flatMap(([id, value]): readonly GivenFact[] => {
        const dimension = contract.metrics[id]?.over?.[0] ?? '';
        return typeof value === 'string'
          ? [{ metric: id, value }]
          : Object.entries(value).map(([key, each]) => ({ metric: id, value: each, keys: { [dimension]: key } }));
      });
  const measured = measurementOf(contract);
  return list.map((fact) => ({
    metric: fact.metric,
    value: fact.value,
    unit: fact.unit ?? contract.metrics[fact.metric]?.unit ?? 'ratio',
    period: fact.period ?? measured,
    knownOn: fact.knownOn ?? measured.to,
    denominator: fact.denominator ?? null,
    source: fact.source ?? 'case',
    ...(fact.keys == null ? {} : { keys: fact.keys }),
    ...(fact.paidThrough == null ? {} : { paidThrough: fact.paidThrough }),
  }));
}

function settled(given: GivenSettle): SettledResult {
  const contract = contractOf(given.contract);
  const prior: Settlement[] = [];
  for (const each of given.prior ?? [])
    prior.push(
      settlementOf(settle({ contract, facts: factsOf(contract, each.facts), status: each.status, asOf: each.asOf, prior: Array.from(prior) })),
    );
  const result = settle({
    contract,
    facts: factsOf(contract, given.facts),
    status: given.status ?? 'final',
    asOf: given.asOf ?? '9999-12-31',
    prior,
    overrides: given.overrides ?? [],
  });
  if (result.kind === 'blocked') return { kind: 'blocked', values: {}, findings: result.findings };
  return {
    kind: 'settled',
    settlement: result.settlement,
    values: Object.fromEntries(result.settlement.trace.nodes.flatMap((node) => (node.term === undefined ? [] : [[node.term, node.result]]))),
    findings: result.findings,
  };
}

function settlementFrom(given: GivenSettle): { readonly contract: Contract; readonly facts: readonly Fact[]; readonly settlement: Settlement } {
  const contract = contractOf(given.contract);
  const facts = factsOf(contract, given.facts);
  return {
    contract,
    facts,
    settlement: settlementOf(settle({ contract, facts, status: given.status ?? 'final', asOf: given.asOf ?? '9999-12-31' })),
  };
}

const builder = <Given extends GivenBuilder<unknown>, Result extends WorkedTerms>(
  name: string,
  does: string,
  write: (input: Given['input']) => Terms | Expr,
): Operation => operation<Given, WorkedTerms | Result>(name, does, (given) => worked(write(withoutNulls(given.input)), given.figures));

/** What every preset's operation takes besides the preset's own options. */
interface GivenPreset {
  /** Facts to settle on; the other fields of `given` are the preset's options. */
  readonly facts: GivenFacts;
  /** Earlier settlements of the same contract, each settled first on its own facts, in order. */
  readonly prior?: GivenSettle['prior'];
  /** Default `final`. */
  readonly status?: SettlementStatus | null;
  /** Default 9999-12-31: everything is known. */
  readonly asOf?: string | null;
}

const preset = <Given extends GivenPreset, Result extends SettledResult>(
  name: string,
  does: string,
  make: (options: Omit<Given, keyof GivenPreset>) => Contract,
): Operation =>
  operation<Given, SettledResult | Result>(name, does, (given) => {
    const { facts, prior, status, asOf, ...options } = given;
    return settled({
      contract: make(JSON.parse(JSON.stringify(withoutNulls(options)))),
      facts,
      prior: prior ?? null,
      status: status ?? null,
      asOf: asOf ?? null,
    });
  });

interface GivenCurve extends GivenCase {
  readonly metric: string;
  readonly domain: readonly [low: string, high: string];
  readonly line?: string | null;
}

function curveOf(given: GivenCurve): PiecewiseLinear {
  const contract = contractOf(given.contract);
  return paymentCurve({
    contract,
    facts: factsOf(contract, given.facts),
    metric: given.metric,
    domain: given.domain,
    ...(given.line == null ? {} : { line: given.line }),
  });
}

function whatIf(given: GivenCase): { readonly contract: Contract; readonly facts: readonly Fact[] } {
  const contract = contractOf(given.contract);
  return { contract, facts: factsOf(contract, given.facts) };
}

/** A simulation: `facts` that stay, `model` by metric, `items` by dimension; doubles. */
interface GivenSimulation extends GivenCase {
  readonly model?: Readonly<Record<string, MetricModel>> | null;
  readonly items?: Readonly<Record<string, ItemsModel>> | null;
  /** Default 100,000. */
  readonly runs?: number | null;
  readonly seed: number;
  readonly line?: string | null;
  /** Default false. */
  readonly exact?: boolean | null;
}

function simulationOf({ model, items, runs, seed, line, exact, ...given }: GivenSimulation): SimulateInput {
  const options = withoutNulls({ model, items, runs, line, exact }) as Partial<SimulateInput>;
  return { ...whatIf(given), seed, ...options };
}

/** Operations of contracts/: documents, settlement, curves, what-ifs, guarantees, presets, builders. */
export const operations: readonly Operation[] = [
  operation<GivenSettle, SettledResult>(
    'contracts.settle',
    'Settles a contract or preset on facts: lines, members, trace, and the value of each term.',
    settled,
  ),
  operation<{ readonly contract: GivenContract; readonly amendments: readonly Amendment[]; readonly date: string }, Contract>(
    'contracts.contractAt',
    'The contract with the amendments that were effective on a day.',
    (given) => contractAt({ contract: contractOf(given.contract), amendments: withoutNulls(given.amendments) }, given.date),
  ),
  operation<
    GivenSettle & { readonly ranges: Readonly<Record<string, { readonly low: string; readonly high: string; readonly paid?: string | null }>> },
    { readonly lines: readonly LineRange[]; readonly findings: readonly Finding[] }
  >('contracts.settleRange', 'Settles on completed facts and at the ends of their ranges (by metric).', (given) => {
    const { contract, facts } = whatIf(given);
    const ranged = facts.map((fact) => {
      const range = given.ranges[fact.metric];
      return range === undefined
        ? fact
        : { ...fact, range: { low: range.low, high: range.high }, ...(range.paid == null ? {} : { paid: range.paid }) };
    });
    const result = settleRange({ contract, facts: ranged, status: given.status ?? 'interim', asOf: given.asOf ?? '9999-12-31' });
    return result.kind === 'settled' ? { lines: result.lines, findings: result.settled.findings } : { lines: [], findings: result.findings };
  }),
  operation<{ readonly contract: GivenContract }, { readonly findings: readonly Finding[] }>(
    'contracts.lintContract',
    'Checks a contract before it is signed.',
    ({ contract }) => ({ findings: lintContract(contractOf(contract)) }),
  ),
  operation<{ readonly json: unknown }, ParsedContract>('contracts.parseContract', 'Reads a contract from a JSON value or JSON text.', ({ json }) =>
    parseContract(json),
  ),
  operation<{ readonly contract: GivenContract }, { readonly hash: string }>(
    'contracts.contractHash',
    'Fingerprints a contract.',
    ({ contract }) => ({ hash: contractHash(contractOf(contract)) }),
  ),
  operation<{ readonly contract: GivenContract }, { readonly text: string }>(
    'contracts.canonicalContract',
    'Writes a contract in its canonical form.',
    ({ contract }) => ({ text: canonicalContract(contractOf(contract)) }),
  ),
  operation<GivenCase, { readonly hash: string }>('contracts.factsHash', 'Fingerprints facts, whatever their order.', (given) => ({
    hash: factsHash(whatIf(given).facts),
  })),
  operation<{ readonly estimate: EstimateLike; readonly o: FactFromOptions }, Fact>(
    'contracts.factFrom',
    'Turns an estimate into a fact; a double becomes its shortest decimal text.',
    ({ estimate, o }) => factFrom(estimate, withoutNulls(o)),
  ),
  operation<GivenSettle, ReplayReport>('contracts.replayTrace', 'Settles, then recomputes every node of the trace without the contract.', (given) =>
    replayTrace(settlementFrom(given).settlement.trace),
  ),
  operation<GivenSettle & { readonly change?: Readonly<Record<string, string>> | null }, VerifyReport>(
    'contracts.verifySettlement',
    'Settles, changes results of trace nodes as `change` says (by node id), then verifies against contract and facts.',
    (given) => {
      const { contract, facts, settlement } = settlementFrom(given);
      const change = given.change ?? {};
      const nodes = settlement.trace.nodes.map((node) => ({
        ...node,
        result: Object.hasOwn(change, node.id) ? (change[node.id] ?? node.result) : node.result,
      }));
      return verifySettlement({ contract, facts, settlement: { ...settlement, trace: { nodes } } });
    },
  ),
  operation<GivenSettle & { readonly node: string; readonly depth?: number | null }, NodeExplanation>(
    'contracts.explain',
    'Settles, then explains one node.',
    (given) => explain({ settlement: settlementFrom(given).settlement, node: given.node, depth: given.depth ?? 1 }),
  ),
  operation<GivenSettle, { readonly rows: readonly StatementRow[] }>(
    'contracts.settlementStatement',
    'Settles, then lists the lettered statement.',
    (given) => ({ rows: settlementStatement(settlementFrom(given).settlement) }),
  ),
  operation<
    { readonly before: GivenSettle; readonly after: GivenSettle; readonly attribute: 'shapley' | { readonly order: readonly string[] } },
    DeltaReport
  >(
    'contracts.diffSettlements',
    'Settles both cases and attributes their difference to facts, parameters and terms.',
    ({ before, after, attribute }) => {
      const of = (given: GivenSettle): SettledCase => settlementFrom(given);
      return diffSettlements({ before: of(before), after: of(after), attribute });
    },
  ),
  operation<
    { readonly total: string; readonly scale: number; readonly weights: readonly string[]; readonly ids: readonly string[] },
    readonly Share[]
  >('contracts.allocate', 'Divides a total by weights so that the parts add up to it.', (given) => allocate(given)),
  operation<
    {
      readonly players: readonly string[];
      readonly values: Readonly<Record<string, string>>;
      readonly exactUpTo?: number | null;
      readonly runs?: number | null;
      readonly seed?: number | null;
    },
    ShapleyResult
  >(
    'contracts.shapley',
    'Shapley values of a game whose `values` are given by group: players joined by a comma in the order of `players`, "" for nobody (0 when absent).',
    (given) =>
      shapley({
        players: given.players,
        value: (group) => given.values[given.players.filter((id) => group.includes(id)).join(',')] ?? '0',
        ...withoutNulls({ exactUpTo: given.exactUpTo ?? undefined, runs: given.runs ?? undefined, seed: given.seed ?? undefined }),
      } as Parameters<typeof shapley>[0]),
  ),
  operation<GivenCurve, PiecewiseLinear>('contracts.paymentCurve', 'What a contract pays as one metric varies: stretches, kinks, cliffs.', curveOf),
  operation<GivenCurve & { readonly at: string }, { readonly payment: string | null }>(
    'contracts.paymentOn',
    'The payment that a curve has at a point.',
    (given) => ({ payment: paymentOn(curveOf(given), given.at) }),
  ),
  operation<GivenCurve & { readonly at: string }, Incentives>(
    'contracts.incentives',
    'What one unit less of the metric is worth at a point.',
    (given) => incentives(curveOf(given), given.at),
  ),
  operation<
    GivenCase & {
      readonly input: string;
      readonly domain?: readonly [low: string, high: string] | null;
      readonly payment: string;
      readonly line?: string | null;
    },
    Solution
  >('contracts.solveFor', 'Where a metric must stand for a given payment.', (given) =>
    solveFor({
      ...whatIf(given),
      input: given.input,
      payment: given.payment,
      ...(given.domain == null ? {} : { domain: given.domain }),
      ...(given.line == null ? {} : { line: given.line }),
    }),
  ),
  operation<GivenCase & { readonly scenarios: readonly Scenario[] }, readonly ScenarioResult[]>(
    'contracts.scenario',
    'Payments under changed facts.',
    (given) => scenario({ ...whatIf(given), scenarios: given.scenarios }),
  ),
  operation<
    GivenCase & { readonly vary: { readonly relative: string } | Readonly<Record<string, { readonly low: string; readonly high: string }>> },
    readonly Swing[]
  >('contracts.sensitivity', 'Facts by how far they move the payment.', (given) => sensitivity({ ...whatIf(given), vary: given.vary })),
  operation<GivenCase, readonly TermValue[]>('contracts.dropOne', 'What each limit, floor, condition and rounding is worth.', (given) =>
    dropOne(whatIf(given)),
  ),
  operation<GivenSimulation, Distribution>(
    'contracts.simulate',
    'What a contract pays when metrics vary, alone or item by item; figures are doubles.',
    (given) => simulate(simulationOf(given)),
  ),
  operation<GivenSimulation & { readonly part: number; readonly parts: number }, SimulationPart>(
    'contracts.simulatePart',
    'Some of the runs of a simulation, parts counted from 0: what a worker hands over.',
    ({ part, parts, ...given }) => simulatePart({ ...simulationOf(given), part, parts }),
  ),
  operation<GivenSimulation & { readonly parts: number }, Distribution>(
    'contracts.joinSimulations',
    'The distribution of a simulation whose runs were made in so many parts, joined last part first.',
    ({ parts, ...given }) =>
      joinSimulations(Array.from({ length: parts }, (_, i) => simulatePart({ ...simulationOf(given), part: parts - 1 - i, parts }))),
  ),
  operation<{ readonly lives: number; readonly o: TableRate | StatisticalRate }, unknown>(
    'contracts.msrFor',
    'Minimum savings rate: decimal text by the table, a double by sigma and confidence.',
    ({ lives, o }) => msrFor(lives, o),
  ),
  operation<{ readonly members: readonly MemberCost[]; readonly o?: { readonly truncation?: number | null } | null }, number>(
    'contracts.sigmaFrom',
    "Coefficient of variation of one person's annual cost.",
    ({ members, o }) => sigmaFrom(members, withoutNulls(o ?? {}) as { readonly truncation?: number }),
  ),
  operation<DistinguishableInput, Distinguishable>(
    'contracts.isDistinguishable',
    'How sure a saving is, how often luck is paid, how often true savings are missed.',
    (given) => isDistinguishable(withoutNulls(given)),
  ),
  operation<
    { readonly contract: GivenContract; readonly facts: Readonly<Record<string, PrintedFigure>>; readonly published: PrintedFigure },
    Consistency
  >('contracts.consistentWithPublished', 'Whether a published settlement can follow from printed facts.', (given) =>
    consistentWithPublished({ contract: contractOf(given.contract), facts: withoutNulls(given.facts), published: withoutNulls(given.published) }),
  ),
  operation<{ readonly code: string; readonly year: { readonly from: string; readonly to: string } }, PolicyWindow>(
    'contracts.policyWindow',
    'Reads a stop-loss policy window such as 12/15.',
    ({ code, year }) => policyWindow(code, year),
  ),
  operation<
    {
      readonly code: string;
      readonly year: { readonly from: string; readonly to: string };
      readonly line: { readonly incurred: string; readonly paid: string };
    },
    { readonly place: WindowPlace }
  >('contracts.placeInWindow', 'Whether a policy window covers a claim line.', ({ code, year, line }) => ({
    place: placeInWindow(policyWindow(code, year), line),
  })),
  operation<{ readonly terms: VendorTerms }, Contract>('contracts.vendorContract', "Writes a vendor's guarantees as a contract.", ({ terms }) =>
    vendorContract(withoutNulls(terms)),
  ),
  operation<{ readonly terms: VendorTerms; readonly results: VendorResults }, Scorecard>(
    'contracts.scorecard',
    'Scores one vendor against its guarantees.',
    ({ terms, results }) => scorecard({ terms: withoutNulls(terms), results }),
  ),
  operation<{ readonly vendors: readonly { readonly terms: VendorTerms; readonly results: VendorResults }[] }, ScorecardComparison>(
    'contracts.compareScorecards',
    'Vendors side by side on the measures that all have.',
    ({ vendors }) => compareScorecards(vendors.map((each) => ({ terms: withoutNulls(each.terms), results: each.results }))),
  ),
  operation<
    { readonly terms: VendorTerms; readonly model: Readonly<Record<string, MetricModel>>; readonly runs?: number | null; readonly seed: number },
    GuaranteeValue
  >('contracts.guaranteeValue', "What a vendor's guarantees are worth before the year.", (given) =>
    guaranteeValue({ terms: withoutNulls(given.terms), model: given.model, seed: given.seed, ...(given.runs == null ? {} : { runs: given.runs }) }),
  ),
  preset<MsspOptions & GivenPreset, SettledResult>('contracts.mssp', 'Shared Savings Program of a performance year; settled on `facts`.', mssp),
  preset<{ readonly performanceYear: number } & GivenPreset, SettledResult>(
    'contracts.cjr',
    'Comprehensive care for joint replacement; settled on `facts`.',
    cjr,
  ),
  preset<{ readonly fiscalYear: number } & GivenPreset, SettledResult>(
    'contracts.hvbp',
    'Hospital value-based purchasing; settled on `facts`.',
    hvbp,
  ),
  preset<GivenPreset, SettledResult>('contracts.acaCorridor', 'Risk corridors of the Affordable Care Act; settled on `facts`.', () => acaCorridor()),
  preset<ReachOptions & GivenPreset, SettledResult>('contracts.reach', 'ACO REACH risk sharing, unverified; settled on `facts`.', reach),
  preset<MlrOptions & GivenPreset, SettledResult>(
    'contracts.mlrCredibility',
    'Medical loss ratio rebate with its credibility adjustment; settled on `facts`.',
    mlrCredibility,
  ),
  builder<GivenBuilder<SharedSavingsInput>, WorkedTerms>('contracts.sharedSavings', 'Shared savings, and losses where agreed.', sharedSavings),
  builder<GivenBuilder<GateInput>, WorkedTerms>('contracts.gateTerms', 'Which savings count.', gateTerms),
  builder<GivenBuilder<{ readonly amount: Operand; readonly rate: Operand }>, WorkedTerms>(
    'contracts.sequester',
    'Takes a share off gains.',
    (input) => sequester(input.amount, input.rate),
  ),
  builder<GivenBuilder<PerCapitaInput>, WorkedTerms>('contracts.perCapita', 'Annualise, truncate, complete, weight.', perCapita),
  builder<GivenBuilder<{ readonly years: readonly BaseYear[] }>, WorkedTerms>('contracts.blendBaseYears', 'Weighted base years.', ({ years }) =>
    blendBaseYears(years),
  ),
  builder<GivenBuilder<RiskAdjustInput>, WorkedTerms>('contracts.riskAdjust', 'Adjusts by the change of a risk score.', riskAdjust),
  builder<GivenBuilder<TrendInput>, WorkedTerms>('contracts.trend', 'Trends an amount.', trend),
  builder<GivenBuilder<TargetInput>, WorkedTerms>('contracts.target', 'Baseline less discount, times volume.', target),
  builder<GivenBuilder<MsrInput>, WorkedTerms>('contracts.msr', 'A minimum savings rate as a node.', msr),
  builder<GivenBuilder<{ readonly rate: Operand; readonly amount: Operand }>, WorkedTerms>('contracts.share', 'A share of an amount.', share),
  builder<GivenBuilder<CorridorInput>, WorkedTerms>('contracts.corridor', 'A risk corridor.', corridor),
  builder<GivenBuilder<LimitInput>, WorkedTerms>('contracts.cap', 'Caps an amount.', cap),
  builder<GivenBuilder<LimitInput>, WorkedTerms>('contracts.floor', 'Limits how far an amount may fall.', floor),
  builder<GivenBuilder<WithholdInput>, WorkedTerms>('contracts.withhold', 'A withhold that a score earns back.', withhold),
  builder<GivenBuilder<ExchangeInput>, WorkedTerms>('contracts.exchange', 'A budget-neutral exchange.', exchange),
  builder<GivenBuilder<GuaranteeInput>, WorkedTerms>('contracts.guarantee', 'A performance guarantee.', guarantee),
  builder<GivenBuilder<RoiGuaranteeInput>, WorkedTerms>('contracts.roiGuarantee', 'A return guarantee.', roiGuarantee),
  builder<GivenBuilder<TrendGuaranteeInput>, WorkedTerms>('contracts.trendGuarantee', 'A trend guarantee.', trendGuarantee),
  builder<GivenBuilder<ScorecardPenaltyInput>, WorkedTerms>(
    'contracts.scorecardPenalty',
    'Penalties and bonuses against fees at risk.',
    scorecardPenalty,
  ),
  builder<GivenBuilder<PeriodCapsInput>, WorkedTerms>('contracts.periodCaps', 'Caps of a month and a rolling year.', periodCaps),
  builder<GivenBuilder<RxGuaranteeInput>, WorkedTerms>('contracts.rxGuarantee', 'A pharmacy guarantee.', rxGuarantee),
  builder<GivenBuilder<BundleInput>, WorkedTerms>('contracts.bundle', 'The reconciliation of a bundle.', bundle),
  builder<GivenBuilder<WarrantyInput>, WorkedTerms>('contracts.warranty', 'A warranty in a bundled price.', warranty),
  builder<GivenBuilder<{ readonly price: Operand; readonly reference: Operand }>, WorkedTerms>(
    'contracts.referencePrice',
    'A reference price.',
    referencePrice,
  ),
  builder<GivenBuilder<CapitationInput>, WorkedTerms>('contracts.capitation', 'A capitation with claw-back.', capitation),
  builder<GivenBuilder<SpecificStopLossInput>, WorkedTerms>('contracts.specificStopLoss', 'Specific stop-loss.', specificStopLoss),
  builder<GivenBuilder<StopLossInput>, WorkedTerms>('contracts.stopLoss', 'Specific and aggregate stop-loss.', stopLoss),
  builder<GivenBuilder<LevelFundingInput>, WorkedTerms>('contracts.levelFunding', 'Level funding.', levelFunding),
  builder<GivenBuilder<VolumeInput>, WorkedTerms>('contracts.volume', 'A volume discount.', volume),
  builder<GivenBuilder<OutcomeRebateInput>, WorkedTerms>('contracts.outcomeRebate', 'An outcome-based rebate.', outcomeRebate),
  builder<GivenBuilder<{ readonly cumulative: Operand; readonly paidBefore: Operand }>, WorkedTerms>(
    'contracts.interim',
    'What is payable now.',
    interim,
  ),
  builder<GivenBuilder<AchievementInput>, WorkedTerms>('contracts.achievementPoints', 'Achievement and improvement points.', achievementPoints),
  builder<GivenBuilder<{ readonly on: Operand; readonly tiers: readonly ShortTier[] }>, WorkedTerms>(
    'contracts.pointsByTable',
    'Points by a table.',
    ({ on, tiers }) => pointsByTable(on, tiers),
  ),
  builder<GivenBuilder<{ readonly conditions: readonly Operand[] }>, WorkedTerms>(
    'contracts.passCount',
    'How many conditions hold.',
    ({ conditions }) => passCount(conditions),
  ),
];
