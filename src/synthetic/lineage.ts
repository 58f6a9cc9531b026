import { type DayNumber, type IsoDate, isoFromDay } from '../time/iso-date.js';
import { monthFromIndex, monthIndexOfDay } from '../time/month.js';

/** Where a written row stands in its file. */
export interface Lineage {
  readonly data_source: string;
  readonly file_name: string;
  readonly file_date: IsoDate;
  readonly row_number: number;
}

/** Numbers the rows of each file in the order in which they are written. */
export class FileRows {
  readonly #counts = new Map<string, number>();
  readonly #date: IsoDate;
  readonly #month: string;

  /** @param delivered - Day on which the files were made. */
  constructor(delivered: DayNumber) {
    this.#date = isoFromDay(delivered);
    this.#month = monthFromIndex(monthIndexOfDay(delivered));
  }

  /** The place of the next row of a source's table. */
  next(source: string, table: string): Lineage {
    const name = `${source}-${table}-${this.#month}.csv`;
    const row = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, row);
    return { data_source: source, file_name: name, file_date: this.#date, row_number: row };
  }
}
