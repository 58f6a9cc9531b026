import { createHmac, randomBytes } from 'node:crypto';
import { cryptographicRandom, type RandomSource } from '../random-source.js';
import type { Prf } from '../secret-key.js';

/**
 * HMAC-SHA-256 by Node's own cryptography, about as fast as the bare primitive.
 *
 * @source FIPS 198-1
 * @testedBy deidentify/subpaths.test.ts: RFC 4231 test cases
 * @example
 * nodeHmac(new Uint8Array(32), new Uint8Array(0)).length; // => 32
 */
export const nodeHmac: Prf = (key, message) => new Uint8Array(createHmac('sha256', key).update(message).digest());

/**
 * Node's cryptographic random bytes.
 *
 * @returns The source.
 * @example
 * nodeRandom().kind; // => 'cryptographic'
 */
export function nodeRandom(): RandomSource {
  return cryptographicRandom((count) => new Uint8Array(randomBytes(count)));
}
