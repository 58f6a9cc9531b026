import type { TableName } from '../batch.js';
import { eligibilitySpanFields } from './eligibility-span.js';
import type { FieldSpec } from './field-spec.js';
import { medicalClaimLineFields } from './medical-claim-line.js';
import { nonClaimsPaymentFields } from './non-claims-payment.js';
import { pharmacyClaimFields } from './pharmacy-claim.js';

/**
 * Gives the fields of a batched table in their canonical order.
 *
 * @param table - Which table.
 * @returns Its fields.
 * @example
 * fieldsOf('nonClaims').filter((field) => field.presence === 'required').map((field) => field.name); // => ['data_source', 'payment_id', 'employer_id', 'category', 'amount', 'service_period_start', 'service_period_end']
 */
export function fieldsOf(table: TableName): readonly FieldSpec[] {
  switch (table) {
    case 'medical':
      return medicalClaimLineFields;
    case 'pharmacy':
      return pharmacyClaimFields;
    case 'eligibility':
      return eligibilitySpanFields;
    case 'nonClaims':
      return nonClaimsPaymentFields;
  }
}
