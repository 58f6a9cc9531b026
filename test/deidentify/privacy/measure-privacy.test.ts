import { describe, expect, test } from 'vitest';
import { equalDistance, hierarchicalDistance, orderedDistance } from '../../../src/deidentify/privacy/distances.js';
import { individualRisk } from '../../../src/deidentify/privacy/individual-risk.js';
import { measurePrivacy, type PrivacyOptions } from '../../../src/deidentify/privacy/measure-privacy.js';
import { memberTable, type PrivacyRow } from '../../../src/deidentify/privacy/member-table.js';
import { separations } from '../../../src/deidentify/privacy/separation.js';
import { hierarchyFromLines } from '../../../src/deidentify/privacy/value-tree.js';
import { stream } from '../../../src/stats/random.js';
import golden from '../../golden/deidentify-privacy.json' with { type: 'json' };
import { arxHierarchy, rowsOf } from './tables.js';

const measure = (rows: readonly PrivacyRow[], quasiIdentifiers: readonly string[], o: Partial<PrivacyOptions> = {}) =>
  measurePrivacy(rows, { unit: 'member', quasiIdentifiers, ...o });

describe('risks (ARX)', () => {
  const seven: readonly PrivacyRow[] = [
    [34, 'm', '81667'],
    [45, 'f', '81675'],
    [66, 'm', '81925'],
    [70, 'f', '81931'],
    [34, 'f', '81931'],
    [70, 'm', '81931'],
    [45, 'm', '81931'],
  ].map(([age = 0, gender = '', zip = '']) => ({ age, gender, zip }));

  test('seven rows, raw and generalised', () => {
    expect(measure(seven, ['age', 'gender', 'zip']).prosecutor).toMatchObject(golden.sevenRows.raw);
    const coarse = seven.map((row) => ({ age: Number(row['age']) < 50 ? '<50' : '>=50', gender: '*', zip: `${String(row['zip']).slice(0, 3)}**` }));
    const found = measure(coarse, ['age', 'gender', 'zip']).prosecutor;
    expect([found.averageRecordRisk, found.highest]).toEqual([golden.sevenRows.generalised.averageRecordRisk, golden.sevenRows.generalised.highest]);
  });

  test('adult census extract, raw and at a two-anonymous node', () => {
    const rows = rowsOf('deidentify/arx/adult.csv.gz', ';');
    if (rows === null) return;
    const names = Object.keys(rows[0] ?? {});
    const raw = measure(rows, names);
    expect(raw.members).toBe(golden.adult.members);
    expect({ ...raw.prosecutor, classes: raw.classes }).toMatchObject({
      ...golden.adult.raw,
      meanClassRisk: expect.closeTo(golden.adult.raw.meanClassRisk, 12),
    });
    const without = measure(
      rows,
      names.filter((name) => name !== 'occupation'),
    );
    expect([without.classes, without.prosecutor.uniques]).toEqual([golden.adult.withoutOccupation.classes, golden.adult.withoutOccupation.uniques]);
  });

  test('five rows: how well each set of columns tells members apart', () => {
    const rows = [
      [20, 'F', 'CA'],
      [30, 'F', 'CA'],
      [40, 'F', 'TX'],
      [20, 'M', 'NY'],
      [40, 'M', 'CA'],
    ].map(([age = 0, sex = '', state = '']) => ({ age, sex, state }));
    const columns = ['age', 'sex', 'state'];
    const expected: Readonly<Record<string, readonly number[]>> = golden.fiveRows;
    for (const each of separations(memberTable(rows, { columns }), { columns })) {
      const [distinction = 0, separation = 0] = expected[each.columns.join('+')] ?? golden.fiveRows.rest;
      expect(each.distinction).toBeCloseTo(distinction, 12);
      expect(each.separation).toBeCloseTo(separation, 12);
    }
  });
});

