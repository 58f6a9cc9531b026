import type { Finding } from '../../errors/finding.js';
import type { Contract } from '../contract.js';
import { contractFinding } from '../contract-finding.js';
import { OPERATIONS } from '../expression.js';
import { contractSchema } from './contract-schema.js';

/** Limits of a document: no contract that a person reads comes near them. */
export const DOCUMENT_LIMITS = /* @__PURE__ */ Object.freeze({
  /** Unit: characters of JSON text. */
  characters: 4_000_000,
  /** Unit: values in the document, keys not counted. */
  values: 200_000,
  /** Unit: levels of nesting. */
  depth: 100,
});

/** A contract, or what is wrong with its document. */
export type ParsedContract =
  | { readonly kind: 'accepted'; readonly contract: Contract }
  | { readonly kind: 'rejected'; readonly findings: readonly Finding[] };

function tooLarge(message: string): ParsedContract {
  return {
    kind: 'rejected',
    findings: [
      contractFinding({
        code: 'contracts/document-too-large',
        path: '$',
        message,
        fix: 'Split it; the limits are 4,000,000 characters, 200,000 values and 100 levels.',
      }),
    ],
  };
}

function malformed(path: string, message: string, code = 'contracts/document-malformed'): Finding {
  return contractFinding({ code, path, message, fix: 'Correct it; the guide "Write a contract as data" shows the form.' });
}

/** Walks a document without recursion, so that depth can't exhaust the stack; null when it is within the limits. */
function beyondLimits(document: unknown): ParsedContract | null {
  let values = 0;
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: document, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    values += 1;
    if (values > DOCUMENT_LIMITS.values) return tooLarge('The document holds more than 200,000 values.');
    if (next.depth > DOCUMENT_LIMITS.depth) return tooLarge('The document is nested deeper than 100 levels.');
    if (typeof next.value === 'string' && next.value.length > DOCUMENT_LIMITS.characters)
      return tooLarge('A text is longer than 4,000,000 characters.');
    if (typeof next.value !== 'object' || next.value === null) continue;
    for (const value of Object.values(next.value)) pending.push({ value, depth: next.depth + 1 });
  }
  return null;
}

/** What stands at a path of a document. */
function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === String(key))?.[1] : undefined),
    document,
  );
}

/**
 * Reads a contract from JSON that somebody else wrote: a contract, or findings; it never throws.
 *
 * Limits: it checks the form (fields, decimals as text, known operations, size and depth); run {@link lintContract} for the meaning.
 *
 * @testedBy contracts/parse-contract.test.ts: limits, hostile ids, unknown operations, numbers as money
 * @param json - JSON text, or the value that it stands for.
 * @returns The contract as it was given, or what is wrong with it, each with its path.
 * @example
 * parseContract(canonicalContract(exampleContract())).kind; // => 'accepted'
 */
export function parseContract(json: unknown): ParsedContract {
  let document = json;
  if (typeof json === 'string') {
    if (json.length > DOCUMENT_LIMITS.characters) return tooLarge('The document is longer than 4,000,000 characters.');
    try {
      document = JSON.parse(json);
    } catch {
      return { kind: 'rejected', findings: [malformed('$', 'The text is no JSON.')] };
    }
  }
  const limits = beyondLimits(document);
  if (limits !== null) return limits;
  const parsed = contractSchema.safeParse(document);
  if (parsed.success) return { kind: 'accepted', contract: parsed.data };
  const findings = parsed.error.issues.map((issue) => {
    const path = issue.path.map(String).join('.');
    const last = issue.path[issue.path.length - 1];
    const found = valueAt(document, issue.path);
    if (last === 'op' && typeof found === 'string' && !OPERATIONS.some((op) => op === found))
      return malformed(path, `There is no operation "${found.slice(0, 40)}"; the operations are ${OPERATIONS.join(', ')}.`, 'contracts/unknown-term');
    if (issue.message === 'contracts/number-as-money')
      return malformed(path, 'A JavaScript number stands where decimal text is due.', 'contracts/number-as-money');
    return malformed(path, `${issue.message}.`);
  });
  return { kind: 'rejected', findings };
}
