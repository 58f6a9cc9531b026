import { allocate } from '../money/allocate.js';
import { Decimal } from '../money/decimal.js';
import { roundDecimal } from '../money/rounding.js';
import type { Expr } from './expression.js';
import type { NodeConfig, TraceNode } from './trace.js';

// This file recomputes nodes for auditors. On purpose it shares no function with the interpreter that settles:
// only exact arithmetic is common to both, so that a fault of one doesn't hide in the other.

/** A value as the replay sees it. */
export type Replayed = Decimal | boolean;

/** Why a node can't be replayed. */
export class ReplayFault {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

/** Reads a traced value. */
export function readValue(text: string): Replayed | ReplayFault {
  if (text === 'true') return true;
  if (text === 'false') return false;
  return /^-?\d+(\.\d+)?$/.test(text) ? new Decimal(text) : new ReplayFault(`"${text}" is no value`);
}

/** The text of a replayed value, as a trace writes it. */
export function writeValue(value: Replayed): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return value.isZero() ? '0' : value.toFixed();
}

/** Values by slot. */
export type Operands = ReadonlyMap<string, Replayed>;

function amountAt(values: Operands, slot: string): Decimal | null {
  const value = values.get(slot);
  return value === undefined || typeof value === 'boolean' ? null : value;
}

function amounts(values: Operands): readonly Decimal[] {
  return Array.from(values.values()).flatMap((value) => (typeof value === 'boolean' ? [] : [value]));
}

function within(
  x: Decimal,
  o: { readonly from?: string; readonly to?: string; readonly fromInclusive: boolean; readonly toInclusive: boolean },
): boolean {
  const below = o.from === undefined ? 1 : x.cmp(o.from);
  const above = o.to === undefined ? -1 : x.cmp(o.to);
  return (below > 0 || (below === 0 && o.fromInclusive)) && (above < 0 || (above === 0 && o.toInclusive));
}

function average(pairs: readonly (readonly [value: Decimal, weight: Decimal])[]): Replayed | ReplayFault {
  let [top, bottom]: [Decimal | null, Decimal | null] = [null, null];
  for (const [value, weight] of pairs) {
    top = top === null ? weight.times(value) : top.plus(weight.times(value));
    bottom = bottom === null ? weight : bottom.plus(weight);
  }
  return top === null || bottom === null || bottom.isZero() ? new ReplayFault('nothing to average') : top.div(bottom);
}

