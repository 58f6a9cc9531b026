import type { JsonValue } from '../../../src/errors/json.js';
import { canonicalJson, fnv1a, sha256Hex, shardOf } from '../../../src/fingerprint/index.js';
import { type Operation, operation } from '../operation.js';

export const operations: readonly Operation[] = [
  operation<{ readonly value: JsonValue }, string>('fingerprint.canonicalJson', 'JSON with sorted keys and no spaces.', ({ value }) =>
    canonicalJson(value),
  ),
  operation<{ /** Hashed as UTF-8. */ readonly text?: string /** Instead of text: bytes as numbers. */; readonly bytes?: readonly number[] }, string>(
    'fingerprint.sha256Hex',
    'SHA-256 in hexadecimal.',
    ({ text, bytes }) => sha256Hex(bytes === undefined ? (text ?? '') : Uint8Array.from(bytes)),
  ),
  operation<{ readonly text: string }, number>('fingerprint.fnv1a', 'FNV-1a of 32 bits over UTF-8 bytes.', ({ text }) => fnv1a(text)),
  operation<{ readonly key: string; readonly shards: number }, number>(
    'fingerprint.shardOf',
    'Which of n shards a key belongs to.',
    ({ key, shards }) => shardOf(key, shards),
  ),
];
