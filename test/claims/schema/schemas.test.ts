import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { EligibilitySpan } from '../../../src/claims/eligibility-span.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import type { MedicalClaimLine } from '../../../src/claims/medical-claim-line.js';
import type { NonClaimsPayment } from '../../../src/claims/non-claims-payment.js';
import type { PharmacyClaim } from '../../../src/claims/pharmacy-claim.js';
import { eligibilitySpanSchema } from '../../../src/claims/schema/eligibility-span.js';
import { medicalClaimLineSchema } from '../../../src/claims/schema/medical-claim-line.js';
import { nonClaimsPaymentSchema } from '../../../src/claims/schema/non-claims-payment.js';
import { pharmacyClaimSchema } from '../../../src/claims/schema/pharmacy-claim.js';

/** True only where both types are the same in every key and modifier. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Flat<T> = { readonly [K in keyof T]: T[K] };

const equal = (proof: true): boolean => proof;

describe('the schemas are the contract', () => {
  test('their types equal the documented interfaces', () => {
    expect(equal(true satisfies Equal<Flat<z.infer<typeof medicalClaimLineSchema>>, Flat<MedicalClaimLine>>)).toBe(true);
    expect(equal(true satisfies Equal<Flat<z.infer<typeof pharmacyClaimSchema>>, Flat<PharmacyClaim>>)).toBe(true);
    expect(equal(true satisfies Equal<Flat<z.infer<typeof eligibilitySpanSchema>>, Flat<EligibilitySpan>>)).toBe(true);
    expect(equal(true satisfies Equal<Flat<z.infer<typeof nonClaimsPaymentSchema>>, Flat<NonClaimsPayment>>)).toBe(true);
    // @ts-expect-error 1360: a type that lacks a field isn't equal, so the test can fail.
    expect(equal(true satisfies Equal<Flat<Omit<MedicalClaimLine, 'plan'>>, Flat<MedicalClaimLine>>)).toBe(true);
  });

  test('they have the fields of the field tables, in the same order', () => {
    expect(Object.keys(medicalClaimLineSchema.shape)).toEqual(fieldsOf('medical').map((field) => field.name));
    expect(Object.keys(pharmacyClaimSchema.shape)).toEqual(fieldsOf('pharmacy').map((field) => field.name));
    expect(Object.keys(eligibilitySpanSchema.shape)).toEqual(fieldsOf('eligibility').map((field) => field.name));
    expect(Object.keys(nonClaimsPaymentSchema.shape)).toEqual(fieldsOf('nonClaims').map((field) => field.name));
  });
});
