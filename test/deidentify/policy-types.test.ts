import { describe, expect, test } from 'vitest';
import { batchOf } from '../../src/claims/batch-from-records.js';
import type { EligibilitySpan } from '../../src/claims/eligibility-span.js';
import { fieldsOf } from '../../src/claims/fields/tables.js';
import type { MedicalClaimLine } from '../../src/claims/medical-claim-line.js';
import type { NonClaimsPayment } from '../../src/claims/non-claims-payment.js';
import type { PharmacyClaim } from '../../src/claims/pharmacy-claim.js';
import { drop } from '../../src/deidentify/actions/action.js';
import { randomCode } from '../../src/deidentify/actions/codes.js';
import { year } from '../../src/deidentify/actions/dates.js';
import { pseudonym } from '../../src/deidentify/actions/derived.js';
import { keep } from '../../src/deidentify/actions/keep.js';
import type { DeidentifyResult } from '../../src/deidentify/deidentify.js';
import { expertPolicy, limitedDataSetPolicy, type Policy, safeHarborPolicy } from '../../src/deidentify/policies/policy.js';
import { safeHarborEligibilityActions } from '../../src/deidentify/policies/safe-harbor-eligibility.js';
import { safeHarborMedical, safeHarborMedicalActions } from '../../src/deidentify/policies/safe-harbor-medical.js';
import { safeHarborNonClaimsActions } from '../../src/deidentify/policies/safe-harbor-non-claims.js';
import { safeHarborPharmacyActions } from '../../src/deidentify/policies/safe-harbor-pharmacy.js';
import type { protectTable } from '../../src/deidentify/publish/protect-table.js';
import type { PublishableTable, PublishableTableData } from '../../src/deidentify/publish/publishable-table.js';
import type { Deidentified, Identified } from '../../src/deidentify/zones.js';
import { testKeys } from './keys.js';

const name = { id: 'test', version: '1' };
type Small = { readonly person_id: string; readonly paid_date: string | null; readonly note: string };
const small = { person_id: randomCode('member'), paid_date: year(), note: drop };

