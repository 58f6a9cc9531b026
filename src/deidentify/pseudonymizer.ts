import { CoalitionError } from '../errors/coalition-error.js';
import { utf8 } from '../fingerprint/utf8.js';
import { base32 } from './base32.js';
import type { Prf } from './secret-key.js';

/** What a derived key is for. Purposes never share keys. */
export type KeyPurpose = 'member' | 'claim' | 'linkage' | 'dateShift' | 'shuffle' | 'envelope';

/** Keyed tokens of one purpose, recipient and epoch. */
export interface Pseudonymizer {
  readonly purpose: KeyPurpose;
  readonly epoch: string;
  /** Names the key without giving it away. */
  readonly keyId: string;
  /** The token of an id: `v1.<purpose>.<epoch>.<128 bits>`. */
  readonly token: (id: string) => string;
}

/** What {@link pseudonymizer} needs. */
export interface PseudonymizerInput {
  readonly prf: Prf;
  /** Derived for this purpose; a {@link KeyRing} does it. 32 bytes. */
  readonly key: Uint8Array;
  readonly purpose: KeyPurpose;
  readonly epoch: string;
  readonly keyId: string;
}

/**
 * Makes keyed tokens: the same id gives the same token for this key only, so two recipients can't join theirs.
 *
 * Limits: tokens derive from ids. They pass a limited data set or an expert's determination, never Safe Harbor.
 *
 * @testedBy deidentify/pseudonyms.test.ts
 * @param o - Function, derived key, purpose, epoch.
 * @returns The tokens. An empty id has none: it is refused, because it would link everybody without one.
 * @throws {@link CoalitionError} `deidentify/token-refused` by `token` for empty ids and for two ids of one token.
 * @example
 * const prf = (key: Uint8Array, message: Uint8Array): Uint8Array => utf8(sha256Hex(Uint8Array.of(...key, ...message))).slice(0, 32);
 * pseudonymizer({ prf, key: new Uint8Array(32), purpose: 'member', epoch: '2025', keyId: 'k' }).token('P1').slice(0, 15); // => 'v1.member.2025.'
 */
export function pseudonymizer(o: PseudonymizerInput): Pseudonymizer {
  const owners = new Map<string, string>();
  return {
    purpose: o.purpose,
    epoch: o.epoch,
    keyId: o.keyId,
    token(id) {
      if (id.trim() === '')
        throw new CoalitionError(
          'deidentify/token-refused',
          'An empty id has no token: everybody without an id would share it. Leave the field empty.',
          { reason: 'empty' },
        );
      const token = `v1.${o.purpose}.${o.epoch}.${base32(o.prf(o.key, utf8(id)).slice(0, 16))}`;
      const owner = owners.get(token);
      if (owner === undefined) owners.set(token, id);
      else if (owner !== id)
        throw new CoalitionError('deidentify/token-refused', 'Two ids have the same token. The keyed function is broken; use HMAC-SHA-256.', {
          reason: 'collision',
        });
      return token;
    },
  };
}

/** One line of a rotation map: the same id under two epochs. Only the custodian holds it. */
export interface RotatedToken {
  readonly from: string;
  readonly to: string;
}

/**
 * Maps tokens of one epoch to those of another, from the identified ids: the only way to rotate.
 *
 * @param ids - Original ids.
 * @param o - Tokens before and after.
 * @returns Each old token with its new one, in the order of the ids.
 * @throws {@link CoalitionError} `deidentify/purpose-reused` when the purposes differ.
 * @example
 * const prf = (key: Uint8Array, message: Uint8Array): Uint8Array => utf8(sha256Hex(Uint8Array.of(...key, ...message))).slice(0, 32);
 * const of = (epoch: string) => pseudonymizer({ prf, key: utf8(epoch.padEnd(32)), purpose: 'member', epoch, keyId: 'k' });
 * rotate(['P1'], { from: of('2024'), to: of('2025') }).length; // => 1
 */
export function rotate(ids: Iterable<string>, o: { readonly from: Pseudonymizer; readonly to: Pseudonymizer }): readonly RotatedToken[] {
  if (o.from.purpose !== o.to.purpose) {
    throw new CoalitionError(
      'deidentify/purpose-reused',
      `Tokens for ${o.from.purpose} can't become tokens for ${o.to.purpose}. Rotate within one purpose.`,
      { purpose: o.to.purpose },
    );
  }
  return [...new Set(ids)].map((id) => ({ from: o.from.token(id), to: o.to.token(id) }));
}
