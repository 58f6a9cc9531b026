import { describe, expect, test, vi } from 'vitest';
import { rowsOf } from '../../../src/claims/batch-records.js';
import { inferAdjustmentStyle } from '../../../src/claims/ledger/infer-style.js';
import { buildLedger, type Ledger, type LedgerCents } from '../../../src/claims/ledger/ledger.js';
import { isCoalitionError } from '../../../src/errors/coalition-error.js';
import { stream } from '../../../src/stats/random.js';
import { isoFromDay } from '../../../src/time/iso-date.js';
import { line, type Row } from '../rules/kit.js';
import { batch, empty, trueLines, truth, written } from './kit.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const STYLES = ['fullReplacement', 'reversalAndRebill', 'delta'] as const;
const confirmed = (rows: readonly Row[]): Ledger => buildLedger(batch(rows), { confirm: ['tpa', 'other'] });
const reversed = {
  claim_record_type: 'reversal',
  charge_amount: '-150.00',
  allowed_amount: '-100.00',
  copayment_amount: '-20.00',
  paid_amount: '-80.00',
  service_unit_quantity: '-1',
  paid_date: '2024-05-01',
};

function sum(cents: readonly LedgerCents[]): LedgerCents {
  return cents.reduce((so, each) => ({ paid: so.paid + each.paid, allowed: so.allowed + each.allowed, charge: so.charge + each.charge }), {
    paid: 0,
    allowed: 0,
    charge: 0,
  });
}

describe('one truth written in three styles', () => {
  test.each(STYLES)('%s is recognised, and its final view is the truth at any day', (style) => {
    const lines = trueLines(stream(5, STYLES.indexOf(style)), 300);
    const rows = batch(written(lines, style));
    const [inferred] = inferAdjustmentStyle(rows);
    expect([inferred?.style, inferred?.confidence, inferred?.unexplained]).toEqual([style, 1, []]);
    const ledger = buildLedger(rows, { confirm: ['tpa'] });
    expect([ledger.findings, ledger.unresolved]).toEqual([[], []]);
    for (const through of [19_790, 19_850, 19_900, 19_960, 20_030, 30_000]) {
      const view = ledger.finalView({ paidThrough: isoFromDay(through) });
      expect(view.finalCents.paid).toBe(truth(lines, through));
      expect(sum(ledger.ledger({ paidThrough: isoFromDay(through) }).map(({ cents }) => cents)).paid).toBe(truth(lines, through));
    }
    expect(ledger.finalView().lines).toHaveLength(300);
  });

  test('gives the same final view, line by line and to the cent, in every style', () => {
    const lines = trueLines(stream(6, 1), 200);
    const views = STYLES.map((style) => {
      const final = confirmed(written(lines, style)).finalView();
      return final.lines.map(({ key, cents, voided }) => [key.claimId, cents.paid, cents.allowed, voided]).sort();
    });
    expect(views[1]).toEqual(views[0]);
    expect(views[2]).toEqual(views[0]);
    const batches = STYLES.map((style) =>
      Array.from(rowsOf(confirmed(written(lines, style)).finalView().batch()))
        .map(({ paid_amount, allowed_amount, is_final_action }) => [paid_amount, allowed_amount, is_final_action])
        .sort(),
    );
    expect(batches[1]).toEqual(batches[0]);
    expect(batches[2]).toEqual(batches[0]);
  });

  test('ties for every line and in total at any day, whatever rows are missing', () => {
    const random = stream(7, 7);
    for (const style of STYLES) {
      const all = written(trueLines(random, 120), style);
      const rows = all.filter(() => random.below(5) > 0);
      const ledger = buildLedger(batch(rows), { style });
      for (const through of [19_850, 19_930, 30_000]) {
        const horizon = { paidThrough: isoFromDay(through) };
        const view = ledger.finalView(horizon);
        expect(sum([view.finalCents, view.unresolvedCents])).toEqual(view.ledgerCents);
        expect(sum(ledger.ledger(horizon).map(({ cents }) => cents))).toEqual(view.ledgerCents);
        const perLine = new Map<string, number>();
        for (const { key, cents } of ledger.ledger(horizon)) perLine.set(JSON.stringify(key), (perLine.get(JSON.stringify(key)) ?? 0) + cents.paid);
        for (const { key, cents } of [...view.lines, ...view.unresolved])
          perLine.set(JSON.stringify(key), (perLine.get(JSON.stringify(key)) ?? 0) - cents.paid);
        expect([...perLine.values()].every((rest) => rest === 0)).toBe(true);
      }
    }
  });
});

