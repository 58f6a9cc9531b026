/** Employees of one month. */
export interface EmployeesOfMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Unit: employees. */
  readonly employees: number;
}

/** A member of the coalition. */
export interface Employer {
  /** Pseudonym. */
  readonly employer_id: string;
  readonly size_band: string | null;
  readonly naics: string | null;
  readonly region: string | null;
  /** Month in which its plan year starts. Unit: month of the year, 1 to 12. */
  readonly plan_year_start_month: number;
  readonly join_date: string | null;
  readonly leave_date: string | null;
  readonly eligible_employees_by_month: readonly EmployeesOfMonth[];
  /** What the carrier bills; ELG-10 compares with it. */
  readonly billed_employees_by_month: readonly EmployeesOfMonth[];
  /** A stricter least cell than the coalition's. Unit: persons. */
  readonly minimum_cell_size: number | null;
}
