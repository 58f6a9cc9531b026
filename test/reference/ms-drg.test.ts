import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isCoalitionError } from '../../src/errors/coalition-error.js';
import { msDrgCodes, msDrgFamilies, msDrgValidity, msDrgVersionAt, msDrgVersions } from '../../src/reference/ms-drg.js';
import { sharedData } from '../kit/shared-data.js';

describe('MS-DRG validity', () => {
  it('agrees with the list decoded from the grouper software, number by number and version by version', () => {
    const path = sharedData('coe/msdrg_titles_v40_v43.csv');
    if (path === null) return;
    const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
    const versions = new Map(
      lines.map((line) => [
        line.slice(0, 3),
        line
          .slice(line.lastIndexOf(',') + 1)
          .trim()
          .split(';')
          .map((v) => `${v.slice(0, 2)}.${v.slice(2)}`),
      ]),
    );
    let checked = 0;
    for (const { value: grouper } of msDrgVersions.rows) {
      for (const family of msDrgFamilies) {
        const inForce = new Set(msDrgCodes(family.id, grouper));
        for (const code of msDrgCodes(family.id)) {
          expect(versions.get(code)?.includes(grouper), `${code} in ${grouper}`).toBe(inForce.has(code));
          checked += 1;
        }
      }
    }
    expect(checked).toBeGreaterThan(700);
  });

  it('goes by the date of discharge, at the turn of the fiscal year', () => {
    expect(msDrgVersionAt('2024-09-30')).toBe('41.1');
    expect(msDrgVersionAt('2024-10-01')).toBe('42.0');
    expect(msDrgVersionAt('2026-09-30')).toBe('43.1');
  });

  it('refuses dates outside its versions instead of extrapolating', () => {
    for (const date of ['2022-09-30', '2026-10-01']) {
      expect(() => msDrgVersionAt(date)).toThrow(expect.objectContaining({ code: 'reference/out-of-range' }));
    }
    try {
      msDrgCodes('none');
    } catch (error) {
      expect(isCoalitionError(error, 'reference/out-of-range')).toBe(true);
    }
    expect(msDrgValidity('001')).toBeNull();
  });
});
