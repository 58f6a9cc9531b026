import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { compareTriangles, completion, ibnr, mack, odp, TriangleBuilder, type TriangleSpec, triangleFrom } from '../../src/trend/index.js';

const code = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return isCoalitionError(error) ? error.code : 'other';
  }
  return 'none';
};
const SPEC: TriangleSpec = {
  grain: 'month',
  unit: 'cents',
  origin: '2023-01',
  months: 24,
  maxLag: 23,
  basis: 'paid',
  netOf: [],
  incurredDate: 'default',
  lagPolicy: 'reject',
  negativeLag: 'reject',
};
const month = (i: number): string => `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`;
/** 24 months, paid over four lags, with an amount that tells its cell. */
const lines = Array.from({ length: 24 }, (_, i) =>
  [0, 1, 2, 3].flatMap((k) => (i + k < 24 ? [{ incurred: `${month(i)}-28`, paid: `${month(i + k)}-28`, cents: 10_000 * (i + 1) + k }] : [])),
).flat();
const built = (spec: Partial<TriangleSpec> = {}): TriangleBuilder => {
  const builder = new TriangleBuilder({ ...SPEC, ...spec });
  builder.add(lines);
  return builder;
};
const exposure = Array.from({ length: 24 }, (_, i) => ({ month: month(i), memberMonths: 100 + i }));

describe('views of a triangle', () => {
  const monthly = built().build({ asOf: '2024-12', exposure });

  test('by year are the triangle that a build by year gives, with the member months of the year', () => {
    const yearly = built({ grain: 'year', months: 2, maxLag: 1 }).build({ asOf: '2024-12', exposure });
    const annual = monthly.toAnnual();
    for (const [i, k] of [
      [0, 0],
      [0, 1],
      [1, 0],
    ] as const)
      expect(annual.cumulative(i, k)).toBe(yearly.cumulative(i, k));
    expect(annual.cumulative(1, 1)).toBeNull();
    expect(annual.exposure).toEqual(yearly.exposure);
    expect(annual.exposure).toEqual([12 * 100 + 66, 12 * 112 + 66]);
    expect([annual.total(), annual.asOf, annual.spec.grain]).toEqual([monthly.total(), '2024-12', 'year']);
    expect(monthly.toQuarterly().toAnnual().latest()).toEqual(annual.latest());
    expect(code(() => monthly.slice({ periods: [0, 22] }).toAnnual())).toBe('trend/invalid-input');
  });

  test('of some months and lags keep those cells, their own first month and members, and nothing else', () => {
    const part = monthly.slice({ periods: [3, 9], maxLag: 2 });
    expect([part.spec.origin, part.spec.months, part.spec.maxLag]).toEqual(['2023-04', 7, 2]);
    for (let i = 0; i < 7; i += 1) for (let k = 0; k <= 2; k += 1) expect(part.cumulative(i, k)).toBe(monthly.cumulative(i + 3, k));
    expect(part.exposure).toEqual(monthly.exposure?.slice(3, 10));
    expect(part.asOf).toBe(monthly.asOf);
    for (const bad of [
      { periods: [-1, 2] },
      { periods: [3, 2] },
      { periods: [0, 24] },
      { periods: [0.5, 2] },
      { maxLag: 24 },
      { maxLag: -1 },
    ] as const)
      expect(code(() => monthly.slice(bad))).toBe('trend/invalid-input');
  });

  test('as rows give each known cell once, and add up', () => {
    const rows = monthly.toRows();
    expect(rows).toHaveLength((24 * 25) / 2);
    expect(rows.reduce((sum, { incremental }) => sum + (incremental ?? 0), 0)).toBe(monthly.total());
    expect(rows[1]).toEqual({ incurred_month: '2023-01', lag: 1, paid_month: '2023-02', incremental: 10_001, cumulative: 20_001 });
  });
});

describe('amounts that must not be mixed', () => {
  test('cents, hundredths of a published unit and counts never meet in one triangle', () => {
    const [cents, given] = [built(), built({ unit: 'asGiven' })];
    expect(code(() => cents.merge(given))).toBe('aggregate/spec-mismatch');
    expect(code(() => cents.merge(built({ netOf: ['rebates'] })))).toBe('aggregate/spec-mismatch');
    const [a, b] = (['cents', 'asGiven'] as const).map((unit) =>
      triangleFrom({ origin: '2024-01', grain: 'month', unit, cumulative: [['1', '2'], ['1']] }),
    );
    if (a === undefined || b === undefined) throw new Error('two triangles');
    expect(code(() => compareTriangles(a, b))).toBe('aggregate/spec-mismatch');
  });

  test('a number, a fraction of a cent and a month that is none are refused at the door', () => {
    const add = (cents: number) => code(() => built().add({ incurred: '2023-01-05', paid: '2023-01-20', cents }));
    expect([0.5, Number.NaN, Number.POSITIVE_INFINITY].map(add)).toEqual(['trend/invalid-input', 'trend/invalid-input', 'trend/invalid-input']);
    for (const cell of ['1e3', 'NaN', '1,000', '', ' 5'])
      expect(code(() => triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [[cell]] }))).toBe('trend/invalid-input');
    for (const origin of ['2024-00', '2024-13', '24-01', '2024-1', '2024-01-01'])
      expect(code(() => triangleFrom({ origin, grain: 'month', unit: 'cents', cumulative: [['1']] }))).toBe('trend/invalid-input');
    expect(code(() => built().add({ incurred: '2023-02-30', paid: '2023-03-01', cents: 1 }))).toMatch(/^(trend\/invalid-input|time\/not-a-date)$/);
  });
});

describe('all rows but one missing', () => {
  const lone = triangleFrom({
    origin: '2024-01',
    grain: 'month',
    unit: 'cents',
    cumulative: [['100', '150', '180'], [null], [null]],
    exposure: ['10', '10', '10'],
  });

  test('leaves factors of one month, each with its warning, and a reserve of nothing for the month that is there', () => {
    const pattern = completion(lone);
    expect(pattern.lags.map(({ factor, ratios }) => [factor, ratios])).toEqual([
      [1.5, 1],
      [1.2, 1],
    ]);
    expect(pattern.warnings.map(({ code: id, path }) => [id, path])).toEqual([
      ['trend/insufficient-development', 'lags[0]'],
      ['trend/insufficient-development', 'lags[1]'],
    ]);
    const { rows, total } = ibnr(lone, pattern, { method: 'development' });
    expect([rows.length, total.ibnr?.toNumber(), total.ultimate?.toNumber()]).toEqual([1, 0, 180]);
    expect(odp(lone).total?.standardError).toBeNull();
    const result = mack(lone, { sigma: 'mack' });
    expect(result.total.standardError).toBeNull();
    expect(result.warnings.map(({ code: id }) => id)).toEqual(['trend/insufficient-development']);
  });

  test('refuses what has no development at all', () => {
    const none = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [['100', null], [null], [null]] });
    expect(code(() => completion(none))).toBe('trend/insufficient-development');
    expect(code(() => mack(none, { sigma: 'mack' }))).toBe('trend/insufficient-development');
  });
});
