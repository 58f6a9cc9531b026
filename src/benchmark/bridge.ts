import { CoalitionError } from '../errors/coalition-error.js';
import type { CostBasis, Per } from '../money/cost-basis.js';
import { Decimal } from '../money/decimal.js';
import type { Range } from '../money/range.js';
import { usd } from '../money/usd.js';
import { normal } from '../stats/normal.js';
import { badInput } from './bad-input.js';
import { basisInWords } from './basis-words.js';
import { comparability } from './comparability.js';
import { costInterval } from './cost-interval.js';
import type { AdjustmentKind, AdjustmentStep, CostInterval, CostRate } from './cost-rate.js';
import { mismatch } from './mismatch.js';

/** Names of the inputs of a bridge. */
export type BridgeInput =
  | 'discount'
  | 'memberShare'
  | 'premiumLoad'
  | 'employeeContributions'
  | 'membersPerEmployee'
  | 'tierMix'
  | 'medicalCost'
  | 'rxCost'
  | 'dentalCost'
  | 'visionCost'
  | 'nonClaims'
  | 'admin'
  | 'stopLossNet'
  | 'rebates'
  | 'completion'
  | 'populationFactor'
  | 'exposureRatio'
  | 'poolingCharge';

/**
 * Assumptions of a bridge, each with low, mid, high and who says so.
 *
 * Shares and factors: `discount` (billed to allowed), `memberShare` (of allowed), `premiumLoad` (premium over plan cost), `membersPerEmployee`,
 * `tierMix` (cost of one contract over one employee), `completion` (multiplier), `populationFactor`, `exposureRatio`. Amounts are US dollars per
 * month and per employee where one side is per employee or contract, else per member; all are given as what the richer basis holds more.
 */
export type BridgeAssumptions = { readonly [K in BridgeInput]?: Range };

interface Operation {
  readonly input: BridgeInput | null;
  readonly kind: AdjustmentKind;
  readonly label: string;
  /** From the thinner to the richer basis. */
  readonly apply: (amount: Decimal, value: Decimal) => Decimal;
  readonly undo: (amount: Decimal, value: Decimal) => Decimal;
}

const MULTIPLY = { apply: (a: Decimal, v: Decimal) => a.times(v), undo: (a: Decimal, v: Decimal) => a.div(v) };
const ADD = { apply: (a: Decimal, v: Decimal) => a.plus(v), undo: (a: Decimal, v: Decimal) => a.minus(v) };
const KEEP_REST = {
  apply: (a: Decimal, v: Decimal) => a.times(new Decimal(1).minus(v)),
  undo: (a: Decimal, v: Decimal) => a.div(new Decimal(1).minus(v)),
};
const LOAD = { apply: (a: Decimal, v: Decimal) => a.times(new Decimal(1).plus(v)), undo: (a: Decimal, v: Decimal) => a.div(new Decimal(1).plus(v)) };

/** From thin to rich: billed charges shrink to allowed, lose the members' share, gain fees. */
const RANK: Readonly<Record<CostBasis['measure'], number>> = {
  billed: 0,
  tme: 1,
  allowed: 1,
  memberShare: 2,
  planPaid: 3,
  planCost: 4,
  premium: 5,
  employerNet: 6,
};
const WIDTH: Readonly<Record<Per, number>> = {
  member: 0,
  employee: 1,
  'contract:any': 2,
  'contract:single': 2,
  'contract:employeePlusOne': 2,
  'contract:family': 2,
};

