import { expect, test } from 'vitest';
import { fromSynthea } from '../../../src/claims/synthea/from-synthea.js';
import { plus, zeroUsd } from '../../../src/money/usd.js';
import { sharedData } from '../../kit/shared-data.js';
import { rowsOfFile } from './rows-of-file.js';

const rows = (name: string): readonly Readonly<Record<string, string>>[] | null => {
  const path = sharedData(`claims/synthea-27/${name}.csv.gz`);
  return path === null ? null : rowsOfFile(path);
};

test('27 patients: transactions, methods and balances are those that were published', { timeout: 60_000 }, () => {
  const [claims, transactions, payerTransitions, payers, patients] = ['claims', 'claims_transactions', 'payer_transitions', 'payers', 'patients'].map(
    rows,
  );
  if (!claims || !transactions || !payerTransitions || !payers || !patients) return;
  const read = fromSynthea({ claims, transactions, payerTransitions, payers, patients });
  expect([claims.length, transactions.length, payerTransitions.length]).toEqual([1267, 5228, 1051]);
  expect(read.transactions).toEqual({ CHARGE: 1545, PAYMENT: 1843, TRANSFERIN: 920, TRANSFEROUT: 920 });
  const methods = Object.fromEntries(Object.entries(read.paymentsByMethod).map(([method, sum]) => [method, sum.toFixed(2)]));
  expect(methods).toEqual({ CASH: '308144.14', CHECK: '456648.32', CC: '294697.91', ECHECK: '15473.58', COPAY: '28540.00' });
  const total = (of: 'charge' | 'payments'): string => read.balances.reduce((sum, each) => plus(sum, each[of]), zeroUsd()).toFixed(2);
  expect([total('charge'), total('payments')]).toEqual(['1092402.73', '1103503.95']);
  expect(read.balances.filter(({ balance }) => balance.isZero()).length).toBe(1077);
  expect(read.balances.filter(({ balance }) => balance.abs().lte('0.01')).length).toBe(1078);
  expect(read.findings.find(({ code }) => code === 'synthea/overpaid')).toMatchObject({ rows: 190, cents: -1_110_122 });
  expect(read.layout).toBe('START_YEAR');
  const ownership = new Map<string, number>();
  for (const { OWNERSHIP: owner = '' } of payerTransitions) ownership.set(owner, (ownership.get(owner) ?? 0) + 1);
  expect(Object.fromEntries(ownership)).toEqual({ Self: 418, Guardian: 304, Spouse: 71, '': 258 });
  // One line for each charge, and its parts add up to it.
  expect(read.medical.length).toBe(1545);
  for (const line of read.medical)
    expect(
      Math.round((Number(line.paid_amount) + Number(line.member_liability_amount) + Number(line.cob_paid_amount) - Number(line.charge_amount)) * 100),
    ).toBe(0);
  expect(read.accounting.medical.rejected.rows + read.accounting.eligibility.rejected.rows).toBe(0);
  const skipped = read.findings
    .filter(({ code }) => code === 'synthea/no-insurance' || code === 'synthea/empty-span')
    .reduce((sum, finding) => sum + (finding.rows ?? 0), 0);
  expect(read.eligibility.length + skipped).toBe(1051);
});

test('ends are the next start, sentinels are open, and same-day spans cover nothing', () => {
  const base = { PATIENT: 'P', MEMBERID: 'M', PAYER: 'X' };
  const { eligibility, findings } = fromSynthea({
    payerTransitions: [
      { ...base, START_DATE: '2020-01-01T00:00:00Z', END_DATE: '2021-01-01T00:00:00Z', OWNERSHIP: 'Self' },
      { ...base, START_DATE: '2021-01-01T00:00:00Z', END_DATE: '292278994-08-17T07:12:55Z', OWNERSHIP: 'Guardian' },
      { ...base, START_DATE: '2021-01-01T00:00:00Z', END_DATE: '2021-01-01T00:00:00Z', OWNERSHIP: 'Spouse' },
    ],
  });
  expect(eligibility.map((span) => [span.enrollment_start_date, span.enrollment_end_date, span.subscriber_relation, span.subscriber_id])).toEqual([
    ['2020-01-01', '2020-12-31', 'self', 'P'],
    ['2021-01-01', null, 'child', null],
  ]);
  expect(findings.map(({ code }) => code)).toEqual(['synthea/empty-span']);
});
