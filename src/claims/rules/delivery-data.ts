import type { ClaimBatch, TableName } from '../batch.js';
import { claimDateDays } from '../claim-date.js';
import { type Groups, groupRows } from '../groups.js';
import { type Chains, chainsOf } from '../ledger/chains.js';
import { TextInterner } from '../text-interner.js';
import { type CoverageIndex, coverageIndex } from './coverage-index.js';
import { type DuplicateRows, duplicateRows } from './row-hash.js';
import { GatheredFacts, type WholeFacts } from './whole-facts.js';

export { OPEN_END } from './coverage-index.js';

/** What intake noticed of a column that isn't a field of the table. */
export interface StrayColumn {
  readonly name: string;
  /** Rows with something in it. Unit: rows. */
  readonly filled: number;
}

/** One table of a delivery as rules see it: its rows in the order of their lineage. */
export interface TableData<T extends TableName = TableName> {
  readonly table: T;
  readonly batch: ClaimBatch<T>;
  /** Unit: rows. */
  readonly rows: number;
  /** The claim of each row (payments: the payment); -1 for coverage. */
  readonly claimOf: Int32Array;
  readonly claims: Groups;
  /** Rows that came without a paid amount, which is read as 0.00. 1 = came without. */
  readonly paidMissing: Uint8Array;
  /** Rows whose payment equals the one in a column for the whole claim. 1 = equals. Absent when there is no such column. */
  readonly headerRepeats?: Uint8Array;
  /** Columns that aren't fields. */
  readonly strays: readonly StrayColumn[];
  /** Rows that repeat an earlier one; found once, when first asked for. */
  duplicates(): DuplicateRows;
}

/** A delivery as rules see it. */
export interface DeliveryData {
  readonly medical: TableData<'medical'>;
  readonly pharmacy: TableData<'pharmacy'>;
  readonly eligibility: TableData<'eligibility'>;
  readonly nonClaims: TableData<'nonClaims'>;
  /** What claims ask of coverage. */
  readonly covered: CoverageIndex;
  /** What must be known of all claims, also where only some are at hand. */
  readonly whole: WholeFacts;
  /** Date of each claim row by the default policy. Unit: days since 1970-01-01. */
  claimDays(table: 'medical' | 'pharmacy'): Int32Array;
  /** Rows of each original line, for netting. */
  chains(table: 'medical' | 'pharmacy'): Chains;
}

/**
 * Prepares a batch for rules: which rows belong to one claim.
 *
 * @param batch - Rows in the order of their lineage.
 * @param extra - What intake noticed.
 * @returns The table as rules see it.
 * @example
 * tableData(batchOf({ table: 'medical' }, [])).claims.count; // => 0
 */
export function tableData<T extends TableName>(
  batch: ClaimBatch<T>,
  extra: { readonly paidMissing?: Uint8Array; readonly headerRepeats?: Uint8Array | undefined; readonly strays?: readonly StrayColumn[] } = {},
): TableData<T> {
  const rows = batch.rowCount;
  const ids = batch.texts[batch.table === 'nonClaims' ? 'payment_id' : 'claim_id'];
  const interner = new TextInterner();
  const { ids: sources } = batch.lineage.dataSource;
  const claimOf = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) claimOf[row] = interner.idAt(ids, row, sources[row] ?? 0);
  let found: DuplicateRows | undefined;
  return {
    duplicates: () => {
      found ??= duplicateRows({ batch, rows });
      return found;
    },
    table: batch.table,
    batch,
    rows,
    claimOf,
    claims: groupRows(claimOf, interner.count),
    paidMissing: extra.paidMissing ?? new Uint8Array(rows),
    ...(extra.headerRepeats === undefined ? {} : { headerRepeats: extra.headerRepeats }),
    strays: extra.strays ?? [],
  };
}

/**
 * Puts the tables of a delivery together for rules.
 *
 * @param tables - The four tables; empty where nothing was delivered.
 * @param shared - What is known of the whole where the tables hold only a part of it.
 * @returns The delivery as rules see it; what several rules need is computed once.
 * @example
 * const empty = <T extends 'medical' | 'pharmacy' | 'eligibility' | 'nonClaims'>(table: T) => tableData(batchOf({ table }, []));
 * const data = deliveryData({ medical: empty('medical'), pharmacy: empty('pharmacy'), eligibility: empty('eligibility'), nonClaims: empty('nonClaims') });
 * data.covered.coverage('medical').known; // => false
 */
export function deliveryData(
  tables: {
    readonly medical: TableData<'medical'>;
    readonly pharmacy: TableData<'pharmacy'>;
    readonly eligibility: TableData<'eligibility'>;
    readonly nonClaims: TableData<'nonClaims'>;
  },
  shared: { readonly covered?: CoverageIndex; readonly whole?: WholeFacts } = {},
): DeliveryData {
  const days = new Map<string, Int32Array>();
  const chains = new Map<string, Chains>();
  let gathered: WholeFacts | undefined;
  const data: DeliveryData = {
    ...tables,
    covered: shared.covered ?? coverageIndex(tables.eligibility),
    get whole() {
      gathered ??= shared.whole ?? new GatheredFacts().learn('medical', data).learn('pharmacy', data);
      return gathered;
    },
    chains: (table) => {
      const known = chains.get(table);
      if (known !== undefined) return known;
      const found = chainsOf(table === 'medical' ? tables.medical.batch : tables.pharmacy.batch);
      chains.set(table, found);
      return found;
    },
    claimDays: (table) => {
      const known = days.get(table);
      if (known !== undefined) return known;
      const found = table === 'medical' ? claimDateDays(tables.medical.batch, 'default') : claimDateDays(tables.pharmacy.batch, 'default');
      days.set(table, found);
      return found;
    },
  };
  return data;
}
