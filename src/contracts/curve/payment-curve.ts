import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import { type Contract, measurementOf } from '../contract.js';
import { isDecimalText, plainText } from '../decimal-text.js';
import { Evaluation } from '../evaluate.js';
import type { Fact } from '../fact.js';
import { FactIndex } from '../fact-index.js';
import { type PreparedContract, prepared } from '../prepare-contract.js';
import { at, type Pieces } from './piecewise.js';
import { propagate } from './propagate.js';
import { compare, fromText, toText } from './rational.js';
import { sampledPieces } from './sampled.js';

/** One straight stretch of a curve. Decimal text, 40 digits. */
export interface CurvePiece {
  /** Unit: the varying metric's. */
  readonly from: string;
  readonly fromInclusive: boolean;
  readonly to: string;
  readonly toInclusive: boolean;
  /** Unit: US dollars by one unit of the metric. */
  readonly slope: string;
  /** Unit: US dollars. */
  readonly atFrom: string;
  /** Unit: US dollars. */
  readonly atTo: string;
}

/** A jump of the payment. */
export interface CurveCliff {
  readonly at: string;
  /** Payment just below. Unit: US dollars. */
  readonly below: string;
  /** Payment there. Unit: US dollars. */
  readonly there: string;
  /** Payment just above. Unit: US dollars. */
  readonly above: string;
}

/** What a contract pays as one metric varies and all else stays. */
export interface PiecewiseLinear {
  readonly metric: string;
  readonly line: string;
  /** False where the payment isn't made of straight lines and was bisected instead. */
  readonly exact: boolean;
  readonly pieces: readonly CurvePiece[];
  /** Values at which the slope changes without a jump. */
  readonly kinks: readonly string[];
  readonly cliffs: readonly CurveCliff[];
  /** Stretches on which nothing can be settled, with the code that says why. */
  readonly blocked: readonly { readonly from: string; readonly to: string; readonly code: string }[];
}

/** What {@link paymentCurve} draws. */
export interface CurveInput {
  readonly contract: Contract | PreparedContract;
  readonly facts: readonly Fact[];
  /** The metric that varies; it isn't told by a dimension. */
  readonly metric: string;
  /** From and to, decimal text. Unit: the metric's. */
  readonly domain: readonly [low: string, high: string];
  /** Settlement line. Default the first. */
  readonly line?: string;
}

/**
 * Tells what a contract pays as one metric varies: every kink, cliff and dead zone, before the line is rounded.
 *
 * Exact on every contract that is made of straight lines, by carrying the stretches through each node, not by sampling; where the
 * metric meets itself in a product or quotient it is bisected, and `exact` is false. Rounding nodes are left out.
 *
 * @unit US dollars
 * @testedBy contracts/curve.test.ts: G7's curve; equal to settle at random points of random contracts
 * @param o - Contract, the other facts, the metric, its domain.
 * @returns Stretches with their slopes, kinks, cliffs.
 * @throws {@link CoalitionError} `contracts/bad-options` for an unknown metric or line, or a domain that is empty.
 * @example
 * paymentCurve({ contract: exampleContract(), facts: exampleFacts(), metric: 'actual', domain: ['900000', '1100000'] }).pieces.map((piece) => [piece.from, piece.to, piece.slope]); // => [['900000', '1000000', '-0.5'], ['1000000', '1100000', '0']]
 */
export function paymentCurve(o: CurveInput): PiecewiseLinear {
  const drawn = curvePieces(o);
  return { metric: o.metric, line: drawn.line, exact: drawn.exact, ...described(drawn.pieces) };
}

