import { CoalitionError } from '../errors/coalition-error.js';

/** An entry of a ledger that is only ever added to; each names the one before. */
export interface ChainEntry {
  /** 0-based. Unit: entries. */
  readonly sequence: number;
  readonly previousHash: string | null;
  /** SHA-256 over everything else. */
  readonly hash: string;
}

/** Where a ledger's entries are kept. */
export interface ChainStore<E extends ChainEntry> {
  readonly read: () => readonly E[];
  /** Appends only when the last hash is still the expected one; false when somebody else was faster. */
  readonly append: (entry: E, expectedHead: string | null) => boolean;
}

/** Hash of the last entry, which the next one names. */
export function headOf(entries: readonly ChainEntry[]): string | null {
  return entries[entries.length - 1]?.hash ?? null;
}

/** A store in memory. */
export function memoryChain<E extends ChainEntry>(entries: readonly E[]): ChainStore<E> {
  const kept = [...entries];
  return {
    read: () => [...kept],
    append: (entry, expectedHead) => {
      if (headOf(kept) !== expectedHead) return false;
      kept.push(entry);
      return true;
    },
  };
}

/** The stored entries, after checking that none was changed or taken out. */
export function intactEntries<E extends ChainEntry>(
  store: ChainStore<E>,
  o: { readonly ledger: string; readonly why: string; readonly hashOf: (entry: E) => string },
): readonly E[] {
  const entries = store.read();
  let previous: string | null = null;
  entries.forEach((entry, i) => {
    if (entry.sequence !== i || entry.previousHash !== previous || o.hashOf(entry) !== entry.hash) {
      throw new CoalitionError(
        'deidentify/envelope-invalid',
        `Entry ${i} of the ${o.ledger} doesn't fit the chain. Restore the ledger from where it was kept; ${o.why} without it.`,
        { reason: `${o.ledger} entry ${i}` },
      );
    }
    previous = entry.hash;
  });
  return entries;
}
