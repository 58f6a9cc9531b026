import { describe, expect, it } from 'vitest';
import { type CohortRow, followCohort } from '../../src/coe/conditions/follow-cohort.js';

const row = (person_id: string, period: number, allowed: string, o: Partial<CohortRow> = {}): CohortRow => ({
  person_id,
  period,
  allowed,
  member_months: 12,
  identified: true,
  ...o,
});

describe('following a cohort', () => {
  const rows = [
    row('a', 0, '24000'),
    row('a', 1, '12000', { identified: false }),
    row('b', 0, '12000', { died: true, member_months: 6 }),
    row('c', 0, '6000'),
    row('d', 1, '30000'),
  ];
  it('fixed keeps those of the base year, with deaths and losses; rolling takes whoever is identified', () => {
    const fixed = followCohort(rows, { cohort: 'fixed', expectedChange: -0.4 });
    expect(fixed.periods.map((each) => [each.persons, each.deaths, each.lost, each.memberMonths, each.allowed.toFixed()])).toEqual([
      [3, 1, 0, 30, '42000'],
      [1, 0, 1, 12, '12000'],
    ]);
    expect(fixed.change).toBeCloseTo(1000 / 1400 - 1, 12);
    expect(fixed.beyondExpected).toBeCloseTo(1000 / 1400 - 1 + 0.4, 12);
    const rolling = followCohort(rows, { cohort: 'rolling' });
    expect(rolling.periods.map((each) => each.allowed.toFixed())).toEqual(['42000', '30000']);
    for (const each of [fixed, rolling]) expect(each.warnings.map((warning) => warning.code)).toEqual(['coe/pre-post-only']);
  });
  it('refuses a person twice in a period and impossible months', () => {
    for (const wrong of [[], [row('a', 0, '1'), row('a', 0, '1')], [row('a', 0, '1', { member_months: -1 })], [row('a', 0.5, '1')]]) {
      expect(() => followCohort(wrong, { cohort: 'fixed' })).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
    }
  });
});
