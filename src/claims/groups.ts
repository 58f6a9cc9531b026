/** Rows by group: group g owns `rows[starts[g]]` up to but not including `rows[starts[g + 1]]`, in ascending order. */
export interface Groups {
  /** Unit: groups. */
  readonly count: number;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/**
 * Groups rows by a number that each has.
 *
 * @param of - The group of each row, 0-based; rows with -1 are in none.
 * @param count - How many groups there are. Unit: groups.
 * @returns The rows of each group in ascending order.
 * @example
 * const groups = groupRows(Int32Array.of(1, 0, 1, -1), 2);
 * Array.from(groups.rows.subarray(groups.starts[1], groups.starts[2])); // => [0, 2]
 */
export function groupRows(of: Int32Array, count: number): Groups {
  const starts = new Int32Array(count + 1);
  let used = 0;
  for (const group of of) {
    if (group < 0) continue;
    starts[group + 1] = (starts[group + 1] ?? 0) + 1;
    used += 1;
  }
  for (let group = 0; group < count; group += 1) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const next = starts.slice();
  const rows = new Int32Array(used);
  for (let row = 0; row < of.length; row += 1) {
    const group = of[row] ?? -1;
    if (group < 0) continue;
    const at = next[group] ?? 0;
    rows[at] = row;
    next[group] = at + 1;
  }
  return { count, starts, rows };
}
