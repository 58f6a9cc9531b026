import type { MissingPolicy } from './contract.js';
import type { Band, CompareExpr, Domain, Expr, InterpolationBand, LinePoint, Rounding, Tier } from './expression.js';
import type { Unit } from './unit.js';

/** One operand of a traced node. */
export interface TraceOperand {
  readonly slot: string;
  /** Id of the node it came from; null for a figure of the contract's text. */
  readonly node: string | null;
  /** Decimal text, or `true`/`false`. Unit: that node's. */
  readonly value: string;
}

/** The fixed parts of a node as the contract states them. */
export interface NodeConfig {
  readonly how?: CompareExpr['how'];
  readonly reason?: string;
  readonly domain?: Domain;
  readonly precedence?: 'first' | 'unique';
  readonly tiers?: readonly Tier[];
  readonly bands?: readonly Band[];
  readonly interpolation?: readonly InterpolationBand[];
  readonly points?: readonly LinePoint[];
  readonly outside?: 'refuse' | 'hold';
  readonly rounding?: Rounding;
  readonly over?: readonly string[];
  readonly of?: Expr;
  readonly weight?: Expr;
  readonly key?: string;
  readonly scale?: string;
}

/** What a loop computed, one row for each key: keys, then the figures it read, then the results. */
export interface TraceTable {
  readonly keys: readonly string[];
  /** Figures read inside the loop, such as `metric:claims`; an empty cell wasn't read. */
  readonly leaves: readonly string[];
  /** Unit of the results: the node's; for weights their own. A row whose result is empty dropped out. */
  readonly results: readonly ('of' | 'weight')[];
  readonly rows: readonly (readonly string[])[];
}

/** Where a metric's value came from. */
export interface TraceFact {
  readonly id: string;
  readonly knownOn: string;
  readonly source: string;
  readonly denominator: string | null;
}

/** One computed node. */
export interface TraceNode {
  readonly id: string;
  /** Set on the node that is a term's value. */
  readonly term?: string;
  readonly label: string;
  readonly op: Expr['op'];
  readonly unit: Unit;
  readonly operands: readonly TraceOperand[];
  /** Decimal text, or `true`/`false`. Unit: `unit`. */
  readonly result: string;
  readonly config?: NodeConfig;
  /** Which branch of an `if` was taken. */
  readonly branch?: 'then' | 'otherwise';
  /** Which tier of a step, 0-based; which band of an interpolation. */
  readonly tier?: number;
  /** Keys that dropped out of a weighted average because their metric is missing. */
  readonly dropped?: readonly string[];
  readonly fact?: TraceFact;
  /** How a missing metric was replaced, and why. */
  readonly policy?: { readonly name: MissingPolicy; readonly because: string };
  /** Why a figure that the contract refuses was used all the same. */
  readonly override?: string;
  readonly parameter?: { readonly from: string; readonly to: string | null; readonly cite: string };
  readonly clause?: string;
  readonly note?: string;
  readonly table?: TraceTable;
}

/** Every computed node, each after those that it needs. It can be recomputed without the contract. */
export interface Trace {
  readonly nodes: readonly TraceNode[];
}
