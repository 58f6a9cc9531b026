import { createHmac } from 'node:crypto';
import { type KeyRing, keyRing } from '../../src/deidentify/key-ring.js';
import { type Prf, secretKey } from '../../src/deidentify/secret-key.js';

/** HMAC-SHA-256 of the platform. */
export const hmac: Prf = (key, message) => new Uint8Array(createHmac('sha256', key).update(message).digest());

/** Keys of one recipient and epoch from one root. */
export function testKeys(
  o: { readonly domain?: string; readonly epoch?: string; readonly coalition?: string; readonly root?: number } = {},
): KeyRing {
  return keyRing({
    prf: hmac,
    root: secretKey(new Uint8Array(32).fill(o.root ?? 7)),
    coalition: o.coalition ?? 'C',
    domain: o.domain ?? 'R',
    epoch: o.epoch ?? '2025',
  });
}
