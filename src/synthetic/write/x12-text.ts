import type { IsoDate } from '../../time/iso-date.js';

/** Writes one X12 interchange with one functional group, segment by segment. Separators are `*`, `:`, `^` and `~`. */
export class X12Text {
  readonly #lines: string[] = [];
  readonly #date: IsoDate;
  readonly #group: string;
  #sets = 0;
  #from = 0;

  /** @param o - `date` of the interchange; `group`: functional id, such as `HP`; `version`: of the implementation. */
  constructor(o: { readonly date: IsoDate; readonly group: string; readonly version: string }) {
    this.#date = o.date;
    this.#group = o.version;
    const day = compact(o.date);
    const id = 'SYNTHETIC'.padEnd(15);
    this.#lines.push(`ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*${id}*ZZ*${id}*${day.slice(2)}*1200*^*00501*000000001*0*T*:`);
    this.#lines.push(`GS*${o.group}*SYNTHETIC*SYNTHETIC*${day}*1200*1*X*${o.version}`);
  }

  /** Opens a transaction set. */
  open(set: string): void {
    this.#sets += 1;
    this.#from = this.#lines.length;
    this.add('ST', set, this.#control(), this.#group);
  }

  #control(): string {
    return String(this.#sets).padStart(4, '0');
  }

  /** Adds a segment; empty elements at its end are left out. */
  add(...elements: readonly string[]): void {
    let last = elements.length;
    while (last > 1 && elements[last - 1] === '') last -= 1;
    this.#lines.push(elements.slice(0, last).join('*'));
  }

  /** Closes the transaction set. */
  close(): void {
    this.add('SE', String(this.#lines.length - this.#from + 1), this.#control());
  }

  /** The whole interchange. */
  text(): string {
    return [...this.#lines, `GE*${this.#sets}*1`, 'IEA*1*000000001'].map((line) => `${line}~\n`).join('');
  }

  /** Date of the interchange. */
  get date(): IsoDate {
    return this.#date;
  }
}

/**
 * Writes a date as X12 has it.
 *
 * @param date - `YYYY-MM-DD`, or nothing.
 * @returns `YYYYMMDD`, or nothing.
 */
export function compact(date: IsoDate | null): string {
  return date === null ? '' : date.replaceAll('-', '');
}
