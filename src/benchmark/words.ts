import type { CodedColumn, Dictionary } from '../claims/batch.js';

/** One set of words with whole-number ids; id 0 stands for null. */
export class Words {
  readonly #ids = new Map<string, number>();
  readonly #words: (string | null)[] = [null];
  readonly #translations = new WeakMap<Dictionary, Int32Array>();

  /** How many ids there are, null included. */
  get size(): number {
    return this.#words.length;
  }

  idOf(word: string | null): number {
    if (word === null) return 0;
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const id = this.#words.length;
    this.#ids.set(word, id);
    this.#words.push(word);
    return id;
  }

  wordOf(id: number): string | null {
    return this.#words[id] ?? null;
  }

  /** From the ids of a dictionary to ours, for all words that it holds now. A dictionary only grows. */
  translate(column: CodedColumn): Int32Array {
    const { values } = column.dictionary;
    const known = this.#translations.get(column.dictionary);
    if (known !== undefined && known.length >= values.length) return known;
    const translation = new Int32Array(values.length);
    for (let id = 0; id < values.length; id += 1) translation[id] = this.idOf(values[id] ?? null);
    this.#translations.set(column.dictionary, translation);
    return translation;
  }
}
