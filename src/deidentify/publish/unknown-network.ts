import type { FlowArc } from '../../stats/max-flow.js';
import { maxFlow } from '../../stats/max-flow.js';
import type { Unknowns } from './unknowns.js';

/** The unknowns as arcs of a network: nodes are ties, and changes that keep every tie are circulations. */
export interface UnknownNetwork {
  readonly nodes: number;
  readonly tail: readonly number[];
  readonly head: readonly number[];
}

/**
 * Tries to read the attacker's equations as a network: each unknown in at most two ties, with signs that can be turned
 * so that it leaves one and enters the other. Two-way tables and one tree beside a flat dimension are networks; bounds by
 * flow are then exact in whole numbers.
 *
 * @returns The network, or `null` when the equations are none.
 */
export function unknownNetwork(u: Unknowns): UnknownNetwork | null {
  const in_: (readonly [tie: number, sign: 1 | -1])[][] = u.unknowns.map(() => []);
  u.ties.forEach((tie, t) => {
    for (const [unknown, sign] of tie.terms) in_[unknown]?.push([t, sign]);
  });
  if (in_.some((places) => places.length > 2)) return null;
  const turned = new Int8Array(u.ties.length);
  for (let start = 0; start < u.ties.length; start += 1) {
    if (turned[start] !== 0) continue;
    turned[start] = 1;
    const queue = [start];
    for (let i = 0; i < queue.length; i += 1) {
      const tie = queue[i] ?? 0;
      for (const [unknown, sign] of u.ties[tie]?.terms ?? []) {
        const other = in_[unknown]?.find(([t]) => t !== tie);
        if (other === undefined) continue;
        const wanted = -(turned[tie] ?? 1) * sign * other[1];
        if (turned[other[0]] === 0) {
          turned[other[0]] = wanted;
          queue.push(other[0]);
        } else if (turned[other[0]] !== wanted) return null;
      }
    }
  }
  const outside = u.ties.length;
  const tail = u.unknowns.map(() => outside);
  const head = u.unknowns.map(() => outside);
  in_.forEach((places, unknown) => {
    for (const [tie, sign] of places) {
      if (sign * (turned[tie] ?? 1) > 0) tail[unknown] = tie;
      else head[unknown] = tie;
    }
  });
  return { nodes: outside + 1, tail, head };
}

/**
 * Moves one unknown as far as it goes, up or down, from the true table, in whole numbers.
 *
 * @returns The values of all unknowns at that end, and whether there is no end.
 */
export function farthestByFlow(
  u: Unknowns,
  o: {
    readonly network: UnknownNetwork;
    readonly unknown: number;
    readonly direction: 1 | -1;
    readonly lower: readonly number[];
    /** Enough once it has moved this far. */
    readonly enough: number;
  },
): { readonly values: readonly number[]; readonly moved: number } {
  const { tail, head } = o.network;
  const [from, to] = [tail[o.unknown] ?? 0, head[o.unknown] ?? 0];
  const truth = u.unknowns.map((each) => each.truth);
  const room = o.direction > 0 ? Number.POSITIVE_INFINITY : (truth[o.unknown] ?? 0) - (o.lower[o.unknown] ?? 0);
  const limit = Math.max(0, Math.min(room, o.enough));
  const values = [...truth];
  if (from === to) {
    values[o.unknown] = (values[o.unknown] ?? 0) + (limit === Number.POSITIVE_INFINITY ? 0 : o.direction * limit);
    return { values, moved: limit };
  }
  const arcs: FlowArc[] = [];
  const meaning: { unknown: number; sign: 1 | -1 }[] = [];
  truth.forEach((value, i) => {
    if (i === o.unknown || tail[i] === head[i]) return;
    arcs.push({ from: tail[i] ?? 0, to: head[i] ?? 0, capacity: Number.POSITIVE_INFINITY });
    meaning.push({ unknown: i, sign: 1 });
    arcs.push({ from: head[i] ?? 0, to: tail[i] ?? 0, capacity: Math.max(0, value - (o.lower[i] ?? 0)) });
    meaning.push({ unknown: i, sign: -1 });
  });
  // Moving the unknown up carries from its tail to its head: the way back closes the circle.
  const [source, sink] = o.direction > 0 ? [to, from] : [from, to];
  const flow = maxFlow({ nodes: o.network.nodes, arcs, source, sink, limit });
  if (flow.value === Number.POSITIVE_INFINITY) return { values, moved: flow.value };
  flow.flows.forEach((amount, a) => {
    const arc = meaning[a];
    if (arc !== undefined) values[arc.unknown] = (values[arc.unknown] ?? 0) + arc.sign * amount;
  });
  values[o.unknown] = (values[o.unknown] ?? 0) + o.direction * flow.value;
  return { values, moved: flow.value };
}
