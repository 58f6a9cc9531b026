import { CoalitionError } from '../../errors/coalition-error.js';
import type { Hierarchy } from './value-tree.js';

/** How far a class's shares of a sensitive value may lie from everybody's. */
export type Distance = (inClass: Float64Array, overall: Float64Array) => number;

/**
 * Earth mover's distance where all values are equally far apart.
 *
 * @formula half the sum of |q - p|
 * @source Li, Li, Venkatasubramanian 2007
 * @testedBy deidentify/privacy/measure-privacy.test.ts: worked table of the paper
 * @example
 * equalDistance(Float64Array.of(1, 0), Float64Array.of(0.5, 0.5)); // => 0.5
 */
export const equalDistance: Distance = (q, p) => {
  let sum = 0;
  for (let i = 0; i < p.length; i += 1) sum += Math.abs((q[i] ?? 0) - (p[i] ?? 0));
  return sum / 2;
};

/**
 * Earth mover's distance where values stand in a row.
 *
 * @formula sum of |cumulative q - cumulative p| / (m - 1)
 * @source Li, Li, Venkatasubramanian 2007
 * @testedBy deidentify/privacy/measure-privacy.test.ts: worked table of the paper
 * @param order - Places of the values in their order.
 * @returns The distance.
 * @example
 * orderedDistance([0, 1, 2])(Float64Array.of(1, 0, 0), Float64Array.of(0, 0, 1)); // => 1
 */
export function orderedDistance(order: readonly number[]): Distance {
  return (q, p) => {
    if (order.length < 2) return 0;
    let [sum, run] = [0, 0];
    for (const i of order) {
      run += (q[i] ?? 0) - (p[i] ?? 0);
      sum += Math.abs(run);
    }
    return sum / (order.length - 1);
  };
}

/**
 * Earth mover's distance over a hierarchy: shares that stay under one parent travel less far.
 *
 * @formula sum over nodes at height h of (h / H) x min(positive extra, negative extra) of its children
 * @source Li, Li, Venkatasubramanian 2007
 * @param hierarchy - Over the values.
 * @testedBy deidentify/privacy/measure-privacy.test.ts: worked table of the paper
 * @param values - The values by place.
 * @returns The distance.
 * @throws {@link CoalitionError} `deidentify/hierarchy-not-a-tree` when the hierarchy doesn't know a value.
 * @example
 * const fever = hierarchyFromLines('disease', [['flu', 'lung', 'any'], ['cough', 'lung', 'any'], ['ulcer', 'stomach', 'any']]);
 * hierarchicalDistance(fever, ['flu', 'cough', 'ulcer'])(Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0)); // => 0.5
 */
export function hierarchicalDistance(hierarchy: Hierarchy, values: readonly (string | null)[]): Distance {
  const height = hierarchy.height;
  // For each level, the node of each child at the level below.
  const levels: { readonly parentOf: Int32Array; readonly nodes: number }[] = [];
  const labels: readonly string[] = values.map((value) => value ?? '');
  const nodesAt = (level: number): Map<string, number> => {
    const nodes = new Map<string, number>();
    for (const value of labels) {
      const label = hierarchy.labelOf(value, level);
      if (label === undefined)
        throw new CoalitionError(
          'deidentify/hierarchy-not-a-tree',
          `The hierarchy "${hierarchy.name}" doesn't know a value of its column. Add the value to it.`,
          { dimension: hierarchy.name, code: 'value' },
        );
      if (!nodes.has(label)) nodes.set(label, nodes.size);
    }
    return nodes;
  };
  let below = new Map(labels.map((label, i) => [label, i]));
  for (let level = 1; level <= height; level += 1) {
    const nodes = nodesAt(level);
    const parentOf = new Int32Array(below.size);
    for (const value of labels)
      parentOf[below.get(hierarchy.labelOf(value, level - 1) ?? value) ?? 0] = nodes.get(hierarchy.labelOf(value, level) ?? '') ?? 0;
    levels.push({ parentOf, nodes: nodes.size });
    below = nodes;
  }
  return (q, p) => {
    let extra = Float64Array.from(values, (_, i) => (q[i] ?? 0) - (p[i] ?? 0));
    let cost = 0;
    levels.forEach(({ parentOf, nodes }, i) => {
      const [positive, negative, sum] = [new Float64Array(nodes), new Float64Array(nodes), new Float64Array(nodes)];
      extra.forEach((amount, child) => {
        const node = parentOf[child] ?? 0;
        sum[node] = (sum[node] ?? 0) + amount;
        const side = amount > 0 ? positive : negative;
        side[node] = (side[node] ?? 0) + Math.abs(amount);
      });
      for (let node = 0; node < nodes; node += 1) cost += ((i + 1) / height) * Math.min(positive[node] ?? 0, negative[node] ?? 0);
      extra = sum;
    });
    return cost;
  };
}
