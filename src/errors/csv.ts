import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the csv area knows. */
export interface CsvErrors {
  readonly 'csv/encoding': { readonly found: string };
  readonly 'csv/line-ending': Readonly<Record<never, never>>;
  readonly 'csv/empty': Readonly<Record<never, never>>;
  readonly 'csv/broken-header': { readonly finding: string };
  readonly 'csv/duplicate-header': { readonly column: string; readonly first: number; readonly second: number };
  readonly 'csv/missing-column': { readonly column: string; readonly near: readonly string[] };
  readonly 'csv/too-many-columns': { readonly columns: number; readonly most: number };
  readonly 'csv/delimiter': { readonly delimiter: string };
  readonly 'csv/option': { readonly option: string };
  readonly 'csv/not-bytes': { readonly got: string };
  readonly 'csv/file-changed': { readonly expected: number; readonly read: number };
  readonly 'csv/max-bytes': { readonly maxBytes: number };
  readonly 'csv/already-read': Readonly<Record<never, never>>;
}

/** Why each refusal of the csv area happens and what a person does about it. */
export const csvCodes: CodePages<CsvErrors> = {
  'csv/encoding': {
    cause: "The file is UTF-16, or its header isn't text of the declared encoding.",
    fix: "Convert the file to UTF-8 (for instance `iconv -f UTF-16 -t UTF-8`), or read it with encoding 'windows-1252'.",
  },
  'csv/line-ending': {
    cause: 'The header holds a carriage return without a line feed: the file ends its lines with CR alone.',
    fix: 'Convert the line endings to LF or CR LF, then read the file again.',
  },
  'csv/empty': {
    cause: 'The input has no bytes, or nothing but blank lines.',
    fix: 'Ask the sender for the file again; an empty delivery is never read as zero rows.',
  },
  'csv/broken-header': {
    cause: 'The header line has a quote that is closed in the middle of a field, or not at all, or it is too long.',
    fix: 'Check the delimiter and the quote of the dialect, or give the names of the columns as `header`.',
  },
  'csv/duplicate-header': {
    cause: 'Two columns of the header have the same name.',
    fix: 'Rename one of them, or give the names of the columns as `header`.',
  },
  'csv/missing-column': {
    cause: "A column that was asked for isn't in the header.",
    fix: 'Ask for one of the names that are near, or check the delimiter.',
  },
  'csv/too-many-columns': {
    cause: 'The header has more than 10,000 columns.',
    fix: 'Check the delimiter; a claim extract has a few hundred columns.',
  },
  'csv/delimiter': {
    cause: "The delimiter isn't one ASCII character, or it equals the quote, CR or LF.",
    fix: "Use one character such as ',' '|' ';' '~' or a tab.",
  },
  'csv/option': { cause: 'An option of the reader is outside its range.', fix: 'The message names the option and its range.' },
  'csv/not-bytes': {
    cause: 'The source yields text where bytes are expected.',
    fix: 'Pipe it through TextEncoderStream, or pass the whole text as one string.',
  },
  'csv/file-changed': {
    cause: 'The file became shorter while it was read.',
    fix: 'Read it again when nobody writes to it; the rows so far are not complete.',
  },
  'csv/max-bytes': {
    cause: 'The file, unpacked, holds more bytes than `maxBytes` allows.',
    fix: 'Raise `maxBytes` when the size is right; a small packed file that unpacks to gigabytes may be an attack.',
  },
  'csv/already-read': {
    cause: 'The batches of one reading were asked for twice.',
    fix: 'A stream can be read once; call the reader again with a new source.',
  },
};

/** Findings of the csv area. */
export const csvFindings: FindingPages = {
  'csv/bom': { cause: 'The file starts with a byte-order mark.', fix: 'Nothing: it was dropped.' },
  'csv/bom-inside': {
    cause: 'A byte-order mark stands at the start of a later record: extracts were joined.',
    fix: 'Nothing: it was dropped. Check that no extract was joined twice.',
  },
  'csv/text-after-quote': {
    cause: 'A quoted field goes on after its closing quote; the line was rejected.',
    fix: 'Ask the sender to double quotes inside quoted fields, or to leave quoting off (`quote: null`).',
  },
  'csv/unclosed-quote': {
    cause: 'A quoted field is never closed; the line on which it starts was rejected.',
    fix: 'Ask the sender to double quotes inside quoted fields; look at the line.',
  },
  'csv/quote-in-unquoted': {
    cause: 'A field that starts without a quote holds one; it was kept as data.',
    fix: 'Nothing, unless the feed means quoting; a feed that never quotes is read with `quote: null`.',
  },
  'csv/stray-cr': {
    cause: 'A carriage return stands alone inside a field; it was kept as data.',
    fix: 'Nothing, unless the count is large: then line endings are mixed up.',
  },
  'csv/blank-line': { cause: 'An empty line; it was skipped.', fix: 'Nothing.' },
  'csv/no-final-newline': { cause: 'The last record has no line ending.', fix: 'Check that the file is complete: a cut transfer looks like this.' },
  'csv/eof-mark': { cause: 'The file ends with the end-of-file byte 0x1A; it was dropped.', fix: 'Nothing.' },
  'csv/record-too-long': {
    cause: 'A record is longer than `maxRecordBytes`; its line was rejected.',
    fix: 'Check the line endings, or raise `maxRecordBytes`.',
  },
  'csv/repeated-header': {
    cause: 'A record equals the header; it was skipped: extracts were joined.',
    fix: 'Nothing. Check that no extract was joined twice.',
  },
  'csv/field-count': {
    cause: "The record doesn't have as many fields as the header; it was rejected.",
    fix: 'Ask the sender to quote fields that hold the delimiter.',
  },
  'csv/nul-byte': {
    cause: 'A field holds a NUL byte; the record was rejected.',
    fix: 'Ask for the file again; NULs come from a broken transfer or from UTF-16.',
  },
  'csv/invalid-text': {
    cause: "An asked field isn't valid UTF-8; the record was rejected.",
    fix: "Read the file with encoding 'windows-1252', or ask for UTF-8.",
  },
  'csv/salvaged': {
    cause: 'A record behind a broken one was read as a line of its own and accepted.',
    fix: 'Look at it when the broken line is repaired: it may belong to a text of several lines.',
  },
  'csv/salvage-doubt': {
    cause: 'A line behind a broken record may be the tail of a text of several lines; it was rejected.',
    fix: 'Repair the broken line at the sender.',
  },
};
