import type { Decimal } from '../money/decimal.js';
import type { Explanation } from '../reference/explanation.js';
import type { ExposureRule, ExposureUnits } from '../time/exposure-rule.js';
import type { Month, MonthSpan } from '../time/month.js';
import type { ExposureSpec } from './exposure-options.js';
import type { EmployeeMonths, MemberMonths } from './member-months.js';
import type { CountedTier } from './tier.js';

/** Coverage of one month and one combination of dimensions. */
export interface MonthCell {
  readonly month: Month;
  /** The dimensions asked for; `null` where the source says nothing. */
  readonly keys: Readonly<Record<string, string | null>>;
  /** Unit: 1/377,580 member month. */
  readonly memberUnits: ExposureUnits;
  /** Unit: 1/377,580 employee month. */
  readonly employeeUnits: ExposureUnits;
}

/** Coverage by month: what the benchmark and trend areas divide by. */
export interface MonthlyExposure {
  readonly rule: ExposureRule;
  readonly cells: readonly MonthCell[];
}

/** Coverage of one month and one combination of dimensions, with its days. */
export interface ExposureCell extends MonthCell {
  /** Covered days of the persons of the cell, whether or not their month counts. Unit: person-days. */
  readonly coveredDays: number;
}

/** Contract-months by what became of them. Unit: 1/377,580 month, except counts. */
export interface ContractCounts {
  /** Contracts whose employee counts. */
  readonly selfUnits: ExposureUnits;
  /** Contracts without a counted employee that count because of their dependants. */
  readonly orphanUnits: ExposureUnits;
  /** The same where `orphanContracts` leaves them out. */
  readonly orphansExcludedUnits: ExposureUnits;
  /** Contracts whose employment status isn't asked for. */
  readonly statusExcludedUnits: ExposureUnits;
  /** Contract-months without a counted employee. Unit: contract-months. */
  readonly orphanMonths: number;
  /** Contract-months with more than one employee. Unit: contract-months. */
  readonly severalSelves: number;
  /** Contract-months whose label says another tier. Unit: contract-months. */
  readonly tierDisagreements: number;
  /** Counted months of persons without a subscriber id. */
  readonly withoutContractUnits: ExposureUnits;
}

/** A month in which persons have several coverages. */
export interface MultiCoverageMonth {
  readonly month: Month;
  /** Persons under several plans or contracts. Unit: persons. */
  readonly persons: number;
  /**
   * What counting every coverage adds to counting every person once; below 0 under `majority` where two halves of a month make one.
   * Unit: 1/377,580 month.
   */
  readonly surplusUnits: ExposureUnits;
}

/** How many members, employees and contracts were covered, by which rule, and what is doubtful about it. */
export interface ExposureResult extends MonthlyExposure, Explanation {
  readonly months: MonthSpan;
  readonly spec: ExposureSpec;
  readonly cells: readonly ExposureCell[];
  /** Unit: 1/377,580 member month. */
  readonly memberUnits: ExposureUnits;
  /** Unit: 1/377,580 employee month. */
  readonly employeeUnits: ExposureUnits;
  /** Unit: member months. */
  readonly memberMonths: MemberMonths;
  /** Unit: employee months. */
  readonly employeeMonths: EmployeeMonths;
  /** Employee months by who is covered on the contract; they add up to all. Unit: employee months. */
  readonly contractMonths: Readonly<Record<CountedTier, EmployeeMonths>>;
  /** Member months over employee months; `null` with a warning when there is no employee month. Unit: members per employee. */
  readonly membersPerEmployee: Decimal | null;
  readonly contracts: ContractCounts;
  /** Months in which persons have several coverages; empty when nobody has. */
  readonly multiCoverage: readonly MultiCoverageMonth[];
}
