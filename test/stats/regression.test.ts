import { describe, expect, it } from 'vitest';
import { ols, predict } from '../../src/stats/regression.js';
import { durbinWatson, hac, hc3, ljungBox } from '../../src/stats/robust-errors.js';
import { studentT } from '../../src/stats/student-t.js';
import golden from '../golden/stats-regression.json';

function digits(got: number | null | undefined, want: number): number {
  if (got === null || got === undefined) return 0;
  return got === want ? 16 : -Math.log10(Math.abs(got - want) / Math.abs(want));
}

describe('regression', () => {
  it("reaches twelve digits of NIST's Norris", () => {
    const { norris } = golden;
    const fit = ols(
      norris.pairs.map(([, x]) => [1, x ?? 0]),
      norris.pairs.map(([y]) => y ?? 0),
    );
    norris.coefficients.forEach((b, k) => expect(digits(fit.coefficients[k], b)).toBeGreaterThan(12));
    norris.standardErrors.forEach((se, k) => expect(digits(fit.standardErrors?.[k], se)).toBeGreaterThan(12));
    expect(digits(fit.sigma, norris.sigma)).toBeGreaterThan(12);
    expect(digits(fit.rSquared, norris.rSquared)).toBeGreaterThan(12);
  });

  it("reaches ten digits of NIST's Longley, whose columns nearly determine one another", () => {
    const { longley } = golden;
    const fit = ols(
      longley.rows.map((row) => [1, ...row.slice(1)]),
      longley.rows.map((row) => row[0] ?? 0),
    );
    longley.coefficients.forEach((b, k) => expect(digits(fit.coefficients[k], b)).toBeGreaterThan(10));
    longley.standardErrors.forEach((se, k) => expect(digits(fit.standardErrors?.[k], se)).toBeGreaterThan(10));
    expect(digits(fit.sigma, longley.sigma)).toBeGreaterThan(10);
    expect(digits(fit.rSquared, longley.rSquared)).toBeGreaterThan(10);
  });

  it('fits AirPassengers on the log scale with robust errors as published', () => {
    const { airPassengers: air } = golden;
    const row = (t: number): number[] => [1, t, ...Array.from({ length: 11 }, (_, m) => ((t - 1) % 12 === m + 1 ? 1 : 0))];
    const months = Array.from({ length: 132 }, (_, i) => i + 1);
    const fit = ols(
      months.map(row),
      months.map((t) => Math.log(air.values[t - 1] ?? 1)),
    );
    expect(digits(fit.coefficients[0], air.intercept)).toBeGreaterThan(9);
    expect(digits(fit.coefficients[1], air.slope)).toBeGreaterThan(9);
    expect(digits(fit.standardErrors?.[1], air.slopeSe)).toBeGreaterThan(9);
    expect(digits(fit.sigma, air.sigma)).toBeGreaterThan(9);
    expect(digits(fit.rSquared, air.rSquared)).toBeGreaterThan(9);
    expect(digits(fit.aic, air.aic)).toBeGreaterThan(9);
    expect(digits(hac(fit, { lag: 12 }).standardErrors[1], air.neweyWest12)).toBeGreaterThan(9);
    expect(digits(hac(fit, { lag: 12, smallSample: true }).standardErrors[1], air.neweyWest12Small)).toBeGreaterThan(9);
    expect(digits(hc3(fit).standardErrors[1], air.hc3)).toBeGreaterThan(9);
    expect(digits(durbinWatson(fit.residuals), air.durbinWatson)).toBeGreaterThan(9);
    const next = predict(fit, row(133));
    expect(digits(next.value, air.prediction133)).toBeGreaterThan(9);
    const half = (next.predictionError ?? 0) * studentT.quantile(0.9, fit.df);
    expect(digits(next.value - half, air.low80)).toBeGreaterThan(9);
    expect(digits(next.value + half, air.high80)).toBeGreaterThan(9);
    const wide = (next.predictionError ?? 0) * studentT.quantile(0.975, fit.df);
    expect(digits(next.value - wide, air.low95)).toBeGreaterThan(9);
    expect(digits(next.value + wide, air.high95)).toBeGreaterThan(9);
  });

  it('gives the Ljung-Box statistic of statsmodels 0.15.0', () => {
    const e = [0.3, -0.2, 0.5, 0.1, -0.4, 0.6, -0.1, 0.2, -0.3, 0.4];
    const test = ljungBox(e, { lags: 3 });
    expect(test.statistic).toBeCloseTo(5.867355, 6);
    expect(test.pValue).toBeCloseTo(0.118245, 6);
  });

  it('weights an observation like repeating it', () => {
    const x = [
      [1, 1],
      [1, 2],
      [1, 4],
    ];
    const once = ols(x, [1, 3, 4], { weights: [1, 2, 1] });
    const twice = ols(
      [
        [1, 1],
        [1, 2],
        [1, 2],
        [1, 4],
      ],
      [1, 3, 3, 4],
    );
    once.coefficients.forEach((b, k) => expect(b).toBeCloseTo(twice.coefficients[k] ?? 0, 12));
  });

  it('refuses a column that the others determine, whatever its scale, and names it', () => {
    const rows = [
      [1, 1, 2e-9],
      [1, 2, 3e-9],
      [1, 5, 6e-9],
      [1, 7, 8e-9],
    ];
    expect(() => ols(rows, [1, 2, 3, 4])).toThrow(expect.objectContaining({ code: 'stats/rank-deficient', details: { column: 2, columns: 3 } }));
    expect(() =>
      ols(
        [
          [1, 0],
          [1, 0],
        ],
        [1, 2],
      ),
    ).toThrow(expect.objectContaining({ code: 'stats/rank-deficient' }));
  });

  it('has no standard errors, but no NaN either, without degrees of freedom', () => {
    const fit = ols(
      [
        [1, 0],
        [1, 1],
      ],
      [1, 3],
    );
    expect(fit.standardErrors).toBeNull();
    expect(fit.sigma).toBeNull();
    expect(ols([[1], [1], [1]], [2, 2, 2]).rSquared).toBeNull();
    expect(durbinWatson([0, 0])).toBeNull();
  });

  it('refuses NaN, ragged rows and too few observations', () => {
    expect(() =>
      ols(
        [
          [1, Number.NaN],
          [1, 2],
        ],
        [1, 2],
      ),
    ).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
    expect(() => ols([[1, 2], [1]], [1, 2])).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
    expect(() => ols([[1, 2]], [1])).toThrow(expect.objectContaining({ code: 'stats/too-few-values' }));
    expect(() => ols([[1]], [1, 2])).toThrow(expect.objectContaining({ code: 'stats/bad-argument' }));
  });
});
