import type { EncodedColumn } from './member-table.js';
import type { Hierarchy } from './value-tree.js';

/**
 * What a generalisation costs. `discernibility`: sum of squared class sizes, later suppressed classes included;
 * `discernibilityWithPenalty`: sum over kept classes plus n for each suppressed member; the two have different optima.
 * `entropy`: non-uniform entropy in bits; `loss`: mean share of a hierarchy's values under a label; `classSize`: members /
 * classes. A function is the caller's own cost of levels.
 */
export type Utility = 'discernibility' | 'discernibilityWithPenalty' | 'entropy' | 'loss' | 'classSize' | ((levels: readonly number[]) => number);

/** Whether a coarser node never costs less, so that the search may stop below it. */
export function isMonotone(utility: Utility): boolean {
  return typeof utility === 'string' && utility !== 'discernibilityWithPenalty';
}

/** The coded labels of one column at one level. */
export interface LevelMap {
  /** Label of each value, as a number. */
  readonly map: Int32Array;
  readonly labels: readonly string[];
}

/** The labels of a column at every level of its hierarchy. */
export function levelMaps(column: EncodedColumn, hierarchy: Hierarchy, unknown: (value: string | null) => string): LevelMap[] {
  return Array.from({ length: hierarchy.height + 1 }, (_, level) => {
    const places = new Map<string, number>();
    const map = Int32Array.from(column.values, (value) => {
      const label = (value === null ? undefined : hierarchy.labelOf(value, level)) ?? unknown(value);
      const place = places.get(label) ?? places.size;
      places.set(label, place);
      return place;
    });
    return { map, labels: [...places.keys()] };
  });
}

/**
 * Cost of one column at one level, for utilities that are sums over columns.
 *
 * @formula entropy: sum over members of -log2(count of the value / count of its label); loss: mean over members of
 *   (values under the label - 1) / (values - 1), divided by the number of columns
 */
export function columnCost(
  utility: 'entropy' | 'loss',
  o: {
    readonly counts: Float64Array;
    readonly level: LevelMap;
    readonly members: number;
    readonly columns: number;
    readonly hierarchy: Hierarchy;
    readonly at: number;
  },
): number {
  const { counts, level } = o;
  const labelCounts = new Float64Array(level.labels.length);
  counts.forEach((count, value) => {
    const label = level.map[value] ?? 0;
    labelCounts[label] = (labelCounts[label] ?? 0) + count;
  });
  let cost = 0;
  if (utility === 'entropy') {
    counts.forEach((count, value) => {
      if (count > 0) cost -= count * Math.log2(count / (labelCounts[level.map[value] ?? 0] ?? 1));
    });
    return cost === 0 ? 0 : cost;
  }
  const leaves = new Map<string, number>();
  for (const value of o.hierarchy.values) {
    const label = o.hierarchy.labelOf(value, o.at) ?? '';
    leaves.set(label, (leaves.get(label) ?? 0) + 1);
  }
  const all = o.hierarchy.values.length;
  counts.forEach((count, value) => {
    const under = leaves.get(level.labels[level.map[value] ?? 0] ?? '') ?? all;
    if (all > 1) cost += (count * (under - 1)) / (all - 1);
  });
  return o.members === 0 ? 0 : cost / o.members / o.columns;
}
