import { describe, expect, test } from 'vitest';
import { dayNumber } from '../../src/time/iso-date.js';
import { testKeys } from './keys.js';

const members = Array.from({ length: 6000 }, (_, i) => `P${i}`);

describe('shifting dates', () => {
  test('offsets go from -N to N without 0, evenly', () => {
    const shifter = testKeys().dateShifter({ days: 10 });
    const counts = new Map<number, number>();
    for (const member of members) counts.set(shifter.offset(member), (counts.get(shifter.offset(member)) ?? 0) + 1);
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-10, -9, -8, -7, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const expected = members.length / 20;
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 99.9 % point of chi-square with 19 degrees of freedom is 43.82 (NIST table).
    expect(chiSquare).toBeLessThan(43.82);
  });

  test('one offset for all dates of a member, and intervals stay', () => {
    const shifter = testKeys().dateShifter({ days: 100 });
    const shift = (date: string): number => dayNumber(shifter.shift({ member: 'P1', date }));
    expect(shift('2024-03-10') - shift('2024-02-28')).toBe(11);
    expect(shift('2024-03-10') - dayNumber('2024-03-10')).toBe(shifter.offset('P1'));
  });

  test('whole weeks keep the weekday; a plan year is never left', () => {
    const weekly = testKeys().dateShifter({ days: 30, weekdayPreserving: true });
    for (const member of members.slice(0, 200)) expect(Math.abs(weekly.offset(member) % 7)).toBe(0);
    expect(weekly.entropyBits).toBe(3);
    const inside = testKeys().dateShifter({ days: 300, withinPlanYear: '07-01' });
    for (const member of members.slice(0, 300)) {
      const date = inside.shift({ member, date: '2024-06-20' });
      expect(date >= '2023-07-01' && date <= '2024-06-30').toBe(true);
    }
  });

  test('ATK-09: offsets of others do not follow from known ones by any line', () => {
    const shifter = testKeys().dateShifter({ days: 30 });
    // Fit offset = a + b x number on half of the members and predict the rest.
    const points = members.map((member, i) => [i, shifter.offset(member)] as const);
    const known = points.filter(([i]) => i % 2 === 0);
    const meanX = known.reduce((sum, [x]) => sum + x, 0) / known.length;
    const meanY = known.reduce((sum, [, y]) => sum + y, 0) / known.length;
    const slope = known.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / known.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
    const hits = points.filter(([i, offset]) => i % 2 === 1 && Math.round(meanY + slope * (i - meanX)) === offset).length;
    // Chance is 1 in 60 of 3,000; five standard deviations above is 85.
    expect(hits).toBeLessThan(85);
  });

  test('ranges that make no sense are refused', () => {
    for (const days of [0, -1, 1.5, 4000])
      expect(() => testKeys().dateShifter({ days })).toThrowError(expect.objectContaining({ code: 'deidentify/action-invalid' }));
    expect(() => testKeys().dateShifter({ days: 6, weekdayPreserving: true })).toThrowError(
      expect.objectContaining({ code: 'deidentify/action-invalid' }),
    );
  });
});
