import { describe, expect, test } from 'vitest';
import { consistentWithPublished } from '../../../src/contracts/consistent-with-published.js';
import { paymentCurve } from '../../../src/contracts/curve/payment-curve.js';
import type { Fact } from '../../../src/contracts/fact.js';
import { msrFor } from '../../../src/contracts/msr.js';
import { type MsspOptions, mssp } from '../../../src/contracts/presets/mssp.js';
import { Decimal } from '../../../src/money/decimal.js';
import golden from '../../golden/contracts-mssp-rows.json' with { type: 'json' };
import { sharedData } from '../../kit/shared-data.js';
import { blockedBy, nodeOf, settled } from '../kit.js';
import { auditRows, Contracts, clipped, factsOf, figuresOf, readRows } from '../mssp-2018-rows.js';

function pay(o: MsspOptions, values: Readonly<Record<string, string>>) {
  const contract = mssp(o);
  const facts = Object.entries({ monthsInYear: '12', ...values }).map(
    ([metric, value]): Fact => ({
      metric,
      value,
      unit: contract.metrics[metric]?.unit ?? '',
      period: contract.effective,
      knownOn: contract.effective.to,
      denominator: null,
      source: 'test',
    }),
  );
  return { contract, facts, settlement: () => settled(contract, facts, { asOf: '2026-01-01' }) };
}

describe('the worked examples of the specification', () => {
  const base = { benchmark: '500000000', expenditures: '487000000', lives: '60000', alternativeMet: '0' };
  test('G7 and G8: level B', () => {
    const g7 = pay({ performanceYear: 2022, level: 'B' }, { ...base, qualityMet: '1', quality: '0.8' }).settlement();
    expect([nodeOf(g7, 'savings'), nodeOf(g7, 'minimumSavings'), nodeOf(g7, 'shared'), nodeOf(g7, 'payable')]).toEqual([
      '13000000',
      '10000000',
      '5200000',
      '5096000',
    ]);
    const g8 = pay({ performanceYear: 2022, level: 'B' }, { ...base, qualityMet: '0', alternativeMet: '1', quality: '0.45' }).settlement();
    expect([nodeOf(g8, 'sharingRate'), nodeOf(g8, 'shared'), nodeOf(g8, 'payable')]).toEqual(['0.18', '2340000', '2293200']);
  });
  test('G9 and G10: ENHANCED, a loss with disaster relief', () => {
    const loss = {
      benchmark: '130000000',
      expenditures: '132600000',
      lives: '60000',
      qualityMet: '0',
      yearAffected: '0.15',
      membersAffected: '0.90',
    };
    const o = { performanceYear: 2023, level: 'ENHANCED', minimumRate: '0.01' } as const;
    const g9 = pay(o, { ...loss, alternativeMet: '0', quality: '0' }).settlement();
    expect([nodeOf(g9, 'sharedLoss'), nodeOf(g9, 'limitedLoss'), nodeOf(g9, 'owed'), nodeOf(g9, 'payable')]).toEqual([
      '1950000',
      '1950000',
      '1686750',
      '-1686750',
    ]);
    const g10 = pay(o, { ...loss, alternativeMet: '1', quality: '0.45' }).settlement();
    expect([nodeOf(g10, 'lossRate'), nodeOf(g10, 'sharedLoss'), nodeOf(g10, 'owed')]).toEqual(['0.6625', '1722500', '1489962.5']);
    // The page prints relief of 263,250 and 1,459,250 owed: it carries the relief of the example before, in dollars.
    const { yearAffected: _year, membersAffected: _members, ...rest } = loss;
    const printed = pay({ ...o, relief: 'dollars' }, { ...rest, alternativeMet: '1', quality: '0.45', reliefDollars: '263250' }).settlement();
    expect([nodeOf(printed, 'limitedLoss'), nodeOf(printed, 'owed'), nodeOf(printed, 'payable')]).toEqual(['1722500', '1459250', '-1459250']);
  });
  test('in 2022 the emergency covered the whole year, so no loss is owed', () => {
    const values = { benchmark: '130000000', expenditures: '142600000', lives: '60000', qualityMet: '0', alternativeMet: '0', quality: '0' };
    expect(nodeOf(pay({ performanceYear: 2022, level: 'ENHANCED', minimumRate: '0.01' }, values).settlement(), 'payable')).toBe('0');
  });
  test('a loss of level C to E needs participant revenue, and says so; a gain does not', () => {
    const loss = {
      benchmark: '100000000',
      expenditures: '110000000',
      lives: '20000',
      qualityMet: '1',
      alternativeMet: '0',
      quality: '1',
      yearAffected: '0',
      membersAffected: '0',
    };
    const o = { performanceYear: 2023, level: 'E', minimumRate: '0.01' } as const;
    const { contract, facts } = pay(o, loss);
    expect(blockedBy(contract, facts, { asOf: '2026-01-01' })).toEqual(['MISSING_METRIC']);
    expect(nodeOf(pay(o, { ...loss, participantRevenue: '13630983' }).settlement(), 'payable')).toBe('-1090479');
    // G6: 8 % of revenue or 4 % of the benchmark, whichever is less.
    const g6 = { ...loss, benchmark: '93411313', expenditures: '143411313', participantRevenue: '13630983' };
    expect(nodeOf(pay(o, g6).settlement(), 'payable')).toBe('-1090479');
    expect(nodeOf(pay(o, { ...g6, participantRevenue: '50000000' }).settlement(), 'payable')).toBe('-3736453');
    expect(nodeOf(pay(o, { ...loss, expenditures: '90000000' }).settlement(), 'payable')).toBe('4900000');
  });
  test('the nearest year or level is never taken', () => {
    for (const bad of [
      { performanceYear: 2019, level: 'A' },
      { performanceYear: 2022, level: '1' },
    ]) {
      expect(() => mssp(JSON.parse(JSON.stringify(bad)))).toThrow(expect.objectContaining({ code: 'contracts/unknown-preset' }));
    }
  });
});

