import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { base32 } from '../../src/deidentify/base32.js';
import { rotate } from '../../src/deidentify/pseudonymizer.js';
import { framed, hkdf, secretKey } from '../../src/deidentify/secret-key.js';
import { hmac, testKeys } from './keys.js';

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (of: Uint8Array): string => Array.from(of, (byte) => byte.toString(16).padStart(2, '0')).join('');

describe('keys', () => {
  test('RFC 5869 test case 3: empty salt and info', () => {
    // The RFC prints 42 bytes; ours are the first 32.
    expect(hex(hkdf(hmac, { key: bytes('0b'.repeat(22)), info: new Uint8Array(0) }))).toBe(
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d',
    );
  });

  test('RFC 4648 base32 without padding', () => {
    const of = (text: string): string => base32(new TextEncoder().encode(text));
    expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map(of)).toEqual(['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI']);
  });

  test('a key never prints, and text or a short key is none', () => {
    const key = secretKey(new Uint8Array(32).fill(65));
    expect([String(key), JSON.stringify({ key }), inspect(key)].join()).not.toMatch(/A|65/);
    expect(() => secretKey(new Uint8Array(31))).toThrowError(expect.objectContaining({ code: 'deidentify/key-too-short' }));
    const text: Uint8Array = JSON.parse('"a secret of thirty-two characters"');
    expect(() => secretKey(text)).toThrowError(expect.objectContaining({ code: 'deidentify/key-not-bytes' }));
  });

  test('two lists never give the same framed bytes', () => {
    expect(hex(framed(['ab', 'c']))).not.toBe(hex(framed(['a', 'bc'])));
  });
});

describe('ATK-08: keyed tokens', () => {
  test('have version, purpose, epoch and 128 bits, and equal HMAC under the derived key', () => {
    const token = testKeys().pseudonymizer('member').token('P1');
    expect(token).toMatch(/^v1\.member\.2025\.[A-Z2-7]{26}$/);
    // By hand with the platform's HMAC: root, derivation, token.
    const prk = hmac(new Uint8Array(32), new Uint8Array(32).fill(7));
    const info = framed(['coalition-kit/1', 'member', 'C', 'R', '2025']);
    const key = hmac(prk, Uint8Array.of(...info, 1));
    expect(token.slice('v1.member.2025.'.length)).toBe(base32(hmac(key, new TextEncoder().encode('P1')).slice(0, 16)));
  });

  test('differ by recipient, coalition, epoch, purpose and root', () => {
    const tokens = [testKeys(), testKeys({ domain: 'S' }), testKeys({ coalition: 'D' }), testKeys({ epoch: '2026' }), testKeys({ root: 8 })].map(
      (keys) => keys.pseudonymizer('member').token('P1').slice(-26),
    );
    expect(new Set([...tokens, testKeys().pseudonymizer('claim').token('P1').slice(-26)]).size).toBe(6);
    // A shifted separator gives another domain, not the same bytes.
    expect(testKeys({ coalition: 'CR', domain: '' }).pseudonymizer('member').token('P1')).not.toBe(testKeys().pseudonymizer('member').token('P1'));
  });

  test('an empty id has no token, and a function that collides is refused', () => {
    const tokens = testKeys().pseudonymizer('member');
    expect(() => tokens.token('  ')).toThrowError(expect.objectContaining({ code: 'deidentify/token-refused' }));
  });

  test('rotating keeps who is who, within one purpose only', () => {
    const [from, to] = [testKeys({ epoch: '2025' }).pseudonymizer('member'), testKeys({ epoch: '2026' }).pseudonymizer('member')];
    expect(rotate(['P1', 'P2', 'P1'], { from, to })).toEqual([
      { from: from.token('P1'), to: to.token('P1') },
      { from: from.token('P2'), to: to.token('P2') },
    ]);
    expect(() => rotate(['P1'], { from, to: testKeys().pseudonymizer('claim') })).toThrowError(
      expect.objectContaining({ code: 'deidentify/purpose-reused' }),
    );
  });

  test('ATK-07: no unkeyed hash of an id stands in an output', async () => {
    const { createHash } = await import('node:crypto');
    const token = testKeys().pseudonymizer('member').token('123456789');
    for (const name of ['md5', 'sha1', 'sha256'])
      expect(token).not.toContain(base32(new Uint8Array(createHash(name).update('123456789').digest())).slice(0, 10));
  });
});
