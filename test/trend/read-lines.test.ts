import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { Decimal } from '../../src/money/decimal.js';
import { dayNumber, isoFromDay } from '../../src/time/index.js';
import { TriangleBuilder, type TriangleInput, type TriangleSpec } from '../../src/trend/index.js';

const SPEC: TriangleSpec = {
  grain: 'month',
  unit: 'cents',
  origin: '2020-01',
  months: 60,
  maxLag: 59,
  basis: 'paid',
  netOf: [],
  incurredDate: 'default',
  lagPolicy: 'clampToMax',
  negativeLag: 'quarantine',
};
const bytes = (input: TriangleInput, spec = SPEC): string => {
  const builder = new TriangleBuilder(spec);
  builder.add(input);
  return JSON.stringify(builder.toSketch());
};
const first = dayNumber('2019-12-01');
const line = fc
  .record({
    day: fc.integer({ min: 0, max: 1900 }),
    after: fc.integer({ min: -40, max: 800 }),
    cents: fc.integer({ min: -5_000_000, max: 5_000_000 }),
  })
  .map(({ day, after, cents }) => ({ incurred: isoFromDay(first + day), paid: isoFromDay(first + day + after), cents }));

describe('lines whose amounts are decimal text', () => {
  test('give the same bytes as lines of cents, in a list, one by one and from a generator', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const texts = lines.map(({ cents, ...rest }) => ({ ...rest, amount: new Decimal(cents).div(100).toFixed(2) }));
        const expected = bytes(lines);
        expect(bytes(texts)).toBe(expected);
        expect(bytes(new Set(texts))).toBe(expected);
        const alone = new TriangleBuilder(SPEC);
        for (const each of texts) alone.add(each);
        expect(JSON.stringify(alone.toSketch())).toBe(expected);
      }),
    );
  });

  test.each([
    ['12', 1200],
    ['-12.5', -1250],
    ['0.00', 0],
    ['-0.00', 0],
    ['.50', null],
    ['1.005', 100],
    ['1.015', 102],
    ['9999999999999.99', 999_999_999_999_999],
    ['99999999999999.99', null],
    ['1,200.00', null],
    ['1e5', null],
    ['$12.00', null],
    ['12.0O', null],
    ['1O.00', null],
    ['-', null],
    ['', null],
    [' 12.00', null],
  ])('"%s" is %s cents, or refused', (amount, cents) => {
    const builder = new TriangleBuilder(SPEC);
    const add = (): void => builder.add({ incurred: '2024-02-29', paid: '2024-03-01', amount });
    if (cents === null) expect(add).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')));
    else add();
    expect(builder.quality().accepted).toEqual({ rows: cents === null ? 0 : 1, cents: cents ?? 0 });
  });

  test('are counted, not added, where the basis is a count', () => {
    const builder = new TriangleBuilder({ ...SPEC, basis: 'count', unit: 'count' });
    builder.add([
      { incurred: '2024-02', paid: '2024-03', amount: '70.00' },
      { incurred: '2024-02', paid: '2024-03', amount: '1.00', claims: 4 },
    ]);
    expect(builder.quality().accepted).toEqual({ rows: 2, cents: 5 });
  });

  test.each(['2023-02-29', '2024-13-01', '2024-1-01', '20240101', '2024-02-30'])('the date %s is refused, and nothing is added', (incurred) => {
    const builder = new TriangleBuilder(SPEC);
    const good = { incurred: '2024-01-01', paid: '2024-03-01', amount: '1.00' };
    expect(() => builder.add([good, { ...good, incurred }])).toThrow(
      expect.toSatisfy((error: unknown) => isCoalitionError(error, 'time/not-a-date')),
    );
    expect(builder.quality().input.rows).toBe(0);
  });
});