describe('public settlements, retyped', () => {
  for (const row of golden.rows) {
    test(`${row.performanceYear} ${row.aco}, ${row.level}: ${row.note}`, () => {
      const o = JSON.parse(JSON.stringify({ performanceYear: row.performanceYear, level: row.level, minimumRate: row.minimumRate, rates: 'given' }));
      const values = {
        benchmark: row.benchmark,
        expenditures: new Decimal(row.benchmark).minus(row.savings).toFixed(),
        lives: row.lives,
        sharingRate: row.sharingRate ?? '0',
        ...row.more,
      };
      const { contract, facts } = pay(o, Object.fromEntries(Object.entries(values).filter(([id]) => Object.hasOwn(mssp(o).metrics, id))));
      const settlement = settled(contract, facts, { asOf: '2026-01-01' });
      expect(settlement.lines[0]?.amount.minus(row.earned).abs().lte(1), settlement.lines[0]?.amount.toFixed()).toBe(true);
    });
  }
  test('A1001 is consistent with its printed rate, and one dollar beyond the interval is not', () => {
    const row = {
      track: '1',
      assigned_benes: '77372',
      total_benchmark: '1072551536',
      bnchmk_minus_exp: '112523299',
      final_share_rate: '0.4542',
      midyear_termination: '0',
    };
    const audit = (published: string) =>
      consistentWithPublished({
        contract: mssp({ performanceYear: 2018, level: '1', rates: 'given' }),
        facts: figuresOf(row, 'given'),
        published: { value: published, decimals: 0 },
      });
    const printed = audit('50087988');
    expect([printed.kind, new Decimal(printed.low).toFixed(2), new Decimal(printed.high).toFixed(2)]).toEqual([
      'withinPrintedRounding',
      '50080407.12',
      '50091434.40',
    ]);
    expect([audit('50080406').kind, audit('50091435').kind]).toEqual(['contradiction', 'contradiction']);
  });
});

