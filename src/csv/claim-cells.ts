import type { ColumnBuilders, FlagBuilder } from '../claims/batch-builder.js';
import type { CentsBuilder, CodedBuilder, DaysBuilder, ListBuilder, ScaledBuilder, TextBuilder } from '../claims/batch-columns.js';
import { dayOfDateText } from '../claims/fields/date-text.js';
import type { RepairCounts } from '../claims/normalise/repair-counts.js';
import { civilDay, moneyCents, NO_VALUE } from './byte-values.js';
import type { CellOutcome } from './cell-judge.js';
import { type CellContext, type ClaimCell, NONE, Outcomes, Repairs } from './cell-outcomes.js';
import type { RecordScanner } from './record-scanner.js';
import type { FieldDecoder } from './text-form.js';

/** A value of few distinct texts: flags, whole numbers, quantities, dates of another form. */
export class CachedCell implements ClaimCell {
  readonly #outcomes: Outcomes;
  readonly #context: CellContext;
  readonly #push: (value: unknown) => void;
  #entry = 0;

  /** @param context - The cell. @param push - How a canonical value gets into the column. */
  constructor(context: CellContext, push: (value: unknown) => void) {
    this.#context = context;
    this.#outcomes = new Outcomes(context);
    this.#push = push;
  }

  stage(bytes: Uint8Array, scanner: RecordScanner): boolean {
    this.#entry = this.#outcomes.numberOf(bytes, scanner, this.#context.at);
    return this.#outcomes.certain(this.#entry);
  }

  push(): void {
    this.#outcomes.used(this.#entry);
    this.#push(this.#outcomes.list[this.#entry]?.value ?? null);
  }

  flush(counts: RepairCounts): void {
    this.#outcomes.flush(counts);
  }
}

/** A text that repeats, as an id of the column's dictionary. */
export class WordCell implements ClaimCell {
  readonly #outcomes: Outcomes;
  readonly #context: CellContext;
  readonly #column: CodedBuilder;
  /** Ids of the column by outcome; -2 where it isn't known yet, -1 for null. */
  #ids = new Int32Array(64).fill(-2);
  #entry = 0;

  /** @param context - The cell. @param column - Its column. */
  constructor(context: CellContext, column: CodedBuilder) {
    this.#context = context;
    this.#outcomes = new Outcomes(context);
    this.#column = column;
  }

  stage(bytes: Uint8Array, scanner: RecordScanner): boolean {
    this.#entry = this.#outcomes.numberOf(bytes, scanner, this.#context.at);
    return this.#outcomes.certain(this.#entry);
  }

  push(): void {
    const entry = this.#entry;
    this.#outcomes.used(entry);
    let id = this.#ids[entry] ?? -2;
    if (id === -2) id = this.#give(entry);
    if (id < 0) this.#column.push(null);
    else this.#column.pushId(id);
  }

