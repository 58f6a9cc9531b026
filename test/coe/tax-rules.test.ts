import { describe, expect, it } from 'vitest';
import { checkHsa } from '../../src/coe/savings/check-hsa.js';
import { travelTax } from '../../src/coe/savings/travel-tax.js';

describe('tax rules as dated data', () => {
  const design = { date: '2025-06-01', waiver: { appliesAfterDeductible: false, perCase: '2150' }, hdhpMembers: 800, hdhpCases: 6 };
  it('warns of a first-dollar waiver with members and dollars, and passes one after the deductible', () => {
    const risk = checkHsa(design);
    expect([risk.verdict, risk.members, risk.dollars.toFixed(2)]).toEqual(['at-risk', 800, '9900.00']);
    expect(risk.findings[0]).toMatchObject({ code: 'coe/hsa-at-risk', rows: 800 });
    expect(checkHsa({ ...design, waiver: { ...design.waiver, appliesAfterDeductible: true } }).verdict).toBe('passes');
    expect(checkHsa({ ...design, hdhpMembers: 0, hdhpCases: 0 }).verdict).toBe('not-concerned');
    expect(checkHsa({ ...design, deductible: { self: '1649', family: '3300' } }).findings.map((each) => each.code)).toContain(
      'coe/hdhp-deductible-low',
    );
    for (const date of ['2017-12-31', '2027-01-01'])
      expect(() => checkHsa({ ...design, date })).toThrow(expect.objectContaining({ code: 'reference/out-of-range' }));
  });

  it('takes the mileage rate by date, not by year, and lodging to $50 a night and person', () => {
    const trip = { nights: 0, persons: 1 as const, lodgingPerNight: '0', miles: '1000' };
    const free = (date: string): string => travelTax({ ...trip, date }).mileage.taxFree.toFixed(2);
    expect(['2018-05-01', '2022-06-30', '2022-07-01', '2024-01-01', '2026-12-31'].map(free)).toEqual([
      '180.00',
      '180.00',
      '220.00',
      '210.00',
      '205.00',
    ]);
    const stay = travelTax({ date: '2026-03-01', nights: 3, persons: 2, lodgingPerNight: '180', meals: '90', miles: '200', mileagePaid: '60' });
    expect(
      [stay.lodging.taxFree, stay.lodging.taxable, stay.mileage.taxFree, stay.mileage.taxable, stay.taxable].map((each) => each.toFixed(2)),
    ).toEqual(['300.00', '240.00', '41.00', '19.00', '349.00']);
    expect(() => travelTax({ ...trip, date: '2027-01-01' })).toThrow(expect.objectContaining({ code: 'reference/out-of-range' }));
    expect(() => travelTax({ ...trip, date: '2026-01-01', miles: '-1' })).toThrow(expect.objectContaining({ code: 'coe/volume-invalid' }));
  });
});
