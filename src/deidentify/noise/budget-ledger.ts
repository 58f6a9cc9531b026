import { CoalitionError } from '../../errors/coalition-error.js';
import { canonicalJson } from '../../fingerprint/canonical-json.js';
import { sha256Hex } from '../../fingerprint/sha256.js';
import { type ChainEntry, type ChainStore, headOf, intactEntries, memoryChain } from '../hash-chain.js';

/** Units that fall into one part only, such as members by employer: releases on different parts cost as much as the dearest part. */
export interface BudgetPartition {
  readonly group: string;
  readonly part: string;
}

/** One entry of the budget's ledger, chained to the one before. */
export interface BudgetEntry extends ChainEntry {
  readonly kind: 'reserve' | 'commit' | 'cancel';
  /** Which release. */
  readonly id: string;
  readonly recipient: string;
  /** Exact text in lowest terms, such as `1/2`. Unit: epsilon or rho. */
  readonly amount: string;
  readonly partition: BudgetPartition | null;
}

/** Where entries are kept, so that a budget survives restarts; the custodian's own. */
export type BudgetStore = ChainStore<BudgetEntry>;

/**
 * A store in memory, for tests and for callers who save the entries themselves.
 *
 * @param entries - Entries read from where they were saved. Default: none.
 * @returns The store.
 * @example
 * memoryBudgetStore().read(); // => []
 */
export function memoryBudgetStore(entries: readonly BudgetEntry[] = []): BudgetStore {
  return memoryChain(entries);
}

/** The stored entries, after checking that none was changed or taken out. */
export function budgetChain(store: BudgetStore): readonly BudgetEntry[] {
  return intactEntries(store, { ledger: 'privacy budget', why: "what is left can't be known", hashOf });
}

const TRIES = 16;

/** Appends what `next` makes of the entries as they are now; looks again when somebody else was faster. */
export function appendEntry(
  store: BudgetStore,
  next: (entries: readonly BudgetEntry[]) => Omit<BudgetEntry, 'sequence' | 'previousHash' | 'hash'>,
): void {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const entries = budgetChain(store);
    const head = headOf(entries);
    const entry = { ...next(entries), sequence: entries.length, previousHash: head };
    if (store.append({ ...entry, hash: hashOf(entry) }, head)) return;
  }
  throw new CoalitionError('deidentify/release-refused', `Others wrote to the privacy budget ${TRIES} times in between. Try again.`, {
    attackers: [],
    reason: 'ledger moved',
  });
}

function hashOf(entry: Omit<BudgetEntry, 'hash'>): string {
  const { sequence, previousHash, kind, id, recipient, amount, partition } = entry;
  return sha256Hex(canonicalJson({ sequence, previousHash, kind, id, recipient, amount, partition: partition === null ? null : { ...partition } }));
}
