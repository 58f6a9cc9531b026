import type { ClaimBatch } from '../batch.js';
import { isValid } from '../batch.js';
import { recordAt } from '../batch-records.js';

/** The rows to be hashed. */
export interface HashedTable {
  readonly batch: ClaimBatch;
  /** Unit: rows. */
  readonly rows: number;
}

/** Which rows repeat an earlier row in everything but their lineage. */
export interface DuplicateRows {
  /** 1 where the row is a copy of an earlier one. */
  readonly copy: Uint8Array;
  /** A hash of each row's content. Equal content of one stream has equal hashes. */
  readonly hash: Float64Array;
}

function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ (value | 0), 0x9e3779b1);
  mixed ^= mixed >>> 15;
  return Math.imul(mixed, 0x85ebca6b);
}

function foldValue(low: Int32Array, high: Int32Array, row: number, value: number): void {
  low[row] = mix(low[row] ?? 0, value);
  high[row] = mix((high[row] ?? 0) + 0x27d4eb2f, value);
}

/** Hashes whole columns at a time; two independent 32-bit hashes of each row. */
function hashes(data: HashedTable): { readonly low: Int32Array; readonly high: Int32Array } {
  const { batch, rows } = data;
  const low = new Int32Array(rows);
  const high = new Int32Array(rows);
  const column = (values: ArrayLike<number>, validity: Uint8Array | undefined): void => {
    if (validity?.length === 0) return;
    for (let row = 0; row < rows; row += 1) {
      const value = isValid(validity, row) ? (values[row] ?? 0) : 0x7f4a7c15;
      foldValue(low, high, row, value);
      if (value > 2_147_483_647 || value < -2_147_483_648) foldValue(low, high, row, Math.floor(value / 4_294_967_296));
    }
  };
  for (const { values, validity } of Object.values(batch.cents)) column(values, validity);
  for (const { values, validity } of Object.values(batch.days)) column(values, validity);
  for (const { ids, validity } of Object.values(batch.codes)) column(ids, validity);
  for (const { values, validity } of Object.values(batch.quantities)) column(values, validity);
  for (const flags of Object.values(batch.flags)) column(flags, undefined);
  const spans = (offsets: Int32Array, elements: ArrayLike<number>, validity: Uint8Array | undefined): void => {
    if (validity?.length === 0) return;
    for (let row = 0; row < rows; row += 1) {
      const from = offsets[row] ?? 0;
      const to = offsets[row + 1] ?? 0;
      let hash = to - from;
      for (let at = from; at < to; at += 1) hash = mix(hash, elements[at] ?? 0);
      foldValue(low, high, row, isValid(validity, row) ? hash : -1);
    }
  };
  for (const { offsets, ids, validity } of Object.values(batch.lists)) spans(offsets, ids, validity);
  for (const { offsets, bytes, validity } of Object.values(batch.texts)) spans(offsets, bytes, validity);
  column(batch.lineage.dataSource.ids, batch.lineage.dataSource.validity);
  return { low, high };
}

/** The content of a row as text, lineage left out. Fields stand in the order of the field table, so equal rows have equal text. */
function contentOf(data: HashedTable, row: number): string {
  const { file_name: _name, file_date: _date, row_number: _row, ...content } = recordAt(data.batch, row);
  return JSON.stringify(content);
}

/**
 * Finds rows that repeat an earlier one: by hash first, then by content, so that a collision never drops a row.
 *
 * @param data - One table, in the order of its lineage.
 * @returns Which rows are copies.
 * @example
 * duplicateRows({ batch: batchOf({ table: 'medical' }, []), rows: 0 }).copy.length; // => 0
 */
export function duplicateRows(data: HashedTable): DuplicateRows {
  const { low, high } = hashes(data);
  const copy = new Uint8Array(data.rows);
  const hash = new Float64Array(data.rows);
  for (let row = 0; row < data.rows; row += 1) hash[row] = ((high[row] ?? 0) & 0x1f_ffff) * 4_294_967_296 + ((low[row] ?? 0) >>> 0);
  const order = Int32Array.from({ length: data.rows }, (_, row) => row);
  const sorted = order.sort((a, b) => (hash[a] ?? 0) - (hash[b] ?? 0) || a - b);
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && hash[sorted[to] ?? 0] === hash[sorted[from] ?? 0]) to += 1;
    if (to - from > 1) {
      const seen = new Set<string>();
      for (let at = from; at < to; at += 1) {
        const row = sorted[at] ?? 0;
        const content = contentOf(data, row);
        if (seen.has(content)) copy[row] = 1;
        seen.add(content);
      }
    }
    from = to;
  }
  return { copy, hash };
}
