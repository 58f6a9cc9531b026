/** Count, mean and squared deviations of one stretch of blocks. */
export interface Stretch {
  /** It has 2^level blocks. */
  readonly level: number;
  /** Its place among the stretches of that level. */
  readonly place: number;
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

/** Moments of a range of runs, as plain data that workers can hand over. */
export interface MomentsState {
  readonly stretches: readonly Stretch[];
}

/** Mean and variance of all runs. */
export interface Moments {
  /** Unit: runs. */
  readonly count: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
}

function joined(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (delta * b.count) / count,
    squares: a.squares + b.squares + (delta * delta * a.count * b.count) / count,
  };
}

/**
 * Adds blocks of runs up in one fixed order, however they were shared out: two neighbours make a stretch, two stretches the next.
 * A range of n blocks is held as at most 2 log2 n stretches, so memory doesn't grow with the runs.
 */
export class RunMoments {
  readonly #stretches = new Map<string, Stretch>();

  /** The block with this number: count, mean, squared deviations. */
  add(block: number, moments: Moments): void {
    this.#put({ level: 0, place: block, ...moments });
  }

  merge(other: MomentsState): void {
    for (const each of other.stretches) this.#put(each);
  }

  state(): MomentsState {
    return { stretches: this.#ordered() };
  }

  /** Mean and variance over every block. */
  all(): Moments {
    return this.#ordered().reduce<Moments>(joined, { count: 0, mean: 0, squares: 0 });
  }

  #put(stretch: Stretch): void {
    const { level, place } = stretch;
    const [neighbour, name] = [place % 2 === 0 ? place + 1 : place - 1, `${level} `];
    const other = this.#stretches.get(name + neighbour);
    if (other === undefined) {
      this.#stretches.set(name + place, stretch);
      return;
    }
    this.#stretches.delete(name + neighbour);
    const [left, right] = place < neighbour ? [stretch, other] : [other, stretch];
    this.#put({ level: level + 1, place: Math.floor(place / 2), ...joined(left, right) });
  }

  #ordered(): readonly Stretch[] {
    return Array.from(this.#stretches.values()).sort((a, b) => a.place * 2 ** a.level - b.place * 2 ** b.level);
  }
}
