import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directStandardise, indirectStandardise } from '../../src/benchmark/standardise.js';

/** epitools 0.5-10.1 (R 4.2.2); Fay and Feuer 1997, table 1: Down syndrome by mother's age and birth order; spec/benchmark.md 5.3. */
const POPULATION = [
  [230061, 72202, 15050, 2293, 327],
  [329449, 326701, 175702, 68800, 30666],
  [114920, 208667, 207081, 132424, 123419],
  [39487, 83228, 117300, 98301, 149919],
  [14208, 28466, 45026, 46075, 104088],
  [3052, 5375, 8660, 9834, 34392],
];
const COUNT = [
  [107, 25, 3, 1, 0],
  [141, 150, 71, 26, 8],
  [60, 110, 114, 64, 63],
  [40, 84, 103, 89, 112],
  [39, 82, 108, 137, 262],
  [25, 39, 75, 96, 295],
];
const DOWN = [
  [56.3475054604, 92.3045255332, 80.4417498507, 105.7633457493],
  [67.6198769318, 91.1741168347, 82.361211652, 100.8675763173],
  [83.3305497882, 85.0692213383, 77.1834534027, 94.2235698322],
  [115.4511680695, 92.7178650552, 80.0099927554, 114.6694448226],
  [167.1141864136, 75.5290074453, 67.7021204176, 188.3001727278],
];

/** Selvin: US cancer deaths, 1940 on 1960. */
const DEATHS_60 = [141, 926, 1253, 1080, 1869, 4891, 14956, 30888, 41725, 26501, 5928];
const PEOPLE_60 = [1784033, 7065148, 15658730, 10482916, 9939972, 10563872, 9114202, 6850263, 4702482, 1874619, 330915];
const DEATHS_40 = [45, 201, 320, 670, 1126, 3160, 9723, 17935, 22179, 13461, 2238];
const PEOPLE_40 = [906897, 3794573, 10003544, 10629526, 9465330, 8249558, 7294330, 5022499, 2920220, 1019504, 142532];

function near(got: number | null | undefined, want: number, relative = 1e-9): void {
  expect(Math.abs((got ?? Number.NaN) - want), `${got} is not ${want}`).toBeLessThanOrEqual(relative * Math.abs(want));
}

