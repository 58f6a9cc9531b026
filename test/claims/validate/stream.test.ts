import { expect, test } from 'vitest';
import { validateDelivery, validateStream } from '../../../src/claims/validate/validate-delivery.js';
import { lineStream, lineText } from './line-stream.js';

const lines = (rows: number): readonly Readonly<Record<string, string>>[] => Array.from({ length: rows }, (_, at) => lineText(at));

test('lines that arrive one by one give the report, findings and columns of lines in memory', async () => {
  // More than two parts of columns, so that joining and leaving out are both part of it.
  const rows = 40_000;
  const o = { asOf: '2026-01-31' };
  const { fitness: streamedFitness, ...streamed } = await validateStream({ medical: lineStream(rows) }, o);
  const { fitness, ...whole } = validateDelivery({ medical: lines(rows) }, o);
  expect(streamed).toEqual(whole);
  expect(streamedFitness.for('pmpm')).toEqual(fitness.for('pmpm'));
  expect(whole.tables.medical.accounting.rejected.rows).toBeGreaterThan(0);
  expect(whole.findings.length).toBeGreaterThan(100);
});
