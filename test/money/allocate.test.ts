import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, compareCodePoints, Decimal, roundParts } from '../../src/money/index.js';

const amounts = (o: Parameters<typeof allocate>[0]): string[] => allocate(o).map((share) => share.amount.toFixed());
const ids = (n: number): string[] => Array.from({ length: n }, (_, i) => `e${String(i).padStart(2, '0')}`);

describe('allocation by largest remainder', () => {
  // Published bug reports with their fair splits: varunsrin/rusty_money 103, moneyphp/money 492, dinerojs/dinero.js 144.
  test.each([
    { total: '613', weights: ['98', '92', '98', '123', '102', '92'], fair: ['99', '93', '99', '125', '104', '93'] },
    { total: '9999', weights: ['75', '25'], fair: ['7499', '2500'] },
    { total: '1003', weights: ['49', '51'], fair: ['491', '512'] },
  ])('splits $total fairly', ({ total, weights, fair }) => {
    expect(amounts({ total, weights, ids: ids(weights.length), scale: 0 })).toEqual(fair);
  });

  const weightsArbitrary = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 }).filter((w) => w.some((x) => x > 0));

  test('adds up to the cent, mirrors a negative total, gives nothing to a zero weight, and ignores order', () => {
    fc.assert(
      fc.property(weightsArbitrary, fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (raw, total) => {
        const weights = raw.map((w) => new Decimal(w).div(1000));
        const input = { total: new Decimal(total.toString()).div(100), weights, ids: ids(raw.length), scale: 2 };
        const shares = allocate(input);
        expect(shares.reduce((sum, share) => sum.plus(share.amount), new Decimal(0)).eq(input.total)).toBe(true);
        shares.forEach((share, i) => {
          if (raw[i] === 0) expect(share.amount.isZero()).toBe(true);
          const exact = input.total.times(weights[i] ?? 0).div(weights.reduce((a, b) => a.plus(b), new Decimal(0)));
          expect(share.amount.minus(exact).abs().lt('0.01')).toBe(true);
        });
        const mirrored = allocate({ ...input, total: input.total.negated() });
        expect(mirrored.every((share, i) => share.amount.plus(shares[i]?.amount ?? 1).isZero())).toBe(true);
        const turned = allocate({ ...input, weights: [...weights].reverse(), ids: [...input.ids].reverse() });
        expect([...turned].reverse().map((s) => s.amount.toFixed())).toEqual(shares.map((s) => s.amount.toFixed()));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('takes weights as texts, decimals or whole numbers alike, with however many decimals', () => {
    const texts = ['98.25', '0.5', '07', '1e2', '0.000', '3.10'];
    const of = (weights: Parameters<typeof allocate>[0]['weights']): string[] =>
      amounts({ total: '613.01', weights, ids: ids(weights.length), scale: 2 });
    const plain = texts.filter((each) => !each.includes('e'));
    expect(of(plain)).toEqual(of(plain.map((each) => new Decimal(each))));
    expect(of(texts)).toEqual(of(texts.map((each) => new Decimal(each))));
    expect(of(['98', '7', '12'])).toEqual(of([98n, 7n, 12n]));
    expect(() => of(['1.5', '-0.5'])).toThrow(/negative/);
  });

  test('refuses what has no fair answer', () => {
    expect(() => allocate({ total: '1', weights: ['0'], ids: ['a'], scale: 2 })).toThrow(/every weight is zero/);
    expect(() => allocate({ total: '1', weights: ['1', '-1'], ids: ['a', 'b'], scale: 2 })).toThrow(/negative/);
    expect(() => allocate({ total: '1', weights: ['1'], ids: ['a', 'b'], scale: 2 })).toThrow(/1 weights for 2 ids/);
    expect(() => allocate({ total: '1', weights: ['1', '1'], ids: ['a', 'a'], scale: 2 })).toThrow(/alike/);
    expect(() => allocate({ total: '0.001', weights: ['1'], ids: ['a'], scale: 2 })).toThrow(/decimals/);
    expect(amounts({ total: '0', weights: ['0', '0'], ids: ['a', 'b'], scale: 2 })).toEqual(['0', '0']);
  });

  test('orders ids by code point, beyond the basic plane too', () => {
    expect(['\u{1F600}', '\uFFFD', 'a', 'Z'].sort(compareCodePoints)).toEqual(['Z', 'a', '\uFFFD', '\u{1F600}']);
  });
});

describe('rounding signed parts to a total', () => {
  const round = (parts: string[], total: string, negative: 'floor' | 'mirror'): string[] =>
    roundParts({ parts: parts.map((p) => new Decimal(p)), total: new Decimal(total), scale: 2, negative }).map((p) => p.toFixed(2));

  test('floors toward minus infinity and raises the largest fractions, ties by order', () => {
    expect(round(['0.335', '0.335', '-0.005'], '0.67', 'floor')).toEqual(['0.34', '0.34', '-0.01']);
    expect(round(['-0.335', '-0.335', '0.005'], '-0.67', 'floor')).toEqual(['-0.33', '-0.34', '0.00']);
    expect(round(['-0.335', '-0.335', '0.005'], '-0.67', 'mirror')).toEqual(['-0.34', '-0.34', '0.01']);
  });

  test('thirds that are given times three, or as proportions, stay equal: the unit goes by order', () => {
    const of = (parts: readonly string[], over: Decimal | 'sum', total: string): readonly string[] =>
      roundParts({ parts: parts.map((each) => new Decimal(each)), over, total: new Decimal(total), scale: 2, negative: 'mirror' }).map((each) =>
        each.toFixed(2),
      );
    expect(of(['100', '1', '-98'], new Decimal(3), '1')).toEqual(['33.34', '0.33', '-32.67']);
    expect(of(['1', '100', '-98'], 'sum', '1')).toEqual(['0.34', '33.33', '-32.67']);
    expect(of(['-1', '-100', '98'], 'sum', '1')).toEqual(['0.34', '33.33', '-32.67']);
    expect(of(['1', '100', '-98'], 'sum', '-1')).toEqual(['-0.34', '-33.33', '32.67']);
    expect(of(['5', '-5'], 'sum', '0')).toEqual(['0.00', '0.00']);
    expect(() => of(['5', '-5'], 'sum', '1')).toThrow(expect.objectContaining({ code: 'money/parts-differ' }));
    expect(() => of(['1'], new Decimal(0), '1')).toThrow(expect.objectContaining({ code: 'money/parts-differ' }));
  });
  test('a total of zero is turned round where its parts are', () => {
    expect(round(['0.005', '-0.005'], '0', 'mirror')).toEqual(['0.01', '-0.01']);
    expect(round(['-0.005', '0.005'], '0', 'mirror')).toEqual(['-0.01', '0.01']);
  });
  test('refuses a total that rounding cannot explain', () => {
    expect(() => round(['1', '1'], '3', 'floor')).toThrow(/further from its 2 parts/);
  });
});
