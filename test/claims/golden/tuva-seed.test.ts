import { describe, expect, test, vi } from 'vitest';
import { validateDelivery } from '../../../src/claims/validate/validate-delivery.js';
import { countExposure } from '../../../src/exposure/index.js';
import { dayOfMonth, type ExposureRule } from '../../../src/time/index.js';
import { tuvaRows } from '../tuva-rows.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

// Golden: requirements of the claims area 5.1, first paragraph, typed from the page (tuva-health/tuva, integration_tests/seeds, Apache-2.0).
const rows = tuvaRows();

describe.runIf(rows !== null)('the Tuva seed is the file that the page speaks of', () => {
  const { medical, pharmacy, eligibility } = rows ?? { medical: [], pharmacy: [], eligibility: [] };
  type Row = (typeof medical)[number];
  const count = (given: readonly Row[], field: string): number => new Set(given.map((row) => row[field])).size;
  const cents = (given: readonly Row[], field: string): number => given.reduce((sum, row) => sum + Math.round(Number(row[field] ?? 0) * 100), 0);
  const of = (type: string): readonly Row[] => medical.filter((row) => row['claim_type'] === type);

  test('2,075 lines of 1,138 claims and 10 persons, by type, with their dollars and dates', () => {
    expect([medical.length, count(medical, 'claim_id'), count(medical, 'person_id')]).toEqual([2075, 1138, 10]);
    expect([of('professional').length, of('institutional').length]).toEqual([1575, 500]);
    expect([pharmacy.length, count(pharmacy, 'person_id'), eligibility.length, count(eligibility, 'person_id')]).toEqual([291, 8, 31, 10]);
    expect([cents(of('professional'), 'paid_amount'), cents(of('institutional'), 'paid_amount')]).toEqual([8_891_677, 7_490_220]);
    expect([cents(medical, 'paid_amount'), cents(medical, 'allowed_amount'), cents(medical, 'charge_amount')]).toEqual([
      16_381_897, 9_664_328, 283_777_869,
    ]);
    expect([cents(pharmacy, 'paid_amount'), cents(pharmacy, 'allowed_amount')]).toEqual([4_582_728, 8_456_097]);
    const days = medical.map((row) => String(row['claim_start_date'])).sort();
    const ends = medical.map((row) => String(row['claim_end_date'])).sort();
    expect([days[0], ends.at(-1)]).toEqual(['2016-01-08', '2018-12-20']);
  });

  test('no key twice, lines that run from 1 to n, spans without overlap and without an open end', () => {
    const { rules } = validateDelivery({ medical, pharmacy, eligibility });
    const found = (code: string): readonly number[] => rules.filter((each) => each.code === code).map((each) => each.rows);
    expect([found('STR-2'), found('STR-3'), found('ELG-2')]).toEqual([[0, 0], [0, 0, 0], [0]]);
    const lines = new Map<unknown, number[]>();
    for (const row of medical) lines.set(row['claim_id'], [...(lines.get(row['claim_id']) ?? []), Number(row['claim_line_number'])]);
    for (const numbers of lines.values()) expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1));
    expect(eligibility.filter((row) => row['enrollment_end_date'] === null || row['enrollment_end_date'] === '')).toEqual([]);
  });

  test('309 member months under every counting rule, because each span is of whole months', () => {
    const spans = validateDelivery({ eligibility }).batches.eligibility;
    const rules: readonly ExposureRule[] = ['anyDay', 'firstDay', 'lastDay', dayOfMonth(15), 'majority', 'fractional'];
    expect(
      rules.map((rule) =>
        countExposure(spans, { months: ['2015-01', '2019-12'], rule })
          .memberMonths()
          .toFixed(),
      ),
    ).toEqual(rules.map(() => '309'));
  });

  test('90 claims with several revenue codes, which give no finding', () => {
    const codes = new Map<unknown, Set<unknown>>();
    for (const row of medical) codes.set(row['claim_id'], (codes.get(row['claim_id']) ?? new Set()).add(row['revenue_center_code']));
    expect([...codes.values()].filter(({ size }) => size > 1)).toHaveLength(90);
    expect(
      validateDelivery({ medical })
        .findings.filter(({ field }) => field === 'revenue_center_code' && field !== undefined)
        .map(({ code }) => code),
    ).not.toContain('MED-3');
  });

  test('services outside coverage come to $13,240.66 of $162,759.69 without the total lines', () => {
    const without = medical.filter((row) => row['revenue_center_code'] !== '0001');
    const { rules, tables } = validateDelivery({ medical: without, eligibility });
    expect([rules.find(({ code }) => code === 'MED-23')?.cents, tables.medical.accounting.input.cents]).toEqual([1_324_066, 16_275_969]);
  });
});
