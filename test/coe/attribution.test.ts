import { describe, expect, it } from 'vitest';
import { type AttributionRow, attributeByPlurality } from '../../src/coe/attribution.js';

const row = (person_id: string, provider: string, allowed: string, visits: number, last_date: string): AttributionRow => ({
  person_id,
  provider,
  allowed,
  visits,
  last_date,
});

describe('attribution by plurality', () => {
  const rows = [
    row('a', 'X', '100', 1, '2025-01-01'),
    row('a', 'Y', '60', 5, '2025-06-01'),
    row('a', 'Y', '50', 1, '2025-02-01'),
    row('b', 'X', '100', 1, '2025-01-01'),
    row('b', 'Y', '100', 2, '2024-01-01'),
    row('c', 'X', '100', 1, '2025-01-01'),
    row('c', 'Y', '100', 1, '2025-01-02'),
    row('d', 'Y', '100', 1, '2025-01-01'),
    row('d', 'X', '100', 1, '2025-01-01'),
  ];
  it('goes by dollars, then visits, then the later date, then text, whatever the order of rows', () => {
    const wanted = [
      ['a', 'Y', 'allowed'],
      ['b', 'Y', 'visits'],
      ['c', 'Y', 'last-date'],
      ['d', 'X', 'provider-text'],
      ['e', null, 'none'],
    ];
    for (const list of [rows, [...rows].reverse()]) {
      expect(
        attributeByPlurality(list, { roster: ['e', 'd', 'c', 'b', 'a'] }).map((each) => [each.person_id, each.provider, each.decidedBy]),
      ).toEqual(wanted);
    }
    expect(attributeByPlurality(rows)[0]?.share?.toFixed(6)).toBe('0.523810');
  });
  it('needs the least visits, and whole counts', () => {
    expect(attributeByPlurality(rows, { minimumVisits: 2 }).map((each) => each.provider)).toEqual(['Y', 'Y', null, null]);
    expect(() => attributeByPlurality([row('a', 'X', '1', -1, '2025-01-01')])).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });
});
