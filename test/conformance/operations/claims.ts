import type { TableName } from '../../../src/claims/batch.js';
import { joinBatches } from '../../../src/claims/batch-join.js';
import { rowsOf } from '../../../src/claims/batch-records.js';
import { camelKeys } from '../../../src/claims/camel-keys.js';
import { type DrgKind, drgKind } from '../../../src/claims/categories/drg-numbers.js';
import { type LevelTwoMap, serviceCategories } from '../../../src/claims/categories/service-categories.js';
import { type ServiceLeaf } from '../../../src/claims/categories/service-leaf.js';
import { type ClaimDatePolicy, claimDateDays, isInpatientBill } from '../../../src/claims/claim-date.js';
import { type CodeSet, codeSets } from '../../../src/claims/code-sets.js';
import { type ExtractChecklist, extractChecklist } from '../../../src/claims/extract/extract-checklist.js';
import { type FeedbackPack, feedbackPack } from '../../../src/claims/feedback/feedback-pack.js';
import { checkSink, compileChecker, type FormIssue } from '../../../src/claims/fields/compile-checker.js';
import type { FieldSpec } from '../../../src/claims/fields/field-spec.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import type { ClaimRows, Link } from '../../../src/claims/ledger/chains.js';
import { inferAdjustmentStyle } from '../../../src/claims/ledger/infer-style.js';
import { buildLedger, type FinalLine, type LedgerCents, type LedgerEntry, type UnresolvedRow } from '../../../src/claims/ledger/ledger.js';
import type { AdjustmentStyle, StyleInference } from '../../../src/claims/ledger/style.js';
import { groupClaims, type MedicalClaim } from '../../../src/claims/medical-claim.js';
import { type NonClaimsSum, sumNonClaims } from '../../../src/claims/non-claims/sum-non-claims.js';
import { compileNormaliser } from '../../../src/claims/normalise/compile-normaliser.js';
import { type DateForm, normaliseDate } from '../../../src/claims/normalise/date.js';
import { normaliseMoney } from '../../../src/claims/normalise/money.js';
import { normaliseNull } from '../../../src/claims/normalise/null-spelling.js';
import type { Repaired } from '../../../src/claims/normalise/repair.js';
import { type RepairCount, RepairCounts } from '../../../src/claims/normalise/repair-counts.js';
import { type ReconcileOptions, type Reconciliation, reconcile } from '../../../src/claims/reconcile/reconcile.js';
import { type BreakClassRow, breakClasses } from '../../../src/claims/rules/allowed-identity.js';
import { ruleCatalogue } from '../../../src/claims/rules/catalogue.js';
import { tableData } from '../../../src/claims/rules/delivery-data.js';
import { type HeaderOnLines, headerOnLines } from '../../../src/claims/rules/header-on-lines.js';
import { type FieldVote, voteHeader } from '../../../src/claims/rules/header-vote.js';
import { npiPasses } from '../../../src/claims/rules/npi.js';
import { type TotalLines, totalLines } from '../../../src/claims/rules/total-lines.js';
import { type ControlComparison, type ControlTotal, compareControlTotals } from '../../../src/claims/validate/control-totals.js';
import { type Drift, driftOf, snapshotOf, type TableSnapshot } from '../../../src/claims/validate/drift.js';
import { compareHeadcount, type HeadcountComparison, type HeadcountOptions } from '../../../src/claims/validate/headcount.js';
import { TableIntake } from '../../../src/claims/validate/intake.js';
import { coveredMonths } from '../../../src/claims/validate/member-months.js';
import { type ProfileName, profileOf } from '../../../src/claims/validate/profile.js';
import { type Waiver, waiverHolds } from '../../../src/claims/validate/waiver.js';
import type { Finding } from '../../../src/errors/finding.js';
import { dayNumber, isoFromDay } from '../../../src/time/iso-date.js';
import { type Operation, operation } from '../operation.js';
import { type DeliveryGiven, type GivenRow, reportOf } from './claims-deliveries.js';

interface RowsGiven {
  readonly table: TableName;
  readonly rows: readonly GivenRow[];
}

function taken<T extends TableName>(table: T, rows: readonly GivenRow[]): ReturnType<typeof joinBatches<T>> {
  const intake = new TableIntake({ table });
  for (const row of rows) intake.add(row);
  return joinBatches({ table, parts: intake.finish().parts });
}

