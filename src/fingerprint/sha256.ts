import { utf8 } from './utf8.js';

const FRACTIONS_OF_PRIMES = /* @__PURE__ */ constants();

/** The first 32 bits of the fractional parts: square roots of 8 primes, then cube roots of 64. Exact by integer roots. */
function constants(): { readonly h: readonly number[]; readonly k: readonly number[] } {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p !== 0)) primes.push(n);
  const root = (prime: number, degree: bigint): number => {
    const target = BigInt(prime) << (32n * degree);
    let [low, high] = [0n, 1n << 40n];
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** degree <= target) low = middle;
      else high = middle;
    }
    return Number(low & 0xffffffffn);
  };
  return { h: primes.slice(0, 8).map((p) => root(p, 2n)), k: primes.map((p) => root(p, 3n)) };
}

/**
 * Fingerprints text or bytes by SHA-256: the same 64 hexadecimal digits on every runtime, synchronously.
 *
 * Limits: an unkeyed hash is no protection of an identifier: names and numbers can be guessed and hashed.
 *
 * @source FIPS 180-4
 * @testedBy fingerprint/sha256.test.ts: FIPS vectors, and the platform's own implementation on random input
 * @param input - Text (as UTF-8) or bytes.
 * @returns 64 lower-case hexadecimal digits.
 * @example
 * sha256Hex('abc').slice(0, 16); // => 'ba7816bf8f01cfea'
 */
export function sha256Hex(input: string | Uint8Array): string {
  const bytes = typeof input === 'string' ? utf8(input) : input;
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new Uint8Array(blocks * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x2000_0000));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);

  const state = Int32Array.from(FRACTIONS_OF_PRIMES.h);
  const k = Int32Array.from(FRACTIONS_OF_PRIMES.k);
  const w = new Int32Array(64);
  for (let block = 0; block < blocks; block += 1) compress(state, { view, offset: block * 64, k, w });
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function rotate(x: number, n: number): number {
  return (x >>> n) | (x << (32 - n));
}

/** One block of FIPS 180-4 section 6.2.2. */
function compress(state: Int32Array, o: { readonly view: DataView; readonly offset: number; readonly k: Int32Array; readonly w: Int32Array }): void {
  const { w, k } = o;
  for (let t = 0; t < 16; t += 1) w[t] = o.view.getInt32(o.offset + t * 4);
  for (let t = 16; t < 64; t += 1) {
    const [w15, w2] = [w[t - 15] ?? 0, w[t - 2] ?? 0];
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
    w[t] = ((w[t - 16] ?? 0) + s0 + (w[t - 7] ?? 0) + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = Array.from(state) as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t += 1) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (k[t] ?? 0) + (w[t] ?? 0)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = ((state[i] ?? 0) + word) | 0;
  });
}
