import { Decimal } from '../../money/decimal.js';
import type { Outcome } from '../outcome.js';
import type { Inside } from './columns.js';

/** Figures with more decimals than this are held as plain doubles. */
const MOST_PLACES = 6;

/** Figures that don't vary, one for each turn of a loop: whole units of their last decimal; one figure where all are the same. */
export function figures(given: readonly (Decimal | Outcome)[]): Inside {
  const values = given.map((each) =>
    Decimal.isDecimal(each) ? each : each.kind === 'value' && typeof each.value !== 'boolean' ? each.value : new Decimal(Number.NaN),
  );
  const [first = new Decimal(Number.NaN)] = values;
  const most = Math.max(...values.map((value) => (value.isNaN() ? 0 : value.decimalPlaces())));
  const places = most > MOST_PLACES ? 0 : most;
  const held = (value: Decimal): number => value.times(new Decimal(10).pow(places)).toNumber();
  if (values.every((value) => value.eq(first)) || values.length < 2) {
    const value = first.toNumber();
    return { kind: 'same', get: () => value, whole: most > MOST_PLACES ? null : { value: held(first), places } };
  }
  return { kind: 'column', places, of: Float64Array.from(values, held) };
}
