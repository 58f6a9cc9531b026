import { describe, expect, test } from 'vitest';
import { batchOf } from '../../src/claims/batch-from-records.js';
import { rowsOf } from '../../src/claims/batch-records.js';
import { fromSynthea } from '../../src/claims/synthea/from-synthea.js';
import { fromTuva } from '../../src/claims/tuva/from-tuva.js';
import { read834 } from '../../src/claims/x12/read-834.js';
import { read835 } from '../../src/claims/x12/read-835.js';
import { replay834 } from '../../src/claims/x12/replay-834.js';
import { generateCoalition, write834, write835, writeSynthea, writeTuva } from '../../src/synthetic/index.js';

const { coalition } = generateCoalition({ seed: 13, members: 200, months: ['2025-01', '2025-12'] });

describe('a synthetic coalition, written and read back', () => {
  test('through canonical rows and batches is the same records', () => {
    const medical = batchOf({ table: 'medical' }, coalition.medical);
    expect([...rowsOf(medical)]).toEqual(coalition.medical);
    expect([...rowsOf(batchOf({ table: 'pharmacy' }, coalition.pharmacy))]).toEqual(coalition.pharmacy);
    expect([...rowsOf(batchOf({ table: 'eligibility' }, coalition.eligibility))]).toEqual(coalition.eligibility);
    // A rate is a quantity: its figures are kept, its trailing zeros are not.
    const rated = coalition.nonClaims.map((row) => ({ ...row, rate: row.rate === null ? null : String(Number(row.rate)) }));
    expect([...rowsOf(batchOf({ table: 'nonClaims' }, coalition.nonClaims))]).toEqual(rated);
    // Text and back, as a file of rows would be.
    const parsed: typeof coalition.medical = JSON.parse(JSON.stringify(coalition.medical));
    expect(batchOf({ table: 'medical' }, parsed)).toEqual(medical);
  }, 60_000);

  test('through Tuva’s input layer is the same records', () => {
    const tuva = writeTuva(coalition);
    for (const table of ['medical', 'pharmacy', 'eligibility'] as const) {
      const { records, findings } = fromTuva(table, tuva[table].rows, { side: tuva[table].side });
      expect(findings.filter((finding) => finding.severity !== 'info')).toEqual([]);
      const plain = (rows: readonly object[]): readonly string[] => rows.map((row) => JSON.stringify({ ...row, row_number: null }));
      expect(plain(records)).toEqual(plain(coalition[table]));
    }
    const read = fromTuva('medical', tuva.medical.rows, { side: tuva.medical.side }).records;
    const numbered = read.flatMap(({ paid_amount, ...row }, i) =>
      paid_amount === null ? [] : [{ ...row, paid_amount, row_number: coalition.medical[i]?.row_number ?? 0 }],
    );
    expect(batchOf({ table: 'medical' }, numbered)).toEqual(batchOf({ table: 'medical' }, coalition.medical));
  }, 60_000);

  test('through an 834 is the same coverage', () => {
    const read = read834(write834(coalition.eligibility, { date: '2026-01-05' }));
    expect(read.findings).toEqual([]);
    const { records, findings } = replay834([read]);
    expect(findings).toEqual([]);
    type Span = (typeof coalition.eligibility)[number];
    const told = (
      span: Pick<
        Span,
        | 'employer_id'
        | 'payer'
        | 'plan'
        | 'person_id'
        | 'subscriber_id'
        | 'subscriber_relation'
        | 'benefit_type'
        | 'coverage_tier'
        | 'enrollment_start_date'
        | 'enrollment_end_date'
        | 'birth_date'
        | 'gender'
        | 'state'
        | 'zip_code'
      >,
    ): string =>
      [
        span.employer_id,
        span.payer,
        span.plan,
        span.person_id,
        span.subscriber_id,
        span.subscriber_relation,
        span.benefit_type,
        span.coverage_tier,
        span.enrollment_start_date,
        span.enrollment_end_date,
        span.birth_date,
        span.gender,
        span.state,
        span.zip_code,
      ].join(' ');
    expect(records.map(told).sort()).toEqual(coalition.eligibility.map(told).sort());
  }, 60_000);

  test('through an 835 balances at every level and is the same money', () => {
    const read = read835(write835(coalition.medical, { date: '2026-01-05' }));
    expect(read.findings.filter((finding) => finding.severity !== 'info')).toEqual([]);
    expect(read.remittances.every((remittance) => remittance.used)).toBe(true);
    type Line = Omit<(typeof coalition.medical)[number], 'paid_amount'> & { readonly paid_amount: string | null };
    const amount = (text: string | null): string => (text === null || text === '0.00' || text === '0' ? '0' : Number(text).toFixed(2));
    const told = (
      line: Pick<
        Line,
        | 'claim_id'
        | 'member_id'
        | 'claim_start_date'
        | 'claim_end_date'
        | 'claim_line_start_date'
        | 'paid_date'
        | 'payer'
        | 'hcpcs_code'
        | 'revenue_center_code'
        | 'drg_code'
        | 'bill_type_code'
        | 'billing_npi'
        | 'rendering_npi'
        | 'charge_amount'
        | 'allowed_amount'
        | 'deductible_amount'
        | 'coinsurance_amount'
        | 'copayment_amount'
        | 'paid_amount'
      >,
    ): string =>
      [
        line.claim_id,
        line.member_id,
        line.claim_start_date,
        line.claim_end_date,
        line.claim_line_start_date,
        line.paid_date,
        line.payer,
        line.hcpcs_code,
        line.revenue_center_code,
        line.drg_code,
        line.bill_type_code,
        line.billing_npi,
        line.rendering_npi,
        amount(line.charge_amount),
        amount(line.allowed_amount),
        amount(line.deductible_amount),
        amount(line.coinsurance_amount),
        amount(line.copayment_amount),
        amount(line.paid_amount),
      ].join(' ');
    const sent = coalition.medical.filter((line) => line.claim_status !== 'capitated_encounter');
    expect(read.records.map(told).sort()).toEqual(sent.map(told).sort());
  }, 60_000);

  test('through Synthea’s tables balances every claim and is the same coverage and payments', () => {
    const read = fromSynthea(writeSynthea(coalition), { employerId: 'e1' });
    expect(read.findings).toEqual([]);
    expect(read.balances.every((claim) => claim.balance.isZero())).toBe(true);
    const originals = coalition.medical.filter((line) => line.claim_record_type === 'original' && line.claim_status !== 'capitated_encounter');
    type Line = Omit<(typeof originals)[number], 'paid_amount'> & { readonly paid_amount: string | null };
    const told = (
      line: Pick<Line, 'claim_id' | 'claim_type' | 'person_id' | 'payer' | 'claim_start_date' | 'paid_amount' | 'cob_paid_amount'>,
    ): string =>
      [
        line.claim_id,
        line.claim_type,
        line.person_id,
        line.payer,
        line.claim_start_date,
        Number(line.paid_amount).toFixed(2),
        Number(line.cob_paid_amount).toFixed(2),
      ].join(' ');
    expect(read.medical.map(told)).toEqual(originals.map(told));
    type Span = (typeof coalition.eligibility)[number];
    const covered = (
      span: Pick<
        Span,
        | 'person_id'
        | 'member_id'
        | 'payer'
        | 'subscriber_relation'
        | 'enrollment_start_date'
        | 'enrollment_end_date'
        | 'birth_date'
        | 'gender'
        | 'state'
        | 'zip_code'
      >,
    ): string =>
      [
        span.person_id,
        span.member_id,
        span.payer,
        span.subscriber_relation,
        span.enrollment_start_date,
        span.enrollment_end_date,
        span.birth_date,
        span.gender,
        span.state,
        span.zip_code,
      ].join(' ');
    expect(read.eligibility.map(covered)).toEqual(coalition.eligibility.map(covered));
  }, 60_000);
});
