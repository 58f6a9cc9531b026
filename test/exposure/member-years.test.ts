import { describe, expect, test } from 'vitest';
import { batchOf } from '../../src/claims/batch-from-records.js';
import { countExposure, memberYears } from '../../src/exposure/index.js';
import { generateCoalition } from '../../src/synthetic/index.js';

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