/** Recomputes one operation from its operands and fixed parts alone. */
export function replayOperation(op: Expr['op'], values: Operands, config: NodeConfig): Replayed | ReplayFault {
  const list = amounts(values);
  const [a, b] = list;
  const on = amountAt(values, 'on');
  const none = new ReplayFault('operands are missing');
  switch (op) {
    case 'literal':
    case 'metric':
    case 'parameter':
    case 'ref':
      return values.get('of') ?? none;
    case 'and':
      return Array.from(values.values()).every((value) => value === true);
    case 'or':
      return Array.from(values.values()).some((value) => value === true);
    case 'not':
      return values.get('of') === false;
    case 'add':
      return a === undefined ? none : list.slice(1).reduce((sum, each) => sum.plus(each), a);
    case 'mul':
      return a === undefined ? none : list.slice(1).reduce((product, each) => product.times(each), a);
    case 'min':
      return a === undefined ? none : list.reduce((least, each) => (each.cmp(least) < 0 ? each : least), a);
    case 'max':
      return a === undefined ? none : list.reduce((most, each) => (each.cmp(most) > 0 ? each : most), a);
    case 'sub':
      return a === undefined || b === undefined ? none : a.minus(b);
    case 'div':
      return a === undefined || b === undefined || b.isZero() ? none : a.div(b);
    case 'neg':
      return a === undefined ? none : a.negated();
    case 'abs':
      return a === undefined ? none : a.isNegative() ? a.negated() : a;
    case 'compare': {
      if (a === undefined || b === undefined || config.how === undefined) return none;
      const order = a.cmp(b);
      return { lt: order < 0, le: order <= 0, eq: order === 0, ge: order >= 0, gt: order > 0 }[config.how];
    }
    case 'if':
      return values.get('when') === true ? (values.get('then') ?? none) : (values.get('otherwise') ?? none);
    case 'clamp': {
      if (on === null) return none;
      const [lo, hi] = [amountAt(values, 'lo'), amountAt(values, 'hi')];
      const raised = lo !== null && on.cmp(lo) < 0 ? lo : on;
      return hi !== null && raised.cmp(hi) > 0 ? hi : raised;
    }
    case 'round': {
      if (on === null || config.rounding === undefined) return none;
      const { to, mode } = config.rounding;
      return roundDecimal(on, { places: to === 'cent' ? 2 : to === 'dollar' ? 0 : Number(to), mode });
    }
    case 'step': {
      if (on === null) return none;
      const tier = (config.tiers ?? []).find((each) => within(on, each));
      return tier === undefined ? new ReplayFault('no tier holds it') : new Decimal(tier.value);
    }
    case 'marginal':
      return on === null ? none : replayBands(on, amountAt(values, 'base'), config);
    case 'bandInterpolate': {
      const band =
        on === null
          ? undefined
          : (config.interpolation ?? []).find((each) => on.cmp(each.lo) >= 0 && (each.hi === undefined || on.cmp(each.hi) <= 0));
      if (on === null || band === undefined) return none;
      if (band.hi === undefined || band.hi === band.lo) return new Decimal(band.atLo);
      const width = new Decimal(band.hi).minus(band.lo);
      return new Decimal(band.hi).minus(on).times(band.atLo).plus(on.minus(band.lo).times(band.atHi)).div(width);
    }
    case 'linearThrough':
      return on === null ? none : replayLine(on, config);
    case 'weightedAverage': {
      const keys = Array.from(values.keys())
        .filter((slot) => slot.endsWith('.of'))
        .map((slot) => slot.slice(0, -3));
      return average(
        keys.flatMap((key) => {
          const [value, weight] = [amountAt(values, `${key}.of`), amountAt(values, `${key}.weight`)];
          return value === null || weight === null ? [] : [[value, weight] as const];
        }),
      );
    }
    case 'sumOver':
    case 'weightedAverageOver':
    case 'allocate':
      return new ReplayFault('it needs its table');
  }
}

function replayBands(on: Decimal, base: Decimal | null, config: NodeConfig): Decimal {
  const size = on.isNegative() ? on.negated() : on;
  const unit = (text: string): Decimal => (base === null ? new Decimal(text) : base.times(text));
  let sum = new Decimal(0);
  for (const band of config.bands ?? []) {
    const from = unit(band.from);
    if (size.cmp(from) <= 0) continue;
    const capped = band.to === undefined || size.cmp(unit(band.to)) < 0 ? size : unit(band.to);
    const length = capped.minus(from);
    if (length.cmp(0) > 0) sum = sum.plus(length.times(band.share));
  }
  return on.isNegative() ? sum.negated() : sum;
}

function replayLine(on: Decimal, config: NodeConfig): Replayed | ReplayFault {
  const points = config.points ?? [];
  const [first, last] = [points[0], points[points.length - 1]];
  if (first === undefined || last === undefined) return new ReplayFault('the line has no points');
  if (on.cmp(first.x) < 0) return config.outside === 'hold' ? new Decimal(first.y) : new ReplayFault('outside the line');
  if (on.cmp(last.x) > 0) return config.outside === 'hold' ? new Decimal(last.y) : new ReplayFault('outside the line');
  for (let i = 1; i < points.length; i += 1) {
    const [p, q] = [points[i - 1] ?? first, points[i] ?? last];
    if (on.cmp(q.x) > 0) continue;
    const width = new Decimal(q.x).minus(p.x);
    if (width.isZero()) return new Decimal(p.y);
    return new Decimal(q.x).minus(on).times(p.y).plus(on.minus(p.x).times(q.y)).div(width);
  }
  return new Decimal(first.y);
}

/** Recomputes a node inside a loop from the figures of one row. */
function replayExpr(expr: Expr, leaves: ReadonlyMap<string, string>): Replayed | ReplayFault {
  switch (expr.op) {
    case 'literal':
      return readValue(expr.value);
    case 'metric':
    case 'parameter':
    case 'ref':
      return readValue(leaves.get(`${expr.op}:${expr.id}`) ?? '');
    case 'if': {
      const when = replayExpr(expr.when, leaves);
      return when instanceof ReplayFault ? when : replayExpr(when === true ? expr.then : expr.otherwise, leaves);
    }
    default: {
      const values = new Map<string, Replayed>();
      for (const [slot, each] of innerSlots(expr)) {
        const value = replayExpr(each, leaves);
        if (value instanceof ReplayFault) return value;
        values.set(slot, value);
      }
      return replayOperation(expr.op, values, innerConfig(expr));
    }
  }
}

