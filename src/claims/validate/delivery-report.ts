import type { Finding } from '../../errors/finding.js';
import type { TableVersion } from '../../reference/dated.js';
import type { Explanation } from '../../reference/explanation.js';
import type { Accounting } from '../accounting.js';
import type { ClaimBatch, EligibilityBatch, TableName } from '../batch.js';
import type { CentsRounding } from '../batch-builder.js';
import type { StyleInference } from '../ledger/style.js';
import type { RepairCount } from '../normalise/repair-counts.js';
import type { BreakClassRow } from '../rules/allowed-identity.js';
import type { StrayColumn } from '../rules/delivery-data.js';
import type { HeaderOnLines } from '../rules/header-on-lines.js';
import type { TotalLines } from '../rules/total-lines.js';
import type { Fitness } from '../verdict/fitness.js';
import type { DeliverySnapshot } from './drift.js';
import type { HeadcountComparison } from './headcount.js';
import type { RuleOutcome } from './outcome.js';

/** What came of one table. */
export interface TableReport {
  readonly accounting: Accounting;
  /** What the normalisers changed, by column and kind. */
  readonly repairs: readonly RepairCount[];
  /** Columns that aren't fields of the table. */
  readonly unknownColumns: readonly StrayColumn[];
  /** Required fields that no row has, with the columns that come nearest by name. */
  readonly missingColumns: readonly { readonly field: string; readonly candidates: readonly string[] }[];
  /** Amounts with fractions of a cent, rounded half to even. */
  readonly rounding: CentsRounding;
  /** Rows whose empty paid amount was read as 0.00, because another line of the claim has the payment. Unit: rows. */
  readonly paidReadAsZero: number;
}

/** The accepted rows of each table as columns: what aggregates read. */
export interface AcceptedBatches {
  readonly medical: ClaimBatch<'medical'>;
  readonly pharmacy: ClaimBatch<'pharmacy'>;
  readonly eligibility: EligibilityBatch;
  readonly nonClaims: ClaimBatch<'nonClaims'>;
}

/** Facts that rules only summarise. */
export interface DeliveryDetail {
  /** MED-16 by class. */
  readonly breakClasses: readonly BreakClassRow[];
  readonly totalLines: TotalLines;
  readonly headerOnLines: HeaderOnLines;
  /** Adjustment styles by table and sender. */
  readonly styles: { readonly medical: readonly StyleInference[]; readonly pharmacy: readonly StyleInference[] };
  /** Months of medical coverage by the anyDay rule. Unit: member months. */
  readonly memberMonths: number;
  /** Employees beside the billed head-count (ELG-10); empty when none was given. */
  readonly headcount: readonly HeadcountComparison[];
}

/** What one delivery is worth, without its rows: nothing silently dropped, every doubt counted. Code sets that were used stand in `codeSets`. */
export interface UnbatchedReport extends Omit<Explanation, 'tables'> {
  readonly codeSets: readonly TableVersion[];
  readonly profile: string;
  readonly tables: Readonly<Record<TableName, TableReport>>;
  /** For each rule that found something: first the rule with exact counts (no `row`), then its rows in the order of lineage, up to the cap. */
  readonly findings: readonly Finding[];
  /** Exact counts of every rule that ran. */
  readonly rules: readonly RuleOutcome[];
  readonly detail: DeliveryDetail;
  /** Is it fit for a calculation? */
  readonly fitness: Fitness;
  /** What the next delivery is compared with: counts and words of closed lists, no person's data. */
  readonly snapshot: DeliverySnapshot;
}

/** What one delivery is worth, and its accepted rows as columns. */
export interface DeliveryReport extends UnbatchedReport {
  readonly batches: AcceptedBatches;
}
