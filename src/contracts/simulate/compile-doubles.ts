import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import type { RoundingMode } from '../../money/rounding.js';
import { placesOf } from '../compute-node.js';
import type { Domain, Expr, StepExpr } from '../expression.js';
import { operandsOf } from '../expression.js';
import type { FactIndex } from '../fact-index.js';
import { parameterOn } from '../parameter-on.js';
import type { PreparedContract } from '../prepare-contract.js';
import { refsOf } from '../term-order.js';
import { Columns, type Inside, type Part } from './columns.js';
import { figures } from './figures.js';
import type { ItemColumns } from './item-columns.js';
import { averaged, type Compiled, folded, joined, numberOf } from './joined-doubles.js';

/** Values this close, relative to the larger, count as equal, so that a tie in decimals stays a tie in doubles. */
const TIE = 1e-12;
/** Half a unit of the last place is met from this far below, for the same reason; of large amounts from a little farther. */
const NUDGE = 1e-7;
const RELATIVE_NUDGE = 1e-14;

/** A contract's line as a function of its varying metrics, in doubles: for simulation only, never for a settlement. */
export interface DoublePayment {
  /** The metrics that vary, in the order of `set`. */
  readonly metrics: readonly string[];
  /** Puts one draw in. */
  set(values: ArrayLike<number>): void;
  /** Unit: US dollars. NaN where the contract would be blocked. */
  pay(): number;
}

function tied(a: number, b: number): boolean {
  const distance = Math.abs(a - b);
  return a === b || (distance < Infinity && distance <= TIE * Math.max(1, Math.abs(a), Math.abs(b)));
}

const atLeast = (a: number, b: number): boolean => a > b || tied(a, b);

function inside(
  x: number,
  ends: { readonly from: number; readonly to: number; readonly fromInclusive: boolean; readonly toInclusive: boolean },
): boolean {
  const atFrom = tied(x, ends.from);
  const atTo = tied(x, ends.to);
  return (atFrom ? ends.fromInclusive : x > ends.from) && (atTo ? ends.toInclusive : x < ends.to);
}

function round(x: number, scale: number, mode: RoundingMode): number {
  const scaled = x * scale;
  const size = Math.abs(scaled);
  const sign = scaled < 0 ? -1 : 1;
  const near = Math.round(scaled);
  const nudge = NUDGE + size * RELATIVE_NUDGE;
  if (Math.abs(scaled - near) < nudge) return near / scale;
  switch (mode) {
    case 'half-up':
      return (sign * Math.floor(size + 0.5 + nudge)) / scale;
    case 'half-even': {
      const whole = Math.floor(size);
      const tie = Math.abs(size - whole - 0.5) < nudge;
      return (sign * (tie ? whole + (whole % 2) : Math.floor(size + 0.5))) / scale;
    }
    case 'floor':
      return Math.floor(scaled) / scale;
    case 'ceil':
      return Math.ceil(scaled) / scale;
    case 'trunc':
      return (sign * Math.floor(size)) / scale;
  }
}

const ends = (each: Domain): { from: number; to: number; fromInclusive: boolean; toInclusive: boolean } => ({
  from: each.from === undefined ? -Infinity : Number(each.from),
  to: each.to === undefined ? Infinity : Number(each.to),
  fromInclusive: each.fromInclusive,
  toInclusive: each.toInclusive,
});

/** A loop: its keys, its columns, and what the nodes inside it came to. */
interface Loop {
  readonly keys: readonly Readonly<Record<string, string>>[];
  readonly columns: Columns;
  /** Metrics whose value at every turn is drawn. */
  readonly drawn: ItemColumns['columns'];
  readonly nodes: Map<Expr, Inside>;
}

class Compiler {
  readonly #ready: PreparedContract;
  readonly #facts: FactIndex;
  readonly #slots: ReadonlyMap<string, number>;
  readonly #draw: Float64Array;
  readonly #items: ReadonlyMap<string, ItemColumns>;
  readonly #terms = new Map<string, { readonly index: number }>();
  readonly values: Float64Array;

