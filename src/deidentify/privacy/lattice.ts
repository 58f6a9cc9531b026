import { CoalitionError } from '../../errors/coalition-error.js';
import { groupByCodes } from './classes.js';
import { latticeNodes, spread } from './lattice-nodes.js';
import type { EncodedColumn } from './member-table.js';
import type { TargetCheck } from './targets.js';
import { TupleGrouper } from './tuple-groups.js';
import { columnCost, isMonotone, type LevelMap, type Utility } from './utility.js';
import type { Hierarchy } from './value-tree.js';

/** Most combinations of levels that are searched. Unit: nodes. */
export const LATTICE_NODE_CAP = 2_000_000;

/** One combination of levels and how it fares. */
export interface LatticeNode {
  /** Level of each quasi-identifier, in their order; 0 is the value itself. */
  readonly levels: readonly number[];
  readonly cost: number;
  /** Classes, suppressed ones included. Unit: classes. */
  readonly classes: number;
  /** Members in classes that miss a target. Unit: members. */
  readonly suppressed: number;
}

/** What the search found. */
export interface LatticeReport {
  /** Combinations of levels there are. Unit: nodes. */
  readonly nodes: number;
  /** Nodes that were looked at. Unit: nodes. */
  readonly visited: number;
  readonly best: LatticeNode;
  /** Nodes that meet the targets; only known after an exhaustive search. Unit: nodes. */
  readonly qualifying: number | null;
  /** Qualifying nodes below which none qualifies; only after an exhaustive search. */
  readonly minimal: readonly (readonly number[])[] | null;
  /** Least sum of levels of a qualifying node, and how many have it; only after an exhaustive search. */
  readonly leastHeight: { readonly height: number; readonly nodes: number } | null;
}

/** What a lattice is searched for. */
export interface LatticeInput {
  readonly members: number;
  readonly columns: readonly EncodedColumn[];
  readonly hierarchies: readonly Hierarchy[];
  readonly levels: readonly (readonly LevelMap[])[];
  readonly sensitive: EncodedColumn | null;
  readonly check: TargetCheck;
  /** Whether the targets are those that stay met when labels get coarser. */
  readonly monotone: boolean;
  /** Share of members that may be suppressed. Unit: share, 0 to 1. */
  readonly limit: number;
  readonly utility: Utility;
  readonly search: 'pruned' | 'exhaustive';
}

interface Found extends LatticeNode {
  readonly node: number;
  readonly qualifies: boolean;
}

