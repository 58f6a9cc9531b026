import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchesOf, batchOf } from '../../src/claims/batch-from-records.js';
import { centsOfMoney } from '../../src/claims/fields/money-text.js';
import { coverageIndex, joinClaims, PLACEMENTS, placeLine } from '../../src/exposure/index.js';
import { stream } from '../../src/stats/random.js';
import { generateCoalition } from '../../src/synthetic/index.js';
import { isoFromDay } from '../../src/time/index.js';
import { canonicalRow } from '../claims/canonical-rows.js';
import { span } from './span.js';

const coverage = coverageIndex([
  span('p1', '2025-01-10', '2025-03-31'),
  span('p1', '2025-06-01', null),
  span('p2', '2025-01-01', '2025-01-31', { benefit_type: 'dental' }),
]);
const months = ['2025-01', '2025-12'] as const;

describe('a claim line falls in exactly one place', () => {
  test.each([
    ['2025-01-09', 'beforeEffective'],
    ['2025-01-10', 'matched'],
    ['2025-04-01', 'inCoverageGap'],
    ['2025-12-31', 'matched'],
    ['2026-01-01', 'outOfPeriod'],
    ['2024-12-31', 'outOfPeriod'],
  ])('%s is %s', (date, placement) => {
    expect(placeLine({ coverage, personId: 'p1', date, months }).placement).toBe(placement);
  });

  test('after the last covered day, for a person without medical coverage, and for nobody', () => {
    const ended = coverageIndex([span('p1', '2025-01-01', '2025-01-31')]);
    expect(placeLine({ coverage: ended, personId: 'p1', date: '2025-02-01' }).placement).toBe('afterTermination');
    expect(placeLine({ coverage, personId: 'p2', date: '2025-01-15' }).placement).toBe('unknownMember');
    expect(placeLine({ coverage, personId: null, date: '2025-01-15' }).placement).toBe('unknownMember');
    expect(placeLine({ coverage, personId: '__proto__', date: '2025-01-15' }).placement).toBe('unknownMember');
  });

  test('a matched line in a month that counts nothing says so', () => {
    expect(placeLine({ coverage, personId: 'p1', date: '2025-01-15', rule: 'firstDay' })).toEqual({ placement: 'matched', insideUncounted: true });
    expect(placeLine({ coverage, personId: 'p1', date: '2025-01-15', rule: 'anyDay' })).toEqual({ placement: 'matched', insideUncounted: false });
  });
});

describe('joined claims', () => {
  test('land in buckets that add up to the input, null employers and plans in their own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (seed) => {
        const random = stream(seed, 9);
        const rows = Array.from({ length: 30 }, () => ({
          ...canonicalRow('medical', random),
          person_id: `p${random.below(6)}`,
          employer_id: random.below(3) === 0 ? null : 'e1',
        }));
        const spans = Array.from({ length: 8 }, () => {
          const from = 16_000 + random.below(4000);
          return span(`p${random.below(5)}`, isoFromDay(from), random.below(3) === 0 ? null : isoFromDay(from + random.below(900)));
        });
        const join = joinClaims(batchesOf({ table: 'medical', batchRows: 7 }, rows), {
          coverage: coverageIndex(spans),
          months: ['2014-01', '2022-12'],
          rule: 'lastDay',
        });
        const total = (of: 'rows' | 'paidCents' | 'allowedCents'): number => join.buckets.reduce((sum, bucket) => sum + bucket[of], 0);
        expect(total('rows')).toBe(30);
        expect(total('paidCents')).toBe(rows.reduce((sum, row) => sum + centsOfMoney(row.paid_amount), 0));
        expect(total('allowedCents')).toBe(rows.reduce((sum, row) => sum + (row.allowed_amount === null ? 0 : centsOfMoney(row.allowed_amount)), 0));
        expect(join.input).toEqual({ rows: total('rows'), paidCents: total('paidCents'), allowedCents: total('allowedCents') });
        const nulls = join.buckets.filter((bucket) => bucket.nullKeys.includes('employer_id')).reduce((sum, bucket) => sum + bucket.rows, 0);
        expect(nulls).toBe(rows.filter((row) => row.employer_id === null).length);
        expect(join.buckets.every((bucket) => PLACEMENTS.some((placement) => placement === bucket.placement))).toBe(true);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('of the synthetic coalition all match', () => {
    const { coalition } = generateCoalition({ seed: 4, members: 200, months: ['2025-01', '2025-12'] });
    const join = joinClaims([batchOf({ table: 'medical' }, coalition.medical), batchOf({ table: 'pharmacy' }, coalition.pharmacy)], {
      coverage: coverageIndex(batchOf({ table: 'eligibility' }, coalition.eligibility)),
      months: coalition.months,
    });
    expect(join.buckets.map((bucket) => bucket.placement)).toEqual(['matched']);
    expect(join.input.rows).toBe(coalition.medical.length + coalition.pharmacy.length);
  }, 60_000);

  test('by hand: each place with its cents, lines without a plan or an employer beside them, months that count nothing marked', () => {
    const row = (person: string, day: string, paid: string, more: { readonly employer_id?: null } = {}) => ({
      ...canonicalRow('medical', stream(1, 1)),
      person_id: person,
      employer_id: 'e1',
      plan: 'ppo',
      claim_start_date: day,
      claim_line_start_date: null,
      paid_amount: paid,
      allowed_amount: null,
      ...more,
    });
    const rows = [
      row('p1', '2025-01-15', '10.00'),
      row('p1', '2025-02-15', '20.00'),
      row('p1', '2025-02-16', '5.00', { employer_id: null }),
      row('p1', '2025-02-17', '-1.50'),
      row('p1', '2025-01-09', '40.00'),
      row('p1', '2025-05-01', '80.00'),
      row('p1', '2026-01-01', '160.00'),
      row('p9', '2025-02-15', '320.00', { employer_id: null }),
    ];
    const batch = batchOf({ table: 'medical' }, rows);
    const named = batch.codes['plan'];
    if (named === undefined) throw new Error('the batch has no plans');
    // A source may say nothing of the plan: rows 4 and 8.
    const plan = { ...named, validity: Uint8Array.of(0b0111_0111) };
    const join = joinClaims([{ ...batch, codes: { ...batch.codes, plan } }], { coverage, months, rule: 'firstDay', claimDate: 'claimStart' });
    expect(join.buckets.map((bucket) => [bucket.placement, bucket.nullKeys.join(), bucket.rows, bucket.insideUncounted, bucket.paidCents])).toEqual([
      ['unknownMember', 'employer_id,plan', 1, 0, 32_000],
      ['outOfPeriod', '', 1, 0, 16_000],
      ['beforeEffective', '', 1, 0, 4000],
      ['inCoverageGap', '', 1, 0, 8000],
      ['matched', '', 2, 1, 3000],
      ['matched', 'plan', 1, 0, -150],
      ['matched', 'employer_id', 1, 0, 500],
    ]);
    expect(join.input).toEqual({ rows: 8, paidCents: 63_350, allowedCents: 0 });
  });
});
