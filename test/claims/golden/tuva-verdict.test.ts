import { describe, expect, test, vi } from 'vitest';
import type { RuleOutcome } from '../../../src/claims/validate/outcome.js';
import { defaultProfile, type RuleProfile } from '../../../src/claims/validate/profile.js';
import { validateDelivery } from '../../../src/claims/validate/validate-delivery.js';
import { stream } from '../../../src/stats/random.js';
import { tuvaRows } from '../tuva-rows.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

// Golden: spec of the claims area 5.1; recomputed with Python 3 (csv, decimal) over tuva-health/tuva, integration_tests/seeds, Apache-2.0.
const rows = tuvaRows();

describe.runIf(rows !== null)('the Tuva seed', () => {
  const delivery = rows ?? { medical: [], pharmacy: [], eligibility: [] };
  const report = validateDelivery(delivery, { profile: 'default' });
  const rule = (code: string, table: string = 'medical'): RuleOutcome | undefined =>
    report.rules.find((outcome) => outcome.code === code && outcome.table === table);
  const classes = (code: string, table?: string): readonly (readonly [string | null, number])[] =>
    (rule(code, table)?.classes ?? []).map(({ observedClass, rows: count }) => [observedClass, count]);
  const medicalMoney = (field: string): number => delivery.medical.reduce((sum: number, row) => sum + Math.round(Number(row[field] ?? 0) * 100), 0);

  test('comes in whole: 2,075 lines, 291 fills, 31 spans, 309 member months', () => {
    expect(report.tables.medical.accounting.input).toEqual({ rows: 2075, cents: 16_381_897, centsUnknown: 368 });
    expect(report.tables.pharmacy.accounting.input).toEqual({ rows: 291, cents: 4_582_728, centsUnknown: 0 });
    expect(report.tables.eligibility.accounting.accepted.rows).toBe(31);
    expect(medicalMoney('charge_amount')).toBe(283_777_869);
    expect(report.detail.memberMonths).toBe(309);
    for (const {
      accounting: { input, accepted, quarantined, rejected },
    } of Object.values(report.tables)) {
      expect([accepted.rows + quarantined.rows + rejected.rows, accepted.cents + quarantined.cents + rejected.cents]).toEqual([
        input.rows,
        input.cents,
      ]);
    }
  });

  test('breaks the allowed identity on 1,477 lines under tuvaStrict: 1,250 without member share, 96 paid above allowed, 131 without allowed', () => {
    const strict = validateDelivery({ medical: delivery.medical }, { profile: 'tuvaStrict' });
    const outcome = strict.rules.find(({ code }) => code === 'MED-16');
    expect(outcome?.rows).toBe(1477);
    expect(Object.fromEntries(strict.detail.breakClasses.map((row) => [row.class, row.rows]))).toEqual({
      not_evaluable: 131,
      missing_cost_share: 1250,
      paid_exceeds_allowed: 96,
    });
  });

  test('breaks it on 1,461 lines with the usual tolerance and empty as 0, on 1,330 by default with 500 not evaluable', () => {
    const lenient: RuleProfile = { ...defaultProfile, id: 'emptyIsZero', allowedIdentity: { ...defaultProfile.allowedIdentity, emptyIsZero: true } };
    const count = (profile: RuleProfile): number | undefined =>
      validateDelivery({ medical: delivery.medical }, { profile }).rules.find(({ code }) => code === 'MED-16')?.rows;
    expect([count(lenient), rule('MED-16')?.rows]).toEqual([1461, 1330]);
    const whole = validateDelivery({ medical: delivery.medical }).detail.breakClasses;
    expect(whole.find((row) => row.class === 'not_evaluable')).toMatchObject({ rows: 500, breaks: false });
    expect(whole.filter((row) => row.breaks).reduce((sum, row) => sum + row.rows, 0)).toBe(1330);
  });

  test('has payments above allowed on 96 lines and 87 fills', () => {
    expect([classes('MED-17'), rule('RX-5', 'pharmacy')?.rows]).toEqual([[['paid above allowed', 96]], 87]);
  });

  test('has 182 lines on 113 claims outside coverage, 8.23 % of what was paid, and 114 fills', () => {
    expect(rule('MED-23')).toMatchObject({ rows: 182, cents: 1_348_987 });
    expect(classes('MED-23')).toEqual([
      ['gap', 130],
      ['after', 52],
    ]);
    expect(rule('MED-23')?.classes.map(({ cents }) => cents)).toEqual([1_136_286, 212_701]);
    expect(
      report.fitness
        .for('pmpm')
        .reasons.find(({ code, table }) => code === 'MED-23' && table === 'medical')
        ?.shareOfPaid?.toFixed(4),
    ).toBe('0.0823');
    expect(rule('MED-23', 'pharmacy')).toMatchObject({ rows: 114, cents: 1_274_523 });
    expect(
      report.fitness
        .for('pmpm')
        .reasons.find(({ table }) => table === 'pharmacy')
        ?.shareOfPaid?.toFixed(4),
    ).toBe('0.2781');
    const outside = new Set(
      report.findings
        .filter(({ code, table, row }) => code === 'MED-23' && table === 'medical' && row !== undefined)
        .map(({ row }) => delivery.medical[(row?.row ?? 0) - 1]?.['claim_id']),
    );
    expect(outside.size).toBe(113);
  });

  test('has 80 total lines on 80 claims; four are the whole claim, and 20 of the others tie by charge', () => {
    expect(report.detail.totalLines).toEqual({ rows: 80, claims: 80, alone: 4, chargeTies: 20, paidCents: 105_928, chargeCents: 32_105_724 });
    expect(classes('MED-13')).toEqual([
      ['total line beside other lines', 76],
      ['only line of the claim', 4],
    ]);
    expect(report.tables.medical.accounting.quarantined).toMatchObject({ rows: 76, cents: 0 });
  });

  test('has no paid date on any line and one on every fill', () => {
    expect([rule('MED-6')?.rows, rule('MED-6', 'pharmacy')?.rows]).toEqual([2075, 0]);
  });

  test('passes every one of 2,688 provider numbers, however many revenue codes a claim has', () => {
    expect([rule('MED-12'), rule('MED-3')]).toMatchObject([{ rows: 0, applicable: 2688 }, { rows: 0 }]);
  });

  test('has four claims with equal lines, below the level that blocks', () => {
    expect(report.detail.headerOnLines).toMatchObject({ suspects: 4, blocks: false });
  });

  test('has eight lines with bill type 13I, 22 institutional lines without revenue code, 1,462 wrong code types, no days of supply', () => {
    const { batch } = { batch: report.batches.medical };
    const bill = batch.codes['bill_type_code'];
    const id = bill?.dictionary.values.indexOf('13I') ?? -1;
    expect(id).toBeGreaterThanOrEqual(0);
    expect(delivery.medical.filter((row) => row['bill_type_code'] === '13I')).toHaveLength(8);
    expect(classes('MED-7')).toEqual([['empty', 22]]);
    expect(classes('MED-9')).toEqual([['a system that has no diagnoses', 1462]]);
    expect(classes('RX-2', 'pharmacy')).toEqual([['empty', 291]]);
  });

  test('gives the verdicts: rates blocked by MED-23, lag also by MED-6, cost share by missing amounts, pharmacy with caveats', () => {
    const verdict = (id: string): readonly [string, readonly string[]] => {
      const { status, reasons } = report.fitness.for(id);
      return [status, [...new Set(reasons.filter(({ blocks }) => blocks || status !== 'blocked').map(({ code }) => code))].sort()];
    };
    expect(verdict('pmpm')).toEqual(['blocked', ['MED-23']]);
    expect(verdict('pepm')).toEqual(['blocked', ['MED-23', 'STR-1']]);
    expect(
      report.fitness
        .for('pepm')
        .reasons.filter(({ code }) => code === 'STR-1')
        .map(({ field }) => field),
    ).toEqual(['subscriber_id', 'subscriber_relation']);
    expect(verdict('lagTriangle')[0]).toBe('blocked');
    expect(verdict('lagTriangle')[1]).toEqual(expect.arrayContaining(['MED-6', 'MED-23']));
    expect(verdict('costShare')).toEqual(['blocked', ['STR-1']]);
    expect(verdict('rx')).toEqual(['usableWithCaveats', ['RX-2', 'RX-5']]);
  });

  test('gives a cost per member per month on 309 months once MED-23 is waived, and prints the waiver', () => {
    const waived = validateDelivery(delivery, {
      asOf: '2019-06',
      waivers: [{ code: 'MED-23', who: 'the analyst', why: 'a synthetic seed', until: '2019-12-31' }],
    });
    const pmpm = waived.fitness.for('pmpm');
    expect([pmpm.status, pmpm.memberMonths, pmpm.waivers.length]).toEqual(['usableWithCaveats', 309, 1]);
    expect(pmpm.warnings[0]).toMatchObject({ code: 'claims/waived', path: 'MED-23' });
    expect(pmpm.sentence).toContain('309 member months');
  });

  test('judges rows in any order alike, to the byte', () => {
    const numbered = {
      medical: numberRows(delivery.medical),
      pharmacy: numberRows(delivery.pharmacy),
      eligibility: numberRows(delivery.eligibility),
    };
    const shuffled = {
      medical: shuffle(numbered.medical, 1),
      pharmacy: shuffle(numbered.pharmacy, 2),
      eligibility: shuffle(numbered.eligibility, 3),
    };
    const text = (given: typeof numbered): string => {
      const { findings, rules, tables, detail, fitness } = validateDelivery(given);
      return JSON.stringify({ findings, rules, tables, detail, fitness: fitness.all() });
    };
    expect(text(shuffled)).toBe(text(numbered));
  });
});

function numberRows(list: readonly Readonly<Record<string, unknown>>[]): readonly Readonly<Record<string, unknown>>[] {
  return list.map((row, at) => ({ ...row, row_number: String(at + 1) }));
}

function shuffle<T>(list: readonly T[], seed: number): readonly T[] {
  const random = stream(seed, 0);
  const out = [...list];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    const [a, b] = [out[at], out[other]];
    if (a !== undefined && b !== undefined) [out[at], out[other]] = [b, a];
  }
  return out;
}
