import { Decimal } from '../../money/decimal.js';
import { plainText } from '../decimal-text.js';
import type { Domain } from '../expression.js';

/** A place between two neighbouring values: just before or just after one, or beyond all. */
export interface Cut {
  readonly at: Decimal | null;
  /** 0 just before, 1 just after; -1 and 2 beyond all values. */
  readonly side: -1 | 0 | 1 | 2;
}

/** Where an interval with explicit ends begins. */
export function startOf(ends: Domain): Cut {
  return ends.from === undefined ? { at: null, side: -1 } : { at: new Decimal(ends.from), side: ends.fromInclusive ? 0 : 1 };
}

/** Where it ends. */
export function endOf(ends: Domain): Cut {
  return ends.to === undefined ? { at: null, side: 2 } : { at: new Decimal(ends.to), side: ends.toInclusive ? 1 : 0 };
}

/** Below, at or above 0 as the left cut lies before, at or after the right one. */
export function compareCuts(left: Cut, right: Cut): number {
  if (left.at === null || right.at === null) {
    const place = (cut: Cut): number => (cut.at !== null ? 0 : cut.side === -1 ? -1 : 1);
    return place(left) - place(right);
  }
  return left.at.cmp(right.at) || left.side - right.side;
}

/** An interval between two cuts as text with its open and closed ends, such as `[4, 5)`; a single value as itself. */
export function intervalText(from: Cut, to: Cut): string {
  if (from.at !== null && to.at !== null && from.at.eq(to.at)) return plainText(from.at);
  const left = from.at === null ? '(-inf' : `${from.side === 0 ? '[' : '('}${plainText(from.at)}`;
  const right = to.at === null ? 'inf)' : `${plainText(to.at)}${to.side === 1 ? ']' : ')'}`;
  return `${left}, ${right}`;
}

/** A stretch with the tiers that cover it. */
export interface Stretch {
  readonly from: Cut;
  readonly to: Cut;
  /** How many tiers cover it. */
  readonly covers: number;
  /** The first of them in the table's order; -1 when none does. */
  readonly first: number;
}

/** Cuts a domain into stretches that each tier covers whole or not at all, in one sweep. */
export function stretches(domain: Domain, tiers: readonly Domain[]): readonly Stretch[] {
  const events = tiers.flatMap((tier, i) => {
    const [from, to] = [startOf(tier), endOf(tier)];
    return compareCuts(from, to) < 0
      ? [
          { cut: from, i, opens: true },
          { cut: to, i, opens: false },
        ]
      : [];
  });
  events.sort((a, b) => compareCuts(a.cut, b.cut));
  const [low, high] = [startOf(domain), endOf(domain)];
  const active = new Set<number>();
  const out: Stretch[] = [];
  let at = low;
  let next = 0;
  while (next <= events.length) {
    const event = events[next];
    const until = event === undefined || compareCuts(event.cut, high) > 0 ? high : event.cut;
    if (compareCuts(at, until) < 0) {
      let first = -1;
      for (const i of active) if (first === -1 || i < first) first = i;
      out.push({ from: at, to: until, covers: active.size, first });
      at = until;
    }
    if (event === undefined) break;
    if (event.opens) active.add(event.i);
    else active.delete(event.i);
    next += 1;
  }
  return out;
}
