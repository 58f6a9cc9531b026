import { compareCodePoints } from '../money/allocate.js';

/** A set of whole numbers as bits. */
class Bits {
  #words = new Uint32Array(4);

  add(index: number): void {
    const at = index >>> 5;
    if (at >= this.#words.length) {
      const wider = new Uint32Array(Math.max(at + 1, this.#words.length * 2));
      wider.set(this.#words);
      this.#words = wider;
    }
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (index & 31));
  }

  get size(): number {
    let count = 0;
    this.forEach(() => {
      count += 1;
    });
    return count;
  }

  forEach(action: (index: number) => void): void {
    for (let at = 0; at < this.#words.length; at += 1) {
      let word = this.#words[at] ?? 0;
      while (word !== 0) {
        const bit = 31 - Math.clz32(word & -word);
        action(at * 32 + bit);
        word &= word - 1;
      }
    }
  }
}

/** Numbers the persons of each group from 0, so that a group's sets stay small whatever the number of groups. */
class LocalNumbers {
  #homeGroup = new Int32Array(0);
  #homeNumber = new Int32Array(0);
  readonly #elsewhere = new Map<number, number>();
  readonly #members: number[][] = [];

  numberOf(group: number, person: number): number {
    if (person >= this.#homeGroup.length) this.#grow(person);
    if (this.#homeGroup[person] === group) return this.#homeNumber[person] ?? 0;
    if (this.#homeGroup[person] === -1) {
      this.#homeGroup[person] = group;
      this.#homeNumber[person] = this.#next(group, person);
      return this.#homeNumber[person] ?? 0;
    }
    const key = group * 4_294_967_296 + person;
    const known = this.#elsewhere.get(key);
    if (known !== undefined) return known;
    const number = this.#next(group, person);
    this.#elsewhere.set(key, number);
    return number;
  }

  personOf(group: number, number: number): number {
    return this.#members[group]?.[number] ?? 0;
  }

  #next(group: number, person: number): number {
    let list = this.#members[group];
    if (list === undefined) {
      list = [];
      this.#members[group] = list;
    }
    list.push(person);
    return list.length - 1;
  }

  #grow(person: number): void {
    const room = Math.max(1024, person * 2);
    const groups = new Int32Array(room).fill(-1);
    groups.set(this.#homeGroup);
    this.#homeGroup = groups;
    const numbers = new Int32Array(room);
    numbers.set(this.#homeNumber);
    this.#homeNumber = numbers;
  }
}

interface LeafSet {
  readonly group: number;
  readonly bits: Bits;
}

/** Distinct persons of one combination of keys, some left open. */
export interface PersonCount {
  /** One value for each dimension; `undefined` where the count runs over all its values. */
  readonly keys: readonly (string | null | undefined)[];
  /** Unit: persons. */
  readonly count: number;
}

function marginKey(keys: readonly (string | null | undefined)[]): string {
  return JSON.stringify(keys.map((key) => (key === undefined ? 0 : [key])));
}

/**
 * Distinct persons by every combination of dimensions, exactly. Own persons are sets; those of merged aggregates are counts,
 * which add because the scopes prove that no person is in two.
 */
export class PersonSets {
  readonly #dims: number;
  readonly #own: LeafSet[] = [];
  readonly #numbers = new LocalNumbers();
  readonly #foreign = new Map<string, PersonCount>();

  /** @param dims - How many dimensions; all 2^dims margins are counted. */
  constructor(dims: number) {
    this.#dims = dims;
  }

  /**
   * Adds a person to a leaf.
   *
   * @param leaf - The caller's number of a combination of keys, from 0 without gaps.
   * @param group - The caller's number of the leaf's first key, mostly the employer.
   * @param person - The caller's number of the person.
   */
  add(leaf: number, group: number, person: number): void {
    const number = this.#numbers.numberOf(group, person);
    let set = this.#own[leaf];
    if (set === undefined) {
      set = { group, bits: new Bits() };
      this.#own[leaf] = set;
    }
    set.bits.add(number);
  }

  /** The counts of an aggregate over other members. */
  addForeign(counts: readonly PersonCount[]): void {
    for (const each of counts) {
      const key = marginKey(each.keys);
      this.#foreign.set(key, { keys: each.keys, count: (this.#foreign.get(key)?.count ?? 0) + each.count });
    }
  }

  /**
   * Counts of every margin that has a person.
   *
   * @param keysOf - The values of a leaf's dimensions.
   */
  counts(keysOf: (leaf: number) => readonly (string | null)[]): readonly PersonCount[] {
    const result = new Map<string, { keys: PersonCount['keys']; count: number }>();
    const leaves = this.#own.map((set, leaf) => ({ keys: keysOf(leaf), set }));
    for (let open = 0; open < 1 << this.#dims; open += 1) {
      const groups = new Map<string, { keys: PersonCount['keys']; sets: LeafSet[] }>();
      for (const { keys, set } of leaves) {
        const shown = keys.map((key, k) => ((open >> k) & 1 ? undefined : key));
        const name = marginKey(shown);
        const group = groups.get(name);
        if (group === undefined) groups.set(name, { keys: shown, sets: [set] });
        else group.sets.push(set);
      }
      for (const [name, group] of groups) result.set(name, { keys: group.keys, count: this.#union(group.sets) });
    }
    for (const [name, each] of this.#foreign) {
      const own = result.get(name);
      if (own === undefined) result.set(name, { ...each });
      else own.count += each.count;
    }
    return Array.from(result)
      .sort(([a], [b]) => compareCodePoints(a, b))
      .map(([, each]) => each);
  }

  #union(sets: readonly LeafSet[]): number {
    const all = new Bits();
    const oneGroup = sets.every((set) => set.group === sets[0]?.group);
    for (const { group, bits } of sets) bits.forEach((number) => all.add(oneGroup ? number : this.#numbers.personOf(group, number)));
    return all.size;
  }

  get empty(): boolean {
    return this.#own.length === 0 && this.#foreign.size === 0;
  }

  /** Whether only own persons are known, so that more of their lines may be added. */
  get open(): boolean {
    return this.#foreign.size === 0;
  }
}
