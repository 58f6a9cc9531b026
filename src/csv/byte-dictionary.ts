/** Probes after which a column of colliding texts goes to a Map. */
const MOST_PROBES = 64;

/** Mixes into the hash; fixed, so that the same file is read the same way. */
const SEED = 0x811c9dc5;

/**
 * Numbers distinct byte texts in order of first appearance, without decoding them.
 *
 * Open addressing with a cap on probes: texts that were made to collide move the whole dictionary to a Map, so the work stays
 * linear and the numbers stay the same.
 */
export class ByteDictionary {
  /** Distinct texts so far. */
  size: number = 0;
  /** Entry and hash of each slot, side by side; the entry is -1 where the slot is free. */
  #table = new Int32Array(512).fill(-1);
  #hashes = new Int32Array(128);
  #ends = new Int32Array(129);
  #bytes = new Uint8Array(2048);
  #last = -1;
  #map: Map<string, number> | null = null;

  /** Number of a text; equal to {@link size} before the call when the text is new. */
  numberOf(bytes: Uint8Array, from: number, to: number): number {
    if (this.#last >= 0 && this.#equals(this.#last, bytes, from, to)) return this.#last;
    if (this.#map !== null) return this.#mapped(this.#map, bytes, from, to);
    let hash = SEED;
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    hash ^= hash >>> 15;
    const table = this.#table;
    const mask = table.length - 1;
    let slot = (hash << 1) & mask;
    for (let probe = 0; probe < MOST_PROBES; probe += 1) {
      const entry = table[slot] ?? -1;
      if (entry < 0) return this.#add(bytes, from, to, hash, slot);
      if (table[slot + 1] === hash && this.#equals(entry, bytes, from, to)) {
        this.#last = entry;
        return entry;
      }
      slot = (slot + 2) & mask;
    }
    this.#map = this.#asMap();
    return this.#mapped(this.#map, bytes, from, to);
  }

  #equals(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#ends[entry] ?? 0;
    if ((this.#ends[entry + 1] ?? 0) - start !== to - from) return false;
    const own = this.#bytes;
    for (let at = from, other = start; at < to; at += 1, other += 1) if (own[other] !== bytes[at]) return false;
    return true;
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const entry = this.#keep(bytes, from, to);
    this.#hashes[entry] = hash;
    this.#table[slot] = entry;
    this.#table[slot + 1] = hash;
    if (this.size * 4 > this.#table.length) this.#grow();
    return entry;
  }

  #keep(bytes: Uint8Array, from: number, to: number): number {
    const entry = this.size;
    const start = this.#ends[entry] ?? 0;
    const end = start + to - from;
    if (end > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#bytes.set(bytes.subarray(from, to), start);
    if (entry + 1 >= this.#hashes.length) {
      const hashes = new Int32Array(this.#hashes.length * 2);
      hashes.set(this.#hashes);
      this.#hashes = hashes;
      const ends = new Int32Array(this.#hashes.length + 1);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#ends[entry + 1] = end;
    this.size = entry + 1;
    this.#last = entry;
    return entry;
  }

  #grow(): void {
    const table = new Int32Array(this.#table.length * 2).fill(-1);
    const mask = table.length - 1;
    for (let entry = 0; entry < this.size; entry += 1) {
      const hash = this.#hashes[entry] ?? 0;
      let slot = (hash << 1) & mask;
      let probe = 0;
      for (; probe < MOST_PROBES && (table[slot] ?? -1) >= 0; probe += 1) slot = (slot + 2) & mask;
      if (probe === MOST_PROBES) {
        this.#map = this.#asMap();
        return;
      }
      table[slot] = entry;
      table[slot + 1] = hash;
    }
    this.#table = table;
  }

  #asMap(): Map<string, number> {
    const map = new Map<string, number>();
    for (let entry = 0; entry < this.size; entry += 1) map.set(latin(this.#bytes, this.#ends[entry] ?? 0, this.#ends[entry + 1] ?? 0), entry);
    return map;
  }

  #mapped(map: Map<string, number>, bytes: Uint8Array, from: number, to: number): number {
    const key = latin(bytes, from, to);
    const known = map.get(key);
    if (known !== undefined) {
      this.#last = known;
      return known;
    }
    const entry = this.#keep(bytes, from, to);
    map.set(key, entry);
    return entry;
  }
}

/** One character for each byte: a key, not a text. */
function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}
