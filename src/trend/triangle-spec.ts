import type { ClaimDatePolicy } from '../claims/claim-date.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';
import { isMonth, type Month, type MonthIndex, monthFromIndex, monthIndex } from '../time/month.js';

/** Length of a period on both axes of a triangle; stated, never inferred. */
export type Grain = 'month' | 'quarter' | 'year';

/** What a cell holds: US cents, a count, or hundredths of the unit of a published table. */
export type TriangleUnit = 'cents' | 'count' | 'asGiven';

/** Everything that decides in which cell a line falls. Triangles merge only when all of it is equal. */
export interface TriangleSpec {
  readonly grain: Grain;
  readonly unit: TriangleUnit;
  /** First month of the first incurred period. */
  readonly origin: Month;
  /** How many incurred periods. Unit: periods of the grain. */
  readonly months: number;
  /** Largest lag kept; a triangle has `maxLag + 1` columns. Unit: periods of the grain. */
  readonly maxLag: number;
  readonly basis: 'paid' | 'allowed' | 'count';
  /** What the amounts are net of, such as `rebates`. */
  readonly netOf: readonly string[];
  readonly incurredDate: ClaimDatePolicy;
  /** What happens to a line paid beyond the largest lag. */
  readonly lagPolicy: 'reject' | 'clampToMax';
  /** What happens to a line paid before it was incurred. */
  readonly negativeLag: 'reject' | 'quarantine' | 'lag0';
}

/**
 * Tells how many months one period of a grain has.
 *
 * @unit months
 * @param grain - The grain.
 * @returns 1, 3 or 12.
 * @example
 * monthsOfGrain('quarter'); // => 3
 */
export function monthsOfGrain(grain: Grain): number {
  return grain === 'month' ? 1 : grain === 'quarter' ? 3 : 12;
}

/** The first month of period i of a triangle, as text. */
export function periodMonth(spec: TriangleSpec, i: number): Month {
  return monthFromIndex(periodStart(spec, i));
}

/** The first month of period i of a triangle, as an index. Unit: months. */
export function periodStart(spec: TriangleSpec, i: number): MonthIndex {
  return monthIndex(spec.origin) + i * monthsOfGrain(spec.grain);
}

/** Refuses an argument of the trend area by name. */
export function invalidInput(field: string, value: unknown, advice: string): CoalitionError<'trend/invalid-input'> {
  return new CoalitionError('trend/invalid-input', `${field} is ${String(value)}. ${advice}`, { field, value: String(value) });
}

/** Refuses a number that isn't finite, by name. */
export function finite(field: string, value: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalidInput(field, value, 'Give a finite number.');
  return value;
}

/** Refuses a word that isn't one of the choices, by name: callers without types reach us too, and a misread word must not become a default. */
export function chosen<T extends string>(field: string, value: T, choices: readonly T[]): T {
  if (!choices.includes(value)) throw invalidInput(field, value, `Say ${choices.map((each) => `'${each}'`).join(' or ')}.`);
  return value;
}

/** Refuses anything but a whole number in a range, by name. */
export function whole(field: string, value: number, range: { readonly from: number; readonly to?: number }): number {
  const { from, to = Number.MAX_SAFE_INTEGER } = range;
  if (!(Number.isSafeInteger(value) && value >= from && value <= to))
    throw invalidInput(field, value, `Give a whole number, ${from} or more${to === Number.MAX_SAFE_INTEGER ? '' : ` and at most ${to}`}.`);
  return value;
}

/** Refuses anything but a number of latest periods, or all of them, by name. */
export function latestOrAll(field: string, value: number | 'all'): number | 'all' {
  if (value === 'all') return value;
  if (!(Number.isSafeInteger(value) && value > 0)) throw invalidInput(field, value, "Give how many of the latest periods are used, or 'all'.");
  return value;
}

/** Checks a specification and returns it frozen. */
export function checkedSpec(spec: TriangleSpec): TriangleSpec {
  chosen('grain', spec.grain, ['month', 'quarter', 'year']);
  chosen('unit', spec.unit, ['cents', 'count', 'asGiven']);
  chosen('basis', spec.basis, ['paid', 'allowed', 'count']);
  chosen('incurredDate', spec.incurredDate, ['default', 'lineStart', 'claimStart', 'admission', 'through', 'perDay']);
  chosen('lagPolicy', spec.lagPolicy, ['reject', 'clampToMax']);
  chosen('negativeLag', spec.negativeLag, ['reject', 'quarantine', 'lag0']);
  if (!isMonth(spec.origin)) throw invalidInput('origin', spec.origin, "Write it like '2025-01'.");
  if (!Number.isSafeInteger(spec.months) || spec.months < 1 || spec.months > 12_000) {
    throw invalidInput('months', spec.months, 'Give how many incurred periods there are, 1 or more.');
  }
  if (!Number.isSafeInteger(spec.maxLag) || spec.maxLag < 0 || spec.maxLag > 12_000) {
    throw invalidInput('maxLag', spec.maxLag, 'Give the largest lag, 0 or more.');
  }
  if ((spec.basis === 'count') !== (spec.unit === 'count') && spec.unit !== 'asGiven') {
    throw invalidInput('unit', spec.unit, "Counts have basis and unit 'count'; amounts have neither.");
  }
  return Object.freeze({ ...spec, netOf: Object.freeze([...spec.netOf].sort()) });
}

/** The specification as JSON, for equality and storage. */
export function specJson(spec: TriangleSpec): { readonly [key: string]: JsonValue } {
  const { grain, unit, origin, months, maxLag, basis, netOf, incurredDate, lagPolicy, negativeLag } = spec;
  return { grain, unit, origin, months, maxLag, basis, netOf, incurredDate, lagPolicy, negativeLag };
}

/** How many cell units make one unit of a result: cents of a dollar, hundredths of a published unit, or 1 for counts. */
export function cellScale(spec: TriangleSpec): number {
  return spec.unit === 'count' ? 1 : 100;
}
