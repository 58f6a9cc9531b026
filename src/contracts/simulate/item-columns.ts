import type { Column, Picked, Turns } from './columns.js';

/** The items of a dimension whose metrics are drawn: how many there are in the current run, and each metric's value for each of them. */
export interface ItemColumns {
  /** Items that a run may have at most. */
  readonly most: number;
  readonly turns: Turns;
  /** By metric. */
  readonly columns: ReadonlyMap<string, Column | Picked>;
}
