import type { TextColumn } from '../claims/batch.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { ResolvedDialect } from './dialect.js';
import type { RecordScanner } from './record-scanner.js';
import type { RowSink } from './row-sink.js';
import { copyField } from './text-form.js';

/** One asked column of a batch: UTF-8 bytes of all its rows, with offsets. No value is null here: that is for normalisers. */
export interface CsvColumn extends TextColumn {
  readonly name: string;
}

/** Some accepted records, as columns of text. */
export interface CsvBatch {
  /** Unit: rows. */
  readonly rowCount: number;
  /** The asked columns, in the order asked. */
  readonly columns: readonly CsvColumn[];
  /** Number of each row among all data records, 1-based, rejected ones counted. Unit: records. */
  readonly records: Float64Array;
  /** Physical line on which each row starts, 1-based. Unit: lines. */
  readonly lines: Float64Array;
}

/**
 * Decodes one column of a batch.
 *
 * @param column - A column of a batch.
 * @returns The text of every row.
 * @example
 * const { batches } = readCsvSync('a,b\n1,2\n3,4\n', {});
 * batches.flatMap((batch) => batch.columns.map(textsOf)); // => [['1', '3'], ['2', '4']]
 */
export function textsOf(column: CsvColumn): readonly string[] {
  const { bytes, offsets } = column;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const all = decoder.decode(bytes);
  const ascii = all.length === bytes.length;
  const texts: string[] = [];
  for (let row = 0; row + 1 < offsets.length; row += 1) {
    const [from, to] = [offsets[row] ?? 0, offsets[row + 1] ?? 0];
    texts.push(ascii ? all.slice(from, to) : decoder.decode(bytes.subarray(from, to)));
  }
  return texts;
}

class Arena {
  bytes = new Uint8Array(4096);
  used = 0;
  staged = 0;
  ends: Int32Array<ArrayBuffer>;

  constructor(rows: number) {
    this.ends = new Int32Array(rows + 1);
  }

  room(more: number): void {
    if (this.used + more <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.used + more));
    wider.set(this.bytes.subarray(0, this.used));
    this.bytes = wider;
  }
}

/** Finds the positions of asked columns; refuses a column that isn't there. */
export function positionsOf(asked: readonly string[], header: readonly string[]): readonly number[] {
  const places = new Map(header.map((name, at) => [name, at]));
  return asked.map((name) => {
    const at = places.get(name);
    if (at !== undefined) return at;
    const near = nearNames(name, header);
    const hint = near.length > 0 ? ` Near are: ${near.join(', ')}.` : ' Check the delimiter and the header.';
    throw new CoalitionError('csv/missing-column', `The header has no column "${name}".${hint}`, { column: name, near });
  });
}

/** Names that look alike: the same letters and digits, or one name inside the other. */
function nearNames(name: string, header: readonly string[]): readonly string[] {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = plain(name);
  const same = header.filter((other) => plain(other) === wanted);
  const inside = header.filter(
    (other) => plain(other) !== wanted && plain(other).length > 2 && (plain(other).includes(wanted) || wanted.includes(plain(other))),
  );
  const sharing = header.filter((other) => !same.includes(other) && !inside.includes(other) && sharedStart(plain(other), wanted) >= 4);
  return [...same, ...inside, ...sharing].slice(0, 3);
}

function sharedStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** Gathers accepted records as columns of text and hands full batches on. */
export class TextSink implements RowSink {
  readonly ready: CsvBatch[] = [];
  readonly #asked: readonly string[] | null;
  readonly #rows: number;
  readonly #windows: boolean;
  readonly #decoder = new TextDecoder('windows-1252');
  readonly #strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #encoder = new TextEncoder();
  #names: readonly string[] = [];
  #positions: readonly number[] = [];
  #arenas: readonly Arena[] = [];
  #count = 0;
  #records = new Float64Array(0);
  #lines = new Float64Array(0);

  /** @param dialect - How the file is written. @param asked - Columns, or null for all. @param rows - Rows in a full batch. */
  constructor(dialect: ResolvedDialect, asked: readonly string[] | null, rows: number) {
    this.#asked = asked;
    this.#rows = rows;
    this.#windows = dialect.encoding === 'windows-1252';
  }

  open(header: readonly string[]): void {
    this.#names = this.#asked ?? header;
    this.#positions = positionsOf(this.#names, header);
    this.#start();
  }

  #start(): void {
    const rows = Math.min(this.#rows, 16_384);
    this.#arenas = this.#names.map(() => new Arena(rows));
    this.#records = new Float64Array(rows);
    this.#lines = new Float64Array(rows);
    this.#count = 0;
  }

  stage(bytes: Uint8Array, scanner: RecordScanner): boolean {
    const { starts, ends, marks, fields } = scanner;
    const arenas = this.#arenas;
    const positions = this.#positions;
    for (let column = 0; column < arenas.length; column += 1) {
      const arena = arenas[column];
      const field = positions[column] ?? 0;
      if (arena === undefined || field >= fields) continue;
      const from = starts[field] ?? 0;
      const to = ends[field] ?? 0;
      arena.room(to - from);
      const into = arena.bytes;
      let at = arena.used;
      let high = 0;
      if ((marks[field] ?? 0) < 2) {
        for (let i = from; i < to; i += 1) {
          const byte = bytes[i] ?? 0;
          high |= byte;
          into[at] = byte;
          at += 1;
        }
      } else {
        at = copyField(bytes, scanner, field, into, at);
        high = 128;
      }
      arena.staged = at;
      if (high > 127 && !this.#checked(arena)) return false;
    }
    return true;
  }

  /** Makes sure that a staged field is UTF-8. */
  #checked(arena: Arena): boolean {
    const field = arena.bytes.subarray(arena.used, arena.staged);
    if (this.#windows) {
      const utf8 = this.#encoder.encode(this.#decoder.decode(field));
      arena.room(utf8.length);
      arena.bytes.set(utf8, arena.used);
      arena.staged = arena.used + utf8.length;
      return true;
    }
    try {
      this.#strict.decode(field);
      return true;
    } catch {
      return false;
    }
  }

  commit(record: number, line: number): void {
    if (this.#count === this.#records.length) this.#widen();
    this.#records[this.#count] = record;
    this.#lines[this.#count] = line;
    this.#count += 1;
    for (const arena of this.#arenas) {
      arena.used = arena.staged;
      arena.ends[this.#count] = arena.used;
    }
    if (this.#count >= this.#rows) this.flush();
  }

  #widen(): void {
    const rows = this.#count * 2;
    for (const arena of this.#arenas) {
      const ends = new Int32Array(rows + 1);
      ends.set(arena.ends);
      arena.ends = ends;
    }
    const [records, lines] = [new Float64Array(rows), new Float64Array(rows)];
    records.set(this.#records);
    lines.set(this.#lines);
    this.#records = records;
    this.#lines = lines;
  }

  /** Closes the rows so far as a batch. */
  flush(): void {
    const rows = this.#count;
    if (rows === 0) return;
    const columns = this.#names.map((name, at): CsvColumn => {
      const arena = this.#arenas[at] ?? new Arena(0);
      return { name, bytes: arena.bytes.slice(0, arena.used), offsets: arena.ends.slice(0, rows + 1) };
    });
    this.ready.push({ rowCount: rows, columns, records: this.#records.slice(0, rows), lines: this.#lines.slice(0, rows) });
    for (const arena of this.#arenas) arena.used = 0;
    this.#count = 0;
  }
}
