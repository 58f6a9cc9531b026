import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, fnv1a, sha256Hex, shardOf } from '../../src/fingerprint/index.js';

describe('fingerprints', () => {
  test('SHA-256 gives the vectors of FIPS 180-4', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    );
  });

  test("SHA-256 equals the platform's own on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('FNV-1a gives its published vectors, and shards follow', () => {
    expect(['', 'a', 'foobar'].map(fnv1a)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
    expect(['', 'a', 'foobar'].map((key) => shardOf(key, 4))).toEqual([2, 3, 2]);
  });

  test('canonical JSON does not depend on the order of keys and parses back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value));
        const text = canonicalJson(json);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(json, (_, v) => (Object.is(v, -0) ? 0 : v))));
      }),
      { seed: 1 },
    );
    expect(canonicalJson({ b: 1, a: { d: 2, c: [] } })).toBe('{"a":{"c":[],"d":2},"b":1}');
    expect(() => canonicalJson(Number.NaN)).toThrow(/not finite/);
  });
});
