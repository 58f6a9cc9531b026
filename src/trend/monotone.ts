import { finite } from './triangle-spec.js';

/**
 * Makes a sequence non-decreasing by pooling adjacent violators, weighted.
 *
 * Limits: missing values keep their place and split nothing: their neighbours are pooled as if adjacent.
 *
 * @formula pool-adjacent-violators: a block's value is the weighted mean of its members
 * @unit the unit of the values
 * @testedBy trend/tails.test.ts
 * @param values - The sequence.
 * @param weights - One weight for each value; zero counts as a very small one.
 * @returns The closest non-decreasing sequence in weighted least squares.
 * @throws {@link CoalitionError} `trend/invalid-input` for a value or a weight that isn't a finite number.
 * @example
 * isotonic([0.5, 0.9, 0.7, 1], [1, 1, 1, 1]); // => [0.5, 0.8, 0.8, 1]
 */
export function isotonic(values: readonly (number | null)[], weights: readonly number[]): readonly (number | null)[] {
  const most = weights.reduce((max, weight) => Math.max(max, weight), 0);
  const largest = most > 1e150 ? most : 1;
  const blocks: { value: number; weight: number; at: number[] }[] = [];
  values.forEach((value, i) => {
    if (value === null) return;
    const given = finite(`weights[${i}]`, weights[i] ?? 0);
    let block = { value: finite(`values[${i}]`, value), weight: Math.max(given / largest, 1e-300), at: [i] };
    for (let last = blocks.at(-1); last !== undefined && last.value > block.value; last = blocks.at(-1)) {
      blocks.pop();
      const weight = last.weight + block.weight;
      const pooled = (last.value * last.weight + block.value * block.weight) / weight;
      block = {
        value: Number.isFinite(pooled) ? pooled : last.value * (last.weight / weight) + block.value * (block.weight / weight),
        weight,
        at: [...last.at, ...block.at],
      };
    }
    blocks.push(block);
  });
  const result: (number | null)[] = values.map(() => null);
  for (const { value, at } of blocks) for (const i of at) result[i] = value;
  return result;
}
