import { CoalitionError } from '../errors/coalition-error.js';

/** A keyed pseudo-random function, HMAC-SHA-256 for all that is built here: 32 bytes from key and message. */
export type Prf = (key: Uint8Array, message: Uint8Array) => Uint8Array;

/** A secret that never prints: text, JSON and inspection give `[redacted]`. */
export interface SecretKey {
  /** Derives a key of 32 bytes for one use. */
  readonly derive: (prf: Prf, info: readonly string[]) => Uint8Array;
  readonly toString: () => string;
  readonly toJSON: () => string;
}

const REDACTED = '[redacted]';

/**
 * Wraps secret bytes so that they can be used and never shown.
 *
 * @param bytes - At least 32 bytes from a cryptographic source. Text is no key.
 * @returns The key.
 * @throws {@link CoalitionError} `deidentify/key-not-bytes`, `deidentify/key-too-short`.
 * @example
 * String(secretKey(new Uint8Array(32).fill(9))); // => '[redacted]'
 */
export function secretKey(bytes: Uint8Array): SecretKey {
  if (!ArrayBuffer.isView(bytes)) {
    throw new CoalitionError('deidentify/key-not-bytes', `A key must be bytes, not ${typeof bytes}. Decode it to a Uint8Array.`, {
      type: typeof bytes,
    });
  }
  if (bytes.length < 32)
    throw new CoalitionError('deidentify/key-too-short', `The key has ${bytes.length} bytes and needs 32. Make one of 32 random bytes.`, {
      bytes: bytes.length,
    });
  const kept = Uint8Array.from(bytes);
  return Object.freeze({
    derive: (prf: Prf, info: readonly string[]): Uint8Array => hkdf(prf, { key: kept, info: framed(info) }),
    toString: () => REDACTED,
    toJSON: () => REDACTED,
    [Symbol.for('nodejs.util.inspect.custom')]: () => REDACTED,
  });
}

/**
 * Puts texts one after another with a length of four bytes before each, so that no two lists give the same bytes.
 *
 * @param texts - Any texts.
 * @returns The bytes.
 * @example
 * Array.from(framed(['ab'])); // => [0, 0, 0, 2, 97, 98]
 */
export function framed(texts: readonly string[]): Uint8Array {
  const parts = texts.map((text) => new TextEncoder().encode(text));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

/**
 * HKDF-SHA-256 with an empty salt and 32 bytes of output, over a given HMAC-SHA-256.
 *
 * @source RFC 5869
 * @testedBy deidentify/pseudonyms.test.ts: RFC 5869 test case 3
 * @param prf - HMAC-SHA-256.
 * @param o - `key`: the secret; `info`: what the derived key is for.
 * @returns 32 bytes.
 * @example
 * hkdf((_, message) => message.slice(0, 1), { key: Uint8Array.of(5), info: Uint8Array.of(7) }); // => Uint8Array.of(7)
 */
export function hkdf(prf: Prf, o: { readonly key: Uint8Array; readonly info: Uint8Array }): Uint8Array {
  const extracted = prf(new Uint8Array(32), o.key);
  const message = new Uint8Array(o.info.length + 1);
  message.set(o.info);
  message[o.info.length] = 1;
  return prf(extracted, message);
}
