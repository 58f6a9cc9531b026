import { expect, test } from 'vitest';
import type { ValidateOptions } from '../../../src/claims/validate/validate-delivery.js';
import { verdictSentence } from '../../../src/claims/verdict/sentence.js';
import { fill, line, many, report, span } from '../rules/kit.js';

const claims = many(4, (at) => line({ claim_id: `c${at}`, charge_amount: `${150 + at}.00` }));

test('a verdict can be read out in one sentence', () => {
  expect(report({ medical: claims, eligibility: [span()] }).fitness.for('pmpm').sentence).toBe(
    'Cost per member per month can be computed on 12 member months.',
  );
  expect(report({ medical: many(4, (at) => line({ claim_id: `c${at}`, paid_date: null })) }).fitness.for('lagTriangle').sentence).toBe(
    "Lag triangles and completion can't be computed because paid dates are missing in the medical file (MED-6, 4 rows, $320 or 100.00 % of paid): ask for the date of the check or payment: without it there is no lag triangle.",
  );
  expect(report({ pharmacy: [fill({ quantity: '0' })] }).fitness.for('rx').sentence).toBe(
    'Pharmacy analysis can be computed, but mind that quantities or days of supply are missing or odd in the pharmacy file (RX-2, 1 rows, $40 or 100.00 % of paid).',
  );
  expect(report({}).fitness.for('costShare').sentence).toContain(
    "Member cost share can't be computed because required data is missing or unreadable in the medical file (STR-1): ask for the medical file.",
  );
  expect(report({ medical: claims }).fitness.for('publish').sentence).toMatch(/^The rows can't be handed out because /);
});

test('member months are those of the months asked for; coverage before the first claim is told apart', () => {
  const verdict = (o: ValidateOptions): readonly unknown[] => {
    const pmpm = report({ medical: claims, eligibility: [span()] }, o).fitness.for('pmpm');
    return [
      pmpm.memberMonths,
      pmpm.sentence.includes(`on ${pmpm.memberMonths} member months`),
      pmpm.steps.find(({ id }) => id === 'memberMonthsBeforeClaims')?.value,
    ];
  };
  // Covered January to December, claims in March.
  expect([
    verdict({}),
    verdict({ months: ['2024-03', '2024-12'] }),
    verdict({ months: ['2024-02', '2024-03'] }),
    verdict({ months: ['2023-01', '2025-12'] }),
  ]).toEqual([
    [12, true, '2'],
    [10, true, undefined],
    [2, true, '1'],
    [12, true, '2'],
  ]);
  expect(() => report({}, { months: ['2024-03', '2024-02'] })).toThrow(expect.objectContaining({ code: 'time/backwards' }));
  expect(() => report({}, { months: ['2024-3', '2024-04'] })).toThrow(expect.objectContaining({ code: 'time/not-a-month' }));
});

test('counts from a thousand on have thousands commas', () => {
  const verdict = { status: 'ready', reasons: [], waivers: [], fixFirst: null, memberMonths: 1_234_567 } as const;
  expect(verdictSentence({ label: 'cost' }, verdict)).toBe('Cost can be computed on 1,234,567 member months.');
  expect(verdictSentence({ label: 'x', says: { can: 'We can', cannot: "We can't" } }, { ...verdict, memberMonths: 0 })).toBe('We can.');
});

test('every sentence of a dirty delivery is whole: one line, no placeholder, and ends with a full stop', () => {
  const { fitness } = report({
    medical: [...claims, line({ claim_id: 'c0', person_id: 'x', diagnosis_codes: null, paid_amount: '999.00', drg_code: '470' })],
    pharmacy: [fill({ claim_record_type: 'reversal' })],
    eligibility: [span({ subscriber_id: null }), span({ person_id: 'q', enrollment_end_date: '2023-01-01' })],
  });
  for (const { sentence } of fitness.all()) expect(sentence).toMatch(/^[A-Z][^\n]*\.$/);
  for (const { sentence } of fitness.all()) expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
});
