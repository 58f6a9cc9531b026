import { groupByCodes } from './classes.js';
import type { EncodedColumn } from './member-table.js';
import type { TargetCheck } from './targets.js';
import type { Hierarchy } from './value-tree.js';

/** How one quasi-identifier may be cut. */
export type MondrianColumn =
  | {
      readonly kind: 'ordered';
      readonly column: EncodedColumn /** Rank of each value among those that can be cut between. */;
      readonly rank: Int32Array;
      readonly ranks: number;
    }
  | {
      readonly kind: 'hierarchical';
      readonly column: EncodedColumn;
      readonly hierarchy: Hierarchy /** Node of each value at each level, level 0 first. */;
      readonly nodes: readonly Int32Array[];
    };

/** What the partition is made from. */
export interface MondrianInput {
  readonly members: number;
  readonly columns: readonly MondrianColumn[];
  readonly sensitive: EncodedColumn | null;
  readonly check: TargetCheck;
  /** `strict` keeps equal values together; `relaxed` may divide them to balance. */
  readonly mode: 'strict' | 'relaxed';
  /** `median`: cut the widest column in the middle; `bestCut`: the cut that narrows most. */
  readonly cut: 'median' | 'bestCut';
}

/** Members in groups, each of which meets every target. */
export interface MondrianGroups {
  /** Group of each member, in the order in which groups were closed. */
  readonly groupOf: Int32Array;
  /** Unit: groups. */
  readonly groups: number;
}

interface Cut {
  readonly parts: readonly (readonly [from: number, to: number])[];
  readonly score: number;
}

/**
 * Cuts members into ever smaller groups as long as each part meets every target, which is looked at before each cut.
 *
 * @source LeFevre, DeWitt, Ramakrishnan 2006
 */
export function mondrian(o: MondrianInput): MondrianGroups {
  const order = canonicalOrder(o);
  const scratch = new Int32Array(o.members);
  const counts = new Int32Array(o.sensitive?.values.length ?? 0);
  const groupOf = new Int32Array(o.members);
  let groups = 0;
  const sizeOnly = !o.check.needsCounts || o.sensitive === null;
  const holds = (members: Int32Array, from: number, to: number): boolean => {
    if (sizeOnly || o.sensitive === null) return o.check.holds(to - from, null);
    counts.fill(0);
    for (let i = from; i < to; i += 1) {
      const code = o.sensitive.codes[members[i] ?? 0] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    return o.check.holds(to - from, counts);
  };
  // Depth-first over ranges of one array; ranges are rearranged in place.
  const open: [number, number][] = o.members > 0 ? [[0, o.members]] : [];
  while (open.length > 0) {
    const [from, to] = open.pop() ?? [0, 0];
    const parts = bestParts(o, { order, from, to, scratch, holds, sizeOnly });
    if (parts === null) {
      for (let i = from; i < to; i += 1) groupOf[order[i] ?? 0] = groups;
      groups += 1;
    } else {
      for (const part of [...parts].reverse()) open.push([part[0], part[1]]);
    }
  }
  return { groupOf, groups };
}

/** Members by their values, so that nothing depends on the order of rows. */
function canonicalOrder(o: MondrianInput): Int32Array {
  const keyed = [...o.columns.map(({ column }) => column), ...(o.sensitive === null ? [] : [o.sensitive])];
  const { classOf, sizes } = groupByCodes(
    keyed.map((column) => ({ codes: column.codes, distinct: column.values.length })),
    o.members,
  );
  const starts = new Int32Array(sizes.length + 1);
  sizes.forEach((size, i) => {
    starts[i + 1] = (starts[i] ?? 0) + size;
  });
  const order = new Int32Array(o.members);
  classOf.forEach((c, member) => {
    const at = starts[c] ?? 0;
    order[at] = member;
    starts[c] = at + 1;
  });
  return order;
}

interface Work {
  readonly order: Int32Array;
  readonly from: number;
  readonly to: number;
  readonly scratch: Int32Array;
  /** Whether members from one place to another, half-open, meet every target. */
  readonly holds: (members: Int32Array, from: number, to: number) => boolean;
  /** Whether only the size matters. */
  readonly sizeOnly: boolean;
}

/** The parts of the best allowed cut, with the range rearranged; `null` when no cut is allowed. */
function bestParts(o: MondrianInput, at: Work): readonly (readonly [number, number])[] | null {
  // Too few for two parts of any kind: most ranges end here.
  if (at.sizeOnly && !at.holds(at.order, 0, (at.to - at.from) >> 1)) return null;
  const widths = o.columns.map((column, c) => ({ c, width: widthOf(column, at) })).filter((each) => each.width > 0);
  widths.sort((a, b) => b.width - a.width || a.c - b.c);
  if (o.cut === 'median') {
    for (const { c } of widths) {
      const column = o.columns[c];
      const cut = column === undefined ? null : cutOf(column, { at, o });
      if (cut !== null) return cut.parts;
    }
    return null;
  }
  let best: { c: number; score: number } | null = null;
  for (const { c, width } of widths) {
    const column = o.columns[c];
    const cut = column === undefined ? null : cutOf(column, { at, o });
    if (cut !== null && (best === null || width * cut.score > best.score + 1e-12)) best = { c, score: width * cut.score };
  }
  const column = best === null ? undefined : o.columns[best.c];
  return column === undefined ? null : (cutOf(column, { at, o })?.parts ?? null);
}

/** How wide a range is in a column, as a share of the whole column. */
function widthOf(column: MondrianColumn, at: Work): number {
  if (column.kind === 'ordered') {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = at.from; i < at.to; i += 1) {
      const rank = column.rank[column.column.codes[at.order[i] ?? 0] ?? 0] ?? 0;
      if (rank < low) low = rank;
      if (rank > high) high = rank;
    }
    return column.ranks < 2 ? 0 : (high - low) / (column.ranks - 1);
  }
  const level = sharedLevel(column, at);
  return column.hierarchy.height === 0 ? 0 : level / column.hierarchy.height;
}

