/** Pieces that are gathered before they are looked at, so that many small ones stay cheap. Unit: UTF-16 units. */
const GATHERED = 8192;

/**
 * Parses JSON.
 *
 * @param text - Any text.
 * @returns Its value; undefined when it is no JSON.
 */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Takes text in, cut anywhere, that is one JSON document or one to a line.
 *
 * Where the first line is JSON by itself and another follows, the text can't be one document; then lines are handed out as they come and
 * nothing more is kept. Else the text is kept to its end.
 */
export class JsonText {
  readonly #each: (value: unknown, line: number) => void;
  #pieces: string[] = [];
  #gathered = 0;
  #text = '';
  /** Where the next line starts in it, and how far its end was already looked for. */
  #from = 0;
  #looked = 0;
  #lines = 0;
  /** Whether an empty line holds what is white space to people and not to JSON: then the text is no document. */
  #odd = false;
  /** The first line's value and number, until another line follows. */
  #first: { readonly value: unknown; readonly line: number; readonly text: string } | null = null;
  #kind: 'open' | 'first' | 'lines' | 'whole' = 'open';

  /** @param each - Takes each line's value, undefined when it is no JSON, and its 1-based number. */
  constructor(each: (value: unknown, line: number) => void) {
    this.#each = each;
  }

  add(piece: string): void {
    this.#pieces.push(piece);
    this.#gathered += piece.length;
    if (this.#kind !== 'whole' && this.#gathered >= Math.max(GATHERED, this.#text.length)) this.#take();
  }

  /** The text, where it wasn't handed out in lines; else null. */
  finish(): string | null {
    this.#take();
    const rest = this.#text.slice(this.#from);
    if (this.#kind === 'open' || this.#kind === 'whole') return this.#text;
    const first = this.#first;
    if (first !== null) {
      if (rest.trim() === '' && !this.#odd && isJsonSpace(rest)) return first.text;
      this.#each(first.value, first.line);
    }
    if (rest.trim() !== '') this.#each(parsed(rest), this.#lines + 1);
    return null;
  }

  #take(): void {
    this.#text += this.#pieces.join('');
    this.#pieces = [];
    this.#gathered = 0;
    if (this.#kind === 'whole') return;
    for (let end = this.#text.indexOf('\n', this.#looked); end >= 0; end = this.#text.indexOf('\n', this.#from)) {
      const line = this.#text.slice(this.#from, end);
      if (line.trim() === '') this.#odd ||= !isJsonSpace(line);
      else if (!this.#line(line)) return;
      this.#lines += 1;
      this.#from = end + 1;
    }
    // While it isn't known what the text is, all of it is kept.
    if (this.#kind !== 'open') {
      this.#text = this.#text.slice(this.#from);
      this.#from = 0;
    }
    this.#looked = this.#text.length;
  }

  /** Takes a line in; false when the text must be kept whole. */
  #line(line: string): boolean {
    const number = this.#lines + 1;
    const value = parsed(line);
    if (this.#kind === 'lines') {
      this.#each(value, number);
      return true;
    }
    if (this.#kind === 'first' && this.#first !== null) {
      this.#each(this.#first.value, this.#first.line);
      this.#each(value, number);
      this.#first = null;
      this.#kind = 'lines';
      return true;
    }
    this.#kind = value === undefined ? 'whole' : 'first';
    if (value !== undefined) this.#first = { value, line: number, text: line };
    return value !== undefined;
  }
}

function isJsonSpace(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}
