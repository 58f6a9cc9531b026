import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateSavingsClaim, savingsCeiling } from '../../src/benchmark/savings-claim.js';
import { Decimal } from '../../src/money/decimal.js';

const hospital = {
  category: 'hospital',
  share: 0.456,
  levers: [
    { price: 0.1, use: 0.03, adoption: 0.5 },
    { price: 0, use: 0.05, adoption: 0.3 },
  ],
};
const drugs = { category: 'Rx', share: 0.24, levers: [{ price: 0.12, use: 0, adoption: 1 }] };
const claim = { low: 0.1, high: 0.2, against: 'benchmark' } as const;

describe('savings claims', () => {
  it('gives the ceiling and the required lever of spec/benchmark.md 5.6', () => {
    expect(savingsCeiling([hospital])).toBeCloseTo(0.03536166, 12);
    expect(savingsCeiling([hospital, drugs])).toBeCloseTo(0.06416166, 12);
    const ten = evaluateSavingsClaim({
      claim,
      lifeYears: 5000,
      cv: 2.4,
      categories: [hospital, drugs],
      singleLever: { category: 'hospital', share: 0.456, priceIndex: 254 },
    });
    expect(ten.verdict).toBe('implausible');
    expect(ten.requiredLever).toBeCloseTo(0.219298245614035, 12);
    expect(ten.requiredPriceIndex).toBeCloseTo(198.298245614035, 10);
    const twenty = evaluateSavingsClaim({
      claim: { ...claim, low: 0.2 },
      lifeYears: 5000,
      cv: 2.4,
      categories: [hospital],
      singleLever: { category: 'hospital', share: 0.456, priceIndex: 254 },
    });
    expect(twenty.requiredLever).toBeCloseTo(0.43859649122807, 12);
    expect(twenty.requiredPriceIndex).toBeCloseTo(142.59649122807, 10);
  });

  it('has four verdicts', () => {
    const big = [{ category: 'all', share: 1, levers: [{ price: 0.3, use: 0, adoption: 1 }] }];
    expect(evaluateSavingsClaim({ claim, lifeYears: 29, cv: 2.4, categories: big }).verdict).toBe('insufficientData');
    expect(evaluateSavingsClaim({ claim, lifeYears: 5000, cv: 2.4 }).verdict).toBe('insufficientData');
    expect(evaluateSavingsClaim({ claim: { ...claim, fees: 0.25 }, lifeYears: 5000, cv: 2.4, categories: big }).verdict).toBe('implausible');
    expect(evaluateSavingsClaim({ claim, lifeYears: 5000, cv: 2.4, categories: big }).verdict).toBe('plausibleVerifiable');
    const small = evaluateSavingsClaim({
      claim,
      lifeYears: 100,
      cv: 2.415364,
      categories: big,
      comparison: { ratio: new Decimal('0.8'), verdict: 'lower' },
    });
    expect(small.verdict).toBe('plausibleUnverifiable');
    expect(small.reasons.length).toBe(2);
  });

  it('raises its flags', () => {
    const flagged = evaluateSavingsClaim({
      claim: { low: 0.3, high: 0.4, against: 'market', assumedTrend: 0.14 },
      lifeYears: 100,
      cv: 2.4,
      categories: [drugs],
      publishedTrend: { low: 0.06, mid: 0.08, high: 0.1, source: 'surveys' },
      flags: { selfSelected: true, chosenForHighCost: true, riskScoreUsed: true },
    });
    expect(flagged.warnings.map((each) => each.code)).toEqual([
      'benchmark/undefined-benchmark',
      'benchmark/inflated-trend',
      'benchmark/self-selected',
      'benchmark/regression-to-mean',
      'benchmark/risk-score-drift',
      'benchmark/above-addressable',
    ]);
  });

  it('rises with each lever, stays within what is touched, and never counts a split lever for more', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, share, (price, use, adoption, more) => {
        const one = savingsCeiling([{ category: 'x', share: 0.5, levers: [{ price, use, adoption }] }]);
        expect(one).toBeLessThanOrEqual(0.5 + 1e-12);
        expect(
          savingsCeiling([
            {
              category: 'x',
              share: 0.5,
              levers: [
                { price, use, adoption },
                { price: more, use: 0, adoption: more },
              ],
            },
          ]),
        ).toBeGreaterThanOrEqual(one - 1e-12);
        const halves = { price, use, adoption: adoption / 2 };
        expect(savingsCeiling([{ category: 'x', share: 0.5, levers: [halves, halves] }])).toBeLessThanOrEqual(one + 1e-12);
      }),
    );
    expect(() => savingsCeiling([{ category: 'x', share: 0.5, levers: [{ price: 0, use: 0, adoption: 1.1 }] }])).toThrow(
      expect.objectContaining({ code: 'benchmark/adoption-over-one' }),
    );
  });
});
