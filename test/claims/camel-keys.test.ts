import { describe, expect, expectTypeOf, test } from 'vitest';
import { type CamelCased, camelKeys } from '../../src/claims/camel-keys.js';
import { fieldsOf } from '../../src/claims/fields/tables.js';
import type { MedicalClaimLine } from '../../src/claims/medical-claim-line.js';
import { stream } from '../../src/stats/random.js';
import { canonicalRow } from './canonical-rows.js';

describe('fields in camelCase', () => {
  test('have the names of the types', () => {
    const camel = camelKeys({ claim_id: 'c1', claim_line_number: 1, plan: null });
    expect(camel).toEqual({ claimId: 'c1', claimLineNumber: 1, plan: null });
    expectTypeOf(camel).toEqualTypeOf<{ readonly claimId: string; readonly claimLineNumber: number; readonly plan: null }>();
    expectTypeOf<CamelCased<MedicalClaimLine>['paidAmount']>().toEqualTypeOf<string>();
  });
  test.each(['medical', 'pharmacy', 'eligibility', 'nonClaims'] as const)(
    'of %s lose nothing: each name has one of its own, and values stay',
    (table) => {
      const row = canonicalRow(table, stream(3, 1));
      const camel = camelKeys(row);
      expect(Object.values(camel)).toEqual(Object.values(row));
      const names = Object.keys(camel);
      expect(new Set(names).size).toBe(fieldsOf(table).length);
      expect(names.filter((name) => name.includes('_'))).toEqual([]);
      expect(names.map((name) => name.toLowerCase())).toEqual(Object.keys(row).map((name) => name.replaceAll('_', '')));
    },
  );
  test('a field named __proto__ changes no prototype', () => {
    const row: object = JSON.parse('{"__proto__": {"polluted": 1}, "a_b": 2}');
    expect(Object.getPrototypeOf(camelKeys(row))).toBe(Object.prototype);
    expect('polluted' in camelKeys(row)).toBe(false);
  });
});
