import { describe, expect, test, vi } from 'vitest';
import { codeSets } from '../../../src/claims/code-sets.js';
import { npiPasses } from '../../../src/claims/rules/npi.js';
import { fill, line, many, outcome, type Row, report, rowsOf, span, stay } from './kit.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

/** At 1.2 % of 250 rows a rule with the ordinary tolerance is still quiet; one row more breaks it. */
function edge(
  code: string,
  good: (at: number) => Row,
  bad: (at: number) => Row,
): readonly [number, boolean | undefined, number, boolean | undefined] {
  const at3 = outcome(code, { medical: [...many(247, (at) => good(at)), ...many(3, (at) => bad(at))] });
  const at4 = outcome(code, { medical: [...many(246, (at) => good(at)), ...many(4, (at) => bad(at))] });
  return [at3?.rows ?? 0, at3?.exceeded, at4?.rows ?? 0, at4?.exceeded];
}
const good = (at: number): Row => line({ claim_id: `g${at}`, charge_amount: `${150 + at}.00` });

describe('MED-1, the type of a claim', () => {
  test('is one, and fits its fields', () => {
    expect(rowsOf('MED-1', { medical: [line(), line({ claim_line_number: 2, claim_type: 'institutional' })] })).toBe(2);
    expect(rowsOf('MED-1', { medical: [line({ claim_type: 'institutional' })] })).toBe(1);
    for (const field of [{ bill_type_code: '131' }, { revenue_center_code: '0450' }, { drg_code: '470' }, { discharge_disposition_code: '01' }])
      expect(rowsOf('MED-1', { medical: [line(field), line({ claim_line_number: 2, ...field })] })).toBe(2);
    expect(rowsOf('MED-1', { medical: [line(), stay(), line({ claim_id: 'u', claim_type: 'undetermined', place_of_service_code: null })] })).toBe(0);
  });
  test('is tolerated wrong on 1.2 % of the rows', () => {
    expect(edge('MED-1', good, (at) => line({ claim_id: `b${at}`, claim_type: 'institutional' }))).toEqual([3, false, 4, true]);
  });
});

describe('MED-2, one person on a claim', () => {
  test('finds every line of a claim with two persons, and tolerates none', () => {
    const rows = [...many(500, good), line(), line({ claim_line_number: 2, person_id: 'p2' })];
    expect(outcome('MED-2', { medical: rows })).toMatchObject({ rows: 2, severeExceeded: true });
    expect(rowsOf('MED-2', { medical: [line(), line({ claim_line_number: 2 }), line({ claim_id: 'c2', person_id: 'p2' })] })).toBe(0);
  });
});

describe('MED-3, header fields', () => {
  test('are constant within a version; revenue codes and places of service may vary', () => {
    expect(rowsOf('MED-3', { medical: [stay(), stay({ claim_line_number: 2, drg_code: '469' })] })).toBe(1);
    expect(
      rowsOf('MED-3', {
        medical: [stay(), stay({ claim_line_number: 2, revenue_center_code: '0250' }), stay({ claim_version: 1, drg_code: '469' })],
      }),
    ).toBe(0);
  });
});

describe('MED-4 and MED-5, dates', () => {
  test('run from start to end, lines within claims, stays within a year', () => {
    const count = (change: Row): number =>
      rowsOf('MED-4', { medical: [stay({ claim_line_start_date: null, claim_line_end_date: null, ...change })] });
    expect(count({})).toBe(0);
    expect(count({ claim_end_date: '2024-03-04' })).toBe(1);
    expect(count({ claim_line_start_date: '2024-03-09' })).toBe(1);
    expect([count({ claim_line_end_date: '2024-03-05' }), count({ claim_line_end_date: '2024-03-04' })]).toEqual([0, 1]);
    expect([
      count({ discharge_date: '2025-03-05', claim_end_date: '2025-03-05' }),
      count({ discharge_date: '2025-03-06', claim_end_date: '2025-03-06' }),
      count({ discharge_date: '2024-03-04' }),
    ]).toEqual([0, 1, 1]);
  });
  test('of payment come after service and receipt, not after the file, and within 24 months', () => {
    const found = (change: Row): readonly (readonly [number, number])[] =>
      [outcome('MED-5', { medical: [line(change)] }, { table: 'medical' })].map((each) => [each?.rows ?? 0, each?.severeRows ?? 0]);
    expect(found({})).toEqual([[0, 0]]);
    expect(found({ paid_date: '2024-03-05', received_date: '2024-03-05' })).toEqual([[0, 0]]);
    expect(found({ paid_date: '2024-03-04' })).toEqual([[1, 1]]);
    expect(found({ received_date: '2024-03-04' })).toEqual([[1, 1]]);
    expect(found({ received_date: '2024-04-02' })).toEqual([[1, 1]]);
    expect(found({ file_date: '2024-03-31' })).toEqual([[1, 1]]);
    // Two calendar years: 730 days here, 731 where a 29 February lies between.
    expect([found({ paid_date: '2026-03-05' }), found({ paid_date: '2026-03-06' })]).toEqual([[[0, 0]], [[1, 0]]]);
    const early = { claim_start_date: '2023-03-05', claim_end_date: '2023-03-05', claim_line_start_date: null, claim_line_end_date: null };
    expect([found({ ...early, paid_date: '2025-03-05' }), found({ ...early, paid_date: '2025-03-06' })]).toEqual([[[0, 0]], [[1, 0]]]);
    expect(found({ paid_date: null, received_date: '2024-04-02', file_date: '2024-04-01' })).toEqual([[1, 1]]);
  });
  test('block lag triangles above 1.2 % of the rows and not at it', () => {
    const status = (bad: number): boolean =>
      report({
        medical: [...many(250 - bad, good), ...many(bad, (at) => line({ claim_id: `b${at}`, paid_date: '2024-03-01' }))],
        eligibility: [span()],
      })
        .fitness.for('lagTriangle')
        .reasons.some(({ code, blocks }) => code === 'MED-5' && blocks);
    expect([status(3), status(4)]).toEqual([false, true]);
  });
});

