/**
 * Which keyed function and random bytes do I use in Node? Node's own, for pseudonyms, linkage and code books.
 *
 * @packageDocumentation
 */
export { nodeHmac, nodeRandom } from './hmac.js';
