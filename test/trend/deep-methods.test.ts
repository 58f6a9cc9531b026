import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { barnettZehnwirth, clark, glmReserve, munich, odp, triangleFrom } from '../../src/trend/index.js';
import { off, published, readJson } from './golden.js';

interface Tweedie {
  readonly phi: number;
  readonly rows: readonly (readonly [number, number])[];
  readonly total: readonly [number, number];
}
interface Trends {
  readonly levels: readonly number[];
  readonly lagTrends: readonly number[];
  readonly variance: number;
  readonly total: number;
  readonly standardError: number;
}
const golden: {
  readonly barnettZehnwirthAbc: {
    readonly grouped: Trends & { readonly paidTrends: readonly number[]; readonly rows: readonly (readonly [number, number])[] };
    readonly full: Trends;
  };
  readonly tweedieGenins: { readonly asPublished: Tweedie; readonly withZero: Tweedie };
} = readJson('test/golden/trend-models.json');

// Printed in the documentation of R ChainLadder (functions MunichChainLadder, ClarkLDF, glmReserve); triangles as published by the papers named there.
const PAID = [
  [576, 1804, 1970, 2024, 2074, 2102, 2131],
  [866, 1948, 2162, 2232, 2284, 2348],
  [1412, 3758, 4252, 4416, 4494],
  [2286, 5292, 5724, 5850],
  [1868, 3778, 4648],
  [1442, 4010],
  [2044],
];
const INCURRED = [
  [978, 2104, 2134, 2144, 2174, 2182, 2174],
  [1844, 2552, 2466, 2480, 2508, 2454],
  [2904, 4354, 4698, 4600, 4644],
  [3502, 5958, 6070, 6142],
  [2812, 4882, 4852],
  [2642, 4406],
  [5022],
];
const triangle = (rows: readonly (readonly number[])[]) =>
  triangleFrom({ origin: '2001-01', grain: 'year', unit: 'asGiven', cumulative: rows.map((row) => row.map(String)) });

describe('Munich chain ladder', () => {
  const result = munich(triangle(PAID), triangle(INCURRED), { sigma: 'mack', lastSigma: { paid: 0.1, incurred: 0.1 } });

  test("gives the paper's example, both ultimates and both dependences", () => {
    const paid = [2131, 2382.512, 4597.066, 6119.269, 4937.412, 4655.543, 7548.518];
    const incurred = [2174, 2443.52, 4628.803, 6175.985, 4950.33, 4665.171, 7649.759];
    result.rows.forEach(({ paidUltimate, incurredUltimate }, i) => {
      expect(Math.abs(paidUltimate.toNumber() - (paid[i] ?? 0))).toBeLessThan(6e-4);
      expect(Math.abs(incurredUltimate.toNumber() - (incurred[i] ?? 0))).toBeLessThan(6e-4);
    });
    expect(result.lambdaPaid.toFixed(3)).toBe('0.636');
    expect(result.lambdaIncurred.toFixed(4)).toBe('0.4362');
  });

  test('refuses triangles that do not fit together', () => {
    expect(() => munich(triangle(PAID), triangle(INCURRED.slice(1)), { sigma: 'mack' })).toThrow(
      expect.toSatisfy((error: unknown) => isCoalitionError(error, 'aggregate/spec-mismatch')),
    );
  });
});

