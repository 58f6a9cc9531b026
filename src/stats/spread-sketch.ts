import { badArgument } from './check.js';

/** What a sketch of quantiles holds, as plain data that workers can hand over. */
export interface SpreadState {
  /** Values that were counted. */
  readonly count: number;
  /** The values while there are few, in order; empty once they are counted in cells. */
  readonly values: Float64Array;
  /** Cells are 2^power wide. */
  readonly power: number;
  /** Cells that hold a value, in order; each by five figures: how many values, the least and the greatest of them, how many are the least, how many the greatest. */
  readonly cells: Float64Array;
}

/** Values that are kept as they are. */
const EXACT = 65_536;
/** Cells between the least and the greatest value at most; when more are needed, they become twice as wide. */
const CELLS = 65_536;
/** Figures of a cell. */
const FIELDS = 5;
/** Cells are never narrower than 2^-40, and never so narrow that their numbers aren't exact. */
const NARROWEST = -40;
const LARGEST = 2 ** 52;

/**
 * Quantiles of any number of values in constant memory: exact for up to 65,536 values; after that values are counted in at most
 * 65,536 cells of equal width, a power of two, each with its least and greatest value and how many of its values these are.
 *
 * A quantile is then off by less than a cell, at most 1/32,767 of the range, and not at all at what many values share: zero, a
 * limit. The width follows from the least and the greatest value alone, so neither the order
 * of the values nor the way in which they were shared out changes anything.
 *
 * @testedBy stats/spread-sketch.test.ts: exact quantiles, order, merging, memory
 */
export class SpreadSketch {
  /** Null once values are counted in cells. */
  #kept: Float64Array | null = new Float64Array(1024);
  #count = 0;
  #power = NARROWEST;
  #scale = 2 ** NARROWEST;
  /** Numbers of the first and the last cell with a value. A cell stands at its number modulo CELLS. */
  #first = 0;
  #last = -1;
  #cells = new Float64Array(0);

  /** Values so far. */
  get count(): number {
    return this.#count;
  }

