import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { rowsOf } from '../../../src/claims/batch-records.js';
import type { Employer } from '../../../src/claims/employer.js';
import { groupClaims } from '../../../src/claims/medical-claim.js';
import type { MemberMonth } from '../../../src/claims/member-month.js';
import type { Plan } from '../../../src/claims/plan.js';
import type { Provider } from '../../../src/claims/provider.js';
import type { ProviderAttribution } from '../../../src/claims/provider-attribution.js';
import {
  type employerSchema,
  memberMonthSchema,
  type planSchema,
  type providerAttributionSchema,
  type providerSchema,
  stopLossContractSchema,
} from '../../../src/claims/schema/reference-records.js';
import type { StopLossContract } from '../../../src/claims/stop-loss-contract.js';
import { batch } from '../ledger/kit.js';
import { line, stay } from '../rules/kit.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Flat<T> = { readonly [K in keyof T]: T[K] };

const equal = (proof: true): boolean => proof;

test('the types of the schemas equal the documented interfaces', () => {
  expect(equal(true satisfies Equal<Flat<z.infer<typeof memberMonthSchema>>, Flat<MemberMonth>>)).toBe(true);
  expect(equal(true satisfies Equal<Flat<z.infer<typeof providerSchema>>, Flat<Provider>>)).toBe(true);
  expect(equal(true satisfies Equal<Flat<z.infer<typeof employerSchema>>, Flat<Employer>>)).toBe(true);
  expect(equal(true satisfies Equal<Flat<z.infer<typeof planSchema>>, Flat<Plan>>)).toBe(true);
  expect(equal(true satisfies Equal<Flat<z.infer<typeof stopLossContractSchema>>, Flat<StopLossContract>>)).toBe(true);
  expect(equal(true satisfies Equal<Flat<z.infer<typeof providerAttributionSchema>>, Flat<ProviderAttribution>>)).toBe(true);
});

describe('records beside claims', () => {
  const month = {
    person_id: 'p',
    employer_id: 'e',
    plan: 'ppo',
    benefit_type: 'medical',
    year_month: '2025-01',
    member_months: '0.5',
    employee_months: '0',
    covered_days: 15,
    days_in_month: 31,
    counting_rule: 'fractional',
    sex: 'female',
  };
  test('hold a member month whose rule is named', () => {
    expect(memberMonthSchema.parse(month)).toMatchObject({ tier: null, age: null });
    for (const wrong of [
      { counting_rule: '' },
      { counting_rule: 'day_of_month_32' },
      { member_months: '1.5' },
      { member_months: 0.5 },
      { year_month: '2025-13' },
    ])
      expect(memberMonthSchema.safeParse({ ...month, ...wrong }).success).toBe(false);
  });
  test('hold a stop-loss contract whose windows are data and whose money is text', () => {
    const contract = {
      employer_id: 'e',
      carrier: 'c',
      effective_date: '2025-01-01',
      expiry_date: '2025-12-31',
      contract_basis: { incurred_from: '2025-01-01', incurred_to: '2025-12-31', paid_from: '2025-01-01', paid_to: '2026-03-31' },
      specific_deductible: '250000',
      lasers: [{ person_id: 'p', excluded: true }],
      benefits_covered: ['medical'],
    };
    expect(stopLossContractSchema.parse(contract)).toMatchObject({ aggregate: null, lasers: [{ deductible: null, excluded: true }] });
    expect(stopLossContractSchema.safeParse({ ...contract, specific_deductible: 250_000 }).success).toBe(false);
  });
});

describe('a claim', () => {
  test('is its lines together, with sums that leave total lines out', () => {
    const rows = [
      stay({
        claim_line_number: 2,
        revenue_center_code: '0250',
        charge_amount: '50.25',
        paid_amount: '30.10',
        allowed_amount: null,
        copayment_amount: null,
      }),
      stay({ charge_amount: '100.00' }),
      stay({ claim_line_number: 3, revenue_center_code: '0001', charge_amount: '150.25', paid_amount: '110.10' }),
      line(),
    ];
    const claims = groupClaims(rowsOf(batch(rows)));
    expect(
      claims.map(({ claim_id, charge_amount, allowed_amount, paid_amount, lines }) => [
        claim_id,
        charge_amount,
        allowed_amount,
        paid_amount,
        lines.map((each) => each.claim_line_number),
      ]),
    ).toEqual([
      ['c1', '150.00', '100.00', '80.00', [1]],
      ['h1', '150.25', '100.00', '110.10', [1, 2, 3]],
    ]);
  });
  test('that is a reversal stands apart from what it takes back', () => {
    const rows = [
      line(),
      line({ claim_record_type: 'reversal', charge_amount: '-150.00', allowed_amount: '-100.00', copayment_amount: '-20.00', paid_amount: '-80.00' }),
    ];
    expect(groupClaims(rowsOf(batch(rows))).map(({ paid_amount }) => paid_amount)).toEqual(['80.00', '-80.00']);
  });
});