/**
 * Carries a rate over to another basis by named assumptions, so that it can be compared at all.
 *
 * Limits: what is incomparable stays so (paid against incurred, Medicare against actives); a missing assumption is refused by name.
 * Bridging back with the same mids returns the rate.
 *
 * @formula plan cost per employee = allowed per member x members per employee x (1 - member share) + admin + stop-loss net - rebates (+ non-claims)
 * @unit US dollars per `to.per` and `to.period`
 * @source spec of the benchmark area, 3.1
 * @testedBy test/benchmark/bridge.test.ts: identity, round trip, widening
 * @param rate - The rate.
 * @param to - The basis wanted.
 * @param assumptions - What the gaps need.
 * @returns The rate on the new basis with its ledger and a widened interval.
 * @throws {@link CoalitionError} `basis/mismatch` when nothing bridges, `benchmark/bridge-input-missing`, `benchmark/bad-input`.
 * @example
 * const rate = costRate({ basis: { ...basisPresets.mmiPerson, period: 'month' }, amount: '600' });
 * const to = { ...rate.basis, measure: 'planPaid' } as const;
 * const memberShare = { low: new Decimal('0.10'), mid: new Decimal('0.15'), high: new Decimal('0.20'), source: 'own claims' };
 * bridge(rate, to, { memberShare }).amount.toFixed(2); // => '510.00'
 */
export function bridge<const B extends CostBasis>(rate: CostRate, to: B, assumptions: BridgeAssumptions): CostRate<B> {
  const verdict = comparability(rate.basis, to);
  if (verdict.kind === 'incomparable') throw mismatch(rate.basis, to, verdict);
  const plan = planOf(rate.basis, to);
  const absent = plan.flatMap(({ operation }) => (operation.input !== null && assumptions[operation.input] === undefined ? [operation.input] : []));
  if (absent.length > 0) {
    throw new CoalitionError(
      'benchmark/bridge-input-missing',
      `The bridge from [${basisInWords(rate.basis)}] to [${basisInWords(to)}] needs: ${[...new Set(absent)].join(', ')}. Give each as low, mid and high with its source.`,
      { inputs: [...new Set(absent)] },
    );
  }
  const monthly = rate.basis.period === 'year' ? rate.amount.div(12) : new Decimal(rate.amount);
  const outward = (amount: Decimal): Decimal => (to.period === 'year' ? amount.times(12) : amount);
  const through = (start: Decimal, pick: (range: Range, at: number) => Decimal): Decimal =>
    outward(
      plan.reduce((amount, { operation, forward }, at) => {
        const range = operation.input === null ? undefined : assumptions[operation.input];
        if (range === undefined) return amount;
        return (forward ? operation.apply : operation.undo)(amount, pick(range, at));
      }, start),
    );
  const amount = through(monthly, (range) => checkedRange(range).mid);
  const ends = plan.map(
    (_, at) =>
      [
        through(monthly, (range, i) => (i === at ? range.low : range.mid)),
        through(monthly, (range, i) => (i === at ? range.high : range.mid)),
      ] as const,
  );
  const ledger = plan.flatMap(({ operation, forward }) => ledgerLine(operation, forward, assumptions, { before: rate.basis, after: to }));
  const interval = bridged(rate, { amount, ends, through });
  return {
    ...rate,
    basis: to,
    amount: usd(amount),
    numerator: rate.basis.per === to.per ? usd(amount.times(rate.exposure)) : usd('0'),
    exposure: rate.basis.per === to.per ? rate.exposure : new Decimal(0),
    interval,
    ledger: [...rate.ledger, ...ledger],
    steps: [
      ...rate.steps,
      ...ledger,
      { id: 'bridged', label: `bridged to ${basisInWords(to)}`, value: amount.toFixed(), unit: `US dollars per ${to.per} and ${to.period}` },
    ],
    assumptions: [
      ...rate.assumptions,
      ...ledger.map((line) => ({
        id: line.id,
        value: `${line.low.toFixed()} to ${line.high.toFixed()}`,
        evidence: 'assumed' as const,
        source: line.evidence,
      })),
    ],
  };
}

function checkedRange(range: Range): Range {
  if (!range.low.lte(range.mid) || !range.mid.lte(range.high))
    throw badInput(
      'an assumption',
      `${range.low.toFixed()}, ${range.mid.toFixed()}, ${range.high.toFixed()}`,
      'low, mid and high in ascending order',
    );
  return range;
}

