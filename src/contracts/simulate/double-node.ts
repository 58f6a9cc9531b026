import type { RoundingMode } from '../../money/rounding.js';
import { placesOf } from '../compute-node.js';
import type { Domain, Expr, StepExpr } from '../expression.js';
import { type Compiled, folded, joined } from './joined-doubles.js';

/**
 * Values this close count as equal, so that a tie in decimals stays a tie in doubles: relative to the larger, or to 1 where both are
 * smaller, since a difference that is zero in decimals leaves a remainder beside which every other is large.
 */
const TIE = 1e-12;
/** Half a unit of the last place is met from this far below, for the same reason; of large amounts from a little farther. */
const NUDGE = 1e-7;
const RELATIVE_NUDGE = 1e-14;

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

/** A node in doubles over its operands; null for a node that isn't computed from operands alone. */
export function doubleNode(expr: Expr, inner: (each: Expr) => Compiled): Compiled | null {
  switch (expr.op) {
    case 'literal': {
      const value = Number(expr.value);
      return () => value;
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
        const low = lo();
        const high = hi();
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
        const x = a();
        const y = b();
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
        const amount = on();
        const unit = base === null ? 1 : base();
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
    default:
      return null;
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
  const first = points[0];
  const last = points[points.length - 1];
  if (first === undefined || last === undefined || Number.isNaN(x)) return Number.NaN;
  if (x < first.x) return hold ? first.y : Number.NaN;
  if (x > last.x) return hold ? last.y : Number.NaN;
  for (let i = 1; i < points.length; i += 1) {
    const a = points[i - 1] ?? first;
    const b = points[i] ?? last;
    if (x <= b.x) return b.x === a.x ? a.y : ((b.x - x) * a.y + (x - a.x) * b.y) / (b.x - a.x);
  }
  return first.y;
}
