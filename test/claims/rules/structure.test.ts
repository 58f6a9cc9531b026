import { describe, expect, test, vi } from 'vitest';
import { driftOf, type TableSnapshot } from '../../../src/claims/validate/drift.js';
import { fill, line, many, outcome, report, rowsOf, span } from './kit.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

describe('STR-1, required columns and readable values', () => {
  test('rejects a row whose required value is missing and names columns that come near', () => {
    const rows = [line({ paid_amount: undefined, claim_id: undefined, claim_number: 'c1' })];
    const { tables, findings, fitness } = report({ medical: rows });
    expect(tables.medical.accounting).toMatchObject({ input: { rows: 1, centsUnknown: 1 }, rejected: { rows: 1, cents: 0, centsUnknown: 1 } });
    expect(tables.medical.missingColumns).toEqual([
      { field: 'claim_id', candidates: ['claim_number'] },
      { field: 'paid_amount', candidates: [] },
    ]);
    expect(findings[0]).toMatchObject({ code: 'STR-1', severity: 'block' });
    expect(fitness.for('pmpm').status).toBe('blocked');
  });

  test('leaves an unreadable value of an optional field out and keeps the row', () => {
    const { tables, findings } = report({ medical: [line({ discharge_date: '13/02/2024', allowed_amount: '1e2' })] });
    expect(tables.medical.accounting.accepted.rows).toBe(1);
    expect(
      findings
        .filter(({ code, row }) => code === 'STR-1' && row !== undefined)
        .map(({ field, severity, observedClass }) => [field, severity, observedClass]),
    ).toEqual([
      ['allowed_amount', 'error', 'exponent text'],
      ['discharge_date', 'error', '10 characters'],
    ]);
  });

  test('tolerates nothing: one row of a thousand blocks, none does not', () => {
    const rows = many(1000, (at) => line({ claim_id: `c${at}` }));
    expect(outcome('STR-1', { medical: rows })).toMatchObject({ rows: 0, severeExceeded: false });
    expect(outcome('STR-1', { medical: [...rows, line({ person_id: '' })] })).toMatchObject({ severeRows: 1, severeExceeded: true });
  });

  test('reads an empty paid amount as 0 beside a paid line, and quarantines a claim without any', () => {
    const { tables } = report({
      medical: [
        line({ paid_amount: '' }),
        line({ claim_line_number: 2 }),
        line({ claim_id: 'c2', paid_amount: 'NULL' }),
        line({ claim_id: 'c3', claim_status: 'denied', paid_amount: '' }),
      ],
    });
    expect(tables.medical).toMatchObject({
      paidReadAsZero: 2,
      accounting: { accepted: { rows: 3, cents: 8000 }, quarantined: { rows: 1, cents: 0, centsUnknown: 1 } },
    });
  });
});

describe('STR-2, the key is unique', () => {
  test('finds a second row of one key with other content; a reversal has a key of its own', () => {
    expect(rowsOf('STR-2', { medical: [line(), line({ paid_amount: '70.00' })] })).toBe(1);
    expect(rowsOf('STR-2', { medical: [line(), line({ claim_line_number: 2 }), line({ claim_version: 1 }), line({ data_source: 'other' })] })).toBe(
      0,
    );
    expect(rowsOf('STR-2', { pharmacy: [fill(), fill({ claim_record_type: 'reversal', paid_amount: '-40.00' })] })).toBe(0);
  });

  test('tolerates nothing: one pair in a thousand rows blocks', () => {
    const rows = many(999, (at) => line({ claim_id: `k${at}` }));
    expect(
      report({ medical: [...rows, line({ claim_id: 'k0', hcpcs_code: 'G0102' })], eligibility: [span()] }).fitness.for('coeEpisode').status,
    ).toBe('blocked');
  });
});

