import type { CentsColumn } from '../batch.js';
import { joinBatches } from '../batch-join.js';
import { centsReader } from '../columns.js';
import type { ClaimRows } from './chains.js';

/** A line that stands: the row that describes it and the rows that add up to it. */
export interface StandingLine {
  readonly row: number;
  readonly standing: readonly number[];
}

/**
 * Writes standing lines as a batch: the describing row with netted amounts in every money column, marked as final.
 *
 * @param batch - All rows.
 * @param lines - What stands.
 * @returns One row for each line, in the order of the describing rows.
 */
export function finalBatch(batch: ClaimRows, lines: readonly StandingLine[]): ClaimRows {
  const sorted = [...lines].sort((a, b) => a.row - b.row);
  const rows = Int32Array.from(sorted, ({ row }) => row);
  const summed = sorted.flatMap(({ row, standing }, at) => (standing.length === 1 && standing[0] === row ? [] : [{ at, standing }]));
  return batch.table === 'medical'
    ? netted(joinBatches({ table: 'medical', parts: [batch], rows }))
    : netted(joinBatches({ table: 'pharmacy', parts: [batch], rows }));

  function netted<B extends ClaimRows>(picked: B): B {
    const cents: Record<string, CentsColumn> = {};
    for (const [name, column] of Object.entries(picked.cents)) cents[name] = summed.length === 0 ? column : sumsOf(name, column);
    return {
      ...picked,
      cents: Object.freeze(cents),
      flags: Object.freeze({ ...picked.flags, is_final_action: new Uint8Array(picked.rowCount).fill(1) }),
    };
  }

  /** Nets one money column; where every standing row is null the sum is null too. */
  function sumsOf(name: string, column: CentsColumn): CentsColumn {
    if (column.validity?.length === 0) return column;
    const read = centsReader(batch, name);
    const values = Float64Array.from(column.values);
    const validity = column.validity === undefined ? undefined : column.validity.slice();
    for (const { at, standing } of summed) {
      values[at] = standing.reduce((sum, row) => sum + read.at(row), 0);
      if (validity !== undefined && standing.some(read.has)) validity[at >> 3] = (validity[at >> 3] ?? 0) | (1 << (at & 7));
    }
    return { width: 64, values, ...(validity === undefined ? {} : { validity }) };
  }
}