  constructor(o: {
    readonly ready: PreparedContract;
    readonly facts: FactIndex;
    readonly slots: ReadonlyMap<string, number>;
    readonly draw: Float64Array;
    readonly items: ReadonlyMap<string, ItemColumns>;
    readonly terms: readonly string[];
  }) {
    this.#ready = o.ready;
    this.#facts = o.facts;
    this.#slots = o.slots;
    this.#draw = o.draw;
    this.#items = o.items;
    this.values = new Float64Array(o.terms.length);
    o.terms.forEach((id, index) => this.#terms.set(id, { index }));
  }

  /** A node outside loops. */
  compile(expr: Expr): Compiled {
    return this.#node(expr, (each) => this.compile(each), null);
  }

  /** A node inside a loop: a column, or what is the same at every turn. */
  #inside(expr: Expr, loop: Loop): Inside {
    const done = loop.nodes.get(expr);
    if (done !== undefined) return done;
    const made = this.#made(expr, loop);
    loop.nodes.set(expr, made);
    return made;
  }

  #made(expr: Expr, loop: Loop): Inside {
    switch (expr.op) {
      case 'literal':
        return figures([new Decimal(expr.value)]);
      case 'metric':
        if (this.#slots.has(expr.id)) return { kind: 'same', get: this.compile(expr), whole: null };
        return loop.drawn.get(expr.id) ?? figures(loop.keys.map((keys) => this.#facts.read(expr.id, keys).outcome));
      case 'parameter':
        return figures(loop.keys.map((keys) => parameterOn(this.#ready.contract, expr.id, { day: this.#ready.day, keys }).outcome));
      case 'ref':
      case 'sumOver':
      case 'weightedAverageOver':
        return { kind: 'same', get: this.compile(expr), whole: null };
      default:
    }
    const operands = operandsOf(expr).map((slot) => this.#inside(slot.expr, loop));
    const { columns } = loop;
    const node = (): Compiled => this.#node(expr, (each) => columns.reader(this.#inside(each, loop)), loop.keys[0] ?? null);
    if (operands.every((each) => each.kind === 'same')) return { kind: 'same', get: node(), whole: null };
    const { op } = expr;
    return op === 'add' || op === 'sub' || op === 'mul' || op === 'min' || op === 'max'
      ? operands.reduce((a, b) => columns.join(op, a, b))
      : columns.each(node());
  }

  /** What a sum is a sum of: the sum of a + b is that of a and that of b, and a limit that is only summed needs no column. */
  #parts(expr: Expr, loop: Loop, sign: 1 | -1): readonly (Part & { readonly sign: 1 | -1 })[] {
    if (expr.op === 'add') return expr.of.flatMap((each) => this.#parts(each, loop, sign));
    if (expr.op === 'sub') return [...this.#parts(expr.of[0], loop, sign), ...this.#parts(expr.of[1], loop, sign === 1 ? -1 : 1)];
    const { columns } = loop;
    const [a, b, ...more] = expr.op === 'min' || expr.op === 'max' ? expr.of : [];
    const limited =
      a === undefined || b === undefined || more.length > 0
        ? null
        : columns.limitedPart(expr.op === 'min' ? 'min' : 'max', this.#inside(a, loop), this.#inside(b, loop));
    return [{ ...(limited ?? columns.part(this.#inside(expr, loop))), sign }];
  }

  #loop(over: readonly string[]): Loop {
    const [dimension, ...others] = over;
    const items = dimension === undefined || others.length > 0 ? undefined : this.#items.get(dimension);
    if (items !== undefined) return { keys: [{}], columns: new Columns(items.most, items.turns), drawn: items.columns, nodes: new Map() };
    return this.#over(this.#facts.combinations(over));
  }

  #over(keys: Loop['keys']): Loop {
    return { keys, columns: new Columns(keys.length, { count: keys.length }), drawn: new Map(), nodes: new Map() };
  }

  /** A node by its own closure over its operands, outside loops or at one turn. */
  #node(expr: Expr, inner: (each: Expr) => Compiled, keys: Readonly<Record<string, string>> | null): Compiled {
    switch (expr.op) {
      case 'literal': {
        const value = Number(expr.value);
        return () => value;
      }
      case 'metric': {
        const slot = this.#slots.get(expr.id);
        if (slot !== undefined) {
          const draw = this.#draw;
          return () => draw[slot] ?? Number.NaN;
        }
        const value = numberOf(this.#facts.read(expr.id, null).outcome);
        return () => value;
      }
      case 'parameter': {
        const value = numberOf(parameterOn(this.#ready.contract, expr.id, { day: this.#ready.day, keys: null }).outcome);
        return () => value;
      }
      case 'ref': {
        const index = this.#terms.get(expr.id)?.index ?? -1;
        const values = this.values;
        return () => values[index] ?? Number.NaN;
      }
      case 'add':
      case 'mul':
      case 'min':
      case 'max':
        return joined(expr.op, expr.of.map(inner));
      case 'and':
        return folded(expr.of.map(inner), (a, b) => (a === 1 && b === 1 ? 1 : Number.isNaN(a + b) ? Number.NaN : 0));
      case 'or':
        return folded(expr.of.map(inner), (a, b) => (Number.isNaN(a + b) ? Number.NaN : a === 1 || b === 1 ? 1 : 0));
      case 'sub': {
        const [a, b] = [inner(expr.of[0]), inner(expr.of[1])];
        return () => a() - b();
      }
      case 'div': {
        const [a, b] = [inner(expr.of[0]), inner(expr.of[1])];
        return () => {
          const by = b();
          return by === 0 ? Number.NaN : a() / by;
        };
      }
      case 'neg': {
        const a = inner(expr.of);
        return () => -a();
      }
      case 'abs': {
        const a = inner(expr.of);
        return () => Math.abs(a());
      }
      case 'not': {
        const a = inner(expr.of);
        return () => 1 - a();
      }
      case 'clamp': {
        const on = inner(expr.on);
        const lo = expr.lo === undefined ? () => -Infinity : inner(expr.lo);
        const hi = expr.hi === undefined ? () => Infinity : inner(expr.hi);
        return () => {
          const [low, high] = [lo(), hi()];
          return low > high && !tied(low, high) ? Number.NaN : Math.min(high, Math.max(low, on()));
        };
      }
      case 'compare': {
        const [a, b] = [inner(expr.of[0]), inner(expr.of[1])];
        const test = {
          lt: (x: number, y: number) => !atLeast(x, y),
          le: (x: number, y: number) => atLeast(y, x),
          eq: tied,
          ge: atLeast,
          gt: (x: number, y: number) => !atLeast(y, x),
        }[expr.how];
        return () => {
          const [x, y] = [a(), b()];
          return Number.isNaN(x + y) ? Number.NaN : test(x, y) ? 1 : 0;
        };
      }
      case 'if': {
        const [when, then, otherwise] = [inner(expr.when), inner(expr.then), inner(expr.otherwise)];
        return () => {
          const condition = when();
          return condition === 1 ? then() : condition === 0 ? otherwise() : Number.NaN;
        };
      }
      case 'round': {
        const on = inner(expr.on);
        const [scale, { mode }] = [10 ** placesOf(expr.to), expr];
        return () => round(on(), scale, mode);
      }
      case 'step':
        return step(expr, inner(expr.on));
      case 'marginal': {
        const [on, base] = [inner(expr.on), expr.base === undefined ? null : inner(expr.base)];
        const bands = expr.bands.map((band) => ({
          from: Number(band.from),
          to: band.to === undefined ? Infinity : Number(band.to),
          share: Number(band.share),
        }));
        return () => {
          const [amount, unit] = [on(), base === null ? 1 : base()];
          if (base !== null && !(unit > 0)) return Number.NaN;
          const size = Math.abs(amount);
          let total = 0;
          for (const band of bands) {
            const from = band.from * unit;
            const end = Math.min(size, band.to * unit);
            if (end > from) total += (end - from) * band.share;
          }
          return amount < 0 ? -total : total + (Number.isNaN(size) ? size : 0);
        };
      }
      case 'bandInterpolate': {
        const on = inner(expr.on);
        const bands = expr.bands.map((band) => ({
          lo: Number(band.lo),
          hi: band.hi === undefined ? Infinity : Number(band.hi),
          atLo: Number(band.atLo),
          atHi: Number(band.atHi),
        }));
        return () => {
          const n = on();
          const band = bands.find((each) => n >= each.lo && n <= each.hi);
          if (band === undefined || !Number.isInteger(n)) return Number.NaN;
          return band.hi === Infinity || band.hi === band.lo
            ? band.atLo
            : ((band.hi - n) * band.atLo + (n - band.lo) * band.atHi) / (band.hi - band.lo);
        };
      }
      case 'linearThrough': {
        const on = inner(expr.on);
        const [points, hold] = [expr.points.map((point) => ({ x: Number(point.x), y: Number(point.y) })), expr.outside === 'hold'];
        return () => onLine(points, on(), hold);
      }
      case 'sumOver': {
        const loop = this.#loop(expr.over);
        return loop.columns.sum(this.#parts(expr.of, loop, 1));
      }
      case 'weightedAverageOver': {
        const all = this.#loop(expr.over);
        const loop = all.drawn.size > 0 ? all : this.#over(all.keys.filter((each) => this.#there(expr.of, each)));
        return loop.columns.average(this.#inside(expr.of, loop), this.#inside(expr.weight, loop));
      }
      case 'weightedAverage':
        return averaged(expr.items.filter((item) => this.#there(item.of, keys)).map((item) => ({ of: inner(item.of), weight: inner(item.weight) })));
      case 'allocate':
        throw new CoalitionError(
          'contracts/bad-options',
          "A contract that allocates inside its terms can't be simulated in doubles: cents don't divide. Simulate the total and allocate the settlement.",
          { what: 'allocate' },
        );
    }
  }

  /** Whether every metric under a node that may drop out has its fact. */
  #there(expr: Expr, keys: Readonly<Record<string, string>> | null): boolean {
    // An average drops what is missing by itself, and is blocked, not missing, where nothing is left.
    if (expr.op === 'weightedAverage' || expr.op === 'weightedAverageOver') return true;
    if (expr.op === 'sumOver') return this.#facts.combinations(expr.over).every((each) => this.#there(expr.of, each));
    if (expr.op === 'metric') return this.#slots.has(expr.id) || this.#facts.read(expr.id, keys).outcome.kind !== 'absent';
    if (expr.op === 'ref') {
      const term = this.#ready.order.find((each) => each.id === expr.id);
      return term === undefined || this.#there(term.expr, null);
    }
    return operandsOf(expr).every((slot) => this.#there(slot.expr, keys));
  }
}

function step(expr: StepExpr, on: Compiled): Compiled {
  const domain = ends(expr.domain);
  const tiers = expr.tiers.map((tier) => ({ ...ends(tier), value: Number(tier.value) }));
  const unique = expr.precedence === 'unique';
  return () => {
    const x = on();
    if (!inside(x, domain)) return Number.NaN;
    let found = Number.NaN;
    for (const tier of tiers) {
      if (!inside(x, tier)) continue;
      if (!Number.isNaN(found)) return Number.NaN;
      found = tier.value;
      if (!unique) return found;
    }
    return found;
  };
}

function onLine(points: readonly { readonly x: number; readonly y: number }[], x: number, hold: boolean): number {
  const [first, last] = [points[0], points[points.length - 1]];
  if (first === undefined || last === undefined || Number.isNaN(x)) return Number.NaN;
  if (x < first.x) return hold ? first.y : Number.NaN;
  if (x > last.x) return hold ? last.y : Number.NaN;
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1] ?? first, points[i] ?? last];
    if (x <= b.x) return b.x === a.x ? a.y : ((b.x - x) * a.y + (x - a.x) * b.y) / (b.x - a.x);
  }
  return first.y;
}

/** Compiles one line of a contract to doubles; everything that doesn't vary is read once. */
export function compileDoubles(o: {
  readonly ready: PreparedContract;
  readonly facts: FactIndex;
  readonly metrics: readonly string[];
  /** Items that are drawn, by their dimension. */
  readonly items?: ReadonlyMap<string, ItemColumns>;
  readonly line: string;
}): DoublePayment {
  const needed = new Set<string>([o.line]);
  for (const term of Array.from(o.ready.order).reverse()) if (needed.has(term.id)) for (const id of refsOf(term.expr)) needed.add(id);
  const order = o.ready.order.filter((term) => needed.has(term.id));
  const draw = new Float64Array(o.metrics.length);
  const compiler = new Compiler({
    ready: o.ready,
    facts: o.facts,
    slots: new Map(o.metrics.map((id, i) => [id, i])),
    draw,
    items: o.items ?? new Map(),
    terms: order.map((term) => term.id),
  });
  const steps = order.map((term) => compiler.compile(term.expr));
  const { values } = compiler;
  const last = order.findIndex((term) => term.id === o.line);
  return {
    metrics: o.metrics,
    set: (given) => {
      for (let i = 0; i < draw.length; i += 1) draw[i] = given[i] ?? Number.NaN;
    },
    pay: () => {
      for (let i = 0; i < steps.length; i += 1) values[i] = steps[i]?.() ?? Number.NaN;
      return values[last] ?? Number.NaN;
    },
  };
}