describe("Clark's growth curve", () => {
  const result = clark(published('genins'), { form: 'ldf', maxAge: 240 });

  test('of GenIns, cut off after twenty years, is the optimum that scipy 1.17 (Nelder-Mead, 1e-15) finds', () => {
    expect(off(result.omega, 1.4355348700935782)).toBeLessThan(1e-6);
    expect(off(result.theta, 4.041945012353598 * 12)).toBeLessThan(1e-6);
    const future = [666921, 1158084, 1365842, 1666583, 1887442, 2516084, 3548341, 4898375, 4993098, 6224268];
    result.rows.forEach(({ ibnr }, i) => expect(Math.abs(ibnr.toNumber() - (future[i] ?? 0))).toBeLessThan(2));
    expect(Math.abs(result.total.ibnr.toNumber() - 28925037)).toBeLessThan(5);
  });

  test('lies within 0.1 % of what R ChainLadder prints, whose optimiser stops a little earlier, and its errors within 1 %', () => {
    const future = [666531, 1157423, 1365086, 1665694, 1886481, 2514880, 3546785, 4896501, 4991635, 6223706];
    const se = [261622, 375333, 420492, 483350, 530086, 653577, 847276, 1113865, 1344652, 2892103];
    result.rows.forEach(({ ibnr, standardError }, i) => {
      expect(off(ibnr.toNumber(), future[i] ?? 0)).toBeLessThan(1e-3);
      expect(off(standardError?.toNumber() ?? 0, se[i] ?? 0)).toBeLessThan(1e-2);
    });
    expect(off(result.total.standardError?.toNumber() ?? 0, 4848938)).toBeLessThan(1e-3);
  });

  test('in its Cape Cod form gives every period its share of one ratio', () => {
    const given = triangleFrom({
      origin: '2021-01',
      grain: 'year',
      unit: 'asGiven',
      cumulative: [['100', '150', '170', '178'], ['110', '165', '187'], ['120', '180'], ['130']],
      exposure: ['10', '11', '12', '13'],
    });
    const cape = clark(given, { form: 'capeCod', curve: 'weibull' });
    const ratios = cape.rows.map(({ ibnr, growth }, i) => ibnr.toNumber() / ((1 - growth) * (10 + i)));
    ratios.forEach((ratio) => expect(off(ratio, ratios[0] ?? 0)).toBeLessThan(1e-9));
    const parts = cape.rows.reduce((sum, { ibnr }) => sum + ibnr.toNumber(), 0);
    expect(off(cape.total.ibnr.toNumber(), parts)).toBeLessThan(1e-12);
    expect(() => clark(published('genins'), { form: 'capeCod' })).toThrow(
      expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/exposure-needed')),
    );
  });
});

describe('the generalised linear model of GenIns', () => {
  test('with gamma errors is the printed one', () => {
    const result = glmReserve(published('genins'), { power: 2 });
    const ibnr = [93, 447, 611, 992, 1453, 2186, 3665, 4122, 4516];
    const se = [45.16637, 160.55717, 177.62461, 254.47093, 351.33426, 526.28787, 941.32225, 1175.94587, 1667.3924];
    ibnr.forEach((each, i) => {
      expect(Math.abs((result.rows[i + 1]?.ibnr.toNumber() ?? 0) / 1000 - each)).toBeLessThan(0.51);
      expect(off((result.rows[i + 1]?.standardError?.toNumber() ?? 0) / 1000, se[i] ?? 0)).toBeLessThan(1e-4);
    });
    expect(off((result.total?.standardError?.toNumber() ?? 0) / 1000, 2702.70978)).toBeLessThan(1e-4);
  });

  test('with Poisson errors is the over-dispersed Poisson model', () => {
    const [model, formula] = [glmReserve(published('genins'), { power: 1 }), odp(published('genins'))];
    expect(off(model.phi ?? 0, formula.phi ?? 1)).toBeLessThan(1e-9);
    expect(off(model.total?.standardError?.toNumber() ?? 0, formula.total?.standardError?.toNumber() ?? 1)).toBeLessThan(1e-9);
  });

  test.each(['asPublished', 'withZero'] as const)('with a variance between them (Tweedie, power 1.5) is that of statsmodels, %s', (name) => {
    const expected = golden.tweedieGenins[name];
    const incremental = Array.from({ length: 10 }, (_, i) =>
      Array.from({ length: 10 - i }, (_c, k) => {
        const { grid } = published('genins');
        const cents = (grid.cumulative[i * 10 + k] ?? 0) - (k === 0 ? 0 : (grid.cumulative[i * 10 + k - 1] ?? 0));
        return name === 'withZero' && i === 3 && k === 5 ? '0' : (cents / 100).toFixed(2);
      }),
    );
    const result = glmReserve(triangleFrom({ origin: '2001-01', grain: 'year', unit: 'asGiven', incremental }), { power: 1.5 });
    expect(off(result.phi ?? 0, expected.phi)).toBeLessThan(1e-8);
    expected.rows.forEach(([ibnr, se], i) => {
      expect(off(result.rows[i + 1]?.ibnr.toNumber() ?? 0, ibnr)).toBeLessThan(1e-8);
      expect(off(result.rows[i + 1]?.standardError?.toNumber() ?? 0, se)).toBeLessThan(1e-8);
    });
    expect(off(result.total?.ibnr.toNumber() ?? 0, expected.total[0])).toBeLessThan(1e-8);
    expect(off(result.total?.standardError?.toNumber() ?? 0, expected.total[1])).toBeLessThan(1e-8);
  });

  test('has no fit for increments below zero, and says so', () => {
    expect(glmReserve(published('raa'), { power: 2 }).warnings.map(({ code }) => code)).toEqual(['trend/odp-negative-column']);
    expect(() => glmReserve(published('raa'), { power: 3 })).toThrow(
      expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')),
    );
  });
});

