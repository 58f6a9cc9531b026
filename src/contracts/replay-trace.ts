import type { Finding } from '../errors/finding.js';
import { type Replayed, ReplayFault, readValue, replayOperation, replayTable, writeValue } from './replay-node.js';
import type { Trace, TraceNode } from './trace.js';

/** What a replay found. */
export interface ReplayReport {
  /** Nodes that were recomputed. Unit: nodes. */
  readonly nodes: number;
  /** Nodes whose stored result follows from their stored operands, and whose operands are the results they came from. Unit: nodes. */
  readonly agreed: number;
  /** `contracts/trace-broken`, one for each node that doesn't. */
  readonly findings: readonly Finding[];
}

function broken(node: TraceNode, message: string): Finding {
  return {
    code: 'contracts/trace-broken',
    severity: 'block',
    path: `trace.${node.id}`,
    message: `"${node.id}": ${message}`,
    fix: 'Take the settlement from its source again; it was changed or cut.',
  };
}

/**
 * Recomputes every node of a trace from its operands alone, without the contract.
 *
 * Limits: it shows that the figures follow from one another, not that the facts are true or the contract was followed;
 * for the latter see {@link verifySettlement}.
 *
 * @source the node records themselves; it shares no function with {@link settle} beyond exact arithmetic
 * @testedBy contracts/replay.test.ts: every node of generated contracts; each changed digit is found; import test
 * @param trace - A settlement's trace.
 * @returns How many nodes agree, and those that don't.
 * @example
 * replayTrace(exampleSettlement().trace).findings; // => []
 */
export function replayTrace(trace: Trace): ReplayReport {
  const seen = new Map<string, string>();
  const findings: Finding[] = [];
  let agreed = 0;
  for (const node of trace.nodes) {
    const fault = faultOf(node, seen);
    if (fault === null) agreed += 1;
    else findings.push(broken(node, fault));
    seen.set(node.id, node.result);
  }
  return { nodes: trace.nodes.length, agreed, findings };
}

function faultOf(node: TraceNode, seen: ReadonlyMap<string, string>): string | null {
  if (seen.has(node.id)) return 'it stands twice in the trace.';
  const values = new Map<string, Replayed>();
  for (const operand of node.operands) {
    if (operand.node !== null && seen.get(operand.node) !== operand.value) {
      return `its operand "${operand.slot}" is ${operand.value}, but "${operand.node}" ${seen.has(operand.node) ? `is ${seen.get(operand.node) ?? ''}` : "doesn't stand before it"}.`;
    }
    const value = readValue(operand.value);
    if (value instanceof ReplayFault) return `${value.why}.`;
    values.set(operand.slot, value);
  }
  const result = readValue(node.result);
  if (result instanceof ReplayFault) return `${result.why}.`;
  const leaf = (node.op === 'metric' || node.op === 'parameter') && node.operands.length === 0;
  if (leaf) return null;
  const outer = tableLeaves(node, seen);
  if (outer !== null) return outer;
  const replayed = node.table === undefined ? replayOperation(node.op, values, node.config ?? {}) : replayTable(node);
  if (replayed instanceof ReplayFault) return `${replayed.why}.`;
  if (writeValue(replayed) !== node.result) return `its operands give ${writeValue(replayed)}, the trace says ${node.result}.`;
  if (node.op === 'if' && (node.branch === 'then') !== (values.get('when') === true)) return 'it names the other branch than its condition.';
  return null;
}

/** Terms that a loop reads are the same in every row and equal to the term before it. */
function tableLeaves(node: TraceNode, seen: ReadonlyMap<string, string>): string | null {
  const { table } = node;
  if (table === undefined) return null;
  for (const [i, leaf] of table.leaves.entries()) {
    if (!leaf.startsWith('ref:')) continue;
    const id = leaf.slice(4);
    const other = table.rows.find((row) => (row[table.keys.length + i] ?? '') !== '' && row[table.keys.length + i] !== seen.get(id));
    if (other !== undefined) return `a row reads ${other[table.keys.length + i] ?? ''} for "${id}", which is ${seen.get(id) ?? 'not before it'}.`;
  }
  return null;
}
