import { invalidInput } from '../triangle-spec.js';

/** Refuses amounts that have no logarithm; null is missing. */
export function checkPositive(values: readonly (number | null)[]): void {
  values.forEach((value, i) => {
    if (value !== null && !(value > 0)) throw invalidInput(`value ${i + 1}`, value, 'Forecasts need amounts above 0; leave the month out (null).');
  });
}

/** Positive values without gaps: a missing month takes the mean of its neighbours' logarithms, as far as they are known. */
export function fillGaps(values: readonly (number | null)[]): readonly number[] {
  return values.map((value, i) => {
    if (value !== null) return value;
    const before = values.slice(0, i).findLast((each) => each !== null) ?? null;
    const after = values.slice(i + 1).find((each) => each !== null) ?? null;
    return Math.sqrt((before ?? after ?? 1) * (after ?? before ?? 1));
  });
}