describe('the model of trends in three directions, of ABC', () => {
  const { grouped, full } = golden.barnettZehnwirthAbc;
  const same = (found: readonly number[], expected: readonly number[], most: number): void => {
    expect(found).toHaveLength(expected.length);
    found.forEach((each, p) => expect(off(each, expected[p] ?? 0)).toBeLessThan(most));
  };

  test('with shared parameters has the coefficients of chainladder-python, reserve and errors of the formula', () => {
    const result = barnettZehnwirth(published('abc'), { levels: [0, 5], lags: [0, 2, 5], paid: [0, 7, 11] });
    same(result.levels, grouped.levels, 1e-11);
    same(result.lagTrends, grouped.lagTrends, 1e-10);
    same(result.paidTrends, grouped.paidTrends, 1e-10);
    expect(off(result.variance ?? 0, grouped.variance)).toBeLessThan(1e-11);
    expect(off(result.total?.ibnr.toNumber() ?? 0, grouped.total)).toBeLessThan(1e-10);
    expect(off(result.total?.standardError?.toNumber() ?? 0, grouped.standardError)).toBeLessThan(1e-9);
    grouped.rows.forEach(([ibnr, se], i) => {
      expect(off(result.rows[i]?.ibnr.toNumber() ?? 0, ibnr)).toBeLessThan(1e-9);
      expect(off(result.rows[i]?.standardError?.toNumber() ?? 0, se)).toBeLessThan(1e-9);
    });
  });

  test('with a parameter for each period and lag is the two-way model of the paper', () => {
    const each = Array.from({ length: 11 }, (_, i) => i);
    const result = barnettZehnwirth(published('abc'), { levels: each, lags: each });
    same(result.levels, full.levels, 1e-11);
    same(result.lagTrends, full.lagTrends, 1e-10);
    expect(off(result.variance ?? 0, full.variance)).toBeLessThan(1e-10);
    expect(off(result.total?.ibnr.toNumber() ?? 0, full.total)).toBeLessThan(1e-10);
    expect(off(result.total?.standardError?.toNumber() ?? 0, full.standardError)).toBeLessThan(1e-9);
  });

  test('finds the inflation of payments that chain ladder has no place for', () => {
    const payment = (i: number, k: number): number => 1000 * 0.5 ** k * 1.05 ** Math.max(0, i + k - 3);
    const incremental = Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 - i }, (_c, k) => payment(i, k).toFixed(2)));
    const given = triangleFrom({ origin: '2019-01', grain: 'year', unit: 'asGiven', incremental });
    const { paidTrends, lagTrends, total } = barnettZehnwirth(given, { lags: [0, 5], paid: [3, 10] });
    expect(Math.exp(paidTrends[0] ?? 0)).toBeCloseTo(1.05, 3);
    expect(Math.exp(lagTrends[0] ?? 0)).toBeCloseTo(0.5, 3);
    let truth = 0;
    for (let i = 0; i < 6; i += 1) for (let k = 6 - i; k < 6; k += 1) truth += payment(i, k);
    expect(off(total?.ibnr.toNumber() ?? 0, truth)).toBeLessThan(1e-3);
  });

  test('has no logarithm of payments below zero, and refuses bounds that do not rise', () => {
    expect(barnettZehnwirth(published('raa'), { lags: [0, 9] }).warnings.map(({ code }) => code)).toEqual(['trend/odp-negative-column']);
    for (const bad of [{ levels: [1] }, { lags: [0, 2, 2] }, { paid: [0, 1.5] }]) {
      expect(() => barnettZehnwirth(published('abc'), bad)).toThrow(
        expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')),
      );
    }
  });
});
