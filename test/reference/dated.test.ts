import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { at, type Citation, type DatedTable } from '../../src/reference/index.js';

const citation: Citation = {
  publisher: 'P',
  title: 'T',
  locator: 'p. 1',
  url: null,
  retrieved: '2026-01-01',
  lastVerified: null,
  status: 'primary',
  licence: 'public domain',
};
const table: DatedTable<string> = {
  id: 'limit',
  version: '1',
  rows: [
    { from: '2024-01-01', to: '2024-12-31', value: 'a', citation },
    { from: '2025-01-01', to: null, value: 'b', citation },
  ],
};

describe('dated tables', () => {
  test('hold on both ends, and an open end goes on', () => {
    expect([at(table, '2024-01-01').value, at(table, '2024-12-31').value, at(table, '2999-01-01').value]).toEqual(['a', 'a', 'b']);
  });

  test('refuse to extrapolate', () => {
    try {
      at(table, '2023-12-31');
      expect.unreachable();
    } catch (error) {
      expect(isCoalitionError(error, 'reference/out-of-range')).toBe(true);
    }
  });
});