  /** Counts one finite value. */
  add(value: number): void {
    if (!Number.isFinite(value)) throw badArgument('value', String(value), 'a finite number');
    if (this.#kept !== null && this.#count < EXACT) {
      if (this.#count === this.#kept.length) {
        const larger = new Float64Array(2 * this.#count);
        larger.set(this.#kept);
        this.#kept = larger;
      }
      this.#kept[this.#count] = value;
      this.#count += 1;
      return;
    }
    this.#spread();
    this.#one(value);
  }

  /** Adds another sketch's values. */
  merge(other: SpreadState): void {
    for (const value of other.values) this.add(value);
    if (other.cells.length === 0) return;
    this.#spread();
    while (this.#power < other.power) this.#widen();
    for (let i = 0; i < other.cells.length; i += FIELDS) {
      this.#count += other.cells[i] ?? 0;
      const at = this.#place(other.cells[i + 1] ?? 0);
      record(this.#cells, at, other.cells, i);
    }
  }

  /** The sketch as plain data. */
  state(): SpreadState {
    if (this.#kept !== null) return { count: this.#count, values: this.#sorted(), power: 0, cells: new Float64Array(0) };
    const rows: number[] = [];
    for (let cell = this.#first; cell <= this.#last; cell += 1) {
      const at = placeOf(cell);
      if ((this.#cells[at] ?? 0) > 0) rows.push(...this.#cells.subarray(at, at + FIELDS));
    }
    return { count: this.#count, values: new Float64Array(0), power: this.#power, cells: Float64Array.from(rows) };
  }

  #sorted(): Float64Array {
    return this.#kept?.slice(0, this.#count).sort() ?? new Float64Array(0);
  }

  #spread(): void {
    if (this.#kept === null) return;
    const kept = this.#kept.subarray(0, this.#count);
    this.#kept = null;
    this.#count = 0;
    this.#cells = new Float64Array(CELLS * FIELDS);
    for (const value of kept) this.#one(value);
  }

  #one(value: number): void {
    const at = this.#place(value);
    const cells = this.#cells;
    const count = cells[at] ?? 0;
    const least = cells[at + 1] ?? 0;
    const greatest = cells[at + 2] ?? 0;
    this.#count += 1;
    cells[at] = count + 1;
    if (count === 0 || value < least) {
      cells[at + 1] = value;
      cells[at + 3] = 1;
    } else if (value === least) cells[at + 3] = (cells[at + 3] ?? 0) + 1;
    if (count === 0 || value > greatest) {
      cells[at + 2] = value;
      cells[at + 4] = 1;
    } else if (value === greatest) cells[at + 4] = (cells[at + 4] ?? 0) + 1;
  }

  /** Where the cell of a value stands; cells are made wider until it is within reach. */
  #place(value: number): number {
    let cell = Math.floor(value / this.#scale);
    const empty = this.#last < this.#first;
    const beyond = (): boolean => Math.abs(cell) > LARGEST || (!empty && Math.max(cell, this.#last) - Math.min(cell, this.#first) >= CELLS);
    while (beyond()) {
      this.#widen();
      cell = Math.floor(value / this.#scale);
    }
    this.#first = empty ? cell : Math.min(this.#first, cell);
    this.#last = empty ? cell : Math.max(this.#last, cell);
    return placeOf(cell);
  }

  /** Every two cells become one. */
  #widen(): void {
    this.#power += 1;
    this.#scale *= 2;
    if (this.#last < this.#first) return;
    const wider = new Float64Array(CELLS * FIELDS);
    for (let cell = this.#first; cell <= this.#last; cell += 1) {
      const at = placeOf(cell);
      if ((this.#cells[at] ?? 0) > 0) record(wider, placeOf(Math.floor(cell / 2)), this.#cells, at);
    }
    this.#cells = wider;
    this.#first = Math.floor(this.#first / 2);
    this.#last = Math.floor(this.#last / 2);
  }
}

function placeOf(cell: number): number {
  const place = cell % CELLS;
  return (place < 0 ? place + CELLS : place) * FIELDS;
}

/** Adds a cell to the one that stands at a place. */
function record(into: Float64Array, at: number, from: Float64Array, i: number): void {
  const before = into[at] ?? 0;
  into[at] = before + (from[i] ?? 0);
  for (const [end, further] of [
    [1, -1],
    [2, 1],
  ] as const) {
    const [value, there] = [from[i + end] ?? 0, into[at + end] ?? 0];
    const many = from[i + end + 2] ?? 0;
    if (before === 0 || (value - there) * further > 0) {
      into[at + end] = value;
      into[at + end + 2] = many;
    } else if (value === there) into[at + end + 2] = (into[at + end + 2] ?? 0) + many;
  }
}

/**
 * Reads values by rank out of a sketch: rank 0 is the least, a rank between two whole ones lies on the line between them.
 *
 * @param state - Of a sketch with at least one value.
 * @param ranks - From 0 to one less than the count, in any order; others are moved to the nearer end.
 * @returns One value for each rank.
 */
export function valuesAt(state: SpreadState, ranks: readonly number[]): readonly number[] {
  const read = state.cells.length === 0 ? (rank: number) => state.values[rank] ?? 0 : cellReader(state.cells);
  return ranks.map((wanted) => {
    const rank = Math.min(Math.max(wanted, 0), state.count - 1);
    const below = Math.floor(rank);
    const low = read(below);
    return below === rank ? low : low + (rank - below) * (read(below + 1) - low);
  });
}

/** Values inside a cell, but for its ends, are taken to lie evenly between them. */
function cellReader(cells: Float64Array): (rank: number) => number {
  return (rank) => {
    let [at, before] = [0, 0];
    while (rank >= before + (cells[at] ?? 0) && at + FIELDS < cells.length) {
      before += cells[at] ?? 0;
      at += FIELDS;
    }
    const [count, least, greatest] = [cells[at] ?? 1, cells[at + 1] ?? 0, cells[at + 2] ?? 0];
    const [first, last] = [(cells[at + 3] ?? 1) - 1, count - (cells[at + 4] ?? 1)];
    const place = rank - before;
    if (place <= first) return least;
    return place >= last ? greatest : least + ((greatest - least) * (place - first)) / (last - first);
  };
}
