import { CoalitionError } from '../../errors/coalition-error.js';
import { dayNumber, type IsoDate } from '../../time/iso-date.js';
import { isDecimalText } from '../fields/money-text.js';

/** When a contract about fees, capitation or stop-loss holds: payments that it covers must lie inside. */
export interface ContractPeriod {
  readonly employer_id: string;
  /** Whose contract; every payer's when absent. */
  readonly payer?: string;
  /** What it is about, a category of payments such as `admin_fee`; every category when absent. */
  readonly category?: string;
  /** First day, included. */
  readonly from: IsoDate;
  /** Last day, included; open when `null`. */
  readonly to: IsoDate | null;
}

/** Rebates that were guaranteed for a quarter. */
export interface RebateGuarantee {
  readonly employer_id: string;
  /** Calendar quarter, such as `2025-Q1`. */
  readonly quarter: string;
  /** Unit: US dollars, exact decimal text, 0 or more. */
  readonly amount: string;
}

/** What NCP-1 and NCP-2 compare payments with. */
export interface Agreements {
  readonly periods?: readonly ContractPeriod[];
  readonly rebateGuarantees?: readonly RebateGuarantee[];
}

const QUARTER = /^(\d{4})-Q([1-4])$/;

/**
 * Numbers a quarter so that the next one has the next number.
 *
 * @param text - A calendar quarter, such as `2025-Q1`.
 * @returns Quarters since year 0; `null` when it is no quarter.
 * @example
 * quarterIndex('2025-Q2'); // => 8101
 */
export function quarterIndex(text: string): number | null {
  const match = QUARTER.exec(text);
  return match === null ? null : Number(match[1]) * 4 + Number(match[2]) - 1;
}

/**
 * Refuses agreements that can't be compared with anything.
 *
 * @param agreements - Periods and guarantees, perhaps read from JSON.
 * @throws {@link CoalitionError} `claims/bad-agreement`, `time/not-a-date`.
 */
export function checkAgreements(agreements: Agreements): void {
  for (const [at, { from, to }] of (agreements.periods ?? []).entries()) {
    if (to !== null && dayNumber(to) < dayNumber(from))
      throw refusal(`periods[${at}]`, to, `ends on ${to}, before it starts on ${from}. Give a last day on or after the first.`);
    dayNumber(from);
  }
  const seen = new Set<string>();
  for (const [at, { employer_id: employer, quarter, amount }] of (agreements.rebateGuarantees ?? []).entries()) {
    const path = `rebateGuarantees[${at}]`;
    if (quarterIndex(quarter) === null) throw refusal(path, quarter, `names the quarter "${quarter}". Write it as 2025-Q1.`);
    if (!isDecimalText(amount, 13, 4) || amount.startsWith('-'))
      throw refusal(path, amount, `guarantees "${amount}". Give dollars as decimal text of 0 or more, such as "12500.00".`);
    const key = JSON.stringify([employer, quarter]);
    if (seen.has(key)) throw refusal(path, quarter, `guarantees ${quarter} a second time for one employer. Give one amount for each quarter.`);
    seen.add(key);
  }
}

function refusal(path: string, value: string, problem: string): CoalitionError<'claims/bad-agreement'> {
  return new CoalitionError('claims/bad-agreement', `agreements.${path} ${problem}`, { path, value });
}
