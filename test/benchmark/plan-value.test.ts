import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjudicate } from '../../src/benchmark/plan-design.js';
import { planValue } from '../../src/benchmark/plan-value.js';
import { normaliseScores } from '../../src/benchmark/risk-scores.js';
import { evaluateServiceChange, useMultiplier } from '../../src/benchmark/service-change.js';
import { preventiveLeak } from '../../src/benchmark/service-findings.js';
import { vendorScorecardInputs } from '../../src/benchmark/vendor-scorecard.js';
import { Decimal } from '../../src/money/decimal.js';
import { usd } from '../../src/money/usd.js';

const design = { id: 'd', deductible: usd('1000'), coinsurance: new Decimal('0.2'), outOfPocketMaximum: usd('3000') };
/** spec/benchmark.md 5.7, by hand: A 600, B 5,000, C 40,000, D nothing; the set has 200, 1,000, 2,000 of those dollars. */
const members = [
  { id: 'A', services: [{ allowed: usd('200'), inSet: true }, { allowed: usd('400') }] },
  { id: 'B', services: [{ allowed: usd('1000'), inSet: true }, { allowed: usd('4000') }] },
  { id: 'C', services: [{ allowed: usd('2000'), inSet: true }, { allowed: usd('38000') }] },
  { id: 'D', services: [] },
];

