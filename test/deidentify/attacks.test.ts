import { describe, expect, test } from 'vitest';
import { fieldsOf } from '../../src/claims/fields/tables.js';
import { deidentify } from '../../src/deidentify/deidentify.js';
import { safeHarborMedical } from '../../src/deidentify/policies/safe-harbor-medical.js';
import { anonymize } from '../../src/deidentify/privacy/anonymize.js';
import { ageHierarchy } from '../../src/deidentify/privacy/hierarchies.js';
import { measurePrivacy } from '../../src/deidentify/privacy/measure-privacy.js';
import type { MemberTable, PrivacyRow } from '../../src/deidentify/privacy/member-table.js';
import { hierarchyFromLines } from '../../src/deidentify/privacy/value-tree.js';
import { attackTable, insidersOf } from '../../src/deidentify/publish/attack-table.js';
import { protectTable } from '../../src/deidentify/publish/protect-table.js';
import type { PublishedPart } from '../../src/deidentify/publish/publishable-table.js';
import type { TableInput } from '../../src/deidentify/publish/table-input.js';
import { identified } from '../../src/deidentify/zones.js';
import { defaultDisclosureRules } from '../../src/reference/disclosure-rules.js';
import { stream } from '../../src/stats/random.js';
import { dayNumber, isoFromDay } from '../../src/time/iso-date.js';
import { canonicalRow } from '../claims/canonical-rows.js';
import { testKeys } from './keys.js';
import { countsOnly, countTable, paidTable, printedTable } from './publish/tables.js';
import { contextOf } from './rows.js';

// Each attack must learn nothing, and must succeed on a mutant with the protection off: otherwise it would be a dud.
const random = stream(2026, 1);
const register: readonly PrivacyRow[] = Array.from({ length: 4000 }, () => ({
  age: String(random.below(90)),
  sex: random.below(2) === 0 ? 'f' : 'm',
  zip3: String(100 + random.below(12)),
  disease: ['common', 'common', 'common', 'rare', 'other'][random.below(5)] ?? 'common',
}));
const QI = ['age', 'sex', 'zip3'];
const hierarchies = {
  age: ageHierarchy([5, 10, 30]),
  sex: hierarchyFromLines('sex', [
    ['f', '*'],
    ['m', '*'],
  ]),
  zip3: hierarchyFromLines(
    'zip3',
    Array.from({ length: 12 }, (_, i) => [String(100 + i), i < 6 ? 'north' : 'south', '*']),
  ),
};
const labels = (table: MemberTable, member: number, names: readonly string[]): string =>
  names
    .map((name) => {
      const column = table.columns.find((each) => each.name === name);
      return column?.values[column.codes[member] ?? 0];
    })
    .join();

describe('ATK-01: place, year and sex', () => {
  const file = register.filter((_, i) => i % 3 === 0);
  const uniqueMatches = (rows: readonly PrivacyRow[], people: readonly PrivacyRow[]): number => {
    const counts = new Map<string, number>();
    const name = (row: PrivacyRow): string => QI.map((column) => row[column]).join();
    for (const person of people) counts.set(name(person), (counts.get(name(person)) ?? 0) + 1);
    return rows.filter((row) => counts.get(name(row)) === 1).length;
  };

  test('a register finds nobody in the generalised file, and risk is as declared', () => {
    const made = anonymize(file, { unit: 'member', engine: 'lattice', quasiIdentifiers: QI, targets: { k: 11 }, hierarchies });
    const level = made.lattice?.best.levels ?? [];
    const coarse = (rows: readonly PrivacyRow[]): PrivacyRow[] =>
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(hierarchies).map(([column, hierarchy], i) => [column, hierarchy.labelOf(String(row[column]), level[i] ?? 0) ?? '*']),
        ),
      );
    const report = measurePrivacy(coarse(file), { unit: 'member', quasiIdentifiers: QI, population: { rows: coarse(register) } });
    expect(uniqueMatches(coarse(file), coarse(register)) / file.length).toBeLessThanOrEqual(report.population?.journalistHighest ?? 0);
    expect(uniqueMatches(coarse(file), coarse(register))).toBe(0);
  });

  test('mutant: raw values are matched', () => expect(uniqueMatches(file, register)).toBeGreaterThan(100));
});

