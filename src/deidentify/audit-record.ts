import { canonicalJson } from '../fingerprint/canonical-json.js';
import { sha256Hex } from '../fingerprint/sha256.js';
import type { TableVersion } from '../reference/dated.js';
import { plainJson } from './plain-json.js';
import type { PolicyMethod } from './policies/policy.js';

/** What happened to one field, as counts. Small counts are coarsened: `1 row held an id` would itself tell something. */
export interface FieldAudit {
  readonly field: string;
  readonly action: string;
  /** `'0'`, `'<11'` or the number. Unit: rows. */
  readonly touched: string;
  readonly empty: string;
  /** Rows whose value became null, though it was there. */
  readonly blanked: string;
}

/** What was done, without a single value: never a minimum, maximum or example. */
export interface AuditRecord {
  readonly kind: 'deidentifyAudit';
  readonly version: 1;
  readonly policy: { readonly id: string; readonly version: string; readonly hash: string };
  readonly method: PolicyMethod;
  readonly fileEnd: string;
  readonly asOf: string;
  readonly vintages: readonly TableVersion[];
  readonly fields: readonly FieldAudit[];
  /** `'0'`, `'<11'` or the number. Unit: rows. */
  readonly rowsIn: string;
  readonly rowsOut: string;
  readonly rowsLeftOut: string;
  readonly randomness: 'cryptographic' | 'seededForTests';
  readonly keys: readonly { readonly id: string; readonly epoch: string }[];
  /** Who answers: attestation, agreement or determination, by role and day, with the hash of its text. */
  readonly statements: readonly { readonly kind: string; readonly signedOn: string; readonly hash: string; readonly expiresOn: string | null }[];
  readonly acceptances: readonly { readonly control: string; readonly scope: string; readonly expiresOn: string }[];
  readonly previousHash: string | null;
  /** SHA-256 over everything else. */
  readonly hash: string;
}

/** Counts of 1 to 10 are written `<11`. */
export function coarse(count: number): string {
  return count > 0 && count < 11 ? '<11' : String(count);
}

/** Seals an audit record by its fingerprint. */
export function sealed(record: Omit<AuditRecord, 'hash'>): AuditRecord {
  return { ...record, hash: auditHash(record) };
}

/** Fingerprint of an audit record without its own hash. */
export function auditHash(record: Omit<AuditRecord, 'hash'>): string {
  return sha256Hex(canonicalJson(plainJson({ ...record, hash: null })));
}

/**
 * Checks that audit records follow each other unchanged.
 *
 * @param records - In the order in which they were made.
 * @returns Place of the first record that doesn't fit, or `null` when all do.
 * @example
 * auditChain([]); // => null
 */
export function auditChain(records: readonly AuditRecord[]): number | null {
  let previous: string | null | undefined;
  for (const [i, record] of records.entries()) {
    if ((previous !== undefined && record.previousHash !== previous) || auditHash(record) !== record.hash) return i;
    previous = record.hash;
  }
  return null;
}