interface LedgerGiven {
  /** `medical` or `pharmacy`. */
  readonly table: 'medical' | 'pharmacy';
  readonly rows: readonly GivenRow[];
  /** `infer` (default), one style, or styles by data_source. */
  readonly style?: 'infer' | AdjustmentStyle | Readonly<Record<string, AdjustmentStyle>>;
  /** Senders whose inferred style is confirmed. */
  readonly confirm?: readonly string[];
  readonly asOf?: string;
  readonly paidThrough?: string;
}

interface LedgerResult {
  readonly styles: readonly StyleInference[];
  readonly links: readonly Link[];
  readonly findings: readonly Finding[];
  /** The transactions that are visible. */
  readonly ledger: readonly LedgerEntry[];
  readonly finalView: {
    readonly lines: readonly FinalLine[];
    readonly finalCents: LedgerCents;
    readonly ledgerCents: LedgerCents;
    readonly unresolvedCents: LedgerCents;
    readonly unresolved: readonly UnresolvedRow[];
    /** The records that stand. */
    readonly records: readonly object[];
  };
}

function claimRows(given: { readonly table: 'medical' | 'pharmacy'; readonly rows: readonly GivenRow[] }): ClaimRows {
  return given.table === 'medical' ? taken('medical', given.rows) : taken('pharmacy', given.rows);
}

function ledgerResult(given: LedgerGiven): LedgerResult {
  const { table, rows, style, confirm, ...view } = given;
  const built = buildLedger(claimRows({ table, rows }), { ...(style === undefined ? {} : { style }), ...(confirm === undefined ? {} : { confirm }) });
  const { lines, finalCents, ledgerCents, unresolvedCents, unresolved, batch } = built.finalView(view);
  return {
    styles: built.styles,
    links: built.links,
    findings: built.findings,
    ledger: built.ledger(view),
    finalView: { lines, finalCents, ledgerCents, unresolvedCents, unresolved, records: recordsOf(batch()) },
  };
}

function recordsOf(batch: ClaimRows): readonly object[] {
  return batch.table === 'medical' ? Array.from(rowsOf(batch)) : Array.from(rowsOf(batch));
}