describe('ATK-02: guessing the diagnosis of a class', () => {
  const gain = (table: MemberTable): number => {
    const classes = new Map<string, Map<string, number>>();
    const overall = new Map<string, number>();
    for (let i = 0; i < table.members; i += 1) {
      const [of, disease] = [labels(table, i, QI), labels(table, i, ['disease'])];
      const counts = classes.get(of) ?? new Map<string, number>();
      classes.set(of, counts.set(disease, (counts.get(disease) ?? 0) + 1));
      overall.set(disease, (overall.get(disease) ?? 0) + 1);
    }
    const best = (counts: ReadonlyMap<string, number>): number => Math.max(...counts.values()) / [...counts.values()].reduce((a, b) => a + b, 0);
    return Math.max(...[...classes.values()].map(best)) - best(overall);
  };

  test('gains at most t over guessing the most common one', () => {
    const made = anonymize(register, {
      unit: 'member',
      engine: 'mondrian',
      quasiIdentifiers: QI,
      targets: { k: 11, t: 0.15 },
      hierarchies: { zip3: hierarchies.zip3, sex: hierarchies.sex },
      sensitive: { attribute: 'disease' },
    });
    expect(gain(made.table)).toBeLessThanOrEqual(0.15);
    expect(made.classes).toBeGreaterThan(5);
  });

  test('mutant: k alone lets it gain more', () => {
    const made = anonymize(register, {
      unit: 'member',
      engine: 'mondrian',
      quasiIdentifiers: QI,
      targets: { k: 2 },
      hierarchies: { zip3: hierarchies.zip3, sex: hierarchies.sex },
      sensitive: { attribute: 'disease' },
    });
    expect(gain(made.table)).toBeGreaterThan(0.15);
  });
});

describe('ATK-10: the edge of the window', () => {
  const shifter = testKeys().dateShifter({ days: 30 });
  const [first, last] = [dayNumber('2024-01-01'), dayNumber('2024-12-31')];
  const events = Array.from({ length: 3000 }, (_, i) => ({ member: `P${i}`, day: first + ((i * 7919) % (last - first + 1)) }));
  const certain = (window: readonly [number, number]): number =>
    events
      .filter(({ day }) => day >= window[0] && day <= window[1])
      .filter(({ member, day }) => {
        const moved = dayNumber(shifter.shift({ member, date: isoFromDay(day) }));
        return moved < window[0] - 30 || moved > window[1] + 30;
      }).length;

  test('no date lies outside what any offset could give', () => expect(certain([first, last])).toBe(0));

  test('mutant: an untrimmed window shows the sign of those who leave it', () => {
    const shown = events.filter(({ member, day }) => dayNumber(shifter.shift({ member, date: isoFromDay(day) })) < first).length;
    expect(shown).toBeGreaterThan(0);
    // Trimmed by 30 days at both ends of the output, nobody stands beyond the original window.
    const trimmed = events
      .map(({ member, day }) => dayNumber(shifter.shift({ member, date: isoFromDay(day) })))
      .filter((day) => day >= first + 30 && day <= last - 30);
    expect(trimmed.every((day) => day >= first && day <= last)).toBe(true);
  });
});

