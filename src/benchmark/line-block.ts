import { type ClaimBatch, isValid } from '../claims/batch.js';
import type { TranslatedColumn } from './cell-rows.js';
import type { CellTable } from './cell-table.js';
import { PLACE } from './line-placement.js';

/** Rows that are worked on together, so that what is written stays in the processor's cache. */
export const BLOCK_ROWS = 8192;

/** Working memory of one block of rows. */
export interface LineBlock {
  readonly placement: Uint8Array;
  /** Sum of key times stride of each row. */
  readonly places: Int32Array;
  /** The cell of each row; -1 for none. */
  readonly slots: Int32Array;
}

/** Working memory for blocks. */
export function lineBlock(): LineBlock {
  return { placement: new Uint8Array(BLOCK_ROWS), places: new Int32Array(BLOCK_ROWS), slots: new Int32Array(BLOCK_ROWS) };
}

/** Adds the keys of a column to the places of a block. */
export function addKeys(column: TranslatedColumn, stride: number, block: Int32Array, from: number, count: number): void {
  const { ids, translation, validity } = column;
  if (validity === undefined) {
    for (let i = 0; i < count; i += 1) block[i] = (block[i] ?? 0) + (translation[ids[from + i] ?? 0] ?? 0) * stride;
    return;
  }
  for (let i = 0; i < count; i += 1) {
    if (isValid(validity, from + i)) block[i] = (block[i] ?? 0) + (translation[ids[from + i] ?? 0] ?? 0) * stride;
  }
}

/** Finds the cell of every matched row of a block, counts its line, and counts the rows of each placement. */
export function findSlots(o: {
  readonly block: LineBlock;
  readonly days: Int32Array;
  readonly from: number;
  readonly count: number;
  readonly monthOf: Uint16Array;
  readonly firstDay: number;
  readonly table: CellTable;
  readonly counts: Float64Array;
}): void {
  const { days, from, count, monthOf, firstDay, table, counts } = o;
  const { placement, places, slots } = o.block;
  let dense = table.dense;
  let lines = table.lines;
  for (let i = 0; i < count; i += 1) {
    const place = placement[i] ?? 0;
    counts[place] = (counts[place] ?? 0) + 1;
    if (place !== PLACE.matched) {
      slots[i] = -1;
      continue;
    }
    const at = (places[i] ?? 0) + (monthOf[(days[from + i] ?? 0) - firstDay] ?? 0);
    let slot = dense === null ? -1 : (dense[at] ?? 0) - 1;
    if (slot < 0) {
      slot = table.slotOf(at);
      dense = table.dense;
      lines = table.lines;
    }
    slots[i] = slot;
    lines[slot] = (lines[slot] ?? 0) + 1;
  }
}

/** Adds one money column of a block to cells and placements. */
export function addCents(o: {
  readonly values: ArrayLike<number>;
  readonly validity: Uint8Array | undefined;
  readonly block: LineBlock;
  readonly from: number;
  readonly count: number;
  readonly cents: Float64Array;
  /** Measures a cell holds, and which of them this is. */
  readonly width: number;
  readonly m: number;
  readonly byPlacement: Float64Array;
}): void {
  const { values, validity, from, count, cents, width, m, byPlacement } = o;
  const { placement, slots } = o.block;
  for (let i = 0; i < count; i += 1) {
    if (validity !== undefined && !isValid(validity, from + i)) continue;
    const value = values[from + i] ?? 0;
    const slot = slots[i] ?? -1;
    if (slot >= 0) {
      const at = slot * width + m;
      cents[at] = (cents[at] ?? 0) + value;
    } else {
      const place = placement[i] ?? 0;
      byPlacement[place] = (byPlacement[place] ?? 0) + value;
    }
  }
}

/** Rows that hold no amount in any column of a measure. Unit: rows. */
export function rowsWithout(batch: ClaimBatch, names: readonly string[]): number {
  const parts = names.flatMap((name) => {
    const column = batch.cents[name];
    return column === undefined || column.validity?.length === 0 ? [] : [column];
  });
  if (parts.length === 0) return batch.rowCount;
  if (parts.some((part) => part.validity === undefined)) return 0;
  let rows = 0;
  for (let row = 0; row < batch.rowCount; row += 1) if (parts.every((part) => !isValid(part.validity, row))) rows += 1;
  return rows;
}
