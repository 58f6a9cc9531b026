import type { ControlTotals } from '../claims/aggregate.js';
import { CoalitionError } from '../errors/coalition-error.js';
import { centsToText } from '../money/cents.js';

/** Totals from outside the query: the accounting of the claims, a load manifest, a trailer, the last partial. */
export interface ExpectedTotals {
  /** Unit: lines. */
  readonly lines: number;
  /** Signed sum by measure. Unit: US cents. */
  readonly cents: Readonly<Record<string, number>>;
  /** How many different months; not compared when absent. Unit: months. */
  readonly months?: number;
}

function incomplete(what: string, expected: string, got: string): CoalitionError<'engines/incomplete'> {
  return new CoalitionError(
    'engines/incomplete',
    `The result has ${got} ${what} and ${expected} were expected. A part of the source is missing or counted twice; run it again over everything.`,
    { what, expected, got },
  );
}

/**
 * Refuses a result that doesn't hold everything: a missing shard or a cut file is an error, never a smaller sum.
 *
 * Limits: it compares totals; expected ones must come from outside the query.
 *
 * @unit lines and US cents
 * @testedBy engines/in-memory.test.ts
 * @param result - Anything with control totals, such as an aggregate.
 * @param expected - What should be in it.
 * @throws {@link CoalitionError} `engines/incomplete` with both figures of the first difference.
 * @example
 * assertComplete(inMemory({ kind: 'triangle', spec: { grain: 'month', unit: 'cents', origin: '2025-01', months: 2, maxLag: 1, basis: 'paid', netOf: [],
 *   incurredDate: 'default', lagPolicy: 'reject', negativeLag: 'quarantine' } }, []), { lines: 3, cents: {} }); // => throws engines/incomplete
 */
export function assertComplete(result: { control(): ControlTotals }, expected: ExpectedTotals): void {
  const control = result.control();
  if (control.lines !== expected.lines) throw incomplete('lines', String(expected.lines), String(control.lines));
  for (const [measure, cents] of Object.entries(expected.cents)) {
    const got = control.cents[measure];
    if (got !== cents) throw incomplete(`dollars of ${measure}`, centsToText(cents), got === undefined ? 'no' : centsToText(got));
  }
  if (expected.months !== undefined && control.months !== expected.months)
    throw incomplete('months', String(expected.months), String(control.months));
}
