import { CoalitionError } from '../../errors/coalition-error.js';

/** A positive ratio of whole numbers in lowest terms: noise is exact only where its scale is. */
export interface Ratio {
  readonly n: bigint;
  readonly d: bigint;
}

/** Divides two whole numbers exactly. */
export function ratio(n: bigint, d: bigint): Ratio {
  let [a, b] = [n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return { n: n / a, d: d / a };
}

/** Reads `0.5` or `1/2`; refuses anything that is not above zero. */
export function ratioOf(text: string, what: string): Ratio {
  const [, whole = '', fraction = '', below = '1'] = /^(\d{1,80})(?:\.(\d{1,80})|\/(\d{1,80}))?$/.exec(text) ?? [];
  const [n, d] = [BigInt(`${whole || '0'}${fraction}`), BigInt(below) * 10n ** BigInt(fraction.length)];
  if (n > 0n && d > 0n) return ratio(n, d);
  throw noiseInvalid(what, `The ${what} ${JSON.stringify(text)} is no exact number above zero. Write it as text, such as '0.5' or '1/3'.`);
}

/** A setting of the noise that makes no sense. */
export function noiseInvalid(what: string, message: string): CoalitionError<'deidentify/noise-invalid'> {
  return new CoalitionError('deidentify/noise-invalid', message, { what });
}

/** Lowest terms as text: `1/2`, or `3` where it is whole. */
export function ratioText({ n, d }: Ratio): string {
  return d === 1n ? String(n) : `${n}/${d}`;
}

/** Adds exactly. */
export function plus(a: Ratio, b: Ratio): Ratio {
  return ratio(a.n * b.d + b.n * a.d, a.d * b.d);
}

/** Multiplies exactly. */
export function times(a: Ratio, b: Ratio): Ratio {
  return ratio(a.n * b.n, a.d * b.d);
}

/** Tells whether `a` is more than `b`. */
export function exceeds(a: Ratio, b: Ratio): boolean {
  return a.n * b.d > b.n * a.d;
}
