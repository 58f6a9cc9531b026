import { expect, test } from 'vitest';
import { type ClaimDatePolicy, claimDateDays, isInpatientBill } from '../../src/claims/claim-date.js';
import { validateDelivery } from '../../src/claims/validate/validate-delivery.js';
import { isoFromDay } from '../../src/time/iso-date.js';
import { batch } from './ledger/kit.js';
import { fill, line, stay } from './rules/kit.js';

const rows = batch([
  stay({
    row_number: 1,
    claim_start_date: '2024-03-04',
    admission_date: '2024-03-05',
    claim_line_start_date: '2024-03-06',
    claim_line_end_date: '2024-03-06',
  }),
  stay({
    row_number: 2,
    claim_id: 'h2',
    claim_start_date: '2024-03-04',
    admission_date: null,
    discharge_date: null,
    claim_line_start_date: '2024-03-06',
    claim_line_end_date: '2024-03-06',
  }),
  line({
    row_number: 3,
    claim_start_date: '2024-03-04',
    claim_end_date: '2024-03-09',
    claim_line_start_date: '2024-03-07',
    claim_line_end_date: '2024-03-07',
  }),
  line({ row_number: 4, claim_id: 'c2', claim_line_start_date: null, claim_line_end_date: null }),
]);
const dates = (policy: ClaimDatePolicy): readonly string[] => Array.from(claimDateDays(rows, policy), isoFromDay);

test('a claim is dated by one policy: a stay by admission, a visit by its line, and the start of the claim where these are missing', () => {
  expect(dates('default')).toEqual(['2024-03-05', '2024-03-04', '2024-03-07', '2024-03-05']);
  expect(dates('lineStart')).toEqual(['2024-03-06', '2024-03-06', '2024-03-07', '2024-03-05']);
  expect(dates('claimStart')).toEqual(['2024-03-04', '2024-03-04', '2024-03-04', '2024-03-05']);
  expect(dates('admission')).toEqual(['2024-03-05', '2024-03-04', '2024-03-04', '2024-03-05']);
  expect(dates('through')).toEqual(['2024-03-08', '2024-03-08', '2024-03-09', '2024-03-05']);
  expect(dates('perDay')).toEqual(dates('claimStart'));
});

test('a fill is dated by its day whatever the policy', () => {
  const { pharmacy } = validateDelivery({ pharmacy: [fill()] }).batches;
  expect(Array.from(claimDateDays(pharmacy, 'through'), isoFromDay)).toEqual(['2024-03-05']);
});

test('types of bill tell stays from visits, letters at the end included', () => {
  expect(['111', '11Z', '12A', '211', '821', '13I', '131', '721', null].map((bill) => isInpatientBill(bill))).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
