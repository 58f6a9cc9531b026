import { CoalitionError } from '../errors/coalition-error.js';
import type { RowRef } from '../errors/finding.js';
import type { CsvBytes, CsvReport, CsvTrailer } from './csv-report.js';
import { checkHeader, type ResolvedDialect } from './dialect.js';
import { FindingsLog } from './findings-log.js';
import { RecordScanner, type ScanStatus } from './record-scanner.js';
import type { RowSink } from './row-sink.js';
import { FieldDecoder } from './text-form.js';

/** Bytes taken into the buffer at once, so that it stays in the processor's cache. Unit: bytes. */
const PIECE = 131_072;

/**
 * Reads records from pieces of a file: header, numbering, findings, resynchronisation and the account of bytes.
 *
 * Where the pieces are cut never matters. Memory is one piece and the longest record.
 */
export class RecordReader {
  readonly log: FindingsLog = new FindingsLog();
  header: readonly string[] | null = null;
  readonly #dialect: ResolvedDialect;
  readonly #sink: RowSink;
  readonly #scanner: RecordScanner;
  readonly #decoder: FieldDecoder;
  #buffer = new Uint8Array(PIECE * 2);
  #from = 0;
  #to = 0;
  /** Position in the input of the buffer's first byte. */
  #offset = 0;
  /** Bytes that must be there before it makes sense to scan again. */
  #enough = 1;
  /** Position after the last piece that holds a byte above 127. */
  #highEnd = 0;
  #begun = false;
  #line = 1;
  #records = 0;
  #accepted = 0;
  #zoneEnd = 0;
  #skipping: { readonly code: ScanStatus; readonly row: RowRef; readonly from: number } | null = null;
  #headerBytes: readonly Uint8Array[] = [];
  readonly #bytes = { input: 0, bom: 0, header: 0, accepted: 0, rejected: 0, skipped: 0, trailers: 0 };
  readonly #trailers: CsvTrailer[] = [];

  /** @param dialect - How the file is written. @param sink - Who takes the records. */
  constructor(dialect: ResolvedDialect, sink: RowSink) {
    this.#dialect = dialect;
    this.#sink = sink;
    this.#scanner = new RecordScanner(dialect);
    this.#decoder = new FieldDecoder(dialect.encoding);
  }

