import { unreachable } from '../errors/unreachable.js';
import { Decimal } from '../money/decimal.js';
import { roundDecimal } from '../money/rounding.js';
import { plainText } from './decimal-text.js';
import type { BandInterpolateExpr, CompareExpr, Domain, LinearThroughExpr, MarginalExpr, Rounding, StepExpr } from './expression.js';

/** A computed value: an amount or a condition. */
export type NodeValue = Decimal | boolean;

/** A value found in a table, or why none was. */
export type Lookup =
  | { readonly kind: 'found'; readonly value: Decimal; readonly tier: number }
  | { readonly kind: 'none'; readonly code: string; readonly message: string; readonly fix: string };

/** The value as text; never an exponent, never `-0`. */
export function valueText(value: NodeValue): string {
  return typeof value === 'boolean' ? String(value) : plainText(value);
}

/** Sum, product, least, greatest: left to right, each operation rounded to 40 digits. */
export function fold(op: 'add' | 'mul' | 'min' | 'max', values: readonly Decimal[]): Decimal {
  let left = values[0] ?? new Decimal(op === 'mul' ? 1 : 0);
  for (let i = 1; i < values.length; i += 1) {
    const right = values[i] ?? left;
    switch (op) {
      case 'add':
        left = left.plus(right);
        break;
      case 'mul':
        left = left.times(right);
        break;
      case 'min':
        left = left.lte(right) ? left : right;
        break;
      case 'max':
        left = left.gte(right) ? left : right;
        break;
      default:
        return unreachable(op);
    }
  }
  return left;
}

/** Whether the comparison holds. */
export function holds(how: CompareExpr['how'], left: Decimal, right: Decimal): boolean {
  switch (how) {
    case 'lt':
      return left.lt(right);
    case 'le':
      return left.lte(right);
    case 'eq':
      return left.eq(right);
    case 'ge':
      return left.gte(right);
    case 'gt':
      return left.gt(right);
    default:
      return unreachable(how);
  }
}

/** Whether a value lies between explicit ends. */
export function inside(value: Decimal, ends: Domain): boolean {
  if (ends.from !== undefined && !(ends.fromInclusive ? value.gte(ends.from) : value.gt(ends.from))) return false;
  return ends.to === undefined || (ends.toInclusive ? value.lte(ends.to) : value.lt(ends.to));
}

/** A value of a step table. */
export function stepValue(expr: StepExpr, on: Decimal): Lookup {
  const at = plainText(on);
  if (!inside(on, expr.domain)) {
    return {
      kind: 'none',
      code: 'OUT_OF_RANGE',
      message: `${at} lies outside the domain of the step table.`,
      fix: 'Correct the fact, or widen the domain by an amendment.',
    };
  }
  const hits = expr.tiers.flatMap((tier, i) => (inside(on, tier) ? [{ tier, i }] : []));
  const [hit, second] = hits;
  if (hit === undefined) {
    return {
      kind: 'none',
      code: 'TIER_GAP',
      message: `${at} falls in no tier.`,
      fix: 'Agree which tier it belongs to and amend the table; nothing is guessed.',
    };
  }
  if (second !== undefined && expr.precedence === 'unique') {
    return {
      kind: 'none',
      code: 'TIER_OVERLAP',
      message: `${at} falls in tiers ${hit.i + 1} and ${second.i + 1}.`,
      fix: 'Agree which tier wins: set precedence to first, or correct the ends.',
    };
  }
  return { kind: 'found', value: new Decimal(hit.tier.value), tier: hit.i };
}

/** Each band's share of what lies inside it; the sign of the amount restored. */
export function marginalValue(expr: MarginalExpr, on: Decimal, base: Decimal | null): Decimal {
  const size = on.abs();
  let total = new Decimal(0);
  for (const band of expr.bands) {
    const from = base === null ? new Decimal(band.from) : base.times(band.from);
    const to = band.to === undefined ? size : base === null ? new Decimal(band.to) : base.times(band.to);
    const end = size.lt(to) ? size : to;
    if (end.gt(from)) total = total.plus(end.minus(from).times(band.share));
  }
  return on.isNegative() ? new Decimal(0).minus(total) : total;
}

/** A value between the printed ends of a band of whole numbers. */
export function bandValue(expr: BandInterpolateExpr, on: Decimal): Lookup {
  const at = plainText(on);
  const i = expr.bands.findIndex((band) => on.gte(band.lo) && (band.hi === undefined || on.lte(band.hi)));
  const band = expr.bands[i];
  if (!on.isInteger() || band === undefined) {
    return {
      kind: 'none',
      code: 'OUT_OF_RANGE',
      message: `${at} isn't a whole number inside the table.`,
      fix: 'Give a whole number that the table covers; it is never extrapolated.',
    };
  }
  if (band.hi === undefined || new Decimal(band.hi).eq(band.lo)) return { kind: 'found', value: new Decimal(band.atLo), tier: i };
  const left = new Decimal(band.hi).minus(on).times(band.atLo);
  const right = on.minus(band.lo).times(band.atHi);
  return { kind: 'found', value: left.plus(right).div(new Decimal(band.hi).minus(band.lo)), tier: i };
}

/** A value on the line through points. */
export function lineValue(expr: LinearThroughExpr, on: Decimal): Lookup {
  const [first, last] = [expr.points[0], expr.points[expr.points.length - 1]];
  if (first === undefined || last === undefined) return outsideLine(on);
  if (on.lt(first.x) || on.gt(last.x)) {
    if (expr.outside === 'refuse') return outsideLine(on);
    return { kind: 'found', value: new Decimal(on.lt(first.x) ? first.y : last.y), tier: on.lt(first.x) ? 0 : expr.points.length - 1 };
  }
  const i = Math.max(
    1,
    expr.points.findIndex((point) => on.lte(point.x)),
  );
  const [a, b] = [expr.points[i - 1] ?? first, expr.points[i] ?? last];
  const width = new Decimal(b.x).minus(a.x);
  if (width.isZero()) return { kind: 'found', value: new Decimal(a.y), tier: i - 1 };
  const left = new Decimal(b.x).minus(on).times(a.y);
  const right = on.minus(a.x).times(b.y);
  return { kind: 'found', value: left.plus(right).div(width), tier: i - 1 };
}

function outsideLine(on: Decimal): Lookup {
  return {
    kind: 'none',
    code: 'OUT_OF_RANGE',
    message: `${plainText(on)} lies outside the points of the line.`,
    fix: 'Correct the fact, or say by an amendment that the end value holds.',
  };
}

/** Decimals that a rounding keeps. */
export function placesOf(to: Rounding['to']): number {
  return to === 'cent' ? 2 : to === 'dollar' ? 0 : Number(to);
}

/** Rounds by a declared rounding. */
export function rounded(value: Decimal, rounding: Rounding): Decimal {
  return roundDecimal(value, { places: placesOf(rounding.to), mode: rounding.mode });
}
