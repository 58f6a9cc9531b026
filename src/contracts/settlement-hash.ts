import type { JsonValue } from '../errors/json.js';
import { canonicalJson } from '../fingerprint/canonical-json.js';
import { sha256Hex } from '../fingerprint/sha256.js';
import { plainText } from './decimal-text.js';
import type { Settlement } from './settlement.js';

/**
 * Writes a settlement as plain JSON: amounts as text, everything else as it is.
 *
 * @param settlement - A settlement.
 * @returns JSON that {@link parseSettlement} reads back.
 * @example
 * Object.keys(settlementJson(exampleSettlement())).includes('hash'); // => true
 */
export function settlementJson(settlement: Settlement): { readonly [key: string]: JsonValue } {
  return { ...body(settlement), hash: settlement.hash };
}

/** The hash of everything in a settlement but its hash. */
export function settlementHash(settlement: Omit<Settlement, 'hash'>): string {
  return sha256Hex(canonicalJson(body(settlement)));
}

function body(settlement: Omit<Settlement, 'hash'>): { readonly [key: string]: JsonValue } {
  const { lines, members, id, contractId, contractVersion, status, asOf, knownAsOf, contractHash, factsHash, engine, prior, ...rest } = settlement;
  return {
    id,
    contractId,
    contractVersion,
    status,
    asOf,
    ...(knownAsOf === undefined ? {} : { knownAsOf }),
    contractHash,
    factsHash,
    engine,
    prior,
    lines: lines.map((line) => ({
      id: line.id,
      label: line.label,
      amount: plainText(line.amount),
      cumulative: plainText(line.cumulative),
      paidBefore: plainText(line.paidBefore),
      node: line.node,
      from: line.from,
      to: line.to,
    })),
    members: members.map((member) => ({
      id: member.id,
      amounts: Object.fromEntries(Object.entries(member.amounts).map(([line, amount]) => [line, plainText(amount)])),
    })),
    trace: asJson(rest.trace),
    steps: asJson(rest.steps),
    assumptions: asJson(rest.assumptions),
    warnings: asJson(rest.warnings),
    tables: asJson(rest.tables),
  };
}

function asJson(value: unknown): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object') return null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [key, asJson(each)]),
  );
}
