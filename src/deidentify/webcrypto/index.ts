/**
 * Which keyed function and random bytes do I use in a browser or on an edge runtime? WebCrypto, in batches.
 *
 * @packageDocumentation
 */
export { type AsyncPrf, type AsyncTokensInput, tokensAsync, type WebCrypto, webHmac, webRandom } from './hmac.js';
