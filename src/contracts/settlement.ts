import type { Usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import type { AsOf } from '../time/as-of.js';
import type { PartyId } from './contract.js';
import type { Trace } from './trace.js';

/** Where a settlement stands in its life. */
export type SettlementStatus = 'projected' | 'interim' | 'final' | 'disputed' | 'restated' | 'closed';

/** One amount that one party owes another. */
export interface SettledLine {
  readonly id: string;
  readonly label: string;
  /** Payable now: `cumulative` less `paidBefore`; negative when it flows from `to` to `from`. Unit: US dollars. */
  readonly amount: Usd;
  /** What the facts known now are worth, rounded by the contract. Unit: US dollars. */
  readonly cumulative: Usd;
  /** What earlier settlements made payable. Unit: US dollars. */
  readonly paidBefore: Usd;
  /** Term that the line pays. */
  readonly node: string;
  readonly from: PartyId;
  readonly to: PartyId;
}

/** One employer's part of every line. */
export interface SettledMember {
  readonly id: string;
  /** By line id; they add up to the lines to the cent. Unit: US dollars. */
  readonly amounts: Readonly<Record<string, Usd>>;
}

/** What each party owes and why. Data, not prose: `report/` prints it. */
export interface Settlement extends Explanation {
  readonly id: string;
  readonly contractId: string;
  readonly contractVersion: string;
  readonly status: SettlementStatus;
  readonly asOf: AsOf;
  /** What was known of the facts, where that isn't `asOf`: after a dispute or a closing. */
  readonly knownAsOf?: AsOf;
  readonly contractHash: string;
  readonly factsHash: string;
  /** Which rules of arithmetic computed it. */
  readonly engine: string;
  /** SHA-256 of everything else in it. */
  readonly hash: string;
  /** Hashes of the settlements whose payments were netted. */
  readonly prior: readonly string[];
  readonly lines: readonly SettledLine[];
  readonly members: readonly SettledMember[];
  readonly trace: Trace;
}

/** Rules of arithmetic: 40 digits, half-even inside, rounding at declared points only. */
export const ENGINE = 'coalition-kit/contracts@1';
