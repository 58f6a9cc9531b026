import { expect, test } from 'vitest';
import { type CodeSet, codeSets } from '../../src/claims/code-sets.js';
import { isCoalitionError } from '../../src/errors/coalition-error.js';
import { dayNumber } from '../../src/time/iso-date.js';

const set = (change: Partial<CodeSet> = {}): CodeSet => ({
  id: 'ms-drg',
  version: '41',
  effectiveFrom: '2023-10-01',
  effectiveTo: '2024-09-30',
  licence: 'public-domain',
  codes: ['1', '470'],
  ...change,
});

test('a code is looked up in the set that holds on its day, both ends included, and nowhere else', () => {
  const sets = codeSets([set(), set({ version: '42', effectiveFrom: '2024-10-01', effectiveTo: null, codes: ['471'] })]);
  const at = (code: string, day: string): boolean | null => sets.contains('ms-drg', code, dayNumber(day));
  expect([at('470', '2023-09-30'), at('470', '2023-10-01'), at('470', '2024-09-30'), at('470', '2024-10-01'), at('471', '2099-01-01')]).toEqual([
    null,
    true,
    true,
    false,
    true,
  ]);
  expect([sets.has('ms-drg'), sets.has('icd-10-cm'), sets.contains('icd-10-cm', 'E119', 0)]).toEqual([true, false, null]);
  expect(sets.versions.map(({ version, licence }) => [version, licence])).toEqual([
    ['41', 'public-domain'],
    ['42', 'public-domain'],
  ]);
});

test('codes that lost their leading zeros or kept their dots are found all the same', () => {
  const sets = codeSets([set(), set({ id: 'place-of-service', codes: ['1', '11'] }), set({ id: 'icd-10-cm', codes: ['E11.9'] })]);
  const day = dayNumber('2024-01-01');
  expect([sets.contains('ms-drg', '001', day), sets.contains('place-of-service', '01', day), sets.contains('icd-10-cm', 'E119', day)]).toEqual([
    true,
    true,
    true,
  ]);
});

test('two versions on one day are refused, and dates that are none', () => {
  const code = (run: () => unknown): string | null => {
    try {
      run();
    } catch (error) {
      return isCoalitionError(error) ? error.code : 'another';
    }
    return null;
  };
  expect(code(() => codeSets([set(), set({ version: '41.1', effectiveFrom: '2024-04-01' })]))).toBe('claims/code-sets-overlap');
  expect(code(() => codeSets([set({ effectiveFrom: '2023-13-01' })]))).toBe('time/not-a-date');
});
