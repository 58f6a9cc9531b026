import { compareCodePoints } from '../../money/allocate.js';
import { addMoney, type EpisodeLine, type EpisodeMoney, isNothing, moneyOf, NO_MONEY } from './episode-line.js';

/** One original line with all that later corrections made of it. */
export interface NetLine extends EpisodeLine {
  /** Corrected to nothing: it never happened. */
  readonly void: boolean;
}

const FIELD_ORDER = (line: EpisodeLine): string => JSON.stringify(Object.entries(line).sort(([a], [b]) => compareCodePoints(a, b)));

/** A total order of rows of one line, so that the order in which rows arrive never matters. */
function byHistory(a: EpisodeLine, b: EpisodeLine): number {
  const reversal = (line: EpisodeLine): number => (line.recordType === 'reversal' ? 0 : 1);
  return (
    (a.paid ?? -1) - (b.paid ?? -1) ||
    a.version - b.version ||
    Number(a.recordType !== 'original') - Number(b.recordType !== 'original') ||
    reversal(a) - reversal(b) ||
    compareCodePoints(a.claimId, b.claimId) ||
    compareCodePoints(FIELD_ORDER(a), FIELD_ORDER(b))
  );
}

/** Netted lines, and what replaced versions of them had said. */
export interface NetResult {
  readonly lines: readonly NetLine[];
  readonly replaced: { readonly rows: number; readonly money: EpisodeMoney };
}

/**
 * Nets the corrections of a member's lines: amounts of reversals, rebills and deltas add; a new version of the same claim
 * replaces the older one. What the line says (dates, codes, providers) is what its latest statement says.
 *
 * Limits: a final view is the better input; rows that it set aside (`is_final_action` false) aren't here any more.
 */
export function netLines(rows: readonly EpisodeLine[]): NetResult {
  const groups = new Map<string, EpisodeLine[]>();
  for (const row of rows) {
    const key = `${row.source}\u0000${row.root}\u0000${row.lineNumber}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const lines: NetLine[] = [];
  let replaced: NetResult['replaced'] = { rows: 0, money: NO_MONEY };
  for (const [, group] of groups) {
    const [first, ...later] = group.length === 1 ? group : group.sort(byHistory);
    if (first === undefined) continue;
    let [money, facts, counted] = [moneyOf(first), first, 1];
    for (const row of later) {
      if (row.replacesItself && row.recordType !== 'reversal') {
        replaced = { rows: replaced.rows + counted, money: addMoney(replaced.money, money) };
        [money, counted] = [moneyOf(row), 1];
      } else [money, counted] = [addMoney(money, row), counted + 1];
      if (row.recordType !== 'reversal') facts = row;
    }
    lines.push({ ...facts, ...money, void: later.length > 0 && isNothing(money) });
  }
  lines.sort(
    (a, b) =>
      a.start - b.start || a.end - b.end || compareCodePoints(a.source, b.source) || compareCodePoints(a.root, b.root) || a.lineNumber - b.lineNumber,
  );
  return { lines, replaced };
}
