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

/** Slots that are looked at before a text goes to an ordinary map, so that ids that were made to collide stay linear. */
const MOST_PROBES = 64;

/**
 * Gives equal texts one number; 0 is null. Numbers follow the order in which texts come, so nothing may depend on them.
 *
 * Open addressing over a hash of our own: most ids come once or twice, and an ordinary map costs twice as much for those.
 */
export class TextPool {
  readonly #texts: (string | null)[] = [null];
  readonly #hashes: IntColumn = new IntColumn();
  #slots = new Int32Array(1024);
  #spill = new Map<string, number>();

  constructor() {
    this.#hashes.push(0);
  }

  /** The number of a text. */
  idOf(text: string | null | undefined): number {
    if (text === null || text === undefined) return 0;
    let hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    const mask = this.#slots.length - 1;
    let slot = (hash >>> 4) & mask;
    for (let probe = 0; probe < MOST_PROBES; probe += 1) {
      const id = this.#slots[slot] ?? 0;
      if (id === 0) {
        this.#slots[slot] = this.#texts.length;
        return this.#make(text, hash);
      }
      if (this.#hashes.values[id] === hash && this.#texts[id] === text) return id;
      slot = (slot + 1) & mask;
    }
    const known = this.#spill.get(text);
    if (known !== undefined) return known;
    this.#spill.set(text, this.#texts.length);
    return this.#make(text, hash);
  }

  #make(text: string, hash: number): number {
    const id = this.#texts.length;
    this.#texts.push(text);
    this.#hashes.push(hash);
    if (id * 2 > this.#slots.length) this.#grow();
    return id;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    this.#spill = new Map();
    for (let id = 1; id < this.#texts.length; id += 1) {
      let slot = ((this.#hashes.values[id] ?? 0) >>> 4) & mask;
      let probes = 1;
      while (probes < MOST_PROBES && (slots[slot] ?? 0) !== 0) {
        slot = (slot + 1) & mask;
        probes += 1;
      }
      if ((slots[slot] ?? 0) === 0) slots[slot] = id;
      else this.#spill.set(this.#texts[id] ?? '', id);
    }
    this.#slots = slots;
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

/** Gives equal pairs of numbers one number from 0. Open addressing: the pairs are our own small numbers, never a caller's text. */
export class PairPool {
  #slots = new Int32Array(1024);
  readonly #lefts = new IntColumn();
  readonly #rights = new IntColumn();
  #last = -1;

  /** How many different pairs there are. */
  get count(): number {
    return this.#lefts.length;
  }

  /** The number of a pair; both parts are at least 0 and of 31 bits. */
  idOf(left: number, right: number): number {
    const last = this.#last;
    if (last >= 0 && this.#lefts.at(last) === left && this.#rights.at(last) === right) return last;
    let slot = this.#slotOf(left, right);
    for (;;) {
      const id = (this.#slots[slot] ?? 0) - 1;
      if (id < 0) return this.#make(slot, left, right);
      if (this.#lefts.at(id) === left && this.#rights.at(id) === right) {
        this.#last = id;
        return id;
      }
      slot = (slot + 1) & (this.#slots.length - 1);
    }
  }

  #slotOf(left: number, right: number): number {
    const mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    return (Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 4) & (this.#slots.length - 1);
  }

  #make(slot: number, left: number, right: number): number {
    const id = this.#lefts.length;
    this.#lefts.push(left);
    this.#rights.push(right);
    this.#slots[slot] = id + 1;
    this.#last = id;
    if (id * 2 > this.#slots.length) this.#grow();
    return id;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let id = 0; id < this.#lefts.length; id += 1) {
      let slot = this.#slotOf(this.#lefts.at(id), this.#rights.at(id));
      while ((this.#slots[slot] ?? 0) !== 0) slot = (slot + 1) & (this.#slots.length - 1);
      this.#slots[slot] = id + 1;
    }
  }
}

/**
 * Orders rows by a number from 0 to `groups - 1`, in linear time; rows of one group keep their order.
 *
 * @param groupOf - The group of each row; below 0 leaves the row out.
 * @param groups - How many groups.
 * @param order - The rows in their order; it may lack rows that are left out. Default: by row.
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
  const length = order === undefined ? groupOf.length : order.length;
  for (let at = 0; at < length; at += 1) {
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