describe('a reversal and rebill of any claim', () => {
  test('leaves the final view and the ledger dollars as they were, with two rows more', () => {
    const rows = [line(), line({ claim_id: 'c2', paid_amount: '50.00', allowed_amount: '70.00' })];
    const more = [
      ...rows,
      line({ ...reversed, claim_id: 'c1R', original_claim_id: 'c1' }),
      line({ claim_id: 'c1B', claim_record_type: 'adjustment', original_claim_id: 'c1', replaces_claim_id: 'c1', paid_date: '2024-05-01' }),
    ];
    const [before, after] = [confirmed(rows), confirmed(more)];
    expect(after.finalView().finalCents).toEqual(before.finalView().finalCents);
    expect(after.finalView().ledgerCents).toEqual(before.finalView().ledgerCents);
    expect(after.ledger().length).toBe(before.ledger().length + 2);
  });
});

test('reversing and rebilling any claim, in any state, changes neither view by a cent and adds two rows', () => {
  const lines = trueLines(stream(8, 3), 60);
  const rows = written(lines, 'reversalAndRebill');
  const before = confirmed(rows);
  for (const { claim, steps } of lines) {
    const paid = steps.at(-1)?.paid ?? 0;
    if (paid === 0) continue;
    const amount = (sign: '' | '-'): Row => ({
      paid_amount: `${sign}${paid / 100}`,
      allowed_amount: `${sign}${paid / 100}`,
      charge_amount: `${sign}2000.00`,
      copayment_amount: null,
    });
    const change = { data_source: 'tpa', original_claim_id: claim, paid_date: '2026-01-31' };
    const after = confirmed([
      ...rows,
      line({ ...change, ...amount('-'), claim_id: `${claim}X`, claim_record_type: 'reversal' }),
      line({ ...change, ...amount(''), claim_id: `${claim}Y`, claim_record_type: 'adjustment' }),
    ]);
    expect(after.finalView().finalCents).toEqual(before.finalView().finalCents);
    expect(after.finalView().ledgerCents.paid).toBe(before.finalView().ledgerCents.paid);
    expect(after.ledger().length).toBe(before.ledger().length + 2);
    expect(after.findings).toEqual([]);
  }
});

describe('a version with fewer lines than the one it replaces', () => {
  const two = [line(), line({ claim_line_number: 2, hcpcs_code: 'G0102', paid_amount: '50.00', allowed_amount: '70.00' })];
  const corrected = { claim_record_type: 'adjustment', paid_amount: '70.00', allowed_amount: '90.00', paid_date: '2024-05-01' };
  const back = { ...reversed, paid_date: '2024-05-01', original_claim_id: 'c1' };
  const rebilled = [
    ...two,
    line({ ...back, claim_id: 'r' }),
    line({ ...back, claim_id: 'r', claim_line_number: 2, hcpcs_code: 'G0102', paid_amount: '-50.00', allowed_amount: '-70.00' }),
    line({ ...corrected, claim_id: 'b', original_claim_id: 'c1' }),
  ];
  const standing = (rows: readonly Row[], style: (typeof STYLES)[number], paidThrough = '2024-12-31'): readonly unknown[] => {
    const ledger = buildLedger(batch(rows), { style });
    const view = ledger.finalView({ paidThrough });
    expect(sum([view.finalCents, view.unresolvedCents])).toEqual(view.ledgerCents);
    expect(sum(ledger.ledger({ paidThrough }).map(({ cents }) => cents))).toEqual(view.ledgerCents);
    return [view.finalCents.paid, view.lines.map(({ voided }) => voided), Array.from(rowsOf(view.batch()), ({ paid_amount }) => paid_amount)];
  };
  test('takes the place of all of it, as a reversal and rebill of the same truth would, from its payment on', () => {
    const after = [7000, [false, true], ['70.00']];
    expect(standing(rebilled, 'reversalAndRebill')).toEqual(after);
    expect(standing([...two, line({ ...corrected, claim_version: 1 })], 'fullReplacement')).toEqual(after);
    expect(standing([...two, line({ ...corrected, claim_id: 'n', replaces_claim_id: 'c1' })], 'fullReplacement')).toEqual(after);
    expect(standing([...two, line({ ...corrected, claim_version: 1 })], 'fullReplacement', '2024-04-30')).toEqual([
      13_000,
      [false, false],
      ['80.00', '50.00'],
    ]);
  });
  test('leaves lines that only name their original as they are: their replacement is not said to be whole', () => {
    const each = [1, 2].map((n) =>
      line({ ...corrected, claim_id: `n${n}`, claim_line_number: n, hcpcs_code: `G010${n}`, original_claim_id: 'c1', paid_amount: '10.00' }),
    );
    expect(standing([...two, ...each], 'fullReplacement')[0]).toBe(2000);
  });
});

