import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ByteDictionary } from '../../src/csv/byte-dictionary.js';
import { claimBatches } from '../../src/csv/claim-batches.js';
import { csvRows } from '../../src/csv/csv-rows.js';
import { detectDelimiter } from '../../src/csv/detect-delimiter.js';
import { fileBytes } from '../../src/csv/node/file-bytes.js';
import { claimBatchesFile, csvFileRows, readCsvFile } from '../../src/csv/node/read-csv-file.js';
import { readCsv } from '../../src/csv/read-csv.js';
import { writeCsv } from '../../src/csv/write-csv.js';
import { brief, bytes, streamed, sync } from './read.js';

const refusal = (code: string): object => expect.objectContaining({ code });

test('files that would be read wrongly are refused, each with its code', () => {
  expect(() => sync(Uint8Array.of(0xff, 0xfe, 97, 0))).toThrow(refusal('csv/encoding'));
  expect(() => sync(Uint8Array.of(0xfe, 0xff, 0, 97))).toThrow(refusal('csv/encoding'));
  expect(() => sync(Uint8Array.of(97, 0, 44, 0, 10, 0))).toThrow(refusal('csv/encoding'));
  expect(() => sync('a,b\r1,2\r')).toThrow(refusal('csv/line-ending'));
  expect(() => sync('')).toThrow(refusal('csv/empty'));
  expect(() => sync('\n\n')).toThrow(refusal('csv/empty'));
  expect(() => sync('', { header: ['a'] })).toThrow(refusal('csv/empty'));
  expect(() => sync('a,b,a\n')).toThrow(refusal('csv/duplicate-header'));
  expect(() => sync('"a"x,b\n')).toThrow(refusal('csv/broken-header'));
  expect(() => sync(`${'a,'.repeat(10_000)}b\n`.replace(/a/g, () => `c${(serial += 1)}`))).toThrow(refusal('csv/too-many-columns'));
  expect(() => sync('Paid_Amt,b\n1,2\n', { columns: ['paid_amt'] })).toThrow(
    expect.objectContaining({ details: { column: 'paid_amt', near: ['Paid_Amt'] } }),
  );
  for (const delimiter of ['"', '\n', '\r', '', '||', 'é']) expect(() => sync('a\n', { delimiter })).toThrow(refusal('csv/delimiter'));
  expect(() => sync('a\n', { maxRecordBytes: 0 })).toThrow(refusal('csv/option'));
  expect(() => readCsv('a\n', { batchRows: 0 })).toThrow(refusal('csv/option'));
  expect(() => Array.from(writeCsv([{ a: 'x\0' }], { columns: ['a'] }))).toThrow(refusal('csv/option'));
});
let serial = 0;

test('a stream of text is refused, and batches are read once', async () => {
  const chunks: AsyncIterable<Uint8Array> = {
    async *[Symbol.asyncIterator]() {
      yield* JSON.parse('["a,b\\n"]');
    },
  };
  await expect(all(csvRows(chunks))).rejects.toThrow(refusal('csv/not-bytes'));
  const reading = readCsv('a\n1\n');
  for await (const batch of reading) expect(batch.rowCount).toBe(1);
  expect(() => reading[Symbol.asyncIterator]()).toThrow(refusal('csv/already-read'));
});

test('names such as __proto__ are plain names, and a header alone gives no rows', () => {
  expect(sync('__proto__,constructor\n1,2\n').rows).toEqual([['1', '2']]);
  expect(sync('a,b\n').report.records).toBe(0);
});

test('encodings: invalid UTF-8 rejects only where it is asked for; windows-1252 is read', () => {
  const input = Uint8Array.from([...bytes('a,b\n'), 0xe9, 44, 49, 10, 120, 44, 50, 10]);
  const all = sync(input);
  expect(all.rows).toEqual([['x', '2']]);
  expect(brief(all.report)).toEqual(['invalid-text@1,2[4,8)']);
  expect(sync(input, { columns: ['b'] }).rows).toEqual([['1'], ['2']]);
  expect(sync(input, { encoding: 'windows-1252' }).rows).toEqual([
    ['é', '1'],
    ['x', '2'],
  ]);
});

test('trailers are kept apart, joined extracts and end-of-file marks are noticed', () => {
  const { rows, report } = sync('id,paid\n1,5\n\ufeffid,paid\n2,6\nTRL,2,11\n\u001a', { trailer: 'TRL' });
  expect(rows).toEqual([
    ['1', '5'],
    ['2', '6'],
  ]);
  expect(report.trailers).toEqual([{ fields: ['TRL', '2', '11'], line: 5 }]);
  expect(brief(report)).toEqual(['bom-inside@2,3', 'repeated-header@0,3', 'eof-mark@0,6']);
  expect([report.records, report.accepted]).toEqual([2, 2]);
});

test('a field of a gigabyte would be dropped in pieces: memory holds the longest record only', async () => {
  const piece = new Uint8Array(1_000_000).fill(120);
  async function* huge(): AsyncGenerator<Uint8Array> {
    yield bytes('a,b\n1,2\n');
    for (let at = 0; at < 60; at += 1) yield piece;
    yield bytes('\n3,4\n');
  }
  const reading = readCsv(huge(), {});
  const before = process.memoryUsage().arrayBuffers;
  let rows = 0;
  for await (const batch of reading) rows += batch.rowCount;
  expect(rows).toBe(2);
  expect(reading.report().counts.get('csv/record-too-long')).toBe(1);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000);
});

