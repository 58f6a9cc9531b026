import { eligibilitySpanFields } from '../claims/fields/eligibility-span.js';
import type { FieldSpec } from '../claims/fields/field-spec.js';
import { medicalClaimLineFields } from '../claims/fields/medical-claim-line.js';
import { nonClaimsPaymentFields } from '../claims/fields/non-claims-payment.js';
import { pharmacyClaimFields } from '../claims/fields/pharmacy-claim.js';
import type { RecordOf } from '../claims/records.js';
import type { TableName } from '../claims/batch.js';

/** Every optional field as null and every defaulted one as its default, so that a writer names only what it knows. */
function blank(fields: readonly FieldSpec[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map((field) => [field.name, field.presence === 'defaulted' ? field.fallback : null]));
}

type Required<T extends TableName> = {
  readonly [K in keyof RecordOf<T> as null extends RecordOf<T>[K] ? never : K]: RecordOf<T>[K];
};
type Known<T extends TableName> = Partial<RecordOf<T>> & Omit<Required<T>, 'claim_version' | 'claim_status' | 'benefit_type' | 'funding_type'>;

/** Makes whole records of one table from their known fields. */
export function recordMaker<T extends TableName>(table: T): (known: Known<T>) => RecordOf<T> {
  const fields = { medical: medicalClaimLineFields, pharmacy: pharmacyClaimFields, eligibility: eligibilitySpanFields, nonClaims: nonClaimsPaymentFields };
  const empty = blank(fields[table]);
  return (known) => Object.assign(Object.create(null), empty, known);
}