/** Searches all combinations of levels for the cheapest that meets the targets; exact, not a heuristic. */
export function searchLattice(input: LatticeInput): LatticeReport {
  const o = { ...input, knownCost: knownCosts(input) };
  const nodes = latticeNodes(o.hierarchies.map((hierarchy) => hierarchy.height));
  if (nodes.count > LATTICE_NODE_CAP) {
    throw new CoalitionError(
      'deidentify/table-too-large',
      `The hierarchies have ${nodes.count} combinations of levels; at most ${LATTICE_NODE_CAP} are searched. Take a level out of the finest hierarchy, or use the mondrian engine.`,
      { cells: nodes.count, cap: LATTICE_NODE_CAP },
    );
  }
  const evaluate = evaluator(o, nodes.levelsOf);
  const exhaustive = o.search === 'exhaustive' || !o.monotone;
  const tags = new Uint8Array(nodes.count);
  const [FAILS, COVERED] = [1, 2];
  let best: Found | null = null;
  const found: Found[] = [];
  const visit = (node: number): Found => {
    const each = evaluate(node);
    if (exhaustive) found.push(each);
    else visited += 1;
    if (each.qualifies && (best === null || better(each, best))) best = each;
    return each;
  };
  let visited = 0;
  const order = Array.from({ length: nodes.count }, (_, node) => node);
  if (exhaustive) {
    for (const node of order) visit(node);
    visited = nodes.count;
  } else if (isMonotone(o.utility)) {
    // From each open node a path upwards; halving finds where it begins to qualify. Below a failure all fail, above a
    // success nothing is cheaper. Where costs are known beforehand, nodes dearer than the best so far aren't looked at,
    // and the dearest of the rest comes first: its failure settles all below it.
    const height = heightsOf(nodes.count, nodes.levelsOf);
    order.sort((a, b) => (height[a] ?? 0) - (height[b] ?? 0) || a - b);
    const tooDear = (node: number): boolean => best !== null && o.knownCost !== null && o.knownCost(nodes.levelsOf(node)) > best.cost * (1 + 1e-9);
    for (const start of order) {
      if (tags[start] !== 0 || tooDear(start)) continue;
      const path = [start];
      for (let next: number | undefined = start; next !== undefined; ) {
        next = nodes.up(next).find((node) => tags[node] === 0 && !tooDear(node));
        if (next !== undefined) path.push(next);
      }
      for (let [low, high, first] = [0, path.length - 1, o.knownCost !== null && best !== null]; low <= high; first = false) {
        const middle = first ? high : (low + high) >> 1;
        const node = path[middle] ?? start;
        const { qualifies } = visit(node);
        tags[node] = qualifies ? COVERED : FAILS;
        spread(nodes, { from: node, tags, tag: qualifies ? COVERED : FAILS, direction: qualifies ? 'up' : 'down' });
        if (qualifies) high = middle - 1;
        else low = middle + 1;
      }
    }
  } else {
    // The cost may fall again further up, so every qualifying node is looked at, from the top; below a failure all fail.
    for (const node of order.reverse()) {
      if (tags[node] === FAILS) continue;
      if (!visit(node).qualifies) spread(nodes, { from: node, tags, tag: FAILS, direction: 'down' });
    }
  }
  if (best === null) {
    throw new CoalitionError(
      'deidentify/targets-impossible',
      'No combination of levels meets the targets, not even the coarsest. Lower a target or allow more suppression.',
      { target: 'all' },
    );
  }
  return {
    nodes: nodes.count,
    visited,
    best: plain(best),
    ...(exhaustive ? survey(found, nodes.down) : { qualifying: null, minimal: null, leastHeight: null }),
  };
}

function plain(found: Found): LatticeNode {
  return { levels: found.levels, cost: found.cost, classes: found.classes, suppressed: found.suppressed };
}

const heightOf = (levels: readonly number[]): number => levels.reduce((sum, level) => sum + level, 0);

function heightsOf(count: number, levelsOf: (node: number) => readonly number[]): Int32Array {
  return Int32Array.from({ length: count }, (_, node) => heightOf(levelsOf(node)));
}

/** Lower cost, then lower height, then lexicographic levels; costs that differ in their last digits count as equal. */
function better(a: Found, b: Found): boolean {
  if (Math.abs(a.cost - b.cost) > 1e-9 * Math.max(1, Math.abs(b.cost))) return a.cost < b.cost;
  return heightOf(a.levels) - heightOf(b.levels) < 0 || (heightOf(a.levels) === heightOf(b.levels) && a.node < b.node);
}

function survey(found: readonly Found[], down: (node: number) => readonly number[]): Pick<LatticeReport, 'qualifying' | 'minimal' | 'leastHeight'> {
  const good = found.filter((each) => each.qualifies);
  const below = new Uint8Array(found.length);
  // A node has a qualifying one below it when a direct neighbour qualifies or has one.
  for (const each of [...found].sort((a, b) => heightOf(a.levels) - heightOf(b.levels))) {
    if (down(each.node).some((node) => found[node]?.qualifies === true || below[node] === 1)) below[each.node] = 1;
  }
  const least = good.reduce((min, each) => Math.min(min, heightOf(each.levels)), Number.POSITIVE_INFINITY);
  return {
    qualifying: good.length,
    minimal: good.filter((each) => below[each.node] === 0).map((each) => each.levels),
    leastHeight: good.length === 0 ? null : { height: least, nodes: good.filter((each) => heightOf(each.levels) === least).length },
  };
}

