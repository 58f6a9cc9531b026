import type { ClaimBatch } from '../claims/batch.js';
import type { CellMeasure } from './cell.js';
import { centsOverflow, grossOf } from './cell-rows.js';
import { MEASURE_COLUMNS } from './cell-spec.js';

/** Sums of absolute cents by measure; they bound every cell, so that an overflow is refused whatever the order. */
export class GrossCents {
  readonly #measures: readonly CellMeasure[];
  readonly #cents: number[];

  constructor(measures: readonly CellMeasure[]) {
    this.#measures = measures;
    this.#cents = measures.map(() => 0);
  }

  /** In the order of the measures. Unit: US cents. */
  get cents(): readonly number[] {
    return [...this.#cents];
  }

  /** Refuses what would pass 2^53 - 1, before anything is changed. */
  check(added: readonly number[]): void {
    added.forEach((gross, m) => {
      if (gross + (this.#cents[m] ?? 0) > Number.MAX_SAFE_INTEGER) throw centsOverflow(this.#measures[m] ?? '');
    });
  }

  add(added: readonly number[]): void {
    this.check(added);
    added.forEach((gross, m) => {
      this.#cents[m] = (this.#cents[m] ?? 0) + gross;
    });
  }

  addBatch(batch: ClaimBatch): void {
    this.add(this.#measures.map((measure) => grossOf(batch, MEASURE_COLUMNS[measure])));
  }
}
