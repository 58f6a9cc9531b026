import { base32 } from '../base32.js';
import { framed, type Prf } from '../secret-key.js';
import { NAME_NORMALISATION, normaliseName, soundex } from './normalise-name.js';

/** What is known of a person for linking; missing parts give no token that needs them. */
export interface LinkagePerson {
  readonly first: string | null;
  readonly last: string | null;
  /** `YYYY-MM-DD`. */
  readonly birth: string | null;
  readonly sex: string | null;
  readonly zip3: string | null;
  /** Nine digits. */
  readonly ssn: string | null;
  readonly address: string | null;
}

/** Which parts of a person are hashed together. */
export type TokenKind = 'name' | 'initial' | 'phonetic' | 'ssn';

/** Every combination, in the order in which they are tried. */
export const tokenKinds: readonly TokenKind[] = ['name', 'initial', 'phonetic', 'ssn'];

/** The tokens of one record, and tokens that only serve to see conflicts. */
export interface LinkageTokens {
  /** By kind; `null` where a part is missing. */
  readonly tokens: Readonly<Record<TokenKind, string | null>>;
  /** Token of last name, birth, sex and address: equal in twins. */
  readonly household: string | null;
  /** Token of the first name; `null` for an initial, which contradicts nothing. */
  readonly first: string | null;
  /** Token of the suffix; father and son differ in it. */
  readonly suffix: string;
}

/**
 * Hashes combinations of a person's parts under a key, so that a linkage unit can match people without seeing any part.
 *
 * No part is hashed alone, and a missing part gives no token: an empty SSN would link everybody without one.
 *
 * @formula name: last + first + birth + sex; initial: last + first letter + birth + sex + ZIP3; phonetic: Soundex of both +
 *   birth + sex; ssn: SSN + birth; each with the version of normalisation and its own name
 * @testedBy deidentify/linkage.test.ts
 * @param person - What is known.
 * @param o - `prf`: HMAC-SHA-256; `key`: derived for the purpose `linkage`.
 * @returns The tokens.
 * @example
 * const prf = (key: Uint8Array, message: Uint8Array): Uint8Array => utf8(sha256Hex(Uint8Array.of(...key, ...message))).slice(0, 32);
 * const person = { first: 'Ann', last: 'Lee', birth: '1980-01-02', sex: 'f', zip3: null, ssn: null, address: null };
 * linkageTokens(person, { prf, key: new Uint8Array(32) }).tokens.ssn; // => null
 */
export function linkageTokens(person: LinkagePerson, o: { readonly prf: Prf; readonly key: Uint8Array }): LinkageTokens {
  const token = (name: string, parts: readonly (string | null)[]): string | null => {
    const known = parts.flatMap((part) => (part === null || part.trim() === '' ? [] : [part.trim()]));
    if (known.length !== parts.length) return null;
    return base32(o.prf(o.key, framed([NAME_NORMALISATION, name, ...known])).slice(0, 16));
  };
  const first = person.first === null ? null : normaliseName(person.first);
  const last = person.last === null ? null : normaliseName(person.last);
  const letters = (name: typeof first): string | null => name?.letters ?? null;
  const sound = (name: typeof first): string | null => (name === null ? null : soundex(name.letters));
  const { birth, sex } = person;
  const ssn = person.ssn === null ? null : person.ssn.replace(/\D/g, '');
  const address = person.address === null ? null : person.address.toLowerCase().replace(/[^a-z0-9]/g, '');
  return {
    tokens: {
      name: token('name', [letters(last), letters(first), birth, sex]),
      initial: token('initial', [letters(last), letters(first)?.slice(0, 1) ?? null, birth, sex, person.zip3]),
      phonetic: token('phonetic', [sound(last), sound(first), birth, sex]),
      ssn: token('ssn', [ssn === null || !/^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(ssn) ? null : ssn, birth]),
    },
    household: token('household', [letters(last), birth, sex, address]),
    first: token('first', [(letters(first)?.length ?? 0) > 1 ? letters(first) : null, letters(last)]),
    suffix: token('suffix', [`${last?.suffix ?? ''}${first?.suffix ?? ''}` || 'none']) ?? '',
  };
}
