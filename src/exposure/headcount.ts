import type { Employer } from '../claims/employer.js';
import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import type { Explanation } from '../reference/explanation.js';
import type { Month } from '../time/month.js';
import { exposureWarning } from './explain-exposure.js';
import type { ExposureAggregate } from './exposure-aggregate.js';
import { sameSpec } from './exposure-json.js';
import { specJson } from './exposure-options.js';
import type { MonthCell } from './exposure-result.js';
import { type EmployeeMonths, employeeMonths } from './member-months.js';

/** What an employer was billed for in a month. */
export interface HeadcountRow {
  readonly employer_id: string;
  readonly year_month: Month;
  /** Employees on the bill. Unit: employees. */
  readonly billed_employees: number;
  /** Employees who could enrol or were enrolled, as the employer counts. Unit: employees. */
  readonly eligible_employees?: number | null;
}

/** An employer with its bills by month, as the coalition's employer table has it. */
export type EmployerHeadcount = Pick<Employer, 'employer_id' | 'billed_employees_by_month' | 'eligible_employees_by_month'>;

/** Why counted and billed employees may differ, as far as the spans tell. Unit: employee months, each field. */
export interface HeadcountCauses {
  /** Contracts of dependants alone that were counted. */
  readonly orphans: EmployeeMonths;
  /** Contracts that `employeeStatus` left out. */
  readonly statusFilter: EmployeeMonths;
  /** Contracts with coverage on some day of the month that the counting rule gave nothing. */
  readonly midMonth: EmployeeMonths;
  /** Contracts that were enrolled late less those that were terminated late, since the bill was drawn; `null` where `asBilled` isn't given. */
  readonly retro: EmployeeMonths | null;
}

/** One employer and month. */
export interface HeadcountComparison {
  readonly employerId: string | null;
  readonly month: Month;
  /** Unit: employee months; `null` when nothing was counted. */
  readonly counted: EmployeeMonths | null;
  /** Unit: employees; `null` when no bill was given. */
  readonly billed: number | null;
  /** Unit: employees. */
  readonly eligible: number | null;
  /** Counted less billed. Unit: employees. */
  readonly difference: Decimal | null;
  /** Difference over billed. Unit: share. */
  readonly share: Decimal | null;
  readonly within: boolean;
  readonly causes: HeadcountCauses;
}

/** Counted employees beside the bill. */
export interface HeadcountReconciliation extends Explanation {
  readonly tolerance: Decimal;
  readonly rows: readonly HeadcountComparison[];
  /** Whether every employer and month is within the tolerance. */
  readonly within: boolean;
  /** Counted over all employers and months. Unit: employee months. */
  readonly counted: EmployeeMonths;
  /** Billed over all employers and months. Unit: employee months. */
  readonly billed: number;
}

/**
 * Compares counted employees with the bill, by employer and month, and says what the spans know of the causes.
 *
 * @formula share = (counted - billed) / billed; within while |share| <= tolerance
 * @unit employees
 * @source requirement ELG-10: nothing is given per employee before this ties
 * @testedBy exposure/headcount.test.ts: the 2 % edge; causes
 * @param exposure - A count with the dimension `employer_id`.
 * @param headcount - Bills, one row for each employer and month, or employers with their bills by month.
 * @param o - `tolerance`: decimal text, default `0.02`; `asBilled`: the same count of the coverage that was known when the bill was drawn,
 *   which tells retroactive changes from other causes.
 * @returns Each employer and month, with the differences that matter.
 * @throws {@link CoalitionError} `exposure/bad-option` when the count isn't by employer or the tolerance isn't a share;
 *   `aggregate/spec-mismatch` when `asBilled` counts otherwise.
 * @example
 * const exposure = countExposure(
 *   [{ person_id: 'p1', subscriber_id: 's1', subscriber_relation: 'self', employer_id: 'e1', enrollment_start_date: '2025-01-01', enrollment_end_date: null }],
 *   { months: ['2025-01', '2025-01'], rule: 'firstDay', dims: ['employer_id'] },
 * );
 * reconcileHeadcount(exposure, [{ employer_id: 'e1', year_month: '2025-01', billed_employees: 1 }]).within; // => true
 */
