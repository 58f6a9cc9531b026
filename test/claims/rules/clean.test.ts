import { expect, test } from 'vitest';
import { fill, line, many, report, span, stay } from './kit.js';

test('rows that break nothing give no finding above info, and every rate is ready', () => {
  const { findings, fitness, tables } = report(
    { medical: [line(), stay()], pharmacy: [fill()], eligibility: [span()] },
    { asOf: '2025-01-31', paidThrough: '2024-12-31' },
  );
  expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  expect(fitness.all().map(({ calculation, status }) => [calculation, status])).toEqual([
    ['pmpm', 'ready'],
    ['pepm', 'ready'],
    ['lagTriangle', 'ready'],
    ['trendSplit', 'ready'],
    ['coeEpisode', 'ready'],
    ['rx', 'ready'],
    ['largeClaims', 'ready'],
    ['stopLoss', 'ready'],
    ['outcomesContract', 'ready'],
    ['costShare', 'ready'],
    ['publish', 'blocked'],
  ]);
  expect(tables.medical.accounting.accepted).toEqual({ rows: 2, cents: 16_000, centsUnknown: 0 });
});

test('an empty delivery is a result, and every calculation that needs rows is blocked', () => {
  const { fitness, findings } = report({});
  expect(findings).toEqual([]);
  expect(fitness.for('pmpm')).toMatchObject({ status: 'blocked', fixFirst: { code: 'STR-1', fix: 'Ask for the medical file.' } });
});

test('a delivery of which every row is rejected is a result, and every calculation is blocked', () => {
  const broken = { claim_start_date: 'x', dispensing_date: 'x', enrollment_start_date: 'x', service_period_start: 'x' };
  const { fitness, tables } = report(
    {
      medical: [line(broken), line({ ...broken, claim_id: 'c2' })],
      pharmacy: [fill(broken)],
      eligibility: [span(broken)],
      nonClaims: [{ data_source: 'tpa', payment_id: 'n1', amount: '1.00', ...broken }],
    },
    { declared: 'deidentified' },
  );
  expect(Object.values(tables).map(({ accounting }) => [accounting.accepted.rows, accounting.rejected.rows])).toEqual([
    [0, 2],
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
  expect([...new Set(fitness.all().map(({ status }) => status))]).toEqual(['blocked']);
  expect(fitness.all()).toHaveLength(11);
});

test('a flood of findings is listed to the limit and counted exactly', () => {
  const medical = many(1500, (at) => line({ claim_id: `c${at}`, paid_date: null }));
  const listed = (o: object): readonly unknown[] => {
    const { findings, rules } = report({ medical }, o);
    const own = findings.filter(({ code }) => code === 'MED-6');
    return [own.filter(({ row }) => row !== undefined).length, own[0]?.rows, own[0]?.cents, rules.find(({ code }) => code === 'MED-6')?.rows];
  };
  expect([listed({}), listed({ rowsListed: 3 }), listed({ rowsListed: 5000 })]).toEqual([
    [1000, 1500, 12_000_000, 1500],
    [3, 1500, 12_000_000, 1500],
    [1500, 1500, 12_000_000, 1500],
  ]);
});
