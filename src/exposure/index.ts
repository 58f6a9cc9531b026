/**
 * How many members, employees and contracts were covered, by which counting rule? Where does a claim line fall beside
 * coverage? What did each member-year cost?
 *
 * @packageDocumentation
 */
export { compareDeliveries, type ExposureChange, type ExposureDevelopment } from './compare-deliveries.js';
export { CoverageIndex, type CoverageOptions, coverageIndex } from './coverage-index.js';
export { countExposure, ExposureAggregate, type ExposureInput, exposureKind } from './exposure-aggregate.js';
export {
  type Allocate,
  type Dedupe,
  EMPLOYEE_STATUS,
  type ExposureOptions,
  type ExposureSpec,
  exposureSpec,
  type OrphanContracts,
} from './exposure-options.js';
export type { ContractCounts, ExposureCell, ExposureResult, MonthCell, MonthlyExposure, MultiCoverageMonth } from './exposure-result.js';
export {
  type EmployerHeadcount,
  type HeadcountCauses,
  type HeadcountComparison,
  type HeadcountReconciliation,
  type HeadcountRow,
  reconcileHeadcount,
} from './headcount.js';
export { type ClaimsJoin, type JoinBucket, type JoinOptions, joinClaims } from './join-claims.js';
export { type EmployeeMonths, employeeMonths, type MemberMonths, memberMonths } from './member-months.js';
export {
  type MemberYear,
  type MemberYears,
  MemberYearsAggregate,
  type MemberYearsInput,
  type MemberYearsOptions,
  memberYears,
  memberYearsKind,
  type PersonYearUnits,
} from './member-years.js';
export { type NormalisedSpans, normaliseSpans, type SpanChanges } from './normalise-spans.js';
export { type CoverageOfPerson, PLACEMENTS, type PlacedLine, type Placement, placeLine } from './place.js';
export type { CoverageSpan } from './span-store.js';
export { type SuppliedMonth, suppliedExposure } from './supplied.js';
export { ACTIVE, activeBit, type CountedTier, labelDisagrees, TIERS, tierOf } from './tier.js';
