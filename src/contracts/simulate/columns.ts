import type { Compiled } from './joined-doubles.js';
import type { Missing } from './missing.js';

/** How many turns a loop has in the current run. */
export interface Turns {
  count: number;
}

/** A node's value at every turn, held as whole units of 10^-places where its inputs are decimals, so that sums of cents are exact. */
export interface Column {
  readonly kind: 'column';
  readonly places: number;
  readonly of: Float64Array;
}

/**
 * A node's value at every turn where each turn's item is one of a pool that doesn't change: value of item `picked[turn]`. What is
 * worked out on the pool once needn't be at every turn of every run.
 */
export interface Picked {
  readonly kind: 'picked';
  readonly places: number;
  readonly values: Float64Array;
  readonly picked: Int32Array;
}

/** A node whose value is the same at every turn; `whole` where it is a decimal that is known now. */
export interface Same {
  readonly kind: 'same';
  readonly get: Compiled;
  readonly whole: { readonly value: number; readonly places: number } | null;
}

/** An operand of a node inside a loop. */
export type Inside = Column | Picked | Same;

/** What a node adds to a sum over the turns of the current run, in whole units of 10^-places. */
export interface Part {
  readonly places: number;
  readonly total: Compiled;
}

/** The operations that have a kernel over whole columns. */
export type Joint = 'add' | 'sub' | 'mul' | 'min' | 'max';

/** Beyond these many places a column goes back to plain doubles, since whole numbers end at 2^53. */
const MOST_PLACES = 9;
/** This near to a whole number of a column's units, a figure counts as that number. */
const SNAP = 1e-9;

/** Collects what has to be done in each run to have a loop's columns, one after another. */
export class Columns {
  readonly #steps: (() => void)[] = [];
  readonly #most: number;
  readonly #turns: Turns;
  /** The turn that a node reads which has no kernel of its own. */
  readonly #now = { turn: 0 };

  /** @param most - Turns that a run may have at most. */
  constructor(most: number, turns: Turns) {
    this.#most = most;
    this.#turns = turns;
  }

  /** Computes every column for the turns of the current run. */
  run(): void {
    const steps = this.#steps;
    for (let i = 0; i < steps.length; i += 1) steps[i]?.();
  }

  /** A column that is computed turn by turn by a node's own closure. */
  each(of: Compiled): Column {
    const [out, turns, now] = [new Float64Array(this.#most), this.#turns, this.#now];
    this.#steps.push(() => {
      for (now.turn = 0; now.turn < turns.count; now.turn += 1) out[now.turn] = of();
    });
    return { kind: 'column', places: 0, of: out };
  }

