import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CoverageOption, compareCoverageOptions } from '../../src/benchmark/coverage-options.js';
import { evaluateMembership, type LeverRange } from '../../src/benchmark/membership.js';
import { Decimal } from '../../src/money/decimal.js';
import { usd } from '../../src/money/usd.js';

const claims = (low: string, mid: string, high: string) => ({
  low: new Decimal(low),
  mid: new Decimal(mid),
  high: new Decimal(high),
  source: 'own claims',
});
const insured: CoverageOption = {
  id: 'insured',
  kind: 'fullyInsured',
  premium: usd('9000'),
  passThrough: 0.4,
  fees: { brokerCompensation: usd('200') },
};
const own: CoverageOption = {
  id: 'alone',
  kind: 'selfFundedAlone',
  expectedClaims: claims('6500', '7000', '7500'),
  fees: { administration: usd('600'), stopLossPremium: usd('1200'), rebates: usd('300') },
  aggregateLimit: 1.25,
};
const joint: LeverRange = {
  name: 'joint replacements at the CoE',
  category: 'joints',
  share: 0.06,
  price: [0.2, 0.25, 0.3],
  use: [0.05, 0.1, 0.15],
  adoption: [0.05, 0.2, 0.5],
};

describe('coverage options', () => {
  it('puts each option on one basis with its steps, cut by the aggregate limit', () => {
    const made = compareCoverageOptions({ options: [insured, own], lifeYears: 100, cv: 2.4, trend: 0.08 });
    const [first, second] = made.options;
    expect(first?.mean.toFixed()).toBe('9200');
    expect(first?.p95.toFixed()).toBe('9200');
    expect(Number(first?.nextYear.p95.toFixed())).toBeGreaterThan(9000 * 1.08 + 200);
    expect(second?.mean.toFixed()).toBe('8500');
    expect(second?.p95.toNumber()).toBeCloseTo(7000 * 1.25 + 1500, 6);
    expect(second?.chanceAboveInsured).toBeGreaterThan(0.2);
    expect(second?.steps.length).toBe(5);
    expect(made.distinguishable).toEqual([]);
    expect(compareCoverageOptions({ options: [own, insured], lifeYears: 100, cv: 2.4, trend: 0.08 }).options[1]).toEqual(first);
  });

  it('names eligibility that is missing or not met, and ranks only beyond the noise', () => {
    const facts = [
      { name: 'minimum participation', met: null, source: 'plan' },
      { name: 'state', met: false, source: 'law' },
    ];
    const far: CoverageOption = { id: 'far', kind: 'associationPlan', premium: usd('90000'), eligibility: facts };
    const made = compareCoverageOptions({ options: [insured, far], lifeYears: 100, cv: 2.4 });
    expect(made.options[1]).toMatchObject({ eligible: 'no', gaps: ['minimum participation: not known', 'state: not met'] });
    expect(made.distinguishable).toEqual([{ cheaper: 'insured', dearer: 'far' }]);
    expect(() => compareCoverageOptions({ options: [{ id: 'x', kind: 'peo' }], lifeYears: 100, cv: 2.4 })).toThrow(
      expect.objectContaining({ code: 'benchmark/bad-input' }),
    );
  });

  it('holds a large group’s mean inside a small group’s range', () => {
    const mean = compareCoverageOptions({ options: [own], lifeYears: 5000, cv: 2.4 }).options[0]?.mean.toNumber() ?? 0;
    const small = compareCoverageOptions({ options: [own], lifeYears: 50, cv: 2.4 }).options[0];
    expect(small?.low.toNumber()).toBeLessThan(mean);
    expect(small?.high.toNumber()).toBeGreaterThan(mean);
  });
});

describe('membership', () => {
  const base = { costWithout: usd('12000'), fees: usd('60'), levers: [joint], lifeYears: 100, cv: 2.4 };

  it('says in plain words what must be true', () => {
    const made = evaluateMembership(base);
    expect(made.verdict).toBe('dependsOn');
    expect(made.dependsOn?.words).toBe('pays for itself only if at least 26 in 100 reach: joint replacements at the CoE');
    expect(made.breakEvenSaving).toBeCloseTo(60 / (12000 * 0.06), 12);
    expect(made.chanceWorse).toBeGreaterThan(0.3);
    expect(evaluateMembership({ ...base, fees: usd('5') }).verdict).toBe('worthIt');
    expect(evaluateMembership({ ...base, fees: usd('900') }).verdict).toBe('notWorthIt');
  });

  it('has net 0 for staying out, lowers it by exactly a fee, and never narrows with a wider range', () => {
    expect(evaluateMembership({ ...base, fees: usd('0'), levers: [] }).net.mid.toFixed()).toBe('0');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.double({ min: 0, max: 0.04, noNaN: true }), (fee, wider) => {
        const one = evaluateMembership({ ...base, fees: usd(BigInt(fee)) });
        const more = evaluateMembership({ ...base, fees: usd(BigInt(fee + 25)) });
        expect(one.net.mid.minus(more.net.mid).toFixed()).toBe('25');
        const wide = evaluateMembership({ ...base, fees: usd(BigInt(fee)), levers: [{ ...joint, adoption: [0.05 - wider, 0.2, 0.5 + wider] }] });
        expect(wide.net.high.minus(wide.net.low).gte(one.net.high.minus(one.net.low))).toBe(true);
      }),
    );
  });
});