describe('MED-6, paid dates', () => {
  test('missing above 1.2 % block lag triangles and nothing else; pending rows need none', () => {
    const make = (bad: number): ReturnType<typeof report> =>
      report({
        medical: [...many(250 - bad, good), ...many(bad, (at) => line({ claim_id: `b${at}`, charge_amount: `${900 + at}.00`, paid_date: null }))],
        eligibility: [span(), ...many(9, (at) => span({ person_id: `x${at}`, subscriber_id: `x${at}` }))],
      });
    expect([make(3).fitness.for('lagTriangle').status, make(4).fitness.for('lagTriangle').status, make(4).fitness.for('pmpm').status]).toEqual([
      'ready',
      'blocked',
      'ready',
    ]);
    expect(rowsOf('MED-6', { medical: [line({ paid_date: null, claim_status: 'pending' })] })).toBe(0);
  });
});

describe('MED-7 to MED-10, codes', () => {
  test('belong to the type of the claim', () => {
    const fields = (row: Row): readonly (string | null)[] => (outcome('MED-7', { medical: [row] })?.classes ?? []).map(({ field }) => field);
    expect(fields(line({ place_of_service_code: null, hcpcs_code: null, revenue_center_code: '0450' }))).toEqual([
      'hcpcs_code',
      'place_of_service_code',
      'revenue_center_code',
    ]);
    expect(fields(stay({ bill_type_code: null, place_of_service_code: '21' }))).toEqual(['bill_type_code', 'place_of_service_code']);
    expect([fields(line()), fields(stay())]).toEqual([[], []]);
    expect(edge('MED-7', good, (at) => line({ claim_id: `b${at}`, hcpcs_code: null }))).toEqual([3, false, 4, true]);
  });
  test('of an unreadable form are left out and reported under their own rule', () => {
    const found = report({ medical: [line({ hcpcs_code: 'G01', billing_npi: '12345', diagnosis_codes: ['E119', 'E11*'] })] });
    expect(found.findings.filter(({ row }) => row !== undefined).map(({ code, field, observedClass }) => [code, field, observedClass])).toEqual([
      ['MED-12', 'billing_npi', '5 digits'],
      ['MED-7', 'hcpcs_code', '3 characters'],
      ['MED-7', 'hcpcs_code', 'empty'],
      ['MED-9', 'diagnosis_codes', '4 characters'],
    ]);
    expect(found.tables.medical.accounting.accepted.rows).toBe(1);
  });
  test('of groups stand on acute stays, and in the list of their year when one is given', () => {
    const sets = codeSets([
      { id: 'ms-drg', version: '41', effectiveFrom: '2023-10-01', effectiveTo: '2024-09-30', licence: 'public-domain', codes: ['470'] },
    ]);
    expect(rowsOf('MED-8', { medical: [stay({ drg_code: null }), stay({ claim_id: 'x', bill_type_code: '131', drg_code: null })] })).toBe(1);
    expect([
      rowsOf('MED-8', { medical: [stay({ drg_code: '469' })] }),
      rowsOf('MED-8', { medical: [stay({ drg_code: '469' })] }, { codeSets: sets }),
      rowsOf('MED-8', { medical: [stay()] }, { codeSets: sets }),
    ]).toEqual([0, 1, 0]);
    const degraded = (o: object): readonly string[] => report({ medical: [stay()], eligibility: [span()] }, o).fitness.for('trendSplit').degraded;
    expect([degraded({}), degraded({ codeSets: sets })]).toEqual([['MED-8 without ms-drg'], []]);
  });
  test('of diagnoses have the form of ICD-10 with or without the dot; ICD-9 ended in September 2015', () => {
    const count = (codes: readonly string[], change: Row = {}): number => rowsOf('MED-9', { medical: [line({ diagnosis_codes: codes, ...change })] });
    const old = (day: string): Row => ({
      claim_start_date: day,
      claim_end_date: day,
      claim_line_start_date: null,
      claim_line_end_date: null,
      paid_date: '2015-12-01',
    });
    expect([count(['E11.9']), count(['E119', 'M17.11']), count(['25000']), count(['EE119'])]).toEqual([0, 0, 1, 1]);
    expect([count(['25000'], old('2015-09-30')), count(['25000'], old('2015-10-01'))]).toEqual([0, 1]);
    expect(count(['E119'], { diagnosis_code_type: 'icd-10-pcs' })).toBe(1);
    const sets = codeSets([
      { id: 'icd-10-cm', version: '2024', effectiveFrom: '2023-10-01', effectiveTo: '2024-09-30', licence: 'public-domain', codes: ['E11.9'] },
    ]);
    expect([
      rowsOf('MED-9', { medical: [line()] }, { codeSets: sets }),
      rowsOf('MED-9', { medical: [line({ diagnosis_codes: ['E118'] })] }, { codeSets: sets }),
    ]).toEqual([0, 1]);
    expect(edge('MED-9', good, (at) => line({ claim_id: `b${at}`, diagnosis_codes: ['25000'] }))).toEqual([3, false, 4, true]);
  });
  test('of diagnoses are in order: a first one that is no external cause, none twice', () => {
    const what = (row: Row): readonly (string | null)[] =>
      (outcome('MED-10', { medical: [row] })?.classes ?? []).map(({ observedClass }) => observedClass);
    expect(what(line({ diagnosis_codes: [null, 'E119'] }))).toEqual(['no principal diagnosis']);
    expect(what(line({ diagnosis_codes: ['W1830'] }))).toEqual(['an external cause as principal diagnosis']);
    expect(what(line({ diagnosis_codes: ['E119', 'E119'] }))).toEqual(['a diagnosis twice']);
    expect(what(stay({ diagnosis_poa: null }))).toEqual(['empty']);
    expect([what(line({ diagnosis_codes: ['E119', 'W1830'] })), what(stay())]).toEqual([[], []]);
  });
});

