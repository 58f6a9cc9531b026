import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lnGamma } from '../../src/stats/special.js';

describe('the logarithm of the gamma function', () => {
  it('is the logarithm of the factorials', () => {
    let product = 1;
    for (let n = 1; n < 20; n += 1) {
      expect(lnGamma(n)).toBeCloseTo(Math.log(product), 12);
      product *= n;
    }
  });

  it('obeys its recurrence', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), (x) => {
        expect(lnGamma(x + 1) - lnGamma(x) - Math.log(x)).toBeCloseTo(0, 8);
      }),
    );
  });

  it('refuses zero and below', () => {
    expect(() => lnGamma(0)).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
  });
});
