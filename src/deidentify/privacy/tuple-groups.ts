/** Groups tuples by generalised codes, again and again over the same tuples, without making new tables. */
export class TupleGrouper {
  readonly #tuples: number;
  readonly #mask: number;
  readonly #keys: Float64Array;
  readonly #groups: Int32Array;
  readonly #stamp: Int32Array;
  #round = 0;
  /** Group of each tuple after {@link TupleGrouper.group}. */
  readonly groupOf: Int32Array;

  constructor(tuples: number) {
    let size = 16;
    while (size < 2 * tuples) size *= 2;
    this.#tuples = tuples;
    this.#mask = size - 1;
    this.#keys = new Float64Array(size);
    this.#groups = new Int32Array(size);
    this.#stamp = new Int32Array(size);
    this.groupOf = new Int32Array(tuples);
  }

  /**
   * Groups by several columns of mapped codes; returns how many groups there are.
   *
   * Keys are mixed-radix numbers; where their product would pass 2^53, the columns so far are numbered anew first.
   */
  group(columns: readonly { readonly codes: Int32Array; readonly map: Int32Array; readonly distinct: number }[]): number {
    const keys = new Float64Array(this.#tuples);
    let product = 1;
    let groups = this.#tuples === 0 ? 0 : 1;
    for (const { codes, map, distinct } of columns) {
      if (distinct < 2) continue;
      if (product * distinct > Number.MAX_SAFE_INTEGER) {
        groups = this.#number(keys);
        for (let i = 0; i < keys.length; i += 1) keys[i] = this.groupOf[i] ?? 0;
        product = groups;
      }
      for (let i = 0; i < keys.length; i += 1) keys[i] = (keys[i] ?? 0) * distinct + (map[codes[i] ?? 0] ?? 0);
      product *= distinct;
    }
    groups = this.#number(keys);
    return groups;
  }

  #number(keys: Float64Array): number {
    this.#round += 1;
    let groups = 0;
    for (let i = 0; i < keys.length; i += 1) {
      const key = keys[i] ?? 0;
      const high = Math.floor(key / 4_294_967_296);
      let at = (Math.imul((key - high * 4_294_967_296) | 0, 0x9e3779b1) ^ Math.imul(high | 0, 0x85ebca6b)) >>> 0;
      at = (at ^ (at >>> 15)) & this.#mask;
      while (this.#stamp[at] === this.#round && this.#keys[at] !== key) at = (at + 1) & this.#mask;
      if (this.#stamp[at] !== this.#round) {
        this.#stamp[at] = this.#round;
        this.#keys[at] = key;
        this.#groups[at] = groups;
        groups += 1;
      }
      this.groupOf[i] = this.#groups[at] ?? 0;
    }
    return groups;
  }
}
