import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadCsvOptions } from '../../src/csv/read-csv.js';
import { writeCsv } from '../../src/csv/write-csv.js';
import { isCoalitionError } from '../../src/errors/coalition-error.js';
import { bytes, cut, type Read, streamed, sync } from './read.js';

const TIMEOUT = { timeout: 60_000 };

/** The reading, or the code of its refusal. */
function outcome(input: Uint8Array, o: ReadCsvOptions): Read | string {
  try {
    return sync(input, o);
  } catch (error) {
    if (isCoalitionError(error)) return error.code;
    throw error;
  }
}

async function streamedOutcome(chunks: readonly Uint8Array[], o: ReadCsvOptions): Promise<Read | string> {
  try {
    return await streamed(chunks, o);
  } catch (error) {
    if (isCoalitionError(error)) return error.code;
    throw error;
  }
}

function accounted({ report }: Read): void {
  const { input, ...parts } = report.bytes;
  expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(input);
  expect(report.accepted + report.rejected).toBe(report.records);
}

const alphabet = fc.constantFrom(34, 44, 13, 10, 10, 0, 97, 98, 0xc3, 0xa9, 0x1a, 0xef, 0xbb, 0xbf, 32);
const hostileBytes = fc.array(alphabet, { maxLength: 60 }).map((tail) => Uint8Array.from([97, 44, 98, 10, ...tail]));
const dialects = fc.record({
  maxRecordBytes: fc.constantFrom(1_048_576, 7, 12),
  quote: fc.constantFrom<'"' | null>('"', '"', null),
  columns: fc.constantFrom(['a', 'b'], ['b']),
});

test('however hostile the bytes, the cut of chunks never matters and every byte is accounted for', TIMEOUT, async () => {
  await fc.assert(
    fc.asyncProperty(hostileBytes, dialects, fc.integer({ min: 1, max: 9 }), async (input, o, size) => {
      const whole = outcome(input, o);
      expect(await streamedOutcome(cut(input, size), o)).toEqual(whole);
      if (typeof whole !== 'string') accounted(whole);
    }),
    { numRuns: 3000, seed: 11 },
  );
});

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é', ' ', '=', '\ufeff', '\u001a', "'"), maxLength: 5 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }).map((value) => value.replaceAll('\0', '')),
);
const NAMES = ['first', 'second', 'third'];

test('what writeCsv writes, readCsv reads back unchanged', TIMEOUT, () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, text, text), { maxLength: 12 }),
      fc.constantFrom(',', '|', '\t', ';', '^', '-', ']', '\\'),
      fc.constantFrom<'\n' | '\r\n'>('\n', '\r\n'),
      (rows, delimiter, lineEnding) => {
        const objects = rows.map((row) => Object.fromEntries(NAMES.map((name, at) => [name, row[at]])));
        const written = Array.from(writeCsv(objects, { columns: NAMES, delimiter, lineEnding })).join('');
        const { rows: read, report } = sync(written, { delimiter });
        expect(read).toEqual(rows.map((row) => [...row]));
        expect(report.findings).toEqual([]);
      },
    ),
    { numRuns: 2000, seed: 5 },
  );
});

test('one column: empty rows come back too', () => {
  const written = Array.from(writeCsv([{ only: '' }, { only: 'x' }, { only: '' }], { columns: ['only'] })).join('');
  expect(sync(written).rows).toEqual([[''], ['x'], ['']]);
});

test('one stray quote costs at most one line, and whatever is accepted was a line or is reported', TIMEOUT, () => {
  const field = fc.constantFrom('1', 'ab', '', 'x y', '"q,q"', '"d""d"');
  fc.assert(
    fc.property(fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 12 }), fc.nat(), (rows, where) => {
      const lines = rows.map((row) => row.join(','));
      const clean = `a,b,c\n${lines.join('\n')}\n`;
      const at = 6 + (where % (clean.length - 6));
      const { rows: read, report } = sync(`${clean.slice(0, at)}"${clean.slice(at)}`);
      const originals = new Set(sync(clean).rows.map((row) => JSON.stringify(row)));
      const salvaged = report.counts.get('csv/salvaged') ?? 0;
      const doubted = report.counts.get('csv/quote-in-unquoted') ?? 0;
      const strangers = read.filter((row) => !originals.has(JSON.stringify(row)));
      expect(strangers.length).toBeLessThanOrEqual(salvaged + doubted + 1);
      expect(report.rejected).toBeLessThanOrEqual(2);
      expect(read.length).toBeGreaterThanOrEqual(rows.length - 2);
    }),
    { numRuns: 2000, seed: 3 },
  );
});

test('the columns may stand in any order and others may stand beside them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, text), { maxLength: 8 }), fc.shuffledSubarray(NAMES, { minLength: 3 }), (rows, order) => {
      const objects = rows.map((row) => Object.fromEntries(NAMES.map((name, at) => [name, row[at]])));
      const plain = sync(Array.from(writeCsv(objects, { columns: NAMES })).join(''), { columns: ['second', 'first'] });
      const moved = sync(
        Array.from(
          writeCsv(
            objects.map((row) => ({ ...row, more: 'x' })),
            { columns: ['more', ...order] },
          ),
        ).join(''),
        { columns: ['second', 'first'] },
      );
      expect(moved.rows).toEqual(plain.rows);
    }),
  );
});

test('a row that equals the header is taken for a repeated header, as the dialect says', () => {
  const { rows, report } = sync('a,b\n1,2\na,b\n3,4\n');
  expect(rows).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
  expect(report.counts.get('csv/repeated-header')).toBe(1);
  expect(report.records).toBe(2);
});

test('reading takes time in proportion to the bytes, whatever the quotes', TIMEOUT, async () => {
  const patterns = ['"\n', '"a\n', 'a",x"y,"\n', '""\n', '"""\n', 'a"\n', '"\n"\n'];
  for (const pattern of patterns) {
    const input = bytes(`a,b,c\n${pattern.repeat(Math.ceil(400_000 / pattern.length))}`);
    const started = performance.now();
    const whole = sync(input, { maxRecordBytes: 65_536 });
    accounted(whole);
    // A quadratic reader would need minutes here; a linear one needs a fraction of a second.
    expect(performance.now() - started).toBeLessThan(20_000);
  }
});

test('bytes of chunks can be of one byte without reading anything twice', TIMEOUT, async () => {
  const input = bytes(`a,b\n"${'x'.repeat(20_000)}",1\n2,3\n`);
  const { rows } = await streamed(cut(input, 1));
  expect(rows.map((row) => row[1])).toEqual(['1', '3']);
});
