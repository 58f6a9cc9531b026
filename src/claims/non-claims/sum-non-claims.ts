import { compareCodePoints } from '../../money/allocate.js';
import { addCents, type Cents } from '../../money/cents.js';
import { type Month, monthFromIndex, monthIndexOfDay } from '../../time/month.js';
import type { ClaimBatch } from '../batch.js';
import { centsReader, daysReader, flagReader, wordReader } from '../columns.js';

/** Payments of one category in one month. */
export interface NonClaimsSum {
  readonly category: string;
  /** By the basis asked for. */
  readonly month: Month;
  /** Accruals and cash stand apart, so that a rebate is never counted twice. */
  readonly kind: 'cash' | 'accrual';
  /** Unit: payments. */
  readonly payments: number;
  /** Signed: what employers bear is positive, money to them is negative. Unit: US cents. */
  readonly cents: Cents;
}

/** Which month a payment belongs to. */
export interface NonClaimsSumOptions {
  /** `service`: the month in which its service period starts; `paid`: the month of payment, payments without a date left out. Default `service`. */
  readonly month?: 'service' | 'paid';
  /** Only this employer. */
  readonly employer?: string;
}

/**
 * Adds payments that don't ride on claims up by category and month.
 *
 * Limits: a payment for several months belongs whole to the first; spreading it needs a rule that the contract states.
 *
 * @unit US cents
 * @source shape after NAHDO's non-claims layout
 * @testedBy claims/non-claims: accrual apart from cash, signs, total
 * @param batch - Non-claims payments.
 * @param o - Which month, and whose.
 * @returns Sums in order of month, category and kind.
 * @throws {@link CoalitionError} `money/cents-unsafe` beyond 90 trillion dollars.
 * @example
 * sumNonClaims(batchOf({ table: 'nonClaims' }, [])); // => []
 */
export function sumNonClaims(batch: ClaimBatch<'nonClaims'>, o: NonClaimsSumOptions = {}): readonly NonClaimsSum[] {
  const [category, employer] = [wordReader(batch, 'category'), wordReader(batch, 'employer_id')];
  const day = daysReader(batch, o.month === 'paid' ? 'paid_date' : 'service_period_start');
  const estimated = flagReader(batch, 'estimated_flag');
  const amount = centsReader(batch, 'amount');
  const sums = new Map<string, { category: string; month: Month; kind: 'cash' | 'accrual'; payments: number; cents: Cents }>();
  for (let row = 0; row < batch.rowCount; row += 1) {
    if (!day.has(row) || (o.employer !== undefined && employer.at(row) !== o.employer)) continue;
    const month = monthFromIndex(monthIndexOfDay(day.at(row)));
    const kind = estimated(row) === 1 ? 'accrual' : 'cash';
    const name = category.at(row) ?? 'other';
    const key = `${month}|${name}|${kind}`;
    const sum = sums.get(key) ?? { category: name, month, kind, payments: 0, cents: 0 };
    sums.set(key, sum);
    sum.payments += 1;
    sum.cents = addCents(sum.cents, amount.at(row));
  }
  return [...sums].sort(([a], [b]) => compareCodePoints(a, b)).map(([, sum]) => sum);
}
