import { base32 } from '../base32.js';
import type { KeyPurpose } from '../pseudonymizer.js';
import { cryptographicRandom, type RandomSource } from '../random-source.js';
import { framed } from '../secret-key.js';

/** The part of the platform's cryptography that is used. */
export interface WebCrypto {
  readonly subtle: {
    importKey(
      format: 'raw',
      key: BufferSource,
      algorithm: { readonly name: 'HMAC'; readonly hash: 'SHA-256' },
      extractable: boolean,
      uses: readonly ['sign'],
    ): Promise<CryptoKey>;
    sign(algorithm: 'HMAC', key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  };
}

/** A keyed function that answers later. */
export type AsyncPrf = (key: Uint8Array, messages: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>;

/** A copy on a buffer of its own, which is what the platform's types ask for. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy;
}

/**
 * HMAC-SHA-256 by WebCrypto, many messages at a time: one by one it is several times slower.
 *
 * @source FIPS 198-1; W3C Web Cryptography API
 * @testedBy deidentify/subpaths.test.ts: equal to Node's
 * @param crypto - The platform's `crypto`.
 * @returns The function.
 * @example
 * (await webHmac(crypto)(new Uint8Array(32), [new Uint8Array(0)]))[0]?.length; // => 32
 */
export function webHmac(crypto: WebCrypto): AsyncPrf {
  return async (key, messages) => {
    const imported = await crypto.subtle.importKey('raw', owned(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return Promise.all(messages.map(async (message) => new Uint8Array(await crypto.subtle.sign('HMAC', imported, owned(message)))));
  };
}

/** What {@link tokensAsync} needs. */
export interface AsyncTokensInput {
  readonly prf: AsyncPrf;
  /** Root secret, at least 32 bytes. */
  readonly root: Uint8Array;
  readonly coalition: string;
  readonly domain: string;
  readonly epoch: string;
  readonly purpose: KeyPurpose;
}

/**
 * The tokens of `keyRing(...).pseudonymizer(purpose)` where the keyed function answers later.
 *
 * @testedBy deidentify/subpaths.test.ts: equal to the synchronous tokens
 * @param ids - Ids; none may be empty.
 * @param o - Function, root, names.
 * @returns One token for each id.
 * @example
 * const o = { prf: webHmac(crypto), root: new Uint8Array(32).fill(1), coalition: 'C', domain: 'R', epoch: '2025', purpose: 'member' } as const;
 * (await tokensAsync(['P1'], o))[0]?.slice(0, 15); // => 'v1.member.2025.'
 */
export async function tokensAsync(ids: readonly string[], o: AsyncTokensInput): Promise<readonly string[]> {
  const one = async (key: Uint8Array, message: Uint8Array): Promise<Uint8Array> => (await o.prf(key, [message]))[0] ?? new Uint8Array(0);
  const info = framed(['coalition-kit/1', o.purpose, o.coalition, o.domain, o.epoch]);
  const key = await one(await one(new Uint8Array(32), o.root), Uint8Array.of(...info, 1));
  const tokens = await o.prf(
    key,
    ids.map((id) => new TextEncoder().encode(id)),
  );
  return tokens.map((bytes) => `v1.${o.purpose}.${o.epoch}.${base32(bytes.slice(0, 16))}`);
}

/**
 * The platform's cryptographic random bytes.
 *
 * @param crypto - The platform's `crypto`.
 * @returns The source.
 * @example
 * webRandom(crypto).kind; // => 'cryptographic'
 */
export function webRandom(crypto: { getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array }): RandomSource {
  return cryptographicRandom((count) => crypto.getRandomValues(new Uint8Array(count)));
}
