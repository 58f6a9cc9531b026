import { type CentsColumn, type ClaimBatch, type DaysColumn, isValid } from '../claims/batch.js';
import { claimDateDays } from '../claims/claim-date.js';
import { invalidInput, type TriangleSpec } from './triangle-spec.js';

/** Day number that stands for a missing date. */
export const NO_DAY = -2_147_483_648;

/** What a triangle needs of claim lines, as columns. */
export interface TriangleColumns {
  /** Days since 1970-01-01, {@link NO_DAY} where missing. Unit: days. */
  readonly incurred: Int32Array;
  /** Days since 1970-01-01, {@link NO_DAY} where missing. Unit: days. */
  readonly paid: Int32Array;
  /** Unit: US cents. */
  readonly cents: Int32Array | Float64Array;
}

/** Reads the dates and amounts that a triangle needs out of a claim batch, by the incurred-date policy of its specification. */
export function triangleColumns(batch: ClaimBatch, spec: TriangleSpec): TriangleColumns {
  const amount = batch.cents[spec.basis === 'allowed' ? 'allowed_amount' : 'paid_amount'];
  const n = batch.rowCount;
  return {
    incurred: incurredDays(batch, spec),
    paid: filled([batch.days['paid_date']], n),
    cents: spec.basis === 'count' ? new Int32Array(n).fill(1) : amounts(amount, n),
  };
}

/** The claim's date by the policy that all areas share; the smallest integer where the row has none. */
function incurredDays(batch: ClaimBatch, spec: TriangleSpec): Int32Array {
  if (!isDated(batch)) throw invalidInput('batch', batch.table, 'Triangles are built from medical and pharmacy lines.');
  if (spec.incurredDate === 'perDay' && batch.table === 'medical')
    throw invalidInput('incurredDate', spec.incurredDate, 'Split stays by day before the triangle, then add the rows one by one.');
  const days = claimDateDays(batch, spec.incurredDate);
  const first = batch.days[batch.table === 'pharmacy' ? 'dispensing_date' : 'claim_start_date'];
  for (let row = 0; row < days.length; row += 1) {
    if (days[row] === 0 && (first === undefined || !isValid(first.validity, row))) days[row] = NO_DAY;
  }
  return days;
}

function isDated(batch: ClaimBatch): batch is ClaimBatch<'medical'> | ClaimBatch<'pharmacy'> {
  return batch.table === 'medical' || batch.table === 'pharmacy';
}

function filled(columns: readonly (DaysColumn | undefined)[], n: number): Int32Array {
  const days = new Int32Array(n).fill(NO_DAY);
  for (const column of columns) {
    if (column === undefined || column.values.length === 0) continue;
    for (let row = 0; row < n; row += 1) {
      if (days[row] === NO_DAY && isValid(column.validity, row)) days[row] = column.values[row] ?? NO_DAY;
    }
  }
  return days;
}

function amounts(column: CentsColumn | undefined, n: number): Int32Array | Float64Array {
  if (column === undefined || column.values.length === 0) return new Int32Array(n);
  if (column.validity === undefined) return column.values;
  return column.values.map((value, row) => (isValid(column.validity, row) ? value : 0));
}
