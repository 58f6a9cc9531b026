import type { Contract } from './contract.js';
import { formulaText } from './formula-text.js';
import { type PreparedContract, prepared } from './prepare-contract.js';
import type { Settlement } from './settlement.js';
import type { TraceNode } from './trace.js';

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
  const parts = [node.clause === undefined ? '' : `Clause ${node.clause}.`, node.note ?? '', node.override === undefined ? '' : `Used all the same: ${node.override}`].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}

/**
 * Lists a settlement as lettered rows, the inputs first and each step with its formula, in the shape of CMS's statements.
 *
 * Limits: it is data; `report/` prints it.
 *
 * @param o - The settlement, and the contract it settles (for the formulas).
 * @returns One row for each input and each term, each after those that it names.
 * @example
 * settlementStatement({ settlement: exampleSettlement(), contract: exampleContract() }).map((row) => `${row.letter} ${row.formula}`).slice(2); // => ['C [C] = [A] - [B]', 'D [D] = 0.5 x the greatest of [C] and 0, rounded to the cent (half-up)']
 */
export function settlementStatement(o: { readonly settlement: Settlement; readonly contract: Contract | PreparedContract }): readonly StatementRow[] {
  const { order } = prepared(o.contract);
  const terms = new Map(order.map((term) => [term.id, term]));
  const shown = o.settlement.trace.nodes.filter((node) => node.term !== undefined || node.fact !== undefined || node.policy !== undefined || node.parameter !== undefined);
  const inputs = shown.filter((node) => node.term === undefined);
  const rows = [...inputs, ...shown.filter((node) => node.term !== undefined)];
  const letters = new Map(rows.map((node, i) => [node.id, letterOf(i)]));
  return rows.map((node, i) => {
    const letter = letterOf(i);
    const term = node.term === undefined ? undefined : terms.get(node.term);
    const formula = term === undefined ? inputFormula(node) : `[${letter}] = ${formulaText(term.expr, (kind, id) => {
      const at = letters.get(kind === 'ref' ? id : `${kind}:${id}`);
      return at === undefined ? id : `[${at}]`;
    })}`;
    return { letter, id: node.id, label: node.label, formula, value: node.result, unit: node.unit, note: noteOf(node) };
  });
}
