import { describe, expect, test } from 'vitest';
import { type AnonymizeOptions, anonymize } from '../../../src/deidentify/privacy/anonymize.js';
import { measurePrivacy } from '../../../src/deidentify/privacy/measure-privacy.js';
import { memberTable, type PrivacyRow } from '../../../src/deidentify/privacy/member-table.js';
import { type Hierarchy, hierarchyFromLines } from '../../../src/deidentify/privacy/value-tree.js';
import { stream } from '../../../src/stats/random.js';
import golden from '../../golden/deidentify-privacy.json' with { type: 'json' };
import { arxHierarchy, rowsOf } from './tables.js';

const NINE = ['sex', 'age', 'race', 'marital-status', 'education', 'native-country', 'workclass', 'occupation', 'salary-class'] as const;
const adult = rowsOf('deidentify/arx/adult.csv.gz', ';');
const hierarchies: Record<string, Hierarchy> = {};
for (const name of NINE) {
  const hierarchy = arxHierarchy(name, `adult_hierarchy_${name}.csv`);
  if (hierarchy !== null) hierarchies[name] = hierarchy;
}
const table = adult === null ? null : memberTable(adult, { columns: NINE });
const lattice = (o: Partial<AnonymizeOptions> & Pick<AnonymizeOptions, 'quasiIdentifiers' | 'targets'>) => {
  if (table === null) throw new Error('the census extract is not there');
  return anonymize(table, { unit: 'member', engine: 'lattice', hierarchies, ...o });
};

describe('lattice optima on the census extract', () => {
  test.each([
    ['k5', 5],
    ['k100', 100],
  ] as const)('%s by entropy with 4 %% suppression (ARX)', (name, k) => {
    if (table === null) return;
    const expected = golden.lattice[name];
    const found = lattice({ quasiIdentifiers: NINE, targets: { k }, suppressionLimit: 0.04, utility: 'entropy' });
    expect(found.lattice?.best.levels).toEqual(expected.levels);
    expect(Math.abs((found.lattice?.best.cost ?? 0) / expected.entropy - 1)).toBeLessThan(1e-9);
    expect([found.lattice?.best.classes, found.suppressed]).toEqual([expected.classes, expected.suppressed]);
    expect(found.lattice?.visited).toBeLessThan((found.lattice?.nodes ?? 0) / 2);
    expect(found.k).toBeGreaterThanOrEqual(k);
  });

  test('t = 0.2 on occupation with k = 5 and no suppression (ARX)', () => {
    if (table === null) return;
    const eight = NINE.filter((name) => name !== 'occupation');
    const found = lattice({ quasiIdentifiers: eight, targets: { k: 5, t: 0.2 }, sensitive: { attribute: 'occupation' } });
    expect([found.lattice?.best.levels, found.lattice?.best.cost]).toEqual([
      golden.lattice.tCloseness.levels,
      golden.lattice.tCloseness.discernibility,
    ]);
    const report = measurePrivacy(found.table, { unit: 'member', quasiIdentifiers: eight, sensitive: [{ attribute: 'occupation' }] });
    expect(report.sensitive[0]?.tEqual).toBeLessThanOrEqual(0.2);
  });

  test('average record risk at the two-anonymous node', () => {
    if (table === null) return;
    const { levels, averageRecordRisk, highest } = golden.adult.twoAnonymous;
    const risks = NINE.map((name, i) => ({ name, level: levels[i] ?? 0 }));
    const coarse = (adult ?? []).map((row) =>
      Object.fromEntries(risks.map(({ name, level }) => [name, hierarchies[name]?.labelOf(String(row[name]), level) ?? '*'])),
    );
    expect(measurePrivacy(coarse, { unit: 'member', quasiIdentifiers: NINE }).prosecutor).toMatchObject({ averageRecordRisk, highest });
  });

  test.each(golden.lattice.exhaustive)('exhaustive, k = $k, limit $limit', (expected) => {
    if (table === null) return;
    const four = NINE.slice(0, 4);
    const run = (utility: 'discernibility' | 'discernibilityWithPenalty', search: 'exhaustive' | 'pruned') =>
      lattice({ quasiIdentifiers: four, targets: { k: expected.k }, suppressionLimit: expected.limit, utility, search }).lattice;
    const all = run('discernibility', 'exhaustive');
    expect([all?.nodes, all?.qualifying, all?.minimal?.length, all?.leastHeight]).toEqual([
      60,
      expected.qualifying,
      expected.minimal,
      { height: expected.leastHeight, nodes: expected.atLeastHeight },
    ]);
    expect(all?.best).toEqual(expected.monotonic);
    const penalty = run('discernibilityWithPenalty', 'exhaustive');
    expect(penalty?.best).toMatchObject(expected.penalty);
    // Pruning finds the same.
    expect(run('discernibility', 'pruned')?.best).toEqual(all?.best);
    expect(run('discernibilityWithPenalty', 'pruned')?.best).toEqual(penalty?.best);
  });
});

