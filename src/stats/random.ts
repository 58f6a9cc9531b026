import { badArgument } from './check.js';

/** Chooses one sequence of draws; always an argument. Unit: whole number, 0 to 2^53 - 1. */
export type Seed = number;

/** A reproducible sequence of draws. The words are the same integers on every runtime. */
export interface RandomStream {
  /** The next word, 0 to 2^32 - 1. */
  nextUint32(): number;
  /** A double from 0 up to but not 1, from two words. */
  uniform(): number;
  /** A whole number from 0 to n - 1, without bias. */
  below(n: number): number;
  /** A standard normal deviate by the polar method; no value is kept between calls. */
  normal(): number;
  /** A gamma deviate with scale 1, by Marsaglia and Tsang; above a shape of 10^12 the normal one, which is the same to twelve digits. */
  gamma(shape: number): number;
}

const MASK = (1n << 64n) - 1n;
const GOLDEN = 0x9e3779b97f4a7c15n;

function mix(value: bigint): bigint {
  let z = value & MASK;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}

/**
 * The splitmix64 sequence, which seeds the streams.
 *
 * @source Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014
 * @testedBy test/stats/random.test.ts: published vectors
 * @param state - Where it starts.
 * @returns A function that gives the next 64-bit output.
 * @example
 * splitmix64(1234567n)(); // => 6457827717110365317n
 */
export function splitmix64(state: bigint): () => bigint {
  let current = state & MASK;
  return () => {
    current = (current + GOLDEN) & MASK;
    return mix(current);
  };
}

/**
 * Opens stream number j of a seed: xoshiro128** seeded by splitmix64. Simulation s uses stream s, so results don't depend
 * on the number of workers.
 *
 * Limits: words, {@link RandomStream.below} and {@link RandomStream.uniform} are identical on every runtime; normal and gamma
 * deviates use the platform's logarithm and may differ in the last bits.
 *
 * @source Blackman and Vigna, xoshiro128**; Steele, Lea and Flood, splitmix64
 * @testedBy stats/random.test.ts: published vectors
 * @param seed - 0 to 2^53 - 1.
 * @param j - The stream's number, 0 to 2^32 - 1.
 * @returns The stream.
 * @example
 * stream(0, 0).nextUint32(); // => 3495876724
 */
export function stream(seed: Seed, j: number): RandomStream {
  const start = (mix(BigInt(seed) + GOLDEN) + mix(BigInt(j) ^ 0x6a09e667f3bcc909n)) & MASK;
  const next = splitmix64(start);
  let words = [0, 0, 0, 0];
  while (words.every((word) => word === 0)) {
    const [z1, z2] = [next(), next()];
    words = [z1 & 0xffffffffn, z1 >> 32n, z2 & 0xffffffffn, z2 >> 32n].map(Number);
  }
  return xoshiro128(words);
}

/**
 * Runs xoshiro128** from a given state.
 *
 * @source Blackman and Vigna, xoshiro128**
 * @param state - Four words of 32 bits, not all zero.
 * @returns The stream.
 * @example
 * const sequence = xoshiro128([1, 2, 3, 4]);
 * [sequence.nextUint32(), sequence.nextUint32(), sequence.nextUint32()]; // => [11520, 0, 5927040]
 */
export function xoshiro128(state: readonly number[]): RandomStream {
  let [s0, s1, s2, s3] = [state[0] ?? 0, state[1] ?? 0, state[2] ?? 0, state[3] ?? 0];
  const nextUint32 = (): number => {
    const five = Math.imul(s1, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  };
  const uniform = (): number => ((nextUint32() >>> 5) * 67_108_864 + (nextUint32() >>> 6)) / 9_007_199_254_740_992;
  const below = (n: number): number => {
    const limit = 4_294_967_296 - (4_294_967_296 % n);
    let word = nextUint32();
    while (word >= limit) word = nextUint32();
    return word % n;
  };
  const normal = (): number => {
    for (;;) {
      const [u, v] = [2 * uniform() - 1, 2 * uniform() - 1];
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
    }
  };
  const gamma = (shape: number): number => {
    if (!(shape >= 0 && shape < Number.POSITIVE_INFINITY)) throw badArgument('shape', String(shape), 'a finite number, 0 or more');
    // The rejection test compares numbers of the size of the shape: beyond this nothing is left of their difference, and it need not end.
    if (shape > 1e12) return shape + Math.sqrt(shape) * normal();
    if (shape < 1) {
      const boosted = gamma(shape + 1);
      return boosted * (1 - uniform()) ** (1 / shape);
    }
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return { nextUint32, uniform, below, normal, gamma };
}