describe('standardisation', () => {
  it.each([0, 1, 2, 3, 4])("gives Fay and Feuer's gamma limits of birth order column %i", (order) => {
    const strata = POPULATION.map((row, age) => ({
      count: COUNT[age]?.[order] ?? 0,
      exposure: row[order] ?? 0,
      standard: row.reduce((sum, each) => sum + each, 0) / 5,
    }));
    const result = directStandardise({ strata, ci: 'gamma', multiplier: 100_000 });
    const [crude = 0, adjusted = 0, low = 0, high = 0] = DOWN[order] ?? [];
    near(result.crude, crude);
    near(result.rate, adjusted);
    if (result.interval?.kind !== 'interval') throw new Error('no interval');
    near(result.interval.low, low);
    near(result.interval.high, high);
  });

  it("gives Selvin's direct and indirect rates", () => {
    const direct = directStandardise({
      strata: DEATHS_40.map((count, i) => ({ count, exposure: PEOPLE_40[i] ?? 0, standard: PEOPLE_60[i] ?? 0 })),
      ci: 'gamma',
      multiplier: 100_000,
    });
    near(direct.crude, 119.528641532);
    near(direct.rate, 139.250544022);
    if (direct.interval?.kind !== 'interval') throw new Error('no interval');
    near(direct.interval.low, 138.214125804);
    near(direct.interval.high, 140.293758987);
    const strata = DEATHS_40.map((count, i) => ({
      count,
      exposure: PEOPLE_40[i] ?? 0,
      referenceCount: DEATHS_60[i] ?? 0,
      referenceExposure: PEOPLE_60[i] ?? 0,
    }));
    const indirect = indirectStandardise({ strata, ci: 'lognormal', multiplier: 100_000 });
    near(indirect.ratio, 0.830535108974);
    near(indirect.expected, 85556.8888445);
    near(indirect.rate, 137.941453728);
    if (indirect.interval?.kind !== 'interval' || indirect.rateInterval?.kind !== 'interval') throw new Error('no interval');
    near(indirect.interval.low, 0.824450902048);
    near(indirect.interval.high, 0.836664215572);
    near(indirect.rateInterval.low, 136.930943348);
    near(indirect.rateInterval.high, 138.959421379);
  });

  it('turns the Simpson fixture around: dearer in sum, cheaper in every band', () => {
    const months = { a: [2000, 5000, 8000], b: [9000, 5000, 1500] };
    const dollars = { a: [230, 480, 910], b: [250, 505, 960] };
    const on = (group: 'a' | 'b'): ReturnType<typeof directStandardise> =>
      directStandardise({
        strata: months[group].map((exposure, i) => ({
          count: exposure * (dollars[group][i] ?? 0),
          exposure,
          standard: (months.a[i] ?? 0) + (months.b[i] ?? 0),
          standardError: 1,
        })),
        ci: 'lognormal',
      });
    expect(on('a').crude).toBe(676);
    near(on('b').crude, 400.967741935);
    near(on('a').rate, 523.770491803);
    near(on('b').rate, 554.754098361);
  });

  it('gives the crude rate on its own mix, and a ratio of 1 by its own rates, whatever the scale of the standard', () => {
    const strata = fc.array(fc.record({ count: fc.integer({ min: 5, max: 500 }), exposure: fc.integer({ min: 100, max: 10_000 }) }), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(strata, fc.double({ min: 0.01, max: 100, noNaN: true }), (list, scale) => {
        const own = directStandardise({ strata: list.map((each) => ({ ...each, standard: each.exposure * scale })), ci: 'dobson' });
        near(own.rate, own.crude, 1e-10);
        near(
          indirectStandardise({ strata: list.map((each) => ({ ...each, referenceCount: each.count, referenceExposure: each.exposure })) }).ratio,
          1,
          1e-10,
        );
      }),
    );
  });

  it('withholds a rate of fewer than ten events and keeps the exact ratio', () => {
    const few = directStandardise({ strata: [{ count: 9, exposure: 100, standard: 1 }], ci: 'gamma' });
    expect(few.rate).toBeNull();
    expect(few.warnings.map((each) => each.code)).toEqual(['benchmark/suppressed']);
    const ratio = indirectStandardise({ strata: [{ count: 3, exposure: 100, referenceCount: 30, referenceExposure: 1000 }] });
    expect(ratio.interval).toMatchObject({ method: 'Poisson exact' });
  });

  it('widens for events that come in bunches', () => {
    const alone = directStandardise({ strata: [{ count: 20, exposure: 100, standard: 1 }], ci: 'dobson' });
    const bunched = directStandardise({ strata: [{ count: 20, exposure: 100, standard: 1, frequency: [0, 10] }], ci: 'dobson' });
    expect(bunched.variance).toBeCloseTo(2 * alone.variance, 12);
  });

  it('refuses, collapses or borrows an empty stratum, and says which', () => {
    const strata = [
      { name: 'young', count: 20, exposure: 100, standard: 1 },
      { name: 'old', count: 0, exposure: 0, standard: 1 },
    ];
    expect(() => directStandardise({ strata, ci: 'gamma' })).toThrow(
      expect.objectContaining({ code: 'benchmark/empty-stratum', details: { strata: ['old'] } }),
    );
    expect(directStandardise({ strata, ci: 'gamma', emptyStratum: 'collapse' })).toMatchObject({ rate: 0.2 });
    const borrowed = directStandardise({ strata, ci: 'lognormal', emptyStratum: 'borrowReference', referenceRates: [0, 0.4] });
    near(borrowed.rate, 0.3, 1e-12);
    expect(borrowed.warnings[0]?.message).toContain('old');
  });
});