describe('STR-3, no row is delivered twice', () => {
  test('drops the copy, whatever file it came in, and counts it', () => {
    const rows = [line({ file_name: 'a', row_number: 1 }), line({ file_name: 'b', row_number: 9 })];
    const { tables, rules } = report({ medical: rows });
    expect(tables.medical.accounting).toMatchObject({ accepted: { rows: 1, cents: 8000 }, quarantined: { rows: 1, cents: 8000 } });
    expect(rules.find(({ code }) => code === 'STR-3')).toMatchObject({ rows: 1 });
    expect(rules.find(({ code }) => code === 'STR-2')).toMatchObject({ rows: 0 });
  });

  test('is not raised by rows that differ in one field', () => {
    expect(rowsOf('STR-3', { medical: [line(), line({ claim_line_number: 2 })] })).toBe(0);
  });

  test('leaves the accepted rows of a delivery as they are when all of it comes twice', () => {
    const rows = many(40, (at) =>
      line({ claim_id: `c${at % 17}`, claim_line_number: at + 1, paid_amount: `${at}.00`, allowed_amount: `${at + 20}.00` }),
    );
    const [once, twice] = [report({ medical: rows }), report({ medical: [...rows, ...rows] })];
    expect(twice.tables.medical.accounting.accepted).toEqual(once.tables.medical.accounting.accepted);
    expect(twice.rules.filter(({ code }) => code !== 'STR-3').map(({ code, rows: count }) => [code, count])).toEqual(
      once.rules.filter(({ code }) => code !== 'STR-3').map(({ code, rows: count }) => [code, count]),
    );
    expect(rowsOf('STR-3', { medical: [...rows, ...rows] })).toBe(40);
  });
});

describe('STR-4, control totals', () => {
  const rows = many(1000, (at) => line({ claim_id: `c${at}` }));

  test('tie at 0.1 % and break a hair above it', () => {
    const check = (stated: number): boolean =>
      report({ medical: rows }, { controlTotals: { medical: [{ rows: stated }] } }).rules.find(({ code }) => code === 'STR-4')?.severeExceeded ??
      false;
    expect([check(1000), check(1001), check(1002), check(998)]).toEqual([false, false, true, true]);
    const paid = (text: string): boolean =>
      outcome('STR-4', { medical: rows }, { controlTotals: { medical: [{ month: '2024-04', paid: text }] } })?.severeExceeded ?? false;
    expect([paid('80000.00'), paid('80080.08'), paid('80080.09'), paid('79000.00')]).toEqual([false, false, true, true]);
  });

  test('block every rate, and name the total that broke', () => {
    const found = report({ medical: rows, eligibility: [span()] }, { controlTotals: { medical: [{ allowed: '1.00' }] } });
    expect(found.fitness.for('pmpm').status).toBe('blocked');
    expect(found.findings.find(({ code }) => code === 'STR-4')).toMatchObject({ field: 'allowed', severity: 'block', cents: 9_999_900 });
  });
});

describe('STR-5, drift against the last delivery', () => {
  const last = report({
    medical: many(300, (at) => line({ claim_id: `c${at}`, claim_start_date: `2024-0${1 + (at % 3)}-05`, claim_line_start_date: null })),
  });

  test('finds nothing when the next one looks the same', () => {
    expect(
      rowsOf(
        'STR-5',
        { medical: many(300, (at) => line({ claim_id: `d${at}`, claim_start_date: `2024-0${1 + (at % 3)}-05`, claim_line_start_date: null })) },
        { previous: last.snapshot },
      ),
    ).toBe(0);
  });

  test('finds a field that empties, a new value and a month with other rows', () => {
    const next = many(450, (at) =>
      line({
        claim_id: `d${at}`,
        claim_start_date: at < 100 ? '2024-01-05' : '2024-02-05',
        claim_line_start_date: null,
        paid_date: at % 2 === 0 ? null : '2024-04-01',
        plan: at === 0 ? 'hmo' : 'ppo',
      }),
    );
    const fields = outcome('STR-5', { medical: next }, { previous: last.snapshot })?.classes.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['paid_date', 'plan', '2024-02']));
  });

  test('is none at 3 sigma and is one above it, for rates of empty fields and for rows of a month', () => {
    // Half of 400 rows were empty: 3 sigma of 400 new rows are 3 x sqrt(0.25 / 400) = 7.5 points, or 30 rows.
    const of = (empty: number, months: Readonly<Record<string, number>>): TableSnapshot => ({
      rows: 400,
      empty: { plan: empty },
      values: {},
      months,
    });
    // Months of 90, 100 and 110 rows: mean 100, standard deviation 10.
    const before = of(200, { '2024-01': 90, '2024-02': 100, '2024-03': 110 });
    const changes = (empty: number, rows: number): readonly string[] => driftOf(of(empty, { '2024-04': rows }), before).map(({ kind }) => kind);
    expect([changes(230, 130), changes(170, 70), changes(231, 130), changes(169, 70), changes(200, 131), changes(200, 69)]).toEqual([
      [],
      [],
      ['emptyRate'],
      ['emptyRate'],
      ['rowsPerMonth'],
      ['rowsPerMonth'],
    ]);
  });
});
