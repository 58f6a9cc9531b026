import type { TableName } from './batch.js';
import type { EligibilitySpan } from './eligibility-span.js';
import type { MedicalClaimLine } from './medical-claim-line.js';
import type { NonClaimsPayment } from './non-claims-payment.js';
import type { PharmacyClaim } from './pharmacy-claim.js';

/** The record of each batched table. */
export interface Records {
  readonly medical: MedicalClaimLine;
  readonly pharmacy: PharmacyClaim;
  readonly eligibility: EligibilitySpan;
  readonly nonClaims: NonClaimsPayment;
}

/** The record of one batched table. */
export type RecordOf<T extends TableName> = Records[T];
