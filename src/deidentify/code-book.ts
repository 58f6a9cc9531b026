import { CoalitionError } from '../errors/coalition-error.js';
import { base32 } from './base32.js';
import type { RandomSource } from './random-source.js';

/** What a code stands for: codes of two purposes are never alike, even for the same id. */
export type CodePurpose = 'member' | 'subscriber' | 'claim' | 'employer' | 'provider';

/** One line of a code book, which only the custodian keeps. */
export interface CodeBookEntry {
  readonly purpose: CodePurpose;
  readonly original: string;
  readonly code: string;
}

/** Random codes by original: the only member key that passes Safe Harbor, because nothing about the person is in it. */
export interface CodeBook {
  /** The code of an original, drawn when it is first asked for. */
  readonly codeOf: (purpose: CodePurpose, original: string, random: RandomSource) => string;
  /** Everything in it, in the order drawn: the custodian's map back. */
  readonly entries: () => readonly CodeBookEntry[];
}

const DRAWS_CAP = 8;

/**
 * Opens a code book: random codes that stand for ids and don't derive from them.
 *
 * Limits: 80 random bits each. Whoever holds the book can go back; keep it apart from what leaves. Use one book for all
 * tables of a delivery so that they join, and a fresh one for each recipient so that recipients can't join theirs.
 *
 * @source 45 CFR 164.514(c): a code may not derive from information about the individual
 * @testedBy deidentify/code-book.test.ts
 * @param entries - Lines kept from an earlier run. Default: none.
 * @returns The book.
 * @throws {@link CoalitionError} `deidentify/code-book-exhausted` when the source repeats itself.
 * @example
 * const book = codeBook();
 * book.codeOf('member', 'P1', seededForTests(1)) === book.codeOf('member', 'P1', seededForTests(2)); // => true
 */
export function codeBook(entries: readonly CodeBookEntry[] = []): CodeBook {
  const kept: CodeBookEntry[] = [...entries];
  const codes = new Map<CodePurpose, Map<string, string>>();
  const codesFor = (purpose: CodePurpose): Map<string, string> => {
    const known = codes.get(purpose);
    if (known !== undefined) return known;
    const fresh = new Map<string, string>();
    codes.set(purpose, fresh);
    return fresh;
  };
  for (const { purpose, original, code } of kept) codesFor(purpose).set(original, code);
  const used = new Set(kept.map(({ code }) => code));
  return {
    codeOf(purpose, original, random) {
      const own = codesFor(purpose);
      const known = own.get(original);
      if (known !== undefined) return known;
      for (let draw = 0; draw < DRAWS_CAP; draw += 1) {
        const code = `${purpose.slice(0, 1)}${base32(random.bytes(10))}`;
        if (used.has(code)) continue;
        used.add(code);
        own.set(original, code);
        kept.push({ purpose, original, code });
        return code;
      }
      throw new CoalitionError(
        'deidentify/code-book-exhausted',
        `The random source gave ${DRAWS_CAP} codes that are all taken. Use a working source of random bytes.`,
        { codes: used.size },
      );
    },
    entries: () => [...kept],
  };
}