describe('MED-12, provider numbers', () => {
  test('pass by length, first digit, variety and check digit', () => {
    expect(['1234567893', '1234567890', '3234567893', '1111111111', '123456789', '2222222222'].map(npiPasses)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    for (let digit = 0; digit < 10; digit += 1) expect(npiPasses(`123456789${digit}`)).toBe(digit === 3);
  });
  test('are found where they fail, repaired where a spreadsheet made floats of them, and off for synthetic sources', () => {
    const rows = [line({ billing_npi: '1234567890' }), line({ claim_line_number: 2, billing_npi: '1234567893.0' })];
    expect([
      rowsOf('MED-12', { medical: rows }, { table: 'medical' }),
      outcome('MED-12', { medical: rows }, { profile: 'synthetic', table: 'medical' }),
    ]).toEqual([1, null]);
    expect(report({ medical: rows }).tables.medical.repairs).toContainEqual({ field: 'billing_npi', kind: 'float-text', values: 1 });
    expect(rowsOf('MED-12', { pharmacy: [fill({ dispensing_provider_npi: '1234567890' })] }, { table: 'pharmacy' })).toBe(1);
  });
});

describe('MED-26, units', () => {
  test('are above 0 and at most 1,000; minutes of anaesthesia and reversals are exempt', () => {
    const count = (change: Row): number => rowsOf('MED-26', { medical: [line(change)] });
    expect([
      count({ service_unit_quantity: '0' }),
      count({ service_unit_quantity: '-1' }),
      count({ service_unit_quantity: '1000' }),
      count({ service_unit_quantity: '1000.5' }),
      count({ service_unit_quantity: '1200', unit_type: 'MJ' }),
    ]).toEqual([1, 1, 0, 1, 0]);
    expect(
      count({
        service_unit_quantity: '-1',
        claim_record_type: 'reversal',
        paid_amount: '-80.00',
        allowed_amount: '-100.00',
        charge_amount: '-150.00',
        copayment_amount: '-20.00',
      }),
    ).toBe(0);
  });
});