export function reconcileHeadcount(
  exposure: ExposureAggregate,
  headcount: Iterable<HeadcountRow | EmployerHeadcount>,
  o: { readonly tolerance?: string; readonly asBilled?: ExposureAggregate } = {},
): HeadcountReconciliation {
  const tolerance = toleranceOf(o.tolerance ?? '0.02');
  const result = exposure.finish();
  if (!result.spec.dims.includes('employer_id')) {
    throw new CoalitionError('exposure/bad-option', 'The count is not by employer. Count with dims that include employer_id.', {
      option: 'dims',
      value: result.spec.dims.join(' '),
    });
  }
  const counted = byEmployer(result.cells);
  const statuses = ['active', 'cobra', 'retiree_pre65', 'retiree_65plus', 'ltd', 'leave', 'surviving', 'unknown'];
  const countable = { orphanContracts: result.spec.orphanContracts === 'refuse' ? ('exclude' as const) : result.spec.orphanContracts };
  const withoutOrphans = byEmployer(exposure.recount({ orphanContracts: 'exclude' }).cells);
  const anyStatus = byEmployer(exposure.recount({ ...countable, employeeStatus: statuses }).cells);
  const anyDay = byEmployer(exposure.recount({ ...countable, rule: 'anyDay' }).cells);
  const asBilled = o.asBilled?.finish();
  if (asBilled !== undefined) sameSpec('counts', specJson(result.spec), specJson(asBilled.spec));
  const thenKnown = asBilled === undefined ? null : byEmployer(asBilled.cells);
  const bills = new Map<string, HeadcountRow>();
  for (const entry of headcount) for (const row of rowsOf(entry)) bills.set(keyOf(row.employer_id, row.year_month), row);
  const keys = [...new Set([...counted.keys(), ...bills.keys()])].sort();
  const rows = keys.map((key): HeadcountComparison => {
    const units = counted.get(key);
    const bill = bills.get(key) ?? null;
    const [employerId, month] = readKey(key);
    const months = units === undefined ? null : employeeMonths(units);
    const difference = bill === null ? null : new Decimal(months ?? 0).minus(bill.billed_employees);
    const share = difference === null || bill === null || bill.billed_employees === 0 ? null : difference.div(bill.billed_employees);
    const same = difference !== null && difference.isZero();
    return {
      employerId,
      month,
      counted: months,
      billed: bill?.billed_employees ?? null,
      eligible: bill?.eligible_employees ?? null,
      difference,
      share,
      within: same || (share !== null && share.abs().lte(tolerance)),
      causes: {
        orphans: employeeMonths((units ?? 0) - (withoutOrphans.get(key) ?? 0)),
        statusFilter: employeeMonths((anyStatus.get(key) ?? 0) - (units ?? 0)),
        midMonth: employeeMonths((anyDay.get(key) ?? 0) - (units ?? 0)),
        retro: thenKnown === null ? null : employeeMonths((units ?? 0) - (thenKnown.get(key) ?? 0)),
      },
    };
  });
  return explained({ tolerance, rows, countedUnits: result.employeeUnits });
}

function rowsOf(entry: HeadcountRow | EmployerHeadcount): readonly HeadcountRow[] {
  if ('year_month' in entry) return [entry];
  const eligible = new Map(entry.eligible_employees_by_month.map(({ month, employees }) => [month, employees]));
  return entry.billed_employees_by_month.map(({ month, employees }) => ({
    employer_id: entry.employer_id,
    year_month: month,
    billed_employees: employees,
    eligible_employees: eligible.get(month) ?? null,
  }));
}

function explained(o: {
  readonly tolerance: Decimal;
  readonly rows: readonly HeadcountComparison[];
  readonly countedUnits: number;
}): HeadcountReconciliation {
  const { tolerance, rows } = o;
  const missing = rows.filter((row) => row.billed === null || row.counted === null).length;
  const outside = rows.filter((row) => !row.within).length;
  const billed = rows.reduce((sum, row) => sum + (row.billed ?? 0), 0);
  const counted = employeeMonths(o.countedUnits);
  const percent = tolerance.times(100).toFixed();
  return {
    tolerance,
    rows,
    within: outside === 0,
    counted,
    billed,
    steps: [
      { id: 'counted', label: 'counted employees', value: counted.toFixed(10), unit: 'employee months' },
      { id: 'billed', label: 'billed employees', value: String(billed), unit: 'employee months' },
      { id: 'outside', label: `employers and months that differ by more than ${percent} %`, value: String(outside), unit: 'employer-months' },
    ],
    assumptions: [{ id: 'tolerance', value: tolerance.toFixed(), evidence: 'assumed', source: 'option of the reconciliation' }],
    warnings: [
      ...(outside > 0
        ? [
            exposureWarning('exposure/headcount', `${outside} employers and months differ from their bill by more than ${percent} %.`, {
              rows: outside,
            }),
          ]
        : []),
      ...(missing > 0
        ? [
            exposureWarning('exposure/headcount-missing', `${missing} employers and months have a count without a bill, or a bill without a count.`, {
              rows: missing,
            }),
          ]
        : []),
    ],
    tables: [],
  };
}

function toleranceOf(text: string): Decimal {
  if (!/^0(\.\d+)?$|^1(\.0+)?$/.test(text)) {
    throw new CoalitionError('exposure/bad-option', `tolerance is "${text}". Give a share from 0 to 1 as decimal text, such as 0.02.`, {
      option: 'tolerance',
      value: text,
    });
  }
  return new Decimal(text);
}

function keyOf(employer: string | null, month: Month): string {
  return `${month} ${employer ?? ''}`;
}

function readKey(key: string): readonly [string | null, Month] {
  const employer = key.slice(8);
  return [employer === '' ? null : employer, key.slice(0, 7)];
}

function byEmployer(cells: readonly MonthCell[]): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const cell of cells) {
    const key = keyOf(cell.keys['employer_id'] ?? null, cell.month);
    units.set(key, (units.get(key) ?? 0) + cell.employeeUnits);
  }
  return units;
}
