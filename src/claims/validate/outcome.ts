import type { Severity } from '../../errors/finding.js';
import type { Cents } from '../../money/cents.js';
import type { TableName } from '../batch.js';

/** Rows of one rule with the same field and description. */
export interface OutcomeClass {
  readonly field: string | null;
  readonly observedClass: string | null;
  readonly severity: Severity;
  /** Unit: rows. */
  readonly rows: number;
  /** Unit: US cents. */
  readonly cents: Cents;
  /** The same by sender, in order of its name. Empty for findings about a table. */
  readonly sources: readonly {
    readonly dataSource: string /** Unit: rows. */;
    readonly rows: number /** Unit: US cents. */;
    readonly cents: Cents;
  }[];
}

/** What one rule found in one table: exact counts, whatever was listed. */
export interface RuleOutcome {
  readonly code: string;
  readonly table: TableName;
  readonly severity: Severity;
  /** Rows to which it applies. Unit: rows. */
  readonly applicable: number;
  /** Rows that break it, each counted once. Unit: rows. */
  readonly rows: number;
  /** Of these, rows that break it in the catalogue's severity or above. Unit: rows. */
  readonly severeRows: number;
  /** Money on these rows, or in doubt between their parts. Unit: US cents. */
  readonly cents: Cents;
  /** Of this, money on the rows of full severity. Unit: US cents. */
  readonly severeCents: Cents;
  /** Unit: share of applicable rows, decimal text. */
  readonly tolerance: string;
  /** Whether the share of broken rows is above the tolerance in any file. */
  readonly exceeded: boolean;
  /** Whether the share of rows broken in full severity is. */
  readonly severeExceeded: boolean;
  /** Whether the share of rows that the profile raises to `block` is. */
  readonly raisedExceeded: boolean;
  /** Whether the profile lowers the severity of rows that were found, so that they put a caveat instead of blocking. */
  readonly lowered: boolean;
  /** By field and description, largest first. */
  readonly classes: readonly OutcomeClass[];
  /** Row findings that were listed. Unit: findings. */
  readonly listed: number;
  readonly what: string;
  readonly fix: string;
}

/**
 * Compares a share with a tolerance exactly, in whole numbers.
 *
 * @param o - `rows` of `applicable` against `tolerance`, decimal text.
 * @returns True when the share is above the tolerance; at it, false.
 * @example
 * exceeds({ rows: 12, applicable: 1000, tolerance: '0.012' }); // => false
 * exceeds({ rows: 13, applicable: 1000, tolerance: '0.012' }); // => true
 */
export function exceeds(o: { readonly rows: number; readonly applicable: number; readonly tolerance: string }): boolean {
  const [whole = '0', fraction = ''] = o.tolerance.split('.');
  const unit = 10 ** fraction.length;
  return o.rows * unit > o.applicable * (Number(whole) * unit + Number(fraction === '' ? '0' : fraction));
}
