import { expect, test } from 'vitest';
import { fill, line, report, span, stay } from './kit.js';

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
