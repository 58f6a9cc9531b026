import type { Finding } from '../errors/finding.js';
import { Decimal } from '../money/decimal.js';
import type { Usd } from '../money/usd.js';
import { usd } from '../money/usd.js';
import type { Fact } from './fact.js';
import { prepared } from './prepare-contract.js';
import { type SettleInput, type SettleResult, settle } from './settle.js';

/** One line of an interim settlement with the range of what is still estimated. Unit: US dollars, cumulative. */
export interface LineRange {
  readonly id: string;
  /** On what was paid so far, before completion; null where a fact doesn't say. */
  readonly paid: Usd | null;
  /** On the completed facts. */
  readonly mid: Usd;
  readonly low: Usd;
  readonly high: Usd;
}

/** A settlement with the range of its lines, or why there is none. */
export type SettleRangeResult =
  | { readonly kind: 'settled'; readonly settled: Extract<SettleResult, { readonly kind: 'settled' }>; readonly lines: readonly LineRange[] }
  | { readonly kind: 'blocked'; readonly findings: readonly Finding[] };

/**
 * Settles on completed facts and tells what the lines are worth at the ends of the facts' ranges, and on what was paid so far.
 *
 * Every limit stays inside the amounts. Ranges move together: all facts at their low ends, then all at their high ends; the lower
 * and higher payment of the two are told.
 *
 * @unit US dollars
 * @testedBy contracts/life-cycle.test.ts
 * @param o - As {@link settle}; facts with `range` and `paid` make the range.
 * @returns The settlement with its range.
 * @throws {@link CoalitionError} as {@link settle}.
 * @example
 * const ranged = exampleFacts().map((fact) => (fact.metric === 'actual' ? { ...fact, range: { low: '930000', high: '960000' } } : fact));
 * const result = settleRange({ contract: exampleContract(), facts: ranged, status: 'interim', asOf: '2027-06-30' });
 * result.kind === 'settled' ? result.lines.map((line) => [line.low.toFixed(2), line.mid.toFixed(2), line.high.toFixed(2)]) : []; // => [['20000.00', '29999.75', '35000.00']]
 */
export function settleRange(o: SettleInput): SettleRangeResult {
  const contract = prepared(o.contract);
  const mid = settle({ ...o, contract });
  if (mid.kind === 'blocked') return mid;
  const at = (pick: (fact: Fact) => string): SettleResult =>
    settle({ ...o, contract, facts: o.facts.map((fact) => ({ ...fact, value: pick(fact) })) });
  const lows = at((fact) => fact.range?.low ?? fact.value);
  const highs = at((fact) => fact.range?.high ?? fact.value);
  const paid = at((fact) => fact.paid ?? fact.value);
  const blocked = [lows, highs].find((each) => each.kind === 'blocked');
  if (blocked !== undefined && blocked.kind === 'blocked') return blocked;
  const amountIn = (result: SettleResult, id: string): Decimal =>
    result.kind === 'settled' ? (result.settlement.lines.find((line) => line.id === id)?.cumulative ?? new Decimal(0)) : new Decimal(0);
  const lines = mid.settlement.lines.map((line): LineRange => {
    const ends = [line.cumulative, amountIn(lows, line.id), amountIn(highs, line.id)];
    const low = ends.reduce((least, each) => (each.lt(least) ? each : least));
    const high = ends.reduce((most, each) => (each.gt(most) ? each : most));
    return {
      id: line.id,
      mid: line.cumulative,
      low: usd(low),
      high: usd(high),
      paid: o.facts.some((fact) => fact.paid !== undefined) && paid.kind === 'settled' ? usd(amountIn(paid, line.id)) : null,
    };
  });
  return { kind: 'settled', settled: mid, lines };
}