/** The stretches of a payment curve as exact fractions. */
export function curvePieces(o: CurveInput): { readonly line: string; readonly exact: boolean; readonly pieces: Pieces } {
  const ready = prepared(o.contract);
  const { contract } = ready;
  const line = contract.settle.find((each) => o.line === undefined || each.id === o.line);
  const spec = Object.hasOwn(contract.metrics, o.metric) ? contract.metrics[o.metric] : undefined;
  const [low, high] = o.domain;
  if (line === undefined || spec === undefined || (spec.over ?? []).length > 0) {
    throw new CoalitionError(
      'contracts/bad-options',
      `There is no line "${o.line ?? ''}" or no metric "${o.metric}" without dimensions. Name one of ${contract.settle.map((each) => each.id).join(', ')} and one of ${Object.keys(contract.metrics).join(', ')}.`,
      { what: 'line, metric' },
    );
  }
  if (!isDecimalText(low) || !isDecimalText(high) || compare(fromText(low), fromText(high)) >= 0) {
    throw new CoalitionError('contracts/bad-options', `The domain from ${low} to ${high} is empty. Give its lower end first, as decimal text.`, {
      what: 'domain',
    });
  }
  const facts = o.facts.filter((fact) => fact.metric !== o.metric);
  const index = new FactIndex(contract, facts);
  const domain = [fromText(low), fromText(high)] as const;
  const terms = new Map<string, Pieces | 'curved'>();
  for (const term of ready.order)
    terms.set(term.id, propagate(term.expr, { contract, facts: index, day: ready.day, metric: o.metric, domain, terms }));
  const found = terms.get(line.line) ?? [];
  const pieces =
    found === 'curved'
      ? sampledPieces({
          low: new Decimal(low),
          high: new Decimal(high),
          payment: (value) => paymentAt(ready, { facts, metric: o.metric, value, term: line.line }),
        })
      : found;
  return { line: line.id, exact: found !== 'curved', pieces };
}

/** The payment at one value of the varying metric, rounded as the contract says; null where it is blocked. */
function paymentAt(
  ready: PreparedContract,
  o: { readonly facts: readonly Fact[]; readonly metric: string; readonly value: Decimal; readonly term: string },
): Decimal | null {
  const { contract } = ready;
  const fact: Fact = {
    metric: o.metric,
    value: plainText(o.value),
    unit: contract.metrics[o.metric]?.unit ?? '',
    period: measurementOf(contract),
    knownOn: measurementOf(contract).to,
    denominator: null,
    source: 'varied',
  };
  const order = ready.order.map((term) => (term.id === o.term && term.expr.op === 'round' ? { ...term, expr: term.expr.on } : term));
  const outcome = new Evaluation({
    contract,
    order,
    units: ready.units,
    facts: new FactIndex(contract, [...o.facts, fact]),
    day: ready.day,
    record: false,
  })
    .run()
    .outcomes.get(o.term);
  return outcome?.kind === 'value' && typeof outcome.value !== 'boolean' ? outcome.value : null;
}

function described(pieces: Pieces): Omit<PiecewiseLinear, 'metric' | 'line' | 'exact'> {
  const straight: CurvePiece[] = [];
  const blocked: { readonly from: string; readonly to: string; readonly code: string }[] = [];
  const kinks: string[] = [];
  const cliffs: CurveCliff[] = [];
  pieces.forEach((piece, i) => {
    const [from, to] = [toText(piece.from.x), toText(piece.to.x)];
    if (piece.value.kind === 'blocked') blocked.push({ from, to, code: piece.value.code });
    if (piece.value.kind !== 'linear') return;
    straight.push({
      from,
      fromInclusive: piece.from.side === 0,
      to,
      toInclusive: piece.to.side === 1,
      slope: toText(piece.value.slope),
      atFrom: toText(at(piece.value, piece.from.x)),
      atTo: toText(at(piece.value, piece.to.x)),
    });
    const next = pieces[i + 1];
    if (next?.value.kind !== 'linear') return;
    const single = compare(next.from.x, next.to.x) === 0;
    const after = single ? pieces[i + 2] : next;
    if (compare(piece.from.x, piece.to.x) === 0 && i > 0) return;
    const x = piece.to.x;
    const below = at(piece.value, x);
    const above = after?.value.kind === 'linear' ? at(after.value, x) : at(next.value, x);
    const there = single ? at(next.value, x) : piece.to.side === 1 ? below : above;
    if (compare(below, above) !== 0 || compare(below, there) !== 0)
      cliffs.push({ at: toText(x), below: toText(below), there: toText(there), above: toText(above) });
    else kinks.push(toText(x));
  });
  return { pieces: straight, kinks, cliffs, blocked };
}
