/** Nodes that are remembered at once. At 9 bytes and half-filled slots: about 10 MB. */
const MOST_NODES = 524_288;

/**
 * Finds the persons that must be judged together, because a claim, a reference between claims or a bundle names several of them.
 *
 * It reads the rows once, or more often where there are more claims than it may remember: each reading looks at a range of hashes, and
 * the range is halved when it is too full. Persons and claims are known by 32-bit hashes; two of one hash are judged together, which
 * costs a little memory and changes nothing.
 */
export class PersonLinks {
  readonly #most: number;
  #keys: Int32Array;
  #persons: Int32Array;
  #used: Uint8Array;
  #count = 0;
  #from = 0;
  #to = 0x1_0000_0000;
  readonly #parent = new Map<number, number>();

  /** @param most - Nodes that may be remembered at once. */
  constructor(most: number = MOST_NODES) {
    this.#most = most;
    this.#keys = new Int32Array(1024);
    this.#persons = new Int32Array(1024);
    this.#used = new Uint8Array(1024);
  }

  /** Notes that a row of a person names a node, such as a claim. */
  see(node: number, person: number): void {
    if (node < this.#from || node >= this.#to) return;
    let slot = this.#slotOf(node);
    if (this.#used[slot] === 1) {
      this.#join((this.#persons[slot] ?? 0) >>> 0, person);
      return;
    }
    if ((this.#count + 1) * 2 > this.#keys.length) {
      this.#resize(this.#keys.length * 2);
      slot = this.#slotOf(node);
    }
    this.#put(slot, node, person);
    while (this.#count > this.#most && this.#to - this.#from > 1) {
      this.#to = this.#from + Math.floor((this.#to - this.#from) / 2);
      this.#resize(this.#keys.length);
    }
  }

  /** Ends a reading; true when the rows must be read again for the nodes that were left out. */
  again(): boolean {
    this.#from = this.#to;
    this.#to = 0x1_0000_0000;
    this.#count = 0;
    this.#used.fill(0);
    if (this.#from < this.#to) return true;
    this.#keys = new Int32Array(0);
    this.#persons = new Int32Array(0);
    this.#used = new Uint8Array(0);
    return false;
  }

  /** Whether a person must be judged together with others. */
  isJoined(person: number): boolean {
    return this.#parent.has(person);
  }

  /** The person who stands for all that are judged together. */
  rootOf(person: number): number {
    let root = person;
    for (let up = this.#parent.get(root); up !== undefined && up !== root; up = this.#parent.get(root)) root = up;
    // Paths are made short on the way, so that long ones stay cheap.
    for (let at = person; at !== root; ) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }

  #join(left: number, right: number): void {
    if (left === right) return;
    const [a, b] = [this.rootOf(left), this.rootOf(right)];
    const [root, other] = a < b ? [a, b] : [b, a];
    this.#parent.set(root, root);
    this.#parent.set(other, root);
  }

  #slotOf(node: number): number {
    const mask = this.#keys.length - 1;
    let slot = (Math.imul(node, 0x9e3779b1) >>> 7) & mask;
    while (this.#used[slot] === 1 && this.#keys[slot] !== (node | 0)) slot = (slot + 1) & mask;
    return slot;
  }

  #put(slot: number, node: number, person: number): void {
    this.#used[slot] = 1;
    this.#keys[slot] = node | 0;
    this.#persons[slot] = person | 0;
    this.#count += 1;
  }

  #resize(length: number): void {
    const [keys, persons, used] = [this.#keys, this.#persons, this.#used];
    this.#keys = new Int32Array(length);
    this.#persons = new Int32Array(length);
    this.#used = new Uint8Array(length);
    this.#count = 0;
    for (let slot = 0; slot < keys.length; slot += 1) {
      const node = (keys[slot] ?? 0) >>> 0;
      if (used[slot] === 1 && node >= this.#from && node < this.#to) this.#put(this.#slotOf(node), node, (persons[slot] ?? 0) >>> 0);
    }
  }
}
