import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import { type Usd, usd } from '../../money/usd.js';
import { rounded } from '../compute-node.js';
import { type Contract, measurementOf, type Term } from '../contract.js';
import { Evaluation } from '../evaluate.js';
import { type Expr, operandsOf } from '../expression.js';
import { type Fact, factId } from '../fact.js';
import { FactIndex } from '../fact-index.js';
import { mapOperands } from '../map-expr.js';
import { type PreparedContract, prepared } from '../prepare-contract.js';

/** What every what-if starts from. */
export interface WhatIfInput {
  readonly contract: Contract | PreparedContract;
  readonly facts: readonly Fact[];
  /** Settlement line. Default the first. */
  readonly line?: string;
}

/** The payment of one line as the contract rounds it; null where it is blocked. Unit: US dollars. */
function pay(o: WhatIfInput & { readonly order?: readonly Term[] }): Usd | null {
  const ready = prepared(o.contract);
  const line = ready.contract.settle.find((each) => o.line === undefined || each.id === o.line);
  if (line === undefined)
    throw new CoalitionError(
      'contracts/bad-options',
      `There is no line "${o.line ?? ''}". Name one of ${ready.contract.settle.map((each) => each.id).join(', ')}.`,
      { what: 'line' },
    );
  const facts = new FactIndex(ready.contract, o.facts);
  const outcome = new Evaluation({
    contract: ready.contract,
    order: o.order ?? ready.order,
    units: ready.units,
    facts,
    day: ready.day,
    record: false,
  })
    .run()
    .outcomes.get(line.line);
  if (outcome?.kind !== 'value' || typeof outcome.value === 'boolean') return null;
  return usd(ready.contract.rounding === undefined ? outcome.value : rounded(outcome.value, ready.contract.rounding));
}

/** The same facts with some values replaced; a metric without a fact gets one. */
function changed(ready: PreparedContract, facts: readonly Fact[], change: Readonly<Record<string, string>>): readonly Fact[] {
  const kept = facts.map((fact) => (Object.hasOwn(change, factId(fact)) ? { ...fact, value: change[factId(fact)] ?? fact.value } : fact));
  const there = new Set(facts.map(factId));
  const period = measurementOf(ready.contract);
  const added = Object.entries(change)
    .filter(([id]) => !there.has(id))
    .map(
      ([metric, value]): Fact => ({
        metric,
        value,
        unit: ready.contract.metrics[metric]?.unit ?? '',
        period,
        knownOn: period.to,
        denominator: null,
        source: 'assumed',
      }),
    );
  return [...kept, ...added];
}

/** One what-if. */
export interface Scenario {
  readonly id: string;
  /** Values by fact id, decimal text. */
  readonly change: Readonly<Record<string, string>>;
}

/** What a scenario pays. */
export interface ScenarioResult {
  readonly id: string;
  /** Null where the contract is blocked. Unit: US dollars. */
  readonly payment: Usd | null;
  /** Payment less that of the facts as given. Unit: US dollars. */
  readonly difference: Usd | null;
}

/**
 * Tells what a contract pays under changed facts, exactly as {@link settle} would.
 *
 * @formula payment of the line with some facts replaced; difference = that less the payment of the facts as given
 * @unit US dollars
 * @testedBy contracts/simulate.test.ts: CMS example G7 at its gate and its cap; equal to settle on random facts
 * @param o - Contract, facts, and the scenarios.
 * @returns One result for each scenario, in order.
 * @throws {@link CoalitionError} `contracts/bad-options` for an unknown line.
 * @example
 * scenario({ contract: exampleContract(), facts: exampleFacts(), scenarios: [{ id: 'worse', change: { actual: '960000' } }] }).map((each) => each.payment?.toFixed()); // => ['20000']
 */
export function scenario(o: WhatIfInput & { readonly scenarios: readonly Scenario[] }): readonly ScenarioResult[] {
  const ready = prepared(o.contract);
  const base = pay({ ...o, contract: ready });
  return o.scenarios.map(({ id, change }) => {
    const payment = pay({ ...o, contract: ready, facts: changed(ready, o.facts, change) });
    return { id, payment, difference: payment === null || base === null ? null : usd(payment.minus(base)) };
  });
}

/** How much the payment moves with one fact. */
export interface Swing {
  readonly input: string;
  readonly low: string;
  readonly high: string;
  /** Unit: US dollars; null where blocked. */
  readonly atLow: Usd | null;
  readonly atHigh: Usd | null;
  /** |at high - at low|; zero where one is blocked. Unit: US dollars. */
  readonly swing: Usd;
}

/** What {@link sensitivity} varies. */
export interface SensitivityInput extends WhatIfInput {
  /** Ends by fact id, decimal text; or one relative change of every fact, such as `'0.05'`. */
  readonly vary: Readonly<Record<string, { readonly low: string; readonly high: string }>> | { readonly relative: string };
}

function isRelative(vary: SensitivityInput['vary']): vary is { readonly relative: string } {
  return typeof vary['relative'] === 'string';
}