describe('ATK-11 and ATK-12: recovery by adding and subtracting', () => {
  const exact = (parts: readonly PublishedPart[]): number => attackTable({ parts }).filter((interval) => interval.low === interval.high).length;
  const table = (seed: number): readonly (readonly number[])[] => {
    const draw = stream(seed, 12);
    return Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => (draw.below(6) === 0 ? 1 + draw.below(10) : 15 + draw.below(80))));
  };
  const primariesOnly = (rows: readonly (readonly number[])[]): PublishedPart => {
    const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
    return printedTable(
      rows.map((row) => row.map((value) => (value < 11 ? null : value))),
      { rows: rows.map(sum), columns: (rows[0] ?? []).map((_, c) => sum(rows.map((row) => row[c] ?? 0))), total: sum(rows.map(sum)) },
    );
  };

  test('random tables give no withheld count away, and primaries alone do', () => {
    let mutants = 0;
    for (let seed = 0; seed < 25; seed += 1) {
      const rows = table(seed);
      const made = protectTable(countTable(rows), countsOnly, { asOf: '2025-06-30' });
      const primary = new Map(made.custody.cells.map((cell) => [JSON.stringify(cell.key), cell.status]));
      for (const interval of attackTable(made.table)) {
        if (primary.get(JSON.stringify(interval.key)) !== 'primary:count') continue;
        expect((interval.high ?? 1000) - interval.low).toBeGreaterThanOrEqual(11);
      }
      mutants += exact([primariesOnly(rows)]);
    }
    expect(mutants).toBeGreaterThan(10);
  });

  test('mutant: linked tables protected one by one give K = 3 away', () => {
    const regions: Readonly<Record<string, number>> = { A: 2, B: 2, I: 8, J: 8, K: 3, L: 3, M: 3, N: 7 };
    const of = (id: string, parents: Readonly<Record<string, readonly string[]>>): TableInput => ({
      id,
      dimensions: [
        {
          name: 'region',
          members: 'partition',
          categories: [
            ...Object.keys(parents).map((code) => ({ code })),
            ...Object.entries(parents).flatMap(([parent, codes]) => codes.map((code) => ({ code, parent }))),
          ],
        },
      ],
      measures: [{ kind: 'persons', id: 'n' }],
      cells: Object.entries(regions).map(([code, persons]) => ({ key: [code], persons, contributions: new Map() })),
    });
    const [county, group] = [
      of('county', { one: ['A', 'B', 'I', 'J'], two: ['K', 'L', 'M', 'N'] }),
      of('group', { small: ['A', 'B', 'I', 'J', 'K', 'N'], big: ['L', 'M'] }),
    ];
    const rules = { ...countsOnly, minPersons: 4, countWidth: 2 };
    const apart = [county, group].flatMap((input) => protectTable(input, rules, { asOf: '2025-06-30' }).table.parts);
    const found = attackTable({ parts: apart }).find((interval) => interval.key[0] === 'K');
    expect([found?.low, found?.high]).toEqual([3, 3]);
    const together = protectTable({ kind: 'linked', tables: [county, group] }, rules, { asOf: '2025-06-30' });
    expect(exact(together.table.parts)).toBe(0);
  });
});

