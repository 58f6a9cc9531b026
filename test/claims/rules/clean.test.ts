import { expect, test } from 'vitest';
import { defineCalculation } from '../../../src/claims/verdict/calculation.js';
import { fill, line, many, type Row, report, span, stay } from './kit.js';

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

test('a calculation of one’s own is judged by its own rules, needs and tables', () => {
  const visits = defineCalculation({
    id: 'visits',
    label: 'visits per 1,000',
    tables: ['medical'],
    reads: ['medical', 'pharmacy'],
    blocks: [{ code: 'MED-6', table: 'medical' }],
    caveats: [{ code: 'MED-26' }],
    needs: [{ table: 'medical', anyOf: ['place_of_service_code'], missingAtMost: '0.5', label: 'places of service' }],
  });
  const verdict = (...medical: readonly Row[]): readonly unknown[] => {
    const { status, fixFirst } = report({ medical }, { calculations: [visits] }).fitness.for('visits');
    return [status, fixFirst?.code ?? null];
  };
  const other = { claim_id: 'c2', charge_amount: '99.00' };
  expect([
    verdict(line()),
    verdict(),
    verdict(line({ paid_date: null })),
    verdict(line({ service_unit_quantity: '0' })),
    verdict(line({ place_of_service_code: null }), line({ ...other, allowed_amount: '90.00', paid_amount: '70.00' })),
    verdict(line({ place_of_service_code: null }), line({ ...other, place_of_service_code: null })),
  ]).toEqual([
    ['ready', null],
    ['blocked', 'STR-1'],
    ['blocked', 'MED-6'],
    ['usableWithCaveats', 'MED-26'],
    ['ready', null],
    ['blocked', 'STR-1'],
  ]);
});
