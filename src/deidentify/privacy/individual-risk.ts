/** One member's class in the file and its weight in the population. */
export interface ClassWeight {
  /** Members of the class in the file. Unit: members. */
  readonly f: number;
  /** Sum of the weights of the class: people in the population. Unit: persons. */
  readonly F: number;
}

/**
 * Estimates the risk that one member of a sample is identified, from sampling weights.
 *
 * Limits: a model, not a bound: it takes population sizes of classes to be inverse binomial. At f of 3 and more the usual
 * approximation and the exact integral differ in the fourth digit.
 *
 * @formula p = f / F; f = 1: p/(1-p) ln(1/p); f = 2: p/(1-p) - (p/(1-p))^2 ln(1/p); f >= 3 approximate p/(f - (1-p)), exact
 *   (p/(1-p))^f x integral from 1 to 1/p of (t-1)^(f-1) / t dt
 * @unit probability
 * @source Benedetti and Franconi 1998; Franconi and Polettini 2004
 * @testedBy deidentify/privacy/individual-risk.test.ts: eight rows of sdcMicro
 * @param o - Class size and weight.
 * @param form - `'approximate'` as usual, or `'exact'`.
 * @returns The risk; 1 / f when the file is the whole population.
 * @example
 * individualRisk({ f: 1, F: 17 }, 'exact').toFixed(8); // => '0.17707583'
 */
export function individualRisk(o: ClassWeight, form: 'approximate' | 'exact'): number {
  const { f } = o;
  const p = f / o.F;
  if (p >= 1) return 1 / f;
  const odds = p / (1 - p);
  if (f === 1) return odds * Math.log(1 / p);
  if (f === 2) return odds - odds ** 2 * Math.log(1 / p);
  if (form === 'approximate') return p / (f - (1 - p));
  return odds ** f * integral(f, 1 / p);
}

/** Integral of (t - 1)^(f - 1) / t from 1 to b: polynomial division gives a finite sum. */
function integral(f: number, b: number): number {
  // (t-1)^(f-1) / t = sum of t-powers plus (-1)^(f-1) / t; with u = t - 1: sum over j of (-1)^(f-2-j) u^j, then (-1)^(f-1) / t.
  const u = b - 1;
  let sum = 0;
  for (let j = f - 2; j >= 0; j -= 1) sum += ((f - 2 - j) % 2 === 0 ? 1 : -1) * (u ** (j + 1) / (j + 1));
  return sum + ((f - 1) % 2 === 0 ? 1 : -1) * Math.log(b);
}