test('all records rejected is a result; findings are listed up to 1,000 of a code and counted beyond', () => {
  const { report } = sync(`a,b\n${'x\n'.repeat(2500)}`);
  expect([report.accepted, report.rejected, report.findings.length, report.counts.get('csv/field-count')]).toEqual([0, 2500, 1000, 2500]);
});

test('a reader that stops early cancels its stream', async () => {
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(bytes('a\n1\n'.repeat(10_000))),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const batch of readCsv(stream, { batchRows: 10 })) if (batch.rowCount > 0) break;
  expect(cancelled).toBe(true);
});

test('delimiters are ranked by the fields they make of the header', () => {
  expect(detectDelimiter('a;b;c,d').slice(0, 2)).toEqual([
    { delimiter: ';', fields: 3 },
    { delimiter: ',', fields: 2 },
  ]);
  expect(detectDelimiter('alone').map(({ fields }) => fields)).toEqual([1, 1, 1, 1, 1]);
});

test('formulas are guarded on request, negative numbers are not', () => {
  const cells = ['=1+1', '+1', '-1', '-1.50', '-a', '@x', '\tx', '\rx', 'plain'];
  const guarded = Array.from(
    writeCsv(
      cells.map((cell) => ({ cell })),
      { columns: ['cell'], guardFormulas: true },
    ),
  ).slice(1);
  expect(guarded).toEqual(["'=1+1\n", "'+1\n", '-1\n', '-1.50\n', "'-a\n", "'@x\n", "'\tx\n", '"\'\rx"\n', 'plain\n']);
});

/** Two blocks of five letters that lead FNV-1a from one state to the same next one; found by the birthday paradox. */
function collidingBlocks(state: number, salt: number): { readonly blocks: readonly [string, string]; readonly next: number } {
  const seen = new Map<number, string>();
  for (let count = 0; ; count += 1) {
    const block = (count * 7919 + salt).toString(26).padStart(5, 'q');
    let hash = state;
    for (const byte of bytes(block)) hash = Math.imul(hash ^ byte, 0x01000193);
    const other = seen.get(hash);
    if (other !== undefined && other !== block && other.length === block.length) return { blocks: [other, block], next: hash };
    seen.set(hash, block);
  }
}

test('8,192 texts with one hash are told apart: the column goes to a map instead of probing on and on', { timeout: 60_000 }, () => {
  let state = 0x811c9dc5;
  let texts = [''];
  for (let stage = 0; stage < 13; stage += 1) {
    const { blocks, next } = collidingBlocks(state, stage);
    texts = texts.flatMap((text) => blocks.map((block) => text + block));
    state = next;
  }
  expect(new Set(texts).size).toBe(8192);
  const dictionary = new ByteDictionary();
  const input = texts.map(bytes);
  const numbers = input.map((text) => dictionary.numberOf(text, 0, text.length));
  expect(numbers).toEqual(texts.map((_, at) => at));
  expect(input.map((text) => dictionary.numberOf(text, 0, text.length))).toEqual(numbers);
});

test('files are read plain and packed, with limits and a signal', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'csv-'));
  try {
    const text = 'payment_id,employer_id,category,amount,service_period_start,service_period_end\nP1,E1,admin_fee,12.50,2025-01-01,2025-01-31\n';
    const [plain, packed] = [join(folder, 'fees.csv'), join(folder, 'fees.csv.gz')];
    await writeFile(plain, text);
    await writeFile(packed, gzipSync(text));
    for (const path of [plain, packed]) {
      expect((await all(csvFileRows(path)))[0]?.row['amount']).toBe('12.50');
      const reading = claimBatchesFile(path, { table: 'nonClaims' });
      const batches = await all(reading);
      expect(batches[0]?.lineage.fileName.dictionary.values).toEqual([path.split('/').at(-1)]);
      expect(reading.report().accounting.accepted).toEqual({ rows: 1, cents: 1250, centsUnknown: 0 });
    }
    await expect(all(readCsvFile(packed, { maxBytes: 20 }))).rejects.toThrow(refusal('csv/max-bytes'));
    await expect(all(fileBytes(plain, { signal: AbortSignal.abort() }))).rejects.toThrow();
    await expect(all(fileBytes(join(folder, 'absent.csv')))).rejects.toThrow();
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('claim batches without a map take columns of our names; a projection leaves the rest null', async () => {
  const text =
    'payment_id,employer_id,category,amount,service_period_start,service_period_end,other\nP1,E1,admin_fee,12.50,2025-01-01,2025-01-31,x\n';
  const reading = claimBatches(text, { table: 'nonClaims', columns: ['amount'] });
  const [batch] = await all(reading);
  expect(Array.from(batch?.cents['amount']?.values ?? [])).toEqual([1250]);
  expect(batch?.codes['employer_id']?.validity?.length).toBe(0);
  expect(reading.report().unmapped).toEqual(['other']);
  expect(await streamed([bytes(text)])).toMatchObject({ report: { accepted: 1 } });
});

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
