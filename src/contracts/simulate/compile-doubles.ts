import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import type { NodeValue } from '../compute-node.js';
import type { Expr } from '../expression.js';
import { operandsOf } from '../expression.js';
import type { FactIndex } from '../fact-index.js';
import { parameterOn } from '../parameter-on.js';
import type { PreparedContract } from '../prepare-contract.js';
import { refsOf } from '../term-order.js';
import { Columns, type Inside, type Part } from './columns.js';
import { doubleNode } from './double-node.js';
import { averagedExactly, type Exact, exactNode } from './exact-node.js';
import { figures } from './figures.js';
import type { ItemColumns } from './item-columns.js';
import { averaged, type Compiled, numberOf } from './joined-doubles.js';
import { type Missing, missingAmong } from './missing.js';

/** A contract's line as a function of its varying metrics, in doubles: for simulation only, never for a settlement. */
export interface DoublePayment {
  /** The metrics that vary, in the order of `set`. */
  readonly metrics: readonly string[];
  /** Puts one draw in. */
  set(values: ArrayLike<number>): void;
  /** Unit: US dollars. NaN where the contract would be blocked. */
  pay(): number;
}

/** A loop: its keys, its columns, and what the nodes inside it came to. */
interface Loop {
  readonly keys: readonly Readonly<Record<string, string>>[];
  readonly columns: Columns;
  /** Metrics whose value at every turn is drawn. */
  readonly drawn: ItemColumns['columns'];
  readonly nodes: Map<Expr, Inside>;
  readonly place: Place;
}

/** Where a node is computed: outside loops, or at a loop's current turn. */
interface Place {
  /** The node's value there. */
  readonly value: (expr: Expr) => Compiled;
  /** Whether a metric is missing there and may drop out. */
  readonly missing: (metric: string) => Missing;
  /** What was found out about nodes. */
  readonly found: Map<Expr, Missing>;
}

