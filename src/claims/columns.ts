import { type ClaimBatch, isValid, type Validity } from './batch.js';

/** One money or quantity column as numbers; where a row is null, `at` is 0 and `has` is false. */
export interface NumberReader {
  /** Whether any row of the column holds a value. */
  readonly filled: boolean;
  has(row: number): boolean;
  at(row: number): number;
}

/** One column of texts as ids and words. */
export interface WordReader {
  readonly filled: boolean;
  /** All words of the column, by id. */
  readonly words: readonly string[];
  has(row: number): boolean;
  /** The id of a row's word; -1 where it is null. */
  id(row: number): number;
  at(row: number): string | null;
}

const NOTHING: NumberReader = /* @__PURE__ */ Object.freeze({ filled: false, has: () => false, at: () => 0 });
const NO_WORDS: WordReader = /* @__PURE__ */ Object.freeze({ filled: false, words: [], has: () => false, id: () => -1, at: () => null });

function numbers(values: ArrayLike<number>, validity: Validity | undefined): NumberReader {
  if (validity === undefined) return { filled: values.length > 0, has: () => true, at: (row) => values[row] ?? 0 };
  if (validity.length === 0) return NOTHING;
  const has = (row: number): boolean => ((validity[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  return { filled: true, has, at: (row) => (has(row) ? (values[row] ?? 0) : 0) };
}

/**
 * Reads a money column. Unit: US cents.
 *
 * @param batch - A batch.
 * @param name - A money field.
 * @returns A reader; nothing when the column is empty or absent.
 * @example
 * centsReader(batchOf({ table: 'medical' }, []), 'paid_amount').filled; // => false
 */
export function centsReader(batch: ClaimBatch, name: string): NumberReader {
  const column = batch.cents[name];
  return column === undefined ? NOTHING : numbers(column.values, column.validity);
}

/**
 * Reads a column of dates. Unit: days since 1970-01-01.
 *
 * @param batch - A batch.
 * @param name - A date field, `file_date` included.
 * @returns A reader; nothing when the column is empty or absent.
 * @example
 * daysReader(batchOf({ table: 'medical' }, []), 'paid_date').has(0); // => false
 */
export function daysReader(batch: ClaimBatch, name: string): NumberReader {
  const column = name === 'file_date' ? batch.lineage.fileDate : batch.days[name];
  return column === undefined || batch.rowCount === 0 ? NOTHING : numbers(column.values, column.validity);
}

/**
 * Reads a column of quantities or whole numbers as doubles, for comparisons only.
 *
 * @param batch - A batch.
 * @param name - A quantity or integer field.
 * @returns A reader; nothing when the column is empty or absent.
 * @example
 * quantityReader(batchOf({ table: 'pharmacy' }, []), 'days_supply').filled; // => false
 */
export function quantityReader(batch: ClaimBatch, name: string): NumberReader {
  const column = batch.quantities[name];
  if (column === undefined) return NOTHING;
  const reader = numbers(column.values, column.validity);
  if (column.scale === 0) return reader;
  const unit = 10 ** column.scale;
  return { filled: reader.filled, has: reader.has, at: (row) => reader.at(row) / unit };
}

/**
 * Reads a column of repeating texts, `data_source` and `file_name` included.
 *
 * @param batch - A batch.
 * @param name - A code, enumeration, text or id field.
 * @returns A reader; nothing when the column is empty or absent.
 * @example
 * wordReader(batchOf({ table: 'medical' }, []), 'claim_type').at(0); // => null
 */
export function wordReader(batch: ClaimBatch, name: string): WordReader {
  const column = name === 'data_source' ? batch.lineage.dataSource : name === 'file_name' ? batch.lineage.fileName : batch.codes[name];
  if (column === undefined || batch.rowCount === 0 || column.validity?.length === 0) return NO_WORDS;
  const { ids, validity } = column;
  const words = column.dictionary.values;
  const has = (row: number): boolean => isValid(validity, row);
  const id = (row: number): number => (has(row) ? (ids[row] ?? -1) : -1);
  return { filled: true, words, has, id, at: (row) => words[id(row)] ?? null };
}

/**
 * Reads a column of flags.
 *
 * @param batch - A batch.
 * @param name - A flag field.
 * @returns For a row: 0 no, 1 yes, 2 null.
 * @example
 * flagReader(batchOf({ table: 'medical' }, []), 'capitated_flag')(0); // => 2
 */
export function flagReader(batch: ClaimBatch, name: string): (row: number) => number {
  const column = batch.flags[name];
  return (row) => column?.[row] ?? 2;
}
