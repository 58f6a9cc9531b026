import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';
import { canonicalJson } from '../fingerprint/canonical-json.js';
import { sha256Hex } from '../fingerprint/sha256.js';
import { base32 } from './base32.js';
import type { DeidentifyResult, ZonedRow } from './deidentify.js';
import type { KeyRing } from './key-ring.js';
import { plainJson, plainObject } from './plain-json.js';
import type { AnyAction, Policy, PolicyMethod } from './policies/policy.js';

/** De-identified rows as they are stored and sent, with what proves where they come from. */
export interface DeidentifiedEnvelope {
  readonly kind: 'deidentified';
  readonly version: 1;
  readonly policy: { readonly id: string; readonly version: string; readonly hash: string };
  readonly method: PolicyMethod;
  readonly fileEnd: string;
  readonly vintages: readonly string[];
  readonly auditHash: string;
  /** Unit: rows. */
  readonly rowCount: number;
  readonly rows: readonly JsonValue[];
  /** SHA-256 over everything but itself and the MAC. */
  readonly contentHash: string;
  /** Keyed check of the content hash; `null` without a key. */
  readonly mac: string | null;
}

/** How an envelope is made. */
export interface SealOptions {
  /** Also seals with a key, so that only its holder can make one. */
  readonly keys?: KeyRing;
  /** Lets rows out whose codes came from a seeded source. Default false. */
  readonly allowSeeded?: boolean;
}

const refuse = (reason: string): CoalitionError<'deidentify/envelope-invalid'> =>
  new CoalitionError('deidentify/envelope-invalid', `The envelope isn't sound: ${reason}. Get it again from where it was made.`, { reason });

/**
 * Puts de-identified rows into an envelope that says by which policy they were made.
 *
 * @param result - What {@link deidentify} returned.
 * @param o - Key, and whether seeded codes may leave.
 * @returns Plain data, ready for JSON.
 * @throws {@link CoalitionError} `deidentify/envelope-invalid` for codes from a seeded source.
 * @example
 * const small = safeHarborPolicy<{ readonly paid_date: string }>()({ paid_date: year() }, { id: 'small', version: '1' });
 * const attestation = { person: 'A. Smith', role: 'privacy officer', statement: 'Nothing known could identify anyone here.', signedOn: '2026-01-02' };
 * const result = deidentify(identified([{ paid_date: '2025-03-04' }]), small, { fileEnd: '2025-12-31', asOf: '2026-01-02', random: seededForTests(1), attestation });
 * sealDeidentified(result, { allowSeeded: true }).rowCount; // => 1
 */
export function sealDeidentified<A, M extends PolicyMethod>(result: DeidentifyResult<A, M>, o: SealOptions = {}): DeidentifiedEnvelope {
  const { audit } = result;
  if (audit.randomness === 'seededForTests' && o.allowSeeded !== true)
    throw refuse('its codes come from a seeded source, which anybody with the seed can repeat');
  const plain = result.rows.map((row) => plainJson(row));
  const content = {
    kind: 'deidentified' as const,
    version: 1 as const,
    policy: audit.policy,
    method: audit.method,
    fileEnd: audit.fileEnd,
    vintages: audit.vintages.map((vintage) => `${vintage.id} ${vintage.version}`),
    auditHash: audit.hash,
    rowCount: plain.length,
    rows: plain,
  };
  const contentHash = sha256Hex(canonicalJson({ ...content, policy: { ...content.policy } }));
  return { ...content, contentHash, mac: o.keys === undefined ? null : base32(o.keys.mac('envelope', contentHash)) };
}

/** What {@link parseDeidentified} compares with. */
export interface ParseOptions<S, M extends PolicyMethod, A> {
  readonly policy: Policy<S, M, A>;
  /** With it, an envelope without the right MAC is refused. */
  readonly keys?: KeyRing;
}

/**
 * Reads an envelope back: no brand without one, and one changed byte is refused.
 *
 * @param envelope - Parsed JSON.
 * @param o - The policy it must have been made by, and the key.
 * @returns The rows in their zone.
 * @throws {@link CoalitionError} `deidentify/envelope-invalid`.
 * @example
 * const small = safeHarborPolicy<{ readonly paid_date: string }>()({ paid_date: year() }, { id: 'small', version: '1' });
 * parseDeidentified([{ paid_date: '2025' }], { policy: small }); // => throws deidentify/envelope-invalid
 */
export function parseDeidentified<S, M extends PolicyMethod, A extends object>(
  envelope: unknown,
  o: ParseOptions<S, M, A>,
): readonly ZonedRow<A, M>[] {
  const plain = asObject(envelope);
  if (plain === null || plain['kind'] !== 'deidentified' || plain['version'] !== 1) throw refuse('it has another form');
  const { contentHash, mac, ...content } = plain;
  const expected = ['kind', 'version', 'policy', 'method', 'fileEnd', 'vintages', 'auditHash', 'rowCount', 'rows'];
  if (Object.keys(content).sort().join() !== expected.sort().join()) throw refuse('it has other parts');
  const policy = asObject(plain['policy']);
  const rows = plain['rows'];
  if (policy?.['hash'] !== o.policy.hash || policy['id'] !== o.policy.id || plain['method'] !== o.policy.method)
    throw refuse('it was made by another policy');
  if (!isList(rows) || rows.length !== plain['rowCount']) throw refuse('its rows were counted otherwise');
  if (typeof contentHash !== 'string' || sha256Hex(canonicalJson(content)) !== contentHash) throw refuse('its fingerprint does not fit its content');
  if (o.keys !== undefined && mac !== base32(o.keys.mac('envelope', contentHash))) throw refuse('its keyed check does not fit');
  rows.forEach((row, i) => checkRow(row, { policy: o.policy, row: i + 1 }));
  return rows.map((row) => zoned<A, M>(row));
}

/** Checks that a row has exactly the policy's output fields, each in the form of its action. */
export function checkRow(row: unknown, o: { readonly policy: { readonly actions: object }; readonly row: number }): void {
  const fields = asObject(row);
  if (fields === null) throw refuse(`row ${o.row} is no record`);
  const actions = Object.entries<AnyAction>({ ...o.policy.actions }).filter(([, action]) => action.kind !== 'drop');
  if (Object.keys(fields).length !== actions.length) throw refuse(`row ${o.row} has other fields than the policy leaves`);
  for (const [field, action] of actions) {
    const value = fields[field];
    if (value === undefined || (value !== null && !('form' in action && action.form(value))))
      throw refuse(`row ${o.row} has a value in ${field} that the policy can't give`);
  }
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function asObject(value: unknown): { readonly [key: string]: JsonValue } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return plainObject(value);
}

/** The brand's constructor for stored rows, after every check above. */
function zoned<A, M extends PolicyMethod>(row: JsonValue): ZonedRow<A, M> {
  return row as unknown as ZonedRow<A, M>;
}
