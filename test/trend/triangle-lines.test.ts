import { describe, expect, test } from 'vitest';
import { claimDateDays } from '../../src/claims/claim-date.js';
import { validateDelivery } from '../../src/claims/validate/validate-delivery.js';
import { isCoalitionError } from '../../src/errors/index.js';
import { monthFromIndex, monthIndexOfDay } from '../../src/time/month.js';
import { type Triangle, TriangleBuilder, type TriangleSpec } from '../../src/trend/index.js';
import { batch } from '../claims/ledger/kit.js';
import { fill, line, stay } from '../claims/rules/kit.js';

const SPEC: TriangleSpec = {
  grain: 'month',
  unit: 'cents',
  origin: '2024-01',
  months: 6,
  maxLag: 8,
  basis: 'paid',
  netOf: [],
  incurredDate: 'default',
  lagPolicy: 'clampToMax',
  negativeLag: 'lag0',
};
/** A stay that begins in February with admission in March, the same without an admission date, a visit whose line is in April, one without a line date. */
const rows = batch([
  stay({
    row_number: 1,
    claim_start_date: '2024-02-28',
    admission_date: '2024-03-01',
    claim_line_start_date: '2024-04-06',
    claim_end_date: '2024-05-02',
  }),
  stay({
    row_number: 2,
    claim_id: 'h2',
    claim_start_date: '2024-02-28',
    admission_date: null,
    discharge_date: null,
    claim_line_start_date: '2024-04-06',
    claim_end_date: '2024-05-02',
  }),
  line({
    row_number: 3,
    claim_start_date: '2024-03-04',
    claim_end_date: '2024-05-09',
    claim_line_start_date: '2024-04-07',
    claim_line_end_date: '2024-04-07',
  }),
  line({ row_number: 4, claim_id: 'c2', claim_line_start_date: null, claim_line_end_date: null }),
]);
const built = (incurredDate: TriangleSpec['incurredDate'], basis: TriangleSpec['basis'] = 'count'): Triangle => {
  const builder = new TriangleBuilder({ ...SPEC, incurredDate, basis, unit: basis === 'count' ? 'count' : 'cents' });
  builder.add(rows);
  return builder.build({ asOf: '2025-12', fillMissing: 'zero' });
};

describe('claim lines in a triangle', () => {
  test.each(['default', 'lineStart', 'claimStart', 'admission', 'through'] as const)(
    'are incurred by the date that every area reads: %s',
    (policy) => {
      const months = Array.from(claimDateDays(rows, policy), (day) => monthFromIndex(monthIndexOfDay(day)));
      const counted = built(policy).latest();
      counted.forEach((count, i) => expect(count).toBe(months.filter((month) => month === monthFromIndex(24_288 + i)).length));
      expect(counted.reduce((sum, count) => sum + count, 0)).toBe(4);
    },
  );

  test('fall in different months by different policies', () => {
    expect(built('default').latest()).toEqual([0, 1, 2, 1, 0, 0]);
    expect(built('claimStart').latest()).toEqual([0, 2, 2, 0, 0, 0]);
    expect(built('through').latest()).toEqual([0, 0, 1, 0, 3, 0]);
  });

  test('are refused by day, which needs rows of their own, and fills are dated by their day', () => {
    expect(() => built('perDay')).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')));
    const { pharmacy } = validateDelivery({ pharmacy: [fill()] }).batches;
    const builder = new TriangleBuilder({ ...SPEC, incurredDate: 'through' });
    builder.add(pharmacy);
    const { accepted, input } = builder.quality();
    expect(accepted).toEqual(input);
    expect(input.rows).toBe(1);
  });
});
