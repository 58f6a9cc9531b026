import { describe, expect, it } from 'vitest';
import { dollarCeiling, plausibility } from '../../src/coe/savings/plausibility.js';

describe('the plausibility ceiling', () => {
  it('gives the worked figures: 0.040000, 0.002160, and 125 % of the cost of every case', () => {
    const full = plausibility({ claimed: '0.10', coveredShare: '0.08', eligible: '1', uptake: '1', savingShare: '0.50' });
    expect([full.ceiling.toFixed(6), full.verdict, full.neededSavingShare?.toFixed(2)]).toEqual(['0.040000', 'impossible', '1.25']);
    const real = plausibility({ claimed: '0.03', coveredShare: '0.08', eligible: '1', uptake: '0.18', savingShare: '0.15' });
    expect([real.ceiling.toFixed(6), real.verdict]).toEqual(['0.002160', 'violated']);
    expect(plausibility({ claimed: '0.002', coveredShare: '0.08', eligible: '1', uptake: '0.18', savingShare: '0.15' }).verdict).toBe('within');
    expect(() => plausibility({ coveredShare: '8', eligible: '1', uptake: '1', savingShare: '1' })).toThrow(
      expect.objectContaining({ code: 'coe/volume-invalid' }),
    );
  });
  it('bounds a program in dollars by full credit, and flags what lies above', () => {
    const i = { priceComponent: '1929500', avoided: 30, localEpisode: '41250', events: [{ count: '3.57', cost: '17800' }] };
    expect(dollarCeiling({ ...i, claimed: '3230546.00' })).toMatchObject({ verdict: 'within' });
    expect(dollarCeiling({ ...i, claimed: '3230546.01' })).toMatchObject({ verdict: 'violated' });
    expect(dollarCeiling({ ...i, priceComponent: '-5', avoided: 0, events: [], claimed: '0', price: 'price-floor' }).ceiling.toFixed(2)).toBe('0.00');
  });
});
