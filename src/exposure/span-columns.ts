/** A growing column of whole numbers. */
export class IntColumn {
  values: Int32Array = new Int32Array(256);
  length = 0;

  /** Adds a number of at most 32 bits. */
  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = new Int32Array(this.length * 2);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  /** The value of a row. */
  at(row: number): number {
    return this.values[row] ?? 0;
  }
}

/** Gives equal texts one number; 0 is null. Numbers follow the order in which texts come, so nothing may depend on them. */
export class TextPool {
  readonly #texts: (string | null)[] = [null];
  readonly #ids = new Map<string, number>();

  /** The number of a text. */
  idOf(text: string | null | undefined): number {
    if (text === null || text === undefined) return 0;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#texts.push(text);
    this.#ids.set(text, id);
    return id;
  }

  /** The text of a number. */
  textOf(id: number): string | null {
    return this.#texts[id] ?? null;
  }

  /** How many numbers there are. */
  get size(): number {
    return this.#texts.length;
  }
}

/** Gives equal pairs of numbers one number from 0. */
export class PairPool {
  readonly #ids = new Map<number, number>();
  #lastKey = -1;
  #lastId = 0;
  count = 0;

  /** The number of a pair; both parts are at least 0 and below 2^26. */
  idOf(left: number, right: number): number {
    const key = left * 67_108_864 + right;
    if (key === this.#lastKey) return this.#lastId;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.count;
      this.#ids.set(key, id);
      this.count += 1;
    }
    this.#lastKey = key;
    this.#lastId = id;
    return id;
  }
}

/**
 * Orders rows by a number from 0 to `groups - 1`, in linear time; rows of one group keep their order.
 *
 * @param groupOf - The group of each row; below 0 leaves the row out.
 * @param groups - How many groups.
 * @param order - The rows in their order. Default: by row.
 * @returns Rows by group, and where each group starts.
 */
export function rowsByGroup(groupOf: Int32Array, groups: number, order?: Int32Array): RowGroups {
  const starts = new Int32Array(groups + 1);
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groupOf[row] ?? -1;
    if (group >= 0) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  }
  for (let group = 0; group < groups; group += 1) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const next = starts.slice();
  const rows = new Int32Array(starts[groups] ?? 0);
  for (let at = 0; at < groupOf.length; at += 1) {
    const row = order === undefined ? at : (order[at] ?? 0);
    const group = groupOf[row] ?? -1;
    if (group < 0) continue;
    rows[next[group] ?? 0] = row;
    next[group] = (next[group] ?? 0) + 1;
  }
  return { rows, starts };
}

/** Rows by group: group g owns rows from `starts[g]` up to but not including `starts[g + 1]`. */
export interface RowGroups {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}
