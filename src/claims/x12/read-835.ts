import type { Finding } from '../../errors/finding.js';
import type { Accounting, Pile } from '../accounting.js';
import type { SourceMetadata } from '../column-map/apply-column-map.js';
import { ColumnlessMapper } from '../column-map/columnless-mapper.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import type { Fed } from '../feed.js';
import { type Balance835, balance835 } from './balance-835.js';
import { fromX12, type X12File, type X12Input, type X12Separators, x12Finding } from './read-x12.js';
import { ControlNumbers, rawClaim } from './records-835.js';
import { type Remittance835, remittanceOf } from './remittance.js';
import { ticksText } from './x12-values.js';

/** How remittances are read. */
export interface Read835Options {
  /** The sender, for lineage. Default `835`. */
  readonly dataSource?: string;
  readonly fileName?: string;
  /** The date of the file, `YYYY-MM-DD`. */
  readonly fileDate?: string;
  /** The plan of all claims. Default: the claim filing indicator. */
  readonly plan?: string;
  /** The coalition member that pays; provider-level adjustments become non-claims payments only with it. */
  readonly employerId?: string;
  /** Separators, for text without an ISA. */
  readonly separators?: X12Separators;
  /** Spreads claim-level adjustments over the lines by charge instead of putting them on a line of their own. Default false. */
  readonly spreadClaimAdjustments?: boolean;
}

/** A remittance with its balances. */
export interface BalancedRemittance extends Remittance835 {
  readonly balance: Balance835;
  /** False: a balance broke, and its records are quarantined. */
  readonly used: boolean;
}

/** What came of reading remittances. */
export interface Read835 {
  /** Ledger lines of the remittances that balance. */
  readonly records: readonly DeliveredRow<'medical'>[];
  /** Ledger lines of those that don't: to be looked at, not to be used. */
  readonly quarantined: readonly DeliveredRow<'medical'>[];
  /** Provider-level adjustments as payments; costs to the employer are positive. Empty without `employerId`. */
  readonly nonClaims: readonly DeliveredRow<'nonClaims'>[];
  readonly remittances: readonly BalancedRemittance[];
  readonly findings: readonly Finding[];
  /** Of the ledger lines. */
  readonly accounting: Accounting;
  readonly metadata: SourceMetadata;
}

const METADATA: SourceMetadata = {
  layout: 'x12 835',
  amountBasis: 'what the payer paid to the provider, after patient responsibility and other payers; provider-level adjustments are apart',
  style: 'reversal',
  lacks: ['employer_id', 'subscriber_id', 'diagnosis_codes', 'place_of_service_code'],
  mapHash: null,
  mapped: [],
  ignored: [],
  unmapped: [],
};

/** Findings for transactions of another set. */
export function otherSets(file: X12File, wanted: string): readonly Finding[] {
  return file.transactions
    .filter(({ set }) => set !== wanted)
    .map(({ set, path, position }) =>
      x12Finding({
        code: 'x12/unsupported-transaction',
        severity: 'error',
        position,
        path,
        field: 'ST01',
        message: `The transaction is of set ${/^\d{3}$/.test(set) ? set : 'unknown'}, and ${wanted} was asked for; it was left out.`,
        fix: 'Use the reader of that set; 820, 834, 835 and 837 have one.',
      }),
    );
}

function piles(accepted: Pile, quarantined: Pile, rejected: Pile): Accounting {
  const all = [accepted, quarantined, rejected];
  const total = (of: (pile: Pile) => number): number => all.reduce((sum, pile) => sum + of(pile), 0);
  return {
    input: { rows: total((pile) => pile.rows), cents: total((pile) => pile.cents), centsUnknown: total((pile) => pile.centsUnknown) },
    accepted,
    quarantined,
    rejected,
  };
}

