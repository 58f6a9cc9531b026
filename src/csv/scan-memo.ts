/** How a broken scan ended, for later scans that meet it. Positions are from the start of the input. */
export interface BrokenScan {
  readonly status: 'text-after-quote' | 'unclosed-quote' | 'record-too-long';
  /** Whether the longest record was the reason: a later start has a later limit and must look on. */
  readonly limited: boolean;
  readonly defect: number;
  /** Start of the field in which the limit was met. */
  readonly field: number;
  /** Where to look on in that field; -1 for its start. */
  readonly resume: number;
  readonly quoteInBare: number;
  readonly strayReturn: number;
}

/** Bytes of a broken scan below which remembering it isn't worth while. Unit: bytes. */
export const WORTH_REMEMBERING: number = 128;

/**
 * Remembers where fields of broken records started.
 *
 * Every line behind a broken record is read again as a record of its own. When such a scan meets the start of a field of an earlier
 * broken scan, it would see the very same bytes in the same state: it takes the end from here instead of reading on. Without this, a
 * file whose quotes are out of step on every line would be read once for each of its lines.
 */
export class ScanMemo {
  /** Positions below this may be remembered. */
  until: number = 0;
  #base = 0;
  #marks = new Uint8Array(0);
  #scans: (BrokenScan | undefined)[] = [undefined];

  /** The broken scan that had a field start at this position. */
  at(position: number): number {
    return position < this.#base ? 0 : (this.#marks[position - this.#base] ?? 0);
  }

  /** One remembered scan. */
  scan(id: number): BrokenScan | undefined {
    return this.#scans[id];
  }

  /** Marks a field start as one of a scan. */
  mark(position: number, id: number): void {
    const at = position - this.#base;
    if (at < 0) return;
    if (at >= this.#marks.length) {
      const wider = new Uint8Array(Math.max(at + 1, this.#marks.length * 2, 1024));
      wider.set(this.#marks);
      this.#marks = wider;
    }
    this.#marks[at] = id;
    if (position >= this.until) this.until = position + 1;
  }

  /** An id for a scan that starts at this position. Scans that end before it are forgotten. */
  open(position: number): number {
    if (position >= this.until || this.#scans.length > 200) {
      this.#base = position;
      this.#marks.fill(0);
      this.#scans = [undefined];
      this.until = 0;
    }
    this.#scans.push(undefined);
    return this.#scans.length - 1;
  }

  /** Says how a scan ended. */
  close(id: number, scan: BrokenScan): void {
    this.#scans[id] = scan;
  }
}
