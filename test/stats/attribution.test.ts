import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/money/decimal.js';
import { lmdi, logarithmicMean } from '../../src/stats/lmdi.js';
import { priceIndices } from '../../src/stats/price-indices.js';
import { shapley, shapleyExact } from '../../src/stats/shapley.js';

function productAt(before: readonly number[], after: readonly number[]): (set: number) => number {
  return (set) => before.reduce((product, value, k) => product * ((set >> k) & 1 ? (after[k] ?? 0) : value), 1);
}

/** spec/trend.md 5.6: member months, then units, severity, allowed of IP, OP, PROF, RX. */
const Y0 = {
  mm: 120_000,
  rows: [
    [540, 1.42, 14_904_000],
    [21_600, 1.1, 20_520_000],
    [132_000, 1, 21_120_000],
    [204_000, 1, 17_340_000],
  ],
};
const Y1 = {
  mm: 123_600,
  rows: [
    [534, 1.47, 16_447_200],
    [23_175, 1.13, 23_638_500],
    [138_432, 1.01, 23_118_144],
    [216_300, 1.06, 22_711_500],
  ],
};
function factorRows(year: typeof Y0): number[][] {
  return year.rows.map(([units = 0, severity = 1, allowed = 0]) => [units / year.mm, severity, allowed / units / severity]);
}

describe('attribution kernels', () => {
  it("gives Das Gupta's two-factor and four-factor examples (US Census P23-186; DasGuptR e6bbdd2)", () => {
    const two = shapley({ factors: 2, value: productAt([10_930, 0.717892], [16_591, 0.825974]) });
    expect(two[0]).toBeCloseTo(4369.912713, 6);
    expect(two[1]).toBeCloseTo(1487.262361, 6);
    const four = shapley({ factors: 4, value: productAt([25.3, 0.214, 0.279, 0.949], [32.7, 0.29, 0.473, 0.986]) });
    [0.688941053266667, 0.8125381274, 1.382905519533333, 0.1047547256].forEach((part, k) => expect(four[k]).toBeCloseTo(part, 12));
  });

  it('gives the trend example by Shapley and by LMDI', () => {
    const [base, subject] = [factorRows(Y0), factorRows(Y1)];
    const parts = shapley({
      factors: 3,
      value: (set) => base.reduce((sum, row, i) => sum + productAt(row, subject[i] ?? [])(set), 0),
    });
    [10.156438828705852, 20.655226593371992, 48.596295742970696].forEach((part, k) => expect(parts[k]).toBeCloseTo(part, 10));
    const log = lmdi({ base, subject });
    [10.15324764036703, 20.641473172514146, 48.613240352167296].forEach((part, k) => expect(log[k]).toBeCloseTo(part, 10));
    const ratio = lmdi({ base, subject, form: 'multiplicative' }).reduce((all, each) => all * each, 1);
    expect(ratio).toBeCloseTo(695.1079611650486 / 615.7, 12);
  });

  it('gives Laspeyres, Paasche and Fisher of the trend example', () => {
    const indices = priceIndices({
      basePrice: factorRows(Y0).map((row) => row[2] ?? 0),
      baseUse: factorRows(Y0).map((row) => (row[0] ?? 0) * (row[1] ?? 0)),
      subjectPrice: factorRows(Y1).map((row) => row[2] ?? 0),
      subjectUse: factorRows(Y1).map((row) => (row[0] ?? 0) * (row[1] ?? 0)),
    });
    expect(indices.laspeyres).toBeCloseTo(1.076642508586056, 12);
    expect(indices.paasche).toBeCloseTo(1.0775341354494123, 12);
    expect(indices.fisher).toBeCloseTo(1.0770882297552797, 12);
  });

  it('adds up, gives nothing to a factor that does nothing, treats equals equally and reverses', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(values, (worth) => {
        const value = (set: number): number => worth[set] ?? 0;
        const parts = shapley({ factors: 4, value });
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo((worth[15] ?? 0) - (worth[0] ?? 0), 9);
        const dummy = shapley({ factors: 4, value: (set) => value(set & 7) });
        expect(dummy[3]).toBe(0);
        const back = shapley({ factors: 4, value: (set) => value(~set & 15) });
        back.forEach((part, k) => expect(part).toBeCloseTo(-(parts[k] ?? 0), 9));
        const exact = shapleyExact({ factors: 4, value: (set) => new Decimal(value(set)) });
        exact.forEach((part, k) => expect(part.toNumber()).toBeCloseTo(parts[k] ?? 0, 9));
      }),
    );
    const twins = shapley({ factors: 3, value: (set) => (set & 1 ? 5 : 0) + (set & 2 ? 5 : 0) + ((set & 3) === 3 ? 2 : 0) + (set & 4 ? 1 : 0) });
    expect(twins).toEqual([6, 6, 1]);
  });

  it('refuses thirteen factors and values that are not finite', () => {
    expect(() => shapley({ factors: 13, value: () => 0 })).toThrow(expect.objectContaining({ code: 'stats/too-many-factors' }));
    expect(() => shapley({ factors: 2, value: () => Number.NaN })).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
  });

  it('refuses logarithms of nothing unless epsilon says otherwise, and of negatives always', () => {
    const zero = { base: [[0, 2]], subject: [[1, 2]] };
    expect(() => lmdi(zero)).toThrow(expect.objectContaining({ code: 'stats/log-of-non-positive' }));
    expect(lmdi({ ...zero, epsilon: 1e-9 })[0]).toBeCloseTo(2, 6);
    expect(() => lmdi({ base: [[-1, 2]], subject: [[1, 2]], epsilon: 1e-9 })).toThrow(expect.objectContaining({ code: 'stats/log-of-non-positive' }));
    expect(() => priceIndices({ basePrice: [0], baseUse: [1], subjectPrice: [1], subjectUse: [1] })).toThrow(
      expect.objectContaining({ code: 'stats/bad-argument' }),
    );
  });

  it('has a logarithmic mean between the geometric and the arithmetic one', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (a, b) => {
        const mean = logarithmicMean(a, b);
        expect(mean).toBeGreaterThanOrEqual(Math.sqrt(a) * Math.sqrt(b) * (1 - 1e-12));
        expect(mean).toBeLessThanOrEqual(((a + b) / 2) * (1 + 1e-12));
      }),
    );
  });
});
