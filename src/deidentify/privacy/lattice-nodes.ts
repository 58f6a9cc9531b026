/** All combinations of levels, numbered; neighbours differ by one level of one column. */
export interface LatticeNodes {
  readonly count: number;
  readonly heights: readonly number[];
  levelsOf(node: number): number[];
  /** Nodes one level coarser. */
  up(node: number): number[];
  /** Nodes one level finer. */
  down(node: number): number[];
}

/** Numbers the lattice of the given heights, first column most significant, so that numbers order lexicographically. */
export function latticeNodes(heights: readonly number[]): LatticeNodes {
  const strides: number[] = [];
  let count = 1;
  for (let i = heights.length - 1; i >= 0; i -= 1) {
    strides[i] = count;
    count *= (heights[i] ?? 0) + 1;
  }
  const levelAt = (node: number, i: number): number => Math.floor(node / (strides[i] ?? 1)) % ((heights[i] ?? 0) + 1);
  return {
    count,
    heights,
    levelsOf: (node) => heights.map((_, i) => levelAt(node, i)),
    up: (node) => heights.flatMap((height, i) => (levelAt(node, i) < height ? [node + (strides[i] ?? 0)] : [])),
    down: (node) => heights.flatMap((_, i) => (levelAt(node, i) > 0 ? [node - (strides[i] ?? 0)] : [])),
  };
}

/** Marks everything above (or below) a node; what is marked already was spread before. */
export function spread(
  nodes: LatticeNodes,
  o: { readonly from: number; readonly tags: Uint8Array; readonly tag: number; readonly direction: 'up' | 'down' },
): void {
  const open = o.direction === 'up' ? nodes.up(o.from) : nodes.down(o.from);
  while (open.length > 0) {
    const node = open.pop();
    if (node === undefined || o.tags[node] === o.tag) continue;
    o.tags[node] = o.tag;
    open.push(...(o.direction === 'up' ? nodes.up(node) : nodes.down(node)));
  }
}
