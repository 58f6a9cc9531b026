import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { Decimal } from '../../src/money/decimal.js';
import { type CostCell, type DecomposeOptions, type DecomposePeriod, decompose, priceIndex } from '../../src/trend/index.js';
import { off, readJson } from './golden.js';

type Raw = Readonly<Record<string, readonly [number, number, number] | number>>;
interface Golden {
  readonly decomposition: {
    readonly inputs: { readonly y0: Raw; readonly y1: Raw };
    readonly delta: number;
    readonly trend: number;
    readonly byCategory: Readonly<
      Record<
        string,
        { readonly delta: number; readonly shapley: readonly number[]; readonly lmdi: readonly number[]; readonly sequential: readonly number[] }
      >
    >;
    readonly total: { readonly shapley: readonly number[]; readonly lmdi: readonly number[]; readonly sequential_util_sev_price: readonly number[] };
    readonly priceIndex: { readonly laspeyres: number; readonly paasche: number; readonly fisher: number };
  };
}
const { decomposition: golden }: Golden = readJson('test/golden/trend-models.json');
const cells = (raw: Raw): readonly CostCell[] =>
  Object.entries(raw).flatMap(([category, each]) =>
    typeof each === 'number' ? [] : [{ category, units: String(each[0]), severity: String(each[1]), allowed: String(each[2]) }],
  );
const period = (raw: Raw): DecomposePeriod => ({ exposure: String(raw['mm']), cells: cells(raw) });
const [before, after] = [period(golden.inputs.y0), period(golden.inputs.y1)];
const ORDER = ['utilization', 'severity', 'unitPrice'];

describe('the decomposition of the worked health plan', () => {
  test.each([
    ['shapley', golden.total.shapley],
    ['lmdi', golden.total.lmdi],
    ['sequential', golden.total.sequential_util_sev_price],
  ] as const)('by %s, in total and by category', (method, expected) => {
    const result = decompose(before, after, { method, order: ORDER });
    expect(off(result.change.toNumber(), golden.delta)).toBeLessThan(1e-12);
    expect(off(result.trend?.toNumber() ?? 0, golden.trend)).toBeLessThan(1e-12);
    result.effects.forEach(({ amount }, k) => expect(off(amount.toNumber(), expected[k] ?? 0)).toBeLessThan(1e-12));
    for (const each of result.byCategory) {
      const parts = golden.byCategory[each.category]?.[method] ?? [];
      each.effects.forEach(({ amount }, k) => expect(off(amount.toNumber(), parts[k] ?? 0)).toBeLessThan(1e-12));
    }
  });

  test('price indices', () => {
    const index = priceIndex(cells(golden.inputs.y0), cells(golden.inputs.y1));
    for (const key of ['laspeyres', 'paasche', 'fisher'] as const) expect(off(index[key], golden.priceIndex[key])).toBeLessThan(1e-12);
  });
});

