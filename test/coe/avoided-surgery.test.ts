import { describe, expect, it } from 'vitest';
import { avoidedSurgery } from '../../src/coe/savings/avoided-surgery.js';

describe('avoided surgery', () => {
  it('credits by probability and leakage, and says whether they are measured', () => {
    const assumed = avoidedSurgery({ avoided: 30, probability: '0.80', leakage: '0.1' });
    expect([assumed.credited.toFixed(2), assumed.evidence.probability, assumed.interval]).toEqual(['21.60', 'assumed', null]);
    const measured = avoidedSurgery({ avoided: 30, comparison: { people: 100, operated: 12 }, followed: { people: 30, operatedElsewhere: 3 } });
    expect([measured.credited.toFixed(2), measured.evidence]).toEqual(['3.24', { probability: 'measured', leakage: 'measured' }]);
    expect(measured.interval?.low).toBeCloseTo(0.0699940644, 9);
  });
  it('has no default probability', () => {
    for (const wrong of [
      { avoided: 30 },
      { avoided: 30, probability: '1.1' },
      { avoided: -1, probability: '1' },
      { avoided: 3, comparison: { people: 0, operated: 0 } },
      { avoided: 3, comparison: { people: 5, operated: 6 } },
    ]) {
      expect(() => avoidedSurgery(wrong)).toThrow(expect.objectContaining({ code: 'coe/volume-invalid' }));
    }
  });
});