function innerSlots(expr: Expr): readonly (readonly [string, Expr])[] {
  switch (expr.op) {
    case 'add':
    case 'mul':
    case 'min':
    case 'max':
    case 'and':
    case 'or':
    case 'sub':
    case 'div':
    case 'compare':
      return expr.of.map((each, i) => [String(i), each] as const);
    case 'neg':
    case 'abs':
    case 'not':
      return [['of', expr.of]];
    case 'clamp':
      return [
        ['on', expr.on],
        ...(expr.lo === undefined ? [] : [['lo', expr.lo] as const]),
        ...(expr.hi === undefined ? [] : [['hi', expr.hi] as const]),
      ];
    case 'marginal':
      return [['on', expr.on], ...(expr.base === undefined ? [] : [['base', expr.base] as const])];
    case 'step':
    case 'bandInterpolate':
    case 'linearThrough':
    case 'round':
      return [['on', expr.on]];
    case 'weightedAverage':
      return expr.items.flatMap((item) => [[`${item.key}.of`, item.of] as const, [`${item.key}.weight`, item.weight] as const]);
    default:
      return [];
  }
}

function innerConfig(expr: Expr): NodeConfig {
  switch (expr.op) {
    case 'compare':
      return { how: expr.how };
    case 'round':
      return { rounding: { to: expr.to, mode: expr.mode } };
    case 'step':
      return { tiers: expr.tiers };
    case 'marginal':
      return { bands: expr.bands };
    case 'bandInterpolate':
      return { interpolation: expr.bands };
    case 'linearThrough':
      return { points: expr.points, outside: expr.outside };
    default:
      return {};
  }
}

/** Recomputes a loop from its table: each row from the figures it read, then the whole. */
export function replayTable(node: TraceNode): Replayed | ReplayFault {
  const { table, config } = node;
  if (table === undefined || config === undefined) return new ReplayFault('it has no table');
  const rows: { readonly key: string; readonly of: Decimal; readonly weight: Decimal | null }[] = [];
  for (const row of table.rows) {
    const leaves = new Map(table.leaves.map((leaf, i) => [leaf, row[table.keys.length + i] ?? '']));
    const at = table.keys.length + table.leaves.length;
    const results: Decimal[] = [];
    for (const [i, name] of table.results.entries()) {
      const text = row[at + i] ?? '';
      if (text === '') continue;
      const expr = node.op === 'allocate' || name === 'weight' ? config.weight : config.of;
      if (expr === undefined) return new ReplayFault('its formula is missing');
      const value = replayExpr(expr, leaves);
      if (value instanceof ReplayFault) return value;
      if (writeValue(value) !== text)
        return new ReplayFault(`the row of ${row.slice(0, table.keys.length).join(', ')} gives ${writeValue(value)}, not ${text}`);
      if (typeof value !== 'boolean') results.push(value);
    }
    const [of, weight] = results;
    if (results.length === table.results.length && of !== undefined) rows.push({ key: row[0] ?? '', of, weight: weight ?? null });
  }
  switch (node.op) {
    case 'sumOver': {
      const [first, ...rest] = rows;
      return first === undefined ? new ReplayFault('its table is empty') : rest.reduce((sum, row) => sum.plus(row.of), first.of);
    }
    case 'weightedAverageOver':
      return average(rows.flatMap((row) => (row.weight === null ? [] : [[row.of, row.weight] as const])));
    case 'allocate': {
      const scale = Number(config.scale ?? '2');
      const on = readValue(node.operands.find((operand) => operand.slot === 'on')?.value ?? '');
      if (on instanceof ReplayFault || typeof on === 'boolean') return new ReplayFault('its total is missing');
      const total = roundDecimal(on, { places: scale, mode: 'half-up' });
      const share = allocate({ total, weights: rows.map((row) => row.of), ids: rows.map((row) => row.key), scale }).find(
        (each) => each.id === config.key,
      );
      return share?.amount ?? new ReplayFault('its key is not in the table');
    }
    default:
      return new ReplayFault('it is no loop');
  }
}
