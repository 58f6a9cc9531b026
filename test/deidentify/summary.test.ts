import { describe, expect, test } from 'vitest';
import { drop, type LooseAction } from '../../src/deidentify/actions/action.js';
import { band, roundTo, topCode } from '../../src/deidentify/actions/amounts.js';
import { providerAbove, relativeLine } from '../../src/deidentify/actions/codes.js';
import { monthsInYear, year } from '../../src/deidentify/actions/dates.js';
import { generalise } from '../../src/deidentify/actions/generalise.js';
import { nested } from '../../src/deidentify/actions/nested.js';
import { codeBook } from '../../src/deidentify/code-book.js';
import { deidentify } from '../../src/deidentify/deidentify.js';
import { safeHarborPolicy } from '../../src/deidentify/policies/policy.js';
import { ageHierarchy, icd10Hierarchy, zipHierarchy } from '../../src/deidentify/privacy/hierarchies.js';
import { seededForTests } from '../../src/deidentify/random-source.js';
import { summaryHealthInformation } from '../../src/deidentify/summary-health-information.js';
import { identified } from '../../src/deidentify/zones.js';
import { contextOf } from './rows.js';

describe('summary health information', () => {
  const rows = identified([
    { person_id: 'A', employer_id: 'E', zip_code: '10001', paid_date: '2025-03-01', paid_amount: '10.50' },
    { person_id: 'B', employer_id: 'E', zip_code: '10001', paid_date: '2025-09-01', paid_amount: '-0.25' },
    { person_id: 'A', employer_id: 'E', zip_code: '10002', paid_date: '2024-09-01', paid_amount: '1.00' },
  ]);
  const request = { sponsor: 'Acme Steel', purpose: 'premium bids', by: ['zip_code', 'paid_date'], amounts: ['paid_amount'] };

  test('sums by ZIP5 and year, with distinct members', () => {
    expect(summaryHealthInformation(rows, request).lines).toEqual([
      { keys: ['10001', '2025'], rows: 2, members: 2, amounts: { paid_amount: '10.25' } },
      { keys: ['10002', '2024'], rows: 1, members: 1, amounts: { paid_amount: '1.00' } },
    ]);
  });

  test('grouping by what identifies, and a blank purpose, are refused', () => {
    for (const field of ['person_id', 'employer_id', 'claim_id']) {
      expect(() => summaryHealthInformation(rows, { ...request, by: [field] })).toThrowError(
        expect.objectContaining({ code: 'deidentify/identifier-kept' }),
      );
    }
    expect(() => summaryHealthInformation(rows, { ...request, purpose: 'tbd' })).toThrowError(
      expect.objectContaining({ code: 'deidentify/attestation-blank' }),
    );
  });
});

describe('further actions', () => {
  const run = <V extends string | number>(action: LooseAction, values: readonly V[], extra: Readonly<Record<string, readonly unknown[]>> = {}) =>
    valuesOf(action, values, extra);

  test('months by year, from coverage that goes on or ends', () => {
    expect(run(monthsInYear('end'), ['2024-08-15', '2025-01-31', '2025-03-01'], { end: ['2025-02-01', null, '2025-02-01'] })).toEqual([
      '2024:5 2025:2',
      '2025:12',
      '',
    ]);
  });

  test('amounts: rounded half away from zero, top-coded, in bands', () => {
    expect(run(roundTo('100'), ['150', '-150', '149.99', '0'])).toEqual(['200', '-200', '100', '0']);
    expect(run(topCode('100000'), ['99999.99', '250000'])).toEqual(['99999.99', '100000']);
    expect(run(band(['0', '100', '1000']), ['-5', '0', '99.99', '100', '5000'])).toEqual([
      'under 0',
      '0 to under 100',
      '0 to under 100',
      '100 to under 1000',
      '1000 and more',
    ]);
    expect(() => band(['5', '5'])).toThrowError(expect.objectContaining({ code: 'deidentify/action-invalid' }));
  });

  test('lines are numbered anew within each claim', () => {
    expect(run(relativeLine('claim'), [17, 3, 17, 5], { claim: ['a', 'a', 'a', 'b'] })).toEqual([1, 2, 1, 1]);
  });

  test('a provider needs eleven members, and an employer clinic never passes', () => {
    const npis = [...Array.from({ length: 11 }, () => '1111111111'), ...Array.from({ length: 12 }, () => '2222222222'), '3333333333'];
    const found = run(providerAbove({ employerOwned: ['2222222222'] }), npis);
    expect([found[0], found[11], found[23]]).toEqual(['1111111111', null, null]);
  });

  test('values at a level of a hierarchy; unknown ones become a star', () => {
    expect(run(generalise(ageHierarchy([5, 10, 30]), 2), ['43', '89', '90+', '200'])).toEqual(['40-49', '80-89', '90+', '*']);
    const diagnoses = icd10Hierarchy(['E119', 'S72001A', 'O9A11', 'U071']);
    expect(['E119', 'S72001A', 'O9A11', 'U071'].map((code) => diagnoses.labelOf(code, 2))).toEqual(['E00-E89', 'S00-T88', 'O00-O9A', 'U00-U85']);
    expect(zipHierarchy(new Map([['10001', 'NY']])).labelOf('10001', 1)).toBe('100');
    expect(() => ageHierarchy([5, 12])).toThrowError(expect.objectContaining({ code: 'deidentify/hierarchy-not-a-tree' }));
    expect(() => generalise(ageHierarchy([5]), 3)).toThrowError(expect.objectContaining({ code: 'deidentify/action-invalid' }));
  });

  test('a record inside a record has a policy of its own, and its unnamed keys do not leak', () => {
    interface Inner {
      readonly seen_date: string;
      readonly note: string;
    }
    const inner = safeHarborPolicy<Inner>()({ seen_date: year(), note: drop }, { id: 'inner', version: '1' });
    const outer = safeHarborPolicy<{ readonly visit: Inner | null }>()({ visit: nested(inner) }, { id: 'outer', version: '1' });
    const hostile = { seen_date: '2025-05-05', note: 'call me', extra: 'secret' };
    expect(deidentify(identified([{ visit: hostile }]), outer, contextOf()).rows).toEqual([{ visit: { seen_date: '2025' } }]);
  });
});

/** Runs an action over a column as a policy does. */
function valuesOf(action: LooseAction, values: readonly unknown[], extra: Readonly<Record<string, readonly unknown[]>>): unknown[] {
  const run = action.start({
    field: 'value',
    fileEnd: '2025-12-31',
    zip3: null,
    random: seededForTests(1),
    codeBook: codeBook(),
    keys: null,
    report: () => undefined,
  });
  const facts = (i: number) => ({
    member: `M${i}`,
    over89: false,
    row: i + 1,
    fields: Object.fromEntries(Object.entries(extra).map(([field, list]) => [field, list[i]])),
  });
  values.forEach((value, i) => run.observe?.(value, facts(i)));
  return values.map((value, i) => run.apply(value, facts(i)));
}
