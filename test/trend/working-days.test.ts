import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { usFederalHolidays } from '../../src/reference/index.js';
import { monthFromIndex } from '../../src/time/index.js';
import { measureTrend, normalize, weekdayWeightsExample, workingDayFactor, workingDays } from '../../src/trend/index.js';

const plain = { name: 'Monday to Friday', weights: [1, 1, 1, 1, 1, 0, 0], source: 'test' };
const holidays = [2023, 2024, 2025, 2026].flatMap(usFederalHolidays).map(({ observed }) => observed);

describe('working days', () => {
  test('of 2026 are those of the federal calendar: 250 in all, counted by hand for three months', () => {
    const days = workingDays(['2026-01', '2026-12'], { weights: plain, holidays });
    expect([days['2026-01'], days['2026-02'], days['2026-07']]).toEqual([20, 19, 22]);
    expect(Object.values(days).reduce((sum, each) => sum + each, 0)).toBe(250);
  });

  test('weigh weekends and holidays as stated; a holiday counts like a Sunday unless told', () => {
    const days = (holiday?: number) =>
      workingDays(['2024-02', '2024-02'], { weights: { ...weekdayWeightsExample, ...(holiday === undefined ? {} : { holiday }) }, holidays })[
        '2024-02'
      ];
    // 29 days from a Thursday: 21 weekdays, one of them Washington's Birthday; 4 Saturdays, 4 Sundays.
    expect(days()).toBeCloseTo(20 + 4 * 0.25 + 5 * 0.1, 12);
    expect(days(0.5)).toBeCloseTo(20 + 4 * 0.25 + 4 * 0.1 + 0.5, 12);
  });

  test('by weight 1 are the days of the calendar, whatever the holidays', () => {
    fc.assert(
      fc.property(fc.integer({ min: 23_500, max: 25_000 }), fc.integer({ min: 0, max: 40 }), (m, more) => {
        const span = [monthFromIndex(m), monthFromIndex(m + more)] as const;
        const all = workingDays(span, { weights: { ...plain, weights: [1, 1, 1, 1, 1, 1, 1] }, holidays });
        for (const [month, days] of Object.entries(all)) {
          const [year = 0, of = 0] = month.split('-').map(Number);
          expect(days).toBe(new Date(Date.UTC(year, of, 0)).getUTCDate());
        }
        expect(Object.keys(all)).toHaveLength(more + 1);
      }),
    );
  });

  test('taken out of a series leave its trend, by a factor or in the regression', () => {
    const span = ['2023-01', '2026-12'] as const;
    const days = workingDays(span, { weights: plain, holidays });
    const series = Object.entries(days).map(([month, each], i) => ({ month, value: (20 * each * 1.06 ** (i / 12)).toFixed(8) }));
    const factor = workingDayFactor(days, 'test');
    expect(measureTrend(normalize(series, [factor]).points, { method: 'logLinear' }).annual).toBeCloseTo(0.06, 6);
    const fit = measureTrend(series, { method: 'logLinear', workingDays: days });
    expect(fit.annual).toBeCloseTo(0.06, 6);
    expect(fit.coefficients?.['ln workingDays']).toBeCloseTo(1, 5);
  });

  test.each([
    () => workingDays(['2026-02', '2026-01'], { weights: plain, holidays }),
    () => workingDays(['2026-01', '2026-01'], { weights: { ...plain, weights: [1] }, holidays }),
    () => workingDays(['2026-01', '2026-01'], { weights: { ...plain, weights: [1, 1, 1, 1, 1, 0, -1] }, holidays }),
    () => workingDays(['2026-01', '2026-01'], { weights: { ...plain, holiday: Number.NaN }, holidays }),
    () => workingDayFactor({ '2026-01': 0 }, 'test'),
    () => workingDayFactor({}, 'test'),
  ])('are refused where they mean nothing', (action) => {
    expect(action).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')));
  });
});
