import { CoalitionError } from '../errors/coalition-error.js';

/** Refuses an argument of a statistic: names it, gives the value and says what would do. */
export function badArgument(name: string, value: unknown, wanted: string): CoalitionError<'stats/bad-argument'> {
  return new CoalitionError('stats/bad-argument', `${name} is ${String(value)}. Give ${wanted}.`, { name, value: String(value) });
}

/** A finite number, or a refusal. */
export function finite(name: string, value: number): number {
  if (!Number.isFinite(value)) throw badArgument(name, value, 'a finite number');
  return value;
}

/** A finite number above zero, or a refusal. */
export function positive(name: string, value: number): number {
  if (!Number.isFinite(value) || value <= 0) throw badArgument(name, value, 'a finite number above 0');
  return value;
}

/** A finite number of at least zero, or a refusal. */
export function nonNegative(name: string, value: number): number {
  if (!Number.isFinite(value) || value < 0) throw badArgument(name, value, 'a finite number of at least 0');
  return value;
}

/** A probability strictly between 0 and 1, or a refusal. */
export function openShare(name: string, value: number): number {
  if (!(value > 0 && value < 1)) throw badArgument(name, value, 'a share above 0 and below 1');
  return value;
}

/** A probability from 0 to 1, or a refusal. */
export function closedShare(name: string, value: number): number {
  if (!(value >= 0 && value <= 1)) throw badArgument(name, value, 'a share from 0 to 1');
  return value;
}

/** A whole number of at least `least`, or a refusal. */
export function whole(name: string, value: number, least = 0): number {
  if (!Number.isSafeInteger(value) || value < least) throw badArgument(name, value, `a whole number of at least ${least}`);
  return value;
}

/**
 * 1 - p for a share near 1, read as the decimal that the caller wrote: 1 - 0.999999 is 0.000001, not 0.00000100000000002876.
 * Both lie within the rounding of p; this one is what a table prints.
 */
export function complement(p: number): number {
  const exact = 1 - p;
  if (p < 0.9 || exact === 0) return exact;
  const decimals = String(p).length - 2;
  if (decimals > 16) return exact;
  const scale = 10 ** decimals;
  return Math.round(exact * scale) / scale;
}
