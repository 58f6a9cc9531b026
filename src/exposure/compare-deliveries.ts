import { Decimal } from '../money/decimal.js';
import type { Explanation } from '../reference/explanation.js';
import { type ExposureUnits, UNITS_PER_MONTH } from '../time/exposure-rule.js';
import { type IsoDate, isoDate } from '../time/iso-date.js';
import { type Month, monthIndex, monthOf } from '../time/month.js';
import type { ExposureAggregate } from './exposure-aggregate.js';
import { sameSpec } from './exposure-json.js';

/** One month as two deliveries know it. */
export interface ExposureChange {
  readonly month: Month;
  /** Whole months from the month to the earlier delivery: its age then. Unit: months. */
  readonly age: number;
  /** Unit: 1/377,580 member month. */
  readonly earlierUnits: ExposureUnits;
  /** Unit: 1/377,580 member month. */
  readonly laterUnits: ExposureUnits;
  /** Unit: 1/377,580 employee month. */
  readonly earlierEmployeeUnits: ExposureUnits;
  /** Unit: 1/377,580 employee month. */
  readonly laterEmployeeUnits: ExposureUnits;
  /** Later less earlier. Unit: member months. */
  readonly difference: Decimal;
  /** Later over earlier; `null` where the earlier delivery knew nothing. Unit: none. */
  readonly factor: Decimal | null;
}

/** How exposure developed from one delivery to the next. */
export interface ExposureDevelopment extends Explanation {
  readonly earlier: IsoDate;
  readonly later: IsoDate;
  readonly months: readonly ExposureChange[];
  /** Later less earlier over all months. Unit: member months. */
  readonly difference: Decimal;
}

/**
 * Compares exposure as two deliveries know it: late enrolments add months, late terminations take them away.
 *
 * @formula difference = later - earlier; factor = later / earlier, by month and its age at the earlier delivery
 * @unit member months
 * @testedBy exposure/compare-deliveries.test.ts: the two files of the synthetic coalition
 * @param o - `earlier`, `later`: counts of one specification; `earlierOn`, `laterOn`: days on which the deliveries were made.
 * @returns Every month, with its development.
 * @throws {@link CoalitionError} `aggregate/spec-mismatch`, `time/not-a-date`.
 * @example
 * const options = { months: ['2025-01', '2025-02'], rule: 'firstDay' } as const;
 * const earlier = countExposure([{ person_id: 'p1', enrollment_start_date: '2025-01-01', enrollment_end_date: null }], options);
 * const later = countExposure([{ person_id: 'p1', enrollment_start_date: '2025-01-01', enrollment_end_date: '2025-01-15' }], options);
 * compareDeliveries({ earlier, earlierOn: '2025-02-05', later, laterOn: '2025-04-05' }).difference.toFixed(); // => '-1'
 */
export function compareDeliveries(o: {
  readonly earlier: ExposureAggregate;
  readonly earlierOn: IsoDate;
  readonly later: ExposureAggregate;
  readonly laterOn: IsoDate;
}): ExposureDevelopment {
  const [before, after] = [o.earlier.finish(), o.later.finish()];
  sameSpec('counts', { ...before.spec }, { ...after.spec });
  const known = monthIndex(monthOf(isoDate(o.earlierOn)));
  isoDate(o.laterOn);
  const names = [...new Set([...before.cells, ...after.cells].map((cell) => cell.month))].sort();
  const months = names.map((month): ExposureChange => {
    const sum = (cells: typeof before.cells, of: 'memberUnits' | 'employeeUnits'): number =>
      cells.reduce((units, cell) => units + (cell.month === month ? cell[of] : 0), 0);
    const [earlierUnits, laterUnits] = [sum(before.cells, 'memberUnits'), sum(after.cells, 'memberUnits')];
    return {
      month,
      age: known - monthIndex(month),
      earlierUnits,
      laterUnits,
      earlierEmployeeUnits: sum(before.cells, 'employeeUnits'),
      laterEmployeeUnits: sum(after.cells, 'employeeUnits'),
      difference: new Decimal(laterUnits - earlierUnits).div(UNITS_PER_MONTH),
      factor: earlierUnits === 0 ? null : new Decimal(laterUnits).div(earlierUnits),
    };
  });
  const difference = new Decimal(after.memberUnits - before.memberUnits).div(UNITS_PER_MONTH);
  return {
    earlier: o.earlierOn,
    later: o.laterOn,
    months,
    difference,
    steps: [
      { id: 'earlier', label: `member months known on ${o.earlierOn}`, value: before.memberMonths.toFixed(10), unit: 'member months' },
      { id: 'later', label: `member months known on ${o.laterOn}`, value: after.memberMonths.toFixed(10), unit: 'member months' },
      { id: 'difference', label: 'late enrolments less late terminations', value: difference.toFixed(10), unit: 'member months' },
    ],
    assumptions: [],
    warnings: [...after.warnings],
    tables: [],
  };
}
