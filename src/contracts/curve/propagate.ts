import type { Contract } from '../contract.js';
import { plainText } from '../decimal-text.js';
import type { Domain, Expr, LinearThroughExpr, MarginalExpr, StepExpr } from '../expression.js';
import type { FactIndex } from '../fact-index.js';
import { parameterOn } from '../parameter-on.js';
import {
  add,
  at,
  type Cut,
  constant,
  joined,
  type Linear,
  linear,
  negate,
  overlay,
  type Pieces,
  type PieceValue,
  rootIn,
  scale,
  split,
  subtract,
} from './piecewise.js';
import { compare, equal, fromText, minus, ONE, over, plus, type Rational, sign, times, ZERO } from './rational.js';

/** What a propagation needs. */
export interface PropagationInput {
  readonly contract: Contract;
  readonly facts: FactIndex;
  readonly day: string;
  /** The metric that varies. */
  readonly metric: string;
  readonly domain: readonly [low: Rational, high: Rational];
  readonly terms: ReadonlyMap<string, Pieces | 'curved'>;
}

type Keys = Readonly<Record<string, string>> | null;
type Result = Pieces | 'curved';

/** The value of a node as a function of one metric; `curved` where it isn't made of straight lines. */
export function propagate(expr: Expr, o: PropagationInput, keys: Keys = null): Result {
  const inner = (each: Expr): Result => propagate(each, o, keys);
  switch (expr.op) {
    case 'literal':
      return whole(o, constant(fromText(expr.value)));
    case 'metric': {
      if (expr.id === o.metric && (o.contract.metrics[expr.id]?.over ?? []).length === 0) return whole(o, linear(ONE, ZERO));
      const { outcome } = o.facts.read(expr.id, keys);
      return whole(
        o,
        outcome.kind === 'value'
          ? constant(fromText(plainText(outcome.value)))
          : { kind: 'blocked', code: outcome.findings[0]?.code ?? 'MISSING_METRIC' },
      );
    }
    case 'parameter': {
      const { outcome } = parameterOn(o.contract, expr.id, { day: o.day, keys });
      return whole(o, outcome.kind === 'value' ? constant(fromText(plainText(outcome.value))) : { kind: 'blocked', code: 'DATE_OUTSIDE_TERM' });
    }
    case 'ref':
      return o.terms.get(expr.id) ?? whole(o, { kind: 'blocked', code: 'UNKNOWN_REF' });
    case 'add':
      return lay(expr.of.map(inner), (values) => values.reduce(add));
    case 'sub':
      return lay(expr.of.map(inner), ([a, b]) => (a === undefined || b === undefined ? null : subtract(a, b)));
    case 'neg':
      return lay([inner(expr.of)], ([a]) => (a === undefined ? null : negate(a)));
    case 'mul':
      return lay(expr.of.map(inner), (values) =>
        values.reduce<Linear | 'curved'>((product, value) => (product === 'curved' ? product : multiply(product, value)), constant(ONE)),
      );
    case 'div':
      return lay(expr.of.map(inner), ([a, b]) => (a === undefined || b === undefined ? null : divide(a, b)));
    case 'min':
    case 'max':
      return expr.of.map(inner).reduce((left, right) => extreme(expr.op === 'min' ? 'min' : 'max', left, right));
    case 'abs': {
      const value = inner(expr.of);
      return extreme(
        'max',
        value,
        lay([value], ([a]) => (a === undefined ? null : negate(a))),
      );
    }
    case 'clamp': {
      const raised = expr.lo === undefined ? inner(expr.on) : extreme('max', inner(expr.on), inner(expr.lo));
      return expr.hi === undefined ? raised : extreme('min', raised, inner(expr.hi));
    }
    case 'compare': {
      const [a, b] = expr.of.map(inner);
      if (a === undefined || b === undefined || a === 'curved' || b === 'curved') return 'curved';
      return overlay([a, b], (values, from, to) => compared(values, { how: expr.how, from, to }));
    }
    case 'and':
      return conditions('and', expr.of.map(inner));
    case 'or':
      return conditions('or', expr.of.map(inner));
    case 'not':
      return conditions('not', [inner(expr.of)]);
    case 'if': {
      const [when, then, otherwise] = [inner(expr.when), inner(expr.then), inner(expr.otherwise)];
      if (when === 'curved') return 'curved';
      const always = when.every((piece) => piece.value.kind === 'condition' && piece.value.holds);
      const never = when.every((piece) => piece.value.kind === 'condition' && !piece.value.holds);
      if (always) return then;
      if (never) return otherwise;
      if (then === 'curved' || otherwise === 'curved') return 'curved';
      return overlay([when, then, otherwise], ([condition, a, b], from, to) => [
        { from, to, value: condition?.kind === 'condition' ? ((condition.holds ? a : b) ?? BLOCKED) : (condition ?? BLOCKED) },
      ]);
    }
    case 'round':
      return inner(expr.on);
    case 'step':
      return mapLinear(inner(expr.on), (value, from, to) => stepped(expr, value, { from, to }));
    case 'linearThrough':
      return mapLinear(inner(expr.on), (value, from, to) => onLine(expr, value, { from, to }));
    case 'marginal': {
      const [on, base] = [inner(expr.on), expr.base === undefined ? whole(o, constant(ONE)) : inner(expr.base)];
      if (on === 'curved' || base === 'curved') return 'curved';
      return overlay([on, base], ([a, b], from, to) =>
        a?.kind === 'linear' && b?.kind === 'linear'
          ? banded(expr, a, b, { from, to })
          : [{ from, to, value: a?.kind === 'blocked' ? a : (b ?? BLOCKED) }],
      );
    }
    case 'bandInterpolate': {
      const on = inner(expr.on);
      if (on === 'curved' || !on.every((piece) => piece.value.kind !== 'linear' || sign(piece.value.slope) === 0)) return 'curved';
      return mapLinear(on, (value, from, to) => [{ from, to, value: interpolated(expr.bands, value.intercept) }]);
    }
    case 'sumOver': {
      const parts = o.facts.combinations(expr.over).map((each) => propagate(expr.of, o, each));
      return lay(parts, (values) => values.reduce(add));
    }
    case 'weightedAverageOver':
      return averaged(o.facts.combinations(expr.over).map((each) => ({ of: propagate(expr.of, o, each), weight: propagate(expr.weight, o, each) })));
    case 'weightedAverage':
      return averaged(expr.items.map((item) => ({ of: inner(item.of), weight: inner(item.weight) })));
    case 'allocate':
      return 'curved';
  }
}

