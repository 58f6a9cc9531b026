import { Decimal } from '../../money/decimal.js';

/** How far a result may lie from the expected value. */
export type Tolerance = 'exact' | { readonly relative: number } | { readonly absolute: number } | { readonly interval: true };

const DECIMAL = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** A number or decimal text as a decimal; null for anything else. */
function decimalOf(value: unknown): Decimal | null {
  if (typeof value === 'number') return new Decimal(value);
  return typeof value === 'string' && DECIMAL.test(value) ? new Decimal(value) : null;
}

function near(expected: Decimal, got: Decimal, tolerance: Tolerance): boolean {
  if (tolerance === 'exact') return expected.eq(got);
  if ('relative' in tolerance) return expected.minus(got).abs().lte(expected.abs().times(tolerance.relative));
  if ('absolute' in tolerance) return expected.minus(got).abs().lte(tolerance.absolute);
  return expected.eq(got);
}

/** Whether a value of the result is the expected one: decimal text by value, arrays element by element, objects by their named fields. */
export function agrees(expected: unknown, got: unknown, tolerance: Tolerance): boolean {
  if (typeof tolerance === 'object' && 'interval' in tolerance && Array.isArray(expected) && expected.length === 2) {
    const [low, high] = expected.map(decimalOf);
    const value = decimalOf(got);
    return low !== undefined && low !== null && high !== undefined && high !== null && value !== null && value.gte(low) && value.lte(high);
  }
  const [left, right] = [decimalOf(expected), decimalOf(got)];
  // Codes such as '0012' and '12' are texts: only money-like texts compare by value, and a code's leading zero says text.
  if (left !== null && right !== null) {
    const isCode = typeof expected === 'string' && typeof got === 'string' && /^-?0\d/.test(expected);
    return isCode ? expected === got : near(left, right, tolerance);
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(got) || expected.length !== got.length) return false;
    const all: readonly unknown[] = got;
    return expected.every((each, i) => agrees(each, all[i], tolerance));
  }
  if (typeof expected === 'object' && expected !== null && typeof got === 'object' && got !== null) {
    const fields = new Map<string, unknown>(Object.entries(got));
    return Object.entries(expected).every(([name, each]) => agrees(each, fields.get(name) ?? null, tolerance));
  }
  return expected === (got ?? null);
}
