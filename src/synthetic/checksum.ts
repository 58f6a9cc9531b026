import { sha256Hex } from '../fingerprint/sha256.js';
import type { Coalition } from './coalition.js';

/**
 * Fingerprints a coalition's records, table by table in the order in which they were made, so that two runtimes or versions can
 * be compared by one line.
 *
 * @formula SHA-256 of the tables' SHA-256, each over the rows as JSON with their fields in canonical order
 * @testedBy synthetic/coalition.test.ts: a committed value; the runtime matrix
 * @param coalition - A coalition.
 * @returns 64 hexadecimal digits.
 * @example
 * coalitionChecksum(generateCoalition({ seed: 1, members: 200, months: ['2025-01', '2025-12'] }).coalition).length; // => 64
 */
export function coalitionChecksum(coalition: Coalition): string {
  const tables: readonly (readonly object[])[] = [
    coalition.eligibility,
    coalition.medical,
    coalition.pharmacy,
    coalition.nonClaims,
    coalition.headcount,
  ];
  return sha256Hex(tables.map((rows) => sha256Hex(rows.map((row) => JSON.stringify(row)).join('\n'))).join('\n'));
}
