import { describe, expect, test } from 'vitest';
import { extractChecklist } from '../../../src/claims/extract/extract-checklist.js';
import { sumNonClaims } from '../../../src/claims/non-claims/sum-non-claims.js';
import { validateDelivery } from '../../../src/claims/validate/validate-delivery.js';
import { batch } from '../ledger/kit.js';
import { line, many, type Row } from '../rules/kit.js';

const payment = (change: Row): Row => ({
  data_source: 'tpa',
  employer_id: 'e1',
  category: 'admin_fee',
  amount: '100.00',
  service_period_start: '2025-01-01',
  service_period_end: '2025-01-31',
  ...change,
});

describe('payments beside claims', () => {
  const { nonClaims } = validateDelivery({
    nonClaims: [
      payment({ payment_id: '1' }),
      payment({ payment_id: '2', employer_id: 'e2', amount: '50.25', paid_date: '2025-02-03' }),
      payment({ payment_id: '3', category: 'rx_rebate', amount: '-80.00', estimated_flag: true, service_period_end: '2025-03-31' }),
      payment({
        payment_id: '4',
        category: 'rx_rebate',
        amount: '-76.10',
        estimated_flag: false,
        service_period_end: '2025-03-31',
        paid_date: '2025-08-01',
      }),
    ],
  }).batches;

  test('add up by category and month, accruals apart from cash, money to the employer negative', () => {
    expect(sumNonClaims(nonClaims)).toEqual([
      { category: 'admin_fee', month: '2025-01', kind: 'cash', payments: 2, cents: 15_025 },
      { category: 'rx_rebate', month: '2025-01', kind: 'accrual', payments: 1, cents: -8000 },
      { category: 'rx_rebate', month: '2025-01', kind: 'cash', payments: 1, cents: -7610 },
    ]);
  });
  test('add up by month of payment, and for one employer', () => {
    expect(sumNonClaims(nonClaims, { month: 'paid' }).map(({ month, cents }) => [month, cents])).toEqual([
      ['2025-02', 5025],
      ['2025-08', -7610],
    ]);
    expect(sumNonClaims(nonClaims, { employer: 'e2' }).map(({ cents }) => cents)).toEqual([5025]);
  });
});

describe('an extract of claims', () => {
  const status = (rows: readonly Row[]): readonly string[] => extractChecklist(batch(rows)).elements.map((element) => element.status);
  test('carries its elements, lacks them or masks them', () => {
    expect(status(many(12, (at) => line({ claim_id: `c${at}`, paid_amount: `${at}.00` })))).toEqual(['present', 'present', 'present']);
    const masked = {
      charge_amount: null,
      allowed_amount: '0.00',
      copayment_amount: null,
      paid_amount: '0.00',
      billing_npi: '9999999999',
      hcpcs_code: null,
      diagnosis_codes: null,
    };
    expect(status(many(12, (at) => line({ claim_id: `c${at}`, ...masked })))).toEqual(['masked', 'masked', 'missing']);
    expect(status(many(12, (at) => line({ claim_id: `c${at}`, ...masked, billing_npi: null })))).toEqual(['masked', 'missing', 'missing']);
  });
  test('is checked as data, and says so', () => {
    expect(extractChecklist(batch([line()])).warnings[0]).toMatchObject({ code: 'claims/unverified-source', severity: 'info' });
  });
});
