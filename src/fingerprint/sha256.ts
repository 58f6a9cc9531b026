import { utf8 } from './utf8.js';

const FRACTIONS_OF_PRIMES = /* @__PURE__ */ constants();
const ROUNDS = /* @__PURE__ */ Int32Array.from(/* @__PURE__ */ roundConstants());

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

function roundConstants(): readonly number[] {
  return FRACTIONS_OF_PRIMES.k;
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
  const w = new Int32Array(64);
  for (let block = 0; block < blocks; block += 1) compress(state, { bytes: padded, offset: block * 64, k: ROUNDS, w });
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** One block of FIPS 180-4 section 6.2.2. Eight plain variables and no helper calls: this loop is what merging stored aggregates costs. */
function compress(
  state: Int32Array,
  o: { readonly bytes: Uint8Array; readonly offset: number; readonly k: Int32Array; readonly w: Int32Array },
): void {
  const { bytes, k, w } = o;
  for (let t = 0, at = o.offset; t < 16; t += 1, at += 4) {
    w[t] = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  }
  for (let t = 16; t < 64; t += 1) {
    const x = w[t - 15] ?? 0;
    const y = w[t - 2] ?? 0;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = ((w[t - 16] ?? 0) + s0 + (w[t - 7] ?? 0) + s1) | 0;
  }
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let t = 0; t < 64; t += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (k[t] ?? 0) + (w[t] ?? 0)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = ((state[0] ?? 0) + a) | 0;
  state[1] = ((state[1] ?? 0) + b) | 0;
  state[2] = ((state[2] ?? 0) + c) | 0;
  state[3] = ((state[3] ?? 0) + d) | 0;
  state[4] = ((state[4] ?? 0) + e) | 0;
  state[5] = ((state[5] ?? 0) + f) | 0;
  state[6] = ((state[6] ?? 0) + g) | 0;
  state[7] = ((state[7] ?? 0) + h) | 0;
}
