import { CoalitionError } from '../errors/coalition-error.js';
import type { Assumption, Explanation, Step } from '../reference/explanation.js';
import type { Settlement } from './settlement.js';
import type { TraceNode } from './trace.js';

/** Why a node has its value: the node, and the nodes it was made of, down to a depth. */
export interface NodeExplanation extends Explanation {
  readonly node: string;
  readonly label: string;
  readonly op: TraceNode['op'];
  /** Decimal text, or `true`/`false`. Unit: `unit`. */
  readonly value: string;
  readonly unit: string;
  /** What was decided here: the branch of an `if` with its reason, the tier, a policy or override; null where nothing was. */
  readonly decision: string | null;
  /** The named figures that it was made of; empty for inputs and at the depth asked for. */
  readonly because: readonly NodeExplanation[];
}

/** What {@link explain} explains. */
export interface ExplainInput {
  readonly settlement: Settlement;
  /** A term, a metric (`metric:id`), a parameter (`parameter:id`), or any node id of the trace. */
  readonly node: string;
  /** How many levels of named figures to open. Default 1. */
  readonly depth?: number;
}

/**
 * Explains one figure of a settlement: what it was made of, what was decided on the way.
 *
 * One level goes from a named step to the named steps and inputs it uses; the small nodes between them are listed as steps.
 *
 * @testedBy contracts/explain.test.ts: from any line of any preset to inputs in six levels or fewer
 * @param o - The settlement, the node, the depth.
 * @returns The explanation as a tree.
 * @throws {@link CoalitionError} `contracts/unknown-node`.
 * @example
 * explain({ settlement: exampleSettlement(), node: 'savings' }).because.map((each) => `${each.label} ${each.value}`); // => ['Benchmark 1000000', 'Actual spending 940000.5']
 */
export function explain(o: ExplainInput): NodeExplanation {
  const nodes = new Map(o.settlement.trace.nodes.map((node) => [node.id, node]));
  return explained({ nodes, id: o.node, depth: o.depth ?? 1, settlement: o.settlement });
}

function explained(o: {
  readonly nodes: ReadonlyMap<string, TraceNode>;
  readonly id: string;
  readonly depth: number;
  readonly settlement: Settlement;
}): NodeExplanation {
  const node = o.nodes.get(o.id);
  if (node === undefined) {
    throw new CoalitionError(
      'contracts/unknown-node',
      `The settlement has no node "${o.id}". Its terms are ${Array.from(o.nodes.values())
        .flatMap((each) => each.term ?? [])
        .join(', ')}.`,
      { node: o.id },
    );
  }
  const between: TraceNode[] = [];
  const named: string[] = [];
  const visit = (current: TraceNode): void => {
    for (const { node: id } of current.operands) {
      const next = id === null ? undefined : o.nodes.get(id);
      if (next === undefined) continue;
      if (next.term !== undefined || next.op === 'metric' || next.op === 'parameter') {
        if (!named.includes(next.id)) named.push(next.id);
      } else {
        visit(next);
        between.push(next);
      }
    }
    for (const leaf of current.table?.leaves ?? []) {
      const id = leaf.startsWith('ref:') ? leaf.slice(4) : leaf;
      if (o.nodes.has(id) && !named.includes(id)) named.push(id);
    }
  };
  visit(node);
  const steps: readonly Step[] = [...between, node].map((each) => ({ id: each.id, label: each.label, value: each.result, unit: each.unit }));
  return {
    node: node.id,
    label: node.label,
    op: node.op,
    value: node.result,
    unit: node.unit,
    decision: decisionOf(node),
    because: o.depth <= 0 ? [] : named.map((id) => explained({ ...o, id, depth: o.depth - 1 })),
    steps,
    assumptions: assumptionsOf(node),
    warnings: o.settlement.warnings.filter((warning) => warning.path?.includes(node.id.replace(/^metric:/, 'metrics.')) === true),
    tables: o.settlement.tables,
  };
}

function decisionOf(node: TraceNode): string | null {
  if (node.branch !== undefined)
    return `${node.branch === 'then' ? 'the condition holds' : "the condition doesn't hold"}: ${node.config?.reason ?? ''}`;
  if (node.tier !== undefined) return `tier ${node.tier + 1}`;
  if (node.dropped !== undefined) return `without ${node.dropped.join(', ')}`;
  if (node.policy !== undefined) return `policy "${node.policy.name}": ${node.policy.because}`;
  return node.override ?? null;
}

function assumptionsOf(node: TraceNode): readonly Assumption[] {
  return node.policy === undefined
    ? []
    : [{ id: node.id, value: node.result, evidence: 'assumed', source: `policy "${node.policy.name}" of the contract` }];
}
