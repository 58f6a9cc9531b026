import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beta, fisherF } from '../../src/stats/beta.js';
import { binomial, poisson } from '../../src/stats/counts.js';
import { chiSquare, gamma } from '../../src/stats/gamma.js';
import { normal } from '../../src/stats/normal.js';
import { lnGamma } from '../../src/stats/special.js';
import { studentT } from '../../src/stats/student-t.js';
import golden from '../golden/stats-distributions.json';

const functions: Readonly<Record<string, Readonly<Record<string, (...arguments_: number[]) => number>>>> = {
  normal: { cdf: normal.cdf, upper: normal.upper, quantile: normal.quantile },
  lnGamma: { of: lnGamma },
  gamma: { cdf: gamma.cdf, upper: gamma.upper, quantile: gamma.quantile },
  chiSquare: { quantile: chiSquare.quantile },
  studentT: { upper: studentT.upper, quantile: studentT.quantile },
  beta: { cdf: beta.cdf, quantile: beta.quantile },
  fisherF: { quantile: fisherF.quantile },
  poisson: { cdf: poisson.cdf, mass: poisson.mass, quantile: poisson.quantile },
  binomial: { cdf: binomial.cdf, mass: binomial.mass, quantile: binomial.quantile },
};

/** Promised relative accuracy; the doubles in which arguments are given cost some in far tails. */
const PROMISED: Readonly<Record<string, number>> = { 'normal.quantile': 1e-13, 'studentT.quantile': 1e-13, 'gamma.quantile': 1e-11 };

function relative(got: number, want: number): number {
  return got === want ? 0 : Math.abs(got - want) / Math.abs(want);
}

describe('distribution functions', () => {
  const groups = new Set(golden.cases.map((each) => `${String(each[0])}.${String(each[1])}`));
  it.each([...groups])('%s agrees with forty-digit arithmetic', (name) => {
    const cases = golden.cases.filter((each) => `${String(each[0])}.${String(each[1])}` === name);
    expect(cases.length).toBeGreaterThan(0);
    for (const [distribution, method, given, want] of cases) {
      const values = Array.isArray(given) ? given.map(Number) : [];
      const got = functions[String(distribution)]?.[String(method)]?.(...values);
      const error = relative(got ?? Number.NaN, Number(want));
      expect(error, `${name}(${values.join(', ')}) = ${got}, not ${String(want)}`).toBeLessThanOrEqual(PROMISED[name] ?? 1e-12);
    }
  });

  it('gives the published quantiles of the trend specification', () => {
    expect(relative(studentT.quantile(0.975, 10), 2.22813885198627475)).toBeLessThan(1e-13);
    expect(relative(studentT.quantile(0.95, 1), 6.3137515146750431)).toBeLessThan(1e-13);
    expect(relative(studentT.quantile(0.995, 119), 2.61777597649085909)).toBeLessThan(1e-13);
    expect(relative(studentT.quantile(0.9, 34), 1.30695158712642963)).toBeLessThan(1e-13);
    expect(relative(normal.quantile(0.9), 1.28155156554460047)).toBeLessThan(1e-13);
    expect(relative(normal.quantile(0.975), 1.95996398454005424)).toBeLessThan(1e-13);
    expect(relative(normal.quantile(1e-10), -6.3613409024040562)).toBeLessThan(1e-13);
    expect(relative(normal.quantile(0.999999), 4.75342430882289895)).toBeLessThan(1e-13);
    expect(relative(gamma.quantile(0.5, 2.5), 2.17573009554776366)).toBeLessThan(1e-11);
    expect(relative(gamma.quantile(0.01, 0.3), 1.50222265523603898e-7)).toBeLessThan(1e-11);
    expect(relative(gamma.quantile(0.99, 150), 179.953212975167438)).toBeLessThan(1e-11);
  });

  it('inverts its own cumulative function for gamma shapes from a thousandth to a million', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 6, noNaN: true }), fc.double({ min: 0.02, max: 0.98, noNaN: true }), (logShape, p) => {
        const shape = 10 ** logShape;
        const x = gamma.quantile(p, shape);
        if (x < 1e-290) return;
        expect(Math.abs(gamma.cdf(x, shape) - p)).toBeLessThan(1e-10);
      }),
      { numRuns: 200 },
    );
  });

  it('has tails that add to one and a t quantile that is odd', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), fc.double({ min: 0.5, max: 5000, noNaN: true }), (t, df) => {
        expect(studentT.cdf(t, df) + studentT.upper(t, df)).toBeCloseTo(1, 12);
        expect(normal.cdf(t) + normal.upper(t)).toBeCloseTo(1, 14);
        const p = normal.cdf(t);
        if (p > 1e-6 && p < 0.5) expect(studentT.quantile(p, df)).toBeLessThan(0);
      }),
    );
  });

  it('refuses what has no finite answer, with the value', () => {
    const bad = { code: 'stats/bad-argument' };
    expect(() => normal.quantile(0)).toThrow(expect.objectContaining(bad));
    expect(() => normal.quantile(1)).toThrow(expect.objectContaining(bad));
    expect(() => normal.cdf(Number.NaN)).toThrow(expect.objectContaining(bad));
    expect(() => studentT.quantile(0.5, 0)).toThrow(expect.objectContaining(bad));
    expect(() => gamma.quantile(1, 2)).toThrow(expect.objectContaining(bad));
    expect(() => poisson.quantile(1, 2)).toThrow(expect.objectContaining(bad));
    expect(() => binomial.cdf(1.5, 2, 0.5)).toThrow(expect.objectContaining(bad));
    expect(() => beta.cdf(1.1, 2, 2)).toThrow(expect.objectContaining(bad));
    expect(() => fisherF.cdf(Number.POSITIVE_INFINITY, 2, 2)).toThrow(expect.objectContaining(bad));
  });

  it('answers the ends that are finite', () => {
    expect(gamma.quantile(0, 2)).toBe(0);
    expect(beta.quantile(1, 2, 3)).toBe(1);
    expect(poisson.cdf(0, 0)).toBe(1);
    expect(binomial.quantile(1, 5, 0.3)).toBe(5);
    expect(studentT.quantile(0.5, 7)).toBe(0);
  });
});