test('the file of 2018: 474 variable rates follow the table, 159 savings below the minimum lost 178.9 million at the cliff', () => {
  const path = sharedData('contracts/mssp_settlements_2018.csv');
  if (path === null) return;
  const rows = readRows(path);
  const figure = (row: (typeof rows)[number], column: string) => new Decimal(row[column] ?? 'NaN');
  const variable = rows.filter((row) => row['msr_kind'] === 'variable');
  const gaps = variable.map((row) => msrFor(Number(row['assigned_benes']), { table: 'mssp' }).minus(figure(row, 'min_savings_rate')).abs());
  expect([variable.length, gaps.every((gap) => gap.lt('5.1e-10'))]).toEqual([474, true]);
  const missed = rows.filter((row) => {
    const [savings, least] = [figure(row, 'bnchmk_minus_exp'), figure(row, 'min_savings_rate').times(row['total_benchmark'] ?? 'NaN')];
    return savings.gt(0) && savings.lt(least);
  });
  const lost = missed.reduce(
    (sum, row) =>
      sum.plus(
        figure(row, 'final_share_rate')
          .times(row['bnchmk_minus_exp'] ?? 0)
          .times('0.98'),
      ),
    new Decimal(0),
  );
  const near = missed.filter((row) =>
    figure(row, 'min_savings_rate')
      .minus(figure(row, 'bnchmk_minus_exp').div(row['total_benchmark'] ?? 'NaN'))
      .lte('0.0025'),
  );
  expect([missed.length, lost.toFixed(2), near.length]).toEqual([159, '178933926.53', 17]);
  // What the cliff costs is what the curve says: just below the minimum the same row is paid by its rate.
  const contracts = new Contracts();
  for (const row of near) {
    const contract = contracts.of(row, 'given');
    const facts = factsOf(row, 'given');
    expect(settled(contract, facts, { asOf: '2026-01-01' }).lines[0]?.amount.toFixed(), row['aco_id']).toBe('0');
    const cliff = paymentCurve({ contract, facts, metric: 'expenditures', domain: ['0', row['total_benchmark'] ?? ''] }).cliffs.at(-1);
    const least = new Decimal(row['total_benchmark'] ?? 'NaN').minus(cliff?.at ?? 'NaN');
    const due = least.times(row['final_share_rate'] ?? 0).times('0.98');
    expect(
      due
        .minus(cliff?.there ?? 0)
        .abs()
        .lte('0.01'),
      row['aco_id'],
    ).toBe(true);
  }
}, 60_000);

test('of 548 public settlements of 2018, 370 are exact, 178 within printed rounding, none contradicts; one dollar more or less is told', () => {
  const path = sharedData('contracts/mssp_settlements_2018.csv');
  if (path === null) return;
  const rows = readRows(path);
  const result = auditRows(rows, 'given');
  expect(result).toEqual({
    exact: 370,
    withinPrintedRounding: 178,
    contradiction: 0,
    contradictions: [],
    gains: { rows: 205, sum: '983979677' },
    losses: { rows: 11, sum: '-17585291' },
    zeros: 332,
  });
  const fromQuality = auditRows(rows, 'quality');
  expect(fromQuality.contradiction).toBe(0);
  expect(fromQuality.exact + fromQuality.withinPrintedRounding).toBe(548);
  // Among the exact rows one dollar more or less is a contradiction, or lies inside the interval, which is told.
  const contracts = new Contracts();
  const seen = { contradiction: 0, inside: 0 };
  for (const row of rows) {
    const audit = (by: number) =>
      consistentWithPublished({
        contract: contracts.of(row, 'given'),
        facts: clipped(figuresOf(row, 'given')),
        published: { value: new Decimal(row['earned_save_loss'] ?? '').plus(by).toFixed(), decimals: 0 },
      });
    const printed = audit(0);
    expect([row['aco_id'], printed.kind], 'the verdict that stands in the file').toEqual([
      row['aco_id'],
      row['verdict'] === 'exact' ? 'exact' : 'withinPrintedRounding',
    ]);
    if (printed.kind !== 'exact') continue;
    for (const by of [-1, 1]) {
      const published = new Decimal(row['earned_save_loss'] ?? '').plus(by);
      const { kind, low, high } = audit(by);
      const inside = published.plus('0.5').gte(low) && published.minus('0.5').lte(high);
      expect([row['aco_id'], kind === 'contradiction']).toEqual([row['aco_id'], !inside]);
      seen[kind === 'contradiction' ? 'contradiction' : 'inside'] += 1;
    }
  }
  expect(seen).toEqual({ contradiction: 665, inside: 75 });
  console.log(`one dollar more or less on ${result.exact} exact rows: ${seen.contradiction} outside the printed interval, ${seen.inside} inside it`);
}, 60_000);
