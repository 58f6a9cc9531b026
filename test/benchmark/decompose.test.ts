import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decompose, uniteCategories } from '../../src/benchmark/decompose.js';
import { decomposeMany } from '../../src/benchmark/decompose-many.js';
import { decomposeStructure } from '../../src/benchmark/decompose-structure.js';

function near(got: number | undefined, want: number, relative = 1e-9): void {
  expect(Math.abs((got ?? Number.NaN) - want), `${got} is not ${want}`).toBeLessThanOrEqual(relative * Math.abs(want));
}

/** The PMPM case of spec/benchmark.md 5.4: young and old x IP, OP, PR, RX. */
const BASE = {
  mix: [0.6, 0.6, 0.6, 0.6, 0.4, 0.4, 0.4, 0.4],
  use: [0.003, 0.09, 0.35, 0.45, 0.007, 0.22, 0.7, 1.3],
  price: [21000, 520, 150, 95, 26000, 640, 165, 130],
};
const SUBJECT = {
  mix: [0.45, 0.45, 0.45, 0.45, 0.55, 0.55, 0.55, 0.55],
  use: [0.0028, 0.1, 0.36, 0.43, 0.0075, 0.24, 0.66, 1.38],
  price: [23500, 560, 155, 98, 29000, 700, 170, 128],
};
const factors = ['mix', 'use', 'price'];