/**
 * Reads X12 835 remittances into a ledger of claim transactions, each balanced at claim, line and payment.
 *
 * A transaction that doesn't balance, or whose envelope is broken, is quarantined alone; the finding names the level, the segment and the
 * difference. Reversals (status 22) keep the payer's number and link to what they take back. Claim-level adjustments stand on a line of
 * their own, so that the lines of a claim always add up to its payment.
 *
 * Limits: PR-1, PR-2 and PR-3 are read as deductible, coinsurance and copayment from memory of a licensed list (unverified). AMT segments
 * are information; only B6, the allowed amount, is read.
 *
 * @source X12 005010X221A1 as seen in public samples; X12 RFI 2601 for the balances
 * @testedBy claims/adapters/x12-835.test.ts: eight published files; a cent changed anywhere names its level; claims/adapters/mutations.test.ts: 100,000 mutations
 * @param input - The file: whole, in pieces cut anywhere, or in pieces as they arrive.
 * @param o - Lineage, plan, employer, separators.
 * @returns Records, quarantined records, provider-level payments, remittances, findings, accounting; a promise of them when the pieces arrive over time.
 * @example
 * read835('ST*835*1~SE*2*1~').findings.map(({ code }) => code); // => ['X12-1']
 * async function* arriving() { yield 'ST*835*1~S'; yield 'E*2*1~'; }
 * (await read835(arriving())).findings.map(({ code }) => code); // => ['X12-1']
 */
export function read835<Input extends X12Input>(input: Input, o: Read835Options = {}): Fed<Input, Read835> {
  return fromX12(input, { separators: o.separators, made: (file) => ofFile(file, o) });
}

function ofFile(file: X12File, o: Read835Options): Read835 {
  const findings: Finding[] = [...file.findings, ...otherSets(file, '835')];
  const numbers = new ControlNumbers();
  const lineage = { data_source: o.dataSource ?? '835', file_name: o.fileName ?? null, file_date: o.fileDate ?? null };
  const options = { plan: o.plan ?? null, employerId: o.employerId ?? null, spreadClaimAdjustments: o.spreadClaimAdjustments ?? false };
  const [used, kept, payments] = [
    new ColumnlessMapper('medical', lineage),
    new ColumnlessMapper('medical', lineage),
    new ColumnlessMapper('nonClaims', lineage),
  ];
  const remittances: BalancedRemittance[] = [];
  for (const transaction of file.transactions) {
    if (transaction.set !== '835') continue;
    const read = remittanceOf(transaction);
    const balanced = balance835(read.remittance);
    findings.push(...read.findings, ...balanced.findings);
    const good = transaction.whole && balanced.findings.length === 0 && !read.findings.some(({ severity }) => severity === 'error');
    remittances.push({ ...read.remittance, balance: balanced.balance, used: good });
    const target = good ? used : kept;
    for (const claim of read.remittance.claims) {
      for (const raw of rawClaim(claim, read.remittance, numbers, options)) target.add(raw, { row: claim.position }, claim.path);
    }
    if (good && o.employerId !== undefined)
      for (const raw of providerLevel(read.remittance, o.employerId)) payments.add(raw, { row: Number(raw['row_number']) }, read.remittance.path);
  }
  findings.push(...used.findings, ...kept.findings, ...payments.findings);
  const rejected = { rows: 0, cents: 0, centsUnknown: 0 };
  for (const { rejected: part } of [used.accounting(), kept.accounting()]) {
    rejected.rows += part.rows;
    rejected.cents += part.cents;
    rejected.centsUnknown += part.centsUnknown;
  }
  return {
    records: used.records,
    quarantined: kept.records,
    nonClaims: payments.records,
    remittances,
    findings,
    accounting: piles(used.accounting().accepted, kept.accounting().accepted, rejected),
    metadata: METADATA,
  };
}

/** Provider-level adjustments as payments of the employer: what isn't taken from the payment is a cost. */
function providerLevel(remittance: Remittance835, employerId: string): readonly Readonly<Record<string, unknown>>[] {
  return remittance.providerAdjustments.map((each, at) => ({
    row_number: each.position,
    payment_id: `${remittance.transactionControl}-PLB-${at + 1}`,
    employer_id: employerId,
    payer: remittance.payer === '' ? null : remittance.payer,
    payee_npi: /^\d{10}$/.test(each.provider) ? each.provider : null,
    category: 'other',
    basis: 'flat',
    amount: each.amount === null ? null : ticksText(each.amount === 0 ? 0 : -each.amount),
    service_period_start: remittance.paymentDate ?? remittance.productionDate,
    service_period_end: remittance.paymentDate ?? remittance.productionDate,
    paid_date: remittance.paymentDate,
    allocation_rule: `provider_level ${each.reason}${each.reference === '' ? '' : ` ${each.reference}`}`.trim(),
  }));
}
