import { isValid, type TextColumn } from './batch.js';

/**
 * Gives equal texts of text columns equal numbers, by their bytes, without decoding them. A salt keeps the ids of different
 * senders apart.
 *
 * Limits: open addressing with linear probing; past 64 probes a text goes to an ordinary map, so hostile ids stay linear.
 */
export class TextInterner {
  #slots = new Int32Array(1024).fill(-1);
  readonly #hashes: number[] = [];
  readonly #salts: number[] = [];
  readonly #bytes: Uint8Array[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #spill = new Map<string, number>();

  /** How many different texts were seen. Unit: texts. */
  get count(): number {
    return this.#hashes.length;
  }

  /** The number of a row's text; -1 where it is null. */
  idAt(column: TextColumn | undefined, row: number, salt: number): number {
    if (column === undefined || !isValid(column.validity, row)) return -1;
    const from = column.offsets[row] ?? 0;
    const to = column.offsets[row + 1] ?? 0;
    return this.#idOf(column.bytes, from, to, salt);
  }

  /** The text of a number. */
  textOf(id: number): string {
    return new TextDecoder().decode(this.#bytes[id]?.subarray(this.#from[id], this.#to[id]));
  }

  #idOf(bytes: Uint8Array, from: number, to: number, salt: number): number {
    let hash = Math.imul(0x811c9dc5 ^ salt, 0x01000193);
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let probe = 0; probe < 64; probe += 1) {
      const id = this.#slots[slot] ?? -1;
      if (id === -1) {
        const made = this.#make(bytes, from, to, salt, hash);
        this.#slots[slot] = made;
        if (made * 2 > this.#slots.length) this.#grow();
        return made;
      }
      if (this.#hashes[id] === hash && this.#salts[id] === salt && this.#same(id, bytes, from, to)) return id;
      slot = (slot + 1) & mask;
    }
    const key = `${salt}:${new TextDecoder().decode(bytes.subarray(from, to))}`;
    const known = this.#spill.get(key);
    if (known !== undefined) return known;
    const made = this.#make(bytes, from, to, salt, hash);
    this.#spill.set(key, made);
    return made;
  }

  #make(bytes: Uint8Array, from: number, to: number, salt: number, hash: number): number {
    this.#hashes.push(hash);
    this.#salts.push(salt);
    this.#bytes.push(bytes);
    this.#from.push(from);
    this.#to.push(to);
    return this.#hashes.length - 1;
  }

  #same(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const other = this.#bytes[id];
    const start = this.#from[id] ?? 0;
    if (other === undefined || (this.#to[id] ?? 0) - start !== to - from) return false;
    for (let at = 0; at < to - from; at += 1) if (other[start + at] !== bytes[from + at]) return false;
    return true;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    // Every text is placed again: one that stayed in the map while its slots are free now would get a second number.
    this.#spill.clear();
    for (let id = 0; id < this.#hashes.length; id += 1) {
      let slot = (this.#hashes[id] ?? 0) & mask;
      let probes = 0;
      while (slots[slot] !== -1 && probes < 63) {
        slot = (slot + 1) & mask;
        probes += 1;
      }
      if (slots[slot] === -1) slots[slot] = id;
      else this.#spill.set(`${this.#salts[id] ?? 0}:${this.textOf(id)}`, id);
    }
    this.#slots = slots;
  }
}