const BLOCKED: PieceValue = { kind: 'blocked', code: 'UNKNOWN_REF' };

function whole(o: PropagationInput, value: PieceValue): Pieces {
  return [{ from: { x: o.domain[0], side: 0 }, to: { x: o.domain[1], side: 1 }, value }];
}

/** Combines functions where all are lines; what is blocked stays blocked. */
function lay(all: readonly Result[], compute: (values: readonly Linear[]) => Linear | 'curved' | 'zero' | null): Result {
  const known = all.flatMap((each) => (each === 'curved' ? [] : [each]));
  if (known.length !== all.length) return 'curved';
  let curved = false;
  const pieces = overlay(known, (values, from, to) => {
    const blocked = values.find((value) => value.kind === 'blocked');
    if (blocked !== undefined) return [{ from, to, value: blocked }];
    const result = compute(values.flatMap((value) => (value.kind === 'linear' ? [value] : [])));
    if (result === 'curved') curved = true;
    if (result === 'zero') return [{ from, to, value: { kind: 'blocked', code: 'contracts/division-by-zero' } }];
    return [{ from, to, value: result === null || result === 'curved' ? BLOCKED : result }];
  });
  return curved ? 'curved' : pieces;
}

function multiply(a: Linear, b: Linear): Linear | 'curved' {
  if (sign(a.slope) === 0) return scale(b, a.intercept);
  return sign(b.slope) === 0 ? scale(a, b.intercept) : 'curved';
}

function divide(a: Linear, b: Linear): Linear | 'curved' | 'zero' {
  if (sign(b.slope) === 0) return sign(b.intercept) === 0 ? 'zero' : scale(a, over(ONE, b.intercept));
  return 'curved';
}