describe('ATK-13: insiders', () => {
  /** How often an employer can say another's largest contribution within 10 % from above. */
  const tooClose = (collusion: number): number => {
    let found = 0;
    for (let seed = 0; seed < 20; seed += 1) {
      const made = protectTable(
        paidTable(stream(seed, 5), { rows: 3, columns: 3, employers: 6 }),
        { ...defaultDisclosureRules, collusion },
        { asOf: '2025-06-30' },
      );
      if (made.custody.allWithheld !== null) continue;
      const cells = new Map(made.custody.cells.map((cell) => [JSON.stringify(cell.key), cell]));
      for (const interval of attackTable(made.table, { attackers: insidersOf(made.custody) })) {
        const cell = cells.get(JSON.stringify(interval.key));
        if (cell?.status.startsWith('primary:') !== true) continue;
        const others = Object.entries(cell.contributions[interval.measure] ?? {}).filter(([employer]) => !interval.attacker.includes(employer));
        const largest = Math.max(0, ...others.map(([, amount]) => amount));
        if (largest > 0 && (interval.high ?? Number.MAX_SAFE_INTEGER) - interval.own < Math.floor(largest * 1.1)) found += 1;
      }
    }
    return found;
  };

  test('no employer comes closer than 10 %', () => expect(tooClose(1)).toBe(0));

  test('mutant: protected against outsiders alone, A says what B put into their cell', () => {
    // Published total 50, c1 = {A 20, B 8}, c2 = {A 12}, rest 10: A sees B within [0, 8], and 8 is less than 8.8 (spec 3.6).
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
    const remainder = (collusion: number): number => {
      const made = protectTable(
        input,
        { ...defaultDisclosureRules, minEmployers: 1, maxShare: '1', minAgeMonths: 0, collusion },
        { asOf: '2025-06-30' },
      );
      const found = attackTable(made.table, { attackers: insidersOf(made.custody) }).find(
        (interval) => interval.attacker[0] === 'A' && interval.key[0] === 'c1',
      );
      return (found?.high ?? 999) - (found?.own ?? 0);
    };
    expect(remainder(0)).toBe(8);
    expect(remainder(1)).toBeGreaterThanOrEqual(9);
  });
});

describe('ATK-18: what is not output', () => {
  test('no four characters of an input value stand in audit, findings or errors', () => {
    const canaries = ['QXZJ-person', 'WVKQ employer', 'JJQX9917', 'ZQ77-file.csv'];
    const rows = Array.from({ length: 30 }, (_, i) => ({
      ...canonicalRow('medical', stream(i, 8)),
      person_id: canaries[0] ?? '',
      employer_id: canaries[1] ?? '',
      member_id: canaries[2] ?? '',
      file_name: canaries[3] ?? '',
    }));
    for (const row of rows)
      for (const field of fieldsOf('medical'))
        if (field.kind === 'date' && Reflect.get(row, field.name) !== null) Reflect.set(row, field.name, dateFor(field.name));
    const result = deidentify(identified(rows), safeHarborMedical, contextOf());
    const text = JSON.stringify([result.audit, result.findings]);
    const pieces = canaries.flatMap((canary) => Array.from({ length: canary.length - 3 }, (_, i) => canary.slice(i, i + 4)));
    // Pieces of ordinary words such as "file" say nothing about a value.
    const telling = pieces.filter((piece) => /[QXZJWVK0-9]/.test(piece));
    expect(telling.filter((piece) => text.includes(piece))).toEqual([]);
    expect(telling.some((piece) => JSON.stringify(rows).includes(piece))).toBe(true);
    const message = (): string => {
      try {
        deidentify(identified(rows), safeHarborMedical, { ...contextOf(), fileEnd: 'not a date' });
      } catch (error) {
        return String(error);
      }
      return '';
    };
    expect(telling.filter((piece) => message().includes(piece))).toEqual([]);
  });
});

/** A date within the file, another for each field. */
function dateFor(field: string): string {
  return `2024-0${1 + (field.length % 9)}-11`;
}

describe('ATK-22: what must not matter', () => {
  test('the order of rows and columns, and names of categories, change names only', () => {
    const draw = stream(6, 6);
    const rows = Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => (draw.below(5) === 0 ? 1 + draw.below(9) : 20 + draw.below(50))));
    const renamed = (table: TableInput): TableInput => ({
      ...table,
      dimensions: table.dimensions.map((dimension) => ({
        ...dimension,
        categories: dimension.categories.map((category) => ({ code: `x-${category.code}` })),
      })),
      cells: table.cells.map((cell) => ({ ...cell, key: cell.key.map((code) => `x-${code}`) })),
    });
    const pattern = (table: TableInput): readonly string[] =>
      protectTable(table, countsOnly, { asOf: '2025-06-30' }).custody.cells.map((cell) => cell.status);
    expect(pattern(renamed(countTable(rows)))).toEqual(pattern(countTable(rows)));
  });
});
