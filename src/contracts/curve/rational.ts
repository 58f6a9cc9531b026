import { Decimal } from '../../money/decimal.js';

/** An exact fraction in lowest terms, the denominator above zero. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** A fraction in lowest terms. */
export function rational(n: bigint, d = 1n): Rational {
  const sign = d < 0n ? -1n : 1n;
  const common = gcd(n, d) || 1n;
  return { n: (sign * n) / common, d: (sign * d) / common };
}

export const ZERO: Rational = /* @__PURE__ */ Object.freeze({ n: 0n, d: 1n });
export const ONE: Rational = /* @__PURE__ */ Object.freeze({ n: 1n, d: 1n });

/** Reads decimal text exactly. */
export function fromText(text: string): Rational {
  const [whole = '0', fraction = ''] = text.split('.');
  return rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

export const plus = (a: Rational, b: Rational): Rational => rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Rational, b: Rational): Rational => rational(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
/** The caller has checked that the divisor isn't zero. */
export const over = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);
export const negated = (a: Rational): Rational => ({ n: -a.n, d: a.d });
export const sign = (a: Rational): number => (a.n > 0n ? 1 : a.n < 0n ? -1 : 0);
export const compare = (a: Rational, b: Rational): number => sign(minus(a, b));
export const equal = (a: Rational, b: Rational): boolean => a.n === b.n && a.d === b.d;
export const middle = (a: Rational, b: Rational): Rational => times(plus(a, b), rational(1n, 2n));

/** Decimal text of 40 significant digits; exact where the fraction ends. */
export function toText(a: Rational): string {
  const value = new Decimal(a.n.toString()).div(a.d.toString());
  return value.isZero() ? '0' : value.toFixed();
}