/** Makes the function that looks at one node, over distinct tuples only. */
function evaluator(o: LatticeInput & { readonly knownCost: KnownCost | null }, levelsOf: (node: number) => number[]): (node: number) => Found {
  const keyed = [...o.columns, ...(o.check.needsCounts && o.sensitive !== null ? [o.sensitive] : [])];
  const tuples = groupByCodes(
    keyed.map((column) => ({ codes: column.codes, distinct: column.values.length })),
    o.members,
  );
  const count = tuples.sizes.length;
  const codes = keyed.map(() => new Int32Array(count));
  tuples.classOf.forEach((tuple, member) => {
    keyed.forEach((column, c) => {
      const list = codes[c];
      if (list !== undefined) list[tuple] = column.codes[member] ?? 0;
    });
  });
  const grouper = new TupleGrouper(count);
  const sizes = new Int32Array(count);
  const values = o.sensitive?.values.length ?? 0;
  const sensitiveCodes = codes[o.columns.length];

  return (node) => {
    const levels = levelsOf(node);
    const classes = grouper.group(
      o.columns.map((_, c) => ({
        codes: codes[c] ?? new Int32Array(0),
        map: o.levels[c]?.[levels[c] ?? 0]?.map ?? new Int32Array(0),
        distinct: o.levels[c]?.[levels[c] ?? 0]?.labels.length ?? 1,
      })),
    );
    sizes.fill(0, 0, classes);
    const counts = o.check.needsCounts && sensitiveCodes !== undefined ? new Int32Array(classes * values) : null;
    for (let t = 0; t < count; t += 1) {
      const group = grouper.groupOf[t] ?? 0;
      const weight = tuples.sizes[t] ?? 0;
      sizes[group] = (sizes[group] ?? 0) + weight;
      if (counts !== null) counts[group * values + (sensitiveCodes?.[t] ?? 0)] = (counts[group * values + (sensitiveCodes?.[t] ?? 0)] ?? 0) + weight;
    }
    let [suppressed, squares, kept] = [0, 0, 0];
    for (let g = 0; g < classes; g += 1) {
      const size = sizes[g] ?? 0;
      squares += size * size;
      if (o.check.holds(size, counts === null ? null : counts.subarray(g * values, (g + 1) * values))) kept += size * size;
      else suppressed += size;
    }
    return {
      node,
      levels,
      classes,
      suppressed,
      qualifies: suppressed <= o.limit * o.members,
      cost: costOf(o, { levels, classes, squares, kept, suppressed }),
    };
  };
}

/** The cost of a node from its levels alone. */
type KnownCost = (levels: readonly number[]) => number;

/** Costs that are sums over columns are known before a node is looked at. */
function knownCosts(o: LatticeInput): KnownCost | null {
  if (o.utility !== 'entropy' && o.utility !== 'loss') return null;
  const costs = separableCosts(o, o.utility);
  return (levels) => levels.reduce((sum, level, c) => sum + (costs[c]?.[level] ?? 0), 0);
}

function costOf(
  o: LatticeInput & { readonly knownCost: KnownCost | null },
  at: { readonly levels: readonly number[]; readonly classes: number; readonly squares: number; readonly kept: number; readonly suppressed: number },
): number {
  if (typeof o.utility === 'function') return o.utility(at.levels);
  switch (o.utility) {
    case 'discernibility':
      return at.squares;
    case 'discernibilityWithPenalty':
      return at.kept + o.members * at.suppressed;
    case 'classSize':
      return at.classes === 0 ? 0 : o.members / at.classes;
    case 'entropy':
    case 'loss':
      return o.knownCost === null ? 0 : o.knownCost(at.levels);
  }
}

function separableCosts(o: LatticeInput, utility: 'entropy' | 'loss'): number[][] {
  return o.columns.map((column, c) => {
    const counts = new Float64Array(column.values.length);
    for (const code of column.codes) counts[code] = (counts[code] ?? 0) + 1;
    return (o.levels[c] ?? []).map((level, at) => {
      const hierarchy = o.hierarchies[c];
      return hierarchy === undefined ? 0 : columnCost(utility, { counts, level, members: o.members, columns: o.columns.length, hierarchy, at });
    });
  });
}
