import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brief, sync } from './read.js';
import { referenceRead } from './reference-reader.js';

const plain = (findings: readonly string[]): readonly string[] => findings.map((finding) => finding.replace(/\[.*$/, ''));

function same(text: string, limit: number): void {
  const { rows, report } = sync(text, { maxRecordBytes: limit });
  const reference = referenceRead(text, limit);
  expect(rows).toEqual(reference.rows);
  expect(plain(brief(report))).toEqual(reference.findings);
}

const unit = fc.constantFrom('"', '"', ',', ',', '\r', '\n', '\n', 'a', 'b', '\r\n', '""', '\u001a');

test('the reader equals a second one written from the dialect’s text alone', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), fc.constantFrom(1_048_576, 5, 11), (text, limit) => same(`x,y\n${text}`, limit)),
    { numRuns: 20_000, seed: 21 },
  );
});

test('also where broken records are long, overlap and repeat, so that remembered scans are used', { timeout: 120_000 }, () => {
  const line = fc.string({ unit, minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(line, fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(1_048_576, 150, 400),
      (parts, limit) => {
        same(`x,y\n${parts.map(([text, times]) => `${text}\n`.repeat(times)).join('')}`, limit);
      },
    ),
    { numRuns: 4000, seed: 22 },
  );
});
