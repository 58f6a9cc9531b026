import { describe, expect, test } from 'vitest';
import { proverOf } from '../../src/deidentify/publish/prover.js';
import { tableSystem } from '../../src/deidentify/publish/table-system.js';
import { farthestByFlow, unknownNetwork } from '../../src/deidentify/publish/unknown-network.js';
import { farthestBySimplex } from '../../src/deidentify/publish/unknown-simplex.js';
import { unknownsOf } from '../../src/deidentify/publish/unknowns.js';
import { boundedSimplex } from '../../src/stats/bounded-simplex.js';
import { determinedUnknowns, integerRank } from '../../src/stats/integer-rank.js';
import { maxFlow } from '../../src/stats/max-flow.js';
import { stream } from '../../src/stats/random.js';
import { countTable } from './publish/tables.js';

describe('maximum flow', () => {
  test('the textbook network of Cormen et al. carries 23', () => {
    // Cormen, Leiserson, Rivest, Stein, Introduction to Algorithms, figure 26.1: s v1 v2 v3 v4 t.
    const arcs = [
      [0, 1, 16],
      [0, 2, 13],
      [1, 3, 12],
      [2, 1, 4],
      [3, 2, 9],
      [2, 4, 14],
      [4, 3, 7],
      [3, 5, 20],
      [4, 5, 4],
    ] as const;
    expect(maxFlow({ nodes: 6, arcs: arcs.map(([from, to, capacity]) => ({ from, to, capacity })), source: 0, sink: 5 }).value).toBe(23);
  });
});

describe('the bounded simplex', () => {
  test('solves a textbook program: maximise 3x + 5y with x <= 4, 2y <= 12, 3x + 2y <= 18 gives 36', () => {
    // Hillier and Lieberman, Wyndor Glass. Slacks make equations of it.
    const found = boundedSimplex({
      objective: [3, 5, 0],
      sense: 'maximise',
      lower: [0, 0, 0],
      upper: [4, 6, Number.POSITIVE_INFINITY],
      rows: [
        {
          terms: [
            [0, 3],
            [1, 2],
            [2, 1],
          ],
          equals: 18,
        },
      ],
    });
    expect(found).toMatchObject({ status: 'optimal', value: 36 });
  });

  test('says when nothing fits or nothing ends', () => {
    expect(boundedSimplex({ objective: [1], sense: 'minimise', lower: [0], upper: [1], rows: [{ terms: [[0, 1]], equals: 2 }] }).status).toBe(
      'infeasible',
    );
    expect(boundedSimplex({ objective: [1], sense: 'maximise', lower: [0], upper: [Number.POSITIVE_INFINITY], rows: [] }).status).toBe('unbounded');
  });
});

describe('bounds of withheld cells', () => {
  test('by flow and by simplex are the same on random two-way tables', () => {
    for (let seed = 0; seed < 25; seed += 1) {
      const random = stream(seed, 9);
      const size = 3 + random.below(4);
      const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => random.below(60)));
      const system = tableSystem(countTable(rows), 5000);
      const withheld = new Set(
        system.cells.filter((cell) => cell.places[0]?.key.includes('total') === false && random.below(2) === 0).map((cell) => cell.index),
      );
      const u = unknownsOf(system, { measure: 0, withheld });
      const network = unknownNetwork(u);
      if (network === null) throw new Error('a two-way table is a network');
      const lower = u.unknowns.map(() => 0);
      u.unknowns.forEach((_, unknown) => {
        for (const direction of [1, -1] as const) {
          const enough = 100_000;
          const flow = farthestByFlow(u, { network, unknown, direction, lower, enough });
          const simplex = farthestBySimplex(u, { unknown, direction, lower, enough });
          expect(flow.moved).toBe(simplex.moved);
        }
      });
    }
  });

  test('published and withheld margins in three dimensions are no network, and still whole tables come out', () => {
    const system = tableSystem(
      {
        id: 'three',
        dimensions: ['x', 'y', 'z'].map((name) => ({ name, members: 'partition', categories: [{ code: 'a' }, { code: 'b' }, { code: 'c' }] })),
        measures: [{ kind: 'persons', id: 'n' }],
        cells: ['a', 'b', 'c'].flatMap((x, i) =>
          ['a', 'b', 'c'].flatMap((y, j) =>
            ['a', 'b', 'c'].map((z, k) => ({ key: [x, y, z], persons: 20 + i * 7 + j * 3 + k * 5, contributions: new Map() })),
          ),
        ),
      },
      5000,
    );
    const leaves = system.cells.filter((cell) => cell.places[0]?.key.every((code) => code !== 'total'));
    const ends = proverOf(system, new Set(leaves.map((cell) => cell.index))).ends({ cell: leaves[0]?.index ?? 0, measure: 0 });
    expect((ends.high.get(leaves[0]?.index ?? 0) ?? 0) > (ends.low.get(leaves[0]?.index ?? 0) ?? 0)).toBe(true);
  });
});

describe('exact elimination', () => {
  test('finds what follows by subtraction: nested sums, and the sum of two that differ by two', () => {
    expect(
      determinedUnknowns([
        [1, 1, 1, 1],
        [1, 1, 0, 0],
        [0, 0, 1, 0],
      ]),
    ).toEqual([2, 3]);
    expect(
      determinedUnknowns([
        [1, 1],
        [1, -1],
      ]),
    ).toEqual([0, 1]);
    expect(
      integerRank([
        [2, 4],
        [1, 2],
        [0, 0],
      ]),
    ).toBe(1);
  });

  test('agrees with brute force over the rationals on small random systems', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const random = stream(seed, 10);
      const rows = Array.from({ length: 3 }, () => Array.from({ length: 5 }, () => random.below(3) - 1));
      const rank = integerRank(rows);
      // An unknown follows exactly when adding its unit row doesn't raise the rank.
      const expected = [0, 1, 2, 3, 4].filter((j) => integerRank([...rows, [0, 0, 0, 0, 0].map((_, i) => (i === j ? 1 : 0))]) === rank);
      expect(determinedUnknowns(rows)).toEqual(expected);
    }
  });
});
