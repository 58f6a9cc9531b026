import { differenceInYears } from 'date-fns';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asOfDay,
  checkPaidThrough,
  completedYears,
  dayNumber,
  isIsoDate,
  isoFromDay,
  month,
  monthFromIndex,
  monthIndex,
  monthOf,
  monthsOf,
  moveDate,
  period,
  quarterOf,
} from '../../src/time/index.js';

describe('dates', () => {
  test('agree with the platform on every day of 1900 to 2200', () => {
    for (let day = dayNumber('1900-01-01'); day <= dayNumber('2200-12-31'); day += 1) {
      const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      if (isoFromDay(day) !== text || dayNumber(text) !== day) expect.unreachable(`day ${day} is ${text}`);
    }
    expect(isoFromDay(dayNumber('2200-12-31'))).toBe('2200-12-31');
  });

  test.each(['2023-02-29', '2024-13-01', '2024-00-10', '2024-1-01', '20240101', '2024-01-32', '', '2024-01-01T00:00:00Z'])('refuse "%s"', (text) => {
    expect(isIsoDate(text)).toBe(false);
    expect(() => dayNumber(text)).toThrow(/isn't a calendar date/);
  });

  test('months subtract and come back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 119_999 }), (index) => {
        expect(monthIndex(monthFromIndex(index))).toBe(index);
      }),
      { seed: 1 },
    );
    expect(() => month('2024-13')).toThrow(/isn't a month/);
    expect(monthsOf(['2024-11', '2025-02'])).toEqual(['2024-11', '2024-12', '2025-01', '2025-02']);
    expect(() => monthsOf(['2025-01', '2024-12'])).toThrow(/backwards/);
  });

  test('a month as a knowledge date means its last day', () => {
    expect(isoFromDay(asOfDay('2024-02'))).toBe('2024-02-29');
    expect(() => checkPaidThrough({ asOf: '2024-01-31', paidThrough: '2024-02' })).toThrow(/after 2024-01-31/);
  });

  test('ages agree with a calendar library except where 29 February is ours to decide', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 10_000 }), fc.integer({ min: 10_001, max: 25_000 }), (b, a) => {
        const [birth, at] = [isoFromDay(b), isoFromDay(a)];
        const noon = (text: string): Date => new Date(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8)), 12);
        if (birth.slice(5) !== '02-29') expect(completedYears({ birth, at })).toBe(differenceInYears(noon(at), noon(birth)));
      }),
      { seed: 5, numRuns: 500 },
    );
    expect(completedYears({ birth: '2000-02-29', at: '2001-02-27' })).toBe(0);
    expect(completedYears({ birth: '2000-02-29', at: '2001-02-28' })).toBe(1);
    expect(completedYears({ birth: '2000-02-29', at: '2004-02-28' })).toBe(3);
  });

  test('calendar steps keep to the month and know weekends, in any time zone', () => {
    expect(moveDate({ date: '2024-01-31', by: 1, unit: 'month' })).toBe('2024-02-29');
    expect(moveDate({ date: '2024-02-29', by: 1, unit: 'year' })).toBe('2025-02-28');
    expect(moveDate({ date: '2024-08-31', by: -2, unit: 'quarter' })).toBe('2024-02-29');
    expect(moveDate({ date: '2024-03-08', by: 1, unit: 'businessDay' })).toBe('2024-03-11');
    expect(quarterOf('2024-03-10')).toEqual({ from: '2024-01-01', to: '2024-03-31' });
  });

  test('a period never runs backwards, and a date knows its month', () => {
    expect(() => period('2025-02-01', '2025-01-31')).toThrow(/backwards/);
    expect(monthOf('2025-01-31')).toBe('2025-01');
  });
});
