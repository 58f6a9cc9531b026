import { valueText } from './compute-node.js';
import type { SumOverExpr, WeightedAverageOverExpr } from './expression.js';
import type { Outcome } from './outcome.js';
import type { TraceNode, TraceTable } from './trace.js';

/** Figures read inside one turn of a loop. */
export interface Turn {
  readonly keys: Readonly<Record<string, string>>;
  readonly leaves: Map<string, string>;
  /** Why figures were used that the contract refuses. */
  overrides?: Set<string>;
}

/** One turn of a loop with what it came to; `weight` is null where the loop has none. */
export interface LoopRow {
  readonly turn: Turn;
  readonly of: Outcome;
  readonly weight: Outcome | null;
}

/** The table that a loop's trace node shows: keys, figures read, results, one row a turn. */
function tableOf(expr: SumOverExpr | WeightedAverageOverExpr, rows: readonly LoopRow[]): TraceTable {
  const names = new Set<string>();
  for (const row of rows) for (const name of row.turn.leaves.keys()) names.add(name);
  const leaves = Array.from(names).sort();
  const text = (outcome: Outcome | null): string => (outcome !== null && outcome.kind === 'value' ? valueText(outcome.value) : '');
  return {
    keys: expr.over,
    leaves,
    results: expr.op === 'sumOver' ? ['of'] : ['of', 'weight'],
    rows: rows.map(({ turn, of, weight }) => {
      const cells: string[] = [];
      for (const dimension of expr.over) cells.push(turn.keys[dimension] ?? '');
      for (const leaf of leaves) cells.push(turn.leaves.get(leaf) ?? '');
      cells.push(text(of));
      if (expr.op !== 'sumOver') cells.push(text(weight));
      return cells;
    }),
  };
}

/** What a loop's trace node shows: its table, and why figures in it were used that the contract refuses. */
export function shownOf(expr: SumOverExpr | WeightedAverageOverExpr, rows: readonly LoopRow[]): Pick<TraceNode, 'table' | 'override'> {
  const reasons = new Set<string>();
  for (const { turn } of rows) for (const reason of turn.overrides ?? []) reasons.add(reason);
  return { table: tableOf(expr, rows), ...(reasons.size === 0 ? {} : { override: Array.from(reasons).join('; ') }) };
}
