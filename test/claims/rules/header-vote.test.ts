import { describe, expect, test } from 'vitest';
import type { ClaimBatch } from '../../../src/claims/batch.js';
import { recordAt } from '../../../src/claims/batch-records.js';
import { voteHeader } from '../../../src/claims/rules/header-vote.js';
import { type Row, report, rowsOf, stay } from './kit.js';

const accepted = (...rows: readonly Row[]): ClaimBatch<'medical'> => report({ medical: rows }).batches.medical;
const values = (batch: ClaimBatch<'medical'>, field: 'drg_code' | 'claim_end_date' | 'revenue_center_code'): readonly unknown[] =>
  Array.from({ length: batch.rowCount }, (_, row) => recordAt(batch, row)[field]);
const claim = (changes: readonly Row[]): readonly Row[] =>
  changes.map((change, at) => stay({ claim_line_number: at + 1, charge_amount: `${200 + at}.00`, ...change }));

describe('lines vote on the header of their claim', () => {
  test('the value on most lines goes to all, and the report says how many changed', () => {
    const batch = accepted(...claim([{ drg_code: '469' }, {}, {}]));
    const vote = voteHeader(batch);
    expect(values(vote.batch, 'drg_code')).toEqual(['470', '470', '470']);
    expect(vote.votes).toEqual([{ field: 'drg_code', decided: 1, rows: 1, ties: 0 }]);
    expect(values(batch, 'drg_code')).toEqual(['469', '470', '470']);
  });
  test('at a tie nothing changes and the tie is counted', () => {
    const vote = voteHeader(accepted(...claim([{ drg_code: '469' }, {}])));
    expect([values(vote.batch, 'drg_code'), vote.votes]).toEqual([['469', '470'], [{ field: 'drg_code', decided: 0, rows: 0, ties: 1 }]]);
  });
  test('lines without a value do not vote, and receive the winner', () => {
    const vote = voteHeader(accepted(...claim([{ drg_code: null }, { drg_code: null }, { drg_code: '469' }])));
    expect(values(vote.batch, 'drg_code')).toEqual(['469', '469', '469']);
    expect(vote.votes).toEqual([{ field: 'drg_code', decided: 1, rows: 2, ties: 0 }]);
  });
  test('dates of the header vote too, fields of the line never', () => {
    const vote = voteHeader(accepted(...claim([{ revenue_center_code: '0250' }, { claim_end_date: '2024-03-09' }, {}])));
    expect([values(vote.batch, 'claim_end_date'), values(vote.batch, 'revenue_center_code')]).toEqual([
      ['2024-03-08', '2024-03-08', '2024-03-08'],
      ['0250', '0120', '0120'],
    ]);
  });
  test('versions have headers of their own', () => {
    const rows = [...claim([{}, {}]), ...claim([{ drg_code: '469' }, { drg_code: '469' }]).map((row) => ({ ...row, claim_version: 1 }))];
    expect(voteHeader(accepted(...rows)).votes).toEqual([]);
    expect(rowsOf('MED-3', { medical: rows })).toBe(0);
  });
  test('after the vote MED-3 finds nothing but ties', () => {
    const { batch } = voteHeader(accepted(...claim([{ drg_code: '469' }, {}, {}, { claim_start_date: '2024-03-04' }])));
    const rows = Array.from({ length: batch.rowCount }, (_, row) => ({ ...recordAt(batch, row) }));
    expect(rowsOf('MED-3', { medical: rows })).toBe(0);
  });
});

test('MED-3 compares the lines of every version, not of the first alone, and the dates of the header', () => {
  const later = claim([{}, { drg_code: '469' }]).map((row) => ({ ...row, claim_version: 1 }));
  expect(rowsOf('MED-3', { medical: [...claim([{}, {}]), ...later] })).toBe(1);
  expect(rowsOf('MED-3', { medical: claim([{}, { claim_end_date: '2024-03-09' }]) })).toBe(1);
  expect(rowsOf('MED-3', { medical: claim([{}, { claim_line_start_date: '2024-03-06', claim_line_end_date: '2024-03-06' }]) })).toBe(0);
});
