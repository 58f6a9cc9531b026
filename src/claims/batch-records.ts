import { CoalitionError } from '../errors/coalition-error.js';
import { centsToText } from '../money/cents.js';
import { isoFromDay } from '../time/iso-date.js';
import {
  type ClaimBatch,
  type CodedColumn,
  type DaysColumn,
  isValid,
  type ListColumn,
  type ScaledColumn,
  type TableName,
  type TextColumn,
} from './batch.js';
import { columnGroup } from './batch-layout.js';
import type { FieldSpec } from './fields/field-spec.js';
import { fieldsOf } from './fields/tables.js';
import type { RecordOf } from './records.js';

const DECODER: TextDecoder = /* @__PURE__ */ new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads one coded value of a row.
 *
 * @param column - A coded column.
 * @param row - 0-based row.
 * @returns The text, or `null`.
 * @example
 * codeAt({ ids: Uint8Array.of(1), dictionary: { values: ['a', 'b'] } }, 0); // => 'b'
 */
export function codeAt(column: CodedColumn, row: number): string | null {
  return isValid(column.validity, row) ? (column.dictionary.values[column.ids[row] ?? -1] ?? null) : null;
}

/**
 * Reads one text of a row from an arena.
 *
 * @param column - A text column.
 * @param row - 0-based row.
 * @returns The text, or `null`.
 * @example
 * textAt({ bytes: Uint8Array.of(65, 66), offsets: Int32Array.of(0, 1, 2) }, 1); // => 'B'
 */
export function textAt(column: TextColumn, row: number): string | null {
  if (!isValid(column.validity, row)) return null;
  return DECODER.decode(column.bytes.subarray(column.offsets[row] ?? 0, column.offsets[row + 1] ?? 0));
}

/**
 * Reads one list of a row; a gap is `null`.
 *
 * @param column - A list column.
 * @param row - 0-based row.
 * @returns The list, or `null`.
 * @example
 * listAt({ offsets: Int32Array.of(0, 2), ids: Uint8Array.of(0, 255), dictionary: { values: ['E119'] }, gap: 255 }, 0); // => ['E119', null]
 */
export function listAt(column: ListColumn, row: number): readonly (string | null)[] | null {
  if (!isValid(column.validity, row)) return null;
  const list: (string | null)[] = [];
  for (let at = column.offsets[row] ?? 0; at < (column.offsets[row + 1] ?? 0); at += 1) {
    const id = column.ids[at] ?? column.gap;
    list.push(id === column.gap ? null : (column.dictionary.values[id] ?? null));
  }
  return list;
}

/**
 * Reads one quantity of a row as decimal text without trailing zeros.
 *
 * @param column - A column of quantities.
 * @param row - 0-based row.
 * @returns Decimal text, or `null`.
 * @example
 * quantityAt({ values: Int16Array.of(-1250), scale: 3 }, 0); // => '-1.25'
 */
export function quantityAt(column: ScaledColumn, row: number): string | null {
  if (!isValid(column.validity, row)) return null;
  const value = column.values[row] ?? 0;
  const digits = String(Math.abs(value)).padStart(column.scale + 1, '0');
  const point = digits.length - column.scale;
  let end = digits.length;
  while (end > point && digits[end - 1] === '0') end -= 1;
  const text = end === point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
  return value < 0 ? `-${text}` : text;
}

/**
 * Reads one date of a row.
 *
 * @param column - A column of days.
 * @param row - 0-based row.
 * @returns `YYYY-MM-DD`, or `null`.
 * @example
 * dateAt({ values: Int32Array.of(19723) }, 0); // => '2024-01-01'
 */
export function dateAt(column: DaysColumn, row: number): string | null {
  return isValid(column.validity, row) ? isoFromDay(column.values[row] ?? 0) : null;
}

function lineageValue(batch: ClaimBatch, name: string, row: number): string | number | null {
  const { lineage } = batch;
  if (name === 'data_source') return codeAt(lineage.dataSource, row);
  if (name === 'file_name') return codeAt(lineage.fileName, row);
  if (name === 'file_date') return dateAt(lineage.fileDate, row);
  return isValid(lineage.rowNumberValidity, row) ? (lineage.rowNumber[row] ?? null) : null;
}

function missing(name: string): never {
  throw new RangeError(`The batch has no column ${name}.`);
}

function valueAt(batch: ClaimBatch, field: FieldSpec, row: number): unknown {
  const { name } = field;
  switch (columnGroup(field)) {
    case 'lineage':
      return lineageValue(batch, name, row);
    case 'cents': {
      const column = batch.cents[name] ?? missing(name);
      return isValid(column.validity, row) ? centsToText(column.values[row] ?? 0) : null;
    }
    case 'days':
      return dateAt(batch.days[name] ?? missing(name), row);
    case 'codes':
      return codeAt(batch.codes[name] ?? missing(name), row);
    case 'flags': {
      const flag = (batch.flags[name] ?? missing(name))[row];
      return flag === 2 ? null : flag === 1;
    }
    case 'lists':
      return listAt(batch.lists[name] ?? missing(name), row);
    case 'texts':
      return textAt(batch.texts[name] ?? missing(name), row);
    case 'quantities': {
      const column = batch.quantities[name] ?? missing(name);
      if (field.kind !== 'integer') return quantityAt(column, row);
      return isValid(column.validity, row) ? (column.values[row] ?? null) : null;
    }
  }
}