describe('decomposition', () => {
  it('splits the PMPM case by Shapley, LMDI and in sequence as published', () => {
    const shapley = decompose({ base: BASE, subject: SUBJECT, factors });
    near(shapley.base, 365.95);
    near(shapley.subject, 469.77);
    near(shapley.effects['mix'], 64.2025);
    near(shapley.effects['use'], 14.9325);
    near(shapley.effects['price'], 24.685);
    const log = decompose({ base: BASE, subject: SUBJECT, factors, method: 'lmdi' });
    near(log.effects['mix'], 64.4632802905);
    near(log.effects['use'], 14.8371098848);
    near(log.effects['price'], 24.5196098246);
    const order = decompose({ base: BASE, subject: SUBJECT, factors, method: 'sequential', order: factors });
    near(order.effects['mix'], 60.3375);
    near(order.effects['use'], 16.55);
    near(order.effects['price'], 26.9325);
    expect(order.assumptions[0]?.value).toBe('mix, use, price');
    const ratios = decompose({ base: BASE, subject: SUBJECT, factors, method: 'lmdiMultiplicative' });
    near(
      Object.values(ratios.effects).reduce((all, each) => all * each, 1),
      469.77 / 365.95,
    );
  });

  it('gives Das Gupta two and four factors, and the Simpson two-fold parts', () => {
    const two = decompose({ base: { a: 10930, b: 0.717892 }, subject: { a: 16591, b: 0.825974 }, factors: ['a', 'b'] });
    near(two.effects['a'], 4369.912713);
    near(two.effects['b'], 1487.262361);
    const shares = (months: readonly number[]): number[] => months.map((each) => each / months.reduce((sum, x) => sum + x, 0));
    const simpson = decompose({
      base: { mix: shares([9000, 5000, 1500]), rate: [250, 505, 960] },
      subject: { mix: shares([2000, 5000, 8000]), rate: [230, 480, 910] },
      factors: ['mix', 'rate'],
    });
    near(simpson.effects['mix'], 306.123655914);
    near(simpson.effects['rate'], -31.0913978495);
  });

  it('adds up, by cell and in all, reverses, and ignores a split of a cell into equal halves', () => {
    const vector = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(vector, vector, vector, vector, (a, b, c, d) => {
        const made = decompose({ base: { p: a, pop: b }, subject: { p: c, pop: d }, factors: ['p', 'pop'] });
        near(Object.values(made.effects).reduce((sum, each) => sum + each, 0) + 1e6, made.total + 1e6, 1e-12);
        for (const name of ['p', 'pop'])
          near(made.byCell.reduce((sum, cell) => sum + (cell.effects[name] ?? 0), 0) + 1e6, (made.effects[name] ?? 0) + 1e6, 1e-12);
        const back = decompose({ base: { p: c, pop: d }, subject: { p: a, pop: b }, factors: ['p', 'pop'] });
        near(back.effects['p'] ?? 0, -(made.effects['p'] ?? 0), 1e-9);
        const halves = (list: readonly number[], each: number): number[] => [...list.slice(0, 2), (list[2] ?? 0) * each, (list[2] ?? 0) * each];
        const split = decompose({
          base: { p: halves(a, 1), pop: halves(b, 0.5) },
          subject: { p: halves(c, 1), pop: halves(d, 0.5) },
          factors: ['p', 'pop'],
        });
        near(split.effects['p'] ?? 0, made.effects['p'] ?? 0, 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it('takes any name of a factor, and lists categories of one side only', () => {
    const odd = decompose({ base: { 'a.*': 2, constructor: 3 }, subject: { 'a.*': 4, constructor: 5 }, factors: ['a.*', 'constructor'] });
    expect(odd.effects).toEqual({ 'a.*': 8, constructor: 6 });
    const united = uniteCategories({
      base: { IP: { use: 2, price: 10 }, OP: { use: 1, price: 1 } },
      subject: { OP: { use: 1, price: 1 }, RX: { use: 1, price: 5 } },
      factors: ['use', 'price'],
      use: ['use'],
    });
    expect(united.oneSided).toEqual(['IP', 'RX']);
    const made = decompose({ ...united, factors: ['use', 'price'] });
    expect(made.effects).toEqual({ use: -15, price: 0 });
    expect(made.warnings.map((each) => each.path)).toEqual(['IP', 'RX']);
  });

  it('keeps an interaction in three-fold, and refuses what it cannot', () => {
    const three = decompose({ base: { a: 10, b: 2 }, subject: { a: 12, b: 3 }, factors: ['a', 'b'], method: 'threeFold' });
    expect(three).toMatchObject({ effects: { a: 4, b: 10 }, interaction: 2 });
    expect(() => decompose({ base: { a: 0 }, subject: { a: 1 }, factors: ['a'], method: 'lmdi' })).toThrow(
      expect.objectContaining({ code: 'benchmark/log-of-non-positive', details: { factor: 'a', cell: '1' } }),
    );
    const many = Array.from({ length: 13 }, (_, i) => `f${i}`);
    expect(() => decompose({ base: {}, subject: {}, factors: many })).toThrow(expect.objectContaining({ code: 'benchmark/too-many-factors' }));
    expect(() => decompose({ base: { a: Number.NaN }, subject: { a: 1 }, factors: ['a'] })).toThrow(
      expect.objectContaining({ code: 'benchmark/bad-input' }),
    );
  });
});

describe('structure', () => {
  it('follows the closed forms of one and of two variables', () => {
    const ages = ['y', 'o'];
    const sexes = ['f', 'm'];
    const n = [0.3, 0.2, 0.1, 0.4];
    const N = [0.1, 0.3, 0.25, 0.35];
    const t = [100, 120, 300, 280];
    const T = [110, 125, 290, 310];
    const cells = (sizes: readonly number[], rates: readonly number[]): { keys: { age: string; sex: string }; size: number; rate: number }[] =>
      sizes.map((size, i) => ({ keys: { age: ages[i >> 1] ?? '', sex: sexes[i & 1] ?? '' }, size, rate: rates[i] ?? 0 }));
    const made = decomposeStructure({ base: cells(n, t), subject: cells(N, T), variables: ['age', 'sex'] });
    near(
      made.effects['rate'],
      n.reduce((sum, _, i) => sum + (((T[i] ?? 0) - (t[i] ?? 0)) * ((n[i] ?? 0) + (N[i] ?? 0))) / 2, 0),
    );
    const margin = (sizes: readonly number[], i: number, of: 'age' | 'sex'): number =>
      sizes.reduce((sum, size, k) => sum + ((of === 'age' ? k >> 1 === i >> 1 : (k & 1) === (i & 1)) ? size : 0), 0);
    const term = (sizes: readonly number[], i: number, of: 'age' | 'sex'): number =>
      Math.sqrt(((sizes[i] ?? 0) / margin(sizes, i, of === 'age' ? 'sex' : 'age')) * margin(sizes, i, of));
    const part = (of: 'age' | 'sex', other: 'age' | 'sex'): number =>
      n.reduce(
        (sum, _, i) => sum + (((t[i] ?? 0) + (T[i] ?? 0)) / 2) * ((term(n, i, other) + term(N, i, other)) / 2) * (term(N, i, of) - term(n, i, of)),
        0,
      );
    near(made.effects['age'], part('age', 'sex'));
    near(made.effects['sex'], part('sex', 'age'));
    near((made.effects['age'] ?? 0) + (made.effects['sex'] ?? 0) + (made.effects['rate'] ?? 0), made.total);
    const one = decomposeStructure({
      base: cells(n, t).filter((cell) => cell.keys.sex === 'f'),
      subject: cells(N, T).filter((cell) => cell.keys.sex === 'f'),
      variables: ['age'],
    });
    const [p, P] = [
      [0.75, 0.25],
      [0.1 / 0.35, 0.25 / 0.35],
    ];
    near(
      one.effects['age'],
      [0, 1].reduce((sum, i) => sum + (((P[i] ?? 0) - (p[i] ?? 0)) * ((T[2 * i] ?? 0) + (t[2 * i] ?? 0))) / 2, 0),
    );
    near(
      one.effects['rate'],
      [0, 1].reduce((sum, i) => sum + (((T[2 * i] ?? 0) - (t[2 * i] ?? 0)) * ((P[i] ?? 0) + (p[i] ?? 0))) / 2, 0),
    );
  });
});

describe('many populations', () => {
  it('equals the pair when there are two, and chains when there are more', () => {
    const vector = fc.array(fc.double({ min: 0.1, max: 50, noNaN: true }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.array(fc.tuple(vector, vector, vector), { minLength: 2, maxLength: 5 }), (list) => {
        const populations = Object.fromEntries(list.map(([x, y, z], i) => [`e${i}`, { x, y, z }]));
        const many = decomposeMany({ populations, factors: ['x', 'y', 'z'] });
        for (let i = 0; i < list.length; i += 1) {
          for (let j = 0; j < list.length; j += 1) {
            const parts = many.factors.reduce((sum, name) => sum + (many.levels[name]?.[i] ?? 0) - (many.levels[name]?.[j] ?? 0), 0);
            expect(Math.abs(parts - ((many.values[i] ?? 0) - (many.values[j] ?? 0)))).toBeLessThan(1e-6);
          }
        }
        if (list.length === 2) {
          const pair = decompose({ base: populations['e0'] ?? {}, subject: populations['e1'] ?? {}, factors: ['x', 'y', 'z'] });
          for (const name of many.factors)
            expect(Math.abs((many.levels[name]?.[1] ?? 0) - (many.levels[name]?.[0] ?? 0) - (pair.effects[name] ?? 0))).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 40 },
    );
  });
});
