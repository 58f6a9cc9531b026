import type { Cents } from '../../money/cents.js';
import type { DayNumber } from '../../time/iso-date.js';

/** Dollars of a line, an episode or what is left over; the four are never mixed. Unit: US cents, each field. */
export interface EpisodeMoney {
  readonly allowed: Cents;
  readonly planPaid: Cents;
  /** Deductible, coinsurance, copay and penalty; the source's own sum where it gives one. */
  readonly memberPaid: Cents;
  /** Paid by another payer. */
  readonly cobPaid: Cents;
}

/** What episodes need of one row of a medical claim. Dates in days since 1970-01-01. */
export interface EpisodeLine extends EpisodeMoney {
  readonly source: string;
  readonly claimId: string;
  /** The first claim of a chain of corrections. */
  readonly root: string;
  readonly lineNumber: number;
  readonly version: number;
  readonly recordType: string;
  /** Whether it replaces an earlier version of its own claim. */
  readonly replacesItself: boolean;
  readonly denied: boolean;
  readonly capitated: boolean;
  readonly institutional: boolean;
  readonly start: DayNumber;
  readonly end: DayNumber;
  readonly admission: DayNumber | null;
  readonly discharge: DayNumber | null;
  readonly paid: DayNumber | null;
  readonly drg: string | null;
  readonly drgType: string | null;
  readonly hcpcs: string | null;
  readonly procedures: readonly string[];
  readonly diagnoses: readonly (string | null)[];
  readonly presentOnAdmission: readonly (string | null)[];
  readonly billType: string | null;
  readonly placeOfService: string | null;
  readonly disposition: string | null;
  readonly facility: string | null;
  readonly rendering: string | null;
  readonly employer: string | null;
  readonly bundleId: string | null;
}

/** Nothing. */
export const NO_MONEY: EpisodeMoney = /* @__PURE__ */ Object.freeze({ allowed: 0, planPaid: 0, memberPaid: 0, cobPaid: 0 });

/** The sum, measure by measure. */
export function addMoney(left: EpisodeMoney, right: EpisodeMoney): EpisodeMoney {
  return {
    allowed: left.allowed + right.allowed,
    planPaid: left.planPaid + right.planPaid,
    memberPaid: left.memberPaid + right.memberPaid,
    cobPaid: left.cobPaid + right.cobPaid,
  };
}

/** The difference, measure by measure. */
export function lessMoney(left: EpisodeMoney, right: EpisodeMoney): EpisodeMoney {
  return {
    allowed: left.allowed - right.allowed,
    planPaid: left.planPaid - right.planPaid,
    memberPaid: left.memberPaid - right.memberPaid,
    cobPaid: left.cobPaid - right.cobPaid,
  };
}

/** The dollars of a line alone. */
export function moneyOf(line: EpisodeMoney): EpisodeMoney {
  return { allowed: line.allowed, planPaid: line.planPaid, memberPaid: line.memberPaid, cobPaid: line.cobPaid };
}

/** Whether every measure is zero. */
export function isNothing(money: EpisodeMoney): boolean {
  return money.allowed === 0 && money.planPaid === 0 && money.memberPaid === 0 && money.cobPaid === 0;
}
