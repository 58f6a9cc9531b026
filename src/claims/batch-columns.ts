import { CoalitionError } from '../errors/coalition-error.js';
import type { CentsColumn, CodedColumn, DaysColumn, Dictionary, ListColumn, ScaledColumn, TextColumn } from './batch.js';
import { Numbers } from './batch-numbers.js';
import { readMoney } from './fields/money-text.js';

/** Grows a column of money: whole cents, a fraction of a cent half to even. */
export class CentsBuilder {
  readonly #numbers = new Numbers();
  /** Sum of absolute values along the stream. Unit: US cents. */
  gross = 0;
  /** Amounts along the stream that held a fraction of a cent. Unit: amounts. */
  subCent = 0;
  /** Rounded less exact along the stream. Unit: hundredths of a US cent. */
  difference = 0;
  readonly name: string;

  /** @param name - The column, for messages. */
  constructor(name: string) {
    this.name = name;
  }

  /** Adds whole cents; `null` where there is no amount. */
  push(cents: number | null): void {
    if (cents === null) return this.#numbers.pushNull();
    this.gross += Math.abs(cents);
    if (!Number.isInteger(cents) || this.gross > Number.MAX_SAFE_INTEGER) throw overflow(this.name);
    this.#numbers.push(cents);
  }

  /** Adds canonical decimal text. */
  pushText(text: string): void {
    const { cents, difference } = readMoney(text);
    if (difference !== 0) {
      this.subCent += 1;
      this.difference += difference;
    }
    this.push(cents);
  }

  /** Adds rows without a value. */
  pushNulls(rows: number): void {
    this.#numbers.pushNulls(rows);
  }

  /** Closes the rows so far as a column and starts the next. */
  seal(): CentsColumn {
    const { view, low, high, nulls, rows } = this.#numbers;
    const narrow = low > -2_147_483_648 && high < 2_147_483_648;
    const column: CentsColumn = {
      ...(narrow ? { width: 32, values: Int32Array.from(view) } : { width: 64, values: view.slice() }),
      ...nulls.seal(rows),
    };
    this.#numbers.clear();
    return column;
  }
}

function overflow(measure: string): CoalitionError<'aggregate/cents-overflow'> {
  return new CoalitionError(
    'aggregate/cents-overflow',
    `The amounts of ${measure} aren't whole cents whose absolute values sum to less than 2^53 (90 trillion dollars). Check their unit, or split the data.`,
    { measure },
  );
}

/** Grows a column of dates as days since 1970-01-01. */
export class DaysBuilder {
  readonly #numbers = new Numbers();

  /** Adds a day number; `null` where there is no date. */
  push(day: number | null): void {
    if (day === null) this.#numbers.pushNull();
    else this.#numbers.push(day);
  }

  /** Adds rows without a value. */
  pushNulls(rows: number): void {
    this.#numbers.pushNulls(rows);
  }

