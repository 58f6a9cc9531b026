import { CoalitionError } from '../../errors/coalition-error.js';
import type { Finding } from '../../errors/finding.js';
import { canonicalJson } from '../../fingerprint/canonical-json.js';
import { sha256Hex } from '../../fingerprint/sha256.js';
import { type ChainEntry, type ChainStore, headOf, intactEntries, memoryChain } from '../hash-chain.js';
import { derivedTrouble, membershipFindings } from './ledger-derived.js';
import { LEDGER_ROW_CAP, learned } from './ledger-learns.js';
import { type LedgerRelease, type LedgerRow, ledgerRelease, type Release } from './ledger-release.js';
import { tooLarge } from './table-refusals.js';

/** One entry of the ledger, chained to the one before. */
export interface LedgerEntry extends ChainEntry {
  readonly release: LedgerRelease;
}

/** Where entries are kept; the custodian's own, as confidential as the custody record. */
export type LedgerStore = ChainStore<LedgerEntry>;

/** Whether a release may go out beside everything that went before. */
export interface ReleaseVerdict {
  readonly ok: boolean;
  readonly reason: 'ok' | 'already-released' | 'pattern-differs' | 'shares-cells' | 'difference' | 'computable';
  readonly message: string;
  /** Who learns whose contribution, by code, such as `E01 learns E07 (paid)`. */
  readonly attackers: readonly string[];
  /** Dimensions of the tables that share cells and must be protected together; empty for other reasons. */
  readonly tables: readonly string[];
  readonly findings: readonly Finding[];
}

/** A ledger of releases. */
export interface ReleaseLedger {
  readonly check: (release: Release) => ReleaseVerdict;
  /** Checks again and appends; refuses what the check refuses. */
  readonly commit: (release: Release) => LedgerEntry;
}

/**
 * Keeps what was released, so that no later release gives away what an earlier one withheld.
 *
 * A release is refused when an employer or a coalition could compute another's contribution from all releases by adding
 * and subtracting; when the difference of two releases of the same cell breaks a primary rule, as with a lone joiner; and
 * when a cell is withheld in one release and printed in another.
 *
 * Limits: it compares figures of the same measure id and category codes; renaming them hides the link. Bounds over several
 * releases aren't narrowed jointly: tables over one period that share withheld cells must be linked instead.
 *
 * @testedBy deidentify/publish/release-ledger.test.ts: lone joiner, year to date, chains where only the third release exposes
 * @param store - Where entries are kept.
 * @returns The ledger.
 * @throws {@link CoalitionError} `deidentify/envelope-invalid` when the stored chain is broken; `deidentify/release-refused` and
 *   `deidentify/linked-tables-separately` by `commit`.
 * @example
 * const ledger = releaseLedger(memoryLedgerStore());
 * typeof ledger.commit; // => 'function'
 */
export function releaseLedger(store: LedgerStore): ReleaseLedger {
  const check = (release: Release): ReleaseVerdict => verdict(chain(store), { fresh: ledgerRelease(release), release });
  return {
    check,
    commit(release) {
      const entries = chain(store);
      const fresh = ledgerRelease(release);
      const found = verdict(entries, { fresh, release });
      if (!found.ok) throw releaseRefused(found);
      const head = headOf(entries);
      const entry = { sequence: entries.length, previousHash: head, release: fresh };
      const sealed = { ...entry, hash: hashOf(entry) };
      if (!store.append(sealed, head)) {
        throw new CoalitionError(
          'deidentify/release-refused',
          'Another release was committed in between. Check again against the ledger as it is now.',
          { attackers: [], reason: 'ledger moved' },
        );
      }
      return sealed;
    },
  };
}

/**
 * A ledger store in memory, for tests and for callers who save the entries themselves.
 *
 * @param entries - Entries read from where they were saved. Default: none.
 * @returns The store.
 * @example
 * memoryLedgerStore().read(); // => []
 */
export function memoryLedgerStore(entries: readonly LedgerEntry[] = []): LedgerStore {
  return memoryChain(entries);
}

/** What a verdict against a release is thrown as. */
export function releaseRefused(found: ReleaseVerdict): CoalitionError<'deidentify/release-refused' | 'deidentify/linked-tables-separately'> {
  return found.reason === 'shares-cells'
    ? new CoalitionError('deidentify/linked-tables-separately', found.message, { tables: found.tables })
    : new CoalitionError('deidentify/release-refused', found.message, { attackers: found.attackers, reason: found.reason });
}

function hashOf(entry: Omit<LedgerEntry, 'hash'>): string {
  const { contentHash, asOf, rows } = entry.release;
  const plain = rows.map((row) => ({
    ...row,
    months: row.months === null ? null : [...row.months],
    contributions: { ...row.contributions },
    leaves: row.leaves.map((leaf) => ({ ...leaf })),
  }));
  return sha256Hex(canonicalJson({ sequence: entry.sequence, previousHash: entry.previousHash, release: { contentHash, asOf, rows: plain } }));
}

/** The stored entries, after checking that none was changed or taken out. */
function chain(store: LedgerStore): readonly LedgerEntry[] {
  return intactEntries(store, { ledger: 'release ledger', why: "releases can't be judged", hashOf });
}

function verdict(entries: readonly LedgerEntry[], o: { readonly fresh: LedgerRelease; readonly release: Release }): ReleaseVerdict {
  const before = entries.map((entry) => entry.release);
  const pass = (findings: readonly Finding[]): ReleaseVerdict => ({
    ok: true,
    reason: 'ok',
    message: 'The release may go out.',
    attackers: [],
    tables: [],
    findings,
  });
  const refuse = (
    reason: ReleaseVerdict['reason'],
    message: string,
    o: { readonly attackers?: readonly string[]; readonly tables?: readonly string[] } = {},
  ): ReleaseVerdict => ({ ok: false, reason, message, attackers: o.attackers ?? [], tables: o.tables ?? [], findings: [] });
  if (before.some((release) => release.contentHash === o.fresh.contentHash)) return { ...pass([]), reason: 'already-released' };
  const { rules } = o.release.table.certificate;
  const old: LedgerRow[] = before.flatMap((release) => release.rows);
  const trouble = derivedTrouble(old, { fresh: o.fresh.rows, rules });
  if (trouble !== null) return refuse(trouble.reason, trouble.message, { tables: trouble.tables });
  const rows = [...old, ...o.fresh.rows];
  const published = rows.filter((row) => row.published).length;
  if (published > LEDGER_ROW_CAP) throw tooLarge(published, LEDGER_ROW_CAP);
  const all = old.length === 0 ? [] : learned(rows, rules.collusion);
  if (all.length > 0) {
    const attackers = all.map(
      (each) => `${each.attacker.length === 0 ? 'anybody' : each.attacker.join(' with ')} learns ${each.employer} (${each.measure})`,
    );
    return refuse(
      'computable',
      `With what was released before, ${attackers.length} contributions could be computed exactly. Withhold the figures that differ, or release a constant cohort.`,
      { attackers },
    );
  }
  return pass(membershipFindings(old, o.fresh.rows));
}
