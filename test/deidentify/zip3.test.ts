import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { safeZip3, zip3Vintages } from '../../src/deidentify/zip3-vintages.js';
import { zip3Population2020, zip3Vintage } from '../../src/reference/zip3-population.js';
import golden from '../golden/deidentify-zip3.json' with { type: 'json' };
import { sharedData } from '../kit/shared-data.js';

const every = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0'));
const { citation } = zip3Population2020;

describe('ZIP3 under Safe Harbor', () => {
  test('ATK-05: of all 1,000 prefixes exactly the 18 restricted ones of the 2020 census are withheld, and those without people', () => {
    const vintages = zip3Vintages();
    const counted = every.filter((prefix) => zip3Population2020.population(prefix) !== undefined);
    expect([counted.length, counted.reduce((sum, prefix) => sum + (zip3Population2020.population(prefix) ?? 0), 0)]).toEqual([894, 334_726_586]);
    const restricted = counted.filter((prefix) => safeZip3(`${prefix}01`, vintages) === '000');
    expect(Object.fromEntries(restricted.map((prefix) => [prefix, zip3Population2020.population(prefix)]))).toEqual(golden.restricted);
    for (const prefix of every) {
      const shown = counted.includes(prefix) && !restricted.includes(prefix);
      expect(safeZip3(`${prefix}45-6789`, vintages)).toBe(shown ? prefix : '000');
    }
  });

  test('the committed table equals the census file beside the repository', () => {
    const path = sharedData('deidentify/zip3/zip3_population_2020.csv');
    if (path === null) return;
    const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
    for (const line of lines) {
      const [prefix = '', people] = line.split(',');
      expect(zip3Population2020.population(prefix)).toBe(Number(people));
    }
  });

  test('exactly 20,000 people are too few, one more is enough', () => {
    const vintage = zip3Vintage({
      id: 'test',
      version: '1',
      date: '2030-04-01',
      people: new Map([
        ['100', 20_000],
        ['101', 20_001],
      ]),
      coverage: 'test',
      citation,
    });
    const vintages = zip3Vintages({ vintages: [vintage] });
    expect([safeZip3('10001', vintages), safeZip3('10101', vintages)]).toEqual(['000', '101']);
  });

  test('the newest census decides, in strict mode every one that covers the area, and one that does not has no say', () => {
    const of = (id: string, date: string, people: number | null) =>
      zip3Vintage({ id, version: '1', date, people: new Map(people === null ? [] : [['100', people]]), coverage: 'test', citation });
    const [old, young, silent] = [of('old', '2020-04-01', 15_000), of('young', '2030-04-01', 25_000), of('silent', '2040-04-01', null)];
    expect(safeZip3('10001', zip3Vintages({ vintages: [old, young, silent] }))).toBe('100');
    expect(safeZip3('10001', zip3Vintages({ vintages: [old, young, silent], strict: true }))).toBe('000');
    expect(() => zip3Vintages({ vintages: [] })).toThrowError(expect.objectContaining({ code: 'deidentify/vintage-missing' }));
  });

  test('foreign postcodes are withheld, and four digits are not guessed', () => {
    const vintages = zip3Vintages();
    expect(['SW1A 1AA', 'K1A 0B1', '', '123456'].map((zip) => safeZip3(zip, vintages))).toEqual(['000', '000', '000', '000']);
    expect(safeZip3('2138', vintages)).toBeNull();
  });
});
