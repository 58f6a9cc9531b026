import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundedSums } from '../../../src/deidentify/noise/contributions.js';
import {
  memoryBudgetStore,
  type NoiseRow,
  type NoisyTableOptions,
  noiseDistribution,
  noisyTable,
  privacyBudget,
} from '../../../src/deidentify/noise/index.js';
import { cryptographicRandom, seededForTests } from '../../../src/deidentify/random-source.js';

const options = (o: Partial<NoisyTableOptions> = {}): NoisyTableOptions => ({
  unit: 'member',
  measure: 'rows',
  cells: ['hip', 'knee'],
  bounds: { cellsPerUnit: 1, amountPerCell: 1 },
  mechanism: { kind: 'discreteLaplace', epsilon: '1' },
  random: seededForTests(7),
  budget: privacyBudget(memoryBudgetStore(), { currency: 'epsilon', limit: '1' }),
  release: { id: 'r', recipient: 'board' },
  ...o,
});
const codeOf = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'made';
};

describe('noisyTable', () => {
  test('bounds rows and dollars of a unit before noise: worked by hand', () => {
    // m1: hip 300.00 + 50.00 = 350.00, bounded to 200.00; knee 10.00. m2: knee 80.00 less 100.00 = below zero, so 0. One cell a unit.
    const rows: NoiseRow[] = [
      { unit: 'm1', cell: 'hip', cents: 30_000 },
      { unit: 'm1', cell: 'hip', cents: 5_000 },
      { unit: 'm1', cell: 'knee', cents: 1_000 },
      { unit: 'm2', cell: 'knee', cents: 8_000 },
      { unit: 'm2', cell: 'knee', cents: -10_000 },
      { unit: null, cell: 'knee', cents: 1 },
      { unit: 'm3', cell: 'spine', cents: 1 },
    ];
    const { sums, cut } = boundedSums(rows, { cells: ['hip', 'knee'], measure: 'cents', bounds: { cellsPerUnit: 1, amountPerCell: 20_000 } });
    expect(sums).toEqual([20_000, 0]);
    expect(cut).toEqual({ rowsWithoutUnit: 1, rowsOutsideCells: 1, unitsCut: 1, amountCut: 14_000, units: 2 });
  });

  test('one unit more or less never changes the bounded sums by more than the noise is made for', () => {
    const row = fc.record({ cell: fc.constantFrom('a', 'b', 'c', 'd'), cents: fc.integer({ min: -500, max: 500 }) });
    fc.assert(
      fc.property(
        fc.array(fc.record({ unit: fc.constantFrom('u1', 'u2', 'u3'), row })),
        fc.array(row, { minLength: 1 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 600 }),
        fc.constantFrom('rows' as const, 'cents' as const),
        (others, own, cellsPerUnit, amountPerCell, measure) => {
          const base = others.map(({ unit, row: each }) => ({ unit, ...each }));
          const o = { cells: ['a', 'b', 'c', 'd'], measure, bounds: { cellsPerUnit, amountPerCell } };
          const without = boundedSums(base, o).sums;
          const within = boundedSums([...base, ...own.map((each) => ({ unit: 'extra', ...each }))], o).sums;
          const steps = within.map((sum, i) => Math.abs(sum - (without[i] ?? 0)));
          expect(steps.filter((step) => step > 0).length).toBeLessThanOrEqual(cellsPerUnit);
          expect(Math.max(...steps)).toBeLessThanOrEqual(amountPerCell);
        },
      ),
    );
  });

  test.each([
    ['epsilon', { kind: 'discreteLaplace', epsilon: '0.5' }, '60', '1/2'],
    ['rho', { kind: 'discreteLaplace', epsilon: '0.5' }, '60', '1/8'],
    ['rho', { kind: 'discreteGaussian', rho: '0.125' }, '1200', '1/8'],
  ] as const)('a budget of %s is charged %j', (currency, mechanism, size, charge) => {
    // L1 = 3 cells x 10 = 30, scale 30 / 0.5 = 60; L2^2 = 3 x 100 = 300, sigma^2 = 300 / 0.25 = 1200; 0.5^2 / 2 = 1/8.
    const budget = privacyBudget(memoryBudgetStore(), { currency, limit: '1' });
    const { table } = noisyTable([], options({ cells: ['a', 'b', 'c'], bounds: { cellsPerUnit: 3, amountPerCell: 10 }, mechanism, budget }));
    expect(table.law.kind === 'discreteLaplace' ? table.law.scale : table.law.sigma2).toBe(size);
    expect(table.charged).toEqual({ currency, amount: charge });
    expect(budget.spent('board')).toBe(charge);
  });

  test('neighbouring inputs: no printed figure is likelier by more than e^epsilon for one of them', () => {
    // Exact: the two laws are the noise around sums that differ by the sensitivity.
    const { pmf } = noiseDistribution({ kind: 'discreteLaplace', scale: '6' });
    for (let x = -60; x <= 60; x += 1) expect(Math.abs(Math.log(pmf(x) / pmf(x - 3)))).toBeLessThanOrEqual(0.5 + 1e-12);
    // Drawn: 4,000 releases with and without one unit of three rows; every figure that either shows 100 times or more.
    const draws = (rows: readonly NoiseRow[], seed: number): Map<number, number> => {
      const random = seededForTests(seed);
      const seen = new Map<number, number>();
      for (let i = 0; i < 4000; i += 1) {
        const budget = privacyBudget(memoryBudgetStore(), { currency: 'epsilon', limit: '1' });
        const { table } = noisyTable(
          rows,
          options({
            cells: ['a'],
            bounds: { cellsPerUnit: 1, amountPerCell: 3 },
            mechanism: { kind: 'discreteLaplace', epsilon: '0.5' },
            random,
            budget,
          }),
        );
        const value = table.cells[0]?.value ?? 0;
        seen.set(value, (seen.get(value) ?? 0) + 1);
      }
      return seen;
    };
    const base: NoiseRow[] = [{ unit: 'other', cell: 'a' }];
    const [without, within] = [draws(base, 11), draws([...base, ...Array.from({ length: 5 }, () => ({ unit: 'x', cell: 'a' }))], 12)];
    let compared = 0;
    for (const [value, count] of without) {
      const other = within.get(value) ?? 0;
      if (count < 100 || other === 0) continue;
      compared += 1;
      // Four standard errors of the log of a ratio of two counts.
      expect(Math.abs(Math.log(count / other))).toBeLessThanOrEqual(0.5 + 4 * Math.sqrt(1 / count + 1 / other));
    }
    expect(compared).toBeGreaterThan(5);
  });

  test('the budget is charged before anything is drawn, and a refused release draws nothing', () => {
    let drawn = 0;
    const random = cryptographicRandom((count) => {
      drawn += 1;
      return new Uint8Array(count).fill(1);
    });
    const budget = privacyBudget(memoryBudgetStore(), { currency: 'epsilon', limit: '0.5' });
    expect(codeOf(() => noisyTable([], options({ random, budget })))).toBe('deidentify/budget-spent');
    expect(drawn).toBe(0);
  });

  test('a source of randomness that fails leaves the amount spent', () => {
    const random = cryptographicRandom(() => {
      throw new Error('no entropy');
    });
    const budget = privacyBudget(memoryBudgetStore(), { currency: 'epsilon', limit: '1' });
    expect(() => noisyTable([], options({ random, budget }))).toThrow('no entropy');
    expect(budget.left('board')).toBe('0');
  });

  test('the table that leaves tells nothing that only the rows know', () => {
    const secret: NoiseRow[] = Array.from({ length: 30 }, (_, i) => ({ unit: `SECRET-${i}`, cell: i % 2 === 0 ? 'hip' : 'HIDDEN' }));
    const { table, custody } = noisyTable(secret, options());
    expect(JSON.stringify(table)).not.toMatch(/SECRET|HIDDEN|rowsOutsideCells|unitsCut/);
    expect(custody).toEqual({ rowsWithoutUnit: 0, rowsOutsideCells: 15, unitsCut: 0, amountCut: 0, units: 15 });
  });

  test('employers as the unit: noise swamps the figures, and the table says so', () => {
    const rows: NoiseRow[] = Array.from({ length: 12 }, (_, i) => ({ unit: `E${i}`, cell: 'paid', cents: 4_000_000 }));
    const { table } = noisyTable(
      rows,
      options({
        unit: 'employer',
        measure: 'cents',
        cells: ['paid'],
        bounds: { cellsPerUnit: 1, amountPerCell: 20_000_000 },
        mechanism: { kind: 'discreteLaplace', epsilon: '1' },
      }),
    );
    expect(table.warnings.map(({ code }) => code)).toEqual(['deidentify/noise-swamps', 'deidentify/seeded-randomness']);
    expect(table.sentence).toContain('one employer');
    // 20,000,000 cents x ln 20 = 59,914,645.
    expect(table.halfWidth95).toBe(59_914_645);
  });

  test.each([
    [{ unit: 'household' }, 'deidentify/unit-undeclared'],
    [{ cells: [] }, 'deidentify/noise-invalid'],
    [{ cells: ['hip', 'hip'] }, 'deidentify/noise-invalid'],
    [{ bounds: { cellsPerUnit: 3, amountPerCell: 1 } }, 'deidentify/noise-invalid'],
    [{ bounds: { cellsPerUnit: 1, amountPerCell: 0 } }, 'deidentify/noise-invalid'],
    [{ bounds: { cellsPerUnit: 0.5, amountPerCell: 1 } }, 'deidentify/noise-invalid'],
    [{ mechanism: { kind: 'discreteLaplace', epsilon: '0' } }, 'deidentify/noise-invalid'],
    [{ mechanism: { kind: 'discreteGaussian', rho: '1' } }, 'deidentify/noise-invalid'],
    [{ measure: 'cents' }, 'deidentify/noise-invalid'],
  ])('refuses %j', (change, code) => {
    const wrong: unknown = { ...options(), ...change };
    expect(codeOf(() => noisyTable([{ unit: 'm', cell: 'hip' }], wrong as NoisyTableOptions))).toBe(code);
  });
});
