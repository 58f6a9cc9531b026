/**
 * Is it the same content? Canonical JSON, SHA-256 and stable shards, in plain TypeScript and synchronous.
 *
 * @packageDocumentation
 */
export { canonicalJson } from './canonical-json.js';
export { fnv1a, shardOf } from './fnv1a.js';
export { sha256Hex } from './sha256.js';
export { utf8 } from './utf8.js';
