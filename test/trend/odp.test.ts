import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { bootstrapOdp, completion, ibnr, mack, mackBootstrap, odp, oneYear, runOffError, triangleFrom } from '../../src/trend/index.js';
import { off, published, readJson } from './golden.js';

const golden: {
  readonly odpGenins: { readonly phi: number; readonly se_rows_2_to_10: readonly number[]; readonly se_total: number };
  readonly merzWuethrich2008: {
    readonly cumulative: readonly (readonly string[])[];
    readonly ibnr: readonly number[];
    readonly oneYearSe: readonly number[];
    readonly totalOneYearSe: number;
    readonly futureYears: { readonly total: readonly number[]; readonly newest: readonly number[] };
  };
} = readJson('test/golden/trend-models.json');

describe('the over-dispersed Poisson model', () => {
  test('of GenIns to 1e-9, by row and in total', () => {
    const result = odp(published('genins'));
    expect(off(result.phi ?? 0, golden.odpGenins.phi)).toBeLessThan(1e-9);
    golden.odpGenins.se_rows_2_to_10.forEach((se, i) => expect(off(result.rows[i + 1]?.standardError?.toNumber() ?? 0, se)).toBeLessThan(1e-9));
    expect(off(result.total?.standardError?.toNumber() ?? 0, golden.odpGenins.se_total)).toBeLessThan(1e-9);
  });

  test('has the mean of volume development', () => {
    for (const name of ['raa', 'genins', 'abc', 'ukmotor']) {
      const development = ibnr(published(name), completion(published(name)), { method: 'development' }).total.ibnr?.toNumber() ?? 0;
      expect(off(odp(published(name)).total?.ibnr.toNumber() ?? 0, development)).toBeLessThan(1e-12);
    }
  });

  test('has no fit, and says so, when a fitted column is negative', () => {
    const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '90', '95'], ['110', '80'], ['120']] });
    const result = odp(triangle);
    expect(result.total).toBeNull();
    expect(result.warnings.map(({ code }) => code)).toEqual(['trend/odp-negative-column']);
    const draws = bootstrapOdp(triangle, { sims: 10, seed: 1 });
    expect(draws.warnings.map(({ code }) => code)).toEqual(['trend/odp-negative-column']);
    expect([draws.sims, draws.total.length, draws.mean, draws.standardDeviation, draws.quantiles.length]).toEqual([0, 0, null, null, 0]);
  });

  test('draws nothing, and says why, where the model has as many parameters as cells', () => {
    const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150'], ['110']] });
    const draws = bootstrapOdp(triangle, { sims: 10, seed: 1 });
    expect([draws.sims, draws.warnings.map(({ code }) => code)]).toEqual([0, ['trend/sigma-unavailable']]);
  });
});

describe('the bootstraps of GenIns', () => {
  test('lie within 2 % above the chain ladder and 5 % of the formula (over-dispersed Poisson)', () => {
    const draws = bootstrapOdp(published('genins'), { sims: 20_000, seed: 7 });
    expect(draws.mean).toBeGreaterThan(18_680_856);
    expect(draws.mean).toBeLessThan(18_680_856 * 1.02);
    expect(Math.abs((draws.standardDeviation ?? 0) / golden.odpGenins.se_total - 1)).toBeLessThan(0.05);
  });

  test("come within 5 % of Mack's formula (Mack)", () => {
    const draws = mackBootstrap(published('genins'), { sims: 10_000, seed: 7, sigma: 'mack' });
    expect(Math.abs((draws.standardDeviation ?? 0) / 2447094.86 - 1)).toBeLessThan(0.05);
  });

  test('give the same draws for the same seed, and the first ones whatever the number of simulations', () => {
    const [few, many] = [bootstrapOdp(published('raa'), { sims: 50, seed: 3 }), bootstrapOdp(published('raa'), { sims: 200, seed: 3 })];
    expect(Array.from(many.total.slice(0, 50))).toEqual(Array.from(few.total));
    expect(bootstrapOdp(published('raa'), { sims: 50, seed: 4 }).total).not.toEqual(few.total);
  });

  test('have no spread without process error when all months develop alike', () => {
    const triangle = triangleFrom({
      origin: '2021-01',
      grain: 'year',
      unit: 'asGiven',
      cumulative: [['100', '150', '180', '198'], ['200', '300', '360'], ['400', '600'], ['80']],
    });
    expect(bootstrapOdp(triangle, { sims: 20, seed: 1, process: 'none' }).standardDeviation).toBeLessThan(1e-6);
  });

  test('refuse counts and seeds that mean nothing', () => {
    for (const o of [
      { sims: 0, seed: 1 },
      { sims: 10, seed: -1 },
      { sims: 1.5, seed: 1 },
    ]) {
      expect(() => bootstrapOdp(published('raa'), o)).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')));
    }
  });
});

