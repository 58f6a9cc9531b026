import { dayNumber, type IsoDate, isoFromDay } from '../time/iso-date.js';
import type { TriangleLine } from './read-lines.js';
import { invalidInput } from './triangle-spec.js';

/**
 * Splits a stay's payment evenly over its days, for triangles with `incurredDate: 'perDay'`.
 *
 * @formula cents / days each; the remaining cents go to the first days, so that days add up to the payment
 * @unit US cents
 * @testedBy trend/triangle-tools.test.ts
 * @param stay - `from` and `to`, both nights included; `paid`; `cents`.
 * @returns One line a day.
 * @throws {@link CoalitionError} `trend/invalid-input` for a stay that ends before it begins, `time/not-a-date`.
 * @example
 * splitByDay({ from: '2025-01-30', to: '2025-02-01', paid: '2025-03-01', cents: 1000 }).map(({ incurred, cents }) => [incurred, cents]); // => [['2025-01-30', 334], ['2025-01-31', 333], ['2025-02-01', 333]]
 */
export function splitByDay(stay: {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly paid: IsoDate;
  readonly cents: number;
}): readonly TriangleLine[] {
  const [first, last] = [dayNumber(stay.from), dayNumber(stay.to)];
  const days = last - first + 1;
  if (days < 1) throw invalidInput('to', stay.to, `The stay begins ${stay.from}; give a later end.`);
  if (!Number.isSafeInteger(stay.cents)) throw invalidInput('cents', stay.cents, 'Amounts are whole cents.');
  const each = Math.trunc(stay.cents / days);
  const rest = stay.cents - each * days;
  return Array.from({ length: days }, (_, day) => ({
    incurred: isoFromDay(first + day),
    paid: stay.paid,
    cents: each + (day < Math.abs(rest) ? Math.sign(rest) : 0),
  }));
}
