import { expect, test } from 'vitest';
import { csvRows } from '../../src/csv/csv-rows.js';
import type { ReadCsvOptions } from '../../src/csv/read-csv.js';
import { brief, bytes, cut, streamed, sync } from './read.js';

const CASES: readonly (readonly [input: string, o: ReadCsvOptions, rows: readonly (readonly string[])[], findings: readonly string[]])[] = [
  ['a,b\n"x\ny",2\n', {}, [['x\ny', '2']], []],
  ['\ufeffa,b\r\n1,2\r\n', {}, [['1', '2']], ['bom@0,1']],
  [
    'a,b\n1,2\n3\n4,5,6\n7,8\n',
    {},
    [
      ['1', '2'],
      ['7', '8'],
    ],
    ['field-count@2,3[8,10)', 'field-count@3,4[10,16)'],
  ],
  ['a,b\n1,"say ""hi"""\n', {}, [['1', 'say "hi"']], []],
  [
    'a,b\n"oops,1\n2,3\n4,5\n',
    {},
    [
      ['2', '3'],
      ['4', '5'],
    ],
    ['unclosed-quote@1,2[4,12)', 'salvaged@2,3', 'salvaged@3,4'],
  ],
  ['a,b\n"x"y,1\n2,3\n', {}, [['2', '3']], ['text-after-quote@1,2[4,11)']],
  ['a,b\n"p\nq"r,1\n2,3\n', {}, [['2', '3']], ['text-after-quote@1,2[4,7)', 'quote-in-unquoted@2,3', 'salvage-doubt@2,3[7,13)']],
  [
    'a,b\n1,2\n\n3,4',
    {},
    [
      ['1', '2'],
      ['3', '4'],
    ],
    ['blank-line@0,3', 'no-final-newline@0,4'],
  ],
  ['a,b\n5" pipe,1\n', {}, [['5" pipe', '1']], ['quote-in-unquoted@1,2']],
  ['a|b\n5" pipe|1\n', { delimiter: '|', quote: null }, [['5" pipe', '1']], []],
];

test.each(CASES)('%j reads as the specification says, at every chunk size, at once and streamed', async (input, o, rows, findings) => {
  const whole = sync(input, o);
  expect(whole.rows).toEqual(rows);
  expect(brief(whole.report)).toEqual(findings);
  const input8 = bytes(input);
  for (let size = 1; size <= input8.length; size += 1) {
    const read = await streamed(cut(input8, size), o);
    expect(read).toEqual(whole);
  }
  const { input: total, ...parts } = whole.report.bytes;
  expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(total);
  const texts: string[][] = [];
  for await (const { row } of csvRows(input, o)) texts.push(Object.values(row));
  expect(texts).toEqual(rows);
});