// The lines below are checked by the compiler: each error is expected, and a missing one fails the type check.
describe('the types of policies', () => {
  test('a medical line, a pharmacy claim, a span and a payment each lose one entry and no longer compile', () => {
    const { paid_amount: _medical, ...medical } = safeHarborMedicalActions;
    const { days_supply: _pharmacy, ...pharmacy } = safeHarborPharmacyActions;
    const { gender: _eligibility, ...eligibility } = safeHarborEligibilityActions;
    const { amount: _nonClaims, ...nonClaims } = safeHarborNonClaimsActions;
    // @ts-expect-error 2345: paid_amount has no action.
    safeHarborPolicy<MedicalClaimLine>()(medical, name);
    // @ts-expect-error 2345: days_supply has no action.
    safeHarborPolicy<PharmacyClaim>()(pharmacy, name);
    // @ts-expect-error 2345: gender has no action.
    safeHarborPolicy<EligibilitySpan>()(eligibility, name);
    // @ts-expect-error 2345: amount has no action.
    safeHarborPolicy<NonClaimsPayment>()(nonClaims, name);
    expect(Object.keys(safeHarborMedical.actions)).toEqual(fieldsOf('medical').map((field) => field.name));
  });

  test('every preset decides every field of its record, no more and no less', () => {
    for (const [table, actions] of [
      ['medical', safeHarborMedicalActions],
      ['pharmacy', safeHarborPharmacyActions],
      ['eligibility', safeHarborEligibilityActions],
      ['nonClaims', safeHarborNonClaimsActions],
    ] as const) {
      expect(Object.keys(actions).sort()).toEqual(
        fieldsOf(table)
          .map((field) => field.name)
          .sort(),
      );
    }
  });

  test('an unknown field, a derived action and a kept identifier or date do not compile under Safe Harbor', () => {
    // @ts-expect-error 2322: `extra` is no field of the record.
    safeHarborPolicy<Small>()({ ...small, extra: drop }, name);
    // @ts-expect-error 2322: a keyed token is derived.
    expect(() => safeHarborPolicy<Small>()({ ...small, person_id: pseudonym(testKeys().pseudonymizer('member')) }, name)).toThrowError(
      expect.objectContaining({ code: 'deidentify/derived-under-safe-harbor' }),
    );
    // @ts-expect-error 2322: person_id identifies.
    expect(() => safeHarborPolicy<Small>()({ ...small, person_id: keep<string>() }, name)).toThrowError(
      expect.objectContaining({ code: 'deidentify/identifier-kept' }),
    );
    // @ts-expect-error 2322: a full date identifies.
    expect(() => safeHarborPolicy<Small>()({ ...small, paid_date: keep<string>() }, name)).toThrowError(
      expect.objectContaining({ code: 'deidentify/identifier-kept' }),
    );
    // @ts-expect-error 2322: nor in a limited data set.
    expect(() => limitedDataSetPolicy<Small>()({ ...small, person_id: keep<string>() }, name)).toThrowError(
      expect.objectContaining({ code: 'deidentify/identifier-kept' }),
    );
    expect(limitedDataSetPolicy<Small>()({ ...small, paid_date: keep<string>() }, name).method).toBe('limitedDataSet');
    expect(expertPolicy<Small>()({ ...small, person_id: pseudonym(testKeys().pseudonymizer('member')) }, name).method).toBe('expert');
  });

  test('values of unknown, any and record type cannot be kept', () => {
    // @ts-expect-error 2322: unknown may hold anything.
    safeHarborPolicy<{ readonly blob: unknown }>()({ blob: keep<string>() }, name);
    // @ts-expect-error 2322: a record needs a policy of its own.
    safeHarborPolicy<{ readonly blob: Readonly<Record<string, string>> }>()({ blob: keep<string>() }, name);
    // What JSON.parse returns is `any`.
    type Loose = { readonly blob: ReturnType<typeof JSON.parse> };
    // @ts-expect-error 2322: `any` may hold anything.
    safeHarborPolicy<Loose>()({ blob: keep<string>() }, name);
    expect(safeHarborPolicy<Loose>()({ blob: drop }, name).id).toBe('test');
  });

  test('JavaScript callers meet the same refusals when a policy is made', () => {
    const loose: unknown = undefined;
    // @ts-expect-error 2322: undefined is no action.
    expect(() => safeHarborPolicy<Small>()({ ...small, note: loose }, name)).toThrowError(
      expect.objectContaining({ code: 'deidentify/policy-incomplete' }),
    );
  });

  test('zones do not mix', () => {
    type Out = DeidentifyResult<typeof small, 'safeHarbor'>['rows'][number];
    const use = (o: {
      readonly out: Out;
      readonly raw: Identified<Small>;
      readonly expert: Deidentified<Small, 'expert'>;
      readonly data: PublishableTableData;
    }): void => {
      const code: string | null = o.out.person_id;
      // @ts-expect-error 2339: the note was dropped.
      void o.out.note;
      // @ts-expect-error 2322: raw rows where de-identified ones are wanted.
      const wanted: Deidentified<Small> = o.raw;
      // @ts-expect-error 2322: expert rows where Safe Harbor rows are wanted.
      const harbor: Deidentified<Small, 'safeHarbor'> = o.expert;
      // @ts-expect-error 2322: figures that nobody certified.
      const table: PublishableTable = o.data;
      void [code, wanted, harbor, table];
    };
    expect(typeof use).toBe('function');
  });

  test('a Safe Harbor extract is no record, so no batch is made of it', () => {
    type Out = DeidentifyResult<typeof safeHarborMedicalActions, 'safeHarbor'>['rows'];
    const use = (rows: Out): unknown =>
      // @ts-expect-error 2345: fields are missing that a batch needs.
      batchOf({ table: 'medical' }, rows);
    expect(typeof use).toBe('function');
  });

  test('protecting a table takes figures and gives a publishable one', () => {
    type Result = ReturnType<typeof protectTable>['table'];
    const check = (table: Result): PublishableTable => table;
    expect(typeof check).toBe('function');
    const policy: Policy<Small, 'safeHarbor', typeof small> = safeHarborPolicy<Small>()(small, name);
    expect(policy.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