describe('plan value and benefit design', () => {
  it('gives the hand-computed value', () => {
    const value = planValue({ design, members });
    expect(value.planPaid.toFixed()).toBe('40200');
    expect(value.actuarialValue.toFixed(15)).toBe('0.881578947368421');
    expect(value.minimumValue).toBe(true);
    expect(planValue({ planPaid: usd('59'), allowed: usd('100') }).minimumValue).toBe(false);
    expect(() => planValue({ planPaid: usd('0'), allowed: usd('0') })).toThrow(expect.objectContaining({ code: 'benchmark/zero-exposure' }));
  });

  it('prices a waiver by re-adjudication, not by attribution', () => {
    const change = evaluateServiceChange({ design, members, terms: { kind: 'waive' } });
    expect(change.static.toFixed()).toBe('400');
    expect(change.naiveAttribution.toFixed()).toBe('710');
    expect(change.memberCostAfter.toFixed()).toBe('5000');
    expect(change.actuarialValueAfter.toFixed(15)).toBe('0.890350877192982');
    expect(change.total).toMatchObject({ low: usd('400'), mid: usd('400'), high: usd('400') });
    expect(change.breakEvenOffset).toBeNull();
  });

  it('answers more use as published', () => {
    for (const from of ['0.05', '0.2', '0.9'])
      expect(useMultiplier({ kind: 'arc', elasticity: new Decimal('-0.2'), from: new Decimal(from), to: new Decimal(0) }).toFixed()).toBe('1.5');
    expect(useMultiplier({ kind: 'semiArc', elasticity: new Decimal('-0.6'), from: new Decimal('0.2'), to: new Decimal(0) }).toFixed(14)).toBe(
      '1.12765957446809',
    );
  });

  it('keeps static, use and offsets apart, as ranges, and warns of an arc at zero', () => {
    const range = (low: string, mid: string, high: string): { low: Decimal; mid: Decimal; high: Decimal; source: string } => ({
      low: new Decimal(low),
      mid: new Decimal(mid),
      high: new Decimal(high),
      source: 'user',
    });
    const change = evaluateServiceChange({
      design,
      members,
      terms: { kind: 'waive' },
      useResponse: { kind: 'arc', elasticity: range('-0.3', '-0.2', '-0.1') },
      offset: range('0', '100', '300'),
      memberMonths: new Decimal(48),
    });
    expect(change.useResponse.mid.toFixed()).toBe('1600');
    expect(change.offset.mid.toFixed()).toBe('-150');
    expect(change.total.mid.toFixed()).toBe('1850');
    expect(change.pmpm?.mid.toFixed(4)).toBe('38.5417');
    expect(change.breakEvenOffset?.toFixed(2)).toBe('1333.33');
    expect(change.warnings.map((each) => each.code)).toEqual(['benchmark/arc-at-zero']);
  });

  it('never raises a member’s cost by a waiver, and never exceeds the cost share of the set in any order', () => {
    const service = fc.record({ allowed: fc.integer({ min: 0, max: 9000 }).map((dollars) => usd(BigInt(dollars))), inSet: fc.boolean() });
    fc.assert(
      fc.property(fc.array(service, { minLength: 1, maxLength: 8 }), (services) => {
        const before = adjudicate({ design, members: [{ id: 'm', services }] });
        const after = adjudicate({ design, members: [{ id: 'm', services }], setTerms: { kind: 'waive' } });
        const value = before.allowed.gt(0) ? before.planCost.div(before.allowed) : new Decimal(0);
        expect(value.gte(0) && value.lte(1)).toBe(true);
        expect(after.memberCost.lte(before.memberCost)).toBe(true);
        // The set adjudicated last: the least that any order attributes to it.
        const last = [...services.filter((each) => !each.inSet), ...services.filter((each) => each.inSet)];
        const without = adjudicate({ design, members: [{ id: 'm', services: last.filter((each) => !each.inSet) }] });
        expect(before.memberCost.minus(after.memberCost).lte(before.memberCost.minus(without.memberCost))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('shares family limits, embedded and aggregate', () => {
    const family = (kind: 'embedded' | 'aggregate') => ({ ...design, family: { kind, deductible: usd('1500'), outOfPocketMaximum: usd('4000') } });
    const two = [
      { id: 'x', family: 'f', services: [{ allowed: usd('1000') }] },
      { id: 'y', family: 'f', services: [{ allowed: usd('1000') }] },
    ];
    expect(adjudicate({ design: family('embedded'), members: two }).memberCost.toFixed()).toBe('1600');
    expect(
      adjudicate({
        design: family('aggregate'),
        members: [{ id: 'x', family: 'f', services: [{ allowed: usd('1400') }] }, ...two.slice(1)],
      }).memberCost.toFixed(),
    ).toBe('1680');
  });

  it('finds preventive cost sharing and first-dollar cover, on the user’s sets only', () => {
    const line = { code: 'A', memberShare: usd('10'), planPaid: usd('90'), hsaQualified: true, deductibleMet: false };
    expect(preventiveLeak({ lines: [line] })).toEqual([]);
    expect(preventiveLeak({ lines: [line, { ...line, code: 'B' }], preventive: new Set(['A']), hsaPreventive: new Set(['A']) })).toMatchObject([
      { code: 'benchmark/preventive-cost-share', rows: 1, cents: 1000 },
      { code: 'benchmark/hsa-first-dollar', rows: 1, cents: 9000 },
    ]);
  });

  it('scores a vendor as a range, and refuses weights that are not 1', () => {
    const base = { eligibleEmployees: 100, eligibleMembers: 176, engagedMembers: 20, fee: { amount: usd('3'), per: 'employee' } } as const;
    const criteria = [
      { name: 'a', weight: '0.40', score: '80' },
      { name: 'b', weight: '0.35', score: null },
      { name: 'c', weight: '0.25', score: '60' },
    ];
    const card = vendorScorecardInputs({ ...base, criteria, savingPerEngaged: usd('30'), effect: { low: usd('-1'), mid: usd('4'), high: usd('9') } });
    expect([card.score?.low, card.score?.high, card.score?.coverage].map((each) => each?.toFixed())).toEqual(['47', '82', '0.65']);
    expect(card.costPerEngaged?.toFixed()).toBe('15');
    expect(card.netPepm?.mid.toFixed()).toBe('1');
    expect(card.breakEvenEngagement?.toFixed(6)).toBe('0.056818');
    expect(() => vendorScorecardInputs({ ...base, criteria: criteria.slice(1) })).toThrow(
      expect.objectContaining({ code: 'benchmark/bad-weights', details: { sum: '0.6' } }),
    );
  });

  it('makes the reference’s mean score 1', () => {
    const reference = [
      { id: 'a', score: 0.7, months: 11 },
      { id: 'b', score: 2.9, months: 3 },
    ];
    expect(Math.abs(normaliseScores({ scores: reference, reference }).mean - 1)).toBeLessThan(1e-12);
    expect(normaliseScores({ scores: reference, reference, exclude: ['b'] }).rows.map((row) => row.id)).toEqual(['a']);
  });
});
