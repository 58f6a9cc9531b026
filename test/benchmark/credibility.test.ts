import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buhlmann, buhlmannStraub } from '../../src/benchmark/buhlmann-straub.js';
import { blend, combineYears, limitedFluctuation } from '../../src/benchmark/credibility.js';
import { hachemeister } from '../../src/benchmark/hachemeister.js';
import { hierarchical } from '../../src/benchmark/hierarchical.js';
import { regulatoryCredibility } from '../../src/benchmark/regulatory-credibility.js';
import { Decimal } from '../../src/money/decimal.js';
import { usd } from '../../src/money/usd.js';
import golden from '../golden/benchmark-credibility.json';

const { ratios, weights } = golden;

function near(got: number | null | undefined, want: number, relative = 1e-9): void {
  expect(Math.abs((got ?? Number.NaN) - want), `${got} is not ${want}`).toBeLessThanOrEqual(relative * Math.abs(want));
}

describe('credibility', () => {
  it("gives actuar's Buhlmann on Hachemeister's data", () => {
    const fit = buhlmann({ ratios });
    near(fit.collective, golden.buhlmann.collective);
    near(fit.between, golden.buhlmann.between);
    near(fit.within, golden.buhlmann.within);
    fit.z.forEach((z) => near(z, golden.buhlmann.z));
    golden.buhlmann.premiums.forEach((premium, i) => near(fit.premiums[i], premium));
  });

  it("gives actuar's Buhlmann-Straub, unbiased and iterative", () => {
    const unbiased = buhlmannStraub({ ratios, weights });
    near(unbiased.collective, golden.unbiased.collective);
    near(unbiased.between, golden.unbiased.between);
    near(unbiased.within, golden.unbiased.within);
    golden.unbiased.z.forEach((z, i) => near(unbiased.z[i], z));
    golden.unbiased.premiums.forEach((premium, i) => near(unbiased.premiums[i], premium));
    golden.individual.forEach((mean, i) => near(unbiased.individual[i], mean));
    const iterative = buhlmannStraub({ ratios, weights, method: 'iterative' });
    near(iterative.collective, golden.iterative.collective, 1e-7);
    near(iterative.between, golden.iterative.between, 1e-7);
    golden.iterative.z.forEach((z, i) => near(iterative.z[i], z, 1e-7));
    golden.iterative.premiums.forEach((premium, i) => near(iterative.premiums[i], premium, 1e-7));
  });

  it('reports a negative variance and gives everybody the collective', () => {
    const { negative } = golden;
    const fit = buhlmannStraub(negative);
    near(fit.between, negative.between, 1e-9);
    near(fit.within, negative.within, 1e-9);
    expect(fit.z).toEqual([0, 0, 0]);
    fit.premiums.forEach((premium) => near(premium, negative.premium, 1e-11));
    expect(fit.warnings.map((each) => each.code)).toEqual(['benchmark/negative-variance']);
    expect(buhlmannStraub({ ...negative, method: 'iterative' }).between).toBe(0);
  });

  it('balances: premiums weigh as much as experience, whatever the variance', () => {
    const grid = fc.array(
      fc.tuple(
        fc.array(fc.double({ min: 100, max: 2000, noNaN: true }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.double({ min: 1, max: 500, noNaN: true }), { minLength: 3, maxLength: 3 }),
      ),
      { minLength: 2, maxLength: 6 },
    );
    fc.assert(
      fc.property(grid, (units) => {
        const given = { ratios: units.map(([row]) => row), weights: units.map(([, row]) => row) };
        const fit = buhlmannStraub(given);
        const w = given.weights.map((row) => row.reduce((sum, each) => sum + each, 0));
        const [left, right] = [fit.premiums, fit.individual].map((list) => list.reduce<number>((sum, each, i) => sum + (w[i] ?? 0) * (each ?? 0), 0));
        near(left, right ?? 0, 1e-9);
        const doubled = buhlmannStraub({ ratios: given.ratios.map((row) => row.map((x) => 2 * x)), weights: given.weights });
        doubled.z.forEach((z, i) => near(z, fit.z[i] ?? 0, 1e-9));
        const padded = buhlmannStraub({ ratios: given.ratios.map((row) => [...row, null]), weights: given.weights.map((row) => [...row, null]) });
        expect(padded.premiums).toEqual(fit.premiums);
      }),
      { numRuns: 50 },
    );
  });

  it('makes a one-level hierarchy of Ohlsson the unbiased Buhlmann-Straub', () => {
    const fit = hierarchical({ ratios, weights, path: ['1', '2', '3', '4', '5'].map((state) => [state]), method: 'ohlsson' });
    golden.unbiased.premiums.forEach((premium, i) => near(fit.premiums[i], premium));
    near(fit.collective, golden.unbiased.collective);
    const iterative = hierarchical({ ratios, weights, path: ['1', '2', '3', '4', '5'].map((state) => [state]), method: 'iterative' });
    golden.iterative.premiums.forEach((premium, i) => near(iterative.premiums[i], premium, 1e-6));
  });

  it('lets units of a region lean on their region, in two levels', () => {
    const path = [
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
      ['b', '4'],
      ['b', '5'],
    ];
    for (const method of ['buhlmannGisler', 'ohlsson', 'iterative'] as const) {
      const fit = hierarchical({ ratios, weights, path, method });
      const regions = fit.levels[0]?.nodes ?? [];
      expect(regions.map((node) => node.path)).toEqual([['a'], ['b']]);
      fit.premiums.forEach((premium, i) => {
        const parent = regions.find((node) => node.path[0] === path[i]?.[0])?.premium ?? 0;
        const own = golden.individual[i] ?? 0;
        expect(premium).toBeGreaterThanOrEqual(Math.min(own, parent) - 1e-9);
        expect(premium).toBeLessThanOrEqual(Math.max(own, parent) + 1e-9);
      });
    }
  });

  it('makes regression credibility on a constant design the Buhlmann-Straub estimate', () => {
    const fit = hachemeister({ ratios, weights, design: Array.from({ length: 12 }, () => [1]), newDesign: [[1]] });
    const straub = buhlmannStraub({ ratios, weights });
    straub.premiums.forEach((premium, i) => near(fit.predictions[i]?.[0], premium, 1e-9));
  });

  it('keeps the credible line between the own and the collective one at the barycentre', () => {
    const design = Array.from({ length: 12 }, (_, j) => [1, j + 1]);
    const fit = hachemeister({ ratios, weights, design, newDesign: [[1, 13]] });
    const shifted = hachemeister({ ratios, weights, design: design.map(([one = 1, t = 0]) => [one, t - 5]), newDesign: [[1, 8]] });
    fit.predictions.forEach((row, i) => near(shifted.predictions[i]?.[0], row[0] ?? 0, 1e-9));
    fit.adjusted.forEach((line, i) => {
      line.forEach((b, k) => {
        const [own, all] = [fit.individual[i]?.[k] ?? 0, fit.collective[k] ?? 0];
        expect(b).toBeGreaterThanOrEqual(Math.min(own, all) - 1e-9);
        expect(b).toBeLessThanOrEqual(Math.max(own, all) + 1e-9);
      });
    });
  });

  it('gives limited fluctuation, blend and years of the 50-employee firm', () => {
    const { full, z } = limitedFluctuation({ lifeYears: 100, cv: 2.415364 });
    near(full, 6313.63808003712, 1e-12);
    near(z, 0.125852010693165, 1e-12);
    near(limitedFluctuation({ lifeYears: 100, cv: 3.449263 }).z, 0.088128512078054, 1e-12);
    near(blend({ own: usd('540'), complement: usd('600'), z, complementName: 'benchmark' }).toNumber(), 592.44887935841, 1e-12);
    near(combineYears({ lifeYears: 100, cv: 2.415364 })[2]?.z, 0.217982076755263, 1e-12);
    expect(() => blend({ own: usd('1'), complement: usd('2'), z: 0.5, complementName: ' ' })).toThrow(
      expect.objectContaining({ code: 'benchmark/bad-input' }),
    );
  });

  it('gives the credibility of 45 CFR 158.232', () => {
    const at = (exposure: string): ReturnType<typeof regulatoryCredibility> =>
      regulatoryCredibility({ rule: '45-cfr-158.232', exposure, asOf: '2025-12-31' });
    expect(at('999').status).toBe('none');
    for (const [size, factor] of [
      ['1000', '0.083'],
      ['1750', '0.0675'],
      ['7500', '0.0315'],
      ['60000', '0.0072'],
    ] as const) {
      expect(at(size).factor?.toFixed()).toBe(factor);
      expect(at(size).status).toBe('partial');
    }
    expect(at('75000')).toMatchObject({ status: 'full', factor: new Decimal(0) });
    expect(
      regulatoryCredibility({ rule: '45-cfr-158.232', exposure: '1000', averageDeductible: usd('2500'), asOf: '2025-01-01' }).factor?.toFixed(),
    ).toBe('0.096612');
    expect(() => regulatoryCredibility({ rule: '45-cfr-158.232', exposure: '1000', asOf: '2009-01-01' })).toThrow(
      expect.objectContaining({ code: 'reference/out-of-range' }),
    );
    expect(() => regulatoryCredibility({ rule: '42-cfr-422.2440', exposure: '100000', asOf: '2025-01-01' })).toThrow(
      expect.objectContaining({ code: 'benchmark/table-missing' }),
    );
    expect(regulatoryCredibility({ rule: '42-cfr-422.2440', exposure: '180001', asOf: '2025-01-01' }).status).toBe('full');
    expect(regulatoryCredibility({ rule: 'cms-ma-bid', exposure: '6000', asOf: '2025-01-01' })).toMatchObject({
      status: 'partial',
      factor: new Decimal('0.5'),
    });
  });

  it('refuses one unit, one period and weights that are not numbers', () => {
    const code = { code: 'benchmark/too-little-structure' };
    expect(() => buhlmann({ ratios: [[1, 2, 3]] })).toThrow(expect.objectContaining(code));
    expect(() => buhlmann({ ratios: [[1], [2]] })).toThrow(expect.objectContaining(code));
    expect(() =>
      buhlmannStraub({
        ratios: [
          [1, 2],
          [3, 4],
        ],
        weights: [
          [1, Number.NaN],
          [1, 1],
        ],
      }),
    ).toThrow(expect.objectContaining({ code: 'benchmark/bad-input' }));
  });
});
