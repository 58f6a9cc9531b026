import { MAX_COLUMNS, type ResolvedDialect } from './dialect.js';
import { ScanMemo, WORTH_REMEMBERING } from './scan-memo.js';

/** How the scan of one record ended. */
export type ScanStatus = 'record' | 'more' | 'text-after-quote' | 'unclosed-quote' | 'record-too-long';

const PLAIN = 0;
const DELIMITER = 1;
const LINE_FEED = 2;
const RETURN = 3;
const QUOTE = 4;
const NUL = 5;

/** Bit of {@link RecordScanner.marks}: the field was quoted and holds doubled quotes. */
export const DOUBLED: number = 2;

/**
 * The state machine that defines the dialect: finds the fields of one record in a buffer.
 *
 * It knows nothing of headers, counts or findings. The byte behind the buffer's end must be LF: it ends every run of plain bytes.
 */
export class RecordScanner {
  /** First byte of each field, quote excluded. Unit: bytes in the buffer. */
  readonly starts: Int32Array = new Int32Array(MAX_COLUMNS + 1);
  /** Byte after each field, quote excluded. Unit: bytes in the buffer. */
  readonly ends: Int32Array = new Int32Array(MAX_COLUMNS + 1);
  /** 0 bare, 1 quoted, 3 quoted with doubled quotes inside. */
  readonly marks: Uint8Array = new Uint8Array(MAX_COLUMNS + 1);
  /** Fields of the record; those beyond the capacity are counted and not kept. */
  fields: number = 0;
  /** Byte after the record's last field. */
  contentEnd: number = 0;
  /** First byte of the next record. */
  next: number = 0;
  /** Whether a line ending followed the record. */
  terminated: boolean = false;
  nul: boolean = false;
  /** Line feeds inside quoted fields. */
  innerLines: number = 0;
  /** Where a broken record broke; its salvage zone ends here. */
  defect: number = 0;
  /** Whether every byte of the buffer that was seen is ASCII, so that its text needs no check. */
  ascii: boolean = false;
  /** Position in the input of the buffer's first byte. */
  offset: number = 0;
  #quoteInBare = -1;
  #strayReturn = -1;
  /** Field in which a broken scan ended, where in it, and whether the limit was the reason. */
  #field = 0;
  #resume = -1;
  #limited = false;
  readonly #memo = new ScanMemo();
  readonly #kinds = new Uint8Array(256);
  readonly #quoted = new Uint8Array(256);
  readonly #quote: number;
  readonly #limit: number;

  /** @param dialect - Delimiter, quote and longest record. */
  constructor(dialect: ResolvedDialect) {
    this.#kinds[0] = NUL;
    this.#kinds[10] = LINE_FEED;
    this.#kinds[13] = RETURN;
    this.#kinds[dialect.delimiter] = DELIMITER;
    if (dialect.quote >= 0) this.#kinds[dialect.quote] = QUOTE;
    this.#quoted[0] = NUL;
    this.#quoted[10] = LINE_FEED;
    if (dialect.quote >= 0) this.#quoted[dialect.quote] = QUOTE;
    this.#quote = dialect.quote;
    this.#limit = dialect.maxRecordBytes;
  }

  /** Whether a field that isn't quoted holds a quote. */
  get quoteInBare(): boolean {
    return this.#quoteInBare >= 0;
  }

  /** Whether a field holds a carriage return that ends no line. */
  get strayReturn(): boolean {
    return this.#strayReturn >= 0;
  }

  /**
   * Scans the record that starts at `from`.
   *
   * @param bytes - The buffer, with LF at `to`.
   * @param from - First byte of the record; below `to`.
   * @param to - Byte after the last known one.
   * @param final - Whether the input ends at `to`.
   * @returns `more` when the answer depends on bytes that aren't there yet.
   */
  scan(bytes: Uint8Array, from: number, to: number, final: boolean): ScanStatus {
    const memo = this.#memo;
    const useful = this.offset + from < memo.until;
    let status = this.#scan(bytes, from, to, final, useful ? -1 : 0);
    // A remembered end says where a record ends, not where its fields are.
    if (useful && status === 'record') status = this.#scan(bytes, from, to, final, 0);
    if (status !== 'record' && status !== 'more' && this.defect - from > WORTH_REMEMBERING) {
      const id = memo.open(this.offset + from);
      this.#scan(bytes, from, to, final, id);
      const { offset } = this;
      memo.close(id, {
        status,
        limited: this.#limited,
        defect: offset + this.defect,
        field: offset + this.#field,
        resume: this.#resume < 0 ? -1 : offset + this.#resume,
        quoteInBare: this.#quoteInBare < 0 ? -1 : offset + this.#quoteInBare,
        strayReturn: this.#strayReturn < 0 ? -1 : offset + this.#strayReturn,
      });
    }
    return status;
  }

