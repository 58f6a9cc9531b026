import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { countExposure, reconcileHeadcount, suppliedExposure } from '../../src/exposure/index.js';
import { generateCoalition } from '../../src/synthetic/index.js';
import { span } from './span.js';

const employees = (n: number) => Array.from({ length: n }, (_, i) => span(`p${i}`, '2025-01-01', null));
const options = { months: ['2025-01', '2025-01'], rule: 'firstDay', dims: ['employer_id'] } as const;
const bill = (billed: number) => [{ employer_id: 'e1', year_month: '2025-01', billed_employees: billed }];

describe('counted employees beside the bill', () => {
  test('tie at 2 % and part just above it', () => {
    const exposure = countExposure(employees(98), options);
    expect(reconcileHeadcount(exposure, bill(100)).within).toBe(true);
    expect(reconcileHeadcount(exposure, bill(100)).rows[0]?.share?.toFixed()).toBe('-0.02');
    const below = reconcileHeadcount(countExposure(employees(97), options), bill(100));
    expect(below.within).toBe(false);
    expect(below.warnings.map((warning) => warning.code)).toEqual(['exposure/headcount']);
    expect(reconcileHeadcount(exposure, bill(100), { tolerance: '0.019' }).within).toBe(false);
  });

  test('name the causes that the spans know', () => {
    const spans = [
      ...employees(10),
      span('late', '2025-01-05', null),
      span('r', '2024-01-01', null, { employment_status: 'retiree_pre65' }),
      span('c', '2024-01-01', null, { subscriber_id: 'gone', subscriber_relation: 'child' }),
    ];
    const row = reconcileHeadcount(countExposure(spans, options), bill(12)).rows[0];
    expect([row?.counted?.toFixed(), row?.difference?.toFixed()]).toEqual(['11', '-1']);
    expect([row?.causes.orphans.toFixed(), row?.causes.statusFilter.toFixed(), row?.causes.midMonth.toFixed()]).toEqual(['1', '1', '1']);
  });

  test('tell what came after the bill: two who left before it, one who was enrolled late', () => {
    const then = [...employees(10), span('x', '2024-01-01', null), span('y', '2024-01-01', null)];
    const now = [...employees(10), span('x', '2024-01-01', '2024-12-31'), span('y', '2024-01-01', '2024-12-20'), span('late', '2024-12-15', null)];
    const [exposure, asBilled] = [countExposure(now, options), countExposure(then, options)];
    const row = reconcileHeadcount(exposure, bill(12), { asBilled }).rows[0];
    expect([row?.counted?.toFixed(), row?.difference?.toFixed(), row?.causes.retro?.toFixed()]).toEqual(['11', '-1', '-1']);
    expect(reconcileHeadcount(exposure, bill(12)).rows[0]?.causes.retro).toBeNull();
    try {
      reconcileHeadcount(exposure, bill(12), { asBilled: countExposure(then, { ...options, rule: 'lastDay' }) });
      expect.unreachable();
    } catch (error) {
      expect(isCoalitionError(error, 'aggregate/spec-mismatch')).toBe(true);
    }
  });

  test('hold no month in which nobody was billed and nobody counts against the bill', () => {
    const result = reconcileHeadcount(countExposure(employees(0), options), bill(0));
    expect([result.within, result.rows[0]?.share, result.rows[0]?.difference?.toFixed()]).toEqual([true, null, '0']);
    expect(reconcileHeadcount(countExposure(employees(1), options), bill(0)).rows[0]).toMatchObject({ share: null, within: false });
  });

  test('read an employer with its bills by month as well', () => {
    const employer = {
      employer_id: 'e1',
      billed_employees_by_month: [{ month: '2025-01', employees: 4 }],
      eligible_employees_by_month: [{ month: '2025-01', employees: 6 }],
    };
    const row = reconcileHeadcount(countExposure(employees(4), options), [employer]).rows[0];
    expect([row?.billed, row?.eligible, row?.within]).toEqual([4, 6, true]);
  });

  test('list months without a bill and bills without a count', () => {
    const result = reconcileHeadcount(countExposure(employees(3), options), [{ employer_id: 'e2', year_month: '2025-01', billed_employees: 5 }]);
    expect(result.rows.map((row) => [row.employerId, row.counted?.toFixed() ?? null, row.billed, row.within])).toEqual([
      ['e1', '3', null, false],
      ['e2', null, 5, false],
    ]);
    expect(result.warnings.map((warning) => warning.code)).toEqual(['exposure/headcount', 'exposure/headcount-missing']);
  });

  test('need a count by employer and a tolerance that is a share', () => {
    for (const run of [
      () => reconcileHeadcount(countExposure(employees(1), { ...options, dims: [] }), []),
      () => reconcileHeadcount(countExposure(employees(1), options), [], { tolerance: '2 %' }),
    ]) {
      try {
        run();
        expect.unreachable();
      } catch (error) {
        expect(isCoalitionError(error, 'exposure/bad-option')).toBe(true);
      }
    }
  });

  test('tie exactly for the synthetic coalition, whose bills count the first day', () => {
    const { coalition } = generateCoalition({ seed: 5, members: 200, months: ['2025-01', '2025-12'] });
    const exposure = countExposure(coalition.eligibility, { months: coalition.months, rule: 'firstDay', dims: ['employer_id'] });
    const billed = coalition.headcount.filter((row) => row.billed_employees > 0);
    expect(reconcileHeadcount(exposure, billed, { tolerance: '0' }).within).toBe(true);
  }, 60_000);
});

describe('supplied months', () => {
  test('are kept as sent, to the nearest unit, equal keys added up', () => {
    const exposure = suppliedExposure([
      { year_month: '2025-02', employer_id: 'e1', member_months: '10', employee_months: '5' },
      { year_month: '2025-01', employer_id: 'e1', member_months: '0.5', employee_months: null },
      { year_month: '2025-02', employer_id: 'e1', member_months: '1.25', employee_months: '1' },
    ]);
    expect(exposure.rule).toBe('supplied');
    expect(exposure.cells.map((cell) => [cell.month, cell.memberUnits / 377_580, cell.employeeUnits / 377_580])).toEqual([
      ['2025-01', 0.5, 0],
      ['2025-02', 11.25, 6],
    ]);
  });

  test.each(['-1', '1e3', '', 'ten'])('refuse "%s"', (member_months) => {
    try {
      suppliedExposure([{ year_month: '2025-01', member_months }]);
      expect.unreachable();
    } catch (error) {
      expect(isCoalitionError(error, 'exposure/negative')).toBe(true);
    }
  });
});
