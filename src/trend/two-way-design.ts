/** Dummies of a model with one effect for each incurred period and each lag: intercept, periods 2.., lags 2... */
export interface TwoWayDesign {
  /** Unit: coefficients. */
  readonly width: number;
  /** The design's line of one cell. */
  line(row: number, lag: number): number[];
  /** Adds a multiple of a cell's line to a vector. */
  add(target: number[], cell: { readonly row: number; readonly lag: number; readonly by: number }): void;
}

/** Makes the design from the periods and lags that occur. */
export function twoWayDesign(row: ArrayLike<number>, lag: ArrayLike<number>): TwoWayDesign {
  const rows = Array.from(new Set(Array.from(row)));
  const lags = new Set(Array.from(lag)).size;
  const place = new Map(rows.map((each, j) => [each, j] as const));
  const width = rows.length + lags - 1;
  const add: TwoWayDesign['add'] = (target, cell) => {
    target[0] = (target[0] ?? 0) + cell.by;
    const j = place.get(cell.row) ?? 0;
    if (j > 0) target[j] = (target[j] ?? 0) + cell.by;
    const at = rows.length - 1 + cell.lag;
    if (cell.lag > 0 && cell.lag < lags) target[at] = (target[at] ?? 0) + cell.by;
  };
  return {
    width,
    add,
    line: (i, k) => {
      const target = new Array<number>(width).fill(0);
      add(target, { row: i, lag: k, by: 1 });
      return target;
    },
  };
}
