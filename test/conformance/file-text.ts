/** A file as text: whole, or its pieces in order, cut anywhere; pieces arrive one by one. */
export type FileText = string | readonly string[];

/** The text as readers take it. */
export function arriving(text: FileText): string | AsyncIterable<string> {
  return typeof text === 'string' ? text : later(text);
}

async function* later(pieces: readonly string[]): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}
