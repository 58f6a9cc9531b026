/** A character that may delimit a header, and how many fields it would make. */
export interface DelimiterGuess {
  readonly delimiter: string;
  /** Unit: fields. */
  readonly fields: number;
}

const CANDIDATES: readonly string[] = [',', '|', '\t', ';', '~'];

/**
 * Ranks the usual delimiters by the fields they make of a header; a person or a program chooses, the reader never guesses.
 *
 * It looks at the first line only, outside quotes.
 *
 * @testedBy csv/small-parts.test.ts
 * @param header - The header's text.
 * @returns Candidates, most fields first; a tie keeps the order comma, pipe, tab, semicolon, tilde.
 * @example
 * detectDelimiter('member|"a,b"|paid')[0]; // => { delimiter: '|', fields: 3 }
 */
export function detectDelimiter(header: string): readonly DelimiterGuess[] {
  const counts = new Map(CANDIDATES.map((candidate) => [candidate, 1]));
  let quoted = false;
  for (const character of header) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted) {
      const count = counts.get(character);
      if (count !== undefined) counts.set(character, count + 1);
    }
  }
  return [...counts].map(([delimiter, fields]) => ({ delimiter, fields })).sort((a, b) => b.fields - a.fields);
}
