import { invalidInput } from './triangle-spec.js';

/**
 * Tells how wide an interval must be to have held past errors at some confidence: split conformal.
 *
 * Limits: the promise holds for exchangeable errors; time series are only roughly so, which is why measured coverage is reported.
 *
 * @formula the ceil((n + 1) x confidence)-th smallest absolute error; none when that exceeds n
 * @unit the unit of the errors
 * @source Vovk, Gammerman and Shafer 2005; Lei et al. 2018
 * @testedBy trend/tails.test.ts: coverage of exchangeable errors
 * @param errors - Past errors, signed or not.
 * @param confidence - Above 0 and below 1.
 * @returns Half the width, or null when there are too few errors for this confidence.
 * @throws {@link CoalitionError} `trend/invalid-input` for a confidence outside 0 to 1 or an error that isn't a finite number.
 * @example
 * conformalHalfWidth([1, -3, 2, 4], 0.8); // => 4
 * conformalHalfWidth([1, -3, 2], 0.8); // => null
 */
export function conformalHalfWidth(errors: readonly number[], confidence: number): number | null {
  if (!(confidence > 0 && confidence < 1)) {
    throw invalidInput('confidence', confidence, 'Give a share above 0 and below 1.');
  }
  const bad = errors.find((each) => !Number.isFinite(each));
  if (bad !== undefined) throw invalidInput('errors', bad, 'Give finite errors.');
  const sorted = errors.map(Math.abs).sort((a, b) => a - b);
  const rank = Math.ceil((sorted.length + 1) * confidence - 1e-9);
  return sorted[rank - 1] ?? null;
}
