/** Numbers the senders and files of a table in the order in which they come, and the rows of a file that say no number. */
export class LineageCounter {
  readonly #sources = new Map<string, number>();
  readonly #files = new Map<string, number>();
  readonly #lastRow = new Map<number, number>();

  /** Names of senders, by number. */
  get sources(): readonly string[] {
    return [...this.#sources.keys()];
  }

  /** Names of files, by number. */
  get files(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** The number of a sender; a value that is no text counts as none. */
  source(name: unknown): number {
    return intern(this.#sources, typeof name === 'string' ? name : '');
  }

  /** The number of a file. */
  file(name: unknown): number {
    return intern(this.#files, typeof name === 'string' ? name : '');
  }

  /** The row's own number, or the next of its file. 1-based. */
  row(source: number, file: number, given: unknown): number {
    const place = source * 65_536 + file;
    const number = typeof given === 'number' && given >= 1 ? given : (this.#lastRow.get(place) ?? 0) + 1;
    this.#lastRow.set(place, number);
    return number;
  }
}

function intern(ids: Map<string, number>, text: string): number {
  const known = ids.get(text);
  if (known !== undefined) return known;
  ids.set(text, ids.size);
  return ids.size - 1;
}