  /** Takes the next bytes and hands on every record that is complete. */
  feed(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += PIECE) this.#piece(chunk.subarray(at, at + PIECE));
  }

  /** Tells the reader that the input has ended. */
  end(): void {
    this.#run(true);
    if (this.#bytes.input === 0 || this.header === null) {
      throw new CoalitionError('csv/empty', 'The input holds no header and no data. Ask the sender for the file again.', {});
    }
  }

  /** What was done so far. */
  report(fastNoZodYes: number = 0): CsvReport {
    const bytes: CsvBytes = { ...this.#bytes };
    return {
      records: this.#records,
      accepted: this.#accepted,
      rejected: this.#records - this.#accepted,
      bytes,
      header: this.header ?? [],
      findings: [...this.log.findings],
      counts: new Map(this.log.counts),
      trailers: [...this.#trailers],
      fastNoZodYes,
      kernel: 'js',
    };
  }

  #piece(piece: Uint8Array): void {
    const kept = this.#to - this.#from;
    if (this.#to + piece.length + 1 > this.#buffer.length) {
      if (kept + piece.length + 1 > this.#buffer.length) {
        const wider = new Uint8Array((kept + piece.length) * 2);
        wider.set(this.#buffer.subarray(this.#from, this.#to));
        this.#buffer = wider;
      } else this.#buffer.copyWithin(0, this.#from, this.#to);
      this.#offset += this.#from;
      this.#from = 0;
      this.#to = kept;
    }
    this.#buffer.set(piece, this.#to);
    this.#highEnd = isAscii(piece) ? this.#highEnd : this.#offset + this.#to + piece.length;
    this.#to += piece.length;
    this.#buffer[this.#to] = 10;
    this.#bytes.input += piece.length;
    if (this.#to - this.#from >= this.#enough) this.#run(false);
  }

  #run(final: boolean): void {
    if (!this.#begun && !this.#begin(final)) return;
    this.#enough = 1;
    while (this.#from < this.#to) {
      if (this.#skipping !== null) {
        if (!this.#skip(this.#skipping, final)) return;
        continue;
      }
      if (!this.#next(final)) {
        // Scanning again only when there is twice as much keeps the work linear, whatever the size of the chunks.
        this.#enough = (this.#to - this.#from) * 2;
        return;
      }
    }
    if (final && this.#skipping !== null) this.#skip(this.#skipping, true);
  }

  /** The byte-order mark; false when there are too few bytes to tell. */
  #begin(final: boolean): boolean {
    const [first, second, third] = this.#buffer.subarray(this.#from, this.#to);
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) throw encoding('UTF-16');
    if (!final && this.#to - this.#from < 3 && (first === undefined || first >= 0xef)) return false;
    this.#begun = true;
    if (first === 0xef && second === 0xbb && third === 0xbf) {
      this.#from += 3;
      this.#bytes.bom = 3;
      this.log.add('csv/bom', { row: 0, line: 1, bytes: [0, 3] });
    }
    if (this.#dialect.header !== true && this.#bytes.input > 0) this.#open(this.#dialect.header);
    return true;
  }

  #open(names: readonly string[]): void {
    checkHeader(names);
    this.header = names;
    this.#headerBytes = names.map((name) => new TextEncoder().encode(name));
    this.#sink.open(names);
  }

  /** One record; false when more bytes are needed. */
  #next(final: boolean): boolean {
    const { log } = this;
    const scanner = this.#scanner;
    const buffer = this.#buffer;
    let start = this.#from;
    const data = this.header !== null;
    const inside = data && buffer[start] === 0xef && this.#dialect.encoding === 'utf-8' ? this.#markInside(final) : 0;
    if (inside < 0) return false;
    start += inside;
    if (start >= this.#to && !final) return false;
    scanner.offset = this.#offset;
    scanner.ascii = this.#offset + start >= this.#highEnd;
    const status = start >= this.#to ? scanner.empty(start) : scanner.scan(buffer, start, this.#to, final);
    if (status === 'more') return false;
    if (status !== 'record') return this.#reject(status, inside, final);

    const size = scanner.contentEnd - start;
    if (size === 1 && buffer[start] === 0x1a && scanner.next >= this.#to) {
      if (!final) return false;
      log.add('csv/eof-mark', { row: 0, line: this.#line });
      return this.#advance('skipped');
    }
    if (inside > 0) log.add('csv/bom-inside', { row: this.#records + 1, line: this.#line });
    if (size === 0 && this.header?.length !== 1) {
      log.add('csv/blank-line', { row: 0, line: this.#line });
      return this.#advance('skipped');
    }
    if (this.header === null) return this.#readHeader();
    if (this.#isHeader()) {
      log.add('csv/repeated-header', { row: 0, line: this.#line });
      this.#noFinalNewline();
      return this.#advance('skipped');
    }
    if (this.#dialect.trailer !== null && this.#isTrailer(this.#dialect.trailer)) {
      this.#noFinalNewline();
      return this.#advance('trailers');
    }
    return this.#data(this.header.length);
  }

  /** Length of a byte-order mark at the start of a record; -1 when there are too few bytes to tell. */
  #markInside(final: boolean): number {
    const buffer = this.#buffer;
    const at = this.#from;
    if (this.#to - at < 3) return final || (this.#to - at === 2 && buffer[at + 1] !== 0xbb) ? 0 : -1;
    return buffer[at + 1] === 0xbb && buffer[at + 2] === 0xbf ? 3 : 0;
  }

  #data(columns: number): boolean {
    const { log } = this;
    const scanner = this.#scanner;
    this.#records += 1;
    const start = this.#offset + this.#from;
    const salvage = start < this.#zoneEnd;
    if (scanner.quoteInBare) log.add('csv/quote-in-unquoted', this.#row());
    if (scanner.strayReturn) log.add('csv/stray-cr', this.#row());
    const text = this.#sink.stage(this.#buffer, scanner);
    let broken: string | null = null;
    if (scanner.nul) broken = 'csv/nul-byte';
    else if (!text) broken = 'csv/invalid-text';
    else if (scanner.fields !== columns) broken = 'csv/field-count';
    else if (salvage && scanner.quoteInBare) broken = 'csv/salvage-doubt';
    if (broken !== null) {
      const count = broken === 'csv/field-count' ? { expected: String(columns), observedClass: String(scanner.fields) } : {};
      log.add(broken, this.#rejectedRow(scanner.next), count);
      this.#noFinalNewline();
      return this.#advance('rejected');
    }
    if (salvage) log.add('csv/salvaged', this.#row());
    this.#accepted += 1;
    this.#sink.commit(this.#records, this.#line, start, this.#offset + scanner.next);
    this.#noFinalNewline();
    return this.#advance('accepted');
  }

  #noFinalNewline(): void {
    if (!this.#scanner.terminated) this.log.add('csv/no-final-newline', { row: 0, line: this.#line });
  }

  #row(): RowRef {
    return { row: this.#records, line: this.#line };
  }

  #rejectedRow(next: number): RowRef {
    return { row: this.#records, line: this.#line, bytes: [this.#offset + this.#from, this.#offset + next] };
  }

  #advance(part: 'accepted' | 'rejected' | 'skipped' | 'trailers' | 'header'): true {
    const scanner = this.#scanner;
    this.#bytes[part] += scanner.next - this.#from;
    this.#line += scanner.innerLines + (scanner.terminated ? 1 : 0);
    this.#from = scanner.next;
    return true;
  }

  /** Rejects the physical line on which a broken record starts; what was scanned behind it is read again. */
  #reject(status: ScanStatus, inside: number, final: boolean): boolean {
    const scanner = this.#scanner;
    if (this.header === null) throw this.#brokenHeader(status);
    this.#records += 1;
    if (inside > 0) this.log.add('csv/bom-inside', this.#row());
    if (scanner.quoteInBare) this.log.add('csv/quote-in-unquoted', this.#row());
    if (scanner.strayReturn) this.log.add('csv/stray-cr', this.#row());
    this.#zoneEnd = Math.max(this.#zoneEnd, this.#offset + scanner.defect);
    this.#skipping = { code: status, row: this.#row(), from: this.#offset + this.#from };
    return this.#skip(this.#skipping, final);
  }

  /** Drops bytes up to and including the next LF; false when it isn't there yet. */
  #skip(line: { readonly code: ScanStatus; readonly row: RowRef; readonly from: number }, final: boolean): boolean {
    const found = this.#buffer.subarray(0, this.#to).indexOf(10, this.#from);
    const end = found < 0 ? this.#to : found + 1;
    this.#bytes.rejected += end - this.#from;
    this.#from = end;
    if (found < 0 && !final) return false;
    this.#line += found < 0 ? 0 : 1;
    this.#skipping = null;
    this.log.add(`csv/${line.code}`, { ...line.row, bytes: [line.from, this.#offset + end] });
    return true;
  }

  #brokenHeader(status: ScanStatus): CoalitionError<'csv/line-ending'> | CoalitionError<'csv/broken-header'> {
    if (this.#scanner.strayReturn) return lineEnding();
    return new CoalitionError(
      'csv/broken-header',
      `The header can't be read (csv/${status}). Check the delimiter and the quote, or give the names of the columns as \`header\`.`,
      { finding: `csv/${status}` },
    );
  }

  #readHeader(): boolean {
    const scanner = this.#scanner;
    if (scanner.strayReturn) throw lineEnding();
    if (scanner.nul) throw encoding('text with NUL bytes, which looks like UTF-16');
    if (scanner.fields > scanner.starts.length - 1) checkHeader(Array.from({ length: scanner.fields }, (_, at) => String(at)));
    const names: string[] = [];
    for (let field = 0; field < scanner.fields; field += 1) {
      const name = this.#decoder.field(this.#buffer, scanner, field);
      if (name === null) throw encoding('a header that is not valid UTF-8');
      names.push(name);
    }
    this.#noFinalNewline();
    this.#open(names);
    return this.#advance('header');
  }

  #isHeader(): boolean {
    const scanner = this.#scanner;
    const names = this.#headerBytes;
    if (scanner.fields !== names.length) return false;
    const first = names[0] ?? new Uint8Array(0);
    if (scanner.marks[0] === 0) {
      const from = scanner.starts[0] ?? 0;
      if ((scanner.ends[0] ?? 0) - from !== first.length || this.#buffer[from] !== first[0]) return false;
    }
    return (this.header ?? []).every((name, field) => this.#decoder.field(this.#buffer, scanner, field) === name);
  }

  #isTrailer(prefix: string): boolean {
    const scanner = this.#scanner;
    const text = (field: number): string => this.#decoder.field(this.#buffer, scanner, field) ?? '\ufffd';
    if (!text(0).startsWith(prefix)) return false;
    this.#trailers.push({
      fields: Array.from({ length: Math.min(scanner.fields, scanner.starts.length) }, (_, field) => text(field)),
      line: this.#line,
    });
    return true;
  }
}

/** Whether bytes are ASCII; eight at a time. */
function isAscii(bytes: Uint8Array): boolean {
  let high = 0;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    high |=
      (bytes[at] ?? 0) |
      (bytes[at + 1] ?? 0) |
      (bytes[at + 2] ?? 0) |
      (bytes[at + 3] ?? 0) |
      (bytes[at + 4] ?? 0) |
      (bytes[at + 5] ?? 0) |
      (bytes[at + 6] ?? 0) |
      (bytes[at + 7] ?? 0);
  }
  for (; at < bytes.length; at += 1) high |= bytes[at] ?? 0;
  return high < 128;
}

function encoding(found: string): CoalitionError<'csv/encoding'> {
  return new CoalitionError('csv/encoding', `The input is ${found}. Convert it to UTF-8, or declare encoding 'windows-1252'.`, { found });
}

function lineEnding(): CoalitionError<'csv/line-ending'> {
  return new CoalitionError(
    'csv/line-ending',
    'The header holds a carriage return that no line feed follows: the file uses CR alone. Convert its line endings to LF.',
    {},
  );
}
