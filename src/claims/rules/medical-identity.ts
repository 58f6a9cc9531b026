import { daysReader, type NumberReader, quantityReader, type WordReader, wordReader } from '../columns.js';
import type { TableData } from './delivery-data.js';
import { npiPasses } from './npi.js';
import type { Rule, RuleSink } from './rule.js';

/** Calls back once for each claim, with its rows in order. */
export function eachClaim(data: TableData, each: (rows: Int32Array) => void): void {
  const { starts, rows, count } = data.claims;
  for (let claim = 0; claim < count; claim += 1) each(rows.subarray(starts[claim], starts[claim + 1]));
}

const typeOfClaim: Rule = {
  id: 'MED-1',
  table: 'medical',
  severity: 'error',
  tolerance: '0.012',
  handling: 'kept',
  what: 'A claim has one type, and its fields fit the type.',
  inputs: [
    'claim_id',
    'claim_type',
    'bill_type_code',
    'revenue_center_code',
    'drg_code',
    'admit_type_code',
    'admit_source_code',
    'discharge_disposition_code',
    'place_of_service_code',
  ],
  fix: 'Fix the mapping of the claim type; leave it undetermined where the source does not say.',
  check: ({ medical }, sink) => {
    sink.appliesToAll();
    const type = wordReader(medical.batch, 'claim_type');
    const facility = ['bill_type_code', 'drg_code', 'admit_type_code', 'admit_source_code', 'discharge_disposition_code', 'revenue_center_code']
      .map((name) => wordReader(medical.batch, name))
      .filter(({ filled }) => filled);
    const place = wordReader(medical.batch, 'place_of_service_code');
    const institutional = type.words.indexOf('institutional');
    const professional = type.words.indexOf('professional');
    eachClaim(medical, (rows) => {
      const first = type.id(rows[0] ?? 0);
      let mixed = false;
      let anyFacility = false;
      let anyPlace = false;
      for (const row of rows) {
        mixed ||= type.id(row) !== first;
        anyFacility ||= facility.some((field) => field.has(row));
        anyPlace ||= place.has(row);
      }
      if (mixed) {
        for (const row of rows) sink.hit(row, { field: 'claim_type', observedClass: 'differs within the claim', expected: 'one type' });
      } else if (first === institutional && !anyFacility && anyPlace) {
        for (const row of rows)
          sink.hit(row, { field: 'claim_type', observedClass: 'institutional with the fields of a professional claim', expected: 'professional' });
      } else if (first === professional && anyFacility) {
        for (const row of rows)
          sink.hit(row, { field: 'claim_type', observedClass: 'professional with the fields of an institutional claim', expected: 'institutional' });
      }
    });
  },
};

const onePerson: Rule = {
  id: 'MED-2',
  table: 'medical',
  severity: 'block',
  tolerance: '0',
  handling: 'kept',
  what: 'A claim is about one person.',
  inputs: ['claim_id', 'person_id'],
  fix: 'Claim ids of two payers collide: put the payer before them.',
  check: ({ medical }, sink) => {
    sink.appliesToAll();
    const person = wordReader(medical.batch, 'person_id');
    eachClaim(medical, (rows) => {
      if (rows.length < 2) return;
      const first = person.id(rows[0] ?? 0);
      if (!rows.some((row) => person.id(row) !== first)) return;
      for (const row of rows) sink.hit(row, { field: 'person_id', observedClass: 'several persons on one claim', expected: 'one person' });
    });
  },
};

/**
 * Header fields that MED-3 compares. Revenue code, place of service and line dates are of the line, so they aren't here; days of
 * admission and discharge aren't either, since good files have them on some lines only and MED-4 judges them.
 */
export const HEADER_FIELDS: readonly string[] = [
  'bill_type_code',
  'drg_code',
  'admit_type_code',
  'admit_source_code',
  'discharge_disposition_code',
  'claim_start_date',
  'claim_end_date',
  'billing_npi',
  'payer',
  'plan',
];

/** Calls back once for each version of a claim and kind of record, with its rows in order: a reversal has a header of its own. */
export function eachVersion(data: TableData, each: (rows: readonly number[]) => void): void {
  const version = quantityReader(data.batch, 'claim_version');
  const type = wordReader(data.batch, 'claim_record_type');
  eachClaim(data, (rows) => {
    for (const own of versionsOf(rows, { version, type })) each(own);
  });
}

/** The rows of one claim by version and kind of record. */
export function versionsOf(
  rows: Int32Array,
  { version, type }: { readonly version: NumberReader; readonly type: WordReader },
): Iterable<readonly number[]> {
  const versions = new Map<string, number[]>();
  for (const row of rows) {
    const key = `${version.at(row)}|${type.id(row)}`;
    const known = versions.get(key);
    if (known === undefined) versions.set(key, [row]);
    else known.push(row);
  }
  return versions.values();
}

const headerConstant: Rule = {
  id: 'MED-3',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'Fields of the header are the same on every line of one version of a claim.',
  inputs: HEADER_FIELDS,
  fix: 'Many disagreements mean that claim ids are reused; where single lines are wrong, voteHeader lets the lines of a claim decide.',
  check: ({ medical }, sink) => {
    sink.appliesToAll();
    const fields = HEADER_FIELDS.flatMap((name) => {
      const word = wordReader(medical.batch, name);
      const day = daysReader(medical.batch, name);
      if (word.filled) return [{ name, valueOf: word.id }];
      return day.filled ? [{ name, valueOf: (row: number): number => (day.has(row) ? day.at(row) : Number.NEGATIVE_INFINITY) }] : [];
    });
    eachVersion(medical, (rows) => {
      const [first = 0] = rows;
      for (const { name, valueOf } of fields) {
        const value = valueOf(first);
        for (const row of rows) {
          if (valueOf(row) === value) continue;
          sink.hit(row, { field: name, observedClass: 'differs within the claim', expected: 'one value for the claim' });
        }
      }
    });
  },
};

const NPI_FIELDS: Readonly<Record<'medical' | 'pharmacy', readonly string[]>> = {
  medical: ['rendering_npi', 'billing_npi', 'facility_npi', 'referring_npi'],
  pharmacy: ['dispensing_provider_npi', 'prescribing_provider_npi'],
};

function providerNumbers(table: 'medical' | 'pharmacy'): Rule {
  return {
    id: 'MED-12',
    table,
    severity: 'warn',
    tolerance: '0',
    handling: 'kept',
    what: 'Provider numbers have ten digits, start with 1 or 2 and pass the check digit.',
    inputs: NPI_FIELDS[table],
    fix: 'Ask for the national provider number; switch the rule off for synthetic sources.',
    check: (data, sink) => {
      const rows = table === 'medical' ? data.medical : data.pharmacy;
      for (const name of NPI_FIELDS[table]) checkNumbers(rows, name, sink);
    },
  };
}

function checkNumbers(data: TableData, name: string, sink: RuleSink): void {
  const reader = wordReader(data.batch, name);
  if (!reader.filled) return;
  const passes = reader.words.map(npiPasses);
  for (let row = 0; row < data.rows; row += 1) {
    const id = reader.id(row);
    if (id < 0) continue;
    sink.applies(row);
    if (passes[id] === false)
      sink.hit(row, { field: name, observedClass: '10 digits that fail the check digit', expected: 'a number that passes', cents: 0 });
  }
}

/** Rules of who and what a claim is. */
export const medicalIdentityRules: readonly Rule[] = /* @__PURE__ */ (() => [
  typeOfClaim,
  onePerson,
  headerConstant,
  providerNumbers('medical'),
  providerNumbers('pharmacy'),
])();
