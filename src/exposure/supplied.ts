import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { UNITS_PER_MONTH } from '../time/exposure-rule.js';
import { type Month, month } from '../time/month.js';
import type { MonthCell, MonthlyExposure } from './exposure-result.js';

/** A month of coverage as its source counted it. */
export interface SuppliedMonth {
  readonly year_month: Month;
  readonly employer_id?: string | null;
  readonly plan?: string | null;
  readonly tier?: string | null;
  /** Unit: member months, exact decimal text. */
  readonly member_months: string;
  /** Unit: employee months, exact decimal text; `null` where the source has none. */
  readonly employee_months?: string | null;
}

/**
 * Takes months that were counted elsewhere, as they were sent.
 *
 * Months are kept in units of 1/377,580, the nearest unit: a supplied 0.333 is 125,734.14 units and becomes 125,734.
 *
 * @unit member months and employee months
 * @testedBy exposure/headcount.test.ts
 * @param rows - One row for each month and combination of keys; equal keys add up.
 * @param o - `dims`: which of employer_id, plan and tier to keep apart. Default employer_id.
 * @returns Exposure by month with the rule `supplied`.
 * @throws {@link CoalitionError} `exposure/negative`, `time/not-a-month`.
 * @example
 * suppliedExposure([{ year_month: '2025-01', employer_id: 'e1', member_months: '120.5', employee_months: '60' }]).cells[0]?.employeeUnits; // => 22654800
 */
export function suppliedExposure(
  rows: Iterable<SuppliedMonth>,
  o: { readonly dims?: readonly ('employer_id' | 'plan' | 'tier')[] } = {},
): MonthlyExposure {
  const dims = o.dims ?? ['employer_id'];
  const cells = new Map<string, { month: Month; keys: Record<string, string | null>; memberUnits: number; employeeUnits: number }>();
  for (const row of rows) {
    const keys = Object.fromEntries(dims.map((dim) => [dim, row[dim] ?? null]));
    const id = JSON.stringify([month(row.year_month), ...dims.map((dim) => keys[dim])]);
    const cell = cells.get(id) ?? { month: row.year_month, keys, memberUnits: 0, employeeUnits: 0 };
    cells.set(id, cell);
    cell.memberUnits += unitsOf('member_months', row.member_months);
    cell.employeeUnits += row.employee_months === undefined || row.employee_months === null ? 0 : unitsOf('employee_months', row.employee_months);
  }
  const sorted: MonthCell[] = [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
  return { rule: 'supplied', cells: sorted };
}

function unitsOf(field: string, text: string): number {
  const plain = /^\d{1,9}(\.\d{1,12})?$/.test(text);
  if (!plain) {
    throw new CoalitionError('exposure/negative', `${field} is "${text}". Give months as decimal text of at least 0.`, { field, value: text });
  }
  return new Decimal(text).times(UNITS_PER_MONTH).round().toNumber();
}
