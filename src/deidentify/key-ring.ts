import { CoalitionError } from '../errors/coalition-error.js';
import { utf8 } from '../fingerprint/utf8.js';
import { base32 } from './base32.js';
import { type DateShifter, type DateShifterInput, dateShifter } from './date-shifter.js';
import { type KeyPurpose, type Pseudonymizer, pseudonymizer } from './pseudonymizer.js';
import type { Prf, SecretKey } from './secret-key.js';

/** Version of the derivation; part of every derived key. */
const DERIVATION = 'coalition-kit/1';

/** What a key ring is made of. */
export interface KeyRingInput {
  readonly prf: Prf;
  readonly root: SecretKey;
  readonly coalition: string;
  /** Employer code or recipient: two domains never share a token. */
  readonly domain: string;
  /** Names the period of validity, such as `'2025'`; letters, digits and hyphens. */
  readonly epoch: string;
}

/** Keys of one domain and epoch, one for each purpose. */
export interface KeyRing {
  readonly domain: string;
  readonly epoch: string;
  /** Names the root without giving it away. */
  readonly keyId: string;
  readonly pseudonymizer: (purpose: KeyPurpose) => Pseudonymizer;
  readonly dateShifter: (o: Pick<DateShifterInput, 'days' | 'weekdayPreserving' | 'withinPlanYear'>) => DateShifter;
  /** PRF of a text under the key of a purpose. */
  readonly mac: (purpose: KeyPurpose, text: string) => Uint8Array;
}

/**
 * Derives one key for each purpose from a root secret, so that no key ever serves two ends.
 *
 * @formula key = HKDF-SHA-256(root, info); info = version, purpose, coalition, domain, epoch, each with its length before it
 * @source RFC 5869
 * @testedBy deidentify/pseudonyms.test.ts: ATK-08
 * @param o - HMAC-SHA-256, root, names.
 * @returns The ring.
 * @throws {@link CoalitionError} `deidentify/token-refused` when the epoch has other characters.
 * @example
 * const prf = (key: Uint8Array, message: Uint8Array): Uint8Array => utf8(sha256Hex(Uint8Array.of(...key, ...message))).slice(0, 32);
 * keyRing({ prf, root: secretKey(new Uint8Array(32).fill(1)), coalition: 'C', domain: 'R', epoch: '2025' }).epoch; // => '2025'
 */
export function keyRing(o: KeyRingInput): KeyRing {
  if (!/^[A-Za-z0-9-]+$/.test(o.epoch)) {
    throw new CoalitionError('deidentify/token-refused', 'An epoch has letters, digits and hyphens only, because it stands in every token.', {
      reason: 'epoch',
    });
  }
  const key = (purpose: string): Uint8Array => o.root.derive(o.prf, [DERIVATION, purpose, o.coalition, o.domain, o.epoch]);
  const keyId = base32(o.prf(key('keyId'), utf8('id')).slice(0, 8));
  const tokens = new Map<KeyPurpose, Pseudonymizer>();
  return {
    domain: o.domain,
    epoch: o.epoch,
    keyId,
    pseudonymizer(purpose) {
      const known = tokens.get(purpose) ?? pseudonymizer({ prf: o.prf, key: key(purpose), purpose, epoch: o.epoch, keyId });
      tokens.set(purpose, known);
      return known;
    },
    dateShifter: (options) => dateShifter({ prf: o.prf, key: key('dateShift'), keyId, ...options }),
    mac: (purpose, text) => o.prf(key(purpose), utf8(text)),
  };
}
