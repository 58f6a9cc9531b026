import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispersionFor, poolingPointForTargetCv } from '../../src/benchmark/dispersion.js';
import { expectedExcess } from '../../src/benchmark/expected-excess.js';
import { poolMemberYears } from '../../src/benchmark/pool-member-years.js';
import { defaultSeverityModel as model, severityMoments } from '../../src/benchmark/severity-model.js';
import { Decimal } from '../../src/money/decimal.js';
import { usd } from '../../src/money/usd.js';

function near(got: number, want: number, relative = 1e-11): void {
  expect(Math.abs(got - want), `${got} is not ${want}`).toBeLessThanOrEqual(relative * Math.abs(want));
}

describe('the severity model', () => {
  it('gives the closed-form figures of spec/benchmark.md 5.5', () => {
    const raw = severityMoments({ model, point: null });
    near(raw.mean, 5032.875774759175);
    near(raw.cv, 3.5261403359795196);
    const at100 = severityMoments({ model, point: 100_000 });
    near(at100.mean, 4749.827105275827);
    near(at100.cv, 2.4159116239072045);
    near(at100.excessShare, 0.05623994752719519);
    const at250 = severityMoments({ model, point: 250_000 });
    near(at250.cv, 2.769699121186051);
    near(at250.excessShare, 0.018382854682972738);
    const scaled = severityMoments({ model, point: 100_000, annualMean: 7200 });
    near(scaled.cv, 2.2573843932116664);
    near(scaled.excessShare, 0.08670865723863219);
  });

  it('doubles with the dollars', () => {
    fc.assert(
      fc.property(fc.double({ min: 500, max: 1e6, noNaN: true }), fc.double({ min: 1000, max: 20_000, noNaN: true }), (point, annualMean) => {
        const one = severityMoments({ model, point, annualMean });
        const two = severityMoments({ model, point: 2 * point, annualMean: 2 * annualMean });
        near(two.mean, 2 * one.mean, 1e-10);
        near(two.cv, one.cv, 1e-9);
      }),
    );
  });

  it('prices a pooling point from model, table and sample', () => {
    near(expectedExcess({ point: usd('100000'), from: { kind: 'model', model } }), (5032.875774759175 * 0.05623994752719519) / 12);
    const table = {
      kind: 'continuance',
      id: 't',
      points: [
        { point: 50_000, excess: 600 },
        { point: 100_000, excess: 300 },
      ],
    } as const;
    expect(expectedExcess({ point: usd('75000'), from: table })).toBe(37.5);
    expect(expectedExcess({ point: usd('100000'), from: table })).toBe(25);
    expect(() => expectedExcess({ point: usd('100001'), from: table })).toThrow(expect.objectContaining({ code: 'benchmark/outside-table' }));
    expect(expectedExcess({ point: usd('100'), from: { kind: 'sample', dollars: [0, 220] } })).toBe(5);
  });

  it('finds the dispersion of a pooling point, and never uses that of another', () => {
    const record = { cvRaw: 3.4, cvByPoint: [{ point: '100000.00', cv: 2.4 }], source: 'own' };
    expect(dispersionFor({ point: usd('100000'), record })).toMatchObject({ cv: 2.4, from: 'record' });
    expect(dispersionFor({ point: null, record }).cv).toBe(3.4);
    expect(() => dispersionFor({ point: usd('250000'), record })).toThrow(expect.objectContaining({ code: 'benchmark/no-dispersion-for-point' }));
    expect(dispersionFor({ point: usd('250000'), record, model }).from).toBe('model');
    expect(dispersionFor({ point: null }).warnings.map((each) => each.code)).toEqual(['benchmark/default-dispersion']);
    expect(() => dispersionFor({ point: null, sample: [1, 2, 3] })).toThrow(expect.objectContaining({ code: 'benchmark/no-dispersion-for-point' }));
    const sample = Array.from({ length: 5000 }, (_, i) => (i % 2) * 200);
    near(dispersionFor({ point: usd('100'), sample }).cv, Math.sqrt(5000 / 4999), 1e-9);
    const points = [
      { point: usd('100000'), cv: 2.4 },
      { point: usd('50000'), cv: 2 },
    ];
    expect(poolingPointForTargetCv({ points, lifeYears: 100, targetCv: 0.2 })?.toFixed()).toBe('50000');
    expect(poolingPointForTargetCv({ points, lifeYears: 10, targetCv: 0.2 })).toBeNull();
  });

  it('pools member-years so that nothing is lost, prorated or not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ cents: fc.integer({ min: -5000, max: 50_000_000 }), months: fc.integer({ min: 1, max: 12 }) }), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.constantFrom('byMonths', 'none'),
        (list, prorate) => {
          const totals = list.map(({ cents, months }) => ({ dollars: usd(new Decimal(cents).div(100)), months: String(months) }));
          const result = poolMemberYears({ totals, point: usd('100000'), prorate });
          expect(result.total.times(100).toFixed()).toBe(String(list.reduce((sum, each) => sum + each.cents, 0)));
          expect(result.excess.gte(0)).toBe(true);
        },
      ),
    );
    const half = { totals: [{ dollars: usd('60000'), months: '6' }], point: usd('100000') };
    expect(poolMemberYears({ ...half, prorate: 'byMonths' }).excess.toFixed()).toBe('10000');
    expect(poolMemberYears({ ...half, prorate: 'none' }).excess.toFixed()).toBe('0');
  });
});