function extreme(which: 'min' | 'max', left: Result, right: Result): Result {
  if (left === 'curved' || right === 'curved') return 'curved';
  return overlay([left, right], ([a, b], from, to) => {
    if (a?.kind !== 'linear' || b?.kind !== 'linear') return [{ from, to, value: a?.kind === 'blocked' ? a : (b ?? BLOCKED) }];
    const difference = subtract(a, b);
    const root = rootIn(difference, from, to);
    return joined(split(from, to, root === null ? [] : [root], (x) => (sign(at(difference, x)) <= 0 === (which === 'min') ? a : b)));
  });
}

function compared(
  values: readonly PieceValue[],
  o: { readonly how: 'lt' | 'le' | 'eq' | 'ge' | 'gt'; readonly from: Cut; readonly to: Cut },
): Pieces {
  const [a, b] = values;
  if (a?.kind !== 'linear' || b?.kind !== 'linear') return [{ from: o.from, to: o.to, value: a?.kind === 'blocked' ? a : (b ?? BLOCKED) }];
  const difference = subtract(a, b);
  const root = rootIn(difference, o.from, o.to);
  return split(o.from, o.to, root === null ? [] : [root], (x) => {
    const s = sign(at(difference, x));
    return { kind: 'condition', holds: { lt: s < 0, le: s <= 0, eq: s === 0, ge: s >= 0, gt: s > 0 }[o.how] };
  });
}

function conditions(op: 'and' | 'or' | 'not', all: readonly Result[]): Result {
  const known = all.flatMap((each) => (each === 'curved' ? [] : [each]));
  if (known.length !== all.length) return 'curved';
  return overlay(known, (values, from, to) => [{ from, to, value: logical(op, values) }]);
}

function logical(op: 'and' | 'or' | 'not', values: readonly PieceValue[]): PieceValue {
  const blocked = values.find((value) => value.kind !== 'condition');
  if (blocked !== undefined) return blocked;
  const holds = values.map((value) => value.kind === 'condition' && value.holds);
  return { kind: 'condition', holds: op === 'and' ? holds.every((each) => each) : op === 'or' ? holds.includes(true) : holds[0] !== true };
}

function mapLinear(pieces: Result, compute: (value: Linear, from: Cut, to: Cut) => Pieces): Result {
  if (pieces === 'curved') return 'curved';
  return joined(pieces.flatMap((piece) => (piece.value.kind === 'linear' ? compute(piece.value, piece.from, piece.to) : [piece])));
}

/** Where a line has given values inside a stretch. */
function places(value: Linear, targets: readonly string[], o: { readonly from: Cut; readonly to: Cut }): readonly Rational[] {
  return targets.flatMap((target) => {
    const root = rootIn(linear(value.slope, minus(value.intercept, fromText(target))), o.from, o.to);
    return root === null ? [] : [root];
  });
}

function inside(x: Rational, ends: Domain): boolean {
  const low = ends.from === undefined ? 1 : compare(x, fromText(ends.from));
  const high = ends.to === undefined ? -1 : compare(x, fromText(ends.to));
  return (low > 0 || (low === 0 && ends.fromInclusive)) && (high < 0 || (high === 0 && ends.toInclusive));
}

function stepped(expr: StepExpr, value: Linear, o: { readonly from: Cut; readonly to: Cut }): Pieces {
  const ends = [expr.domain, ...expr.tiers].flatMap((each) => [each.from, each.to]).flatMap((end) => (end === undefined ? [] : [end]));
  return split(o.from, o.to, places(value, ends, o), (x): PieceValue => {
    const on = at(value, x);
    if (!inside(on, expr.domain)) return { kind: 'blocked', code: 'OUT_OF_RANGE' };
    const hits = expr.tiers.filter((tier) => inside(on, tier));
    const [hit] = hits;
    if (hit === undefined) return { kind: 'blocked', code: 'TIER_GAP' };
    return hits.length > 1 && expr.precedence === 'unique' ? { kind: 'blocked', code: 'TIER_OVERLAP' } : constant(fromText(hit.value));
  });
}

