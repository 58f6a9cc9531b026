import { DOUBLED, type RecordScanner } from './record-scanner.js';

/**
 * Copies one field of a scanned record, its doubled quotes halved.
 *
 * @param bytes - The buffer that was scanned.
 * @param scanner - The scanner, after the record.
 * @param field - 0-based field.
 * @param into - Where the bytes go; it needs room for the field.
 * @param at - First byte to write.
 * @returns The byte after the last written one.
 */
export function copyField(bytes: Uint8Array, scanner: RecordScanner, field: number, into: Uint8Array, at: number): number {
  const from = scanner.starts[field] ?? 0;
  const to = scanner.ends[field] ?? 0;
  let to2 = at;
  const doubled = ((scanner.marks[field] ?? 0) & DOUBLED) !== 0;
  for (let i = from; i < to; i += 1) {
    const byte = bytes[i] ?? 0;
    into[to2] = byte;
    to2 += 1;
    if (doubled && byte === 34) i += 1;
  }
  return to2;
}

/** Decodes fields of one encoding, strictly. */
export class FieldDecoder {
  readonly #decoder: TextDecoder;
  #scratch = new Uint8Array(1024);

  /** @param encoding - How the file is written. */
  constructor(encoding: 'utf-8' | 'windows-1252') {
    this.#decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  }

  /** The text of bytes; null when they aren't valid text. */
  text(bytes: Uint8Array, from: number, to: number): string | null {
    let text = '';
    if (to - from <= 24) {
      for (let at = from; at < to; at += 1) {
        const byte = bytes[at] ?? 0;
        if (byte > 127) return this.#decode(bytes, from, to);
        text += String.fromCharCode(byte);
      }
      return text;
    }
    return this.#decode(bytes, from, to);
  }

  /** The text of one field of a scanned record; null when it isn't valid text. */
  field(bytes: Uint8Array, scanner: RecordScanner, field: number): string | null {
    if (field >= scanner.fields || field >= scanner.starts.length) return '';
    const from = scanner.starts[field] ?? 0;
    const to = scanner.ends[field] ?? 0;
    if (((scanner.marks[field] ?? 0) & DOUBLED) === 0) return this.text(bytes, from, to);
    if (to - from > this.#scratch.length) this.#scratch = new Uint8Array((to - from) * 2);
    return this.text(this.#scratch, 0, copyField(bytes, scanner, field, this.#scratch, 0));
  }

  #decode(bytes: Uint8Array, from: number, to: number): string | null {
    try {
      return this.#decoder.decode(bytes.subarray(from, to));
    } catch {
      return null;
    }
  }
}
