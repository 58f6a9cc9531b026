import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { TableName } from '../../../src/claims/batch.js';
import { ruleCatalogue } from '../../../src/claims/rules/catalogue.js';
import type { RuleOutcome } from '../../../src/claims/validate/outcome.js';
import { type Row, report } from './kit.js';
import { type NamedTest, type RuleCase, ruleCases, rulesElsewhere, type Tables } from './rule-cases.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const TABLES: readonly TableName[] = ['medical', 'pharmacy', 'eligibility', 'nonClaims'];
/** Units of which some are broken, so that 1.2 % are a whole number of rows. */
const UNITS = 1000;

/** What a rule says of so many units, the first of them broken. */
function judged(key: string, units: number, broken: number): RuleOutcome | undefined {
  const [code, table] = key.split('|');
  const given: RuleCase | undefined = ruleCases[key];
  const parts: readonly (Tables | undefined)[] = [given?.beside, ...Array.from({ length: units }, (_, at) => given?.unit(at + 1, at < broken))];
  const rows = (name: TableName): readonly Row[] => parts.flatMap((part) => part?.[name] ?? []);
  const delivery = Object.fromEntries(TABLES.flatMap((name) => (rows(name).length === 0 ? [] : [[name, rows(name)]])));
  return report(delivery, given?.options ?? {}).rules.find((each) => each.code === code && each.table === table);
}

/** Ids of the specification's catalogue, 3.6. */
const SPECIFIED = ['STR', 'ELG', 'MED', 'RX', 'NCP', 'XREF', 'DEI', 'X12', 'FHIR', 'ADJ'].flatMap((area, at) =>
  Array.from({ length: [5, 10, 27, 7, 2, 3, 1, 4, 2, 1][at] ?? 0 }, (_, i) => `${area}-${i + 1}`),
);

function expectThere({ file, test: name }: NamedTest, folder: string): void {
  const text = readFileSync(new URL(`${folder}${file}`, import.meta.url), 'utf8');
  expect(text.includes(`('${name}'`), `${file} has no test "${name}"`).toBe(true);
}

const keys = ruleCatalogue.map(({ id, table }) => `${id}|${table}`);

test('every rule of the catalogue has a positive, a negative and an edge here, and nothing else has', () => {
  expect(Object.keys(ruleCases).sort()).toEqual([...new Set(keys)].sort());
});

test('every rule of the specification is one of the catalogue, or says where its three tests are', () => {
  const catalogue = ruleCatalogue.map(({ id }) => id);
  expect(SPECIFIED.filter((id) => !catalogue.includes(id)).sort()).toEqual(Object.keys(rulesElsewhere).sort());
  expect(catalogue.filter((id) => !SPECIFIED.includes(id))).toEqual([]);
  for (const { positive, negative, edge } of Object.values(rulesElsewhere))
    for (const each of [positive, negative, edge]) if (typeof each !== 'string') expectThere(each, '../');
});

describe.each(keys)('%s', (key) => {
  const { edge } = ruleCases[key] ?? { edge: 'share' };
  test('positive: a broken unit among others is found', () => {
    expect(judged(key, 4, 1)?.rows).toBeGreaterThan(0);
  });
  test('negative: units that keep it give nothing', () => {
    expect(judged(key, 4, 0)?.rows ?? 0).toBe(0);
  });
  if (edge === 'share') {
    test('edge: at the tolerated share of rows the verdict stays, one unit above it changes', () => {
      const one = judged(key, UNITS, 1);
      const { applicable, rows, tolerance } = one ?? { applicable: 0, rows: 0, tolerance: '' };
      // Whole numbers: the tolerance in thousandths times rows, over the rows that one unit breaks.
      const thousandths = Math.round(Number(tolerance) * 1000);
      const tolerated = (applicable * thousandths) / (1000 * rows);
      expect(Number.isInteger(tolerated)).toBe(true);
      const [at, above] = [judged(key, UNITS, tolerated), judged(key, UNITS, tolerated + 1)];
      expect([(at?.rows ?? 0) * 1000, at?.exceeded ?? false]).toEqual([applicable * thousandths, false]);
      expect(above?.exceeded).toBe(true);
    });
  } else if ('file' in edge) {
    test(`edge: shown by "${edge.test}" of ${edge.file}`, () => {
      expectThere(edge, './');
    });
  } else {
    test(`edge: none. ${edge.none}`, () => {
      const all = judged(key, 20, 20);
      expect([all?.tolerance, all?.exceeded, (all?.rows ?? 0) > 0]).toEqual(['1', false, true]);
    });
  }
});