/** Operations of the claims area, adapters aside. Rows are 0-based where a result counts them from a batch; `row` of a finding is the 1-based data row. */
export const operations: readonly Operation[] = [
  operation<LedgerGiven, LedgerResult>(
    'claims.buildLedger',
    'Nets medical or pharmacy rows into transactions and a final view as of a day; a sender with corrections must be confirmed or given a style.',
    ledgerResult,
  ),
  operation<Pick<LedgerGiven, 'table' | 'rows'>, readonly StyleInference[]>(
    'claims.inferAdjustmentStyle',
    'Says for each sender how it writes corrections.',
    (given) => inferAdjustmentStyle(claimRows(given)),
  ),
  operation<ReconcileOptions, Reconciliation>(
    'claims.reconcile',
    'Ranks hypotheses (date column, amount columns or products of columns, row filter) by how many person-years of a yearly summary they explain.',
    reconcile,
  ),
  operation<{ readonly rows: readonly GivenRow[]; readonly profile?: ProfileName }, readonly BreakClassRow[]>(
    'claims.breakClasses',
    'MED-16 of medical rows by class.',
    (given) => breakClasses(tableData(taken('medical', given.rows)), profileOf(given.profile)),
  ),
  operation<{ readonly rows: readonly GivenRow[] }, HeaderOnLines>(
    'claims.headerOnLines',
    'MED-14 of medical rows: claims whose payment is repeated on each line.',
    (given) => headerOnLines(tableData(taken('medical', given.rows))),
  ),
  operation<{ readonly row: GivenRow }, object>('claims.camelKeys', 'A row with its fields named in camelCase.', (given) => camelKeys(given.row)),
  operation<{ readonly rows: readonly GivenRow[] }, readonly FieldVote[]>(
    'claims.voteHeader',
    'MED-3 when asked to vote: by field of the header, versions of claims that were decided, rows that changed and ties.',
    (given) => voteHeader(taken('medical', given.rows)).votes,
  ),
  operation<{ readonly rows: readonly GivenRow[] }, TotalLines>(
    'claims.totalLines',
    'MED-13 of medical rows: total lines (revenue code 0001).',
    (given) => totalLines(tableData(taken('medical', given.rows))),
  ),
  operation<{ readonly rows: readonly GivenRow[]; readonly asOf?: string }, number>(
    'claims.coveredMonths',
    'Member months of medical coverage by the anyDay rule; open ends count to asOf, else to the last day named.',
    (given) => coveredMonths(tableData(taken('eligibility', given.rows)), given.asOf),
  ),
  operation<RowsGiven & { readonly stated: readonly ControlTotal[]; readonly tolerance?: string }, readonly ControlComparison[]>(
    'claims.compareControlTotals',
    'STR-4: rows and dollars beside stated totals; tolerance is a share, default 0.001.',
    (given) =>
      compareControlTotals(tableData(taken(given.table, given.rows)), {
        stated: given.stated,
        ...(given.tolerance === undefined ? {} : { tolerance: given.tolerance }),
      }),
  ),
  operation<RowsGiven, TableSnapshot>('claims.snapshotOf', 'What STR-5 remembers of a table.', (given) =>
    snapshotOf(tableData(taken(given.table, given.rows))),
  ),
  operation<{ readonly now: TableSnapshot; readonly before: TableSnapshot }, readonly Drift[]>(
    'claims.driftOf',
    'STR-5: what changed between two snapshots.',
    (given) => driftOf(given.now, given.before),
  ),
  operation<{ readonly table: 'medical' | 'pharmacy'; readonly rows: readonly GivenRow[]; readonly policy: ClaimDatePolicy }, readonly string[]>(
    'claims.claimDateDays',
    'The date of each row by a claim-date policy, YYYY-MM-DD.',
    (given) => Array.from(claimDateDays(claimRows(given), given.policy), (day) => isoFromDay(day)),
  ),
  operation<{ readonly billType: string | null }, boolean>(
    'claims.isInpatientBill',
    'Whether a type of bill (three characters) is that of a stay.',
    (given) => isInpatientBill(given.billType),
  ),
  operation<{ readonly npi: string }, boolean>('claims.npiPasses', 'Whether a provider number passes MED-12.', (given) => npiPasses(given.npi)),
  operation<
    { readonly sets: readonly CodeSet[]; readonly id: string; readonly code: string; readonly date: string },
    { readonly contains: boolean | null }
  >('claims.codeSets', 'Whether a code is in the set that holds on a date; null when no set holds then.', (given) => ({
    contains: codeSets(given.sets).contains(given.id, given.code, dayNumber(given.date)),
  })),
  operation<{ readonly waiver: Waiver; readonly asOf?: string }, boolean>('claims.waiverHolds', 'Whether a waiver still holds at a day.', (given) =>
    waiverHolds(given.waiver, given.asOf),
  ),
  operation<RowsGiven, readonly { readonly issues: readonly FormIssue[]; readonly record: object | null }[]>(
    'claims.compileChecker',
    'The form of each row: its issues, and the record with every field when there is none.',
    (given) => {
      const check = compileChecker(fieldsOf(given.table));
      return given.rows.map((row) => {
        const sink = checkSink();
        return check(row, sink) > 0 ? { issues: sink.issues, record: null } : { issues: [], record: sink.record };
      });
    },
  ),
  operation<
    RowsGiven & { readonly dates?: DateForm },
    { readonly rows: readonly GivenRow[]; readonly raw: readonly (GivenRow | null)[]; readonly repairs: readonly RepairCount[] }
  >('claims.compileNormaliser', 'Rows after normalising, the raw values of what was repaired, and counts.', (given) => {
    const normalise = compileNormaliser({ table: given.table, ...(given.dates === undefined ? {} : { dates: given.dates }) });
    const counts = new RepairCounts();
    const all = given.rows.map((row) => normalise(row, counts));
    return { rows: all.map(({ row }) => row), raw: all.map(({ raw }) => raw), repairs: counts.list() };
  }),
  operation<RowsGiven, readonly object[]>(
    'claims.batchOf',
    'Puts rows into columns and reads them back as records; rows of wrong form are left out.',
    (given) => Array.from(rowsOf(taken(given.table, given.rows))),
  ),
  operation<{ readonly text: string; readonly form: DateForm }, Repaired>(
    'claims.normaliseDate',
    'A date of a declared form as YYYY-MM-DD; null for an open-end sentinel.',
    (given) => normaliseDate(given.text, given.form),
  ),
  operation<{ readonly text: string }, Repaired>('claims.normaliseMoney', 'An amount as plain decimal text.', (given) => normaliseMoney(given.text)),
  operation<{ readonly text: string }, Repaired>(
    'claims.normaliseNull',
    'A text without white space at its ends; null for the usual spellings of nothing.',
    (given) => normaliseNull(given.text),
  ),
  operation<{ readonly table: TableName }, readonly FieldSpec[]>('claims.fieldsOf', 'The fields of a table in canonical order.', (given) =>
    fieldsOf(given.table),
  ),
  operation<
    { readonly table: 'medical' | 'pharmacy'; readonly rows: readonly GivenRow[]; readonly levelTwo?: LevelTwoMap },
    {
      readonly rows: readonly {
        readonly leaf: ServiceLeaf;
        readonly fact: string;
        readonly levelTwo: string | null;
      }[] /** Paid by leaf. Unit: US cents. */;
      readonly cents: object;
    }
  >('claims.serviceCategories', 'The service category of each row with the fact that decided, and paid cents by leaf.', (given) => {
    const rows = claimRows(given);
    const found = serviceCategories(rows, given.levelTwo === undefined ? {} : { levelTwo: given.levelTwo });
    return {
      rows: Array.from({ length: rows.rowCount }, (_, row) => ({ leaf: found.leaf(row), fact: found.fact(row), levelTwo: found.levelTwo(row) })),
      cents: found.cents,
    };
  }),
  operation<{ readonly drg: string }, { readonly kind: DrgKind | null }>(
    'claims.drgKind',
    'Which kind of stay an MS-DRG stands for; null when it says nothing.',
    (given) => ({ kind: drgKind(given.drg) }),
  ),
  operation<DeliveryGiven & { /** The sender, as data_source names it. */ readonly payer: string; readonly rowsShown?: number }, FeedbackPack>(
    'claims.feedbackPack',
    "Judges a delivery and groups what was found in one sender's rows by cause, with the question to send back; `rowsShown` rows for each, default 20.",
    ({ payer, rowsShown, ...delivery }) => feedbackPack(reportOf(delivery), { payer, ...(rowsShown === undefined ? {} : { rowsListed: rowsShown }) }),
  ),
  operation<{ readonly rows: readonly GivenRow[] }, readonly MedicalClaim[]>(
    'claims.groupClaims',
    'Medical lines as claims, one for each version.',
    (given) => groupClaims(rowsOf(taken('medical', given.rows))),
  ),
  operation<{ readonly rows: readonly GivenRow[]; readonly month?: 'service' | 'paid'; readonly employer?: string }, readonly NonClaimsSum[]>(
    'claims.sumNonClaims',
    'Non-claims payments by category and month; accruals apart from cash; money to the employer is negative.',
    ({ rows, ...o }) => sumNonClaims(taken('nonClaims', rows), o),
  ),
  operation<{ readonly rows: readonly GivenRow[] }, ExtractChecklist>(
    'claims.extractChecklist',
    'Whether medical rows carry financial, provider and service-code elements.',
    (given) => extractChecklist(taken('medical', given.rows)),
  ),
  operation<{ readonly rows: readonly GivenRow[] } & HeadcountOptions, readonly HeadcountComparison[]>(
    'claims.compareHeadcount',
    'ELG-10: contracts of coverage rows beside billed employees, by employer and month; tolerance is a share, default 0.02.',
    ({ rows, ...o }) => compareHeadcount(tableData(taken('eligibility', rows)), o),
  ),
  operation<
    Record<string, never>,
    readonly {
      readonly code: string;
      readonly table: TableName;
      readonly severity: string;
      readonly tolerance: string;
      readonly what: string;
      readonly fix: string;
    }[]
  >('claims.ruleCatalogue', 'Every rule that runs over rows.', () =>
    ruleCatalogue.map(({ id, table, severity, tolerance, what, fix }) => ({ code: id, table, severity, tolerance, what, fix })),
  ),
];
