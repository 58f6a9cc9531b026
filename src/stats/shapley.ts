import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { whole } from './check.js';

/** Most factors that an exact attribution visits all subsets of. */
export const MOST_SHAPLEY_FACTORS = 12;

/** What {@link shapley} attributes. */
export interface ShapleyInput<V> {
  /** How many factors or players, 1 to 12. Unit: factors. */
  readonly factors: number;
  /** The value when exactly the factors whose bit is set are at the subject's level (or in the coalition). Bit 0 is the first. */
  readonly value: (set: number) => V;
}

function checked(factors: number): number {
  whole('factors', factors, 1);
  if (factors > MOST_SHAPLEY_FACTORS) {
    throw new CoalitionError(
      'stats/too-many-factors',
      `${factors} factors would need 2^${factors} valuations. Combine them to at most ${MOST_SHAPLEY_FACTORS}.`,
      { factors, most: MOST_SHAPLEY_FACTORS },
    );
  }
  return factors;
}

/** Members of every subset, by its bits. */
function sizes(factors: number): Uint8Array {
  const counts = new Uint8Array(1 << factors);
  for (let set = 1; set < counts.length; set += 1) counts[set] = (counts[set >> 1] ?? 0) + (set & 1);
  return counts;
}

/** s! (K - s - 1)! for s = 0 .. K - 1; all safe integers for K up to 12. */
function weights(factors: number): readonly number[] {
  const factorial = [1];
  for (let i = 1; i <= factors; i += 1) factorial.push((factorial[i - 1] ?? 1) * i);
  return Array.from({ length: factors }, (_, s) => (factorial[s] ?? 1) * (factorial[factors - s - 1] ?? 1));
}

function factorialOf(n: number): number {
  return n <= 1 ? 1 : n * factorialOf(n - 1);
}

/**
 * Splits the change of any function of several factors among them, so that the parts add up to the whole change.
 *
 * It equals Das Gupta's standardisation. Doubles; parts add up to about 1e-15 of the largest value. For exact amounts see {@link shapleyExact}.
 *
 * @formula phi_k = sum over S without k of |S|! (K - |S| - 1)! / K! [f(S + k) - f(S)]
 * @unit the unit of the value
 * @source Shapley 1953; Das Gupta, US Census P23-186, 1993
 * @testedBy test/stats/attribution.test.ts: closed forms for 2 to 4 factors; efficiency, symmetry, dummy, additivity
 * @param o - How many factors, and the value of every subset.
 * @returns One part for each factor, in order.
 * @throws {@link CoalitionError} `stats/too-many-factors`, `stats/bad-argument`.
 * @example
 * const before = [2, 10], after = [3, 12];
 * shapley({ factors: 2, value: (set) => [0, 1].reduce((product, k) => product * (((set >> k) & 1 ? after[k] : before[k]) ?? 0), 1) }); // => [11, 5]
 */
export function shapley(o: ShapleyInput<number>): readonly number[] {
  const factors = checked(o.factors);
  const count = 1 << factors;
  const values = new Float64Array(count);
  for (let set = 0; set < count; set += 1) values[set] = finiteValue(o.value(set), set);
  const size = sizes(factors);
  const weight = weights(factors);
  const whole = factorialOf(factors);
  return Array.from({ length: factors }, (_, k) => {
    const bySize = new Float64Array(factors);
    for (let set = 0; set < count; set += 1) {
      if ((set >> k) & 1) continue;
      const s = size[set] ?? 0;
      bySize[s] = (bySize[s] ?? 0) + ((values[set | (1 << k)] ?? 0) - (values[set] ?? 0));
    }
    return bySize.reduce((sum, difference, s) => sum + (difference * (weight[s] ?? 0)) / whole, 0);
  });
}

function finiteValue(value: number, set: number): number {
  if (Number.isFinite(value)) return value;
  throw new CoalitionError('stats/bad-argument', `The value of subset ${set} is ${value}. Make the value finite for every subset.`, {
    name: `value(${set})`,
    value: String(value),
  });
}

/**
 * {@link shapley} on exact decimals, for money and contractual shares.
 *
 * @formula as {@link shapley}; whole-number weights are summed first and divided by K! once
 * @unit the unit of the value
 * @testedBy test/stats/attribution.test.ts: equals shapley; parts add up to the whole exactly
 * @param o - How many factors, and the exact value of every subset.
 * @returns One part for each factor, in order; exact to 38 digits.
 * @throws {@link CoalitionError} `stats/too-many-factors`, `stats/bad-argument`.
 * @example
 * const worth = ['0', '10', '20', '50'].map((text) => new Decimal(text));
 * shapleyExact({ factors: 2, value: (set) => worth[set] ?? new Decimal(0) }).map((part) => part.toFixed()); // => ['20', '30']
 */
export function shapleyExact(o: ShapleyInput<Decimal>): readonly Decimal[] {
  const { parts, over } = shapleyTimes(o);
  return parts.map((part) => part.div(over));
}

/** The parts of {@link shapleyExact} before they are divided by K!, so that thirds are exact until they are rounded to a total. */
export function shapleyTimes(o: ShapleyInput<Decimal>): { readonly parts: readonly Decimal[]; readonly over: Decimal } {
  const factors = checked(o.factors);
  const count = 1 << factors;
  const values = Array.from({ length: count }, (_, set) => new Decimal(o.value(set)));
  const size = sizes(factors);
  const weight = weights(factors);
  const parts = Array.from({ length: factors }, (_, k) => {
    const bySize = Array.from({ length: factors }, () => new Decimal(0));
    for (let set = 0; set < count; set += 1) {
      if ((set >> k) & 1) continue;
      const s = size[set] ?? 0;
      bySize[s] = (bySize[s] ?? new Decimal(0)).plus(values[set | (1 << k)] ?? 0).minus(values[set] ?? 0);
    }
    return bySize.reduce((sum, difference, s) => sum.plus(difference.times(weight[s] ?? 0)), new Decimal(0));
  });
  return { parts, over: new Decimal(factorialOf(factors)) };
}
