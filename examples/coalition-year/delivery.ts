import type { Finding } from 'coalition-kit';
import { type CoalitionTruth, generateCoalition } from 'coalition-kit/synthetic';
import type { MonthSpan } from 'coalition-kit/time';

/** Rows of a year, from wherever they came, before anything was judged. */
export interface Delivered {
  /** What the report says of its source. */
  readonly source: string;
  readonly rows: {
    readonly medical: readonly object[];
    readonly pharmacy: readonly object[];
    readonly eligibility: readonly object[];
    readonly nonClaims: readonly object[];
  };
  /** What reading the files found. */
  readonly findings: readonly Finding[];
  /** The day of what was known; `null` when the rows should say. */
  readonly asOf: string | null;
  readonly paidThrough: string | null;
  /** Months that the rows are about; `null` when all coverage counts. */
  readonly months: MonthSpan | null;
  /** Known only of a synthetic coalition. */
  readonly truth: CoalitionTruth | null;
}

/** The bundled synthetic coalition: three years of some 2,400 members at 14 employers, and the truth about them. */
export function syntheticDelivery(seed: number): Delivered {
  const { coalition, truth } = generateCoalition({ seed });
  const { medical, pharmacy, eligibility, nonClaims, paidThrough } = coalition;
  return {
    source: `synthetic coalition, seed ${seed}: ${coalition.employers.length} employers`,
    rows: { medical, pharmacy, eligibility, nonClaims },
    findings: [],
    asOf: paidThrough,
    paidThrough,
    months: coalition.months,
    truth,
  };
}
