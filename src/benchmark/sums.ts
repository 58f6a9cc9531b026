import type { Pile } from './cells-content.js';

/** Sums of a pile of lines while they grow. */
export class Sums {
  lines = 0;
  readonly cents: number[];

  constructor(measures: number) {
    this.cents = new Array<number>(measures).fill(0);
  }

  add(pile: Pile): void {
    this.lines += pile.lines;
    pile.cents.forEach((each, m) => {
      this.cents[m] = (this.cents[m] ?? 0) + each;
    });
  }

  get pile(): Pile {
    return { lines: this.lines, cents: [...this.cents] };
  }
}
