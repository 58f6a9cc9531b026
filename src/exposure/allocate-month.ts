import { type CountedRows, compareRows } from './counted-rows.js';
import { type Covered, coverUnion } from './month-window.js';

/** No row touches the month. */
export const NO_ROW = -1;
/** Several rows touch the month. */
export const MANY_ROWS = -2;

/** The only row of a list that touches a month, {@link NO_ROW} or {@link MANY_ROWS}. */
export function onlyRow(counted: CountedRows, month: number, rows: ArrayLike<number>): number {
  const start = counted.window.startOf(month);
  const end = start + counted.window.lengthOf(month) - 1;
  let only = NO_ROW;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    if ((counted.from[row] ?? 0) > end || (counted.to[row] ?? 0) < start) continue;
    if (only !== NO_ROW) return MANY_ROWS;
    only = row;
  }
  return only;
}

/** The rows of a list that touch a month, in order. */
export function rowsTouching(counted: CountedRows, month: number, rows: Iterable<number>): readonly number[] {
  const start = counted.window.startOf(month);
  const end = start + counted.window.lengthOf(month) - 1;
  return Array.from(rows).filter((row) => (counted.from[row] ?? 0) <= end && (counted.to[row] ?? 0) >= start);
}

/** What one row counts in a month, and in `covered` the days that it covers. Unit: 1/377,580 month. */
export function unitsOfRow(counted: CountedRows, month: number, row: number, covered: Covered): number {
  covered.days = 0;
  covered.decides = false;
  counted.window.cover(covered, month, counted.from[row] ?? 0, counted.to[row] ?? 0);
  return counted.window.units(month, covered);
}

/** What one coverage of a person comes to in a month. */
export interface CoverageMonth {
  readonly rows: readonly number[];
  readonly covered: Covered;
}

/**
 * Splits a person's rows of one month by plan and contract.
 *
 * @param counted - The rows.
 * @param month - Month of the window.
 * @param rows - The person's rows that touch the month, in order.
 * @returns One entry for each coverage, in order of its first row.
 */
export function coveragesOf(counted: CountedRows, month: number, rows: readonly number[]): readonly CoverageMonth[] {
  const lists = new Map<number, number[]>();
  for (const row of rows) {
    const coverage = counted.coverageOf[row] ?? 0;
    const list = lists.get(coverage);
    if (list === undefined) lists.set(coverage, [row]);
    else list.push(row);
  }
  return [...lists.values()].map((list) => ({ rows: list, covered: coverUnion({ of: counted, month, rows: list }) }));
}

/**
 * Chooses the row that a person's month goes to: first the coverage by the policy, then the row within it.
 *
 * @param counted - The rows.
 * @param month - Month of the window.
 * @param coverages - The coverages of the month.
 * @returns A row.
 */
export function allocateMonth(counted: CountedRows, month: number, coverages: readonly CoverageMonth[]): number {
  const best = choose(
    counted,
    coverages.map((each) => ({ row: each.rows[0] ?? 0, weight: weightOf(counted, month, each) })),
  );
  const rows = coverages.find((each) => each.rows[0] === best)?.rows ?? [best];
  if (rows.length === 1) return rows[0] ?? best;
  const parts = rows.map((row) => ({
    row,
    weight: weightOf(counted, month, { rows: [row], covered: coverUnion({ of: counted, month, rows: [row] }) }),
  }));
  return choose(counted, parts);
}

/** Greater is better under the policy. */
function weightOf(counted: CountedRows, month: number, coverage: CoverageMonth): number {
  const { window, spec } = counted;
  const start = window.startOf(month);
  switch (spec.allocate) {
    case 'mostDays':
      return coverage.covered.days;
    case 'first':
      return -coverage.rows.reduce((first, row) => Math.min(first, Math.max(start, counted.from[row] ?? 0)), Number.MAX_SAFE_INTEGER);
    case 'last':
      return coverage.rows.reduce((last, row) => Math.max(last, Math.min(start + window.lengthOf(month) - 1, counted.to[row] ?? 0)), start);
  }
}

function choose(counted: CountedRows, candidates: readonly { readonly row: number; readonly weight: number }[]): number {
  let best = candidates[0];
  for (const each of candidates) {
    if (best === undefined) break;
    if (each.weight > best.weight || (each.weight === best.weight && compareRows(counted, each.row, best.row) < 0)) best = each;
  }
  return best?.row ?? 0;
}
