import type { Validity } from './batch.js';

const NONE: Validity = /* @__PURE__ */ new Uint8Array(0);

/** Remembers which rows are null; seals to a bitmap of the rows that are not. */
export class Nulls {
  #bits = NONE;
  count = 0;

  add(row: number): void {
    const at = row >> 3;
    if (at >= this.#bits.length) {
      const wider = new Uint8Array(Math.max(64, at * 2));
      wider.set(this.#bits);
      this.#bits = wider;
    }
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (row & 7));
    this.count += 1;
  }

  /** The part of a sealed column that says which rows hold a value. */
  seal(rows: number): { readonly validity?: Validity } {
    if (this.count === 0) return {};
    if (this.count === rows) return { validity: NONE };
    const validity = new Uint8Array((rows + 7) >> 3);
    for (let at = 0; at < validity.length; at += 1) validity[at] = ~(this.#bits[at] ?? 0);
    const tail = rows & 7;
    if (tail !== 0) validity[validity.length - 1] = (validity[validity.length - 1] ?? 0) & ((1 << tail) - 1);
    return { validity };
  }

  /** Marks rows from 0 on; only for rows that were counted and not marked. */
  mark(rows: number): void {
    const bits = new Uint8Array(Math.max(64, rows >> 2));
    bits.fill(255, 0, rows >> 3);
    if ((rows & 7) !== 0) bits[rows >> 3] = (1 << (rows & 7)) - 1;
    this.#bits = bits;
  }

  clear(): void {
    this.#bits = NONE;
    this.count = 0;
  }
}

/** Numbers of one column while it grows. */
export class Numbers {
  #values = new Float64Array(1024);
  rows = 0;
  readonly nulls: Nulls = new Nulls();
  low = 0;
  high = 0;

  push(value: number): void {
    if (this.nulls.count === this.rows && this.rows > 0) this.#first();
    this.#room();
    this.#values[this.rows] = value;
    this.rows += 1;
    if (value < this.low) this.low = value;
    if (value > this.high) this.high = value;
  }

  pushNull(): void {
    if (this.nulls.count === this.rows) return this.pushNulls(1);
    this.#room();
    this.#values[this.rows] = 0;
    this.nulls.add(this.rows);
    this.rows += 1;
  }

  /** Adds a row that has no value of its own but a place, such as the end of an empty list. */
  pushPlace(value: number): void {
    this.#room();
    this.#values[this.rows] = value;
    this.nulls.add(this.rows);
    this.rows += 1;
  }

  /** Adds rows without a value. A column that has none yet only counts them. */
  pushNulls(count: number): void {
    if (this.nulls.count !== this.rows) {
      for (let row = 0; row < count; row += 1) this.pushNull();
      return;
    }
    this.nulls.count += count;
    this.rows += count;
  }

  /** Makes room for the rows that were only counted, when the first value comes. */
  #first(): void {
    this.nulls.mark(this.rows);
    if (this.rows >= this.#values.length) this.#values = new Float64Array(Math.max(this.#values.length * 2, this.rows + 1));
    else this.#values.fill(0, 0, this.rows);
  }

  #room(): void {
    if (this.rows < this.#values.length) return;
    const wider = new Float64Array(this.#values.length * 2);
    wider.set(this.#values);
    this.#values = wider;
  }

  /** The values so far; a view that the next push may change. */
  get view(): Float64Array {
    return this.#values.subarray(0, this.nulls.count === this.rows && this.rows > 0 ? 0 : this.rows);
  }

  clear(): void {
    this.rows = 0;
    this.low = 0;
    this.high = 0;
    this.nulls.clear();
  }
}
