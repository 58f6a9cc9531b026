import { CoalitionError } from '../../errors/coalition-error.js';
import type { Cents } from '../../money/cents.js';
import { centsFromText } from '../../money/cents.js';
import { type Month, monthFromIndex, monthIndex, monthIndexOfDay } from '../../time/month.js';
import type { TableName } from '../batch.js';
import { centsReader, daysReader } from '../columns.js';
import type { TableData } from '../rules/delivery-data.js';
import { exceeds } from './outcome.js';

/** One total from a trailer or invoice. What isn't stated isn't compared. */
export interface ControlTotal {
  /** Paid month; the whole table when absent. */
  readonly month?: Month;
  /** Unit: rows. */
  readonly rows?: number;
  /** Unit: US dollars, decimal text. */
  readonly charge?: string;
  /** Unit: US dollars, decimal text. */
  readonly allowed?: string;
  /** Unit: US dollars, decimal text. */
  readonly paid?: string;
}

/** Totals from outside, by table. */
export type ControlTotals = { readonly [T in TableName]?: readonly ControlTotal[] };

/** One total beside what the rows say. */
export interface ControlComparison {
  readonly table: TableName;
  readonly month: Month | null;
  readonly measure: 'rows' | 'charge' | 'allowed' | 'paid';
  /** Rows, or US cents. */
  readonly stated: number;
  /** Rows, or US cents. */
  readonly counted: number;
  /** Counted less stated. Rows, or US cents. */
  readonly difference: number;
  /** Whether the difference is above the tolerance. */
  readonly breaks: boolean;
}

/** Default of STR-4. Unit: share of the stated total, decimal text. */
export const CONTROL_TOLERANCE: string = '0.001';

interface Sums {
  rows: number;
  charge: Cents;
  allowed: Cents;
  paid: Cents;
}

/**
 * Compares rows and dollars with totals from a trailer or invoice (STR-4).
 *
 * Limits: a month is the month of the paid date; rows without one belong to no month and count in the table's total only.
 *
 * @formula breaks when |counted − stated| > tolerance × |stated|; at the tolerance it ties
 * @unit rows, and US cents
 * @testedBy claims/rules/structure.test.ts: the edge of 0.1 %
 * @param data - One table, with every row that came in except copies.
 * @param o - `stated` totals and the `tolerance`.
 * @returns One comparison for each stated figure, in order.
 * @throws {@link CoalitionError} `money/not-an-amount`, `time/not-a-month`.
 * @example
 * compareControlTotals(tableData(batchOf({ table: 'medical' }, [])), { stated: [{ rows: 1 }] })[0]?.breaks; // => true
 */
export function compareControlTotals(
  data: TableData,
  o: { readonly stated: readonly ControlTotal[]; readonly tolerance?: string },
): readonly ControlComparison[] {
  return new ControlSums().add(data).compare(data.table, o);
}

/** Sums of rows and dollars by paid month, which control totals are compared with; parts of a table add up. */
export class ControlSums {
  readonly #months = new Map<Month | null, Sums>();

  /** Adds rows. */
  add(data: TableData): this {
    const { batch } = data;
    const [charge, allowed] = [centsReader(batch, 'charge_amount'), centsReader(batch, 'allowed_amount')];
    const paid = centsReader(batch, batch.table === 'nonClaims' ? 'amount' : 'paid_amount');
    const day = daysReader(batch, 'paid_date');
    for (let row = 0; row < data.rows; row += 1) {
      for (const month of day.has(row) ? [null, monthFromIndex(monthIndexOfDay(day.at(row)))] : [null]) {
        const sums = this.#of(month);
        sums.rows += 1;
        sums.charge += charge.at(row);
        sums.allowed += allowed.at(row);
        sums.paid += paid.at(row);
      }
    }
    return this;
  }

  /** Compares the sums with what was stated of a table. */
  compare(table: TableName, o: { readonly stated: readonly ControlTotal[]; readonly tolerance?: string }): readonly ControlComparison[] {
    const tolerance = o.tolerance ?? CONTROL_TOLERANCE;
    return o.stated.flatMap((total) => compareTotal(total, { table, tolerance, sumsOf: (month) => this.#of(month) }));
  }

  #of(month: Month | null): Sums {
    const sums = this.#months.get(month) ?? { rows: 0, charge: 0, allowed: 0, paid: 0 };
    this.#months.set(month, sums);
    return sums;
  }
}

function compareTotal(
  total: ControlTotal,
  o: { readonly table: TableName; readonly tolerance: string; readonly sumsOf: (month: Month | null) => Sums },
): readonly ControlComparison[] {
  const { table, tolerance } = o;
  const month = total.month ?? null;
  if (month !== null) monthIndex(month);
  const sums = o.sumsOf(month);
  const compare = (measure: ControlComparison['measure'], stated: number): ControlComparison => {
    const counted = sums[measure];
    const difference = counted - stated;
    return {
      table,
      month,
      measure,
      stated,
      counted,
      difference,
      breaks: exceeds({ rows: Math.abs(difference), applicable: Math.abs(stated), tolerance }),
    };
  };
  const money = (measure: 'charge' | 'allowed' | 'paid'): readonly ControlComparison[] => {
    const stated = total[measure];
    return stated === undefined ? [] : [compare(measure, centsFromText(stated, 'half-even'))];
  };
  if (total.rows !== undefined && !Number.isSafeInteger(total.rows)) {
    throw new CoalitionError('money/not-an-amount', `${total.rows} isn't a number of rows. Give a whole number.`, { value: String(total.rows) });
  }
  return [...(total.rows === undefined ? [] : [compare('rows', total.rows)]), ...money('charge'), ...money('allowed'), ...money('paid')];
}