  /** The operand as a function of the current turn, in plain units. */
  reader(inside: Inside): Compiled {
    if (inside.kind === 'same') return inside.get;
    const [now, { places }] = [this.#now, inside];
    const scale = 10 ** places;
    if (inside.kind === 'picked') {
      const { values, picked } = inside;
      return () => (values[picked[now.turn] ?? 0] ?? Number.NaN) / scale;
    }
    const { of } = inside;
    return places === 0 ? () => of[now.turn] ?? Number.NaN : () => (of[now.turn] ?? Number.NaN) / scale;
  }

  /** Joins two operands; two that are the same at every turn stay so. */
  join(op: Joint, a: Inside, b: Inside): Inside {
    if (a.kind === 'same' && b.kind === 'same') return sameJoined(op, a.get, b.get);
    const onPool = this.#onPool(op, a, b);
    if (onPool !== null) return onPool;
    if (op === 'mul') return this.#product(a, b);
    const places = Math.max(placesOf(a), placesOf(b));
    return this.#kernel(op, places, this.#at(a, places), this.#at(b, places));
  }

  /** The sum over the turns of the current run, in plain units: of each part, added or taken away. */
  sum(parts: readonly (Part & { readonly sign: 1 | -1 })[]): Compiled {
    const places = Math.max(...parts.map((part) => part.places));
    const turns = this.#turns;
    const totals = parts.map(({ total: get, sign, places: own }) => {
      const factor = sign * 10 ** (places - own);
      return factor === 1 ? get : () => get() * factor;
    });
    const [[first, second, ...more], scale] = [totals, 10 ** places];
    const none = (): number => 0;
    const [one, two] = [first ?? none, second ?? none];
    return () => {
      if (turns.count === 0) return Number.NaN;
      this.run();
      let sum = one() + two();
      for (const each of more) sum += each();
      return sum / scale;
    };
  }

  /** What an operand adds to a sum. */
  part(of: Inside): Part {
    const [turns, places] = [this.#turns, placesOf(of)];
    switch (of.kind) {
      case 'same': {
        const { whole, get } = of;
        return { places, total: whole === null ? () => get() * turns.count : () => whole.value * turns.count };
      }
      case 'picked': {
        const { values, picked } = of;
        return { places, total: () => pickedTotal(values, picked, turns.count) };
      }
      case 'column':
        return { places, total: () => total(of.of, turns.count) };
    }
  }

  /** What a limited operand adds to a sum, without a column for the limited values; null unless one of the two is the limit. */
  limitedPart(op: 'min' | 'max', a: Inside, b: Inside): Part | null {
    const [of, limit] = b.kind === 'same' ? [a, b] : [b, a];
    if (of.kind !== 'column' || limit.kind !== 'same') return null;
    const places = Math.max(placesOf(of), placesOf(limit));
    const [column, get, turns, totalOf] = [this.#at(of, places), this.#at(limit, places), this.#turns, op === 'min' ? cappedTotal : flooredTotal];
    if (typeof column === 'function' || typeof get !== 'function') return null;
    return { places, total: () => totalOf(column.of, get(), turns.count) };
  }

  /** The average over the turns of the current run by weights, in plain units. */
  average(of: Inside, weight: Inside, missing: Missing): Compiled {
    const [value, share, turns, now] = [this.reader(of), this.reader(weight), this.#turns, this.#now];
    return () => {
      this.run();
      let top = 0;
      let bottom = 0;
      for (now.turn = 0; now.turn < turns.count; now.turn += 1) {
        if (missing?.() === true) continue;
        const each = share();
        top += each * value();
        bottom += each;
      }
      return bottom === 0 ? Number.NaN : top / bottom;
    };
  }

  /** Whether the current turn is one of those; null where none is. One flag for all turns, or one for each. */
  where(flags: readonly boolean[]): Missing {
    if (!flags.includes(true)) return null;
    const now = this.#now;
    return flags.length === 1 ? () => true : () => flags[now.turn] === true;
  }

  /** Whether something holds at a turn of the current run. */
  some(holds: () => boolean): boolean {
    const [turns, now] = [this.#turns, this.#now];
    this.run();
    for (now.turn = 0; now.turn < turns.count; now.turn += 1) if (holds()) return true;
    return false;
  }

  /** Two operands that are fixed for each item of a pool are joined on the pool, once; null for others. */
  #onPool(op: Joint, a: Inside, b: Inside): Picked | null {
    const pool = a.kind === 'picked' ? a : b.kind === 'picked' ? b : null;
    if (pool === null) return null;
    const fixed = [a, b].every((each) => (each.kind === 'picked' ? each.picked === pool.picked : each.kind === 'same' && each.whole !== null));
    const places = op === 'mul' ? placesOf(a) + placesOf(b) : Math.max(placesOf(a), placesOf(b));
    if (!fixed || places > MOST_PLACES) return null;
    const valueOf = (x: Inside, i: number): number => {
      const value = x.kind === 'picked' ? (x.values[i] ?? 0) : x.kind === 'same' ? (x.whole?.value ?? 0) : 0;
      return op === 'mul' ? value : value * 10 ** (places - placesOf(x));
    };
    const join = {
      add: (x: number, y: number) => x + y,
      sub: (x: number, y: number) => x - y,
      mul: (x: number, y: number) => x * y,
      min: Math.min,
      max: Math.max,
    }[op];
    return { ...pool, places, values: pool.values.map((_, i) => join(valueOf(a, i), valueOf(b, i))) };
  }

  #product(a: Inside, b: Inside): Inside {
    const places = placesOf(a) + placesOf(b);
    if (places > MOST_PLACES) return this.#product(this.#plain(a), this.#plain(b));
    const factor = (x: Inside): Column | Compiled => {
      if (x.kind !== 'same') return this.#laidOut(x);
      const { whole } = x;
      return whole === null ? x.get : () => whole.value;
    };
    return this.#kernel('mul', places, factor(a), factor(b));
  }

  /** The operand without a scale. */
  #plain(x: Inside): Inside {
    if (x.kind === 'same') return { kind: 'same', get: x.get, whole: null };
    const column = this.#laidOut(x);
    if (x.places === 0) return column;
    const [out, turns, scale] = [new Float64Array(this.#most), this.#turns, 10 ** x.places];
    this.#steps.push(() => {
      for (let i = 0, n = turns.count; i < n; i += 1) out[i] = (column.of[i] ?? 0) / scale;
    });
    return { kind: 'column', places: 0, of: out };
  }

  /** The operand in whole units of 10^-places. */
  #at(x: Inside, places: number): Column | Compiled {
    if (x.kind === 'same') {
      const scale = 10 ** places;
      const { get } = x;
      return scale === 1
        ? get
        : () => {
            const exact = get() * scale;
            const near = Math.round(exact);
            return Math.abs(exact - near) <= SNAP ? near : exact;
          };
    }
    const column = this.#laidOut(x);
    if (x.places === places) return column;
    const [out, turns, scale] = [new Float64Array(this.#most), this.#turns, 10 ** (places - x.places)];
    this.#steps.push(() => {
      for (let i = 0, n = turns.count; i < n; i += 1) out[i] = (column.of[i] ?? 0) * scale;
    });
    return { kind: 'column', places, of: out };
  }

  /** The values of the items of the current run one after another. */
  #laidOut(x: Column | Picked): Column {
    if (x.kind === 'column') return x;
    const [out, turns, { values, picked }] = [new Float64Array(this.#most), this.#turns, x];
    this.#steps.push(() => gathered(out, values, picked, turns.count));
    return { kind: 'column', places: x.places, of: out };
  }

  #kernel(op: Joint, places: number, a: Column | Compiled, b: Column | Compiled): Column {
    const [out, turns] = [new Float64Array(this.#most), this.#turns];
    const made: Column = { kind: 'column', places, of: out };
    if (typeof a !== 'function' && typeof b !== 'function') {
      const [left, right, kernel] = [a.of, b.of, { add, sub, mul, min, max }[op]];
      this.#steps.push(() => kernel(out, left, right, turns.count));
      return made;
    }
    const [column, get] = typeof a !== 'function' ? [a.of, b] : [typeof b === 'function' ? out : b.of, a];
    if (typeof get !== 'function') throw new TypeError('One of two operands inside a loop is a column, or both would stand outside it.');
    // Sums, products and limits don't mind the order of their operands.
    const kernel = op === 'sub' ? (typeof a === 'function' ? fromSame : subSame) : { add: addSame, mul: mulSame, min: minSame, max: maxSame }[op];
    this.#steps.push(() => kernel(out, column, get(), turns.count));
    return made;
  }
}

function sameJoined(op: Joint, a: Compiled, b: Compiled): Same {
  const get = {
    add: () => a() + b(),
    sub: () => a() - b(),
    mul: () => a() * b(),
    min: () => Math.min(a(), b()),
    max: () => Math.max(a(), b()),
  }[op];
  return { kind: 'same', get, whole: null };
}

const placesOf = (x: Inside): number => (x.kind === 'same' ? (x.whole?.places ?? 0) : x.places);

/**
 * Four sums side by side: one alone waits for itself at every addition. What runs in every run of a simulation takes no list apart
 * into names, which costs as much as a hundred additions.
 */
function total(column: Float64Array, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += column[i] ?? 0;
    s1 += column[i + 1] ?? 0;
    s2 += column[i + 2] ?? 0;
    s3 += column[i + 3] ?? 0;
  }
  for (; i < n; i += 1) s0 += column[i] ?? 0;
  return s0 + s1 + (s2 + s3);
}

function add(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (a[i] ?? 0) + (b[i] ?? 0);
}
function sub(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (a[i] ?? 0) - (b[i] ?? 0);
}
function mul(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (a[i] ?? 0) * (b[i] ?? 0);
}
function min(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = Math.min(a[i] ?? 0, b[i] ?? 0);
}
function max(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = Math.max(a[i] ?? 0, b[i] ?? 0);
}
function addSame(out: Float64Array, a: Float64Array, b: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (a[i] ?? 0) + b;
}
function subSame(out: Float64Array, a: Float64Array, b: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (a[i] ?? 0) - b;
}
function fromSame(out: Float64Array, a: Float64Array, b: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = b - (a[i] ?? 0);
}
function mulSame(out: Float64Array, a: Float64Array, b: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (a[i] ?? 0) * b;
}
function minSame(out: Float64Array, a: Float64Array, b: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = Math.min(a[i] ?? 0, b);
}
function maxSame(out: Float64Array, a: Float64Array, b: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = Math.max(a[i] ?? 0, b);
}

function gathered(out: Float64Array, values: Float64Array, picked: Int32Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = values[picked[i] ?? 0] ?? 0;
}

function pickedTotal(values: Float64Array, picked: Int32Array, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += values[picked[i] ?? 0] ?? 0;
    s1 += values[picked[i + 1] ?? 0] ?? 0;
    s2 += values[picked[i + 2] ?? 0] ?? 0;
    s3 += values[picked[i + 3] ?? 0] ?? 0;
  }
  for (; i < n; i += 1) s0 += values[picked[i] ?? 0] ?? 0;
  return s0 + s1 + (s2 + s3);
}

function cappedTotal(column: Float64Array, most: number, n: number): number {
  if (Number.isNaN(most)) return most;
  let s0 = 0;
  let s1 = 0;
  let i = 0;
  // Compared this way round, what isn't a number stays what it is.
  for (; i + 1 < n; i += 2) {
    const a = column[i] ?? 0;
    const b = column[i + 1] ?? 0;
    s0 += a > most ? most : a;
    s1 += b > most ? most : b;
  }
  if (i < n) {
    const a = column[i] ?? 0;
    s0 += a > most ? most : a;
  }
  return s0 + s1;
}

function flooredTotal(column: Float64Array, least: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += Math.max(column[i] ?? 0, least);
  return sum;
}