function onLine(expr: LinearThroughExpr, value: Linear, o: { readonly from: Cut; readonly to: Cut }): Pieces {
  const { points } = expr;
  const [first, last] = [points[0], points[points.length - 1]];
  if (first === undefined || last === undefined) return [{ ...o, value: BLOCKED }];
  return split(
    o.from,
    o.to,
    places(
      value,
      points.map((point) => point.x),
      o,
    ),
    (x): PieceValue => {
      const on = at(value, x);
      const [below, above] = [compare(on, fromText(first.x)) < 0, compare(on, fromText(last.x)) > 0];
      if (below || above) return expr.outside === 'hold' ? constant(fromText(below ? first.y : last.y)) : { kind: 'blocked', code: 'OUT_OF_RANGE' };
      const i = Math.max(
        1,
        points.findIndex((point) => compare(on, fromText(point.x)) <= 0),
      );
      const [a, b] = [points[i - 1] ?? first, points[i] ?? last];
      const width = minus(fromText(b.x), fromText(a.x));
      if (sign(width) === 0) return constant(fromText(a.y));
      const steep = over(minus(fromText(b.y), fromText(a.y)), width);
      return add(scale(value, steep), constant(minus(fromText(a.y), times(steep, fromText(a.x)))));
    },
  );
}

function banded(expr: MarginalExpr, on: Linear, base: Linear, o: { readonly from: Cut; readonly to: Cut }): Pieces {
  const edges = expr.bands.flatMap((band) => [band.from, ...(band.to === undefined ? [] : [band.to])]).map(fromText);
  const roots = [on, ...edges.flatMap((edge) => [subtract(on, scale(base, edge)), add(on, scale(base, edge))])].flatMap(
    (each) => rootIn(each, o.from, o.to) ?? [],
  );
  if (expr.base !== undefined) {
    const zero = rootIn(base, o.from, o.to);
    if (zero !== null) roots.push(zero);
  }
  return split(o.from, o.to, roots, (x): PieceValue => {
    if (expr.base !== undefined && sign(at(base, x)) <= 0) return { kind: 'blocked', code: 'contracts/base-not-positive' };
    const negative = sign(at(on, x)) < 0;
    const size = negative ? negate(on) : on;
    const total = expr.bands.reduce((sum, band) => {
      const from = scale(base, fromText(band.from));
      if (sign(at(subtract(size, from), x)) <= 0) return sum;
      const to = band.to === undefined ? size : scale(base, fromText(band.to));
      const end = sign(at(subtract(size, to), x)) < 0 ? size : to;
      return add(sum, scale(subtract(end, from), fromText(band.share)));
    }, constant(ZERO));
    return negative ? negate(total) : total;
  });
}

function interpolated(
  bands: readonly { readonly lo: string; readonly hi?: string; readonly atLo: string; readonly atHi: string }[],
  on: Rational,
): PieceValue {
  const band = bands.find((each) => compare(on, fromText(each.lo)) >= 0 && (each.hi === undefined || compare(on, fromText(each.hi)) <= 0));
  if (band === undefined || on.d !== 1n) return { kind: 'blocked', code: 'OUT_OF_RANGE' };
  if (band.hi === undefined || equal(fromText(band.lo), fromText(band.hi))) return constant(fromText(band.atLo));
  const width = minus(fromText(band.hi), fromText(band.lo));
  const left = times(fromText(band.atLo), minus(fromText(band.hi), on));
  const right = times(fromText(band.atHi), minus(on, fromText(band.lo)));
  return constant(over(plus(left, right), width));
}

/** A weighted average whose weights don't vary; items that are missing drop out. */
function averaged(items: readonly { readonly of: Result; readonly weight: Result }[]): Result {
  const present = items.filter(
    ({ of }) =>
      of === 'curved' ||
      of.some(
        (piece) => !(piece.value.kind === 'blocked' && (piece.value.code === 'MISSING_METRIC' || piece.value.code === 'DENOMINATOR_TOO_SMALL')),
      ),
  );
  let total = ZERO;
  for (const { weight } of present) {
    const [piece, more] = weight === 'curved' ? [] : weight;
    if (piece === undefined || more !== undefined || piece.value.kind !== 'linear' || sign(piece.value.slope) !== 0) return 'curved';
    total = plus(total, piece.value.intercept);
  }
  if (sign(total) === 0) return 'curved';
  return lay(
    present.map(({ of }) => of),
    (values) =>
      values.reduce((sum, value, i) => {
        const weight = present[i]?.weight;
        const piece = weight === undefined || weight === 'curved' ? undefined : weight[0]?.value;
        return add(sum, scale(value, piece?.kind === 'linear' ? over(piece.intercept, total) : ZERO));
      }, constant(ZERO)),
  );
}
