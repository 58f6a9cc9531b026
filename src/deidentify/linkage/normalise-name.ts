/** Version of the normalisation; it stands inside every message that is hashed, so that two versions never join. */
export const NAME_NORMALISATION = 'n1';

const SUFFIXES = /\b(jr|sr|ii|iii|iv)$/;

/** A name reduced to what survives spelling: letters only, lower case, without accents, suffix apart. */
export interface NormalName {
  readonly letters: string;
  /** Such as `jr`; empty when there is none. */
  readonly suffix: string;
}

/**
 * Reduces a name to letters, so that case, accents, hyphens, blanks and punctuation don't part one person from itself.
 *
 * Limits: for Latin letters; other scripts keep their letters and match exactly.
 *
 * @param name - As delivered.
 * @returns Letters and suffix.
 * @example
 * normaliseName("O'Néill-Smith, Jr."); // => { letters: 'oneillsmith', suffix: 'jr' }
 */
export function normaliseName(name: string): NormalName {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]+/gu, ' ')
    .trim();
  const suffix = SUFFIXES.exec(plain)?.[1] ?? '';
  return { letters: (suffix === '' ? plain : plain.slice(0, -suffix.length)).replace(/[^\p{L}]/gu, ''), suffix };
}

const GROUPS: Readonly<Record<string, string>> = {
  b: '1',
  f: '1',
  p: '1',
  v: '1',
  c: '2',
  g: '2',
  j: '2',
  k: '2',
  q: '2',
  s: '2',
  x: '2',
  z: '2',
  d: '3',
  t: '3',
  l: '4',
  m: '5',
  n: '5',
  r: '6',
};

/**
 * American Soundex of a normalised name: the first letter and three digits for its sounds.
 *
 * @source US National Archives, The Soundex Indexing System
 * @testedBy deidentify/linkage.test.ts: examples of the National Archives
 * @param letters - Lower-case letters.
 * @returns Four characters; empty for no letters a to z.
 * @example
 * soundex('ashcraft'); // => 'A261'
 */
export function soundex(letters: string): string {
  const latin = letters.replace(/[^a-z]/g, '');
  const first = latin[0];
  if (first === undefined) return '';
  let code = '';
  let before = GROUPS[first] ?? '';
  for (const letter of latin.slice(1)) {
    const group = GROUPS[letter] ?? '';
    if (group !== '' && group !== before) code += group;
    // h and w don't part two letters of one sound; vowels do.
    if (letter !== 'h' && letter !== 'w') before = group;
  }
  return (first.toUpperCase() + code + '000').slice(0, 4);
}
