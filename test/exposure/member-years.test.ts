import { describe, expect, test } from 'vitest';
import { batchOf } from '../../src/claims/batch-from-records.js';
import { compareDeliveries, countExposure, memberYears, normaliseSpans } from '../../src/exposure/index.js';
import { generateCoalition } from '../../src/synthetic/index.js';
import { coveredDays, dayNumber, mergeSpans } from '../../src/time/index.js';
import { span } from './span.js';

const { coalition, truth } = generateCoalition({ seed: 6, members: 400, months: ['2024-01', '2025-12'] });
const claims = [batchOf({ table: 'medical' }, coalition.medical), batchOf({ table: 'pharmacy' }, coalition.pharmacy)];

describe('member-years', () => {
  test('cost what the truth knows of each person and year', () => {
    // Full replacement repeats a corrected line, so only sources whose rows add up are compared.
    const adding = new Set(coalition.employers.filter((employer) => employer.tpa.style !== 'fullReplacement').map((employer) => employer.id));
    const known = truth.personYears.filter((year) => adding.has(year.employer));
    const years = memberYears(claims, { months: coalition.months }).finish();
    const paid = new Map(years.rows.map((row) => [`${row.personId} ${row.year}`, row.paidCents]));
    expect(known.length).toBeGreaterThan(100);
    for (const year of known) expect(paid.get(`${year.personId} ${year.year}`)).toBe(year.knownPaid);
  });

  test('add up to the claims and to the coverage', () => {
    const exposure = countExposure(coalition.eligibility, { months: coalition.months, rule: 'anyDay' });
    const years = memberYears(claims, { months: coalition.months });
    years.add(exposure.personYears());
    const { rows } = years.finish();
    expect(rows.reduce((sum, row) => sum + row.units, 0)).toBe(exposure.finish().memberUnits);
    const control = truth.control.reduce((sum, table) => sum + table.paid, 0);
    expect(years.control().cents['paid']).toBe(control);
    expect(rows.filter((row) => row.lines > 0).every((row) => row.units > 0)).toBe(true);
  });

  test('of plan years that begin in July are named for that year, and lines outside are kept apart', () => {
    const years = memberYears(claims, { months: ['2024-07', '2025-06'], yearStartMonth: 7 }).finish();
    expect(new Set(years.rows.map((row) => row.year))).toEqual(new Set([2024]));
    expect(years.outOfPeriod.lines + years.rows.reduce((sum, row) => sum + row.lines, 0)).toBe(coalition.medical.length + coalition.pharmacy.length);
  });
});

describe('normalised spans', () => {
  test('keep the union of days and account for every row', () => {
    const spans = [
      span('a', '2025-01-01', '2025-01-31'),
      span('a', '2025-02-01', '2025-02-10'),
      span('a', '2025-02-05', '2025-03-01'),
      span('a', '2025-03-04', '2025-03-09'),
      span('a', '2025-06-01', null),
      span('b', '2025-02-02', '2025-02-01'),
    ];
    const result = normaliseSpans(spans, { bridgeDays: 2 });
    expect(result.changes).toEqual({ void: 1, overlap: 1, touching: 1, bridged: 1, openEnd: 1 });
    expect(spans.length - result.spans.length).toBe(result.changes.void + result.changes.overlap + result.changes.touching + result.changes.bridged);
    const plain = normaliseSpans(spans);
    const days = (list: typeof plain.spans): number =>
      coveredDays(
        mergeSpans(
          list.flatMap((each) =>
            each.enrollment_end_date === null ? [] : [{ from: dayNumber(each.enrollment_start_date), to: dayNumber(each.enrollment_end_date) }],
          ),
        ),
        { from: 0, to: 40_000 },
      );
    expect(days(plain.spans)).toBe(days(spans));
    expect(plain.coveredDays).toBe(days(spans));
  });
});

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
});
