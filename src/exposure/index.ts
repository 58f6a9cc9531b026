/**
 * How many members, employees and contracts were covered, by which counting rule? Where does a claim line fall beside
 * coverage? What did each member-year cost?
 *
 * @packageDocumentation
 */
export { countExposure, ExposureAggregate, type ExposureInput, exposureKind } from './exposure-aggregate.js';
export { type Allocate, type Dedupe, EMPLOYEE_STATUS, type ExposureOptions, type ExposureSpec, exposureSpec, type OrphanContracts } from './exposure-options.js';
export type { ContractCounts, ExposureCell, ExposureResult, MonthCell, MonthlyExposure, MultiCoverageMonth } from './exposure-result.js';
export { type EmployeeMonths, employeeMonths, type MemberMonths, memberMonths } from './member-months.js';
export type { CoverageSpan } from './span-store.js';
export { ACTIVE, activeBit, type CountedTier, labelDisagrees, TIERS, tierOf } from './tier.js';