  /** Closes the rows so far as a column and starts the next. */
  seal(): DaysColumn {
    const column: DaysColumn = { values: Int32Array.from(this.#numbers.view), ...this.#numbers.nulls.seal(this.#numbers.rows) };
    this.#numbers.clear();
    return column;
  }
}

/** Grows a column of decimal quantities or whole numbers. */
export class ScaledBuilder {
  readonly #numbers = new Numbers();
  #scale = 0;
  readonly #scales: number[] = [];

  /** Adds a whole number; `null` where there is none. */
  push(value: number | null): void {
    if (value === null) this.#numbers.pushNull();
    else this.#numbers.push(value);
    this.#scales.push(0);
  }

  /** Adds canonical decimal text; its decimals are kept. */
  pushText(text: string): void {
    const point = text.indexOf('.');
    let digits = text;
    let scale = 0;
    if (point >= 0) {
      let end = text.length;
      while (text.charCodeAt(end - 1) === 48) end -= 1;
      scale = Math.max(0, end - point - 1);
      digits = text.slice(0, point) + text.slice(point + 1, point + 1 + scale);
    }
    this.#numbers.push(Number(digits) + 0);
    this.#scales.push(scale);
    if (scale > this.#scale) this.#scale = scale;
  }

  /** Adds rows without a value. */
  pushNulls(rows: number): void {
    this.#numbers.pushNulls(rows);
    this.#scales.length = this.#numbers.rows;
  }

  /** Closes the rows so far as a column and starts the next. */
  seal(): ScaledColumn {
    const values = this.#numbers.view;
    let [low, high] = [0, 0];
    for (let row = 0; row < values.length; row += 1) {
      const scaled = (values[row] ?? 0) * 10 ** (this.#scale - (this.#scales[row] ?? 0));
      values[row] = scaled;
      if (scaled < low) low = scaled;
      if (scaled > high) high = scaled;
    }
    const column: ScaledColumn = { values: narrowest(values, low, high), scale: this.#scale, ...this.#numbers.nulls.seal(this.#numbers.rows) };
    this.#numbers.clear();
    this.#scale = 0;
    this.#scales.length = 0;
    return column;
  }
}

function narrowest(values: Float64Array, low: number, high: number): Int8Array | Int16Array | Int32Array | Float64Array {
  if (low >= -128 && high <= 127) return Int8Array.from(values);
  if (low >= -32_768 && high <= 32_767) return Int16Array.from(values);
  return low >= -2_147_483_648 && high <= 2_147_483_647 ? Int32Array.from(values) : values.slice();
}

/** A dictionary that grows along one stream; its batches share the object. */
export class DictionaryBuilder {
  readonly #values: string[];
  readonly #ids = new Map<string, number>();
  readonly dictionary: Dictionary;

  /** @param values - What it starts with; a closed enumeration starts with all it has. */
  constructor(values: readonly string[] = []) {
    this.#values = [...values];
    this.#values.forEach((value, id) => {
      this.#ids.set(value, id);
    });
    this.dictionary = { values: this.#values };
  }

  /** The id of a text, new when it is. */
  idOf(value: string): number {
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    const id = this.#values.length;
    this.#values.push(value);
    this.#ids.set(value, id);
    return id;
  }
}

function sealIds(ids: Float64Array, high: number): Uint8Array | Uint16Array | Uint32Array {
  return high < 256 ? Uint8Array.from(ids) : high < 65_536 ? Uint16Array.from(ids) : Uint32Array.from(ids);
}

/** Grows a column of texts that repeat, as ids into a dictionary. */
export class CodedBuilder {
  readonly #numbers = new Numbers();
  readonly #words: DictionaryBuilder;
  #last: string | undefined;
  #lastId = 0;

  /** @param values - The values of a closed enumeration. */
  constructor(values?: readonly string[]) {
    this.#words = new DictionaryBuilder(values);
  }

  /** Adds a text; `null` where there is none. The same text as the row before costs no look-up. */
  push(value: string | null): void {
    if (value === null) return this.#numbers.pushNull();
    if (value !== this.#last) {
      this.#last = value;
      this.#lastId = this.#words.idOf(value);
    }
    this.#numbers.push(this.#lastId);
  }

  /** Adds an id of this column's dictionary. */
  pushId(id: number): void {
    this.#numbers.push(id);
  }

  /** The id of a text in this column's dictionary. */
  idOf(value: string): number {
    return this.#words.idOf(value);
  }

  /** Adds rows without a value. */
  pushNulls(rows: number): void {
    this.#numbers.pushNulls(rows);
  }

  /** Closes the rows so far as a column and starts the next; the dictionary goes on. */
  seal(): CodedColumn {
    const { view, high, nulls, rows } = this.#numbers;
    const column: CodedColumn = { ids: sealIds(view, high), dictionary: this.#words.dictionary, ...nulls.seal(rows) };
    this.#numbers.clear();
    return column;
  }
}

/** Grows a column of lists of codes, in which a gap is null. */
export class ListBuilder {
  readonly #elements = new Numbers();
  readonly #ends = new Numbers();
  readonly #words = new DictionaryBuilder();

  /** Adds a list; `null` where there is none. */
  push(list: readonly (string | null)[] | null): void {
    if (list === null) return this.#ends.pushPlace(this.#elements.rows);
    for (const element of list) this.#elements.push(element === null ? -1 : this.#words.idOf(element));
    this.#ends.push(this.#elements.rows);
  }

  /** Adds rows without a value. */
  pushNulls(rows: number): void {
    for (let row = 0; row < rows; row += 1) this.push(null);
  }

  /** Closes the rows so far as a column and starts the next; the dictionary goes on. */
  seal(): ListColumn {
    const rows = this.#ends.rows;
    const { high, view } = this.#elements;
    const gap = high < 255 ? 255 : high < 65_535 ? 65_535 : 4_294_967_295;
    for (let at = 0; at < view.length; at += 1) if (view[at] === -1) view[at] = gap;
    const validity = this.#ends.nulls.seal(rows);
    const offsets = new Int32Array(this.#ends.nulls.count === rows ? 0 : rows + 1);
    if (offsets.length > 0) offsets.set(this.#ends.view, 1);
    const column: ListColumn = { offsets, ids: sealIds(view, gap), dictionary: this.#words.dictionary, gap, ...validity };
    this.#elements.clear();
    this.#ends.clear();
    return column;
  }
}

/** Grows a column of texts that are nearly all different, as a UTF-8 arena. */
export class TextBuilder {
  readonly #encoder = new TextEncoder();
  #bytes = new Uint8Array(16_384);
  #used = 0;
  readonly #ends = new Numbers();

  /** Adds a text; `null` where there is none. */
  push(value: string | null): void {
    if (value === null) return this.#ends.pushPlace(this.#used);
    this.#room(value.length * 3);
    this.#used += this.#encoder.encodeInto(value, this.#bytes.subarray(this.#used)).written;
    this.#ends.push(this.#used);
  }

  /** Adds UTF-8 bytes, which must be well formed. */
  pushBytes(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
    this.#ends.push(this.#used);
  }

  #room(more: number): void {
    if (this.#used + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#used + more));
    wider.set(this.#bytes);
    this.#bytes = wider;
  }

  /** Adds rows without a value. */
  pushNulls(rows: number): void {
    for (let row = 0; row < rows; row += 1) this.push(null);
  }

  /** Closes the rows so far as a column and starts the next. */
  seal(): TextColumn {
    const rows = this.#ends.rows;
    const validity = this.#ends.nulls.seal(rows);
    const offsets = new Int32Array(this.#ends.nulls.count === rows ? 0 : rows + 1);
    if (offsets.length > 0) offsets.set(this.#ends.view, 1);
    const column: TextColumn = { bytes: this.#bytes.slice(0, this.#used), offsets, ...validity };
    this.#used = 0;
    this.#ends.clear();
    return column;
  }
}
