import { utf8 } from './utf8.js';

/**
 * Hashes a text by 32-bit FNV-1a over its UTF-8 bytes. Stable for ever; not a cryptographic hash.
 *
 * @source Fowler, Noll, Vo: published test vectors of FNV-1a
 * @param text - Any text.
 * @returns An unsigned 32-bit integer.
 * @example
 * fnv1a('foobar'); // => 3214735720
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of utf8(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/**
 * Tells which of n shards a key belongs to. Stable for ever, so that parts made years apart fit together.
 *
 * @formula floor(fnv1a(key) x n / 2^32)
 * @param key - For persons, the `person_id`.
 * @param shards - How many shards, 1 to 2^20.
 * @returns 0 to `shards - 1`.
 * @example
 * shardOf('foobar', 4); // => 2
 */
export function shardOf(key: string, shards: number): number {
  return Math.floor((fnv1a(key) * shards) / 0x1_0000_0000);
}