describe('a decomposition', () => {
  const factor = fc.integer({ min: 1, max: 99_999 }).map((each) => (each / 100).toFixed(2));
  const category = (name: string) => fc.tuple(factor, factor, factor).map(([use, mix, price]) => ({ category: name, factors: { use, mix, price } }));
  const side = fc
    .tuple(category('A'), category('B'), fc.constantFrom<readonly string[]>(['A', 'B'], ['A'], ['B']))
    .map(([a, b, kept]) => ({ cells: [a, b].filter((each) => kept.includes(each.category)) }));
  const method = fc.constantFrom<DecomposeOptions>(
    { method: 'shapley' },
    { method: 'lmdi' },
    { method: 'sequential', order: ['price', 'use', 'mix'] },
  );

  test('adds up exactly, also as printed, whatever comes and goes', () => {
    fc.assert(
      fc.property(side, side, method, (a, b, o) => {
        const result = decompose(a, b, o);
        const sum = (of: 'amount' | 'printed', effects = result.effects): Decimal =>
          effects.reduce((total, each) => total.plus(each[of]), new Decimal(0));
        expect(sum('amount').minus(result.change).abs().lte('1e-30')).toBe(true);
        expect(sum('printed').eq(result.change.toDecimalPlaces(2, Decimal.ROUND_HALF_UP))).toBe(true);
        for (const each of result.byCategory) expect(sum('amount', each.effects).eq(each.change)).toBe(true);
      }),
    );
  });

  test('flips its signs when the periods are swapped (Shapley, LMDI)', () => {
    fc.assert(
      fc.property(category('A'), category('A'), fc.constantFrom<'shapley' | 'lmdi'>('shapley', 'lmdi'), (a, b, kind) => {
        const [forth, back] = [
          decompose({ cells: [a] }, { cells: [b] }, { method: kind }),
          decompose({ cells: [b] }, { cells: [a] }, { method: kind }),
        ];
        const size = Math.max(forth.before.abs().toNumber(), forth.after.abs().toNumber());
        forth.effects.forEach(({ amount }, k) => {
          const both = amount.plus(back.effects[k]?.amount ?? 0).abs();
          expect(both.toNumber()).toBeLessThanOrEqual(kind === 'shapley' ? 1e-18 : 1e-13 * size);
        });
      }),
    );
  });

  test('gives nothing to a factor that did not move, by any method', () => {
    fc.assert(
      fc.property(category('A'), factor, factor, method, (a, use, price, o) => {
        const moved = { ...a, factors: { ...a.factors, use, price } };
        const result = decompose({ cells: [a] }, { cells: [moved] }, o);
        const size = Math.max(result.before.toNumber(), result.after.toNumber());
        const still = result.effects
          .find(({ name }) => name === 'mix')
          ?.amount.abs()
          .toNumber();
        expect(still).toBeLessThanOrEqual(o.method === 'lmdi' ? 1e-13 * size : 0);
      }),
    );
  });

  test('scales with the currency', () => {
    fc.assert(
      fc.property(category('A'), category('A'), method, (a, b, o) => {
        const dear = (cell: typeof a) => ({ ...cell, factors: { ...cell.factors, price: new Decimal(cell.factors.price).times(100).toFixed() } });
        const [plain, scaled] = [decompose({ cells: [a] }, { cells: [b] }, o), decompose({ cells: [dear(a)] }, { cells: [dear(b)] }, o)];
        expect(scaled.change.eq(plain.change.times(100))).toBe(true);
        const size = Math.max(scaled.before.toNumber(), scaled.after.toNumber());
        plain.effects.forEach(({ amount }, k) =>
          expect(
            amount
              .times(100)
              .minus(scaled.effects[k]?.amount ?? 0)
              .abs()
              .toNumber(),
          ).toBeLessThanOrEqual(o.method === 'lmdi' ? 1e-13 * size : 1e-17),
        );
      }),
    );
  });

  test('of Shapley does not depend on the order of factors', () => {
    fc.assert(
      fc.property(category('A'), category('A'), (a, b) => {
        const turned = (cell: typeof a) => ({ category: 'A', factors: { price: cell.factors.price, mix: cell.factors.mix, use: cell.factors.use } });
        const plain = decompose({ cells: [a] }, { cells: [b] }, { method: 'shapley' });
        const other = decompose({ cells: [turned(a)] }, { cells: [turned(b)] }, { method: 'shapley' });
        for (const { name, amount } of plain.effects)
          expect(
            amount
              .minus(other.effects.find((each) => each.name === name)?.amount ?? 0)
              .abs()
              .lte('1e-25'),
          ).toBe(true);
      }),
    );
  });

  test('takes a category without use and cost for one that is not there, and refuses cost without use', () => {
    const cell = (units: string, allowed: string) => ({
      exposure: '100',
      cells: [
        { category: 'A', units: '1', allowed: '10' },
        { category: 'B', units, allowed },
      ],
    });
    const split = decompose(cell('0', '0'), cell('4', '50'), { method: 'lmdi' });
    expect(split.effects.map(({ name, amount }) => [name, amount.toFixed()])).toContainEqual(['new', '0.5']);
    expect(decompose(cell('4', '50'), cell('0.0', '0.00'), { method: 'shapley' }).byCategory[1]?.kind).toBe('discontinued');
    expect(() => decompose(cell('0', '5'), cell('4', '50'), { method: 'shapley' })).toThrow(/Cost without use/);
  });

  test('refuses logarithms of what has none, and a walk without order', () => {
    const [a, b] = [
      { cells: [{ category: 'A', factors: { use: '0', price: '7' } }] },
      { cells: [{ category: 'A', factors: { use: '5', price: '8' } }] },
    ];
    expect(() => decompose(a, b, { method: 'lmdi' })).toThrow(
      expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/decompose-nonpositive')),
    );
    expect(() => decompose(a, b, { method: 'sequential' })).toThrow(
      expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')),
    );
    expect(decompose(a, b, { method: 'shapley' }).change.toFixed()).toBe('40');
  });
});
