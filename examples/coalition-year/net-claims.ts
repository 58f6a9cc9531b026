import {
  type AcceptedBatches,
  buildLedger,
  type ClaimBatch,
  claimDateDays,
  daysReader,
  type FinalView,
  type Ledger,
  quantityReader,
  textAt,
} from 'coalition-kit/claims';
import { isoFromDay } from 'coalition-kit/time';
import type { TriangleLine } from 'coalition-kit/trend';

type ClaimRows = ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>;

/** Both views of one table: every transaction, and what stands. */
export interface Netted<B extends ClaimRows = ClaimRows> {
  readonly ledger: Ledger<B>;
  readonly final: FinalView<B>;
  /** Each corrected claim once: the correcting claim, its version, and the claim that was first. */
  readonly corrections: ReadonlySet<string>;
  /** Every transaction, dated by care and payment; a replaced version is undone when its successor is paid. */
  readonly transactions: readonly (TriangleLine & { readonly allowed: number })[];
}

/** Below this share of corrections explained, a sender's style needs a person. Unit: share. */
const SURE = 0.95;

type Styles = readonly { readonly dataSource: string; readonly confidence: number | null }[];

function netted<B extends ClaimRows>(batch: B, o: { readonly styles: Styles; readonly paidThrough: string }): Netted<B> {
  const confirm = o.styles.filter(({ confidence }) => (confidence ?? 0) >= SURE).map(({ dataSource }) => dataSource);
  const ledger = buildLedger(batch, { style: 'infer', confirm });
  const care = claimDateDays(batch, 'default');
  const paid = daysReader(batch, 'paid_date');
  const transactions = ledger
    .ledger()
    .flatMap(({ row, cents }) =>
      paid.has(row) ? [{ incurred: isoFromDay(care[row] ?? 0), paid: isoFromDay(paid.at(row)), cents: cents.paid, allowed: cents.allowed }] : [],
    );
  return { ledger, final: ledger.finalView({ paidThrough: o.paidThrough }), corrections: correctionsOf(batch, ledger), transactions };
}

/** Names a correction the same way wherever it comes from. */
export function correction(from: string, version: number, first: string): string {
  return `${from} ${version} corrects ${first}`;
}

/** Links are by line; a claim of three lines that is taken back is one correction. */
function correctionsOf(batch: ClaimRows, ledger: Ledger): ReadonlySet<string> {
  const ids = batch.texts['claim_id'];
  const version = quantityReader(batch, 'claim_version');
  const first = new Map(ledger.ledger().map(({ row, key }) => [row, key.claimId]));
  return new Set(
    ledger.links.map(({ from }) => correction(ids === undefined ? '' : (textAt(ids, from) ?? ''), version.at(from), first.get(from) ?? '')),
  );
}

/** Nets medical and pharmacy claims. Senders whose corrections are well explained are confirmed here; others are refused by name. */
export function netClaims(
  batches: AcceptedBatches,
  o: {
    readonly styles: { readonly medical: Styles; readonly pharmacy: Styles };
    readonly paidThrough: string;
  },
): { readonly medical: Netted<ClaimBatch<'medical'>>; readonly pharmacy: Netted<ClaimBatch<'pharmacy'>> } {
  return {
    medical: netted(batches.medical, { styles: o.styles.medical, paidThrough: o.paidThrough }),
    pharmacy: netted(batches.pharmacy, { styles: o.styles.pharmacy, paidThrough: o.paidThrough }),
  };
}
