import type { TableName } from '../../../src/claims/batch.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import type { Delivery } from '../../../src/claims/validate/validate-delivery.js';
import { type RandomStream, stream } from '../../../src/stats/random.js';
import { canonicalRow } from '../canonical-rows.js';
import type { Row } from '../rules/kit.js';

export const TABLES: readonly TableName[] = ['medical', 'pharmacy', 'eligibility', 'nonClaims'];
const DIRT: readonly unknown[] = [
  '',
  ' ',
  'NULL',
  '\\N',
  '9999-12-31',
  '13/02/2024',
  '00012',
  '1E5',
  '1104867175.0',
  '($1,234.50)',
  '12,34',
  'TRUE',
  '0001',
  '\0',
  '\ud800',
  'x'.repeat(300),
  null,
  undefined,
  true,
  [],
  ['E119', null, 'x'],
  {},
  7,
];

/** Canonical rows of which some values are replaced by dirt; money never by a number, which is the caller's mistake. */
function dirtyRows(table: TableName, random: RandomStream, count: number): readonly Row[] {
  const fields = fieldsOf(table);
  return Array.from({ length: count }, (_, at) => {
    const row: Record<string, unknown> = { ...canonicalRow(table, random), row_number: at + 1 };
    for (let changes = random.below(4); changes > 0; changes -= 1) {
      const field = fields[random.below(fields.length)];
      const dirt = DIRT[random.below(DIRT.length)];
      if (field !== undefined && field.name !== 'row_number' && !(field.kind === 'money' && typeof dirt === 'number')) row[field.name] = dirt;
    }
    if (random.below(10) === 0) row['__proto__x'] = 'y';
    return row;
  });
}

/** A delivery of canonical rows with dirt in them, some of it twice. */
export function dirtyDelivery(seed: number, count: number): Delivery {
  const random = stream(seed, 0);
  const make = (table: TableName): readonly Row[] => {
    const rows = dirtyRows(table, random, count);
    return random.below(2) === 0 ? rows : [...rows, ...rows.slice(0, 5)];
  };
  return { medical: make('medical'), pharmacy: make('pharmacy'), eligibility: make('eligibility'), nonClaims: make('nonClaims') };
}
