import type { LedgerFactor } from 'coalition-kit/reference';
import { completion, completionStep, type IbnrResult, ibnr, type MackResult, mack, type Triangle, TriangleBuilder } from 'coalition-kit/trend';
import { type Frame, monthsIn } from './frame.js';
import type { Netted } from './net-claims.js';

/** What was incurred and isn't paid yet, and how sure that is. */
export interface Completed {
  readonly triangle: Triangle;
  readonly ibnr: IbnrResult;
  /** Distribution-free errors of development, beside it. */
  readonly mack: MackResult;
  /** The multiplier of the reported year, with its range. */
  readonly yearFactor: LedgerFactor;
}

/** The longest lag that the triangle keeps. Unit: months. */
const MAX_LAG = 24;

/** Completes the medical claims by month of care; the same for allowed and paid dollars. */
export function completeClaims(o: {
  readonly netted: Netted;
  readonly frame: Frame;
  readonly basis: 'paid' | 'allowed';
  readonly memberMonths: readonly { readonly month: string; readonly memberMonths: number }[];
}): Completed {
  const { frame, basis } = o;
  const builder = new TriangleBuilder({
    grain: 'month',
    unit: 'cents',
    origin: frame.history[0],
    months: monthsIn(frame.history),
    maxLag: Math.min(MAX_LAG, monthsIn(frame.history) - 1),
    basis,
    netOf: [],
    incurredDate: 'default',
    lagPolicy: 'clampToMax',
    negativeLag: 'lag0',
  });
  builder.add(o.netted.transactions.map(({ incurred, paid, cents, allowed }) => ({ incurred, paid, cents: basis === 'paid' ? cents : allowed })));
  const triangle = builder.build({ asOf: frame.asOf, paidThrough: frame.paidThrough, exposure: o.memberMonths, fillMissing: 'zero' });
  // Twelve recent months, and no trend of its own: one measured on three years of 2,400 people is a guess that widens the errors.
  // test/examples/scripts/interval-coverage.ts counts how often the 80 % interval holds the truth.
  const pattern = completion(triangle, { window: 12 });
  const result = ibnr(triangle, pattern, { compareWith: ['development'] });
  return { triangle, ibnr: result, mack: mack(triangle, { sigma: 'mack' }), yearFactor: completionStep(result, [frame.year[0], frame.year[1]]) };
}