class Compiler {
  readonly #ready: PreparedContract;
  readonly #facts: FactIndex;
  readonly #slots: ReadonlyMap<string, number>;
  readonly #draw: Float64Array;
  readonly #items: ReadonlyMap<string, ItemColumns>;
  readonly #terms = new Map<string, { readonly index: number }>();
  readonly values: Float64Array;
  readonly #outside = this.#placed((expr) => this.compile(expr));

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
    return this.#node(expr, this.#outside);
  }

  /** A node outside loops in decimals: what varies inside loops is summed as whole cents, and is exact from there on. */
  exact(expr: Expr, terms: readonly (NodeValue | null)[]): Exact {
    const made = exactNode(expr, (each) => this.exact(each, terms));
    if (made !== null) return made;
    switch (expr.op) {
      case 'ref': {
        const index = this.#terms.get(expr.id)?.index ?? -1;
        return () => terms[index] ?? null;
      }
      case 'metric':
      case 'parameter': {
        if (expr.op === 'metric' && this.#slots.has(expr.id)) return inDecimals(this.compile(expr));
        const { outcome } =
          expr.op === 'metric' ? this.#facts.read(expr.id, null) : parameterOn(this.#ready.contract, expr.id, { day: this.#ready.day, keys: null });
        const value = outcome.kind === 'value' ? outcome.value : null;
        return () => value;
      }
      case 'weightedAverage': {
        const place = this.#placed((each) => inDoubles(this.exact(each, terms)));
        return averagedExactly(
          expr.items.map(({ of, weight }) => ({
            of: this.exact(of, terms),
            weight: this.exact(weight, terms),
            missing: this.#among([of, weight], place),
          })),
        );
      }
      default:
        return inDecimals(this.compile(expr));
    }
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
    const node = (): Compiled => this.#node(expr, loop.place);
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
    const keys = items === undefined ? this.#facts.combinations(over) : [{}];
    const columns = items === undefined ? new Columns(keys.length, { count: keys.length }) : new Columns(items.most, items.turns);
    const drawn: Loop['drawn'] = items?.columns ?? new Map();
    const place: Place = {
      value: (expr) => columns.reader(this.#inside(expr, loop)),
      missing: (metric) => (drawn.has(metric) ? null : columns.where(keys.map((each) => this.#isMissing(metric, each)))),
      found: new Map(),
    };
    const loop: Loop = { keys, columns, drawn, nodes: new Map(), place };
    return loop;
  }

  #placed(value: Place['value']): Place {
    return { value, missing: (metric) => (this.#isMissing(metric, null) ? () => true : null), found: new Map() };
  }

  #isMissing(metric: string, keys: Readonly<Record<string, string>> | null): boolean {
    return !this.#slots.has(metric) && this.#facts.read(metric, keys).outcome.kind === 'absent';
  }

  /** A node by its own closure over its operands, outside loops or at one turn. */
  #node(expr: Expr, place: Place): Compiled {
    const made = doubleNode(expr, place.value);
    if (made !== null) return made;
    switch (expr.op) {
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
      case 'sumOver': {
        const loop = this.#loop(expr.over);
        return loop.columns.sum(this.#parts(expr.of, loop, 1));
      }
      case 'weightedAverageOver': {
        const loop = this.#loop(expr.over);
        const missing = this.#among([expr.of, expr.weight], loop.place);
        return loop.columns.average(this.#inside(expr.of, loop), this.#inside(expr.weight, loop), missing);
      }
      case 'weightedAverage':
        return averaged(
          expr.items.map(({ of, weight }) => ({ of: place.value(of), weight: place.value(weight), missing: this.#among([of, weight], place) })),
        );
      case 'allocate':
        throw new CoalitionError(
          'contracts/bad-options',
          "A contract that allocates inside its terms can't be simulated in doubles: cents don't divide. Simulate the total and allocate the settlement.",
          { what: 'allocate' },
        );
      default:
        throw new CoalitionError('contracts/unknown-term', `"${expr.op}" is no operation here. Use an operation of the algebra.`, { name: expr.op });
    }
  }

  /** Whether a node drops out of an average: something under it is missing, and nothing under it is blocked. */
  #missing(expr: Expr, place: Place): Missing {
    const known = place.found.get(expr);
    if (known !== undefined) return known;
    const made = this.#madeMissing(expr, place);
    place.found.set(expr, made);
    return made;
  }

  #madeMissing(expr: Expr, place: Place): Missing {
    switch (expr.op) {
      case 'metric':
        return place.missing(expr.id);
      case 'ref': {
        const term = this.#ready.order.find((each) => each.id === expr.id);
        return term === undefined ? null : this.#missing(term.expr, this.#outside);
      }
      // An average drops what is missing by itself, and is blocked, not missing, where nothing is left.
      case 'weightedAverage':
      case 'weightedAverageOver':
        return null;
      case 'if': {
        // A branch that isn't taken may be missing.
        const [when, then, otherwise] = [expr.when, expr.then, expr.otherwise].map((each) => this.#missing(each, place));
        if (when === null && then === null && otherwise === null) return null;
        const condition = place.value(expr.when);
        return () => {
          if (when?.() === true) return true;
          const taken = condition();
          return (taken === 1 ? then?.() : taken === 0 ? otherwise?.() : false) ?? false;
        };
      }
      case 'sumOver': {
        const loop = this.#loop(expr.over);
        const missing = this.#missing(expr.of, loop.place);
        if (missing === null) return null;
        const value = loop.place.value(expr.of);
        return () => loop.columns.some(missing) && !loop.columns.some(() => !missing() && Number.isNaN(value()));
      }
      default:
        return this.#among(
          operandsOf(expr).map((slot) => slot.expr),
          place,
        );
    }
  }

  #among(exprs: readonly Expr[], place: Place): Missing {
    return missingAmong(
      exprs.map((each) => this.#missing(each, place)),
      (i) => {
        const each = exprs[i];
        return each === undefined ? () => Number.NaN : place.value(each);
      },
    );
  }
}

/** A double as the shortest decimal that it stands for. */
function inDecimals(of: Compiled): Exact {
  return () => {
    const value = of();
    return Number.isFinite(value) ? new Decimal(value) : null;
  };
}

/** A figure as a double; a condition as 1 or 0. */
function inDoubles(of: Exact): Compiled {
  return () => {
    const value = of();
    return value === null ? Number.NaN : Number(value);
  };
}

/** Compiles one line of a contract to doubles; everything that doesn't vary is read once. */
export function compileDoubles(o: {
  readonly ready: PreparedContract;
  readonly facts: FactIndex;
  readonly metrics: readonly string[];
  /** Items that are drawn, by their dimension. */
  readonly items?: ReadonlyMap<string, ItemColumns>;
  readonly line: string;
  /** Whether everything outside loops is computed in decimals. Default false. */
  readonly exact?: boolean;
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
  const last = order.findIndex((term) => term.id === o.line);
  return {
    metrics: o.metrics,
    set: (given) => {
      for (let i = 0; i < draw.length; i += 1) draw[i] = given[i] ?? Number.NaN;
    },
    pay:
      o.exact === true
        ? paidExactly(
            compiler,
            order.map((term) => term.expr),
            last,
          )
        : paidInDoubles(
            compiler,
            order.map((term) => term.expr),
            last,
          ),
  };
}

function paidInDoubles(compiler: Compiler, terms: readonly Expr[], last: number): () => number {
  const steps = terms.map((expr) => compiler.compile(expr));
  const { values } = compiler;
  return () => {
    for (let i = 0; i < steps.length; i += 1) values[i] = steps[i]?.() ?? Number.NaN;
    return values[last] ?? Number.NaN;
  };
}

function refersInLoop(expr: Expr, inside: boolean): boolean {
  if (expr.op === 'ref') return inside;
  const loop = inside || expr.op === 'sumOver' || expr.op === 'weightedAverageOver';
  return operandsOf(expr).some((slot) => refersInLoop(slot.expr, loop));
}

/** The doubles of terms are kept as well where loops refer to them. */
function paidExactly(compiler: Compiler, terms: readonly Expr[], last: number): () => number {
  const exact: (NodeValue | null)[] = terms.map(() => null);
  const steps = terms.map((expr) => compiler.exact(expr, exact));
  const { values } = compiler;
  const loops = terms.some((expr) => refersInLoop(expr, false));
  return () => {
    for (let i = 0; i < steps.length; i += 1) {
      const value = steps[i]?.() ?? null;
      exact[i] = value;
      if (loops) values[i] = value === null ? Number.NaN : Number(value);
    }
    const paid = exact[last] ?? null;
    return paid === null || typeof paid === 'boolean' ? Number.NaN : paid.toNumber();
  };
}