  /** One pass. `remember` 0: plain; -1: ask the memo; above: ask it, and mark field starts with this id. */
  #scan(bytes: Uint8Array, from: number, to: number, final: boolean, remember: number): ScanStatus {
    const { starts, ends, marks } = this;
    const kinds = this.#kinds;
    const quote = this.#quote;
    const room = starts.length;
    const stop = from + this.#limit;
    this.#quoteInBare = -1;
    this.#strayReturn = -1;
    this.nul = false;
    this.innerLines = 0;
    let fields = 0;
    let at = from;
    let resume = -1;
    for (;;) {
      if (at > stop) return this.#broken('record-too-long', stop, at, -1, true);
      if (remember !== 0 && resume < 0 && at > from) {
        const known = this.#memo.at(this.offset + at);
        const end = known === remember ? undefined : this.#memo.scan(known);
        if (remember > 0) this.#memo.mark(this.offset + at, remember);
        if (end !== undefined) {
          const { offset } = this;
          if (end.quoteInBare >= offset + at) this.#quoteInBare = end.quoteInBare - offset;
          if (end.strayReturn >= offset + at) this.#strayReturn = end.strayReturn - offset;
          if (!end.limited) return this.#broken(end.status, end.defect - offset, end.field - offset, -1, false);
          at = end.field - offset;
          resume = end.resume < 0 ? -1 : end.resume - offset;
          if (remember > 0) this.#memo.mark(end.field, remember);
          if (at > stop) return this.#broken('record-too-long', stop, at, -1, true);
        }
      }
      if (bytes[at] === quote && at < to) {
        const close = this.#closing(bytes, resume < 0 ? at + 1 : resume, to);
        resume = -1;
        if (close < 0) {
          if (to > stop) return this.#broken('unclosed-quote', stop, at, to, true);
          return final ? this.#broken('unclosed-quote', to, at, to, false) : 'more';
        }
        if (close >= stop) return this.#broken('unclosed-quote', stop, at, close, true);
        if (close + 1 >= to && !final) return 'more';
        if (fields < room) {
          starts[fields] = at + 1;
          ends[fields] = close;
          marks[fields] = this.#doubled ? 1 | DOUBLED : 1;
        }
        fields += 1;
        const field = at;
        at = close + 1;
        if (at >= to) return this.#record(fields, to, to, false);
        const kind = kinds[bytes[at] ?? 0];
        if (kind === DELIMITER) {
          at += 1;
          continue;
        }
        if (kind === LINE_FEED) return this.#record(fields, at, at + 1, true);
        if (kind === RETURN) {
          if (at + 1 >= to && !final) return 'more';
          if (at + 1 < to && bytes[at + 1] === 10) return this.#record(fields, at, at + 2, true);
        }
        return this.#broken('text-after-quote', close + 1, field, -1, false);
      }
      const start = at;
      if (resume >= 0) {
        at = resume;
        resume = -1;
      }
      for (;;) {
        while (kinds[bytes[at] ?? 0] === PLAIN) at += 1;
        if (at >= to) {
          if (to > stop) return this.#broken('record-too-long', stop, start, to, true);
          if (!final) return 'more';
          this.#keep(fields, start, to);
          return this.#record(fields + 1, to, to, false);
        }
        const kind = kinds[bytes[at] ?? 0];
        if (kind === DELIMITER) {
          if (at >= stop) return this.#broken('record-too-long', stop, start, at, true);
          if (fields < room) {
            starts[fields] = start;
            ends[fields] = at;
            marks[fields] = 0;
          }
          fields += 1;
          at += 1;
          break;
        }
        const feed = kind === LINE_FEED ? 1 : kind === RETURN && at + 1 < to && bytes[at + 1] === 10 ? 2 : 0;
        if (feed > 0) {
          if (at > stop) return this.#broken('record-too-long', stop, start, at, true);
          this.#keep(fields, start, at);
          return this.#record(fields + 1, at, at + feed, true);
        }
        if (kind === RETURN && at + 1 >= to && !final && at <= stop) return 'more';
        if (at >= stop) return this.#broken('record-too-long', stop, start, at, true);
        if (kind === RETURN) this.#strayReturn = at;
        else if (kind === QUOTE) this.#quoteInBare = at;
        else this.nul = true;
        at += 1;
      }
    }
  }

  #doubled = false;

  /** Finds the closing quote from `from` on; -1 when it isn't there. */
  #closing(bytes: Uint8Array, from: number, to: number): number {
    const quoted = this.#quoted;
    let at = from;
    this.#doubled = false;
    let [lines, nul] = [0, false];
    for (;;) {
      while (at < to && quoted[bytes[at] ?? 0] === PLAIN) at += 1;
      if (at >= to) return -1;
      const kind = quoted[bytes[at] ?? 0];
      if (kind === QUOTE) {
        if (at + 1 >= to || bytes[at + 1] !== this.#quote) break;
        this.#doubled = true;
        at += 1;
      } else if (kind === LINE_FEED) lines += 1;
      else nul = true;
      at += 1;
    }
    this.innerLines += lines;
    if (nul) this.nul = true;
    return at;
  }

  #keep(field: number, start: number, end: number): void {
    if (field >= this.starts.length) return;
    this.starts[field] = start;
    this.ends[field] = end;
    this.marks[field] = 0;
  }

  /** Sets an empty record: what is left when a byte-order mark was all that the last line held. */
  empty(at: number): 'record' {
    this.#quoteInBare = -1;
    this.#strayReturn = -1;
    this.nul = false;
    this.innerLines = 0;
    this.#keep(0, at, at);
    return this.#record(1, at, at, false);
  }

  #record(fields: number, contentEnd: number, next: number, terminated: boolean): 'record' {
    this.fields = fields;
    this.contentEnd = contentEnd;
    this.next = next;
    this.terminated = terminated;
    return 'record';
  }

  #broken(
    status: 'text-after-quote' | 'unclosed-quote' | 'record-too-long',
    defect: number,
    field: number,
    resume: number,
    limited: boolean,
  ): 'text-after-quote' | 'unclosed-quote' | 'record-too-long' {
    this.defect = defect;
    this.#field = field;
    this.#resume = resume;
    this.#limited = limited;
    return status;
  }
}
