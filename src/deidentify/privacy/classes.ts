/** Codes of one column with how many different ones there can be. */
export interface CodedValues {
  readonly codes: Int32Array;
  /** Codes go from 0 to one less. */
  readonly distinct: number;
}

/** Which members can't be told apart. */
export interface Classes {
  /** Class of each member, 0-based, in the order of the columns' codes. */
  readonly classOf: Int32Array;
  /** Unit: members. */
  readonly sizes: Int32Array;
}

/**
 * Groups members by equal codes in all columns: counting sort by one column after the other, so that no composite key can
 * overflow, and time is proportional to members times columns.
 *
 * @param columns - The columns; with none, everybody is in one class.
 * @param members - How many members.
 * @returns Class of each member and size of each class.
 * @example
 * groupByCodes([{ codes: Int32Array.of(1, 0, 1), distinct: 2 }], 3).sizes; // => Int32Array.of(1, 2)
 */
export function groupByCodes(columns: readonly CodedValues[], members: number): Classes {
  let order = new Int32Array(members);
  for (let i = 0; i < members; i += 1) order[i] = i;
  let next = new Int32Array(members);
  for (let c = columns.length - 1; c >= 0; c -= 1) {
    const column = columns[c];
    if (column === undefined || column.distinct < 2) continue;
    const { codes } = column;
    const starts = new Int32Array(column.distinct + 1);
    for (let i = 0; i < members; i += 1) starts[(codes[i] ?? 0) + 1] = (starts[(codes[i] ?? 0) + 1] ?? 0) + 1;
    for (let v = 1; v < starts.length; v += 1) starts[v] = (starts[v] ?? 0) + (starts[v - 1] ?? 0);
    for (let i = 0; i < members; i += 1) {
      const member = order[i] ?? 0;
      const code = codes[member] ?? 0;
      const at = starts[code] ?? 0;
      next[at] = member;
      starts[code] = at + 1;
    }
    [order, next] = [next, order];
  }
  const classOf = new Int32Array(members);
  const sizes = new Int32Array(members);
  let classes = 0;
  for (let i = 0; i < members; i += 1) {
    const member = order[i] ?? 0;
    if (i === 0 || differs(columns, member, order[i - 1] ?? 0)) classes += 1;
    classOf[member] = classes - 1;
    sizes[classes - 1] = (sizes[classes - 1] ?? 0) + 1;
  }
  return { classOf, sizes: sizes.slice(0, classes) };
}

function differs(columns: readonly CodedValues[], a: number, b: number): boolean {
  for (const column of columns) if (column.codes[a] !== column.codes[b]) return true;
  return false;
}
