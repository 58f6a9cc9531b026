import type { Warning } from '../errors/finding.js';
import type { Decimal } from '../money/decimal.js';
import type { Citation } from './citation.js';
import type { TableVersion } from './dated.js';

/** One step of a calculation, in text, for the reader who will dispute it. */
export interface Step {
  readonly id: string;
  readonly label: string;
  readonly formula?: string;
  /** The value as text, exact. */
  readonly value?: string;
  readonly unit?: string;
  readonly source?: Citation;
}

/** Something taken for granted, and who says so. */
export interface Assumption {
  readonly id: string;
  readonly value: string;
  readonly evidence: 'measured' | 'assumed' | 'published';
  readonly source: Citation | string;
}

/** What every disputable result carries: how it was made, on what it rests, what is doubtful, which tables it used. */
export interface Explanation {
  readonly steps: readonly Step[];
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Warning[];
  readonly tables: readonly TableVersion[];
}

/** One factor of an adjustment ledger with its range. Unit: none (a multiplier). */
export interface LedgerFactor {
  readonly factor: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
  readonly source: Citation | string;
}
