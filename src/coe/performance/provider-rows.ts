import { CoalitionError } from '../../errors/coalition-error.js';

/** One provider's events beside those expected of its cases. */
export interface ProviderRow {
  readonly provider: string;
  /** Unit: events. */
  readonly observed: number;
  /** Unit: events, above 0. */
  readonly expected: number;
  /** Unit: cases. Needed for tiers, whose first rule is volume. */
  readonly cases?: number;
}

/** A refusal of an argument of this area. */
export function invalid(field: string, value: unknown, wanted: string): CoalitionError<'coe/invalid-input'> {
  return new CoalitionError('coe/invalid-input', `${field} is ${String(value)}: ${wanted}. Correct it.`, { field, value: String(value) });
}

/** Refuses rows without providers, with impossible counts, or naming a provider twice. */
export function checkRows(rows: readonly ProviderRow[], least = 1): void {
  if (rows.length < least) throw invalid('rows', rows.length, `at least ${least} providers are needed`);
  const seen = new Set<string>();
  for (const { provider, observed, expected, cases } of rows) {
    if (seen.has(provider)) throw invalid('provider', 'named twice', 'give one row a provider');
    seen.add(provider);
    if (!Number.isInteger(observed) || observed < 0) throw invalid('observed', observed, 'a whole number of events of at least 0 is needed');
    if (!Number.isFinite(expected) || expected <= 0) throw invalid('expected', expected, 'a number above 0 is needed');
    if (cases !== undefined && (!Number.isInteger(cases) || cases < 0)) throw invalid('cases', cases, 'a whole number of at least 0 is needed');
  }
}

/** A checked probability strictly between 0 and 1. */
export function openProbability(field: string, value: number): number {
  if (!(value > 0 && value < 1)) throw invalid(field, value, 'a number between 0 and 1 is needed');
  return value;
}
