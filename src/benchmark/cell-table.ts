/**
 * Sums by a few small whole-number keys: a dense index where the keys' product is small, a map beyond. Slots hold the sums,
 * so memory goes by cells that exist.
 */
export class CellTable {
  readonly #measures: number;
  readonly #keys: number[][] = [];
  readonly #places = new Map<number, number>();
  #dense: Int32Array | null = null;
  #widths: number[];
  #strides: number[] = [];
  #cents: Float64Array;
  #lines: Float64Array;
  #count = 0;

  /**
   * @param widths - How many values each key has at first; the last key is the fastest.
   * @param measures - How many sums each slot holds.
   */
  constructor(widths: readonly number[], measures: number) {
    this.#measures = measures;
    this.#widths = [...widths];
    this.#cents = new Float64Array(64 * measures);
    this.#lines = new Float64Array(64);
    this.#index();
  }

  /** Slots in use. */
  get size(): number {
    return this.#count;
  }

  /** What each key is multiplied by in {@link slotOf}; read it again after {@link widen}. */
  get strides(): readonly number[] {
    return this.#strides;
  }

  /** Slot + 1 by place, or `null` where the keys' product is too large. */
  get dense(): Int32Array | null {
    return this.#dense;
  }

  get cents(): Float64Array {
    return this.#cents;
  }

  get lines(): Float64Array {
    return this.#lines;
  }

  /** The keys of a slot. */
  keysOf(slot: number): readonly number[] {
    return this.#keys[slot] ?? [];
  }

  /** Makes room for keys of at least these widths. */
  widen(widths: readonly number[]): void {
    if (widths.every((width, k) => width <= (this.#widths[k] ?? 0))) return;
    this.#widths = widths.map((width, k) => {
      let room = this.#widths[k] ?? 1;
      while (room < width) room *= 2;
      return room;
    });
    this.#index();
  }

  #index(): void {
    let product = 1;
    const strides: number[] = [];
    for (let k = this.#widths.length - 1; k >= 0; k -= 1) {
      strides[k] = product;
      product *= this.#widths[k] ?? 1;
    }
    this.#strides = strides;
    this.#dense = product <= 4_194_304 ? new Int32Array(product) : null;
    this.#places.clear();
    this.#keys.forEach((keys, slot) => {
      this.#remember(this.#placeOf(keys), slot);
    });
  }

  #placeOf(keys: readonly number[]): number {
    return keys.reduce((sum, key, k) => sum + key * (this.#strides[k] ?? 0), 0);
  }

  #remember(place: number, slot: number): void {
    if (this.#dense === null) this.#places.set(place, slot);
    else this.#dense[place] = slot + 1;
  }

  /** The slot of a place, which is the sum of key times stride; new when it is. */
  slotOf(place: number): number {
    const dense = this.#dense;
    const known = dense === null ? this.#places.get(place) : (dense[place] ?? 0) - 1;
    if (known !== undefined && known >= 0) return known;
    return this.#open(place);
  }

  /** The slot of keys. */
  slotOfKeys(keys: readonly number[]): number {
    return this.slotOf(this.#placeOf(keys));
  }

  #open(place: number): number {
    const slot = this.#count;
    this.#count += 1;
    if (slot >= this.#lines.length) {
      const lines = new Float64Array(this.#lines.length * 2);
      lines.set(this.#lines);
      this.#lines = lines;
      const cents = new Float64Array(this.#cents.length * 2);
      cents.set(this.#cents);
      this.#cents = cents;
    }
    let rest = place;
    this.#keys.push(
      this.#strides.map((stride) => {
        const key = Math.floor(rest / stride);
        rest -= key * stride;
        return key;
      }),
    );
    this.#remember(place, slot);
    return slot;
  }

  /** Adds to a slot. */
  add(slot: number, lines: number, cents: readonly number[]): void {
    this.#lines[slot] = (this.#lines[slot] ?? 0) + lines;
    for (let m = 0; m < this.#measures; m += 1) {
      const at = slot * this.#measures + m;
      this.#cents[at] = (this.#cents[at] ?? 0) + (cents[m] ?? 0);
    }
  }
}

/** Every slot of a table whose last key is the month, as plain rows. */
export function slotRows(
  table: CellTable,
  dims: number,
  measures: number,
): { readonly keys: readonly number[]; readonly month: number; readonly lines: number; readonly cents: readonly number[] }[] {
  return Array.from({ length: table.size }, (_, slot) => {
    const keys = table.keysOf(slot);
    const cents = Array.from({ length: measures }, (_unused, m) => (table.cents[slot * measures + m] ?? 0) + 0);
    return { keys, month: keys[dims] ?? 0, lines: table.lines[slot] ?? 0, cents };
  });
}
