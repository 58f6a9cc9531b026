import type { Warning } from '../errors/finding.js';
import type { Cents } from '../money/cents.js';
import type { CostBasis } from '../money/cost-basis.js';
import type { ExposureUnits } from '../time/exposure-rule.js';
import type { MonthSpan } from '../time/month.js';

/** What a cell adds up, each in whole cents. `memberShare` is deductible + coinsurance + copayment. */
export type CellMeasure = 'billed' | 'allowed' | 'planPaid' | 'memberShare';

/** What the figures of cells measure, apart from measure, person and period, which the rate decides. */
export type CellBasis = Omit<CostBasis, 'measure' | 'per' | 'period'>;

/** Costs and exposure of some keys over some months. */
export interface Cell {
  /** Values of the dimensions it was grouped by; `null` is a row without the value, `(unmapped)` one outside a roll-up. */
  readonly keys: Readonly<Record<string, string | null>>;
  /** Signed sums. Unit: US cents. */
  readonly cents: Readonly<Partial<Record<CellMeasure, Cents>>>;
  /** Unit: claim lines. */
  readonly lines: number;
  /** Unit: 1/377,580 member month. */
  readonly memberUnits: ExposureUnits;
  /** Unit: 1/377,580 employee month. */
  readonly employeeUnits: ExposureUnits;
  /** Distinct persons with a line; `null` when persons weren't counted. They never add over months or categories. Unit: persons. */
  readonly members: number | null;
  /** First and last month, both included. */
  readonly months: MonthSpan;
  readonly basis: CellBasis;
  readonly warnings: readonly Warning[];
}
