import { describe, expect, test } from 'vitest';
import { batchOf } from '../../src/claims/batch-from-records.js';
import { countExposure, type ExposureOptions } from '../../src/exposure/index.js';
import { generateCoalition } from '../../src/synthetic/index.js';
import { dayOfMonth, type ExposureRule, UNITS_PER_MONTH } from '../../src/time/index.js';
import golden from '../golden/time-counting-rules.json' with { type: 'json' };
import { span } from './span.js';

const RULES: readonly ExposureRule[] = ['anyDay', 'firstDay', 'lastDay', dayOfMonth(15), 'majority', 'fractional'];
const WINDOW = ['2023-01', '2025-12'] as const;

describe('the counting table holds for persons, contracts and tiers', () => {
  test.each(golden.spans)('$from to $to', ({ from, to, months, units }) => {
    const expected = [...months.map((m) => m * UNITS_PER_MONTH), units];
    RULES.forEach((rule, i) => {
      const exposure = countExposure([span('p1', from, to), span('p2', from, to, { subscriber_id: 'p1', subscriber_relation: 'child' })], {
        months: WINDOW,
        rule,
      });
      const result = exposure.finish();
      expect(result.memberUnits).toBe(2 * (expected[i] ?? -1));
      expect(result.employeeUnits).toBe(expected[i]);
      expect(exposure.contractMonths('ECH').times(UNITS_PER_MONTH).toNumber()).toBeCloseTo(expected[i] ?? -1, 6);
      expect(exposure.contractMonths('EMP').isZero()).toBe(true);
    });
  });

  test("Tuva's member who leaves in June and is back in August", () => {
    const expected = [...golden.tuva.months.map((m) => m * UNITS_PER_MONTH), golden.tuva.units];
    RULES.forEach((rule, i) => {
      const spans = golden.tuva.spans.map(([from = '', to = '']) => span('p1', from, to));
      expect(countExposure(spans, { months: WINDOW, rule }).finish().memberUnits).toBe(expected[i]);
    });
  });

  // Printed in the requirements of the claims area, 5.2, to ten decimals.
  test.each([
    ['2024-01-31', '2024-02-01', '0.0667408231'],
    ['2024-01-10', '2024-03-20', '2.3548387097'],
    ['2024-01-16', '2024-02-14', '0.9988876529'],
    ['2023-02-14', '2023-02-28', '0.5357142857'],
    ['2024-02-15', '2024-02-29', '0.5172413793'],
  ])('the fraction of %s to %s', (from, to, printed) => {
    const exposure = countExposure([span('p1', from, to)], { months: WINDOW, rule: 'fractional' });
    expect(exposure.memberMonths().toFixed(10)).toBe(printed);
  });

  test("Tuva's member counts the same in every year", () => {
    for (let year = 1999; year < 2040; year += 1) {
      const spans = [span('p1', `${year}-01-01`, `${year}-06-15`), span('p1', `${year}-08-10`, `${year + 1}-01-31`)];
      const counts = RULES.map((rule) => countExposure(spans, { months: [`${year}-01`, `${year + 1}-12`], rule }).memberMonths());
      expect([year, ...counts.map((months) => months.toFixed(10))]).toEqual([
        year,
        ...['12', '11', '11', '12', '12'].map((months) => `${months}.0000000000`),
        '11.2096774194',
      ]);
    }
  });

  test('the four-leak case of the benchmark page: 8 member months by person, 9 by coverage, a null plan kept', () => {
    const spans = [
      span('p1', '2024-01-01', '2024-03-31'),
      span('p2', '2024-01-31', '2024-02-01'),
      span('p3', '2024-01-01', '2024-02-29'),
      span('p3', '2024-02-01', '2024-02-29', { plan: 'hdhp' }),
      span('p4', '2024-01-01', '2024-01-31', { plan: null }),
    ];
    const options: ExposureOptions = { months: ['2024-01', '2024-03'], rule: 'anyDay', dims: ['plan'] };
    const person = countExposure(spans, options);
    expect(person.memberMonths().toFixed()).toBe('8');
    expect(
      countExposure(spans, { ...options, dedupe: 'coverage' })
        .memberMonths()
        .toFixed(),
    ).toBe('9');
    expect(
      person
        .cells()
        .filter((cell) => cell.keys['plan'] === null)
        .map((cell) => cell.memberUnits),
    ).toEqual([UNITS_PER_MONTH]);
    expect(person.finish().multiCoverage).toEqual([{ month: '2024-02', persons: 1, surplusUnits: UNITS_PER_MONTH }]);
  });
});

