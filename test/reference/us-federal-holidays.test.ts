import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { usFederalHolidays } from '../../src/reference/index.js';

// Observed dates as the Office of Personnel Management lists them (opm.gov, federal holidays), US government work.
const OBSERVED: Readonly<Record<number, readonly string[]>> = {
  2020: ['01-01', '01-20', '02-17', '05-25', '07-03', '09-07', '10-12', '11-11', '11-26', '12-25'],
  2021: ['01-01', '01-18', '02-15', '05-31', '06-18', '07-05', '09-06', '10-11', '11-11', '11-25', '12-24'],
  2024: ['01-01', '01-15', '02-19', '05-27', '06-19', '07-04', '09-02', '10-14', '11-11', '11-28', '12-25'],
  2026: ['01-01', '01-19', '02-16', '05-25', '06-19', '07-03', '09-07', '10-12', '11-11', '11-26', '12-25'],
};

describe('the federal holidays', () => {
  test.each(Object.entries(OBSERVED))('of %s are observed on the days of the published list', (year, days) => {
    expect(usFederalHolidays(Number(year)).map(({ observed }) => observed)).toEqual(days.map((day) => `${year}-${day}`));
  });

  test('on a Saturday are observed the day before, also across the turn of the year', () => {
    expect(usFederalHolidays(2022)[0]).toEqual({ name: "New Year's Day", date: '2022-01-01', observed: '2021-12-31' });
  });

  test.each([1985, 2100, 2024.5, Number.NaN])('of %s are not known', (year) => {
    expect(() => usFederalHolidays(year)).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'reference/out-of-range')));
  });
});
