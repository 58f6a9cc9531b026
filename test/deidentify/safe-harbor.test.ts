import { describe, expect, test } from 'vitest';
import type { TableName } from '../../src/claims/batch.js';
import type { EligibilitySpan } from '../../src/claims/eligibility-span.js';
import { fieldsOf } from '../../src/claims/fields/tables.js';
import { randomCode } from '../../src/deidentify/actions/codes.js';
import { year } from '../../src/deidentify/actions/dates.js';
import { codeBook } from '../../src/deidentify/code-book.js';
import { deidentify } from '../../src/deidentify/deidentify.js';
import { limitedMedical } from '../../src/deidentify/policies/limited-data-set-medical.js';
import { safeHarborPolicy } from '../../src/deidentify/policies/policy.js';
import { safeHarborEligibility } from '../../src/deidentify/policies/safe-harbor-eligibility.js';
import { safeHarborMedical } from '../../src/deidentify/policies/safe-harbor-medical.js';
import { safeHarborNonClaims } from '../../src/deidentify/policies/safe-harbor-non-claims.js';
import { safeHarborPharmacy } from '../../src/deidentify/policies/safe-harbor-pharmacy.js';
import { cryptographicRandom, seededForTests } from '../../src/deidentify/random-source.js';
import { deidentifiedSchema } from '../../src/deidentify/schema/deidentified-schema.js';
import { identified, identifiedRecords } from '../../src/deidentify/zones.js';
import { stream } from '../../src/stats/random.js';
import { canonicalRow } from '../claims/canonical-rows.js';
import { contextOf } from './rows.js';

const policies = {
  medical: safeHarborMedical,
  pharmacy: safeHarborPharmacy,
  eligibility: safeHarborEligibility,
  nonClaims: safeHarborNonClaims,
} as const;