describe('the synthetic coalition, counted day by day when it was made', () => {
  const { coalition, truth } = generateCoalition({ seed: 7, members: 400, months: ['2024-01', '2025-12'] });
  const keys: Readonly<Record<string, 'anyDay' | 'firstDay' | 'lastDay' | 'fifteenth' | 'majority'>> = {
    anyDay: 'anyDay',
    firstDay: 'firstDay',
    lastDay: 'lastDay',
    dayOfMonth15: 'fifteenth',
    majority: 'majority',
  };

  test.each(RULES)('%s agrees in every employer and month', (rule) => {
    const exposure = countExposure(batchOf({ table: 'eligibility' }, coalition.eligibility), {
      months: coalition.months,
      rule,
      dims: ['employer_id'],
    });
    const cells = new Map(exposure.cells().map((cell) => [`${cell.keys['employer_id']} ${cell.month}`, cell]));
    for (const month of truth.exposure) {
      const cell = cells.get(`${month.employer} ${month.month}`);
      expect(cell?.coveredDays ?? 0).toBe(month.personDays);
      const key = keys[rule];
      if (key !== undefined) expect((cell?.memberUnits ?? 0) / UNITS_PER_MONTH).toBe(month[key]);
      if (rule === 'firstDay') expect((cell?.employeeUnits ?? 0) / UNITS_PER_MONTH).toBe(month.employeesFirstDay);
      if (rule === 'anyDay') expect((cell?.employeeUnits ?? 0) / UNITS_PER_MONTH).toBe(month.employeesAnyDay);
    }
    expect(exposure.finish().contracts.tierDisagreements).toBe(0);
    expect(exposure.finish().warnings).toEqual([]);
  });

  test('records and batches give the same bytes', () => {
    const options: ExposureOptions = { months: coalition.months, rule: 'majority', dims: ['employer_id', 'tier', 'age_band', 'gender', 'hdhp_flag'] };
    const fromRecords = countExposure(coalition.eligibility, options);
    const fromBatch = countExposure(batchOf({ table: 'eligibility' }, coalition.eligibility), options);
    expect(JSON.stringify(fromBatch.toJSON())).toBe(JSON.stringify(fromRecords.toJSON()));
    expect(fromBatch.cells()).toEqual(fromRecords.cells());
  });
});

describe('rows of the member-month table', () => {
  test('add up to the count, whatever the rule', () => {
    const { coalition } = generateCoalition({ seed: 9, members: 200, months: ['2025-01', '2025-12'] });
    for (const rule of RULES) {
      const exposure = countExposure(coalition.eligibility, { months: coalition.months, rule, dims: ['age', 'gender'] });
      const rows = exposure.memberMonthRows();
      const sum = (of: 'member_months' | 'employee_months'): number => rows.reduce((total, row) => total + Number(row[of]), 0);
      expect(sum('member_months')).toBeCloseTo(exposure.memberMonths().toNumber(), 6);
      expect(sum('employee_months')).toBeCloseTo(exposure.employeeMonths().toNumber(), 6);
      expect(new Set(rows.map((row) => row.counting_rule)).size).toBe(1);
      expect(rows.every((row) => row.age !== null && row.sex !== 'unknown' && row.covered_days <= row.days_in_month)).toBe(true);
    }
    expect(countExposure([span('p1', '2025-01-01', null)], { months: ['2025-01', '2025-01'], rule: 'dayOfMonth15' }).memberMonthRows()).toEqual([
      {
        person_id: 'p1',
        subscriber_id: 'p1',
        employer_id: 'e1',
        plan: 'ppo',
        benefit_type: 'medical',
        year_month: '2025-01',
        member_months: '1',
        employee_months: '1',
        covered_days: 31,
        days_in_month: 31,
        counting_rule: 'day_of_month_15',
        tier: 'EMP',
        age: null,
        sex: 'unknown',
      },
    ]);
  }, 60_000);
});
