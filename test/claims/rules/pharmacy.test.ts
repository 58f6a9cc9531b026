import { describe, expect, test } from 'vitest';
import { buildLedger } from '../../../src/claims/ledger/ledger.js';
import { fill, line, many, outcome, type Row, report, rowsOf, span } from './kit.js';

describe('RX-1, drug codes', () => {
  test('are rejected unless they have eleven digits or hyphens that show the layout', () => {
    const { tables, findings } = report({
      pharmacy: [fill({ ndc_code: '0002751001' }), fill({ claim_id: 'r2', ndc_code: '0002-7510-01' }), fill({ claim_id: 'r3' })],
    });
    expect(tables.pharmacy.accounting).toMatchObject({ accepted: { rows: 2 }, rejected: { rows: 1, cents: 4000 } });
    expect(findings.find(({ code, row }) => code === 'RX-1' && row !== undefined)).toMatchObject({
      severity: 'error',
      observedClass: '10 digits',
      row: { row: 1 },
    });
    expect(report({ pharmacy: [fill({ ndc_code: '0002751001' })] }).fitness.for('rx').status).toBe('blocked');
    expect(outcome('RX-1', { pharmacy: [fill()] })).toMatchObject({ rows: 0 });
  });
});

describe('RX-2, quantity and supply', () => {
  test('are there and plausible', () => {
    const found = (change: Row): readonly (readonly (string | null)[])[] =>
      (outcome('RX-2', { pharmacy: [fill(change)] })?.classes ?? []).map(({ field, observedClass, severity }) => [field, observedClass, severity]);
    expect([found({}), found({ days_supply: 120 })]).toEqual([[], []]);
    expect(found({ days_supply: 0 })).toEqual([['days_supply', 'below 1 day', 'warn']]);
    expect(found({ days_supply: 121 })).toEqual([['days_supply', 'above 120 days', 'info']]);
    expect(found({ days_supply: null })).toEqual([['days_supply', 'empty', 'warn']]);
    expect(found({ quantity: '0' })).toEqual([['quantity', 'zero or less', 'warn']]);
    expect([found({ quantity: '6000' }), found({ quantity: '6000.5' })]).toEqual([[], [['quantity', 'more than 200 units a day', 'warn']]]);
    expect(found({ claim_record_type: 'reversal', quantity: '-30', days_supply: -30 })).toEqual([]);
  });
  test('put a caveat on pharmacy analysis above 1.2 %', () => {
    const status = (bad: number): string =>
      report({
        pharmacy: [...many(250 - bad, (at) => fill({ claim_id: `g${at}` })), ...many(bad, (at) => fill({ claim_id: `b${at}`, quantity: '0' }))],
      }).fitness.for('rx').status;
    expect([status(3), status(4)]).toEqual(['ready', 'usableWithCaveats']);
  });
});

describe('RX-3 and RX-5, prices', () => {
  test('are the sum of their parts within two cents', () => {
    const count = (change: Row): number => rowsOf('RX-3', { pharmacy: [fill(change)] });
    expect([
      count({}),
      count({ ingredient_cost_amount: '48.02' }),
      count({ ingredient_cost_amount: '48.03' }),
      count({ paid_amount: '40.02' }),
      count({ paid_amount: '39.97' }),
      count({ ingredient_cost_amount: null, copayment_amount: null, paid_amount: '9.00' }),
    ]).toEqual([0, 0, 1, 0, 1, 0]);
  });
  test('are not above the allowed amount', () => {
    const count = (change: Row): number => rowsOf('RX-5', { pharmacy: [fill(change)] });
    expect([count({ paid_amount: '50.00' }), count({ paid_amount: '50.01' }), count({ allowed_amount: null })]).toEqual([0, 1, 0]);
  });
});

