import type { SourceRow } from './apply-column-map.js';

/** Longest list that a side table may hold. Unit: elements. */
const LONGEST_LIST = 1000;

/** Where the element of a list stands, counted from 0: in the layout's columns, then in columns of the side table. */
export function elementColumn(own: readonly string[], field: string, at: number): string {
  return own[at] ?? `${field}_${at + 1}`;
}

/** Columns of a list: those of the layout, then as many of the side table's as it has. */
export function allListColumns(own: readonly string[], field: string, side: ReadonlySet<string>): readonly string[] {
  let count = own.length;
  for (const name of side) {
    const number = name.startsWith(`${field}_`) ? Number(name.slice(field.length + 1)) : Number.NaN;
    if (Number.isInteger(number) && number <= LONGEST_LIST) count = Math.max(count, number);
  }
  return Array.from({ length: count }, (_, at) => elementColumn(own, field, at));
}

/** Numbers rows of the same key, in the order in which they come. */
class Occurrences {
  readonly #keys: readonly string[];
  readonly #seen = new Map<string, number>();

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  key(row: SourceRow): string {
    return this.#keys.map((name) => row[name] ?? '').join('\u0000');
  }

  next(row: SourceRow): number {
    const key = this.key(row);
    const occurrence = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, occurrence);
    return occurrence;
  }
}

/** Writes what a layout has no column for, found again by the row's key and how often that came before. */
export class SideWriter {
  readonly rows: Readonly<Record<string, string>>[] = [];
  readonly #keys: readonly string[];
  readonly #occurrences: Occurrences;

  /** @param keys - The layout's columns that make the key. */
  constructor(keys: readonly string[]) {
    this.#keys = keys;
    this.#occurrences = new Occurrences(keys);
  }

  /** Takes the next row and what stands beside it; nothing is written where nothing does. */
  add(row: Readonly<Record<string, string>>, beside: Readonly<Record<string, string>>): void {
    const occurrence = String(this.#occurrences.next(row));
    if (Object.keys(beside).length === 0) return;
    this.rows.push({ ...Object.fromEntries(this.#keys.map((name) => [name, row[name] ?? ''])), occurrence, ...beside });
  }
}

/** Reads what {@link SideWriter} wrote. */
export class SideReader {
  /** Every column of the side table. */
  readonly columns: ReadonlySet<string>;
  readonly #rows = new Map<string, SourceRow>();
  readonly #occurrences: Occurrences;

  /** @param keys - The layout's columns that make the key. @param rows - The side table. */
  constructor(keys: readonly string[], rows: Iterable<SourceRow>) {
    this.#occurrences = new Occurrences(keys);
    const columns = new Set<string>();
    for (const row of rows) {
      this.#rows.set(`${this.#occurrences.key(row)}\u0000${row['occurrence'] ?? ''}`, row);
      for (const name of Object.keys(row)) columns.add(name);
    }
    this.columns = columns;
  }

  /** The next row with what stands beside it, as a row of its own; what the row itself says counts. */
  joined(row: SourceRow): Record<string, string | null | undefined> {
    const { occurrence: _, ...beside } = this.#rows.get(`${this.#occurrences.key(row)}\u0000${this.#occurrences.next(row)}`) ?? {};
    return { ...beside, ...row };
  }
}
