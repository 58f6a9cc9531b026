import { CoalitionError } from '../errors/coalition-error.js';
import type { AsOf } from '../time/as-of.js';

/** The refusal of a valuation that knows nothing or pretends to know payments of the future. */
export function asOfInvalid(asOf: AsOf, paidThrough: AsOf): CoalitionError<'trend/as-of-invalid'> {
  return new CoalitionError(
    'trend/as-of-invalid',
    `What was known ends ${asOf} and payments are complete through ${paidThrough}. Give paidThrough on or before asOf, and asOf on or after the end of the first period.`,
    { asOf, paidThrough },
  );
}
