import { compareCodePoints } from '../../money/allocate.js';
import { addCents, type Cents } from '../../money/cents.js';
import type { ClaimBatch } from '../batch.js';
import { centsReader, daysReader, flagReader, wordReader } from '../columns.js';
import { daysOfYear } from './rxdc-spending.js';

/** Money of one kind beside claims, or of claims as a whole. */
export interface RxdcPayment {
  /** Category of the payments, or which claims. */
  readonly name: string;
  /** Unit: payments, or claim rows. */
  readonly payments: number;
  /** Signed: what the plan bears is positive. Unit: US cents. */
  readonly cents: Cents;
}

/** Payments beside claims that count in the year, and those that don't. */
export interface RxdcPayments {
  readonly counted: readonly RxdcPayment[];
  readonly leftOut: readonly (RxdcPayment & { readonly reason: string })[];
}

/**
 * Adds payments beside claims up by category: those whose service starts in the year; of rebates those of the kind asked for, of all
 * others the cash. Together with what was left out they are the input, to the cent.
 */
export function nonClaimsOf(batch: ClaimBatch<'nonClaims'> | null, o: { readonly year: number; readonly rebates: 'cash' | 'accrual' }): RxdcPayments {
  const sums = new Map<string, { payments: number; cents: Cents }>();
  if (batch !== null) {
    const [first, last] = daysOfYear(o.year);
    const category = wordReader(batch, 'category');
    const from = daysReader(batch, 'service_period_start');
    const estimated = flagReader(batch, 'estimated_flag');
    const amount = centsReader(batch, 'amount');
    for (let row = 0; row < batch.rowCount; row += 1) {
      const name = category.at(row) ?? 'other';
      const kind = estimated(row) === 1 ? 'accrual' : 'cash';
      const wanted = name === 'rx_rebate' ? o.rebates : 'cash';
      const day = from.at(row);
      const reason =
        day < first || day > last ? 'outside the year' : kind === wanted ? '' : kind === 'accrual' ? 'an accrual' : 'cash beside accruals';
      const key = `${reason}|${name}`;
      const sum = sums.get(key) ?? { payments: 0, cents: 0 };
      sums.set(key, sum);
      sum.payments += 1;
      sum.cents = addCents(sum.cents, amount.at(row));
    }
  }
  const all = [...sums]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([key, sum]) => {
      const [reason = '', name = ''] = key.split('|');
      return { reason, name, ...sum };
    });
  return {
    counted: all.filter(({ reason }) => reason === '').map(({ name, payments, cents }) => ({ name, payments, cents })),
    leftOut: all.filter(({ reason }) => reason !== ''),
  };
}