/**
 * Varies one fact at a time and sorts them by how far they move the payment: a tornado.
 *
 * @formula swing = |payment at the high end - payment at the low end|, every other fact as given; one relative change r: value x (1 -+ r)
 * @unit US dollars
 * @testedBy contracts/simulate.test.ts: CMS example G7; order and symmetry
 * @param o - Contract, facts, and the ends.
 * @returns Facts by descending swing, then by id.
 * @throws {@link CoalitionError} `contracts/bad-options` for an unknown line.
 * @example
 * sensitivity({ contract: exampleContract(), facts: exampleFacts(), vary: { actual: { low: '900000', high: '980000' } } }).map((each) => each.swing.toFixed()); // => ['40000']
 */
export function sensitivity(o: SensitivityInput): readonly Swing[] {
  const ready = prepared(o.contract);
  const { vary } = o;
  const ranges = isRelative(vary)
    ? o.facts.map((fact) => ({
        input: factId(fact),
        low: new Decimal(fact.value).times(new Decimal(1).minus(vary.relative)).toFixed(),
        high: new Decimal(fact.value).times(new Decimal(1).plus(vary.relative)).toFixed(),
      }))
    : Object.entries(vary).map(([input, ends]) => ({ input, ...ends }));
  const swings = ranges.map(({ input, low, high }) => {
    const [atLow, atHigh] = [low, high].map((value) => pay({ ...o, contract: ready, facts: changed(ready, o.facts, { [input]: value }) }));
    const swing = atLow == null || atHigh == null ? usd('0') : usd(atHigh.minus(atLow).abs());
    return { input, low, high, atLow: atLow ?? null, atHigh: atHigh ?? null, swing };
  });
  return swings.sort((a, b) => b.swing.cmp(a.swing) || (a.input < b.input ? -1 : 1));
}

/** What one node of a contract is worth. */
export interface TermValue {
  readonly term: string;
  /** The node as the trace names it: the term's id for the outermost, such as `earned.then` for one inside. */
  readonly node: string;
  /** What the node does: a limit, a floor, a condition, a share, a rounding. */
  readonly op: Expr['op'];
  /** Payment with the node less payment without it. Unit: US dollars; null where it is blocked without it. */
  readonly value: Usd | null;
}

/** The node without its effect: a limited amount without its limit, a conditional one without its condition, a shared one whole. */
function neutralised(expr: Expr, path: string, units: PreparedContract['units']): Expr | null {
  switch (expr.op) {
    case 'clamp':
    case 'round':
      return expr.on;
    case 'min':
    case 'max':
      return expr.of[0] ?? null;
    case 'if':
      return expr.then;
    case 'mul': {
      const amounts = expr.of.filter((_, i) => {
        const unit = units.get(`${path}.${i}`);
        return unit !== undefined && typeof unit !== 'string' && unit.size > 0;
      });
      return amounts.length === 1 && expr.of.length > 1 ? (amounts[0] ?? null) : null;
    }
    default:
      return null;
  }
}

/** Every node of a term that can be dropped, outermost first, and the term without it. */
function droppable(term: Term, units: PreparedContract['units']): readonly { readonly node: string; readonly op: Expr['op']; readonly term: Term }[] {
  const found: { readonly node: string; readonly op: Expr['op']; readonly term: Term }[] = [];
  const walk = (expr: Expr, path: string, put: (inner: Expr) => Expr): void => {
    const without = neutralised(expr, path, units);
    if (without !== null) found.push({ node: path, op: expr.op, term: { ...term, expr: put(without) } });
    for (const { slot, expr: operand } of operandsOf(expr)) {
      walk(operand, `${path}.${slot}`, (inner) => put(mapOperands(expr, (each) => (each === operand ? inner : each))));
    }
  };
  walk(term.expr, term.id, (inner) => inner);
  return found;
}

/**
 * Tells what each limit, floor, condition, share and rounding of a contract is worth: the payment with it less the payment without.
 *
 * Limits: a share is a product of one amount and ratios, and is dropped whole; one node is dropped at a time, so the values needn't
 * add up to anything.
 *
 * @formula value of a node = payment - payment of the contract in which its first operand, its `then` or its amount stands in its place
 * @unit US dollars
 * @testedBy contracts/simulate.test.ts: CMS example G7, whose gate, cap, sharing rate and sequestration are dropped by hand
 * @param o - Contract, facts, line.
 * @returns One value for each node that can be dropped, in the contract's order, a term's outermost node first.
 * @throws {@link CoalitionError} `contracts/bad-options` for an unknown line.
 * @example
 * dropOne({ contract: exampleContract(), facts: exampleFacts() }).map((each) => `${each.node} ${each.op} ${each.value?.toFixed() ?? ''}`); // => ['payable round 0', 'payable.on mul -29999.75', 'payable.on.1 max 0']
 */
export function dropOne(o: WhatIfInput): readonly TermValue[] {
  const ready = prepared(o.contract);
  const base = pay({ ...o, contract: ready });
  return ready.order.flatMap((term) =>
    droppable(term, ready.units).map(({ node, op, term: without }) => {
      const payment = pay({ ...o, contract: ready, order: ready.order.map((each) => (each.id === term.id ? without : each)) });
      return { term: term.id, node, op, value: base === null || payment === null ? null : usd(base.minus(payment)) };
    }),
  );
}