/** What 45 CFR 164.514(b)(2) and the spec's table 3.3 leave, by role; written down apart from the presets. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  person: ['drop', 'randomCode'],
  employer: ['drop'],
  claim: ['drop', 'randomCode'],
  provider: ['drop', 'keepMatching'],
  lineage: ['drop'],
  date: ['year', 'yearTopCoded', 'deathYear', 'each year'],
  geography: ['drop', 'zip3', 'stateOnly'],
  demographic: ['drop', 'keep', 'keepMatching', 'yearTopCoded', 'ageBandTopCoded'],
  code: ['keep', 'rollUpRare', 'each rollUpRare', 'each keepMatching'],
  amount: ['keep'],
  other: ['drop', 'keep', 'keepMatching', 'relativeLine'],
};

describe('Safe Harbor over every field of every record', () => {
  test.each(Object.keys(policies) as readonly TableName[])('%s: each field has an action that its role allows', (table) => {
    const actions: Readonly<Record<string, { readonly kind: string } | undefined>> = policies[table].actions;
    for (const field of fieldsOf(table)) {
      expect(ALLOWED[field.role], field.name).toContain(actions[field.name]?.kind);
      // Free text is never kept as it is.
      if (field.kind === 'text' || field.kind === 'texts') expect(actions[field.name]?.kind, field.name).not.toMatch(/keep$/);
    }
  });

  test('no value of an identifying field appears anywhere in the output, audit or findings', () => {
    const random = stream(5, 1);
    for (const table of ['medical', 'pharmacy', 'eligibility', 'nonClaims'] as const) {
      const rows = Array.from({ length: 40 }, (_, i) => ({
        ...canonicalRow(table, random),
        person_id: `CANARY-PERSON-${i % 20}`,
        employer_id: 'CANARY-EMPLOYER',
        data_source: 'CANARY-SOURCE',
        file_name: 'CANARY-FILE.csv',
      }));
      for (const row of rows)
        for (const field of fieldsOf(table))
          if (field.kind === 'date' && Reflect.get(row, field.name) !== null) Reflect.set(row, field.name, '2024-07-19');
      const text = JSON.stringify(runOf(table, rows));
      expect(text).not.toMatch(/CANARY|2024-07|07-19/);
    }
  });

  test('every output parses by the schema made from the policy, and de-identifying twice changes nothing more', () => {
    const random = stream(6, 1);
    const rows = Array.from({ length: 60 }, () => ({
      ...canonicalRow('pharmacy', random),
      dispensing_date: '2024-05-05',
      adjudication_date: null,
      paid_date: null,
    }));
    const result = deidentify(identifiedRecords('pharmacy', rows), safeHarborPharmacy, contextOf());
    const schema = deidentifiedSchema(safeHarborPharmacy);
    expect(result.rows.length).toBe(60);
    for (const row of result.rows) expect(schema.safeParse(row).success).toBe(true);
    expect(schema.safeParse({ ...result.rows[0], person_id: 'P1' }).success).toBe(false);
    expect(schema.safeParse({ ...result.rows[0], extra: 1 }).success).toBe(false);
  });

  test('extra keys never leak: the row is left out and counted', () => {
    const policy = safeHarborPolicy<{ readonly paid_date: string }>()({ paid_date: year() }, { id: 'small', version: '1' });
    const hostile: { readonly paid_date: string } = JSON.parse('{"paid_date":"2025-01-01","__proto__":{"ssn":"1"},"ssn":"123456789"}');
    const rows = identified([{ paid_date: '2025-02-02' }, hostile]);
    const result = deidentify(rows, policy, contextOf());
    expect(result.rows).toEqual([{ paid_date: '2025' }]);
    expect(result.findings.map((finding) => finding.code)).toContain('deidentify/unknown-field');
  });
});

function runOf(table: TableName, rows: readonly object[]): unknown {
  const context = contextOf();
  switch (table) {
    case 'medical':
      return deidentify(identified(rows.map((row) => ({ ...row, ...canonicalBase('medical'), ...row }))), safeHarborMedical, context);
    case 'pharmacy':
      return deidentify(identified(rows.map((row) => ({ ...canonicalBase('pharmacy'), ...row }))), safeHarborPharmacy, context);
    case 'eligibility':
      return deidentify(identified(rows.map((row) => ({ ...canonicalBase('eligibility'), ...row }))), safeHarborEligibility, context);
    case 'nonClaims':
      return deidentify(identified(rows.map((row) => ({ ...canonicalBase('nonClaims'), ...row }))), safeHarborNonClaims, context);
  }
}

const canonicalBase = <T extends TableName>(table: T) => canonicalRow(table, stream(1, 1));
const span = (o: Partial<EligibilitySpan>): EligibilitySpan => ({
  ...canonicalRow('eligibility', stream(2, 2)),
  person_id: 'P1',
  enrollment_start_date: '2024-01-01',
  enrollment_end_date: '2024-12-31',
  file_date: null,
  birth_date: null,
  birth_year: null,
  age_band: null,
  death_date: null,
  ...o,
});
const spans = (...rows: readonly Partial<EligibilitySpan>[]) =>
  deidentify(identifiedRecords('eligibility', rows.map(span)), safeHarborEligibility, contextOf());

describe('ages at the end of the file', () => {
  test.each([
    ['1936-12-31', '1936'],
    ['1936-01-01', '1936'],
    ['1935-12-31', '1935 or earlier'],
    ['1920-02-29', '1935 or earlier'],
    ['2025-12-31', '2025'],
  ])('born %s is shown as %s in a file to the end of 2025', (birth_date, shown) => {
    expect(spans({ birth_date }).rows[0]?.birth_date).toBe(shown);
  });

  test('ATK-04: a member of 90 in one row is so in every row, for bands and death years too', () => {
    const { rows } = spans(
      { birth_date: '1934-05-05', age_band: '85-89', death_date: '2025-03-03' },
      { birth_date: null, age_band: '85-89', death_date: '2025-03-03' },
    );
    expect(rows.map((row) => [row.age_band, row.death_date])).toEqual([
      ['90+', null],
      ['90+', null],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/1934|85-89/);
  });

  test('bands that reach over 89 from below are left out; open bands and younger ones stay', () => {
    const band = (age_band: string) => spans({ age_band }).rows[0]?.age_band;
    expect(['40-44', '85+', '85-94', '90-94', '101', 'about 50'].map(band)).toEqual(['40-44', '85+', null, '90+', '90+', null]);
  });

  test('a date after the end of the file blocks the whole output', () => {
    const result = spans({ enrollment_end_date: '2026-01-01' });
    expect(result.rows).toEqual([]);
    expect(result.findings.find((finding) => finding.code === 'deidentify/date-after-file-end')?.severity).toBe('block');
  });
});

describe('places and codes', () => {
  test('a ZIP code that lost its zero blocks, and is not guessed', () => {
    const policy = safeHarborPolicy<{ readonly zip_code: string }>()(
      { zip_code: safeHarborEligibility.actions.zip_code },
      { id: 'zip', version: '1' },
    );
    const result = deidentify(identified([{ zip_code: '2138' }]), policy, contextOf());
    expect([result.rows, result.findings[0]?.code]).toEqual([[], 'deidentify/zip-lost-zeros']);
  });

  test('rare diagnoses become their category, or nothing, and only common ones stay', () => {
    const line = (member: number, code: string) => ({
      ...canonicalRow('medical', stream(3, 3)),
      person_id: `P${member}`,
      diagnosis_codes: [code, null],
      ...noDates,
    });
    const noDates = Object.fromEntries(
      fieldsOf('medical')
        .filter((field) => field.kind === 'date' || field.kind === 'dates')
        .map((field) => [field.name, field.presence === 'required' ? '2024-01-01' : null]),
    );
    const rows = [
      ...Array.from({ length: 11 }, (_, i) => line(i, 'E119')),
      ...Array.from({ length: 10 }, (_, i) => line(i, 'M1711')),
      line(20, 'M1712'),
      line(21, 'Q909'),
      // One member with 30 lines is one member.
      ...Array.from({ length: 30 }, () => line(22, 'G350')),
    ];
    const result = deidentify(identifiedRecords('medical', rows), safeHarborMedical, contextOf());
    const seen = new Map<string, number>();
    for (const row of result.rows)
      seen.set(String(row.diagnosis_codes?.[0] ?? 'blank'), (seen.get(String(row.diagnosis_codes?.[0] ?? 'blank')) ?? 0) + 1);
    expect(Object.fromEntries(seen)).toEqual({ E119: 11, M17: 11, blank: 31 });
    expect(result.findings.some((finding) => finding.code === 'deidentify/rare-code')).toBe(true);
  });

  test('one code book joins the tables of a delivery, and a fresh one does not join another recipient', () => {
    const policy = safeHarborPolicy<{ readonly person_id: string }>()({ person_id: randomCode('member') }, { id: 'ids', version: '1' });
    const rows = identified([{ person_id: 'P1' }]);
    const book = codeBook();
    const random = seededForTests(3);
    const first = deidentify(rows, policy, contextOf({ codeBook: book, random })).rows[0]?.person_id;
    expect(deidentify(rows, policy, contextOf({ codeBook: book, random })).rows[0]?.person_id).toBe(first);
    expect(deidentify(rows, policy, contextOf({ random })).rows[0]?.person_id).not.toBe(first);
  });

  test('a random source that repeats itself is refused', () => {
    const policy = safeHarborPolicy<{ readonly person_id: string }>()({ person_id: randomCode('member') }, { id: 'ids', version: '1' });
    const stuck = cryptographicRandom((count) => new Uint8Array(count).fill(1));
    expect(() => deidentify(identified([{ person_id: 'A' }, { person_id: 'B' }]), policy, contextOf({ random: stuck }))).toThrowError(
      expect.objectContaining({ code: 'deidentify/code-book-exhausted' }),
    );
  });
});

describe('who answers for it', () => {
  const rows = identified([{ paid_date: '2025-01-01' }]);
  const policy = safeHarborPolicy<{ readonly paid_date: string }>()({ paid_date: year() }, { id: 'small', version: '1' });
  const { attestation, ...without } = contextOf();

  test('Safe Harbor without an attestation, or with placeholder text, is refused', () => {
    expect(() => deidentify(rows, policy, without)).toThrowError(expect.objectContaining({ code: 'deidentify/attestation-missing' }));
    for (const statement of ['', '  ', 'TBD', 'n/a', 'xxx', 'placeholder']) {
      expect(() =>
        deidentify(
          rows,
          policy,
          contextOf({ attestation: { person: 'A. Example', role: 'officer', signedOn: '2026-01-01', ...attestation, statement } }),
        ),
      ).toThrowError(expect.objectContaining({ code: 'deidentify/attestation-blank' }));
    }
  });

  test('a limited data set needs its agreement', () => {
    const { agreement: _, ...bare } = contextOf();
    expect(() => deidentify(identifiedRecords('medical', []), limitedMedical, bare)).toThrowError(
      expect.objectContaining({ code: 'deidentify/agreement-missing' }),
    );
  });

  test('the audit record counts, chains and never holds a value', () => {
    const first = deidentify(rows, policy, contextOf()).audit;
    const second = deidentify(rows, policy, contextOf({ previousAudit: first.hash })).audit;
    expect([first.rowsIn, first.fields[0]?.touched, second.previousHash]).toEqual(['<11', '<11', first.hash]);
    expect(JSON.stringify(first)).not.toContain('2025-01-01');
    expect(JSON.stringify(first)).not.toContain('A. Example');
  });

  test('ATK-19: the order of the input does not survive', () => {
    const ids = safeHarborPolicy<{ readonly n: number }>()({ n: { ...keepNumber } }, { id: 'order', version: '1' });
    const result = deidentify(identified(Array.from({ length: 400 }, (_, n) => ({ n }))), ids, contextOf());
    const order = result.rows.map((row) => Number(row.n));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, n) => n));
    const mean = 199.5;
    const covariance = order.reduce((sum, n, i) => sum + (n - mean) * (i - mean), 0);
    const variance = order.reduce((sum, n) => sum + (n - mean) ** 2, 0);
    expect(Math.abs(covariance / variance)).toBeLessThan(0.2);
  });
});

const keepNumber = {
  kind: 'keep',
  derived: false,
  options: {},
  start: () => ({ apply: (value: number) => value }),
  form: (value: unknown) => typeof value === 'number',
} as const;
