import type { Compiled } from './joined-doubles.js';

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

/** A node whose value is the same at every turn; `whole` where it is a decimal that is known now. */
export interface Same {
  readonly kind: 'same';
  readonly get: Compiled;
  readonly whole: { readonly value: number; readonly places: number } | null;
}

/** An operand of a node inside a loop. */
export type Inside = Column | Same;

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
    const [{ of, places }, now] = [inside, this.#now];
    if (places === 0) return () => of[now.turn] ?? Number.NaN;
    const scale = 10 ** places;
    return () => (of[now.turn] ?? Number.NaN) / scale;
  }

  /** Joins two operands, of which one at least is a column. */
  join(op: Joint, a: Inside, b: Inside): Inside {
    if (op === 'mul') return this.#product(a, b);
    const places = Math.max(a.kind === 'column' ? a.places : (a.whole?.places ?? 0), b.kind === 'column' ? b.places : (b.whole?.places ?? 0));
    return this.#kernel(op, places, this.#at(a, places), this.#at(b, places));
  }

  /** The sum over the turns of the current run, in plain units. */
  sum(of: Inside): Compiled {
    const turns = this.#turns;
    if (of.kind === 'same') return () => (turns.count === 0 ? Number.NaN : of.get() * turns.count);
    const [column, scale] = [of.of, 10 ** of.places];
    return () => {
      this.run();
      return turns.count === 0 ? Number.NaN : total(column, turns.count) / scale;
    };
  }

  /** The average over the turns of the current run by weights, in plain units. */
  average(of: Inside, weight: Inside): Compiled {
    const [value, share, turns, now] = [this.reader(of), this.reader(weight), this.#turns, this.#now];
    return () => {
      this.run();
      let [top, bottom] = [0, 0];
      for (now.turn = 0; now.turn < turns.count; now.turn += 1) {
        const each = share();
        top += each * value();
        bottom += each;
      }
      return bottom === 0 ? Number.NaN : top / bottom;
    };
  }

  #product(a: Inside, b: Inside): Inside {
    const placesOf = (x: Inside): number => (x.kind === 'column' ? x.places : (x.whole?.places ?? 0));
    const places = placesOf(a) + placesOf(b);
    if (places > MOST_PLACES) return this.#product(this.#plain(a), this.#plain(b));
    const factor = (x: Inside): Column | Compiled => {
      if (x.kind === 'column') return x;
      const { whole } = x;
      return whole === null ? x.get : () => whole.value;
    };
    return this.#kernel('mul', places, factor(a), factor(b));
  }

  /** The operand without a scale. */
  #plain(x: Inside): Inside {
    if (x.kind === 'same') return { kind: 'same', get: x.get, whole: null };
    if (x.places === 0) return x;
    const [out, turns, scale] = [new Float64Array(this.#most), this.#turns, 10 ** x.places];
    this.#steps.push(() => {
      for (let i = 0, n = turns.count; i < n; i += 1) out[i] = (x.of[i] ?? 0) / scale;
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
    if (x.places === places) return x;
    const [out, turns, scale] = [new Float64Array(this.#most), this.#turns, 10 ** (places - x.places)];
    this.#steps.push(() => {
      for (let i = 0, n = turns.count; i < n; i += 1) out[i] = (x.of[i] ?? 0) * scale;
    });
    return { kind: 'column', places, of: out };
  }

  #kernel(op: Joint, places: number, a: Column | Compiled, b: Column | Compiled): Inside {
    const [out, turns] = [new Float64Array(this.#most), this.#turns];
    if (typeof a === 'function') {
      if (typeof b === 'function') throw new TypeError('Two figures that are the same at every turn make no column.');
      const right = b.of;
      // Sums, products and limits don't mind the order of their operands.
      const kernel = op === 'sub' ? fromSame : { add: addSame, mul: mulSame, min: minSame, max: maxSame }[op];
      this.#steps.push(() => kernel(out, right, a(), turns.count));
    } else if (typeof b === 'function') {
      const left = a.of;
      const kernel = { add: addSame, sub: subSame, mul: mulSame, min: minSame, max: maxSame }[op];
      this.#steps.push(() => kernel(out, left, b(), turns.count));
    } else {
      const [left, right] = [a.of, b.of];
      const kernel = { add, sub, mul, min, max }[op];
      this.#steps.push(() => kernel(out, left, right, turns.count));
    }
    return { kind: 'column', places, of: out };
  }
}

/** Four sums side by side: one alone waits for itself at every addition. */
function total(column: Float64Array, n: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
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