describe('links', () => {
  test('are explicit, else of the same claim, else equal and opposite to the nearest earlier payment', () => {
    const rows = [
      line({ row_number: 1 }),
      line({ row_number: 2, claim_id: 'c1R', ...reversed, original_claim_id: 'c1' }),
      line({ row_number: 3, claim_id: 'c2' }),
      line({ row_number: 4, claim_id: 'c2', ...reversed }),
      line({ row_number: 5, claim_id: 'c3', paid_date: '2024-03-20', hcpcs_code: 'G0102' }),
      line({ row_number: 6, claim_id: 'c4', hcpcs_code: 'G0102' }),
      line({ row_number: 7, claim_id: 'zz', hcpcs_code: 'G0102', ...reversed }),
    ];
    const ledger = confirmed(rows);
    expect(ledger.links).toEqual([
      { from: 1, to: 0, reason: 'explicitReference', confidence: 1 },
      { from: 3, to: 2, reason: 'sameClaim', confidence: 0.95 },
      { from: 6, to: 5, reason: 'equalAndOpposite', confidence: 0.8 },
    ]);
    expect(
      ledger
        .finalView()
        .lines.filter(({ voided }) => !voided)
        .map(({ key }) => key.claimId),
    ).toEqual(['c3']);
  });
});

describe('what cannot be resolved', () => {
  test('is a reversal whose original is not here: in the ledger, out of the final view, its cents named', () => {
    const ledger = confirmed([line(), line({ claim_id: 'zz', ...reversed, hcpcs_code: 'G0199' })]);
    const view = ledger.finalView();
    expect([view.finalCents.paid, view.unresolvedCents.paid, view.ledgerCents.paid]).toEqual([8000, -8000, 0]);
    expect(ledger.unresolved).toMatchObject([{ row: 1, reason: 'originalNotHere' }]);
    expect(ledger.findings).toMatchObject([{ code: 'MED-20', severity: 'error' }]);
    expect(view.warnings.map(({ code }) => code)).toEqual(['ledger/unresolved', 'ledger/style-doubtful']);
  });

  test('is a circle of references, and a fork', () => {
    const circle = confirmed([
      line({ claim_id: 'a', claim_record_type: 'adjustment', replaces_claim_id: 'b' }),
      line({ claim_id: 'b', claim_record_type: 'adjustment', replaces_claim_id: 'a' }),
    ]);
    expect(circle.unresolved.map(({ reason }) => reason)).toEqual(['cycle', 'cycle']);
    const fork = confirmed([
      line(),
      line({ claim_id: 'x', claim_record_type: 'adjustment', replaces_claim_id: 'c1' }),
      line({ claim_id: 'y', claim_record_type: 'adjustment', replaces_claim_id: 'c1' }),
    ]);
    expect(fork.unresolved.map(({ reason }) => reason)).toEqual(['fork', 'fork', 'fork']);
    for (const ledger of [circle, fork]) {
      expect(ledger.findings.every(({ code }) => code === 'MED-21')).toBe(true);
      const { finalCents, unresolvedCents, ledgerCents } = ledger.finalView();
      expect([finalCents.paid, unresolvedCents.paid]).toEqual([0, ledgerCents.paid]);
    }
  });

  test('is a long chain in linear time', () => {
    const rows = Array.from({ length: 4000 }, (_, at) =>
      line({
        claim_id: `v${at}`,
        claim_record_type: at === 0 ? 'original' : 'adjustment',
        replaces_claim_id: at === 0 ? null : `v${at - 1}`,
        paid_amount: `${at}.00`,
        paid_date: isoFromDay(19_900 + at),
      }),
    );
    expect(buildLedger(batch(rows), { style: 'fullReplacement' }).finalView().finalCents.paid).toBe(399_900);
  });
});