/** The operations between two bases, with the direction of each. */
function planOf(from: CostBasis, to: CostBasis): readonly { readonly operation: Operation; readonly forward: boolean }[] {
  const richer = RANK[to.measure] > RANK[from.measure] || (RANK[to.measure] === RANK[from.measure] && WIDTH[to.per] >= WIDTH[from.per]);
  const [thin, rich] = richer ? [from, to] : [to, from];
  const operations = operationsBetween(thin, rich);
  return (richer ? operations : [...operations].reverse()).map((operation) => ({ operation, forward: richer }));
}

function operationsBetween(thin: CostBasis, rich: CostBasis): readonly Operation[] {
  const operations: Operation[] = [...measureOperations(thin, rich)];
  if (thin.completion === 'immature' || rich.completion === 'immature') {
    const flow = thin.completion === 'immature' ? MULTIPLY : { apply: MULTIPLY.undo, undo: MULTIPLY.apply };
    operations.push({ input: 'completion', kind: 'completion', label: 'completed', ...flow });
  }
  if (thin.population !== rich.population)
    operations.push({ input: 'populationFactor', kind: 'population', label: 'to the other population', ...MULTIPLY });
  if (thin.exposureRule !== rich.exposureRule && thin.exposureRule !== 'survey' && rich.exposureRule !== 'survey')
    operations.push({ input: 'exposureRatio', kind: 'exposureRule', label: 'to the other counting rule', ...MULTIPLY });
  if (thin.per !== rich.per) operations.push(...perOperations(thin.per, rich.per));
  for (const line of ['medical', 'rx', 'dental', 'vision'] as const) {
    if (thin.scope[line] !== rich.scope[line])
      operations.push({ input: `${line}Cost`, kind: 'scope', label: `${line} in or out`, ...signed(rich.scope[line]) });
  }
  if (thin.nonClaims !== rich.nonClaims)
    operations.push({ input: 'nonClaims', kind: 'nonClaims', label: 'non-claims payments', ...signed(rich.nonClaims !== 'out') });
  if (thin.admin !== rich.admin) operations.push({ input: 'admin', kind: 'admin', label: 'administration', ...signed(rich.admin !== 'out') });
  if (thin.stopLoss !== rich.stopLoss)
    operations.push({ input: 'stopLossNet', kind: 'stopLoss', label: 'stop-loss, net', ...signed(rich.stopLoss !== 'none') });
  if (thin.rebates !== rich.rebates) operations.push({ input: 'rebates', kind: 'rebates', label: 'rebates', ...signed(rich.rebates === 'gross') });
  if (thin.largeClaims.kind !== rich.largeClaims.kind && comparability({ ...thin, largeClaims: rich.largeClaims }, thin).kind !== 'direct') {
    operations.push({ input: 'poolingCharge', kind: 'charge', label: 'pooling charge', ...signed(rich.largeClaims.kind === 'raw') });
  }
  return operations;
}

function signed(adds: boolean): Pick<Operation, 'apply' | 'undo'> {
  return adds ? ADD : { apply: ADD.undo, undo: ADD.apply };
}

function measureOperations(thin: CostBasis, rich: CostBasis): readonly Operation[] {
  const [a, b] = [thin.measure, rich.measure];
  const out: Operation[] = [];
  if (a === b) return out;
  if (a === 'billed') out.push({ input: 'discount', kind: 'measure', label: 'less discount', ...KEEP_REST });
  const upper = RANK[b] >= 3;
  if ((a === 'billed' || a === 'allowed' || a === 'tme') && upper)
    out.push({ input: 'memberShare', kind: 'memberShare', label: "less the members' share", ...KEEP_REST });
  if (b === 'memberShare' && (a === 'allowed' || a === 'billed'))
    out.push({ input: 'memberShare', kind: 'memberShare', label: "the members' share alone", ...MULTIPLY });
  if (a === 'memberShare') {
    const rest = (v: Decimal): Decimal => new Decimal(1).minus(v).div(v);
    out.push({
      input: 'memberShare',
      kind: 'memberShare',
      label: "from the members' share to the plan's",
      apply: (x, v) => x.times(rest(v)),
      undo: (x, v) => x.div(rest(v)),
    });
  }
  if (b === 'premium' && a === 'planCost') out.push({ input: 'premiumLoad', kind: 'measure', label: 'premium over plan cost', ...LOAD });
  if (b === 'employerNet') out.push({ input: 'employeeContributions', kind: 'measure', label: "less employees' contributions", ...signed(false) });
  return out;
}

