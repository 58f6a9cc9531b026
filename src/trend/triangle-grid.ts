/**
 * The numbers of a triangle as plain typed arrays, row by row; read-only by agreement. Row i is an incurred period,
 * column k a lag.
 */
export interface TriangleGrid {
  /** Unit: incurred periods. */
  readonly rows: number;
  /** Unit: lags, the largest lag plus one. */
  readonly columns: number;
  /** Cumulative amounts at `i * columns + k`; 0 where unknown. Unit: cell units (US cents, counts or hundredths). */
  readonly cumulative: Float64Array;
  /** 1 where the cumulative amount is known. */
  readonly known: Uint8Array;
  /** Latest known lag of each row, -1 when nothing is known. Unit: lags. */
  readonly age: Int32Array;
}

/** Makes a grid from cumulative amounts and the mask of what is known. */
export function gridOf(rows: number, columns: number, cumulative: Float64Array, known: Uint8Array): TriangleGrid {
  const age = new Int32Array(rows).fill(-1);
  for (let i = 0; i < rows; i += 1) {
    for (let k = columns - 1; k >= 0; k -= 1) {
      if (known[i * columns + k] === 1) {
        age[i] = k;
        break;
      }
    }
  }
  return { rows, columns, cumulative, known, age };
}

/** A cumulative amount, or null where unknown. Unit: cell units. */
export function cumulativeAt(grid: TriangleGrid, i: number, k: number): number | null {
  if (i < 0 || k < 0 || i >= grid.rows || k >= grid.columns || grid.known[i * grid.columns + k] !== 1) return null;
  return grid.cumulative[i * grid.columns + k] ?? null;
}

/** An incremental amount, or null where it or its neighbour is unknown. Unit: cell units. */
export function incrementalAt(grid: TriangleGrid, i: number, k: number): number | null {
  const now = cumulativeAt(grid, i, k);
  if (now === null || k === 0) return now;
  const before = cumulativeAt(grid, i, k - 1);
  return before === null ? null : now - before;
}

/** The latest known cumulative amount of a row; 0 when nothing is known. Unit: cell units. */
export function latestAt(grid: TriangleGrid, i: number): number {
  const age = grid.age[i] ?? -1;
  return age < 0 ? 0 : (grid.cumulative[i * grid.columns + age] ?? 0);
}

/** The grid as it was known at paid period `last`: cells beyond that diagonal become unknown. */
export function gridThrough(grid: TriangleGrid, last: number): TriangleGrid {
  const { rows, columns } = grid;
  const known = new Uint8Array(rows * columns);
  const cumulative = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i += 1) {
    for (let k = 0; k < columns && i + k <= last; k += 1) {
      const at = i * columns + k;
      if (grid.known[at] === 1) {
        known[at] = 1;
        cumulative[at] = grid.cumulative[at] ?? 0;
      }
    }
  }
  return gridOf(rows, columns, cumulative, known);
}

/** The incurred periods that are known at a lag and at the next one, oldest first. Unit: incurred periods from the first. */
export function gridRatioRows(grid: TriangleGrid, lag: number): readonly number[] {
  const rows: number[] = [];
  for (let i = 0; i < grid.rows; i += 1) {
    const at = i * grid.columns + lag;
    if (grid.known[at] === 1 && grid.known[at + 1] === 1) rows.push(i);
  }
  return rows;
}

/** The largest lag that any incurred period has reached. Unit: lags. */
export function oldestAge(grid: TriangleGrid): number {
  return grid.age.reduce((oldest, age) => Math.max(oldest, age), 0);
}
