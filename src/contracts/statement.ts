import type { Settlement } from './settlement.js';
import type { TraceNode } from './trace.js';
import { traceFormula } from './trace-formula.js';

/** One lettered row of a settlement statement. */
export interface StatementRow {
  /** `A`, `B`, ... `Z`, `AA`. */
  readonly letter: string;
  readonly id: string;
  readonly label: string;
  /** A sentence such as `[C] = [A] - [B]`; for inputs, where the figure comes from. */
  readonly formula: string;
  /** Decimal text. Unit: `unit`. */
  readonly value: string;
  readonly unit: string;
  readonly note: string | null;
}

function letterOf(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : letterOf(Math.floor(i / 26) - 1) + letterOf(i % 26);
}

function inputFormula(node: TraceNode): string {
  if (node.policy !== undefined) return `by the policy "${node.policy.name}": ${node.policy.because}`;
  if (node.fact !== undefined) return `${node.fact.source}, known on ${node.fact.knownOn}`;
  return node.parameter === undefined ? '' : node.parameter.cite;
}

function noteOf(node: TraceNode): string | null {
  const parts = [
    node.clause === undefined ? '' : `Clause ${node.clause}.`,
    node.note ?? '',
    node.override === undefined ? '' : `Used all the same: ${node.override}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}

/**
 * Lists a settlement as lettered rows, the inputs first and each step with its formula, in the shape of CMS's statements.
 *
 * Of a condition it shows the branch that was taken. Limits: it is data; `report/` prints it.
 *
 * @testedBy contracts/measures.test.ts: letters run on after Z, each row names only rows before it
 * @param settlement - The settlement; its trace is all that is read.
 * @returns One row for each input and each term, each after those that it names.
 * @example
 * settlementStatement(exampleSettlement()).map((row) => `${row.letter} ${row.formula}`).slice(2); // => ['C [C] = [A] - [B]', 'D [D] = 0.5 x the greatest of [C] and 0, rounded to the cent (half-up)']
 */
export function settlementStatement(settlement: Settlement): readonly StatementRow[] {
  const { nodes } = settlement.trace;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const leaf = (node: TraceNode): boolean => (node.op === 'metric' || node.op === 'parameter') && node.term === undefined;
  const rows = [...nodes.filter(leaf), ...nodes.filter((node) => node.term !== undefined)];
  const letters = new Map(rows.map((node, i) => [node.id, letterOf(i)]));
  return rows.map((node, i) => {
    const letter = letterOf(i);
    const shown = (id: string): string | null => (letters.has(id) ? `[${letters.get(id) ?? ''}]` : null);
    const formula = leaf(node) ? inputFormula(node) : `[${letter}] = ${traceFormula(node, byId, shown)}`;
    return { letter, id: node.id, label: node.label, formula, value: node.result, unit: node.unit, note: noteOf(node) };
  });
}
