import type { Severity } from '../../errors/finding.js';
import type { AsOf } from '../../time/as-of.js';
import type { TableName } from '../batch.js';
import type { CodeSets } from '../code-sets.js';
import type { RuleProfile } from '../validate/profile.js';
import type { Agreements } from './agreements.js';
import type { DeliveryData } from './delivery-data.js';

/** What becomes of a row that breaks a rule: left out of every sum, kept as it is, or kept after a named repair. */
export type Handling = 'excluded' | 'kept' | 'repaired';

/** One broken row. */
export interface Hit {
  readonly field?: string;
  /** Describes the value, never quotes it. */
  readonly observedClass?: string;
  readonly expected?: string;
  /** Differs from the rule's where one rule has grades. */
  readonly severity?: Severity;
  /** Money in doubt. Unit: US cents. Default: the row's paid amount. */
  readonly cents?: number;
}

/** Where a rule puts what it finds. Rows are 0-based rows of the table's batch. */
export interface RuleSink {
  /** Says that a row is one to which the rule applies. */
  applies(row: number): void;
  /** Says that all rows of the table are. */
  appliesToAll(): void;
  hit(row: number, hit: Hit): void;
  /** A finding about the table or the delivery, not about one row. */
  note(hit: Hit & { readonly rows?: number; readonly message?: string }): void;
  /** Leaves a row out of every sum. */
  exclude(row: number): void;
}

/** What a rule may look at besides the rows. */
export interface RuleContext {
  readonly profile: RuleProfile;
  readonly asOf: AsOf | undefined;
  readonly paidThrough: AsOf | undefined;
  readonly codeSets: CodeSets | undefined;
  /** Contracts and guarantees that payments beside claims are compared with. */
  readonly agreements: Agreements | undefined;
  /** What the sender says of the feed. */
  readonly declared: 'identified' | 'deidentified';
}

/** One rule as data: what it is, how much is tolerated, what it reads, and what a person does about it. */
export interface Rule {
  /** Id of the catalogue, such as `MED-16`. */
  readonly id: string;
  readonly table: TableName;
  /** What must hold, in one sentence. */
  readonly what: string;
  readonly severity: Severity;
  /** Unit: share of applicable rows of a file, decimal text. Below it the rows are listed and the verdict doesn't change. */
  readonly tolerance: string;
  /** Fields that it reads. */
  readonly inputs: readonly string[];
  /** Code sets without which it degrades to a check of form. */
  readonly codeSets?: readonly string[];
  readonly handling: Handling;
  /** What a person does about it. */
  readonly fix: string;
  /** Judges the rows that are at hand: all of them, or every row of some persons. */
  check(data: DeliveryData, sink: RuleSink, context: RuleContext): void;
  /** Judges the table as a whole, once, after all rows; only notes. */
  whole?(data: DeliveryData, sink: RuleSink, context: RuleContext): void;
}