  /** Ids are given on first use of an accepted row, so that the dictionary is the one of the whole-row path. */
  #give(entry: number): number {
    if (entry >= this.#ids.length) {
      const ids = new Int32Array(Math.max(entry + 1, this.#ids.length * 2)).fill(-2);
      ids.set(this.#ids);
      this.#ids = ids;
    }
    const value = this.#outcomes.list[entry]?.value;
    const id = typeof value === 'string' ? this.#column.idOf(value) : -1;
    this.#ids[entry] = id;
    return id;
  }

  flush(counts: RepairCounts): void {
    this.#outcomes.flush(counts);
  }
}

/** An amount: digits straight to cents; everything else through the normaliser. */
export class MoneyCell implements ClaimCell {
  readonly #context: CellContext;
  readonly #column: CentsBuilder;
  readonly #repairs = new Repairs();
  #text: string | null = null;
  /** The staged amount. Unit: US cents; null when there is none or it holds a fraction of a cent. */
  cents: number | null = null;

  /** @param context - The cell. @param column - Its column. */
  constructor(context: CellContext, column: CentsBuilder) {
    this.#context = context;
    this.#column = column;
  }

  stage(bytes: Uint8Array, scanner: RecordScanner): boolean {
    const { at, plain, decoder, decide } = this.#context;
    this.#text = null;
    if (plain && at >= 0 && at < scanner.fields && (scanner.marks[at] ?? 0) < 2) {
      const value = moneyCents(bytes, scanner.starts[at] ?? 0, scanner.ends[at] ?? 0);
      if (value !== NO_VALUE) {
        this.cents = value;
        this.#repairs.stage(NONE);
        return true;
      }
    }
    const { certain, value, repairs } = decide(at < 0 ? '' : (decoder.field(bytes, scanner, at) ?? ''));
    this.#text = typeof value === 'string' ? value : null;
    this.cents = null;
    this.#repairs.stage(repairs);
    return certain;
  }

  push(): void {
    this.#repairs.push();
    if (this.#text !== null) this.#column.pushText(this.#text);
    else this.#column.push(this.cents);
  }

  flush(counts: RepairCounts): void {
    this.#repairs.flush(this.#context.name, counts);
  }

  /** The staged amount as canonical text, where it didn't come as plain cents. */
  get text(): string | null {
    return this.#text;
  }
}

/** A date written `YYYY-MM-DD`: digits straight to a day number; everything else through the normaliser. */
export class DateCell implements ClaimCell {
  readonly #context: CellContext;
  readonly #column: DaysBuilder;
  readonly #repairs = new Repairs();
  #day: number | null = null;

  /** @param context - The cell. @param column - Its column. */
  constructor(context: CellContext, column: DaysBuilder) {
    this.#context = context;
    this.#column = column;
  }

  stage(bytes: Uint8Array, scanner: RecordScanner): boolean {
    const { at, plain, decoder, decide } = this.#context;
    if (plain && at >= 0 && at < scanner.fields) {
      const day = civilDay(bytes, scanner.starts[at] ?? 0, scanner.ends[at] ?? 0);
      if (day !== NO_VALUE) {
        this.#day = day;
        this.#repairs.stage(NONE);
        return true;
      }
    }
    const { certain, value, repairs } = decide(at < 0 ? '' : (decoder.field(bytes, scanner, at) ?? ''));
    this.#day = typeof value === 'string' ? dayOfDateText(value) : null;
    this.#repairs.stage(repairs);
    return certain;
  }

  push(): void {
    this.#repairs.push();
    this.#column.push(this.#day);
  }

  flush(counts: RepairCounts): void {
    this.#repairs.flush(this.#context.name, counts);
  }
}

/** A text that is nearly always different, copied as bytes. */
export class ArenaCell implements ClaimCell {
  readonly #context: CellContext;
  readonly #column: TextBuilder;
  readonly #repairs = new Repairs();
  #bytes: Uint8Array | null = null;
  #text: string | null = null;

  /** @param context - The cell. @param column - Its column. */
  constructor(context: CellContext, column: TextBuilder) {
    this.#context = context;
    this.#column = column;
  }

  stage(bytes: Uint8Array, scanner: RecordScanner): boolean {
    const { at, plain, decoder, decide } = this.#context;
    this.#bytes = null;
    if (plain && at >= 0 && at < scanner.fields && (scanner.marks[at] ?? 0) < 2) {
      const from = scanner.starts[at] ?? 0;
      const to = scanner.ends[at] ?? 0;
      // The longest spelling of nothing has four characters.
      if (to - from > 4 && isPlainAscii(bytes, from, to)) {
        this.#bytes = bytes.subarray(from, to);
        this.#repairs.stage(NONE);
        return true;
      }
    }
    const { certain, value, repairs } = decide(at < 0 ? '' : (decoder.field(bytes, scanner, at) ?? ''));
    this.#text = typeof value === 'string' ? value : null;
    this.#repairs.stage(repairs);
    return certain;
  }

  push(): void {
    this.#repairs.push();
    if (this.#bytes !== null) this.#column.pushBytes(this.#bytes);
    else this.#column.push(this.#text);
  }

  flush(counts: RepairCounts): void {
    this.#repairs.flush(this.#context.name, counts);
  }
}

function isPlainAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 33 || byte > 126) return false;
  }
  return true;
}

/** A list made of wide columns. */
export class ListCell implements ClaimCell {
  readonly #elements: readonly (readonly [at: number, outcomes: Outcomes])[];
  readonly #entries: Int32Array;
  readonly #column: ListBuilder;

