import { CoalitionError } from '../errors/coalition-error.js';

/** How a file of delimited text is written. It is declared: the reader never guesses. */
export interface CsvDialect {
  /** One ASCII character. Default `,`. */
  readonly delimiter?: string;
  /** The quote, or `null` for a feed that never quotes, where a quote is data. Default `"`. */
  readonly quote?: '"' | null;
  /** Default `utf-8`; invalid bytes in an asked column reject the record. */
  readonly encoding?: 'utf-8' | 'windows-1252';
  /** `true`: the first record has the names of the columns. A list: the file has no header and these are the names. Default `true`. */
  readonly header?: true | readonly string[];
  /** A record whose first field starts with this is kept apart as a trailer and isn't a row. Default none. */
  readonly trailer?: string;
  /** Longest record. Unit: bytes. Default 1,048,576. */
  readonly maxRecordBytes?: number;
}

/** A dialect with every default filled in and checked. */
export interface ResolvedDialect {
  /** Unit: byte value. */
  readonly delimiter: number;
  /** Unit: byte value; -1 when nothing is quoted. */
  readonly quote: number;
  readonly encoding: 'utf-8' | 'windows-1252';
  readonly header: true | readonly string[];
  readonly trailer: string | null;
  readonly maxRecordBytes: number;
}

/** Longest record unless the dialect says otherwise. Unit: bytes. */
export const MAX_RECORD_BYTES: number = 1_048_576;

/** Most columns of a file. Unit: columns. */
export const MAX_COLUMNS: number = 10_000;

/**
 * Fills in and checks a dialect.
 *
 * @param dialect - What the caller says.
 * @returns The dialect with its defaults.
 * @throws {@link CoalitionError} `csv/delimiter`, `csv/option`, `csv/duplicate-header`, `csv/too-many-columns`.
 * @example
 * resolveDialect({ delimiter: '|', quote: null }).quote; // => -1
 */
export function resolveDialect(dialect: CsvDialect): ResolvedDialect {
  const { delimiter = ',', quote = '"', encoding = 'utf-8', header = true, trailer, maxRecordBytes = MAX_RECORD_BYTES } = dialect;
  const code = delimiter.length === 1 ? delimiter.charCodeAt(0) : 0;
  if (code === 0 || code > 127 || code === 10 || code === 13 || delimiter === quote) {
    throw new CoalitionError(
      'csv/delimiter',
      `${JSON.stringify(delimiter)} can't be the delimiter. Use one ASCII character other than the quote, CR and LF, such as ',' or '|'.`,
      { delimiter },
    );
  }
  if (quote !== '"' && quote !== null) throw option('quote', "either '\"' or null");
  if (encoding !== 'utf-8' && encoding !== 'windows-1252') throw option('encoding', "'utf-8' or 'windows-1252'; convert anything else first");
  if (!Number.isSafeInteger(maxRecordBytes) || maxRecordBytes < 1 || maxRecordBytes > 1_073_741_824)
    throw option('maxRecordBytes', 'a whole number from 1 to 1,073,741,824');
  if (trailer === '') throw option('trailer', 'the text with which the first field of a trailer starts');
  if (header !== true) checkHeader(header);
  return { delimiter: code, quote: quote === null ? -1 : 34, encoding, header, trailer: trailer ?? null, maxRecordBytes };
}

/**
 * Refuses names of columns that are too many or not all different.
 *
 * @param names - Names in file order.
 * @throws {@link CoalitionError} `csv/duplicate-header`, `csv/too-many-columns`, `csv/empty`.
 * @example
 * checkHeader(['a', '__proto__']); // => undefined
 */
export function checkHeader(names: readonly string[]): void {
  if (names.length === 0) throw new CoalitionError('csv/empty', 'The list of column names is empty. Give one name for each column.', {});
  if (names.length > MAX_COLUMNS) {
    throw new CoalitionError('csv/too-many-columns', `The header has ${names.length} columns; the most is ${MAX_COLUMNS}. Check the delimiter.`, {
      columns: names.length,
      most: MAX_COLUMNS,
    });
  }
  const seen = new Map<string, number>();
  names.forEach((name, at) => {
    const first = seen.get(name);
    if (first !== undefined) {
      throw new CoalitionError(
        'csv/duplicate-header',
        `The header has the column "${name}" twice, at ${first} and ${at + 1}. Rename one, or give the names as \`header\`.`,
        { column: name, first, second: at + 1 },
      );
    }
    seen.set(name, at + 1);
  });
}

function option(name: string, range: string): CoalitionError<'csv/option'> {
  return new CoalitionError('csv/option', `The option ${name} must be ${range}.`, { option: name });
}
