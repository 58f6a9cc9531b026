import { type AcceptedBatches, claimDateDays, daysReader } from 'coalition-kit/claims';
import { asOfDay, isoFromDay, lastDayOfMonth, type Month, monthFromIndex, monthIndex, monthIndexOfDay } from 'coalition-kit/time';
import type { Delivered } from './delivery.js';

/** The stretches of time that the year is told by. Month spans include both ends. */
export interface Frame {
  readonly asOf: string;
  readonly paidThrough: string;
  /** All months that the data covers. */
  readonly history: readonly [Month, Month];
  /** The last twelve of them: the year that is reported. */
  readonly year: readonly [Month, Month];
  /** The twelve before: what the year is compared with, and the contract's performance year, whose payments have run out. */
  readonly yearBefore: readonly [Month, Month] | null;
  /** The twelve before that: the contract's base year. */
  readonly baseYear: readonly [Month, Month] | null;
}

function lastOf(days: Iterable<number>): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const day of days) if (day > last) last = day;
  return last;
}

function daysIn(batches: AcceptedBatches, field: string): readonly number[] {
  return [batches.medical, batches.pharmacy].flatMap((batch) => {
    const read = daysReader(batch, field);
    return Array.from({ length: batch.rowCount }, (_, row) => row).flatMap((row) => (read.has(row) ? [read.at(row)] : []));
  });
}

/** Reads the frame from the rows; what the caller says goes first. Null when there is no claim. */
export function frameOf(delivered: Delivered, batches: AcceptedBatches): Frame | null {
  const care = [...claimDateDays(batches.medical, 'default'), ...claimDateDays(batches.pharmacy, 'default')];
  if (care.length === 0) return null;
  const paid = daysIn(batches, 'paid_date');
  const seen = Math.max(lastOf(care), lastOf(paid));
  const paidThrough = delivered.paidThrough ?? isoFromDay(lastDayOfMonth(monthIndexOfDay(seen)));
  const last = Math.min(monthIndexOfDay(lastOf(care)), monthIndexOfDay(asOfDay(paidThrough)));
  const first = monthIndexOfDay(care.reduce((low, day) => Math.min(low, day), Number.POSITIVE_INFINITY));
  const span = (from: number, to: number): readonly [Month, Month] => [monthFromIndex(from), monthFromIndex(to)];
  const back = (years: number): readonly [Month, Month] | null =>
    last - 12 * years - 11 >= first ? span(last - 12 * years - 11, last - 12 * years) : null;
  return {
    asOf: delivered.asOf ?? paidThrough,
    paidThrough,
    history: span(first, last),
    year: span(Math.max(first, last - 11), last),
    yearBefore: back(1),
    baseYear: back(2),
  };
}

/** How many months a span has. Unit: months. */
export function monthsIn([from, to]: readonly [Month, Month]): number {
  return monthIndex(to) - monthIndex(from) + 1;
}
