import { describe, expect, test } from 'vitest';
import { attackTable, insidersOf } from '../../../src/deidentify/publish/attack-table.js';
import { protectTable } from '../../../src/deidentify/publish/protect-table.js';
import type { LinkedTables, TableCell, TableInput } from '../../../src/deidentify/publish/table-input.js';
import { verifyTable } from '../../../src/deidentify/publish/verify-table.js';
import { defaultDisclosureRules, statement6Rules } from '../../../src/reference/disclosure-rules.js';
import { stream } from '../../../src/stats/random.js';
import { countsOnly, countTable, paidTable } from './tables.js';

const asOf = '2025-06-30';

describe('protecting a table', () => {
  // Numbers of the trap: sdcTable @ 6393dfb6, tests/testthat/test-simpleheuristic.R (facts).
  const trap = [
    [30, 47, 64, 89],
    [90, 124, 5, 31],
    [92, 100, 59, 85],
    [800, 991, 651, 685],
  ];
  const trapPrimaries = new Set(['0,0', '0,1', '0,2', '1,0', '1,2', '2,1', '2,3', '3,1', '3,3']);

  test('the exact-recovery trap gets another cell, so that no withheld cell can be computed', () => {
    const made = protectTable(
      countTable(trap, (r, c) => trapPrimaries.has(`${r},${c}`)),
      countsOnly,
      { asOf },
    );
    const withheld = made.custody.cells.filter((cell) => cell.status === 'complementary');
    expect(withheld.length).toBeGreaterThan(0);
    for (const interval of attackTable(made.table)) expect((interval.high ?? Number.POSITIVE_INFINITY) - interval.low).toBeGreaterThanOrEqual(11);
    expect(verifyTable(made.table, made.custody)).toMatchObject({ ok: true, problems: [] });
  });

  // sdcTable, test-linked-tables.r (facts): region table and group table over the same people.
  const regions: readonly (readonly [region: string, n: number])[] = [
    ['A', 2],
    ['B', 2],
    ['I', 8],
    ['J', 8],
    ['K', 3],
    ['L', 3],
    ['M', 3],
    ['N', 7],
  ];
  const cells: readonly TableCell[] = regions.map(([region, persons]) => ({ key: [region], persons, contributions: new Map() }));
  const table = (id: string, parents: Readonly<Record<string, string>>): TableInput => ({
    id,
    dimensions: [
      {
        name: 'region',
        members: 'partition',
        categories: [...new Set(Object.values(parents))]
          .map((code) => ({ code }))
          .concat(Object.entries(parents).map(([code, parent]) => ({ code, parent }))),
      },
    ],
    measures: [{ kind: 'persons', id: 'n' }],
    cells,
  });
  const county = table('county', {
    A: 'county-1',
    B: 'county-1',
    I: 'county-1',
    J: 'county-1',
    K: 'county-2',
    L: 'county-2',
    M: 'county-2',
    N: 'county-2',
  });
  const group = table('group', { A: 'small', B: 'small', I: 'small', J: 'small', K: 'small', N: 'small', L: 'BIG', M: 'BIG' });
  const below4 = { ...countsOnly, minPersons: 4, countWidth: 2 };
  const statusOf = (input: TableInput | LinkedTables, region: string): readonly string[] =>
    protectTable(input, below4, { asOf })
      .custody.cells.filter((cell) => cell.key[0] === region)
      .map((cell) => cell.status);

  test('each of two linked tables alone needs no complement', () => {
    for (const each of [county, group]) {
      const made = protectTable(each, below4, { asOf });
      expect(made.custody.cells.filter((cell) => cell.status === 'primary:count').map((cell) => cell.key[0])).toEqual(['A', 'B', 'K', 'L', 'M']);
      expect(made.custody.cells.filter((cell) => cell.status === 'complementary')).toEqual([]);
    }
  });

  test('linked tables together withhold N too, so that K = 3 cannot be computed', () => {
    const linked: LinkedTables = { kind: 'linked', tables: [county, group] };
    expect(statusOf(linked, 'N')).toEqual(['complementary', 'complementary']);
    const made = protectTable(linked, below4, { asOf });
    const forK = attackTable(made.table).filter((interval) => interval.key[0] === 'K');
    expect(forK.every((interval) => interval.low < 3 || (interval.high ?? 99) > 3)).toBe(true);
    expect(verifyTable(made.table, made.custody).problems).toEqual([]);
  });

  test('the employer alone in a withheld cell cannot undo its partner', () => {
    // Published total 50, c1 = {A 20, B 8}, c2 = {A 12}, rest 10 (spec 3.6).
    const input: TableInput = {
      id: 'singleton',
      dimensions: [{ name: 'cell', members: 'partition', categories: [{ code: 'c1' }, { code: 'c2' }, { code: 'rest' }] }],
      measures: [{ kind: 'sum', id: 'paid', unit: 'cents' }],
      cells: [
        {
          key: ['c1'],
          persons: 30,
          contributions: new Map([
            ['A', 20],
            ['B', 8],
          ]),
          sensitive: true,
        },
        { key: ['c2'], persons: 30, contributions: new Map([['A', 12]]), sensitive: true },
        {
          key: ['rest'],
          persons: 30,
          contributions: new Map([
            ['C', 5],
            ['D', 5],
          ]),
        },
      ],
    };
    const rules = { ...defaultDisclosureRules, minEmployers: 1, maxShare: '1', minAgeMonths: 0, collusion: 0 };
    const outsiderOnly = protectTable(input, rules, { asOf });
    expect(outsiderOnly.custody.cells.find((cell) => cell.key[0] === 'rest')?.status).toBe('published');
    const everyone = protectTable(input, { ...rules, collusion: 1 }, { asOf });
    for (const interval of attackTable(everyone.table, { attackers: insidersOf(everyone.custody) })) {
      if (interval.key[0] === 'c1' && interval.attacker[0] === 'A') expect((interval.high ?? 999) - interval.own).toBeGreaterThanOrEqual(9);
    }
    expect(verifyTable(everyone.table, everyone.custody).problems).toEqual([]);
  });

  test('a union of withheld cells that one employer dominates gets more cells', () => {
    // {A 70, B 6} and {C 2}: 78 - 70 - 6 = 2 is less than 10 % of 70 (spec 3.6).
    const input: TableInput = {
      id: 'union',
      dimensions: [{ name: 'cell', members: 'partition', categories: [{ code: 'c1' }, { code: 'c2' }, { code: 'c3' }, { code: 'c4' }] }],
      measures: [{ kind: 'sum', id: 'paid', unit: 'cents' }],
      cells: [
        {
          key: ['c1'],
          persons: 30,
          contributions: new Map([
            ['A', 70],
            ['B', 6],
          ]),
        },
        { key: ['c2'], persons: 30, contributions: new Map([['C', 2]]) },
        {
          key: ['c3'],
          persons: 30,
          contributions: new Map([
            ['D', 40],
            ['E', 40],
            ['F', 40],
          ]),
        },
        {
          key: ['c4'],
          persons: 30,
          contributions: new Map([
            ['D', 50],
            ['E', 50],
            ['F', 50],
          ]),
        },
      ],
    };
    const made = protectTable(input, { ...defaultDisclosureRules, minEmployers: 1, maxShare: '1', minAgeMonths: 0 }, { asOf });
    expect(made.custody.cells.map((cell) => cell.status)).toEqual([
      'published',
      'primary:dominance',
      'primary:dominance',
      'complementary',
      'published',
    ]);
    expect(verifyTable(made.table, made.custody).problems).toEqual([]);
  });

  test('random tables hold against every employer and pair, and their certificates verify', () => {
    for (let seed = 0; seed < 12; seed += 1) {
      const rules = seed % 3 === 2 ? { ...statement6Rules, protectionPercent: '20' } : defaultDisclosureRules;
      const made = protectTable(paidTable(stream(seed, 1), { rows: 4, columns: 4, employers: 7 }), rules, { asOf, acknowledgeStatus: true });
      expect(verifyTable(made.table, made.custody)).toMatchObject({ ok: true, problems: [] });
      if (made.custody.allWithheld !== null) continue;
      const primary = new Map(made.custody.cells.map((cell) => [JSON.stringify(cell.key), cell]));
      for (const interval of attackTable(made.table, { attackers: insidersOf(made.custody), collusion: rules.collusion })) {
        const cell = primary.get(JSON.stringify(interval.key));
        if (cell === undefined || !cell.status.startsWith('primary:')) continue;
        const others = Object.entries(cell.contributions[interval.measure] ?? {}).filter(([employer]) => !interval.attacker.includes(employer));
        const largest = Math.max(0, ...others.map(([, amount]) => amount));
        if (largest > 0)
          expect((interval.high ?? Number.MAX_SAFE_INTEGER) - interval.own).toBeGreaterThanOrEqual(
            Math.floor(largest * (1 + Number(rules.protectionPercent) / 100)),
          );
      }
    }
  });

  test('the same input gives the same bytes, whatever the order of cells', () => {
    const input = paidTable(stream(3, 1), { rows: 4, columns: 3, employers: 8 });
    const one = protectTable(input, defaultDisclosureRules, { asOf });
    const other = protectTable({ ...input, cells: [...input.cells].reverse() }, defaultDisclosureRules, { asOf });
    expect(JSON.stringify(other.table)).toBe(JSON.stringify(one.table));
  });

  test('publishing any complement again breaks a proof', () => {
    const made = protectTable(
      countTable([
        [3, 30, 40],
        [20, 50, 60],
        [25, 35, 45],
      ]),
      countsOnly,
      { asOf },
    );
    const complements = made.custody.cells.filter((cell) => cell.status === 'complementary');
    expect(complements.length).toBe(3);
    for (const complement of complements) {
      const parts = made.table.parts.map((part) => ({
        ...part,
        cells: part.cells.map((cell) =>
          JSON.stringify(cell.key) === JSON.stringify(complement.key)
            ? { ...cell, withheld: false, values: { n: String(complement.values['n']) } }
            : cell,
        ),
      }));
      expect(attackTable({ parts }).some((interval) => interval.low === interval.high)).toBe(true);
    }
  });

  test('figures less than three full months old are withheld whole', () => {
    const input = paidTable(stream(1, 1), { rows: 2, columns: 2, employers: 8 });
    const ends = { from: '2025-01-01', to: '2025-03-31' };
    expect(protectTable({ ...input, period: ends }, defaultDisclosureRules, { asOf: '2025-06-29' }).custody.allWithheld).toBe('age');
    const old = protectTable({ ...input, period: ends }, defaultDisclosureRules, { asOf: '2025-06-30' });
    expect(old.custody.allWithheld).not.toBe('age');
    expect(verifyTable(old.table, old.custody).problems).toEqual([]);
  });

  test('exactly a quarter passes and a cent more does not', () => {
    const withLargest = (largest: number): TableInput => ({
      id: 'share',
      dimensions: [{ name: 'cell', members: 'partition', categories: [{ code: 'a' }] }],
      measures: [{ kind: 'sum', id: 'paid', unit: 'cents' }],
      cells: [
        {
          key: ['a'],
          persons: 100,
          contributions: new Map([
            ['A', largest],
            ['B', 2500],
            ['C', 2500],
            ['D', 1500],
            ['E', 1000],
          ]),
        },
      ],
      period: { from: '2024-01-01', to: '2024-12-31' },
    });
    const status = (largest: number): string | undefined =>
      protectTable(withLargest(largest), defaultDisclosureRules, { asOf }).custody.cells[1]?.status;
    expect(status(2500)).toBe('published');
    expect(status(2501)).toBe('primary:share');
  });

  test('ten persons are withheld, eleven and none are shown', () => {
    const of = (n: number): string | undefined =>
      protectTable(
        countTable([
          [n, 50],
          [50, 50],
        ]),
        countsOnly,
        { asOf },
      ).custody.cells.find((cell) => cell.key.join() === 'r0,c0')?.status;
    expect([of(0), of(1), of(10), of(11)]).toEqual(['published', 'primary:count', 'primary:count', 'published']);
  });

  test('an amount of no employer and an undeclared reversal withhold the whole table', () => {
    const cell = (contributions: ReadonlyMap<string, number>): TableInput => ({
      id: 't',
      dimensions: [{ name: 'd', members: 'partition', categories: [{ code: 'a' }] }],
      measures: [{ kind: 'sum', id: 'paid', unit: 'cents' }],
      cells: [{ key: ['a'], persons: 50, contributions }],
      period: { from: '2024-01-01', to: '2024-12-31' },
    });
    for (const [map, code] of [
      [new Map([['', 5]]), 'deidentify/contribution-without-employer'],
      [new Map([['A', -5]]), 'deidentify/negative-contribution'],
    ] as const) {
      const made = protectTable(cell(map), defaultDisclosureRules, { asOf });
      expect(made.findings.some((finding) => finding.code === code && finding.severity === 'block')).toBe(true);
      expect(made.table.parts[0]?.cells.every((each) => each.withheld)).toBe(true);
      expect(verifyTable(made.table).ok).toBe(true);
    }
  });

  test('empty tables, zeros and one employer have defined results', () => {
    const empty = protectTable(
      {
        ...countTable([
          [0, 0],
          [0, 0],
        ]),
        cells: [],
      },
      countsOnly,
      { asOf },
    );
    expect(empty.table.parts[0]?.cells.map((cell) => cell.values['n'])).toEqual(new Array(9).fill('0'));
    const one = protectTable(paidTable(stream(1, 1), { rows: 2, columns: 2, employers: 1 }), defaultDisclosureRules, { asOf });
    expect(one.table.parts[0]?.cells.every((cell) => cell.withheld)).toBe(true);
    expect(verifyTable(one.table, one.custody).problems).toEqual([]);
  });

  test('a withdrawn rule set warns unless that is known', () => {
    const input = paidTable(stream(2, 1), { rows: 2, columns: 2, employers: 9 });
    const codes = (acknowledgeStatus: boolean): boolean =>
      protectTable(input, statement6Rules, { asOf, acknowledgeStatus }).findings.some((finding) => finding.code === 'deidentify/rule-set-withdrawn');
    expect([codes(false), codes(true)]).toEqual([true, false]);
  });

  test('more cells than the cap, cells that no dimension knows and broken trees are refused by code', () => {
    const input = countTable([
      [20, 30],
      [40, 50],
    ]);
    expect(() => protectTable(input, countsOnly, { asOf, limits: { cells: 8 } })).toThrowError(
      expect.objectContaining({ code: 'deidentify/table-too-large' }),
    );
    expect(() => protectTable({ ...input, cells: [{ key: ['r9', 'c0'], persons: 1, contributions: new Map() }] }, countsOnly, { asOf })).toThrowError(
      expect.objectContaining({ code: 'deidentify/table-invalid' }),
    );
    const broken: TableInput = {
      ...input,
      dimensions: [
        {
          name: 'row',
          members: 'partition',
          categories: [
            { code: 'r0', parent: 'r1' },
            { code: 'r1', parent: 'r0' },
          ],
        },
      ],
    };
    expect(() => protectTable({ ...broken, cells: [] }, countsOnly, { asOf })).toThrowError(
      expect.objectContaining({ code: 'deidentify/hierarchy-not-a-tree' }),
    );
    const overlapping: TableInput = { ...input, dimensions: input.dimensions.map((dimension) => ({ ...dimension, members: 'overlapping' })) };
    expect(() => protectTable(overlapping, countsOnly, { asOf })).toThrowError(expect.objectContaining({ code: 'deidentify/unit-not-member' }));
  });
});