describe('a claim that was denied and then paid', () => {
  test('keeps both rows, and the final one is paid', () => {
    const view = confirmed([
      line({ claim_status: 'denied', paid_amount: '0.00', allowed_amount: '0.00', copayment_amount: null }),
      line({ claim_version: 1, claim_record_type: 'adjustment', paid_date: '2024-06-01' }),
    ]).finalView();
    expect(view.lines).toMatchObject([{ transactions: 2, voided: false, cents: { paid: 8000, allowed: 10_000 } }]);
    expect(Array.from(rowsOf(view.batch()))).toMatchObject([{ claim_status: 'paid', claim_version: 1, is_final_action: true }]);
  });
});

describe('what was known', () => {
  test('grows with the day: no line that was visible vanishes', () => {
    const ledger = buildLedger(batch(written(trueLines(stream(9, 9), 150), 'delta')), { style: 'delta' });
    let before = 0;
    for (let day = 19_800; day < 20_200; day += 25) {
      const lines = ledger.finalView({ paidThrough: isoFromDay(day) }).lines.length;
      expect(lines).toBeGreaterThanOrEqual(before);
      before = lines;
    }
  });
  test('hides files that came later', () => {
    const rows = [
      line({ file_date: '2024-04-30' }),
      line({ claim_version: 1, claim_record_type: 'adjustment', paid_amount: '70.00', paid_date: '2024-05-05', file_date: '2024-05-31' }),
    ];
    const ledger = confirmed(rows);
    expect([ledger.finalView({ asOf: '2024-04-30' }).finalCents.paid, ledger.finalView({ asOf: '2024-05-31' }).finalCents.paid]).toEqual([
      8000, 7000,
    ]);
  });
});

describe('styles', () => {
  test('are never applied in silence', () => {
    const rows = batch([line(), line({ claim_version: 1, claim_record_type: 'adjustment' })]);
    let error: unknown;
    try {
      buildLedger(rows);
    } catch (caught) {
      error = caught;
    }
    expect(isCoalitionError(error, 'ledger/style-unconfirmed') && error.details).toEqual({
      dataSource: 'tpa',
      style: 'fullReplacement',
      confidence: 1,
    });
    expect(buildLedger(batch([line()])).finalView().finalCents.paid).toBe(8000);
    expect(buildLedger(empty(), {}).styles).toEqual([]);
    expect(buildLedger(rows, { style: { tpa: 'fullReplacement' } }).finalView().finalCents.paid).toBe(8000);
  });
  test('of two senders are told apart, and claims that fit neither are listed', () => {
    const lines = trueLines(stream(11, 2), 100);
    const rows = [
      ...written(lines, 'delta'),
      ...written(lines, 'reversalAndRebill', 'other'),
      line({ data_source: 'other', claim_id: 'odd', ...reversed, hcpcs_code: 'G0199' }),
    ];
    expect(inferAdjustmentStyle(batch(rows)).map(({ dataSource, style, unexplained }) => [dataSource, style, unexplained])).toEqual([
      ['other', 'reversalAndRebill', ['odd']],
      ['tpa', 'delta', []],
    ]);
  });
});

describe('MED-20 and MED-21', () => {
  test('accept a reversal within a cent and not at two, and a line that never falls below zero', () => {
    const codes = (paid: string): readonly string[] =>
      confirmed([line(), line({ ...reversed, claim_id: 'r', original_claim_id: 'c1', paid_amount: paid })]).findings.map(({ code }) => code);
    expect([codes('-80.00'), codes('-80.01'), codes('-80.02'), codes('-79.98')]).toEqual([[], [], ['MED-20', 'MED-21'], ['MED-20']]);
  });
  test('ask that a reversal be of the same code, units and charge, where it says them', () => {
    const codes = (change: Row): readonly string[] =>
      confirmed([line(), line({ ...reversed, claim_id: 'r', original_claim_id: 'c1', ...change })]).findings.map(({ code }) => code);
    expect([
      codes({}),
      codes({ service_unit_quantity: '1' }),
      codes({ service_unit_quantity: null, hcpcs_code: null, charge_amount: null }),
      codes({ charge_amount: '-150.01' }),
      codes({ service_unit_quantity: '-2' }),
      codes({ hcpcs_code: 'G0102' }),
      codes({ charge_amount: '-150.02' }),
    ]).toEqual([[], [], [], [], ['MED-20'], ['MED-20'], ['MED-20']]);
  });
});