function perOperations(from: Per, to: Per): readonly Operation[] {
  const out: Operation[] = [];
  if (from === 'member') out.push({ input: 'membersPerEmployee', kind: 'membersPerEmployee', label: 'members per employee', ...MULTIPLY });
  if (to === 'member')
    out.push({ input: 'membersPerEmployee', kind: 'membersPerEmployee', label: 'members per employee', apply: MULTIPLY.undo, undo: MULTIPLY.apply });
  if (to.startsWith('contract:')) out.push({ input: 'tierMix', kind: 'tierMix', label: 'one contract of the tier over one employee', ...MULTIPLY });
  else if (from.startsWith('contract:'))
    out.push({ input: 'tierMix', kind: 'tierMix', label: 'one contract of the tier over one employee', apply: MULTIPLY.undo, undo: MULTIPLY.apply });
  return out;
}

function ledgerLine(
  operation: Operation,
  forward: boolean,
  assumptions: BridgeAssumptions,
  o: { readonly before: CostBasis; readonly after: CostBasis },
): readonly AdjustmentStep[] {
  const range = operation.input === null ? undefined : assumptions[operation.input];
  if (range === undefined) return [];
  const one = new Decimal(1);
  const adds = !(forward ? operation.apply : operation.undo)(new Decimal(0), range.mid).eq(0);
  const effect = (value: Decimal): Decimal => (forward ? operation.apply : operation.undo)(adds ? new Decimal(0) : one, value);
  const [x, y] = [effect(range.low), effect(range.high)];
  return [
    {
      id: operation.input ?? operation.kind,
      label: `${operation.label}${forward ? '' : ' (undone)'}`,
      value: range.mid.toFixed(),
      unit: adds ? 'US dollars a month' : 'factor or share',
      kind: operation.kind,
      factor: adds ? null : effect(range.mid),
      amount: adds ? usd(effect(range.mid)) : null,
      low: Decimal.min(x, y),
      high: Decimal.max(x, y),
      basisBefore: basisInWords(o.before),
      basisAfter: basisInWords(o.after),
      evidence: range.source,
    },
  ];
}

/** The rate's own interval carried over, and widened by each assumption on the log scale. */
function bridged(
  rate: CostRate,
  o: {
    readonly amount: Decimal;
    readonly ends: readonly (readonly [Decimal, Decimal])[];
    readonly through: (start: Decimal, pick: (range: Range, at: number) => Decimal) => Decimal;
  },
): CostInterval | null {
  const point = o.amount.toNumber();
  const uncertain = o.ends.some(([low, high]) => !low.eq(high));
  const own = rate.interval?.kind === 'interval' ? rate.interval : null;
  if ((own === null && !uncertain) || !(point > 0)) return null;
  const months = rate.basis.period === 'year' ? 12 : 1;
  const carried = (bound: number | null | undefined): number =>
    bound === null || bound === undefined ? point : o.through(new Decimal(bound).div(months), (range) => range.mid).toNumber();
  const [low, high] = [carried(own?.raw.low), carried(own?.raw.high)];
  let [down, up] = [low > 0 ? Math.log(point / low) ** 2 : Number.POSITIVE_INFINITY, Math.log(high / point) ** 2];
  for (const [a, b] of o.ends) {
    const [least, most] = [Math.min(a.toNumber(), b.toNumber()), Math.max(a.toNumber(), b.toNumber())];
    if (least > 0) down += Math.log(point / least) ** 2;
    else down = Number.POSITIVE_INFINITY;
    up += Math.log(most / point) ** 2;
  }
  const confidence = own?.confidence ?? 2 * normal.cdf(2) - 1;
  return costInterval({
    method: 'combined',
    confidence: Number(confidence.toFixed(4)),
    point,
    low: Number.isFinite(down) ? point * Math.exp(-Math.sqrt(down)) : 0,
    high: point * Math.exp(Math.sqrt(up)),
  });
}
