import { CoalitionError } from '../../errors/coalition-error.js';
import type { Cents } from '../../money/cents.js';

/** A line of the dirty twin that a reader must not accept. */
export interface BrokenLine {
  /** 1-based data record. Unit: records. */
  readonly record: number;
  readonly way: 'impossibleDate' | 'wrongEnum' | 'emptyId' | 'usDate' | 'commaInAmount' | 'textInLineNumber' | 'unknownStatus';
  readonly column: string;
}

/** What a bench file holds, to print beside its checksum. */
export interface BenchControl {
  /** Unit: data records. */
  readonly rows: number;
  /** Sums by money column, of the clean lines that the dirty twin was made from. Unit: US cents. */
  readonly cents: Readonly<Record<string, Cents>>;
  /** Unit: bytes. */
  readonly bytes: number;
  /** 32-bit FNV-1a over the bytes, eight hexadecimal digits. */
  readonly checksum: string;
  /** Lines that were broken on purpose, in order. */
  readonly broken: readonly BrokenLine[];
}

/** Text in one piece that is worth writing. Unit: characters. */
const CHUNK = 65_536;

/** A CSV file that is made while it is read. */
export class BenchFile {
  /** The text in pieces of about 64 KB; can be walked once. ASCII only. */
  readonly chunks: Iterable<string>;
  readonly #header: readonly string[];
  readonly #money: readonly number[];
  readonly #sums: number[];
  readonly #broken: BrokenLine[] = [];
  #rows = 0;
  #bytes = 0;
  #hash = 0x811c9dc5;

  /** @param o - `header`: the columns; `rows`: how many are asked for; `make`: yields lines and tells {@link BenchFile.count} of each. */
  constructor(o: { readonly header: readonly string[]; readonly rows: number; readonly make: (file: BenchFile) => Iterable<string> }) {
    if (!Number.isSafeInteger(o.rows) || o.rows < 0 || o.rows > 1_000_000_000) {
      throw new CoalitionError('synthetic/bad-option', `The number of rows is ${o.rows}. Give a whole number from 0 to 1,000,000,000.`, {
        option: 'lines',
        value: String(o.rows),
      });
    }
    this.#header = o.header;
    this.#money = o.header.flatMap((name, at) => (name.endsWith('_amount') ? [at] : []));
    this.#sums = this.#money.map(() => 0);
    this.chunks = this.#chunks(o.make);
  }

  *#chunks(make: (file: BenchFile) => Iterable<string>): Generator<string> {
    let text = `${this.#header.join(',')}\n`;
    for (const line of make(this)) {
      text += line;
      if (text.length < CHUNK) continue;
      yield this.#hashed(text);
      text = '';
    }
    if (text !== '') yield this.#hashed(text);
  }

  #hashed(text: string): string {
    let hash = this.#hash;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    this.#hash = hash;
    this.#bytes += text.length;
    return text;
  }

  /** Counts a clean row into the control totals. */
  count(row: readonly string[]): void {
    this.#rows += 1;
    this.#money.forEach((at, i) => {
      this.#sums[i] = (this.#sums[i] ?? 0) + wholeCents(row[at] ?? '0.00');
    });
  }

  /** Notes a line that was broken on purpose. */
  noteBroken(line: BrokenLine): void {
    this.#broken.push(line);
  }

  /** What was read so far; complete once all chunks were read. */
  control(): BenchControl {
    return {
      rows: this.#rows,
      cents: Object.fromEntries(this.#money.map((at, i) => [this.#header[at] ?? '', (this.#sums[i] ?? 0) + 0])),
      bytes: this.#bytes,
      checksum: (this.#hash >>> 0).toString(16).padStart(8, '0'),
      broken: [...this.#broken],
    };
  }
}

/** Cents of text that has exactly two decimals. */
function wholeCents(text: string): number {
  return Number(text.slice(0, -3)) * 100 + (text.startsWith('-') ? -1 : 1) * Number(text.slice(-2));
}
