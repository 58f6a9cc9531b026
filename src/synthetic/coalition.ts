import type { EligibilitySpan } from '../claims/eligibility-span.js';
import type { MedicalClaimLine } from '../claims/medical-claim-line.js';
import type { NonClaimsPayment } from '../claims/non-claims-payment.js';
import type { PharmacyClaim } from '../claims/pharmacy-claim.js';
import type { IsoDate } from '../time/iso-date.js';
import type { Month, MonthSpan } from '../time/month.js';
import type { SyntheticEmployer } from './employers.js';

/** How many employees an employer was billed for in a month. */
export interface BilledHeadcount {
  readonly employer_id: string;
  readonly year_month: Month;
  /** Employees on the bill: contracts whose employee is covered on the first day. Unit: employees. */
  readonly billed_employees: number;
  /** Employees with coverage on any day. Unit: employees. */
  readonly eligible_employees: number;
}

/** Coverage as an earlier delivery had it, before late enrolments and terminations were known. */
export interface EarlierEligibility {
  /** Day on which that delivery was made. */
  readonly knownOn: IsoDate;
  readonly spans: readonly EligibilitySpan[];
}

/** A synthetic coalition: the records of one delivery, clean by the claims rules. */
export interface Coalition {
  readonly months: MonthSpan;
  /** Last day whose payments are in the delivery. */
  readonly paidThrough: IsoDate;
  readonly employers: readonly SyntheticEmployer[];
  readonly eligibility: readonly EligibilitySpan[];
  readonly medical: readonly MedicalClaimLine[];
  readonly pharmacy: readonly PharmacyClaim[];
  readonly nonClaims: readonly NonClaimsPayment[];
  readonly headcount: readonly BilledHeadcount[];
  readonly earlierEligibility: EarlierEligibility;
}
