import { describe, expect, test } from 'vitest';
import { keyRing } from '../../src/deidentify/key-ring.js';
import { nodeHmac, nodeRandom } from '../../src/deidentify/node/hmac.js';
import { secretKey } from '../../src/deidentify/secret-key.js';
import { tokensAsync, webHmac, webRandom } from '../../src/deidentify/webcrypto/hmac.js';

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (of: Uint8Array | undefined): string => Array.from(of ?? [], (byte) => byte.toString(16).padStart(2, '0')).join('');

// RFC 4231, test cases 1, 2 and 6.
const CASES = [
  ['0b'.repeat(20), '4869205468657265', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  ['4a656665', '7768617420646f2079612077616e7420666f72206e6f7468696e673f', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  [
    'aa'.repeat(131),
    '54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374',
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
] as const;

describe('keyed functions of the platforms', () => {
  test.each(CASES)('RFC 4231 with key %s', async (key, message, expected) => {
    expect(hex(nodeHmac(bytes(key), bytes(message)))).toBe(expected);
    expect(hex((await webHmac(crypto)(bytes(key), [bytes(message)]))[0])).toBe(expected);
  });

  test('tokens are the same whether the function answers at once or later', async () => {
    const root = new Uint8Array(32).fill(9);
    const names = { coalition: 'C', domain: 'R', epoch: '2025' } as const;
    const now = keyRing({ prf: nodeHmac, root: secretKey(root), ...names }).pseudonymizer('member');
    const ids = Array.from({ length: 50 }, (_, i) => `P${i}`);
    expect(await tokensAsync(ids, { prf: webHmac(crypto), root, purpose: 'member', ...names })).toEqual(ids.map((id) => now.token(id)));
  });

  test('random bytes are cryptographic and not all alike', () => {
    for (const source of [nodeRandom(), webRandom(crypto)]) {
      expect(source.kind).toBe('cryptographic');
      expect(new Set(source.bytes(64)).size).toBeGreaterThan(8);
    }
  });
});
