import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { dayNumber } from '../../src/time/index.js';
import { compareTriangles, completion, ibnr, mack, odp, TriangleBuilder, type TriangleLine, type TriangleSpec } from '../../src/trend/index.js';

const SPEC: TriangleSpec = {
  grain: 'month',
  unit: 'cents',
  origin: '2024-01',
  months: 6,
  maxLag: 4,
  basis: 'paid',
  netOf: [],
  incurredDate: 'default',
  lagPolicy: 'reject',
  negativeLag: 'quarantine',
};
const code = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return isCoalitionError(error) ? error.code : 'other';
  }
  return 'none';
};
const built = (lines: readonly TriangleLine[], spec: Partial<TriangleSpec> = {}): TriangleBuilder => {
  const builder = new TriangleBuilder({ ...SPEC, ...spec });
  builder.add(lines);
  return builder;
};
const line = fc.record({
  incurred: fc.constantFrom('2024-01-31', '2024-02-29', '2024-03-01', '2024-05-31', '2024-06-30', '2023-12-31', ''),
  paid: fc.constantFrom('2024-01-31', '2024-02-29', '2024-04-30', '2024-06-30', '2024-12-31', ''),
  cents: fc.integer({ min: -1_000_000, max: 1_000_000 }),
});

describe('the triangle builder', () => {
  test('puts month ends and leap days where the calendar does', () => {
    const triangle = built([
      { incurred: '2024-01-31', paid: '2024-02-29', cents: 100 },
      { incurred: '2024-02-29', paid: '2024-03-01', cents: 200 },
      { incurred: '2024-02-01', paid: '2024-02-29', cents: 5 },
    ]).build({ asOf: '2024-03', fillMissing: 'zero' });
    expect([triangle.cumulative(0, 0), triangle.cumulative(0, 1), triangle.cumulative(1, 0), triangle.cumulative(1, 1)]).toEqual([0, 100, 5, 205]);
    expect(triangle.incremental(1, 1)).toBe(200);
    expect(triangle.cumulative(1, 2)).toBeNull();
    expect(triangle.latest()).toEqual([100, 205, 0, 0, 0, 0]);
  });

  test('loses nothing: accepted + quarantined + rejected is the input, in rows and cents, by reason', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 60 }),
        fc.constantFrom<TriangleSpec['lagPolicy']>('reject', 'clampToMax'),
        fc.constantFrom<TriangleSpec['negativeLag']>('reject', 'quarantine', 'lag0'),
        (lines, lagPolicy, negativeLag) => {
          const builder = built(lines, { lagPolicy, negativeLag, maxLag: 2 });
          const { input, accepted, quarantined, rejected } = builder.quality();
          expect(input).toEqual({ rows: lines.length, cents: lines.reduce((sum, { cents }) => sum + cents, 0) });
          expect(accepted.rows + quarantined.rows + rejected.rows).toBe(input.rows);
          expect(accepted.cents + quarantined.cents + rejected.cents).toBe(input.cents);
          expect(builder.build({ asOf: '2024-12', fillMissing: 'zero' }).total()).toBe(accepted.cents);
        },
      ),
    );
  });

  test('knows at an earlier day what a build of the lines paid by then knows', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), fc.constantFrom('2024-01', '2024-02', '2024-04', '2024-06'), (lines, asOf) => {
        const all = built(lines).build({ asOf: '2024-12', fillMissing: 'zero' });
        const early = built(lines.filter(({ paid }) => paid !== '' && paid.slice(0, 7) <= asOf)).build({ asOf, fillMissing: 'zero' });
        expect(all.at(asOf).toRows()).toEqual(early.toRows());
        expect(all.at(asOf).asOf).toBe(asOf);
      }),
    );
  });

  test('keeps totals at coarser grain, and agrees with a build at that grain', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const inside = lines.filter(
          ({ paid, incurred }) =>
            paid !== '' && paid <= '2024-06-30' && incurred !== '' && incurred >= '2024-01-01' && incurred.slice(0, 7) <= paid.slice(0, 7),
        );
        const monthly = built(inside, { maxLag: 5 }).build({ asOf: '2024-06', fillMissing: 'zero' });
        const quarterly = built(inside, { grain: 'quarter', months: 2, maxLag: 1 }).build({ asOf: '2024-06', fillMissing: 'zero' });
        expect(monthly.toQuarterly().latest()).toEqual(quarterly.latest());
        expect(monthly.toQuarterly().total()).toBe(monthly.total());
      }),
    );
  });

  test('reads days as columns, with a missing date as the smallest integer', () => {
    const builder = new TriangleBuilder(SPEC);
    builder.addColumns(Int32Array.of(dayNumber('2024-01-10'), -2147483648), Int32Array.of(dayNumber('2024-01-20'), 0), Int32Array.of(700, 300));
    expect(builder.quality().accepted).toEqual({ rows: 1, cents: 700 });
    expect(builder.quality().byReason.noDate).toEqual({ rows: 1, cents: 300 });
    expect(code(() => builder.addColumns(Int32Array.of(0), Int32Array.of(0), new Float64Array(2)))).toBe('trend/invalid-input');
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(['trend/invalid-input', 'aggregate/cents-overflow']).toContain(
        code(() => builder.addColumns(Int32Array.of(0), Int32Array.of(0), Float64Array.of(bad))),
      );
    }
  });

  test('survives a million tiny reversals that cancel', () => {
    const n = 500_000;
    const day = dayNumber('2024-03-05');
    const cents = new Int32Array(2 * n).map((_, row) => (row % 2 === 0 ? 3 : -3));
    const builder = new TriangleBuilder(SPEC);
    builder.addColumns(new Int32Array(2 * n).fill(day), new Int32Array(2 * n).fill(day), cents);
    expect(builder.build({ asOf: '2024-06', fillMissing: 'zero' }).total()).toBe(0);
    expect(builder.control().grossCents).toEqual({ paid: 6 * n });
  });

  test('refuses a gap, because a missing extract is not zero cost', () => {
    const lines = ['2024-01', '2024-02', '2024-04', '2024-05', '2024-06'].map((month) => ({
      incurred: `${month}-05`,
      paid: `${month}-20`,
      cents: 10,
    }));
    expect(code(() => built(lines).build({ asOf: '2024-06' }))).toBe('trend/missing-month');
    expect(built(lines).build({ asOf: '2024-06', fillMissing: 'zero' }).latest()).toEqual([10, 10, 0, 10, 10, 10]);
  });

  test('does not call it a gap that nothing is paid before the first payment', () => {
    const lines = [0, 1, 2, 3].map((i) => ({ incurred: `2024-0${i + 1}-05`, paid: `2024-0${i + 2}-20`, cents: 10 }));
    expect(built(lines, { months: 4 }).build({ asOf: '2024-05' }).latest()).toEqual([10, 10, 10, 10]);
  });

  test('drops a partial paid month, or scales it by working days, and says so', () => {
    const lines = [
      { incurred: '2024-01-05', paid: '2024-01-20', cents: 1000 },
      { incurred: '2024-01-05', paid: '2024-02-10', cents: 700 },
    ];
    const dropped = built(lines, { months: 2 }).build({ asOf: '2024-02', paidThrough: '2024-02-14', fillMissing: 'zero' });
    expect(dropped.asOf).toBe('2024-01');
    expect(dropped.findings.map(({ code: id }) => id)).toContain('trend/partial-diagonal');
    const scaled = built(lines, { months: 2 }).build({
      asOf: '2024-02',
      paidThrough: '2024-02-14',
      partialDiagonal: 'scaleWorkingDays',
      fillMissing: 'zero',
    });
    expect(scaled.cumulative(0, 1)).toBe(1000 + Math.round((700 * 21) / 10));
  });

  test('scales a partial quarter or year by the working days of the whole period, not of its first month', () => {
    const lines = [
      { incurred: '2023-10-05', paid: '2023-12-20', cents: 1000 },
      { incurred: '2024-01-05', paid: '2024-02-10', cents: 3300 },
    ];
    const close = { asOf: '2024-02-14', partialDiagonal: 'scaleWorkingDays', fillMissing: 'zero' } as const;
    const quarter = built(lines, { grain: 'quarter', origin: '2023-10', months: 2, maxLag: 1 }).build(close);
    expect(quarter.cumulative(1, 0)).toBe(Math.round((3300 * 65) / 33));
    expect(quarter.asOf).toBe('2024-03');
    const year = built(lines, { grain: 'year', origin: '2023-01', months: 2, maxLag: 1 }).build(close);
    expect(year.cumulative(1, 0)).toBe(Math.round((3300 * 262) / 33));
    expect(year.findings.map(({ code: id }) => id)).toEqual(['trend/partial-diagonal']);
  });

  test('says when a period has member months of some of its months only, and hands its findings to every result', () => {
    const lines = [
      { incurred: '2024-01-05', paid: '2024-03-20', cents: 1000 },
      { incurred: '2024-01-05', paid: '2024-05-20', cents: 500 },
      { incurred: '2024-04-05', paid: '2024-05-10', cents: 1100 },
      { incurred: '2023-12-31', paid: '2024-05-10', cents: 9 },
    ];
    const exposure = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05'].map((month) => ({ month, memberMonths: 10 }));
    const triangle = built(lines, { grain: 'quarter', months: 2, maxLag: 1 }).build({ asOf: '2024-06', exposure });
    expect(triangle.exposure).toEqual([30, 20]);
    expect(triangle.findings.map(({ code: id, path }) => [id, path])).toEqual([
      ['trend/out-of-period', undefined],
      ['trend/exposure-missing', 'exposure[1]'],
    ]);
    const pattern = completion(triangle);
    for (const { disclosure } of [pattern, ibnr(triangle, pattern, { method: 'development' }), mack(triangle, { sigma: 'mack' }), odp(triangle)])
      expect(disclosure.findings).toEqual(triangle.findings);
    const full = [...exposure, { month: '2024-06', memberMonths: 10 }];
    expect(built(lines.slice(0, 3), { grain: 'quarter', months: 2, maxLag: 1 }).build({ asOf: '2024-06', exposure: full }).findings).toEqual([]);
  });

  test('refuses what knows the future or nothing', () => {
    const builder = built([{ incurred: '2024-01-05', paid: '2024-01-20', cents: 1 }]);
    expect(code(() => builder.build({ asOf: '2024-01', paidThrough: '2024-02' }))).toBe('trend/as-of-invalid');
    expect(code(() => builder.build({ asOf: '2023-12' }))).toBe('trend/as-of-invalid');
    expect(code(() => builder.build({ asOf: '2024-06', fillMissing: 'zero' }).at('2023-11'))).toBe('trend/as-of-invalid');
  });

  test('merges only equal specifications and only an unchanged sketch', () => {
    const builder = built([{ incurred: '2024-01-05', paid: '2024-01-20', cents: 1 }]);
    expect(code(() => builder.merge(new TriangleBuilder({ ...SPEC, basis: 'allowed' })))).toBe('aggregate/spec-mismatch');
    const sketch = builder.toSketch();
    expect(code(() => builder.merge({ ...sketch, checksum: '0'.repeat(64) }))).toBe('aggregate/corrupt');
    expect(builder.merge(sketch).build({ asOf: '2024-06', fillMissing: 'zero' }).total()).toBe(2);
  });

  test('refuses specifications that nobody stated', () => {
    for (const bad of [{ origin: '2024-13' }, { months: 0 }, { maxLag: -1 }, { maxLag: 0.5 }, { unit: 'count' as const }]) {
      expect(code(() => new TriangleBuilder({ ...SPEC, ...bad }))).toBe('trend/invalid-input');
    }
  });

  test('counts claims where the basis is a count', () => {
    const builder = built(
      [
        { incurred: '2024-01-05', paid: '2024-01-20', cents: 900, claims: 2 },
        { incurred: '2024-01-05', paid: '2024-01-20', cents: 100 },
      ],
      { basis: 'count', unit: 'count' },
    );
    expect(builder.build({ asOf: '2024-06', fillMissing: 'zero' }).total()).toBe(3);
  });

  test('compares two extracts cell by cell', () => {
    const older = built([{ incurred: '2024-01-05', paid: '2024-01-20', cents: 100 }]).build({ asOf: '2024-02', fillMissing: 'zero' });
    const newer = built([
      { incurred: '2024-01-05', paid: '2024-01-20', cents: 130 },
      { incurred: '2024-03-05', paid: '2024-03-20', cents: 9 },
    ]).build({ asOf: '2024-03', fillMissing: 'zero' });
    expect(compareTriangles(older, newer)).toEqual([{ code: 'trend/restated-history', period: '2024-01', lag: 0, before: 100, after: 130 }]);
  });
});