describe('the one-year view', () => {
  test('is printed by Merz and Wuethrich for their triangle, by row and in total', () => {
    const { merzWuethrich2008: mw } = golden;
    const result = oneYear(triangleFrom({ origin: '2000-01', grain: 'year', unit: 'asGiven', cumulative: mw.cumulative }), { sigma: 'mack' });
    result.rows.forEach((row, i) => {
      expect(Math.abs(row.standardError.toNumber() - (mw.oneYearSe[i] ?? 0))).toBeLessThan(1e-4);
      expect(Math.abs(row.ibnr.toNumber() - (mw.ibnr[i] ?? 0))).toBeLessThan(1e-3);
    });
    expect(Math.abs(result.total.standardError.toNumber() - mw.totalOneYearSe)).toBeLessThan(1e-4);
  });

  test('is the first of all future years, as printed, and one row sums in quadrature to its whole error', () => {
    const { merzWuethrich2008: mw } = golden;
    const triangle = triangleFrom({ origin: '2000-01', grain: 'year', unit: 'asGiven', cumulative: mw.cumulative });
    const { rows, total } = runOffError(triangle, { sigma: 'mack' });
    total.forEach((each, k) => expect(Math.abs(each.toNumber() - (mw.futureYears.total[k] ?? 0))).toBeLessThan(1e-4));
    rows[8]?.standardErrors.forEach((each, k) => expect(Math.abs(each.toNumber() - (mw.futureYears.newest[k] ?? 0))).toBeLessThan(1e-4));
    const whole = mack(triangle, { sigma: 'mack' });
    rows.forEach(({ standardErrors }, i) => {
      const sum = Math.sqrt(standardErrors.reduce((square, each) => square + each.toNumber() ** 2, 0));
      expect(off(sum, whole.rows[i]?.standardError?.toNumber() ?? 0)).toBeLessThan(1e-9);
    });
  });

  test('never exceeds the view to the end, by row and in total', () => {
    for (const name of ['raa', 'genins', 'abc', 'ukmotor']) {
      const [year, end] = [oneYear(published(name), { sigma: 'mack' }), mack(published(name), { sigma: 'mack' })];
      expect(year.total.standardError.lte(end.total.standardError ?? 0)).toBe(true);
      year.rows.forEach((row, i) => expect(row.standardError.minus(end.rows[i]?.standardError ?? 0).lte('1e-6')).toBe(true));
    }
  });

  test('equals the whole error of the oldest open row, which has one year to go', () => {
    const [year, end] = [oneYear(published('raa'), { sigma: 'mack' }), mack(published('raa'), { sigma: 'mack' })];
    expect(off(year.rows[1]?.standardError.toNumber() ?? 0, end.rows[1]?.standardError?.toNumber() ?? 1)).toBeLessThan(1e-9);
  });

  test('is refused for a triangle that is not square', () => {
    const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['1', '2'], ['1', '2'], ['1']] });
    expect(() => oneYear(triangle, { sigma: 'mack' })).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')));
  });
});
