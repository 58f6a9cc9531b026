import { CoalitionError } from '../errors/coalition-error.js';
import { MOST_SHAPLEY_FACTORS, shapley } from '../stats/shapley.js';
import { badInput } from './bad-input.js';
import type { FactorVectors } from './decompose.js';

/** Standardised levels of N populations, consistent for every pair. */
export interface ManyDecomposition {
  readonly populations: readonly string[];
  readonly factors: readonly string[];
  /** Each population's value. */
  readonly values: readonly number[];
  /** By factor and population: the level when only this factor differs. Differences of two populations, summed over factors, are the crude difference. */
  readonly levels: Readonly<Record<string, readonly number[]>>;
}

/**
 * Compares N employers at once, factor by factor, so that the parts of every pair add up and chain.
 *
 * Pairwise decompositions don't chain: A to B and B to C don't give A to C. These do.
 *
 * @formula S_y = 1 / (N-1) sum s_y.j + 1 / (N (N-1)) sum_x ( sum_j s_x.j - (N-2) s_x.y ); s_y.j = Shapley-weighted level of y in the pair (y, j)
 * @unit the value's
 * @source Das Gupta, US Census P23-186, 1993, chapter 6
 * @testedBy test/benchmark/decompose.test.ts: N = 2 equals the pair; differences chain
 * @param o - Populations by name, factors, value (default: sum over cells of products).
 * @returns Levels by factor and population.
 * @throws {@link CoalitionError} `benchmark/bad-input`, `benchmark/too-many-factors`.
 * @example
 * const many = decomposeMany({ populations: { a: { price: [10], use: [2] }, b: { price: [12], use: [3] } }, factors: ['price', 'use'] });
 * many.levels['price']?.map((level) => level - 25); // => [0, 5]
 */
export function decomposeMany(o: {
  readonly populations: Readonly<Record<string, FactorVectors>>;
  readonly factors: readonly string[];
  readonly value?: (factors: Readonly<Record<string, readonly number[]>>) => number;
}): ManyDecomposition {
  const { factors } = o;
  if (factors.length === 0 || factors.length > MOST_SHAPLEY_FACTORS) {
    throw new CoalitionError('benchmark/too-many-factors', `${factors.length} factors. Give 1 to ${MOST_SHAPLEY_FACTORS}.`, {
      factors: factors.length,
    });
  }
  const names = Object.keys(o.populations);
  const n = names.length;
  if (n < 2) throw badInput('populations', n, 'at least two');
  const vectors = names.map((name) => readPopulation(o.populations[name] ?? {}, factors, name));
  const cells = vectors[0]?.[0]?.length ?? 0;
  if (vectors.some((lists) => lists.some((list) => list.length !== cells)))
    throw badInput('populations', 'cells of different number', `${cells} cells in every factor of every population`);
  const valueOf = (pick: (k: number) => readonly number[]): number =>
    o.value === undefined ? productSum(factors.length, cells, pick) : o.value(Object.fromEntries(factors.map((name, k) => [name, pick(k)])));
  const pair = factors.map(() => new Float64Array(n * n));
  for (let y = 0; y < n; y += 1) {
    for (let j = y + 1; j < n; j += 1) {
      const levels = pairLevels(factors.length, (set, k) => vectors[(set >> k) & 1 ? j : y]?.[k] ?? [], valueOf);
      levels.forEach(([own, other], k) => {
        const table = pair[k];
        if (table === undefined) return;
        table[y * n + j] = own;
        table[j * n + y] = other;
      });
    }
  }
  return {
    populations: names,
    factors,
    values: vectors.map((lists) => valueOf((k) => lists[k] ?? [])),
    levels: Object.fromEntries(factors.map((name, k) => [name, consistent(pair[k] ?? new Float64Array(0), n)])),
  };
}

function readPopulation(vectors: FactorVectors, factors: readonly string[], whose: string): readonly (readonly number[])[] {
  return factors.map((name) => {
    const given = Object.hasOwn(vectors, name) ? vectors[name] : undefined;
    if (given === undefined) throw badInput(`${whose}.${name}`, 'absent', 'a value for every factor');
    const list = typeof given === 'number' ? [given] : given;
    for (const value of list) if (!Number.isFinite(value)) throw badInput(`${whose}.${name}`, value, 'finite numbers');
    return list;
  });
}

function productSum(factors: number, cells: number, pick: (k: number) => readonly number[]): number {
  let sum = 0;
  const lists = Array.from({ length: factors }, (_, k) => pick(k));
  for (let cell = 0; cell < cells; cell += 1) {
    let product = 1;
    for (let k = 0; k < factors; k += 1) product *= lists[k]?.[cell] ?? 0;
    sum += product;
  }
  return sum;
}

/** For each factor the level of the first and of the second population, all other factors averaged over both. */
function pairLevels(
  factors: number,
  pick: (set: number, k: number) => readonly number[],
  valueOf: (pick: (k: number) => readonly number[]) => number,
): readonly (readonly [number, number])[] {
  const values = Array.from({ length: 1 << factors }, (_, set) => valueOf((k) => pick(set, k)));
  const effects = shapley({ factors, value: (set) => values[set] ?? 0 });
  const factorial = (m: number): number => (m <= 1 ? 1 : m * factorial(m - 1));
  return effects.map((effect, k) => {
    let own = 0;
    for (let set = 0; set < values.length; set += 1) {
      if ((set >> k) & 1) continue;
      let s = 0;
      for (let rest = set; rest > 0; rest >>= 1) s += rest & 1;
      own += ((factorial(s) * factorial(factors - s - 1)) / factorial(factors)) * (values[set] ?? 0);
    }
    return [own, own + effect] as const;
  });
}

function consistent(pair: Float64Array, n: number): readonly number[] {
  const at = (x: number, j: number): number => pair[x * n + j] ?? 0;
  const rows = Array.from({ length: n }, (_, x) => {
    let sum = 0;
    for (let j = 0; j < n; j += 1) if (j !== x) sum += at(x, j);
    return sum;
  });
  return rows.map((row, y) => {
    let rest = 0;
    for (let x = 0; x < n; x += 1) {
      if (x === y) continue;
      rest += (rows[x] ?? 0) - at(x, y) - (n - 2) * at(x, y);
    }
    return row / (n - 1) + rest / (n * (n - 1));
  });
}
