import { CoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';
import { badInput, warning } from './bad-input.js';
import { assertStructure, type RatioRows, SETTLED, unitsOf } from './buhlmann-straub.js';

/** One node of the hierarchy. Unit of means: as the ratios. */
export interface HierarchyNode {
  /** From the top level down, such as region then employer. */
  readonly path: readonly string[];
  /** What stands for the node at the level above: natural weight, or sum of its children's credibilities. */
  readonly weight: number;
  readonly mean: number;
  readonly z: number;
  readonly premium: number;
}

/** One level of the hierarchy, from the top (regions) down. */
export interface HierarchyLevel {
  /** Variance between the nodes of this level within their parents, as estimated (never below 0 for these estimators' use). Unit: ratio squared. */
  readonly between: number;
  /** Before it was floored at 0. */
  readonly raw: number;
  readonly nodes: readonly HierarchyNode[];
}

/** Credibility over several levels. */
export interface HierarchicalFit {
  readonly collective: number;
  /** Unit: ratio squared times weight. */
  readonly within: number;
  /** From the top level down; the last level's nodes are the units, in the order given. */
  readonly levels: readonly HierarchyLevel[];
  /** Premium of each unit, in the order given. */
  readonly premiums: readonly number[];
  readonly rounds: number;
  readonly warnings: readonly Warning[];
}

/** Which estimator of the variances between nodes. */
export type HierarchyMethod = 'buhlmannGisler' | 'ohlsson' | 'iterative';

interface Node {
  readonly path: readonly string[];
  readonly parent: number;
  readonly children: readonly number[];
  /** Weight that counts at this level. */
  weight: number;
  mean: number;
  z: number;
  premium: number;
}

type Tree = readonly (readonly Node[])[];

/**
 * Credibility over levels (employer within industry within region), any depth: each node leans on its parent.
 *
 * @formula b_p = sum t_c (m_c - m_p)^2 - (n_p - 1) v; c_p = t_p - sum t_c^2 / t_p; Buhlmann-Gisler mean of max(b_p / c_p, 0), Ohlsson
 *   sum b_p / sum c_p, iterative sum Z_c (m_c - m_p)^2 / (children - parents); Z_c = 1 / (1 + v / (b t_c)); premiums from the top down
 * @unit as the ratios
 * @source Buhlmann and Gisler 2005, ch. 6; Ohlsson 2005; Goulet 2001 for the iteration
 * @testedBy test/benchmark/credibility.test.ts: one level of Ohlsson equals Buhlmann-Straub
 * @param o - Ratios, weights, each unit's path from the top down (the unit itself last), method.
 * @returns The fit by level.
 * @throws {@link CoalitionError} `benchmark/too-little-structure`, `benchmark/bad-input`.
 * @example
 * hierarchical({ ratios: [[10, 12], [20, 22]], weights: [[1, 1], [1, 1]], path: [['a'], ['b']], method: 'ohlsson' }).collective; // => 16
 */
export function hierarchical(o: {
  readonly ratios: RatioRows;
  readonly weights: readonly (readonly (number | null)[])[];
  readonly path: readonly (readonly string[])[];
  readonly method: HierarchyMethod;
}): HierarchicalFit {
  const units = unitsOf(o.ratios, o.weights);
  assertStructure(units);
  const depth = o.path[0]?.length ?? 0;
  if (o.path.length !== units.length || depth === 0 || o.path.some((path) => path.length !== depth)) {
    throw badInput('path', `${o.path.length} paths`, `one path of the same length for each of the ${units.length} units`);
  }
  const known = units.filter((unit) => unit.weight > 0);
  const within = known.reduce((sum, unit) => sum + unit.squares, 0) / known.reduce((sum, unit) => sum + Math.max(0, unit.periods - 1), 0);
  const tree = treeOf(o.path);
  const leaves = tree[depth - 1] ?? [];
  leaves.forEach((leaf, i) => {
    leaf.weight = units[i]?.weight ?? 0;
    leaf.mean = units[i]?.mean ?? 0;
  });
  const closed = o.method === 'buhlmannGisler' ? 'buhlmannGisler' : 'ohlsson';
  const variances = tree.map(() => ({ raw: 0, used: 0 }));
  for (let level = depth - 1; level >= 0; level -= 1) {
    variances[level] = closedVariance(tree, level, lowerVariance(variances, level, within), closed);
    carryUp(tree, level, variances[level]?.used ?? 0, lowerVariance(variances, level, within));
  }
  const rounds = o.method === 'iterative' ? iterate(tree, variances, within) : 0;
  const collective = topMean(tree, variances[0]?.used ?? 0);
  premiumsDown(tree, collective);
  return {
    collective,
    within,
    levels: tree.map((nodes, level) => ({
      between: variances[level]?.used ?? 0,
      raw: variances[level]?.raw ?? 0,
      nodes: nodes.map((node) => ({ path: node.path, weight: node.weight, mean: node.mean, z: node.z, premium: node.premium })),
    })),
    premiums: leaves.map((leaf) => leaf.premium),
    rounds,
    warnings: variances.flatMap((each, level) =>
      each.used > 0
        ? []
        : [
            warning(
              'benchmark/negative-variance',
              `The variance at level ${level + 1} is estimated at ${each.raw}, so its nodes are not told apart.`,
            ),
          ],
    ),
  };
}

function treeOf(paths: readonly (readonly string[])[]): Tree {
  const depth = paths[0]?.length ?? 0;
  const levels: Node[][] = [];
  let above = new Map<string, number>([['[]', 0]]);
  for (let level = 0; level < depth; level += 1) {
    const here = new Map<string, number>();
    const nodes: Node[] = [];
    paths.forEach((path) => {
      const id = JSON.stringify(path.slice(0, level + 1));
      // The last level keeps one node for each unit, in the order given.
      if (level < depth - 1 && here.has(id)) return;
      if (level === depth - 1 && here.has(id)) throw badInput('path', path.join(' / '), 'a path of its own for each unit');
      here.set(id, nodes.length);
      nodes.push({
        path: path.slice(0, level + 1),
        parent: above.get(JSON.stringify(path.slice(0, level))) ?? 0,
        children: [],
        weight: 0,
        mean: 0,
        z: 0,
        premium: 0,
      });
    });
    levels.push(nodes);
    above = here;
  }
  return levels.map((nodes, level) =>
    nodes.map((node, i) => Object.assign(node, { children: (levels[level + 1] ?? []).flatMap((child, c) => (child.parent === i ? [c] : [])) })),
  );
}

/** The nearest variance below that isn't zero. */
function lowerVariance(variances: readonly { readonly used: number }[], level: number, within: number): number {
  for (let below = level + 1; below < variances.length; below += 1) {
    const used = variances[below]?.used ?? 0;
    if (used > 0) return used;
  }
  return within;
}

function parentsOf(tree: Tree, level: number): readonly (readonly Node[])[] {
  const nodes = tree[level] ?? [];
  const parents = level === 0 ? 1 : (tree[level - 1]?.length ?? 0);
  return Array.from({ length: parents }, (_, p) => nodes.filter((node) => node.parent === p && node.weight > 0));
}

function closedVariance(tree: Tree, level: number, v: number, method: 'buhlmannGisler' | 'ohlsson'): { raw: number; used: number } {
  const parts = parentsOf(tree, level).map((children) => {
    const t = children.reduce((sum, child) => sum + child.weight, 0);
    if (t === 0) return { b: 0, c: 0 };
    const mean = children.reduce((sum, child) => sum + child.weight * child.mean, 0) / t;
    const b = children.reduce((sum, child) => sum + child.weight * (child.mean - mean) ** 2, 0) - (children.length - 1) * v;
    return { b, c: t - children.reduce((sum, child) => sum + child.weight ** 2, 0) / t };
  });
  if (method === 'ohlsson') {
    const c = parts.reduce((sum, part) => sum + part.c, 0);
    const raw = c > 0 ? parts.reduce((sum, part) => sum + part.b, 0) / c : 0;
    return { raw, used: Math.max(0, raw) };
  }
  const raw = parts.reduce((sum, part) => sum + (part.c > 1e-12 ? Math.max(0, part.b / part.c) : 0), 0) / parts.length;
  return { raw, used: raw };
}

/** Credibility of the nodes of a level and what stands for their parents one level up. */
function carryUp(tree: Tree, level: number, b: number, v: number): void {
  for (const node of tree[level] ?? []) node.z = node.weight > 0 && b > 0 ? 1 / (1 + v / (b * node.weight)) : 0;
  if (level === 0) return;
  (tree[level - 1] ?? []).forEach((parent, p) => {
    const children = (tree[level] ?? []).filter((node) => node.parent === p);
    const weightOf = b > 0 ? (node: Node): number => node.z : (node: Node): number => node.weight;
    const total = children.reduce((sum, child) => sum + weightOf(child), 0);
    parent.weight = total;
    parent.mean = total === 0 ? 0 : children.reduce((sum, child) => sum + weightOf(child) * child.mean, 0) / total;
  });
}

function topMean(tree: Tree, b: number): number {
  const nodes = tree[0] ?? [];
  const weightOf = b > 0 ? (node: Node): number => node.z : (node: Node): number => node.weight;
  const total = nodes.reduce((sum, node) => sum + weightOf(node), 0);
  return nodes.reduce((sum, node) => sum + weightOf(node) * node.mean, 0) / total;
}

function iterate(tree: Tree, variances: { raw: number; used: number }[], within: number): number {
  for (let round = 1; round <= 100; round += 1) {
    const before = variances.map((each) => each.used);
    for (let level = variances.length - 1; level >= 0; level -= 1) carryUp(tree, level, before[level] ?? 0, lowerVariance(variances, level, within));
    variances.forEach((_, level) => {
      if ((before[level] ?? 0) === 0) return;
      const groups = parentsOf(tree, level);
      const children = groups.reduce((sum, group) => sum + group.length, 0);
      const parents = groups.filter((group) => group.length > 0).length;
      const spread = groups.reduce((sum, group) => {
        const z = group.reduce((all, node) => all + node.z, 0);
        const mean = z === 0 ? 0 : group.reduce((all, node) => all + node.z * node.mean, 0) / z;
        return sum + group.reduce((all, node) => all + node.z * (node.mean - mean) ** 2, 0);
      }, 0);
      const used = children > parents ? spread / (children - parents) : 0;
      variances[level] = { raw: used, used };
    });
    const settled = variances.every((each, level) => Math.abs(each.used - (before[level] ?? 0)) <= SETTLED * Math.abs(before[level] ?? 0));
    for (let level = variances.length - 1; level >= 0; level -= 1)
      carryUp(tree, level, variances[level]?.used ?? 0, lowerVariance(variances, level, within));
    if (settled) return round;
  }
  throw new CoalitionError('stats/not-converged', 'The iteration over the hierarchy did not settle in 100 rounds. Use a closed estimator.', {
    what: 'hierarchical',
  });
}

function premiumsDown(tree: Tree, collective: number): void {
  tree.forEach((nodes, level) => {
    for (const node of nodes) {
      const parent = level === 0 ? collective : (tree[level - 1]?.[node.parent]?.premium ?? collective);
      node.premium = node.z * node.mean + (1 - node.z) * parent;
    }
  });
}
