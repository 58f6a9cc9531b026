import { describe, expect, it } from 'vitest';
import { bootstrapPrice } from '../../src/coe/savings/price-bootstrap.js';
import { savingsWaterfall } from '../../src/coe/savings/waterfall.js';
import type { WaterfallInput } from '../../src/coe/savings/waterfall-input.js';
import { waterfallUncertainty } from '../../src/coe/savings/waterfall-uncertainty.js';
import { stream } from '../../src/stats/random.js';
import golden from '../golden/coe-waterfall-case-a.json' with { type: 'json' };

const caseA: WaterfallInput = {
  ...golden.given,
  credits: golden.given.credits.map((credit, i) => ({ ...credit, component: i === 0 ? ('readmissions' as const) : ('revisions' as const) })),
  local: { episode: '41250.00', sample: { n: 160, standardDeviation: 12_000 } },
  bundle: { episode: '29900.00', sample: { n: 40, standardDeviation: 6000 } },
};
const errors = { avoidedProbability: 0.07, 'credits[0].rateCoe': 0.01, conservativeCare: 200 };

describe('uncertainty of a waterfall', () => {
  it('gives the error of the price component by Welch', () => {
    const { price, components } = waterfallUncertainty({ referred: 40, avoided: 0, local: caseA.local, bundle: caseA.bundle }, { method: 'delta' });
    expect(price?.standardError).toBeCloseTo(1341.640786499874, 9);
    expect(price?.component).toBeCloseTo(53665.631459994955, 8);
    expect(price?.df).toBeCloseTo(125.27272727272727, 10);
    expect(components[0]?.standardError).toBeCloseTo(53665.631459994955, 5);
  });

  it('keeps the covariance of components that share the local price', () => {
    const u = waterfallUncertainty(caseA, { method: 'delta' });
    const [local, bundle] = [12_000 / Math.sqrt(160), 6000 / Math.sqrt(40)];
    expect(u.planNet.standardError).toBeCloseTo(Math.sqrt(((170 + 24) * local) ** 2 + (170 * bundle) ** 2), 3);
    expect(u.planNet.value).toBeCloseTo(savingsWaterfall(caseA).planNet.toNumber(), 6);
  });

  it('is the same by delta and by Monte Carlo, within 5 % of the error', () => {
    const delta = waterfallUncertainty(caseA, { method: 'delta', standardErrors: errors });
    const draws = waterfallUncertainty(caseA, { method: 'monte-carlo', standardErrors: errors, seed: 7, draws: 3000 });
    expect(Math.abs(draws.planNet.standardError / delta.planNet.standardError - 1)).toBeLessThan(0.05);
    expect(Math.abs(draws.planNet.low - delta.planNet.low) / delta.planNet.standardError).toBeLessThan(0.15);
    expect(waterfallUncertainty(caseA, { method: 'monte-carlo', standardErrors: errors, seed: 7, draws: 50 })).toEqual(
      waterfallUncertainty(caseA, { method: 'monte-carlo', standardErrors: errors, seed: 7, draws: 50 }),
    );
  }, 30_000);

  it('is the same by bootstrap of persons on episodes with those deviations', () => {
    const random = stream(3, 0);
    const sample = (n: number, mean: number, sd: number): { personId: string; amount: number }[] => {
      const z = Array.from({ length: n }, () => random.normal());
      const m = z.reduce((a, b) => a + b, 0) / n;
      const s = Math.sqrt(z.reduce((a, b) => a + (b - m) ** 2, 0) / (n - 1));
      return z.map((each, i) => ({ personId: `p${i}`, amount: mean + ((each - m) / s) * sd }));
    };
    const boot = bootstrapPrice({ comparison: sample(160, 41_250, 12_000), center: sample(40, 29_900, 6000), seed: 11 });
    expect(boot.difference).toBeCloseTo(11_350, 6);
    expect(Math.abs(boot.standardError / 1341.64 - 1)).toBeLessThan(0.05);
    expect(() => bootstrapPrice({ comparison: sample(3, 1, 1), center: [], seed: 1 })).toThrow(
      expect.objectContaining({ code: 'coe/no-comparator' }),
    );
  });

  it('refuses names that are not there, negative errors, and Monte Carlo without a seed', () => {
    for (const o of [
      { method: 'delta' as const, standardErrors: { none: 1 } },
      { method: 'delta' as const, standardErrors: { leakage: -1 } },
      { method: 'monte-carlo' as const },
      { method: 'monte-carlo' as const, seed: 1, standardErrors: { avoidedProbability: 0.5 } },
      { method: 'delta' as const, confidence: 1 },
    ]) {
      expect(() => waterfallUncertainty(caseA, o)).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
    }
  });
});
