/** One arc of a flow network. */
export interface FlowArc {
  /** Unit: node number, 0-based. */
  readonly from: number;
  /** Unit: node number, 0-based. */
  readonly to: number;
  /** Whole number of at least 0, or Infinity. Unit: the caller's. */
  readonly capacity: number;
}

/** What {@link maxFlow} routes. */
export interface MaxFlowInput {
  /** Unit: nodes. */
  readonly nodes: number;
  readonly arcs: readonly FlowArc[];
  /** Unit: node number. */
  readonly source: number;
  /** Unit: node number. */
  readonly sink: number;
  /** Stop once this much flows. Default: no limit. Unit: the caller's. */
  readonly limit?: number;
}

/** A greatest flow. */
export interface MaxFlow {
  /** What flows from source to sink; Infinity when an unbounded path exists and no limit was set. Unit: the caller's. */
  readonly value: number;
  /** Flow by arc, in the order of the input. Unit: the caller's. */
  readonly flows: readonly number[];
}

/**
 * Finds how much can flow from one node to another at most, in whole numbers and exactly.
 *
 * Limits: capacities are safe integers or Infinity. Of several greatest flows it returns the same one every time: shortest
 * paths first, arcs in their order.
 *
 * @source Dinic 1970 (blocking flows on shortest-path layers)
 * @testedBy deidentify/flow-and-simplex.test.ts: equal to the bounded simplex on random tables; cuts by hand
 * @param o - Nodes, arcs, source, sink, and optionally a limit.
 * @returns The value and the flow of each arc.
 * @example
 * maxFlow({ nodes: 3, arcs: [{ from: 0, to: 1, capacity: 5 }, { from: 1, to: 2, capacity: 3 }], source: 0, sink: 2 }).value; // => 3
 */
export function maxFlow(o: MaxFlowInput): MaxFlow {
  const count = o.arcs.length;
  // Arc 2i is the i-th arc, 2i+1 its reverse.
  const head = new Int32Array(count * 2);
  const residual = new Float64Array(count * 2);
  const out: number[][] = Array.from({ length: o.nodes }, () => []);
  o.arcs.forEach((arc, i) => {
    head[2 * i] = arc.to;
    head[2 * i + 1] = arc.from;
    residual[2 * i] = arc.capacity;
    out[arc.from]?.push(2 * i);
    out[arc.to]?.push(2 * i + 1);
  });
  const limit = o.limit ?? Number.POSITIVE_INFINITY;
  let value = 0;
  const level = new Int32Array(o.nodes);
  const next = new Int32Array(o.nodes);
  while (value < limit && o.source !== o.sink && layer({ out, head, residual, level, source: o.source, sink: o.sink })) {
    next.fill(0);
    for (let path = shortestPath({ out, head, residual, level, next, source: o.source, sink: o.sink }); path !== null; ) {
      let amount = limit - value;
      for (const arc of path) amount = Math.min(amount, residual[arc] ?? 0);
      if (amount === Number.POSITIVE_INFINITY) return { value: amount, flows: o.arcs.map((_, i) => residual[2 * i + 1] ?? 0) };
      for (const arc of path) {
        residual[arc] = (residual[arc] ?? 0) - amount;
        residual[arc ^ 1] = (residual[arc ^ 1] ?? 0) + amount;
      }
      value += amount;
      path = value < limit ? shortestPath({ out, head, residual, level, next, source: o.source, sink: o.sink }) : null;
    }
  }
  return { value, flows: o.arcs.map((_, i) => residual[2 * i + 1] ?? 0) };
}

interface Residual {
  readonly out: readonly (readonly number[])[];
  readonly head: Int32Array;
  readonly residual: Float64Array;
  readonly level: Int32Array;
  readonly source: number;
  readonly sink: number;
}

/** Numbers nodes by their distance from the source; false when the sink is out of reach. */
function layer(g: Residual): boolean {
  g.level.fill(-1);
  g.level[g.source] = 0;
  const queue = [g.source];
  for (let i = 0; i < queue.length; i += 1) {
    const node = queue[i] ?? 0;
    for (const arc of g.out[node] ?? []) {
      const to = g.head[arc] ?? 0;
      if ((g.residual[arc] ?? 0) > 0 && g.level[to] === -1) {
        g.level[to] = (g.level[node] ?? 0) + 1;
        queue.push(to);
      }
    }
  }
  return (g.level[g.sink] ?? -1) >= 0;
}

/** The next path through the layers, without recursion; dead ends are passed once. */
function shortestPath(g: Residual & { readonly next: Int32Array }): number[] | null {
  const path: number[] = [];
  let node = g.source;
  while (node !== g.sink) {
    const arcs = g.out[node] ?? [];
    const at = g.next[node] ?? 0;
    const arc = arcs[at];
    if (arc === undefined) {
      const back = path.pop();
      if (back === undefined) return null;
      node = g.head[back ^ 1] ?? 0;
      g.next[node] = (g.next[node] ?? 0) + 1;
    } else if ((g.residual[arc] ?? 0) > 0 && g.level[g.head[arc] ?? 0] === (g.level[node] ?? 0) + 1) {
      path.push(arc);
      node = g.head[arc] ?? 0;
    } else {
      g.next[node] = at + 1;
    }
  }
  return path;
}