describe('RX-4, claim, reversal and rebill', () => {
  const reversal = {
    claim_record_type: 'reversal',
    quantity: '-30',
    days_supply: -30,
    ingredient_cost_amount: '-48.00',
    dispensing_fee_amount: '-2.00',
    allowed_amount: '-50.00',
    copayment_amount: '-10.00',
    paid_amount: '-40.00',
    charge_amount: '-60.00',
    paid_date: '2024-04-02',
  };
  test('net when the reversal takes back the fill, by its claim or by an equal and opposite fill', () => {
    expect(
      rowsOf('RX-4', {
        pharmacy: [
          fill(),
          fill(reversal),
          fill({ claim_id: 'r1b', original_claim_id: 'r1', claim_record_type: 'adjustment', paid_date: '2024-04-03' }),
        ],
      }),
    ).toBe(0);
    expect(rowsOf('RX-4', { pharmacy: [fill(), fill({ ...reversal, claim_id: 'other' })] })).toBe(0);
  });
  test('take back the fill of their own number where two are alike, and a payment that is a cent off', () => {
    const two = [fill({ row_number: 1 }), fill({ row_number: 2, claim_id: 'r2', prescription_number: 'x2', dispensing_provider_npi: null })];
    const back = (change: Row): Row => fill({ row_number: 3, ...reversal, claim_id: 'other', ...change });
    const standing = (change: Row): readonly unknown[] => {
      const { batches, rules } = report({ pharmacy: [...two, back(change)] });
      const lines = buildLedger(batches.pharmacy, { style: 'reversalAndRebill' }).finalView().lines;
      return [rules.find(({ code }) => code === 'RX-4')?.rows, ...lines.filter(({ voided }) => !voided).map(({ key }) => key.claimId)];
    };
    expect([
      standing({}),
      standing({ prescription_number: 'x2' }),
      standing({ prescription_number: 'x3' }),
      standing({ paid_amount: '-39.99' }),
    ]).toEqual([
      [0, 'r2'],
      [0, 'r1'],
      [1, 'r1', 'r2'],
      // The cent stays on the line, so that the ledger ties.
      [0, 'r1', 'r2'],
    ]);
  });
  test('leave an orphan listed, and a reversal a cent off is tolerated, two cents are not', () => {
    expect(rowsOf('RX-4', { pharmacy: [fill({ ...reversal, claim_id: 'other' })] })).toBe(1);
    const off = (paid: string): number => rowsOf('RX-4', { pharmacy: [fill(), fill({ ...reversal, paid_amount: paid })] });
    expect([off('-40.01'), off('-40.02')]).toEqual([0, 1]);
  });
});

describe('DEI-1, a feed declared de-identified', () => {
  const clean = { birth_date: null, birth_year: 1980, zip_code: null, zip3: '198' };
  test('holds no name, no number of a person, no full date of birth, no five-digit ZIP', () => {
    const fields = (change: Row): readonly (string | null)[] =>
      (outcome('DEI-1', { eligibility: [span({ ...clean, ...change })] }, { declared: 'deidentified', table: 'eligibility' })?.classes ?? []).map(
        ({ field }) => field,
      );
    expect(fields({})).toEqual([]);
    expect(fields({ birth_date: '1980-05-01' })).toEqual(['birth_date']);
    expect(fields({ zip_code: '19801' })).toEqual(['zip_code']);
    expect(fields({ last_name: 'x' })).toEqual(['last_name']);
    expect(fields({ last_name: '' })).toEqual([]);
    expect(fields({ member_id: '123-45-6789' })).toEqual(['member_id']);
  });
  test('blocks handing out at the first row, and is asked for before anything is handed out', () => {
    const publish = (change: Row, o: object): string =>
      report({ eligibility: [...many(200, (at) => span({ ...clean, person_id: `q${at}` })), span({ ...clean, ...change })] }, o).fitness.for(
        'publish',
      ).status;
    expect([publish({}, { declared: 'deidentified' }), publish({ zip_code: '19801' }, { declared: 'deidentified' }), publish({}, {})]).toEqual([
      'ready',
      'blocked',
      'blocked',
    ]);
  });
});

describe('XREF-1, plans, payers and employers', () => {
  test('of claims have coverage, and those with coverage have claims', () => {
    expect(rowsOf('XREF-1', { medical: [line({ plan: 'hmo' })], eligibility: [span()] }, { table: 'medical' })).toBe(1);
    expect(rowsOf('XREF-1', { medical: [line()], eligibility: [span(), span({ person_id: 'p2', plan: 'hmo' })] }, { table: 'eligibility' })).toBe(1);
    expect(rowsOf('XREF-1', { medical: [line()], pharmacy: [fill()], eligibility: [span()] })).toBe(0);
  });
});
