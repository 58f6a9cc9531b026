import { describe, expect, test } from 'vitest';
import type { TableName } from '../../../src/claims/batch.js';
import { checkSink, compileChecker } from '../../../src/claims/fields/compile-checker.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import { compileNormaliser } from '../../../src/claims/normalise/compile-normaliser.js';
import { RepairCounts } from '../../../src/claims/normalise/repair-counts.js';
import { stream } from '../../../src/stats/random.js';
import { canonicalRow } from '../canonical-rows.js';
import { compareOnMutatedRows, SCHEMAS } from './mutated-rows.js';

describe.each(['medical', 'pharmacy', 'eligibility', 'nonClaims'] as const)('the checker of %s equals its schema', (table) => {
  test('on 25,000 mutated and hostile rows, 100,000 over the four tables: same acceptance, same issues, same record', () => {
    const { accepted, refused, broken } = compareOnMutatedRows(table, { seed: 20_260_101, rows: 25_000 });
    expect(broken).toBeNull();
    expect(accepted).toBeGreaterThan(4000);
    expect(refused).toBeGreaterThan(4000);
  }, 60_000);

  test('every field refuses at least one hostile value and accepts at least one canonical one', () => {
    const check = compileChecker(fieldsOf(table));
    const sink = checkSink();
    const random = stream(5, 2);
    for (const { name } of fieldsOf(table)) {
      const row = canonicalRow(table, random);
      expect(check(row, sink)).toBe(0);
      expect(check({ ...row, [name]: Symbol('x') }, sink)).toBe(1);
      expect(sink.issues[0]?.path).toEqual([name]);
    }
  });
});

/** The hostile rows that issue 3 names, each as the fields that it spoils. */
const NAMED: Readonly<Record<string, Partial<Record<TableName, readonly Readonly<Record<string, unknown>>[]>>>> = {
  'leading zeros': {
    medical: [{ claim_id: '000123' }, { revenue_center_code: '450' }, { drg_code: '1' }, { place_of_service_code: '1' }, { hcpcs_code: '00012' }],
    pharmacy: [{ ndc_code: '2751001' }, { ndc_code: '00002751001' }, { pharmacy_ncpdp_id: '0123456' }],
    eligibility: [{ zip_code: '1234' }, { zip_code: '01234' }, { subscriber_id: '0001' }],
    nonClaims: [{ payee_tin: '012345678' }, { ndc_code: '00002751001' }],
  },
  'a day without end': {
    medical: [{ discharge_date: '9999-12-31' }, { claim_end_date: '9999-12-31' }],
    pharmacy: [{ paid_date: '9999-12-31' }],
    eligibility: [{ enrollment_end_date: '9999-12-31' }, { enrollment_end_date: '2999-12-31' }, { enrollment_end_date: '292278994-08-17' }],
    nonClaims: [{ service_period_end: '9999-12-31' }],
  },
  'provider numbers as floats': {
    medical: [{ billing_npi: '1104867175.0' }, { rendering_npi: '1.104867175E9' }, { facility_npi: 1_104_867_175 }],
    pharmacy: [{ dispensing_provider_npi: '1104867175.0' }, { prescribing_provider_npi: 1_104_867_175.5 }],
    nonClaims: [{ payee_npi: '1104867175.0' }],
  },
  'header amounts repeated on lines': {
    medical: [
      { paid_amount: '7699.48', claim_line_number: 1, header_paid_amount: '7699.48' },
      { paid_amount: '7699.48', claim_line_number: 2, header_paid_amount: '7699.48' },
    ],
  },
  'total lines': {
    medical: [
      { claim_type: 'institutional', revenue_center_code: '0001' },
      { claim_type: 'institutional', revenue_center_code: '1' },
      { claim_type: 'institutional', revenue_center_code: '1.0' },
    ],
  },
  'NULL as text': {
    medical: ['NULL', 'null', 'N/A', 'NA', '?', '\\N', ' '].flatMap((text) => [{ drg_code: text }, { paid_date: text }, { allowed_amount: text }]),
    pharmacy: ['NULL', 'N/A', '\\N'].flatMap((text) => [{ days_supply: text }, { quantity: text }]),
    eligibility: ['NULL', '?'].flatMap((text) => [{ enrollment_end_date: text }, { gender: text }, { birth_year: text }]),
    nonClaims: [{ rate: 'NULL' }, { estimated_flag: 'NULL' }],
  },
  'thousands separators': {
    medical: [{ paid_amount: '1,234.50' }, { charge_amount: '$1,234,567.89' }, { allowed_amount: '12,34.50' }, { service_unit_quantity: '1,000' }],
    pharmacy: [{ paid_amount: '(1,234.50)' }, { quantity: '1,000.5' }],
    nonClaims: [{ amount: '1,234.50-' }],
  },
};

describe.each(Object.keys(NAMED))('rows with %s', (kind) => {
  test.each(['medical', 'pharmacy', 'eligibility', 'nonClaims'] as const)(
    'of %s are judged alike by checker and schema, as they came and normalised',
    (table) => {
      const changes = NAMED[kind]?.[table];
      if (changes === undefined) return;
      const check = compileChecker(fieldsOf(table));
      const normalise = compileNormaliser({ table });
      const sink = checkSink();
      const random = stream(31, 3);
      for (const change of changes) {
        for (let round = 0; round < 20; round += 1) {
          const row = { ...canonicalRow(table, random), ...change };
          const money = Object.values(change).some((value) => typeof value === 'number');
          for (const given of money ? [row] : [row, normalise(row, new RepairCounts()).row]) {
            const parsed = SCHEMAS[table].safeParse(given);
            expect(check(given, sink) === 0).toBe(parsed.success);
            const named = (issues: readonly { readonly code: string; readonly path: readonly PropertyKey[] }[]): readonly string[] =>
              [...new Set(issues.map(({ code, path }) => `${code} ${path.join('.')}`))].sort();
            const theirs = parsed.success ? parsed.data : named(parsed.error.issues);
            const ours = parsed.success ? sink.record : named(sink.issues);
            expect(ours).toEqual(theirs);
          }
        }
      }
    },
  );
});

describe('form checks are linear and leave prototypes alone', () => {
  test('a field of a million characters is read once', () => {
    const check = compileChecker(fieldsOf('medical'));
    const sink = checkSink();
    const long = `${' '.repeat(500_000)}${'\u00a0'.repeat(500_000)}`;
    check({ claim_id: long, plan: `x${long}`, paid_amount: '1'.repeat(1_000_000) }, sink);
    expect(sink.issues.map((issue) => issue.path[0])).toContain('claim_id');
    expect(sink.issues.map((issue) => issue.path[0])).toContain('plan');
    expect(sink.issues.map((issue) => issue.path[0])).toContain('paid_amount');
  });

  test('a key named __proto__ changes no prototype and reaches no record', () => {
    const check = compileChecker(fieldsOf('nonClaims'));
    const sink = checkSink();
    const row: unknown = JSON.parse('{"__proto__": {"amount": "1.00"}, "constructor": {"prototype": {"polluted": true}}}');
    check(row, sink);
    expect(Object.keys(sink.record)).not.toContain('__proto__');
    expect(Object.getPrototypeOf(sink.record)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });
});
