import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { compareDeliveries, countExposure } from '../../src/exposure/index.js';
import { generateCoalition } from '../../src/synthetic/index.js';
import { span } from './span.js';

describe('exposure as two deliveries know it', () => {
  test('falls by late terminations and grows by late enrolments', () => {
    const options = { months: ['2025-01', '2025-09'], rule: 'firstDay' } as const;
    const larger = generateCoalition({ seed: 3, members: 1500, months: ['2025-01', '2025-12'] }).coalition;
    const { spans, knownOn } = larger.earlierEligibility;
    const development = compareDeliveries({
      earlier: countExposure(spans, options),
      earlierOn: knownOn,
      later: countExposure(larger.eligibility, options),
      laterOn: '2026-01-05',
    });
    expect(development.difference.isZero()).toBe(false);
    expect(
      development.months
        .reduce((sum, month) => sum.plus(month.difference), development.difference.minus(development.difference))
        .minus(development.difference)
        .abs()
        .lt('1e-30'),
    ).toBe(true);
    const old = development.months.filter((month) => month.age > 5);
    expect(old.every((month) => month.difference.isZero())).toBe(true);
  }, 60_000);

  test('lists each month with its age, its difference and its factor', () => {
    const options = { months: ['2025-01', '2025-03'], rule: 'firstDay' } as const;
    const stays = [span('a', '2025-01-01', null), span('b', '2025-01-01', null)];
    const development = compareDeliveries({
      earlier: countExposure([...stays, span('gone', '2025-01-01', null)], options),
      earlierOn: '2025-03-10',
      later: countExposure(
        [...stays, span('gone', '2025-01-01', '2025-01-31'), span('late', '2025-03-01', null), span('late2', '2025-03-01', null)],
        options,
      ),
      laterOn: '2025-06-10',
    });
    expect(
      development.months.map((month) => [
        month.month,
        month.age,
        month.difference.toFixed(),
        month.factor?.toFixed(4),
        month.laterEmployeeUnits / 377_580,
      ]),
    ).toEqual([
      ['2025-01', 2, '0', '1.0000', 3],
      ['2025-02', 1, '-1', '0.6667', 2],
      ['2025-03', 0, '1', '1.3333', 4],
    ]);
    expect([development.earlier, development.later, development.difference.toFixed()]).toEqual(['2025-03-10', '2025-06-10', '0']);
    try {
      compareDeliveries({
        earlier: countExposure(stays, options),
        earlierOn: '2025-03-10',
        later: countExposure(stays, { ...options, rule: 'lastDay' }),
        laterOn: '2025-06-10',
      });
      expect.unreachable();
    } catch (error) {
      expect(isCoalitionError(error, 'aggregate/spec-mismatch')).toBe(true);
    }
  });
});