  /** @param elements - One context for each column, in order. @param column - The list's column. */
  constructor(elements: readonly CellContext[], column: ListBuilder) {
    this.#elements = elements.map((context) => [context.at, new Outcomes(context)]);
    this.#entries = new Int32Array(elements.length);
    this.#column = column;
  }

  stage(bytes: Uint8Array, scanner: RecordScanner): boolean {
    for (let at = 0; at < this.#elements.length; at += 1) {
      const element = this.#elements[at];
      if (element === undefined) continue;
      const entry = element[1].numberOf(bytes, scanner, element[0]);
      this.#entries[at] = entry;
      if (!element[1].certain(entry)) return false;
    }
    return true;
  }

  push(): void {
    const list: (string | null)[] = [];
    let length = 0;
    for (let at = 0; at < this.#elements.length; at += 1) {
      const outcomes = this.#elements[at]?.[1];
      const entry = this.#entries[at] ?? 0;
      outcomes?.used(entry);
      const value = outcomes?.list[entry]?.value;
      const element = typeof value === 'string' ? value : null;
      list.push(element);
      if (element !== null) length = at + 1;
    }
    list.length = length;
    this.#column.push(length === 0 ? null : list);
  }

  flush(counts: RepairCounts): void {
    for (const [, outcomes] of this.#elements) outcomes.flush(counts);
  }
}

/** A value computed from several columns, or a constant. */
export class ComputedCell implements ClaimCell {
  readonly #name: string;
  readonly #at: readonly number[];
  readonly #decide: (texts: readonly string[]) => CellOutcome;
  readonly #decoder: FieldDecoder;
  readonly #push: (value: unknown) => void;
  readonly #repairs = new Repairs();
  #value: unknown = null;

  /** @param o - The field, its columns, how they are decided, and how a canonical value gets into the column. */
  constructor(o: {
    readonly name: string;
    readonly at: readonly number[];
    readonly decide: (texts: readonly string[]) => CellOutcome;
    readonly decoder: FieldDecoder;
    readonly push: (value: unknown) => void;
  }) {
    this.#name = o.name;
    this.#at = o.at;
    this.#decide = o.decide;
    this.#decoder = o.decoder;
    this.#push = o.push;
  }

  /** The staged canonical value. */
  get value(): unknown {
    return this.#value;
  }

  stage(bytes: Uint8Array, scanner: RecordScanner): boolean {
    const texts = this.#at.map((at) => (at < 0 ? '' : (this.#decoder.field(bytes, scanner, at) ?? '')));
    const { certain, value, repairs } = this.#decide(texts);
    this.#value = value;
    this.#repairs.stage(repairs);
    return certain;
  }

  push(): void {
    this.#repairs.push();
    this.#push(this.#value);
  }

  flush(counts: RepairCounts): void {
    this.#repairs.flush(this.#name, counts);
  }
}

/** How a canonical value of a field gets into its column. */
export function pushInto(columns: ColumnBuilders, name: string): (value: unknown) => void {
  const amount: CentsBuilder | undefined = columns.cents[name];
  const date: DaysBuilder | undefined = columns.days[name];
  const code: CodedBuilder | undefined = columns.codes[name];
  const flag: FlagBuilder | undefined = columns.flags[name];
  const list: ListBuilder | undefined = columns.lists[name];
  const quantity: ScaledBuilder | undefined = columns.quantities[name];
  const text: TextBuilder | undefined = columns.texts[name];
  const words = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  if (amount !== undefined) return (value) => (typeof value === 'string' ? amount.pushText(value) : amount.push(null));
  if (date !== undefined) return (value) => date.push(typeof value === 'string' ? dayOfDateText(value) : null);
  if (code !== undefined) return (value) => code.push(words(value));
  if (flag !== undefined) return (value) => flag.push(typeof value === 'boolean' ? value : null);
  if (list !== undefined) return (value) => list.push(Array.isArray(value) ? value : null);
  if (text !== undefined) return (value) => text.push(words(value));
  return (value) => (typeof value === 'string' ? quantity?.pushText(value) : quantity?.push(typeof value === 'number' ? value : null));
}
