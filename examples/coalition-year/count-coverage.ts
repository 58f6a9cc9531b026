import type { AcceptedBatches } from 'coalition-kit/claims';
import { countExposure, type ExposureAggregate, type ExposureResult, memberMonths } from 'coalition-kit/exposure';
import type { Month } from 'coalition-kit/time';
import type { Frame } from './frame.js';

/** How many were covered, by employer and month, on the first day of each month as bills count them. */
export interface Coverage {
  readonly aggregate: ExposureAggregate;
  readonly result: ExposureResult;
  /** Unit: member months. */
  readonly byMonth: readonly { readonly month: Month; readonly memberMonths: number }[];
  readonly employers: readonly string[];
}

/** The name under which rows without employer stand. */
export const NO_EMPLOYER = '(no employer)';

/** Counts members, employees and contracts over the whole history. */
export function countCoverage(eligibility: AcceptedBatches['eligibility'], frame: Frame): Coverage {
  const aggregate = countExposure(eligibility, { months: [frame.history[0], frame.history[1]], rule: 'firstDay', dims: ['employer_id'] });
  const result = aggregate.finish();
  const units = new Map<Month, number>();
  for (const cell of result.cells) units.set(cell.month, (units.get(cell.month) ?? 0) + cell.memberUnits);
  const byMonth = Array.from(units, ([month, each]) => ({ month, memberMonths: memberMonths(each).toNumber() })).sort((a, b) =>
    a.month < b.month ? -1 : 1,
  );
  const employers = [...new Set(result.cells.map(({ keys }) => keys['employer_id'] ?? NO_EMPLOYER))].sort();
  return { aggregate, result, byMonth, employers };
}

/** Months of coverage of one employer, or of all, in a span; whole units, so nothing is rounded. */
export function unitsIn(
  coverage: Coverage,
  span: readonly [Month, Month],
  employer?: string,
): { readonly memberUnits: number; readonly employeeUnits: number } {
  let [memberUnits, employeeUnits] = [0, 0];
  for (const cell of coverage.result.cells) {
    if (cell.month < span[0] || cell.month > span[1] || (employer !== undefined && (cell.keys['employer_id'] ?? NO_EMPLOYER) !== employer)) continue;
    memberUnits += cell.memberUnits;
    employeeUnits += cell.employeeUnits;
  }
  return { memberUnits, employeeUnits };
}
