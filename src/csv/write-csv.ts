import { CoalitionError } from '../errors/coalition-error.js';
import { resolveDialect } from './dialect.js';

/** How rows are written. */
export interface WriteCsvOptions {
  /** The columns, in order; their names are the header. */
  readonly columns: readonly string[];
  /** One ASCII character. Default `,`. */
  readonly delimiter?: string;
  /** Default `\n`. */
  readonly lineEnding?: '\n' | '\r\n';
  /**
   * Puts an apostrophe before a cell that a spreadsheet would run as a formula: one that starts with `= + - @`, a tab or CR.
   * Plain negative numbers keep their minus. Default false, because it changes the data.
   */
  readonly guardFormulas?: boolean;
}

/** What a cell may hold; null and undefined are written as nothing. */
export type CsvCell = string | number | boolean | bigint | null | undefined;

/**
 * Writes rows as delimited text that {@link readCsv} reads back unchanged.
 *
 * Limits: a NUL can't be read back and is refused, and so is a number that isn't finite. Null becomes an empty field.
 *
 * @testedBy csv/properties.test.ts: read(write(rows)) = rows
 * @param rows - Rows by column name; keys that aren't columns are left out.
 * @param o - Columns and dialect.
 * @returns The header and then each row, with its line ending.
 * @throws {@link CoalitionError} `csv/delimiter`, `csv/duplicate-header`, `csv/option` for a cell that can't be written.
 * @example
 * Array.from(writeCsv([{ id: '007', note: 'say "hi"' }], { columns: ['id', 'note'] })).join(''); // => 'id,note\n007,"say ""hi"""\n'
 * Array.from(writeCsv([{ id: '=1+1' }], { columns: ['id'], guardFormulas: true }))[1]; // => "'=1+1\n"
 */
export function* writeCsv(rows: Iterable<Readonly<Record<string, CsvCell>>>, o: WriteCsvOptions): Generator<string> {
  const { columns, delimiter = ',', lineEnding = '\n', guardFormulas = false } = o;
  resolveDialect({ delimiter, header: columns });
  const special = new RegExp(
    `["\\r\\n\\ufeff${delimiter === '\\' || delimiter === ']' || delimiter === '^' || delimiter === '-' ? `\\${delimiter}` : delimiter}]`,
  );
  const cell = (value: CsvCell): string => {
    let text = cellText(value);
    if (guardFormulas && /^[=+\-@\t\r]/.test(text) && !/^-\d+(\.\d+)?$/.test(text)) text = `'${text}`;
    return special.test(text) || text === '\u001a' ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const names = columns.map((name) => cell(name)).join(delimiter);
  yield `${names === '' ? '""' : names}${lineEnding}`;
  for (const row of rows) {
    const line = columns.map((name) => cell(Object.hasOwn(row, name) ? row[name] : null)).join(delimiter);
    // A row that reads like the header, or like nothing, would be skipped; quoting the first cell doesn't change its text.
    yield `${line === '' ? '""' : line}${lineEnding}`;
  }
}

function cellText(value: CsvCell): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : String(value);
  if (text.includes('\0') || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new CoalitionError('csv/option', 'A cell holds a NUL or a number that is not finite, which no CSV can carry. Remove it first.', {
      option: 'rows',
    });
  }
  return text;
}
