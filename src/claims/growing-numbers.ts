/** Whole numbers below 2^31 that grow one at a time, at four bytes each. */
export class GrowingNumbers {
  #values = new Int32Array(1024);
  #length = 0;

  /** How many there are. Unit: numbers. */
  get length(): number {
    return this.#length;
  }

  /** Adds one. */
  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Int32Array(this.#length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** All of them, in the memory where they grew: the next that is added may or may not show in it. */
  toArray(): Int32Array {
    return this.#values.subarray(0, this.#length);
  }
}