/** Least level at which all members of a range have one label. */
function sharedLevel(column: MondrianColumn & { readonly kind: 'hierarchical' }, at: Work): number {
  let level = 0;
  const first = column.column.codes[at.order[at.from] ?? 0] ?? 0;
  for (let i = at.from + 1; i < at.to; i += 1) {
    const code = column.column.codes[at.order[i] ?? 0] ?? 0;
    while (level < column.hierarchy.height && column.nodes[level]?.[code] !== column.nodes[level]?.[first]) level += 1;
  }
  return level;
}

/** Tries to cut a range in one column; the range is rearranged only when the cut is allowed. */
function cutOf(column: MondrianColumn, w: { readonly at: Work; readonly o: MondrianInput }): Cut | null {
  const { at } = w;
  const size = at.to - at.from;
  let place: Int32Array;
  let buckets: number;
  if (column.kind === 'ordered') {
    place = column.rank;
    buckets = column.ranks;
  } else {
    const level = sharedLevel(column, at);
    if (level === 0) return null;
    place = column.nodes[level - 1] ?? new Int32Array(0);
    buckets = place.reduce((most, node) => Math.max(most, node + 1), 0);
  }
  // A stable counting sort of the range by the column; small ranges of wide columns sort by comparison instead.
  const sorted = sortRange(column, { at, place, buckets });
  const bounds = [0];
  for (let i = 1; i < size; i += 1) {
    if (place[column.column.codes[sorted[i] ?? 0] ?? 0] !== place[column.column.codes[sorted[i - 1] ?? 0] ?? 0]) bounds.push(i);
  }
  bounds.push(size);
  const chosen = column.kind === 'hierarchical' ? bounds : orderedBounds(bounds, { size, mode: w.o.mode, sorted, at });
  if (chosen === null || chosen.length < 3) return null;
  for (let i = 1; i < chosen.length; i += 1) if (!at.holds(sorted, chosen[i - 1] ?? 0, chosen[i] ?? 0)) return null;
  at.order.set(sorted, at.from);
  const parts = chosen.slice(1).map((end, i) => [at.from + (chosen[i] ?? 0), at.from + end] as const);
  const largest = parts.reduce((most, [from, to]) => Math.max(most, to - from), 0);
  return { parts, score: 1 - largest / size };
}

function sortRange(column: MondrianColumn, o: { readonly at: Work; readonly place: Int32Array; readonly buckets: number }): Int32Array {
  const { at, place } = o;
  const size = at.to - at.from;
  const keyOf = (member: number): number => place[column.column.codes[member] ?? 0] ?? 0;
  if (size * 4 < o.buckets) {
    const members = at.order.slice(at.from, at.to);
    const keys = Float64Array.from(members, (member, i) => keyOf(member) * size + i);
    keys.sort();
    return Int32Array.from(keys, (key) => members[key % size] ?? 0);
  }
  const starts = new Int32Array(o.buckets + 1);
  for (let i = at.from; i < at.to; i += 1) {
    const key = keyOf(at.order[i] ?? 0) + 1;
    starts[key] = (starts[key] ?? 0) + 1;
  }
  for (let b = 1; b < starts.length; b += 1) starts[b] = (starts[b] ?? 0) + (starts[b - 1] ?? 0);
  const sorted = at.scratch.subarray(0, size);
  for (let i = at.from; i < at.to; i += 1) {
    const member = at.order[i] ?? 0;
    const key = keyOf(member);
    sorted[starts[key] ?? 0] = member;
    starts[key] = (starts[key] ?? 0) + 1;
  }
  return sorted;
}

/** Where an ordered range is cut in two: the boundary nearest to the middle at which both sides hold; relaxed: the middle itself. */
function orderedBounds(
  bounds: readonly number[],
  o: { readonly size: number; readonly mode: 'strict' | 'relaxed'; readonly sorted: Int32Array; readonly at: Work },
): number[] | null {
  const { size } = o;
  const middle = size >> 1;
  if (o.mode === 'relaxed') return size < 2 ? null : [0, middle, size];
  let right = 1;
  while (right < bounds.length - 1 && (bounds[right] ?? size) < middle) right += 1;
  let left = right - 1;
  // Outwards from the middle, the nearer boundary first, the lower one where both are as near.
  while (left >= 1 || right < bounds.length - 1) {
    const [below, above] = [left >= 1 ? (bounds[left] ?? 0) : -1, right < bounds.length - 1 ? (bounds[right] ?? size) : -1];
    const bound = above === -1 || (below !== -1 && middle - below <= above - middle) ? below : above;
    if (bound === below) left -= 1;
    else right += 1;
    if (o.at.holds(o.sorted, 0, bound) && o.at.holds(o.sorted, bound, size)) return [0, bound, size];
  }
  return null;
}