describe('sketches that this process sealed', () => {
  test('can be changed by nobody, and a changed copy is refused', () => {
    const sketch = built([{ incurred: '2024-01-31', paid: '2024-02-29', cents: 100 }]).toSketch();
    const { content } = sketch;
    if (typeof content !== 'object' || content === null || Array.isArray(content)) throw new Error('a sketch holds fields');
    const [first] = Object.values(content).filter((each) => Array.isArray(each));
    if (!Array.isArray(first)) throw new Error('a sketch holds cells');
    expect(() => first.push([0, 0, 1, 1])).toThrow(TypeError);
    expect(Object.isFrozen(first[0])).toBe(true);
    expect(code(() => built([]).merge({ ...sketch, checksum: sketch.checksum.replace(/./g, '0') }))).toBe('aggregate/corrupt');
  });

  test('merge as their copies do, also after their builder went on', () => {
    const builder = built([{ incurred: '2024-01-31', paid: '2024-02-29', cents: 100 }]);
    const sketch = builder.toSketch();
    const copy = structuredClone(sketch);
    builder.add([{ incurred: '2024-01-31', paid: '2024-02-29', cents: 7 }]);
    expect(built([]).merge(sketch).toSketch()).toEqual(built([]).merge(copy).toSketch());
    expect(built([]).merge(sketch).toSketch()).toEqual(copy);
  });
});
