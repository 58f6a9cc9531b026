import type { Finding } from '../../errors/finding.js';
import { base32 } from '../base32.js';
import type { RandomSource } from '../random-source.js';
import { type LinkageTokens, type TokenKind, tokenKinds } from './linkage-tokens.js';

/** One record as the linkage unit sees it: its own row id and tokens, no name or date. */
export interface TokenRow extends LinkageTokens {
  readonly row: string;
}

/** How records are linked. */
export interface LinkOptions {
  readonly random: RandomSource;
  /** A token that more records share is dropped: it stands for no single person. Default 50. Unit: records. */
  readonly maxFrequency?: number;
  /** Which tokens may link. Default: all. */
  readonly kinds?: readonly TokenKind[];
}

/** Two records that match and contradict each other; they were not merged. */
export interface LinkConflict {
  readonly rows: readonly [string, string];
  /** `twins`: one household, birth and sex, other first names; `suffix`: such as father and son. */
  readonly reason: 'twins' | 'suffix';
}

/** Who is who, by random codes. */
export interface LinkResult {
  /** Person code by row id. Codes are random and derive from nothing. */
  readonly personCodes: ReadonlyMap<string, string>;
  readonly conflicts: readonly LinkConflict[];
  /** Tokens that too many records share. Unit: tokens. */
  readonly dropped: number;
  readonly findings: readonly Finding[];
}

/**
 * Links records that share a token into persons, without merging those that contradict each other.
 *
 * Limits: deterministic matching; precision and recall depend on the data and are measured on the synthetic coalition. It
 * runs at a linkage unit apart from the analysts, who get person codes only.
 *
 * @testedBy deidentify/linkage.test.ts: twins, father and son, frequent tokens, precision and recall; ATK-20
 * @param rows - Records of all sources.
 * @param o - Random source, frequency cap, token kinds.
 * @returns Person codes, conflicts, dropped tokens.
 * @example
 * const none = { name: null, initial: null, phonetic: null, ssn: null };
 * const row = (id: string, name: string) => ({ row: id, tokens: { ...none, name }, household: null, first: null, suffix: '' });
 * const { personCodes } = linkPersons([row('a', 'T1'), row('b', 'T1'), row('c', 'T2')], { random: seededForTests(1) });
 * [personCodes.get('a') === personCodes.get('b'), personCodes.get('a') === personCodes.get('c')]; // => [true, false]
 */
export function linkPersons(rows: readonly TokenRow[], o: LinkOptions): LinkResult {
  const cap = o.maxFrequency ?? 50;
  const groups = new Map<string, number[]>();
  rows.forEach((row, i) => {
    for (const kind of o.kinds ?? tokenKinds) {
      const token = row.tokens[kind];
      if (token === null) continue;
      const name = `${kind} ${token}`;
      const members = groups.get(name);
      if (members === undefined) groups.set(name, [i]);
      else members.push(i);
    }
  });
  const parent = rows.map((_, i) => i);
  const members = rows.map((_, i) => [i]);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  const conflicts = new Map<string, LinkConflict>();
  let dropped = 0;
  for (const [, list] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (list.length > cap) {
      dropped += 1;
      continue;
    }
    const [first = 0, ...rest] = list;
    for (const next of rest) join(rows, { left: first, right: next, root, parent, members, conflicts });
  }
  const codes = new Map<number, string>();
  const personCodes = new Map(
    rows.map((row, i) => {
      const at = root(i);
      const code = codes.get(at) ?? `p${base32(o.random.bytes(10))}`;
      codes.set(at, code);
      return [row.row, code] as const;
    }),
  );
  return { personCodes, conflicts: [...conflicts.values()], dropped, findings: findingsOf({ dropped, conflicts: conflicts.size }) };
}

interface Joining {
  readonly left: number;
  readonly right: number;
  readonly root: (i: number) => number;
  readonly parent: number[];
  readonly members: number[][];
  readonly conflicts: Map<string, LinkConflict>;
}

/** Joins two groups unless any two of their records contradict each other. */
function join(rows: readonly TokenRow[], o: Joining): void {
  const [a, b] = [o.root(o.left), o.root(o.right)];
  if (a === b) return;
  for (const i of o.members[a] ?? []) {
    for (const j of o.members[b] ?? []) {
      const [one, other] = [rows[i], rows[j]];
      const reason = one === undefined || other === undefined ? null : contradiction(one, other);
      if (reason === null || one === undefined || other === undefined) continue;
      const pair = [one.row, other.row].sort();
      o.conflicts.set(pair.join(' '), { rows: [pair[0] ?? '', pair[1] ?? ''], reason });
      return;
    }
  }
  const [keep, gone] = a < b ? [a, b] : [b, a];
  o.parent[gone] = keep;
  o.members[keep] = [...(o.members[keep] ?? []), ...(o.members[gone] ?? [])];
  o.members[gone] = [];
}

function contradiction(a: TokenRow, b: TokenRow): LinkConflict['reason'] | null {
  if (a.suffix !== b.suffix) return 'suffix';
  return a.household !== null && a.household === b.household && a.first !== null && b.first !== null && a.first !== b.first ? 'twins' : null;
}

function findingsOf(o: { readonly dropped: number; readonly conflicts: number }): Finding[] {
  const found: Finding[] = [];
  if (o.dropped > 0)
    found.push({
      code: 'deidentify/token-frequency',
      severity: 'warn',
      message: `${o.dropped} tokens are shared by too many records and link nobody.`,
      fix: 'Look for placeholder values, such as a birth date of 1 January 1900.',
      rows: o.dropped,
    });
  if (o.conflicts > 0)
    found.push({
      code: 'deidentify/link-conflict',
      severity: 'warn',
      message: `${o.conflicts} pairs match and contradict each other; they were not merged.`,
      fix: 'Let the source settle who they are.',
      rows: o.conflicts,
    });
  return found;
}
