import type { JsonValue } from '../errors/json.js';
import { canonicalJson } from '../fingerprint/canonical-json.js';
import { sha256Hex } from '../fingerprint/sha256.js';
import type { Contract } from './contract.js';
import { isDecimalText, plainText } from './decimal-text.js';
import { type Fact, factId } from './fact.js';

/** Keys under which a contract or fact holds decimals; a version such as `1.0` is text and stays as written. */
const DECIMAL_KEYS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'value',
  'values',
  'neutral',
  'min',
  'max',
  'minDenominator',
  'denominator',
  'from',
  'to',
  'lo',
  'hi',
  'atLo',
  'atHi',
  'x',
  'y',
  'share',
  'scale',
  'minimum',
  'fullCredibility',
  'runOutMonths',
  'disputeDays',
  'low',
  'high',
  'paid',
]);

/** The same document with every decimal written in one form and absent fields left out. */
function normalised(value: unknown, decimal: boolean): JsonValue {
  if (typeof value === 'string') return decimal && isDecimalText(value) ? plainText(value) : value;
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map((each) => normalised(each, false));
  if (typeof value !== 'object') return null;
  const out: Record<string, JsonValue> = {};
  for (const [key, each] of Object.entries(value)) {
    // The keys of a fact are names: `01` and `1` are two employers.
    if (each !== undefined)
      out[key] = key === 'keys' ? plain(each) : normalised(each, DECIMAL_KEYS.has(key) || (decimal && typeof each === 'string'));
  }
  return out;
}

function plain(value: unknown): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, each]) => each !== undefined)
          .map(([key, each]) => [key, plain(each)]),
      )
    : null;
}

/**
 * Writes any part of a contract in its canonical form: keys sorted, decimals in one spelling, absent fields left out.
 *
 * @param part - A contract, a node, a table.
 * @returns Canonical JSON text.
 * @example
 * canonicalPart({ value: '0.50' }); // => '{"value":"0.5"}'
 */
export function canonicalPart(part: unknown): string {
  return canonicalJson(normalised(part, false));
}

/**
 * Writes a contract in its canonical form: keys sorted, decimals in one spelling, absent fields left out.
 *
 * @param contract - The contract.
 * @returns The canonical JSON text, which round trips byte for byte.
 * @example
 * canonicalContract(JSON.parse(canonicalContract(exampleContract()))) === canonicalContract(exampleContract()); // => true
 */
export function canonicalContract(contract: Contract): string {
  return canonicalJson(normalised(contract, false));
}

/**
 * Fingerprints a contract: two documents that mean the same text have the same hash, in any key order and spelling of decimals.
 *
 * @param contract - The contract, parameters and schema version included.
 * @returns 64 hexadecimal digits.
 * @example
 * contractHash(exampleContract()).length; // => 64
 */
export function contractHash(contract: Contract): string {
  return sha256Hex(canonicalContract(contract));
}

/**
 * Fingerprints facts, whatever their order.
 *
 * @param facts - The facts that were used.
 * @returns 64 hexadecimal digits.
 * @example
 * factsHash([]); // => '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945'
 */
export function factsHash(facts: readonly Fact[]): string {
  const lines = facts.map((fact) => ({ id: factId(fact), text: canonicalJson(normalised(fact, false)) }));
  lines.sort((a, b) => (a.id === b.id ? (a.text < b.text ? -1 : a.text > b.text ? 1 : 0) : a.id < b.id ? -1 : 1));
  return sha256Hex(`[${lines.map((line) => line.text).join(',')}]`);
}
