import { type CentsColumn, type ClaimBatch, type DaysColumn, isValid } from '../claims/batch.js';
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

function incurredDays(batch: ClaimBatch, spec: TriangleSpec): Int32Array {
  const n = batch.rowCount;
  const day = (name: string): DaysColumn | undefined => batch.days[name];
  if (batch.table === 'pharmacy') return filled([day('dispensing_date')], n);
  if (batch.table !== 'medical') throw invalidInput('batch', batch.table, 'Triangles are built from medical and pharmacy lines.');
  const [line, start] = [day('claim_line_start_date'), day('claim_start_date')];
  switch (spec.incurredDate) {
    case 'lineStart':
      return filled([line, start], n);
    case 'claimStart':
      return filled([start], n);
    case 'admission':
      return filled([day('admission_date'), start], n);
    case 'through':
      return filled([day('claim_line_end_date'), day('claim_end_date')], n);
    case 'default':
      return byDefault(filled([day('admission_date')], n), filled([start], n), filled([line, start], n));
    case 'perDay':
    default:
      throw invalidInput('incurredDate', spec.incurredDate, 'Split stays by day before the triangle, then add the rows one by one.');
  }
}

/** Inpatient lines (those with an admission date) by admission, all others by line start. */
function byDefault(admission: Int32Array, start: Int32Array, line: Int32Array): Int32Array {
  return admission.map((day, row) => (day !== NO_DAY ? day : (line[row] ?? start[row] ?? NO_DAY)));
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