describe('anonymizing small tables', () => {
  const age = hierarchyFromLines(
    'age',
    Array.from({ length: 40 }, (_, i) => [String(i), `${i - (i % 10)}-${i - (i % 10) + 9}`, '*']),
  );
  const sex = hierarchyFromLines('sex', [
    ['f', '*'],
    ['m', '*'],
  ]);
  const random = (seed: number, n: number): PrivacyRow[] => {
    const draw = stream(seed, 6);
    return Array.from({ length: n }, () => ({
      age: String(draw.below(40)),
      sex: draw.below(2) === 0 ? 'f' : 'm',
      disease: ['a', 'b', 'c'][draw.below(3)] ?? 'a',
      score: String(draw.below(9)),
    }));
  };

  test('every class of every engine, mode and cut meets every target', () => {
    for (let seed = 0; seed < 12; seed += 1) {
      const rows = random(seed, 60 + seed * 10);
      for (const engine of ['lattice', 'mondrian'] as const) {
        for (const mode of ['strict', 'relaxed'] as const) {
          for (const cut of ['median', 'bestCut'] as const) {
            const found = anonymize(rows, {
              unit: 'member',
              engine,
              mode,
              cut,
              quasiIdentifiers: ['age', 'sex'],
              targets: { k: 4, distinctL: 2, t: 0.5 },
              hierarchies: engine === 'lattice' ? { age, sex } : { sex },
              sensitive: { attribute: 'disease' },
            });
            const report = measurePrivacy(found.table, { unit: 'member', quasiIdentifiers: ['age', 'sex'], sensitive: [{ attribute: 'disease' }] });
            // Relaxed groups may overlap in their labels, so classes by label can only be larger.
            expect(found.k).toBeGreaterThanOrEqual(4);
            expect(report.prosecutor.k).toBeGreaterThanOrEqual(4);
            if (mode === 'strict') expect(report.sensitive[0]?.distinctL).toBeGreaterThanOrEqual(2);
            if (mode === 'strict') expect(report.sensitive[0]?.tEqual).toBeLessThanOrEqual(0.5 + 1e-12);
            expect(found.table.members + found.suppressed).toBe(rows.length);
          }
        }
      }
    }
  });

  test('mondrian labels contain their members, and do not depend on the order of rows', () => {
    const rows = random(3, 200);
    const run = (list: readonly PrivacyRow[]) =>
      anonymize(list, { unit: 'member', engine: 'mondrian', quasiIdentifiers: ['age', 'sex'], targets: { k: 5 }, hierarchies: { sex } });
    const found = run(rows);
    const [ages] = found.table.columns;
    found.kept.forEach((member, i) => {
      const label = ages?.values[ages.codes[i] ?? 0] ?? '';
      const [low = '', high = low] = label.split(' to ');
      const value = Number(rows[member]?.['age']);
      expect(value >= Number(low) && value <= Number(high)).toBe(true);
    });
    const labels = (list: readonly PrivacyRow[]): string[] => {
      const { table: made } = run(list);
      return Array.from({ length: made.members }, (_, i) =>
        made.columns
          .slice(0, 2)
          .map((column) => column.values[column.codes[i] ?? 0])
          .join(),
      ).sort();
    };
    expect(labels([...rows].reverse())).toEqual(labels(rows));
  });

  test('targets that nothing can meet are refused by name', () => {
    const rows = random(1, 10);
    const base = { unit: 'member', engine: 'lattice', quasiIdentifiers: ['age', 'sex'], hierarchies: { age, sex } } as const;
    const impossible = expect.objectContaining({ code: 'deidentify/targets-impossible' });
    expect(() => anonymize(rows, { ...base, targets: { k: 11 } })).toThrowError(impossible);
    expect(() => anonymize(rows, { ...base, targets: { k: 2, distinctL: 4 }, sensitive: { attribute: 'disease' } })).toThrowError(impossible);
    expect(() => anonymize(rows, { ...base, targets: { k: 2, distinctL: 2 } })).toThrowError(impossible);
    expect(() => anonymize(rows, { ...base, engine: 'mondrian', targets: { k: 2, distinctL: 4 }, sensitive: { attribute: 'disease' } })).toThrowError(
      impossible,
    );
  });

  test('the diagnosis names the column that costs most first', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ age: String(i), sex: i % 2 === 0 ? 'f' : 'm' }));
    const found = anonymize(rows, {
      unit: 'member',
      engine: 'lattice',
      quasiIdentifiers: ['sex', 'age'],
      targets: { k: 10 },
      hierarchies: { age, sex },
    });
    expect(found.diagnosis).toEqual([
      { column: 'age', failing: 40, saved: 40 },
      { column: 'sex', failing: 40, saved: 0 },
    ]);
  });
});
