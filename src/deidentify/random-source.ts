import { CoalitionError } from '../errors/coalition-error.js';
import { stream } from '../stats/random.js';

declare const source: unique symbol;

/** Random bytes, with whether they can be repeated. Randomness is always an argument. */
export interface RandomSource {
  readonly [source]: true;
  readonly kind: 'cryptographic' | 'seededForTests';
  /** Fills and returns an array of random bytes. */
  readonly bytes: (count: number) => Uint8Array;
}

/** Random bytes that are drawn at a time. Unit: bytes. */
const BLOCK = 4096;

/**
 * Wraps the platform's cryptographic random bytes, such as `(count) => crypto.getRandomValues(new Uint8Array(count))`.
 *
 * @param draw - Gives that many random bytes.
 * @returns The source.
 * @throws {@link CoalitionError} `deidentify/code-book-exhausted` by a draw that gives too few bytes, or zeros only.
 * @example
 * cryptographicRandom((count) => crypto.getRandomValues(new Uint8Array(count))).kind; // => 'cryptographic'
 */
export function cryptographicRandom(draw: (count: number) => Uint8Array): RandomSource {
  // Drawn in blocks: a call for each code would cost more than the code.
  let pool = new Uint8Array(0);
  let used = 0;
  const fresh = (count: number): Uint8Array => {
    const bytes = draw(count);
    if (bytes.length !== count || bytes.every((byte) => byte === 0)) {
      throw new CoalitionError('deidentify/code-book-exhausted', 'The random source gave too few bytes or zeros only. Use a working source.', {
        codes: 0,
      });
    }
    return bytes;
  };
  return branded('cryptographic', (count) => {
    if (count > BLOCK) return fresh(count);
    if (used + count > pool.length) {
      pool = Uint8Array.from(fresh(BLOCK));
      used = 0;
    }
    used += count;
    return pool.slice(used - count, used);
  });
}

/**
 * A repeatable source for tests. Whoever knows the seed can repeat every code, so results made with it carry a warning.
 *
 * @param seed - 0 to 2^53 - 1.
 * @returns The source.
 * @example
 * seededForTests(1).kind; // => 'seededForTests'
 */
export function seededForTests(seed: number): RandomSource {
  const words = stream(seed, 0);
  return branded('seededForTests', (count) => Uint8Array.from({ length: count }, () => words.nextUint32() & 255));
}

/** Draws a whole number from 0 to n - 1 without bias, for n up to 2^32. */
export function drawBelow(random: RandomSource, n: number): number {
  const limit = 4_294_967_296 - (4_294_967_296 % n);
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
    const word = a * 16_777_216 + b * 65_536 + c * 256 + d;
    if (word < limit) return word % n;
  }
}

function branded(kind: RandomSource['kind'], bytes: RandomSource['bytes']): RandomSource {
  return { kind, bytes } as RandomSource;
}