/**
 * Reads one row of a batch as a record.
 *
 * Amounts have two decimals and quantities no trailing zeros, whatever they were before the batch was built.
 *
 * @param batch - A batch.
 * @param row - 0-based row, below `rowCount`.
 * @returns The record.
 * @throws {@link CoalitionError} `claims/no-such-row` outside the batch.
 * @example
 * Array.from(rowsOf(batchOf({ table: 'medical' }, []))); // => []
 */
export function recordAt<T extends TableName>(batch: ClaimBatch<T>, row: number): RecordOf<T> {
  inside(batch, row, row + 1);
  return read(batch, fieldsOf(batch.table), row);
}

function read<T extends TableName>(batch: ClaimBatch<T>, fields: readonly FieldSpec[], row: number): RecordOf<T> {
  const record: Record<string, unknown> = {};
  for (const field of fields) record[field.name] = valueAt(batch, field, row);
  return record as unknown as RecordOf<T>;
}

/**
 * Reads all rows of a batch as records, one at a time.
 *
 * @param batch - A batch.
 * @returns Its records, in order.
 * @example
 * Array.from(rowsOf(batchOf({ table: 'pharmacy' }, []))); // => []
 */
export function* rowsOf<T extends TableName>(batch: ClaimBatch<T>): Generator<RecordOf<T>> {
  const fields = fieldsOf(batch.table);
  for (let row = 0; row < batch.rowCount; row += 1) yield read(batch, fields, row);
}

function inside(batch: ClaimBatch, from: number, to: number): void {
  if (Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= batch.rowCount) return;
  throw new CoalitionError(
    'claims/no-such-row',
    `Rows ${from} to ${to} (half-open, 0-based) aren't in a batch of ${batch.rowCount} rows. Ask for rows inside it.`,
    { from, to, rows: batch.rowCount },
  );
}

/**
 * Takes some rows of a batch as a batch of its own; dictionaries are shared, not copied.
 *
 * @param batch - A batch.
 * @param from - First row, 0-based.
 * @param to - Row after the last: the range is half-open.
 * @returns The rows from `from` up to but not including `to`.
 * @throws {@link CoalitionError} `claims/no-such-row` outside the batch.
 * @example
 * sliceBatch(batchOf({ table: 'medical' }, []), 0, 0).rowCount; // => 0
 */
export function sliceBatch<T extends TableName>(batch: ClaimBatch<T>, from: number, to: number): ClaimBatch<T> {
  inside(batch, from, to);
  const rows = to - from;
  const bits = (validity: Uint8Array | undefined): { readonly validity?: Uint8Array } => sliceValidity(validity, from, rows);
  const coded = (column: CodedColumn): CodedColumn => ({ ids: column.ids.slice(from, to), dictionary: column.dictionary, ...bits(column.validity) });
  const days = (column: DaysColumn): DaysColumn => ({ values: column.values.slice(from, to), ...bits(column.validity) });
  const { lineage } = batch;
  const { validity: rowNumberValidity } = bits(lineage.rowNumberValidity);
  return Object.freeze({
    ...batch,
    rowCount: rows,
    cents: each(batch.cents, (column) => ({ width: column.width, values: column.values.slice(from, to), ...bits(column.validity) })),
    days: each(batch.days, days),
    codes: each(batch.codes, coded),
    flags: each(batch.flags, (flags) => flags.slice(from, to)),
    lists: each(batch.lists, (column) => {
      const { ids, offsets } = column;
      const cut = {
        offsets: offsets.slice(from, to + 1).map((at) => at - (offsets[from] ?? 0)),
        ids: ids.slice(offsets[from] ?? 0, offsets[to] ?? 0),
      };
      return { ...column, ...cut, ...bits(column.validity) };
    }),
    quantities: each(batch.quantities, (column) => ({ values: column.values.slice(from, to), scale: column.scale, ...bits(column.validity) })),
    texts: each(batch.texts, ({ bytes, offsets, validity }) => ({
      bytes: bytes.slice(offsets[from] ?? 0, offsets[to] ?? 0),
      offsets: offsets.slice(from, to + 1).map((at) => at - (offsets[from] ?? 0)),
      ...bits(validity),
    })),
    lineage: Object.freeze({
      dataSource: coded(lineage.dataSource),
      fileName: coded(lineage.fileName),
      fileDate: days(lineage.fileDate),
      rowNumber: lineage.rowNumber.slice(from, to),
      ...(rowNumberValidity === undefined ? {} : { rowNumberValidity }),
    }),
  });
}

function each<C>(columns: Readonly<Record<string, C>>, cut: (column: C) => C): Readonly<Record<string, C>> {
  return Object.freeze(Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, cut(column)])));
}

function sliceValidity(validity: Uint8Array | undefined, from: number, rows: number): { readonly validity?: Uint8Array } {
  if (validity === undefined) return {};
  if (validity.length === 0) return { validity };
  const bits = new Uint8Array((rows + 7) >> 3);
  for (let row = 0; row < rows; row += 1) if (isValid(validity, from + row)) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
  return { validity: bits };
}