describe('models by definition (tables of pyCANON)', () => {
  const QI = ['Teacher', 'Gender', 'Ethnic', 'Freeredu', 'wesson'];
  test.each(Object.entries(golden.pycanon))('%s', (name, expected) => {
    const rows = rowsOf(`deidentify/pycanon/${name}.csv`, ',');
    if (rows === null) return;
    const hospital = name.startsWith('hospital');
    const attribute = hospital ? 'disease' : 'Score';
    const order = hospital ? undefined : [...new Set(rows.map((row) => String(row[attribute])))].sort((a, b) => Number(a) - Number(b));
    const report = measure(rows, hospital ? ['age', 'gender', 'city'] : QI, {
      sensitive: [{ attribute, ...(order === undefined ? {} : { order }) }],
    });
    const [sensitive] = report.sensitive;
    expect([report.members, report.classes, report.prosecutor.k, report.prosecutor.discernibility]).toEqual([
      expected.n,
      expected.classes,
      expected.k,
      expected.discernibility,
    ]);
    expect(report.prosecutor.averageRecordRisk).toBeCloseTo(expected.averageRecordRisk, 12);
    expect(report.prosecutor.meanClassRisk).toBeCloseTo(expected.meanClassRisk, 12);
    for (const measureName of ['distinctL', 'entropyL', 'alpha', 'tEqual', 'beta', 'minusLogLeastShare', 'deltaOverPresent'] as const) {
      expect(sensitive?.[measureName], measureName).toBeCloseTo(expected[measureName], 10);
    }
    if (expected.tOrdered === null) expect(sensitive?.tOrdered).toBeNull();
    else expect(sensitive?.tOrdered).toBeCloseTo(expected.tOrdered, 12);
    for (const [l, c] of Object.entries(expected.c)) {
      const found = sensitive?.recursive[Number(l) - 1]?.c;
      if (c === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(c, 12);
    }
    // Strict delta-disclosure is unbounded in all five.
    expect(sensitive?.delta).toBeNull();
    expect(report.warnings.some((warning) => warning.path === `${attribute}.delta`)).toBe(true);
  });
});

describe('t-closeness, the worked table of Li, Li and Venkatasubramanian', () => {
  const rows = rowsOf('deidentify/arx/test2.csv', ';');
  const hierarchy = arxHierarchy('Disease', 'test2_hierarchy_Disease.csv');
  const shares = (values: readonly string[], of: readonly string[]): Float64Array =>
    Float64Array.from(values, (value) => of.filter((each) => each === value).length / of.length);

  test('salary in order: {3,4,5} is 3/8 away and {6,8,11} 1/6', () => {
    const order = golden.worked.salaryOrder;
    const distance = orderedDistance(order.map((_, i) => i));
    const [n = 0, d = 1] = golden.worked.salaryOfThreeFourFive;
    const [n2 = 0, d2 = 1] = golden.worked.salaryOfSixEightEleven;
    expect(distance(shares(order, ['3', '4', '5']), shares(order, order))).toBeCloseTo(n / d, 14);
    expect(distance(shares(order, ['6', '8', '11']), shares(order, order))).toBeCloseTo(n2 / d2, 14);
  });

  test.each(['first', 'second'] as const)('%s classes: each distance is its fraction, and the report gives the worst', (which) => {
    if (rows === null || hierarchy === null) return;
    const { classes, disease } = golden.worked[which];
    const all = rows.map((row) => String(row['Disease']));
    const values = [...new Set(all)].sort();
    const distance = hierarchicalDistance(hierarchy, values);
    classes.forEach((members, i) => {
      const of = members.map((member) => all[member - 1] ?? '');
      const [n = 0, d = 1] = disease[i] ?? [];
      expect(distance(shares(values, of), shares(values, all))).toBeCloseTo(n / d, 14);
      if (which !== 'first') return;
      const [e = 0, f = 1] = golden.worked.first.equal[i] ?? [];
      expect(equalDistance(shares(values, of), shares(values, all))).toBeCloseTo(e / f, 14);
      const order = golden.worked.salaryOrder;
      const salary = members.map((member) => String(rows[member - 1]?.['Salary']));
      const [g = 0, h = 1] = golden.worked.first.salary[i] ?? [];
      expect(orderedDistance(order.map((_, at) => at))(shares(order, salary), shares(order, order))).toBeCloseTo(g / h, 14);
    });
    const grouped = rows.map((row, r) => ({ ...row, class: String(classes.findIndex((list) => list.includes(r + 1))) }));
    const report = measure(grouped, ['class'], { sensitive: [{ attribute: 'Disease', hierarchy }] });
    expect(report.sensitive[0]?.tHierarchical).toBeCloseTo(Math.max(...disease.map(([n = 0, d = 1]) => n / d)), 14);
  });
});

describe('individual risk (sdcMicro)', () => {
  test('eight rows: frequencies and risks to eight digits', () => {
    const rows = rowsOf('deidentify/sdcmicro/eight_rows.csv', ',');
    const { fk, Fk, approximate, exactOfThree } = golden.eightRows;
    fk.forEach((f, i) => {
      expect(individualRisk({ f, F: Fk[i] ?? 0 }, 'approximate').toFixed(8)).toBe(approximate[i]);
      expect(individualRisk({ f, F: Fk[i] ?? 0 }, 'exact').toFixed(8)).toBe(f === 3 ? exactOfThree : approximate[i]);
    });
    if (rows === null) return;
    const report = measure(rows, ['A', 'B', 'C'], { population: { weight: 'weight' } });
    expect([report.prosecutor.uniques, report.classes]).toEqual([3, 5]);
    expect(report.population?.kMap).toBe(17);
  });

  test('a class that is the whole population has the risk of its size', () => {
    expect(individualRisk({ f: 4, F: 4 }, 'exact')).toBe(0.25);
  });
});

describe('the unit is the member', () => {
  test('ATK-03: one member with thirty lines is one member', () => {
    const lines = Array.from({ length: 30 }, () => ({ id: 'A', zip: '100' }));
    expect(measure(lines, ['zip'], { member: 'id' }).prosecutor.k).toBe(1);
    // The mutant: without the member column the lines look like thirty people.
    expect(measure(lines, ['zip']).prosecutor.k).toBe(30);
  });

  test('rows of one member that disagree are refused, or settled as the caller says', () => {
    const rows = [
      { id: 'A', zip: '100' },
      { id: 'A', zip: '101' },
      { id: 'B', zip: '101' },
    ];
    expect(() => measure(rows, ['zip'], { member: 'id' })).toThrowError(expect.objectContaining({ code: 'deidentify/unit-not-member' }));
    expect(measure(rows, ['zip'], { member: 'id', memberConflict: 'latest' }).prosecutor.k).toBe(2);
    expect(measure(rows, ['zip'], { member: 'id', memberConflict: 'ownCategory' }).prosecutor.k).toBe(1);
  });

  test('missing values are a category of their own, or fit everything', () => {
    const rows = [
      { a: '1', b: null },
      { a: '1', b: 'x' },
      { a: '2', b: 'x' },
      { a: '1', b: 'x' },
    ];
    expect(measure(rows, ['a', 'b']).prosecutor).toMatchObject({ k: 1, uniques: 2 });
    // (1, missing) fits itself and two; (1, x) each other and it; (2, x) itself alone.
    expect(measure(rows, ['a', 'b'], { missing: 'wildcard' }).prosecutor).toMatchObject({ k: 1, uniques: 1, discernibility: 3 + 3 + 1 + 3 });
  });

  test('an empty table has defined results', () => {
    const report = measure([], ['a'], { sensitive: [{ attribute: 's' }] });
    expect([report.members, report.prosecutor.k, report.prosecutor.meanClassRisk, report.sensitive[0]?.distinctL]).toEqual([0, null, null, null]);
    expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity/);
  });

  test('properties: another column never raises k, coarser never lowers it, doubling the file doubles it', () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const random = stream(seed, 4);
      const rows = Array.from({ length: 40 }, () => ({ a: random.below(4), b: random.below(3), c: random.below(2) }));
      const k = (list: readonly PrivacyRow[], columns: readonly string[]): number => measure(list, columns).prosecutor.k ?? 0;
      expect(k(rows, ['a', 'b', 'c'])).toBeLessThanOrEqual(k(rows, ['a', 'b']));
      expect(
        k(
          rows.map((row) => ({ ...row, a: row.a >> 1 })),
          ['a', 'b'],
        ),
      ).toBeGreaterThanOrEqual(k(rows, ['a', 'b']));
      expect(k([...rows, ...rows], ['a', 'b'])).toBe(2 * k(rows, ['a', 'b']));
      expect(k([...rows].reverse(), ['b', 'a'])).toBe(k(rows, ['a', 'b']));
    }
  });

  test('hierarchies that are no trees of one height are refused', () => {
    const bad = expect.objectContaining({ code: 'deidentify/hierarchy-not-a-tree' });
    expect(() =>
      hierarchyFromLines('h', [
        ['a', 'x', '*'],
        ['b', '*'],
      ]),
    ).toThrowError(bad);
    expect(() =>
      hierarchyFromLines('h', [
        ['a', 'x', '*'],
        ['a', 'y', '*'],
      ]),
    ).toThrowError(bad);
    expect(() =>
      hierarchyFromLines('h', [
        ['a', 'x', 'p'],
        ['b', 'x', 'q'],
      ]),
    ).toThrowError(bad);
  });
});
